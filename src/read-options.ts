/** What was said on the command line (or at another door), read by the options table: words in, typed options out. */
import type { DatabaseOptions } from "./advisories/index.ts";
import { DrydockError } from "./errors.ts";
import { documentPath } from "./image/index.ts";
import { CATEGORIES, SEVERITIES } from "./model/index.ts";
import type { NotifyOptions } from "./notify/index.ts";
import { CHANNELS, FORMATS, type Format, OCCASIONS, PLACES } from "./options.ts";
import type { FailOn } from "./policy/index.ts";
import type { BuildOptions } from "./provenance/index.ts";
import { items, known, list, optional, type RawOptions, text } from "./raw-options.ts";
import { wantedRepair } from "./read-repair-options.ts";
import type { RepairOptions } from "./repair/index.ts";
import type { WaiveOptions } from "./waive.ts";

/** Where a report goes; no path = standard output. */
export interface ReportTarget {
  readonly format: Format;
  readonly path?: string;
  /** A folder, to which the reporter adds its own file name. */
  readonly folder?: string;
}

/** What findings are to be judged by. */
export interface JudgementOptions {
  readonly insecure: boolean;
  /** Only when the user said so: the policy has its own default. */
  readonly failOn?: FailOn;
  /** Only when the user said so. */
  readonly ignoreUnfixed?: boolean;
  /** Paths, addresses and references of policies, to be merged; none = the one that lies here. */
  readonly policy: readonly string[];
  /** What is built, where the user says so: the policy's rules may ask for it. */
  readonly branch?: string;
  readonly environment?: string;
  /** Paths of what is known of exploitation. */
  readonly epss?: string;
  readonly kev?: string;
  /** Paths of VEX documents; `referrer` = those that are attached to the image. */
  readonly vex: readonly string[];
  /** Paths of ignore files of other tools; `none` = not even those that lie here. */
  readonly ignoreFiles: readonly string[];
}

export interface ScanOptions extends JudgementOptions {
  readonly image: string;
  readonly platform?: string;
  /** How the image was built, where the user tells. */
  readonly build?: BuildOptions;
  readonly database: DatabaseOptions;
  /** An earlier result, or an image, to tell new findings from. */
  readonly baseline?: string;
  /** Words of `--checks`, as they were given. */
  readonly checks: readonly string[];
  /** Paths of YARA rules, beside our own. */
  readonly malwareRules: readonly string[];
  readonly cache: boolean;
  /** Only when the user said so: the result is to be attached to the image. */
  readonly attach?: AttachOptions;
  /** Only when the user said so: the image is to be repaired. */
  readonly fix?: RepairOptions;
}

export interface AttachOptions {
  /** Of the private key to sign with. */
  readonly key?: string;
}

export interface VerifyOptions extends JudgementOptions {
  readonly image: string;
  readonly platform?: string;
  /** Of the public key to check with. */
  readonly key?: string;
  /** Milliseconds. */
  readonly maxAge?: number;
  readonly rematch: boolean;
  readonly database: DatabaseOptions;
}

export interface StatusOptions extends Pick<VerifyOptions, "image" | "platform" | "insecure" | "key"> {
  readonly format: "text" | "json";
}

export interface RebaseOptions {
  /** How the image is looked at; candidates likewise. */
  readonly scan: ScanOptions;
  /** Candidates for its base image. */
  readonly to: readonly string[];
  readonly format: "text" | "json";
}

/** Throws `DrydockError` USAGE for values that cannot be taken. */
export function scanOptions(image: string, raw: RawOptions): ScanOptions {
  return {
    image,
    ...optional("platform", text(raw.platform)),
    ...optional("build", buildOptions(image, raw)),
    database: databaseOptions(raw),
    ...judgementOptions(raw),
    ...optional("baseline", text(raw.baseline)),
    checks: list(raw.checks),
    malwareRules: list(raw["malware-rules"]),
    cache: raw["no-cache"] !== true,
    ...optional("attach", attachOptions(raw)),
    ...optional("fix", wantedRepair(raw)),
  };
}

