import { OverLimit } from "../../../errors.ts";
import { MAX_SETTINGS, type Setting, unquoted } from "../setting.ts";

const MAX_DEPTH = 40;

/** HashiCorp's language as far as settings go: `key = value`, `block { … }`, one a line; keys with dots between. */
export function hcl(text: string): readonly Setting[] {
  const found: Setting[] = [];
  const open: string[] = [];
  for (const [index, raw] of text.split("\n").entries()) {
    for (const piece of piecesOf(raw)) {
      if (piece === "}") {
        open.pop();
        continue;
      }
      if (piece.endsWith("{")) {
        if (open.length >= MAX_DEPTH) throw new OverLimit(`it has more than ${MAX_DEPTH} levels`);
        open.push(/^[\w-]{1,200}/.exec(piece)?.[0] ?? "");
        continue;
      }
      const [, key, value] = /^"?([\w-]{1,200})"?\s{0,20}[=:](.*)$/.exec(piece) ?? [];
      if (key === undefined || value === undefined) continue;
      if (found.length >= MAX_SETTINGS) throw new OverLimit(`it has more than ${MAX_SETTINGS} settings`);
      found.push({ key: [...open, key].join("."), value: unquoted(value.trim()), line: index + 1 });
    }
  }
  return found;
}

/** A line at its braces: `acl { enabled = true }` is three pieces. */
function piecesOf(raw: string): readonly string[] {
  const line = raw.trim();
  if (line.startsWith("#") || line.startsWith("//")) return [];
  return line
    .replaceAll("{", "{\n")
    .replaceAll("}", "\n}\n")
    .split("\n")
    .map((piece) => piece.trim())
    .filter((piece) => piece !== "");
}
