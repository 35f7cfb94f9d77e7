import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { DrydockError } from "../src/errors.ts";
import { quietHost } from "../src/host.ts";
import type { Finding, ScanResult } from "../src/model/index.ts";
import { judge, loadPolicy } from "../src/policy/index.ts";
import { type WaiveOptions, waive } from "../src/waive.ts";
import { someRisk } from "./support/risks.ts";
import { someFinding } from "./support/scan-result.ts";

const NOW = new Date("2026-03-10T09:30:00Z");
const secret = someRisk({
  rule: "DD-SF-002",
  category: "sensitive",
  severity: "critical",
  subject: "srv/key.pem",
  location: { path: "srv/key.pem", layer: 0, diffId: `sha256:${"0".repeat(64)}` },
  fingerprint: `aaaaaaaa${"1".repeat(56)}`,
});
const twin = someRisk({ ...secret, fingerprint: `aaaaaaaa${"2".repeat(56)}`, subject: "srv/key.pem (2)" });
const pipe = someRisk({
  rule: "DD-DF-021",
  severity: "medium",
  subject: "RUN curl https://x/* | sh",
  fingerprint: `bbbbbbbb${"1".repeat(56)}`,
});
const sibling = someRisk({
  ...pipe,
  subject: "RUN curl https://x/y | tee z | sh",
  fingerprint: `bbbbbbbb${"2".repeat(56)}`,
});
const account = someRisk({
  rule: "DD-BL-010",
  category: "baseline",
  subject: "root",
  fingerprint: `dddddddd${"1".repeat(56)}`,
});
const neighbour = someRisk({ ...account, subject: "toor", fingerprint: `dddddddd${"2".repeat(56)}` });
const vulnerable = someFinding({ id: "CVE-2024-1", severity: "high" });
const findings: readonly Finding[] = [secret, twin, pipe, vulnerable];

let cwd: string;
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), "drydock-waive-"));
  await store("registry.example.com/team/app:1.0");
});
afterEach(() => rm(cwd, { recursive: true }));

function store(reference: string, names: readonly string[] = [], stored = findings): Promise<void> {
  const image: Partial<ScanResult["image"]> = { reference, digest: "sha256:0", names };
  return writeFile(
    join(cwd, "drydock-result.json"),
    JSON.stringify({ schemaVersion: 1, image, findings: stored }),
  );
}

const usual: WaiveOptions = {
  result: "drydock-result.json",
  reason: "a test key",
  expires: "90d",
  allImages: false,
  only: false,
};

function host() {
  return quietHost(cwd, { cwd, now: () => NOW });
}

/** The policy file after it, and which findings it waives. */
async function after(
  fingerprint: string,
  options: Partial<WaiveOptions> = {},
  image = "registry.example.com/team/app:2",
) {
  const { file } = await waive(fingerprint, { ...usual, ...options }, host());
  const policy = await loadPolicy([file], quietHost(cwd, { cwd }), { insecure: false });
  const { judged } = judge(findings, [], policy, NOW, {
    suppressed: new Map(),
    remarks: [],
    images: [image],
  });
  return {
    text: await readFile(join(cwd, file), "utf8"),
    waived: judged.map(({ action }) => action === "waive"),
  };
}

test("a file at its path, in the images of the repository, into a new policy file", async () => {
  expect(await after("aaaaaaaa1")).toEqual({
    text: `version: 1
waivers:
  - rule: DD-SF-002
    path: srv/key.pem
    images:
      - registry.example.com/team/app
    reason: a test key
    expires: 2026-06-08
`,
    waived: [true, true, false, false],
  });
  expect((await after("bbbbbbbb", {}, "registry.example.com/other")).waived).toEqual([
    false,
    false,
    false,
    false,
  ]);
});

test("an instruction, a vulnerability, a single finding", async () => {
  expect((await after(pipe.fingerprint)).waived).toEqual([false, false, true, false]);
  expect((await after(vulnerable.fingerprint)).waived).toEqual([false, false, true, true]);
  expect((await after("aaaaaaaa2", { only: true })).waived).toEqual([false, true, true, true]);
});

