import { expect, test } from "vitest";
import { proveScripts, type Verdict } from "../../../src/repair/scripts/index.ts";
import { containerFacts } from "./container-root.ts";
import { corpus } from "./corpus.ts";

const facts = containerFacts();

function prove(text: string): Verdict {
  return proveScripts(
    { newPostinst: text },
    { package: "sample", architecture: "amd64", oldVersion: "1.0-1", newVersion: "1.0-2", facts },
  );
}

const long = "a".repeat(30_000);

/** Each would run for ever, or fill the memory, if it were followed to its end. */
test.each<[string, string]>([
  ["a function that calls itself", "f() { f; }; f"],
  [
    "a function that calls itself twice in both branches",
    "f() { if ischroot; then f; f; else f; f; fi; }; f",
  ],
  ["an endless loop", "while :; do :; done"],
  ["a value that doubles", "x=aaaa; while :; do x=$x$x; done"],
  ["loops in loops", `${"for a in 1 2 3 4 5 6 7 8 9; do ".repeat(20)}:;${"done;".repeat(20)}`],
  ["a thousand variables in branches", `${Array.from({ length: 1_500 }, (_, i) => `v${i}=1`).join("\n")}`],
  ["parentheses", "(".repeat(50_000)],
  ["substitutions in substitutions", `echo ${"$(echo ".repeat(2_000)}`],
  ["backquotes in backquotes", `echo ${"`\\".repeat(10_000)}`],
  ["braces", `echo ${"${x:-".repeat(10_000)}`],
  [
    "stars against a long text",
    `x=${long}; while :; do case $x in ${"*a".repeat(3_000)}b) exit;; esac; done`,
  ],
  ["cutting by stars", `x=${"a".repeat(500)}; while :; do y=\${x##${"*a".repeat(100)}b}; done`],
  ["an expression with many stars", `while :; do echo ${"a".repeat(64)} | grep -q '^a*a*a*b$'; done`],
  ["a long list of sed's commands", `while :; do echo x | sed '${"p;".repeat(15_000)}'; done`],
  ["arithmetic in parentheses", `while :; do x=$((${"(".repeat(100)}1${")".repeat(100)})); done`],
  ["all files of all folders", "while :; do echo /*/*/*/*/*; done"],
  ["files by the thousand", "x=1; while :; do touch /f$x; x=$((x+1)); done"],
  ["more text than any script has", `: ${"x ".repeat(200_000)}`],
])("%s ends in a refusal", (_, script) => {
  expect(prove(`#!/bin/sh\n${script}\n`)).toMatchObject({ kind: "refused", script: "postinst" });
});

/** A generator of numbers that is the same in every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const PIECES =
  "if|then|else|fi|case|esac|in|do|done|while|for x in|until|(|)|{|}|;|;;|&&|\\||\\|\\||!|\n|<<E\n|E\n|$(|`|${x|$((|))|\"|'|\\|#|>|<|>&|2>|*|?|[|]|x=|$x|$1|\"$@\"|set -e|exit|return|break|continue|shift|echo|test|[ -e /etc ]|ischroot|f()|f|local x|read x|cd /|touch /y|rm -f /etc/issue|grep -q a|sed s/a/b/|printf '%s'|exec 3>&1|. /usr/share/debconf/confmodule|db_get a|unset x|trap : 0| ".split(
    /(?<!\\)\|/,
  );

test("words of the language in any order neither hang nor throw", () => {
  const below = numbers(7);
  for (let round = 0; round < 3_000; round++) {
    const length = 1 + below(60);
    let script = "#!/bin/sh\n";
    for (let i = 0; i < length; i++) script += `${PIECES[below(PIECES.length)]?.replaceAll("\\|", "|")} `;
    expect(["inert", "effects", "refused"]).toContain(prove(script).kind);
  }
});

test("real scripts with characters and lines lost, doubled and exchanged neither hang nor throw", () => {
  const below = numbers(11);
  const texts = corpus.flatMap((one) => Object.values(one.scripts));
  for (let round = 0; round < 1_500; round++) {
    let text = texts[below(texts.length)] ?? "";
    for (let turn = 0; turn < 3; turn++) {
      const at = 10 + below(Math.max(1, text.length - 10));
      const size = below(40);
      const other = texts[below(texts.length)] ?? "";
      const start = below(Math.max(1, other.length));
      const piece = [text.slice(at, at + size), other.slice(start, start + size), "", "\0"][below(4)] ?? "";
      text = text.slice(0, at) + piece + text.slice(at + below(size + 1));
    }
    expect(["inert", "effects", "refused"]).toContain(prove(text).kind);
  }
});
