import type { Package } from "../../model/index.ts";
import { type Exposure, exposureOf } from "./addresses.ts";
import { isFalse, isTrue, type Setting } from "./setting.ts";

/** A setting and where it was found: a path, or one of these words. */
export interface FoundSetting extends Setting {
  readonly source: string | typeof COMMAND | typeof ENVIRONMENT;
}

export const COMMAND = "command line";
export const ENVIRONMENT = "environment";

/** It stands in a file of the image. */
export function isFile({ source }: FoundSetting): boolean {
  return source !== COMMAND && source !== ENVIRONMENT;
}

/** What the judging of an instance may ask of the image around it. */
export interface Surroundings {
  readonly env: ReadonlyMap<string, string>;
  /** Without the slash in front. */
  readonly workdir: string;
  readonly packages: readonly Package[];
  /** Whether the finished image has something there. */
  has(path: string): boolean;
  /** Whether the file is as its system package brought it. */
  isUntouched(path: string): boolean;
  /** Paths of files of this base name (jars without their version). */
  pathsOf(name: string): readonly string[];
}

/** A setting with its place among all: a later one is stronger. */
interface Ranked {
  readonly rank: number;
  readonly setting: FoundSetting;
}

/** A product as one container would run it: its settings from all sources, the strongest last. */
export class Instance {
  readonly settings: readonly FoundSetting[];
  readonly image: Surroundings;
  /** The folder that it lies in, where its files tell. */
  readonly home: string | undefined;
  /** A command line of the image, or a script of it, starts it. */
  readonly isStarted: boolean;

  readonly #byKey = new Map<string, Ranked[]>();

  constructor(
    settings: readonly FoundSetting[],
    image: Surroundings,
    { home, isStarted }: { readonly home?: string | undefined; readonly isStarted: boolean },
  ) {
    this.settings = settings.map((setting) => ({
      ...setting,
      value: withVariables(setting.value, image.env),
    }));
    this.image = image;
    this.home = home;
    this.isStarted = isStarted;
    for (const [rank, setting] of this.settings.entries()) {
      const known = this.#byKey.get(setting.key);
      if (known === undefined) this.#byKey.set(setting.key, [{ rank, setting }]);
      else known.push({ rank, setting });
    }
  }

  /** The one that counts where a later one overrides an earlier one. Of several keys the strongest. */
  last(...keys: readonly string[]): FoundSetting | undefined {
    const each = keys.flatMap((key) => this.#byKey.get(key)?.at(-1) ?? []);
    return each.sort((a, b) => b.rank - a.rank)[0]?.setting;
  }

  /** The one that counts where the first one stands. */
  first(key: string): FoundSetting | undefined {
    return this.#byKey.get(key)?.[0]?.setting;
  }

  all(...keys: readonly string[]): readonly FoundSetting[] {
    const each = keys.flatMap((key) => this.#byKey.get(key) ?? []);
    return each.sort((a, b) => a.rank - b.rank).map(({ setting }) => setting);
  }

  /** It says yes in so many words; given back to be shown. */
  on(...keys: readonly string[]): FoundSetting | undefined {
    const found = this.last(...keys);
    return isTrue(found?.value) ? found : undefined;
  }

  /** It says no in so many words. */
  off(...keys: readonly string[]): FoundSetting | undefined {
    const found = this.last(...keys);
    return isFalse(found?.value) ? found : undefined;
  }

  /** Where the addresses under these keys let it listen. */
  exposure(absent: Exposure, ...keys: readonly string[]): Exposure {
    const found = this.last(...keys);
    return exposureOf(found === undefined ? [] : [found.value], absent);
  }

  /** There is a secret under one of the keys, whatever it is. */
  hasSecret(...keys: readonly string[]): boolean {
    const found = this.last(...keys);
    return found !== undefined && found.value !== "(empty)";
  }

  /** Of the first package of these names that the image has. */
  versionOf(...names: readonly string[]): string | undefined {
    return this.image.packages.find(({ name }) => names.includes(name))?.version;
  }
}

/** `${NAME}`, `${NAME:-default}`, Spring's `${NAME:default}`, `$NAME`; what the image does not set stays as it is. */
export function withVariables(value: string, env: ReadonlyMap<string, string>): string {
  if (!value.includes("$")) return value;
  return value.replace(
    /\$\{(?:env:|env\.)?([\w.-]{1,100})(?::-?([^{}]{0,200}))?\}|\$([A-Za-z_]\w{0,99})/g,
    (whole, braced?: string, otherwise?: string, plain?: string) =>
      env.get(braced ?? plain ?? "") ?? otherwise ?? whole,
  );
}
