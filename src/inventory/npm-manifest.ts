import type { FileAnalyzer } from "../analysis/analyzer.ts";
import {
  arrayOf,
  compact,
  entriesOf,
  type JsonObject,
  objectOf,
  parseObject,
  textOf,
} from "./json-object.ts";
import { inModules, installFolder } from "./npm-tree.ts";

/** Stops a package.json that would fill the memory. The largest on npm, with a README in it, have some 500 kB. */
const MAX_BYTES = 4 * 1024 * 1024;
/** Stops one with a million dependencies; the largest packages that only depend on others have 1,000. */
const MAX_DEPENDENCIES = 2000;

/** What is kept of a package.json. */
export interface NpmManifest {
  readonly name?: string;
  readonly version?: string;
  readonly licenses?: readonly string[];
  /** Names of all that it wants at run time, optional and peer dependencies too. */
  readonly dependencies?: readonly string[];
  readonly private?: true;
}

/**
 * The package.json of installed packages, and those outside of any `node_modules`. Others inside a package (tests,
 * `dist/esm/package.json` with a type alone) are not packages.
 */
export const manifests: FileAnalyzer<NpmManifest> = {
  id: "npm-manifest",
  version: 1,
  maxBytes: MAX_BYTES,
  wants: ({ path }) =>
    (path === "package.json" || path.endsWith("/package.json")) &&
    (!inModules(path) || installFolder(path) !== undefined),
  read: async (body) => parseManifest(await body.bytes()),
};

function parseManifest(bytes: Buffer): NpmManifest {
  const document = parseObject(bytes);
  return compact<NpmManifest>({
    name: textOf(document.name),
    version: textOf(document.version),
    licenses: licensesOf(document),
    dependencies: dependenciesOf(document),
    private: document.private === true ? true : undefined,
  });
}

/** `license` as a text, as `{ type }`, or the old list `licenses`. */
function licensesOf(document: JsonObject): readonly string[] | undefined {
  const texts = [document.license, ...arrayOf(document.licenses).slice(0, 20)]
    .map((one) => (typeof one === "string" ? one : objectOf(one)?.type))
    .map((one) => (typeof one === "string" && one.length <= 200 ? textOf(one) : undefined))
    .filter((one) => one !== undefined);
  return texts.length === 0 ? undefined : [...new Set(texts)];
}

function dependenciesOf(document: JsonObject): readonly string[] | undefined {
  const lists = [document.dependencies, document.optionalDependencies, document.peerDependencies];
  const names = new Set(lists.flatMap((list) => entriesOf(list).map(([name]) => name)));
  const sane = [...names].filter((name) => name.length <= 214).slice(0, MAX_DEPENDENCIES);
  return sane.length === 0 ? undefined : sane;
}
