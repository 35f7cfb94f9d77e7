import type { Root, RootEntry } from "../model.ts";
import { Refusal } from "../refusal.ts";

/** Where the bytes of a new file are. */
export type Content =
  | { readonly from: "memory"; readonly bytes: Buffer }
  /** A range of an unpacked package. */
  | { readonly from: "package"; readonly data: string; readonly offset: number }
  /** As it is in the image, of which only metadata change. */
  | { readonly from: "image"; readonly path: string };

/** Something new in the file system. */
export type Node =
  | (NodeBase & { readonly type: "directory" })
  | (NodeBase & { readonly type: "symlink"; readonly target: string })
  /** `target` is canonical. */
  | (NodeBase & { readonly type: "hardlink"; readonly target: string })
  | (NodeBase & {
      readonly type: "file";
      readonly size: number;
      readonly sha256: string;
      readonly content: Content;
    });

interface NodeBase {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly mtime: number;
}

/** Linux stops at 40. */
const MAX_LINKS = 40;

/**
 * The image's file system with what has been changed so far laid over it. Paths given to it are canonical: no parent is
 * a symlink (`canonical` makes them so).
 */
export class Overlay {
  readonly root: Root;
  readonly #changed = new Map<string, Node | "gone">();
  /** Directory → names in it, of the image; built when first asked for. */
  #names: Map<string, Set<string>> | undefined;

  constructor(root: Root) {
    this.root = root;
  }

  entry(path: string): RootEntry | Node | undefined {
    const changed = this.#changed.get(path);
    return changed === "gone" ? undefined : (changed ?? this.root.entry(path));
  }

  isChanged(path: string): boolean {
    return this.#changed.has(path);
  }

  changes(): Iterable<readonly [string, Node | "gone"]> {
    return this.#changed;
  }

  set(path: string, node: Node): void {
    this.#changed.set(path, node);
    this.#noteName(path, true);
  }

  /** Of a directory: it must be empty. */
  remove(path: string): void {
    if (this.root.entry(path) === undefined) this.#changed.delete(path);
    else this.#changed.set(path, "gone");
    this.#noteName(path, false);
  }

  names(directory: string): readonly string[] {
    return [...(this.#index().get(directory) ?? [])];
  }

  /**
   * Where a path leads once the symlinks among its parents are followed; the last segment is not. Throws `Refusal`
   * FIX_CONTENT where links go in circles or out of the image, or a parent is no directory.
   */
  canonical(path: string): string {
    return this.#follow(path, false);
  }

  /** The same with the last segment followed, too; `undefined` where it leads nowhere. */
  followed(path: string): string | undefined {
    const end = this.#follow(path, true);
    return end === "" || this.entry(end) !== undefined ? end : undefined;
  }

  isDirectory(path: string): boolean {
    return path === "" || this.entry(path)?.type === "directory";
  }

  #follow(path: string, last: boolean): string {
    const todo = path.split("/").filter((segment) => segment !== "" && segment !== ".");
    const done: string[] = [];
    let links = 0;
    while (todo.length > 0) {
      const segment = todo.shift()!;
      if (segment === "..") {
        done.pop();
        continue;
      }
      const here = [...done, segment].join("/");
      const entry = this.entry(here);
      if (entry?.type !== "symlink" || (todo.length === 0 && !last)) {
        done.push(segment);
        continue;
      }
      links++;
      if (links > MAX_LINKS) throw new Refusal("FIX_CONTENT", `The links of /${path} go in circles.`);
      const target = entry.target ?? "";
      if (target.startsWith("/")) done.length = 0;
      todo.unshift(...target.split("/").filter((one) => one !== "" && one !== "."));
    }
    return done.join("/");
  }

  #index(): Map<string, Set<string>> {
    if (this.#names !== undefined) return this.#names;
    const names = new Map<string, Set<string>>();
    this.#names = names;
    for (const { path } of this.root.entries()) this.#noteName(path, true);
    for (const [path, node] of this.#changed) this.#noteName(path, node !== "gone");
    return names;
  }

  #noteName(path: string, there: boolean): void {
    if (this.#names === undefined) return;
    const slash = path.lastIndexOf("/");
    const directory = slash < 0 ? "" : path.slice(0, slash);
    const names = this.#names.get(directory) ?? new Set();
    if (there) names.add(path.slice(slash + 1));
    else names.delete(path.slice(slash + 1));
    this.#names.set(directory, names);
  }
}
