import { systemUpgrade } from "../../../../src/detectors/instruction/rules/upgrades.ts";
import type { RuleCases } from "../cases.ts";

export const cases: readonly RuleCases[] = [
  {
    rule: systemUpgrade,
    catches: [
      ["FROM debian:12\nRUN apt-get update && apt-get -y dist-upgrade", 2, "low"],
      ["FROM opensuse/leap:15\nRUN zypper -n dup", 2, "low"],
      ["FROM debian:12\nRUN apt-get update && apt-get -y upgrade", 2, "negligible"],
      ["FROM fedora:41\nRUN dnf -y update", 2, "negligible"],
      [`FROM debian:12@sha256:${"b".repeat(64)}\nRUN apt-get -y full-upgrade`, 2, "negligible"],
    ],
    catchesNot: [
      "FROM alpine:3.21\nRUN apk upgrade --no-cache openssl",
      "FROM fedora:41\nRUN dnf -y update openssl",
      "FROM debian:12\nRUN apt-get install -y --only-upgrade openssl",
      "FROM debian:12\nRUN apt-get -y upgrade # drydock: repair",
      "FROM python:3.12\nRUN pip install --upgrade pip",
    ],
  },
];
