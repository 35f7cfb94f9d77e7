import { type Instruction, lineAt, partition } from "../../dockerfile/index.ts";
import type { Command } from "./command.ts";
import type { Step } from "./scene.ts";
import { type Spoken, spokenCommands } from "./shell.ts";
import { isShell } from "./shell-options.ts";
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
  if (heredocs.length === 0) return { text: rest, lineOf: (offset) => lineAt(instruction, start + offset) };
  const bodies = heredocs.map(({ content, name }) => `${content}${name}\n`).join("");
  const ends = lineEnds(bodies);
  const lineOfBodies = (offset: number) => endLine - ends.length + 1 + partition(ends, (end) => end < offset);
  const lone = heredocs.length === 1 && /^\d*<<\S+$/.test(rest) ? heredocs[0] : undefined;
  if (lone !== undefined) return { text: isForShell(lone.content) ? lone.content : "", lineOf: lineOfBodies };
  return {
    text: `${rest}\n${bodies}`,
    lineOf: (offset) =>
      offset <= rest.length ? lineAt(instruction, start + offset) : lineOfBodies(offset - rest.length - 1),
  };
}

/** A heredoc that begins with `#!` is run by the program it names, or that env is given: `#!/usr/bin/env -S bash -e`. */
function isForShell(content: string): boolean {
  const [, program] = /^#!\s*(?:\S*\/env\s+(?:-\S+\s+){0,8})?(\S+)/.exec(content) ?? [];
  return program === undefined || isShell(program.slice(program.lastIndexOf("/") + 1));
}

/** Where its lines end: each command asks for its own, which must not mean to count from the start each time. */
function lineEnds(text: string): readonly number[] {
  const ends: number[] = [];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) ends.push(at);
  return ends;
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
  // One list for all members: a pipe of thousands with a list for each would fill the memory.
  const pipelines = new Map<readonly Spoken[], readonly Command[]>();
  for (const [own, command] of made) {
    const pipeline = pipelines.get(own.pipeline) ?? own.pipeline.flatMap((one) => made.get(one) ?? []);
    pipelines.set(own.pipeline, pipeline);
    command.pipeline = pipeline;
  }
  return [...made.values()];
}
