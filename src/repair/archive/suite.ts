import { createReadStream } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { messageOf, Unreadable } from "../../errors.ts";
import { Refusal } from "../refusal.ts";
import type { Stanza } from "./deb822.ts";
import type { ArchiveClient } from "./fetch.ts";
import { bundledKeys } from "./keyrings.ts";
import { verifyClearSigned } from "./openpgp.ts";
import { type PublicKey, parseKeyring } from "./openpgp-keys.ts";
import { readPackages } from "./packages.ts";
import { type ExpectedFile, parseRelease, type Release } from "./release.ts";
import { distributionOf, type Source } from "./source.ts";
import { unpack } from "./unpack.ts";

/** A package that an archive offers, from an index that was verified. */
export interface Offered {
  readonly stanza: Stanza;
  readonly suite: Suite;
}

/** A suite whose release file was verified. */
export interface Suite {
  readonly source: Source;
  /** Where it was read: the source's address or its mirror's. */
  readonly base: string;
  readonly release: Release;
}

export interface SuiteOptions {
  readonly client: ArchiveClient;
  /** For indexes, while they are read. */
  readonly folder: string;
  readonly now: Date;
  readonly mirrors: Readonly<Record<string, string>>;
  readonly allowArchived: boolean;
  /** Takes remarks for the report. */
  readonly note: (text: string) => void;
}

/** Where what is no longer published has gone. */
const ARCHIVED: Readonly<Record<string, string>> = {
  debian: "http://archive.debian.org/debian",
  "debian-security": "http://archive.debian.org/debian-security",
  ubuntu: "http://old-releases.ubuntu.com/ubuntu",
};
const ARCHIVE_HOSTS = /^(?:archive\.debian\.org|old-releases\.ubuntu\.com)$/;

/**
 * Brings and verifies the release file of a suite: signature, suite, dates. Throws `Refusal` FIX_SIGNATURE, FIX_EXPIRED
 * or FIX_EOL, and `DrydockError` where the archive cannot be reached.
 */
export async function openSuite(source: Source, options: SuiteOptions): Promise<Suite> {
  const distribution = distributionOf(source.uri);
  const mirror = distribution === undefined ? undefined : options.mirrors[distribution];
  const base = (mirror ?? source.uri).replace(/\/+$/, "");
  if (ARCHIVE_HOSTS.test(hostOf(base)) && mirror === undefined && !options.allowArchived)
    throw endOfLife(source);
  const text = await release(base, source, options);
  if (text !== undefined) return { source, base, release: verified(text, base, source, options) };
  if (distribution === undefined || mirror !== undefined)
    throw new Refusal(
      "FIX_SIGNATURE",
      `${base}: there is no InRelease of ${source.suite}, so nothing there can be verified.`,
    );
  const archived = ARCHIVED[distribution];
  if (!options.allowArchived || archived === undefined) throw endOfLife(source);
  const old = await release(archived, source, options);
  if (old === undefined) throw endOfLife(source);
  return { source, base: archived, release: verified(old, archived, source, options) };
}

/**
 * The packages of a suite that are `wanted`, of these architectures (`all` is among them). Each index is verified whole
 * before anything in it is read. Throws `Refusal` FIX_HASH, and as `openSuite`.
 */
export async function readSuite(
  suite: Suite,
  architectures: readonly string[],
  wanted: ReadonlySet<string>,
  options: SuiteOptions,
): Promise<readonly Offered[]> {
  const found: Offered[] = [];
  for (const index of indexesOf(suite, architectures)) {
    const stanzas = await readIndex(suite, index, wanted, options);
    found.push(...stanzas.map((stanza) => ({ stanza, suite })));
  }
  return found;
}

async function release(base: string, source: Source, { client }: SuiteOptions): Promise<string | undefined> {
  const address = `${folderOf(base, source)}/InRelease`;
  return (await client.small(address, `the InRelease of ${source.suite}`))?.toString("utf8");
}