test("the finding alone, not what a pattern of its text or its whole rule would cover", async () => {
  const covered = async (finding: Finding) => {
    const { file } = await waive(finding.fingerprint, usual, host());
    const { judged } = judge(
      [pipe, sibling, account, neighbour],
      [],
      await loadPolicy([file], quietHost(cwd, { cwd }), { insecure: false }),
      NOW,
      {
        suppressed: new Map(),
        remarks: [],
        images: ["registry.example.com/team/app"],
      },
    );
    return judged.map(({ action }) => action === "waive");
  };
  await store("registry.example.com/team/app:1.0", [], [pipe, account]);
  expect(await covered(pipe)).toEqual([true, false, false, false]);
  expect(await covered(account)).toEqual([true, false, true, false]);
});

test("for all images, and for images that have no repository", async () => {
  expect((await after("aaaaaaaa1", { allImages: true }, "other")).waived).toEqual([true, true, false, false]);
  await store("./app.tar");
  expect((await after("bbbbbbbb1", {}, "other")).waived).toEqual([true, true, true, false]);
});

test("what stands in the file stays, comments too", async () => {
  const before = `# ours
version: 1
block: [] # nothing yet
waivers:
  # the old one
  - id: CVE-2020-1
    reason: old
    expires: 2026-05-01
`;
  await writeFile(join(cwd, "drydock.yaml"), before);
  const { text } = await after(pipe.fingerprint, { owner: "web" });
  expect(text).toBe(`# ours
version: 1
block: [] # nothing yet
waivers:
  # the old one
  - id: CVE-2020-1
    reason: old
    expires: 2026-05-01
  - rule: DD-DF-021
    instruction: RUN curl https://x/\\* | sh
    images:
      - registry.example.com/team/app
    reason: a test key
    expires: 2026-06-08
    owner: web
`);
});

test("a JSON file stays JSON", async () => {
  await writeFile(
    join(cwd, "drydock-result.json"),
    JSON.stringify({ schemaVersion: 1, image: { reference: "a", names: [] }, findings }),
  );
  await writeFile(join(cwd, "p.json"), '{"version": 1}');
  const { text } = await after(pipe.fingerprint, { policy: "p.json" });
  expect(JSON.parse(text)).toEqual({
    version: 1,
    waivers: [
      {
        rule: "DD-DF-021",
        instruction: "RUN curl https://x/\\* | sh",
        images: ["a"],
        reason: "a test key",
        expires: "2026-06-08",
      },
    ],
  });
});

describe("refused, and nothing is written", () => {
  test.each<[string, string, Partial<WaiveOptions>, string]>([
    ["no finding", "cccccccc", {}, "NOT_FOUND"],
    ["two findings", "aaaaaaaa", {}, "USAGE"],
    ["too short", "aaaa", {}, "USAGE"],
    ["no number", "DD-SF-002", {}, "USAGE"],
    ["a day that is over", "bbbbbbbb", { expires: "2026-03-09" }, "USAGE"],
    ["no day", "bbbbbbbb", { expires: "soon" }, "USAGE"],
    ["no report", "bbbbbbbb", { result: "none.json" }, "NOT_FOUND"],
    ["a broken policy", "bbbbbbbb", { policy: "broken.yml" }, "POLICY_INVALID"],
    ["another kind of report", "bbbbbbbb", { result: "other.json" }, "USAGE"],
    ["no JSON", "bbbbbbbb", { result: "broken.yml" }, "USAGE"],
  ])("%s", async (_, fingerprint, options, code) => {
    await writeFile(join(cwd, "broken.yml"), "version: 2\n");
    await writeFile(join(cwd, "other.json"), '{"schemaVersion": 2}');
    const error: unknown = await waive(fingerprint, { ...usual, ...options }, host()).catch(
      (thrown) => thrown,
    );
    expect(error instanceof DrydockError && error.code).toBe(code);
    await expect(readFile(join(cwd, "drydock.yml"))).rejects.toThrow("ENOENT");
    expect(await readFile(join(cwd, "broken.yml"), "utf8")).toBe("version: 2\n");
  });
});
