import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { isVulnerability, type ScanResult } from "../../src/model/index.ts";
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

  test("Debian's modules are listed as Debian's and left to Debian's advisories; the wheel is nobody's", async () => {
    const file = corpus.image("debian-12-python", "debian-12-python.oci-gzip.tar");
    const { packages, findings } = await scanWith(file, { db: corpus.database });
    const python = packages.filter((one) => one.ecosystem === "PyPI");
    const owned = python
      .filter((one) => one.ownedBy !== undefined)
      .map(({ name, ownedBy }) => [name, ownedBy?.name]);
    expect(owned).toEqual([
      ["Jinja2", "python3-jinja2"],
      ["MarkupSafe", "python3-markupsafe"],
      ["PyYAML", "python3-yaml"],
      ["certifi", "python3-certifi"],
      ["chardet", "python3-chardet"],
      ["charset-normalizer", "python3-charset-normalizer"],
      ["idna", "python3-idna"],
      ["requests", "python3-requests"],
      ["six", "python3-six"],
      ["urllib3", "python3-urllib3"],
    ]);
    const vulnerable = findings.filter(isVulnerability);
    expect(vulnerable.filter((one) => one.package.ownedBy !== undefined)).toEqual([]);
    const pip = vulnerable.filter((one) => one.package.name === "pip");
    expect(pip.map((one) => one.matchedBy)).toEqual(["pip, Python Packaging Advisory Database"]);
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
    .filter(isVulnerability)
    .filter(({ package: { ecosystem, locations } }) =>
      ecosystem === "npm" ? locations[0]?.path.includes("node_modules/") : ecosystem === "PyPI",
    )
    .map((one) => `${one.package.name} ${one.package.version} ${one.advisory.id}`)
    .sort();
}

/** The list goes by upstream's versions; what belongs to Debian is Debian's to judge. */
function wantedFindings({ npmVulnerabilities, python, pythonVulnerabilities = [] }: Expected): string[] {
  const debians = (python?.distributions ?? []).filter(({ path }) => path.startsWith("/usr/lib/python3/"));
  const names = new Set(debians.map(({ name }) => name));
  return [...npmVulnerabilities, ...pythonVulnerabilities.filter((one) => !names.has(one.package))]
    .map((one) => `${one.package} ${one.installed} ${one.id}`)
    .sort();
}
