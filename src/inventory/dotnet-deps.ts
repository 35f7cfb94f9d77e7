import { OverLimit, Unreadable } from "../errors.ts";
import { compact, entriesOf, objectOf, parseObject, textOf } from "./json-object.ts";

/** One package of .NET, from whichever file. */
export interface NugetPackage {
  readonly name: string;
  readonly version: string;
  /** It is the program itself, or a part of it that was built with it. */
  readonly root?: true;
  readonly development?: true;
  /** Names of what it asks for. */
  readonly dependencies?: readonly string[];
}

/** Stops a file of nothing but packages; large programs have some 500. */
export const MAX_NUGET_PACKAGES = 20_000;

/**
 * `*.deps.json`: what a built program loads at run time, by the target it was built for. Throws `Unreadable`.
 * Source: "Runtime configuration files" (`corehost`) of the .NET SDK.
 */
export function parseDeps(bytes: Buffer): readonly NugetPackage[] | undefined {
  const document = parseObject(bytes);
  const libraries = objectOf(document.libraries);
  if (libraries === undefined || objectOf(document.targets) === undefined) return undefined;
  const targetName = textOf(objectOf(document.runtimeTarget)?.name) ?? textOf(document.runtimeTarget);
  const targets = new Map(entriesOf(document.targets));
  const target = new Map(entriesOf(targetName === undefined ? undefined : targets.get(targetName)));
  const rows = Object.entries(libraries);
  if (rows.length > MAX_NUGET_PACKAGES)
    throw new OverLimit(`it lists more than ${MAX_NUGET_PACKAGES} packages`);
  return rows.flatMap(([key, value]): NugetPackage[] => {
    const type = textOf(objectOf(value)?.type)?.toLowerCase() ?? "";
    if (!TYPES.has(type)) return [];
    const assets = objectOf(target.get(key));
    if (type === "package" && target.size > 0 && !isLoaded(assets)) return [];
    const slash = key.lastIndexOf("/");
    if (slash <= 0 || slash === key.length - 1) throw new Unreadable("it lists a package without a version");
    const dependencies = entriesOf(assets?.dependencies).map(([name]) => name);
    return [
      compact<NugetPackage>({
        name: key.slice(0, slash).replace(/^runtimepack\./, ""),
        version: key.slice(slash + 1),
        root: type === "project" ? true : undefined,
        dependencies: dependencies.length === 0 ? undefined : dependencies,
      }),
    ];
  });
}

const TYPES: ReadonlySet<string> = new Set(["package", "project", "runtimepack"]);

/** Packages that only matter to the compiler have no files in the target; their code is not there. */
function isLoaded(assets: Readonly<Record<string, unknown>> | undefined): boolean {
  return ["runtime", "native", "runtimeTargets"].some((kind) => entriesOf(assets?.[kind]).length > 0);
}
