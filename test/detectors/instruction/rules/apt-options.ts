import { aptRecommends, promptingInstall } from "../../../../src/detectors/instruction/rules/apt-options.ts";
import type { RuleCases } from "../cases.ts";

export const cases: readonly RuleCases[] = [
  {
    rule: aptRecommends,
    catches: [
      ["FROM debian:12\nRUN apt-get install -y curl", 2, "low"],
      ["FROM debian:12\nRUN DEBIAN_FRONTEND=noninteractive apt-get -qq install curl", 2],
    ],
    catchesNot: [
      "FROM debian:12\nRUN apt-get install -y --no-install-recommends curl",
      "FROM debian:12\nRUN apt-get -y -o APT::Install-Recommends=false install curl",
      `FROM debian:12\nRUN echo 'APT::Install-Recommends "false";' > /etc/apt/apt.conf.d/99x\nRUN apt-get install -y curl`,
      'FROM debian:12\nCOPY <<EOF /etc/apt/apt.conf.d/99x\nAPT::Install-Recommends "0";\nEOF\nRUN apt-get install -y curl',
      "FROM debian:12\nRUN apt-get remove -y curl",
    ],
  },
  {
    rule: promptingInstall,
    catches: [
      ["FROM debian:12\nRUN apt-get update && apt-get install curl", 2, "medium"],
      ["FROM fedora:41\nRUN dnf install curl", 2],
      ["FROM centos:7\nRUN yum install --enablerepo -y curl", 2],
      ["FROM opensuse/leap:15\nRUN zypper install curl", 2],
    ],
    catchesNot: [
      "FROM debian:12\nRUN apt-get install -qy curl",
      "FROM debian:12\nRUN apt-get -qq install curl",
      "FROM debian:12\nRUN apt-get install --assume-yes curl",
      "FROM debian:12\nRUN yes | apt-get install curl",
      `FROM debian:12\nRUN echo 'APT::Get::Assume-Yes "true";' > /etc/apt/apt.conf.d/90yes\nRUN apt-get install curl`,
      "FROM fedora:41\nRUN dnf -y install curl",
      "FROM opensuse/leap:15\nRUN zypper -n install curl",
      "FROM redhat/ubi9-minimal:9.5\nRUN microdnf install curl",
    ],
  },
];
