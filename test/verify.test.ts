import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { attach } from "../src/image/attach.ts";
import { Repository } from "../src/image/registry-client.ts";
import { RepositoryWriter } from "../src/image/registry-writer.ts";
import type { ScanResult } from "../src/model/index.ts";
import type { RawOptions } from "../src/raw-options.ts";
import { type Bench, bench } from "./support/attached.ts";
import { cli } from "./support/cli.ts";
import { testDatabase } from "./support/database.ts";
import { buildImage } from "./support/image.ts";
import { type ReferrersProxy, startReferrersProxy } from "./support/referrers-proxy.ts";
import { type Descriptor, pushImage, startRegistry, type TestRegistry } from "./support/registry.ts";
import { sampleDatabase, sampleImage } from "./support/sample.ts";
import { describeWith } from "./support/tools.ts";

const IN_TOTO = "application/vnd.in-toto+json";
const BUNDLE = "application/vnd.dev.sigstore.bundle.v0.3+json";
const RESULT = "application/vnd.drydock.result.v1+json";
const VULN = "https://cosign.sigstore.dev/attestation/vuln/v1";
const DAY = 86_400_000;
const ONLY_PACKAGES = "scope: { categories: [system, application] }";
const PACKAGES = "packages.yml";
const NONE = "No result of drydock is attached to this image; attach one with drydock scan --attach.";

