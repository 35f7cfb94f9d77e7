/**
 * Dockerfiles. In comes the text, out come stages and instructions, each with its lines, and the values of variables as
 * far as the file tells them. What an instruction does to an image is known elsewhere. A file that no builder would
 * take throws `Unreadable`.
 */
export { expand, unquote } from "./expansion.ts";
export { IgnoreFile } from "./ignore-file.ts";
export { parseInstruction } from "./instruction.ts";
export { lineAt, partition } from "./line-at.ts";
export type { Comment, Dockerfile, Escape, Flag, Heredoc, Instruction, Stage } from "./model.ts";
export { parseDockerfile } from "./parse.ts";
export {
  assignments,
  type BuildArgs,
  given,
  globalValues,
  type StageChain,
  stageChain,
  stageOf,
} from "./stage-chain.ts";
export { fits, UNKNOWN } from "./unknown.ts";
export { words } from "./words.ts";
