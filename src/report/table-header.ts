import { printPlatform } from "../model/image.ts";
import type { DatabaseInfo, ScanResult } from "../model/scan-result.ts";
import { escapeForTerminal } from "./escape.ts";
import { baseImageTexts } from "./table-origin.ts";
import { count, cut, type Paint, pad, wrap } from "./text.ts";
import { checkedNames } from "./words.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/** After this many days an advisory database misses what people are being attacked with. */
const OLD_DATABASE_DAYS = 3;

/** Leaves 71 of 80 columns: a whole digest. */
const LABEL_WIDTH = 9;

type System = NonNullable<ScanResult["image"]["os"]>;

/** What was scanned, and with what. */
export function headerLines(result: ScanResult, width: number, paint: Paint): readonly string[] {
  const { image, packages } = result;
  const row = (label: string, value: string): string => `${paint("dim", pad(label, LABEL_WIDTH))}${value}`;
  const plain = (text: string): string => cut(escapeForTerminal(text), width - LABEL_WIDTH);
  const content = `${count(packages.length, "package")} in ${count(image.layers.length, "layer")}`;
  const system = image.os === undefined ? paint("yellow", "not recognised") : plain(systemName(image.os));
  return [
    row("Image", paint("bold", plain(image.reference))),
    row("Digest", plain(image.digest)),
    ...(isImage(image)
      ? [
          row("Platform", plain(printPlatform(image.platform))),
          row("System", system),
          ...support(image.os, plain, paint).map((text) => row("", text)),
          ...baseImageTexts(image).map((text, i) => row(i === 0 ? "Base" : "", plain(text))),
          row("Content", content),
        ]
      : []),
    ...checkedTexts(result, width - LABEL_WIDTH).map((text, i) => row(i === 0 ? "Checked" : "", text)),
    ...(result.baseline === undefined ? [] : [row("Baseline", plain(baselineText(result.baseline)))]),
    ...databaseTexts(result, plain, paint).map((text, i) => row(i === 0 ? "Database" : "", text)),
  ];
}

/** A Dockerfile alone has none of what images have. */
function isImage({ reference }: ScanResult["image"]): boolean {
  return !reference.startsWith("dockerfile:");
}

function systemName({ prettyName, family, version }: System): string {
  return prettyName ?? `${family} ${version}`.trim();
}

function support(os: System | undefined, plain: (text: string) => string, paint: Paint): readonly string[] {
  if (os?.endOfSupport === undefined) return [];
  return os.supported === false
    ? [paint("redBold", plain(`out of support since ${os.endOfSupport}: fixes and advisories have ended`))]
    : [plain(`supported until ${os.endOfSupport}`)];
}

/** What was looked for: what is not named was not. */
function checkedTexts({ checked }: ScanResult, width: number): readonly string[] {
  const words = checkedNames(checked);
  const profile = checked.profile === "default" ? "" : ` (profile ${checked.profile})`;
  return wrap(words.length === 0 ? "nothing" : `${words.join(", ")}${profile}`, width);
}

function baselineText({ reference, scannedAt }: NonNullable<ScanResult["baseline"]>): string {
  return `${reference}, scanned on ${scannedAt.slice(0, 10)}`;
}

function databaseTexts(
  { database, scannedAt }: ScanResult,
  plain: (text: string) => string,
  paint: Paint,
): readonly string[] {
  if (database === undefined) return [plain("none: packages were not matched with advisories")];
  return [plain(`${database.kind} from ${database.origin}`), databaseAge(database, scannedAt, paint)];
}

/** Relative to the scan, not to the moment of printing: the same result always reads the same. */
function databaseAge(database: DatabaseInfo, scannedAt: string, paint: Paint): string {
  if (database.sample) return paint("yellow", "SAMPLE of a few advisories: fine for a try, never for a gate");
  const { updatedAt } = database;
  if (updatedAt === undefined) return paint("yellow", "of unknown age");
  const days = Math.floor((Date.parse(scannedAt) - Date.parse(updatedAt)) / DAY_MS);
  if (Number.isNaN(days)) return paint("yellow", "of unknown age");
  const age = days < 1 ? "less than a day" : count(days, "day");
  const text = `${age} old (of ${escapeForTerminal(updatedAt.slice(0, 10))})`;
  return days >= OLD_DATABASE_DAYS ? paint("yellow", text) : text;
}
