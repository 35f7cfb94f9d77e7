import type { Analyzer } from "../../analysis/analyzer.ts";
import { followLinks } from "../../inventory/links.ts";
import type { Location, OsRelease, Package, Settings } from "../../model/index.ts";
import type { DetectorInput, ReadImage } from "../detector.ts";
import { type Accounts, accountsOf, type RunUser, runUserOf } from "./accounts.ts";
import { type RuntimeConfig, runtimeConfig } from "./runtime-config.ts";

/** The finished image as its rules see it. */
export interface Scene {
  readonly read: ReadImage;
  readonly config: RuntimeConfig;
  readonly os: OsRelease | undefined;
  /** There is a package database, so a file without an owner is really nobody's. */
  readonly hasOwners: boolean;
  readonly accounts: Accounts;
  /** Whom the container runs as; `undefined` = the config names somebody that the image does not know. */
  readonly runUser: RunUser | undefined;
  readonly settings: Settings;
  readonly now: Date;
  /** The user has handed in the Dockerfile: what it says counts, and its rules have said it. */
  readonly hasDockerfile: boolean;
  /** The package that brought the file as it is: it owns the path, and no later layer has written there. */
  untouchedOwnerOf(entry: { readonly path: string; readonly layer: number }): Package | undefined;
  /** Of the base image, as far as that can be told. */
  isBase(layer: number): boolean;
  /** The record of the file at the end of the links of `path`, and where it is. */
  recordAt<R>(analyzer: Pick<Analyzer<R>, "id">, path: string): Found<R> | undefined;
  locate(at: { readonly path: string; readonly layer?: number }): Location | undefined;
}

export interface Found<R> {
  readonly path: string;
  readonly layer: number;
  readonly record: R;
}

export function sceneOf(read: ReadImage, input: DetectorInput): Scene {
  const { view } = read;
  const config = runtimeConfig(read.image.config.document);
  const recordAt = recordsOf(read);
  const accounts = accountsOf(recordAt);
  return {
    read,
    config,
    os: input.os,
    hasOwners: input.packages.some(({ source }) => source !== undefined),
    accounts,
    runUser: runUserOf(config.user, accounts),
    settings: input.checks.settings,
    now: input.now,
    hasDockerfile: input.build.dockerfile !== undefined,
    untouchedOwnerOf({ path, layer }) {
      const owner = read.ownerOf(path);
      return owner !== undefined && layer <= (owner.locations[0]?.layer ?? -1) ? owner : undefined;
    },
    isBase: (layer) => read.origins[layer]?.owner === "base",
    recordAt,
    locate({ path, layer = view.entry(path)?.layer }) {
      const found = layer === undefined ? undefined : read.image.layers[layer];
      return layer === undefined || found === undefined ? undefined : { path, layer, diffId: found.diffId };
    },
  };
}

function recordsOf({ view }: ReadImage): Scene["recordAt"] {
  const byAnalyzer = new Map<string, Map<string, Found<unknown>>>();
  return <R>(analyzer: Pick<Analyzer<R>, "id">, path: string) => {
    let byPath = byAnalyzer.get(analyzer.id);
    byPath ??= new Map(view.records(analyzer).map((found) => [found.path, found]));
    byAnalyzer.set(analyzer.id, byPath);
    return byPath.get(followLinks(view, path) ?? path) as Found<R> | undefined;
  };
}
