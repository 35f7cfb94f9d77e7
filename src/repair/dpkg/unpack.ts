import { md5OfPlace } from "../../image/file-range.ts";
import type { FilePlace } from "../../model/image.ts";
import type { PackedEntry } from "../archive/index.ts";
import { Refusal } from "../refusal.ts";
import { type Conffile, conffileAction, parseConffileList } from "./conffiles.ts";
import type { GraftContext, Incoming, Unpacked } from "./context.ts";
import { type Installed, keyOf } from "./database.ts";
import type { Node } from "./overlay.ts";
import { versionFits } from "./relations.ts";

/**
 * Lays one package over the image as `dpkg --unpack` and `--configure` would with `--force-confdef --force-confold`, but
 * for its scripts. Throws `Refusal` FIX_CONTENT where dpkg would stop, and where what it did would depend on more than
 * the files. Source: dpkg 1.21, src/main/archives.c `tarobject`, src/main/unpack.c, src/main/configure.c.
 */
export function unpackPackage(context: GraftContext, incoming: Incoming): Unpacked {
  return new Unpacking(context, incoming).run();
}

class Unpacking {
  readonly #context: GraftContext;
  readonly #incoming: Incoming;
  readonly #name: string;
  readonly #key: string;
  readonly #list: string[] = [];
  /** By listed path. */
  readonly #files = new Map<string, FilePlace>();
  readonly #touched: string[] = [];
  readonly #conffiles: Conffile[];
  /** Listed paths that are there now; those that were filtered are not among them. */
  readonly #inArchive = new Set<string>();
  /** Conffiles to be decided on once all is unpacked. */
  readonly #pending = new Map<string, { readonly path: string; readonly node: Node; readonly md5: string }>();

