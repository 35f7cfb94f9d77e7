import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { ScanResult } from "../../src/model/index.ts";
import { corpus, describeCorpus } from "../support/corpus.ts";
import { scanWith } from "../support/scan.ts";

interface Expected {
  readonly npm: { readonly packages: readonly Listed[] };
  readonly npmVulnerabilities: readonly Vulnerability[];
  readonly python?: { readonly distributions: readonly Listed[] };
  readonly pythonVulnerabilities?: readonly Vulnerability[];
}
interface Listed {
  readonly name: string;
  readonly version: string;
  readonly path: string;
}
interface Vulnerability {
  readonly package: string;
  readonly installed: string;
  readonly id: string;
}

/** Folder, file, and from which layer some packages came. */
const IMAGES = [
  ["alpine-3.10", "alpine-3.10.docker-archive.tar.gz", { "lodash 4.17.4": 2 }],
  [
    "debian-12-python",
    "debian-12-python.oci-gzip.tar",
    { "lodash 4.17.21": 5, "minimist 1.2.0": 4, "pip 23.0.1": 2, "six 1.16.0": 1 },
  ],
] as const;

describeCorpus("real trees of npm and Python", () => {
  test.each(IMAGES)("%s", { timeout: 60_000 }, async (folder, file, layers) => {
    const expected = JSON.parse(
      readFileSync(corpus.image(folder, "expected-language.json"), "utf8"),
    ) as Expected;
    const result = await scanWith(corpus.image(folder, file), { db: corpus.database });
    expect(listed(result)).toEqual(wanted(expected));
    expect(found(result)).toEqual(wantedFindings(expected));
    const origins = new Map(
      result.packages.map((one) => [`${one.name} ${one.version}`, one.locations[0]?.layer]),
    );
    expect(Object.fromEntries(Object.keys(layers).map((name) => [name, origins.get(name)]))).toEqual(layers);
  });

  test("Debian's modules are matched as such where the database has nothing for Debian, and say so", async () => {
    const file = corpus.image("debian-12-python", "debian-12-python.oci-gzip.tar");
    const { findings } = await scanWith(file, { db: corpus.database });
    const python = findings.filter((one) => one.package.ecosystem === "PyPI");
    expect(python.map((one) => [one.package.name, one.package.ownedBy?.name, one.matchedBy])).toEqual(
      expect.arrayContaining([
        [
          "idna",
          "python3-idna",
          "pip, Python Packaging Advisory Database; part of python3-idna, for which there are no advisories",
        ],
        ["pip", undefined, "pip, Python Packaging Advisory Database"],
      ]),
    );
  });
});

/** In the folders that the list was made of: the corpus counts neither lock files nor what lies elsewhere. */
function listed({ packages }: ScanResult): string[] {
  return packages
    .filter((one) => one.ecosystem === "PyPI" || /(?:^|\/)node_modules\//.test(one.locations[0]?.path ?? ""))
    .map(({ name, version, locations }) => `${name} ${version} /${locations[0]?.path}`)
    .sort();
}

function wanted({ npm, python }: Expected): string[] {
  const all = [...npm.packages, ...(python?.distributions ?? [])];
  return all.map(({ name, version, path }) => `${name} ${version} ${path}`).sort();
}

function found({ findings }: ScanResult): string[] {
  return findings
    .filter(({ package: { ecosystem, locations } }) =>
      ecosystem === "npm" ? locations[0]?.path.includes("node_modules/") : ecosystem === "PyPI",
    )
    .map((one) => `${one.package.name} ${one.package.version} ${one.advisory.id}`)
    .sort();
}

function wantedFindings({ npmVulnerabilities, pythonVulnerabilities = [] }: Expected): string[] {
  return [...npmVulnerabilities, ...pythonVulnerabilities]
    .map((one) => `${one.package} ${one.installed} ${one.id}`)
    .sort();
}
