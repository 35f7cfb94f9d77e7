/** From an image in a registry to a repaired one, through real builders; the package manager in it is a stand-in. */
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { fixImage } from "../../src/fix-command.ts";
import { quietHost } from "../../src/host.ts";
import { openImage, openInRegistry } from "../../src/image/index.ts";
import type { FixResult, ScanResult } from "../../src/model/index.ts";
import { scan } from "../../src/pipeline.ts";
import type { RawOptions } from "../../src/raw-options.ts";
import { scanOptions } from "../../src/read-options.ts";
import { repairOptions } from "../../src/read-repair-options.ts";
import { startDocker, type TestEngine } from "../support/engine.ts";
import { dockerArchive, readLayers, type TestImage } from "../support/image.ts";
import { pushImage, startRegistry, type TestRegistry } from "../support/registry.ts";
import { CONFIG, debianImage, NEW, OLD, repairDatabase, statusOf } from "../support/repair.ts";
import { describeWith } from "../support/tools.ts";

const folder = mkdtempSync(join(tmpdir(), "drydock-fix-"));
const ISOLATED = { BUILDAH_ISOLATION: "chroot", STORAGE_DRIVER: "vfs" };
let registry: TestRegistry;
let repository: string;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Env = Readonly<Record<string, string>>;
const BUILDAH: Env = { ...ISOLATED, DOCKER_HOST: `unix://${folder}/nothing.sock` };

function hostOf(env: Env) {
  return quietHost(join(folder, "cache"), { cwd: folder, env: { ...process.env, ...env } });
}

async function fixIt(reference: string, raw: RawOptions = {}, env: Env = BUILDAH) {
  const all: RawOptions = {
    db: join(folder, "db.tar.gz"),
    checks: "system",
    mode: "build",
    network: "host",
    ...raw,
  };
  const fix = repairOptions(all, "", all["dry-run"] === true);
  return await fixImage({ ...scanOptions(reference, all), fix }, hostOf(env));
}

const nameOf = (tag: string) => `registry:${registry.host}/${repository}:${tag}`;

async function fixOf(
  image: TestImage,
  raw: RawOptions = {},
  env: Env = BUILDAH,
): Promise<FixResult | undefined> {
  await pushImage(registry, repository, "1.0", image);
  return (await fixIt(nameOf("1.0"), raw, env)).fix;
}

async function tags(): Promise<readonly string[]> {
  const answer = await fetch(`http://${registry.host}/v2/${repository}/tags/list`);
  return ((await answer.json()) as { tags: string[] }).tags.sort();
}

const open = (tag: string) => openInRegistry(nameOf(tag), { insecure: false }, hostOf(BUILDAH));

/** Names of the new layer, by the system's tar. */
function namesIn(tar: Buffer): readonly string[] {
  const { stdout } = spawnSync("tar", ["-t"], { input: tar, encoding: "utf8" });
  return stdout.trim().split("\n");
}

const NONE = { critical: 0, high: 0, medium: 0, low: 0, negligible: 0, unknown: 0 };
const THING = {
  ...{ name: "thing", architecture: "amd64", from: OLD, to: NEW, source: "thing" },
  because: "target",
} as const;
const COMMANDS = ["apt-get update", "apt-get install -y --only-upgrade thing"];

function repairedBy(builder: string, digest: unknown): FixResult {
  return {
    ...{
      fixed: true,
      image: `${registry.host}/${repository}:1.0_fixd`,
      digest: digest as `sha256:${string}`,
    },
    ...{ mode: "build", packages: [THING], left: [], commands: COMMANDS },
    notes: [`By apt of the image, with ${builder}.`],
    before: { ...NONE, high: 1 },
    after: NONE,
    ...{ fixedFindings: 1, leftFindings: 0 },
    verdict: {
      outcome: "pass",
      reason: "nothing found (default policy: high or worse, of baseline and instructions critical)",
    },
  };
}