  constructor(context: GraftContext, incoming: Incoming) {
    this.#context = context;
    this.#incoming = incoming;
    this.#name = incoming.installed.name;
    this.#key = keyOf(incoming.installed);
    const old = new Map(incoming.oldConffiles.map((one) => [one.path, one]));
    this.#conffiles = parseConffileList(text(incoming, "conffiles")).map(({ path, removeOnUpgrade }) => ({
      path,
      hash: old.get(path)?.hash ?? "newconffile",
      obsolete: false,
      removeOnUpgrade,
    }));
    const dropped = this.#conffiles.find(({ removeOnUpgrade }) => removeOnUpgrade);
    if (dropped !== undefined) this.#refuse(`wants ${dropped.path} to be removed`);
  }

  run(): Unpacked {
    for (const entry of this.#incoming.deb.entries) this.#take(entry);
    this.#removeOld();
    for (const [listed, pending] of this.#pending) this.#configure(listed, pending);
    this.#context.ownership.replace(this.#key, this.#list);
    return {
      incoming: this.#incoming,
      list: this.#list,
      conffiles: this.#conffiles,
      files: [...this.#files],
      touched: this.#touched,
    };
  }

  #take(entry: PackedEntry): void {
    const { overlay, diverted, filter } = this.#context;
    const { listed } = entry;
    this.#list.push(listed);
    this.#touched.push(listed);
    if (entry.path === "") {
      this.#inArchive.add(listed);
      return;
    }
    const from = diverted.get(listed);
    if (from !== undefined) this.#refuse(`brings ${listed}, to which ${from} is diverted`);
    const path = overlay.canonical(this.#placeOf(listed));
    const isThere = this.#isThereAlready(entry, path);
    if (!isThere) this.#claim(entry, path);
    if (filter(listed, entry.type)) return;
    this.#inArchive.add(listed);
    if (isThere) return;
    const node = this.#nodeOf(entry);
    const content = this.#contentOf(entry);
    if (content !== undefined) this.#files.set(listed, content);
    if (this.#conffiles.some((one) => one.path === listed)) {
      if (content === undefined || entry.type !== "file")
        this.#refuse(`has ${listed} for a configuration file, which is no file`);
      this.#pending.set(listed, { path, node, md5: md5OfPlace(content!, listed) });
      return;
    }
    this.#place(path, node);
  }

  /** Of a hard link, its target's. */
  #contentOf({ type, target, offset, size }: PackedEntry): FilePlace | undefined {
    if (type === "hardlink") return this.#files.get(`/${target}`);
    return type === "file" ? { file: this.#incoming.deb.data, start: offset, size } : undefined;
  }

  /** Where a listed path is put: a diversion by another package moves it. */
  #placeOf(listed: string): string {
    const diversion = this.#context.diversions.get(listed);
    return diversion === undefined || diversion.by === this.#name ? listed : diversion.to;
  }

  /** Folders that are there, through a link or not, stay as they are. */
  #isThereAlready({ type, target, listed }: PackedEntry, path: string): boolean {
    const { overlay } = this.#context;
    const here = overlay.entry(path);
    if (type === "directory") {
      const end = overlay.followed(path);
      if (end !== undefined && overlay.isDirectory(end)) return true;
      if (here !== undefined) this.#refuse(`makes ${listed} a folder, where something else is`);
      return false;
    }
    if (here?.type === "directory") this.#refuse(`puts ${listed} where a folder is`);
    if (here?.type === "other") this.#refuse(`puts ${listed} where a device node or the like is`);
    if (type !== "symlink" && here?.type === "symlink") {
      const end = overlay.followed(path);
      if (end !== undefined && overlay.isDirectory(end))
        this.#refuse(`puts ${listed} where a link to a folder is`);
    }
    if (type !== "symlink" || here?.type !== "symlink") return false;
    const end = overlay.followed(path);
    return here.target === target && end !== undefined && overlay.isDirectory(end);
  }

  /** Other packages that list the path: allowed where they are the same package, have made way, or are replaced. */
  #claim({ listed, type }: PackedEntry, path: string): void {
    const { overlay, ownership, database, diversions } = this.#context;
    if (type === "directory" && overlay.entry(path) === undefined) return;
    const names = new Set([listed, `/${path}`]);
    for (const name of names) {
      for (const key of ownership.others(name, this.#key)) {
        const other = database.packages.get(key)!;
        const { name: ours } = this.#incoming.installed;
        if (other.name === ours && other.multiArch === "same") continue;
        const diverted = diversions.get(name);
        if (diverted !== undefined && (diverted.by === other.name || diverted.by === ours)) continue;
        if (other.status.state === "config-files") continue;
        if (!this.#replaces(other)) this.#refuse(`brings ${listed}, which belongs to ${other.name}`);
        ownership.drop(key, name);
      }
    }
  }

  #replaces(other: Installed): boolean {
    // What `Replaces` is asked about is the version there was before; a newer one has made way all the more.
    return this.#incoming.deb.control
      .folded("Replaces")
      .split(",")
      .some((atom) => {
        const [, name, operator, version] =
          /^\s*([a-z0-9.+-]+)\s*(?:\(\s*(<<|<=|=|>=|>>)\s*(\S+?)\s*\))?\s*$/.exec(atom) ?? [];
        if (name !== other.name) return false;
        return versionFits(
          other.version,
          version === undefined ? undefined : { operator: operator as "<<", value: version },
        );
      });
  }

  #nodeOf(entry: PackedEntry): Node {
    const { accounts, overlay, overrides } = this.#context;
    const { mtime, type, listed } = entry;
    const override = overrides.get(listed);
    const uid = override?.uid ?? accounts.user(entry.userName) ?? entry.uid;
    const gid = override?.gid ?? accounts.group(entry.groupName) ?? entry.gid;
    const base = { mode: override?.mode ?? entry.mode, uid, gid, mtime };
    switch (type) {
      case "directory":
        return { ...base, type };
      case "symlink":
        return { ...base, mode: 0o777, type, target: entry.target! };
      case "hardlink": {
        const target = overlay.canonical(this.#placeOf(`/${entry.target}`));
        const file = overlay.entry(target);
        if (file?.type !== "file")
          this.#refuse(`links ${listed} to ${entry.target}, which it does not bring`);
        return { mode: file!.mode, uid: file!.uid, gid: file!.gid, mtime, type, target };
      }
      case "file": {
        const content = { from: "package" as const, data: this.#incoming.deb.data, offset: entry.offset };
        return { ...base, type, size: entry.size, sha256: entry.sha256!, content };
      }
    }
  }

  #place(path: string, node: Node): void {
    const { overlay } = this.#context;
    const slash = path.lastIndexOf("/");
    if (slash >= 0 && !overlay.isDirectory(path.slice(0, slash))) this.#refuse(`has no folder for /${path}`);
    const here = overlay.root.entry(path);
    if (here?.capabilities !== undefined) this.#refuse(`replaces /${path}, which has capabilities`);
    overlay.set(path, node);
  }

  /** From the end of the old list to its start: folders after what is in them. */
  #removeOld(): void {
    const { overlay, ownership } = this.#context;
    const isConffile = new Set(this.#conffiles.map(({ path }) => path));
    const old = new Map(this.#incoming.oldConffiles.map((one) => [one.path, one]));
    let kept: Set<string> | undefined;
    for (const listed of ownership.list(this.#key).toReversed()) {
      if (isConffile.has(listed) || this.#inArchive.has(listed) || listed === "/.") continue;
      const path = overlay.canonical(this.#placeOf(listed));
      const end = overlay.followed(path);
      const isFolder = end !== undefined && overlay.isDirectory(end);
      if (isFolder && ownership.others(listed, this.#key).length > 0) continue;
      const here = overlay.entry(path);
      if (here === undefined) continue;
      if (here.type === "directory") {
        if (overlay.names(path).length > 0) continue;
        this.#touched.push(listed);
        overlay.remove(path);
        continue;
      }
      // It may be known by another name now, as /lib has become a link.
      kept ??= new Set(
        [...this.#inArchive].filter((one) => one !== "/.").map((one) => overlay.canonical(one)),
      );
      const conffile = old.get(listed);
      if (conffile !== undefined) {
        this.#keepObsolete(conffile, path, kept);
        continue;
      }
      if (kept.has(path)) continue;
      this.#touched.push(listed);
      if (overlay.root.entry(path)?.capabilities !== undefined)
        this.#refuse(`no longer brings /${path}, which has capabilities`);
      overlay.remove(path);
    }
  }

  #keepObsolete(conffile: Conffile, path: string, kept: ReadonlySet<string>): void {
    const sameAs = kept.has(path)
      ? this.#conffiles.findIndex((one) => this.#context.overlay.canonical(one.path) === path)
      : -1;
    const same = this.#conffiles[sameAs];
    if (same?.hash === "newconffile") this.#conffiles[sameAs] = { ...same, hash: conffile.hash };
    if (kept.has(path)) return;
    this.#conffiles.push({ ...conffile, obsolete: true });
    this.#list.push(conffile.path);
  }

  #configure(listed: string, { path, node, md5 }: { path: string; node: Node; md5: string }): void {
    const { overlay } = this.#context;
    const index = this.#conffiles.findIndex((one) => one.path === listed);
    const conffile = this.#conffiles[index]!;
    const here = overlay.entry(path);
    if (here?.type === "symlink")
      this.#refuse(`has ${listed} for a configuration file, which is a link in the image`);
    const current = here === undefined ? undefined : this.#context.md5.get(path);
    if (here !== undefined && current === undefined)
      this.#refuse(`has ${listed} for a configuration file, which cannot be read`);
    // Who may read it is the administrator's business as much as what stands in it.
    const kept = here === undefined ? node : { ...node, mode: here.mode, uid: here.uid, gid: here.gid };
    const action = conffileAction(current, conffile.hash, md5);
    if (action === "install") this.#place(path, kept);
    if (action === "keep-and-show") {
      this.#place(`${path}.dpkg-dist`, kept);
      if (overlay.entry(`${path}.dpkg-old`) !== undefined) overlay.remove(`${path}.dpkg-old`);
    }
    this.#conffiles[index] = { ...conffile, hash: md5 };
  }

  #refuse(what: string): never {
    throw new Refusal("FIX_CONTENT", `${this.#name} ${this.#incoming.deb.control.get("Version")} ${what}.`);
  }
}

function text({ deb }: Incoming, name: string): string {
  return deb.info.get(name)?.content.toString("utf8") ?? "";
}
