import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { quietHost } from "../../src/host.ts";
import { openImage } from "../../src/image/index.ts";
import { provenance } from "../../src/provenance/index.ts";
import { corpus, describeCorpus } from "../support/corpus.ts";
import { brief } from "./summary.ts";

const own = (...lines: readonly number[]) => lines.map((line) => `own proved ${line}-${line}`);

/** Folder, file of the image, lines of its Dockerfile. */
const IMAGES = [
  ["almalinux-9-micro", "almalinux-9-micro.oci-index-gzip.tar", own(4, 7, 8)],
  ["alpine-3.9", "alpine-3.9.docker-save.tar", own(2, 10, 11, 12, 13, 14)],
  ["alpine-3.10", "alpine-3.10.docker-archive.tar.gz", own(2, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17)],
  ["alpine-3.20", "alpine-3.20.oci-zstd.tar", own(2, 4, 5, 6, 7, 8, 9)],
  ["debian-11-status", "debian-11-status.oci-gzip.tar", own(2, 3, 4, 5)],
  ["debian-12-python", "debian-12-python.oci-gzip.tar", own(2, 8, 9, 10, 11, 12)],
  ["ubuntu-18.04-status", "ubuntu-18.04-status.docker-archive.tar.gz", own(2, 3, 4)],
] as const;

describeCorpus("every layer of the corpus has its line", () => {
  let cache = "";
  beforeAll(async () => {
    cache = await mkdtemp(join(tmpdir(), "drydock-provenance-"));
  });
  afterAll(() => rm(cache, { recursive: true, force: true }));

  describe.each(IMAGES)("%s", (folder, file, expected) => {
    test("as built", async () => {
      const path = corpus.image(folder, "Dockerfile");
      const insecure = false;
      const multi = folder === "almalinux-9-micro";
      const options = multi ? { insecure, platform: "linux/arm64" } : { insecure };
      const image = await openImage(corpus.image(folder, file), options, quietHost(cache));
      try {
        const { layers, notes } = provenance({
          history: image.config.history,
          layers: image.layers,
          labels: image.config.labels,
          annotations: image.annotations,
          dockerfile: { path, text: readFileSync(path, "utf8") },
        });
        expect({ layers: layers.map(brief), notes }).toEqual({ layers: expected, notes: [] });
      } finally {
        await image.close();
      }
    });
  });
});
