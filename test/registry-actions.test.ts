import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { openInRegistry } from "../src/image/index.ts";
import type { Image, RegistryActionName } from "../src/model/index.ts";
import { publisher } from "../src/publish-result.ts";
import { registryActions } from "../src/registry-actions.ts";
import { testHost } from "./image/ill-registry.ts";
import { buildImage } from "./support/image.ts";
import { startReferrersProxy } from "./support/referrers-proxy.ts";
import { type Descriptor, pushImage, startRegistry, type TestRegistry } from "./support/registry.ts";
import { scanResult } from "./support/scan-result.ts";
import { describeWith } from "./support/tools.ts";

const imageOf = (content: string, architecture = "amd64") =>
  buildImage({ layers: [[{ path: "a", content }]], config: { architecture } });
const ALLOWED = { allowed: true, insecure: false };

describeWith(["docker-registry"], "actions on a real registry", () => {
  let registry: TestRegistry;
  let repository: string;
  let bad: Descriptor;
  let image: Image;
  /** Every tag and what it names. */
  let before: Readonly<Record<string, string>>;
  beforeAll(async () => {
    registry = await startRegistry();
  });
  afterAll(() => registry.stop());
  beforeEach(async () => {
    repository = `team/${randomBytes(4).toString("hex")}`;
    bad = await pushImage(registry, repository, "1.0", imageOf("bad"));
    await pushImage(registry, repository, "also-bad", imageOf("bad"));
    await pushImage(registry, repository, "good", imageOf("good"));
    image = await open("1.0");
    before = await tags();
  });

  const open = (tag: string, platform = "linux/amd64") =>
    openInRegistry(`${registry.host}/${repository}:${tag}`, { insecure: false, platform }, testHost());
  const act = (actions: readonly RegistryActionName[], options = ALLOWED, about: Image = image) =>
    registryActions(actions, about, options, testHost());

  async function tags(at = registry.host): Promise<Readonly<Record<string, string>>> {
    const base = `http://${at}/v2/${repository}`;
    const listed = (await (await fetch(`${base}/tags/list`)).json()) as { tags: string[] | null };
    const accept = "application/vnd.oci.image.manifest.v1+json, application/vnd.oci.image.index.v1+json";
    const rows = await Promise.all(
      (listed.tags ?? []).sort().map(async (tag) => {
        const { headers } = await fetch(`${base}/manifests/${tag}`, { method: "HEAD", headers: { accept } });
        return [tag, headers.get("docker-content-digest") ?? "gone"] as const;
      }),
    );
    return Object.fromEntries(rows);
  }

  test("delete-tag: the tag goes; others of the same image stay, and so does the image", async () => {
    expect(await act(["delete-tag"])).toEqual([
      { action: "delete-tag", outcome: "done", message: `The tag 1.0 of ${bad.digest} was deleted.` },
    ]);
    const { "1.0": _, ...others } = before;
    expect(await tags()).toEqual(others);
    expect((await open("also-bad")).digest).toBe(bad.digest);
  });

  test("retag: kept under the quarantine's tag, and under its own", async () => {
    expect(await act(["retag"])).toEqual([
      { action: "retag", outcome: "done", message: `${bad.digest} was tagged 1.0_quarantine.` },
    ]);
    expect(await tags()).toEqual({ ...before, "1.0_quarantine": bad.digest });
  });

  test("both: moved, in whatever order they are asked for", async () => {
    const done = await act(["delete-tag", "retag"]);
    expect(done.map(({ action, outcome }) => [action, outcome])).toEqual([
      ["retag", "done"],
      ["delete-tag", "done"],
    ]);
    const { "1.0": _, ...others } = before;
    expect(await tags()).toEqual({ ...others, "1.0_quarantine": bad.digest });
  });

  test("an image of an index: the tag is the index's, and that is what is kept", async () => {
    const index = await pushImage(registry, repository, "multi", [imageOf("x"), imageOf("y", "arm64")]);
    const chosen = await open("multi");
    expect(chosen.digest).not.toBe(index.digest);
    await act(["retag", "delete-tag"], ALLOWED, chosen);
    expect(await tags()).toEqual({ ...before, multi_quarantine: index.digest });
    expect((await open("multi_quarantine", "linux/arm64")).config.platform.architecture).toBe("arm64");
  });

  test.each<RegistryActionName[][]>([[["retag"]], [["delete-tag"]], [["retag", "delete-tag"]]])(
    "a tag that has moved meanwhile is left alone: %j",
    async (actions) => {
      const moved = await pushImage(registry, repository, "1.0", imageOf("pushed meanwhile"));
      const done = await act(actions);
      expect(done.map(({ outcome }) => outcome)).toEqual(actions.map(() => "refused"));
      expect(done[0]?.message).toBe(
        `The policy asks for ${actions[0]}; nothing was done: The tag 1.0 names ${moved.digest} by now, not ${bad.digest}.`,
      );
      expect(await tags()).toEqual({ ...before, "1.0": moved.digest });
    },
  );

  test("not allowed: nothing is done, nothing is even asked, and it says so", async () => {
    const proxy = await startReferrersProxy(registry);
    onTestFinished(() => proxy.stop());
    const stored = { ...image.stored!, registry: proxy.host };
    const done = await act(["retag", "delete-tag"], { ...ALLOWED, allowed: false }, { ...image, stored });
    expect(done).toEqual(
      ["retag", "delete-tag"].map((action) => ({
        action,
        outcome: "off",
        message: `The policy asks for ${action}; nothing was done: --allow-registry-actions was not given.`,
      })),
    );
    expect([proxy.asked, await tags()]).toEqual([[], before]);
  });

  test("not asked for: nothing is done, though allowed", async () => {
    expect(await act([])).toEqual([]);
    expect(await tags()).toEqual(before);
  });

  test("named by its digest, or in no registry", async () => {
    const reference = `${registry.host}/${repository}@${bad.digest}`;
    const byDigest = await openInRegistry(reference, { insecure: false }, testHost());
    const { stored: _, ...elsewhere } = image;
    const messages = [
      ...(await act(["retag"], ALLOWED, byDigest)),
      ...(await act(["retag"], ALLOWED, { ...elsewhere, reference: "./app.tar" })),
    ].map(({ outcome, message }) => [outcome, message.split("nothing was done: ")[1]]);
    expect(messages).toEqual([
      ["refused", "the image was named by its digest, not by a tag."],
      ["refused", "the image was not read from a registry."],
    ]);
    expect(await tags()).toEqual(before);
  });

  test("a registry that deletes nothing: said, and the tag still names what it did", async () => {
    const closed = await startRegistry({ deletes: false });
    onTestFinished(() => closed.stop());
    await pushImage(closed, repository, "1.0", imageOf("bad"));
    const about = await openInRegistry(
      `${closed.host}/${repository}:1.0`,
      { insecure: false, platform: "linux/amd64" },
      testHost(),
    );
    const [done] = await act(["delete-tag"], ALLOWED, about);
    expect(done).toMatchObject({
      outcome: "failed",
      message: expect.stringContaining("does not do that (405)"),
    });
    expect(await tags(closed.host)).toEqual({ "1.0": bad.digest });
  });

  test("a mirror: what cannot be kept is not taken away", async () => {
    const mirror = await startReferrersProxy(registry, { isMirror: true });
    onTestFinished(() => mirror.stop());
    const done = await act(["retag", "delete-tag"], ALLOWED, {
      ...image,
      stored: { ...image.stored!, registry: mirror.host },
    });
    expect(done.map(({ outcome, message }) => [outcome, message.split("nothing was done: ")[1]])).toEqual([
      ["failed", expect.stringContaining("(405)")],
      ["refused", "the image could not be kept under another tag."],
    ]);
    expect(await tags()).toEqual(before);
  });

  describe("by the policy and the command line", () => {
    const run = (policy: string, ...args: string[]) => {
      const folder = mkdtempSync(join(tmpdir(), "drydock-test-"));
      onTestFinished(() => rmSync(folder, { recursive: true }));
      writeFileSync(join(folder, "drydock.yml"), policy);
      const reference = `registry:${registry.host}/${repository}:risky`;
      const options = [
        "--checks",
        "baseline",
        "--platform",
        "linux/amd64",
        "--no-cache",
        "--cache-dir",
        folder,
      ];
      const report = ["--format", "json", "--quiet", ...args];
      const command = [
        join(import.meta.dirname, "../dist/cli/index.js"),
        "scan",
        reference,
        ...options,
        ...report,
      ];
      const { status, stdout, stderr } = spawnSync(process.execPath, command, {
        cwd: folder,
        encoding: "utf8",
      });
      if (stdout === "") throw new Error(stderr);
      const { actions, registryActions } = JSON.parse(stdout);
      return { status, actions, done: registryActions?.map(({ outcome }: { outcome: string }) => outcome) };
    };
    // The one thing to be said of an image as small as this.
    const rule = (action: string) => `version: 1\nblock: [{ rule: DD-BL-007, action: ${action} }]\n`;
    beforeEach(async () => {
      await pushImage(registry, repository, "risky", imageOf("small"));
      before = await tags();
    });

    test("both switches: it is done", async () => {
      expect(run(rule("retag"), "--allow-registry-actions")).toEqual({
        status: 1,
        actions: ["retag"],
        done: ["done"],
      });
      expect(await tags()).toEqual({ ...before, risky_quarantine: before.risky });
      expect(run(rule("delete-tag"), "--allow-registry-actions").done).toEqual(["done"]);
      const { risky, ...others } = before;
      expect(await tags()).toEqual({ ...others, risky_quarantine: risky });
    });

    test.each([
      ["the policy alone", rule("delete-tag"), [], { status: 1, actions: ["delete-tag"], done: ["off"] }],
      ["the flag alone", rule("block"), ["--allow-registry-actions"], { status: 1, actions: [] }],
      [
        "an image that passes",
        "version: 1\nblock: [{ rule: DD-BL-999, action: delete-tag }]\ngaps: ignore\n",
        ["--allow-registry-actions"],
        { status: 0, actions: [] },
      ],
    ])("%s: nothing is touched", async (_, policy, args, expected) => {
      expect(run(policy, ...args)).toEqual(expected);
      expect(await tags()).toEqual(before);
    });
  });

  describe("in a result", () => {
    const blocked = (actions: readonly RegistryActionName[]) => {
      const result = scanResult({ image: { reference: image.reference, stored: image.stored! } });
      return { ...result, verdict: { ...result.verdict, actions } };
    };
    const acting = async (allowActions: boolean, actions: readonly RegistryActionName[]) =>
      (await publisher({ image: "x", insecure: false, allowActions }, testHost())).act(blocked(actions));

    test("what was done is among the notices, and by itself", async () => {
      const result = await acting(true, ["retag"]);
      const message = `${bad.digest} was tagged 1.0_quarantine.`;
      expect(result.registryActions).toEqual([{ action: "retag", outcome: "done", message }]);
      expect(result.notices).toEqual([...blocked([]).notices, message]);
    });

    test("what was not allowed, too", async () => {
      const { registryActions: done } = await acting(false, ["delete-tag"]);
      expect(done?.map(({ outcome }) => outcome)).toEqual(["off"]);
      expect(await tags()).toEqual(before);
    });

    test("where nothing is asked for, the result is as it was", async () => {
      expect(await acting(true, [])).toEqual(blocked([]));
    });
  });
});
