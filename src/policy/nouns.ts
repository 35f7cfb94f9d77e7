import type { Category } from "../model/index.ts";

export const CATEGORY_NOUNS: Readonly<Record<Category, readonly [one: string, many: string]>> = {
  system: ["system vulnerability", "system vulnerabilities"],
  application: ["application vulnerability", "application vulnerabilities"],
  malware: ["malicious sample", "malicious samples"],
  sensitive: ["sensitive file", "sensitive files"],
  baseline: ["baseline risk", "baseline risks"],
  instruction: ["instruction risk", "instruction risks"],
};
