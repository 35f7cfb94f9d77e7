import { UNKNOWN } from "../../../dockerfile/index.ts";
import { allSteps } from "../lineage.ts";
import type { InstructionRule } from "../rule.ts";
import type { Context, Scene, Step } from "../scene.ts";

export const copyToFile: InstructionRule = {
  id: "DD-DF-096",
  category: "instruction",
  title: "Several sources, but the target is no folder",
  severity: "high",
  fires: "COPY or ADD has more than one source, and its target does not end with a slash.",
  guards: "Heredocs as sources, and the targets . and ./ are fine.",
  advice: "End the target with a slash; builders refuse it otherwise.",
  peers: ["DL3021", "DS-0011"],
  *check(scene) {
    if (scene.source === "history") return;
    for (const step of copies(scene)) {
      if (step.sources.length < 2 || step.instruction.heredocs.length > 0) continue;
      if (!/(?:^|[/\\])\.{0,2}$/.test(step.destination) && !step.destination.endsWith(UNKNOWN))
        yield { at: step };
    }
  },
};

export const wholeSystemCopied: InstructionRule = {
  id: "DD-DF-099",
  category: "instruction",
  title: "Whole file system copied from a stage",
  severity: "low",
  fires: "COPY --from takes / of another stage or image to /.",
  guards:
    "Into a stage that is FROM scratch, to make one layer of many, it is rated negligible; stages that are not shipped are fine.",
  advice: "Copy what is needed.",
  peers: ["DL3067"],
  *check(scene) {
    for (const step of copies(scene)) {
      if (!step.isShipped) continue;
      const isWhole =
        step.flag("from") !== undefined && step.sources.some(isRoot) && isRoot(step.destination);
      if (!isWhole) continue;
      const { parent, stage } = step.stage;
      const isSquashed = parent === undefined && stage.image === "scratch";
      yield isSquashed ? { at: step, severity: "negligible" } : { at: step };
    }
  },
};

export const ignoredSource: InstructionRule = {
  id: "DD-DF-100",
  category: "instruction",
  title: "Source is left out by .dockerignore",
  severity: "medium",
  fires: "COPY or ADD names a file or folder that .dockerignore leaves out.",
  guards:
    "Without a build context at hand nothing is said; a folder of which .dockerignore takes something back in, patterns, and sources from elsewhere are fine.",
  advice: "Correct one of the two.",
  peers: ["BK CopyIgnoredFile"],
  *check(scene) {
    const { context } = scene;
    if (context === undefined) return;
    const kept = keptFolders(context);
    for (const step of copies(scene)) {
      if (step.flag("from") !== undefined || step.isTrigger) continue;
      const ignored = step.sources.find((source) => isLeftOut(source, context, kept));
      if (ignored !== undefined) yield { at: step, title: `${ignored} is left out by .dockerignore` };
    }
  },
};

function copies(scene: Scene): readonly Step[] {
  return allSteps(scene).filter(({ keyword }) => keyword === "COPY" || keyword === "ADD");
}

function isRoot(path: string): boolean {
  return /^\/(?:\.|\*)?$/.test(path);
}

/** Folders of which at least one file is sent. */
function keptFolders({ paths, isIgnored }: Context): ReadonlySet<string> {
  const folders = new Set<string>();
  for (const path of paths)
    if (!path.endsWith("/") && !isIgnored(path))
      for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1))
        folders.add(path.slice(0, end));
  return folders;
}

function isLeftOut(source: string, { isIgnored }: Context, kept: ReadonlySet<string>): boolean {
  if (source.includes(UNKNOWN) || /[*?[]|^[a-z]+:\/\/|^git@/.test(source)) return false;
  const path = source.replace(/^(?:\.?\/)+/, "").replace(/\/$/, "");
  return path !== "" && path !== "." && isIgnored(path) && !kept.has(path);
}
