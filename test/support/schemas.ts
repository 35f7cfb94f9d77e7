/** The official schemas of SBOM formats. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Ajv, type ValidateFunction } from "ajv";
import formats from "ajv-formats";

const require = createRequire(import.meta.url);
const library = join(dirname(require.resolve("@cyclonedx/cyclonedx-library/package.json")), "res/schema");

/**
 * CycloneDX 1.6 with the schemas it refers to, as OWASP's own library carries them. The library's validator wants one
 * more package for the format `idn-email`; no field that drydock writes has it.
 */
export function cyclonedxSchema(): ValidateFunction {
  const ajv = new Ajv({ strict: false, allErrors: true });
  formats.default(ajv);
  ajv.addFormat("idn-email", true);
  ajv.addFormat("iri-reference", (text) => !/[\s<>"{}|\\^`]/.test(text));
  for (const name of ["spdx", "jsf-0.82", "cryptography-defs"])
    ajv.addSchema(
      json(join(library, `${name}.SNAPSHOT.schema.json`)),
      `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`,
    );
  return ajv.compile(json(join(library, "bom-1.6.SNAPSHOT.schema.json")));
}

/** SPDX 2.3; see the README beside it. */
export function spdxSchema(): ValidateFunction {
  const ajv = new Ajv({ strict: false, allErrors: true });
  return ajv.compile(json(join(import.meta.dirname, "../report/fixtures/spdx-2.3.schema.json")));
}

/** What a document breaks, a line each. */
export function violations(validate: ValidateFunction, text: string): string[] {
  validate(JSON.parse(text));
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}

function json(path: string): object {
  return JSON.parse(readFileSync(path, "utf8")) as object;
}
