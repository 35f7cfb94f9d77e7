/**
 * By hand, as root on Debian: what a graft makes of a system of Debian or Ubuntu against what its own apt-get makes of it,
 * file by file.
 *
 *   node scripts/compare-graft.ts FOLDER bookworm [--include=openssl,curl,…]
 *
 * A system of that release's main suite is made with debootstrap in FOLDER (kept for the next run), all that apt-get would
 * upgrade from the security suites is asked of the graft, and the same packages are upgraded in a copy by apt-get in a
 * chroot. Debian's mirrors are those of this machine's own apt. Needs debootstrap and python3. Exit code 1 where they differ.
 *
 * Measured on 28 November 2026, two shared cores; time and memory are those of planning and unpacking:
 * - bookworm, 347 packages, 799 MB: 26 of 42 that had updates, 595 entries, 12.6 s, 249 MB at most, no difference.
 * - bullseye, 194 packages, 401 MB: 48 of 73 that had updates, 1103 entries, 12.4 s, 261 MB at most, no difference.
 * - trixie (29 November), 103 packages, 147 MB: 7 of 7, 293 entries, 1.8 s, 169 MB at most, no difference.
 * - focal (29 November), 120 packages, 108 MB: 70 of 86, 884 entries, 5.7 s, 229 MB at most, no difference.
 * - jammy (29 November), 113 packages, 105 MB: 62 of 75, 1362 entries, 6.4 s, 265 MB at most, no difference.
 * - noble (29 November), 108 packages, 108 MB: 61 of 81, 1263 entries, 4.3 s, 225 MB at most, no difference.
 * All that was left out is FIX_SCRIPT: ca-certificates, libpam*, libpython3.*-minimal, nginx, tzdata, and whatever touches
 * the icons of hicolor-icon-theme; on bullseye also libc6, libglib2.0-0, ucf and the client of PostgreSQL; of Ubuntu also
 * base-files, libc6, libstdc++6 (for a file of Python) and procps, on noble what diverts files of a system before the
 * merge of /usr.
 */
import { cpSync } from "node:fs";
import { join } from "node:path";
import { quietHost } from "../src/host.ts";
import type { Package } from "../src/model/index.ts";
import { dpkgGrafter } from "../src/repair/dpkg/index.ts";
import { applyLayer, describeTree, differences, folderRoot } from "../test/repair/dpkg/trees.ts";
import {
  copyOf,
  debianRoot,
  inside,
  machineMirrors,
  RELEASES,
  run,
  upgradable,
} from "../test/support/debian-root.ts";

/**
 * What an upgrade leaves behind that no program of the image reads: logs, caches, lists, backups, locks. The loader's
 * cache is compared by what it says, not by its bytes, which name the program that wrote it.
 */
const LEFTOVERS =
  /^(?:etc\/ld\.so\.cache|var\/log\/.*|var\/cache\/.*|var\/lib\/apt\/.*|var\/lib\/dpkg\/(?:status-old|lock|lock-frontend|diversions-old|statoverride-old|triggers\/Lock)|etc\/(?:passwd|group|shadow|gshadow)-|tmp\/.*)$/;

const [folder, codename, include] = process.argv.slice(2);
const release = RELEASES[codename ?? ""];
if (folder === undefined || codename === undefined || release === undefined)
  throw new Error(`node scripts/compare-graft.ts FOLDER ${Object.keys(RELEASES).join("|")} [--include=…]`);

const say = (text: string) => void process.stdout.write(`${text}\n`);
const image = debianRoot(folder, codename, include?.replace("--include=", ""));
const ours = copyOf(image, join(folder, `${codename}-ours`));
const theirs = copyOf(image, join(folder, `${codename}-theirs`));
const targets = upgradable(theirs).map(({ name, architecture, from, to }) => ({
  package: {
    name,
    version: from,
    architecture,
    ecosystem: "Debian",
    purl: "",
    by: "dpkg",
    locations: [],
  } satisfies Package,
  fixedVersion: to,
  findings: [],
}));

const started = Date.now();
const made = await dpkgGrafter(quietHost(join(folder, "cache"))).plan({
  root: folderRoot(image, capabilitiesOf(image)),
  os: { ...release, codename },
  platform: { os: "linux", architecture: "amd64" },
  packages: [],
  targets,
  settings: { mirrors: machineMirrors(), allowArchived: false, offline: false },
});
const entries = await made.graft();
say(
  `${made.plan.packages.length} of ${targets.length} packages in ${Date.now() - started} ms, ${entries.length} entries, peak ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`,
);
for (const { name, from, to, because } of made.plan.packages) say(`  ${name} ${from} → ${to} (${because})`);
for (const { name, code, reason } of made.plan.left) say(`  left: ${name} ${code} ${reason}`);
await applyLayer(ours, entries);
await made.close();

const names = made.plan.packages.map(
  ({ name, architecture, to }) => `${architecture === "all" ? name : `${name}:${architecture}`}=${to}`,
);
const options = [
  "-y",
  "--only-upgrade",
  "--no-install-recommends",
  "-o",
  "Dpkg::Options::=--force-confdef",
  "-o",
  "Dpkg::Options::=--force-confold",
];
if (names.length > 0) inside(theirs, "apt-get", "install", ...options, ...names);
const different = [...differences(describeTree(ours), describeTree(theirs), (path) => LEFTOVERS.test(path))];
const attributes = [ours, theirs].map((root) => run("python3", "-c", extendedAttributes(), root));
if (attributes[0] !== attributes[1]) different.push("extended attributes differ");
cpSync(join(theirs, "var/lib/apt/lists"), join(ours, "var/lib/apt/lists"), { recursive: true });
const questions: readonly (readonly string[])[] = [
  ["dpkg", "--audit"],
  ["dpkg", "--verify"],
  ["sh", "-c", "ldconfig -p | grep -v '^Cache generated by'"],
];
for (const question of questions) {
  const [mine, real] = [ours, theirs].map((root) => inside(root, ...question));
  if (mine !== real) different.push(`${question.join(" ")}: ${mine} but of dpkg's: ${real}`);
}
inside(ours, "apt-get", "check");
const again = inside(ours, "apt-get", "--simulate", "install", ...options, ...names);
if (/^(?:Inst|Conf|Remv) /m.test(again)) different.push(`an upgrade would still do: ${again}`);
for (const line of different) say(`DIFFERENT ${line}`);
say(different.length === 0 ? "No difference." : `${different.length} differences.`);
process.exitCode = different.length === 0 ? 0 : 1;

function capabilitiesOf(root: string): Readonly<Record<string, readonly string[]>> {
  const lines = run("python3", "-c", extendedAttributes(), root).split("\n");
  return Object.fromEntries(
    lines.flatMap((line) => {
      const [path, name] = line.split("\t");
      return path !== undefined && name === "security.capability" ? [[path, ["capabilities"]] as const] : [];
    }),
  );
}

function extendedAttributes(): string {
  return [
    "import os, sys",
    "root = sys.argv[1]",
    "for at, folders, files in sorted(os.walk(root)):",
    "  for one in sorted(folders + files):",
    "    path = os.path.join(at, one)",
    "    for name in sorted(os.listxattr(path, follow_symlinks=False)):",
    "      print(os.path.relpath(path, root), name, os.getxattr(path, name, follow_symlinks=False).hex(), sep='\\t')",
  ].join("\n");
}
