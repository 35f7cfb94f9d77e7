/** From an image in a registry to a repaired one, grafted from archives of the tests' own: no builder, nothing run. */
import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { fixImage } from "../../src/fix-command.ts";
import { quietHost } from "../../src/host.ts";
import { openInRegistry } from "../../src/image/index.ts";
import type { RawOptions } from "../../src/raw-options.ts";
import { scanOptions } from "../../src/read-options.ts";
import { repairOptions } from "../../src/read-repair-options.ts";
import { loadAttachedVex } from "../../src/vex/index.ts";
import { bench } from "../support/attached.ts";
import { buildImage, readLayers, type TestImage } from "../support/image.ts";
import { pushImage, startRegistry, type TestRegistry } from "../support/registry.ts";
import type { TarEntry } from "../support/tar.ts";
import { describeWith } from "../support/tools.ts";
import { type ApkRecipe, signingKey } from "./apk/support/repository.ts";
import { repositoryFiles, startServer } from "./apk/support/server.ts";
import { smallImage } from "./apk/support/small-image.ts";
import { makeKey } from "./archive/repository.ts";
import { type DpkgSystem, database, entriesOf, startDpkgSystem } from "./support/dpkg-system.ts";

const folder = mkdtempSync(join(tmpdir(), "drydock-graft-"));
let registry: TestRegistry;
let repository: string;

/** No builder is to be found. */
const host = () =>
  quietHost(join(folder, "cache"), {
    cwd: folder,
    env: { PATH: "/nonexistent", DOCKER_HOST: `unix://${folder}/nothing.sock` },
  });

async function fixIt(tag: string, db: string, raw: RawOptions = {}) {
  const all: RawOptions = { db, checks: "system", ...raw };
  const fix = repairOptions(all, "", all["dry-run"] === true);
  const reference = `registry:${registry.host}/${repository}:${tag}`;
  return (await fixImage({ ...scanOptions(reference, all), fix }, host())).fix;
}

async function newLayer(tag: string): Promise<Readonly<Record<string, string>>> {
  const image = await openInRegistry(
    `registry:${registry.host}/${repository}:${tag}`,
    { insecure: false },
    host(),
  );
  const tar = (await readLayers(image)).at(-1)!;
  await image.close();
  const at = mkdtempSync(join(folder, "layer-"));
  execFileSync("tar", ["-x", "--no-same-owner", "-C", at], { input: tar });
  return Object.fromEntries(
    entriesOf(at).flatMap(({ path, content }) =>
      content === undefined ? [] : [[String(path), String(content)]],
    ),
  );
}

const NONE = { critical: 0, high: 0, medium: 0, low: 0, negligible: 0, unknown: 0 };

/** Repairs `image`, which has one finding in `thing`, twice. */
async function provedTwice(
  image: TestImage,
  db: string,
  planned: { from: string; to: string; architecture: string },
  command: string,
) {
  await pushImage(registry, repository, "1.0", image);
  const first = await fixIt("1.0", db);
  expect(first).toEqual({
    ...{ fixed: true, mode: "graft", image: `${registry.host}/${repository}:1.0_fixd` },
    digest: expect.stringMatching(/^sha256:/),
    packages: [{ name: "thing", ...planned, source: "thing", because: "target" }],
    ...{
      left: [],
      commands: expect.arrayContaining([expect.stringContaining(command)]),
      notes: [expect.stringContaining("verified by")],
    },
    ...{ before: { ...NONE, high: 1 }, after: NONE, fixedFindings: 1, leftFindings: 0 },
    verdict: { outcome: "pass", reason: expect.any(String) },
  });
  expect(await fixIt("1.0", db)).toEqual({ ...first, unchanged: true });
  expect((await fixIt("1.0", db, { "dry-run": true }))?.planned).toBe(true);
}

