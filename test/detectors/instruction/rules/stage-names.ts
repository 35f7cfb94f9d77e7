import {
  ambiguousStageName,
  copyFromNowhere,
} from "../../../../src/detectors/instruction/rules/stage-names.ts";
import type { RuleCases } from "../cases.ts";

export const cases: readonly RuleCases[] = [
  {
    rule: copyFromNowhere,
    catches: [
      ["FROM debian:12 AS app\nCOPY --from=app /a /b", 2, "high"],
      ["FROM debian:12\nCOPY --from=0 /a /b", 2, "high"],
      ["FROM debian:12 AS build\nFROM debian:12\nCOPY --from=bulid /a /b", 3, "medium"],
      ["FROM debian:12\nCOPY --from=2 /a /b", 2, "medium"],
      ["FROM debian:12\nCOPY --from=later /a /b\nFROM debian:12 AS later", 2, "medium"],
      ["FROM debian:12\nRUN --mount=type=bind,from=nowhere,target=/x true", 2, "medium"],
    ],
    catchesNot: [
      "FROM debian:12 AS build\nFROM debian:12\nCOPY --from=build /a /b",
      "FROM debian:12 AS Build\nFROM debian:12\nCOPY --from=BUILD /a /b",
      "FROM debian:12\nCOPY --from=nginx:1.27 /a /b",
      "FROM debian:12\nCOPY --from=ghcr.io/astral-sh/uv /uv /b",
      "FROM debian:12\nCOPY --from=composer /usr/bin/composer /b",
      "FROM debian:12\nFROM debian:12\nCOPY --from=0 /a /b",
    ],
  },
  {
    rule: ambiguousStageName,
    catches: [
      ["FROM debian:12 AS a\nFROM debian:12 AS A", 2, "medium"],
      ["FROM debian:12 AS scratch", 1],
      ["FROM debian:12 AS context", 1],
    ],
    catchesNot: [
      "FROM debian:12 AS a\nFROM debian:12 AS b",
      "FROM debian:12\nFROM debian:12",
      "FROM scratch AS context-files",
    ],
  },
];
