import { XMLParser } from "fast-xml-parser";
import { OverLimit, Unreadable } from "../../../errors.ts";

/** The parser's time grows with the square of the depth; Maven's longest settings have some 20 kB. */
const MAX_XML_CHARACTERS = 256 * 1024;
/** Stops `<a><a><a>…`. */
const MAX_DEPTH = 100;

/** Entities are left as they are written: none of a stranger's is ever expanded, and no file or address is read. */
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  processEntities: false,
  parseTagValue: false,
  parseAttributeValue: false,
});

/** Attributes are keys that begin with `@`, the text of an element with attributes has the key `#text`. */
export function parseXml(text: string): unknown {
  if (text.length > MAX_XML_CHARACTERS)
    throw new OverLimit(`it is XML of over ${MAX_XML_CHARACTERS} characters`);
  if (depthOf(text) > MAX_DEPTH) throw new OverLimit(`it is XML of more than ${MAX_DEPTH} levels`);
  try {
    return parser.parse(text);
  } catch {
    throw new Unreadable("it is not XML");
  }
}

/** How many elements are open at once, at most; comments that look like elements may make it more. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let end = 0;
  for (let at = text.indexOf("<"); at >= 0; at = text.indexOf("<", at + 1)) {
    if (end < at) end = text.indexOf(">", at);
    if (end < 0) break;
    const next = text[at + 1];
    if (next === "/") depth--;
    else if (next !== "!" && next !== "?" && text[end - 1] !== "/") depth++;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}
