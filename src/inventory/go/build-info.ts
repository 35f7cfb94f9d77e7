import { OverLimit, Unreadable } from "../../errors.ts";

/** A module as the linker wrote it down. */
export interface GoModule {
  readonly path: string;
  /** `v1.2.3`, a pseudo-version, or `(devel)`. */
  readonly version: string;
  /** What a `replace` put in its place; a path that starts with `.` or `/` is a folder. */
  readonly replacement?: { readonly path: string; readonly version: string };
}

/** What Go's linker says about a program. */
export interface GoBuildInfo {
  /** `go1.22.3`, perhaps with experiments behind it; `undefined` = the place could not be read. */
  readonly go?: string;
  /** The package that is the program. */
  readonly path?: string;
  readonly main?: GoModule;
  readonly modules: readonly GoModule[];
  /** What `-ldflags` says with `-X`: name of the variable and value. */
  readonly variables: readonly (readonly [name: string, value: string])[];
}

/** Stops a list that was made to fill the memory. The largest honest ones have a thousand modules. */
const MAX_MODULES = 20_000;
/** Stands before and behind the text, so that it is found in a running program. */
const GUARD = 16;

/**
 * Reads the list of modules: lines of fields with tabs between. `guarded` is that with its guards, or empty for a program
 * that was built without modules. Source: Go, `runtime/debug.ParseBuildInfo`.
 */
export function parseModules(go: string | undefined, guarded: Buffer): GoBuildInfo {
  const text = guarded.toString("utf8", GUARD, Math.max(GUARD, guarded.length - GUARD));
  if (guarded.length > 0 && !text.endsWith("\n")) throw new Unreadable("its list of modules is damaged");
  let path: string | undefined;
  let main: GoModule | undefined;
  const modules: GoModule[] = [];
  const variables: (readonly [string, string])[] = [];
  for (const line of text.split("\n")) {
    const [kind, first = "", second = ""] = line.split("\t", 4);
    if (kind === "path") path = first;
    else if (kind === "mod") main = { path: first, version: second };
    else if (kind === "dep") modules.push({ path: first, version: second });
    else if (kind === "=>") replaceLast({ path: first, version: second });
    else if (kind === "build" && line.startsWith("build\t-ldflags="))
      variables.push(...assignments(unquoted(line.slice("build\t-ldflags=".length))));
    if (modules.length > MAX_MODULES)
      throw new OverLimit(`its build info lists more than ${MAX_MODULES} modules`);
  }
  return {
    ...(go !== undefined && { go }),
    ...(path !== undefined && { path }),
    ...(main !== undefined && { main }),
    modules,
    variables,
  };

  function replaceLast(replacement: { path: string; version: string }): void {
    const last = modules.pop();
    if (last !== undefined) modules.push({ ...last, replacement });
    else if (main !== undefined) main = { ...main, replacement };
  }
}

/** Values with odd characters stand in quotes, as Go writes them. */
function unquoted(value: string): string {
  if (value.startsWith("`")) return value.replaceAll("`", "");
  if (!value.startsWith('"')) return value;
  try {
    const parsed: unknown = JSON.parse(value);
    return typeof parsed === "string" ? parsed : value;
  } catch {
    // Go has escapes that JSON has not; the few there are do not stand in versions.
    return value.slice(1, -1).replaceAll('\\"', '"');
  }
}

/** `-X name=value`, `-X=name=value`, either as a whole in quotes. */
function assignments(flags: string): (readonly [string, string])[] {
  const found = flags.matchAll(/(?<!\S)--?X[ =]+(?:'([^']*)'|"([^"]*)"|(\S+))/g);
  return [...found].flatMap(([, single, double, plain]) => {
    const assignment = single ?? double ?? plain ?? "";
    const equals = assignment.indexOf("=");
    return equals < 0 ? [] : [[assignment.slice(0, equals), assignment.slice(equals + 1)] as const];
  });
}
