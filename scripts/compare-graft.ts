/**
 * By hand, as root on Debian: what a graft makes of a Debian system against what its own apt-get makes of it, file by file.
 *
 *   node scripts/compare-graft.ts FOLDER bookworm [--include=openssl,curl,…]
 *
 * A system of that release's main suite is made with debootstrap in FOLDER (kept for the next run), all that apt-get would
 * upgrade from the security suites is asked of the graft, and the same packages are upgraded in a copy by apt-get in a
 * chroot. Mirrors are those of this machine's own apt. Needs debootstrap and python3. Exit code 1 where they differ.
 *
 * Measured on 28 November 2026, two shared cores; time and memory are those of planning and unpacking:
 * - bookworm, 347 packages, 799 MB: 26 of 42 that had updates, 595 entries, 12.6 s, 249 MB at most, no difference.
 * - bullseye, 194 packages, 401 MB: 48 of 73 that had updates, 1103 entries, 12.4 s, 261 MB at most, no difference.
 * All that was left out is FIX_SCRIPT: ca-certificates, libpam*, libpython3.*-minimal, nginx, tzdata, and whatever touches
 * the icons of hicolor-icon-theme; on bullseye also libc6, libglib2.0-0, ucf and the client of PostgreSQL.
 */
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { quietHost } from "../src/host.ts";
import type { Package } from "../src/model/index.ts";
import { dpkgGrafter } from "../src/repair/dpkg/index.ts";
import { applyLayer, describeTree, differences, folderRoot } from "../test/repair/dpkg/trees.ts";

const RELEASES: Readonly<Record<string, string>> = { bullseye: "11", bookworm: "12", trixie: "13" };

/**
 * What an upgrade leaves behind that no program of the image reads: logs, caches, lists, backups, locks. The loader's
 * cache is compared by what it says, not by its bytes, which name the program that wrote it.
 */
const LEFTOVERS =
  /^(?:etc\/ld\.so\.cache|var\/log\/.*|var\/cache\/.*|var\/lib\/apt\/.*|var\/lib\/dpkg\/(?:status-old|lock|lock-frontend|diversions-old|statoverride-old|triggers\/Lock)|etc\/(?:passwd|group|shadow|gshadow)-|tmp\/.*)$/;
const ENVIRONMENT = {
  PATH: "/usr/sbin:/usr/bin:/sbin:/bin",
  DEBIAN_FRONTEND: "noninteractive",
  LC_ALL: "C.UTF-8",
};

const [folder, codename, include] = process.argv.slice(2);
const version = RELEASES[codename ?? ""];
if (folder === undefined || codename === undefined || version === undefined)
  throw new Error("node scripts/compare-graft.ts FOLDER bullseye|bookworm|trixie [--include=…]");

const say = (text: string) => void process.stdout.write(`${text}\n`);
const run = (command: string, ...args: string[]) =>
  execFileSync(command, args, {
    encoding: "utf8",
    env: ENVIRONMENT,
    stdio: ["ignore", "pipe", "pipe"],
    maxBuffer: 1 << 28,
  });
const inside = (root: string, ...command: string[]) => run("chroot", root, ...command);

const mirrors = mirrorsOfThisMachine();
const [base, image, ours, theirs] = ["base", "image", "ours", "theirs"].map((name) =>
  join(folder, `${codename}-${name}`),
) as [string, string, string, string];
makeImage();
const upgradable = run("chroot", theirs, "apt-get", "--simulate", "dist-upgrade");
const targets = [...upgradable.matchAll(/^Inst (\S+) \[(\S+)\] \((\S+) [^[]*\[(\S+)\]\)/gm)].map(
  ([, name = "", from = "", to = "", architecture = ""]) => ({
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
  }),
);

const started = Date.now();
const made = await dpkgGrafter(quietHost(join(folder, "cache"))).plan({
  root: folderRoot(image, capabilitiesOf(image)),
  os: { family: "debian", version, codename },
  platform: { os: "linux", architecture: "amd64" },
  packages: [],
  targets,
  settings: { mirrors, allowArchived: false, offline: false },
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

function makeImage(): void {
  mkdirSync(folder!, { recursive: true });
  if (!existsSync(join(base, "etc/debian_version"))) {
    const packages = include === undefined ? [] : [include];
    run("debootstrap", "--variant=minbase", ...packages, codename!, base, mirrors.debian!);
  }
  for (const copy of [image, ours, theirs]) rmSync(copy, { recursive: true, force: true });
  run("cp", "-a", base, image);
  const { debian, "debian-security": security } = mirrors;
  const suites = [
    `${debian} ${codename}`,
    `${debian} ${codename}-updates`,
    `${security} ${codename}-security`,
  ];
  writeFileSync(join(image, "etc/apt/sources.list"), suites.map((suite) => `deb ${suite} main\n`).join(""));
  rmSync(join(image, "var/cache/apt/archives"), { recursive: true, force: true });
  mkdirSync(join(image, "var/cache/apt/archives/partial"), { recursive: true });
  for (const copy of [ours, theirs]) run("cp", "-a", image, copy);
  inside(theirs, "apt-get", "update");
}

function mirrorsOfThisMachine(): Readonly<Record<string, string>> {
  const uris = new Set(
    execFileSync("apt-get", ["indextargets", "--format", "$(REPO_URI)"], { encoding: "utf8" }).split("\n"),
  );
  const found = (name: string) => {
    const uri = [...uris].find((one) => one.replace(/\/$/, "").endsWith(`/${name}`));
    if (uri === undefined) throw new Error(`this machine's apt has no mirror of ${name}`);
    return uri.replace(/\/$/, "");
  };
  return { debian: found("debian"), "debian-security": found("debian-security") };
}

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
