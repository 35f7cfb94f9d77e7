import { separateRuns } from "../../../../src/detectors/instruction/rules/run-steps.ts";
import type { RuleCases } from "../cases.ts";

export const cases: readonly RuleCases[] = [
  {
    rule: separateRuns,
    catches: [["FROM debian:12\nRUN a\nRUN b", 3, "negligible"]],
    catchesNot: [
      "FROM debian:12\nRUN a\nCOPY b /\nRUN c",
      "FROM debian:12\nRUN a\nRUN --mount=type=cache,target=/c b",
      "FROM debian:12 AS build\nRUN a\nRUN b\nFROM debian:12",
      "FROM debian:12\nRUN a",
    ],
  },
];
