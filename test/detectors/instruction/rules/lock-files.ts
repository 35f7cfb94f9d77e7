import { ignoredLockFile } from "../../../../src/detectors/instruction/rules/lock-files.ts";
import { contextOf, type RuleCases } from "../cases.ts";

const context = contextOf([
  "package.json",
  "package-lock.json",
  "web/package.json",
  "web/yarn.lock",
  "requirements.txt",
]);

export const cases: readonly RuleCases[] = [
  {
    rule: ignoredLockFile,
    catches: [
      [{ text: "FROM node:22\nCOPY . .\nRUN npm install", context }, 3, "low"],
      [{ text: "FROM node:22\nCOPY package.json .\nRUN npm install --omit=dev", context }, 3],
      [{ text: "FROM node:22\nCOPY package*.json ./\nRUN npm i", context }, 3],
      [{ text: "FROM node:22\nCOPY web/ .\nRUN yarn", context }, 3],
      [{ text: "FROM python:3.12\nRUN pip install -r requirements.txt", context, profile: "strict" }, 2],
    ],
    catchesNot: [
      "FROM node:22\nCOPY . .\nRUN npm install",
      { text: "FROM node:22\nCOPY . .\nRUN npm ci", context },
      { text: "FROM node:22\nCOPY . .\nRUN npm install -g typescript", context },
      { text: "FROM node:22\nCOPY . .\nRUN npm install", context: contextOf(["package.json"]) },
      { text: "FROM node:22\nCOPY web/ .\nRUN yarn install --frozen-lockfile", context },
      { text: "FROM node:22\nCOPY web/ .\nRUN npm install", context },
      { text: "FROM python:3.12\nRUN pip install -r requirements.txt", context },
      {
        text: "FROM python:3.12\nRUN pip install --require-hashes -r requirements.txt",
        context,
        profile: "strict",
      },
    ],
  },
];
