import { noUser, rootUser } from "../../../../src/detectors/instruction/rules/run-user.ts";
import type { RuleCases } from "../cases.ts";

export const cases: readonly RuleCases[] = [
  {
    rule: noUser,
    catches: [
      [{ text: "FROM debian:12\nRUN x", image: { config: { Cmd: ["x"] } } }, 1, "high"],
      [{ text: "FROM debian:12", image: { config: { User: "0:0" } } }, 1],
      [{ text: "FROM app", image: { config: { User: "me" }, users: new Map([["me", 0]]) } }, 1],
      ['FROM scratch\nCOPY x /\nENTRYPOINT ["/x"]', 1],
      ["FROM golang AS build\nUSER me\nFROM scratch\nCOPY --from=build /x /\nCMD /x", 3],
      ['FROM scratch\nCOPY gosu /\nENTRYPOINT ["gosu", "me", "/x"]', 1, "low"],
      [
        {
          text: 'FROM debian:12\nRUN apt-get install -y gosu\nENTRYPOINT ["docker-entrypoint.sh"]',
          image: { config: { Cmd: ["x"] } },
        },
        1,
        "low",
      ],
      [{ text: "FROM unknown", profile: "acr" }, 1, "high"],
    ],
    catchesNot: [
      "FROM debian:12\nUSER 1000",
      { text: "FROM debian:12", image: { config: { User: "1000" } } },
      { text: "FROM debian:12", image: { config: { User: "app" }, users: new Map([["app", 999]]) } },
      "FROM scratch\nCOPY x /",
      "FROM debian:12 AS base\nUSER app\nFROM base\nRUN x",
    ],
    unproven: ["FROM debian:12\nRUN x"],
  },
  {
    rule: rootUser,
    catches: [
      ["FROM debian:12\nUSER app\nUSER root", 3, "high"],
      ["FROM debian:12\nUSER 0:1000", 2],
      ['FROM debian:12\nUSER "00"', 2],
      ["ARG U=root\nFROM debian:12\nARG U\nUSER ${U}", 4],
      [{ text: "FROM debian:12\nUSER toor", image: { users: new Map([["toor", 0]]) } }, 2],
      ["FROM debian:12 AS base\nUSER root\nFROM base\nRUN x", 2],
      ['FROM debian:12\nUSER root\nENTRYPOINT ["su-exec", "app", "/x"]', 2, "low"],
      ['FROM debian:12\nUSER root\nENTRYPOINT ["/init"]', 2, "low"],
    ],
    catchesNot: [
      "FROM debian:12\nUSER root\nRUN apt-get install -y x\nUSER 1000",
      "FROM debian:12 AS build\nUSER root\nFROM debian:12\nUSER app",
      { text: "FROM debian:12\nUSER app", image: { users: new Map([["app", 1000]]) } },
      "FROM debian:12\nUSER rootless",
      "FROM debian:12\nUSER app\nONBUILD USER root",
    ],
    unproven: ["FROM debian:12\nARG WHO\nUSER $WHO"],
  },
];
