import { expect, test } from "vitest";
import { identified, wantsIdentification } from "../../../src/inventory/index.ts";
import type { ArchiveIndex } from "../../../src/inventory/java/identification.ts";
import type { Package } from "../../../src/model/index.ts";
import { diffId } from "../layers.ts";

/** `name version hash`; without a hash one that a pom.properties names. */
function archive(text: string, more: Partial<Package> = {}): Package {
  const [name = "", version = "", sha1] = text.split(" ");
  return {
    name,
    version: version === "-" ? "" : version,
    ecosystem: "Maven",
    purl: `pkg:maven/${name.replace(":", "/")}@${version}`,
    by: "java",
    ...(sha1 === undefined ? {} : { hashes: { sha1 } }),
    locations: [{ path: `app/${name.replace(":", ".")}-${version}.jar`, layer: 0, diffId: diffId(0) }],
    ...more,
  };
}

/** `group:artifact version hash` */
function indexOf(...rows: readonly string[]): ArchiveIndex & { readonly asked: string[] } {
  const asked: string[] = [];
  const list = rows.map((row) => {
    const [, group = "", artifact = "", version = "", sha1 = ""] = /^(.+):(.+) (.+) (.+)$/.exec(row) ?? [];
    return { group, artifact, version, sha1 };
  });
  return {
    asked,
    bySha1(hex) {
      asked.push(hex);
      const { sha1, ...row } = list.find((one) => one.sha1 === hex) ?? {};
      return sha1 === undefined ? undefined : (row as ReturnType<ArchiveIndex["bySha1"]>);
    },
    has: (group, artifact) => list.some((row) => row.group === group && row.artifact === artifact),
    groupOf: (artifact, version) =>
      list.find((row) => row.artifact === artifact && row.version === version)?.group,
  };
}

function look(packages: readonly Package[], index?: ArchiveIndex) {
  const content = identified({ packages, gaps: [] }, index);
  return { names: content.packages.map(({ name, version }) => `${name} ${version}`), ...content };
}

test.each([
  ["its hash tells all", "app - h1", "org.example:thing 1.2"],
  ["its hash tells, where its own group does not have it", "com.guess:thing 1 h1", "org.example:thing 1.2"],
  ["its own group has it: only the version is put right", "org.example:thing 1 h1", "org.example:thing 1.2"],
  ["its own group has it, and the hash is known of another", "org.moved:thing 1.2 h1", "org.moved:thing 1.2"],
  ["its own group has it, and the hash is not known", "org.example:thing 9 hx", "org.example:thing 9"],
  ["name and version tell the group", "other 3.0 hx", "net.other:other 3.0"],
  ["name and version tell, where its own group does not", "com.guess:other 3.0 hx", "net.other:other 3.0"],
  ["a version that does not exist", "other 4.0 hx", "other 4.0"],
  ["no version", "other - hx", "other "],
  ["nothing is known", "mine 1 hx", "mine 1"],
])("%s", (_, text, expected) => {
  const index = indexOf("org.example:thing 1.2 h1", "org.moved:thing 1.2 h2", "net.other:other 3.0 h3");
  expect(look([archive(text)], index).names).toEqual([expected]);
});

test("what a pom.properties names, and what is no archive, is not asked for", () => {
  const index = indexOf("org.example:thing 1.2 h1");
  const packages = [archive("a:b 1"), archive("c 1 h1", { by: "npm", ecosystem: "npm" })];
  expect(packages.some(wantsIdentification)).toBe(false);
  expect(look(packages, index)).toMatchObject({ packages, gaps: [] });
  expect(index.asked).toEqual([]);
});

test("name, version and purl change, nothing else; the order is that of the new names", () => {
  const packages = [archive("a 1 h1"), archive("b:b 1"), archive("é!:x 1 h2")];
  const index = indexOf("z.example:thing-x 1.0+b h1");
  expect(look(packages, index).packages).toEqual([
    packages[1],
    {
      ...packages[0],
      name: "z.example:thing-x",
      version: "1.0+b",
      purl: "pkg:maven/z.example/thing-x@1.0%2Bb",
    },
    packages[2],
  ]);
});

test("without an index all stay as they are, and one gap counts those without a group", () => {
  const names = ["a", "b", "c", "d", "e", "f", "f"];
  const packages = [...names.map((name, at) => archive(`${name} 1 h${at}`)), archive("g:g 1 h9")];
  const { packages: same, gaps } = look(packages);
  expect(same).toBe(packages);
  expect(gaps).toEqual([
    {
      kind: "no-source",
      where: "Java archives",
      by: "java-db",
      reason:
        "The Maven group of 7 Java archives (a, b, c, d, e, and 1 more) is not known, so advisories can be found by name at best; --java-db would look it up by SHA-1.",
    },
  ]);
});

test("what the index does not know either is a gap that says so", () => {
  const packages = [archive("x".repeat(1000)), archive(`${"x".repeat(1000)} 1 h1`), archive("y 1 h2")];
  const { gaps } = look(packages, indexOf("org.y:y 1 h2"));
  expect(gaps.map(({ reason }) => reason)).toEqual([
    `The Maven group of 1 Java archive (${"x".repeat(80)}) is not known, so advisories can be found by name at best; the Java database has no such archive.`,
  ]);
});
