import { comparedFiles } from "../../package-files.ts";
import type { BaselineRule, Hit, VisibleEntry } from "../rule.ts";
import type { Scene } from "../scene.ts";

/**
 * What is expected to change after installation: configuration, data, documents (slim images cut them), Python's caches
 * and indexes that are made anew.
 */
const LOOSE_FOLDER =
  /^(?:etc|var|run|boot|dev|proc|sys|tmp|root|home|usr\/etc|usr\/share\/(?:doc|man|info|locale|mime|icons|applications|fonts|ca-certificates|licenses))\//;
const LOOSE_NAME =
  /(?:\.py[co]|\/ld\.so\.cache|\/gconv-modules\.cache|\/gschemas\.compiled|\/giomodule\.cache|\/loaders\.cache|\/immodules\.cache|\/mimeinfo\.cache|\/icon-theme\.cache|\/modules\.[a-z.]{1,20}|\/locale-archive|\/ca-bundle\.(?:crt|trust\.crt)|\/cacerts)$/;

/** Stops a list of altered files from filling the report. */
const MAX_NAMED = 9;

export const alteredPackageFile: BaselineRule = {
  id: "DD-BL-046",
  category: "baseline",
  title: "Package file altered",
  severity: "low",
  fires:
    "A file of a system package was written in a later layer than the package, and its digest is not the one in the package database. Programs and libraries in machine code are high, each by itself; other files of a package are one finding.",
  guards:
    "It does not fire for configuration, documents, Python caches and indexes that are made anew, diverted files, upgraded packages, nor where only owner or mode have changed. A package without digests: unproven.",
  advice:
    "Find out which step wrote it and why; install the package again, or bring the change in as a package.",
  peers: ["CIS 4.11"],
  wants: (entry, { read }) => mayBeAltered(entry) && isLaterThanOwner(entry, read),
  async *check({ read }, entries) {
    const compared = await comparedFiles(
      read,
      entries.map(({ path }) => path),
    );
    const others = new Map<string, VisibleEntry[]>();
    const undigested = new Map<string, VisibleEntry[]>();
    for (const entry of entries) {
      const file = compared.get(entry.path);
      const { name = "" } = file?.owner ?? {};
      if (file?.isUndigested === true) append(undigested, name, entry);
      if (file?.state !== "altered") continue;
      if (!file.isProgram) append(others, name, entry);
      else yield program(entry, name);
    }
    for (const [name, altered] of others) yield several(name, altered);
    for (const [name, [first]] of undigested)
      yield {
        subject: first?.path ?? name,
        severity: "high",
        unproven: `Files of the package ${name} were written after it came, and there is no digest to compare them with.`,
      };
  },
};

function mayBeAltered({ path, layer, type }: VisibleEntry): boolean {
  return layer > 0 && type !== "directory" && !LOOSE_FOLDER.test(path) && !LOOSE_NAME.test(path);
}

function isLaterThanOwner({ path, layer }: VisibleEntry, { ownerOf }: Scene["read"]): boolean {
  const owner = ownerOf(path);
  return owner !== undefined && layer > (owner.locations[0]?.layer ?? 0);
}

function program(entry: VisibleEntry, owner: string): Hit {
  return {
    subject: entry.path,
    at: entry,
    severity: "high",
    title: "Program of a package altered",
    evidence: [`It is not as the package ${owner} brought it: layer ${entry.layer + 1} wrote it.`],
  };
}

function several(owner: string, altered: readonly VisibleEntry[]): Hit {
  const [first] = altered;
  const named = altered.slice(0, MAX_NAMED).map(({ path, layer }) => `${path}, in layer ${layer + 1}`);
  const more = altered.length - named.length;
  return {
    subject: `package ${owner}`,
    ...(first === undefined ? {} : { at: first }),
    evidence: more === 0 ? named : [...named, `… and ${more} more.`],
  };
}

function append(lists: Map<string, VisibleEntry[]>, name: string, entry: VisibleEntry): void {
  const known = lists.get(name);
  if (known === undefined) lists.set(name, [entry]);
  else known.push(entry);
}
