import { isStandIn } from "../../../secrets/index.ts";

/** A password or token in an address: `https://name:password@host/`. */
export interface AddressLogin {
  readonly secret: string;
  readonly host: string;
  /** From 1. */
  readonly line: number;
}

/** Stops a file of nothing but addresses. */
const MAX_ADDRESSES = 1000;
/** Each part bounded, and none of them can hold what ends it. */
const ADDRESS =
  /\b(?:https?|ssh|ftps?|git):\/\/([^\s/:@"'<>]{0,128})(?::([^\s/@"'<>]{1,512}))?@([^\s/:"'<>?#]{1,255})/gi;

/** A name without a password is a login where it is long enough for a token: `https://<token>@github.com`. */
const MIN_TOKEN = 20;

export function addressLogins(text: string): readonly AddressLogin[] {
  const found: AddressLogin[] = [];
  let number = 0;
  for (const line of text.split("\n")) {
    number++;
    if (!line.includes("://") || found.length >= MAX_ADDRESSES) continue;
    for (const [, name = "", password, host = ""] of line.slice(0, 16 * 1024).matchAll(ADDRESS)) {
      const secret = password ?? (name.length >= MIN_TOKEN ? name : "");
      if (name.toLowerCase() === "anonymous" || secret === "x-oauth-basic" || isStandIn(decoded(secret)))
        continue;
      found.push({ secret, host, line: number });
    }
  }
  return found;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
