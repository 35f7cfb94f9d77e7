import { type Dockerfile, type Instruction, parseInstruction } from "../../dockerfile/index.ts";
import type { HistoryEntry } from "../../model/index.ts";
import { historyRow, isRowCut, written } from "../../provenance/index.ts";

/** More rows than any builder makes; each is parsed, and every rule looks at it. Configs may have ten times as many. */
const MAX_ROWS = 2_000;

/**
 * The history of an image as the Dockerfile it might have been built from: one stage, whose base nobody knows; an
 * instruction for each row that can be read as one, with the row's number for a line. `unreadRows` tells what it leaves out.
 */
export function historyFile(history: readonly HistoryEntry[]): Dockerfile {
  const from = instruction("FROM", 1);
  const instructions = history.slice(0, MAX_ROWS).flatMap((entry, index): Instruction[] => {
    const row = historyRow(entry);
    const text = row.kind === "instruction" ? written(row) : undefined;
    if (text === undefined) return [];
    // These note values after they have put them in: quotes and dollars are the value's own.
    const isPlain = PAIRED.has(row.keyword) && (row.builder === "buildkit" || row.isDocker);
    return [instruction(isPlain ? quoted(text) : asWritten(text), index + 1)];
  });
  return { escape: "\\", globalArgs: [], stages: [{ index: 0, image: "", from, instructions }] };
}

/** Why not all of a history is read; `undefined` = it is. */
export function unreadRows(history: readonly HistoryEntry[]): string | undefined {
  if (history.length > MAX_ROWS)
    return `The history has ${history.length} rows, of which the first ${MAX_ROWS} are read.`;
  const row = history.findIndex(isRowCut);
  return row < 0 ? undefined : `Row ${row + 1} of the history is too long to be read as a whole.`;
}

const PAIRED: ReadonlySet<string> = new Set(["ENV", "LABEL"]);

/** `ENV A=b c D=e`: a blank belongs to the value, unless a name and an equals sign follow. */
function quoted(text: string): string {
  const [keyword = "", ...pairs] = text.split(/\s(?=[A-Za-z_][\w.-]{0,200}=)/);
  const written = pairs.map((pair) => {
    const equals = pair.indexOf("=");
    return `${pair.slice(0, equals)}="${pair.slice(equals + 1).replace(/["\\$]/g, "\\$&")}"`;
  });
  return [keyword, ...written].join(" ");
}

/** Builders print their own lists: `CMD ["a" "b"]`, `VOLUME [/a /b]`, `EXPOSE map[80/tcp:{}]`. */
function asWritten(text: string): string {
  if (text.startsWith("HEALTHCHECK &{")) return healthcheck(text);
  const [, keyword = "", list = ""] =
    /^(CMD|ENTRYPOINT|SHELL|VOLUME|EXPOSE) (?:map)?\[([^\n]*)\]$/.exec(text) ?? [];
  if (keyword === "") return text;
  const words = list.match(/"(?:[^"\\]|\\.){0,2000}"/g);
  if (words !== null) return `${keyword} [${words.join(", ")}]`;
  if (keyword === "SHELL") return `SHELL ${JSON.stringify(list.split(" "))}`;
  return keyword === "VOLUME" || keyword === "EXPOSE" ? `${keyword} ${list.replaceAll(":{}", "")}` : text;
}

/** `&{["CMD-SHELL" "wget …"] "30s" …}`, as Go prints it. */
function healthcheck(text: string): string {
  const [, list = ""] = /^HEALTHCHECK &\{\[((?:\s?"(?:[^"\\]|\\.){0,2000}")*)\]/.exec(text) ?? [];
  const [kind, ...words] = list.match(/"(?:[^"\\]|\\.){0,2000}"/g) ?? [];
  if (kind === '"NONE"') return "HEALTHCHECK NONE";
  if (kind === '"CMD"') return `HEALTHCHECK CMD [${words.join(", ")}]`;
  return `HEALTHCHECK CMD ${words.map(unescaped).join(" ")}`;
}

function unescaped(word: string): string {
  try {
    return String(JSON.parse(word));
  } catch {
    return word.slice(1, -1); // Go's own way to write signs that do not print
  }
}

function instruction(text: string, row: number): Instruction {
  return parseInstruction(text, "\\", { startLine: row, endLine: row }, []);
}
