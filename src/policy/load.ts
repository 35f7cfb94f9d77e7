import type { Host } from "../host.ts";
import { policyPath } from "./file.ts";
import { merged } from "./merge.ts";
import { readPolicy } from "./parse.ts";
import { defaultPolicy, type Policy } from "./policy.ts";
import { type PolicyText, type RemoteOptions, readPolicySource } from "./source.ts";

/**
 * Reads the policies that are named, merged in their order, or `drydock.yml`, `.yaml` or `.json` in the current folder,
 * or gives the default policy when there is none. Throws `DrydockError` NOT_FOUND for one that is not there,
 * POLICY_INVALID with `file:line:column` for everything else that is wrong with it, and what the network can throw.
 */
export async function loadPolicy(
  sources: readonly string[],
  host: Host,
  options: RemoteOptions,
): Promise<Policy> {
  const named = sources.length > 0 ? sources : await found(host.cwd);
  if (named.length === 0) return defaultPolicy();
  const texts: PolicyText[] = [];
  for (const source of named) texts.push(await readPolicySource(source, host, options));
  return merged(texts.map(({ name, text }) => ({ name, ...readPolicy(text, name) })));
}

async function found(cwd: string): Promise<readonly string[]> {
  const { path, name } = await policyPath({ cwd });
  return path === undefined ? [] : [name];
}
