import { assignments } from "../../dockerfile/index.ts";
import type { Scene, Step } from "./scene.ts";

/** The pairs of `ENV` and `ARG` with quotes off, but with their variables still in them: `${NAME}`. */
export function rawPairs({ instruction }: Step, { file }: Scene): Step["pairs"] {
  return assignments(instruction, (name) => `\${${name}}`, file.escape);
}
