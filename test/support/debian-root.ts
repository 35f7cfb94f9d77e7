/** Root file systems of Debian with packages that have updates, made by hand-run scripts: debootstrap takes its time. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { goJson, writeBolt } from "./bolt-writer.ts";
import { archiveOf } from "./database.ts";

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

/** Where this machine's own apt finds Debian's archives, without a slash at the end. */
export function machineMirrors(): Readonly<Record<"debian" | "debian-security", string>> {
  const uris = new Set(run("apt-get", "indextargets", "--format", "$(REPO_URI)").split("\n"));
  const found = (name: string) => {
    const uri = [...uris].find((one) => one.replace(/\/$/, "").endsWith(`/${name}`));
    if (uri === undefined) throw new Error(`this machine's apt has no mirror of ${name}`);
    return uri.replace(/\/$/, "");
  };
  return { debian: found("debian"), "debian-security": found("debian-security") };
}

const UBUNTU = "http://archive.ubuntu.com/ubuntu";

/** By codename. */
export const RELEASES: Readonly<
  Record<string, { readonly family: "debian" | "ubuntu"; readonly version: string }>
> = {
  bullseye: { family: "debian", version: "11" },
  bookworm: { family: "debian", version: "12" },
  trixie: { family: "debian", version: "13" },
  focal: { family: "ubuntu", version: "20.04" },
  jammy: { family: "ubuntu", version: "22.04" },
  noble: { family: "ubuntu", version: "24.04" },
};

/**
 * The packages of the release's main suite as they were when it was made, with sources that know the updates: a copy that
 * may be changed, in `folder`, where the base is kept for the next time. `include`: names with commas between. Of Ubuntu
 * the signatures are not asked for: its keys are not everywhere where debootstrap is.
 */
export function debianRoot(folder: string, codename: string, include?: string): string {
  const { debian, "debian-security": security } = machineMirrors();
  const isUbuntu = RELEASES[codename]?.family === "ubuntu";
  const mirror = isUbuntu ? UBUNTU : debian;
  const [base, root] = [join(folder, `${codename}-base`), join(folder, `${codename}-image`)];
  mkdirSync(folder, { recursive: true });
  if (!existsSync(join(base, "etc/debian_version"))) {
    const options = [
      "--variant=minbase",
      ...(include === undefined ? [] : [`--include=${include}`]),
      ...(isUbuntu ? ["--no-check-gpg"] : []),
    ];
    // One script serves all releases of Ubuntu; those later than debootstrap have none of their name.
    run("debootstrap", ...options, codename, base, mirror, ...(isUbuntu ? ["gutsy"] : []));
  }
  copyOf(base, root);
  const updates = isUbuntu ? `${UBUNTU} ${codename}-security` : `${security} ${codename}-security`;
  const suites = [`${mirror} ${codename}`, `${mirror} ${codename}-updates`, updates];
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

/** An advisory for every source package that has an update, as a database at `path`. `release` = by the database's name. */
export function databaseOf(
  root: string,
  raised: readonly Upgradable[],
  release: string,
  path: string,
): string {
  const fixed: Record<string, Record<string, string>> = {};
  const described: Record<string, string> = {};
  for (const { name, to } of raised) {
    const stanza = inside(root, "apt-cache", "show", "--no-all-versions", `${name}=${to}`);
    const [, source = name, sourceVersion = to] = /^Source: (\S+)(?: \((\S+)\))?$/m.exec(stanza) ?? [];
    const id = `CVE-2026-${String(10_000 + Object.keys(fixed).length)}`;
    fixed[source] ??= { [id]: goJson({ FixedVersion: sourceVersion }) };
    described[id] = goJson({ Title: `${source} before ${sourceVersion}`, Severity: "HIGH" });
  }
  const bolt = writeBolt({ [release]: fixed, "data-source": {}, vulnerability: described });
  const dates = { NextUpdate: "2099-01-01T00:00:00Z", UpdatedAt: "2026-01-01T00:00:00Z" };
  writeFileSync(
    path,
    archiveOf(bolt, goJson({ Version: 2, ...dates, DownloadedAt: "0001-01-01T00:00:00Z" })),
  );
  return path;
}
