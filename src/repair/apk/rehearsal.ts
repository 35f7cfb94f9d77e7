import { createHash } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";
import type { LayerEntry, Root } from "../model.ts";
import { Refusal } from "../refusal.ts";
import { field, type InstalledPackage, writeInstalled } from "./database.ts";
import { matchesGlob } from "./glob.ts";
import { Overlay, placedBytes } from "./overlay.ts";
import type { PackageFile } from "./package-file.ts";
import { canonicalPath, folderOf, joined } from "./paths.ts";
import type { Raise } from "./planner.ts";
import { raiseTriggers, readScripts, readTriggers, writeScripts, writeTriggers } from "./registers.ts";
import { play, type Stage } from "./scripts.ts";
import type { State } from "./state.ts";
import type { Unpacked } from "./unpack.ts";
import { type Scene, updateFolders, upgrade } from "./upgrade.ts";

/** A verified package and what is in it. */
export interface Opened {
  readonly file: PackageFile;
  readonly entries: readonly Unpacked[];
}

/** An upgrade that was gone through in memory and found to be possible. */
export interface Rehearsal {
  readonly notes: readonly string[];
  layer(): Promise<LayerEntry[]>;
}

export type Outcome =
  | { readonly kind: "done"; readonly rehearsal: Rehearsal }
  | { readonly kind: "refused"; readonly name: string; readonly refusal: Refusal };

/** Stops a script register that would fill the memory; those of real images have some hundred kilobytes. */
const MAX_SCRIPTS = 64 * 1024 * 1024;

/** Goes through the upgrade of all raised packages: scripts before, files, scripts after, and at last triggers. */
export async function rehearse(
  root: Root,
  state: State,
  raises: readonly Raise[],
  opened: ReadonlyMap<string, Opened>,
): Promise<Outcome> {
  let current = raises[0]?.old.name ?? "";
  try {
    const stage = await prepare(root, state, raises, opened);
    for (const { name } of state.installed) {
      const one = opened.get(name);
      if (one === undefined) continue;
      current = name;
      await stage.raise(name, one);
    }
    for (const trigger of stage.triggers()) {
      current = trigger.cause;
      await trigger.fire();
    }
    return { kind: "done", rehearsal: { notes: stage.notes(), layer: () => stage.layer() } };
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || current === "") throw refusal;
    return { kind: "refused", name: current, refusal };
  }
}

interface Trigger {
  /** The raised package that set it off. */
  readonly cause: string;
  fire(): Promise<void>;
}

interface Preparation {
  raise(name: string, opened: Opened): Promise<void>;
  triggers(): readonly Trigger[];
  notes(): readonly string[];
  layer(): Promise<LayerEntry[]>;
}

async function prepare(
  root: Root,
  state: State,
  raises: readonly Raise[],
  opened: ReadonlyMap<string, Opened>,
): Promise<Preparation> {
  const overlay = new Overlay(root);
  const files = new Map([...opened].map(([name, { file }]) => [name, file]));
  const unpacked = new Map([...opened].map(([name, { entries }]) => [name, entries]));
  const registers = await readRegisters(root, state.folder);
  const triggerLines = raiseTriggers(
    registers.triggers,
    raises.flatMap(({ old }) => {
      const file = files.get(old.name);
      return file === undefined ? [] : [{ oldSum: field(old, "C") ?? "", file }];
    }),
  );
  const mtime = Math.max(0, ...raises.map(({ offer }) => seconds(offer.fields.get("t"))));
  const scene: Scene = {
    root,
    overlay,
    isProtected: state.isProtected,
    sums: await protectedSums(root, state, [...unpacked.values()].flat()),
    installed: new Map(state.installed.map((one) => [one.name, one])),
    owners: new Map(
      state.installed.flatMap(({ name, folders }) =>
        folders.flatMap((folder) =>
          folder.files.map((file): [string, string] => [joined(folder.path, file.name), name]),
        ),
      ),
    ),
    touched: new Set(),
  };
  const stage: Stage = {
    overlay,
    mtime,
    async read(path) {
      const placed = overlay.placed(path);
      if (placed === undefined) return (await root.read([path])).get(path);
      if (placed.type !== "file") return undefined;
      const chunks: Uint8Array[] = [];
      for await (const chunk of placed.content()) chunks.push(chunk);
      return Buffer.concat(chunks);
    },
  };
  const run = async (
    one: InstalledPackage | undefined,
    script: Buffer | undefined,
    type: string,
    args: string[],
  ) => {
    if (script === undefined) return;
    const name = `${one?.name ?? ""} ${type}`;
    await play({ name, text: script.toString("utf8"), arguments: args }, stage);
  };
  return {
    async raise(name, { file, entries }) {
      const old = scene.installed.get(name);
      if (old === undefined) return;
      const versions = [file.offer.version, old.version];
      await run(old, file.scripts.get("pre-upgrade"), "pre-upgrade", versions);
      upgrade(scene, old, file, entries);
      await run(old, file.scripts.get("post-upgrade"), "post-upgrade", versions);
    },
    triggers() {
      updateFolders(scene, state.installed, mtime);
      const bySum = new Map([...scene.installed.values()].map((one) => [field(one, "C") ?? "", one]));
      return triggerLines.flatMap(({ sum, patterns }) => {
        const one = bySum.get(sum);
        if (one === undefined) return [];
        const watched = files.has(one.name) ? allFolders(scene) : scene.touched;
        const fired = [...watched]
          .map((path) => `/${path}`)
          .filter((path) => patterns.some((pattern) => watches(pattern, path)));
        if (fired.length === 0) return [];
        const script =
          files.get(one.name)?.scripts.get("trigger") ?? registers.scripts.scripts.get(sum)?.get("trigger");
        const cause = files.has(one.name) ? one.name : causeOf(raises, unpacked, fired);
        return [{ cause, fire: () => run(one, script, "trigger", fired) }];
      });
    },
    notes: () =>
      [...unpacked.values()].flat().flatMap(({ path, what }) => {
        const isNew =
          what.type === "file" &&
          (what.mode & 0o6000) !== 0 &&
          ((root.entry(path)?.mode ?? 0) & 0o6000) === 0;
        return isNew ? [`/${path} comes with set-user-ID or set-group-ID and did not have it before.`] : [];
      }),
    async layer() {
      if (raises.length > 0) writeDatabase(scene, state, registers, files, triggerLines, mtime);
      return overlay.layer(mtime);
    },
  };
}

