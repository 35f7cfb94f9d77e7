/** Blanks and ends of lines do not count: builders join and indent as they like. */
export function oneBlank(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** Nor do the signs that builders put around words, one so, one so. */
export function withoutPunctuation(text: string): string {
  return oneBlank(text.replace(/[[\]"',\\]/g, " "));
}
