import { openStore } from "./advisories/index.ts";
import { presentOf } from "./compared.ts";
import type { Earlier } from "./comparison/index.ts";
import { possibleChecks, type Work } from "./content.ts";
import { checkedBy, rules } from "./detectors/index.ts";
import { DrydockError } from "./errors.ts";
import type { Host } from "./host.ts";
import { documentPath } from "./image/index.ts";
import { loadMeasures } from "./judgement.ts";
import { closeWhenOpen, look } from "./look.ts";
import { printPlatform } from "./model/index.ts";
import { checksOf } from "./policy/index.ts";
import { loadBuild } from "./provenance/index.ts";
import type { RebaseOptions } from "./read-options.ts";
import { moveOf, type Rebase, splitOf } from "./rebase/index.ts";

/**
 * Looks at an image and at images that could be its base, with one database. No policy is asked. A candidate is taken for
 * the image's platform. Throws `DrydockError` as a scan does, with the candidate's name in front, and USAGE for documents,
 * which have no layers.
 */
export async function rebase({ scan, to }: RebaseOptions, host: Host): Promise<Rebase> {
  refuseDocuments([scan.image, ...to]);
  const startedAt = host.now();
  // A policy of this project is about its own images, and may want data that nobody needs here.
  const measures = await loadMeasures(scan, { ...host, cwd: host.cacheDir }, undefined);
  const checks = possibleChecks(checksOf(measures.policy, ["system", "application"], []), scan);
  const build = await loadBuild(scan.build, host);
  const work: Work = { options: scan, startedAt, measures, checks, build, host, onOpened: () => undefined };
  const opening = openStore(scan.database, host);
  try {
    const found = await look(work, opening);
    const store = await opening;
    const split = splitOf(found);
    const { reference, digest, baseImage: base, platform } = found.image;
    const earlier: Omit<Earlier, "findings"> = {
      image: { reference, digest },
      scannedAt: startedAt.toISOString(),
      checked: checkedBy(checks, rules),
      gaps: found.gaps,
      database: store.info,
    };
    const moves = [];
    for (const name of to) {
      const { build: _, ...options } = { ...scan, image: name, platform: printPlatform(platform) };
      const candidate = await look(
        { ...work, options, build: await loadBuild(undefined, host) },
        opening,
      ).catch((error: unknown) => {
        throw named(error, name);
      });
      moves.push(moveOf(split, earlier, candidate, presentOf(candidate, store, checks)));
    }
    const counts = { base: split.base.length, own: split.own.length, unknown: split.unknown.length };
    return {
      image: { reference, digest, ...(base === undefined ? {} : { base }), found: counts },
      moves,
      isProven: counts.unknown === 0 && moves.every(({ gaps }) => gaps.length === 0),
    };
  } finally {
    void closeWhenOpen(opening);
  }
}

function refuseDocuments(references: readonly string[]): void {
  const document = references.find(
    (one) => documentPath("sbom", one) !== undefined || documentPath("dockerfile", one) !== undefined,
  );
  if (document !== undefined)
    throw new DrydockError("USAGE", `${document} has no layers, so a base image cannot be told from it.`, {
      hint: "Name images.",
    });
}

/** Which of the images the trouble is about. */
function named(error: unknown, reference: string): unknown {
  if (!(error instanceof DrydockError)) return error;
  const hint = error.hint === undefined ? {} : { hint: error.hint };
  return new DrydockError(error.code, `--to ${reference}: ${error.message}`, { ...hint, cause: error });
}
