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

/** What some command lines start. */
export interface Launches {
  readonly launches: readonly Launch[];
  /** Ids of products that they start more often, or with more words, than is looked at. */
  readonly more: ReadonlySet<string>;
}

/** Words of a simple command. */
export type Command = readonly string[];

/** Stops a file of a hundred thousand programs, each of which would be judged with all files of settings. */
export const MAX_LAUNCHES = 200;
/** Stops a command of half a million words, of which each may be a program with the others as its options. */
const MAX_WORDS = 500;
const SHELL = /^(?:sh|bash|dash|ash|ksh|zsh)$/;

/** The commands of the entrypoint and command of an image, or of a line of supervisord: exec form, or a shell and its script. */
export function* commandsOfWords(words: Command): Generator<Command> {
  const at = words.findIndex((word) => SHELL.test(nameOf(word)));
  const isScript = at >= 0 && /^-[a-z]*c$/.test(words[at + 1] ?? "");
  const script = isScript ? (words[at + 2] ?? "") : undefined;
  if (script === undefined) yield words;
  else yield* shellCommands(script);
}

/**
 * What these commands start, whether or not they are reached; the same command counts once. Wrappers (`exec`, `gosu
 * user`, `tini --`) need not be known: the program is found among the words. The first launch of a product is always
 * among those that are kept.
 */
export function launchesIn(commands: Iterable<Command>, products: readonly Product[]): Launches {
  const byProgram = programTable(products);
  const seen = new Set<string>();
  const started = new Set<Product>();
  const launches: Launch[] = [];
  const more = new Set<string>();
  for (const words of commands) {
    const command = words.join("\0");
    if (seen.has(command)) continue;
    seen.add(command);
    const here = new Set<Product>();
    for (const [index, word] of words.entries()) {
      for (const product of byProgram.get(nameOf(word)) ?? []) {
        if (here.has(product)) continue;
        here.add(product);
        if (words.length - index > MAX_WORDS) more.add(product.id);
        if (launches.length < MAX_LAUNCHES || !started.has(product))
          launches.push(launchOf(product, words.slice(index + 1, index + MAX_WORDS)));
        else more.add(product.id);
        started.add(product);
      }
    }
  }
  return { launches, more };
}

/** What becomes of options that an entrypoint script hands on to a program which the command line does not name. */
export function launchesWith(args: readonly string[], products: readonly Product[]): Launches {
  const launches = products.flatMap((product) => {
    const settings = product.fromArguments?.(args.slice(0, MAX_WORDS)) ?? [];
    return settings.length === 0 ? [] : [{ product: product.id, settings }];
  });
  const more = args.length > MAX_WORDS ? products.map(({ id }) => id) : [];
  return { launches, more: new Set(more) };
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
