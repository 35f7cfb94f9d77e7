import { describe, expect, test } from "vitest";
import { withVariables } from "../../../src/detectors/middleware/instance.ts";
import { keeping, knownWords, secretWord } from "../../../src/detectors/middleware/keeping.ts";
import { operandsOf, optionsOf } from "../../../src/detectors/middleware/options.ts";
import { PASSWORD, variable } from "./cases/case.ts";

describe("options", () => {
  const told = (...args: string[]) => optionsOf(args).map(({ key, value }) => `${key}=${value}`);

  test.each([
    [["--a=b"], ["a=b"]],
    [
      ["--a", "b", "c", "--d"],
      ["a=b c", "d="],
    ],
    [["-k", "v"], ["k=v"]],
    [["--a=''"], ["a="]],
    [["-Ea.b=c"], ["Ea.b=c", "a.b=c"]],
    [
      ["-E", "a.b=c"],
      ["E=a.b=c", "a.b=c"],
    ],
    [["-oName=b"], ["oName=b", "Name=b"]],
    [["-U0"], ["U0=", "U=0"]],
    [["x", "-1", "--"], []],
  ])("%j", (args, expected) => {
    expect(told(...args)).toEqual(expected);
  });

  test("operands", () => {
    expect(operandsOf(["a.conf", "--port", "1"])).toEqual(["a.conf"]);
    expect(operandsOf(["a"])).toEqual(["a"]);
  });
});

describe("secrets", () => {
  test.each([
    [PASSWORD, "(set)"],
    ["", "(empty)"],
    ["guest", "(known)"],
    [variable("X"), "(variable)"],
    [variable("X:guest"), "(known)"],
    [`${variable("X:other")}`, "(variable)"],
    ["{{ x }}", "(variable)"],
    ["%(ENV_X)s", "(variable)"],
  ])("%s: %s", (value, expected) => {
    expect(secretWord(value, knownWords("guest"))).toBe(expected);
  });

  test("only what is asked for is kept, and no login of a URL", () => {
    const settings = [
      { key: "a", value: `tcp://me:${PASSWORD}@host`, line: 1 },
      { key: "b", value: PASSWORD, line: 2 },
      { key: "c", value: PASSWORD },
      { key: "d", value: "x".repeat(1000) },
      { key: "toString", value: "y" },
    ];
    expect(keeping(settings, { a: "shown", b: "secret", d: "shown" })).toEqual([
      { key: "a", value: "tcp://…@host", line: 1 },
      { key: "b", value: "(set)", line: 2 },
      { key: "d", value: `${"x".repeat(199)}…` },
    ]);
  });

  const long = "x".repeat(170);
  test.each([
    ["a login across the cut", `${long} tcp://me:${PASSWORD}@host`, `${long} tcp://…@host`],
    ["a login behind the cut", `${long} tcp://me:${PASSWORD.repeat(20)}@host`, `${long} tcp://…@host`],
    ["a host across the cut", `${long} tcp://me:x@${"h".repeat(40)}`, `${long} tcp://…@${"h".repeat(20)}…`],
    ["a login that was cut off before", `tcp://me:${PASSWORD.repeat(400)}`, "tcp://…"],
    ["a password with the sign in it", "tcp://me:a@b@host/x@y", "tcp://…@host/x@y"],
    ["several", `a://b:c@d/,e://f@g`, "a://…@d/,e://…@g"],
    ["none", "a://b.c:80/d@e", "a://b.c:80/d@e"],
  ])("of a long value: %s", (_, value, shown) => {
    expect(keeping([{ key: "a", value }], { a: "shown" })).toEqual([{ key: "a", value: shown }]);
  });

  test("a megabyte of slashes and signs ends in time", () => {
    const values = ["//".repeat(500_000), `//${"a@".repeat(500_000)}`, `//${"a".repeat(1_000_000)}`];
    const shown = keeping(
      values.map((value) => ({ key: "a", value })),
      { a: "shown" },
    );
    expect(shown.map(({ value }) => value.length <= 200)).toEqual([true, true, true]);
  });
});

test.each([
  ["a", "a"],
  ["$A", "1"],
  [variable("A"), "1"],
  [variable("B:-2"), "2"],
  [variable("B:2"), "2"],
  [variable("env:A"), "1"],
  [variable("B"), variable("B")],
  [`x${variable("A")}y$B`, "x1y$B"],
])("%s is %s", (value, expected) => {
  expect(withVariables(value, new Map([["A", "1"]]))).toBe(expected);
});
