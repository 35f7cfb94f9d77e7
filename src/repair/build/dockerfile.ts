import type { Image } from "../../model/index.ts";
import { Refusal } from "../refusal.ts";

/** What of an image's config a build on it depends on. */
interface RunConfig {
  readonly User?: string | null;
  readonly OnBuild?: readonly string[] | null;
  readonly Volumes?: Readonly<Record<string, unknown>> | null;
}

/**
 * Refuses images on which a build would do something else than to raise packages. `losesVolumes`: the builder throws away
 * what changes below volumes. Without a builder only what holds for all. Throws `Refusal` FIX_ONBUILD, FIX_VOLUME.
 */
export function refuseUnsafe(
  config: Image["config"],
  builder?: { readonly name: string; readonly losesVolumes: boolean },
): void {
  const { OnBuild, Volumes } = runConfig(config);
  if ((OnBuild ?? []).length > 0)
    throw new Refusal(
      "FIX_ONBUILD",
      "The image has ONBUILD instructions: a build on it would run them, and lose them.",
    );
  if (builder?.losesVolumes === true && Object.keys(Volumes ?? {}).length > 0)
    throw new Refusal(
      "FIX_VOLUME",
      `The image has volumes, and ${builder.name} throws away what changes below them; use Docker with BuildKit.`,
    );
}

/**
 * The instructions that run `script` in `base`. In exec form, so that the image's own SHELL does not matter; JSON keeps
 * quotes and dollar signs out of the builder's hands, and the names in it are of a strict pattern. `USER` only where the
 * image's is not root: nothing else of the result is taken than its layer.
 */
export function dockerfileOf(base: string, script: string, config: Image["config"]): string {
  const { User } = runConfig(config);
  const isRoot = /^(?:|0|root)(?::(?:0|root))?$/.test(User ?? "");
  const run = JSON.stringify(["/bin/sh", "-euc", script]);
  return [`FROM ${base}`, ...(isRoot ? [] : ["USER 0:0"]), `RUN ${run}`, ""].join("\n");
}

function runConfig({ document }: Image["config"]): RunConfig {
  return (document.config ?? {}) as RunConfig;
}

const PROXIES = ["HTTP_PROXY", "HTTPS_PROXY", "FTP_PROXY", "NO_PROXY", "ALL_PROXY"];

/** Builders know these arguments without being told of them, and record them nowhere. */
export function proxyArguments(
  env: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  const names = PROXIES.flatMap((name) => [name, name.toLowerCase()]);
  return Object.fromEntries(names.flatMap((name) => (env[name] ? [[name, env[name]]] : [])));
}
