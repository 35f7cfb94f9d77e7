/** Releases as the advisory tables want them, from releases as distributions write them. */

/** `9` of `9.1`; the whole where there is no dot. */
export function major(version: string): string {
  return version.split(".", 1)[0] ?? version;
}

/** `3.20` of `3.20.3`, `2.0` of `2.0.20240123`; the whole where there is at most one dot. */
export function minor(version: string): string {
  return version.split(".", 2).join(".");
}

/** The release part of an rpm `[epoch:]version-release`; empty where there is none. */
export function rpmRelease(evr: string): string {
  const dash = evr.indexOf("-");
  return dash < 0 ? "" : evr.slice(dash + 1);
}

/**
 * Amazon Linux: `2` of `2 (Karoo)`, `2023` of `2023.6.20241010`. The first one went by the month: `2018.03` is `1`. A
 * release still to come keeps its own name, so that the database's silence about it becomes a gap.
 */
export function amazonRelease(version: string): string {
  const release = major(version.trim().split(/\s/, 1)[0] ?? "");
  return /^20(0\d|1\d)$/.test(release) ? "1" : release;
}
