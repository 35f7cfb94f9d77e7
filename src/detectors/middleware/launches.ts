import { shellCommands } from "./formats/shell.ts";
import { nameOf } from "./places.ts";
import type { Product } from "./product.ts";
import type { Setting } from "./setting.ts";

/** A product that a command line starts, with what that says about it. Plain JSON, without secrets. */
export interface Launch {
  /** Its id. */
  readonly product: string;
  readonly settings: readonly Setting[];
  /** The file of settings that it names, as written. */
  readonly file?: string;
}

const MAX_LAUNCHES = 200;
const SHELL = /^(?:sh|bash|dash|ash|ksh|zsh)$/;

/** What the entrypoint and command of an image, or a line of supervisord, start: exec form, or a shell and its script. */
export function launchesOfWords(words: readonly string[], products: readonly Product[]): readonly Launch[] {
  const at = words.findIndex((word) => SHELL.test(nameOf(word)));
  const isScript = at >= 0 && /^-[a-z]*c$/.test(words[at + 1] ?? "");
  const script = isScript ? (words[at + 2] ?? "") : undefined;
  return script === undefined ? launchesIn([words], products) : launchesOfScript(script, products);
}

/** What the commands of a shell script start, whether or not they are reached. */
export function launchesOfScript(script: string, products: readonly Product[]): readonly Launch[] {
  return launchesIn(shellCommands(script), products);
}

/** Options that an entrypoint script hands on to a program which the command line does not name. */
export function launchWith(args: readonly string[], product: Product): Launch | undefined {
  const settings = product.fromArguments?.(args) ?? [];
  return settings.length === 0 ? undefined : { product: product.id, settings };
}

/** Wrappers (`exec`, `gosu user`, `tini --`) need not be known: the program is found among the words. */
function launchesIn(commands: readonly (readonly string[])[], products: readonly Product[]): Launch[] {
  const byProgram = programTable(products);
  const found: Launch[] = [];
  for (const words of commands) {
    const seen = new Set<Product>();
    for (const [index, word] of words.entries()) {
      for (const product of byProgram.get(nameOf(word)) ?? []) {
        if (seen.has(product)) continue;
        seen.add(product);
        if (found.length < MAX_LAUNCHES) found.push(launchOf(product, words.slice(index + 1)));
      }
    }
  }
  return found;
}

function launchOf(product: Product, args: readonly string[]): Launch {
  const file = product.fileOf?.(args);
  const settings = product.fromArguments?.(args) ?? [];
  return { product: product.id, settings, ...(file === undefined ? {} : { file }) };
}

/** Which products a base name stands for. */
export function programTable(products: readonly Product[]): ReadonlyMap<string, readonly Product[]> {
  const table = new Map<string, Product[]>();
  for (const product of products)
    for (const program of product.programs) {
      const known = table.get(program);
      if (known === undefined) table.set(program, [product]);
      else known.push(product);
    }
  return table;
}
