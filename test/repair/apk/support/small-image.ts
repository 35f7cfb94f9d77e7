import { type MemoryNode, type MemoryTree, memoryTree } from "./memory-root.ts";
import { type ApkRecipe, buildApk, type SigningKey } from "./repository.ts";

/** An image in which the packages of the recipes are installed, as far as their files are text. */
export function smallImage(
  url: string,
  key: SigningKey,
  recipes: readonly ApkRecipe[],
  more: Readonly<Record<string, string | Buffer | Partial<MemoryNode>>> = {},
): MemoryTree {
  const files = recipes.flatMap((recipe) => recipe.files.filter(({ type }) => type === undefined));
  return memoryTree({
    "etc/apk/arch": "x86_64\n",
    "etc/apk/repositories": `${url}\n`,
    "etc/apk/world": recipes.map(({ name }) => `${name}\n`).join(""),
    [`etc/apk/keys/${key.name}`]: key.publicKey,
    "etc/passwd": "root:x:0:0:root:/root:/bin/sh\n",
    "etc/group": "root:x:0:\n",
    "lib/apk/db/installed": recipes.map((recipe) => installedParagraph(recipe, key)).join(""),
    "lib/apk/db/triggers": "",
    ...Object.fromEntries(files.map(({ path, content }) => [String(path), Buffer.from(content ?? "")])),
    ...more,
  });
}

function installedParagraph(recipe: ApkRecipe, key: SigningKey): string {
  const folders = recipe.files.map(({ path, type }) => {
    const name = String(path);
    return type === "directory" ? `F:${name}` : `R:${name.slice(name.lastIndexOf("/") + 1)}`;
  });
  return `${buildApk(recipe, key).indexEntry}${folders.map((line) => `${line}\n`).join("")}\n`;
}
