import {
  repeatedInstruction,
  shellFormStart,
} from "../../../../src/detectors/instruction/rules/start-commands.ts";
import type { RuleCases } from "../cases.ts";

export const cases: readonly RuleCases[] = [
  {
    rule: repeatedInstruction,
    catches: [
      ['FROM debian:12\nCMD ["a"]\nCMD ["b"]', 2, "medium"],
      ['FROM debian:12\nENTRYPOINT ["a"]\nRUN true\nENTRYPOINT ["b"]', 2],
      ["FROM debian:12\nHEALTHCHECK CMD a\nHEALTHCHECK NONE", 2],
    ],
    catchesNot: [
      { text: '/bin/sh -c #(nop)  CMD ["bash"]\nCMD ["nginx"]', isHistory: true },
      'FROM debian:12 AS base\nCMD ["a"]\nFROM base\nCMD ["b"]',
      'FROM debian:12\nENTRYPOINT ["a"]\nCMD ["b"]',
      'FROM debian:12\nONBUILD CMD ["a"]\nCMD ["b"]',
      "FROM debian:12",
    ],
  },
  {
    rule: shellFormStart,
    catches: [
      ["FROM debian:12\nCMD nginx -g 'daemon off;'", 2, "low"],
      ["FROM debian:12\nENTRYPOINT /run.sh", 2],
    ],
    catchesNot: [
      { text: '/bin/sh -c #(nop)  CMD ["/bin/sh" "-c" "nginx"]\nCMD nginx', isHistory: true },
      'FROM debian:12\nCMD ["nginx"]',
      'FROM debian:12\nSHELL ["/bin/bash", "-c"]\nCMD nginx',
      "FROM debian:12\nENTRYPOINT exec nginx",
      'FROM debian:12\nCMD nginx\nCMD ["nginx"]',
      'FROM debian:12 AS dev\nCMD npm start\nFROM debian:12\nCMD ["nginx"]',
    ],
  },
];
