import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type AdvisoryStore, openStore } from "../../../src/advisories/index.ts";
import { quietHost } from "../../../src/host.ts";
import type { OsRelease, Package } from "../../../src/model/index.ts";
import { corpus, describeCorpus } from "../../support/corpus.ts";
import { aPackage, detect, lines } from "./scene.ts";

/** As the distribution's own tool listed it. */
interface Listed {
  readonly name: string;
  readonly version: string;
  readonly source?: string;
  readonly sourceVersion?: string;
  readonly epoch?: number;
  readonly release?: string;
  readonly arch?: string;
}

/** The lists made by apk do not say from which source a package was built. */
const ORIGINS: ReadonlyMap<string, string> = new Map([
  ["libcrypto1.1", "openssl"],
  ["libssl1.1", "openssl"],
  ["libcrypto3", "openssl"],
  ["libssl3", "openssl"],
  ["musl-utils", "musl"],
  ["ssl_client", "busybox"],
  ["busybox-binsh", "busybox"],
  ["libc-utils", "libc-dev"],
  ["scanelf", "pax-utils"],
  ["ca-certificates-cacert", "ca-certificates"],
  ["ca-certificates-bundle", "ca-certificates"],
]);

const IMAGES: readonly { folder: string; family: string; by: string }[] = [
  { folder: "alpine-3.9", family: "alpine", by: "apk" },
  { folder: "alpine-3.10", family: "alpine", by: "apk" },
  { folder: "debian-11-status", family: "debian", by: "dpkg" },
  { folder: "ubuntu-18.04-status", family: "ubuntu", by: "dpkg" },
  { folder: "almalinux-9-micro", family: "alma", by: "rpm" },
];

describeCorpus("real packages against a real database", () => {
  const cacheDir = mkdtempSync(join(tmpdir(), "drydock-detectors-"));
  let store: AdvisoryStore;

  beforeAll(async () => {
    store = await openStore({ db: corpus.database, offline: true, insecure: false }, quietHost(cacheDir));
  });
  afterAll(() => {
    store?.close();
    rmSync(cacheDir, { recursive: true, force: true });
  });

  it.each(IMAGES)("$folder: what the distribution's own comparison finds", async ({ folder, family, by }) => {
    const input = read(folder, family, by);
    const expected = JSON.parse(
      readFileSync(corpus.image(folder, "expected-os-vulnerabilities.json"), "utf8"),
    ) as {
      vulnerabilities: { package: string; id: string; fixed: string }[];
    };
    const { findings, gaps } = await detect({ ...input, store, now: new Date("2026-01-01") });
    const wanted = expected.vulnerabilities.map((one) => `${one.package} ${one.id} ${one.fixed || "-"}`);
    expect(lines(findings)).toEqual(wanted.sort());
    expect(gaps).toEqual([]);
  });

  it.each([
    { folder: "alpine-3.20", family: "alpine", by: "apk", distro: "alpine 3.20" },
    { folder: "debian-12-python", family: "debian", by: "dpkg", distro: "debian 12" },
  ])("$folder: says that the database has nothing for it", async ({ folder, family, by, distro }) => {
    const { findings, gaps } = await detect({
      ...read(folder, family, by),
      store,
      now: new Date("2026-01-01"),
    });
    expect(findings).toEqual([]);
    expect(gaps.map(({ kind, where }) => ({ kind, where }))).toEqual([
      { kind: "unsupported-distro", where: distro },
    ]);
  });
});

function read(folder: string, family: string, by: string): { os: OsRelease; packages: Package[] } {
  const listed = JSON.parse(readFileSync(corpus.image(folder, "expected-packages.json"), "utf8")) as {
    os: { VERSION_ID: string };
    packages: Listed[];
  };
  return {
    os: { family, version: listed.os.VERSION_ID },
    packages: listed.packages.map((row) => toPackage(row, by)),
  };
}

function toPackage(row: Listed, by: string): Package {
  const epoch = row.epoch ? `${row.epoch}:` : "";
  const version = row.release === undefined ? row.version : `${epoch}${row.version}-${row.release}`;
  return aPackage(`${row.name} ${version}`, by, {
    source: { name: row.source ?? ORIGINS.get(row.name) ?? row.name, version: row.sourceVersion ?? version },
    ...(row.arch !== undefined && { architecture: row.arch }),
    ...(by === "rpm" && { vendor: "AlmaLinux" }),
  });
}
