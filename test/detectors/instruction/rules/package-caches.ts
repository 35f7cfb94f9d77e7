import {
  apkCacheKept,
  languageCacheKept,
  rpmCacheKept,
} from "../../../../src/detectors/instruction/rules/package-caches.ts";
import type { RuleCases } from "../cases.ts";

export const cases: readonly RuleCases[] = [
  {
    rule: apkCacheKept,
    catches: [
      ["FROM alpine:3.21\nRUN apk add curl", 2, "low"],
      ["FROM alpine:3.21\nRUN apk --update add curl", 2],
    ],
    catchesNot: [
      "FROM alpine:3.21\nRUN apk add --no-cache curl",
      "FROM alpine:3.21\nRUN apk --no-cache add curl",
      "FROM alpine:3.21\nRUN apk add curl && rm -rf /var/cache/apk/*",
      "FROM alpine:3.21\nRUN --mount=type=cache,target=/var/cache/apk apk add curl",
      "FROM alpine:3.21 AS build\nRUN apk add gcc\nFROM alpine:3.21",
    ],
  },
  {
    rule: rpmCacheKept,
    catches: [
      ["FROM fedora:41\nRUN dnf -y install curl", 2, "low"],
      ["FROM redhat/ubi9-minimal:9.5\nRUN microdnf install -y curl", 2],
      ["FROM opensuse/leap:15\nRUN zypper -n in curl", 2],
      ["FROM centos:7\nRUN yum clean all && yum -y install curl", 2],
    ],
    catchesNot: [
      "FROM fedora:41\nRUN dnf -y install curl && dnf clean all",
      "FROM centos:7\nRUN yum install -y curl && rm -rf /var/cache/yum",
      "FROM opensuse/leap:15\nRUN zypper -n in curl && zypper clean --all",
      "FROM fedora:41\nRUN --mount=type=cache,target=/var/cache/dnf dnf -y install curl",
      "FROM fedora:41 AS build\nRUN dnf -y install gcc\nFROM fedora:41",
    ],
  },
  {
    rule: languageCacheKept,
    catches: [
      ["FROM python:3.12\nRUN pip install flask==3.0", 2, "low"],
      ["FROM python:3.12\nRUN python3 -m pip install -r requirements.txt", 2],
      ["FROM node:22\nRUN yarn install --frozen-lockfile", 2],
      ["FROM node:22\nRUN yarn", 2],
    ],
    catchesNot: [
      "FROM python:3.12\nRUN pip install --no-cache-dir flask==3.0",
      "FROM python:3.12\nENV PIP_NO_CACHE_DIR=1\nRUN pip install flask==3.0",
      "FROM python:3.12\nRUN --mount=type=cache,target=/root/.cache/pip pip install flask==3.0",
      "FROM python:3.12\nRUN pip install flask==3.0 && rm -rf ~/.cache",
      "FROM node:22\nRUN yarn install && yarn cache clean",
      "FROM node:22\nRUN yarn build",
      "FROM python:3.12 AS build\nRUN pip install flask==3.0\nFROM python:3.12",
    ],
  },
];
