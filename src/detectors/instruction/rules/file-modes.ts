import type { Command } from "../command.ts";
import { type ModeRisk, modeRisk } from "../file-modes.ts";
import type { Hit, InstructionRule } from "../rule.ts";
import type { Step } from "../scene.ts";

export const openMode: InstructionRule = {
  id: "DD-DF-071",
  category: "instruction",
  title: "World-writable or setuid mode",
  severity: "medium",
  fires:
    "In the shipped image chmod, install -m, mkdir -m, COPY --chmod or ADD --chmod lets everybody write (777, 666, o+w), or sets the setuid or setgid bit.",
  guards:
    "Modes with the sticky bit, such as 1777 on /tmp, setgid on a folder that the same RUN makes, clearing bits, and devices below /dev, are fine; so are stages that are not shipped.",
  advice: "Give the least mode that works, and the file to the user who needs it.",
  peers: ["CIS-DI-0008", "CIS 4.8"],
  *check({ shipped }) {
    for (const step of shipped) {
      const flag = step.keyword === "COPY" || step.keyword === "ADD" ? step.flag("chmod") : undefined;
      const title = flag === undefined ? undefined : titleOf(modeRisk(step.expand(flag)), false);
      if (title !== undefined) yield { at: step, title };
      if (step.keyword === "RUN") yield* hitsIn(step);
    }
  },
};

function* hitsIn(step: Step): Generator<Hit> {
  const folders = step.commands
    .filter(
      ({ name, args }) => name === "mkdir" || (name === "install" && args.some((arg) => /^-\w*d/.test(arg))),
    )
    .flatMap(({ args }) => args)
    .map(withoutSlash);
  const made = new Set([...folders, step.workdir]);
  const temporary = temporaryFolders(step);
  for (const command of step.commands) {
    const change = changeOf(command);
    if (change === undefined) continue;
    const paths = change.paths.filter((path) => !path.startsWith("/dev/"));
    if (paths.length === 0 || variablesIn(command.text).some((name) => temporary.has(name))) continue;
    const areFolders = paths.every((path) => made.has(withoutSlash(path)));
    const title = titleOf(modeRisk(change.mode), areFolders);
    if (title !== undefined) yield { at: command, title };
  }
}

/** `chmod 777 "$dir"` of a folder that the same `RUN` takes away again. */
function temporaryFolders({ commands }: Step): ReadonlySet<string> {
  return new Set(commands.filter(({ name }) => name === "rm").flatMap(({ text }) => variablesIn(text)));
}

function variablesIn(text: string): readonly string[] {
  return Array.from(text.matchAll(/\$\{?(\w+)/g), ([, name = ""]) => name);
}

interface ModeChange {
  readonly mode: string;
  readonly paths: readonly string[];
}

function changeOf(command: Command): ModeChange | undefined {
  const { name, args } = command;
  if (name === "chmod") return chmodOf(args);
  if (name === "find") {
    const at = args.indexOf("chmod");
    // `find … -exec chmod 777 {} +`
    return at > 0 && /^-(?:exec|execdir|ok)$/.test(args[at - 1]!) ? chmodOf(args.slice(at + 1)) : undefined;
  }
  if (name !== "install" && name !== "mkdir") return undefined;
  const at = args.findIndex((arg) => /^-[a-zA-Z]*m$|^--mode(?:=|$)|^-m[0-7]+$/.test(arg));
  const option = args[at];
  if (option === undefined) return undefined;
  const value = /^(?:--mode=|-m)(.+)$/.exec(option)?.[1];
  const isFolder = name === "mkdir" || args.some((arg) => /^-[a-zA-Z]*d/.test(arg));
  const mode = value ?? args[at + 1] ?? "";
  // setgid on a folder hands its group down, and gives nobody a right.
  return isFolder && modeRisk(mode)?.isWorldWritable !== true
    ? undefined
    : { mode, paths: args.slice(at + 1) };
}

function chmodOf(args: readonly string[]): ModeChange | undefined {
  // A mode may begin with a minus itself: `chmod -x file`.
  const rest = args.filter(
    (arg) => !/^(?:-[Rcfv]+|--(?:recursive|changes|quiet|silent|verbose|preserve-root))$/.test(arg),
  );
  const [mode, ...paths] = rest;
  return mode === undefined ? undefined : { mode, paths };
}

function titleOf(risk: ModeRisk | undefined, areFolders: boolean): string | undefined {
  if (risk === undefined) return undefined;
  // A sticky bit tells that it is a folder.
  if (risk.isSetId && !areFolders && !risk.isSticky) return "setuid or setgid bit set";
  return risk.isWorldWritable && !risk.isSticky ? "World-writable mode set" : undefined;
}

function withoutSlash(path: string): string {
  return path.replace(/\/$/, "");
}
