import { normalize } from "node:path/posix";
import type { Gap, Package } from "../../model/index.ts";
import { type RuntimeConfig, runtimeConfig } from "../baseline/runtime-config.ts";
import type { ReadImage } from "../detector.ts";
import { type Census, censusOf } from "./census.ts";
import { type MiddlewareFiles, SUPERVISOR, type Unread } from "./facts.ts";
import { COMMAND, ENVIRONMENT, type FoundSetting, Instance, type Surroundings } from "./instance.ts";
import { KnownFiles, type PlacedLaunch } from "./known-files.ts";
import { launchesOfWords, launchWith } from "./launches.ts";
import type { Product } from "./product.ts";

/** What an image would run, and what could not be read of it. */
export interface Deployment {
  readonly instances: ReadonlyMap<Product, readonly Instance[]>;
  readonly unread: readonly (Unread & { readonly product: Product; readonly path: string })[];
  /** About files that were read at the second look. */
  readonly gaps: readonly Gap[];
}

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

class Deploying {
  readonly #products: readonly Product[];
  readonly #config: RuntimeConfig;
  readonly #census: Census;
  readonly #known: KnownFiles;
  readonly #image: Surroundings;
  #launches: readonly PlacedLaunch[] = [];

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
    this.#launches = this.#launched();
  }

  /** Reads what command lines name and no place told of: first supervisord's files, which start others. */
  async readNamed(): Promise<void> {
    await this.#known.readNamed(this.#launches.filter(({ product }) => product === SUPERVISOR));
    this.#launches = [...this.#launches, ...this.#supervised()];
    await this.#known.readNamed(this.#launches);
  }

  deployment(): Deployment {
    const present = this.#products.filter((product) => this.#isPresent(product));
    const instances = new Map(present.map((product) => [product, this.#instancesOf(product)]));
    return { instances, unread: this.#known.unread(present), gaps: this.#known.gaps };
  }

  #launched(): readonly PlacedLaunch[] {
    const { words, entrypoint } = this.#config;
    const own = launchesOfWords(words, this.#products).map((launch) => ({ ...launch, source: COMMAND }));
    const scripted = words.flatMap((word) => this.#known.launchesOfScript(word));
    if (own.length + scripted.length > 0) return [...own, ...scripted];
    // `docker-entrypoint.sh --option`: which program gets it, only the script knows.
    const args = words.slice(entrypoint.length);
    if (entrypoint.length === 0 || !args[0]?.startsWith("-")) return [];
    return this.#products.flatMap((product) => {
      const launch = this.#isPresent(product) ? launchWith(args, product) : undefined;
      return launch === undefined ? [] : [{ ...launch, source: COMMAND }];
    });
  }

  #supervised(): readonly PlacedLaunch[] {
    const supervisor = this.#products.find(({ id }) => id === SUPERVISOR);
    if (supervisor === undefined || !this.#isPresent(supervisor)) return [];
    const named = this.#launches.flatMap((launch) => {
      const path = launch.product === SUPERVISOR ? this.#known.fileAt(launch) : undefined;
      return path === undefined ? [] : [path];
    });
    const paths = new Set([...named, ...this.#known.placesOf(supervisor)]);
    return [...paths].flatMap((path) => this.#known.launchesAt(path));
  }

  #instancesOf(product: Product): readonly Instance[] {
    const launches = this.#launches.filter((launch) => launch.product === product.id);
    const isStarted = launches.length > 0;
    const make = (home: string | undefined, ...settings: readonly (readonly FoundSetting[])[]) =>
      new Instance(settings.flat(), this.#image, { home, isStarted });
    const variables = (product.fromVariables?.(this.#config.env) ?? []).map((setting) => ({
      ...setting,
      source: ENVIRONMENT,
    }));
    const groups = this.#groupsOf(product);
    if (!isStarted) {
      if (groups.length === 0) return variables.length === 0 ? [] : [make(undefined, variables)];
      return groups.map(({ home, settings }) => make(home, settings, variables));
    }
    return launches.flatMap((launch) => {
      const own = launch.settings.map((setting) => ({ ...setting, source: launch.source }));
      const file = this.#known.fileAt(launch);
      if (file !== undefined) return [make(undefined, this.#known.settingsAt(file, product), variables, own)];
      if (product.isTold === true || groups.length === 0) return [make(undefined, variables, own)];
      return groups.map(({ home, settings }) => make(home, settings, variables, own));
    });
  }

  /** A program of it, or a package, or somebody who starts it; else its files count only in a folder of its own. */
  #isPresent(product: Product): boolean {
    return this.#isInstalled(product) || this.#groupsOf(product).length > 0;
  }

  #isInstalled(product: Product): boolean {
    return this.#launches.some((launch) => launch.product === product.id) || this.#census.isPresent(product);
  }

  #groupsOf(product: Product) {
    return this.#known.groupsOf(product, this.#isInstalled(product), this.#census.links);
  }
}
