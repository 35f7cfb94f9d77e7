import { expect, test } from "vitest";
import { undigestedBase } from "../../../src/detectors/instruction/rules/base-tags.ts";
import { unsafeSearchPath } from "../../../src/detectors/instruction/rules/environment.ts";
import { noHealthCheck } from "../../../src/detectors/instruction/rules/health-checks.ts";
import { unbuildableFile } from "../../../src/detectors/instruction/rules/parsing.ts";
import { administrativePort, remoteLogin } from "../../../src/detectors/instruction/rules/ports.ts";
import { systemVolume } from "../../../src/detectors/instruction/rules/system-paths.ts";
import { sceneFor } from "./cases.ts";

test("what the image's configuration tells too is the same fact there", () => {
  const scene = sceneFor('FROM scratch\nEXPOSE 22 2375\nVOLUME /etc/\nENV PATH=.:$PATH\nCMD ["/a"]\n');
  const rules = [remoteLogin, administrativePort, systemVolume, unsafeSearchPath, noHealthCheck];
  expect(rules.flatMap((rule) => [...rule.check(scene)].map(({ fact }) => fact))).toEqual([
    "port:22",
    "port:2375",
    "volume:/etc",
    "env:PATH",
    "healthcheck:none",
  ]);
});

test("a base is shown as it is written where nobody knows the variable", () => {
  const subjects = (text: string) => [...undigestedBase.check(sceneFor(text))].map(({ subject }) => subject);
  expect(subjects("ARG V\nFROM node:$V-slim")).toEqual(["FROM node:$V-slim"]);
  expect(subjects("ARG V=22\nFROM node:$V-slim")).toEqual(["FROM node:22-slim"]);
});

test("an unknown instruction that is a lost line with a secret in it is not shown with it", () => {
  const password = ["hunter", "22-and-more-of-it-than-forty-characters"].join("");
  const titles = (line: string) =>
    [...unbuildableFile.check(sceneFor(`FROM scratch\n${line}\n`))].map(({ title }) => title?.toLowerCase());
  expect(titles("RUNN true")).toEqual(["unknown instruction runn"]);
  for (const line of [`DB_PASSWORD=${password}`, `https://me:${password}@host/`])
    expect(titles(`${line} \\`)).toEqual([expect.not.stringContaining("hunter")]);
});
