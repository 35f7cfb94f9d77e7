import { DrydockError } from "../errors.ts";
import { type Platform, printPlatform } from "../model/image.ts";

/** Other spellings of an architecture, some of which say the variant too. Source: containerd/platforms, `database.go`. */
const SPELLINGS = new Map<string, readonly [architecture: string, variant?: string]>([
  ["x86_64", ["amd64"]],
  ["x86-64", ["amd64"]],
  ["x64", ["amd64"]],
  ["aarch64", ["arm64"]],
  ["armhf", ["arm", "v7"]],
  ["armel", ["arm", "v6"]],
  ["i386", ["386"]],
  ["ia32", ["386"]],
  ["ppc64el", ["ppc64le"]],
]);

/** The variant that is meant where none is written. */
const BASELINE = new Map([
  ["amd64", "v1"],
  ["arm64", "v8"],
  ["arm", "v7"],
]);

/** Reads `[os/]architecture[/variant]`. Throws `DrydockError` USAGE. */
export function parsePlatform(text: string): Platform {
  const parts = text.trim().toLowerCase().split("/");
  const good = parts.length <= 3 && parts.every((part) => /^[\w.-]{1,32}$/.test(part));
  if (!good)
    throw new DrydockError("USAGE", `"${text}" is not a platform.`, {
      hint: "Write it as linux/amd64 or linux/arm64/v8.",
    });
  const [first = "", second, variant] = parts;
  if (second === undefined) return normal({ os: "linux", architecture: first });
  return normal({ os: first, architecture: second, ...(variant === undefined ? {} : { variant }) });
}

/** What containers run on here: always Linux, even where drydock itself runs on a Mac. */
export function hostPlatform(architecture: string = process.arch): Platform {
  const known = new Map([
    ["x64", "amd64"],
    ["ia32", "386"],
    ["ppc64", "ppc64le"],
    ["mipsel", "mipsle"],
  ]);
  return { os: "linux", architecture: known.get(architecture) ?? architecture };
}

/**
 * How far a build for `offered` is from what was wanted: 0 = exactly that, more = an older variant which the wanted
 * machine runs too, `undefined` = it does not run there.
 */
export function platformDistance(wanted: Platform, offered: Platform): number | undefined {
  const [a, b] = [normal(wanted), normal(offered)];
  if (a.os !== b.os || a.architecture !== b.architecture) return undefined;
  const [mine, theirs] = [variantOf(a), variantOf(b)];
  if (mine === theirs) return 0;
  const distance = variantNumber(mine) - variantNumber(theirs);
  return distance > 0 ? distance : undefined;
}

export function samePlatform(a: Platform, b: Platform): boolean {
  return platformDistance(a, b) === 0;
}

/** With the baseline variant left out: `linux/arm64/v8` is `linux/arm64`. */
export function platformName(platform: Platform): string {
  const { os, architecture, variant } = normal(platform);
  const plain = variant === undefined || variant === BASELINE.get(architecture);
  return printPlatform(plain && architecture !== "arm" ? { os, architecture } : platform);
}

function normal(platform: Platform): Platform {
  const [architecture, implied] = SPELLINGS.get(platform.architecture) ?? [platform.architecture];
  const written = platform.variant || implied;
  const variant = written !== undefined && /^\d/.test(written) ? `v${written}` : written;
  return { os: platform.os, architecture, ...(variant === undefined ? {} : { variant }) };
}

function variantOf(platform: Platform): string {
  return platform.variant ?? BASELINE.get(platform.architecture) ?? "";
}

/** `v8.2` → 8.02; NaN for names, which then only match themselves. */
function variantNumber(variant: string): number {
  const match = /^v(\d{1,3})(?:\.(\d{1,2}))?$/.exec(variant);
  return match === null ? Number.NaN : Number(match[1]) + Number(match[2] ?? 0) / 100;
}
