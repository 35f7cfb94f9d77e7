// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are a shell's
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Command } from "../../../src/detectors/instruction/command.ts";
import { Unreadable } from "../../../src/errors.ts";
import { sceneFor } from "./cases.ts";

function commandsIn(text: string): readonly Command[] {
  return sceneFor(text).stages.flatMap(({ steps }) => steps.flatMap(({ commands }) => commands));
}

/** `name@first-last`, and what starts it. */
const places = (text: string) =>
  commandsIn(text).map(({ name, startLine, endLine, via }) =>
    [...via, `${name}@${startLine}-${endLine}`].join(" > "),
  );

describe("commands and their lines", () => {
  test.each([
    ["RUN a && \\\n  b \\\n  c; \\\n# no\n\n d", ["a@2-2", "b@3-4", "d@7-7"]],
    ["RUN <<EOF\na\nif b; then\n  c\nfi\nEOF", ["a@3-3", "b@4-4", "c@5-5"]],
    ["RUN cat <<EOF > /x && a\nb\nEOF", ["cat@2-4", "a@2-2"]],
    ["RUN x=$(a) b `c`", ["b@2-2", "a@2-2", "c@2-2"]],
    [
      "RUN sudo -u me env A=b timeout 5 a",
      ["sudo@2-2", "sudo > env@2-2", "sudo > env > timeout@2-2", "sudo > env > timeout > a@2-2"],
    ],
    [
      "RUN bash -ec 'a; b' && find . -name x | xargs -n 1 c",
      ["bash@2-2", "bash -c > a@2-2", "bash -c > b@2-2", "find@2-2", "xargs@2-2", "xargs > c@2-2"],
    ],
    ['RUN ["sh", "-c", "a b"]', ["sh@2-2", "sh -c > a@2-2"]],
    ['CMD ["/usr/bin/a", "$B"]', ["a@2-2"]],
    ["HEALTHCHECK --interval=1s CMD a || exit 1", ["a@2-2", "exit@2-2"]],
    ['SHELL ["powershell", "-c"]\nRUN a', []],
    ["ONBUILD RUN a", ["a@2-2"]],
    ["RUN echo 'a; b' # c", ["echo@2-2"]],
    ["RUN bash -cx 'a'", ["bash@2-2", "bash -c > a@2-2"]],
    ["RUN bash -o pipefail -c -x -- 'a' b", ["bash@2-2", "bash -c > a@2-2"]],
    ["RUN bash -euo pipefail $FLAGS -c 'a'", ["bash@2-2", "bash -c > a@2-2"]],
    ["RUN bash x -c a", ["bash@2-2"]],
    ["RUN su -l me -c 'a'", ["su@2-2", "su -c > a@2-2"]],
    [
      "RUN bash -e <<EOF && d\na\nb $(c)\nEOF",
      ["bash@2-5", "bash > a@3-3", "bash > b@4-4", "bash > c@4-4", "d@2-2"],
    ],
    ["RUN <<EOF bash\na\nb\nEOF", ["bash@2-5", "bash > a@3-3", "bash > b@4-4"]],
    ["RUN <<-'EOF' sudo sh -s x\n\ta\n\tEOF", ["sudo@2-4", "sudo > sh@2-4", "sudo > sh > a@3-3"]],
    ["RUN sh <<A <<B\na\nA\nb\nB", ["sh@2-6", "sh > b@5-5"]],
    ["RUN su me <<EOF\na\nEOF", ["su@2-4", "su > a@3-3"]],
    [
      "RUN sh <<EOF\na \\$b; \\$(c)\nsh <<'D'\nd\nD\nEOF",
      ["sh@2-7", "sh > a@3-3", "sh > \0@3-3", "sh > c@3-3", "sh > sh@4-6", "sh > sh > d@5-5"],
    ],
    ["RUN bash <<< 'a; b'", ["bash@2-2", "bash > a@2-2", "bash > b@2-2"]],
    ["RUN bash x.sh <<EOF\na\nEOF", ["bash@2-4"]],
    ["RUN python3 <<EOF\na\nEOF", ["python3@2-4"]],
    ["RUN bash 3<<EOF\na\nEOF", ["bash@2-4"]],
    ["RUN <<EOF\n#!/usr/bin/env -S bash -e\na\nEOF", ["a@4-4"]],
    ["RUN <<EOF\n#!/usr/bin/python3\na\nEOF", []],
  ])("%j", (text, expected) => expect(places(`FROM x\n${text}`)).toEqual(expected));

  test("what the shell puts in", () => {
    const [, made] = commandsIn(
      "FROM x\nENV A=one\nARG B=two\nRUN c=three; made $A \"${B}\" $c '$A' ${D:-four} $E$(f)",
    );
    expect(made?.args).toEqual(["one", "two", "three", "$A", "\0", "\0\0"]);
  });
});

