import { debugMode, unsafeSearchPath } from "../../../../src/detectors/instruction/rules/environment.ts";
import type { RuleCases } from "../cases.ts";

export const cases: readonly RuleCases[] = [
  {
    rule: debugMode,
    catches: [
      ["FROM python:3.12\nENV FLASK_DEBUG=1", 2, "medium"],
      ["FROM node:22\nENV NODE_ENV development", 2],
      [
        "FROM eclipse-temurin:21\nENV JAVA_TOOL_OPTIONS=-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=*:5005",
        2,
      ],
      ['FROM node:22\nCMD ["node", "--inspect=0.0.0.0:9229", "app.js"]', 2],
      ["FROM python:3.12\nCMD FLASK_DEBUG=1 flask run", 2],
      [{ text: '/bin/sh -c #(nop)  CMD ["node" "--inspect=0.0.0.0" "app.js"]', isHistory: true }, 1],
    ],
    catchesNot: [
      "FROM node:22 AS dev\nENV NODE_ENV=development\nFROM node:22\nENV NODE_ENV=production",
      "FROM node:22\nENV NODE_ENV=development\nENV NODE_ENV=production",
      "FROM python:3.12\nENV FLASK_DEBUG=0",
      "FROM eclipse-temurin:21\nENV JAVA_TOOL_OPTIONS=-agentlib:jdwp=transport=dt_socket,server=y,address=127.0.0.1:5005",
      'FROM node:22\nCMD ["node", "--inspect=127.0.0.1:9229", "app.js"]',
      "FROM node:22\nRUN NODE_ENV=development npm test",
    ],
  },
  {
    rule: unsafeSearchPath,
    catches: [
      ["FROM debian:12\nENV PATH=.:$PATH", 2, "medium"],
      ["FROM debian:12\nENV PATH=/tmp/bin:$PATH", 2],
      ["FROM scratch\nENV LD_LIBRARY_PATH=/opt/lib:", 2],
      ["FROM debian:12\nENV PYTHONPATH=src", 2],
      ["FROM debian:12\nENV LD_PRELOAD=/usr/lib/libhook.so", 2],
    ],
    catchesNot: [
      "FROM debian:12\nENV PATH=/app/bin:$PATH",
      "FROM debian:12\nENV PATH=.:$PATH\nENV PATH=/usr/bin:/bin",
      "FROM debian:12\nENV LD_PRELOAD=/usr/lib/x86_64-linux-gnu/libjemalloc.so.2",
      "FROM scratch\nENV LD_LIBRARY_PATH=/opt/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}",
      "FROM debian:12 AS a\nENV PATH=.:$PATH\nFROM debian:12",
      "# escape=`\nFROM windows\nENV PATH=tools;C:\\bin",
    ],
  },
];
