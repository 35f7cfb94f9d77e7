import { escapeMarkdownText, short } from "../../report/index.ts";

/** Names come from images; one of them must not fill the page. */
const MAX_NAME = 80;

/** Text of a stranger as one piece of text: no markup, no link, no mention, no cell of a table ended. */
export function plain(text: string, length = MAX_NAME): string {
  return escapeMarkdownText(short(text, length));
}

/** `[text](address)`; the address as `linksOf` gives it. */
export function link(text: string, address: string | undefined): string {
  return address === undefined ? plain(text) : `[${plain(text)}](<${address}>)`;
}

/** `1 finding`, `2 findings`. */
export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number.toLocaleString("en")} ${number === 1 ? noun : plural}`;
}

/** A table in GitHub's Markdown; cells have to be escaped. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(heads), line(heads.map(() => "---")), ...rows.map(line)].join("\n");
}

/** What is folded away until somebody wants it. */
export function folded(title: string, content: string): string {
  return `<details><summary>${title}</summary>\n\n${content}\n\n</details>`;
}

/** Parts that say something, one below the other. */
export function paragraphs(parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join("\n\n");
}
