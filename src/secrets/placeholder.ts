import { createHash } from "node:crypto";

/** So telling, or so long, that they count anywhere. */
// biome-ignore format: a table
const ANYWHERE = [
  "example", "changeme", "change_me", "change-me", "placeholder", "redacted", "xxxx", "0000", "1234567890", "****",
  "replaceme", "replace_me", "replace-me", "insert_", "insert-", "yourtoken", "yourkey", "your_", "your-", "....",
];
/** Words by which people mark a value that is none; a long random value may hold one by chance. */
const WORDS = ["sample", "dummy", "test", "fake", "todo", "your", "demo", "mock"];
/** In a value up to this long they count anywhere. */
const SHORT = 16;
// biome-ignore format: a table
const NOTHING: ReadonlySet<string> = new Set([
  "null", "nil", "none", "true", "false", "yes", "no", "undefined", "empty", "string", "password", "passwd", "pass",
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
 * Whether a value is none: empty, a reference to a variable, a word that marks it as a placeholder, one character
 * repeated, a row of digits or letters in order, or a key out of a vendor's documents. Guard 2 of section 3.
 */
export function isPlaceholder(value: string): boolean {
  const text = value.trim();
  const lower = text.toLowerCase();
  if (text.length < 3 || NOTHING.has(lower) || isReference(text) || isMonotonous(lower)) return true;
  if (ANYWHERE.some((word) => lower.includes(word))) return true;
  if (WORDS.some((word) => (text.length <= SHORT ? lower.includes(word) : standsAlone(lower, word))))
    return true;
  return DOCUMENTED.has(createHash("sha256").update(text).digest("hex"));
}

/** `$NAME`, `${NAME}`, `%NAME%`, `{{ name }}`, `<name>`, `#{name}`, `@name@`, `__NAME__`, `$(command)`, `[name]`. */
function isReference(text: string): boolean {
  return (
    /^\$[A-Za-z_][A-Za-z0-9_]*$/.test(text) ||
    /^(?:%|__|@)[A-Za-z_(][^\s%@]*(?:%|__|@)$/.test(text) ||
    (text.startsWith("<") && text.endsWith(">")) ||
    (text.startsWith("[") && text.endsWith("]")) ||
    ["${", "{{", "#{", "$(", "<%", "%(", "{%"].some((opening) => text.includes(opening))
  );
}

/** One or two characters repeated, or neighbours in a row (`abcdefgh`, `12345678`). */
function isMonotonous(lower: string): boolean {
  if (new Set(lower).size <= 2) return true;
  let neighbours = 0;
  for (let index = 1; index < lower.length; index++)
    if (lower.charCodeAt(index) - lower.charCodeAt(index - 1) === 1) neighbours++;
  return neighbours >= 5 && neighbours >= 0.7 * (lower.length - 1);
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
