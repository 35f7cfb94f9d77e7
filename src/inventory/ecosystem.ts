import type { OsRelease } from "../model/index.ts";
import type { SystemPackageType } from "./purl.ts";

/**
 * The ecosystem of a distribution's packages as OSV spells it (`Alpine:v3.20`, `Ubuntu:22.04:LTS`), or in the same
 * manner (`Amazon Linux:2`) for those that OSV has no name for. With no known distribution it is the package type.
 * Source: "Defined ecosystems" of the OSV schema.
 */
export function osvEcosystem(os: OsRelease | undefined, packageType: SystemPackageType): string {
  if (os === undefined) return packageType;
  const named = ECOSYSTEMS.get(os.family);
  return named === undefined ? suffixed(capitalised(os.family), os.version) : named(os);
}

const ECOSYSTEMS: ReadonlyMap<string, (os: OsRelease) => string> = new Map([
  ["alpine", alpine],
  ["debian", (os) => suffixed("Debian", major(os.version))],
  ["ubuntu", ubuntu],
  ["redhat", () => "Red Hat"],
  ["centos", (os) => suffixed("CentOS", major(os.version))],
  ["rocky", (os) => suffixed("Rocky Linux", major(os.version))],
  ["alma", (os) => suffixed("AlmaLinux", major(os.version))],
  ["oracle", (os) => suffixed("Oracle Linux", major(os.version))],
  ["amazon", (os) => suffixed("Amazon Linux", major(os.version))],
  ["fedora", (os) => suffixed("Fedora", os.version)],
  ["suse", (os) => `SUSE:Linux Enterprise Server ${servicePack(os.version)}`.trimEnd()],
  [
    "slem",
    (os) => `SUSE:Linux ${Number(major(os.version)) < 6 ? "Enterprise " : ""}Micro ${os.version}`.trimEnd(),
  ],
  ["opensuse-leap", (os) => `openSUSE:Leap ${os.version}`.trimEnd()],
  ["opensuse-tumbleweed", () => "openSUSE:Tumbleweed"],
  ["photon", (os) => suffixed("Photon OS", os.version)],
  ["mariner", (os) => suffixed("Azure Linux", major(os.version))],
  ["azurelinux", (os) => suffixed("Azure Linux", major(os.version))],
  ["wolfi", () => "Wolfi"],
  ["chainguard", () => "Chainguard"],
  ["minimos", () => "MinimOS"],
  ["echo", () => "Echo"],
  ["coreos", (os) => suffixed("CoreOS", os.version)],
  ["arch", () => "Arch Linux"],
]);

/** The repositories decide: an `edge` image may still carry the os-release of the last stable one. */
function alpine(os: OsRelease): string {
  const release = os.repository ?? os.version;
  if (release === "edge" || release.includes("_alpha")) return "Alpine:edge";
  const [, branch] = /^(\d+\.\d+)/.exec(release) ?? [];
  return branch === undefined ? suffixed("Alpine", release) : `Alpine:v${branch}`;
}

/** Long-term releases are those of April in even years; ESM advisories stand under `Pro`. */
function ubuntu(os: OsRelease): string {
  const [release = ""] = /^\d+\.\d+/.exec(os.version) ?? [os.version];
  const longTerm = /^\d*[02468]\.04$/.test(release) ? ":LTS" : "";
  return `${suffixed(os.esm === true ? "Ubuntu:Pro" : "Ubuntu", release)}${longTerm}`;
}

/** `15.5` is written `15 SP5`. */
function servicePack(version: string): string {
  const [, release, pack] = /^(\d+)\.(\d+)$/.exec(version) ?? [];
  if (release === undefined || pack === undefined) return version;
  return pack === "0" ? release : `${release} SP${pack}`;
}

function suffixed(name: string, release: string): string {
  return release === "" ? name : `${name}:${release}`;
}

function major(version: string): string {
  return version.split(".", 1)[0] ?? "";
}

function capitalised(family: string): string {
  return family.slice(0, 1).toUpperCase() + family.slice(1);
}
