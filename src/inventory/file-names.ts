/**
 * The paths of a package in one text, small enough to keep for every package of an image: a line that ends with `/`
 * names a folder, the lines behind it are names in that folder.
 */
export interface FileNames {
  /** Takes an absolute path or one from the root of the image. */
  add(path: string): void;
  text(): string;
}

export function fileNames(): FileNames {
  const lines: string[] = [];
  let current: string | undefined;
  return {
    add(path) {
      const slash = path.lastIndexOf("/");
      const name = path.slice(slash + 1);
      // A line feed in a name cannot be kept, nor does any package have one: the file then belongs to nobody.
      if (name === "" || path.includes("\n")) return;
      const folder = folderLine(path.slice(0, Math.max(0, slash)));
      if (folder !== current) lines.push(folder);
      current = folder;
      lines.push(name);
    },
    text: () => (lines.length === 0 ? "" : `${lines.join("\n")}\n`),
  };
}

/** The folders of such a text, each with its names, a line each. A folder may come more than once. */
export function* foldersOf(text: string): Generator<{ readonly folder: string; readonly names: string }> {
  let end = text.indexOf("/\n");
  while (end >= 0) {
    const start = text.lastIndexOf("\n", end) + 1;
    const next = text.indexOf("/\n", end + 2);
    const stop = next < 0 ? text.length : text.lastIndexOf("\n", next) + 1;
    yield { folder: text.slice(start, end), names: text.slice(end + 2, stop) };
    end = next;
  }
}

function folderLine(folder: string): string {
  return `${folder.replace(/^\/+|\/+$/g, "")}/`;
}
