import { OverLimit, Unreadable } from "../errors.ts";
import { unquote } from "./expansion.ts";
import { heredocsIn } from "./heredoc.ts";
import { parseInstruction, takesHeredocs } from "./instruction.ts";
import { Lines } from "./lines.ts";
import type { Dockerfile, Escape, Heredoc, Instruction, Stage } from "./model.ts";
import { words } from "./words.ts";

/** A build stops at 127 layers; whoever writes more lines than this wants to see us compare them all. */
const MAX_INSTRUCTIONS = 5000;

/**
 * The stages and instructions of a Dockerfile with their lines. Instructions that no builder knows are kept. Throws
 * `Unreadable` where a builder stops too: no `FROM`, something else before it, a heredoc without an end.
 */
export function parseDockerfile(text: string): Dockerfile {
  const lines = new Lines(text);
  const globalArgs: Instruction[] = [];
  const stages: (Stage & { readonly instructions: Instruction[] })[] = [];
  for (const instruction of instructions(lines)) {
    if (instruction.keyword === "FROM")
      stages.push({ ...stageOf(instruction, stages.length, lines.escape), instructions: [] });
    else if (stages.length > 0) stages.at(-1)?.instructions.push(instruction);
    else if (instruction.keyword === "ARG") globalArgs.push(instruction);
    else
      throw new Unreadable(`Line ${instruction.startLine} of the Dockerfile stands before the first FROM.`);
  }
  if (stages.length === 0) throw new Unreadable("The Dockerfile has no FROM.");
  const { syntax, comments } = lines;
  return { escape: lines.escape, ...(syntax === undefined ? {} : { syntax }), comments, globalArgs, stages };
}

function* instructions(lines: Lines): Generator<Instruction> {
  let count = 0;
  for (let line = lines.logical(); line !== undefined; line = lines.logical()) {
    if (++count > MAX_INSTRUCTIONS)
      throw new OverLimit(`The Dockerfile has more than ${MAX_INSTRUCTIONS} instructions.`);
    const { text, startLine, breaks, comments, hasEmptyLine } = line;
    const range = { startLine, endLine: lines.number };
    const plain = parseInstruction(text, lines.escape, range, []);
    const heredocs = takesHeredocs(plain) ? readHeredocs(text, lines, startLine) : [];
    const whole =
      heredocs.length === 0
        ? plain
        : parseInstruction(text, lines.escape, { startLine, endLine: lines.number }, heredocs);
    yield {
      ...whole,
      ...(breaks.length === 0 ? {} : { breaks }),
      ...(comments.length === 0 ? {} : { comments }),
      ...(hasEmptyLine ? { hasEmptyLine } : {}),
    };
  }
}

function readHeredocs(text: string, lines: Lines, startLine: number): Heredoc[] {
  return heredocsIn(text).map((opened) => {
    const content: string[] = [];
    for (let line = lines.physical(); line !== undefined; line = lines.physical()) {
      if ((opened.chomp ? line.replace(/^\t+/, "") : line) === opened.name)
        return { ...opened, content: content.join("") };
      content.push(`${line}\n`);
    }
    throw new Unreadable(`The heredoc in line ${startLine} of the Dockerfile has no end.`);
  });
}

function stageOf(from: Instruction, index: number, escapeSign: Escape): Omit<Stage, "instructions"> {
  const [image = "", as, name] = words(from.rest, escapeSign).map(({ raw }) => raw);
  const platform = from.flags.find((flag) => flag.name === "platform")?.value;
  return {
    index,
    ...(as?.toLowerCase() === "as" && name !== undefined
      ? { name: unquote(name, escapeSign).toLowerCase() }
      : {}),
    image,
    ...(platform === undefined ? {} : { platform }),
    from,
  };
}
