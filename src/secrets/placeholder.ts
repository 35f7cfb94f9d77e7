import { createHash } from "node:crypto";

/** So telling, or so long, that they count anywhere; AWS's documented sample keys end in the first one. */
// biome-ignore format: a table
const ANYWHERE = [
  "example", "changeme", "change_me", "change-me", "placeholder", "redacted", "xxxx", "0000", "1234567890", "****",
  "change me", "replaceme", "replace_me", "replace-me", "replace me", "insert_", "insert-", "yourtoken", "yourkey", "your_", "your-", "....",
];
/** Words by which people mark a value that is none; a long random value may hold one by chance. */
const WORDS = ["sample", "dummy", "test", "fake", "todo", "your", "removed"];
/** The same of what is only known by its form: as a password they let people in. */
const WEAK_WORDS = ["demo", "mock"];
/** In a value up to this long they count anywhere. */
const SHORT = 16;
const NOTHING: ReadonlySet<string> = new Set(["null", "nil", "none", "true", "false", "yes", "no"]);
/** Words of programs and of forms, and the weakest passwords. */
// biome-ignore format: a table
const WEAK: ReadonlySet<string> = new Set([
  "undefined", "empty", "string", "password", "passwd", "pass",
  "secret", "token", "username", "user", "key", "value", "pwd", "foo", "bar", "abc", "abcdef", "xxx", "...",
  "bool", "boolean", "str", "int", "integer", "char", "text", "bytes", "object", "any", "required", "optional",
]);

/** SHA-256 of keys that emulators and documents give to everybody: Azure's, Stripe's, those of OAuth's RFCs. */
const DOCUMENTED: ReadonlySet<string> = new Set([
  "ca7459e2b26776de081b9a07e40227fd6cff232a1e3233ff6b6aa6d036ca9981",
  "b8e148545b13c78bc74da2f1a7275dd71e56ddece129d7d2f7b3ecc06f7994da",
  "0011cc25eb4320717494d2703e8cba85743e71b500283c21c8b88147992f9059",
  "aa6547439583c3a275d4542a0df6c1ad6a863971be9f2a2220f027cc02aef615",
  "153a182586451358014e3142089118ce38f6c7dc7c79014d3fa40b57f80b4aab",
  "740ff49af25d70c28f7db460c4f0280e44c895289057f03bc157404e438c9dfd",
  "c1c45784935eda016ea32d607784e9588738ad7d19f188639e058ae7ec49e756",
]);

/**
 * Whether a value stands in for a secret, under a name that asks for one: empty, a reference to a variable or a path, a
 * word that marks it as a placeholder, one character repeated, or a key out of a vendor's documents. Guard 2 of section
 * 3. A weak password is none of these.
 */
export function isStandIn(value: string): boolean {
  const text = value.trim();
  const lower = text.toLowerCase();
  if (text.length < 3 || NOTHING.has(lower) || isReference(text) || isRepeated(lower, 1)) return true;
  if (lower.startsWith("your") || ANYWHERE.some((word) => lower.includes(word))) return true;
  return isMarked(lower, WORDS) || DOCUMENTED.has(createHash("sha256").update(text).digest("hex"));
}

/**
 * Whether a value that only its form or its surroundings tell is no secret: what stands in for one, and also what is too
 * plain: words such as `password`, two characters repeated, a row of digits or letters in order.
 */
export function isPlaceholder(value: string): boolean {
  const lower = value.trim().toLowerCase();
  return (
    WEAK.has(lower) || isRepeated(lower, 2) || isRow(lower) || isMarked(lower, WEAK_WORDS) || isStandIn(value)
  );
}

/**
 * `$NAME`, `${NAME}`, `%NAME%`, `%env(NAME)%`, `{{ name }}`, `<name>`, `#{name}`, `@name@`, `__NAME__`, `$(command)`,
 * `[name]`, a path, or what Ansible has encrypted.
 */
function isReference(text: string): boolean {
  return (
    /^\$[A-Za-z_][A-Za-z0-9_]*$/.test(text) ||
    /^(?:%|__|@)[A-Za-z_(][^\s%@]*(?:%|__|@)$/.test(text) ||
    (text.startsWith("<") && text.endsWith(">")) ||
    /^\[[^[\]"']*\]$/.test(text) ||
    /^\/(?:run|etc|var|opt|srv|home|root|tmp|mnt|secrets)\/[\w./-]+$/.test(text) ||
    text.startsWith("!vault") ||
    ["${", "{{", "#{", "$(", "<%", "%(", "{%"].some((opening) => text.includes(opening))
  );
}

/** So few different characters. */
function isRepeated(lower: string, count: number): boolean {
  const different = new Set<string>();
  for (const character of lower) if (different.add(character).size > count) return false;
  return true;
}

/** Neighbours in a row (`abcdefgh`, `12345678`). */
function isRow(lower: string): boolean {
  let neighbours = 0;
  for (let index = 1; index < lower.length; index++)
    if (lower.charCodeAt(index) - lower.charCodeAt(index - 1) === 1) neighbours++;
  return neighbours >= 5 && neighbours >= 0.7 * (lower.length - 1);
}

function isMarked(lower: string, words: readonly string[]): boolean {
  return words.some((word) => (lower.length <= SHORT ? lower.includes(word) : standsAlone(lower, word)));
}

/** `my-test-key`, but not `contestant`. */
function standsAlone(lower: string, word: string): boolean {
  for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + 1))
    if (!isAlphanumeric(lower[at - 1]) && !isAlphanumeric(lower[at + word.length])) return true;
  return false;
}

function isAlphanumeric(character: string | undefined): boolean {
  return character !== undefined && /[a-z0-9]/.test(character);
}
