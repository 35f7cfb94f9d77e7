/** Root file systems of Debian with packages that have updates, made by hand-run scripts: debootstrap takes its time. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const ENVIRONMENT = {
  PATH: "/usr/sbin:/usr/bin:/sbin:/bin",
  DEBIAN_FRONTEND: "noninteractive",
  LC_ALL: "C.UTF-8",
};

export function run(command: string, ...args: string[]): string {
  return execFileSync(command, args, {
    encoding: "utf8",
    env: ENVIRONMENT,
    stdio: ["ignore", "pipe", "pipe"],
    maxBuffer: 1 << 28,
  });
}

/** Runs it in the system below `root`. */
export function inside(root: string, ...command: string[]): string {
  return run("chroot", root, ...command);
}

/** Where this machine's own apt finds the archives, without a slash at the end. */
export function machineMirrors(): Readonly<Record<"debian" | "debian-security", string>> {
  const uris = new Set(run("apt-get", "indextargets", "--format", "$(REPO_URI)").split("\n"));
  const found = (name: string) => {
    const uri = [...uris].find((one) => one.replace(/\/$/, "").endsWith(`/${name}`));
    if (uri === undefined) throw new Error(`this machine's apt has no mirror of ${name}`);
    return uri.replace(/\/$/, "");
  };
  return { debian: found("debian"), "debian-security": found("debian-security") };
}

/**
 * The packages of the release's main suite as they were when it was made, with sources that know the updates: a copy that
 * may be changed, in `folder`, where the base is kept for the next time. `include`: names with commas between.
 */
export function debianRoot(folder: string, codename: string, include?: string): string {
  const mirrors = machineMirrors();
  const [base, root] = [join(folder, `${codename}-base`), join(folder, `${codename}-image`)];
  mkdirSync(folder, { recursive: true });
  if (!existsSync(join(base, "etc/debian_version"))) {
    const packages = include === undefined ? [] : [`--include=${include}`];
    run("debootstrap", "--variant=minbase", ...packages, codename, base, mirrors.debian);
  }
  copyOf(base, root);
  const suites = [
    `${mirrors.debian} ${codename}`,
    `${mirrors.debian} ${codename}-updates`,
    `${mirrors["debian-security"]} ${codename}-security`,
  ];
  writeFileSync(join(root, "etc/apt/sources.list"), suites.map((suite) => `deb ${suite} main\n`).join(""));
  for (const path of ["var/cache/apt/archives", "var/lib/apt/lists"]) {
    rmSync(join(root, path), { recursive: true, force: true });
    mkdirSync(join(root, path, "partial"), { recursive: true });
  }
  return root;
}

/** What was there before goes. */
export function copyOf(root: string, to: string): string {
  rmSync(to, { recursive: true, force: true });
  run("cp", "-a", root, to);
  return to;
}

export interface Upgradable {
  readonly name: string;
  readonly architecture: string;
  readonly from: string;
  readonly to: string;
}

/** What apt-get would raise, by lists that it fetches into the system. */
export function upgradable(root: string): readonly Upgradable[] {
  inside(root, "apt-get", "update");
  const said = inside(root, "apt-get", "--simulate", "dist-upgrade");
  return [...said.matchAll(/^Inst (\S+) \[(\S+)\] \((\S+) [^[]*\[(\S+)\]\)/gm)].map(
    ([, name = "", from = "", to = "", architecture = ""]) => ({ name, architecture, from, to }),
  );
}
