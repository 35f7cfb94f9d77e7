import { sudoUsed } from "../../../../src/detectors/instruction/rules/sudo.ts";
import type { RuleCases } from "../cases.ts";

export const cases: readonly RuleCases[] = [
  {
    rule: sudoUsed,
    catches: [
      ["FROM debian:12\nRUN sudo apt-get update", 2, "high"],
      ["FROM debian:12\nRUN apt-get update && \\\n apt-get install -y sudo=1.9.13", 3],
      ["FROM alpine:3.21\nRUN apk add --no-cache sudo", 2],
      ["FROM debian:12\nRUN echo 'app ALL=(ALL) NOPASSWD: ALL' >> /etc/sudoers", 2],
      ["FROM debian:12\nRUN echo 'app ALL=(ALL) NOPASSWD: ALL' | tee /etc/sudoers.d/app", 2],
      ["FROM debian:12\nCOPY <<EOF /etc/sudoers.d/app\napp ALL=(ALL) NOPASSWD: ALL\nEOF", 2],
    ],
    catchesNot: [
      "FROM debian:12\nRUN echo use sudo at home > /README",
      "FROM debian:12 AS build\nRUN sudo make\nFROM debian:12",
      "FROM debian:12\nRUN apt-get install -y sudo && sudo -u app true && apt-get purge -y sudo",
      "FROM alpine:3.21\nRUN apk add --virtual .tmp sudo && sudo make && apk del .tmp",
      'FROM debian:12\n# RUN sudo make\nLABEL usage="sudo docker run"',
      "FROM debian:12\nRUN apt-get install -y sudo-ldap-doc",
    ],
  },
];
