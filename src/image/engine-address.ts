import { createHash } from "node:crypto";
import { lstatSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { DrydockError } from "../errors.ts";
import type { Host } from "../host.ts";

export type EngineKind = "docker" | "podman";

/** Where an engine listens. */
export interface EngineAddress {
  /** For messages. */
  readonly text: string;
  /** Somebody asked for this very one, so it is worth a word when it does not answer. */
  readonly chosen: boolean;
  readonly socketPath?: string;
  /** For TCP; with a socket only a name. */
  readonly url: URL;
  /** Folder of `ca.pem`, `cert.pem` and `key.pem`. */
  readonly certificates?: string;
}

/**
 * `DOCKER_HOST`, the chosen Docker context, the usual sockets; `CONTAINER_HOST` and podman's usual sockets. `undefined`
 * where none is chosen and none is there. Throws `DrydockError` ENGINE for an address that cannot be used.
 */
export function engineAddress(kind: EngineKind, { env }: Host): EngineAddress | undefined {
  const home = env.HOME || homedir();
  if (kind === "podman") {
    if (env.CONTAINER_HOST) return parseAddress(env.CONTAINER_HOST, "CONTAINER_HOST");
    return firstSocket([...runtime(env, "podman/podman.sock"), "/run/podman/podman.sock"]);
  }
  if (env.DOCKER_HOST) {
    const tls = env.DOCKER_TLS_VERIFY ? env.DOCKER_CERT_PATH || join(home, ".docker") : undefined;
    return parseAddress(env.DOCKER_HOST, "DOCKER_HOST", tls);
  }
  return (
    contextAddress(env.DOCKER_CONFIG || join(home, ".docker"), env.DOCKER_CONTEXT) ??
    firstSocket([
      "/var/run/docker.sock",
      ...runtime(env, "docker.sock"),
      join(home, ".docker/run/docker.sock"),
      join(home, ".docker/desktop/docker.sock"),
    ])
  );
}

function runtime(env: Host["env"], name: string): readonly string[] {
  return env.XDG_RUNTIME_DIR ? [join(env.XDG_RUNTIME_DIR, name)] : [];
}

function firstSocket(paths: readonly string[]): EngineAddress | undefined {
  const path = paths.find((one) => {
    try {
      return lstatSync(one, { throwIfNoEntry: false }) !== undefined;
    } catch {
      return false; // a folder of somebody else's
    }
  });
  return path === undefined ? undefined : atSocket(path, false);
}

function atSocket(socketPath: string, chosen: boolean): EngineAddress {
  return { text: socketPath, chosen, socketPath, url: new URL("http://engine") };
}

function parseAddress(text: string, from: string, certificates?: string): EngineAddress {
  if (text.startsWith("unix://")) return atSocket(text.slice("unix://".length), true);
  const scheme = /^(\w+):\/\//.exec(text)?.[1];
  const web = scheme === "tcp" || scheme === "http" || scheme === "https";
  const secure = scheme === "https" || (scheme === "tcp" && certificates !== undefined);
  const rest = text.slice(text.indexOf("://"));
  const url = web && URL.canParse(`http${rest}`) ? new URL(`${secure ? "https" : "http"}${rest}`) : undefined;
  if (url === undefined || url.username || url.password)
    throw new DrydockError("ENGINE", `${from}: drydock cannot speak to an engine over ${scheme ?? "that"}.`, {
      hint: "Use unix:///path or tcp://host:port; or save the image and scan the archive.",
    });
  if (url.port === "" && scheme === "tcp") url.port = secure ? "2376" : "2375";
  const tls = secure && certificates !== undefined ? { certificates } : {};
  return { text: `${scheme}://${url.host}`, chosen: true, url, ...tls };
}

const configSchema = z.object({ currentContext: z.string().nullish() });
const contextSchema = z.object({
  Endpoints: z.object({ docker: z.object({ Host: z.string().nullish() }).nullish() }),
});

/** What `docker context use` chose. Source: docker/cli, `cli/context/store`: folders are named by the name's sha256. */
function contextAddress(config: string, chosen: string | undefined): EngineAddress | undefined {
  const name = chosen || readJson(join(config, "config.json"), configSchema)?.currentContext;
  if (!name || name === "default") return undefined;
  const id = createHash("sha256").update(name).digest("hex");
  const context = readJson(join(config, "contexts/meta", id, "meta.json"), contextSchema);
  const address = context?.Endpoints.docker?.Host;
  if (!address)
    throw new DrydockError("ENGINE", `There is no Docker context ${JSON.stringify(name)}.`, {
      hint: "Choose one with docker context use, or set DOCKER_HOST.",
    });
  const tls = join(config, "contexts/tls", id, "docker");
  const hasTls = lstatSync(tls, { throwIfNoEntry: false }) !== undefined;
  return parseAddress(address, `The Docker context ${JSON.stringify(name)}`, hasTls ? tls : undefined);
}

function readJson<T>(path: string, schema: z.ZodType<T>): T | undefined {
  try {
    return schema.safeParse(JSON.parse(readFileSync(path, "utf8"))).data;
  } catch {
    return undefined; // no such file; a broken config is told where credentials are read
  }
}
