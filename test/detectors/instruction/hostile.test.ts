import { expect, test } from "vitest";
import { instruction } from "../../../src/detectors/instruction/index.ts";
import { checksOf, defaultPolicy } from "../../../src/policy/index.ts";

const MAX = 1024 * 1024 - 100;
const fill = (text: string, length = MAX) => text.repeat(Math.floor(length / text.length));

/** Files that are meant to keep a reader busy; each would have taken minutes, or all memory, without a cap. */
const FILES: Readonly<Record<string, string>> = {
  "a megabyte of commands": `FROM a\nRUN ${fill("a;")}`,
  "a megabyte of pipes": `FROM a\nRUN ${fill("curl http://x|sh|")}`,
  "one word of a megabyte": `FROM a\nRUN echo ${fill("x")}`,
  "substitutions in quotes": `FROM a\nRUN ${fill('"$(')}`,
  "substitutions within the cap": `FROM a\n${`RUN ${'"$('.repeat(5000)}\n`.repeat(40)}`,
  "deep substitutions": `FROM a\nRUN ${fill("$(")}`,
  arithmetic: `FROM a\nRUN ${fill("$(((", 60_000)}`,
  "open blocks": `FROM a\nRUN ${fill("if a; then ", 60_000)}`,
  coprocesses: `FROM a\nRUN ${fill("coproc ", 60_000)}`,
  wrappers: `FROM a\nRUN ${fill("sudo ", 60_000)}`,
  "scripts in scripts": `FROM a\nRUN ${fill("sh -c '", 60_000)}`,
  "continued lines": `FROM a\nRUN a${fill(" \\\n b")}`,
  "comments within": `FROM a\nRUN a \\\n${fill("# c\n")}`,
  "exceptions by the thousand": `${fill("# drydock ignore=x\n")}FROM a`,
  "5,000 instructions": `FROM a\n${"RUN curl -k http://x | sh\n".repeat(4999)}`,
  "5,000 variables": `FROM a\n${Array.from({ length: 4999 }, (_, at) => `ENV V${at}=${"x".repeat(150)}`).join("\n")}`,
  "variables that grow": `FROM a\nENV a=aaaaaaaaaa\n${"ENV a=$a$a$a\n".repeat(60)}`,
  "shell variables that grow": `FROM a\nRUN a=aaaaaaaaaa; ${"a=$a$a$a; ".repeat(60)}`,
  "words that grow": `FROM a\nRUN a=${"x".repeat(5000)}; b=${"$a".repeat(13)}; git ${"$b ".repeat(15_000)}`,
  "heredocs for shells": `FROM a\n${`RUN bash <<E\n${"a;".repeat(2400)}\nE\n`.repeat(40)}`,
  "stages upon stages": Array.from({ length: 4999 }, (_, at) => `FROM s${at - 1} AS s${at}`).join("\n"),
  "arguments that look like secrets": `FROM a\n${Array.from({ length: 2499 }, (_, at) => `ARG T${at}_TOKEN`).join("\n")}\n${"RUN echo $X\n".repeat(2499)}`,
};

test.each(Object.entries(FILES))("%s", { timeout: 60_000 }, async (_, text) => {
  const { findings, gaps } = await instruction.detect({
    build: { dockerfile: { path: "Dockerfile", text } },
    os: undefined,
    packages: [],
    now: new Date("2026-02-01T00:00:00Z"),
    checks: checksOf(defaultPolicy(), []),
  });
  expect(findings.length + gaps.length).toBeGreaterThan(0);
});

test("what is not read is a gap that stands in the way of everything", async () => {
  const { gaps } = await instruction.detect({
    build: { dockerfile: { path: "Dockerfile", text: `FROM a\nUSER 1\nRUN ${"a;".repeat(40_000)}\n` } },
    os: undefined,
    packages: [],
    now: new Date("2026-02-01T00:00:00Z"),
    checks: checksOf(defaultPolicy(), []),
  });
  expect(gaps.filter(({ kind }) => kind === "limit")).toEqual([
    {
      kind: "limit",
      where: "Dockerfile:3",
      by: "instruction",
      reason: "It has more than 65536 characters of shell commands.",
      rule: { id: "DD-DF", category: "instruction", severity: "critical" },
    },
  ]);
});
