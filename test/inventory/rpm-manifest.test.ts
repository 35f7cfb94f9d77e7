import { expect, test } from "vitest";
import { rpmManifest } from "../../src/inventory/rpm-manifest.ts";
import { diffId, viewOf } from "./layers.ts";

const PATH = "var/lib/rpmmanifest/container-manifest-2";
const MARINER = { family: "mariner", version: "2.0.20220226" };
// Two lines as Mariner 2.0's distroless images have them, one with an epoch made up.
const LINES = [
  "mariner-release\t2.0-4.cm2\t1653816591\t1653753130\tMicrosoft Corporation\t(none)\t580\tnoarch\t0\tmariner-release-2.0-4.cm2.src.rpm",
  "openssl-libs\t1.1.1k-15.cm2\t1653816591\t1653628971\tMicrosoft Corporation\t1\t4365344\tx86_64\t1\topenssl-1.1.1k-15.cm2.src.rpm",
];

async function packagesOf(text: string) {
  return rpmManifest.packages(await viewOf(rpmManifest.analyzers, [{ files: { [PATH]: text } }]), MARINER);
}

test("every field of every line", async () => {
  const common = {
    ecosystem: "Azure Linux:2",
    by: "rpm-manifest",
    vendor: "Microsoft Corporation",
    locations: [{ path: PATH, layer: 0, diffId: diffId(0) }],
  };
  expect(await packagesOf(`${LINES.join("\n")}\n`)).toEqual({
    packages: [
      {
        ...common,
        name: "mariner-release",
        version: "2.0-4.cm2",
        purl: "pkg:rpm/cbl-mariner/mariner-release@2.0-4.cm2?arch=noarch&distro=mariner-2.0.20220226",
        source: { name: "mariner-release", version: "2.0-4.cm2" },
        architecture: "noarch",
      },
      {
        ...common,
        name: "openssl-libs",
        version: "1:1.1.1k-15.cm2",
        purl: "pkg:rpm/cbl-mariner/openssl-libs@1.1.1k-15.cm2?arch=x86_64&distro=mariner-2.0.20220226&epoch=1",
        source: { name: "openssl", version: "1:1.1.1k-15.cm2" },
        architecture: "x86_64",
      },
    ],
    gaps: [],
  });
});

test.each(["openssl 1.1.1k", "a\tb\tc", `${LINES[1]}\tmore`, `x\t${"1".repeat(20_000)}-1`])(
  "a line that cannot be read is a gap: %#",
  async (line) => {
    const { packages, gaps } = await packagesOf(`${LINES[0]}\n${line}\n`);
    expect(packages.map(({ name }) => name)).toEqual(["mariner-release"]);
    expect(gaps).toEqual([
      {
        kind: "unreadable",
        where: PATH,
        by: "rpm-manifest",
        reason: "1 lines of the package manifest cannot be read, so the packages on them are not known.",
        layer: diffId(0),
      },
    ]);
  },
);
