import type { Package } from "../../../../src/model/index.ts";
import { aPackage } from "../scene.ts";

/** `lodash 4.17.20` of an ecosystem as OSV spells it, or with what else matters. */
export function library(ecosystem: string, text: string, more: Partial<Package> = {}): Package {
  const { source: _, ...own } = aPackage(text, "test");
  return { ...own, ecosystem, locations: [{ path: "srv/app/file", layer: 1, diffId: DIFF_ID }], ...more };
}

const DIFF_ID = `sha256:${"1".repeat(64)}` as const;
