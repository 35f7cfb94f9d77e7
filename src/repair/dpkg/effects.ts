import { createHash } from "node:crypto";
import type { RootEntry } from "../model.ts";
import { Refusal } from "../refusal.ts";
import type { Effect } from "../scripts/index.ts";
import type { Node, Overlay } from "./overlay.ts";

const NOTHING = createHash("sha256").digest("hex");

/**
 * Does to the file system what scripts were proved to do. `ldconfig` is looked after elsewhere, for all packages at once.
 * Throws `Refusal` FIX_CONTENT where an effect cannot be had.
 */
export function applyEffects(effects: readonly Effect[], overlay: Overlay, mtime: number): void {
  for (const effect of effects) applyEffect(effect, overlay, mtime);
}

function applyEffect(effect: Effect, overlay: Overlay, mtime: number): void {
  if (effect.kind === "ldconfig") return;
  const { path } = effect;
  const here = overlay.entry(path);
  const fresh = { uid: 0, gid: 0, mtime };
  switch (effect.kind) {
    case "chmod":
      change(path, { mode: effect.mode }, overlay, mtime);
      return;
    case "chown":
      change(path, { uid: effect.uid, gid: effect.gid }, overlay, mtime);
      return;
    case "symlink":
      if (here?.type === "directory")
        throw new Refusal("FIX_CONTENT", `A script links /${path}, where a folder is.`);
      overlay.set(path, { ...fresh, type: "symlink", mode: 0o777, target: effect.target });
      return;
    case "mkdir":
      if (here?.type !== "directory") overlay.set(path, { ...fresh, type: "directory", mode: effect.mode });
      return;
    case "create": {
      const content = { from: "memory" as const, bytes: Buffer.alloc(0) };
      if (here === undefined)
        overlay.set(path, { ...fresh, type: "file", mode: effect.mode, size: 0, sha256: NOTHING, content });
      return;
    }
    case "remove":
      if (here !== undefined) overlay.remove(path);
  }
}

interface Metadata {
  readonly mode?: number;
  readonly uid?: number;
  readonly gid?: number;
}

function change(path: string, metadata: Metadata, overlay: Overlay, mtime: number): void {
  const here = overlay.entry(path);
  if (here === undefined) throw new Refusal("FIX_CONTENT", `A script changes /${path}, which is not there.`);
  const { mode, uid, gid } = { ...here, ...metadata };
  if (mode === here.mode && uid === here.uid && gid === here.gid) return;
  const node = "mtime" in here ? here : nodeOf(here, mtime);
  // Links share what is changed; nothing in the packages we know does that.
  if (node === undefined || node.type === "hardlink" || isLinked(path, overlay))
    throw new Refusal(
      "FIX_CONTENT",
      `A script changes who may use /${path}, which is linked or no plain file.`,
    );
  overlay.set(path, { ...node, mode, uid, gid });
}

function nodeOf(entry: RootEntry, mtime: number): Node | undefined {
  const { type, mode, uid, gid, path, size, target = "" } = entry;
  const base = { mode, uid, gid, mtime };
  if (type === "directory") return { ...base, type };
  if (type === "symlink") return { ...base, type, target };
  if (type !== "file" || entry.capabilities !== undefined) return undefined;
  return { ...base, type, size, sha256: "", content: { from: "image", path } };
}

function isLinked(path: string, overlay: Overlay): boolean {
  for (const [, node] of overlay.changes())
    if (node !== "gone" && node.type === "hardlink" && node.target === path) return true;
  for (const entry of overlay.root.entries())
    if (entry.type === "hardlink" && entry.target === path && !overlay.isChanged(entry.path)) return true;
  return false;
}
