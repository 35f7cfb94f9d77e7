import type { FileAnalyzer } from "../analysis/analyzer.ts";
import { parseAssignments } from "./os-release-text.ts";

/** By name what a file says; which names there are depends on the file. Plain JSON. */
export type Facts = Readonly<Record<string, string>>;

export const PATHS = {
  /** The first one that exists counts: os-release(5). */
  osRelease: ["etc/os-release", "usr/lib/os-release"],
  alpine: "etc/alpine-release",
  debian: "etc/debian_version",
  lsb: "etc/lsb-release",
  repositories: "etc/apk/repositories",
  esm: "var/lib/ubuntu-advantage/status.json",
  /** `<name> release <version>`. Derivatives keep `redhat-release` for old software's sake, so it comes last. */
  releaseLines: [
    "etc/centos-release",
    "etc/rocky-release",
    "etc/almalinux-release",
    "etc/oracle-release",
    "etc/fedora-release",
    "etc/system-release",
    "usr/lib/system-release",
    "etc/redhat-release",
  ],
} as const;

/** Fedora once kept an os-release file per edition here and linked to it. */
const EDITIONS = "usr/lib/os.release.d/";
const ASSIGNED = [
  "ID",
  "NAME",
  "PRETTY_NAME",
  "VERSION_ID",
  "VERSION_CODENAME",
  "DISTRIB_ID",
  "DISTRIB_RELEASE",
];
/** All of these files have under 10 kB, the ESM status under 100; stops one from filling the memory. */
const MAX_BYTES = 1024 * 1024;
const MAX_VALUE_LENGTH = 256;

const READERS: ReadonlyMap<string, (text: string) => Facts | undefined> = new Map([
  ...[...PATHS.osRelease, PATHS.lsb].map((path) => [path, assignments] as const),
  ...[PATHS.alpine, PATHS.debian, ...PATHS.releaseLines].map((path) => [path, firstLine] as const),
  [PATHS.repositories, repositories] as const,
  [PATHS.esm, esm] as const,
]);

/** Reads everything that tells which distribution an image holds. */
export const osReleaseFiles: FileAnalyzer<Facts> = {
  id: "os-release",
  version: 1,
  maxBytes: MAX_BYTES,
  wants: ({ path }) => READERS.has(path) || path.startsWith(EDITIONS),
  read: async (body, { path }) => (READERS.get(path) ?? assignments)(await body.text()),
};

function assignments(text: string): Facts {
  const values = parseAssignments(text);
  const found = ASSIGNED.map((name) => [name, values.get(name)?.slice(0, MAX_VALUE_LENGTH)]);
  return Object.fromEntries(found.filter(([, value]) => value !== undefined && value !== ""));
}

function firstLine(text: string): Facts | undefined {
  const line = text.trimStart().split("\n", 1)[0]?.trim() ?? "";
  return line === "" ? undefined : { line: line.slice(0, MAX_VALUE_LENGTH) };
}

/**
 * The newest Alpine release among the repositories; `edge` is newer than all. A repository with a tag (`@testing
 * https://…/edge/testing`) does not count: only packages that were asked for by the tag come from there.
 */
function repositories(text: string): Facts | undefined {
  const releases = text.split("\n").flatMap((line) => {
    const [, release] = /^\s*[^\s@#]\S*\/alpine\/(edge|v\d{1,3}\.\d{1,3})(?:\/|\s|$)/.exec(line) ?? [];
    return release === undefined ? [] : [release.replace(/^v/, "")];
  });
  const newest = releases.includes("edge") ? "edge" : releases.sort(byRelease).at(-1);
  return newest === undefined ? undefined : { release: newest };
}

function byRelease(a: string, b: string): number {
  const [majorA = 0, minorA = 0] = a.split(".").map(Number);
  const [majorB = 0, minorB = 0] = b.split(".").map(Number);
  return majorA - majorB || minorA - minorB;
}

/** Whether Ubuntu Pro's security maintenance of the base system is on. Anything else leaves it off. */
function esm(text: string): Facts | undefined {
  const status = parseJson(text) as { services?: unknown } | null;
  if (!Array.isArray(status?.services)) return undefined;
  const services: readonly unknown[] = status.services;
  const on = services.some((service) => {
    const { name, status } = (service ?? {}) as { name?: unknown; status?: unknown };
    return name === "esm-infra" && status === "enabled";
  });
  return on ? { esm: "enabled" } : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
