import type { ImageView } from "../../analysis/analyzer.ts";
import { followLinks } from "../../inventory/links.ts";
import type { Package } from "../../model/index.ts";
import type { MiddlewareFiles } from "./facts.ts";
import { programTable } from "./launches.ts";
import { nameOf } from "./places.ts";
import type { Product } from "./product.ts";

/** What is in an image, as far as middleware is concerned: one walk over its files for all products. */
export interface Census {
  isPresent(product: Product): boolean;
  /** Link in a place of some product → file that it leads to. */
  readonly links: ReadonlyMap<string, string>;
  pathsOf(program: string): readonly string[];
}

/** Stops an image of a million files called `java`. */
const MAX_PATHS = 20;
const MAX_LINKS = 2000;

export function censusOf(view: ImageView, packages: readonly Package[], files: MiddlewareFiles): Census {
  const wanted = programTable(files.products);
  const found = new Map<string, string[]>();
  const links = new Map<string, string>();
  for (const { path, type } of view.entries()) {
    if (type === "directory") continue;
    const program = withoutVersion(nameOf(path));
    if (wanted.has(program)) {
      const known = found.get(program);
      if (known === undefined) found.set(program, [path]);
      else if (known.length < MAX_PATHS) known.push(path);
    }
    if (type !== "symlink" || links.size >= MAX_LINKS || files.placesOf(path).length === 0) continue;
    const target = followLinks(view, path);
    if (target !== undefined) links.set(path, target);
  }
  const names = new Set(packages.map(({ name }) => name));
  return {
    links,
    isPresent: ({ programs, packages: some = [] }) =>
      programs.some((program) => found.has(program)) || some.some((name) => names.has(name)),
    pathsOf: (program) => found.get(program) ?? [],
  };
}

/** `catalina-9.0.1.jar` is a `catalina.jar`. */
function withoutVersion(name: string): string {
  return name.endsWith(".jar") ? name.replace(/-\d[^/]{0,200}\.jar$/, ".jar") : name;
}
