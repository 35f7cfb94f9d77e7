import type { ImageConfig } from "../../model/index.ts";
import type { Inherited } from "./scene.ts";

/** What the chain's own instructions set, by keyword and variable. */
export interface Own {
  readonly keywords: ReadonlySet<string>;
  readonly variables: ReadonlySet<string>;
}

/**
 * What the base image set, as far as the built image's config tells: what no instruction of the chain has set must come
 * from it. `config` absent = there is no image; on `scratch` nothing is inherited.
 */
export function inheritedFrom(config: ImageConfig | undefined, own: Own, isScratch: boolean): Inherited {
  if (isScratch)
    return { user: "", hasHealthcheck: false, hasWorkdir: false, hasCommand: false, env: new Map() };
  const section = config?.document.config;
  if (typeof section !== "object" || section === null) return {};
  const { User, Healthcheck, WorkingDir, Env, Cmd, Entrypoint } = section as Record<string, unknown>;
  const unlessOwn = <T>(value: T, ...keywords: string[]) =>
    keywords.some((keyword) => own.keywords.has(keyword)) ? undefined : value;
  return {
    user: unlessOwn(typeof User === "string" ? User : "", "USER"),
    hasHealthcheck: unlessOwn(isProbe(Healthcheck), "HEALTHCHECK"),
    hasWorkdir: unlessOwn(typeof WorkingDir === "string" && WorkingDir !== "", "WORKDIR"),
    hasCommand: unlessOwn(isList(Cmd) || isList(Entrypoint), "CMD", "ENTRYPOINT"),
    env: new Map(variables(Env).filter(([name]) => !own.variables.has(name))),
  };
}

function isProbe(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const { Test } = value as { Test?: unknown };
  return isList(Test) && Test[0] !== "NONE";
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.length > 0;
}

function variables(env: unknown): readonly (readonly [string, string])[] {
  if (!Array.isArray(env)) return [];
  return env.flatMap((text: unknown) => {
    if (typeof text !== "string") return [];
    const equals = text.indexOf("=");
    return equals < 1 ? [] : [[text.slice(0, equals), text.slice(equals + 1)] as const];
  });
}
