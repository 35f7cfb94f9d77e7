import { closeSync, openSync, readSync } from "node:fs";
import type { RootEntry } from "../model.ts";
import type { Facts, FileFact, FileView } from "../scripts/index.ts";
import type { Database } from "./database.ts";
import type { Node, Overlay } from "./overlay.ts";

/** Larger texts than these are not asked of scripts that can be proved. */
const MAX_TEXT = 256 * 1024;

/** What the scripts of a package would see. `texts` = contents of files of the image that were read beforehand. */
export function scriptFacts(
  before: Overlay,
  after: Overlay,
  texts: ReadonlyMap<string, Buffer>,
  database: Database,
  hasSameTemplates: boolean,
): Facts {
  const installed = new Set(
    database.order.filter(({ status }) => status.state === "installed").map(({ name }) => name),
  );
  return {
    before: view(before, texts),
    after: view(after, texts),
    isInstalled: (name) => installed.has(name),
    hasSameTemplates,
  };
}

function view(overlay: Overlay, texts: ReadonlyMap<string, Buffer>): FileView {
  return {
    entry: (path) => {
      const here = overlay.entry(path);
      return here === undefined ? undefined : factOf(here, overlay);
    },
    names: (path) => overlay.names(path),
    text: (path) => {
      const here = overlay.entry(path);
      if (here?.type !== "file" || here.size > MAX_TEXT) return undefined;
      return ("content" in here ? textOf(here) : texts.get(path))?.toString("latin1");
    },
  };
}

function factOf(here: RootEntry | Node, overlay: Overlay): FileFact {
  const { type, mode, uid, gid } = here;
  const link = type === "hardlink" ? overlay.entry(here.target ?? "") : here;
  const capable = "capabilities" in here && here.capabilities !== undefined;
  return {
    type: type === "hardlink" ? "file" : type,
    mode,
    uid,
    gid,
    size: link !== undefined && "size" in link ? link.size : 0,
    ...(type === "symlink" ? { target: here.target ?? "" } : {}),
    ...(capable ? { hasCapabilities: true } : {}),
  };
}

function textOf({ content, size }: Node & { readonly type: "file" }): Buffer | undefined {
  if (content.from === "memory") return content.bytes;
  if (content.from === "image") return undefined;
  const file = openSync(content.data, "r");
  try {
    const bytes = Buffer.alloc(size);
    return bytes.subarray(0, readSync(file, bytes, 0, size, content.offset));
  } finally {
    closeSync(file);
  }
}
