import { readFile, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { DrydockError, messageOf } from "../errors.ts";

/** Looked for in this order; the first one wins, a second one is an error. */
const FILE_NAMES = ["drydock.yml", "drydock.yaml", "drydock.json"] as const;

/** Stops a file of many megabytes from being parsed for minutes. */
export const MAX_BYTES = 1024 * 1024;

/**
 * Reads the policy file at `path`. Throws `DrydockError` NOT_FOUND for one that is not there, POLICY_INVALID for what
 * cannot be read.
 */
export async function readPolicyFile(
  path: string,
  cwd: string,
): Promise<{ readonly name: string; readonly text: string }> {
  return { name: path, text: await read(resolve(cwd, path), path) };
}

/** Where the policy file is, and its name for people; without a file, no path and the name it would have. */
export async function policyPath(source: {
  readonly path?: string | undefined;
  readonly cwd: string;
}): Promise<{ readonly path?: string; readonly name: string }> {
  const path = source.path === undefined ? await find(source.cwd) : resolve(source.cwd, source.path);
  if (path === undefined) return { name: FILE_NAMES[0] };
  return { path, name: source.path ?? basename(path) };
}

/** What stands in a policy file; `undefined` = there is none. Throws `DrydockError` POLICY_INVALID. */
export async function readPolicyText(path: string, name: string): Promise<string | undefined> {
  return (await exists(path)) ? await read(path, name) : undefined;
}

async function find(cwd: string): Promise<string | undefined> {
  const there: string[] = [];
  for (const name of FILE_NAMES) {
    if (await exists(join(cwd, name))) there.push(name);
  }
  if (there.length > 1) {
    throw new DrydockError("POLICY_INVALID", `There are several policy files: ${there.join(", ")}.`, {
      hint: "Keep one of them, or name one with --policy.",
    });
  }
  return there[0] === undefined ? undefined : join(cwd, there[0]);
}

/** Only "not there" means no policy: a file that cannot be looked at must not be taken for the default. */
async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw new DrydockError("POLICY_INVALID", `${path}: ${messageOf(error)}`, { cause: error });
  }
}

async function read(path: string, name: string): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size > MAX_BYTES) {
      throw new DrydockError("POLICY_INVALID", `${name}: ${size} bytes, more than the ${MAX_BYTES} allowed.`);
    }
    return new TextDecoder("utf-8", { fatal: true }).decode(await readFile(path));
  } catch (error) {
    if (error instanceof DrydockError) throw error;
    if (isMissing(error)) {
      throw new DrydockError("NOT_FOUND", `There is no policy file ${name}.`, { cause: error });
    }
    throw new DrydockError("POLICY_INVALID", `${name}: ${messageOf(error)}`, { cause: error });
  }
}

function isMissing(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return code === "ENOENT" || code === "ENOTDIR";
}
