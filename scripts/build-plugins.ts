import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Plugin } from "rolldown";

/** A literal address of a file in the repository, as in `new URL("./page.css", import.meta.url)`. */
const ADDRESS = /new URL\(\s*"(\.{1,2}\/[^"]+)",\s*import\.meta\.url,?\s*\)/g;

/**
 * Puts the files that our own sources name by a literal address beside the bundle, and their new address in. A TypeScript
 * file, such as a thread's door, becomes a bundle itself.
 */
export function filesBeside(root: string): Plugin {
  const own = join(root, "src/");
  return {
    name: "files-beside",
    transform(code, id) {
      if (!id.startsWith(own)) return undefined;
      return code.replace(ADDRESS, (_, path: string) => {
        const file = join(dirname(id), path);
        const reference = file.endsWith(".ts")
          ? this.emitFile({ type: "chunk", id: file, name: basename(file, ".ts") })
          : this.emitFile({ type: "asset", name: basename(file), source: readFileSync(file) });
        return `new URL(import.meta.ROLLUP_FILE_URL_${reference})`;
      });
    },
  };
}

/** File of the package, what stands there, and what to put in its place. */
const COMPILERS: readonly (readonly [string, RegExp, string])[] = [
  ["zod/v4/core/util.js", /(export const allowsEval = [^\n]*=> \{).*?\n\}\);/s, "$1 return false; });"],
  [
    "zod/v4/core/doc.js",
    /(\n {4}compile\(\) \{).*?\n {4}\}\n/s,
    '$1 throw new Error("no code from text"); }\n',
  ],
];

/**
 * The schemas' package turns each schema into the text of a function and compiles it, where that is allowed. Here it is
 * not: the bundle has no code that is made from text, and the package goes its other way. A version in which the places
 * look different fails the build.
 */
export function withoutCodeFromText(): Plugin {
  return {
    name: "without-code-from-text",
    transform(code, id) {
      const [, place, instead] = COMPILERS.find(([file]) => id.endsWith(`/node_modules/${file}`)) ?? [];
      if (place === undefined || instead === undefined) return undefined;
      if (!place.test(code)) throw new Error(`${id} does not look as it did`);
      return code.replace(place, instead);
    },
  };
}

const PLAIN_HTTP = `import { createRequire } from "node:module";
export const { Agent, request } = createRequire(import.meta.url)("node:http");
`;

/**
 * For an `import` of `node:http` Node reads all that the module exports, and part of that is what `fetch` is made of:
 * twice the time that Node itself takes to start. For a `require` it does not. Our own sources that take other names than
 * these add them; packages are left as they are.
 */
export function lightHttp(root: string): Plugin {
  const own = join(root, "src/");
  return {
    name: "light-http",
    resolveId: (id, importer) =>
      id === "node:http" && importer?.startsWith(own) ? "\0light-http" : undefined,
    load: (id) => (id === "\0light-http" ? PLAIN_HTTP : undefined),
  };
}
