import type { ImageView } from "../analysis/analyzer.ts";

/** As Linux itself; stops links that lead round in a circle. */
const MAX_LINKS = 40;

/**
 * Where `path` leads when the symbolic links in it are followed inside the image, as the kernel would with the image
 * as its root. `undefined` for a circle. The end need not exist.
 */
export function followLinks(view: ImageView, path: string): string | undefined {
  const done: string[] = [];
  const waiting = path.split("/").reverse();
  let links = 0;
  for (let segment = waiting.pop(); segment !== undefined; segment = waiting.pop()) {
    if (segment === "" || segment === ".") continue;
    if (segment === "..") {
      done.pop();
      continue;
    }
    done.push(segment);
    const entry = view.entry(done.join("/"));
    if (entry?.type !== "symlink" || entry.target === undefined) continue;
    if (++links > MAX_LINKS) return undefined;
    done.pop();
    if (entry.target.startsWith("/")) done.length = 0;
    waiting.push(...entry.target.split("/").reverse());
  }
  return done.join("/");
}
