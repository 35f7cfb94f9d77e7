/** `key = value` in an INI, TOML or properties file, or in a file of shell variables. */
export interface Assignment {
  /** In lower case; empty before the first one. */
  readonly section: string;
  /** In lower case. */
  readonly key: string;
  /** Without the quotes around it. */
  readonly value: string;
  /** From 1. */
  readonly line: number;
}

/** Stops lines of megabytes; the longest tokens have some 4,000 characters. */
const MAX_LINE = 16 * 1024;
/** Stops a file of nothing but assignments. */
const MAX_ASSIGNMENTS = 20_000;

/**
 * Reads what the lines say, whatever dialect they are of: `=` ends a name, or, where there is none, `:` does. Names may
 * hold colons (`//registry.example.com/:_authToken=…`), and values anything.
 */
export function assignments(text: string, separator: "any" | "colon" = "any"): readonly Assignment[] {
  const found: Assignment[] = [];
  let section = "";
  let number = 0;
  for (const line of text.split("\n")) {
    number++;
    if (line.length > MAX_LINE || found.length >= MAX_ASSIGNMENTS) continue;
    const trimmed = line.trim();
    const first = trimmed[0];
    if (first === undefined || first === "#" || first === ";") continue;
    if (first === "[" && trimmed.includes("]")) {
      section = trimmed.slice(1, trimmed.lastIndexOf("]")).trim().toLowerCase();
      continue;
    }
    const hasEqualSign = separator === "any" && trimmed.includes("=");
    const end = hasEqualSign ? trimmed.indexOf("=") : trimmed.search(/:\s/);
    if (end <= 0) continue;
    const key = unquoted(trimmed.slice(0, end).replace(/^export\s/, "")).toLowerCase();
    found.push({ section, key, value: unquoted(trimmed.slice(end + 1)), line: number });
  }
  return found;
}

/** A comment behind the value is only taken off where a quote tells that the value has ended. */
function unquoted(text: string): string {
  const trimmed = text.trim();
  const quote = trimmed[0];
  if (quote !== '"' && quote !== "'") return trimmed.replace(/\s[#;].*$/, "").trimEnd();
  const end = trimmed.indexOf(quote, 1);
  return end < 0 ? trimmed.slice(1) : trimmed.slice(1, end);
}
