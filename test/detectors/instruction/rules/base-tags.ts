import { undigestedBase, unversionedBase } from "../../../../src/detectors/instruction/rules/base-tags.ts";
import type { RuleCases } from "../cases.ts";

const DIGEST = `@sha256:${"a".repeat(64)}`;

export const cases: readonly RuleCases[] = [
  {
    rule: unversionedBase,
    catches: [
      ["FROM debian", 1, "medium"],
      ["FROM debian:latest", 1],
      ["FROM registry.example.com:5000/team/app", 1],
      ["ARG BASE=nginx\nFROM $BASE", 2],
      ["FROM golang AS build\nFROM scratch\nCOPY --from=build /a /a", 1],
    ],
    catchesNot: [
      "FROM debian:12",
      "FROM scratch",
      { text: "RUN /bin/sh -c true # buildkit", isHistory: true },
      `FROM debian${DIGEST}`,
      "FROM debian:12 AS base\nFROM base",
      "ARG TAG=12\nFROM debian:$TAG",
      "ARG VERSION\nFROM node:$VERSION-slim",
    ],
    unproven: ["ARG BASE\nFROM $BASE", "ARG TAG\nFROM debian:$TAG"],
  },
  {
    rule: undigestedBase,
    catches: [["FROM debian:12", 1, "negligible"]],
    catchesNot: [
      `FROM debian:12${DIGEST}`,
      "FROM scratch",
      `FROM debian:12${DIGEST} AS base\nFROM base`,
      "FROM debian",
    ],
  },
];
