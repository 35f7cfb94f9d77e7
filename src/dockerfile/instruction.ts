import type { Escape, Flag, Heredoc, Instruction } from "./model.ts";
import { wordAt } from "./words.ts";

/** Instructions with a form `["a", "b"]`. */
const WITH_JSON = new Set(["ADD", "CMD", "COPY", "ENTRYPOINT", "RUN", "SHELL", "VOLUME"]);
const WITH_FLAGS = new Set(["ADD", "COPY", "FROM", "HEALTHCHECK", "RUN"]);
const WITH_HEREDOCS = new Set(["ADD", "COPY", "RUN"]);

export interface Range {
  readonly startLine: number;
  readonly endLine: number;
}

/** Splits one logical line into its parts. Lines and heredocs come from whoever read it. */
export function parseInstruction(
  line: string,
  escapeSign: Escape,
  range: Range,
  heredocs: readonly Heredoc[],
  isTrigger = false,
): Instruction {
  const text = line.trim();
  const keyword = (/^\S*/.exec(text)?.[0] ?? "").toUpperCase();
  const flags: Flag[] = [];
  const rest = WITH_FLAGS.has(keyword)
    ? takeFlags(text, keyword.length, escapeSign, flags)
    : text.slice(keyword.length).trim();
  const json = WITH_JSON.has(keyword) ? jsonForm(rest) : undefined;
  const trigger =
    // A trigger has none of its own; a line full of ONBUILDs would be a tower.
    keyword === "ONBUILD" && rest !== "" && !isTrigger
      ? parseInstruction(rest, escapeSign, range, heredocs, true)
      : undefined;
  return {
    keyword,
    ...range,
    text,
    flags,
    rest,
    ...(json === undefined ? {} : { json }),
    heredocs,
    ...(trigger === undefined ? {} : { trigger }),
  };
}

/** Whether heredocs may follow: not in the JSON form, where `<<` is only text. */
export function takesHeredocs({ keyword, json, trigger }: Instruction): boolean {
  if (trigger !== undefined) return takesHeredocs(trigger);
  return WITH_HEREDOCS.has(keyword) && json === undefined;
}

function takeFlags(text: string, from: number, escapeSign: Escape, flags: Flag[]): string {
  let at = from;
  for (;;) {
    const word = wordAt(text, at, escapeSign);
    if (word === undefined || !word.raw.startsWith("--")) break;
    at = word.end;
    if (word.raw === "--") break;
    const equals = word.raw.indexOf("=");
    flags.push(
      equals < 0
        ? { name: word.raw.slice(2) }
        : { name: word.raw.slice(2, equals), value: word.raw.slice(equals + 1) },
    );
  }
  return text.slice(at).trim();
}

function jsonForm(rest: string): readonly string[] | undefined {
  if (!rest.startsWith("[")) return undefined;
  try {
    const value: unknown = JSON.parse(rest);
    return Array.isArray(value) && value.every((part) => typeof part === "string") ? value : undefined;
  } catch {
    return undefined; // `[ -f x ] && y` is a shell's
  }
}
