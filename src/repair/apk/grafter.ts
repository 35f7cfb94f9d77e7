import { join } from "node:path";
import type { Host } from "../../host.ts";
import { temporaryFolder } from "../../temporary.ts";
import type { FixCode, Grafter, GraftPlan, LayerEntry, Plan, RepairTask } from "../model.ts";
import { Refusal } from "../refusal.ts";
import { Archive } from "./archive.ts";
import { openPackage } from "./package-file.ts";
import { type Answer, plan, type Raise } from "./planner.ts";
import { type Opened, type Rehearsal, rehearse } from "./rehearsal.ts";
import { addressOf } from "./repositories.ts";
import { databaseOf, readState, type State } from "./state.ts";
import { offersOf, type Stock } from "./stock.ts";
import { unpackEntries } from "./unpack.ts";

/** Stops a package that would fill the disk; the largest of Alpine have 500 MB. */
const MAX_PACKAGE = 2 * 1024 * 1024 * 1024;

/** The way of repairing images that have apk's database, be apk itself in them or not. */
export function apkGrafter(host: Host): Grafter {
  return {
    id: "apk",
    serves: ({ root }) => databaseOf(root) !== undefined,
    plan: (task) => planRepair(task, host),
  };
}

async function planRepair(task: RepairTask, host: Host): Promise<GraftPlan> {
  const folder = await temporaryFolder(host.cacheDir, "apk");
  try {
    if (task.settings.snapshot !== undefined)
      throw new Refusal("FIX_UNSUPPORTED_OS", "Nobody keeps what the archives of this system had at a time.");
    const archive = new Archive(host, task.settings.offline);
    const state = await readState(task.root);
    const stock = await offersOf(task, state, archive);
    const packages = new PackageStore(archive, state, folder.path);
    const { answer, rehearsal } = await settle(task, state, stock, packages);
    return {
      plan: planOf(answer, state),
      notes: [...stock.notes, ...rehearsal.notes],
      graft: () => rehearsal.layer(),
      close: () => folder.remove(),
    };
  } catch (error) {
    await folder.remove();
    if (error instanceof Refusal) return nothing(task, error);
    throw error;
  }
}

/** Where nothing can be believed or read, nothing is repaired. */
function nothing({ targets }: RepairTask, { code, message }: Refusal): GraftPlan {
  const left = targets.map(({ package: { name, architecture, version }, fixedVersion }) => ({
    name,
    ...(architecture === undefined ? {} : { architecture }),
    version,
    fixedVersion,
    code,
    reason: message,
  }));
  return {
    plan: { packages: [], left: sorted(left), commands: [] },
    notes: [],
    graft: async (): Promise<LayerEntry[]> => [],
    close: async () => {},
  };
}

/** Plans and rehearses until nothing of what is planned is refused. Each round leaves at least one more package out. */
async function settle(
  task: RepairTask,
  state: State,
  stock: Stock,
  packages: PackageStore,
): Promise<{ readonly answer: Answer; readonly rehearsal: Rehearsal }> {
  const banned = new Map<string, { readonly code: FixCode; readonly reason: string }>();
  for (;;) {
    const answer = plan({ ...state, ...stock, targets: task.targets, banned });
    const outcome = await tryOut(task, state, answer.raises, packages);
    if (outcome.kind === "done") return { answer, rehearsal: outcome.rehearsal };
    banned.set(outcome.name, { code: outcome.refusal.code, reason: outcome.refusal.message });
  }
}

type Outcome =
  | { readonly kind: "done"; readonly rehearsal: Rehearsal }
  | { readonly kind: "refused"; readonly name: string; readonly refusal: Refusal };

async function tryOut(
  task: RepairTask,
  state: State,
  raises: readonly Raise[],
  packages: PackageStore,
): Promise<Outcome> {
  const files = new Map<string, Opened>();
  for (const raise of raises) {
    const { name } = raise.old;
    try {
      files.set(name, await packages.open(raise));
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      return { kind: "refused", name, refusal };
    }
  }
  return rehearse(task.root, state, raises, files);
}

/** Packages of this plan, each fetched once. */
class PackageStore {
  readonly #archive: Archive;
  readonly #state: State;
  readonly #folder: string;
  readonly #opened = new Map<string, Promise<Opened>>();

  constructor(archive: Archive, state: State, folder: string) {
    this.#archive = archive;
    this.#state = state;
    this.#folder = folder;
  }

  open({ offer }: Raise): Promise<Opened> {
    const name = `${offer.name}-${offer.version}.apk`;
    const opened = this.#opened.get(name) ?? this.#fetch(name, offer);
    this.#opened.set(name, opened);
    return opened;
  }

  async #fetch(name: string, offer: Raise["offer"]): Promise<Opened> {
    const path = join(this.#folder, `${this.#opened.size}.apk`);
    const architecture = offer.fields.get("A") ?? this.#state.architecture;
    const address = addressOf(offer.repository, architecture, name);
    if (!(await this.#archive.save(address, path, MAX_PACKAGE)))
      throw new Refusal(
        "FIX_NOT_PUBLISHED",
        `${name} stands in the index of ${address.host}, but is not there.`,
      );
    const file = await openPackage(path, offer, this.#state.keys);
    return { file, entries: await unpackEntries(file, this.#state.identities) };
  }
}

function planOf({ raises, left }: Answer, { architecture }: State): Plan {
  const packages = raises.map(({ old, offer, because }) => ({
    name: old.name,
    architecture: offer.fields.get("A") ?? architecture,
    from: old.version,
    to: offer.version,
    ...(offer.fields.has("o") ? { source: offer.fields.get("o") ?? "" } : {}),
    because,
  }));
  // What only we cannot do, apk can.
  const others = left.filter(({ code }) => code === "FIX_SCRIPT" || code === "FIX_CONTENT");
  const names = [...packages, ...others].map(({ name }) => name).sort();
  return {
    packages,
    left: sorted(left),
    commands: names.length === 0 ? [] : [`apk upgrade --no-cache ${[...new Set(names)].join(" ")}`],
  };
}

function sorted(left: Plan["left"]): Plan["left"] {
  return left.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}
