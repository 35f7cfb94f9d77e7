import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { analyzeLayers, squash } from "../../src/analysis/index.ts";
import { quietHost } from "../../src/host.ts";
import { openSavedImage } from "../../src/image/saved-image.ts";
import { analyzersOf, catalog, catalogers, osRelease } from "../../src/inventory/index.ts";
import { corpus, describeCorpus } from "../support/corpus.ts";

interface Listed {
  readonly name: string;
  readonly version: string;
  readonly arch?: string;
  readonly source?: string;
  readonly sourceVersion?: string;
  /** dpkg's two letters; `rc` = removed, only its settings are left. */
  readonly status?: string;
}

/** Folder, file, cataloger, layout, and from which layer some packages came. */
const IMAGES = [
  ["alpine-3.9", "alpine-3.9.docker-save.tar", "apk", "docker", { musl: 0 }],
  ["alpine-3.10", "alpine-3.10.docker-archive.tar.gz", "apk", "docker", { musl: 0 }],
  ["alpine-3.20", "alpine-3.20.oci-zstd.tar", "apk", "oci", { musl: 0 }],
  ["debian-11-status", "debian-11-status.oci-gzip.tar", "dpkg", "oci", { bash: 3 }],
  [
    "debian-12-python",
    "debian-12-python.oci-gzip.tar",
    "dpkg",
    "oci",
    { bash: 0, "python3-minimal": 1, openssl: 1 },
  ],
  ["ubuntu-18.04-status", "ubuntu-18.04-status.docker-archive.tar.gz", "dpkg", "docker", { bash: 2 }],
] as const;

/** Language packages have tests of their own. */
const SYSTEM = catalogers.filter(({ id }) =>
  ["apk", "bottlerocket", "dpkg", "rpm", "rpm-manifest"].includes(id),
);

describeCorpus("real images, beside their own package manager", () => {
  test.each(IMAGES)("%s", { timeout: 60_000 }, async (folder, file, by, layout, layers) => {
    const listed = JSON.parse(readFileSync(corpus.image(folder, "expected-packages.json"), "utf8")) as {
      packages: Listed[];
    };
    const { packages, gaps } = await catalogOf(corpus.image(folder, file), layout);
    const ours = packages.map(({ name, version, architecture, source }) =>
      by === "apk"
        ? { name, version }
        : { name, version, arch: architecture, source: source?.name, sourceVersion: source?.version },
    );
    const present = listed.packages.filter(({ status = "ii" }) => status === "ii");
    const theirs = present.map(({ name, version, arch, source, sourceVersion }) =>
      by === "apk" ? { name, version } : { name, version, arch, source, sourceVersion },
    );
    expect(ours).toEqual(theirs.sort((a, b) => (a.name < b.name ? -1 : 1)));
    expect(gaps).toEqual([]);
    expect(new Set(packages.map((found) => found.by))).toEqual(new Set([by]));
    const origins = new Map(packages.map(({ name, locations }) => [name, locations[0]?.layer]));
    expect(Object.fromEntries(Object.keys(layers).map((name) => [name, origins.get(name)]))).toEqual(layers);
  });
});

async function catalogOf(path: string, layout: "docker" | "oci") {
  const cacheDir = mkdtempSync(join(tmpdir(), "drydock-test-"));
  const host = quietHost(cacheDir);
  const image = await openSavedImage({ reference: path, path, layout }, {}, host);
  try {
    const analyzers = [...osRelease.analyzers, ...analyzersOf(SYSTEM)];
    const view = squash(await analyzeLayers(image, analyzers, { cache: undefined, host }));
    return catalog(view, osRelease.identify(view).os, SYSTEM);
  } finally {
    await image.close();
    rmSync(cacheDir, { recursive: true });
  }
}
