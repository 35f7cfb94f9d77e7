import { rm } from "node:fs/promises";
import { join } from "node:path";
import { messageOf, Unreadable } from "../../errors.ts";
import type { Host } from "../../host.ts";
import { type ArchiveClient, type Deb, DebReader } from "../archive/index.ts";
import { Refusal } from "../refusal.ts";
import type { Candidate } from "./candidates.ts";
import { describe } from "./database.ts";

/** As many as a mirror allows from one place. */
const AT_ONCE = 4;
/** Stops an index that claims a package of a disk's size; the largest of Debian's have 2 GB. */
const MAX_PACKAGE = 4 * 1024 ** 3;

/** Brings packages, verifies them and unpacks their data into temporary files; each is brought once. To be closed. */
export class Downloads {
  readonly #client: ArchiveClient;
  readonly #folder: string;
  readonly #host: Host;
  readonly #reader = new DebReader(AT_ONCE);
  readonly #debs = new Map<string, Deb>();

  constructor(client: ArchiveClient, folder: string, host: Host) {
    this.#client = client;
    this.#folder = folder;
    this.#host = host;
  }

  /** In the order of `candidates`. Throws `Refusal` FIX_HASH or FIX_CONTENT, and `DrydockError` NETWORK. */
  async bring(candidates: readonly Candidate[]): Promise<readonly Deb[]> {
    const missing = candidates.filter((one) => !this.#debs.has(hashOf(one)));
    const bytes = missing.reduce((sum, one) => sum + sizeOf(one), 0);
    if (missing.length > 0) {
      const stage = this.#host.log.stage("packages", { bytes });
      // A long one that is read last would be waited for alone.
      const queue = missing.toSorted((a, b) => sizeOf(b) - sizeOf(a)).values();
      try {
        const worker = async () => {
          for (const one of queue) {
            this.#debs.set(hashOf(one), await this.#one(one));
            stage.advance({ bytes: sizeOf(one) });
          }
        };
        await Promise.all(Array.from({ length: AT_ONCE }, worker));
      } finally {
        stage.done();
      }
    }
    return candidates.map((one) => this.#debs.get(hashOf(one))!);
  }

  /** What was brought stays. */
  async close(): Promise<void> {
    await this.#reader.close();
  }

  async #one({ offered, described }: Candidate): Promise<Deb> {
    const { stanza, suite } = offered;
    const filename = stanza.get("Filename") ?? "";
    const what = `${described.name} ${described.version} (${filename})`;
    const size = Number(stanza.get("Size"));
    const sha256 = stanza.get("SHA256") ?? "";
    if (!(size > 0 && size <= MAX_PACKAGE) || filename.split("/").includes(".."))
      throw new Refusal("FIX_HASH", `${what}: the index gives no usable size or place.`);
    const path = join(this.#folder, `${sha256}.deb`);
    const address = `${suite.base}/${filename
      .replace(/^\.?\/+/, "")
      .split("/")
      .map(encodeURIComponent)
      .join("/")}`;
    if (!(await this.#client.file(address, path, { sha256, size }, what)))
      throw new Refusal("FIX_HASH", `${what}: the index names it, but the archive does not have it.`);
    try {
      const deb = await this.#reader.read(path, join(this.#folder, `${sha256}.tar`));
      for (const [field, expected] of [
        ["Package", described.name],
        ["Version", described.version],
        ["Architecture", described.architecture],
      ] as const)
        if (deb.control.get(field) !== expected)
          throw new Refusal(
            "FIX_HASH",
            `${what}: another package is in it (expected ${field} ${expected}, got ${deb.control.get(field)}).`,
          );
      describe(deb.control);
      return deb;
    } catch (error) {
      if (error instanceof Unreadable || error instanceof RangeError)
        throw new Refusal("FIX_CONTENT", `${what}: ${messageOf(error)}.`);
      throw error;
    } finally {
      await rm(path, { force: true });
    }
  }
}

function hashOf({ offered }: Candidate): string {
  return offered.stanza.get("SHA256")!;
}

function sizeOf({ offered }: Candidate): number {
  return Number(offered.stanza.get("Size"));
}
