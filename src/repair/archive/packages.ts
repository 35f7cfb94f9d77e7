import { Unreadable } from "../../errors.ts";
import { parseStanza, type Stanza } from "./deb822.ts";

/** Stops a paragraph without an end; the longest of Debian's have some 100 kB. */
const MAX_PARAGRAPH = 4 * 1024 * 1024;
/** Stops an index that repeats the wanted packages for ever. */
const MAX_TAKEN = 200_000;

const PACKAGE = Buffer.from("Package: ");
const GAP = Buffer.from("\n\n");

/**
 * The paragraphs of an index whose packages are wanted; the others, nearly all, are stepped over without being taken
 * apart: the index of Debian's main has 60,000. Throws `Unreadable`. Source: Debian wiki, DebianRepository/Format.
 */
export async function readPackages(
  chunks: AsyncIterable<Uint8Array>,
  wanted: ReadonlySet<string>,
): Promise<readonly Stanza[]> {
  const found: Stanza[] = [];
  const take = (paragraph: Buffer): void => {
    const name = nameOf(paragraph);
    if (name === undefined || !wanted.has(name)) return;
    if (found.length >= MAX_TAKEN) throw new Unreadable(`there are more than ${MAX_TAKEN} wanted packages`);
    try {
      found.push(parseStanza(paragraph.toString("utf8")));
    } catch (error) {
      throw new Unreadable(`the package ${name}: ${(error as Error).message}`);
    }
  };
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const bytes = rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([rest, chunk]);
    let start = 0;
    for (let end = bytes.indexOf(GAP); end >= 0; end = bytes.indexOf(GAP, start)) {
      take(bytes.subarray(start, end));
      start = end + GAP.length;
    }
    rest = bytes.subarray(start);
    if (rest.length > MAX_PARAGRAPH) throw new Unreadable(`a paragraph is over ${MAX_PARAGRAPH} bytes long`);
  }
  take(rest);
  return found;
}

/** The field stands in front in all archives' indexes, but need not. */
function nameOf(paragraph: Buffer): string | undefined {
  let at = 0;
  while (paragraph[at] === 0x0a) at++;
  if (!paragraph.subarray(at, at + PACKAGE.length).equals(PACKAGE)) {
    return /^Package:[ \t]*(\S+)[ \t]*$/im.exec(paragraph.toString("latin1"))?.[1];
  }
  const end = paragraph.indexOf(0x0a, at);
  return paragraph.toString("latin1", at + PACKAGE.length, end < 0 ? paragraph.length : end).trim();
}
