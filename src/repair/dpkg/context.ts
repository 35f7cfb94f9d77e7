import type { FilePlace } from "../../model/image.ts";
import type { Deb } from "../archive/index.ts";
import type { Conffile } from "./conffiles.ts";
import type { Database, Installed } from "./database.ts";
import type { Accounts, Diversion, PathFilter, StatOverride } from "./local-rules.ts";
import type { Overlay } from "./overlay.ts";
import type { Ownership } from "./ownership.ts";

/** What laying packages over an image needs to know of it. */
export interface GraftContext {
  readonly overlay: Overlay;
  readonly database: Database;
  readonly ownership: Ownership;
  readonly accounts: Accounts;
  /** By the path that is diverted. */
  readonly diversions: ReadonlyMap<string, Diversion>;
  /** Where diverted files went → where they came from. */
  readonly diverted: ReadonlyMap<string, string>;
  readonly overrides: ReadonlyMap<string, StatOverride>;
  readonly filter: PathFilter;
  /** MD5 of files of the image, by canonical path; asked for beforehand. */
  readonly md5: ReadonlyMap<string, string>;
  /** Whether `info/` keeps the files of a `Multi-Arch: same` package under `name:architecture`. */
  readonly infoByArchitecture: boolean;
}

/** A package on its way in. */
export interface Incoming {
  readonly installed: Installed;
  readonly deb: Deb;
  readonly oldConffiles: readonly Conffile[];
}

/** What is new in the database once a package is unpacked and configured. */
export interface Unpacked {
  readonly incoming: Incoming;
  /** Lines of its `.list`. */
  readonly list: readonly string[];
  readonly conffiles: readonly Conffile[];
  /** The content of each file that was unpacked, by its listed path, in order. */
  readonly files: readonly (readonly [listed: string, content: FilePlace])[];
  /** Paths, as listed, that were unpacked or removed. */
  readonly touched: readonly string[];
}
