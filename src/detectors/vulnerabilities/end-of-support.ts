import type { OsRelease } from "../../model/index.ts";
import { END_OF_SUPPORT, ROLLING } from "./end-of-support-dates.ts";
import { amazonRelease, major, minor } from "./release.ts";

/**
 * Until when a distribution gets security updates: the last day, `YYYY-MM-DD`, or no date for one that has no end.
 * `undefined` = not known. With Ubuntu's ESM switched on it is ESM's day.
 */
export function endOfSupport(os: OsRelease): { readonly date?: string } | undefined {
  const family = CANONICAL.get(os.family) ?? os.family;
  const release = releaseOf(family, os);
  if (ROLLING.has(family) || ROLLING.has(`${family} ${release}`)) return {};
  const date = (os.esm === true ? lastDay(family, `${release}-ESM`) : undefined) ?? lastDay(family, release);
  return date === undefined ? undefined : { date };
}

/** Whether updates still come on the day of `now` (UTC). */
export function isSupported(os: OsRelease, now: Date): boolean | undefined {
  const end = endOfSupport(os);
  if (end === undefined) return undefined;
  return end.date === undefined || now.toISOString().slice(0, 10) <= end.date;
}

const CANONICAL: ReadonlyMap<string, string> = new Map([
  ["sles", "suse"],
  ["cbl-mariner", "mariner"],
]);

function lastDay(family: string, release: string): string | undefined {
  const dates = Object.hasOwn(END_OF_SUPPORT, family) ? END_OF_SUPPORT[family] : undefined;
  return dates !== undefined && Object.hasOwn(dates, release) ? dates[release] : undefined;
}

/** Releases are kept as the maker counts them. */
function releaseOf(family: string, { version, repository }: OsRelease): string {
  switch (family) {
    case "alpine":
      return minor(repository === "edge" ? repository : version);
    case "debian":
      // Up to 6.0 a major release had two numbers.
      return lastDay(family, minor(version)) === undefined ? major(version) : minor(version);
    case "redhat":
    case "centos":
    case "rocky":
    case "alma":
    case "oracle":
      return major(version);
    case "amazon":
      return amazonRelease(version);
    default:
      return minor(version);
  }
}
