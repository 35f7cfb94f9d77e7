/** So telling, or so long, that they count anywhere; AWS's documented sample keys end in the first one. */
const ANYWHERE = ["example", "changeme", "change_me", "change-me", "placeholder", "xxxx", "1234567890"];
/** Words by which people mark a value that is none; a long random value may hold one by chance. */
const WORDS = ["sample", "dummy", "test", "fake", "redacted", "removed", "todo"];
/** In a value up to this long they count anywhere. */
const SHORT = 16;
const NOTHING = new Set(["null", "nil", "none", "true", "false", "yes", "no"]);

/**
 * Whether a value is meant as a secret: not empty, no reference to a variable, no placeholder. The catalogue's guard 2
 * for the whole of section 3.
 */
export function isReal(value: string): boolean {
  const text = value.trim();
  if (text.length < 3) return false;
  const lower = text.toLowerCase();
  if (NOTHING.has(lower) || isReference(text) || isOneCharacter(text)) return false;
  if (ANYWHERE.some((word) => lower.includes(word))) return false;
  if (/^(?:your|0000|my[-_])/.test(lower)) return false;
  return !WORDS.some((word) => (text.length <= SHORT ? lower.includes(word) : standsAlone(lower, word)));
}

/** `$NAME`, `${NAME}`, `%NAME%`, `{{ name }}`, `<name>`, `#{name}`, `@name@`, `__NAME__`, `%env(NAME)%`, or a path. */
function isReference(text: string): boolean {
  return (
    /^\$[A-Za-z_][A-Za-z0-9_]*$/.test(text) ||
    /^(?:%|__|@)[A-Za-z_(]\S*(?:%|__|@)$/.test(text) ||
    /^<[^<>]*>$/.test(text) ||
    /^\/(?:run|etc|var|opt|srv|home|root|tmp|mnt|secrets)\/[\w./-]+$/.test(text) ||
    text.startsWith("!vault") ||
    ["${", "{{", "#{", "$(", "<%"].some((opening) => text.includes(opening))
  );
}

function isOneCharacter(text: string): boolean {
  for (const character of text) if (character !== text[0]) return false;
  return true;
}

/** `my-test-key`, but not `contestant`. */
function standsAlone(lower: string, word: string): boolean {
  for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + 1)) {
    if (!isAlphanumeric(lower[at - 1]) && !isAlphanumeric(lower[at + word.length])) return true;
  }
  return false;
}

function isAlphanumeric(character: string | undefined): boolean {
  return character !== undefined && /[a-z0-9]/.test(character);
}
