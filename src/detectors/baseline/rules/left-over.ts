import type { Severity } from "../../../model/index.ts";
import { fileHeads, type Heads } from "../file-heads.ts";
import type { BaselineRule, VisibleEntry } from "../rule.ts";
import { isInVolume } from "../volumes.ts";

/** Kinds of files that nobody wanted to ship, told by their path. */
const KINDS: readonly { readonly what: string; readonly severity: Severity; readonly path: RegExp }[] = [
  { what: "a Git repository", severity: "low", path: /(?:^|\/)\.git\/HEAD$/ },
  { what: "a Subversion working copy", severity: "low", path: /(?:^|\/)\.svn\/(?:wc\.db|entries)$/ },
  { what: "a Mercurial repository", severity: "low", path: /(?:^|\/)\.hg\/(?:requires|store\/requires)$/ },
  {
    what: "build instructions",
    severity: "low",
    path: /(?:^|\/)(?:Dockerfile(?:\.[\w-]{1,40})?|[\w-]{1,40}\.[Dd]ockerfile|Containerfile|(?:docker-)?compose(?:\.[\w-]{1,40})?\.ya?ml)$/,
  },
  { what: "a folder view of macOS", severity: "low", path: /(?:^|\/)\.DS_Store$/ },
  { what: "an editor's swap file", severity: "low", path: /(?:^|\/)\.[^/]{1,100}\.sw[op]$/ },
  {
    what: "a shell's or client's history",
    severity: "medium",
    path: /(?:^|\/)\.(?:bash|zsh|ash|sh|mysql|psql|sqlite|python|node_repl|irb|rediscli|mongo|dbshell)_?history$/,
  },
  {
    what: "a database dump",
    severity: "medium",
    path: /(?:^|\/)(?:dump\.rdb|[^/]{0,100}\.(?:sql\.(?:gz|bz2|xz|zst)|pgdump)|[^/]{0,60}(?:dump|backup)[^/]{0,60}\.sql)$/,
  },
  { what: "a core dump", severity: "medium", path: /(?:^|\/)(?:core|core\.\d{1,10}|vgcore\.\d{1,10})$/ },
];
/** Their own documents, tests and examples come with them. */
const LIBRARY =
  /(?:^|\/)(?:node_modules|site-packages|dist-packages|gems|vendor|bower_components)\/|^usr\/share\/doc\//;
/** What lies directly in one: enough to see that it is not empty. */
const USER_CACHE = /^((?:root|home\/[^/]+)\/\.(?:cache|npm))\/[^/]+$/;

export const leftOver: BaselineRule = {
  id: "DD-BL-047",
  category: "baseline",
  title: "Left-over file",
  severity: "low",
  fires:
    "The image has a repository (.git, .svn, .hg), a Dockerfile or compose file, .DS_Store, an editor's swap file, or a cache in a home folder. Histories, core dumps and database dumps are medium.",
  guards:
    "It does not fire for files of a package, system or language, for empty files, nor for a file called core that is no core dump.",
  advice: "Name it in .dockerignore, or delete it in the step that makes it.",
  peers: ["DKL-LI-0003"],
  wants: ({ path, type, size }) =>
    USER_CACHE.test(path) ||
    (type === "file" && size > 0 && kindOf(path) !== undefined && !LIBRARY.test(path)),
  *check(scene, entries) {
    const heads = new Map(
      scene.read.view.records<Heads>(fileHeads).map(({ path, record }) => [path, record]),
    );
    const caches = new Map<string, VisibleEntry>();
    for (const entry of entries) {
      const { path } = entry;
      const kind = kindOf(path);
      const [, cache] = USER_CACHE.exec(path) ?? [];
      if (scene.read.ownerOf(path) !== undefined || isInVolume(path, scene.config.volumes)) continue;
      if (cache !== undefined && !caches.has(cache)) caches.set(cache, entry);
      if (kind === undefined || (kind.what === "a core dump" && heads.get(path)?.isCore !== true)) continue;
      const subject = path
        .replace(/\/(\.git|\.svn|\.hg)\/.*$/, "/$1")
        .replace(/^(\.git|\.svn|\.hg)\/.*$/, "$1");
      yield { subject, at: entry, severity: kind.severity, evidence: [`It is ${kind.what}.`] };
    }
    for (const [folder, { layer }] of caches)
      yield {
        subject: folder,
        at: { path: folder, layer },
        fact: `cache:${folder}`,
        evidence: ["It is a user's cache."],
      };
  },
};

function kindOf(path: string): (typeof KINDS)[number] | undefined {
  const name = path.slice(path.lastIndexOf("/") + 1);
  // Few names begin or end so; the patterns are only asked for those.
  if (!MAYBE.test(name)) return undefined;
  return KINDS.find((kind) => kind.path.test(path));
}

const MAYBE =
  /^(?:HEAD|wc\.db|entries|requires|\.|core|vgcore|dump|Containerfile|Dockerfile|docker-compose|compose)|[Dd]ockerfile$|history$|\.sql|\.pgdump$/;
