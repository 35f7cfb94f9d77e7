import { readFile } from "node:fs/promises";
import { Unreadable } from "../../src/errors.ts";
import { reader } from "./layers.ts";

/** Analyzers that both this thread and another one can have. */
export const threadAnalyzers = [
  reader("all", /^(?!mistake|exit)/),
  reader("unreadable", /^unreadable/, async () => {
    throw new Unreadable("it is not what it should be");
  }),
  reader("file", /^large/, async (body) => (await readFile(await body.file())).length),
  reader("mistake", /^mistake/, async () => {
    throw new TypeError("a mistake of ours");
  }),
  reader("exit", /^exit/, async () => process.exit(7)),
];
