import { unpinnedPackages } from "../../../../src/detectors/instruction/rules/package-versions.ts";
import type { RuleCases } from "../cases.ts";

export const cases: readonly RuleCases[] = [
  {
    rule: unpinnedPackages,
    catches: [
      ["FROM debian:12\nRUN apt-get install -y curl", 2, "negligible"],
      ["FROM alpine:3.21\nRUN apk add --no-cache --virtual .build curl=8 gcc", 2],
      ["FROM fedora:41\nRUN dnf install -y curl", 2],
      ["FROM python:3.12\nRUN pip install flask", 2],
      ["FROM node:22\nRUN npm install -g typescript", 2],
      ["FROM node:22\nRUN npm install -g @angular/cli@latest", 2],
      ["FROM ruby:3.3\nRUN gem install rails", 2],
    ],
    catchesNot: [
      "FROM debian:12\nRUN apt-get install -y curl=7.88.1-10+deb12u8 ./local.deb",
      "FROM debian:12\nARG CURL\nRUN apt-get install -y curl=$CURL $MORE",
      "FROM alpine:3.21\nRUN apk add --no-cache -t .build 'curl~=8.11' gcc=14.2.0-r4",
      "FROM fedora:41\nRUN dnf install -y curl-8.9.1-3.fc41 @development-tools",
      "FROM python:3.12\nRUN pip install -r requirements.txt -c constraints.txt && pip install flask==3.0 . ./lib '.[dev]'",
      "FROM node:22\nRUN npm ci && npm install && npm install -g typescript@5.6 @angular/cli@19",
      "FROM ruby:3.3\nRUN gem install rails -v 8.0.0 && gem install rake:13.2",
    ],
  },
];
