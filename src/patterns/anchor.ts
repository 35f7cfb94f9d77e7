/** A byte string that must be there before anybody takes a closer look. */
export interface Anchor {
  /** Latin-1, at least three bytes of it; four are found faster. */
  readonly text: string;
  /** ASCII letters of either case. */
  readonly ignoreCase?: boolean;
}

/** Shorter ones are met with at every turn. */
const MIN_ANCHOR = 3;

/** The anchor's bytes; lower case where case does not matter. Throws for one that is too short or no Latin-1. */
export function bytesOf({ text, ignoreCase }: Anchor): Buffer {
  const bytes = Buffer.from(ignoreCase ? text.toLowerCase() : text, "latin1");
  if (bytes.length < MIN_ANCHOR || !LATIN_1.test(text)) throw new Error(`no anchor: ${JSON.stringify(text)}`);
  return bytes;
}

const LATIN_1 = /^[\u0000-\u00ff]*$/;
