import { readFile, stat } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import type { BuildArgs } from "../dockerfile/index.ts";
import { DrydockError, messageOf } from "../errors.ts";
import type { Host } from "../host.ts";
import { type Context, loadContext } from "./build-context.ts";
import type { ProvenanceInput } from "./provenance.ts";

/** Stops a file that would take minutes to parse; no Dockerfile in use comes near. */
const MAX_BYTES = 1024 * 1024;

/** How an image was built, as the user tells it. */
export interface BuildOptions {
  /** Path of the Dockerfile. */
  readonly path: string;
  /** The stage that was built, if not the last one. */
  readonly target?: string;
  readonly buildArgs: BuildArgs;
  /** Path of the build context. */
  readonly context?: string;
}

/** What the image does not tell. */
export interface Build extends Pick<ProvenanceInput, "dockerfile" | "target" | "buildArgs"> {
  readonly context?: Context;
}

/**
 * Reads the Dockerfile, if there is one, and the names of its build context. Throws `DrydockError`: NOT_FOUND, USAGE (too
 * large), DISK.
 */
export async function loadBuild(
  options: BuildOptions | undefined,
  { cwd }: Pick<Host, "cwd">,
): Promise<Build> {
  if (options === undefined) return {};
  const { path, context, ...rest } = options;
  const file = resolve(cwd, path);
  const text = await readText(file, path);
  return {
    dockerfile: { path: await reportedPath(file, path, cwd), text },
    ...rest,
    ...(context === undefined ? {} : { context: await loadContext(context, file, cwd) }),
  };
}

async function readText(file: string, path: string): Promise<string> {
  try {
    const { size } = await stat(file);
    if (size > MAX_BYTES)
      throw new DrydockError(
        "USAGE",
        `--dockerfile ${path}: ${size} bytes, more than the ${MAX_BYTES} allowed.`,
      );
    return new TextDecoder().decode(await readFile(file));
  } catch (error) {
    if (error instanceof DrydockError) throw error;
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOENT" || code === "ENOTDIR")
      throw new DrydockError("NOT_FOUND", `There is no Dockerfile ${path}.`, { cause: error });
    throw new DrydockError("DISK", `The Dockerfile ${path} cannot be read: ${messageOf(error)}`, {
      cause: error,
    });
  }
}

/**
 * Code scanning counts paths from the top of the repository, wherever in it drydock was started. Without a repository
 * they count from here; a file that is elsewhere keeps the name the user gave it.
 */
async function reportedPath(file: string, path: string, cwd: string): Promise<string> {
  const inside = relative((await repositoryOf(file)) ?? cwd, file);
  const isOutside = inside === ".." || inside.startsWith(`..${sep}`) || isAbsolute(inside);
  return (isOutside ? path : inside).split(sep).join("/");
}

async function repositoryOf(file: string): Promise<string | undefined> {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    if (await exists(join(folder, ".git"))) return folder; // a folder, or a file in a worktree or submodule
    if (dirname(folder) === folder) return undefined;
  }
}

async function exists(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  );
}
