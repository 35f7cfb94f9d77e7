import { partition } from "../../dockerfile/index.ts";
import { MAX_PATH_BYTES } from "../../image/path.ts";

/** Something for each path. A look-up takes no longer for there being many: hostile files make and delete thousands. */
export class PathMap<T> {
  readonly #values: Map<string, T>;
  /** By UTF-16 code units, so that what lies in one folder stands together. */
  readonly #sorted: string[];

  constructor(entries: Iterable<readonly [path: string, value: T]> = []) {
    this.#values = new Map(entries);
    this.#sorted = [...this.#values.keys()].sort();
  }

  has(path: string): boolean {
    return this.#values.has(path);
  }

  set(path: string, value: T): void {
    if (!this.#values.has(path)) this.#sorted.splice(this.#before(path), 0, path);
    this.#values.set(path, value);
  }

  /** Whether one of them is the path, or a folder that it lies in. Linux makes no file with a longer path. */
  covers(path: string): boolean {
    if (path.length > MAX_PATH_BYTES) return false;
    for (let end = path.length; end > 0; end = path.lastIndexOf("/", end - 1))
      if (this.#values.has(path.slice(0, end))) return true;
    return this.#values.has("/");
  }

  /** Whether one of them is the path, or lies in it. */
  hasWithin(path: string): boolean {
    const folder = withSlash(path);
    return this.has(path) || (this.#sorted[this.#before(folder)]?.startsWith(folder) ?? false);
  }

  /** Takes out those that are the path, or lie in it. */
  takeWithin(path: string): readonly (readonly [path: string, value: T])[] {
    const folder = withSlash(path);
    const first = this.#before(folder);
    let end = first;
    while (this.#sorted[end]?.startsWith(folder)) end++;
    const names = this.#sorted.splice(first, end - first);
    if (path !== folder && this.has(path)) names.unshift(...this.#sorted.splice(this.#before(path), 1));
    return names.map((name) => {
      const value = this.#values.get(name)!;
      this.#values.delete(name);
      return [name, value] as const;
    });
  }

  #before(path: string): number {
    return partition(this.#sorted, (one) => one < path);
  }
}

function withSlash(path: string): string {
  return path.endsWith("/") ? path : `${path}/`;
}
