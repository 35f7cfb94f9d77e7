import type { Command } from "./command.ts";
import type { Step } from "./scene.ts";

/** Whether `path` is the folder or lies in it. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder === "/" ? "/" : `${folder}/`);
}

/** Whether a command of the same `RUN`, behind `after`, deletes what lies in the folder. */
export function isEmptiedAfter(step: Step, after: Command, folder: string): boolean {
  const behind = step.commands.slice(step.commands.indexOf(after) + 1);
  return behind.some((command) => deleted(command).some((path) => isWithin(folder, path)));
}

/** Whether what is written there is no part of the layer: a cache, a tmpfs. */
export function isMounted({ mounts }: Step, folder: string): boolean {
  return mounts.some((mount) => {
    const type = mount.get("type") ?? "bind";
    const target = mount.get("target") ?? mount.get("dst") ?? mount.get("destination");
    if (target === undefined || (type !== "cache" && type !== "tmpfs")) return false;
    const path = withoutSlash(target);
    return isWithin(folder, path) || isWithin(path, folder);
  });
}

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
  const parts = path.slice(open + 1, close).split(",");
  return parts.map((part) => path.slice(0, open) + part + path.slice(close + 1));
}
