import type { Root } from "../model.ts";

/** As in Linux: so many symbolic links are followed in one path. */
const MAX_LINKS = 40;

/**
 * Where `path` really lies: symbolic links in its folders are followed, the last segment is not. Folders that are not
 * there are taken as they are written. `undefined` = a file stands where a folder is needed, or links run in circles.
 */
export function canonicalPath(root: Pick<Root, "entry">, path: string): string | undefined {
  let left = path.split("/");
  let done: string[] = [];
  let links = 0;
  while (left.length > 1) {
    const [segment = "", ...rest] = left;
    left = rest;
    if (segment === "" || segment === ".") continue;
    if (segment === "..") {
      done.pop();
      continue;
    }
    const entry = root.entry([...done, segment].join("/"));
    if (entry === undefined || entry.type === "directory") done.push(segment);
    else if (entry.type !== "symlink" || entry.target === undefined || ++links > MAX_LINKS) return undefined;
    else {
      if (entry.target.startsWith("/")) done = [];
      left = [...entry.target.split("/"), ...left];
    }
  }
  const [last = ""] = left;
  return [...done, last].join("/");
}

/** The file that `path` leads to, every link followed. `undefined` = none. */
export function canonicalFile(root: Pick<Root, "entry">, path: string): string | undefined {
  let at = canonicalPath(root, path);
  for (let links = 0; at !== undefined && links <= MAX_LINKS; links++) {
    const entry = root.entry(at);
    if (entry?.type === "file" || entry?.type === "hardlink") return at;
    if (entry?.type !== "symlink" || entry.target === undefined) return undefined;
    const target = entry.target.startsWith("/") ? entry.target : `${folderOf(at)}/${entry.target}`;
    at = canonicalPath(root, target);
  }
  return undefined;
}

/** Of a path without a slash at its end; `""` is the root. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

export function joined(folder: string, name: string): string {
  return folder === "" ? name : `${folder}/${name}`;
}

/** The text of a file, links followed; `undefined` = there is none. */
export async function readText(root: Root, path: string): Promise<string | undefined> {
  const file = canonicalFile(root, path);
  if (file === undefined) return undefined;
  return (await root.read([file])).get(file)?.toString("utf8");
}
