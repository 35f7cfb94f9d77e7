import { DrydockError } from "../errors.ts";
import type { Host } from "../host.ts";
import { type AuthFile, authFiles, readAuthFile, readAuthVariable } from "./credential-files.ts";
import { askHelper } from "./credential-helper.ts";

/** What proves us to a registry. `from` says where it was found, for messages. */
export type Credentials = { readonly from: string } & (
  | { readonly kind: "basic"; readonly user: string; readonly password: string }
  | { readonly kind: "identity"; readonly token: string } // buys access tokens
  | { readonly kind: "bearer"; readonly token: string } // is one
);

/** Docker Hub goes by several names; the last is what `docker login` writes. */
const HUB_NAMES: readonly string[] = ["docker.io", "index.docker.io", "registry-1.docker.io"];
const HUB_KEY = "https://index.docker.io/v1/";

/**
 * Credentials for a repository, from the first place that has some: `DRYDOCK_REGISTRY_USER` and
 * `DRYDOCK_REGISTRY_PASSWORD`, if `DRYDOCK_REGISTRY` names this very registry; `DOCKER_AUTH_CONFIG`; Docker's config with
 * its helpers; podman's auth files; what GitLab gives each of its jobs for its own registry and its dependency proxy.
 * `undefined` = go there without. Throws `DrydockError` CREDENTIALS.
 */
export async function findCredentials(
  name: { readonly registry: string; readonly repository: string },
  host: Host,
): Promise<Credentials | undefined> {
  const explicit = fromEnvironment(name.registry, host.env);
  if (explicit !== undefined) return explicit;
  const variable = await readAuthVariable(host.env.DOCKER_AUTH_CONFIG);
  const named = variable === undefined ? undefined : await fromFile(variable, name, host);
  if (named !== undefined) return named;
  for (const path of authFiles(host.env)) {
    const file = await readAuthFile(path);
    const found = file === undefined ? undefined : await fromFile(file, name, host);
    if (found !== undefined) return found;
  }
  return fromGitLab(name.registry, host.env);
}

/** Names of the variables with server, user and password. Source: GitLab, "Predefined CI/CD variables reference". */
const GITLAB_LOGINS = ["CI_REGISTRY", "CI_DEPENDENCY_PROXY"] as const;

/** They are good for the job alone, and for no other host. */
function fromGitLab(registry: string, env: Host["env"]): Credentials | undefined {
  for (const from of GITLAB_LOGINS) {
    const server = env[from === "CI_REGISTRY" ? from : `${from}_SERVER`];
    const [user, password] = [env[`${from}_USER`], env[`${from}_PASSWORD`]];
    if (server && user && password && normalKey(server) === normalKey(registry))
      return { kind: "basic", user, password, from: `${from}_USER` };
  }
  return undefined;
}

/** The host is asked for by name: the database comes from other registries, and they must not see a password. */
function fromEnvironment(registry: string, env: Host["env"]): Credentials | undefined {
  const { DRYDOCK_REGISTRY: bound, DRYDOCK_REGISTRY_USER: user, DRYDOCK_REGISTRY_PASSWORD: password } = env;
  if (!user && !password) return undefined;
  if (!bound || !user || !password)
    throw new DrydockError(
      "CREDENTIALS",
      "DRYDOCK_REGISTRY, DRYDOCK_REGISTRY_USER and DRYDOCK_REGISTRY_PASSWORD only work together.",
      { hint: "Set DRYDOCK_REGISTRY to the registry's host, such as registry.example:5000." },
    );
  if (normalKey(bound) !== normalKey(registry)) return undefined;
  return { kind: "basic", user, password, from: "DRYDOCK_REGISTRY_USER" };
}

/** Helpers go before what is written in the file, as in Docker. */
async function fromFile(
  file: AuthFile,
  { registry, repository }: { readonly registry: string; readonly repository: string },
  host: Host,
): Promise<Credentials | undefined> {
  const server = HUB_NAMES.includes(registry) ? HUB_KEY : registry;
  const own = [...file.helpers].find(([key]) => normalKey(key) === normalKey(registry))?.[1];
  if (own !== undefined) return askHelper(own, server, host);
  if (file.store !== undefined) {
    try {
      const found = await askHelper(file.store, server, host);
      if (found !== undefined) return found;
    } catch (error) {
      // The config of a desktop, mounted into a container, names a store that is not there; most images need none.
      if (!(error instanceof DrydockError)) throw error;
      host.log.warn(`${error.message} Going on without it.`);
    }
  }
  return longestMatch(file, `${normalKey(registry)}/${repository}`);
}

/** podman's keys may name a part of the path. Source: containers-auth.json(5). */
function longestMatch(file: AuthFile, wanted: string): Credentials | undefined {
  const matches = [...file.entries]
    .map(([key, credentials]) => ({ key: normalKey(key), credentials }))
    .filter(({ key }) => wanted === key || wanted.startsWith(`${key}/`));
  matches.sort((a, b) => b.key.length - a.key.length);
  return matches[0]?.credentials;
}

/** Keys have been written with a scheme, and with the path of the API's version. */
function normalKey(key: string): string {
  const bare = key.replace(/^https?:\/\//, "").replace(/\/(?:v1|v2)?\/?$/, "");
  const [server = "", ...path] = bare.split("/");
  const lower = server.toLowerCase();
  return [HUB_NAMES.includes(lower) ? "docker.io" : lower, ...path].join("/");
}
