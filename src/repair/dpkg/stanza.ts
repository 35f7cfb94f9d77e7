import { Stanza } from "../archive/index.ts";
import { type Conffile, printConffiles } from "./conffiles.ts";
import { parseRelation, printRelation } from "./relations.ts";

/** Source: dpkg 1.21, lib/dpkg/parse.c, `fieldinfos`. Fields it does not know follow in the order they come in. */
const ORDER = [
  "Package",
  "Essential",
  "Protected",
  "Status",
  "Priority",
  "Section",
  "Installed-Size",
  "Origin",
  "Maintainer",
  "Bugs",
  "Architecture",
  "Multi-Arch",
  "Source",
  "Version",
  "Config-Version",
  "Replaces",
  "Provides",
  "Depends",
  "Pre-Depends",
  "Recommends",
  "Suggests",
  "Breaks",
  "Conflicts",
  "Enhances",
  "Conffiles",
  "Description",
];

const RELATIONS = new Set([
  "Replaces",
  "Provides",
  "Depends",
  "Pre-Depends",
  "Recommends",
  "Suggests",
  "Breaks",
  "Conflicts",
  "Enhances",
]);

/** Only the archive's index has them. */
const NEVER = new Set(["filename", "size", "md5sum", "msdos-filename", "revision", "package-revision"]);

/**
 * A package's paragraph as dpkg writes it into its database once the package is configured. `before` is the paragraph it
 * replaces: priority and section stay where the package has none.
 */
export function databaseStanza(
  control: Stanza,
  before: Stanza,
  want: string,
  conffiles: readonly Conffile[],
): Stanza {
  const known = new Map(ORDER.map((name) => [name.toLowerCase(), name]));
  const values = new Map<string, string>();
  const others: [string, string][] = [];
  for (const [name, value] of control.fields) {
    if (NEVER.has(name.toLowerCase())) continue;
    const canonical = known.get(name.toLowerCase());
    if (canonical === undefined) others.push([name, value]);
    else values.set(canonical, canonicalValue(canonical, value));
  }
  for (const name of ["Priority", "Section"]) {
    const earlier = before.get(name);
    if (!values.has(name) && earlier !== undefined) values.set(name, earlier);
  }
  values.set("Status", `${want} ok installed`);
  const list = printConffiles(conffiles);
  if (list !== "") values.set("Conffiles", list);
  const ordered = ORDER.flatMap((name): [string, string][] => {
    const value = values.get(name);
    return value === undefined || value === "" ? [] : [[name, value]];
  });
  return new Stanza([...ordered, ...others]);
}

function canonicalValue(name: string, value: string): string {
  if (RELATIONS.has(name)) return printRelation(parseRelation(value.replace(/\s*\n\s*/g, " ")));
  // What is the default anyway is not written.
  if (name === "Essential" || name === "Protected" || name === "Multi-Arch")
    return value === "no" ? "" : value;
  if (name === "Priority") return value.toLowerCase();
  return value;
}
