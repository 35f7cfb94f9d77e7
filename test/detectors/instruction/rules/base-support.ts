import { unsupportedBase } from "../../../../src/detectors/instruction/rules/base-support.ts";
import type { RuleCases } from "../cases.ts";

const debian = (version: string) => ({ os: { family: "debian", version } });

export const cases: readonly RuleCases[] = [
  {
    rule: unsupportedBase,
    catches: [
      [{ text: "FROM debian:9", image: debian("9.13") }, 1, "high"],
      [{ text: "FROM alpine:3.12", image: { os: { family: "alpine", version: "3.12.1" } } }, 1],
    ],
    catchesNot: [
      { text: "FROM debian:12", image: debian("12.5") },
      { text: "FROM debian:10", image: debian("10.13"), settings: { extendedSupport: ["debian:10"] } },
      { text: "FROM debian:sid", image: { os: { family: "wolfi", version: "" } } },
      { text: "FROM scratch", image: { os: undefined } },
      "FROM debian:9",
    ],
    unproven: [{ text: "FROM debian:77", image: debian("77") }],
  },
];
