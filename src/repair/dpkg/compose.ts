import { createHash } from "node:crypto";
import type { Deb } from "../archive/index.ts";
import type { Root } from "../model.ts";
import { Refusal } from "../refusal.ts";
import { parseConffileList, parseConffiles } from "./conffiles.ts";
import type { GraftContext, Incoming, Unpacked } from "./context.ts";
import { type Database, INFO_FOLDER, type Installed } from "./database.ts";
import type { ImageFiles } from "./image-files.ts";
import { LOADER_CACHE, LoaderCacheStale, renewLoaderCache } from "./loader-cache.ts";
import {
  type Accounts,
  parseAccounts,
  parseDiversions,
  parsePathFilter,
  parseStatOverrides,
} from "./local-rules.ts";
import { writeDatabase } from "./new-database.ts";
import { Overlay } from "./overlay.ts";
import { infoStem, readOwnership } from "./ownership.ts";
import { runScripts } from "./script-check.ts";
import { distrolessDeb } from "./stripped.ts";
import { checkTriggers, parseTriggers } from "./triggers.ts";
import { unpackPackage } from "./unpack.ts";

/** A package stands in the way: all of its source is left out, and the rest is tried again. */
export class InTheWay extends Error {
  override readonly name = "InTheWay";
  readonly source: string;
  readonly refused: Refusal;

  constructor(source: string, refused: Refusal) {
    super(refused.message);
    this.source = source;
    this.refused = refused;
  }
}

/** What of an image does not change from try to try. */
export interface Image {
  readonly root: Root;
  readonly database: Database;
  readonly files: ReadonlyMap<string, Buffer>;
  readonly settings: ReadonlyMap<string, Buffer>;
  readonly infoByArchitecture: boolean;
}

/**
 * The image's file system with these packages laid over it, scripts, triggers and database included. Nothing is written.
 * Throws `InTheWay`, and `Refusal` where it is no single package's fault.
 */
export async function compose(
  image: Image,
  incoming: readonly Incoming[],
  md5: ReadonlyMap<string, string>,
): Promise<Overlay> {
  const context = contextOf(image, md5);
  const { files, database, infoByArchitecture } = image;
  const mtime = Math.max(0, ...incoming.flatMap(({ deb }) => deb.entries.map((entry) => entry.mtime)));
  const unpacked: Unpacked[] = [];
  for (const one of incoming)
    unpacked.push(
      blaming(one, () =>
        unpackPackage(context, database.form === "status.d" ? distrolessDeb(one, context) : one),
      ),
    );
  const surroundings = { database, files, infoByArchitecture, before: new Overlay(image.root) };
  // The builders of distroless images run no scripts, and there is nothing in them to run one with.
  if (database.form === "status") {
    for (const one of incoming)
      blaming(one, () => runScripts(one.installed, one.deb, surroundings, context.overlay, mtime));
    const interests = parseTriggers(files);
    for (const one of unpacked) {
      const old =
        files.get(`${infoStem(one.incoming.installed, infoByArchitecture)}.triggers`)?.toString("utf8") ?? "";
      blaming(one.incoming, () => checkTriggers(one, interests, old, context.overlay));
    }
  }
  try {
    await renewLoaderCache(files.get(LOADER_CACHE), context.overlay, mtime);
  } catch (error) {
    if (!(error instanceof LoaderCacheStale)) throw error;
    const owner = unpacked.find(({ touched }) =>
      touched.some((path) => context.overlay.canonical(path) === error.path),
    );
    if (owner === undefined) throw error;
    throw new InTheWay(owner.incoming.installed.source.name, error);
  }
  writeDatabase(context, unpacked, mtime);
  return context.overlay;
}

function blaming<T>({ installed }: Incoming, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal) throw new InTheWay(installed.source.name, error);
    throw error;
  }
}

function contextOf(
  { root, database, files, infoByArchitecture }: Image,
  md5: ReadonlyMap<string, string>,
): GraftContext {
  const text = (path: string) => files.get(path)?.toString("utf8") ?? "";
  const accounts: Accounts = parseAccounts(text("etc/passwd"), text("etc/group"));
  const diversions = parseDiversions(text("var/lib/dpkg/diversions"));
  const configurations = [...files.keys()].filter((path) => path.startsWith("etc/dpkg/dpkg.cfg.d/")).sort();
  return {
    overlay: new Overlay(root),
    database,
    ownership: readOwnership(database.order, files, infoByArchitecture),
    accounts,
    diversions: new Map(diversions.map((one) => [one.from, one])),
    diverted: new Map(diversions.map(({ from, to }) => [to, from])),
    overrides: parseStatOverrides(text("var/lib/dpkg/statoverride"), accounts),
    // The main file is read last. Source: dpkg 1.21, lib/dpkg/options.c, `dpkg_options_load`.
    filter: parsePathFilter([...configurations, "etc/dpkg/dpkg.cfg"].map(text)),
    md5,
    infoByArchitecture,
  };
}

export function imageOf(root: Root, database: Database, read: ImageFiles): Image {
  const { files, settings } = read;
  return {
    ...{ root, database, files, settings },
    infoByArchitecture: files.get(`${INFO_FOLDER}/format`)?.toString("latin1").trim() === "1",
  };
}

/** MD5 of the configuration files of packages, where the image has them, in one pass. */
export async function conffileSums(
  { root, files, settings }: Image,
  incoming: readonly Incoming[],
): Promise<ReadonlyMap<string, string>> {
  const overlay = new Overlay(root);
  const paths = incoming.flatMap(({ deb }) =>
    parseConffileList(deb.info.get("conffiles")?.content.toString("utf8") ?? "").map(({ path }) =>
      overlay.canonical(path),
    ),
  );
  const present = [...new Set(paths)].filter((path) => overlay.entry(path) !== undefined).sort();
  const known = (path: string) => settings.get(path) ?? files.get(path);
  const more = await root.read(present.filter((path) => known(path) === undefined));
  return new Map(
    present.flatMap((path) => {
      const bytes = known(path) ?? more.get(path); // a link has none
      return bytes === undefined ? [] : [[path, createHash("md5").update(bytes).digest("hex")] as const];
    }),
  );
}

/** A package on its way in, with what the database says of its configuration files. */
export function incomingOf(installed: Installed, deb: Deb): Incoming {
  return { installed, deb, oldConffiles: parseConffiles(installed.stanza.get("Conffiles") ?? "") };
}
