import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DockerfileParser } from "dockerfile-ast";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Dockerfile, parseDockerfile } from "../../src/dockerfile/index.ts";
import { OverLimit, Unreadable } from "../../src/errors.ts";

const all = (file: Dockerfile) => [
  ...file.globalArgs,
  ...file.stages.flatMap(({ from, instructions }) => [from, ...instructions]),
];

/** `KEYWORD first-last` of each instruction. */
function lines(text: string): string[] {
  return all(parseDockerfile(text)).map((one) => `${one.keyword} ${one.startLine}-${one.endLine}`);
}

/** The text of the second instruction, which stands behind `FROM a`. */
function second(text: string) {
  const found = parseDockerfile(`FROM a\n${text}`).stages[0]?.instructions[0];
  if (found === undefined) throw new Error("no second instruction");
  return found;
}

describe("stages", () => {
  test("names, platforms, variables left as they are", () => {
    const { globalArgs, stages } = parseDockerfile(
      "ARG V=1\nfrom --platform=$BUILDPLATFORM golang:${V} as Build\nRUN x\nFROM build\nFROM scratch\n",
    );
    expect(globalArgs.map(({ text }) => text)).toEqual(["ARG V=1"]);
    expect(
      stages.map(({ from, instructions, ...rest }) => ({ ...rest, count: instructions.length })),
    ).toEqual([
      { index: 0, name: "build", image: "golang:${V}", platform: "$BUILDPLATFORM", count: 1 },
      { index: 1, image: "build", count: 0 },
      { index: 2, image: "scratch", count: 0 },
    ]);
  });

  test.each([
    ["", "The Dockerfile has no FROM."],
    ["# only a comment\n", "The Dockerfile has no FROM."],
    ["RUN x\nFROM a\n", "Line 1 of the Dockerfile stands before the first FROM."],
    ["FROM a\nRUN <<EOF\nx\n", "The heredoc in line 2 of the Dockerfile has no end."],
    ["# escape=x\nFROM a\n", "The escape directive of the Dockerfile must name \\ or `, not x."],
  ])("%j cannot be parsed", (text, message) => {
    expect(() => parseDockerfile(text)).toThrow(new Unreadable(message));
  });

  test("a file without end", () => {
    expect(() => parseDockerfile(`FROM a\n${"RUN x\n".repeat(5001)}`)).toThrow(OverLimit);
    expect(() => parseDockerfile(`FROM a\n#${"x".repeat(1024 * 1024)}`)).toThrow(OverLimit);
  });
});

describe("lines", () => {
  test.each([
    ["continued", "RUN a \\\n  b\nRUN z", ["RUN 2-3", "RUN 4-4"]],
    ["blanks behind the sign", "RUN a \\ \t\n  b\nRUN z", ["RUN 2-3", "RUN 4-4"]],
    ["comments and empty lines within", "RUN a \\\n\n  # c \\\n  b\nRUN z", ["RUN 2-5", "RUN 6-6"]],
    ["an escaped sign at the end", "RUN a \\\\\nRUN z", ["RUN 2-2", "RUN 3-3"]],
    ["a sign on a line of its own", "RUN a \\\n\\\n b\nRUN z", ["RUN 2-4", "RUN 5-5"]],
    ["the end of the file instead of a next line", "RUN a \\", ["RUN 2-2"]],
    ["a heredoc", "RUN <<EOF\nx\nEOF\nRUN z", ["RUN 2-4", "RUN 5-5"]],
    ["two heredocs", "COPY <<a <<b /d/\n1\na\n2\nb\nRUN z", ["COPY 2-6", "RUN 7-7"]],
    ["tabs", "RUN <<-EOF\n\tx\n\tEOF\nRUN z", ["RUN 2-4", "RUN 5-5"]],
    ["tabs that count", "RUN <<EOF\n\tEOF\nEOF\nRUN z", ["RUN 2-4", "RUN 5-5"]],
    ["blanks in front of the name", "RUN <<EOF\n EOF\nEOF\nRUN z", ["RUN 2-4", "RUN 5-5"]],
    ["a quoted name", "RUN <<'EOF'\nx\nEOF\nRUN z", ["RUN 2-4", "RUN 5-5"]],
    ["a quoted name with a blank", 'RUN <<"E F"\nx\nE F\nRUN z', ["RUN 2-4", "RUN 5-5"]],
    ["another descriptor", "RUN cat 3<<EOF\nx\nEOF\nRUN z", ["RUN 2-4", "RUN 5-5"]],
    ["a heredoc of a continued line", "RUN cat <<EOF \\\n > /x\nx\nEOF\nRUN z", ["RUN 2-5", "RUN 6-6"]],
    ["instructions as content", "RUN <<EOF\nFROM b\n# c\nEOF\nRUN z", ["RUN 2-5", "RUN 6-6"]],
    ["no heredoc: in quotes", "RUN echo 'a <<EOF b'\nRUN z", ["RUN 2-2", "RUN 3-3"]],
    ["no heredoc: JSON", 'RUN ["cat", "<<EOF"]\nRUN z', ["RUN 2-2", "RUN 3-3"]],
    ["no heredoc: a here-string", "RUN cat <<<EOF\nRUN z", ["RUN 2-2", "RUN 3-3"]],
    ["no heredoc: arithmetic", "RUN echo $((1 << 2))\nRUN z", ["RUN 2-2", "RUN 3-3"]],
    ["no heredoc: CMD", "CMD cat <<EOF\nRUN z", ["CMD 2-2", "RUN 3-3"]],
    ["of ONBUILD", "ONBUILD RUN <<EOF\nx\nEOF\nRUN z", ["ONBUILD 2-4", "RUN 5-5"]],
  ])("%s", (_, text, expected) => {
    expect(lines(`FROM a\n${text}`)).toEqual(["FROM 1-1", ...expected]);
    expect(lines(`\uFEFFFROM a\r\n${text.replaceAll("\n", "\r\n")}\r\n`)).toEqual(["FROM 1-1", ...expected]);
  });

  test("the escape directive", () => {
    const text = "#\tEscape = `\r\n\r\nFROM a\r\nRUN dir `\r\n  c:\\\r\nRUN z\r\n";
    expect(lines(text)).toEqual(["FROM 3-3", "RUN 4-5", "RUN 6-6"]);
    expect(lines("# syntax=x\n# escape=`\nFROM a\nRUN a `\n b\n")).toEqual(["FROM 3-3", "RUN 4-5"]);
    // Behind an empty line or another comment it is a comment.
    expect(lines("\n# escape=`\nFROM a\nRUN a `\nRUN b\n")).toEqual(["FROM 3-3", "RUN 4-4", "RUN 5-5"]);
    expect(lines("# x\n# escape=`\nFROM a\nRUN a `\nRUN b\n")).toEqual(["FROM 3-3", "RUN 4-4", "RUN 5-5"]);
  });
});

