import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Facts, FileFact, FileView } from "../../../src/repair/scripts/index.ts";

/** One row: path, kind of file, mode in octal, owner, group, size, and of a link where it leads. */
type Row = readonly [string, "f" | "d" | "l" | "o", string, number, number, number, string?];

interface StoredRoot {
  readonly entries: readonly Row[];
  readonly texts: Readonly<Record<string, string>>;
  readonly installed: readonly string[];
}

const TYPES = { f: "file", d: "directory", l: "symlink", o: "other" } as const;

export function fixture(name: string): unknown {
  return JSON.parse(gunzipSync(readFileSync(join(import.meta.dirname, "fixtures", name))).toString());
}

/** A view of the given rows and texts. */
export function viewOf(rows: readonly Row[], texts: ReadonlyMap<string, string>): FileView {
  const entries = new Map<string, FileFact>();
  const names = new Map<string, string[]>();
  for (const [path, kind, mode, uid, gid, size, target] of rows) {
    const fact = { type: TYPES[kind], mode: Number.parseInt(mode, 8), uid, gid, size };
    entries.set(path, target === undefined ? fact : { ...fact, target });
    const slash = path.lastIndexOf("/");
    const folder = path.slice(0, Math.max(slash, 0));
    names.set(folder, [...(names.get(folder) ?? []), path.slice(slash + 1)]);
  }
  return {
    entry: (path) => entries.get(path),
    names: (path) => names.get(path) ?? [],
    text: (path) => texts.get(path),
  };
}

export const storedRoot = fixture("root.json.gz") as StoredRoot;
const installed = new Set(storedRoot.installed);

/** A Debian 12 as debootstrap makes it: 88 packages, no running systemd. With other rows or texts laid over it. */
export function containerFacts(
  rows: readonly Row[] = [],
  texts: Readonly<Record<string, string>> = {},
): Facts {
  const view = viewOf(
    [...storedRoot.entries, ...rows],
    new Map(Object.entries({ ...storedRoot.texts, ...texts })),
  );
  return {
    before: view,
    after: view,
    isInstalled: (name) => installed.has(name),
    hasSameTemplates: true,
    kernelRelease: "6.1.0-18-amd64",
  };
}
