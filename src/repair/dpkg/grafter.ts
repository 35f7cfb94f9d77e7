import { DrydockError } from "../../errors.ts";
import type { Host } from "../../host.ts";
import { type TemporaryFolder, temporaryFolder } from "../../temporary.ts";
import { ArchiveClient, snapshotMirrors } from "../archive/index.ts";
import type { Grafter, GraftPlan, LeftOut, RepairTask, Target } from "../model.ts";
import { Refusal } from "../refusal.ts";
import { Candidates } from "./candidates.ts";
import { commandsFor } from "./commands.ts";
import { compose, conffileSums, type Image, InTheWay, imageOf, incomingOf } from "./compose.ts";
import { type Database, databaseFiles, keyOf, parseDatabase } from "./database.ts";
import { Downloads } from "./downloads.ts";
import { readImageFiles } from "./image-files.ts";
import { layerEntries } from "./layer.ts";
import { Offers } from "./offers.ts";
import { Overlay } from "./overlay.ts";
import { type Ban, type Planned, planRaises, type Wanted } from "./planner.ts";
import { type Preferences, parsePreferences } from "./preferences.ts";
import { judgeInstalled } from "./script-check.ts";
import { sourcesOf } from "./sources.ts";

/** Repairs images of dpkg systems, and distroless ones, without running anything of them. */
export function dpkgGrafter(host: Host): Grafter {
  return {
    id: "dpkg",
    serves: ({ root }) => databaseFiles(root).length > 0,
    plan: async (task) => {
      const folder = await temporaryFolder(host.cacheDir, "repair");
      try {
        return await new Planning(task, host, folder).run();
      } catch (error) {
        await folder.remove();
        throw error;
      }
    },
  };
}

class Planning {
  readonly #task: RepairTask;
  readonly #host: Host;
  readonly #folder: TemporaryFolder;
  readonly #notes = new Set<string>();
  readonly #client: ArchiveClient;
  readonly #downloads: Downloads;

  constructor(task: RepairTask, host: Host, folder: TemporaryFolder) {
    this.#task = task;
    this.#host = host;
    this.#folder = folder;
    this.#client = new ArchiveClient(host);
    this.#downloads = new Downloads(this.#client, folder.path, host);
  }

