import { resolve } from "node:path";
import { DrydockError } from "./errors.ts";
import type { Host } from "./host.ts";
import { importChain, readPolicyText } from "./policy/index.ts";

/**
 * What a file with a delivery chain of ACR says, as a policy file in YAML. Throws `DrydockError`: NOT_FOUND,
 * POLICY_INVALID.
 */
export async function policyImport(path: string, { cwd }: Pick<Host, "cwd">): Promise<string> {
  const text = await readPolicyText(resolve(cwd, path), path);
  if (text !== undefined) return importChain(text, path);
  throw new DrydockError("NOT_FOUND", `There is no file ${path}.`, {
    hint: "Save the reply of GetChain, its ChainConfig, or Terraform's chain_config as JSON, and name that file.",
  });
}
