import type { ReadImage } from "../../../src/detectors/detector.ts";
import { sceneOf } from "../../../src/detectors/instruction/make-scene.ts";
import type { Hit, InstructionRule } from "../../../src/detectors/instruction/rule.ts";
import type { Context, Scene } from "../../../src/detectors/instruction/scene.ts";
import type { OsRelease, Package, Settings, Severity } from "../../../src/model/index.ts";
import { checksOf, defaultPolicy } from "../../../src/policy/index.ts";

/** A Dockerfile, and what else is known of the build. */
export interface Given {
  readonly text: string;
  /** There is no Dockerfile: each line is a row of the image's history. */
  readonly isHistory?: boolean;
  readonly settings?: Partial<Settings>;
  readonly profile?: Scene["profile"];
  readonly context?: Context;
  readonly buildArgs?: Readonly<Record<string, string>>;
  readonly target?: string;
  /** The built image; `config` is the `config` of its config document. */
  readonly image?: {
    readonly os?: OsRelease | undefined;
    readonly packages?: readonly Package[];
    readonly labels?: Readonly<Record<string, string>>;
    readonly config?: Readonly<Record<string, unknown>>;
    readonly users?: ReadonlyMap<string, number>;
  };
}

export type Catch = readonly [given: string | Given, line: number, severity?: Severity];

/** What one rule catches, what it must not, and where it says that it cannot tell. */
export interface RuleCases {
  readonly rule: InstructionRule;
  readonly catches: readonly Catch[];
  readonly catchesNot: readonly (string | Given)[];
  readonly unproven?: readonly (string | Given)[];
}

/** `line severity`, for each hit; `line unproven` for one that cannot be told. */
export function hitsOf(rule: InstructionRule, given: string | Given): readonly string[] {
  return [...rule.check(sceneFor(given))].map(
    (hit) => `${lineOf(hit)} ${hit.unproven === undefined ? (hit.severity ?? rule.severity) : "unproven"}`,
  );
}

export function sceneFor(given: string | Given): Scene {
  const { text, isHistory, settings, profile, context, image, buildArgs, target }: Given =
    typeof given === "string" ? { text: given } : given;
  const history = isHistory ? text.split("\n").map((createdBy) => ({ createdBy, emptyLayer: false })) : [];
  const checks = checksOf(defaultPolicy(), profile === undefined ? [] : [`profile:${profile}`]);
  const scene = sceneOf({
    read: image === undefined && !isHistory ? undefined : readImage(image ?? {}, history),
    build: {
      ...(isHistory ? {} : { dockerfile: { path: "Dockerfile", text } }),
      ...(buildArgs === undefined ? {} : { buildArgs }),
      ...(target === undefined ? {} : { target }),
    },
    os: image?.os,
    packages: image?.packages ?? [],
    now: new Date("2026-02-01T00:00:00Z"),
    checks: { ...checks, settings: { ...checks.settings, ...settings } },
    users: image?.users ?? new Map(),
  });
  return { ...scene!, ...(context === undefined ? {} : { context }) };
}

/** A context with these paths, of which .dockerignore leaves out those named and what lies below them. */
export function contextOf(paths: readonly string[], ignored: readonly string[] = []): Context {
  return {
    paths,
    isIgnored: (path) => ignored.some((one) => path === one || path.startsWith(`${one}/`)),
  };
}

function lineOf({ at }: Hit): number {
  if (at === undefined) return 1;
  return "step" in at ? at.startLine : at.lines.startLine;
}

/** As much of it as a scene looks at. */
function readImage(
  { labels = {}, config = {} }: NonNullable<Given["image"]>,
  history: ReadImage["image"]["config"]["history"],
): ReadImage {
  const document = { config: { ...config, Labels: labels } };
  const platform = { os: "linux", architecture: "amd64" };
  return {
    image: { config: { platform, labels, history, diffIds: [], document } },
  } as unknown as ReadImage;
}
