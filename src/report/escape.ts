/**
 * Characters that a terminal or a reader's eye would obey instead of show: C0 and C1 controls (with them every ANSI
 * escape), bidirectional marks ("Trojan Source", CVE-2021-42574), invisible ones, line separators, tag characters, and
 * halves of surrogate pairs.
 */
const OBEYED =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|\p{Surrogate}/gu;

/**
 * CI runners take parts of a log for commands: `::error::` at the start of a line (after blanks), `##[group]` and
 * `##vso[…]` anywhere.
 */
const COMMAND = /(?<=^|\s)::|##(?=[a-z]*\[)/gi;

/** Text from an image or an advisory, as one line that does nothing but be read. */
export function escapeForTerminal(text: string): string {
  return text
    .replace(OBEYED, escapeCharacter)
    .replace(COMMAND, (found) => (found === "::" ? ":\\x3a" : "#\\x23"));
}

/** The same for text of our own with several lines, such as the mistakes in a policy file. */
export function escapeLines(text: string): string {
  return text.split("\n").map(escapeForTerminal).join("\n");
}

/** For text in Markdown, as in SARIF's help: nothing of it becomes markup, HTML, a mention or a link. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(OBEYED, (found) => (found === "\n" || found === "\t" ? " " : escapeCharacter(found)))
    .replace(/[\\`*_{}[\]()<>#!|~&]/g, (found) =>
      found === "<" ? "&lt;" : found === "&" ? "&amp;" : `\\${found}`,
    )
    .replace(/^(\s*)([-+]|\d+[.)])(?=\s)/, "$1\\$2")
    .replace(/@/g, "@\u200b");
}

/**
 * The same where what looks like an address or a number of an issue would become a link without any markup: in chats, and
 * in GitHub's comments, which then turn up in that issue.
 */
export function escapeMarkdownText(text: string): string {
  return escapeMarkdown(text)
    .replaceAll("://", ":\u200b//")
    .replace(/\bwww\./gi, (found) => `${found.slice(0, -1)}\u200b.`)
    .replace(/\\#(?=\d)/g, "\\#\u200b");
}

/** The same for the catalogue's own words, which set code in backticks: that stays code, all the rest is text. */
export function escapeCode(text: string): string {
  return text
    .split(/(`[^`]+`)/)
    .map((part) => (/^`[^`]+`$/.test(part) ? escapeForTerminal(part) : escapeMarkdown(part)))
    .join("");
}

/** For text and attributes of XML 1.0, which has no place for most control characters, not even escaped. */
export function escapeXml(text: string): string {
  return escapeForTerminal(text)
    .replace(/[\ufffe\uffff]/g, escapeCharacter)
    .replace(/[&<>"']/g, (found) => `&#${found.charCodeAt(0)};`);
}

/**
 * For HTML, in text and in quoted attributes: one line, nothing of it becomes markup. What a CI runner would obey in a log
 * is written with character references, which a browser shows as they were meant.
 */
export function escapeHtml(text: string): string {
  return escapeVisibly(text)
    .replace(/[\n\t]/g, " ")
    .replace(/[&<>"'`]|##|::/g, (found) => HTML_ENTITIES[found] ?? `${found[0]}&#${found.charCodeAt(1)};`);
}

const HTML_ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  "`": "&#96;",
};

/** Most texts are, and this is told soon. */
const PLAIN = /^[\x20-\x7e\n\t]*$/;

/** What would be obeyed becomes visible; lines and tabs stay. Not enough where there is markup. */
export function escapeVisibly(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.replace(OBEYED, (found) => (found === "\n" || found === "\t" ? found : escapeCharacter(found)));
}

/**
 * JSON to stand in a `script` element: no end tag, no comment and no command of a CI runner can be in it. Source: HTML,
 * 4.12.1.3 Restrictions for contents of script elements.
 */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) => (typeof item === "string" ? escapeVisibly(item) : item))
    .replace(/[<>&]/g, (found) => `\\u00${found.charCodeAt(0).toString(16)}`)
    .replace(/##|::/g, (found) => `${found[0]}\\u00${found.charCodeAt(1).toString(16)}`);
}

/** JSON that every reader takes: halves of surrogate pairs become U+FFFD. Ends with a newline. */
export function printJson(value: unknown, indent = 2): string {
  return `${JSON.stringify(value, (_, item: unknown) => wellFormed(item), indent)}\n`;
}

function wellFormed(item: unknown): unknown {
  if (typeof item === "string") return item.toWellFormed();
  if (item === null || typeof item !== "object" || Array.isArray(item)) return item;
  if (Object.keys(item).every((key) => key.isWellFormed())) return item;
  return Object.fromEntries(Object.entries(item).map(([key, own]) => [key.toWellFormed(), own]));
}

function escapeCharacter(found: string): string {
  if (found === "\n") return "\\n";
  if (found === "\r") return "\\r";
  if (found === "\t") return "\\t";
  const code = found.codePointAt(0) ?? 0;
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u{${code.toString(16)}}`;
}
