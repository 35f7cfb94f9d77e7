import { addForCopy, unverifiedAdd } from "../../../../src/detectors/instruction/rules/added-files.ts";
import type { RuleCases } from "../cases.ts";

const HASH = "0123456789abcdef".repeat(4);
const COMMIT = "0123456789abcdef0123456789abcdef01234567";

export const cases: readonly RuleCases[] = [
  {
    rule: addForCopy,
    catches: [
      ["FROM debian:12\nADD app.jar /app/", 2, "low"],
      ["FROM debian:12\nADD . /app", 2],
      ['FROM debian:12\nADD ["a b", "rootfs.tar", "/app/"]', 2],
      ["FROM debian:12\nARG DIR=src\nADD ${DIR} /app", 3],
      ["FROM debian:12 AS build\nADD conf.zip /\nFROM debian:12", 2],
      [{ text: "FROM debian:12\nADD rootfs.tar.gz /", profile: "acr" }, 2],
    ],
    catchesNot: [
      "FROM scratch\nADD rootfs.tar.xz /",
      "FROM scratch\nADD a.tgz b.tar.zst c.tar /",
      "FROM debian:12\nADD https://example.com/x /x",
      "FROM debian:12\nADD git@github.com:a/b.git#main /src",
      "FROM debian:12\nADD https://github.com/a/b.git /src",
      "FROM debian:12\nCOPY app.jar /",
      "FROM debian:12\nADD <<EOF /x\ny\nEOF",
    ],
    unproven: ["FROM debian:12\nARG SRC\nADD $SRC /app"],
  },
  {
    rule: unverifiedAdd,
    catches: [
      ["FROM debian:12\nADD https://example.com/x.tar.gz /", 2, "medium"],
      ["FROM debian:12\nADD http://example.com/x /x", 2, "high"],
      ["FROM debian:12\nADD https://github.com/a/b.git#v1.2 /src", 2],
      ["FROM debian:12\nADD git://example.com/b.git /src", 2],
      ["FROM debian:12\nADD https://example.com/x /x\nRUN sha256sum /x", 2],
      ["FROM debian:12\nADD https://example.com/x /x\nRUN ./x\nRUN sha256sum -c sums", 2],
    ],
    catchesNot: [
      `FROM debian:12\nADD --checksum=sha256:${HASH} https://example.com/x /x`,
      'FROM debian:12\nADD https://example.com/x /x\nARG SUM\nRUN [ "$(sha256sum /x)" = "$SUM  /x" ]',
      `FROM debian:12\nADD https://github.com/a/b.git#${COMMIT}:sub /src`,
      `FROM debian:12\nADD https://github.com/a/b.git?commit=${COMMIT} /src`,
      `FROM debian:12\nADD https://example.com/x /x\nRUN echo "${HASH} /x" | sha256sum -c -`,
      "FROM debian:12\nADD https://example.com/x https://example.com/x.asc /\nRUN gpg --verify /x.asc /x",
      "FROM debian:12\nADD local.tar /",
    ],
  },
];
