import { foreignBase } from "../../../../src/detectors/instruction/rules/base-registries.ts";
import type { RuleCases } from "../cases.ts";

const settings = { allowedBases: ["registry.example.com/team/*", "debian", "ghcr.io"] };

export const cases: readonly RuleCases[] = [
  {
    rule: foreignBase,
    catches: [
      [{ text: "FROM nginx:1.27", settings }, 1, "high"],
      [{ text: "FROM registry.example.com/other/app:1", settings }, 1],
      [{ text: "FROM evil.example.com/registry.example.com/team/app:1", settings }, 1],
      [{ text: "FROM debian:12\nCOPY --from=busybox:1 /bin/sh /sh", settings }, 2],
      [{ text: "FROM debian:12\nRUN --mount=type=bind,from=alpine:3,target=/x ls /x", settings }, 2],
    ],
    catchesNot: [
      "FROM nginx:1.27",
      { text: "FROM registry.example.com/team/app:1 AS base\nFROM base\nCOPY --from=base /a /a", settings },
      { text: "FROM debian:12\nCOPY --from=0 /a /a", settings },
      { text: "FROM scratch", settings },
      { text: "FROM ghcr.io/any/thing:2", settings },
      { text: "FROM docker.io/library/debian:12", settings },
    ],
    unproven: [{ text: "ARG BASE\nFROM $BASE", settings }],
  },
];
