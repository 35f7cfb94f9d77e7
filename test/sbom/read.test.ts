import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Unreadable } from "../../src/errors.ts";
import { readSbom } from "../../src/sbom/index.ts";

const [first, second] = ["a", "b"].map((sign) => `sha256:${sign.repeat(64)}`);

function fixture(name: string): Buffer {
  return readFileSync(join(import.meta.dirname, "fixtures", name));
}

const read = (document: unknown) => readSbom(Buffer.from(JSON.stringify(document)), "sbom.json");
const cyclonedx = (components: readonly object[], more: object = {}) =>
  read({ bomFormat: "CycloneDX", specVersion: "1.6", components, ...more });
const reasons = (document: ReturnType<typeof read>) => document.gaps.map(({ reason }) => reason);

describe("what Syft writes", () => {
  test("CycloneDX: distribution, maintainer, source in the purl, dependencies; no layers", () => {
    const bytes = fixture("syft-ubuntu.cdx.json");
    const digest = `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
    const libc = "pkg:deb/ubuntu/libc6@2.39-0ubuntu8.5?arch=amd64&distro=ubuntu-24.04&upstream=glibc";
    expect(readSbom(bytes, "ubuntu.cdx.json")).toEqual({
      format: "CycloneDX 1.6",
      digest,
      os: { family: "ubuntu", version: "24.04", prettyName: "Ubuntu 24.04.2 LTS" },
      image: {
        reference: "docker.io/library/demo",
        digest: `sha256:${"d".repeat(64)}`,
        names: ["docker.io/library/demo"],
        layers: [
          { index: 0, diffId: digest, createdBy: "listed in an SBOM (CycloneDX 1.6) that names no layers" },
        ],
      },
      packages: [
        {
          name: "libc6",
          version: "2.39-0ubuntu8.5",
          ecosystem: "Ubuntu:24.04:LTS",
          purl: libc,
          by: "dpkg",
          licenses: ["LGPL-2.1-only"],
          cpe: "cpe:2.3:a:libc6:libc6:2.39-0ubuntu8.5:*:*:*:*:*:*:*",
          source: { name: "glibc", version: "2.39-0ubuntu8.5" },
          architecture: "amd64",
          vendor: "Ubuntu Developers <ubuntu-devel-discuss@lists.ubuntu.com>",
          locations: [{ path: "var/lib/dpkg/status.d/libc6", layer: 0, diffId: digest }],
        },
        {
          name: "libgcc-s1",
          version: "14.2.0-4ubuntu2~24.04",
          ecosystem: "Ubuntu:24.04:LTS",
          purl: "pkg:deb/ubuntu/libgcc-s1@14.2.0-4ubuntu2~24.04?arch=amd64&distro=ubuntu-24.04&upstream=gcc-14%4014.2.0-4ubuntu2~24.04.1",
          by: "dpkg",
          source: { name: "gcc-14", version: "14.2.0-4ubuntu2~24.04.1" },
          architecture: "amd64",
          vendor: "Ubuntu Core developers <ubuntu-devel-discuss@lists.ubuntu.com>",
          dependencies: [libc],
          locations: [{ path: "var/lib/dpkg/status.d/libgcc-s1", layer: 0, diffId: digest }],
        },
        {
          name: "commons-io:commons-io",
          version: "2.13.0",
          ecosystem: "Maven",
          purl: "pkg:maven/commons-io/commons-io@2.13.0",
          by: "sbom",
          licenses: ["Apache-2.0"],
          locations: [{ path: "workspace/BOOT-INF/lib/commons-io-2.13.0.jar", layer: 0, diffId: digest }],
        },
      ],
      gaps: [],
    });
  });

  test("SPDX: the distribution from the purls, a source where it is called otherwise", () => {
    const { os, packages, gaps } = readSbom(fixture("syft-alpine-3.10.spdx.json"), "a.spdx.json");
    expect(os).toEqual({ family: "alpine", version: "3.10.9" });
    expect(
      packages.map(({ name, version, source, locations }) => [
        name,
        version,
        source?.name,
        locations[0]?.path,
      ]),
    ).toEqual([
      ["busybox", "1.30.1-r5", "busybox", "lib/apk/db/installed"],
      ["libssl1.1", "1.1.1k-r0", "libssl1.1", "lib/apk/db/installed"],
      ["ssl_client", "1.30.1-r5", "busybox", "lib/apk/db/installed"],
    ]);
    expect(gaps).toEqual([]);
  });

  test("SPDX tag-value", () => {
    const { format, os, packages, gaps } = readSbom(fixture("syft-alpine-3.12.spdx"), "a.spdx");
    expect([format, os]).toEqual(["SPDX 2.3", { family: "alpine", version: "3.12.5" }]);
    const shown = packages.map(({ name, version, source, hashes }) => [
      name,
      version,
      source?.name,
      hashes?.sha1,
    ]);
    expect(shown).toEqual([
      ["busybox", "1.31.1-r19", "busybox", undefined],
      ["com.mycompany.app:my-app", "1", undefined, "11d42fc32de6a699c5705f6e58d2e387c5e9c8b5"],
      ["com.mycompany.app:my-app", "1", undefined, undefined],
      ["original-my-app:original-my-app", "1", undefined, "11d42fc32de6a699c5705f6e58d2e387c5e9c8b5"],
    ]);
    expect(gaps).toEqual([]);
  });
});

describe("what Trivy writes", () => {
  test("CycloneDX: layers, epochs, modules, sources, names as they are written", () => {
    const { os, image, packages, gaps } = readSbom(fixture("trivy-rocky.cdx.json"), "r.cdx.json");
    expect(os).toEqual({ family: "rocky", version: "9.3" });
    expect(image).toEqual({
      reference: "rocky:9",
      digest: `sha256:${"e".repeat(64)}`,
      names: ["rocky:9"],
      platform: { os: "linux", architecture: "arm64" },
      layers: [
        { index: 0, diffId: first },
        { index: 1, diffId: second },
      ],
    });
    expect(gaps).toEqual([]);
    expect(packages).toEqual([
      {
        name: "openssl-libs",
        version: "1:3.0.7-24.el9",
        ecosystem: "Rocky Linux:9",
        purl: "pkg:rpm/rocky/openssl-libs@3.0.7-24.el9?arch=aarch64&distro=rocky-9.3&epoch=1",
        by: "rpm",
        licenses: ["ASL 2.0"],
        source: { name: "openssl", version: "1:3.0.7-24.el9" },
        architecture: "aarch64",
        vendor: "Rocky Enterprise Software Foundation",
        locations: [{ path: "r.cdx.json", layer: 0, diffId: first }],
      },
      {
        name: "npm",
        version: "1:8.19.4-1.16.20.2.8.el9",
        ecosystem: "Rocky Linux:9",
        purl: "pkg:rpm/rocky/npm@8.19.4-1.16.20.2.8.el9?arch=aarch64&distro=rocky-9.3&epoch=1&modularitylabel=nodejs%3A18%3A9030020231212101216%3Ardb",
        by: "rpm-manifest", // nobody is named as its vendor
        source: { name: "nodejs", version: "16.20.2-1.el9" },
        architecture: "aarch64",
        module: "nodejs:18:9030020231212101216:rdb",
        locations: [{ path: "r.cdx.json", layer: 1, diffId: second }],
      },
      {
        name: "github.com/BurntSushi/toml",
        version: "v1.2.0",
        ecosystem: "Go",
        purl: "pkg:golang/github.com/burntsushi/toml@v1.2.0",
        by: "sbom",
        locations: [{ path: "r.cdx.json", layer: 1, diffId: second }],
      },
      {
        name: "@example/bootstrap",
        version: "5.0.2",
        ecosystem: "npm",
        purl: "pkg:npm/%40example/bootstrap@5.0.2",
        by: "sbom",
        locations: [{ path: "app/package.json", layer: 1, diffId: second }],
      },
    ]);
  });

  test("SPDX: sources, licences, files and layers from annotations", () => {
    const { os, image, packages, gaps } = readSbom(fixture("trivy-debian.spdx.json"), "d.spdx.json");
    expect(os).toEqual({ family: "debian", version: "12.5" });
    expect(image).toEqual({
      reference: "app:1",
      digest: `sha256:${"f".repeat(64)}`,
      names: ["app:1"],
      layers: [{ index: 0, diffId: first }],
    });
    expect(gaps).toEqual([]);
    const libssl = "pkg:deb/debian/libssl3@3.0.11-1~deb12u2?arch=amd64&distro=debian-12.5";
    expect(packages).toEqual([
      {
        name: "libssl3",
        version: "3.0.11-1~deb12u2",
        ecosystem: "Debian:12",
        purl: libssl,
        by: "dpkg",
        licenses: ["Apache-2.0", "artistic"],
        source: { name: "openssl", version: "3.0.11-1~deb12u2" },
        architecture: "amd64",
        vendor: "Debian OpenSSL Team <pkg-openssl-devel@alioth-lists.debian.net>",
        locations: [{ path: "d.spdx.json", layer: 0, diffId: first }],
      },
      {
        name: "lodash",
        version: "4.17.15",
        ecosystem: "npm",
        purl: "pkg:npm/lodash@4.17.15",
        by: "sbom",
        licenses: ["MIT"],
        dependencies: [libssl],
        locations: [{ path: "app/node_modules/lodash/package.json", layer: 0, diffId: first }],
      },
    ]);
  });
});

describe("which distribution", () => {
  const deb = (name: string, distro: string) => ({
    type: "library",
    name,
    version: "1",
    purl: `pkg:deb/debian/${name}@1?distro=${distro}&upstream=${name}`,
  });
  const system = (name: string, version: string) => ({ type: "operating-system", name, version });

  test.each([
    [[system("alma", "9.3")], { family: "alma", version: "9.3" }],
    [[system("AlmaLinux", "9.3")], { family: "alma", version: "9.3" }],
    [[system("suse linux enterprise server", "15.5")], { family: "suse", version: "15.5" }],
    [[system("opensuse.leap", "15.5")], { family: "opensuse-leap", version: "15.5" }],
    [[system("cbl-mariner", "2.0.20240301")], { family: "mariner", version: "2.0.20240301" }],
    [
      [deb("a", "debian-11"), deb("b", "debian-12"), deb("c", "debian-12")],
      { family: "debian", version: "12" },
    ],
    [
      [{ type: "library", name: "git", version: "1", purl: "pkg:apk/wolfi/git@1?arch=x86_64" }],
      { family: "wolfi", version: "" },
    ],
    [
      [{ type: "library", name: "git", version: "1", purl: "pkg:apk/alpine/git@1?distro=3.18.4" }],
      { family: "alpine", version: "3.18.4" },
    ],
    [[{ type: "library", name: "git", version: "1", purl: "pkg:apk/alpine/git@1" }], undefined],
    [[deb("a", "bookworm")], undefined],
    [[{ type: "library", name: "x", version: "1", purl: "pkg:npm/x@1?distro=debian-12" }], undefined],
  ])("%j", (components, os) => {
    expect(cyclonedx(components).os).toEqual(os);
  });

  test("a second one is a gap", () => {
    const two = cyclonedx([system("debian", "12"), system("alpine", "3.18"), deb("a", "debian-12")]);
    expect(two.os).toEqual({ family: "debian", version: "12" });
    expect(reasons(two)).toEqual([
      "The SBOM names other distributions besides the one its system packages are matched by: alpine 3.18.",
    ]);
  });

  test("packages of another format are none of it", () => {
    const rpm = {
      type: "library",
      name: "x",
      version: "1-1",
      purl: "pkg:rpm/fedora/x@1-1?upstream=x-1-1.src.rpm",
    };
    const mixed = cyclonedx([rpm, deb("a", "debian-12"), deb("b", "debian-12")]);
    expect(mixed.packages.map(({ name }) => name)).toEqual(["a", "b"]);
    expect(reasons(mixed)).toEqual([
      "Packages of another kind of distribution than the rest could not be looked up (1): x.",
    ]);
  });
});

describe("sources of rpm packages", () => {
  test.each([
    [
      "pkg:rpm/redhat/libs@1.0-2.el9?arch=x86_64&epoch=3&upstream=src-name-1.0-2.el9.src.rpm",
      "3:1.0-2.el9",
      "src-name",
      "3:1.0-2.el9",
    ],
    ["pkg:rpm/redhat/libs@1.0-2.el9?epoch=0&upstream=other-9-1.src.rpm", "1.0-2.el9", "other", "9-1"],
    ["pkg:rpm/redhat/libs@1.0-2.el9", "1.0-2.el9", "libs", "1.0-2.el9"],
  ])("%s", (purl, version, name, sourceVersion) => {
    const [found] = cyclonedx([{ type: "library", name: "libs", version: "?", purl }]).packages;
    expect([found?.version, found?.source]).toEqual([version, { name, version: sourceVersion }]);
  });
});

test("a document that knows no sources proves nothing where advisories go by those", () => {
  const deb = { type: "library", name: "a", version: "1", purl: "pkg:deb/debian/a@1?distro=debian-12" };
  const reason =
    "The SBOM does not tell from which sources its system packages were built, and the distribution's advisories go by those.";
  expect(cyclonedx([deb]).gaps).toEqual([{ kind: "unreadable", where: "sbom.json", by: "sbom", reason }]);
  const rpm = { type: "library", name: "a", version: "1", purl: "pkg:rpm/rocky/a@1-1?distro=rocky-9.3" };
  expect(cyclonedx([rpm]).gaps).toEqual([]);
});

describe("what cannot be looked up is a gap", () => {
  const lodash = { type: "library", name: "lodash", version: "4.17.15", purl: "pkg:npm/lodash@4.17.15" };
  test.each([
    ["no purl", { type: "library", name: "thing", version: "1" }],
    ["no version", { type: "library", name: "thing", purl: "pkg:npm/thing" }],
    ["a purl that is none", { type: "library", name: "thing", version: "1", purl: "npm:thing" }],
  ])("%s", (_, component) => {
    const found = cyclonedx([component, lodash]);
    expect(found.packages.map(({ name }) => name)).toEqual(["lodash"]);
    expect(reasons(found)).toEqual([
      "Components without a purl that can be read, or without a version, could not be looked up (1): thing.",
    ]);
  });

  test("many are counted", () => {
    const many = Array.from({ length: 1000 }, (_, at) => ({ type: "library", name: `n${at}` }));
    expect(reasons(cyclonedx([lodash, ...many]))).toEqual([
      "Components without a purl that can be read, or without a version, could not be looked up (1000): n0, n1, n2, n3, n4 and 995 more.",
    ]);
  });

  test("files, images and applications are no packages, and no gap", () => {
    const found = cyclonedx([
      lodash,
      { type: "file", name: "a" },
      { type: "application", name: "app/go.mod" },
      { type: "container", name: "x", purl: "pkg:oci/x@sha256:1" },
    ]);
    expect([found.packages.length, found.gaps]).toEqual([1, []]);
  });

  test("an SBOM of nothing, and one that says that it is not complete", () => {
    expect(reasons(cyclonedx([]))).toEqual([
      "The SBOM (CycloneDX 1.6) lists no package that could be looked up.",
    ]);
    expect(reasons(cyclonedx([lodash], { compositions: [{ aggregate: "incomplete" }] }))).toEqual([
      "The SBOM says of itself that it is not complete.",
    ]);
  });
});

test("components within components, and in the component that the document is about", () => {
  const library = (name: string, components: readonly object[] = []) => ({
    type: "library",
    name,
    version: "1",
    purl: `pkg:npm/${name}@1`,
    components,
  });
  const main = {
    type: "application",
    name: "app",
    version: "1",
    purl: "pkg:npm/app@1",
    components: [library("d")],
  };
  const found = cyclonedx([library("a", [library("b", [library("c")])])], { metadata: { component: main } });
  expect(found.packages.map(({ name }) => name).sort()).toEqual(["a", "app", "b", "c", "d"]);
});

test("an attestation is opened", () => {
  const predicate = JSON.parse(fixture("trivy-debian.spdx.json").toString());
  const statement = {
    _type: "https://in-toto.io/Statement/v0.1",
    predicateType: "https://spdx.dev/Document",
    predicate,
  };
  expect(read(statement).packages.map(({ name }) => name)).toEqual(["libssl3", "lodash"]);
});

describe("documents that cannot be taken", () => {
  const ours = { name: "drydock:image:reference", value: "x" };
  const container = (...properties: object[]) => ({
    metadata: { component: { type: "container", name: "x", properties: [ours, ...properties] } },
  });
  const pkg = (...properties: (readonly [string, string])[]) => ({
    type: "library",
    name: "a",
    version: "1",
    purl: "pkg:npm/a@1",
    properties: [["drydock:by", "npm"], ["drydock:ecosystem", "npm"], ...properties].map(([name, value]) => ({
      name,
      value,
    })),
  });
  let deep: object = { type: "library", name: "a" };
  for (let depth = 0; depth < 100; depth++) deep = { type: "library", name: "a", components: [deep] };

  test.each<[string, Buffer | object, RegExp]>([
    ["nothing", Buffer.alloc(0), /it is not JSON/],
    ["not JSON", Buffer.from("{"), /it is not JSON/],
    ["an array", Buffer.from("[]"), /it is not a JSON object/],
    ["other JSON", {}, /neither CycloneDX nor SPDX/],
    ["XML", Buffer.from('<?xml version="1.0"?>\n<bom/>'), /it is XML/],
    ["SPDX 3", { "@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld" }, /it is SPDX 3/],
    ["SPDX 2.1", { spdxVersion: "SPDX-2.1" }, /"SPDX-2.1" is not SPDX 2.2 or 2.3/],
    ["CycloneDX 2.0", { bomFormat: "CycloneDX", specVersion: "2.0" }, /CycloneDX "2.0"/],
    [
      "a component that is a text",
      { bomFormat: "CycloneDX", specVersion: "1.6", components: ["a"] },
      /a component in it is not an object/,
    ],
    [
      "a package that is a number",
      { spdxVersion: "SPDX-2.3", packages: [1] },
      /a package in it is not an object/,
    ],
    [
      "components in components without end",
      { bomFormat: "CycloneDX", specVersion: "1.6", components: [deep] },
      /nested more than 64 deep/,
    ],
    [
      "damaged layers",
      {
        bomFormat: "CycloneDX",
        specVersion: "1.6",
        ...container({ name: "drydock:image:layer", value: '{"index":1}' }),
      },
      /layer 0 of the image is damaged/,
    ],
    [
      "damaged JSON within",
      {
        bomFormat: "CycloneDX",
        specVersion: "1.6",
        ...container({ name: "drydock:image:layer", value: "{" }),
      },
      /a property that drydock writes as JSON is damaged/,
    ],
    [
      "a layer that there is not",
      {
        bomFormat: "CycloneDX",
        specVersion: "1.6",
        ...container(),
        components: [
          pkg(["drydock:path", "a"], ["drydock:layer:index", "7"], ["drydock:layer:diffId", first ?? ""]),
        ],
      },
      /a layer that the image does not have/,
    ],
    [
      "half of a place",
      {
        bomFormat: "CycloneDX",
        specVersion: "1.6",
        ...container(),
        components: [pkg(["drydock:path", "a"])],
      },
      /do not belong together/,
    ],
  ])("%s", (_, document, message) => {
    const bytes = Buffer.isBuffer(document) ? document : Buffer.from(JSON.stringify(document));
    expect(() => readSbom(bytes, "x")).toThrow(Unreadable);
    expect(() => readSbom(bytes, "x")).toThrow(message);
  });
});
