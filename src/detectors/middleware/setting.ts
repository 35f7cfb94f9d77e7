/** One setting of a file, a command line or the environment. Where the value is a secret, a word about it stands there. */
export interface Setting {
  /** As the product's documentation spells it; with the names of what it lies in, joined by dots. */
  readonly key: string;
  readonly value: string;
  /** From 1; of a file only. */
  readonly line?: number;
}

/** Stops a file of nothing but settings: real ones have some hundreds. */
export const MAX_SETTINGS = 20_000;

/** A value that means yes in one of the usual spellings. */
export function isTrue(value: string | undefined): boolean {
  return value !== undefined && /^(?:true|yes|on|1|enabled?)$/i.test(value);
}

/** A value that says no; nothing at all does not. */
export function isFalse(value: string | undefined): boolean {
  return value !== undefined && /^(?:false|no|off|0|disabled?)$/i.test(value);
}

/** The value without the quotes around it. */
export function unquoted(value: string): string {
  const [first = "", last = ""] = [value[0], value.at(-1)];
  const isQuoted = value.length > 1 && first === last && (first === '"' || first === "'");
  return isQuoted ? value.slice(1, -1) : value;
}
