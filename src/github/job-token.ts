import { DrydockError } from "../errors.ts";
import type { Host } from "../host.ts";
import { findCredentials } from "../image/credentials.ts";
import { type ImageName, parseImageName } from "../image/reference.ts";
import { imageNameIn } from "../model/index.ts";

/** GitHub's own registry, which takes the tokens of its jobs. */
const REGISTRY = "ghcr.io";

/**
 * The environment in which an image of ghcr.io is read with the job's token, where no other credentials are there for it.
 * `DRYDOCK_REGISTRY` binds the token to that host. `references` = every image that will be asked for.
 */
export async function withJobToken(
  references: readonly string[],
  token: string,
  host: Host,
): Promise<Host["env"]> {
  const { env } = host;
  const name = references.map(nameIn).find((one) => one?.registry === REGISTRY);
  const isOurs = (env.GITHUB_SERVER_URL ?? "") === "https://github.com";
  if (name === undefined || token === "" || !isOurs) return env;
  if (env.DRYDOCK_REGISTRY_USER || env.DRYDOCK_REGISTRY_PASSWORD) return env;
  try {
    if ((await findCredentials(name, host)) !== undefined) return env;
  } catch (error) {
    if (error instanceof DrydockError) return env; // whoever reads the image will say so
    throw error;
  }
  const user = env.GITHUB_ACTOR || "token";
  return {
    ...env,
    DRYDOCK_REGISTRY: REGISTRY,
    DRYDOCK_REGISTRY_USER: user,
    DRYDOCK_REGISTRY_PASSWORD: token,
  };
}

function nameIn(reference: string): ImageName | undefined {
  const text = imageNameIn(reference);
  try {
    return text === undefined ? undefined : parseImageName(text);
  } catch {
    return undefined; // no name of an image
  }
}