describe("instructions", () => {
  test("flags, JSON, heredocs: everything there is", () => {
    expect(second('run --mount=type=secret,id="a b" --network=none   ["sh",  "-c", "a  b"]')).toEqual({
      keyword: "RUN",
      startLine: 2,
      endLine: 2,
      text: 'run --mount=type=secret,id="a b" --network=none   ["sh",  "-c", "a  b"]',
      flags: [
        { name: "mount", value: 'type=secret,id="a b"' },
        { name: "network", value: "none" },
      ],
      rest: '["sh",  "-c", "a  b"]',
      json: ["sh", "-c", "a  b"],
      heredocs: [],
    });
    expect(second("COPY --link <<a <<-'b' /d/\n$x\na\n\t$y\n\tb\n")).toEqual({
      keyword: "COPY",
      startLine: 2,
      endLine: 6,
      text: "COPY --link <<a <<-'b' /d/",
      flags: [{ name: "link" }],
      rest: "<<a <<-'b' /d/",
      heredocs: [
        { name: "a", chomp: false, expand: true, content: "$x\n" },
        { name: "b", chomp: true, expand: false, content: "\t$y\n" },
      ],
    });
  });

  test("a trigger, and no trigger of a trigger", () => {
    const trigger = second("ONBUILD COPY --from=x a b").trigger;
    expect(trigger).toMatchObject({ keyword: "COPY", rest: "a b", flags: [{ name: "from", value: "x" }] });
    expect(second("ONBUILD ONBUILD RUN x").trigger?.trigger).toBeUndefined();
    expect(second("ONBUILD ".repeat(50_000)).keyword).toBe("ONBUILD");
  });

  test("a shell's brackets are no JSON", () => {
    expect(second("RUN [ -f /x ] && y")).not.toHaveProperty("json");
    expect(second('CMD ["a", 1]')).not.toHaveProperty("json");
    expect(second("CMD ['a']")).not.toHaveProperty("json");
  });
});

const builds = ["three-stages", "shapes", "child"].map((name) =>
  join(import.meta.dirname, "../provenance/fixtures", name),
);

test.each(builds)("an independent parser finds the same lines: %s", (folder) => {
  const text = readFileSync(join(folder, "Dockerfile"), "utf8");
  const others = DockerfileParser.parse(text)
    .getInstructions()
    .map((one) => `${one.getKeyword()} ${one.getRange().start.line + 1}-${one.getRange().end.line + 1}`);
  expect(lines(text)).toEqual(others);
});

test("any text is parsed or refused, and every line belongs to one instruction at most", () => {
  const pieces = fc.constantFrom(
    ..."FROM a|RUN |COPY |ONBUILD |ARG |ENV |<<EOF|EOF|<<-'E F'|E F|\\|\\\\|`|#|# escape=`|\n|\r\n|\n\t|'|\"|[\"a\"]|$|${|}|:-|--from=|\0|\uFEFF|é".split(
      "|",
    ),
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 60 }), (parts) => {
      const text = parts.join("");
      let file: Dockerfile;
      try {
        file = parseDockerfile(text);
      } catch (error) {
        expect(error).toBeInstanceOf(Unreadable);
        return;
      }
      const count = text.split("\n").length;
      let last = 0;
      for (const { startLine, endLine } of all(file)) {
        expect(startLine).toBeGreaterThan(last);
        expect(endLine).toBeGreaterThanOrEqual(startLine);
        expect(endLine).toBeLessThanOrEqual(count);
        last = endLine;
      }
    }),
    { numRuns: 1000 },
  );
});
