import { BUCKET_HEADER, damaged, pageIdAt } from "./format.ts";
import { Node } from "./node.ts";
import type { PageFile } from "./page-file.ts";

/** Against a branch page that leads back to itself: with two keys to a page, 40 levels would be 2^40 pages. */
const MAX_DEPTH = 40;

/** A key with its value, or with the bucket below it. */
export type Entry =
  | { readonly key: string; readonly value: Buffer; readonly bucket?: undefined }
  | { readonly key: string; readonly bucket: Bucket; readonly value?: undefined };

/** A sorted map of keys to values and further buckets. Values are views: decode them before keeping them. */
export class Bucket {
  readonly #file: PageFile;
  readonly #root: Node;

  /** `root` = the number of a page, or an inline bucket's page. */
  constructor(file: PageFile, root: number | Node) {
    this.#file = file;
    this.#root = typeof root === "number" ? file.node(root) : root;
  }

  /** The value of a key; `undefined` where there is none, or where the key names a bucket. */
  get(key: string): Buffer | undefined {
    const found = this.#find(key);
    return found === undefined || found.leaf.isBucket(found.index)
      ? undefined
      : found.leaf.value(found.index);
  }

  /** The bucket at a path of keys below this one; `undefined` where a step is missing or is a plain value. */
  bucket(...path: readonly string[]): Bucket | undefined {
    const [key, ...rest] = path;
    if (key === undefined) return this;
    const found = this.#find(key);
    if (found === undefined || !found.leaf.isBucket(found.index)) return undefined;
    return this.#open(found.leaf, found.index).bucket(...rest);
  }

  /** All entries whose key begins with `prefix`, in the order of the keys' bytes. */
  *entries(prefix = ""): Generator<Entry> {
    for (const { leaf, index, key } of this.#scan(Buffer.from(prefix))) {
      if (leaf.isBucket(index)) yield { key, bucket: this.#open(leaf, index) };
      else yield { key, value: leaf.value(index) };
    }
  }

  /** All keys that begin with `prefix`; values are not looked at. */
  *keys(prefix = ""): Generator<string> {
    for (const { key } of this.#scan(Buffer.from(prefix))) yield key;
  }

  #find(key: string): { leaf: Node; index: number } | undefined {
    const target = Buffer.from(key);
    let node = this.#root;
    for (let depth = 0; node.kind === "branch"; depth += 1) {
      if (depth > MAX_DEPTH) throw damaged(this.#file.path, "its pages lead in a circle");
      node = this.#file.node(node.child(node.seek(target)));
    }
    const index = node.seek(target);
    return index < node.count && node.key(index).equals(target) ? { leaf: node, index } : undefined;
  }

  *#scan(prefix: Buffer): Generator<{ leaf: Node; index: number; key: string }> {
    const stack = [{ node: this.#root, next: this.#root.seek(prefix) }];
    let pages = 0;
    let previous: Buffer | undefined;
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const { node } = top;
      const index = top.next++;
      if (index >= node.count) {
        stack.pop();
      } else if (node.kind === "branch") {
        // A tree shows each page once; branches that share children would otherwise multiply without end.
        if (++pages > this.#file.meta.highWater || stack.length > MAX_DEPTH) {
          throw damaged(this.#file.path, "its pages lead in a circle");
        }
        const child = this.#file.node(node.child(index));
        stack.push({ node: child, next: child.seek(prefix) });
      } else {
        const key = node.key(index);
        if (!key.subarray(0, prefix.length).equals(prefix)) return;
        if (previous !== undefined && Buffer.compare(previous, key) >= 0) {
          throw damaged(this.#file.path, `its keys are out of order at "${key.toString()}"`);
        }
        previous = key;
        yield { leaf: node, index, key: key.toString() };
      }
    }
  }

  #open(leaf: Node, index: number): Bucket {
    const value = leaf.value(index);
    const name = leaf.key(index).toString();
    if (value.length < BUCKET_HEADER) throw damaged(this.#file.path, `bucket "${name}" is cut off`);
    const root = pageIdAt(value, 0);
    if (root !== 0) return new Bucket(this.#file, root);
    const inline = new Node(value.subarray(BUCKET_HEADER), this.#file.path, `bucket "${name}"`);
    if (inline.kind !== "leaf") throw damaged(this.#file.path, `bucket "${name}" is no leaf`);
    return new Bucket(this.#file, inline);
  }
}