describeWith(["docker-registry"], "results that stay with their image", () => {
  let plain: TestRegistry;
  let proxy: ReferrersProxy;
  let alter: (path: string, body: Buffer) => Buffer;
  let bed: Bench;
  let repository: string;
  let image: Descriptor;
  beforeAll(async () => {
    plain = await startRegistry();
    proxy = await startReferrersProxy(plain, { alter: (path, body) => alter(path, body) });
    bed = bench();
    writeFileSync(join(bed.folder, PACKAGES), `version: 1\n${ONLY_PACKAGES}\n`);
  });
  afterAll(async () => {
    bed.remove();
    await proxy.stop();
    await plain.stop();
  });
  beforeEach(async () => {
    alter = (_, body) => body;
    bed.warnings.length = 0;
    repository = `team/${randomBytes(4).toString("hex")}`;
    image = await pushImage(plain, repository, "1.0", sampleImage());
  });

  const nameAt = ({ host }: TestRegistry, tag = "1.0") => `registry:${host}/${repository}:${tag}`;
  const essence = ({ verdict, findings, packages, gaps, database, checked }: ScanResult) => {
    const { outcome, reason, judged, remarks } = verdict;
    const decided = judged.map(({ finding, action, because }) => [finding.rule, action, because]);
    return { outcome, reason, decided, remarks, findings, packages, gaps, database, checked };
  };
  const reader = (registry: TestRegistry) =>
    Repository.connect({ registry: registry.host, repository }, bed.host(), { insecure: false });
  const attachedTo = async (registry: TestRegistry, digest = image.digest) =>
    await reader(registry).referrers(digest);
  async function contentOf(registry: TestRegistry, type: string): Promise<Buffer> {
    const [entry] = (await attachedTo(registry)).filter(({ artifactType }) => artifactType === type);
    const { layers } = JSON.parse((await reader(registry).manifest(entry!.digest)).bytes.toString());
    const chunks: Uint8Array[] = [];
    for await (const chunk of reader(registry).blob(layers[0].digest)) chunks.push(chunk);
    return Buffer.concat(chunks);
  }
  /** Pushes something of a stranger's to the image. */
  async function attachForeign(
    content: object | string,
    type = IN_TOTO,
    digest = image.digest,
  ): Promise<void> {
    const name = { registry: plain.host, repository };
    const sides = {
      reader: reader(plain),
      writer: RepositoryWriter.connect(name, bed.host(), { insecure: false, access: "push" }),
    };
    const bytes = Buffer.from(typeof content === "string" ? content : JSON.stringify(content));
    const artifact = { artifactType: type, contentType: type, content: bytes, annotations: {} };
    await attach(digest, [artifact], sides, bed.host());
  }

  describe.each<[string, () => TestRegistry]>([
    ["without the referrers API", () => plain],
    ["with the referrers API", () => proxy],
  ])("%s", (_, registry) => {
    test("verify answers from an empty cache as the scan did, signed or not", async () => {
      for (const key of [undefined, "key"]) {
        const scanned = await bed.attach(nameAt(registry()), key === undefined ? {} : { key: "key.pem" });
        const verified = await bed.verify(nameAt(registry()), key === undefined ? {} : { key: "key.pub" });
        expect(essence(verified)).toEqual(essence(scanned));
        expect(verified.scannedAt).toBe(scanned.scannedAt);
        expect(verified.notices.at(-1)).toMatch(
          key === undefined
            ? /^Read from the result that drydock 0\.1\.0 attached on .*, its signature was not checked\)\.$/
            : /, signed with key\.pub\)\.$/,
        );
      }
      expect(bed.warnings).toEqual([expect.stringMatching(/^The statement sha256:\S+ is not signed\.$/)]);
    });

    test("nothing attached is unproven, and says what to do", async () => {
      const { verdict, gaps } = await bed.verify(nameAt(registry()));
      expect(verdict).toMatchObject({ outcome: "unproven", reason: NONE });
      expect(gaps).toEqual([
        { kind: "unproven", where: `${registry().host}/${repository}:1.0`, by: "verify", reason: NONE },
      ]);
    });
  });

  test("three attachments, by the names that others look for", async () => {
    await bed.attach(nameAt(plain), {}, new Date("2026-03-01T10:00:00Z"));
    const created = { "org.opencontainers.image.created": "2026-03-01T10:00:00.000Z" };
    expect(
      (await attachedTo(plain)).map(({ artifactType, annotations }) => [artifactType, annotations]),
    ).toEqual([
      [RESULT, created],
      ["application/vnd.cyclonedx+json", created],
      [IN_TOTO, { ...created, "in-toto.io/predicate-type": VULN }],
    ]);
    const signed = await pushImage(
      plain,
      repository,
      "2.0",
      buildImage({ layers: [[{ path: "a", content: "a" }]] }),
    );
    await bed.attach(nameAt(plain, "2.0"), { key: "key.pem" }, new Date("2026-03-01T10:00:00Z"));
    const [, , statement] = await attachedTo(plain, signed.digest);
    expect([statement?.artifactType, statement?.annotations]).toEqual([
      BUNDLE,
      {
        ...created,
        "in-toto.io/predicate-type": VULN,
        "dev.sigstore.bundle.content": "dsse-envelope",
        "dev.sigstore.bundle.predicateType": VULN,
      },
    ]);
  });

  test("the same result twice is attached once; a later one is the one that counts", async () => {
    const first = new Date("2026-03-01T10:00:00Z");
    await bed.attach(nameAt(plain), {}, first);
    await bed.attach(nameAt(plain), {}, first);
    expect(await attachedTo(plain)).toHaveLength(3);
    await bed.attach(nameAt(plain), { "fail-on": "critical" }, new Date("2026-03-03T10:00:00Z"));
    await bed.attach(nameAt(plain), { "fail-on": "low" }, new Date("2026-03-02T10:00:00Z"));
    const { verdict, scannedAt } = await bed.verify(nameAt(plain));
    expect([scannedAt, verdict.reason]).toEqual([
      "2026-03-03T10:00:00.000Z",
      "3 critical vulnerabilities (policy: critical)",
    ]);
  });

  test("an image of an index: the result is the platform's own", async () => {
    const index = await pushImage(plain, repository, "multi", [sampleImage()]);
    const { image: scanned } = await bed.attach(nameAt(plain, "multi"));
    expect(scanned.digest).not.toBe(index.digest);
    expect(await attachedTo(plain, index.digest)).toEqual([]);
    expect((await bed.verify(nameAt(plain, "multi"))).verdict.outcome).toBe("blocked");
  });

  describe("refused", () => {
    const refusal = async (raw = {}) => {
      const { verdict, findings } = await bed.verify(nameAt(plain), raw);
      expect([verdict.outcome, findings]).toEqual(["unproven", []]);
      return verdict.reason;
    };
    const NONE_HOLDS =
      "None of the results that are attached to this image holds (1 refused); scan it again with --attach.";

    test("not signed, where a key is asked for", async () => {
      await bed.attach(nameAt(plain));
      expect(await refusal({ key: "key.pub" })).toBe(NONE_HOLDS);
      expect(bed.warnings[0]).toMatch(/^The statement sha256:\S+ is not signed\.$/);
    });

    test("signed with another key", async () => {
      await bed.attach(nameAt(plain), { key: "other.pem" });
      expect(await refusal({ key: "key.pub" })).toBe(NONE_HOLDS);
      expect(bed.warnings[0]).toMatch(/is not signed with this key, or was altered\.$/);
    });

    test("a signed statement that says something else now", async () => {
      await bed.attach(nameAt(plain), { key: "key.pem" });
      const bundle = JSON.parse((await contentOf(plain, BUNDLE)).toString());
      const statement = Buffer.from(bundle.dsseEnvelope.payload, "base64").toString();
      const forged = statement
        .replace('"outcome":"blocked"', '"outcome":"pass"')
        .replace(/20\d\d(?=-[^"]+Z"}})/, "2099");
      expect(forged).not.toBe(statement);
      repository = `${repository}/forged`;
      image = await pushImage(plain, repository, "1.0", sampleImage());
      const payload = Buffer.from(forged).toString("base64");
      await attachForeign({ ...bundle, dsseEnvelope: { ...bundle.dsseEnvelope, payload } }, BUNDLE);
      expect(await refusal({ key: "key.pub" })).toBe(NONE_HOLDS);
      expect(bed.warnings[0]).toMatch(/or was altered/);
    });

    test.each<RawOptions>([{}, { key: "key.pub" }])(
      "of another image, with its good signature (%j)",
      async (raw) => {
        await bed.attach(nameAt(plain), { key: "key.pem" });
        const bundle = (await contentOf(plain, BUNDLE)).toString();
        const other = buildImage({ layers: [[{ path: "a", content: "another image" }]] });
        image = await pushImage(plain, repository, "1.0", other);
        await attachForeign(bundle, BUNDLE);
        expect(await refusal(raw)).toBe(NONE_HOLDS);
        expect(bed.warnings[0]).toMatch(/is about another image than the one it is attached to\.$/);
      },
    );

    test("an old signed result does not come back by being attached anew", async () => {
      await bed.attach(
        nameAt(plain),
        { key: "key.pem", "fail-on": "critical" },
        new Date("2026-03-01T10:00:00Z"),
      );
      const bundle = (await contentOf(plain, BUNDLE)).toString();
      await bed.attach(nameAt(plain), { key: "key.pem", "fail-on": "low" }, new Date("2026-03-02T10:00:00Z"));
      await attachForeign(bundle, BUNDLE);
      const { scannedAt } = await bed.verify(nameAt(plain), { key: "key.pub" });
      expect(scannedAt).toBe("2026-03-02T10:00:00.000Z");
    });

    test("forged ones beside a good one do not count, and do not stand in its way", async () => {
      const scanned = await bed.attach(nameAt(plain), { key: "key.pem" });
      await attachForeign("no JSON");
      await attachForeign({ _type: "https://in-toto.io/Statement/v1", subject: [], predicateType: VULN });
      const verified = await bed.verify(nameAt(plain), { key: "key.pub" });
      expect(essence(verified)).toEqual(essence(scanned));
    });

    test("without a key, a statement that nobody can read may be the newest", async () => {
      await bed.attach(nameAt(plain));
      await attachForeign("no JSON");
      expect(await refusal()).toMatch(/is not JSON\. Whether it is the newest cannot be told/);
    });

    test.each([
      ["the result", () => RESULT],
      ["the statement", () => IN_TOTO],
    ])("bytes altered on the way: %s", async (_, type) => {
      await bed.attach(nameAt(proxy));
      const content = await contentOf(proxy, type());
      alter = (path, body) =>
        path.includes("/blobs/") && body.equals(content)
          ? Buffer.from(body.toString("latin1").replace("blocked", "passed!"), "latin1")
          : body;
      const { verdict } = await bed.verify(nameAt(proxy));
      expect(verdict).toMatchObject({
        outcome: "unproven",
        reason: expect.stringContaining("should be sha256:"),
      });
    });

    test("a result that the statement contradicts", async () => {
      await bed.attach(nameAt(plain));
      const statement = (await contentOf(plain, IN_TOTO)).toString();
      const other = new Date(Date.now() + 1000).toISOString();
      await attachForeign(
        statement.replace('"outcome":"blocked"', '"outcome":"pass"').replace(/[^"]+(?="}}}$)/, other),
      );
      expect(await refusal()).toBe("The attached result and the statement on it contradict each other.");
    });

    test("more statements than anybody attaches", async () => {
      const index = "application/vnd.oci.image.index.v1+json";
      const manifests = [...Array(501).keys()].map((at) => ({
        mediaType: "application/vnd.oci.image.manifest.v1+json",
        artifactType: IN_TOTO,
        digest: `sha256:${String(at).padStart(64, "0")}`,
        size: 2,
      }));
      const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: index, manifests }));
      alter = (path, body) => (path.includes("/referrers/") ? bytes : body);
      await expect(bed.verify(nameAt(proxy))).rejects.toMatchObject({
        code: "IMAGE_INVALID",
        message: expect.stringMatching(/^More than 500 statements are attached/),
      });
    });

    test("dated in the future", async () => {
      await bed.attach(nameAt(plain), {}, new Date(Date.now() + DAY));
      expect(await refusal()).toBe(NONE_HOLDS);
      expect(bed.warnings[0]).toMatch(/is dated .*, which is yet to come\.$/);
    });
  });

  describe("age", () => {
    test("over --max-age is unproven, under it is not", async () => {
      await bed.attach(nameAt(plain), {}, new Date("2026-03-01T10:00:00Z"));
      const at = (time: string) => bed.verify(nameAt(plain), { "max-age": "24h" }, new Date(time));
      expect((await at("2026-03-02T09:59:00Z")).verdict.outcome).toBe("blocked");
      expect((await at("2026-03-02T11:00:00Z")).verdict).toMatchObject({
        outcome: "unproven",
        reason:
          "The attached result is 25 hours old, over the limit of 24 hours; scan again, or match it anew with --rematch.",
      });
    });

    test("--rematch asks the database of today, and the image is not read again", async () => {
      const older = join(bed.folder, "older-db");
      const day = { updatedAt: "2026-03-01T06:00:00Z", nextUpdate: "2026-03-01T12:00:00Z" };
      const { database, metadata } = testDatabase({ fixed: "9", ...day });
      mkdirSync(older);
      writeFileSync(join(older, "trivy.db"), database);
      writeFileSync(join(older, "metadata.json"), metadata);
      const scanned = await bed.attach(nameAt(proxy), { db: older }, new Date("2026-03-01T10:00:00Z"));
      expect(scanned.findings.map(({ rule }) => rule)).toEqual(["CVE-1"]);

      const before = proxy.asked.length;
      const now = new Date("2026-03-05T10:00:00Z");
      const raw = { "max-age": "24h", rematch: true, db: sampleDatabase, policy: PACKAGES };
      const verified = await bed.verify(nameAt(proxy), raw, now);
      const asked = proxy.asked.slice(before).join("\n");
      const { layers } = JSON.parse((await reader(plain).manifest(image.digest)).bytes.toString());
      expect(layers).toHaveLength(2);
      for (const { digest } of layers) expect(asked).not.toContain(digest);

      const anew = await bed.attach(nameAt(plain), {}, now);
      expect(verified.findings).toEqual(anew.findings);
      expect([verified.verdict.outcome, verified.scannedAt]).toEqual(["blocked", now.toISOString()]);
      expect(verified.database).toEqual(anew.database);
    });

    test("--rematch without a database that could be had is an error", async () => {
      await bed.attach(nameAt(plain));
      await expect(bed.verify(nameAt(plain), { rematch: true, offline: true })).rejects.toMatchObject({
        code: "DATABASE_MISSING",
      });
    });

    test("what the scan found in the image itself stays", async () => {
      const scanned = await bed.attach(nameAt(plain), { checks: "system,application,instruction,baseline" });
      const risks = (result: ScanResult) => result.findings.filter(({ kind }) => kind === "risk");
      expect(risks(scanned).length).toBeGreaterThan(0);
      const policy = join(bed.folder, "scoped.yml");
      writeFileSync(
        policy,
        "version: 1\nscope: { categories: [system, application, instruction, baseline] }\n",
      );
      const verified = await bed.verify(nameAt(plain), { rematch: true, db: sampleDatabase, policy });
      expect(risks(verified)).toEqual(risks(scanned));
      expect(verified.gaps).toEqual(scanned.gaps);
      expect(verified.checked).toEqual(scanned.checked);
    });
  });

  describe("another policy", () => {
    const policyOf = (rules: string) => {
      const file = join(bed.folder, `${randomBytes(4).toString("hex")}.yml`);
      writeFileSync(file, `version: 1\n${rules}\n`);
      onTestFinished(() => rmSync(file));
      return file;
    };
    test("judges what was found", async () => {
      await bed.attach(nameAt(plain), { "fail-on": "low" });
      const lenient = policyOf(`block: []\n${ONLY_PACKAGES}`);
      expect((await bed.verify(nameAt(plain), { policy: lenient })).verdict.outcome).toBe("pass");
      const waiving = policyOf(
        `${ONLY_PACKAGES}\nblock: [{ severity: critical, rule: CVE-2023-38545 }]\nwaivers:\n  - { id: CVE-2023-38545, reason: proxy is off, expires: 2099-01-01 }`,
      );
      const { verdict } = await bed.verify(nameAt(plain), { policy: waiving });
      expect(verdict.outcome).toBe("pass");
      expect(verdict.judged.filter(({ action }) => action === "waive").length).toBe(2);
      const severe = await bed.verify(nameAt(plain), { "fail-on": "critical" });
      expect(severe.verdict.remarks).toEqual([]);
    });

    test("that asks for more than was looked for is not satisfied", async () => {
      await bed.attach(nameAt(plain));
      const { verdict } = await bed.verify(nameAt(plain), { policy: policyOf("block: []") });
      expect(verdict.outcome).toBe("unproven");
      expect(verdict.gaps.map(({ gap }) => gap.reason).sort()).toEqual(
        ["baseline", "instruction", "malware", "sensitive"].map(
          (one) => `The stored scan did not look for ${one}.`,
        ),
      );
    });

    test("that asks for less does not see the rest", async () => {
      await bed.attach(nameAt(plain), { checks: "system,application,instruction,baseline" });
      const { findings, verdict } = await bed.verify(nameAt(plain), { policy: policyOf(ONLY_PACKAGES) });
      expect(findings.every(({ kind }) => kind === "vulnerability")).toBe(true);
      expect(verdict.outcome).toBe("blocked");
    });

    test("that switches rules on which the scan left out", async () => {
      const scope = "scope: { categories: [instruction], rules: { DD-DF-108: on } }";
      const asking = policyOf(`${scope}\nblock: [{ severity: negligible }]`);
      await bed.attach(nameAt(plain), { checks: "instruction" });
      const { verdict } = await bed.verify(nameAt(plain), { policy: asking });
      expect(verdict.gaps.map(({ gap }) => gap.reason)).toContain(
        "The stored scan did not look at DD-DF-108.",
      );
      await bed.attach(nameAt(plain), { checks: "instruction,DD-DF-108" });
      const again = await bed.verify(nameAt(plain), { policy: asking });
      expect(again.verdict.gaps.map(({ gap }) => gap.reason)).not.toContain(
        "The stored scan did not look at DD-DF-108.",
      );
    });

    test("that wants a category whole of which the scan left rules out", async () => {
      await bed.attach(nameAt(plain), { checks: "instruction,-DD-DF-002" });
      const whole = policyOf("scope: { categories: [instruction] }\nblock: []");
      const { verdict } = await bed.verify(nameAt(plain), { policy: whole });
      expect(verdict.outcome).toBe("unproven");
      expect(verdict.gaps.map(({ gap }) => gap.reason)).toContain(
        "The stored scan looked for instruction with rules switched off.",
      );
    });

    test("drydock.yml here counts as it does for a scan", async () => {
      await bed.attach(nameAt(plain));
      writeFileSync(join(bed.folder, "drydock.yml"), `version: 1\nblock: []\n${ONLY_PACKAGES}\n`);
      onTestFinished(() => rmSync(join(bed.folder, "drydock.yml")));
      expect((await bed.verify(nameAt(plain))).verdict.outcome).toBe("pass");
    });
  });

  describe("mistakes that are told before the work", () => {
    test.each<[string, string, string, RawOptions?]>([
      ["an archive", "docker-archive:app.tar", "USAGE"],
      ["an image that is not there", "NAME:none", "NOT_FOUND"],
      ["a key that is not there", "NAME:1.0", "NOT_FOUND", { key: "none.pub" }],
      ["a private key", "NAME:1.0", "CREDENTIALS", { key: "key.pem" }],
    ])("verify: %s", async (_, reference, code, raw = {}) => {
      const name = reference.replace("NAME", `${plain.host}/${repository}`);
      await expect(bed.verify(name, raw)).rejects.toMatchObject({ code });
    });

    test("--attach of what is in no registry", async () => {
      writeFileSync(join(bed.folder, "Dockerfile"), "FROM scratch\n");
      for (const reference of ["dockerfile:Dockerfile", "sbom:none.json"])
        await expect(bed.attach(reference, { checks: [] })).rejects.toMatchObject({
          code: "USAGE",
          message: `--attach writes to the image's registry, and ${reference} was not read from one.`,
        });
    });

    test("--key without --attach", async () => {
      await expect(bed.attach(nameAt(plain), { attach: false, key: "key.pem" })).rejects.toMatchObject({
        code: "USAGE",
      });
    });
  });

  test("a registry that takes nothing", async () => {
    const closed = await startReferrersProxy(plain);
    await closed.stop();
    await expect(bed.attach(`registry:${closed.host}/${repository}:1.0`)).rejects.toMatchObject({
      code: "NETWORK",
    });
  });

  describe("the command line", () => {
    /** Not in step: a registry of this process has to answer meanwhile. */
    const run = async (...words: string[]) => {
      const cache = mkdtempSync(join(bed.folder, "xdg-"));
      const child = spawn(process.execPath, [cli(), ...words], {
        cwd: bed.folder,
        env: { PATH: process.env.PATH ?? "", HOME: cache, XDG_CACHE_HOME: cache },
      });
      const [stdout, stderr, [status]] = await Promise.all([
        text(child.stdout),
        text(child.stderr),
        once(child, "close") as Promise<[number]>,
      ]);
      return { status, stdout, stderr };
    };
    const scan = (...words: string[]) =>
      run(
        "scan",
        nameAt(plain),
        "--db",
        sampleDatabase,
        "--checks",
        "system",
        "--platform",
        "linux/amd64",
        ...words,
      );

    test("scan, verify, status: exit codes and last lines", async () => {
      const verify = (...words: string[]) =>
        run("verify", nameAt(plain), "--platform", "linux/amd64", ...words);
      const status = async () => (await run("status", nameAt(plain), "--platform", "linux/amd64")).status;
      const none = await verify();
      expect([none.status, none.stdout.trimEnd().split("\n").at(-1)]).toEqual([3, `UNPROVEN: ${NONE}`]);
      expect(await status()).toBe(3);
      expect((await scan("--attach", "--fail-on", "critical")).status).toBe(1);
      const verified = await verify();
      expect([verified.status, verified.stdout.trimEnd().split("\n").at(-1), verified.stderr]).toEqual([
        1,
        "BLOCKED: 3 critical vulnerabilities (policy: critical)",
        "",
      ]);
      expect((await verify("--key", "key.pub")).status).toBe(3);
      expect((await verify("--key", "none.pub")).status).toBe(2);
      const json = JSON.parse((await verify("--format", "json")).stdout);
      expect([json.outcome, json.image.stored.repository]).toEqual(["blocked", repository]);
      expect(await status()).toBe(0);
    });

    test("a result that could not be attached: what blocks is told, a pass is no pass", async () => {
      const mirror = await startReferrersProxy(plain, { isMirror: true });
      onTestFinished(() => mirror.stop());
      const words = ["--db", sampleDatabase, "--checks", "system", "--platform", "linux/amd64", "--attach"];
      const scanning = (...more: string[]) =>
        run("scan", `registry:${mirror.host}/${repository}:1.0`, ...words, "--format", "json", ...more);
      writeFileSync(join(bed.folder, "lenient.yml"), "version: 1\nblock: []\n");
      for (const [more, status, outcome] of [
        [[], 1, "blocked"],
        [["--policy", "lenient.yml"], 2, "pass"],
      ] as const) {
        const answer = await scanning(...more);
        expect([answer.status, JSON.parse(answer.stdout).outcome]).toEqual([status, outcome]);
        expect(answer.stderr).toMatch(/drydock: UNSUPPORTED: The result could not be attached\. .*\(405\)/);
      }
    });
  });
});
