import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { DrydockError } from "../../src/errors.ts";
import { quietHost } from "../../src/host.ts";
import { defaultPolicy, loadPolicy } from "../../src/policy/index.ts";

let cwd: string;
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), "drydock-policy-"));
});
afterEach(() => rm(cwd, { recursive: true }));

const load = (...sources: string[]) => loadPolicy(sources, quietHost(cwd, { cwd }), { insecure: false });

async function refusal(path?: string): Promise<{ code: string; message: string }> {
  const error: unknown = await load(...(path === undefined ? [] : [path])).catch((thrown: unknown) => thrown);
  if (!(error instanceof DrydockError)) throw new Error(`Expected a DrydockError, got ${String(error)}`);
  return { code: error.code, message: error.message };
}

test("without a file the default policy holds", async () => {
  expect(await load()).toEqual(defaultPolicy());
});

test.each(["drydock.yml", "drydock.yaml", "drydock.json"])("%s is found", async (name) => {
  await writeFile(
    join(cwd, name),
    '{"version": 1, "block": [{"severity": "low", "count": 3}], "gaps": "ignore"}',
  );
  const { gaps } = defaultPolicy();
  expect(await load()).toEqual({
    ...defaultPolicy(),
    origin: name,
    isDefault: false,
    block: [{ severity: "low", count: 3 }],
    gaps: Object.fromEntries(Object.keys(gaps).map((kind) => [kind, "ignore"])),
  });
});

test("a path is taken from the working folder and may have any name", async () => {
  await writeFile(join(cwd, "org.txt"), "version: 1\nblock: []\n");
  expect(await load("org.txt")).toMatchObject({ origin: "org.txt", block: [] });
});

test("two files are one too many", async () => {
  await writeFile(join(cwd, "drydock.yml"), "version: 1\n");
  await writeFile(join(cwd, "drydock.json"), '{"version": 1}');
  expect(await refusal()).toEqual({
    code: "POLICY_INVALID",
    message: "There are several policy files: drydock.yml, drydock.json.",
  });
});

test("a named file that is not there is an error, not the default policy", async () => {
  expect(await refusal("policy.yml")).toEqual({
    code: "NOT_FOUND",
    message: "There is no policy file policy.yml.",
  });
});

test("a folder, a file over the cap and text that is not UTF-8 are refused", async () => {
  expect((await refusal(".")).code).toBe("POLICY_INVALID");
  await writeFile(join(cwd, "big.yml"), "#".repeat(1024 * 1024 + 1));
  expect(await refusal("big.yml")).toEqual({
    code: "POLICY_INVALID",
    message: "big.yml: 1048577 bytes, more than the 1048576 allowed.",
  });
  await writeFile(join(cwd, "latin.yml"), Buffer.from("version: 1 # \xe9\n", "latin1"));
  expect((await refusal("latin.yml")).code).toBe("POLICY_INVALID");
});

test.skipIf(process.getuid?.() === 0)("a file that may not be read is an error", async () => {
  await writeFile(join(cwd, "drydock.yml"), "version: 1\n");
  await chmod(join(cwd, "drydock.yml"), 0o000);
  expect((await refusal()).code).toBe("POLICY_INVALID");
});
