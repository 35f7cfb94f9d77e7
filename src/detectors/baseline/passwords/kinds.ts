/** What a password field holds, as far as anybody may know it. */
export type HashKind = "des" | "md5" | "bcrypt" | "sha256" | "sha512" | "yescrypt" | "scrypt" | "other";

/** Kinds that a home computer goes through in days. */
export const WEAK_KINDS: ReadonlySet<HashKind> = new Set(["des", "md5", "other"]);

const FORMS: readonly (readonly [RegExp, HashKind])[] = [
  [/^\$1\$[^$:\s]{0,64}\$[./0-9A-Za-z]{22}$/, "md5"],
  [/^\$2[abxy]\$\d\d\$[./0-9A-Za-z]{53}$/, "bcrypt"],
  [/^\$5\$(?:rounds=\d{1,20}\$)?[^$:\s]{0,64}\$[./0-9A-Za-z]{43}$/, "sha256"],
  [/^\$6\$(?:rounds=\d{1,20}\$)?[^$:\s]{0,64}\$[./0-9A-Za-z]{86}$/, "sha512"],
  [/^\$g?y\$[^$:\s]{1,32}\$[./0-9A-Za-z]{0,100}\$[./0-9A-Za-z]{43}$/, "yescrypt"],
  [/^\$7\$[^$:\s]{11,100}\$[./0-9A-Za-z]{43}$/, "scrypt"],
  // Sun's MD5, PBKDF1 with SHA-1, NT's MD4: nobody has made new ones for a long time.
  [/^\$(?:md5[,$]|sha1\$|3\$\$)[!-9;-~]{16,200}$/, "other"],
  [/^[./0-9A-Za-z]{13}$/, "des"],
  // BSDi's extension of DES.
  [/^_[./0-9A-Za-z]{19}$/, "des"],
];

/** The kind of a hash; `undefined` for what no password can match, `!` and `*` and all else that locks an account. */
export function hashKind(field: string): HashKind | undefined {
  return FORMS.find(([form]) => form.test(field))?.[1];
}
