import { unpinnedFrontend } from "../../../../src/detectors/instruction/rules/frontends.ts";
import type { RuleCases } from "../cases.ts";

const DIGEST = `sha256:${"0123456789abcdef".repeat(4)}`;

export const cases: readonly RuleCases[] = [
  {
    rule: unpinnedFrontend,
    catches: [
      ["# syntax=example.com/frontend:1\nFROM debian:12", 1, "medium"],
      ["# syntax=docker/dockerfile:1-labs\nFROM debian:12", 1],
      ["# syntax = docker/dockerfile:latest\n\nFROM debian:12", 1],
      ["#syntax=docker/dockerfile\nFROM debian:12", 1],
      ["# escape=\\\n# syntax=docker/dockerfile-upstream:master\nFROM debian:12", 1],
      [{ text: "# syntax=docker/dockerfile:1\nFROM debian:12", profile: "strict" }, 1, "negligible"],
    ],
    catchesNot: [
      "# syntax=docker/dockerfile:1\nFROM debian:12",
      "# syntax=docker.io/docker/dockerfile:1.7.1\nFROM debian:12",
      `# syntax=example.com/frontend:1@${DIGEST}\nFROM debian:12`,
      "FROM debian:12\n# syntax=example.com/frontend",
      "# a comment\n# syntax=example.com/frontend\nFROM debian:12",
    ],
  },
];