const word = fc.constantFrom("a", "bb", "-c", "'d e'", '"f $G"', "$(h i)", "x=1", "/usr/bin/j");
const command = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => ["run", ...words].join(" "));
const pieces = fc.array(fc.tuple(command, fc.constantFrom(" && ", " ; ", " | ", " || ")), {
  minLength: 1,
  maxLength: 8,
});
const joints = fc.constantFrom("", "\\\n", "\\\n  ", "\\\n# comment ' \" $(\n", "\\\n\n\t");

const essence = (commands: readonly Command[]) =>
  commands.map(({ name, args, assignments, isConditional, pipeline }) => ({
    name,
    args,
    assignments,
    isConditional,
    pipeline: pipeline.map((one) => one.name),
  }));

test.each([
  [
    "an outer shell puts in what is not quoted",
    "RUN sh <<EOF\na \\$A \\\\\\$A '$A'\nEOF",
    ["one", "$A", "$A"],
  ],
  ["a quoted end leaves all to the inner one", "RUN sh <<'EOF'\na \\$A '$A'\nEOF", ["$A", "$A"]],
])("what a shell is fed: %s", (_, text, args) => {
  expect(commandsIn(`FROM x\nENV A=one\n${text}`).at(-1)?.args).toEqual(args);
});

test("heredocs in heredocs are a gap where nobody would nest them any more", () => {
  const nested = (depth: number): string =>
    depth === 0 ? "a\n" : `sh <<'E${depth}'\n${nested(depth - 1)}E${depth}\n`;
  const [step] = sceneFor(`FROM x\nRUN ${nested(9)}`).target.steps;
  expect(step?.commands).toEqual([]);
  expect(step?.unread).toBe("Its shell commands are nested too deep to be read.");
  expect(commandsIn(`FROM x\nRUN ${nested(8)}`).length).toBe(9);
});

describe("however it is written", () => {
  test("continued lines and comments within change nothing but lines", () => {
    fc.assert(
      fc.property(pieces, fc.array(joints, { minLength: 8, maxLength: 8 }), (parts, breaks) => {
        const whole = (joint: (index: number) => string) =>
          `FROM x\nRUN ${parts.map(([text, operator], index) => `${text}${index < parts.length - 1 ? operator : ""}${index < parts.length - 1 ? joint(index) : ""}`).join("")}\nRUN end\n`;
        const plain = commandsIn(whole(() => ""));
        const cut = commandsIn(whole((index) => breaks[index] ?? ""));
        expect(essence(cut)).toEqual(essence(plain));
      }),
    );
  });

  test("no command lies outside of its instruction, nor before the one in front of it", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(command, joints), { minLength: 1, maxLength: 8 }),
        fc.boolean(),
        (parts, isHeredoc) => {
          const script = isHeredoc
            ? `<<EOF\n${parts.map(([text]) => `${text}\n`).join("")}EOF`
            : `${parts.map(([text, joint]) => `${text} ; ${joint}`).join("")}true`;
          let last = 0;
          for (const { startLine, endLine, step, via } of commandsIn(`FROM x\nRUN ${script}\nUSER 1\n`)) {
            expect(startLine).toBeGreaterThanOrEqual(step.lines.startLine);
            expect(endLine).toBeGreaterThanOrEqual(startLine);
            expect(endLine).toBeLessThanOrEqual(step.lines.endLine);
            if (via.length === 0) expect(startLine).toBeGreaterThanOrEqual(last);
            last = Math.max(last, startLine);
          }
        },
      ),
    );
  });

  test("what anybody can write is read, or refused as a builder refuses it", () => {
    const noise = fc.string({
      unit: fc.constantFrom(
        "$",
        "(",
        ")",
        "`",
        '"',
        "'",
        "\\",
        "<",
        ">",
        "|",
        "&",
        ";",
        "{",
        "}",
        "#",
        " ",
        "\t",
        "a",
        "=",
        "*",
        "[",
        "]",
        "!",
        "\n",
      ),
    });
    fc.assert(
      fc.property(noise, (text) => readOrRefused(`FROM x\nRUN a ${text.replaceAll("\n", "\\\n")}\n`)),
      { numRuns: 2000 },
    );
  });
});

/** Builders stop too at a heredoc without an end; anything else that is thrown is our own fault. */
function readOrRefused(text: string): void {
  try {
    commandsIn(text);
  } catch (error) {
    expect(error).toBeInstanceOf(Unreadable);
  }
}