function verified(text: string, base: string, source: Source, options: SuiteOptions): Release {
  const what = `${source.suite} InRelease`;
  const { keys } = source;
  const now = options.now.getTime() / 1000;
  let signed: string;
  try {
    const { text: content, signedBy } = verifyClearSigned(text, keysOf(keys), now, options.allowArchived);
    signed = content;
    if (keys.from === "image")
      options.note(
        `${base} ${source.suite} was verified by the image's own key ${keys.name} (${signedBy.owner}, ${signedBy.fingerprint}).`,
      );
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const expected = keys.from === "image" ? keys.name : `the archive keys of ${keys.family}`;
    throw new Refusal(
      "FIX_SIGNATURE",
      `${what} of ${base}: the signature does not hold (expected one by ${expected}; got: ${error.message}).`,
    );
  }
  const ignoresExpiry = options.allowArchived || source.ignoresExpiry;
  if (ignoresExpiry) options.note(`${base} ${source.suite}: it was not asked whether the index has expired.`);
  return parseRelease(signed, what, { suite: source.suite, now: options.now, ignoresExpiry });
}

function keysOf(keys: Source["keys"]): readonly PublicKey[] {
  if (keys.from === "bundled") return bundledKeys(keys.family);
  return parseKeyring(keys.keyring);
}

function endOfLife({ suite }: Source): Refusal {
  return new Refusal(
    "FIX_EOL",
    `${suite} no longer receives fixes: its archive was moved away. Change the base image.`,
  );
}

function hostOf(base: string): string {
  return URL.canParse(base) ? new URL(base).hostname : "";
}

function folderOf(base: string, { suite }: Source): string {
  return suite.endsWith("/")
    ? `${base}/${suite.replace(/^\.?\/+|\/+$/g, "")}`.replace(/\/$/, "")
    : `${base}/dists/${suite}`;
}

/** Paths below the suite's folder, without the ending of their compression. */
function indexesOf({ source, release }: Suite, architectures: readonly string[]): readonly string[] {
  if (source.suite.endsWith("/")) return ["Packages"];
  // Most archives list packages for all architectures in each one's index.
  const apart =
    release.stanza.folded("Architectures").split(" ").includes("all") &&
    release.stanza.get("No-Support-for-Architecture-all") !== "Packages";
  const wanted = architectures.filter((one) => one !== "all");
  const names = apart ? [...wanted, "all"] : wanted;
  return source.components.flatMap((component) =>
    names
      .map((architecture) => `${component}/binary-${architecture}/Packages`)
      .filter((path) => formOf(release, path) !== undefined),
  );
}

/** The form that is read soonest: xz is a quarter smaller than gzip, and takes us ten times as long to unpack. */
function formOf(release: Release, path: string): { path: string; expected: ExpectedFile } | undefined {
  for (const ending of [".gz", ".xz", ""]) {
    const expected = release.files.get(`${path}${ending}`);
    if (expected !== undefined) return { path: `${path}${ending}`, expected };
  }
  return undefined;
}

async function readIndex(
  suite: Suite,
  path: string,
  wanted: ReadonlySet<string>,
  { client, folder }: SuiteOptions,
): Promise<readonly Stanza[]> {
  const found = formOf(suite.release, path);
  if (found === undefined)
    throw new Refusal("FIX_HASH", `${suite.source.suite}: the release file does not name ${path}.`);
  const { expected } = found;
  const what = `${suite.source.suite} ${found.path}`;
  const target = join(folder, `index-${expected.sha256}`);
  const base = folderOf(suite.base, suite.source);
  const plain = `${base}/${found.path}`;
  const byHash = `${plain.slice(0, plain.lastIndexOf("/"))}/by-hash/SHA256/${expected.sha256}`;
  try {
    const addresses = suite.release.byHash ? [byHash, plain] : [plain];
    let there = false;
    for (const address of addresses) there ||= await client.file(address, target, expected, what);
    if (!there) throw new Refusal("FIX_HASH", `${what}: the archive names it, but does not have it.`);
    return await readPackages(unpack(createReadStream(target, { highWaterMark: 1 << 18 }), what), wanted);
  } catch (error) {
    if (error instanceof Unreadable) throw new Refusal("FIX_HASH", `${what}: ${messageOf(error)}.`);
    throw error;
  } finally {
    await rm(target, { force: true });
  }
}
