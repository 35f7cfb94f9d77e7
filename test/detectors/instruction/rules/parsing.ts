import { unbuildableFile } from "../../../../src/detectors/instruction/rules/parsing.ts";
import type { RuleCases } from "../cases.ts";

export const cases: readonly RuleCases[] = [
  {
    rule: unbuildableFile,
    catches: [
      ["FROM debian:12\nRUNN true", 2, "high"],
      ["FROM debian:12\nONBUILD FROM debian:11", 2],
      ["FROM debian:12\nONBUILD ONBUILD RUN true", 2],
      ["FROM debian:12\nCOPY --fancy a /a", 2, "negligible"],
    ],
    catchesNot: [
      "FROM debian:12\nONBUILD COPY . /app",
      "FROM debian:12\nrun true",
      "FROM debian:12\nRUN --device=vendor true",
      "FROM debian:12\nCOPY --parents --exclude=*.md a /a",
    ],
  },
];
