/** The two marker rules. Source: OCI image-spec 1.1, layer.md, "Whiteouts". */

const PREFIX = ".wh.";
const OPAQUE = ".wh..wh..opq";
/** AUFS kept its own housekeeping under such names; they mean nothing to anybody else. */
const AUFS_PREFIX = ".wh..wh.";

export type Marker =
  | { readonly kind: "whiteout"; readonly path: string }
  | { readonly kind: "opaque"; readonly folder: string }
  | { readonly kind: "housekeeping" }
  /** A marker without a name that a file could have. */
  | { readonly kind: "malformed" };

/** What a path says if its last segment is a marker. Only the exact prefix counts, not `whoami` or `x.wh.y`. */
export function markerOf(path: string): Marker | undefined {
  const slash = path.lastIndexOf("/");
  if (!path.startsWith(PREFIX, slash + 1)) return undefined;
  const name = path.slice(slash + 1);
  const folder = slash < 0 ? "" : path.slice(0, slash);
  if (name === OPAQUE) return { kind: "opaque", folder };
  if (name.startsWith(AUFS_PREFIX)) return { kind: "housekeeping" };
  const hidden = name.slice(PREFIX.length);
  if (hidden === "" || hidden === "." || hidden === "..") return { kind: "malformed" };
  return { kind: "whiteout", path: folder === "" ? hidden : `${folder}/${hidden}` };
}
