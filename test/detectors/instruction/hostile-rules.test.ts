import { expect, test } from "vitest";
import type { InstructionRule } from "../../../src/detectors/instruction/rule.ts";
import {
  apkCacheKept,
  commandCredential,
  downloadRun,
  extraIndex,
  languageCacheKept,
  lonelyRefresh,
  mutableRevision,
  rpmCacheKept,
  secretFileCopied,
  secretRemovedLater,
  uncheckedTool,
  unsignedPackages,
} from "../../../src/detectors/instruction/rules/all.ts";
import { sceneFor } from "./cases.ts";

const run = (script: string, times = 8) => `FROM a\n${`RUN ${script}\n`.repeat(times)}`;
const numbered = (count: number, text: (number: number) => string) =>
  Array.from({ length: count }, (_, number) => text(number)).join("");

/**
 * What one rule is asked thousands of times, each answer of which once meant to look at all commands, steps or files again:
 * minutes each, where they now take about a second.
 */
const CASES: readonly (readonly [what: string, rule: InstructionRule, text: string, hits: number])[] = [
  [
    "npx behind steps that install no project",
    mutableRevision,
    run(`${"npm i a;".repeat(14)}${"npx x;".repeat(14)}`, 3000),
    14 * 3000,
  ],
  ["clones without a pin", mutableRevision, run("git clone git://a/b;".repeat(3200)), 3200 * 8],
  [
    "installs in front of which is cleaned",
    rpmCacheKept,
    run(`${"dnf clean a;".repeat(2400)}${"yum install a;".repeat(2400)}`, 16),
    16,
  ],
  [
    "installs and deletions",
    apkCacheKept,
    run(`${"rm a;".repeat(2500)}${"apk add a;".repeat(2400)}`, 20),
    20,
  ],
  [
    "mounts and installs",
    languageCacheKept,
    `FROM a\nRUN ${"--mount=type=tmpfs,target=/a ".repeat(30_000)}${"pip install a;".repeat(4600)}`,
    1,
  ],
  [
    "mounts and files",
    secretRemovedLater,
    `FROM a\nRUN ${"--mount=type=tmpfs,target=/a ".repeat(30_000)}${"a>/.env;".repeat(4900)}\nRUN rm /.env`,
    1,
  ],
  ["indexes that are updated", lonelyRefresh, run(`${"apt update;".repeat(4900)}make`), 0],
  [
    "secrets that are made and deleted",
    secretRemovedLater,
    run(numbered(2400, (number) => `a>${number}/.env;rm a${number};`)),
    0,
  ],
  [
    "secrets that others delete",
    secretRemovedLater,
    `FROM a\n${numbered(1000, (number) => `COPY .env /${number}/.env\n`)}${`RUN ${"rm a;".repeat(4900)}\n`.repeat(12)}RUN rm -r /*`,
    1000,
  ],
  [
    "secrets that are copied on",
    secretFileCopied,
    `FROM a AS b\n${"COPY .env /x\n".repeat(2400)}FROM a\n${`COPY --from=b ${"/y ".repeat(120)} /z\n`.repeat(2400)}`,
    0,
  ],
  [
    "settings that nobody takes back",
    uncheckedTool,
    run("git config http.sslverify false;".repeat(1900)),
    1900 * 8,
  ],
  [
    "packages that nobody verifies",
    unsignedPackages,
    run("apk add --allow-untrusted a.apk;".repeat(1900)),
    1900 * 8,
  ],
  ["sources without a mapping", extraIndex, run("nuget source add;".repeat(3600)), 3600 * 8],
  ["pipes that only look like downloads", downloadRun, run(`${"curl -o x a|sh|".repeat(2400)}b`), 0],
  ["pipes of downloads, a line for each", downloadRun, run(`${"curl a|\\\nsh|".repeat(2400)}b`), 8],
  ["options without a value", commandCredential, run(`docker login ${"-p ".repeat(21_000)}`), 0],
];

test.each(CASES)("%s", { timeout: 30_000 }, (_, rule, text, hits) => {
  expect(Array.from(rule.check(sceneFor(text))).length).toBe(hits);
});

test.each<[string, string, number, number, number]>([
  ["continued lines", `FROM a\nRUN ${"\\\n".repeat(500_000)}${"a;".repeat(4900)}`, 4900, 500_002, 500_002],
  [
    "lines of a heredoc",
    `FROM a\n${`RUN <<E\n${"\n".repeat(50_000)}${"a;".repeat(4900)}\nE\n`.repeat(15)}`,
    4900 * 15,
    50_003,
    750_045,
  ],
  ["a long pipe", run(`${"a|".repeat(4900)}b`, 8), 4901 * 8, 2, 9],
])("%s: commands at their lines", { timeout: 30_000 }, (_, text, count, first, last) => {
  const commands = sceneFor(text).target.steps.flatMap((step) => step.commands);
  const lines = commands.map(({ startLine }) => startLine);
  expect([lines.length, lines[0], lines.at(-1)]).toEqual([count, first, last]);
});
