import type { FileFact, FileView } from "./facts.ts";
import { MAX_LINKS } from "./limits.ts";

/** Where a path leads: to something, to nothing (but there it would be), or to what cannot be known. */
export type Place = { readonly path: string; readonly entry: FileFact | undefined } | "unknown";

/** Filled by the kernel or by whoever runs the container, whatever the image holds there. */
const OUTSIDE = /^(proc|sys|dev)(\/|$)/;

/** A view with what the scripts have done so far laid over it. */
export class Files {
  view: FileView;
  readonly #changed = new Map<string, FileFact | undefined>();

  constructor(view: FileView) {
    this.view = view;
  }

  set(path: string, entry: FileFact | undefined): void {
    this.#changed.set(path, entry);
  }

  get changed(): Iterable<string> {
    return this.#changed.keys();
  }

  at(path: string): FileFact | undefined {
    return this.#changed.has(path) ? this.#changed.get(path) : this.view.entry(path);
  }

  names(path: string): readonly string[] {
    const names = new Set(this.view.names(path));
    for (const [one, entry] of this.#changed) {
      const slash = one.lastIndexOf("/");
      if (one.slice(0, Math.max(slash, 0)) !== path) continue;
      if (entry === undefined) names.delete(one.slice(slash + 1));
      else names.add(one.slice(slash + 1));
    }
    return [...names];
  }

  /** Follows links in all segments, in the last one unless `follow` is false. `path` is absolute. */
  find(path: string, follow = true): Place {
    // Scripts are read byte by byte, names of files by characters.
    if (!/^[\0-\x7f]*$/.test(path)) return "unknown";
    const rest = path.split("/").reverse();
    // A trailing slash asks for what a link leads to.
    const followsLast = follow || path.endsWith("/");
    let at: string[] = [];
    let links = 0;
    while (rest.length > 0) {
      const segment = rest.pop() ?? "";
      if (segment === "" || segment === ".") continue;
      if (segment === "..") {
        at.pop();
        continue;
      }
      const here = [...at, segment].join("/");
      if (OUTSIDE.test(here)) return "unknown";
      const entry = this.at(here);
      const isLast = rest.every((one) => one === "" || one === ".");
      if (entry?.type === "symlink" && (!isLast || followsLast)) {
        if (++links > MAX_LINKS) return "unknown";
        const target = entry.target ?? "";
        if (target.startsWith("/")) at = [];
        rest.push(...target.split("/").reverse());
      } else if (isLast) return { path: here, entry };
      else if (entry?.type === "directory") at.push(segment);
      // Below a file or nothing there is nothing; `..` behind it fails as well.
      else return { path: [here, ...rest.reverse()].join("/"), entry: undefined };
    }
    const here = at.join("/");
    return { path: here, entry: here === "" ? ROOT : this.at(here) };
  }

  /** Text of a file that links may lead to; undefined where there is none or it is not known. */
  text(path: string): string | undefined {
    const place = this.find(path);
    if (place === "unknown" || place.entry?.type !== "file" || this.#changed.has(place.path))
      return undefined;
    return this.view.text(place.path);
  }
}

const ROOT: FileFact = { type: "directory", mode: 0o755, uid: 0, gid: 0, size: 0 };
