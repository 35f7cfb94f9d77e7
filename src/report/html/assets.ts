import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

/** Literal addresses: the build puts each file beside the bundle, and its address in here. */
const STYLE = new URL("./page.css", import.meta.url);
/** A module that others import comes before them. */
const SCRIPTS: readonly URL[] = [
  new URL("./page-elements.js", import.meta.url),
  new URL("./page-filters.js", import.meta.url),
  new URL("./page-rows.js", import.meta.url),
  new URL("./page.js", import.meta.url),
];

/** What stands in an element of the page as it is, and its hash for the page's Content-Security-Policy. */
export interface Asset {
  readonly text: string;
  readonly hash: string;
}

export interface Assets {
  readonly style: Asset;
  readonly script: Asset;
}

let assets: Assets | undefined;

/** The page's own style and script, read at the first page. */
export function ownAssets(): Assets {
  if (assets !== undefined) return assets;
  assets = {
    style: asset(`\n${text(STYLE)}`),
    script: asset(`\n(() => {\n"use strict";\n${joined()}})();\n`),
  };
  return assets;
}

/** Modules are for the reader and the type checker; in the page they share one function, and import nothing. */
function joined(): string {
  return SCRIPTS.map((url) =>
    text(url)
      .replace(/^import [^;]*;\n/gm, "")
      .replace(/^export /gm, ""),
  ).join("");
}

function text(url: URL): string {
  return readFileSync(url, "utf8");
}

/** Source: Content Security Policy Level 3, 8.4 Usage of "'sha256-...'". */
function asset(text: string): Asset {
  return { text, hash: `'sha256-${createHash("sha256").update(text).digest("base64")}'` };
}
