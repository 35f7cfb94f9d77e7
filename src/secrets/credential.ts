import { isCredentialName } from "./credential-name.ts";
import { findSecrets, type SecretHit } from "./find.ts";
import { isStandIn } from "./placeholder.ts";

/** What a value that is given to a name is. */
export type Credential =
  /** Known by its own shape; `redacted` is safe to show. */
  | { readonly kind: "token"; readonly redacted: string }
  /** `url`: it holds an address with a password. `literal`: any value, under a name that says what it is. */
  | { readonly kind: "url" | "literal" | "placeholder" };

/** What a value is by itself, under a name that says that it is a credential. */
export type CredentialValue = "harmless" | "placeholder" | "literal";

/** Stops values of megabytes: the kernel takes no variable of more than half of it. */
const MAX_VALUE = 256 * 1024;
/** In a longer value such a word is one among many. */
const MAX_PLACEHOLDER = 200;
/** Rules of content that go by what stands around a value: here that is told with more care. */
const BY_SURROUNDINGS: ReadonlySet<string> = new Set(["DD-SF-187", "DD-SF-188", "DD-SF-189", "DD-SF-190"]);

/**
 * What an instruction, a variable of an image or a label gives away, by the catalogue's row DD-DF-005; `undefined` =
 * nothing to speak of. `value` is as it is written, with `${NAME}` for variables.
 */
export function credentialIn(name: string, value: string): Credential | undefined {
  const token = tokenIn(value, name);
  if (token !== undefined) return { kind: "token", redacted: token.redacted };
  const inAddresses = new Set(passwordsIn(value));
  if (inAddresses.has("literal")) return { kind: "url" };
  const isAddress = inAddresses.size > 0 && !/\s/.test(value);
  const own = isCredentialName(name) && !isAddress ? credentialValue(name, value) : "harmless";
  if (own === "literal") return { kind: "literal" };
  return own === "placeholder" || inAddresses.has("placeholder") ? { kind: "placeholder" } : undefined;
}

/** A secret that is known by its own shape. `name` = of the variable whose value the text is. */
export function tokenIn(text: string, name = ""): SecretHit | undefined {
  const hits = findSecrets(text.slice(0, MAX_VALUE), { path: name });
  return hits.find(({ ruleId }) => !BY_SURROUNDINGS.has(ruleId));
}

/** Whether an address in the text has a password in it that is one. */
export function hasUrlPassword(text: string): boolean {
  for (const kind of passwordsIn(text)) if (kind === "literal") return true;
  return false;
}

/** User and password of an address. */
const USERINFO = /[a-z][a-z0-9+.-]{1,20}:\/\/([^\s:@/"']{0,100}):([^\s@/"']{1,200})@/gi;

function* passwordsIn(text: string): Generator<CredentialValue> {
  for (const [, user = "", password = ""] of text.matchAll(USERINFO)) {
    const isNobodys = user.toLowerCase() === "anonymous" || password.startsWith("$");
    yield isNobodys ? "harmless" : credentialValue("password", password);
  }
}

/** Nobody's secret: empty, a switch, a reference to a variable, a path. */
const HARMLESS =
  /^(?:|true|false|yes|no|on|off|none|null|enabled|disabled|\$\w{1,100}|\$\{[^}]{1,200}\}|%env\([^)]{1,200}\)%|\/[\w./-]{1,200})$/i;
/** The time that a token lasts, or how many there are. */
const NUMBER = /^\d{1,6}(?:ms|[smhdwy])?$/i;
/** What people choose, and choose badly: `123456`. */
const PASSWORD = /pass(?:word|wd|phrase)?$|pwd$/i;
/** Of the keys that sign releases, as official images have them: public. */
const FINGERPRINTS = /^\s{0,8}[0-9A-F]{40}(?:\s{1,8}[0-9A-F]{40}){0,100}\s{0,8}$/;
const SIGNERS = /(?:KEYS|(?:GPG|PGP|SIGNING)_?KEY)$/i;

/**
 * What a value given to such a name is. A weak password is a literal like any other: `password` lets people in. Only
 * what is marked as none is a placeholder.
 */
export function credentialValue(name: string, value: string): CredentialValue {
  const plain = value.trim().replace(/^(["'])(.*)\1$/s, "$2");
  if (HARMLESS.test(plain) || (SIGNERS.test(name) && FINGERPRINTS.test(plain))) return "harmless";
  if (PASSWORD.test(name) ? /^\d{1,3}$/.test(plain) : NUMBER.test(plain)) return "harmless";
  return plain.length < MAX_PLACEHOLDER && isStandIn(plain) ? "placeholder" : "literal";
}
