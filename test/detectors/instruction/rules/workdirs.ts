import {
  cdAlone,
  placelessCopy,
  relativeWorkdir,
} from "../../../../src/detectors/instruction/rules/workdirs.ts";
import type { RuleCases } from "../cases.ts";

export const cases: readonly RuleCases[] = [
  {
    rule: relativeWorkdir,
    catches: [
      ["FROM debian:12\nWORKDIR app", 2, "medium"],
      ["FROM debian:12\nWORKDIR app\nWORKDIR /x", 2],
      ["FROM debian:12\nENV D=app\nWORKDIR $D", 3],
    ],
    catchesNot: [
      "FROM debian:12\nWORKDIR /app\nWORKDIR src",
      "FROM windows\nWORKDIR C:\\app",
      "FROM debian:12\nENV D=/app\nWORKDIR $D/x",
      "FROM debian:12\nARG D\nWORKDIR $D",
      "FROM debian:12 AS base\nWORKDIR /app\nFROM base\nWORKDIR src",
    ],
  },
  {
    rule: cdAlone,
    catches: [
      ["FROM debian:12\nRUN cd /app", 2, "negligible"],
      ["FROM debian:12\nRUN cd /app && make", 2],
    ],
    catchesNot: [
      "FROM debian:12\nRUN make && cd /app && make",
      "FROM debian:12\nRUN (cd /app && make)",
      "FROM debian:12\nRUN cdrecord --version",
      "FROM debian:12\nWORKDIR /app",
    ],
  },
  {
    rule: placelessCopy,
    catches: [
      ["FROM scratch\nCOPY app .", 2, "low"],
      ["FROM scratch\nADD app bin/", 2],
      ["FROM debian:12\nCOPY app .", 2],
    ],
    catchesNot: [
      "FROM scratch\nWORKDIR /app\nCOPY app .",
      "FROM scratch\nCOPY app /",
      { text: "FROM debian:12\nCOPY app .", image: { config: { WorkingDir: "/app" } } },
      "FROM debian:12 AS build\nCOPY . .\nFROM scratch\nCOPY --from=build /a /a",
      "FROM scratch AS base\nWORKDIR /app\nFROM base\nCOPY app .",
    ],
    unproven: ["FROM example.com/base:1\nCOPY app ."],
  },
];
