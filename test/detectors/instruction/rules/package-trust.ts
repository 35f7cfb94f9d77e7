import {
  unboundKey,
  uncheckedTool,
  unsignedPackages,
} from "../../../../src/detectors/instruction/rules/package-trust.ts";
import type { RuleCases } from "../cases.ts";

export const cases: readonly RuleCases[] = [
  {
    rule: uncheckedTool,
    catches: [
      ["FROM python:3\nRUN pip install --trusted-host pypi.example.com x", 2, "high"],
      ["FROM python:3\nRUN python3 -m pip install --trusted-host=pypi.example.com x", 2],
      ["FROM node:20\nRUN true && \\\n npm config set strict-ssl false", 3],
      ["FROM node:20\nRUN npm set strict-ssl=false", 2],
      ["FROM node:20\nRUN yarn config set strict-ssl false -g", 2],
      ["FROM debian:12\nRUN git config --global http.sslVerify false", 2],
      ["FROM debian:12\nRUN git -c http.sslVerify=false clone https://example.com/x", 2],
      ["FROM fedora:40\nRUN dnf --setopt=sslverify=0 install -y x", 2],
      ["FROM fedora:40\nRUN echo sslverify=false >> /etc/yum.conf", 2],
      ["FROM php:8\nRUN composer config -g disable-tls true", 2],
      ["FROM conda\nRUN conda config --set ssl_verify false", 2],
      ["FROM maven:3\nRUN mvn -Dmaven.wagon.http.ssl.insecure=true package", 2],
      ["FROM ruby:3\nRUN echo ':ssl_verify_mode: 0' > /root/.gemrc", 2],
      [
        "FROM debian:12\nRUN git config --global http.sslVerify false && git clone x && git config --global --unset http.sslVerify",
        2,
        "medium",
      ],
      ["FROM node:20\nRUN npm set strict-ssl true && npm set strict-ssl false", 2, "high"],
      ["FROM node:20\nRUN npm set strict-ssl false && yarn config set strict-ssl true", 2, "high"],
    ],
    catchesNot: [
      "FROM python:3\nRUN pip install --trusted-host localhost x",
      "FROM node:20\nRUN npm config set strict-ssl true",
      "FROM debian:12\nRUN git config --global http.sslVerify true",
      "FROM fedora:40\nRUN dnf --setopt=install_weak_deps=0 install -y x",
      "FROM debian:12\nRUN echo 'git config http.sslVerify false'",
      "FROM php:8\nRUN composer config disable-tls false",
    ],
  },
  {
    rule: unsignedPackages,
    catches: [
      ["FROM debian:12\nRUN apt-get install -y --allow-unauthenticated x", 2, "high"],
      ["FROM debian:12\nRUN true && \\\n apt-get -y --force-yes install x", 3],
      ["FROM debian:12\nRUN apt-get -o Acquire::AllowInsecureRepositories=true update", 2],
      [
        "FROM debian:12\nRUN echo 'deb [trusted=yes] https://x.example.com/ /' > /etc/apt/sources.list.d/x.list",
        2,
      ],
      ["FROM alpine:3\nRUN apk add --allow-untrusted x.apk", 2],
      ["FROM fedora:40\nRUN yum install -y --nogpgcheck x", 2],
      ["FROM fedora:40\nRUN printf '[x]\\nbaseurl=https://x\\ngpgcheck=0\\n' > /etc/yum.repos.d/x.repo", 2],
      ["FROM fedora:40\nCOPY <<EOF /etc/yum.repos.d/x.repo\n[x]\ngpgcheck=0\nEOF", 2],
      ["FROM fedora:40\nRUN rpm -i --nosignature x.rpm", 2],
      ["FROM opensuse/leap\nRUN zypper --no-gpg-checks install -y x", 2],
      ["FROM archlinux\nRUN sed -i 's/SigLevel.*/SigLevel = Never/' /etc/pacman.conf", 2],
      ["FROM alpine:3\nRUN echo 'aa  x.apk' | sha256sum -c && apk add --allow-untrusted x.apk", 2, "low"],
    ],
    catchesNot: [
      "FROM debian:12\nRUN apt-get install -y x",
      "FROM fedora:40\nRUN sed -i 's/gpgcheck=0/gpgcheck=1/' /etc/yum.repos.d/x.repo",
      "FROM fedora:40\nRUN echo 'repo_gpgcheck=0' > /etc/yum.repos.d/x.repo",
      "FROM fedora:40\nRUN echo 'gpgcheck=1' > /etc/yum.repos.d/x.repo",
      "FROM debian:12\nRUN echo --allow-unauthenticated",
      'FROM debian:12\nRUN echo "deb [ trusted=yes ] file:///made ./" > /etc/apt/sources.list.d/made.list',
      "FROM alpine:3\nRUN apk add --no-cache x",
      "FROM debian:12\nRUN echo 'deb [signed-by=/k.gpg] https://x.example.com/ /' > /etc/apt/sources.list.d/x.list",
    ],
  },
  {
    rule: unboundKey,
    catches: [
      ["FROM debian:12\nRUN curl https://example.com/key | apt-key add -", 2, "low"],
      ["FROM debian:12\nRUN apt-key adv --keyserver x --recv-keys ABCD", 2],
      [
        "FROM debian:12\nRUN true && \\\n echo 'deb https://x.example.com/apt stable main' > /etc/apt/sources.list.d/x.list",
        3,
      ],
      [
        "FROM debian:12\nRUN echo 'deb [arch=amd64] https://x.example.com/apt stable main' | tee /etc/apt/sources.list.d/x.list",
        2,
      ],
      [
        "FROM debian:12\nCOPY <<EOF /etc/apt/sources.list.d/x.sources\nTypes: deb\nURIs: https://x.example.com/apt\nEOF",
        2,
      ],
      ["FROM ubuntu:24.04\nRUN add-apt-repository 'deb https://x.example.com/apt stable main'", 2],
    ],
    catchesNot: [
      "FROM debian:12\nRUN echo 'deb [signed-by=/etc/apt/keyrings/x.gpg] https://x.example.com/apt stable main' > /etc/apt/sources.list.d/x.list",
      "FROM debian:12\nRUN echo 'deb http://ftp.debian.org/debian bookworm-backports main' > /etc/apt/sources.list.d/b.list",
      "FROM debian:12\nRUN echo 'deb http://mirrors.aliyun.com/debian/ bookworm main' > /etc/apt/sources.list",
      "FROM ubuntu:24.04\nRUN echo 'deb http://archive.ubuntu.com/ubuntu noble main' > /etc/apt/sources.list",
      "FROM debian:12\nCOPY <<EOF /etc/apt/sources.list.d/x.sources\nTypes: deb\nURIs: https://x.example.com/apt\nSigned-By: /k.gpg\nEOF",
      "FROM debian:12\nRUN apt-key list",
    ],
  },
];
