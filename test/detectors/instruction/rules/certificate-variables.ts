import {
  certificatesUnchecked,
  nodeUnchecked,
} from "../../../../src/detectors/instruction/rules/certificate-variables.ts";
import type { Package } from "../../../../src/model/index.ts";
import type { RuleCases } from "../cases.ts";

const NODE = "NODE_TLS_REJECT_UNAUTHORIZED";
const package_ = (name: string) => ({ name }) as unknown as Package;

export const cases: readonly RuleCases[] = [
  {
    rule: nodeUnchecked,
    catches: [
      [`FROM node:20\nENV ${NODE}=0`, 2, "high"],
      [`FROM node:20\nENV ${NODE} "0"`, 2],
      [`FROM node:20 AS build\nENV ${NODE}=0\nFROM node:20`, 2, "medium"],
      [`FROM node:20\nARG ${NODE}=0`, 2, "medium"],
      [`FROM node:20\nRUN ${NODE}=0 npm ci`, 2, "medium"],
      [`FROM node:20\nRUN true; \\\n export ${NODE}=0; \\\n npm ci`, 3, "medium"],
      [`FROM node:20\nRUN env ${NODE}=0 npm ci`, 2, "medium"],
      [`FROM node:20\nENV ${NODE}=0\nRUN npm ci\nENV ${NODE}=1`, 2, "medium"],
      [{ text: `FROM node:20\nENV ${NODE}=0\nENV ${NODE}=1`, profile: "acr" }, 2, "high"],
      [`FROM node:20\nCMD ${NODE}=0 node x.js`, 2, "high"],
      [`FROM node:20\nENTRYPOINT ["env", "${NODE}=0", "node", "x.js"]`, 2, "high"],
      [`FROM node:20\nRUN echo "export ${NODE}=0" >> /etc/profile`, 2, "high"],
      [`FROM node:20\nCOPY <<EOF /app/.env\n${NODE}=0\nEOF`, 2, "high"],
      [{ text: `FROM node:20 AS a\nENV ${NODE}=0\nFROM node:20`, profile: "acr" }, 2, "high"],
    ],
    catchesNot: [
      `FROM node:20\nENV ${NODE}=1`,
      `FROM node:20\nENV ${NODE}=false`,
      `FROM node:20\nENV ${NODE}=`,
      `FROM node:20\nENV ${NODE}=0\nRUN mkdir /app\nENV ${NODE}=1\nRUN npm ci`,
      `FROM node:20 AS a\nENV ${NODE}=0\nFROM a\nENV ${NODE}=\nRUN npm ci`,
      `FROM node:20\nRUN export ${NODE}=0 && unset ${NODE} && npm ci`,
      `FROM node:20\nRUN echo ${NODE}=0`,
      `FROM node:20\n# ENV ${NODE}=0\nLABEL x="${NODE}=0"`,
    ],
  },
  {
    rule: certificatesUnchecked,
    catches: [
      ["FROM debian:12\nENV GIT_SSL_NO_VERIFY=0", 2, "high"],
      ["FROM debian:12\nENV PYTHONHTTPSVERIFY=0", 2],
      ["FROM debian:12\nENV NPM_CONFIG_STRICT_SSL=false", 2],
      ["FROM debian:12\nENV npm_config_strict_ssl=false", 2],
      ["FROM debian:12\nENV PIP_TRUSTED_HOST=pypi.example.com", 2],
      ["FROM debian:12\nENV REQUESTS_CA_BUNDLE=", 2],
      ["FROM debian:12\nENV GOSUMDB=off", 2],
      ["FROM debian:12\nENV GONOSUMDB=*", 2],
      ["FROM golang:1 AS b\nENV GOSUMDB=off\nFROM scratch", 2, "medium"],
      ["FROM debian:12\nRUN GIT_SSL_NO_VERIFY=true git clone https://x/y", 2, "medium"],
      ["FROM debian:12\nENV GOINSECURE=git.example.com", 2, "low"],
      ["FROM python:3.12\nENV PYTHONHTTPSVERIFY=0", 2, "negligible"],
      [
        { text: "FROM x\nENV PYTHONHTTPSVERIFY=0", image: { packages: [package_("python3")] } },
        2,
        "negligible",
      ],
      [{ text: "FROM x\nENV PYTHONHTTPSVERIFY=0", image: { packages: [package_("python2.7")] } }, 2, "high"],
    ],
    catchesNot: [
      "FROM debian:12\nENV CURL_CA_BUNDLE=/etc/ssl/ca.pem",
      "FROM debian:12\nENV PYTHONHTTPSVERIFY=1 NPM_CONFIG_STRICT_SSL=true",
      "FROM debian:12\nENV PIP_TRUSTED_HOST=localhost:8080",
      "FROM debian:12\nENV GOSUMDB=sum.golang.org GOINSECURE=",
      "FROM debian:12\nENV GOSUMDB=off\nENV GOSUMDB=sum.golang.org",
    ],
  },
];
