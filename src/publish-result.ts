import { attachResult, leaveMark, readSigningKey } from "./attestation/index.ts";
import { DrydockError } from "./errors.ts";
import type { Host } from "./host.ts";
import { isDigest } from "./image/digest.ts";
import { openInRegistry } from "./image/index.ts";
import type { Digest, Image, ScanResult } from "./model/index.ts";
import type { ScanOptions } from "./read-options.ts";
import { registryActions } from "./registry-actions.ts";
import { reporter } from "./report/index.ts";
import { fixedDocument, OPENVEX_TYPE } from "./vex/index.ts";

/** What a scan does to the image's registry: nothing, unless it was asked to. */
export interface Publisher {
  /** To be told at the start: where a result is to be attached, a mark says meanwhile that there is a scan. */
  opened(image: Image): void;
  /** The result with what was done because of the verdict, and said among the notices. */
  act(result: ScanResult): Promise<ScanResult>;
  /** Its own result to a repaired image, too, where it was pushed. Throws `DrydockError` as `attachResult` does. */
  attach(result: ScanResult): Promise<void>;
  /** To be told where there is no result: the mark then says so. Never throws `DrydockError`. */
  failed(error: unknown): Promise<void>;
}

/** Keys are read now, so that a wrong one is told before the work. Throws `DrydockError` NOT_FOUND, CREDENTIALS. */
export async function publisher(
  options: Pick<ScanOptions, "image" | "platform" | "attach" | "insecure"> & {
    readonly allowActions: boolean;
  },
  host: Host,
): Promise<Publisher> {
  const { attach, insecure } = options;
  const key = attach?.key === undefined ? undefined : await readSigningKey(attach.key, host);
  const marks = attach === undefined ? undefined : new Marks(options, host);
  return {
    opened: (image) => marks?.begin(image),
    async act(result) {
      const { actions = [] } = result.verdict;
      if (actions.length === 0) return result;
      const allowed = { allowed: options.allowActions, insecure };
      const done = await registryActions(actions, result.image, allowed, host);
      const notices = [...result.notices, ...done.map(({ message }) => message)];
      return { ...result, notices, registryActions: done };
    },
    async attach(result) {
      if (marks === undefined) return;
      await attachOne(result, await marks.begun());
      const { repaired } = result;
      if (repaired !== undefined) await attachOne(repaired, undefined, fixedDocument(result, repaired));
    },
    failed: async (error) => marks?.end(error),
  };

  async function attachOne(result: ScanResult, mark: Digest | undefined, vex?: string): Promise<void> {
    const { stored, digest } = result.image;
    if (stored === undefined || !isDigest(digest))
      throw new Error("an image of no registry has got this far");
    const textOf = (format: string) => reporter(format).render(result, { color: false, width: Infinity });
    const stage = host.log.stage("attaching the result");
    const content = { report: textOf("json"), sbom: textOf("cyclonedx"), finishedAt: host.now() };
    const more = vex === undefined ? [] : [{ type: OPENVEX_TYPE, text: vex }];
    try {
      const to = { stored, digest, result, ...content, more };
      const statement = await attachResult(to, key, { insecure, mark }, host);
      stage.done(`to ${digest}, statement ${statement}`);
    } catch (error) {
      throw error instanceof DrydockError ? notAttached(error) : error;
    }
  }
}

/**
 * What stands in the way of the image is told before what stands in the way of its result: where it does not pass anyway,
 * that nothing could be attached is only explained. Throws otherwise.
 */
export async function attachedOrTold(
  attaching: Promise<void>,
  passes: boolean,
  explain: (error: DrydockError) => void,
): Promise<void> {
  await attaching.catch((error: unknown) => {
    if (passes || !(error instanceof DrydockError)) throw error;
    explain(error);
  });
}

function notAttached(error: DrydockError): DrydockError {
  return new DrydockError(error.code, `The result could not be attached. ${error.message}`, {
    ...(error.hint === undefined ? {} : { hint: error.hint }),
    cause: error,
  });
}

/** Trouble that has nothing to do with the image, which may not have been opened yet. */
const ELSEWHERE: ReadonlySet<string> = new Set([
  "DATABASE_MISSING",
  "DATABASE_STALE",
  "DATABASE_INVALID",
  "DISK",
]);

/** The registry has been waited for long enough; what it was told last grows old by itself. */
const SILENT: ReadonlySet<string> = new Set(["NETWORK", "RATE_LIMITED"]);

/** Says to those who ask for the image's status that there is a scan. It goes on whether or not that can be said. */
class Marks {
  readonly #options: Pick<ScanOptions, "image" | "platform" | "insecure">;
  readonly #host: Host;
  #image: Pick<Image, "stored" | "digest"> | undefined;
  #first: Promise<Digest | undefined> = Promise.resolve(undefined);
  #isOver = false;

  constructor(options: Pick<ScanOptions, "image" | "platform" | "insecure">, host: Host) {
    this.#options = options;
    this.#host = host;
  }

  begin(image: Image): void {
    if (this.#isOver) return;
    this.#image = image;
    this.#first = this.#leave({ state: "SCANNING" }, undefined);
  }

  /** What was left at the start, as far as that went well. */
  begun(): Promise<Digest | undefined> {
    return this.#first;
  }

  async end(error: unknown): Promise<void> {
    this.#isOver = true;
    const code = error instanceof DrydockError ? error.code : undefined;
    if (SILENT.has(code ?? "")) return;
    if (this.#image === undefined && !ELSEWHERE.has(code ?? "")) return;
    const mark = { state: "FAILED", ...(code === undefined ? {} : { code }) } as const;
    await this.#leave(mark, await this.#first);
  }

  async #leave(
    mark: Parameters<typeof leaveMark>[2],
    earlier: Digest | undefined,
  ): Promise<Digest | undefined> {
    const { insecure, image } = this.#options;
    try {
      this.#image ??= await openInRegistry(image, this.#options, this.#host);
      const { stored, digest } = this.#image;
      if (stored === undefined) return undefined;
      return await leaveMark(stored, digest, mark, earlier, { insecure }, this.#host);
    } catch (error) {
      if (!(error instanceof DrydockError)) throw error;
      this.#host.log.warn(`How the scan stands could not be noted in the image's registry: ${error.message}`);
      return undefined;
    }
  }
}
