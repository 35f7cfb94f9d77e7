import type { Severity } from "./advisory.ts";
import type { Digest } from "./image.ts";
import type { Outcome } from "./verdict.ts";

/** Why a repair, or a part of it, is refused. Source: the table of refusals in docs/repair.md. */
export const FIX_CODES = [
  "FIX_NOTHING",
  "FIX_NOT_BETTER",
  "FIX_UNSUPPORTED_OS",
  "FIX_SCRIPT",
  "FIX_NO_BUILDER",
  "FIX_BUILD",
  "FIX_ONBUILD",
  "FIX_VOLUME",
  "FIX_NO_SHELL",
  "FIX_SIGNATURE",
  "FIX_HASH",
  "FIX_EXPIRED",
  "FIX_NOT_PUBLISHED",
  "FIX_EOL",
  "FIX_HELD",
  "FIX_DEPENDENCY",
  "FIX_CONTENT",
  "FIX_TAG_EXISTS",
  "FIX_TAG_TOO_LONG",
  "FIX_DENIED",
  "FIX_INCOMPLETE",
  "FIX_FAILED",
] as const;
export type FixCode = (typeof FIX_CODES)[number];

export interface PlannedPackage {
  readonly name: string;
  readonly architecture: string;
  readonly from: string;
  readonly to: string;
  /** Source package, where the distribution tells. */
  readonly source?: string;
  /** `target`: has findings; `source`: of the same source as a target; `dependency`: needed by one that is raised. */
  readonly because: "target" | "source" | "dependency";
}

export interface LeftOut {
  readonly name: string;
  readonly architecture?: string;
  readonly version: string;
  readonly fixedVersion?: string;
  readonly code: FixCode;
  /** A sentence, safe to print after escaping. */
  readonly reason: string;
}

export type FixMode = "graft" | "build";

/** Findings of each severity that count, as far as they are vulnerabilities of system packages. */
export type FixCounts = Readonly<Record<Severity, number>>;

/** What became of the wish to have an image repaired. Plain JSON. */
export interface FixResult {
  /** A repaired image is there now: pushed, written, or found there already. */
  readonly fixed: boolean;
  /** Only planned, as was asked for. */
  readonly planned?: true;
  /** Why there is none; absent where there is one, or where one was only planned. */
  readonly refusal?: { readonly code: FixCode; readonly reason: string };
  /** Where it is. */
  readonly image?: string;
  readonly digest?: Digest;
  /** Nothing was pushed: the same image was there already. */
  readonly unchanged?: true;
  /** The index that lists it among the images for other platforms. */
  readonly index?: { readonly image: string; readonly digest: Digest; readonly unchanged?: true };
  readonly mode?: FixMode;
  /** What was raised, or would be. */
  readonly packages: readonly PlannedPackage[];
  /** What stays as it is, with a reason for each. */
  readonly left: readonly LeftOut[];
  /** What a person could run in the image, or write into its Dockerfile, instead. */
  readonly commands: readonly string[];
  readonly notes: readonly string[];
  readonly before: FixCounts;
  /** Of the repaired image, by its own scan. */
  readonly after?: FixCounts;
  /** Findings that are gone, and fixable ones that stay. */
  readonly fixedFindings?: number;
  readonly leftFindings?: number;
  /** Of the repaired image, by the same policy. */
  readonly verdict?: { readonly outcome: Outcome; readonly reason: string };
}
