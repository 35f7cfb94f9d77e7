import { Unreadable } from "../errors.ts";
import type { Analyzer, FileEntry, LowerLink } from "./analyzer.ts";
import type { EntryList } from "./entry-list.ts";
import type { Evidence } from "./evidence.ts";

/** Tars link to the file itself; a chain this long was made by hand. */
const MAX_HOPS = 8;

/**
 * Offers every hard link of a layer as the file it leads to. The body is not read again: what was made of the file is
 * copied. Links to files of lower layers are returned; only the squashed view knows those.
 */
export function linkedRecords(
  entries: EntryList,
  hardLinks: readonly number[],
  analyzers: readonly Analyzer[],
  evidence: Evidence,
): LowerLink[] {
  const lower: LowerLink[] = [];
  for (const index of hardLinks) {
    const link = entries.at(index);
    // Something else has taken its path since.
    if (entries.find(link.path)?.index !== index) continue;
    const end = follow(entries, link, index);
    if (end.entry?.type === "directory" || end.entry?.type === "symlink") continue;
    const { target: _, ...rest } = link;
    const offered: FileEntry = { ...rest, type: "file", size: end.entry?.size ?? 0 };
    const wanting = analyzers.filter((analyzer) => analyzer.wants(offered));
    if (end.entry === undefined && wanting.length > 0) {
      const wantedThere = wanting.filter((analyzer) => analyzer.wants({ ...offered, path: end.path }));
      lower.push({
        path: link.path,
        target: end.path,
        analyzers: wanting.map(({ id }) => id),
        ...(wantedThere.length > 0 && { wantedThere: wantedThere.map(({ id }) => id) }),
      });
    }
    if (end.entry !== undefined)
      for (const analyzer of wanting) share(analyzer, end.entry, link.path, evidence);
  }
  return lower;
}

/** The file that a link leads to: an earlier entry of this layer, or, without `entry`, a path in a lower one. */
function follow(entries: EntryList, link: FileEntry, index: number): { path: string; entry?: FileEntry } {
  let before = index;
  let path = link.target ?? "";
  for (let hops = 0; hops < MAX_HOPS; hops++) {
    const found = entries.find(path);
    if (found === undefined || found.index > before) return { path };
    if (found.entry.type !== "hardlink") return { path, entry: found.entry };
    before = found.index;
    path = found.entry.target ?? "";
  }
  return { path };
}

function share(analyzer: Analyzer, file: FileEntry, linkPath: string, evidence: Evidence): void {
  if (!analyzer.wants(file)) {
    const error = new Unreadable(`it is a hard link to ${file.path}, which was not kept`);
    evidence.unreadable(linkPath, [analyzer], error);
    return;
  }
  if ("readTogether" in analyzer) evidence.shareGroupFile(analyzer, file.path, linkPath);
  const record = evidence.recordOf(analyzer, file.path);
  if (record !== undefined) evidence.record(analyzer.id, linkPath, record);
  evidence.shareGaps(analyzer.id, file.path, linkPath);
}
