import { Composer, type CST, type Document, type LineCounter, type ParsedNode, Parser } from "yaml";
import { OverLimit } from "../../errors.ts";

/** Stops `[[[[…`, for each of which the composer calls itself: past the end of the stack it can end the process. */
const MAX_DEPTH = 40;

/**
 * The documents of a YAML file from an image, in bounded time for its length: about a second for 100,000 characters of
 * the worst. Throws `OverLimit` for one that is nested too deeply; what is no YAML is told in each document's `errors`.
 */
export function* yamlDocuments(text: string, lines?: LineCounter): Generator<Document.Parsed<ParsedNode>> {
  // The first half of the library works without recursion, so that the depth is known before the second half runs.
  const tokens = [...new Parser(lines?.addNewLine).parse(text)];
  if (tokens.some(isTooDeep)) throw new OverLimit(`it has more than ${MAX_DEPTH} levels`);
  // Errors in words would each count the lines again, which takes minutes for a file of nothing but errors.
  const composer = new Composer({ logLevel: "silent", uniqueKeys: false, prettyErrors: false });
  yield* composer.compose(tokens) as Generator<Document.Parsed<ParsedNode>>;
}

function isTooDeep(top: CST.Token): boolean {
  const waiting: { token: unknown; depth: number }[] = [{ token: top, depth: 0 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { token, depth } = next;
    if (typeof token !== "object" || token === null) continue;
    if (depth > MAX_DEPTH) return true;
    if ("value" in token) waiting.push({ token: token.value, depth });
    for (const item of "items" in token && Array.isArray(token.items) ? token.items : [])
      waiting.push({ token: item.key, depth: depth + 1 }, { token: item.value, depth: depth + 1 });
  }
  return false;
}
