import { expect, test } from "vitest";
import { optionWords } from "../../../src/detectors/instruction/option-words.ts";

const VALUED = new Set(["-t", "-o", "--target-release"]);

test.each([
  ["-y install curl", ["install", "curl"], ["-y"], []],
  ["-qqy install", ["install"], ["-q", "-q", "-y"], []],
  ["install -t backports curl", ["install", "curl"], ["-t"], [["-t", "backports", { index: 2, from: 0 }]]],
  [
    "install -ytbackports curl",
    ["install", "curl"],
    ["-y", "-t"],
    [["-t", "backports", { index: 1, from: 3 }]],
  ],
  [
    "install --target-release=x curl",
    ["install", "curl"],
    ["--target-release"],
    [["--target-release", "x", { index: 1, from: 17 }]],
  ],
  ["-q=2 install", ["install"], ["-q"], []],
  ["install -- -y", ["install", "-y"], [], []],
  ["install -", ["install", "-"], [], []],
  ["install -t", ["install"], ["-t"], []],
  ["install -yt=x", ["install"], ["-y", "-t"], [["-t", "x", { index: 1, from: 4 }]]],
  ["install --target-release", ["install"], ["--target-release"], []],
])("%s", (text, operands, options, values) => {
  expect(optionWords(text.split(" "), VALUED)).toEqual({ operands, options, values });
});
