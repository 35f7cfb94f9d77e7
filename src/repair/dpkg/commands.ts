import type { LeftOut, PlannedPackage } from "../model.ts";

/** Left out by us, but not by the image's own apt. */
const FOR_APT = new Set<LeftOut["code"]>(["FIX_SCRIPT", "FIX_CONTENT"]);

/**
 * What a person could run in the image instead. Names come from databases and are written only where they are plain.
 * Source: apt-get(8), dpkg(1).
 */
export function commandsFor(
  packages: readonly PlannedPackage[],
  left: readonly LeftOut[],
): readonly string[] {
  const exact = packages.map(({ name, architecture, to }) => `${qualified(name, architecture)}=${to}`);
  const newest = left
    .filter(({ code }) => FOR_APT.has(code))
    .map(({ name, architecture }) => qualified(name, architecture));
  const words = [...exact, ...newest].filter((word) => /^[A-Za-z0-9.+:~_=-]+$/.test(word)).sort();
  if (words.length === 0) return [];
  return [
    "apt-get update",
    `apt-get install -y --only-upgrade --no-install-recommends -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold ${words.join(" ")}`,
  ];
}

function qualified(name: string, architecture: string | undefined): string {
  return architecture === undefined || architecture === "all" ? name : `${name}:${architecture}`;
}
