import { globSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";

const source = join(import.meta.dirname, "../src");

/** The floors of the house, from the street down to the bytes. A room imports from its own floor's files or from below. */
const FLOORS: readonly (readonly string[])[] = [
  [
    "cli",
    "action",
    "commands",
    "terminal",
    "command-line",
    "command-options",
    "layer-worker",
    "print-rules",
    "fix-command",
    "fix-index",
  ],
  ["github"],
  ["run-scan", "write-reports", "failure-text"],
  ["verify", "status", "rebase-image", "publish-result", "policy-test", "policy-explain", "explain-text"],
  ["pipeline", "fix", "look", "baseline", "compared", "content", "rematch"],
  [
    "judgement",
    "layer-analyzers",
    "scan-result",
    "within-scope",
    "registry-actions",
    "stored-answers",
    "explained-changes",
    "policy-import",
  ],
  [
    "options",
    "read-options",
    "raw-options",
    "repair-options",
    "read-repair-options",
    "stored-result",
    "stored-scan",
    "stored-form",
    "waive",
    "notify",
    "gitlab",
    "gate",
  ],
  ["detectors", "policy", "report", "progress", "vex", "comparison", "attestation", "repair", "rebase"],
  ["inventory", "advisories", "sbom", "provenance", "exploitation"],
  ["versions", "dockerfile", "secrets"],
  ["patterns"],
  ["analysis"],
  ["image"],
  [
    "model",
    "errors",
    "sent-error",
    "host",
    "log",
    "version",
    "temporary",
    "collector",
    "in-parallel",
    "wasm",
  ],
];

/** Rooms of one floor that do not know each other. */
const STRANGERS: readonly (readonly [string, string])[] = [
  ["detectors", "policy"],
  ["detectors", "report"],
  ["policy", "report"],
  ["comparison", "detectors"],
  ["comparison", "policy"],
  ["comparison", "report"],
  ["comparison", "vex"],
  ["vex", "detectors"],
  ["vex", "policy"],
  ["vex", "report"],
  ["attestation", "detectors"],
  ["attestation", "policy"],
  ["attestation", "report"],
  ["attestation", "vex"],
  ["sbom", "advisories"],
  ["inventory", "advisories"],
  ["versions", "advisories"],
];

const files = globSync("**/*.ts", { cwd: source });
const room = (file: string): string => (file.split("/")[0] ?? "").replace(/\.ts$/, "");
const floor = (file: string): number => FLOORS.findIndex((rooms) => rooms.includes(room(file)));

function imports(file: string): string[] {
  const text = readFileSync(join(source, file), "utf8");
  const specifiers = [...text.matchAll(/(?:from|import\()\s*"(\.[^"]+\.ts)"/g)].map(
    (match) => match[1] ?? "",
  );
  return specifiers.map((specifier) => relative(source, join(source, dirname(file), specifier)));
}

test("README's map has every folder", () => {
  const readme = readFileSync(join(source, "../README.md"), "utf8");
  const folders = new Set(files.flatMap((file) => (file.includes("/") ? [room(file)] : [])));
  expect([...folders].filter((name) => !readme.includes(`\`${name}/\``))).toEqual([]);
});

test("every file has a floor", () => {
  expect(files.filter((file) => floor(file) < 0)).toEqual([]);
});

test("imports point down, towards the bytes", () => {
  const upwards = files.flatMap((file) =>
    imports(file)
      .filter((target) => !target.startsWith("..") && floor(target) < floor(file))
      .map((target) => `${file} imports ${target}`),
  );
  expect(upwards).toEqual([]);
});

test("neighbours that should not know each other do not", () => {
  const acquaintances = files.flatMap((file) =>
    imports(file)
      .filter((target) =>
        STRANGERS.some(
          (pair) => pair.includes(room(file)) && pair.includes(room(target)) && room(file) !== room(target),
        ),
      )
      .map((target) => `${file} imports ${target}`),
  );
  expect(acquaintances).toEqual([]);
});
