import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FileEntry, LayerGap, LayerResult, LowerLink } from "../../src/analysis/analyzer.ts";
import { squash } from "../../src/analysis/squash.ts";

const analyzer = { id: "all" };

interface Part {
  readonly files?: readonly string[];
  readonly folders?: readonly string[];
  readonly links?: readonly string[];
  readonly whiteouts?: readonly string[];
  readonly opaques?: readonly string[];
  readonly gaps?: readonly string[];
  readonly lowerLinks?: readonly LowerLink[];
}

/** A layer whose files each have a record that says where it is from. */
function layer(
  name: string,
  { files = [], folders = [], links = [], gaps = [], ...more }: Part,
): LayerResult {
  const entry = (path: string, type: FileEntry["type"]): FileEntry => ({
    path,
    type,
    size: type === "file" ? 1 : 0,
    mode: 0o755,
    uid: 0,
    gid: 0,
    ...(type === "symlink" ? { target: "somewhere" } : undefined),
  });
  const gapOf = (path: string): LayerGap => ({
    kind: "unreadable",
    where: path,
    by: "all",
    reason: name,
    path,
  });
  return {
    diffId: name,
    entries: [
      ...folders.map((path) => entry(path, "directory")),
      ...[...files, ...gaps].map((path) => entry(path, "file")),
      ...links.map((path) => entry(path, "symlink")),
    ],
    records: { all: Object.fromEntries(files.map((path) => [path, `${name}:${path}`])) },
    whiteouts: [],
    opaques: [],
    gaps: gaps.map(gapOf),
    ...more,
  };
}

function visible(...layers: LayerResult[]): string[] {
  return squash(layers)
    .records(analyzer)
    .map(({ layer, path }) => `${layer}:${path}`);
}

const base = layer("base", {
  folders: ["etc", "usr", "usr/lib"],
  files: ["etc/a", "usr/lib/a", "usr/lib/b", "z"],
});

