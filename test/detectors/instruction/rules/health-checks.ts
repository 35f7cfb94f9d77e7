import { noHealthCheck } from "../../../../src/detectors/instruction/rules/health-checks.ts";
import type { RuleCases } from "../cases.ts";

export const cases: readonly RuleCases[] = [
  {
    rule: noHealthCheck,
    catches: [
      ['FROM scratch\nCMD ["/app"]', 1, "low"],
      ["FROM nginx:1.27", 1],
      [{ text: "COPY a / # buildkit", isHistory: true, image: { config: { Cmd: ["a"] } } }, 1],
      [{ text: "FROM example.com/base:1", image: { config: { Cmd: ["a"] } } }, 1],
      ['FROM scratch AS a\nHEALTHCHECK CMD true\nFROM scratch\nCMD ["/app"]', 3],
    ],
    catchesNot: [
      {
        text: '/bin/sh -c #(nop)  HEALTHCHECK &{["CMD" "true"] "0s" "0s" "0s" "0s" \'\\x00\'}',
        isHistory: true,
      },
      { text: "ADD rootfs.tar / # buildkit", isHistory: true },
      "FROM debian:12\nHEALTHCHECK CMD curl -f http://localhost/",
      "FROM debian:12\nHEALTHCHECK NONE",
      "FROM debian:12 AS base\nHEALTHCHECK CMD true\nFROM base",
      { text: 'FROM scratch\nCMD ["/app"]', settings: { noHealthCheck: true } },
      "FROM scratch\nCOPY app /",
      { text: "FROM debian:12", image: { config: { Healthcheck: { Test: ["CMD", "true"] } } } },
    ],
    unproven: ["FROM base", 'FROM example.com/base:1\nCMD ["/app"]'],
  },
];
