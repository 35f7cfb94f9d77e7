import { posix } from "node:path";
import type { Command } from "./command.ts";
import { isMounted } from "./folders.ts";
import { oncePerStep } from "./once-per-step.ts";
import { PathMap } from "./path-map.ts";
import type { Step } from "./scene.ts";
import { secretPath } from "./secret-paths.ts";

export function isCopy({ keyword }: Step): boolean {
  return keyword === "COPY" || keyword === "ADD";
}

/** Where the secret files lie that the step makes, and does not delete again. */
export function madePaths(step: Step): readonly string[] {
  if (isCopy(step)) {
    const { sources, destination } = step;
    const target = absolute(destination, step.workdir);
    const isFolder = /\/$|^\.?$/.test(destination) || sources.length > 1;
    return sources
      .filter((source) => secretPath(source) !== undefined)
      .map((source) => (isFolder ? posix.join(target, posix.basename(source)) : target));
  }
  if (step.keyword !== "RUN") return [];
  return step.commands
    .flatMap(writtenBy)
    .map((path) => absolute(path, step.workdir))
    .filter((path) => isSecretFile(path) && !isMounted(step, path) && !removed(step).covers(path));
}

/** The files, and the folders with all that lies in them, that the words of a command name. */
export function deletedPaths({ args, step }: Command): readonly string[] {
  return args.flatMap((arg) => (arg.startsWith("-") || arg === "" ? [] : [takenPath(arg, step.workdir)]));
}

/** `/a/*` is all of `/a`. */
export function takenPath(path: string, workdir: string): string {
  return absolute(path, workdir).replace(/\/\*?$/, "") || "/";
}

const removed = oncePerStep(
  ({ commands }) =>
    new PathMap(
      commands
        .filter(({ name }) => name === "rm")
        .flatMap((command) => deletedPaths(command).map((path) => [path, command] as const)),
    ),
);

/** Written only to be taken away again, an .npmrc has its token; a .key may be a public one all the same. */
function isSecretFile(path: string): boolean {
  const kind = secretPath(path);
  return kind === "sure" || (kind === "likely" && posix.basename(path).startsWith("."));
}

function writtenBy({ name, args, redirects }: Command): readonly string[] {
  const operands = args.filter((arg) => !arg.startsWith("-"));
  const targets = redirects.filter(({ operator }) => operator.includes(">")).map(({ target }) => target);
  if (name === "cp" || name === "mv" || name === "install") targets.push(operands.at(-1) ?? "");
  if (name === "tee") targets.push(...operands);
  if (name === "ssh-keygen") targets.push(args[args.indexOf("-f") + 1] ?? "");
  return targets.filter((target) => target !== "" && !target.includes("\0"));
}

function absolute(path: string, workdir: string): string {
  const home = path.replace(/^(?:~|\$HOME|\$\{HOME\})(?=\/)/, "/root");
  return posix.normalize(home.startsWith("/") ? home : posix.join("/", workdir.replaceAll("\0", ""), home));
}