  async run(): Promise<GraftPlan> {
    try {
      if (this.#task.settings.offline)
        throw new DrydockError(
          "USAGE",
          "A repair needs the distribution's archives, and --offline forbids to ask them.",
          {
            hint: "Leave out --offline; --mirror names an archive of your own.",
          },
        );
      return await this.#plan();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      // Nothing can be trusted, or nothing be written: it is everybody's reason.
      const left = this.#task.targets.map((target) => leave(target, error.code, error.message));
      return this.#answer([], sorted(left), async () => []);
    } finally {
      await this.#downloads.close();
    }
  }

  async #plan(): Promise<GraftPlan> {
    const { root, targets } = this.#task;
    const read = await readImageFiles(root);
    const { files } = read;
    const database = parseDatabase(files, files.get("var/lib/dpkg/arch")?.toString("latin1"));
    const image = imageOf(root, database, read);
    const lost: LeftOut[] = [];
    const wanted = targets.flatMap((target): Wanted[] => {
      const installed = installedOf(target, database);
      if (installed !== undefined) return [{ installed, fixedVersion: target.fixedVersion }];
      lost.push(
        leave(
          target,
          "FIX_CONTENT",
          `${target.package.name} ${target.package.version} is not in the package database.`,
        ),
      );
      return [];
    });
    const preferences = preferencesOf(files);
    const { planned, overlay } = await this.#settle(image, wanted, preferences);
    return this.#answer(planned.raises, sorted([...lost, ...planned.left]), async () =>
      overlay === undefined ? [] : layerEntries(overlay),
    );
  }

  /** Plans, and plans anew without what turns out to be in the way, until all that is planned can be laid over. */
  async #settle(
    image: Image,
    wanted: readonly Wanted[],
    preferences: Preferences,
  ): Promise<{ planned: Planned; overlay: Overlay | undefined }> {
    const offers = this.#offers(image);
    await (preferences.isEmpty ? offers.readSecurity() : offers.readRest());
    let bans = new Map<string, Ban>();
    for (;;) {
      const candidates = new Candidates(offers.all, image.database, preferences);
      const planned = planRaises(image.database, wanted, candidates, preferences, bans);
      const unmet = planned.left.some(
        ({ code }) => code === "FIX_NOT_PUBLISHED" || code === "FIX_DEPENDENCY",
      );
      if (unmet && !offers.isComplete) {
        await offers.readRest();
        // What could not be had from the security suites alone may be possible now.
        bans = new Map([...bans].filter(([, { code }]) => code === "FIX_SCRIPT" || code === "FIX_CONTENT"));
        continue;
      }
      if (planned.raises.length === 0) return { planned, overlay: undefined };
      const refused = this.#prejudge(planned, image, bans);
      if (refused) continue;
      try {
        return { planned, overlay: await this.#compose(planned, image) };
      } catch (error) {
        if (!(error instanceof InTheWay)) throw error;
        bans.set(error.source, { code: error.refused.code, reason: error.message });
      }
    }
  }

  #offers({ database, files }: Image): Offers {
    const { os, settings } = this.#task;
    const { snapshot } = settings;
    const note = (text: string) => void this.#notes.add(text);
    if (snapshot !== undefined)
      note(`The archives were asked for what they had on ${snapshot.toISOString()}.`);
    const sources = sourcesOf({ native: database.native, os, files, note });
    return new Offers(sources, database, {
      client: this.#client,
      folder: this.#folder.path,
      // What has expired since was good then.
      now: snapshot ?? this.#host.now(),
      mirrors: { ...(snapshot && snapshotMirrors(snapshot)), ...settings.mirrors },
      allowArchived: settings.allowArchived,
      note,
    });
  }

  /** By the installed scripts, so that nothing is brought in vain. Whether any source was banned. */
  #prejudge({ raises }: Planned, image: Image, bans: Map<string, Ban>): boolean {
    if (image.database.form === "status.d") return false;
    const surroundings = { ...image, before: new Overlay(image.root) };
    const before = bans.size;
    for (const { installed, candidate } of raises) {
      if (bans.has(installed.source.name)) continue;
      const reason = judgeInstalled(installed, candidate.described, surroundings);
      if (reason !== undefined) bans.set(installed.source.name, { code: "FIX_SCRIPT", reason });
    }
    return bans.size > before;
  }

  async #compose({ raises }: Planned, image: Image): Promise<Overlay> {
    const debs = await this.#downloads.bring(raises.map(({ candidate }) => candidate));
    const incoming = raises.map(({ installed }, index) => incomingOf(installed, debs[index]!));
    return compose(image, incoming, await conffileSums(image, incoming));
  }

  #answer(raises: Planned["raises"], left: readonly LeftOut[], graft: GraftPlan["graft"]): GraftPlan {
    const packages = raises.map(({ installed, candidate, because }) => ({
      name: installed.name,
      architecture: installed.architecture,
      from: installed.version,
      to: candidate.described.version,
      source: candidate.described.source.name,
      because,
    }));
    return {
      plan: { packages, left, commands: commandsFor(packages, left) },
      notes: [...this.#notes],
      graft,
      close: () => this.#folder.remove(),
    };
  }
}

function installedOf({ package: { name, architecture, version } }: Target, { packages, native }: Database) {
  const found =
    packages.get(keyOf({ name, architecture: architecture ?? native })) ??
    packages.get(keyOf({ name, architecture: "all" }));
  return found?.version === version ? found : undefined;
}

function preferencesOf(files: ReadonlyMap<string, Buffer>): Preferences {
  const texts: string[] = [];
  for (const [path, content] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const text = content.toString("utf8");
    if (/^etc\/apt\/preferences(?:$|\.d\/(?:[\w-]+|[^/]+\.pref)$)/.test(path)) texts.push(text);
    // It gives a release more weight, and what it is compared with is written in many ways.
    else if (/^etc\/apt\/apt\.conf/.test(path) && /^[^/#\n]*Default-Release/m.test(text))
      texts.push("Package: *\nPin: Default-Release");
  }
  return parsePreferences(texts);
}

function leave(
  { package: { name, architecture, version }, fixedVersion }: Target,
  code: LeftOut["code"],
  reason: string,
): LeftOut {
  return {
    name,
    ...(architecture === undefined ? {} : { architecture }),
    version,
    fixedVersion,
    code,
    reason,
  };
}

function sorted(left: readonly LeftOut[]): readonly LeftOut[] {
  const key = ({ name, architecture = "" }: LeftOut) => `${name}:${architecture}`;
  return [...left].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}
