import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { leaveMark } from "../src/attestation/index.ts";
import { openInRegistry } from "../src/image/index.ts";
import { Repository } from "../src/image/registry-client.ts";
import { statusOptions } from "../src/read-options.ts";
import { imageStatus, printedStatus } from "../src/status.ts";
import { type Bench, bench } from "./support/attached.ts";
import { type ReferrersProxy, startReferrersProxy } from "./support/referrers-proxy.ts";
import { type Descriptor, pushImage, startRegistry, type TestRegistry } from "./support/registry.ts";
import { sampleDatabase, sampleImage } from "./support/sample.ts";
import { describeWith } from "./support/tools.ts";

const T0 = new Date("2026-03-01T10:00:00Z");
const later = (hours: number) => new Date(T0.getTime() + hours * 3_600_000);

describeWith(["docker-registry"], "the status of an image", () => {
  let plain: TestRegistry;
  let proxy: ReferrersProxy;
  let bed: Bench;
  let repository: string;
  let image: Descriptor;
  beforeAll(async () => {
    plain = await startRegistry();
    proxy = await startReferrersProxy(plain);
    bed = bench();
  });
  afterAll(async () => {
    bed.remove();
    await proxy.stop();
    await plain.stop();
  });
  beforeEach(async () => {
    repository = `team/${randomBytes(4).toString("hex")}`;
    image = await pushImage(plain, repository, "1.0", sampleImage());
  });

  const status = (at: TestRegistry, now = later(1), raw = {}) =>
    imageStatus(
      statusOptions(`${at.host}/${repository}:1.0`, { platform: "linux/amd64", ...raw }),
      bed.host(now),
    );
  const attach = (at: TestRegistry, raw = {}, now = T0) =>
    bed.attach(`registry:${at.host}/${repository}:1.0`, raw, now);
  const placeAt = (at: TestRegistry) => ({ registry: at.host, repository });
  const attachedTo = async (at: TestRegistry) =>
    (await Repository.connect(placeAt(at), bed.host(), { insecure: false }).referrers(image.digest)).map(
      ({ artifactType }) => artifactType?.replace("application/vnd.", ""),
    );

  describe.each<[string, () => TestRegistry]>([
    ["without the referrers API", () => plain],
    ["with the referrers API", () => proxy],
  ])("%s", (_, registry) => {
    test("nothing, then scanning, then complete; the mark goes", async () => {
      const known = { image: `${registry().host}/${repository}:1.0`, digest: image.digest, refused: [] };
      expect(await status(registry())).toEqual({ ...known, status: "NONE" });
      // The registry is asked while the scan still has its image open.
      const opened = await openInRegistry(
        known.image,
        { insecure: false, platform: "linux/amd64" },
        bed.host(),
      );
      await leaveMark(
        opened.stored!,
        opened.digest,
        { state: "SCANNING" },
        undefined,
        { insecure: false },
        bed.host(T0),
      );
      expect(await status(registry())).toEqual({
        ...known,
        status: "SCANNING",
        latest: { at: T0.toISOString(), version: "0.1.0" },
      });
      expect(await attachedTo(registry())).toEqual(["drydock.scan-state.v1+json"]);
      await attach(registry(), {}, later(0.5));
      expect((await status(registry())).status).toBe("COMPLETE");
    });

    test("complete: verdict, counts, times, engine and database", async () => {
      await attach(registry());
      expect(await attachedTo(registry())).toEqual([
        "drydock.result.v1+json",
        "cyclonedx+json",
        "in-toto+json",
      ]);
      expect(await status(registry())).toEqual({
        image: `${registry().host}/${repository}:1.0`,
        digest: image.digest,
        status: "COMPLETE",
        scan: {
          outcome: "blocked",
          reason: "3 critical and 4 high vulnerabilities (policy: high or worse)",
          counts: {
            critical: 3,
            high: 4,
            medium: 6,
            low: 2,
            negligible: 0,
            unknown: 0,
            total: 15,
            waived: 0,
          },
          categories: ["system", "application"],
          startedAt: T0.toISOString(),
          finishedAt: T0.toISOString(),
          engine: { name: "drydock", version: "0.1.0" },
          database: { origin: sampleDatabase, updatedAt: "2025-06-01T00:00:00Z" },
          signed: false,
        },
        refused: [],
      });
    });

    test("failed, with the result of the scan before", async () => {
      await attach(registry());
      await expect(attach(registry(), { db: "./none", "no-cache": true }, later(2))).rejects.toMatchObject({
        code: "DATABASE_MISSING",
      });
      const { status: state, latest, scan } = await status(registry(), later(3));
      expect([state, latest, scan?.startedAt]).toEqual([
        "FAILED",
        { at: later(2).toISOString(), version: "0.1.0", code: "DATABASE_MISSING" },
        T0.toISOString(),
      ]);
      expect(await attachedTo(registry())).toContain("drydock.scan-state.v1+json");
      await attach(registry(), {}, later(4));
      expect((await status(registry(), later(5))).status).toBe("COMPLETE");
    });
  });

  test("a scan that has said no more for four hours has failed", async () => {
    const mark = () =>
      leaveMark(
        placeAt(plain),
        image.digest,
        { state: "SCANNING" },
        undefined,
        { insecure: false },
        bed.host(T0),
      );
    await mark();
    expect((await status(plain, later(3.9))).status).toBe("SCANNING");
    expect((await status(plain, later(4.1))).status).toBe("FAILED");
  });

  test("a registry that deletes nothing keeps the mark, and nobody minds", async () => {
    const closed = await startRegistry({ deletes: false });
    onTestFinished(() => closed.stop());
    const api = await startReferrersProxy(closed);
    onTestFinished(() => api.stop());
    await pushImage(closed, repository, "1.0", sampleImage());
    await attach(api);
    expect(await attachedTo(api)).toContain("drydock.scan-state.v1+json");
    expect((await status(api)).status).toBe("COMPLETE");
    expect(bed.warnings).toEqual([]);
  });

  test("with a key only what it has signed is told, and why the rest is not", async () => {
    await attach(plain);
    const { status: state, scan, refused } = await status(plain, later(1), { key: "key.pub" });
    expect([state, scan, refused]).toEqual(["NONE", undefined, [expect.stringMatching(/is not signed\.$/)]]);
    await attach(plain, { key: "key.pem" }, later(0.5));
    expect((await status(plain, later(1), { key: "key.pub" })).scan?.signed).toBe(true);
  });

  test("as text and as JSON", async () => {
    await attach(plain);
    const found = await status(plain);
    expect(JSON.parse(printedStatus(found, "json"))).toEqual(found);
    expect(printedStatus(found, "text")).toBe(
      [
        `image     ${plain.host}/${repository}:1.0`,
        `digest    ${image.digest}`,
        "status    COMPLETE",
        "verdict   blocked: 3 critical and 4 high vulnerabilities (policy: high or worse)",
        "findings  3 critical, 4 high, 6 medium, 2 low, 0 negligible, 0 unknown, 15 total, 0 waived",
        "checked   system, application",
        "started   2026-03-01T10:00:00.000Z",
        "finished  2026-03-01T10:00:00.000Z",
        "engine    drydock 0.1.0",
        `database  ${sampleDatabase} of 2025-06-01T00:00:00Z`,
        "signature not checked",
        "",
      ].join("\n"),
    );
    const hostile = { ...found, refused: ["\u001b[2Jx"] };
    expect(printedStatus(hostile, "text")).not.toContain("\u001b");
  });
});
