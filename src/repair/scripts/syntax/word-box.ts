import type { Word } from "./tree.ts";

/** A word that is known only when more has been read. */
export interface WordBox {
  word: Word;
}

export function makeWord(text: string, quoted: boolean): Word {
  return { parts: [{ kind: "text", text, quoted }] };
}
