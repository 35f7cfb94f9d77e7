import { maintainerUsed } from "../../../../src/detectors/instruction/rules/maintainers.ts";
import type { RuleCases } from "../cases.ts";

export const cases: readonly RuleCases[] = [
  {
    rule: maintainerUsed,
    catches: [
      ["FROM debian:12\nMAINTAINER me <me@example.com>", 2, "low"],
      ["FROM debian:12 AS build\nmaintainer me\nFROM debian:12", 2],
    ],
    catchesNot: [
      "FROM debian:12\n# MAINTAINER me",
      'FROM debian:12\nLABEL text="MAINTAINER me"',
      "FROM debian:12\nCOPY <<EOF /x\nMAINTAINER me\nEOF",
      "FROM debian:12\nRUN echo \\\nMAINTAINER me",
    ],
  },
];