describeWith(["docker-registry", "dpkg", "dpkg-deb", "gpg"], "a repair by graft", () => {
  beforeAll(async () => {
    registry = await startRegistry();
  });
  afterAll(async () => {
    await registry.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(() => {
    repository = `team/${randomBytes(4).toString("hex")}`;
  });

  describe("of a dpkg system", () => {
    let system: DpkgSystem;
    let image: TestImage;
    beforeAll(async () => {
      system = await startDpkgSystem(folder);
      image = buildImage({ layers: [system.layer] });
    });
    afterAll(() => system.close());

    test("pushed and proved; again it is there already", async () => {
      const planned = { from: "1.0-1", to: "1.0-2", architecture: "amd64" };
      await provedTwice(image, database(folder, "debian.tar.gz", "debian 12", "1.0-2"), planned, "apt-get");
      const layer = await newLayer("1.0_fixd");
      expect(layer["usr/lib/thing/data"]).toBe("thing 1.0-2\n");
      expect(layer["var/lib/dpkg/status"]).toContain("Version: 1.0-2\n");
    });

    test("the result of the repaired image is attached to it, beside that of the original", async () => {
      await pushImage(registry, repository, "1.0", image);
      const db = database(folder, "attach.tar.gz", "debian 12", "1.0-2");
      const attached = bench();
      try {
        const reference = `registry:${registry.host}/${repository}:1.0`;
        const raw = { db, checks: "system", fix: "push", "fix-mode": "graft", key: "key.pem" };
        const { fix, repaired } = await attached.attach(reference, raw);
        const told = async (tag: string) => {
          const { image, packages, verdict } = await attached.verify(
            `registry:${registry.host}/${repository}:${tag}`,
            { key: "key.pub", platform: "linux/amd64" },
          );
          const versions = packages.map(({ name, version }) => `${name} ${version}`);
          return [image.digest, image.reference, versions, verdict.outcome];
        };
        const at = `${registry.host}/${repository}`;
        expect(await told("1.0_fixd")).toEqual([fix?.digest, `${at}:1.0_fixd`, ["thing 1.0-2"], "pass"]);
        expect((await told("1.0")).slice(1)).toEqual([`${at}:1.0`, ["thing 1.0-1"], "blocked"]);
        const insecure = { insecure: false };
        const fixed = await openInRegistry(`registry:${at}:1.0_fixd`, insecure, host());
        expect(repaired?.image.layers.map(({ digest, size }) => [digest, size])).toEqual(
          fixed.layers.map(({ digest, size }) => [digest, size]),
        );
        const [vex, ...others] = await loadAttachedVex(["referrer"], fixed, insecure, host());
        expect([others, vex?.statements]).toEqual([
          [],
          [
            {
              ...{ vulnerabilities: ["CVE-2026-0001"], status: "fixed", at: expect.any(Number) },
              products: [
                {
                  identity: {
                    purls: [expect.objectContaining({ type: "oci", version: fix?.digest })],
                    sha256: [fix?.digest?.slice("sha256:".length)],
                  },
                  subcomponents: [
                    {
                      purls: [expect.objectContaining({ type: "deb", name: "thing", version: "1.0-2" })],
                      sha256: [],
                    },
                  ],
                },
              ],
            },
          ],
        ]);
      } finally {
        attached.remove();
      }
    });

    test("FIX_NOT_PUBLISHED where the archive has nothing that is new enough", async () => {
      await pushImage(registry, repository, "1.0", image);
      const fix = await fixIt("1.0", database(folder, "later.tar.gz", "debian 12", "1.0-3"), {
        mode: "graft",
      });
      expect([fix?.fixed, fix?.refusal]).toEqual([
        false,
        {
          code: "FIX_NOT_PUBLISHED",
          reason: "thing needs at least 1.0-3; the archive offers 1.0-2.",
        },
      ]);
    });

    test("an index that has expired since is taken for the time when it was good, and only then", async () => {
      await pushImage(registry, repository, "1.0", image);
      const kept = new Map(system.archive);
      const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000);
      system.date({ date: ago(20), validUntil: ago(2) });
      try {
        const db = database(folder, "debian.tar.gz", "debian 12", "1.0-2");
        const now = await fixIt("1.0", db, { mode: "graft" });
        expect([now?.fixed, now?.refusal?.code]).toEqual([false, "FIX_EXPIRED"]);
        const snapshot = `${ago(10).toISOString().slice(0, 19)}Z`;
        const then = await fixIt("1.0", db, { mode: "graft", snapshot });
        expect([then?.fixed, then?.notes]).toEqual([
          true,
          [
            `The archives were asked for what they had on ${snapshot.replace("Z", ".000Z")}.`,
            expect.stringContaining("verified by"),
          ],
        ]);
      } finally {
        for (const [path, bytes] of kept) system.archive.set(path, bytes);
      }
    });

    test("FIX_SIGNATURE where an index is signed by a stranger: the work could not be done", async () => {
      await pushImage(registry, repository, "1.0", image);
      const kept = new Map(system.archive);
      const stranger = makeKey();
      const release = "repository/dists/tests/InRelease";
      const text = String(kept.get(release))
        .replace(/^[\s\S]*?\n\n/, "")
        .replace(/\n-----BEGIN PGP SIGNATURE[\s\S]*$/, "\n");
      system.archive.set(release, Buffer.from(stranger.clearSign(text)));
      try {
        const fix = await fixIt("1.0", database(folder, "debian.tar.gz", "debian 12", "1.0-2"));
        expect([fix?.fixed, fix?.refusal?.code]).toEqual([false, "FIX_SIGNATURE"]);
      } finally {
        system.archive.set(release, kept.get(release)!);
        stranger.remove();
      }
    });
  });

  test("of an apk system: pushed and proved; again it is there already", async () => {
    const key = signingKey();
    const thing = (version: string): ApkRecipe => ({
      name: "thing",
      version,
      files: [
        { path: "usr", type: "directory" },
        { path: "usr/lib", type: "directory" },
        { path: "usr/lib/thing", content: `thing ${version}\n` },
      ],
    });
    const server = await startServer(repositoryFiles("/after", [thing("1.1-r0")], key));
    try {
      const tree = smallImage(`${server.url}/after`, key, [thing("1.0-r0")], {
        "etc/os-release": "ID=alpine\nVERSION_ID=3.20.3\n",
      });
      const layers = [
        [...tree].map(([path, node]): TarEntry => {
          const { mode, uid, gid } = node;
          if (node.type === "file") return { path, mode, uid, gid, content: node.content ?? "" };
          return { path, mode, uid, gid, type: "directory" };
        }),
      ];
      const planned = { from: "1.0-r0", to: "1.1-r0", architecture: "x86_64" };
      const db = database(folder, "alpine.tar.gz", "alpine 3.20", "1.1-r0");
      await provedTwice(buildImage({ layers }), db, planned, "apk upgrade");
      expect((await newLayer("1.0_fixd"))["usr/lib/thing"]).toBe("thing 1.1-r0\n");
      const refused = await fixIt("1.0", db, { mode: "graft", snapshot: "2026-01-31" });
      expect([refused?.fixed, refused?.refusal?.code]).toEqual([false, "FIX_UNSUPPORTED_OS"]);
    } finally {
      await server.close();
    }
  });
});
