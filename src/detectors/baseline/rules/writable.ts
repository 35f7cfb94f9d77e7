import { followLinks } from "../../../inventory/links.ts";
import type { BaselineRule, VisibleEntry } from "../rule.ts";
import type { Scene } from "../scene.ts";
import { isInVolume } from "../volumes.ts";

const STICKY = 0o1000;
const OTHERS_WRITE = 0o002;
/** Where everybody may write by design, and what a container mounts anew. */
const PUBLIC_FOLDER = /^(?:tmp|var\/tmp|dev|proc|sys)(?:\/|$)/;

export const worldWritable: BaselineRule = {
  id: "DD-BL-042",
  category: "baseline",
  title: "World-writable file or folder",
  severity: "medium",
  fires:
    "Everybody in the container may change a file, or put files into a folder that has no sticky bit. A tree of such files is one finding.",
  guards:
    "It does not fire for /tmp, /var/tmp, /dev and what is in them, for links, nor for declared volumes.",
  advice: "Take the right away: chmod o-w. Give the folder to the user that writes there.",
  peers: [],
  wants: ({ path, mode, type }) =>
    (mode & OTHERS_WRITE) !== 0 &&
    (type === "file" || (type === "directory" && (mode & STICKY) === 0)) &&
    !PUBLIC_FOLDER.test(path),
  *check({ config }, entries) {
    const open = entries.filter(({ path }) => !isInVolume(path, config.volumes));
    const paths = new Set(open.map(({ path }) => path));
    const below = new Map<string, number>();
    const tops = open.filter(({ path }) => {
      const top = topmost(path, paths);
      if (top !== path) below.set(top, (below.get(top) ?? 0) + 1);
      return top === path;
    });
    for (const entry of tops) {
      const { path, mode, type } = entry;
      const what = type === "directory" ? "folder" : "file";
      const more = below.get(path) ?? 0;
      const evidence = [`The ${what} has mode 0${(mode & 0o7777).toString(8)}.`];
      if (more > 0) evidence.push(`So have ${more} files and folders in it.`);
      yield { subject: path, at: entry, evidence };
    }
  },
};

/** The highest folder that is itself among `paths`, with nothing but such folders between. */
function topmost(path: string, paths: ReadonlySet<string>): string {
  let top = path;
  for (let slash = path.lastIndexOf("/"); slash > 0; slash = path.lastIndexOf("/", slash - 1)) {
    const folder = path.slice(0, slash);
    if (!paths.has(folder)) break;
    top = folder;
  }
  return top;
}

const DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
/** Programs whose argument is the program. */
const INTERPRETER =
  /^(?:node|nodejs|python[\d.]*|ruby|perl|php|java|sh|bash|ash|dash|deno|bun|dotnet|Rscript)$/;

export const writableCode: BaselineRule = {
  id: "DD-BL-043",
  category: "baseline",
  title: "Code that its own user may change",
  severity: "low",
  fires:
    "The user that the container runs as, other than root, may change the program that it runs, or put programs into a folder of PATH.",
  guards:
    "It does not fire for root, who may write everywhere, for folders of data and caches, nor for what the command does not name.",
  advice: "Let root own code and programs, and the user only what it writes: its data.",
  peers: ["CIS 5.13"],
  *check(scene) {
    const { runUser, config } = scene;
    if (runUser === undefined || runUser.uid === 0) return;
    const folders = (config.env.get("PATH") ?? DEFAULT_PATH).split(":").filter((one) => one.startsWith("/"));
    for (const path of new Set([...programsOf(scene, folders), ...folders.map((one) => one.slice(1))])) {
      const end = followLinks(scene.read.view, path);
      const entry = end === undefined ? undefined : scene.read.view.entry(end);
      if (entry === undefined || !mayWrite(entry, runUser)) continue;
      const evidence = `${runUser.name} may write it: owner ${entry.uid}, group ${entry.gid}, mode 0${(entry.mode & 0o7777).toString(8)}.`;
      yield { subject: entry.path, at: entry, evidence: [evidence] };
    }
  },
};

/** The files that the command's first words name: the program, and the script of an interpreter. */
function programsOf({ config, read }: Scene, folders: readonly string[]): string[] {
  const [first = "", ...rest] = config.words;
  const name = first.slice(first.lastIndexOf("/") + 1);
  const script = INTERPRETER.test(name) ? rest.find((word) => !word.startsWith("-")) : undefined;
  const candidates = [first, script ?? ""].flatMap((word) => {
    if (word === "" || /[\s;&|$]/.test(word)) return [];
    if (word.startsWith("/")) return [word];
    if (word === first && !word.includes("/")) return folders.map((folder) => `${folder}/${word}`);
    return [`${config.workdir || "/"}/${word}`];
  });
  return candidates.flatMap((path) => {
    const end = followLinks(read.view, path);
    return end !== undefined && read.view.entry(end)?.type === "file" ? [end] : [];
  });
}

function mayWrite({ mode, uid, gid }: VisibleEntry, user: NonNullable<Scene["runUser"]>): boolean {
  if (uid === user.uid) return (mode & 0o200) !== 0;
  if (user.gids.has(gid)) return (mode & 0o020) !== 0;
  return (mode & 0o002) !== 0 && (mode & STICKY) === 0;
}
