import { posix } from "node:path";
import type { ImageView } from "../analysis/analyzer.ts";
import { followLinks } from "./links.ts";

const MODULES = "node_modules";

/** `name` or `@scope/name`; names with a dot in front are caches and stores of the tools. */
const PACKAGE = /^(?:@[^/]+\/)?[^/@.][^/]*$/;
/** Where yarn's pnpm linker keeps packages. Its folders have names of its own. */
const YARN_STORE = /^\.store\/[^/]+\/package$/;

/** What pnpm, and npm and yarn in their like manner, put between: `.pnpm/<name>@<version>/node_modules/<name>`. */
const STORE = /^\.(?:pnpm|store)(?:\/[^/]+){0,2}$/;

/** Whether some folder of this path is `node_modules`. */
export function inModules(path: string): boolean {
  return path.startsWith(`${MODULES}/`) || path.includes(`/${MODULES}/`);
}

/** The folder of a package that lies where npm, yarn and pnpm install: `…/node_modules/<name>`. */
export function installFolder(manifestPath: string): string | undefined {
  const folder = manifestPath.slice(0, Math.max(0, manifestPath.lastIndexOf("/")));
  const start = modulesEnd(folder);
  if (start < 0) return undefined;
  const rest = folder.slice(start);
  return PACKAGE.test(rest) || YARN_STORE.test(rest) ? folder : undefined;
}

/** Whether nothing but packages and the tools' own stores lies between this package and the project. */
export function isInTree(manifestPath: string): boolean {
  const [, ...steps] = `/${installFolder(manifestPath) ?? ""}`.split(`/${MODULES}/`);
  return steps.length > 0 && steps.every((step) => PACKAGE.test(step) || STORE.test(step));
}

/** The folder that has the outermost `node_modules` of this path: the project's. Empty for the root of the image. */
export function projectFolder(path: string): string {
  if (path.startsWith(`${MODULES}/`)) return "";
  return path.slice(0, path.indexOf(`/${MODULES}/`));
}

/**
 * Which installed package a package in `folder` gets for `name`, by the rule of Node: the next `node_modules` upwards
 * that has it. `known` says what is installed in a folder; links of pnpm and its kin are followed inside the image.
 */
export function resolveIn<T>(
  folder: string,
  name: string,
  known: ReadonlyMap<string, T>,
  view: ImageView,
): T | undefined {
  const linked = folder.includes(`${MODULES}/.`);
  for (let at: string | undefined = folder; at !== undefined; at = parentOf(at)) {
    if (at === MODULES || at.endsWith(`/${MODULES}`)) continue;
    const candidate = `${at === "" ? "" : `${at}/`}${MODULES}/${name}`;
    const found = known.get(candidate) ?? (linked ? behindLink(candidate, known, view) : undefined);
    if (found !== undefined) return found;
  }
  return undefined;
}

function behindLink<T>(path: string, known: ReadonlyMap<string, T>, view: ImageView): T | undefined {
  const entry = view.entry(path);
  if (entry?.type !== "symlink" || entry.target === undefined) return undefined;
  // Nearly always the link leads straight to the package; only then is no folder on the way asked for.
  const direct = known.get(posix.join(posix.dirname(path), entry.target));
  if (direct !== undefined) return direct;
  const target = followLinks(view, path);
  return target === undefined ? undefined : known.get(target);
}

/** Behind the last `node_modules/` of the path; -1 = there is none. */
function modulesEnd(path: string): number {
  const at = path.lastIndexOf(`/${MODULES}/`);
  if (at >= 0) return at + MODULES.length + 2;
  return path.startsWith(`${MODULES}/`) ? MODULES.length + 1 : -1;
}

function parentOf(folder: string): string | undefined {
  if (folder === "") return undefined;
  return folder.slice(0, Math.max(0, folder.lastIndexOf("/")));
}
