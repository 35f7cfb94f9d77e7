import type { AdvisorySet, AdvisoryStore } from "../../../src/advisories/store.ts";
import type { ImageView } from "../../../src/analysis/analyzer.ts";
import type { Detection, DetectorInput, ReadImage } from "../../../src/detectors/detector.ts";
import { vulnerabilities } from "../../../src/detectors/vulnerabilities/index.ts";
import {
  type Advisory,
  CATEGORIES,
  type OsRelease,
  type Package,
  type VulnerabilityDetails,
  type VulnerabilityFinding,
} from "../../../src/model/index.ts";
import { checksOf } from "../../../src/policy/index.ts";
import { scopeOf } from "../../../src/policy/scope.ts";

/** A row as it stands in a test: id and fix, and what else matters. */
export type Row = Partial<Advisory> & { readonly id: string };
/** Table as the store is asked for it (`debian 11`, `redhat`; ecosystems as `npm::`) → package name → rows. */
export type Tables = Readonly<Record<string, Readonly<Record<string, readonly Row[]>>>>;

export interface StoreContent {
  readonly tables: Tables;
  readonly details?: Readonly<Record<string, Partial<VulnerabilityDetails>>>;
  /** Red Hat: repository or build → CPE indices. */
  readonly cpes?: Readonly<Record<string, readonly number[]>>;
  /** Every name that was looked up, for those who count. */
  readonly asked?: string[];
}

export function memoryStore({ tables, details = {}, cpes = {}, asked = [] }: StoreContent): AdvisoryStore {
  const tableOf = (name: string): AdvisorySet | undefined => {
    const table = Object.hasOwn(tables, name) ? tables[name] : undefined;
    if (table === undefined) return undefined;
    const lookup = (packageName: string): readonly Advisory[] => {
      asked.push(`${name}/${packageName}`);
      return (table[packageName] ?? []).map((row) => ({ aliases: [], status: "unknown", ...row }));
    };
    return { name, lookup, names: () => Object.keys(table) };
  };
  return {
    info: { kind: "test", schema: 2, origin: "memory", sample: true },
    distribution: (family, release) => tableOf(`${family} ${release}`.trim()),
    ecosystem: (name) => tableOf(`${name}::`),
    details: (id) => {
      const found = details[id];
      return (
        found && { severity: "unknown", vendorSeverity: {}, cvss: {}, cwes: [], references: [], ...found }
      );
    },
    redHatCpes: ({ repositories = [], nvrs = [] }) =>
      new Set([...repositories, ...nvrs].flatMap((name) => cpes[name] ?? [])),
    close: () => {},
  };
}

export const diffId = `sha256:${"0".repeat(64)}` as const;

/** `binutils 2.30-1`, or with what else matters. */
export function aPackage(text: string, by: string, more: Partial<Package> = {}): Package {
  const [name = "", version = ""] = text.split(" ");
  return {
    name,
    version,
    ecosystem: "Test:1",
    purl: `pkg:${by}/${name}@${version}`,
    by,
    source: { name, version },
    locations: [{ path: "the/database", layer: 0, diffId }],
    ...(by === "rpm" && { vendor: "Red Hat, Inc." }),
    ...more,
  };
}

export interface SceneContent extends StoreContent {
  readonly os: OsRelease | string | undefined;
  readonly packages: readonly Package[];
  readonly now?: string;
  /** Paths of files in the image. */
  readonly files?: readonly string[];
}

/** Looks for everything, with every setting as it is where nobody says anything. */
const checks = checksOf({ scope: scopeOf({ categories: [...CATEGORIES] }) });

/** Runs the detector over what was read of an image. */
export function detect(
  input: Pick<DetectorInput, "os" | "packages" | "store" | "now" | "read">,
): Promise<Detection<VulnerabilityFinding>> {
  return vulnerabilities.detect({ build: {}, checks, ...input });
}

/** The same over a made-up image. `os` as text: `alpine 3.10.3`. */
export function look({
  os,
  packages,
  now = "2026-01-01",
  files = [],
  ...content
}: SceneContent): Promise<Detection<VulnerabilityFinding>> {
  return detect({
    os: typeof os === "string" ? osOf(os) : os,
    packages,
    store: memoryStore(content),
    now: new Date(now),
    // The detector looks at nothing else of it.
    read: { view: viewOf(files) } as ReadImage,
  });
}

/** `package id fix` of every finding, sorted; `-` = no fix. */
export async function found(content: SceneContent): Promise<string[]> {
  const { findings, gaps } = await look(content);
  if (gaps.length > 0) throw new Error(`unexpected gaps: ${JSON.stringify(gaps)}`);
  return lines(findings);
}

export function lines(findings: readonly VulnerabilityFinding[]): string[] {
  return findings.map((one) => `${one.package.name} ${one.advisory.id} ${one.fixedIn ?? "-"}`).sort();
}

function osOf(text: string): OsRelease {
  const [family = "", ...version] = text.split(" ");
  return { family, version: version.join(" ") };
}

function viewOf(files: readonly string[]): ImageView {
  const entry = (path: string) =>
    files.includes(path)
      ? { path, type: "file" as const, size: 1, mode: 0o644, uid: 0, gid: 0, layer: 0 }
      : undefined;
  return {
    layers: [],
    entry,
    entries: () => [],
    records: () => [],
    hiddenRecords: () => [],
    gaps: [],
    upTo: () => viewOf(files),
  };
}
