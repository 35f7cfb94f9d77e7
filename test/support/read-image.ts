import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { analyzeLayers, readAgain, squash } from "../../src/analysis/index.ts";
import type { Detector, DetectorInput, ReadImage } from "../../src/detectors/detector.ts";
import { quietHost } from "../../src/host.ts";
import { analyzersOf, catalog, catalogers, osRelease, owners } from "../../src/inventory/index.ts";
import type { Checks, Image, LayerOrigin, Owner } from "../../src/model/index.ts";
import { memoryLayer } from "./layers.ts";
import type { TarEntry } from "./tar.ts";

export interface MadeImage {
  readonly layers: readonly (readonly TarEntry[] | Buffer)[];
  /** The `config` of the config document. */
  readonly config?: Readonly<Record<string, unknown>>;
  readonly image?: Partial<Pick<Image, "reference" | "stored" | "isSigned">> & {
    readonly created?: string | undefined;
    readonly history?: readonly string[];
    readonly os?: string;
  };
  /** Index = layer; `own` where it says nothing. */
  readonly owners?: readonly Owner[];
  /** Milliseconds for each second look. */
  readonly secondTime?: number;
}

/** An image in memory, read as the pipeline would for this detector. */
export async function inputFor(
  detector: Pick<Detector, "analyzers">,
  { layers, config = {}, image: more = {}, owners: whose = [], secondTime }: MadeImage,
  checks: Checks,
): Promise<DetectorInput> {
  const cacheDir = mkdtempSync(join(tmpdir(), "drydock-test-"));
  const host = quietHost(cacheDir);
  try {
    const made = layers.map((content, index) => memoryLayer(content, { index }));
    const image = { layers: made };
    const analyzers = [...osRelease.analyzers, ...analyzersOf(catalogers), ...detector.analyzers(checks)];
    const view = squash(await analyzeLayers(image, analyzers, { cache: undefined, host }));
    const { os } = osRelease.identify(view);
    const { packages } = catalog(view, os);
    const read: ReadImage = {
      image: {
        reference: more.reference ?? "test.tar",
        digest: `sha256:${"a".repeat(64)}`,
        names: [],
        layers: made,
        config: {
          platform: { os: more.os ?? "linux", architecture: "amd64" },
          ...("created" in more && more.created === undefined
            ? {}
            : { created: more.created ?? "2026-01-02T03:04:05Z" }),
          labels: {},
          history: (more.history ?? []).map((createdBy) => ({ createdBy, emptyLayer: true })),
          diffIds: made.map(({ diffId }) => diffId),
          document: { config },
        },
        ...(more.stored === undefined ? {} : { stored: more.stored }),
        ...(more.isSigned === undefined ? {} : { isSigned: more.isSigned }),
      },
      view,
      origins: made.map((_, index): LayerOrigin => ({ owner: whose[index] ?? "own", certainty: "proved" })),
      ownerOf: owners(view, packages, catalogers),
      again: async (some, indexes) => {
        const again = mkdtempSync(join(tmpdir(), "drydock-test-"));
        try {
          return await readAgain(image, indexes, some, { host: quietHost(again), time: secondTime });
        } finally {
          rmSync(again, { recursive: true });
        }
      },
    };
    return { read, build: {}, os, packages, now: new Date("2026-02-01T00:00:00Z"), checks };
  } finally {
    rmSync(cacheDir, { recursive: true });
  }
}