describe("the rules", () => {
  it("a later file takes the place of an earlier one", () => {
    const view = squash([base, layer("top", { files: ["etc/a"] })]);
    expect(view.records(analyzer)).toEqual([
      { path: "etc/a", layer: 1, record: "top:etc/a" },
      { path: "usr/lib/a", layer: 0, record: "base:usr/lib/a" },
      { path: "usr/lib/b", layer: 0, record: "base:usr/lib/b" },
      { path: "z", layer: 0, record: "base:z" },
    ]);
    expect(view.hiddenRecords(analyzer)).toEqual([{ path: "etc/a", layer: 0, record: "base:etc/a" }]);
    expect(view.entry("etc/a")).toMatchObject({ type: "file", layer: 1 });
    expect(view.entry("usr/lib/a")).toMatchObject({ type: "file", layer: 0 });
    expect(view.entry("nothing")).toBeUndefined();
  });

  it("a whiteout hides a file, a folder with all that is in it, and nothing of a like name", () => {
    expect(visible(base, layer("top", { whiteouts: ["etc/a", "usr"] }))).toEqual(["0:z"]);
    expect(visible(base, layer("top", { whiteouts: ["us", "etc/", "usr/lib/a/b"] }))).toHaveLength(4);
    const view = squash([base, layer("top", { whiteouts: ["usr"] })]);
    expect(["usr", "usr/lib", "usr/lib/a", "etc"].map((path) => view.entry(path)?.layer)).toEqual([
      undefined,
      undefined,
      undefined,
      0,
    ]);
  });

  it("markers hide lower layers only, not their own", () => {
    expect(visible(base, layer("top", { whiteouts: ["usr/lib/a"], files: ["usr/lib/a"] }))).toContain(
      "1:usr/lib/a",
    );
    const opaque = layer("top", { opaques: ["usr/lib"], folders: ["usr/lib"], files: ["usr/lib/c"] });
    expect(visible(base, opaque)).toEqual(["0:etc/a", "1:usr/lib/c", "0:z"]);
    expect(visible(base, layer("top", { whiteouts: ["usr"], files: ["usr/lib/c"] }))).toEqual([
      "0:etc/a",
      "1:usr/lib/c",
      "0:z",
    ]);
  });

  it("the root can be opaque", () => {
    expect(visible(base, layer("top", { opaques: [""], files: ["new"] }))).toEqual(["1:new"]);
  });

  it("a link or file in the place of a folder hides what was in it, and a folder comes back empty", () => {
    const replaced = layer("second", { links: ["usr/lib"] });
    expect(visible(base, replaced)).toEqual(["0:etc/a", "0:z"]);
    const again = layer("third", { folders: ["usr/lib"], files: ["usr/lib/b"] });
    expect(visible(base, replaced, again)).toEqual(["0:etc/a", "2:usr/lib/b", "0:z"]);
    expect(visible(base, layer("top", { folders: ["usr/lib"] }))).toHaveLength(4);
  });

  it("a folder in the place of a file hides the file", () => {
    expect(visible(base, layer("top", { folders: ["z"] }))).not.toContain("0:z");
  });

  it("gaps about hidden files go, others stay, and none shows its path twice", () => {
    const lower = layer("lower", { gaps: ["a", "b"] });
    const general: LayerGap = { kind: "limit", where: "layer", by: "layers", reason: "too much" };
    const view = squash([{ ...lower, gaps: [...lower.gaps, general] }, layer("top", { whiteouts: ["a"] })]);
    expect(view.gaps).toEqual([{ kind: "unreadable", where: "b", by: "all", reason: "lower" }, general]);
    expect(view.upTo(1).gaps).toHaveLength(3);
  });

  it("views of fewer layers know nothing of the rest", () => {
    const view = squash([
      base,
      layer("second", { whiteouts: ["usr"] }),
      layer("third", { files: ["usr/lib/a"] }),
    ]);
    expect(view.upTo(1).records(analyzer)).toHaveLength(4);
    expect(view.upTo(2).records(analyzer)).toHaveLength(2);
    expect(view.upTo(3)).toBe(view);
    expect([view.upTo(0).records(analyzer), [...view.upTo(0).entries()], view.upTo(0).entry("z")]).toEqual([
      [],
      [],
      undefined,
    ]);
  });
});

describe("hard links to lower layers", () => {
  const link = (path: string, target: string) => ({ path, target, analyzers: ["all"] });

  it("have the record of the file, in the layer of the link, also through several layers", () => {
    const view = squash([
      base,
      layer("second", { lowerLinks: [link("l", "etc/a")] }),
      layer("third", { lowerLinks: [link("m", "l")], whiteouts: ["etc"] }),
    ]);
    expect(view.records(analyzer).filter(({ path }) => /^[lm]$/.test(path))).toEqual([
      { path: "l", layer: 1, record: "base:etc/a" },
      { path: "m", layer: 2, record: "base:etc/a" },
    ]);
    expect(
      view
        .upTo(2)
        .records(analyzer)
        .filter(({ path }) => path === "m"),
    ).toEqual([]);
    expect(view.gaps).toEqual([]);
  });

  it("are a gap where the file was not kept, until the link is hidden", () => {
    const layers = [base, layer("second", { lowerLinks: [link("l", "etc/unknown")] })];
    expect(squash(layers).gaps).toEqual([
      {
        kind: "unreadable",
        where: "l",
        by: "all",
        reason: "l could not be read: it is a hard link to etc/unknown in a lower layer, which was not kept.",
        layer: "second",
      },
    ]);
    const view = squash([...layers, layer("third", { whiteouts: ["l"] })]);
    expect([view.gaps.length, view.upTo(2).gaps.length, view.upTo(1).gaps.length]).toEqual([0, 1, 0]);
  });

  it("in every one of a hundred layers take no time", () => {
    const chain = Array.from({ length: 100 }, (_, index) =>
      layer(`layer ${index}`, {
        lowerLinks: [link(`link-${index}`, index === 0 ? "etc/a" : `link-${index - 1}`)],
      }),
    );
    const view = squash([base, ...chain]);
    expect(view.records(analyzer).filter(({ record }) => record === "base:etc/a")).toHaveLength(101);
  });
});

