import type { Finding, LeftOut, OsRelease, Package, PlannedPackage, Platform } from "../model/index.ts";

export type { FixCode, LeftOut, PlannedPackage } from "../model/index.ts";

/** One entry of the image's merged file system, as a container would see it. */
export interface RootEntry {
  /** No leading slash, no `.` or `..`; parents may be symlinks (`lib/x` where `lib` → `usr/lib`). */
  readonly path: string;
  readonly type: "file" | "directory" | "symlink" | "hardlink" | "other";
  readonly size: number;
  /** Permission bits with setuid, setgid and sticky. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Of a symlink as written; of a hard link a path like `path`. */
  readonly target?: string;
  /** File capabilities; absent where there are none. */
  readonly capabilities?: readonly string[];
}

/** The image's merged file system: a table that is in memory, and contents that are read on demand. */
export interface Root {
  /** What is at this very path; symlinks are not followed, in no segment. */
  entry(path: string): RootEntry | undefined;
  entries(): Iterable<RootEntry>;
  /**
   * Contents of files (hard links read as the file they point to), in as few passes over the layers as it takes; paths
   * that are no file are left out. Throws `DrydockError` IMAGE_INVALID for a file over 64 MiB.
   */
  read(paths: readonly string[]): Promise<ReadonlyMap<string, Buffer>>;
  /** Lower-case hexadecimal SHA-256 of files, as `read` otherwise, of any size. */
  digests(paths: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

/** An installed package with what is found in it, and the least version that mends all of that. */
export interface Target {
  readonly package: Package;
  readonly fixedVersion: string;
  readonly findings: readonly Finding[];
}

/** What a repair would do. Both lists are sorted by name, then architecture. */
export interface Plan {
  readonly packages: readonly PlannedPackage[];
  readonly left: readonly LeftOut[];
  /** What a person could run in the image instead, one shell command a line. */
  readonly commands: readonly string[];
}

/** What is to be laid over the image. Paths are canonical: no parent is a symlink. */
export type LayerEntry =
  | (LayerNode & { readonly type: "directory" })
  | (LayerNode & { readonly type: "symlink"; readonly target: string })
  | (LayerNode & { readonly type: "hardlink"; readonly target: string })
  | (LayerNode & {
      readonly type: "file";
      readonly size: number;
      /** PAX records such as `SCHILY.xattr.security.capability`, raw. */
      readonly pax?: Readonly<Record<string, Buffer>>;
      /** Called once, while the layer is written. */
      content(): AsyncIterable<Uint8Array>;
    })
  /** `path` is gone in the new image. */
  | { readonly type: "whiteout"; readonly path: string };

/** What a layer that somebody else wrote can hold as well: what lower layers have in the folder `path` is gone. */
export type WrittenEntry = LayerEntry | { readonly type: "opaque"; readonly path: string };

interface LayerNode {
  readonly path: string;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Whole seconds since 1970. */
  readonly mtime: number;
}

/** What an engine is asked to repair. */
export interface RepairTask {
  readonly root: Root;
  readonly os: OsRelease;
  /** As the image's config says; the package database knows better. */
  readonly platform: Platform;
  /** All installed system packages, as the scan lists them. */
  readonly packages: readonly Package[];
  readonly targets: readonly Target[];
  readonly settings: RepairSettings;
}

export interface RepairSettings {
  /** Distribution (`debian`, `debian-security`, `ubuntu`, `alpine`, …) → base URL to be asked in place of its own. */
  readonly mirrors: Readonly<Record<string, string>>;
  /** The archives are asked for what they had then. */
  readonly snapshot?: Date | undefined;
  /** Archived and expired indexes are taken, with a note. */
  readonly allowArchived: boolean;
  readonly offline: boolean;
}

/** A way of repairing without the image's own package manager: reads signed archives and computes the layer. */
export interface Grafter {
  readonly id: "dpkg" | "apk";
  /** Whether this root file system has a package database of this kind. */
  serves(task: Pick<RepairTask, "root" | "os">): boolean;
  /** Plans; packages that cannot be grafted stand in `left` with their reason. Nothing is downloaded but indexes and, for scripts, packages. */
  plan(task: RepairTask): Promise<GraftPlan>;
}

export interface GraftPlan {
  readonly plan: Plan;
  /** Remarks such as a third-party source that was verified by the image's own key. */
  readonly notes: readonly string[];
  /** Entries in any order; parents that exist in the image are repeated with the image's own metadata. */
  graft(): Promise<readonly LayerEntry[]>;
  /** Removes temporary files. Idempotent. */
  close(): Promise<void>;
}
