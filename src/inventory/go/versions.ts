import type { GoBuildInfo, GoModule } from "./build-info.ts";

const SEMVER = /^v?(\d+\.\d+\.\d+(?:[-+][\w.+-]*)?)$/;
/** Variables that are by custom set to a version: `main.version`, `pkg/build.AppVersion`, `cmd.ver`. */
const VERSION_VARIABLE = /(?:^|\.)(?:\w*version|ver)$/i;

/** The version of a module that was used; empty where it is nobody's release, such as a folder's. */
export function moduleVersion(version: string): string {
  return version === "(devel)" ? "" : version;
}

/**
 * The version of the program itself. Where the linker was not told, its builder may have been: a variable set with
 * `-X`, if all that look like one agree, those of the program's own packages first.
 */
export function mainVersion(main: GoModule, { path, variables }: GoBuildInfo): string {
  const known = moduleVersion(main.version);
  if (known !== "") return known;
  const versions = variables.flatMap(([name, value]) => {
    const [, version] = SEMVER.exec(value) ?? [];
    return VERSION_VARIABLE.test(name) && version !== undefined ? [{ name, version: `v${version}` }] : [];
  });
  const own = versions.filter(({ name }) =>
    ["main", main.path, path ?? "main"].some(
      (start) => name.startsWith(`${start}.`) || name.startsWith(`${start}/`),
    ),
  );
  const distinct = new Set((own.length > 0 ? own : versions).map(({ version }) => version));
  const [only] = distinct;
  return distinct.size === 1 && only !== undefined ? only : "";
}

/** `go1.22.3 X:nocoverageredesign` → `v1.22.3`; empty for what is not a release. */
export function libraryVersion(go: string | undefined): string {
  const [, version] = /^go(\d[\w.-]*?)(?:[ +]|-X:|$)/.exec(go ?? "") ?? [];
  return version === undefined ? "" : `v${version}`;
}
