import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { isVulnerability, type Package, type ScanResult } from "../../src/model/index.ts";
import { corpus, describeCorpus } from "../support/corpus.ts";
import { scanWith } from "../support/scan.ts";

interface ExpectedPackage {
  readonly name: string;
  readonly version: string;
  readonly arch?: string;
  readonly source?: string;
  readonly sourceVersion?: string;
  readonly epoch?: number;
  readonly release?: string;
  /** dpkg's two letters; `ii` = installed. `rc` = removed, only its settings are left. */
  readonly status?: string;
}
interface ExpectedVulnerabilities {
  readonly vulnerabilities: readonly {
    readonly package: string;
    readonly id: string;
    readonly fixed: string;
  }[];
}

/** Folder, file, option values, and the verdict with the default policy (high or worse blocks). */
const IMAGES = [
  ["alpine-3.9", "alpine-3.9.docker-save.tar", {}, "pass"],
  ["alpine-3.10", "alpine-3.10.docker-archive.tar.gz", {}, "blocked"],
  ["alpine-3.10", "alpine-3.10.oci-uncompressed.tar.zst", {}, "blocked"],
  ["alpine-3.20", "alpine-3.20.oci-zstd.tar", {}, "unproven"],
  ["almalinux-9-micro", "almalinux-9-micro.oci-index-gzip.tar", { platform: "linux/arm64" }, "blocked"],
  ["debian-11-status", "debian-11-status.oci-gzip.tar", {}, "blocked"],
  ["debian-12-python", "debian-12-python.oci-gzip.tar", {}, "blocked"],
  ["ubuntu-18.04-status", "ubuntu-18.04-status.docker-archive.tar.gz", {}, "pass"],
] as const;

describeCorpus("real images against the distribution's own tools", () => {
  test.each(IMAGES)("%s, %s", async (folder, file, raw, outcome) => {
    const result = await scanWith(corpus.image(folder, file), { db: corpus.database, ...raw });
    const listed = expected<{ packages: ExpectedPackage[] }>(folder, "expected-packages.json");
    const installed = listed.packages.filter(({ status = "ii" }) => status === "ii");
    expect(result.packages.filter(isSystem).map(asTool).sort(byText)).toEqual(
      installed.map(asExpected).sort(byText),
    );
    expect(found(result)).toEqual(wanted(folder));
    expect(result.verdict.outcome).toBe(outcome);
  });

  test.each([
    ["alpine-3.20", "alpine-3.20.oci-zstd.tar", /alpine 3\.20/i, /alpine 3\.20/i],
    ["debian-12-python", "debian-12-python.oci-gzip.tar", /debian 12/i, /high/i],
  ])(
    "%s has no advisories in this database: said, and never a pass",
    async (folder, file, reason, verdict) => {
      const result = await scanWith(corpus.image(folder, file), { db: corpus.database });
      expect(
        result.gaps.filter(({ kind }) => kind === "unsupported-distro").map((gap) => gap.reason),
      ).toEqual([expect.stringMatching(reason)]);
      expect(result.verdict.reason).toMatch(verdict);
    },
  );

  test("an index without this machine's platform asks for --platform and names what there is", async () => {
    const file = corpus.image("almalinux-9-micro", "almalinux-9-micro.oci-index-gzip.tar");
    await expect(scanWith(file, { db: corpus.database })).rejects.toMatchObject({
      code: "PLATFORM",
      message: expect.stringMatching(/linux\/arm64.*linux\/s390x|linux\/s390x.*linux\/arm64/),
    });
  });
});

function expected<T>(folder: string, file: string): T {
  return JSON.parse(readFileSync(corpus.image(folder, file), "utf8")) as T;
}

function wanted(folder: string): string[] {
  if (folder === "alpine-3.20") return []; // has no list, for want of a bucket
  const { vulnerabilities } = expected<ExpectedVulnerabilities>(folder, "expected-os-vulnerabilities.json");
  return vulnerabilities.map((row) => `${row.package} ${row.id} ${row.fixed}`).sort();
}

function found(result: ScanResult): string[] {
  const system = result.findings.filter(isVulnerability).filter((one) => isSystem(one.package));
  return system.map((one) => `${one.package.name} ${one.advisory.id} ${one.fixedIn ?? ""}`).sort();
}

/** One line a package: what the distribution's tool printed, and what we found. */
function asExpected(row: ExpectedPackage): string {
  const { name, version, arch, source, sourceVersion, epoch, release } = row;
  const full = release === undefined ? version : `${epoch ? `${epoch}:` : ""}${version}-${release}`;
  const architecture = arch === "(none)" ? undefined : arch; // as rpm prints it for the keys it trusts
  const parts = [name, full, architecture, source === undefined ? undefined : `${source} ${sourceVersion}`];
  return parts.filter((part) => part !== undefined).join(" ");
}

/** Libraries are compared elsewhere. */
function isSystem(found: Package): boolean {
  return found.source !== undefined;
}

function asTool(found: Package): string {
  const { name, version, architecture, source, by } = found;
  if (by === "apk") return `${name} ${version}`;
  const parts = [
    name,
    version,
    architecture,
    by === "dpkg" ? `${source?.name} ${source?.version}` : undefined,
  ];
  return parts.filter((part) => part !== undefined).join(" ");
}

function byText(a: string, b: string): number {
  return a < b ? -1 : 1;
}
