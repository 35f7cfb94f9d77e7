import { Unreadable } from "../errors.ts";
import { type Problem, problemList } from "./evidence.ts";
import { lines } from "./lines.ts";

/** One paragraph of a status file. */
export interface DpkgEntry {
  readonly name: string;
  readonly version: string;
  readonly architecture?: string;
  readonly source: { readonly name: string; readonly version: string };
  readonly maintainer?: string;
}

export interface DpkgStatus {
  /** Packages whose files are there. */
  readonly installed: readonly DpkgEntry[];
  /** Names that the database knows as removed; their file lists may have stayed. */
  readonly removed: readonly string[];
  readonly problems: readonly Problem[];
}

/** Stops one endless value. Only names, versions and maintainers are taken; other fields may be longer. */
const MAX_LINE = 4096;
/** Stops a database of millions of empty packages. */
const MAX_ENTRIES = 100_000;

/**
 * A dpkg status file, or one file of `status.d`. Throws `Unreadable` when nothing in it is a package.
 * Source: deb822(5), deb-control(5), dpkg-query(1).
 */
export function parseStatus(bytes: Buffer): DpkgStatus {
  const installed: DpkgEntry[] = [];
  const removed: string[] = [];
  const problems = problemList();
  let fields = new Map<string, string>();
  let number = 0;

  const close = (): void => {
    if (fields.size === 0) return;
    const name = fields.get("package");
    const entry = toEntry(fields);
    if (name !== undefined && isRemoved(fields.get("status"))) removed.push(name);
    else if (entry !== undefined) installed.push(entry);
    else if (name === undefined) problems.add("unreadable", `The package before line ${number} has no name.`);
    else problems.add("unreadable", `The package ${name} before line ${number} has no version.`);
    fields = new Map();
  };

  for (const { text, cut } of lines(bytes, MAX_LINE)) {
    number++;
    if (text === "") close();
    if (text === "" || isContinuation(text)) continue;
    if (installed.length + removed.length >= MAX_ENTRIES) {
      problems.add("limit", `There are more than ${MAX_ENTRIES} packages; the rest was not read.`);
      break;
    }
    const field = splitField(text);
    if (field === undefined) {
      problems.add("unreadable", `Line ${number} is not part of a package database.`);
      continue;
    }
    // dpkg refuses a second name in one paragraph; a lost empty line must not lose a package.
    if (field.name === "package" && fields.has("package")) close();
    if (!FIELDS.has(field.name)) fields.set("other", "");
    else if (cut) problems.add("limit", `Line ${number} is over ${MAX_LINE} bytes long.`);
    else if (field.value !== "") fields.set(field.name, field.value);
  }
  number++;
  close();
  if (installed.length + removed.length === 0 && problems.all().length > 0)
    throw new Unreadable("this is not a dpkg database");
  return { installed, removed, problems: problems.all() };
}

const FIELDS: ReadonlySet<string> = new Set([
  "package",
  "status",
  "version",
  "architecture",
  "source",
  "maintainer",
]);

function isContinuation(text: string): boolean {
  return text.startsWith(" ") || text.startsWith("\t");
}

/** Names of fields know no case. */
function splitField(text: string): { readonly name: string; readonly value: string } | undefined {
  const colon = text.indexOf(":");
  const name = text.slice(0, Math.max(colon, 0)).trimEnd();
  if (!/^[!-~]+$/.test(name)) return undefined;
  return { name: name.toLowerCase(), value: text.slice(colon + 1).trim() };
}

/**
 * The third word is what counts: "deinstall ok installed" is a package still on its place, "deinstall ok config-files"
 * one of which only the configuration is left. `status.d` files have no such field; their packages are there.
 */
function isRemoved(status: string | undefined): boolean {
  const [want, , state] = status?.split(/\s+/) ?? [];
  if (state === undefined) return want === "deinstall" || want === "purge";
  return state === "config-files" || state === "not-installed";
}

function toEntry(fields: ReadonlyMap<string, string>): DpkgEntry | undefined {
  const name = fields.get("package");
  const version = fields.get("version");
  const architecture = fields.get("architecture");
  const maintainer = fields.get("maintainer");
  if (name === undefined || version === undefined) return undefined;
  return {
    name,
    version,
    ...(architecture === undefined ? {} : { architecture }),
    source: parseSource(fields.get("source") ?? "", name, version),
    ...(maintainer === undefined ? {} : { maintainer }),
  };
}

/** `name (version)`, each part only where it differs from the binary package. */
function parseSource(text: string, name: string, version: string): { name: string; version: string } {
  const paren = text.indexOf("(");
  const sourceName = (paren < 0 ? text : text.slice(0, paren)).trim();
  const sourceVersion =
    paren < 0
      ? ""
      : text
          .slice(paren + 1)
          .replace(/\).*$/, "")
          .trim();
  return { name: sourceName || name, version: sourceVersion || version };
}
