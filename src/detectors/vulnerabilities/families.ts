import type { OsRelease } from "../../model/index.ts";
import * as all from "./families/index.ts";
import type { Family } from "./plan.ts";

const FAMILIES: ReadonlyMap<string, Family> = new Map(
  Object.values<Family>(all).flatMap((family) => family.families.map((id) => [id, family] as const)),
);

/** The rules for a distribution; `undefined` = nobody publishes advisories that this build understands. */
export function familyOf(os: OsRelease): Family | undefined {
  // CentOS Stream runs ahead of Red Hat's releases: their errata say nothing of its builds.
  if (os.family === "centos" && /\bstream\b/i.test(os.prettyName ?? "")) return undefined;
  return FAMILIES.get(os.family);
}
