import type { ImageView, Located, StreamAnalyzer } from "../../analysis/analyzer.ts";
import type { Checks } from "../../model/index.ts";
import * as all from "./all.ts";
import type { Contributor, ContributorOf } from "./contributor.ts";
import { Lookout } from "./lookout.ts";
import { type ContentRecord, ContentSink } from "./sink.ts";

/**
 * The content of files: every file of a layer passes by once, whatever its size, and all who look for byte strings in it
 * are told where they stand. Detectors take their own part of the records.
 */
export type { ContentAnchor, ContentHit, Contributor, FileHead, Watcher } from "./contributor.ts";

const CONTRIBUTORS: readonly ContributorOf[] = Object.values(all);
const ID = "content";
/** Nothing that is looked for is shorter. */
const MIN_BYTES = 16;

const known = new WeakMap<Checks, readonly StreamAnalyzer[]>();

/** The one analyzer of all contributors: every detector that has one of them names it. None where nobody looks. */
export function contentAnalyzers(checks: Checks): readonly StreamAnalyzer[] {
  const made = known.get(checks) ?? analyzersOf(checks);
  known.set(checks, made);
  return made;
}

function analyzersOf(checks: Checks): readonly StreamAnalyzer<ContentRecord>[] {
  const contributors = CONTRIBUTORS.flatMap((contributorOf) => contributorOf(checks) ?? []);
  return contributors.length === 0 ? [] : [contentAnalyzer(contributors, checks.limits.fileBytes)];
}

export function contentAnalyzer(
  contributors: readonly Contributor[],
  maxBytes: number,
): StreamAnalyzer<ContentRecord> {
  const lookout = new Lookout(contributors);
  return {
    id: ID,
    version: 1,
    settings: JSON.stringify([
      maxBytes,
      ...contributors.map(({ id, version, settings = "" }) => [id, version, settings]),
    ]),
    maxBytes,
    wants: ({ size }) => size >= MIN_BYTES,
    open: (entry) => new ContentSink(entry, lookout),
  };
}

/** What a contributor made of each file; hidden ones are those that a later layer removed or replaced. */
export function contributed<R>(
  view: ImageView,
  contributor: string,
): readonly (Located<R> & { readonly isHidden: boolean })[] {
  const own = (located: readonly Located<ContentRecord>[], isHidden: boolean) =>
    located.flatMap(({ path, layer, record }) =>
      contributor in record ? [{ path, layer, record: record[contributor] as R, isHidden }] : [],
    );
  const analyzer = { id: ID };
  return [
    ...own(view.records<ContentRecord>(analyzer), false),
    ...own(view.hiddenRecords<ContentRecord>(analyzer), true),
  ];
}
