import { printPlatform } from "../model/image.ts";
import type { DatabaseInfo, ScanResult } from "../model/scan-result.ts";
import { count } from "./text.ts";
import { checkedNames } from "./words.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/** After this many days an advisory database misses what people are being attacked with. */
const OLD_DATABASE_DAYS = 3;

/** A label and what stands beside it, not escaped yet. */
export interface Fact {
  readonly label: string;
  readonly texts: readonly FactText[];
}

export interface FactText {
  readonly text: string;
  readonly tone?: "name" | "warning" | "bad";
  /** Of our own words, to be broken into lines rather than cut. */
  readonly isList?: boolean;
}

type Image = ScanResult["image"];
type System = NonNullable<Image["os"]>;

/** What was scanned, and with what. */
export function factsOf(result: ScanResult): readonly Fact[] {
  const { image, packages } = result;
  const content = `${count(packages.length, "package")} in ${count(image.layers.length, "layer")}`;
  const facts: readonly Fact[] = [
    { label: "Image", texts: [{ text: image.reference, tone: "name" }] },
    { label: "Digest", texts: [{ text: image.digest }] },
    ...(isImage(image)
      ? [
          { label: "Platform", texts: [{ text: printPlatform(image.platform) }] },
          { label: "System", texts: systemTexts(image.os) },
          { label: "Base", texts: baseImageNames(image).map((text) => ({ text })) },
          { label: "Content", texts: [{ text: content }] },
        ]
      : []),
    { label: "Checked", texts: [checkedText(result)] },
    { label: "Baseline", texts: baselineTexts(result) },
    { label: "Database", texts: databaseTexts(result) },
  ];
  return facts.filter(({ texts }) => texts.length > 0);
}

/** A Dockerfile alone has none of what images have. */
function isImage({ reference }: Image): boolean {
  return !reference.startsWith("dockerfile:");
}

function systemTexts(os: System | undefined): readonly FactText[] {
  if (os === undefined) return [{ text: "not recognised", tone: "warning" }];
  const { prettyName, family, version, endOfSupport } = os;
  const name = { text: prettyName ?? `${family} ${version}`.trim() };
  if (endOfSupport === undefined) return [name];
  return [
    name,
    os.supported === false
      ? { text: `out of support since ${endOfSupport}: fixes and advisories have ended`, tone: "bad" }
      : { text: `supported until ${endOfSupport}` },
  ];
}

/** Name and digest of the base image, unless every layer is known to be the image's own. */
function baseImageNames({ baseImage, layers }: Image): readonly string[] {
  if (baseImage === undefined || layers.every(({ origin }) => origin?.owner === "own")) return [];
  const { name, digest } = baseImage;
  return [name, digest].filter((text) => text !== undefined);
}

/** What was looked for: what is not named was not. */
function checkedText({ checked }: ScanResult): FactText {
  const words = checkedNames(checked);
  const profile = checked.profile === "default" ? "" : ` (profile ${checked.profile})`;
  return { text: words.length === 0 ? "nothing" : `${words.join(", ")}${profile}`, isList: true };
}

function baselineTexts({ baseline }: ScanResult): readonly FactText[] {
  if (baseline === undefined) return [];
  return [{ text: `${baseline.reference}, scanned on ${baseline.scannedAt.slice(0, 10)}` }];
}

function databaseTexts({ database, scannedAt }: ScanResult): readonly FactText[] {
  if (database === undefined) return [{ text: "none: packages were not matched with advisories" }];
  return [{ text: `${database.kind} from ${database.origin}` }, databaseAge(database, scannedAt)];
}

/** Relative to the scan, not to the moment of printing: the same result always reads the same. */
function databaseAge(database: DatabaseInfo, scannedAt: string): FactText {
  if (database.sample) {
    return { text: "SAMPLE of a few advisories: fine for a try, never for a gate", tone: "warning" };
  }
  const { updatedAt } = database;
  const days = Math.floor((Date.parse(scannedAt) - Date.parse(updatedAt ?? "")) / DAY_MS);
  if (updatedAt === undefined || Number.isNaN(days)) return { text: "of unknown age", tone: "warning" };
  const age = days < 1 ? "less than a day" : count(days, "day");
  const text = `${age} old (of ${updatedAt.slice(0, 10)})`;
  return days >= OLD_DATABASE_DAYS ? { text, tone: "warning" } : { text };
}
