import {
  fixedPlatform,
  undeclaredArgument,
} from "../../../../src/detectors/instruction/rules/base-arguments.ts";
import type { RuleCases } from "../cases.ts";

export const cases: readonly RuleCases[] = [
  {
    rule: undeclaredArgument,
    catches: [
      ["FROM debian:$TAG", 1, "medium"],
      ["FROM debian:12 AS a\nARG TAG=1\nFROM debian:$TAG", 3],
      ["ARG BASE='Not An Image'\nFROM $BASE", 2],
      ["ARG TAG=\nFROM debian:$TAG", 2],
    ],
    catchesNot: [
      "ARG TAG=12\nFROM debian:$TAG",
      "FROM --platform=$BUILDPLATFORM golang:1.23",
      "FROM --platform=$TARGETPLATFORM app-$TARGETARCH:1",
      "FROM debian:${TAG:-12}",
      "ARG BASE\nFROM $BASE",
      "ARG STAGE=build\nFROM debian:12 AS build\nFROM $STAGE",
    ],
  },
  {
    rule: fixedPlatform,
    catches: [
      ["FROM --platform=linux/amd64 debian:12", 1, "low"],
      ["FROM --platform=$TARGETPLATFORM debian:12", 1],
    ],
    catchesNot: [
      "FROM --platform=$BUILDPLATFORM debian:12",
      "FROM --platform=linux/arm64 debian:12 AS build-arm64",
      "FROM debian:12",
      "ARG JS_PLATFORM=linux/amd64\nFROM --platform=$JS_PLATFORM node:22",
    ],
  },
];
