import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { DrydockError } from "../../errors.ts";
import type { Host } from "../../host.ts";
import { type HttpResponse, LIMITS, PassingTrouble, printUrl } from "../../image/http.ts";
import { createAgents } from "../../image/http-agents.ts";
import { persist } from "../../image/patience.ts";
import { follow, type Route } from "../../image/redirect.ts";

/** The way to package archives: proxies, redirects and passing trouble are dealt with. */
export class Archive {
  readonly #host: Host;
  readonly #offline: boolean;
  #route: Route | undefined;

  constructor(host: Host, offline: boolean) {
    this.#host = host;
    this.#offline = offline;
  }

  /** A small file. `undefined` = the archive has none of that name. Throws `DrydockError` NETWORK. */
  get(url: URL, maxBytes: number): Promise<Buffer | undefined> {
    return this.#ask(url, async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of capped(response, maxBytes)) chunks.push(chunk);
      return Buffer.concat(chunks);
    });
  }

  /** Writes the file to `path`; false = the archive has none of that name. Throws `DrydockError` NETWORK. */
  async save(url: URL, path: string, maxBytes: number): Promise<boolean> {
    const saved = await this.#ask(url, async (response) => {
      await pipeline(capped(response, maxBytes), createWriteStream(path, { mode: 0o600 }));
      return true;
    });
    return saved ?? false;
  }

  async #ask<T>(url: URL, take: (response: HttpResponse) => Promise<T>): Promise<T | undefined> {
    const at = printUrl(url);
    if (this.#offline)
      throw new DrydockError("NETWORK", `${at} was not asked: --offline is set.`, {
        hint: "Repairs need the distribution's archive; leave --offline out.",
      });
    this.#route ??= { agents: createAgents(this.#host, false), plainAllowed: false };
    const route = this.#route;
    return persist(this.#host, async () => {
      const response = await follow({ url, limits: LIMITS }, route);
      if (response.status === 200) return take(response);
      response.discard();
      if (response.status === 404 || response.status === 410) return undefined;
      if (response.status >= 500)
        throw new PassingTrouble("NETWORK", `${at} answered ${response.status}.`, {});
      throw new DrydockError("NETWORK", `${at} answered ${response.status}.`, {
        hint: "Check the repository's address, or name a mirror with --mirror.",
      });
    });
  }
}

async function* capped(response: HttpResponse, maxBytes: number): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.length;
    if (size > maxBytes)
      throw new DrydockError("NETWORK", `${printUrl(response.url)} is larger than ${maxBytes} bytes.`);
    yield chunk;
  }
}
