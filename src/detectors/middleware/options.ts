import { type Setting, unquoted } from "./setting.ts";

/** Values of one option: `--bind 0.0.0.0 ::`. */
const MAX_VALUES = 8;

/**
 * The options of a command line as settings, without their dashes: `--key=value`, `--key value`, `-k value`. As nobody
 * knows here which option takes a value, the words up to the next option count as its value. `-kvalue` is there twice,
 * as `kvalue` and as `k`, and so is `-Ekey=value`, as `Ekey` and as `key`.
 */
export function optionsOf(args: readonly string[]): readonly Setting[] {
  const found: Setting[] = [];
  for (let at = 0; at < args.length; at++) {
    const word = args[at] ?? "";
    if (!isOption(word)) continue;
    const bare = word.replace(/^--?/, "");
    const equals = bare.indexOf("=");
    const key = equals < 0 ? bare : bare.slice(0, equals);
    const value = equals < 0 ? valuesBehind(args, at) : unquoted(bare.slice(equals + 1));
    found.push({ key, value });
    if (word.startsWith("--")) continue;
    if (key.length === 1) found.push(...pairIn(value));
    else if (equals < 0) found.push({ key: key.charAt(0), value: key.slice(1) });
    else if (/^[DE]/.test(key)) found.push({ key: key.slice(1), value });
    else found.push(...pairIn(bare.slice(1)));
  }
  return found;
}

/** The words that are neither options nor, as far as can be told, their values: those in front of the first option. */
export function operandsOf(args: readonly string[]): readonly string[] {
  const end = args.findIndex(isOption);
  return end < 0 ? args : args.slice(0, end);
}

function valuesBehind(args: readonly string[], at: number): string {
  const values: string[] = [];
  for (let next = at + 1; next < args.length && values.length < MAX_VALUES; next++) {
    const word = args[next] ?? "";
    if (isOption(word)) break;
    values.push(unquoted(word));
  }
  return values.join(" ");
}

/** `-o Key=value`, `-c key=value`. */
function pairIn(value: string): readonly Setting[] {
  const [, key, rest] = /^([A-Za-z][\w.-]{1,200})[= ](.*)$/.exec(value) ?? [];
  return key === undefined || rest === undefined ? [] : [{ key, value: unquoted(rest.trim()) }];
}

function isOption(word: string): boolean {
  return /^--?[A-Za-z]/.test(word);
}
