import type { BaselineRule } from "../rule.ts";
import { unsafeVariables } from "../unsafe-environment.ts";

export const unsafeEnvironment: BaselineRule = {
  id: "DD-BL-006",
  category: "baseline",
  title: "Unsafe environment",
  severity: "high",
  fires:
    "The config's environment switches certificate checks off (high), or sets debug mode, an open debugger, LD_PRELOAD or a search path with an empty, relative or world-writable element (medium).",
  guards:
    "It does not fire for other values of these variables, for bundles that lie at a path, for Go settings of one's own domain, nor for LD_PRELOAD of an allocator.",
  advice: "Unset it where the image is built, or override it; trust a private authority instead of nobody.",
  peers: ["CKV2_DOCKER_6"],
  *check({ config, read }) {
    if (read.image.config.platform.os === "windows") return;
    for (const { name, severity, what } of unsafeVariables(config.env))
      yield { subject: `ENV ${name}`, fact: `env:${name}`, severity, evidence: [what] };
  },
};