describeWith(["docker-registry", "buildah", "busybox"], "a repair", () => {
  beforeAll(async () => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "db.tar.gz"), repairDatabase());
    registry = await startRegistry();
  });
  afterAll(() => registry.stop());
  beforeEach(() => {
    repository = `team/${randomBytes(4).toString("hex")}`;
  });

  /** By builder: all make the same layer. */
  const layers = new Map<string, Buffer>();

  async function proveWith(builder: string, env: Env): Promise<void> {
    await pushImage(registry, repository, "1.0", debianImage());
    const first = (await fixIt(nameOf("1.0"), {}, env)).fix;
    const back = await open("1.0_fixd");
    expect(first).toEqual(repairedBy(builder, back.digest));
    const { Labels, ...config } = back.config.document.config as Record<string, unknown>;
    const { Labels: own, ...before } = CONFIG;
    expect([config, back.config.platform.architecture]).toEqual([before, "amd64"]);
    expect(Labels).toMatchObject({ ...own, "io.drydock.fix.packages": `thing=${NEW}` });
    const tar = (await readLayers(back)).at(-1)!;
    expect(namesIn(tar)).toEqual([
      ...["usr/", "usr/lib/", "usr/lib/thing/", "usr/lib/thing/.wh.gone", "usr/lib/thing/data"],
      ...["var/", "var/lib/", "var/lib/dpkg/", "var/lib/dpkg/info/", "var/lib/dpkg/info/thing.md5sums"],
      "var/lib/dpkg/status",
    ]);
    layers.set(builder, tar);
    const second = (await fixIt(nameOf("1.0"), {}, env)).fix;
    expect(second).toEqual({ ...repairedBy(builder, back.digest), unchanged: true });
    expect(await tags()).toEqual(["1.0", "1.0_fixd"]);
  }

  test("through buildah: pushed, proved, its config as it was; again it is there already", async () => {
    await proveWith("buildah", BUILDAH);
    const left = spawnSync("buildah", ["images", "--format", "{{.Name}}"], {
      env: { ...process.env, ...ISOLATED },
      encoding: "utf8",
    });
    expect(left.stdout).not.toContain("drydock");
  });

  describeWith(["dockerd"], "through Docker", () => {
    let docker: TestEngine;
    beforeAll(async () => {
      docker = await startDocker();
    });
    afterAll(() => docker.stop());

    test("BuildKit", () =>
      proveWith("Docker (BuildKit)", { DOCKER_HOST: docker.host, DOCKER_BUILDKIT: "1" }));
    test("the classic builder, and the layer is the same as of the others", async () => {
      await proveWith("Docker's classic builder", { DOCKER_HOST: docker.host, DOCKER_BUILDKIT: "0" });
      const [first, ...others] = layers.values();
      expect([layers.size, others.every((one) => first?.equals(one))]).toEqual([3, true]);
    });

    test("volumes: BuildKit keeps what changes below them, the classic builder is not asked", async () => {
      const image = debianImage({ config: { Volumes: { "/data": {} } } });
      const classic = await fixOf(image, {}, { ...BUILDAH, DOCKER_HOST: docker.host, DOCKER_BUILDKIT: "0" });
      expect(classic?.refusal).toEqual({
        code: "FIX_VOLUME",
        reason:
          "The image has volumes, and Docker's classic builder throws away what changes below them; use Docker with BuildKit.",
      });
      const kept = await fixOf(image, {}, { ...BUILDAH, DOCKER_HOST: docker.host, DOCKER_BUILDKIT: "1" });
      expect(kept?.fixed).toBe(true);
    });

    test("loaded into Docker in place of a push", async () => {
      const env = { ...BUILDAH, DOCKER_HOST: docker.host };
      const fix = await fixOf(debianImage(), { output: ["docker:repaired:1"] }, env);
      const loaded = await openImage("docker:repaired:1", { insecure: false }, hostOf(env));
      onTestFinished(() => loaded.close());
      expect([fix?.image, loaded.layers.length, await tags()]).toEqual(["docker:repaired:1", 3, ["1.0"]]);
    });
  });

  test("an archive is repaired into an OCI archive, which is an image; it is not overwritten unasked", async () => {
    writeFileSync(join(folder, "app.tar"), dockerArchive(debianImage(), ["app:1.0"]));
    const output = ["oci-archive:fixed.tar"];
    const { fix } = await fixIt("docker-archive:app.tar", { output });
    const image = await openImage("oci-archive:fixed.tar", { insecure: false }, hostOf(BUILDAH));
    onTestFinished(() => image.close());
    expect([fix?.image, fix?.digest, image.layers.length]).toEqual([
      "oci-archive:fixed.tar",
      image.digest,
      3,
    ]);
    await readLayers(image);
    const again = await fixIt("docker-archive:app.tar", { output, overwrite: "never" });
    expect(again.fix?.refusal).toEqual({
      code: "FIX_TAG_EXISTS",
      reason: "fixed.tar is there already; name another place, or give --overwrite always.",
    });
  });

  test("an OCI folder; where an archive has no name, somebody must say where a push is to go", async () => {
    writeFileSync(join(folder, "app2.tar"), dockerArchive(debianImage(), []));
    const { fix } = await fixIt("docker-archive:app2.tar", { output: ["oci:fixed"] });
    const image = await openImage("oci:fixed:fixd", { insecure: false }, hostOf(BUILDAH));
    expect([fix?.digest, (await readLayers(image)).length]).toEqual([image.digest, 3]);
    expect((await fixIt("docker-archive:app2.tar")).fix?.refusal).toEqual({
      code: "FIX_FAILED",
      reason:
        "docker-archive:app2.tar is in no registry: where is the repaired image to go? Name --repository and --tag, or write it with --output.",
    });
    const to = { repository: `${registry.host}/${repository}`, tag: "from-archive" };
    expect((await fixIt("docker-archive:app2.tar", to)).fix?.image).toBe(`${to.repository}:from-archive`);
    expect((await open("from-archive")).layers.length).toBe(3);
  });

  test("what a repair has made is repaired from its original: one layer, not a stack", async () => {
    const first = await fixOf(debianImage());
    writeFileSync(join(folder, "newer.tar.gz"), repairDatabase());
    const { fix, notices } = await fixIt(nameOf("1.0_fixd"));
    const { digest } = await open("1.0");
    expect([fix?.image, fix?.packages, (await open("1.0_fixd")).layers.length]).toEqual([
      first?.image,
      [THING],
      3,
    ]);
    expect(notices).toContain(
      `${nameOf("1.0_fixd")} was repaired before; the repair starts anew from registry:${registry.host}/${repository}@${digest}.`,
    );
  });

  test("dry run: the plan and the commands; nothing is built or pushed", async () => {
    const fix = await fixOf(debianImage(), { "dry-run": true }, { ...BUILDAH, PATH: "/nonexistent" });
    expect([fix, await tags()]).toEqual([
      {
        ...{ fixed: false, planned: true, mode: "build", packages: [THING], left: [], commands: COMMANDS },
        notes: ["There is neither Docker nor buildah here, which this would need."],
        before: { ...NONE, high: 1 },
      },
      ["1.0"],
    ]);
  });

  test("with the scan, in one go", async () => {
    await pushImage(registry, repository, "1.0", debianImage());
    const raw: RawOptions = {
      db: join(folder, "db.tar.gz"),
      checks: "system",
      fix: "push",
      "fix-mode": "build",
      "fix-network": "host",
    };
    const result: ScanResult = await scan(scanOptions(nameOf("1.0"), raw), hostOf(BUILDAH));
    expect([result.verdict.outcome, result.fix]).toEqual([
      "blocked",
      repairedBy("buildah", (await open("1.0_fixd")).digest),
    ]);
  });

  describe("refusals: nothing is pushed", () => {
    interface Case {
      readonly image?: Parameters<typeof debianImage>[0];
      readonly raw?: RawOptions;
      readonly env?: Env;
      readonly fixed?: string;
    }
    const cases: readonly (readonly [string, string | RegExp, Case])[] = [
      [
        "FIX_NOTHING",
        "There is no finding that could be mended by raising a system package.",
        { image: { status: statusOf(NEW) } },
      ],
      ["FIX_NO_SHELL", "The image has no shell: nothing can be built on it.", { image: { shell: false } }],
      [
        "FIX_UNSUPPORTED_OS",
        "Debian GNU/Linux 12 (bookworm) has packages of dpkg, but no package manager of them in the image.",
        { image: { entries: [{ path: "usr/bin/.wh.apt-get" }] } },
      ],
      [
        "FIX_ONBUILD",
        "The image has ONBUILD instructions: a build on it would run them, and lose them.",
        { image: { config: { OnBuild: ["RUN x"] } } },
      ],
      [
        "FIX_VOLUME",
        "The image has volumes, and buildah throws away what changes below them; use Docker with BuildKit.",
        { image: { config: { Volumes: { "/data": {} } } } },
      ],
      ["FIX_NO_BUILDER", "Needs Docker or buildah for thing.", { env: { ...BUILDAH, PATH: "/nonexistent" } }],
      [
        "FIX_HELD",
        "thing: It is on hold in the image.",
        { image: { status: statusOf(OLD, { hold: true }) } },
      ],
      [
        "FIX_BUILD",
        /^The package manager of the image failed\. It said: .*7/,
        { image: { damage: "exit 7" } },
      ],
      [
        "FIX_CONTENT",
        "usr/lib/thing/node of the new layer is a device node or something like it.",
        { image: { damage: "busybox mkfifo /usr/lib/thing/node" } },
      ],
      [
        "FIX_NOT_BETTER",
        "Files are not as their packages list them: usr/lib/thing/data. Nothing was pushed.",
        { image: { damage: "echo other > /usr/lib/thing/data" } },
      ],
      [
        "FIX_NOT_BETTER",
        "thing would go from 1.0-1 back to 0.9-1. Nothing was pushed.",
        { image: { damage: "busybox sed -i s/1.0-2/0.9-1/ /var/lib/dpkg/status" } },
      ],
      ["FIX_NOT_BETTER", "The second scan finds nothing mended. Nothing was pushed.", { fixed: "1.0-3" }],
      [
        "FIX_NOT_BETTER",
        /^The repaired image has findings that the original has not: CVE-2026-0003 .*\. Nothing was pushed\.$/,
        {
          image: {
            damage:
              "printf '\\nPackage: fresh\\nStatus: install ok installed\\nArchitecture: amd64\\nMaintainer: x\\nVersion: 1\\n' >> /var/lib/dpkg/status",
          },
        },
      ],
      ["FIX_TAG_TOO_LONG", /is longer than 128 characters/, { raw: { tagged: "x".repeat(125) } }],
    ];

    test.each(cases)("%s: %s", async (code, reason, { image, raw = {}, env = BUILDAH, fixed }) => {
      const { tagged = "1.0", ...options } = raw;
      if (fixed !== undefined) writeFileSync(join(folder, "other.tar.gz"), repairDatabase(fixed));
      const db = join(folder, fixed === undefined ? "db.tar.gz" : "other.tar.gz");
      await pushImage(registry, repository, String(tagged), debianImage(image));
      const { fix } = await fixIt(nameOf(String(tagged)), { db, ...options }, env);
      expect([fix?.fixed, fix?.refusal, await tags()]).toEqual([
        false,
        { code, reason: typeof reason === "string" ? reason : expect.stringMatching(reason) },
        [tagged],
      ]);
    });

    test("FIX_INCOMPLETE where not everything can be raised and --partial no was given", async () => {
      const status = `${statusOf(OLD)}\nPackage: libthing\nStatus: hold ok installed\nArchitecture: amd64\nMaintainer: x\nSource: thing\nVersion: ${OLD}\nDescription: x\n`;
      const fix = await fixOf(debianImage({ status }), { partial: "no" });
      expect([fix?.refusal, fix?.left, await tags()]).toEqual([
        {
          code: "FIX_INCOMPLETE",
          reason: "libthing would stay as it is, and --partial no was given: It is on hold in the image.",
        },
        [
          {
            ...{ name: "libthing", architecture: "amd64", version: OLD, fixedVersion: NEW },
            ...{ code: "FIX_HELD", reason: "It is on hold in the image." },
          },
        ],
        ["1.0"],
      ]);
    });
  });
});
