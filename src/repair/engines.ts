import type { Host } from "../host.ts";
import type { FixMode, Image, LeftOut } from "../model/index.ts";
import { refuseUnsafe } from "./build/dockerfile.ts";
import { builderHere, builtEntries } from "./build/engine.ts";
import { buildPlan } from "./build/plan.ts";
import { withParents } from "./layer/tidied.ts";
import type { Grafter, Plan, RepairTask, WrittenEntry } from "./model.ts";
import type { RepairOptions } from "./options.ts";
import { Refusal } from "./refusal.ts";

/** A plan and who carries it out. To be closed after use. */
export interface Chosen {
  readonly mode: FixMode;
  readonly plan: Plan;
  readonly notes: readonly string[];
  /** `folder`: private, and there until the entries were used. */
  entries(folder: string): Promise<{ readonly entries: readonly WrittenEntry[]; readonly epoch: number }>;
  close(): Promise<void>;
}

export interface Choice {
  readonly task: RepairTask;
  readonly image: Pick<Image, "config" | "documents" | "layers" | "reference">;
  readonly options: Pick<RepairOptions, "mode" | "partial" | "network" | "dryRun">;
  readonly grafters: readonly Grafter[];
  /** Seconds since 1970 of the new image, by the newest file in it. */
  epochOf(newest: number): number;
}

/** A package manager run by a builder would fare no better. */
const HOPELESS: ReadonlySet<LeftOut["code"]> = new Set(["FIX_NOT_PUBLISHED", "FIX_HELD", "FIX_EOL"]);

/** Of an archive that is not what it should be. A package manager might be told to take it all the same. */
const UNTRUSTED: ReadonlySet<LeftOut["code"]> = new Set(["FIX_SIGNATURE", "FIX_HASH", "FIX_EXPIRED"]);

/**
 * Grafts where every target can be, and lets a builder do the whole where not; where there is no builder, or it must not be
 * used on this image, what can be grafted is, unless that is not wanted. An archive that failed verification is nobody's
 * business to ask again: building on it must be asked for. Throws `Refusal` with the first reason, and `DrydockError` NETWORK
 * where a grafter cannot reach the archive.
 */
export async function chosenEngine(choice: Choice, host: Host): Promise<Chosen> {
  const { mode, partial } = choice.options;
  const graft = mode === "build" ? undefined : await graftOf(choice);
  if (graft?.plan.left.every(({ code }) => HOPELESS.has(code)) && isSomething(graft)) return graft;
  const untrusted = graft?.plan.left.find(({ code }) => UNTRUSTED.has(code));
  if (graft !== undefined && untrusted !== undefined) {
    await graft.close();
    throw new Refusal(untrusted.code, reasonOf(untrusted));
  }
  if (mode === "graft") {
    if (graft !== undefined && partial && isSomething(graft)) return graft;
    await graft?.close();
    throw refusalOf(graft?.plan, choice);
  }
  try {
    const build = await buildOf(choice, host);
    await graft?.close();
    return build;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (graft === undefined) throw error;
    if (partial && isSomething(graft)) return { ...graft, notes: [...graft.notes, error.message] };
    await graft.close();
    const [first] = graft.plan.left;
    const more = first === undefined ? "" : ` Grafting is no way either: ${reasonOf(first)}`;
    throw new Refusal(error.code, error.message + more, error);
  }
}

function isSomething({ plan }: Chosen): boolean {
  return plan.packages.length > 0;
}

function refusalOf(plan: Plan | undefined, { task }: Choice): Refusal {
  const [first] = plan?.left ?? [];
  if (first !== undefined) return new Refusal(first.code, reasonOf(first));
  const { prettyName, family } = task.os;
  return new Refusal(
    "FIX_UNSUPPORTED_OS",
    `${prettyName ?? family} has no package database that can be grafted on.`,
  );
}

function reasonOf({ name, reason }: LeftOut): string {
  return reason.startsWith(`${name} `) ? reason : `${name}: ${reason}`;
}

async function graftOf({ task, grafters, epochOf }: Choice): Promise<Chosen | undefined> {
  const grafter = grafters.find((one) => one.serves(task));
  if (grafter === undefined) return undefined;
  const { plan, notes, graft, close } = await grafter.plan(task);
  return {
    mode: "graft",
    plan,
    notes,
    async entries() {
      const entries = await graft();
      const dates = entries.flatMap((entry) => (entry.type === "file" ? [entry.mtime] : []));
      const epoch = epochOf(dates.reduce((most, date) => Math.max(most, date), 0));
      return { entries: withParents(entries, task.root, epoch), epoch };
    },
    close,
  };
}

const NO_BUILDER = "There is neither Docker nor buildah here, which this would need.";

async function buildOf({ task, image, options, epochOf }: Choice, host: Host): Promise<Chosen> {
  const { plan, manager, names } = await buildPlan(task);
  const [first] = plan.left;
  if (names.length === 0 && first !== undefined) throw new Refusal(first.code, reasonOf(first));
  refuseUnsafe(image.config);
  const builder = await builderHere(host);
  if (builder === undefined && !options.dryRun)
    throw new Refusal(
      "FIX_NO_BUILDER",
      `Needs Docker or buildah for ${plan.packages.map(({ name }) => name).join(", ")}.`,
    );
  refuseUnsafe(image.config, builder);
  const open: (() => Promise<void>)[] = [];
  return {
    mode: "build",
    plan,
    notes: [builder === undefined ? NO_BUILDER : `By ${manager.id} of the image, with ${builder.name}.`],
    async entries(folder) {
      if (builder === undefined) throw new Error("a dry run does not build");
      const { network } = options;
      const build = { image, root: task.root, script: manager.script(names), network, folder, epochOf };
      const built = await builtEntries(build, builder, host);
      open.push(() => built.close());
      return built;
    },
    close: async () => {
      for (const close of open) await close();
    },
  };
}
