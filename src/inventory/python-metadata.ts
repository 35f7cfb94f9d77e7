import { Unreadable } from "../errors.ts";
import { compact } from "./json-object.ts";
import { lines } from "./lines.ts";

/** What is kept of METADATA or PKG-INFO. */
export interface PythonMetadata {
  readonly name: string;
  readonly version: string;
  readonly licenses?: readonly string[];
  /** Names, as written, of what it wants without any extra. */
  readonly dependencies?: readonly string[];
}

/** Stops one endless line; only the beginning of a license text that stands in the header is ever looked at. */
const MAX_LINE = 4096;
/** Stops a header without end. Before the description there are seldom 200 lines. */
const MAX_LINES = 20_000;
/** A longer one is no name of a license but its text. */
const MAX_LICENSE = 100;

/**
 * The header of a core metadata file, up to the first empty line. Throws `Unreadable` without name or version.
 * Source: "Core metadata specifications" of the Python Packaging User Guide.
 */
export function parseMetadata(bytes: Buffer): PythonMetadata {
  const fields = readHeader(bytes);
  const first = (field: string): string | undefined => fields.get(field)?.[0] || undefined;
  const [name, version] = [first("name"), first("version")];
  if (name === undefined) throw new Unreadable("it names no package");
  if (version === undefined) throw new Unreadable(`it tells no version of ${name.slice(0, 100)}`);
  const wanted = (fields.get("requires-dist") ?? []).map(requiredName).filter((one) => one !== undefined);
  return compact<PythonMetadata>({
    name,
    version,
    licenses: licensesOf(fields),
    dependencies: wanted.length === 0 ? undefined : [...new Set(wanted)],
  });
}

/** Field in lower case → its values. Lines that begin with a space go on with the one before, as in RFC 822. */
function readHeader(bytes: Buffer): ReadonlyMap<string, readonly string[]> {
  const fields = new Map<string, string[]>();
  let values: string[] | undefined;
  let number = 0;
  for (const { text } of lines(bytes, MAX_LINE)) {
    if (text.trim() === "" && fields.size > 0) break;
    if (++number > MAX_LINES) throw new Unreadable(`its header is over ${MAX_LINES} lines long`);
    if (/^[ \t]/.test(text)) {
      const last = values?.at(-1);
      if (values !== undefined && last !== undefined && last.length <= MAX_LINE)
        values[values.length - 1] = `${last} ${text.trim()}`.trim();
      continue;
    }
    const line = number === 1 ? text.replace(/^\uFEFF/, "") : text;
    const colon = line.indexOf(":");
    if (colon < 0) continue;
    const field = line.slice(0, colon).toLowerCase();
    values = FIELDS.has(field) ? (fields.get(field) ?? []) : undefined;
    if (values === undefined) continue;
    values.push(line.slice(colon + 1).trim());
    fields.set(field, values);
  }
  return fields;
}

const FIELDS: ReadonlySet<string> = new Set([
  "name",
  "version",
  "license",
  "license-expression",
  "classifier",
  "requires-dist",
]);

/** The expression, else the classifiers' names, else the old free text where it is short. */
function licensesOf(fields: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined {
  const sane = (texts: readonly string[] = []) =>
    texts.filter((text) => text !== "" && text.length <= MAX_LICENSE && text.toUpperCase() !== "UNKNOWN");
  const classified = (fields.get("classifier") ?? [])
    .filter((text) => text.startsWith("License ::"))
    .map((text) => text.slice(text.lastIndexOf("::") + 2).trim())
    .filter((text) => text !== "OSI Approved");
  const choices = [fields.get("license-expression"), fields.get("license"), classified].map(sane);
  return choices.find((choice) => choice.length > 0);
}

/** `requests[socks] (>=2.0) ; python_version < "3"` → `requests`; nothing for what only an extra wants. */
function requiredName(requirement: string): string | undefined {
  const [wanted = "", marker = ""] = requirement.split(";", 2);
  if (/\bextra\b/.test(marker)) return undefined;
  return /^[A-Za-z0-9][A-Za-z0-9._-]*/.exec(wanted.trim())?.[0];
}
