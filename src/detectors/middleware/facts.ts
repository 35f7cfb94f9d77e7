import type { Body, FileAnalyzer } from "../../analysis/analyzer.ts";
import { OverLimit, Unreadable } from "../../errors.ts";
import { ini } from "./formats/ini.ts";
import { shellCommands } from "./formats/shell.ts";
import { type Command, commandsOfWords, type Launch, launchesIn } from "./launches.ts";
import { isSample, nameOf, type Placed, placeIndex } from "./places.ts";
import type { Product } from "./product.ts";
import type { Setting } from "./setting.ts";

/** What one file says, by product. Plain JSON, without secrets. */
export interface FileFacts {
  /** Product id → its settings; a product that a file says nothing of is missing. */
  readonly settings?: Readonly<Record<string, readonly Setting[]>>;
  /** What a script or supervisord starts. */
  readonly launches?: readonly Launch[];
  /** Product id → why its settings could not be read, or not all of them. */
  readonly unreadable?: Readonly<Record<string, Unread>>;
}

export interface Unread {
  readonly kind: "unreadable" | "limit";
  /** A sentence without its subject and its full stop. */
  readonly reason: string;
}

/** A place of a product: which of its lists, and where in it. A target is read, and counts only where a link leads. */
export interface PlaceOf {
  readonly product: Product;
  readonly list: number | "target";
  readonly order: number;
}

/** Stops a file that would take long to read; settings that people write have some kilobytes. */
const MAX_BYTES = 1024 * 1024;
/** Stops a file of a hundred thousand listeners from filling the cache and the memory. */
const MAX_KEPT = 1000;
const TOO_MANY: Unread = { kind: "limit", reason: `it has more than ${MAX_KEPT} settings that matter` };
export const TOO_MANY_LAUNCHES: Unread = {
  kind: "limit",
  reason: "it is started more often, or with more words, than is looked at",
};
const STARTERS: ReadonlySet<string> = new Set(
  ["start", "run", "init", "startup", "boot", "bootstrap", "launch", "entry", "cmd"].flatMap((name) => [
    `${name}.sh`,
    `docker-${name}.sh`,
  ]),
);
/** Whose settings are command lines of other products. */
export const SUPERVISOR = "supervisor";

/** Everything that says something about middleware, in the order of the catalogue. */
export class MiddlewareFiles {
  readonly products: readonly Product[];
  readonly analyzer: FileAnalyzer<FileFacts>;
  /** Which places of which products a path is. */
  readonly placesOf: (path: string) => readonly Placed<PlaceOf>[];

  constructor(products: readonly Product[]) {
    this.products = products;
    this.placesOf = placeIndex(products.flatMap(placesOfProduct));
    this.analyzer = {
      id: "middleware-settings",
      version: 2,
      maxBytes: MAX_BYTES,
      wants: ({ path }) => isScript(path) || this.placesOf(path).length > 0,
      read: async (body, { path }) => {
        const wanted = new Set(this.placesOf(path).map(({ value }) => value.product));
        return await this.#factsOf(body, path, [...wanted]);
      },
    };
  }

  /** Reads files that turn out to be some product's only when the command line is known. Never to be cached. */
  named(wanted: ReadonlyMap<string, ReadonlySet<Product>>): FileAnalyzer<FileFacts> {
    return {
      id: "middleware-named",
      version: 1,
      maxBytes: MAX_BYTES,
      wants: ({ path }) => wanted.has(path),
      read: async (body, { path }) => await this.#factsOf(body, path, [...(wanted.get(path) ?? [])]),
    };
  }

  async #factsOf(body: Body, path: string, products: readonly Product[]): Promise<FileFacts | undefined> {
    const bytes = await body.bytes();
    // No settings of text have a NUL byte; programs that bear a wanted name are no trouble.
    if (bytes.includes(0)) return undefined;
    const text = bytes.toString("utf8");
    const settings: Record<string, readonly Setting[]> = {};
    const unreadable: Record<string, Unread> = {};
    for (const product of products) {
      try {
        const found = product.read(text, path);
        if (found.length > 0) settings[product.id] = found.slice(0, MAX_KEPT);
        if (found.length > MAX_KEPT) unreadable[product.id] = TOO_MANY;
      } catch (error) {
        if (!(error instanceof Unreadable)) throw error;
        const kind = error instanceof OverLimit ? "limit" : "unreadable";
        unreadable[product.id] = { kind, reason: error.message };
      }
    }
    const isSupervisor = products.some(({ id }) => id === SUPERVISOR);
    const commands = isSupervisor ? supervised(text) : isScript(path) ? shellCommands(text) : [];
    const { launches, more } = launchesIn(commands, this.products);
    for (const id of more) unreadable[id] ??= TOO_MANY_LAUNCHES;
    const facts = {
      ...(Object.keys(settings).length === 0 ? {} : { settings }),
      ...(launches.length === 0 ? {} : { launches }),
      ...(Object.keys(unreadable).length === 0 ? {} : { unreadable }),
    };
    return Object.keys(facts).length === 0 ? undefined : facts;
  }
}

/** The commands of supervisord's programs. */
function* supervised(text: string): Generator<Command> {
  for (const { key, value } of ini(text, { comments: ";#", continues: true })) {
    if (!key.startsWith("program:") || !key.endsWith(".command")) continue;
    for (const words of shellCommands(value)) yield* commandsOfWords(words);
  }
}

/** Scripts by whose names containers are started. */
export function isScript(path: string): boolean {
  const name = nameOf(path);
  return (STARTERS.has(name) || name.includes("entrypoint")) && !isSample(path);
}

function placesOfProduct(product: Product): (readonly [string, PlaceOf])[] {
  const { places, targets = [] } = product;
  return [
    ...places.flatMap((list, index) =>
      list.map((place, order) => [place, { product, list: index, order }] as const),
    ),
    ...targets.map((place, order) => [place, { product, list: "target", order }] as const),
  ];
}
