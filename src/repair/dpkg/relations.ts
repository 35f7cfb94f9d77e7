import { deb } from "../../versions/index.ts";

/** One alternative of a relation: `name:any (>= 1.2)`. */
export interface Atom {
  readonly name: string;
  /** `any`, or an architecture. */
  readonly architecture?: string;
  readonly version?: { readonly operator: Operator; readonly value: string };
}

export type Operator = "<<" | "<=" | "=" | ">=" | ">>";

/** Alternatives of which one is enough. */
export type Group = readonly Atom[];

/** Old forms of the operators: `<` meant "at most". Source: Debian Policy 7.1. */
const OPERATORS: Readonly<Record<string, Operator>> = {
  "<<": "<<",
  "<=": "<=",
  "<": "<=",
  "=": "=",
  ">=": ">=",
  ">": ">=",
  ">>": ">>",
};

/** A relation field of a binary package. Throws `RangeError` for one that is malformed. */
export function parseRelation(text: string): readonly Group[] {
  return text
    .split(",")
    .map((group) => group.trim())
    .filter((group) => group !== "")
    .map((group) => group.split("|").map((atom) => parseAtom(atom.trim())));
}

function parseAtom(text: string): Atom {
  const match =
    /^([A-Za-z0-9][A-Za-z0-9.+_-]*)(?::([a-z0-9-]+))?\s*(?:\(\s*(<<|<=|<|=|>=|>>|>)?\s*([^\s)]+)\s*\))?$/.exec(
      text,
    );
  if (match === null) throw new RangeError(`"${text.slice(0, 100)}" is no relation`);
  const [, name = "", architecture, sign = "=", value] = match;
  return {
    name,
    ...(architecture === undefined ? {} : { architecture }),
    ...(value === undefined ? {} : { version: { operator: OPERATORS[sign]!, value } }),
  };
}

/** As dpkg writes it into its database. */
export function printRelation(groups: readonly Group[]): string {
  return groups.map((group) => group.map(printAtom).join(" | ")).join(", ");
}

export function printAtom({ name, architecture, version }: Atom): string {
  const full = architecture === undefined ? name : `${name}:${architecture}`;
  if (version === undefined) return full;
  // dpkg does not write an epoch of 0.
  return `${full} (${version.operator} ${version.value.replace(/^0:/, "")})`;
}

/** Whether a version is what an atom asks for. Versions that cannot be compared satisfy nothing. */
export function versionFits(version: string, wanted: Atom["version"]): boolean {
  if (wanted === undefined) return true;
  const order = compareDeb(version, wanted.value);
  if (order === undefined) return false;
  switch (wanted.operator) {
    case "<<":
      return order < 0;
    case "<=":
      return order <= 0;
    case "=":
      return order === 0;
    case ">=":
      return order >= 0;
    case ">>":
      return order > 0;
  }
}

/** `undefined` where one of them is no version. */
export function compareDeb(a: string, b: string): number | undefined {
  if (!deb.valid(a) || !deb.valid(b)) return undefined;
  return deb.compare(a, b);
}