function seconds(text = ""): number {
  return /^\d{1,10}$/.test(text) ? Number(text) : 0;
}

function watches(pattern: string, path: string): boolean {
  // In apk 3 the sign stands for: only where something has changed.
  const plain = pattern.startsWith("+") ? pattern.slice(1) : pattern;
  return matchesGlob(plain, path) ?? true;
}

function allFolders({ installed, touched }: Scene): ReadonlySet<string> {
  const all = new Set(touched);
  for (const { folders } of installed.values()) for (const { path } of folders) all.add(path);
  return all;
}

function causeOf(
  raises: readonly Raise[],
  unpacked: ReadonlyMap<string, readonly Unpacked[]>,
  fired: readonly string[],
): string {
  const cause = raises.find(({ old }) => {
    const paths = [...old.folders, ...(unpacked.get(old.name) ?? [])].map(({ path }) => `/${path}`);
    return paths.some((path) => fired.includes(path));
  });
  return (cause ?? raises[0])?.old.name ?? "";
}

/** Of files in protected folders that packages have or bring: whether they were edited is told by these. */
async function protectedSums(
  root: Root,
  { installed, isProtected }: State,
  unpacked: readonly Unpacked[],
): Promise<Map<string, string>> {
  const paths = [
    ...installed.flatMap(({ folders }) =>
      folders.flatMap(({ path, files }) => files.map(({ name }) => joined(path, name))),
    ),
    ...unpacked.map(({ path }) => path),
  ].filter((path) => isProtected(folderOf(path)));
  const places = new Set(paths.flatMap((path) => canonicalPath(root, path) ?? []));
  const existing = [...places].filter((path) => ["file", "hardlink"].includes(root.entry(path)?.type ?? ""));
  const contents = await root.read(existing);
  return new Map(
    [...contents].map(([path, bytes]) => [path, createHash("sha1").update(bytes).digest("hex")]),
  );
}

async function readRegisters(root: Root, folder: string) {
  const [plain, packed, lines] = ["scripts.tar", "scripts.tar.gz", "triggers"].map((name) =>
    joined(folder, name),
  );
  const contents = await root.read([plain ?? "", packed ?? "", lines ?? ""]);
  const isPacked = contents.has(packed ?? "");
  const tar = isPacked ? unzip(contents.get(packed ?? "")) : contents.get(plain ?? "");
  return {
    scripts: readScripts(tar ?? Buffer.alloc(0)),
    triggers: readTriggers(contents.get(lines ?? "")?.toString("utf8") ?? ""),
    isPacked,
  };
}

function unzip(bytes: Buffer | undefined): Buffer {
  try {
    return gunzipSync(bytes ?? Buffer.alloc(0), { maxOutputLength: MAX_SCRIPTS });
  } catch {
    throw new Refusal("FIX_CONTENT", "The image's scripts.tar.gz cannot be read.");
  }
}

function writeDatabase(
  { overlay, installed }: Scene,
  { folder, installed: before }: State,
  { scripts, isPacked }: Awaited<ReturnType<typeof readRegisters>>,
  files: ReadonlyMap<string, PackageFile>,
  triggers: Parameters<typeof writeTriggers>[0],
  mtime: number,
): void {
  const packages = inOrder(before, installed, files);
  const tar = writeScripts(scripts, packages, files);
  const put = (name: string, bytes: Buffer): void => {
    const path = joined(folder, name);
    const { mode, uid, gid } = overlay.entry(path) ?? { mode: 0o644, uid: 0, gid: 0 };
    overlay.put(path, placedBytes(bytes, { mode, uid, gid, mtime }));
  };
  put("installed", writeInstalled(packages));
  put(isPacked ? "scripts.tar.gz" : "scripts.tar", isPacked ? gzipSync(tar) : tar);
  put("triggers", writeTriggers(triggers));
}

/** apk 2.14 keeps its database sorted; before that, what was raised last stands last. */
function inOrder(
  before: readonly InstalledPackage[],
  installed: ReadonlyMap<string, InstalledPackage>,
  files: ReadonlyMap<string, PackageFile>,
): InstalledPackage[] {
  const isSorted = before.every(({ name }, index) => index === 0 || (before[index - 1]?.name ?? "") < name);
  const order = isSorted
    ? before
    : [...before.filter(({ name }) => !files.has(name)), ...before.filter(({ name }) => files.has(name))];
  return order.flatMap(({ name }) => installed.get(name) ?? []);
}
