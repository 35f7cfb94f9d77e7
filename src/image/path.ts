/** As in Linux; no container can hold a longer one, so a longer one in a tar only wants our memory. */
export const MAX_PATH_BYTES = 4096;

/**
 * A path as tars write it → the path that a container sees, without a leading slash; `""` is the root. `undefined` =
 * it climbs out of the root, which container engines refuse. As in Docker, an absolute path cannot climb out.
 */
export function normalisePath(raw: string): string | undefined {
  const start = raw.startsWith("./") ? 2 : 0;
  const end = raw.endsWith("/") ? raw.length - 1 : raw.length;
  const path = raw.slice(start, Math.max(start, end));
  const plain =
    !path.startsWith("/") && !path.startsWith(".") && !path.includes("//") && !path.includes("/.");
  return plain ? path : resolveSegments(raw);
}

function resolveSegments(raw: string): string | undefined {
  const segments: string[] = [];
  for (const segment of raw.split("/")) {
    if (segment === "" || segment === ".") continue;
    if (segment !== "..") segments.push(segment);
    else if (segments.pop() === undefined && !raw.startsWith("/")) return undefined;
  }
  return segments.join("/");
}
