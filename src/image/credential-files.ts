import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { DrydockError } from "../errors.ts";
import type { Host } from "../host.ts";
import type { Credentials } from "./credentials.ts";

/** What Docker's `config.json` and podman's `auth.json` say; both have the same form. Keys as they were written. */
export interface AuthFile {
  readonly entries: ReadonlyMap<string, Credentials>;
  /** Key → name of a helper. */
  readonly helpers: ReadonlyMap<string, string>;
  /** Helper for everything else. */
  readonly store: string | undefined;
}

// Go takes a missing value and null alike.
const text = z.string().nullish();
const rowSchema = z.object({
  auth: text,
  username: text,
  password: text,
  identitytoken: text,
  registrytoken: text,
});
const fileSchema = z.object({
  auths: z.record(z.string(), rowSchema.nullish()).nullish(),
  credHelpers: z.record(z.string(), z.string()).nullish(),
  credsStore: text,
});

/** In the order in which they are asked. Source: docker login; containers-auth.json(5). */
export function authFiles(env: Host["env"]): readonly string[] {
  const config = env.XDG_CONFIG_HOME || join(home(env), ".config");
  const runtime = env.XDG_RUNTIME_DIR || `/run/containers/${process.getuid?.() ?? 0}`;
  const folder = env.XDG_RUNTIME_DIR ? join(runtime, "containers") : runtime;
  return [
    join(env.DOCKER_CONFIG || join(home(env), ".docker"), "config.json"),
    ...(env.REGISTRY_AUTH_FILE ? [env.REGISTRY_AUTH_FILE] : []),
    join(folder, "auth.json"),
    join(config, "containers", "auth.json"),
  ];
}

function home(env: Host["env"]): string {
  return env.HOME || homedir();
}

/** `undefined` where there is no such file. Throws `DrydockError` CREDENTIALS. */
export async function readAuthFile(path: string): Promise<AuthFile | undefined> {
  let content: string;
  try {
    content = await readFile(path, "utf8");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw new DrydockError("CREDENTIALS", `${path} cannot be read (${code}).`, {
      hint: "Check its permissions, or name another folder in DOCKER_CONFIG.",
      cause: error,
    });
  }
  // Podman leaves empty files behind.
  return content.trim() === "" ? undefined : parse(content, path);
}

/**
 * `DOCKER_AUTH_CONFIG`: the JSON itself, or, as a variable of type file, its path; `undefined` where there is none. Throws
 * `DrydockError` CREDENTIALS. Source: GitLab, "Access an image from a private container registry".
 */
export async function readAuthVariable(text: string | undefined): Promise<AuthFile | undefined> {
  const value = text?.trim() ?? "";
  if (value === "") return undefined;
  if (value.startsWith("{")) return parse(value, "DOCKER_AUTH_CONFIG");
  // Where it is no path a password may stand in it, so what it says is not told; GitLab's paths are absolute.
  const file = value.startsWith("/") ? await readAuthFile(value) : undefined;
  if (file === undefined) throw broken("DOCKER_AUTH_CONFIG", "is neither JSON nor the path of a file");
  return file;
}

// The parsers' own errors repeat pieces of what they read, so they are not told, nor kept as a cause.
function parse(content: string, path: string): AuthFile {
  const document = fileSchema.safeParse(json(content, path)).data;
  if (document === undefined) throw broken(path, "is not what Docker or podman write");
  const entries = new Map<string, Credentials>();
  for (const [key, row] of Object.entries(document.auths ?? {})) {
    const credentials = row ? credentialsOf(row, path) : undefined;
    if (credentials !== undefined) entries.set(key, credentials);
  }
  return {
    entries,
    helpers: new Map(Object.entries(document.credHelpers ?? {})),
    store: document.credsStore || undefined,
  };
}

function json(content: string, path: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    throw broken(path, "is not JSON");
  }
}

/** An entry may be empty: the marker that a helper keeps the rest. */
function credentialsOf(row: z.infer<typeof rowSchema>, from: string): Credentials | undefined {
  if (row.identitytoken) return { kind: "identity", token: row.identitytoken, from };
  if (row.registrytoken) return { kind: "bearer", token: row.registrytoken, from };
  if (row.username && row.password)
    return { kind: "basic", user: row.username, password: row.password, from };
  if (!row.auth) return undefined;
  const decoded = Buffer.from(row.auth, "base64").toString("utf8");
  const colon = decoded.indexOf(":");
  if (colon <= 0) throw broken(from, "has an entry that is not the base64 of user:password");
  // Docker itself strips zero bytes, which an old version wrote.
  const password = decoded.slice(colon + 1).replace(/\0+$/, "");
  return { kind: "basic", user: decoded.slice(0, colon), password, from };
}

function broken(path: string, why: string): DrydockError {
  return new DrydockError("CREDENTIALS", `${path} ${why}.`, { hint: "Mend it, or log in again." });
}
