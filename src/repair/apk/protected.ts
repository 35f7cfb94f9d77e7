import type { Root } from "../model.ts";
import { Refusal } from "../refusal.ts";
import { matchesGlob } from "./glob.ts";
import { canonicalFile, folderOf } from "./paths.ts";

/** Tells whether edits in a folder are to be kept. */
export type IsProtected = (folder: string) => boolean;

interface Rule {
  readonly pattern: string;
  readonly isProtecting: boolean;
}

/** What apk protects of itself. Source: apk-tools, apk_db_open. */
const BUILT_IN = "+etc\n@etc/init.d\n!etc/apk\n";
const FOLDER = "etc/apk/protected_paths.d/";

/**
 * Reads the image's own lists beside those that are built in. A folder has the last rule that matches it, or that of
 * the folder it lies in. Throws `Refusal` FIX_CONTENT for a pattern that cannot be read.
 */
export async function readProtection(root: Root): Promise<IsProtected> {
  const files: string[] = [];
  for (const { path } of root.entries()) {
    const isList =
      path.startsWith(FOLDER) && path.endsWith(".list") && folderOf(path) === FOLDER.slice(0, -1);
    const file = isList ? canonicalFile(root, path) : undefined;
    if (file !== undefined) files.push(file);
  }
  const contents = await root.read(files);
  const lists = files.sort().map((file) => contents.get(file)?.toString("utf8") ?? "");
  const rules = [BUILT_IN, ...lists].flatMap((list) => list.split("\n").flatMap(parseRule));
  const known = new Map<string, boolean>();
  const isProtected: IsProtected = (folder) => {
    const found = known.get(folder);
    if (found !== undefined) return found;
    const answer = folder !== "" && (lastMatch(rules, folder)?.isProtecting ?? isProtected(folderOf(folder)));
    known.set(folder, answer);
    return answer;
  };
  return isProtected;
}

function parseRule(line: string): readonly Rule[] {
  if (line === "" || line.startsWith("#")) return [];
  const isProtecting = !line.startsWith("-");
  const pattern = line.replace(/^[-+@!]/, "").replace(/^\/+|\/+$/g, "");
  if (pattern === "") return [];
  if (matchesGlob(pattern, "") === undefined)
    throw new Refusal("FIX_CONTENT", `The pattern ${line} of a protected path cannot be read.`);
  return [{ pattern, isProtecting }];
}

function lastMatch(rules: readonly Rule[], folder: string): Rule | undefined {
  return rules.findLast(({ pattern }) => matchesGlob(pattern, folder) === true);
}
