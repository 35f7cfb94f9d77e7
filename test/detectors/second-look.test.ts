import { expect, test } from "vitest";
import { analyzersFor, detect } from "../../src/detectors/index.ts";
import type { Gap } from "../../src/model/index.ts";
import { checksOf } from "../../src/policy/checks.ts";
import { scopeOf } from "../../src/policy/scope.ts";
import { inputFor } from "../support/read-image.ts";
import { type TarEntry, tar } from "../support/tar.ts";

const checks = checksOf({ scope: scopeOf() }, ["baseline"]);
const LAYER: readonly TarEntry[] = [
  { path: "srv/x.conf", content: "protected-mode no\n" },
  { path: "srv/large", content: "x".repeat(300_000) },
];
const made = { layers: [LAYER], config: { Cmd: ["redis-server", "/srv/x.conf"], User: "1000" } };
const ofLayers = (gaps: readonly Gap[]) => gaps.filter(({ by }) => by === "layers");

test("what a second look finds is a finding", async () => {
  const input = await inputFor({ analyzers: analyzersFor }, made, checks);
  const { findings, gaps } = await detect(input);
  expect(findings).toContainEqual(expect.objectContaining({ rule: "DD-BL-070" }));
  expect(ofLayers(gaps)).toEqual([]);
});

test("a second look that time cuts short is a gap of those who looked", async () => {
  const input = await inputFor({ analyzers: analyzersFor }, { ...made, secondTime: 0 }, checks);
  const { gaps } = await detect(input);
  const layer = input.read?.image.layers[0]?.diffId;
  expect(ofLayers(gaps)).toEqual([
    {
      kind: "limit",
      where: `layer ${layer}`,
      by: "layers",
      reason: "Layer 1 could only be read in part: the time that the policy allows has passed.",
      layer,
      category: "baseline",
    },
  ]);
});

test("a layer that was broken at the first look already is not told again", async () => {
  const bytes = tar(LAYER);
  const cutOff = { ...made, layers: [bytes.subarray(0, bytes.length - 200_000)] };
  const input = await inputFor({ analyzers: analyzersFor }, cutOff, checks);
  const { findings, gaps } = await detect(input);
  expect(findings).toContainEqual(expect.objectContaining({ rule: "DD-BL-070" }));
  expect(ofLayers(input.read?.view.gaps ?? [])).toHaveLength(1);
  expect(ofLayers(gaps)).toEqual([]);
});
