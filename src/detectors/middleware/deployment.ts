import { normalize } from "node:path/posix";
import type { Gap, Package } from "../../model/index.ts";
import { type RuntimeConfig, runtimeConfig } from "../baseline/runtime-config.ts";
import type { ReadImage } from "../detector.ts";
import { type Census, censusOf } from "./census.ts";
import { type MiddlewareFiles, SUPERVISOR, TOO_MANY_LAUNCHES, type Unread } from "./facts.ts";
import { COMMAND, ENVIRONMENT, type FoundSetting, Instance, type Surroundings } from "./instance.ts";
import { KnownFiles } from "./known-files.ts";
import { LaunchList } from "./launch-list.ts";
import { commandsOfWords, launchesIn, launchesWith } from "./launches.ts";
import type { Product } from "./product.ts";

/** What an image would run, and what could not be read of it. */
export interface Deployment {
  readonly instances: ReadonlyMap<Product, readonly Instance[]>;
  readonly unread: readonly (Unread & { readonly product: Product; readonly path: string })[];
  /** About files that were read at the second look. */
  readonly gaps: readonly Gap[];
}

/** Of one product: stops a few hundred launches, each with a few hundred files of settings, from filling the memory. */
const MAX_INSTANCES = 1000;
const MAX_INSTANCE_SETTINGS = 100_000;

/** Puts together, for each product that is in the image, the settings that would be in effect. */
export async function deploymentOf(
  read: ReadImage,
  packages: readonly Package[],
  files: MiddlewareFiles,
): Promise<Deployment> {
  const deploying = new Deploying(read, packages, files);
  await deploying.readNamed();
  return deploying.deployment();
}

/** What one instance goes by. */
interface Sources {
  readonly home?: string | undefined;
  readonly settings: readonly (readonly FoundSetting[])[];
}

class Deploying {
  readonly #products: readonly Product[];
  readonly #config: RuntimeConfig;
  readonly #census: Census;
  readonly #known: KnownFiles;
  readonly #image: Surroundings;
  readonly #launches = new LaunchList();
  readonly #crowded = new Set<Product>();

  constructor(read: ReadImage, packages: readonly Package[], files: MiddlewareFiles) {
    const config = runtimeConfig(read.image.config.document);
    const workdir = normalize(`/${config.workdir}`).replace(/^\/+|\/+$/g, "");
    const known = new KnownFiles(read, files, workdir);
    const census = censusOf(read.view, packages, files);
    this.#products = files.products;
    this.#config = config;
    this.#census = census;
    this.#known = known;
    this.#image = {
      env: config.env,
      workdir,
      packages,
      has: (path) => known.has(path),
      isUntouched: (path) => known.isUntouched(path),
      pathsOf: (name) => census.pathsOf(name),
    };
    this.#launch();
  }

  /** Reads what command lines name and no place told of: first supervisord's files, which start others. */
  async readNamed(): Promise<void> {
    await this.#known.readNamed(this.#launches.all.filter(({ product }) => product === SUPERVISOR));
    for (const path of this.#supervised()) this.#launches.add(this.#known.launchesAt(path), path);
    await this.#known.readNamed(this.#launches.all);
  }

  deployment(): Deployment {
    const present = this.#products.filter((product) => this.#isPresent(product));
    const instances = new Map(present.map((product) => [product, this.#instancesOf(product)]));
    const unread = [...this.#known.unread(present), ...this.#leftOut(present)];
    return { instances, unread, gaps: this.#known.gaps };
  }

  #leftOut(present: readonly Product[]): Deployment["unread"] {
    return present.flatMap((product) => {
      const path = this.#launches.more.get(product.id);
      const reason = "it has more settings, by all that starts it, than are looked at";
      return [
        ...(path === undefined ? [] : [{ ...TOO_MANY_LAUNCHES, product, path }]),
        ...(this.#crowded.has(product)
          ? [{ kind: "limit" as const, reason, product, path: product.id }]
          : []),
      ];
    });
  }

  /** What the image's own command line starts. */
  #launch(): void {
    const { words, entrypoint } = this.#config;
    const own = launchesIn(commandsOfWords(words), this.#products);
    this.#launches.leaveOut(own.more, COMMAND);
    this.#launches.add(own.launches, COMMAND);
    for (const word of new Set(words)) {
      const path = this.#known.scriptAt(word);
      if (path !== undefined) this.#launches.add(this.#known.launchesAt(path), path);
    }
    // `docker-entrypoint.sh --option`: which program gets it, only the script knows.
    const args = words.slice(entrypoint.length);
    if (this.#launches.all.length > 0 || entrypoint.length === 0 || !args[0]?.startsWith("-")) return;
    const present = this.#products.filter((product) => this.#isPresent(product));
    const handedOn = launchesWith(args, present);
    this.#launches.leaveOut(handedOn.more, COMMAND);
    this.#launches.add(handedOn.launches, COMMAND);
  }

  /** Files of supervisord that say what it starts. */
  #supervised(): Iterable<string> {
    const supervisor = this.#products.find(({ id }) => id === SUPERVISOR);
    if (supervisor === undefined || !this.#isPresent(supervisor)) return [];
    const named = this.#launches.all.flatMap((launch) => {
      const path = launch.product === SUPERVISOR ? this.#known.fileAt(launch) : undefined;
      return path === undefined ? [] : [path];
    });
    return new Set([...named, ...this.#known.placesOf(supervisor)]);
  }

  #instancesOf(product: Product): readonly Instance[] {
    const made: Instance[] = [];
    let count = 0;
    const isStarted = this.#launches.isStarted(product.id);
    for (const { home, settings } of this.#sourcesOf(product)) {
      count += settings.reduce((sum, { length }) => sum + length, 0);
      if (made.length >= MAX_INSTANCES || (made.length > 0 && count > MAX_INSTANCE_SETTINGS)) {
        this.#crowded.add(product);
        break;
      }
      made.push(new Instance(settings.flat(), this.#image, { home, isStarted }));
    }
    return made;
  }

  /** The settings of each instance, by where they come from, the strongest last. */
  *#sourcesOf(product: Product): Generator<Sources> {
    const launches = this.#launches.all.filter((launch) => launch.product === product.id);
    const variables = (product.fromVariables?.(this.#config.env) ?? []).map((setting) => ({
      ...setting,
      source: ENVIRONMENT,
    }));
    const groups = this.#groupsOf(product);
    if (launches.length === 0) {
      for (const { home, settings } of groups) yield { home, settings: [settings, variables] };
      if (groups.length === 0 && variables.length > 0) yield { settings: [variables] };
    }
    for (const launch of launches) {
      const own = launch.settings.map((setting) => ({ ...setting, source: launch.source }));
      const file = this.#known.fileAt(launch);
      if (file !== undefined) yield { settings: [this.#known.settingsAt(file, product), variables, own] };
      else if (product.isTold === true || groups.length === 0) yield { settings: [variables, own] };
      else for (const { home, settings } of groups) yield { home, settings: [settings, variables, own] };
    }
  }

  /** A program of it, or a package, or somebody who starts it; else its files count only in a folder of its own. */
  #isPresent(product: Product): boolean {
    return this.#isInstalled(product) || this.#groupsOf(product).length > 0;
  }

  #isInstalled(product: Product): boolean {
    return this.#launches.isStarted(product.id) || this.#census.isPresent(product);
  }

  #groupsOf(product: Product) {
    return this.#known.groupsOf(product, this.#isInstalled(product), this.#census.links);
  }
}