describe("compared with unpacking into a map", () => {
  const name = fc.constantFrom("a", "b", "c");
  const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((segments) => segments.join("/"));
  const paths = fc.uniqueArray(path, { maxLength: 4 });
  const parts = fc.record({
    files: paths,
    folders: paths,
    links: paths,
    whiteouts: paths,
    opaques: fc.uniqueArray(fc.oneof(path, fc.constant("")), { maxLength: 2 }),
  });

  /** No path twice, and nothing inside a file or link: engines could not unpack that. */
  const honest = (part: Required<Pick<Part, "files" | "folders" | "links">> & Part): Part => {
    const folders = part.folders;
    const files: string[] = [];
    const links: string[] = [];
    const taken = (candidate: string) =>
      [...files, ...links].some(
        (other) =>
          other === candidate || candidate.startsWith(`${other}/`) || other.startsWith(`${candidate}/`),
      ) || folders.some((folder) => folder === candidate || folder.startsWith(`${candidate}/`));
    for (const file of part.files) if (!taken(file)) files.push(file);
    for (const link of part.links) if (!taken(link)) links.push(link);
    return { ...part, files, links };
  };

  it("shows and hides the same", () => {
    fc.assert(
      fc.property(fc.array(parts, { minLength: 1, maxLength: 5 }), (raw) => {
        const honestParts = raw.map(honest);
        const view = squash(honestParts.map((part, index) => layer(`${index}`, part)));
        for (let count = 0; count <= raw.length; count++) {
          const model = unpack(honestParts.slice(0, count));
          const files = [...model]
            .filter(([, { type }]) => type === "file")
            .map(([at, { layer }]) => `${layer}:${at}`);
          const upTo = view.upTo(count);
          const shown = upTo.records(analyzer).map(({ layer, path }) => `${layer}:${path}`);
          expect(shown.sort()).toEqual(files.sort());
          const all = honestParts
            .slice(0, count)
            .flatMap(({ files = [] }, index) => files.map((at) => `${index}:${at}`));
          const hidden = upTo.hiddenRecords(analyzer).map(({ layer, path }) => `${layer}:${path}`);
          expect([...shown, ...hidden].sort()).toEqual(all.sort());
          const entries = [...upTo.entries()].map(({ layer, type, path }) => `${layer}:${type}:${path}`);
          expect(entries.sort()).toEqual(
            [...model].map(([at, { layer, type }]) => `${layer}:${type}:${at}`).sort(),
          );
          for (const [at, { layer, type }] of model) expect(upTo.entry(at)).toMatchObject({ layer, type });
        }
      }),
      { numRuns: 500 },
    );
  });

  /** What an engine does: removals first, then each entry in turn. */
  function unpack(layers: readonly Part[]): Map<string, { layer: number; type: string }> {
    const disk = new Map<string, { layer: number; type: string }>();
    const remove = (path: string, itself: boolean) => {
      for (const at of [...disk.keys()])
        if ((itself && at === path) || at.startsWith(path === "" ? "" : `${path}/`)) disk.delete(at);
    };
    for (const [index, part] of layers.entries()) {
      for (const path of part.opaques ?? []) remove(path, false);
      for (const path of part.whiteouts ?? []) remove(path, true);
      const put = (path: string, type: string) => {
        if (type !== "directory") remove(path, true);
        disk.set(path, { layer: index, type });
      };
      for (const path of part.folders ?? []) put(path, "directory");
      for (const path of part.files ?? []) put(path, "file");
      for (const path of part.links ?? []) put(path, "symlink");
    }
    return disk;
  }
});
