import { t as DrydockError } from "./errors.js";
import { l as readPolicyText, m as importChain } from "./policy.js";
import { resolve } from "node:path";
// src/policy-import.ts
async function policyImport(path, { cwd }) {
	const text = await readPolicyText(resolve(cwd, path), path);
	if (text !== void 0) return importChain(text, path);
	throw new DrydockError("NOT_FOUND", `There is no file ${path}.`, { hint: "Save the reply of GetChain, its ChainConfig, or Terraform's chain_config as JSON, and name that file." });
}
export { policyImport };
