/**
 * The baseline of the finished image: its config, accounts, files and permissions come in, out come findings of the
 * catalogue's rules DD-BL. Analyzers keep redacted facts only; no password hash ever leaves the reading of a layer.
 */
import type { Detector } from "../detector.ts";
import { groupFiles, passwdFiles, shadowFiles } from "./account-files.ts";
import { certificateFiles } from "./certificate-files.ts";
import { checked, DETECTOR_ID } from "./checking.ts";
import { fileHeads } from "./file-heads.ts";
import { loginKeys } from "./login-keys.ts";
import type { BaselineRule } from "./rule.ts";
import * as all from "./rules/all.ts";
import { hiddenByDeletion } from "./rules/hidden.ts";
import { sceneOf } from "./scene.ts";
import { sourceFiles } from "./source-files.ts";
import { sudoersFiles } from "./sudoers-files.ts";

export { hiddenFindings } from "./rules/hidden.ts";

/** By id: where several fire for one fact, the first of them is shown. */
const RULES: readonly BaselineRule[] = Object.values(all).sort((a, b) => (a.id < b.id ? -1 : 1));
const ANALYZERS = [
  passwdFiles,
  shadowFiles,
  groupFiles,
  sudoersFiles,
  loginKeys,
  certificateFiles,
  sourceFiles,
  fileHeads,
];

/** Without an image that was read there is nothing to look at: an SBOM tells of packages alone. */
export const baseline: Detector = {
  id: DETECTOR_ID,
  categories: ["baseline"],
  rules: [...RULES, hiddenByDeletion],
  analyzers: () => ANALYZERS,
  async detect(input) {
    if (input.read === undefined) return { findings: [], gaps: [] };
    const wanted = RULES.filter((rule) => input.checks.isOn(rule));
    return await checked(sceneOf(input.read, input), wanted);
  },
};
