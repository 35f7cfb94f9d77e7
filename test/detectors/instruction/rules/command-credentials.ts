import { commandCredential } from "../../../../src/detectors/instruction/rules/command-credentials.ts";
import type { RuleCases } from "../cases.ts";

/** Put together here, so that no scanner takes this file for a leak. */
const WORD = `${"hunter"}${"Q9xz7"}`;
const TOKEN = `${"ghp"}_${"a1B2c3D4e5F6g7H8i9J0"}${"k1L2m3N4o5P6q7R8"}`;
const BEARER = `Authorization: ${"Bearer"} `;

export const cases: readonly RuleCases[] = [
  {
    rule: commandCredential,
    catches: [
      [`FROM debian:12\nRUN curl https://me:${WORD}@example.com/x`, 2, "critical"],
      [`FROM debian:12\nRUN true && \\\n curl -u me:${WORD} https://example.com`, 3],
      [`FROM debian:12\nRUN curl -ume:${WORD} https://example.com`, 2],
      [`FROM debian:12\nRUN curl -fsSLu me:${WORD} https://example.com`, 2],
      [`FROM debian:12\nRUN curl -fsSLume:${WORD} https://example.com`, 2],
      [`FROM debian:12\nRUN curl -sU me:${WORD} -x http://p.example.com https://example.com`, 2],
      [`FROM debian:12\nRUN curl -fsSLH "${BEARER}${WORD}" https://example.com`, 2],
      [`FROM debian:12\nRUN curl -fsSLH"${BEARER}${WORD}" https://example.com`, 2],
      [`FROM debian:12\nRUN curl --proxy-header "${BEARER}${WORD}" https://example.com`, 2],
      [`FROM debian:12\nRUN wget --header="${BEARER}${WORD}" https://example.com`, 2],
      [`FROM debian:12\nRUN curl -H "${BEARER}${WORD}" https://example.com`, 2],
      [`FROM debian:12\nRUN wget --header='${BEARER}${WORD}' https://example.com`, 2],
      [`FROM debian:12\nRUN sudo docker login -u me -p ${WORD} example.com`, 2],
      [`FROM debian:12\nRUN helm registry login example.com --password=${WORD}`, 2],
      [`FROM debian:12\nRUN npm config set //registry.example.com/:_authToken ${WORD}`, 2],
      [`FROM debian:12\nRUN npm config set //registry.example.com/:_authToken=${WORD}`, 2],
      [`FROM debian:12\nRUN aliyun configure set --access-key-secret ${WORD}`, 2],
      [`FROM debian:12\nRUN aws configure set aws_secret_access_key ${WORD}`, 2],
      [`FROM debian:12\nRUN sshpass -p ${WORD} ssh host`, 2],
      [`FROM debian:12\nRUN sshpass -p${WORD} ssh host`, 2],
      [`FROM debian:12\nRUN git clone https://x:${TOKEN}@github.com/a/b`, 2],
      [`FROM debian:12\nRUN git -c http.extraheader="${BEARER}${WORD}" clone https://x/y`, 2],
      [`FROM debian:12\nRUN composer config --global github-oauth.github.com ${WORD}`, 2],
      [`FROM debian:12\nRUN sh -c 'curl -u me:${WORD} https://example.com'`, 2],
      [`FROM debian:12 AS b\nRUN curl -u me:${WORD} https://example.com\nFROM debian:12`, 2],
      [`FROM debian:12\nRUN PGPASSWORD=${WORD} psql -c x`, 2, "high"],
      ["FROM debian:12\nARG T\nRUN curl -u me:$T https://example.com", 3, "high"],
      ["FROM debian:12\nARG GH_TOKEN\nRUN git clone https://${GH_TOKEN}@github.com/a/b", 3, "high"],
      ["FROM debian:12\nARG T\nRUN docker login -u me -p ${T} example.com", 3, "high"],
    ],
    catchesNot: [
      "FROM debian:12\nRUN --mount=type=secret,id=t curl -u me:$(cat /run/secrets/t) https://example.com",
      "FROM debian:12\nRUN --mount=type=secret,id=t,env=T curl -u me:$T https://example.com",
      'FROM debian:12\nRUN --mount=type=secret,id=t T=$(cat /run/secrets/t) && curl -H "Authorization: Bearer $T" https://example.com',
      "FROM debian:12\nRUN curl -u me:changeme https://example.com",
      `FROM debian:12\nRUN curl -u anonymous:${WORD} https://example.com`,
      `FROM debian:12\nRUN curl -fsuanonymous:${WORD} https://example.com`,
      `FROM debian:12\nRUN curl -fsSLo u:${WORD} https://example.com`,
      `FROM debian:12\nRUN curl -ou -d a:${WORD} https://example.com`,
      `FROM debian:12\nRUN curl ftp://anonymous:${WORD}@example.com/x`,
      "FROM debian:12\nRUN git clone https://git@github.com/a/b && git clone git@github.com:a/b.git",
      "FROM debian:12\nRUN cat /run/secrets/p | docker login -u me --password-stdin example.com",
      `FROM debian:12\n# RUN curl -u me:${WORD} https://example.com\nRUN x`,
      "FROM debian:12\nRUN mkdir -p /a && useradd -u 1000 me",
      "FROM debian:12\nRUN SECRET_KEY_BASE=dummy rake assets:precompile",
    ],
  },
];
