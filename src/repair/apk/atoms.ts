import { apk } from "../../versions/index.ts";

/** One word of a dependency list: `!name>=1.2-r0@tag`. */
export interface Atom {
  readonly text: string;
  readonly name: string;
  readonly conflict: boolean;
  readonly operator?: string;
  readonly version?: string;
  readonly tag?: string;
}

/** What is there under a name: the package itself, or something it provides, perhaps of no version. */
export interface Provision {
  readonly name: string;
  readonly version?: string;
}

/** Reads a list as `D:`, `p:`, `i:`, `r:` and `etc/apk/world` hold it. Source: apk-package(5), "Dependency format". */
export function parseAtoms(list: string | undefined): Atom[] {
  return (list ?? "").split(/\s+/).flatMap((text) => {
    const found = /^(!?)([^\s=<>~@!]+)(?:([=<>~]{1,2})([^\s@]+))?(?:@(\S+))?$/.exec(text);
    if (found === null) return [];
    const [, not, name = "", operator, version, tag] = found;
    return [
      {
        text,
        name,
        conflict: not === "!",
        ...(operator === undefined || version === undefined ? {} : { operator, version }),
        ...(tag === undefined ? {} : { tag }),
      },
    ];
  });
}

/** Whether what is provided is what the atom names; the sign of a conflict is not looked at. */
export function fits(atom: Atom, provision: Provision): boolean {
  if (atom.name !== provision.name) return false;
  if (atom.operator === undefined || atom.version === undefined) return true;
  // `><` pins one very build by its checksum: no version fits it.
  if (provision.version === undefined || atom.operator === "><") return false;
  if (atom.operator.includes("~")) return startsWith(provision.version, atom.version);
  if (!apk.valid(atom.version) || !apk.valid(provision.version)) return false;
  const order = apk.compare(provision.version, atom.version);
  return (
    (order < 0 && atom.operator.includes("<")) ||
    (order > 0 && atom.operator.includes(">")) ||
    (order === 0 && atom.operator.includes("="))
  );
}

/** `1.2` fits 1.2, 1.2.3 and 1.2-r4, not 1.20. */
function startsWith(version: string, start: string): boolean {
  if (!version.startsWith(start)) return false;
  return !(/\d$/.test(start) && /^\d/.test(version.slice(start.length)));
}

/** Everything that a package is there as. */
export function provisions(name: string, version: string, provides: string | undefined): Provision[] {
  return [
    { name, version },
    ...parseAtoms(provides).map((one) => ({
      name: one.name,
      ...(one.version === undefined ? {} : { version: one.version }),
    })),
  ];
}
