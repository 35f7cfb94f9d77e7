/**
 * How fast the bytes of the benchmark's image run past the anchors of all secrets: the scanner alone, on one thread, over
 * what it keeps of the image's text and of its programs.
 */

import type { StreamAnalyzer } from "../src/analysis/analyzer.ts";
import { analyzeLayers } from "../src/analysis/index.ts";
import { kindOf } from "../src/detectors/content/kind.ts";
import { quietHost } from "../src/host.ts";
import { openImage } from "../src/image/index.ts";
import { AnchorScanner } from "../src/patterns/index.ts";
import { RuleBook, secretRules } from "../src/secrets/index.ts";

export interface PatternRate {
  readonly kind: "text" | "binary";
  readonly megabytesPerSecond: number;
  readonly megabytes: number;
}

/** So much of each kind is kept. */
const MAX_BYTES = 128 * 1024 * 1024;
const ROUNDS = 5;

export async function patternRates(layout: string, cacheDir: string): Promise<readonly PatternRate[]> {
  const files = { text: [] as Buffer[], binary: [] as Buffer[] };
  const kept = { text: 0, binary: 0 };
  const host = quietHost(cacheDir);
  const image = await openImage(layout, { insecure: false }, host);
  const keeper: StreamAnalyzer = {
    id: "keeper",
    version: 1,
    maxBytes: Number.POSITIVE_INFINITY,
    wants: () => true,
    open: () => ({
      write(piece) {
        const kind = kindOf(piece.subarray(0, 8192));
        if (kind === "packed" || kept[kind] > MAX_BYTES) return false;
        kept[kind] += piece.length;
        files[kind].push(Buffer.from(piece));
        return true;
      },
      end: () => undefined,
    }),
  };
  try {
    await analyzeLayers(image, [keeper], { cache: undefined, host });
  } finally {
    await image.close();
  }
  const { anchors } = new RuleBook(secretRules.filter(({ isOptional }) => isOptional !== true));
  return [
    rate("text", files.text, new AnchorScanner(anchors)),
    rate("binary", files.binary, new AnchorScanner(anchors.filter(({ inBinary }) => inBinary))),
  ];
}

/** The best of several rounds, in processor time: others use the machine too. */
function rate(kind: PatternRate["kind"], pieces: readonly Buffer[], scanner: AnchorScanner): PatternRate {
  const bytes = pieces.reduce((sum, { length }) => sum + length, 0);
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    const before = process.cpuUsage();
    for (const piece of pieces) scanner.scan(piece, () => {});
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, user + system);
  }
  return { kind, megabytesPerSecond: Math.round(bytes / least), megabytes: Math.round(bytes / 1e6) };
}
