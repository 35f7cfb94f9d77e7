import { MAX_PATH_BYTES } from "../../image/path.ts";
import type { Command } from "./command.ts";
import { oncePerStep, placeOf } from "./once-per-step.ts";
import { PathMap } from "./path-map.ts";
import type { Step } from "./scene.ts";

/** Whether `path` is the folder or lies in it. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder === "/" ? "/" : `${folder}/`);
}

/** Whether a command of the same `RUN`, behind `after`, deletes what lies in the folder. */
export function isEmptiedAfter(step: Step, after: Command, folder: string): boolean {
  const { deletions, last } = emptiedFolders(step);
  const place = last.get(folder) ?? deletions.findLast(({ path }) => isWithin(folder, path))?.place ?? -1;
  last.set(folder, place);
  return place > placeOf(after);
}

/** What is deleted by which command; and, for each of the few folders that rules ask for, by which one last. */
const emptiedFolders = oncePerStep(({ commands }) => ({
  deletions: commands.flatMap((command, place) => deleted(command).map((path) => ({ path, place }))),
  last: new Map<string, number>(),
}));

/** Whether what is written there is no part of the layer: a cache, a tmpfs. */
export function isMounted(step: Step, folder: string): boolean {
  const targets = mountedFolders(step);
  return targets.covers(folder) || targets.hasWithin(folder);
}

const mountedFolders = oncePerStep(
  ({ mounts }) =>
    new PathMap(
      mounts.flatMap((mount) => {
        const type = mount.get("type") ?? "bind";
        const target = mount.get("target") ?? mount.get("dst") ?? mount.get("destination");
        if (target === undefined || (type !== "cache" && type !== "tmpfs")) return [];
        return [[withoutSlash(target), mount] as const];
      }),
    ),
);

/** The folders that `rm -r` or `find … -delete` leaves empty or takes away. */
function deleted({ name, args }: Command): readonly string[] {
  if (name === "rm")
    return args
      .filter((arg) => !arg.startsWith("-"))
      .flatMap(braces)
      .map(emptied);
  const isDeletion = args.includes("-delete") || (args.includes("-exec") && args.includes("rm"));
  if (name !== "find" || !isDeletion) return [];
  const end = args.findIndex((arg) => arg.startsWith("-") && arg.length > 2);
  return args
    .slice(0, end)
    .filter((arg) => !arg.startsWith("-"))
    .map(emptied);
}

/** `/var/lib/apt/lists/*` empties `/var/lib/apt/lists`. */
function emptied(path: string): string {
  return withoutSlash(path.replace(/\/(?:\*|\.\*|\*_\*|\*\.\*)$/, "/"));
}

function withoutSlash(path: string): string {
  return path === "/" ? path : path.replace(/\/{1,8}$/, "");
}

/** `/var/lib/{apt,dpkg}/x`: one brace is what people write. */
function braces(path: string): readonly string[] {
  const open = path.indexOf("{");
  const close = path.indexOf("}", open);
  if (open < 0 || close < 0) return [path];
  // Thousands of parts, each behind the same words, would fill the memory; there is no such folder.
  if (open + path.length - close > MAX_PATH_BYTES) return [];
  const parts = path.slice(open + 1, close).split(",");
  return parts.map((part) => path.slice(0, open) + part + path.slice(close + 1));
}
