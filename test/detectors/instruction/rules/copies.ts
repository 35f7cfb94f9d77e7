import {
  copyToFile,
  ignoredSource,
  wholeSystemCopied,
} from "../../../../src/detectors/instruction/rules/copies.ts";
import { contextOf, type RuleCases } from "../cases.ts";

const context = contextOf(["src/", "src/a.js", "dist/", "dist/a.js", "secrets.txt"], ["dist", "secrets.txt"]);
const reincluded = contextOf(["dist/", "dist/a.js", "dist/b.js"], ["dist", "dist/b.js"]);

export const cases: readonly RuleCases[] = [
  {
    rule: copyToFile,
    catches: [
      ["FROM debian:12\nCOPY a b /app", 2, "high"],
      ['FROM debian:12\nCOPY ["a", "b", "app"]', 2],
    ],
    catchesNot: [
      "FROM debian:12\nCOPY a b /app/",
      "FROM debian:12\nCOPY a b ./",
      "FROM debian:12\nCOPY a b .",
      "FROM debian:12\nCOPY *.txt /app",
      "FROM debian:12\nCOPY <<A <<B /app/\na\nA\nb\nB",
    ],
  },
  {
    rule: wholeSystemCopied,
    catches: [
      ["FROM debian:12 AS a\nFROM debian:12\nCOPY --from=a / /", 3, "low"],
      ["FROM debian:12 AS a\nFROM scratch\nCOPY --from=a / /", 3, "negligible"],
    ],
    catchesNot: [
      "FROM debian:12 AS a\nFROM debian:12\nCOPY --from=a /app /",
      "FROM debian:12\nCOPY / /",
      "FROM debian:12 AS a\nFROM debian:12\nCOPY --from=a / /rootfs",
    ],
  },
  {
    rule: ignoredSource,
    catches: [
      [{ text: "FROM debian:12\nCOPY secrets.txt /", context }, 2, "medium"],
      [{ text: "FROM debian:12\nCOPY ./dist/ /app/", context }, 2],
    ],
    catchesNot: [
      "FROM debian:12\nCOPY secrets.txt /",
      { text: "FROM debian:12\nCOPY src /app", context },
      { text: "FROM debian:12\nCOPY . /app", context },
      { text: "FROM debian:12 AS a\nFROM debian:12\nCOPY --from=a dist /app", context },
      {
        text: "FROM debian:12\nCOPY dist /app",
        context: { ...reincluded, isIgnored: (path) => path !== "dist/b.js" },
      },
    ],
  },
];
