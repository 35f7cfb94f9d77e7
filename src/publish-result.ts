import type { KeyObject } from "node:crypto";
import { attachResult, readSigningKey } from "./attestation/index.ts";
import { DrydockError } from "./errors.ts";
import type { Host } from "./host.ts";
import { isDigest } from "./image/digest.ts";
import type { ScanResult } from "./model/index.ts";
import type { ScanOptions } from "./read-options.ts";
import { registryActions } from "./registry-actions.ts";
import { reporter } from "./report/index.ts";

/** What a scan does to the image's registry: nothing, unless it was asked to. */
export interface Publisher {
  /** The result with what was done because of the verdict, and said among the notices. */
  act(result: ScanResult): Promise<ScanResult>;
  /** Throws `DrydockError` as `attachResult` does. */
  attach(result: ScanResult): Promise<void>;
}

/**
 * Keys are read now, so that a wrong one is told before the work. Throws `DrydockError` NOT_FOUND, CREDENTIALS.
 */
export async function publisher(
  options: Pick<ScanOptions, "attach" | "insecure"> & { readonly allowActions: boolean },
  host: Host,
): Promise<Publisher> {
  const { attach, insecure } = options;
  const key = attach?.key === undefined ? undefined : await readSigningKey(attach.key, host);
  return {
    async act(result) {
      const { actions = [] } = result.verdict;
      if (actions.length === 0) return result;
      const allowed = { allowed: options.allowActions, insecure };
      const done = await registryActions(actions, result.image, allowed, host);
      const notices = [...result.notices, ...done.map(({ message }) => message)];
      return { ...result, notices, registryActions: done };
    },
    async attach(result) {
      if (attach !== undefined) await attached(result, key, { insecure }, host);
    },
  };
}

async function attached(
  result: ScanResult,
  key: KeyObject | undefined,
  options: { readonly insecure: boolean },
  host: Host,
): Promise<void> {
  const { stored, digest } = result.image;
  if (stored === undefined || !isDigest(digest))
    throw new Error("an image without a registry has got this far");
  const textOf = (format: string) => reporter(format).render(result, { color: false, width: Infinity });
  const stage = host.log.stage("attaching the result");
  const documents = { report: textOf("json"), sbom: textOf("cyclonedx") };
  try {
    const statement = await attachResult(
      { stored, digest, result, ...documents, finishedAt: host.now() },
      key,
      options,
      host,
    );
    stage.done(`to ${digest}, statement ${statement}`);
  } catch (error) {
    if (!(error instanceof DrydockError)) throw error;
    throw new DrydockError(error.code, `The result could not be attached. ${error.message}`, {
      ...(error.hint === undefined ? {} : { hint: error.hint }),
      cause: error,
    });
  }
}
