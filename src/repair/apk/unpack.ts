import { createHash } from "node:crypto";
import { Refusal } from "../refusal.ts";
import type { Identities } from "./identities.ts";
import type { Placed } from "./overlay.ts";
import { contentIn, type PackageFile } from "./package-file.ts";
import { folderOf } from "./paths.ts";
import type { ArchiveEntry } from "./tar.ts";

/** An entry of a package as it would lie in the image. */
export interface Unpacked {
  /** As the package writes it, in which form the database keeps it. */
  readonly path: string;
  readonly what: Placed;
  /** For the database: `Q1` and base64. */
  readonly sum?: string;
}

/**
 * What is in a package, in its order, checksums verified. Throws `Refusal` FIX_CONTENT for what cannot be laid into a
 * layer as apk would lay it into a file system: devices, extended attributes, files without a folder, odd paths.
 */
export async function unpackEntries(file: PackageFile, identities: Identities): Promise<Unpacked[]> {
  const name = `${file.offer.name}-${file.offer.version}`;
  const folders = new Set<string>([""]);
  const files = new Map<string, Unpacked>();
  const linked = new Set(file.entries.filter(({ letter }) => letter === "1").map(({ target }) => target));
  const unpacked: Unpacked[] = [];
  for (const entry of file.entries) {
    // Files in front that begin with a dot are apk's own; `.keep_…` files only hold folders open.
    const base = entry.path.slice(entry.path.lastIndexOf("/") + 1);
    if (
      entry.path === "" ||
      entry.path.startsWith(".") ||
      (entry.letter !== "5" && base.startsWith(".keep_"))
    )
      continue;
    refuseOddities(entry, name);
    if (entry.letter !== "5" && !folders.has(folderOf(entry.path)))
      throw new Refusal("FIX_CONTENT", `${name} has /${entry.path}, but not the folder that it lies in.`);
    const one = await unpackEntry(file, entry, identities, { files, linked, name });
    if (one.what.type === "directory") folders.add(entry.path);
    else files.set(entry.path, one);
    unpacked.push(one);
  }
  return unpacked;
}

function refuseOddities({ path, letter, pax }: ArchiveEntry, name: string): void {
  const odd =
    path.startsWith("/") || path.split("/").some((part) => part === "" || part === "." || part === "..");
  if (odd || hasControl(path))
    throw new Refusal("FIX_CONTENT", `${name} has a path that may not be: ${path}.`);
  if (!"0125".includes(letter)) throw new Refusal("FIX_CONTENT", `${name} has a device: /${path}.`);
  if ([...pax.keys()].some((key) => key.includes("xattr")))
    throw new Refusal("FIX_CONTENT", `${name} gives /${path} extended attributes, such as capabilities.`);
}

function hasControl(path: string): boolean {
  return [...path].some((sign) => sign < " " || sign === "\u007f");
}

/** What is known of the package around an entry. */
interface Siblings {
  /** So far. */
  readonly files: ReadonlyMap<string, Unpacked>;
  /** Paths that have other names as well. */
  readonly linked: ReadonlySet<string>;
  /** Of the package, for messages. */
  readonly name: string;
}

async function unpackEntry(
  file: PackageFile,
  entry: ArchiveEntry,
  { users, groups }: Identities,
  { files, linked, name }: Siblings,
): Promise<Unpacked> {
  const { path, letter, mode, mtime, target } = entry;
  const uid = users.get(entry.uname) ?? entry.uid;
  const gid = groups.get(entry.gname) ?? entry.gid;
  const node = { mode, uid, gid, mtime };
  if (letter === "5") return { path, what: { type: "directory", ...node } };
  if (letter === "1") {
    const first = files.get(target);
    if (first?.what.type !== "file")
      throw new Refusal("FIX_CONTENT", `${name} links /${path} to /${target}, which it does not have.`);
    return { ...first, path, what: { ...first.what, inode: `${name}/${target}` } };
  }
  const promised = entry.pax.get("APK-TOOLS.checksum.SHA1")?.toString("latin1") ?? "";
  const { sha1, sha256 } =
    letter === "2" ? { sha1: hashOf("sha1", target), sha256: "" } : await hashes(contentIn(file, entry));
  if (promised !== sha1)
    throw new Refusal("FIX_CONTENT", `${name} promises another checksum for /${path} than it has.`);
  const sum = `Q1${Buffer.from(sha1, "hex").toString("base64")}`;
  if (letter === "2") return { path, what: { type: "symlink", target, ...node }, sum };
  const what: Placed = {
    type: "file",
    size: entry.size,
    sha1,
    sha256,
    ...(linked.has(path) ? { inode: `${name}/${path}` } : {}),
    content: () => contentIn(file, entry),
    ...node,
  };
  return { path, what, sum };
}

function hashOf(algorithm: string, text: string): string {
  return createHash(algorithm).update(text).digest("hex");
}

async function hashes(content: AsyncIterable<Uint8Array>): Promise<{ sha1: string; sha256: string }> {
  const [sha1, sha256] = [createHash("sha1"), createHash("sha256")];
  for await (const chunk of content) {
    sha1.update(chunk);
    sha256.update(chunk);
  }
  return { sha1: sha1.digest("hex"), sha256: sha256.digest("hex") };
}
