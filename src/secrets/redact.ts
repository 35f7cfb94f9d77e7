import { createHmac } from "node:crypto";

/** What is shown of a secret: its kind, at most four characters, and its length. */
export function redact(title: string, value: string, isPassword: boolean): string {
  // Of a password no character: four of eight would be half of it.
  const shown = isPassword || value.length < 16 ? "" : printable(value.slice(0, 4));
  return `${title}: ${shown}… (${value.length} characters)`;
}

/** Not secret: it only keeps the hashes from being looked up in lists of others. */
const SALT = "drydock secret 1";
const TOKEN_DIGITS = 10;
const PASSWORD_DIGITS = 3;

/**
 * Tells two values apart. Of a token 40 bits, which nobody can guess back to more than a hundred bits. Of what people
 * choose themselves only 12: in any list of passwords one in 4,096 fits, so that the hash confirms no guess.
 */
export function hashOf(value: string, isPassword: boolean): string {
  const digits = isPassword ? PASSWORD_DIGITS : TOKEN_DIGITS;
  return createHmac("sha256", SALT).update(value, "latin1").digest("hex").slice(0, digits);
}

function printable(text: string): string {
  return text.replace(/[^\x21-\x7e]/g, "?");
}
