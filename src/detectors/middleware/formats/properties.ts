import { OverLimit } from "../../../errors.ts";
import { MAX_SETTINGS, type Setting } from "../setting.ts";

/**
 * Java properties: `=`, `:` or a blank between key and value, lines joined by a backslash at their end, escapes.
 * Source: the documentation of `java.util.Properties.load`.
 */
export function properties(text: string): readonly Setting[] {
  const found: Setting[] = [];
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/);
  for (let at = 0; at < lines.length; at++) {
    const line = at + 1;
    let said = (lines[at] ?? "").trimStart();
    if (said === "" || said.startsWith("#") || said.startsWith("!")) continue;
    const joined: string[] = [];
    while (isContinued(said) && at + 1 < lines.length) {
      joined.push(said.slice(0, -1));
      at++;
      said = (lines[at] ?? "").trimStart();
    }
    const whole = joined.length === 0 ? said : [...joined, said].join("");
    if (found.length >= MAX_SETTINGS) throw new OverLimit(`it has more than ${MAX_SETTINGS} lines`);
    const end = keyEnd(whole);
    const value = whole.slice(end).replace(/^\s*[=:]?\s*/, "");
    found.push({ key: unescaped(whole.slice(0, end)), value: unescaped(value).trimEnd(), line });
  }
  return found;
}

/** An odd number of backslashes at the end: the last one is not itself escaped. */
function isContinued(said: string): boolean {
  let count = 0;
  while (count < said.length && said.charAt(said.length - 1 - count) === "\\") count++;
  return count % 2 === 1;
}

function keyEnd(said: string): number {
  for (let at = 0; at < said.length; at++) {
    const sign = said.charAt(at);
    if (sign === "\\") at++;
    else if (/[=:\s]/.test(sign)) return at;
  }
  return said.length;
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", f: "\f" };

function unescaped(text: string): string {
  if (!text.includes("\\")) return text;
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|(.)|$)/gs, (_, hex?: string, sign?: string) => {
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
    return sign === undefined ? "" : (ESCAPES[sign] ?? sign);
  });
}
