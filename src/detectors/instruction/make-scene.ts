import { type Dockerfile, type Instruction, parseDockerfile, stageOf } from "../../dockerfile/index.ts";
import { Unreadable } from "../../errors.ts";
import type { DockerfileLines } from "../../model/index.ts";
import type { DetectorInput } from "../detector.ts";
import { historyFile } from "./history-file.ts";
import { inheritedFrom } from "./inherited.ts";
import { lineage } from "./lineage.ts";
import type { Scene, SceneStage, Step } from "./scene.ts";
import { globalSteps, sceneStages } from "./stages.ts";

/** Where the rules' subjects come from when there is no Dockerfile. */
const HISTORY = "history";

type Input = Pick<DetectorInput, "read" | "build" | "os" | "packages" | "now" | "checks"> & {
  /** Accounts of the image, name → id. */
  readonly users: ReadonlyMap<string, number>;
};

/**
 * The build as rules see it: from the Dockerfile, or from the image's history where there is none. `undefined` where there
 * is neither. Throws `Unreadable` for a Dockerfile that no builder would take.
 */
export function sceneOf(input: Input): Scene | undefined {
  const { dockerfile } = input.build;
  if (dockerfile !== undefined) return sceneFrom(parseDockerfile(dockerfile.text), dockerfile, input);
  const history = input.read?.image.config.history ?? [];
  return history.length === 0 ? undefined : sceneFrom(historyFile(history), undefined, input);
}

function sceneFrom(
  file: Dockerfile,
  dockerfile: { readonly path: string; readonly text: string } | undefined,
  { read, build, os, packages, now, checks, users }: Input,
): Scene {
  const path = dockerfile?.path ?? HISTORY;
  const textLines = dockerfile?.text.split(/\r?\n/);
  const linesOf = ({ startLine, endLine }: Instruction): DockerfileLines => {
    const last = textLines?.[endLine - 1];
    return { path, startLine, endLine, ...(last === undefined ? {} : { endColumn: last.length + 1 }) };
  };
  const target = stageOf(file, build.target);
  if (target === undefined) throw new Unreadable(`There is no stage ${build.target} in the Dockerfile`);
  const building = { file, buildArgs: build.buildArgs ?? {}, target, linesOf };
  // What the base set can only be told once it is known what the chain itself sets.
  const bare = sceneStages({ ...building, inherited: {} })[target.index]!;
  const ownSteps = lineage(bare).flatMap(({ steps }) => steps);
  const lowest = lineage(bare)[0]!;
  const isScratch = lowest.image === "scratch";
  const inherited = inheritedFrom(read?.image.config, ownOf(ownSteps), isScratch);
  const stages = sceneStages({ ...building, inherited });
  const chain = lineage(stages[target.index]!);
  const base = chain[0]?.image;
  return {
    source: dockerfile === undefined ? "history" : "dockerfile",
    path,
    file,
    stages,
    target: stages[target.index]!,
    chain,
    shipped: chain.flatMap((stage: SceneStage) => stage.steps),
    globals: globalSteps({ ...building, inherited }, stages[0]!),
    ...(base === undefined || base === "" ? {} : { base }),
    isScratch,
    ...(read === undefined ? {} : { image: { config: read.image.config, os, packages, users } }),
    inherited,
    ...(build.context === undefined ? {} : { context: build.context }),
    profile: checks.profile,
    settings: checks.settings,
    now,
  };
}

function ownOf(steps: readonly Step[]) {
  return {
    keywords: new Set(steps.filter(({ isTrigger }) => !isTrigger).map(({ keyword }) => keyword)),
    variables: new Set(
      steps.filter(({ keyword }) => keyword === "ENV").flatMap(({ pairs }) => pairs.map(([name]) => name)),
    ),
  };
}
