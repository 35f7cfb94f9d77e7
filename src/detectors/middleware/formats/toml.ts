import { parse } from "smol-toml";
import { OverLimit, Unreadable } from "../../../errors.ts";
import { MAX_SETTINGS, type Setting } from "../setting.ts";

/** Settings that people write have some kilobytes. */
const MAX_CHARACTERS = 256 * 1024;

/** Stops `a.a.a.a…`, of which every value would keep all names. */
const MAX_DEPTH = 40;

/** The values of a TOML file; the parser tells no lines, so they are the first on which the key stands. */
export function toml(text: string): readonly Setting[] {
  if (text.length > MAX_CHARACTERS) throw new OverLimit(`it has more than ${MAX_CHARACTERS} characters`);
  let document: unknown;
  try {
    document = parse(text.replace(/^\uFEFF/, ""));
  } catch {
    throw new Unreadable("it is not TOML");
  }
  const lines = firstLines(text);
  const found: Setting[] = [];
  const waiting: { node: unknown; keys: readonly string[] }[] = [{ node: document, keys: [] }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, keys } = next;
    if (keys.length > MAX_DEPTH) throw new OverLimit(`it has more than ${MAX_DEPTH} levels`);
    if (found.length >= MAX_SETTINGS) throw new OverLimit(`it has more than ${MAX_SETTINGS} values`);
    if (Array.isArray(node)) for (const item of node.toReversed()) waiting.push({ node: item, keys });
    else if (typeof node === "object" && node !== null && !(node instanceof Date)) {
      for (const [name, value] of Object.entries(node).reverse())
        waiting.push({ node: value, keys: [...keys, name] });
    } else {
      const line = lines.get(keys.at(-1) ?? "");
      found.push({ key: keys.join("."), value: String(node), ...(line === undefined ? {} : { line }) });
    }
  }
  return found;
}

function firstLines(text: string): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const [index, line] of text.split("\n").entries()) {
    const [, key] = /^\s*"?([\w-]{1,100})"?\s*=/.exec(line) ?? [];
    if (key !== undefined && !found.has(key)) found.set(key, index + 1);
  }
  return found;
}
