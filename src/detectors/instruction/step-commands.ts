import { type Instruction, lineAt } from "../../dockerfile/index.ts";
import type { Command } from "./command.ts";
import type { Step } from "./scene.ts";
import { type Spoken, spokenCommands } from "./shell.ts";
import type { Variables } from "./shell-words.ts";

/** Instructions that hold something to run. */
const RUNNING = new Set(["RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK"]);

/** A script, and the Dockerfile's line for each of its offsets. */
interface Script {
  readonly text: string;
  lineOf(offset: number): number;
}

/** The commands of an instruction, in reading order; none for shells that are not of the Bourne kind. */
export function commandsOf(step: Step, variables: Variables): readonly Command[] {
  const { instruction, keyword, shell } = step;
  if (!RUNNING.has(keyword)) return [];
  const program = shell[0] ?? "";
  if (/(?:^|[/\\])(?:cmd|powershell|pwsh)(?:\.exe)?$/i.test(program)) return [];
  const exec = execForm(instruction);
  if (exec !== undefined) return execCommands(step, exec, variables);
  const script = scriptOf(instruction);
  return placed(spokenCommands(script.text, variables), step, script.lineOf);
}

function execForm({ keyword, json, rest }: Instruction): readonly string[] | undefined {
  if (keyword !== "HEALTHCHECK") return json;
  const [, words] = /^CMD\s+(\[.*)$/is.exec(rest) ?? [];
  if (words === undefined) return undefined;
  try {
    const parsed: unknown = JSON.parse(words);
    return Array.isArray(parsed) && parsed.every((word) => typeof word === "string") ? parsed : undefined;
  } catch {
    return undefined; // `[ -f x ] && y` is a shell's
  }
}

/** `["sh", "-c", "…"]` is read as the shell would; anything else is one command, whose words no shell looks at. */
function execCommands(step: Step, words: readonly string[], variables: Variables): readonly Command[] {
  const quoted = words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ");
  const { startLine } = step.instruction;
  return placed(spokenCommands(quoted, variables), step, () => startLine).map((command, index) =>
    index === 0 ? { ...command, text: words.join(" ") } : command,
  );
}

/** What the shell is given: the joined lines, and the heredocs behind them; a lone heredoc is the script itself. */
function scriptOf(instruction: Instruction): Script {
  const { keyword, heredocs, endLine } = instruction;
  const rest =
    keyword === "HEALTHCHECK" ? instruction.rest.replace(/^(?:CMD|NONE)\s*/i, "") : instruction.rest;
  const start = instruction.text.length - rest.length;
  const lines = heredocs.reduce((sum, { content }) => sum + count(content) + 1, 0);
  const first = endLine - lines + 1;
  const lone = heredocs.length === 1 && /^\d*<<\S+$/.test(rest) ? heredocs[0] : undefined;
  if (lone !== undefined) {
    const text = isForShell(lone.content) ? lone.content : "";
    return { text, lineOf: (offset) => first + count(text.slice(0, offset)) };
  }
  if (heredocs.length === 0) return { text: rest, lineOf: (offset) => lineAt(instruction, start + offset) };
  const bodies = heredocs.map(({ content, name }) => `${content}${name}\n`).join("");
  return {
    text: `${rest}\n${bodies}`,
    lineOf: (offset) =>
      offset <= rest.length
        ? lineAt(instruction, start + offset)
        : first + count(bodies.slice(0, offset - rest.length - 1)),
  };
}

/** A heredoc that begins with `#!` is run by the program it names. */
function isForShell(content: string): boolean {
  const [, program] = /^#!\s*(\S+(?:\s+\S+)?)/.exec(content) ?? [];
  return program === undefined || /\b(?:ba|da|a|k|z)?sh\b/.test(program);
}

function count(text: string): number {
  return text.split("\n").length - 1;
}

/** Commands at their lines, each pipeline's members the same objects as in the list. */
function placed(
  spoken: readonly Spoken[],
  step: Step,
  lineOf: (offset: number) => number,
): readonly Command[] {
  const made = new Map<Spoken, Command & { pipeline: readonly Command[] }>();
  for (const own of spoken) {
    const { start, end, pipeline: _, ...rest } = own;
    const startLine = lineOf(start);
    const endLine = Math.max(startLine, lineOf(Math.max(start, end - 1)));
    made.set(own, { ...rest, step, startLine, endLine, pipeline: [] });
  }
  for (const [own, command] of made) command.pipeline = own.pipeline.flatMap((one) => made.get(one) ?? []);
  return [...made.values()];
}
