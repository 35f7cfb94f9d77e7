import { extraIndex, mutableRevision } from "../../../../src/detectors/instruction/rules/package-sources.ts";
import type { RuleCases } from "../cases.ts";

const COMMIT = "0123456789abcdef0123456789abcdef01234567";

export const cases: readonly RuleCases[] = [
  {
    rule: extraIndex,
    catches: [
      ["FROM python:3\nRUN pip install --extra-index-url https://pypi.example.com/simple x", 2, "medium"],
      [
        "FROM python:3\nRUN true && \\\n python -m pip install --extra-index-url=https://pypi.example.com/simple x",
        3,
      ],
      ["FROM python:3\nENV PIP_EXTRA_INDEX_URL=https://pypi.example.com/simple", 2],
      [
        "FROM node:20\nRUN npm config set registry https://a.example.com\nRUN npm config set registry https://b.example.com",
        3,
      ],
      ["FROM sdk:8\nRUN dotnet nuget add source https://nuget.example.com/v3/index.json -n x", 2],
      [
        "FROM node:20\nRUN npm ci --registry=https://a.example.com && npm i b --registry https://b.example.com",
        2,
      ],
    ],
    catchesNot: [
      "FROM python:3\nRUN pip install --index-url https://pypi.example.com/simple x",
      "FROM python:3\nRUN pip install --require-hashes --extra-index-url https://pypi.example.com/simple -r r.txt",
      "FROM node:20\nRUN npm config set registry https://a.example.com && npm config set @me:registry https://b.example.com",
      "FROM sdk:8\nRUN dotnet nuget add source https://nuget.example.com -n x && dotnet nuget remove source nuget.org",
      "FROM python:3\nRUN echo --extra-index-url https://pypi.example.com",
    ],
  },
  {
    rule: mutableRevision,
    catches: [
      ["FROM debian:12\nRUN git clone https://github.com/a/b", 2, "low"],
      [
        "FROM debian:12\nRUN true && \\\n git clone -b main --depth 1 https://github.com/a/b /b && cd /b && make",
        3,
      ],
      ["FROM golang:1\nRUN go install example.com/x/cmd/y@latest", 2],
      ["FROM node:20\nRUN npx create-thing", 2],
      ["FROM node:20\nRUN npm ci && npx create-thing@latest", 2],
      ["FROM node:20 AS b\nRUN npm ci\nFROM node:20\nRUN npx create-thing", 4],
      ["FROM node:20\nRUN npx create-thing\nRUN npm ci", 2],
      ["FROM python:3\nRUN pip install git+https://github.com/a/b", 2],
      ["FROM python:3\nRUN pip install 'x @ git+https://github.com/a/b@main'", 2],
    ],
    catchesNot: [
      `FROM debian:12\nRUN git clone https://github.com/a/b && cd b && git checkout ${COMMIT}`,
      `FROM debian:12\nENV REV=${COMMIT}\nRUN git clone https://github.com/a/b && git -C b reset --hard $REV`,
      "FROM debian:12\nRUN git clone -b v1.0 https://github.com/a/b && git -C b verify-tag v1.0",
      "FROM debian:12\nRUN git clone /src/b /dst && git clone ./b c",
      "FROM golang:1\nRUN go install example.com/x/cmd/y@v1.2.3",
      "FROM node:20\nRUN npx create-thing@1.2.3 && npx --no-install jest",
      "FROM node:20\nRUN npm ci\nRUN npx prisma generate",
      "FROM node:20 AS b\nRUN npm ci\nFROM b\nRUN npx prisma generate",
      "FROM node:20\nONBUILD RUN npm ci && npx prisma generate",
      `FROM python:3\nRUN pip install git+https://github.com/a/b@${COMMIT}#egg=b`,
    ],
  },
];
