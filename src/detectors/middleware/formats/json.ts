import type { Setting } from "../setting.ts";
import { yaml } from "./yaml.ts";

/** JSON, also with comments: once those are blanked, it is YAML, whose parser tells lines. Throws `Unreadable`. */
export function json(text: string): readonly Setting[] {
  return yaml(withoutComments(text));
}

/** Blanks in the place of comments: lines and columns stay. Of tabs too, for YAML has its own mind about those. */
function withoutComments(text: string): string {
  const pieces: string[] = [];
  let from = 0;
  let isText = false;
  const blank = (start: number, end: number) => {
    pieces.push(text.slice(from, start), text.slice(start, end).replace(/[^\n]/g, " "));
    from = end;
  };
  for (let at = 0; at < text.length; at++) {
    const sign = text.charAt(at);
    if (isText) {
      if (sign === "\\") at++;
      else if (sign === '"') isText = false;
    } else if (sign === '"') isText = true;
    else if (sign === "\t") blank(at, at + 1);
    else if (sign === "/" && text.charAt(at + 1) === "/") {
      const end = text.indexOf("\n", at);
      blank(at, end < 0 ? text.length : end);
      at = from - 1;
    } else if (sign === "/" && text.charAt(at + 1) === "*") {
      const end = text.indexOf("*/", at + 2);
      blank(at, end < 0 ? text.length : end + 2);
      at = from - 1;
    }
  }
  pieces.push(text.slice(from));
  return pieces.join("");
}
