import bcrypt from "bcryptjs";
import { encrypt } from "unixcrypt";
import type { HashKind } from "./kinds.ts";
import { md5Crypt } from "./md5-crypt.ts";
import { type Guess, guesses } from "./words.ts";
import { parseYescrypt, yescrypt } from "./yescrypt.ts";

/** What came of trying the words on one hash. */
export type Attempt =
  /** One of them is the password. */
  | { readonly outcome: "weak"; readonly word: Guess["kind"] }
  /** None of them is. */
  | { readonly outcome: "withstood" }
  /** Nobody here can compute hashes of this kind. */
  | { readonly outcome: "unsupported" }
  /** To try them all would take longer than a scan may; the likeliest may have been tried. */
  | { readonly outcome: "limit" };

/**
 * In rounds of SHA-512: some four seconds. Stops a file with thousands of hashes, or with one of a billion rounds, from
 * taking hours; a real one has a hash or two, of 5,000 rounds and some fifty words each. Of yescrypt it is enough for
 * the fifteen likeliest words.
 */
const MAX_WORK = 1_500_000;
const SHA_ROUNDS = 5000;
const MIN_SHA_ROUNDS = 1000;

/** Tries the words on the hashes of one file, until its time is used up. */
export class Attempts {
  #left = MAX_WORK;

  try(account: string, hash: string, kind: HashKind): Attempt {
    const work = workOf(hash, kind);
    const verify = VERIFIERS[kind];
    if (work === undefined || verify === undefined) return { outcome: "unsupported" };
    for (const { word, kind: about } of guesses(account)) {
      this.#left -= work;
      if (this.#left < 0) return { outcome: "limit" };
      if (verify(word, hash)) return { outcome: "weak", word: about };
    }
    return { outcome: "withstood" };
  }
}

const VERIFIERS: Readonly<Partial<Record<HashKind, (word: string, hash: string) => boolean>>> = {
  md5(word, hash) {
    const [, , salt = "", sum] = hash.split("$");
    return md5Crypt(word, salt) === sum;
  },
  sha256: shaVerify,
  sha512: shaVerify,
  bcrypt: (word, hash) => bcrypt.compareSync(word, hash),
  yescrypt(word, hash) {
    const settings = parseYescrypt(hash);
    return settings !== undefined && yescrypt(word, settings) === settings.sum;
  },
};

/** Compares only the sum: the library writes rounds and salt in its own way. */
function shaVerify(word: string, hash: string): boolean {
  const end = hash.lastIndexOf("$");
  const again = encrypt(word, hash.slice(0, end));
  return again.slice(again.lastIndexOf("$")) === hash.slice(end);
}

/** Of one word, in rounds of SHA-512. `undefined` = it cannot be computed. */
function workOf(hash: string, kind: HashKind): number | undefined {
  switch (kind) {
    case "md5":
      return 1500;
    case "sha256":
    case "sha512": {
      const [, , first = "", second = ""] = hash.split("$");
      const [, rounds] = /^rounds=(\d+)$/.exec(first) ?? [];
      // The library refuses other salts; crypt(3) does not.
      if (/[^./0-9A-Za-z]/.test(rounds === undefined ? first : second)) return undefined;
      return rounds === undefined ? SHA_ROUNDS : Math.max(MIN_SHA_ROUNDS, Number(rounds));
    }
    case "bcrypt":
      // $2x$ is for hashes of an implementation with a known flaw.
      return hash.startsWith("$2x$") ? undefined : 25 * 2 ** Number(hash.slice(4, 6));
    case "yescrypt": {
      const settings = hash.startsWith("$y$") ? parseYescrypt(hash) : undefined;
      return settings === undefined ? undefined : (settings.n * settings.r * 3) / 4;
    }
    default:
      return undefined;
  }
}
