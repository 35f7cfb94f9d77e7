import { escapeForTerminal, escapeMarkdownText, short } from "../report/index.ts";

const MAX_TEXT = 160;

/**
 * Text as code, also within a table: in there GitLab looks for no mentions, references, emoji and addresses. One line;
 * an empty text is a dash. A bar is written as a number: `\|` would be one for a table, but not behind a backslash of the
 * text. Source: GitHub Flavored Markdown Spec, 6.3 Code spans, and 4.10 Tables.
 */
export function code(text: string, length = MAX_TEXT): string {
  const line = short(escapeForTerminal(text), length).trim();
  if (line === "") return "–";
  const runs = line.match(/`+/g) ?? [];
  const fence = "`".repeat(Math.max(0, ...runs.map((run) => run.length)) + 1);
  const padding = /^`|`$/.test(line) ? " " : "";
  return `${fence}${padding}${line.replaceAll("|", "\\x7c")}${padding}${fence}`;
}

/**
 * Text of others between our words: no markup, and none of GitLab's references (`#1`, `!1`, `~label`, `%milestone`,
 * `$snippet`, `^alert`, `&epic`, `@name`), which it looks for after it has read the markup. An address is no link.
 */
export function prose(text: string, length = MAX_TEXT): string {
  return escapeMarkdownText(short(text, length)).replace(/[%$^]/g, "\\$&").replaceAll("&amp;", "&amp;\u200b");
}