/** Throws `DrydockError` USAGE for values that cannot be taken. */
export function judgementOptions(raw: RawOptions): JudgementOptions {
  return {
    insecure: raw.insecure === true,
    ...optional("failOn", failOnOf(raw)),
    ...(raw["ignore-unfixed"] === true ? { ignoreUnfixed: true } : {}),
    policy: items(raw.policy).filter((source) => source !== ""),
    ...optional("branch", text(raw.branch)),
    ...optional("environment", text(raw.environment)),
    ...optional("epss", text(raw.epss)),
    ...optional("kev", text(raw.kev)),
    vex: list(raw.vex),
    ignoreFiles: list(raw["ignore-file"]),
  };
}

function attachOptions(raw: RawOptions): AttachOptions | undefined {
  const key = text(raw.key);
  if (raw.attach === true) return optional("key", key);
  if (key === undefined) return undefined;
  throw new DrydockError("USAGE", "--key signs what is attached, and nothing is.", { hint: "Add --attach." });
}

/** Throws `DrydockError` USAGE for values that cannot be taken. */
export function verifyOptions(image: string, raw: RawOptions): VerifyOptions {
  const maxAge = text(raw["max-age"]);
  return {
    ...storedOptions(image, raw),
    ...judgementOptions(raw),
    ...optional("maxAge", maxAge === undefined ? undefined : duration("max-age", maxAge)),
    rematch: raw.rematch === true,
    database: databaseOptions(raw),
  };
}

export function statusOptions(image: string, raw: RawOptions): StatusOptions {
  return {
    ...storedOptions(image, raw),
    format: known("format", text(raw.format) ?? "text", ["text", "json"]),
  };
}

/** Throws `DrydockError` USAGE for values that cannot be taken. */
export function rebaseOptions(image: string, raw: RawOptions): RebaseOptions {
  const to = [...new Set(items(raw.to).filter((reference) => reference !== ""))];
  if (to.length === 0)
    throw new DrydockError("USAGE", "--to is missing: the image that could be the base.", {
      hint: "Give it once for each candidate, e.g. --to alpine:3.20 --to alpine:3.21.",
    });
  return {
    scan: scanOptions(image, raw),
    to,
    format: known("format", text(raw.format) ?? "text", ["text", "json"]),
  };
}

function storedOptions(image: string, raw: RawOptions) {
  return {
    image,
    ...optional("platform", text(raw.platform)),
    insecure: raw.insecure === true,
    ...optional("key", text(raw.key)),
  };
}

/** `high`, `instruction=critical`, or several of them. */
function failOnOf(raw: RawOptions): FailOn | undefined {
  const words = list(raw["fail-on"]).map((word) => {
    const [, category = "all", severity] = /^(?:([^=]*)=)?(.*)$/s.exec(word.toLowerCase()) ?? [];
    return [
      known("fail-on", category, [...CATEGORIES, "all"]),
      known("fail-on", severity ?? "", SEVERITIES),
    ] as const;
  });
  return words.length === 0 ? undefined : Object.fromEntries(words);
}

function buildOptions(image: string, raw: RawOptions): BuildOptions | undefined {
  const path = documentPath("dockerfile", image) ?? text(raw.dockerfile);
  const target = text(raw.target);
  const context = text(raw.context);
  const buildArgs = items(raw["build-arg"]).map(nameAndValue);
  if (path !== undefined)
    return {
      path,
      ...optional("target", target),
      buildArgs: Object.fromEntries(buildArgs),
      ...optional("context", context),
    };
  if (target === undefined && context === undefined && buildArgs.length === 0) return undefined;
  const option = target !== undefined ? "target" : context !== undefined ? "context" : "build-arg";
  throw new DrydockError("USAGE", `--${option} says something about a Dockerfile, but there is none.`, {
    hint: "Name it with --dockerfile.",
  });
}

