import { inflateSync } from "node:zlib";
import { OverLimit, Unreadable } from "../../errors.ts";
import { arrayOf, compact, objectOf, parseObject, textOf } from "../json-object.ts";

/** A crate as `cargo auditable` wrote it down. */
export interface AuditedCrate {
  readonly name: string;
  readonly version: string;
  /** It comes from a folder of the project. */
  readonly local?: true;
  /** It was only run while building. */
  readonly build?: true;
  /** Positions in the list. */
  readonly dependencies?: readonly number[];
}

/** Stops data that inflates to fill the memory. Large honest programs have 200 kB of JSON. */
const MAX_JSON = 8 * 1024 * 1024;
/** Stops a list of nothing but crates. */
const MAX_CRATES = 20_000;

/**
 * Reads the content of `.dep-v0`: zlib over JSON. What follows the data is not looked at. `undefined` = JSON of some
 * other kind. Throws `Unreadable`. Source: cargo-auditable's schema of format 0 and 1.
 */
export function parseAuditData(compressed: Buffer): readonly AuditedCrate[] | undefined {
  const { packages } = parseObject(inflated(compressed));
  const rows = arrayOf(packages);
  if (rows.length > MAX_CRATES) throw new OverLimit(`its audit data lists more than ${MAX_CRATES} crates`);
  const crates = rows.map((value) => {
    const row = objectOf(value);
    const [name, version, source] = [textOf(row?.name), textOf(row?.version), textOf(row?.source)];
    if (name === undefined || version === undefined || source === undefined) return undefined;
    const dependencies = arrayOf(row?.dependencies).filter((one) => typeof one === "number");
    return compact<AuditedCrate>({
      name,
      version,
      local: source === "local" ? true : undefined,
      build: row?.kind === "build" ? true : undefined,
      dependencies: dependencies.length === 0 ? undefined : dependencies,
    });
  });
  const known = crates.filter((crate) => crate !== undefined);
  return known.length === 0 || known.length < crates.length ? undefined : known;
}

function inflated(compressed: Buffer): Buffer {
  try {
    return inflateSync(compressed, { maxOutputLength: MAX_JSON });
  } catch (error) {
    if (error instanceof RangeError)
      throw new OverLimit(`its audit data has more than ${MAX_JSON} bytes when inflated`);
    throw new Unreadable("its audit data cannot be inflated");
  }
}
