import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { expect, test } from "vitest";
import { policyJsonSchema } from "../../src/policy/index.ts";

const file = join(import.meta.dirname, "../../schema/drydock-policy.schema.json");
const published: unknown = JSON.parse(await readFile(file, "utf8"));

test("the published schema is the one the code makes (else: node scripts/build-schemas.ts)", () => {
  expect(published).toEqual(JSON.parse(JSON.stringify(policyJsonSchema())));
});

test("an editor would take and refuse what the loader does", () => {
  const ajv = new Ajv2020({ strict: true });
  formats.default(ajv);
  const validate = ajv.compile(policyJsonSchema());
  const waiver = { id: "CVE-1", reason: "r", expires: "2028-02-29" };
  expect(validate({ version: 1 })).toBe(true);
  expect(validate({ version: 1, block: [{}], gaps: { limit: "block" }, waivers: [waiver] })).toBe(true);
  expect(validate({ version: 1, gaps: "perhaps" })).toBe(false);
  expect(validate({ version: 1, blok: [] })).toBe(false);
  expect(validate({ version: 1, waivers: [{ ...waiver, expires: "2027-02-29" }] })).toBe(false);
  expect(validate({ version: 1, waivers: [{ id: "CVE-1", expires: "2028-02-29" }] })).toBe(false);
  const lax = {
    version: 1,
    "waivers-need": { reason: false },
    waivers: [{ id: "CVE-1", expires: "2028-02-29" }],
  };
  expect(validate(lax)).toBe(true);
  expect(validate({ ...lax, waivers: [{ id: "CVE-1" }] })).toBe(false);
  expect(validate({ version: 1, block: [{ any: [{ not: { all: [{ severity: ["high"] }] } }] }] })).toBe(true);
  expect(validate({ version: 1, block: [{ any: [{ not: { all: [{ sevrity: "high" }] } }] }] })).toBe(false);
  expect(validate({ version: 1, chain: { issue_level: "HIGH", IssueCount: "3" } })).toBe(true);
  expect(validate({ version: 1, chain: { issue_levl: "HIGH" } })).toBe(false);
});