/** Throws `DrydockError` USAGE where there is no reason. */
export function waiveOptions(raw: RawOptions): WaiveOptions {
  const reason = text(raw.reason)?.trim();
  if (reason === undefined || reason === "")
    throw new DrydockError("USAGE", "A waiver needs a reason.", { hint: 'Give one with --reason "…".' });
  return {
    reason,
    expires: text(raw.expires) ?? "90d",
    result: text(raw.result) ?? "drydock-result.json",
    allImages: raw["all-images"] === true,
    only: raw.only === true,
    ...optional("owner", text(raw.owner)),
    ...optional("policy", text(raw.policy)),
  };
}

export function databaseOptions(raw: RawOptions): DatabaseOptions {
  const maxAge = text(raw["db-max-age"]);
  return {
    ...optional("db", text(raw.db)),
    ...optional("javaDb", text(raw["java-db"])),
    offline: raw.offline === true,
    ...optional("maxAge", maxAge === undefined ? undefined : duration("db-max-age", maxAge)),
    insecure: raw.insecure === true,
  };
}

/** Which reports go where. At most one goes to standard output. */
export function reportTargets(raw: RawOptions): readonly ReportTarget[] {
  const formats = list(raw.format).map((name) => known("format", name, FORMATS));
  const paths = new Map<Format, string>();
  let folder: string | undefined;
  for (const item of list(raw.output)) {
    const [, format, path] = /^([a-z-]+)=(.+)$/.exec(item) ?? [];
    if (format !== undefined && path !== undefined) paths.set(known("output", format, FORMATS), path);
    else if (folder === undefined) folder = item;
    else throw new DrydockError("USAGE", `--output names two folders: ${folder} and ${item}.`);
  }
  const wanted = new Set<Format>([...(formats.length > 0 ? formats : ["table" as const]), ...paths.keys()]);
  const targets = [...wanted].map((format): ReportTarget => {
    const path = paths.get(format);
    if (path !== undefined) return { format, path };
    return folder === undefined ? { format } : { format, folder };
  });
  // A table is for people: with a folder it goes there and to the log as well.
  if (folder !== undefined && wanted.has("table") && !paths.has("table")) targets.push({ format: "table" });
  const toStdout = targets.filter((target) => target.path === undefined && target.folder === undefined);
  if (toStdout.length > 1) {
    const names = toStdout.map((target) => target.format).join(" and ");
    throw new DrydockError("USAGE", `Only one report can go to standard output, but ${names} have no path.`, {
      hint: "Give a folder (--output reports) or paths (--output json=result.json,sarif=result.sarif).",
    });
  }
  return targets;
}

/** Whom to tell when. */
export function notifyOptions(raw: RawOptions): NotifyOptions {
  const channels = list(raw.notify).map((name) => known("notify", name, CHANNELS));
  const on = known("notify-on", text(raw["notify-on"]) ?? "always", OCCASIONS);
  if (channels.length > 0 && on === "new" && text(raw.baseline) === undefined)
    throw new DrydockError("USAGE", "--notify-on new: there is nothing that findings could be new against.", {
      hint: "Name what to compare with by --baseline.",
    });
  return { channels: [...new Set(channels)], on };
}

/** Where to show the verdict beside the reports. */
export function reportPlaces(raw: RawOptions): readonly (typeof PLACES)[number][] {
  return [...new Set(list(raw["report-to"]).map((name) => known("report-to", name, PLACES)))];
}

const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

function duration(option: string, value: string): number {
  const [, amount, unit] = /^(\d{1,6})([mhdw])$/.exec(value) ?? [];
  const factor = unit === undefined ? undefined : UNITS[unit];
  if (amount === undefined || factor === undefined) {
    throw new DrydockError("USAGE", `--${option} ${value}: not a duration.`, {
      hint: "Write 90m, 36h, 7d or 2w.",
    });
  }
  return Number(amount) * factor;
}

function nameAndValue(argument: string): readonly [string, string] {
  const at = argument.indexOf("=");
  if (at > 0) return [argument.slice(0, at), argument.slice(at + 1)];
  throw new DrydockError("USAGE", `--build-arg ${argument}: there is no value.`, {
    hint: "Write NAME=VALUE.",
  });
}
