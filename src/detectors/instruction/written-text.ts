import type { Command } from "./command.ts";
import type { Step } from "./scene.ts";

/** Text that an instruction puts into a file. */
export interface WrittenText {
  readonly text: string;
  /** As far as it is told. */
  readonly target: string;
  readonly at: Step | Command;
}

/** What `echo`, `printf`, `cat <<EOF`, `tee` and `sed` write, and the heredocs of `COPY` and `ADD`. */
export function writtenTexts(step: Step): readonly WrittenText[] {
  if (step.keyword === "COPY" || step.keyword === "ADD")
    return step.instruction.heredocs.map(({ content }) => ({
      text: content,
      target: step.destination,
      at: step,
    }));
  if (step.keyword !== "RUN") return [];
  return step.commands.flatMap((command): WrittenText[] => {
    const target = targetOf(command);
    const text = target === undefined ? undefined : textOf(command);
    return text === undefined || target === undefined ? [] : [{ text, target, at: command }];
  });
}

function textOf({ name, args, redirects }: Command): string | undefined {
  const heredoc = redirects.find(({ content }) => content !== undefined)?.content;
  if (heredoc !== undefined) return heredoc;
  if (name === "sed") return args.map(putIn).join("\n");
  const isWriter = name === "echo" || name === "printf" || name === "crudini";
  // As printf does, and echo where it is told to.
  return isWriter ? args.join(" ").replaceAll("\\n", "\n") : undefined;
}

/** Of `s/old/new/` what it puts in: the old text is not there any more. Other words of sed as they are. */
function putIn(word: string): string {
  const [, start = "", separator = ""] = /^((?:[^s]{0,200}\s{0,4})?)s([/|,#!@%+])/.exec(word) ?? [];
  if (separator === "") return word;
  return word.slice(start.length + 1).split(separator, 3)[2] ?? "";
}

/** Where the text goes: its own redirection, or the `tee` or the redirection at the end of the pipeline. */
function targetOf({ name, args, redirects, pipeline }: Command): string | undefined {
  if (name === "sed" && args.some((arg) => /^-[a-zA-Z]*i|^--in-place/.test(arg))) return args.at(-1);
  if (name === "crudini") return args.find((arg) => arg.startsWith("/"));
  const own = redirected(redirects);
  if (own !== undefined || pipeline.length < 2) return own ?? (name === "tee" ? operand(args) : undefined);
  const last = pipeline.at(-1);
  if (last === undefined) return undefined;
  return last.name === "tee" ? operand(last.args) : redirected(last.redirects);
}

function redirected(redirects: Command["redirects"]): string | undefined {
  return redirects.find(({ operator, target }) => /^&?>[>|]?$/.test(operator) && !/^\/dev\//.test(target))
    ?.target;
}

function operand(args: readonly string[]): string | undefined {
  return args.find((arg) => !arg.startsWith("-"));
}
