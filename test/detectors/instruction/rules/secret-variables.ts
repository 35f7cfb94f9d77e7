import { secretInArg, secretInEnv } from "../../../../src/detectors/instruction/rules/secret-variables.ts";
import type { RuleCases } from "../cases.ts";

/** Put together here, so that no scanner takes this file for a leak. */
const TOKEN = `${"ghp"}_${"a1B2c3D4e5F6g7H8i9J0"}${"k1L2m3N4o5P6q7R8"}`;
const WORD = `${"hunter"}${"Q9xz7"}`;

export const cases: readonly RuleCases[] = [
  {
    rule: secretInEnv,
    catches: [
      [`FROM debian:12\nENV DB_PASSWORD=${WORD}`, 2, "high"],
      [`FROM debian:12\nENV A=1 API_KEY="${WORD}" B=2`, 2],
      [`FROM debian:12\nENV MYSQL_ROOT_PASSWORD ${WORD}`, 2],
      [`FROM debian:12\nENV GIT=${TOKEN}`, 2, "critical"],
      [`FROM debian:12\nENV DATABASE_URL=postgres://app:${WORD}@db/x`, 2],
      [`FROM debian:12 AS build\nENV TOKEN=${WORD}\nFROM debian:12`, 2],
      ["FROM debian:12\nENV ADMIN_PASSWORD=123456", 2],
      ["FROM debian:12\nENV DB_PASSWORD=changeme", 2, "low"],
      [{ text: "FROM debian:12\nENV API_TOKEN=$X", profile: "acr" }, 2],
    ],
    catchesNot: [
      "FROM debian:12\nENV DB_PASSWORD_FILE=/run/secrets/db TOKEN_PATH=/x SECRET_NAME=mine",
      "FROM debian:12\nENV RELEASE_ACCESS_KEYS='A035C8C19219BA821ECEA86B64E628F8D684696D 0D96DF4D4110E5C43FBFB17F2D347EA6AA65421D'",
      "FROM debian:12\nENV TOKEN_TTL=3600 AUTH_TOKEN_HEADER=X-Auth TOKEN_ENABLED=true",
      `FROM debian:12\nENV GPG_KEY=${"A035C8C19219BA821ECEA86B64E628F8D684696D"}`,
      `FROM debian:12\nENV RELEASE_KEYS="${"A035C8C19219BA821ECEA86B64E628F8D684696D"}"`,
      "FROM debian:12\nENV PASSWORD= SECRET=true",
      "FROM debian:12\nARG T\nENV API_TOKEN=$T ACCESS_TOKEN=${T}",
      "FROM debian:12\nENV PUBLIC_KEY=abcdef0123 TOKEN_URL=https://example.com/token",
      "FROM debian:12\nENV PATH=/usr/bin",
    ],
  },
  {
    rule: secretInArg,
    catches: [
      ["FROM debian:12\nARG NPM_TOKEN\nRUN npm config set //r/:_authToken=$NPM_TOKEN", 2, "high"],
      [`FROM debian:12\nARG DB_PASSWORD=${WORD}`, 2],
      [`ARG DB_PASSWORD=${WORD}\nFROM debian:12`, 1],
      ["FROM debian:12 AS a\nARG TOKEN\nFROM a\nRUN <<EOF\nx ${TOKEN}\nEOF", 2],
      ["FROM debian:12\nARG API_KEY\nENV API_KEY=${API_KEY}", 2],
      ["FROM debian:12\nARG SECRET=changeme", 2, "low"],
      [`FROM debian:12\nARG X=${TOKEN}`, 2],
    ],
    catchesNot: [
      "FROM debian:12\nARG NPM_TOKEN\nRUN npm ci",
      "FROM debian:12\nARG TOKEN\nRUN --mount=type=secret,id=t,env=TOKEN login $TOKEN",
      "FROM debian:12\nARG TOKEN_FILE=/x\nRUN cat $TOKEN_FILE",
      "FROM debian:12\nARG SECRET_ID_TOKEN\nRUN --mount=type=secret,id=$SECRET_ID_TOKEN cat /run/secrets/x",
      "FROM debian:12\nARG TOKEN\nRUN echo $TOKENS",
      "FROM a AS one\nARG TOKEN\nFROM b\nRUN echo $TOKEN",
      "FROM debian:12\nARG VERSION=1\nRUN echo $VERSION",
    ],
  },
];
