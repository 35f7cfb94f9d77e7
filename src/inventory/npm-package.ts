import type { ImageView, Located } from "../analysis/analyzer.ts";
import type { Package } from "../model/index.ts";
import { type Ecosystem, type LibraryFacts, libraryPackage } from "./library.ts";
import type { LibraryPurlParts } from "./purl.ts";

const NPM: Ecosystem = { by: "npm", ecosystem: "npm", purlType: "npm" };

/** A package of npm, found in one file. */
export function npmPackage(
  facts: Omit<LibraryFacts, "purl">,
  view: ImageView,
  file: Pick<Located<unknown>, "path" | "layer">,
): Package {
  return libraryPackage(NPM, { ...facts, purl: purlName(facts.name) }, view, file);
}

/** The type npm has names in lower case, and scopes as namespaces. */
function purlName(name: string): Pick<LibraryPurlParts, "namespace" | "name"> {
  const lower = name.toLowerCase();
  const [, namespace, own] = /^(@[^/]+)\/(.+)$/.exec(lower) ?? [];
  return namespace === undefined || own === undefined ? { name: lower } : { namespace, name: own };
}
