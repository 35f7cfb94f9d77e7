import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import { DrydockError } from "../../errors.ts";
import type { Host } from "../../host.ts";
import { type HttpResponse, LIMITS, PassingTrouble, printUrl, readCapped } from "../../image/http.ts";
import { type Agents, createAgents } from "../../image/http-agents.ts";
import { persist } from "../../image/patience.ts";
import { follow } from "../../image/redirect.ts";
import { Refusal } from "../refusal.ts";
import type { ExpectedFile } from "./release.ts";

/** Debian's release files have some 150 kB. */
const MAX_RELEASE = 8 * 1024 * 1024;

/** Gets files from archives over HTTP. Nothing it brings is to be believed before it was verified. */
export class ArchiveClient {
  readonly #host: Host;
  readonly #agents: Agents;

  constructor(host: Host) {
    this.#host = host;
    this.#agents = createAgents(host, false);
  }

  /** A small file; `undefined` = the server has none of that name. Throws `DrydockError` NETWORK. */
  small(address: string, what: string): Promise<Buffer | undefined> {
    return persist(this.#host, async () => {
      const response = await this.#get(address);
      if (response === undefined) return undefined;
      return readCapped(response, MAX_RELEASE, what);
    });
  }

  /**
   * Brings a file whose size and hash are known to `target`; `false` = the server has none of that name. Throws
   * `Refusal` FIX_HASH where it is not what it should be (the file is then removed by the caller's folder), and
   * `DrydockError` NETWORK.
   */
  file(address: string, target: string, expected: ExpectedFile, what: string): Promise<boolean> {
    return persist(this.#host, async () => {
      const response = await this.#get(address);
      if (response === undefined) return false;
      const file = await open(target, "w", 0o600);
      try {
        const hash = createHash("sha256");
        let size = 0;
        for await (const chunk of response.body) {
          size += chunk.length;
          if (size > expected.size) break;
          hash.update(chunk);
          await file.write(chunk);
        }
        if (size !== expected.size)
          throw new Refusal(
            "FIX_HASH",
            `${what}: wrong size (expected ${expected.size} bytes, got ${size > expected.size ? "more" : size}).`,
          );
        const got = hash.digest("hex");
        if (got !== expected.sha256)
          throw new Refusal("FIX_HASH", `${what}: wrong SHA-256 (expected ${expected.sha256}, got ${got}).`);
        return true;
      } finally {
        await file.close();
      }
    });
  }

  async #get(address: string): Promise<HttpResponse | undefined> {
    const { url, headers } = prepared(address);
    const route = { agents: this.#agents, plainAllowed: url.protocol === "http:" };
    const response = await follow({ url, headers, limits: LIMITS }, route);
    if (response.status === 200) return response;
    response.discard();
    if (response.status === 404 || response.status === 410) return undefined;
    const message = `${printUrl(url)} answered with status ${response.status}.`;
    if (response.status >= 500 || response.status === 429)
      throw new PassingTrouble(response.status === 429 ? "RATE_LIMITED" : "NETWORK", message, {
        hint: "Try again later, or name another mirror with --mirror.",
      });
    const denied = response.status === 401 || response.status === 403;
    throw new DrydockError(denied ? "UNAUTHORIZED" : "NETWORK", message, {
      hint: "Name a mirror that can be read from here with --mirror; user and password may stand in its address.",
    });
  }
}

/** User and password of an address become a header, which `follow` keeps from other hosts. */
function prepared(address: string): { url: URL; headers: Record<string, string> } {
  if (!URL.canParse(address)) throw new DrydockError("USAGE", `"${address}" is no address of an archive.`);
  const url = new URL(address);
  if (url.username === "" && url.password === "") return { url, headers: {} };
  const pair = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  url.username = url.password = "";
  return { url, headers: { Authorization: `Basic ${Buffer.from(pair).toString("base64")}` } };
}
