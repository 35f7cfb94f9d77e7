import type { VulnerabilityFinding } from "../model/finding.ts";
import type { ScanResult } from "../model/scan-result.ts";
import { dockerfilePlace } from "./source-place.ts";

/** Where an upgrade is written down. Plain JSON. */
export interface UpgradePlace {
  /** Of an application package: the file of its project, by its path in the image. */
  readonly manifest?: string;
  /** Lines of the Dockerfile whose layer has brought it; they count from 1. */
  readonly dockerfile?: { readonly path: string; readonly startLine: number; readonly endLine: number };
}

/** A lock file, and what it is made from. */
const MANIFESTS: Readonly<Record<string, string>> = {
  "package-lock.json": "package.json",
  "npm-shrinkwrap.json": "package.json",
  "yarn.lock": "package.json",
  "pnpm-lock.yaml": "package.json",
  "composer.lock": "composer.json",
  "Gemfile.lock": "Gemfile",
  "Cargo.lock": "Cargo.toml",
  "Pipfile.lock": "Pipfile",
  "poetry.lock": "pyproject.toml",
  "uv.lock": "pyproject.toml",
};
/** Where package managers put what they install for a project, and what the project has beside it. */
const INSTALLED: readonly (readonly [folder: RegExp, manifest: string])[] = [
  [/(^|\/)node_modules\//, "package.json"],
  [/(^|\/)vendor\/composer\//, "composer.json"],
];

/** Each place once, in the order of the findings; `[]` = nobody can tell. */
export function upgradePlaces(
  findings: readonly VulnerabilityFinding[],
  image: ScanResult["image"],
): readonly UpgradePlace[] {
  const places = new Map<string, UpgradePlace>();
  for (const finding of findings) {
    const manifest = manifestOf(finding.location.path);
    const dockerfile = dockerfilePlace(finding, image);
    const place = {
      ...(manifest === undefined ? {} : { manifest }),
      ...(dockerfile === undefined ? {} : { dockerfile }),
    };
    if (manifest !== undefined || dockerfile !== undefined) places.set(JSON.stringify(place), place);
  }
  return [...places.values()];
}

/** Of no project: `npm install --global` puts it there, and npm itself lies there. Source: npm docs, "folders". */
const GLOBAL = /(^|\/)lib\/node_modules\//;

/** What a person edits, where the package is known by this file; `undefined` for programs and archives. */
function manifestOf(path: string): string | undefined {
  if (GLOBAL.test(path)) return undefined;
  for (const [folder, manifest] of INSTALLED) {
    const at = folder.exec(path);
    if (at !== null) return `${path.slice(0, at.index)}${at[1]}${manifest}`;
  }
  const name = path.slice(path.lastIndexOf("/") + 1);
  const manifest = Object.hasOwn(MANIFESTS, name) ? MANIFESTS[name] : undefined;
  return manifest === undefined ? undefined : path.slice(0, -name.length) + manifest;
}

/** For people, such as `srv/app/package.json, Dockerfile:7`; paths have still to be escaped. `undefined` = nothing known. */
export function placeText([first, ...others]: readonly UpgradePlace[]): string | undefined {
  if (first === undefined) return undefined;
  const { manifest, dockerfile } = first;
  const parts = [
    ...(manifest === undefined ? [] : [manifest]),
    ...(dockerfile === undefined ? [] : [`${dockerfile.path}:${dockerfile.startLine}`]),
  ];
  return parts.join(", ") + (others.length === 0 ? "" : ` and ${others.length} more`);
}
