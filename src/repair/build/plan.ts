import type { LeftOut, Package, PlannedPackage } from "../../model/index.ts";
import type { Plan, RepairTask, Root, Target } from "../model.ts";
import { Refusal } from "../refusal.ts";
import { isThere, type Manager, managerIn } from "./managers.ts";

const STATUS = "var/lib/dpkg/status";

/** What the image's own package manager is to be told. */
export interface BuildPlan {
  readonly plan: Plan;
  readonly manager: Manager;
  /** As the manager takes them. */
  readonly names: readonly string[];
}

/**
 * The targets, and what else was made from their sources, for the package manager of the image. Which version comes is
 * the manager's choice; the least one is planned. Throws `Refusal` FIX_NO_SHELL, FIX_UNSUPPORTED_OS.
 */
export async function buildPlan(task: RepairTask): Promise<BuildPlan> {
  const { root, targets, packages, os } = task;
  const by = targets[0]?.package.by ?? "";
  const manager = managerIn(root, by);
  if (!isThere(root, "bin/sh"))
    throw new Refusal("FIX_NO_SHELL", "The image has no shell: nothing can be built on it.");
  if (manager === undefined)
    throw new Refusal(
      "FIX_UNSUPPORTED_OS",
      `${os.prettyName ?? os.family} has packages of ${by}, but no package manager of them in the image.`,
    );
  const held = manager.id === "apt" ? await heldPackages(root) : new Set<string>();
  const planned: PlannedPackage[] = [];
  const left: LeftOut[] = [];
  const names: string[] = [];
  for (const { pkg, to, because } of wanted(targets, packages)) {
    const { name, version, architecture = "" } = pkg;
    const reason = held.has(name)
      ? (["FIX_HELD", "It is on hold in the image."] as const)
      : manager.names.test(name)
        ? undefined
        : (["FIX_CONTENT", "Its name is none that a package can have."] as const);
    if (reason === undefined) {
      planned.push({ name, architecture, from: version, to, ...sourceOf(pkg), because });
      names.push(nameFor(manager, pkg, packages));
    } else if (because === "target") {
      const [code, words] = reason;
      left.push({ name, architecture, version, fixedVersion: to, code, reason: words });
    }
  }
  const unique = [...new Set(names)];
  const commands = unique.length === 0 ? [] : manager.commands(unique);
  return { plan: { packages: planned, left, commands }, manager, names: unique };
}

interface Wanted {
  readonly pkg: Package;
  readonly to: string;
  readonly because: "target" | "source";
}

/** Binaries of one source are raised together where they are of one version: many ask for each other's very version. */
function wanted(targets: readonly Target[], packages: readonly Package[]): readonly Wanted[] {
  const byPackage = new Map<string, Wanted>();
  for (const { package: pkg, fixedVersion } of targets)
    byPackage.set(keyOf(pkg), { pkg, to: fixedVersion, because: "target" });
  for (const { package: target, fixedVersion } of targets) {
    for (const pkg of packages) {
      const isMate =
        pkg.by === target.by && pkg.source?.name === target.source?.name && pkg.version === target.version;
      if (isMate && !byPackage.has(keyOf(pkg)))
        byPackage.set(keyOf(pkg), { pkg, to: fixedVersion, because: "source" });
    }
  }
  return [...byPackage].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

function keyOf({ name, architecture = "" }: Package): string {
  return `${name}\n${architecture}`;
}

function sourceOf({ source }: Package): { readonly source?: string } {
  return source === undefined ? {} : { source: source.name };
}

/** apt takes a name without architecture for that of the system. */
function nameFor({ id }: Manager, { name, architecture }: Package, packages: readonly Package[]): string {
  const twins = packages.filter((one) => one.by === "dpkg" && one.name === name).length;
  return id === "apt" && twins > 1 && architecture !== undefined ? `${name}:${architecture}` : name;
}

/** Source: dpkg-query(1), the field `Status`: what is wanted comes first. */
async function heldPackages(root: Root): Promise<ReadonlySet<string>> {
  const text = (await root.read([STATUS])).get(STATUS)?.toString("utf8") ?? "";
  const held = new Set<string>();
  let name = "";
  for (const line of text.split("\n")) {
    if (line.startsWith("Package: ")) name = line.slice("Package: ".length).trim();
    else if (line.startsWith("Status: hold ")) held.add(name);
  }
  return held;
}
