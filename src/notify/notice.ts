import type { Finding, JudgedFinding, ScanResult } from "../model/index.ts";
import { jobLink } from "./ci-link.ts";
import type { Environment } from "./environment.ts";
import { worstFirst } from "./worst.ts";

/** What there is to tell, the same for every channel. */
export interface Notice {
  readonly result: ScanResult;
  /** Findings that count, neither waived nor called unaffected by their vendor; the worst first. */
  readonly standing: readonly JudgedFinding[];
  /** Which of them the baseline did not have; absent where there was nothing to compare with. */
  readonly isNew?: (finding: Finding) => boolean;
  /** The page of the CI job. */
  readonly link?: string;
}

/** What one channel is to tell. */
export interface Delivery extends Notice {
  /** The same however often it is tried, another one for each channel. */
  readonly id: string;
}

/** When to tell: at every scan, when the image does not pass, or when a finding that counts is new. */
export type Occasion = "always" | "blocked" | "new";

export function noticeOf(result: ScanResult, env: Environment, isNew?: Notice["isNew"]): Notice {
  const link = jobLink(env);
  return {
    result,
    standing: worstFirst(result.verdict.judged, isNew),
    ...(isNew === undefined ? {} : { isNew }),
    ...(link === undefined ? {} : { link }),
  };
}

/** Where nobody tells what is new, all of it is. */
export function isWorthTelling({ result, standing, isNew = () => true }: Notice, on: Occasion): boolean {
  if (on === "always") return true;
  if (on === "blocked") return result.verdict.outcome !== "pass";
  return standing.some(({ finding }) => isNew(finding));
}
