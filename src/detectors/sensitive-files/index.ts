/**
 * Files that are sensitive by their kind: keys, logins, settings with passwords, databases, captures. Names pick them
 * out, a reader of their format decides, and what it keeps is redacted. Layers come in, findings of the rules
 * DD-SF-001 to 026 go out, also for what a later layer has deleted, and a gap where a file holds too many.
 */
import type { Detector } from "../detector.ts";
import { RULES, sensitiveFiles, sensitiveHeads } from "./analyzers.ts";
import { detectIn } from "./findings.ts";

export const sensitive: Detector = {
  id: "sensitive-files",
  categories: ["sensitive"],
  rules: RULES,
  analyzers: () => [sensitiveFiles, sensitiveHeads],
  detect: async ({ read }) => (read === undefined ? { findings: [], gaps: [] } : await detectIn(read)),
};
