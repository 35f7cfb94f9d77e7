import { Unreadable } from "../errors.ts";

/** How one family of packages writes and orders its versions. */
export interface VersionScheme {
  /** `apk`, `deb`, `rpm`. */
  readonly id: string;
  valid(version: string): boolean;
  /** -1 where `a` is older, 0, or 1. Throws `Unreadable` when one of them is not valid. */
  compare(a: string, b: string): -1 | 0 | 1;
}

/** Longer "versions" are no versions: stops a database that makes every comparison walk through megabytes. */
const MAX_LENGTH = 1024;

/** A scheme from a parser (`undefined` = not valid) and an order of what it gives. */
export function defineScheme<V>(
  id: string,
  parse: (version: string) => V | undefined,
  order: (a: V, b: V) => number,
): VersionScheme {
  const read = (version: string): V | undefined => (version.length > MAX_LENGTH ? undefined : parse(version));
  return {
    id,
    valid: (version) => read(version) !== undefined,
    compare: (a, b) => sign(order(demandVersion(id, read, a), demandVersion(id, read, b))),
  };
}

/** What `parse` makes of a version; throws `Unreadable` where that is nothing. */
export function demandVersion<V>(id: string, parse: (version: string) => V | undefined, version: string): V {
  const value = version.length > MAX_LENGTH ? undefined : parse(version);
  if (value === undefined) throw new Unreadable(`not a valid ${id} version: ${quote(version)}`);
  return value;
}

/** Orders two runs of digits of any length by their value. */
export function compareDigits(a: string, b: string): number {
  const left = a.replace(/^0+/, "");
  const right = b.replace(/^0+/, "");
  return left.length - right.length || compareText(left, right);
}

/** By code unit; for ASCII the same as by byte. */
export function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function sign(order: number): -1 | 0 | 1 {
  return order < 0 ? -1 : order > 0 ? 1 : 0;
}

/** For messages: in quotes, and not longer than a line. */
export function quote(version: string): string {
  return JSON.stringify(version.length > 80 ? `${version.slice(0, 80)}…` : version);
}
