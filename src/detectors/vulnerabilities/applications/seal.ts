import type { Package } from "../../../model/index.ts";

/**
 * Seal Security publishes patched builds of libraries, with tables of their own. `instead`: the name or version is such
 * that only Seal can have built it. `first`: others use such versions too, so Seal's table counts where it has rows.
 * Source: Trivy `pkg/detector/library/seal`.
 */
export function sealRule(ecosystem: string, { name, version }: Package): "instead" | "first" | undefined {
  const rule = RULES.get(ecosystem);
  if (rule === undefined) return undefined;
  if (rule.names.test(name) || rule.versions?.test(version) === true) return "instead";
  return rule.ambiguous?.test(version) === true ? "first" : undefined;
}

interface SealRule {
  readonly names: RegExp;
  readonly versions?: RegExp;
  readonly ambiguous?: RegExp;
}

const PLUS_SP = /\+sp\d+(?:p\d+)?$/;
const DASH_SP = /-sp\d+(?:p\d+)?$/;

const RULES: ReadonlyMap<string, SealRule> = new Map<string, SealRule>([
  ["maven", { names: /^seal\.sp\d/, versions: PLUS_SP }],
  ["pip", { names: /^seal-/i, versions: PLUS_SP }],
  ["rubygems", { names: /^seal-/, ambiguous: /\.0\.1\.sp\d+(?:p\d+)?$/ }],
  ["npm", { names: /^@seal-security\//, ambiguous: DASH_SP }],
  ["go", { names: /^sealsecurity\.io\//, ambiguous: DASH_SP }],
]);
