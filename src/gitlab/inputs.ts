import { DrydockError } from "../errors.ts";
import type { Host } from "../host.ts";
import { parseImageName, parseReference } from "../image/reference.ts";
import { SEVERITIES } from "../model/index.ts";
import type { RawOptions } from "../raw-options.ts";
import { type Environment, isJob } from "./job.ts";

/** What a scan in a GitLab job is to be asked for, and with which variables. */
export interface Inputs {
  readonly image: string;
  readonly raw: RawOptions;
  readonly env: Environment;
}

/**
 * A scan's words with those of GitLab's own template in the places that were left open: who moves to drydock need not
 * set anything anew. Each that is used, and each that cannot be, is told. Throws `DrydockError` USAGE where nothing names
 * an image. Source: GitLab, "Container scanning", "Available CI/CD variables".
 */
export function gitlabInputs(
  image: string | undefined,
  raw: RawOptions,
  env: Environment,
  log: Host["log"],
): Inputs {
  const chosen = image || (isJob(env) ? jobImage(env) : undefined);
  if (chosen === undefined)
    throw new DrydockError("USAGE", "No image is named.", {
      hint: "Name one: drydock scan IMAGE. In a job of GitLab, CS_IMAGE can name it.",
    });
  if (!isJob(env)) return { image: chosen, raw, env };
  const found = fallbacks(env).filter(({ option }) => !isSaid(raw, option));
  const used = found.map(({ variable, option, value }) => {
    const words = `${variable} is read as --${option}${value === true ? "" : ` ${String(value)}`}`;
    if (!OF_THE_VERDICT.includes(option)) log.debug(`${words}.`);
    return OF_THE_VERDICT.includes(option) ? [words] : [];
  });
  if (used.flat().length > 0) log.warn(`${used.flat().join(", ")}.`);
  const unread = UNREAD.filter((name) => env[name]);
  if (unread.length > 0) log.warn(`Not read by drydock: ${unread.join(", ")}.`);
  return {
    image: chosen,
    raw: { ...raw, ...Object.fromEntries(found.map(({ option, value }) => [option, value])) },
    env: withLogin(chosen, env),
  };
}

/** As GitLab's template chooses it. */
function jobImage(env: Environment): string | undefined {
  if (env.CS_IMAGE) return env.CS_IMAGE;
  const { CI_REGISTRY_IMAGE: registry, CI_COMMIT_REF_SLUG: slug, CI_COMMIT_SHA: commit } = env;
  const repository = env.CI_APPLICATION_REPOSITORY || (registry && slug ? `${registry}/${slug}` : undefined);
  const tag = env.CI_APPLICATION_TAG || commit;
  return repository && tag ? `${repository}:${tag}` : undefined;
}

interface Fallback {
  readonly variable: string;
  readonly option: string;
  readonly value: string | true | readonly string[];
}

function fallbacks(env: Environment): readonly Fallback[] {
  const { CS_DOCKERFILE_PATH: dockerfile, CS_SEVERITY_THRESHOLD: threshold, SECURE_LOG_LEVEL: level } = env;
  const isOn = (name: string): readonly string[] => (/^(?:true|1)$/i.test(env[name] ?? "") ? [name] : []);
  const on = (option: string, ...names: readonly string[]): readonly Fallback[] =>
    names.flatMap(isOn).map((variable) => ({ variable, option, value: true as const }));
  return [
    ...(dockerfile ? [{ variable: "CS_DOCKERFILE_PATH", option: "dockerfile", value: dockerfile }] : []),
    ...(threshold ? thresholdOf(threshold.trim().toLowerCase()) : []),
    ...on("ignore-unfixed", "CS_IGNORE_UNFIXED"),
    ...isOn("CS_DISABLE_LANGUAGE_VULNERABILITY_SCAN").map((variable) => ({
      variable,
      option: "checks",
      value: ["-application"],
    })),
    ...on("insecure", "CS_REGISTRY_INSECURE", "CS_DOCKER_INSECURE"),
    ...on("quiet", "CS_QUIET"),
    ...(level?.toLowerCase() === "debug"
      ? [{ variable: "SECURE_LOG_LEVEL", option: "verbose", value: true as const }]
      : []),
  ];
}

/**
 * GitLab's threshold says from which severity on vulnerabilities are reported; here it says from which on they block, and
 * the other categories keep their own. Its default, `UNKNOWN`, says nothing.
 */
function thresholdOf(word: string): readonly Fallback[] {
  if (word === "unknown") return [];
  if (!SEVERITIES.some((severity) => severity === word))
    throw new DrydockError("USAGE", `CS_SEVERITY_THRESHOLD: "${word}" is not a severity.`, {
      hint: `Write one of ${SEVERITIES.join(", ")}, in letters of either case.`,
    });
  const value = [`system=${word}`, `application=${word}`];
  return [{ variable: "CS_SEVERITY_THRESHOLD", option: "fail-on", value }];
}

/** Of GitLab's template: what asks for something that drydock does in another way, or does not. */
const UNREAD = ["CS_IGNORE_STATUSES", "CS_INCLUDE_LICENSES", "CS_TRIVY_JAVA_DB"] as const;

/** What they change is never left unsaid. */
const OF_THE_VERDICT: readonly string[] = ["fail-on", "ignore-unfixed", "checks"];

function isSaid(raw: RawOptions, option: string): boolean {
  const value = raw[option];
  // A policy has its own rules, which a threshold would take the place of.
  if (option === "fail-on" && isSaid(raw, "policy")) return true;
  return value !== undefined && value !== "" && !(Array.isArray(value) && value.length === 0);
}

/** `CS_REGISTRY_USER` and its password are for the registry of the image, and bound to it. */
function withLogin(image: string, env: Environment): Environment {
  const { CS_REGISTRY_USER: user, CS_REGISTRY_PASSWORD: password } = env;
  if (!user || !password || env.DRYDOCK_REGISTRY_USER || env.DRYDOCK_REGISTRY_PASSWORD) return env;
  const registry = registryOf(image);
  if (registry === undefined) return env;
  return {
    ...env,
    DRYDOCK_REGISTRY: registry,
    DRYDOCK_REGISTRY_USER: user,
    DRYDOCK_REGISTRY_PASSWORD: password,
  };
}

/** `undefined` for what lies in no registry, and for what is no reference: that is told by whoever opens it. */
function registryOf(image: string): string | undefined {
  try {
    const reference = parseReference(image);
    if (reference.kind === "registry") return reference.name.registry;
    return reference.kind === "bare" ? parseImageName(reference.text).registry : undefined;
  } catch (error) {
    if (error instanceof DrydockError) return undefined;
    throw error;
  }
}
