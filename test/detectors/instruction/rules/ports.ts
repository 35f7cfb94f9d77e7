import {
  administrativePort,
  invalidPort,
  remoteLogin,
} from "../../../../src/detectors/instruction/rules/ports.ts";
import type { RuleCases } from "../cases.ts";

export const cases: readonly RuleCases[] = [
  {
    rule: remoteLogin,
    catches: [
      ["FROM debian:12\nRUN apt-get install -y openssh-server", 2, "medium"],
      ["FROM alpine:3.21\nRUN apk add --no-cache openssh", 2],
      ["FROM fedora:41\nRUN dnf install -y vsftpd", 2],
      ["FROM debian:12\nEXPOSE 80 22/tcp", 2],
    ],
    catchesNot: [
      "FROM debian:12\nRUN apt-get install -y openssh-client",
      "FROM alpine:3.21\nRUN apk add --no-cache openssh-client-default",
      "FROM debian:12 AS test\nRUN apt-get install -y openssh-server\nFROM debian:12",
      "FROM debian:12\nARG PORT=2222\nEXPOSE $PORT",
      { text: "FROM debian:12\nEXPOSE 22", settings: { allowedPorts: [22] } },
      "FROM debian:12\nEXPOSE 8022",
    ],
  },
  {
    rule: administrativePort,
    catches: [
      ["FROM docker:27\nEXPOSE 2375", 2, "low"],
      [{ text: "/bin/sh -c #(nop)  EXPOSE 2375/tcp", isHistory: true }, 1],
      [{ text: "EXPOSE map[2375/tcp:{}]", isHistory: true }, 1],
      ["FROM debian:12\nEXPOSE 8080 53/udp", 2],
      ["FROM debian:12\nARG PORT=9229\nEXPOSE ${PORT}", 3],
      ["FROM debian:12\nEXPOSE 9220-9230", 2],
    ],
    catchesNot: [
      "FROM debian:12\nEXPOSE 80 443 8080",
      { text: "FROM debian:12\nEXPOSE 2379", settings: { allowedPorts: [2379] } },
      "FROM debian:12 AS dev\nEXPOSE 9229\nFROM debian:12",
      "FROM debian:12\nARG PORT\nEXPOSE $PORT",
      "FROM debian:12\nEXPOSE 443/udp",
    ],
  },
  {
    rule: invalidPort,
    catches: [
      ["FROM debian:12\nEXPOSE 70000", 2, "medium"],
      ["FROM debian:12\nEXPOSE 90-80", 2],
      ["FROM debian:12\nEXPOSE 80/http", 2],
      ["FROM debian:12\nEXPOSE 8080:80", 2],
    ],
    catchesNot: [
      "FROM debian:12\nEXPOSE 80 443/tcp 53/UDP",
      "FROM debian:12\nEXPOSE 8000-8010/tcp",
      "FROM debian:12\nARG PORT\nEXPOSE $PORT",
      'FROM debian:12\nENV PORTS="80 81"\nEXPOSE $PORTS',
    ],
  },
];
