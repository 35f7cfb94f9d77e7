import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ScanResult } from "../../src/model/index.ts";
import type { RawOptions } from "../../src/raw-options.ts";
import { reporter } from "../../src/report/index.ts";
import { corpus, describeCorpus } from "../support/corpus.ts";
import { dockerArchive } from "../support/image.ts";
import { sampleDatabase, sampleImage } from "../support/sample.ts";
import { scanWith } from "../support/scan.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "drydock-origins-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A file in the folder of this test. */
function stored(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

interface Listed {
  readonly name: string;
  readonly version: string;
  readonly path: string;
}
interface Languages {
  readonly npm: { readonly packages: readonly Listed[] };
  readonly python?: { readonly distributions: readonly Listed[] };
}

/** Path in the image → index of the layer and line of the Dockerfile. The first one that fits counts. */
type Places = readonly (readonly [RegExp, number, number])[];

const ALPINE: Places = [
  [/^(?:bin|lib)\//, 0, 2],
  [/^srv\/shop\/package(?:-lock)?\.json$/, 1, 8],
  [/^srv\/shop\/node_modules\//, 2, 9],
  [/^srv\/shop\/backend\/Gemfile\.lock$/, 3, 10],
  [/^srv\/shop\/web\/composer\.lock$/, 4, 11],
  [/^srv\/shop\/native\/Cargo\.lock$/, 5, 12],
  [/^srv\/shop\/jobs\/requirements\.txt$/, 6, 13],
  [/^srv\/shop\/tools\/go\.mod$/, 7, 14],
  [/^var\/www\/jquery\//, 9, 16],
];
const DEBIAN: Places = [
  [/^usr\/(?:bin|lib)\//, 1, 8],
  [/^usr\/share\/python-wheels\//, 1, 8],
  [/^usr\/local\/lib\/python3\.11\//, 2, 9],
  [/^srv\/app\/requirements\.txt$/, 3, 10],
  [/^srv\/web\/node_modules\/lodash\/package\.json$/, 5, 12],
  [/^srv\/web\//, 4, 11],
];

describeCorpus("packages of real images stand on the lines that brought them", () => {
  const dockerfile = (name: string) => corpus.image(name, "Dockerfile");
  const scanned = (name: string, file: string, raw: RawOptions = {}) =>
    scanWith(corpus.image(name, file), { db: corpus.database, dockerfile: dockerfile(name), ...raw });

  describe.each([
    ["alpine-3.10", "alpine-3.10.docker-archive.tar.gz", ALPINE],
    ["debian-12-python", "debian-12-python.oci-gzip.tar", DEBIAN],
  ])("%s", (name, file, places) => {
    let result: ScanResult;
    beforeAll(async () => {
      result = await scanned(name, file);
    });

    test("each place, by layer, line and owner", () => {
      const wanted = languages(name).map(({ path }) => path.slice(1));
      const paths = result.packages.flatMap(({ locations }) => locations.map(({ path }) => path));
      expect(wanted.filter((path) => !paths.includes(path))).toEqual([]);
      const wrong = result.packages
        .flatMap(({ by, locations }) => (by === "dpkg" ? [] : locations))
        .map(({ path, layer }) => ({ path, found: found(result, layer), expected: expected(places, path) }))
        .filter((row) => row.found !== row.expected);
      expect(wrong).toEqual([]);
    });

    test("the report in JSON says the same of every package and finding, in its published form", () => {
      const document = JSON.parse(reporter("json").render(result, { color: false, width: 80 }));
      const validate = resultSchema();
      validate(document);
      expect(validate.errors ?? []).toEqual([]);
      const rows: readonly { origin: object; location?: { layer: number } }[] = [
        ...document.packages,
        ...document.findings,
      ];
      expect(rows.length).toBeGreaterThan(80);
      expect(rows.filter(({ origin }) => !isWhole(origin))).toEqual([]);
    });
  });

  test("Debian's packages: those of the root file system, and those that apt-get brought", async () => {
    const result = await scanned("debian-12-python", "debian-12-python.oci-gzip.tar");
    const below = namesInFirstLayer(corpus.image("debian-12-python", "debian-12-python.oci-gzip.tar"));
    const packages = result.packages.filter(({ by }) => by === "dpkg");
    const lines = packages.map((row) => `${row.name} ${found(result, row.locations[0]!.layer)}`);
    expect(lines).toEqual(
      packages.map(({ name }) => `${name} ${below.has(name) ? "0 2 own proved" : "1 8 own proved"}`),
    );
    const late = packages.filter(({ name }) => !below.has(name)).map(({ name }) => name);
    expect(late).toEqual(expect.arrayContaining(["python3-minimal", "python3-requests", "openssl"]));
    expect(below.has("bash") && below.size > 50).toBe(true);
  });

  test("one lodash, the one that sed made", async () => {
    const result = await scanned("debian-12-python", "debian-12-python.oci-gzip.tar");
    const installed = result.packages.filter(({ name, locked }) => name === "lodash" && locked !== true);
    expect(installed.map(({ version, locations }) => [version, locations[0]?.layer])).toEqual([
      ["4.17.21", 5],
    ]);
    const origin = result.image.layers[5]?.origin;
    expect(origin?.instruction).toMatch(/^RUN rm .* sed -i 's\/4\.17\.15\/4\.17\.21\/'/);
  });

  test("when lines move the alerts stay, and their lines move with them", async () => {
    const [name, file] = ["alpine-3.10", "alpine-3.10.docker-archive.tar.gz"];
    const text = readFileSync(dockerfile(name), "utf8");
    const moved = stored("Dockerfile.moved", `# A new\n# head.\n\n${text}`);
    const alerts = async (raw: RawOptions) => {
      const { runs } = JSON.parse(
        reporter("sarif").render(await scanned(name, file, raw), { color: false, width: 80 }),
      );
      return runs[0].results.map((row: Alert) => ({
        hash: row.partialFingerprints.primaryLocationLineHash,
        line: row.locations[0]?.physicalLocation.region.startLine,
      }));
    };
    const before: readonly { hash: string; line: number }[] = await alerts({});
    expect(before.length).toBeGreaterThan(0);
    expect(await alerts({ dockerfile: moved })).toEqual(
      before.map(({ hash, line }) => ({ hash, line: line + 3 })),
    );
  });
});

describe("a Dockerfile", () => {
  const scanned = (raw: RawOptions) =>
    scanWith(stored("app.tar", dockerArchive(sampleImage(), ["app:1.0"])), { db: sampleDatabase, ...raw });
  const brief = ({ image: { layers, baseImage }, notices }: ScanResult) => ({
    layers: layers.map(({ origin }) => [origin?.owner, origin?.certainty, origin?.dockerfile?.startLine]),
    baseImage,
    notices,
  });

  test("of this image", async () => {
    const dockerfile = join(import.meta.dirname, "../../examples/demo/Dockerfile");
    expect(brief(await scanned({ dockerfile }))).toEqual({
      layers: [
        ["base", "proved", 2],
        ["own", "proved", 4],
      ],
      baseImage: { name: "alpine:3.18.0", from: "dockerfile" },
      notices: [],
    });
  });

  test("with a base image that an argument names", async () => {
    const text = `ARG VERSION=1\nFROM alpine:$VERSION AS tools\nRUN apk add --no-cache       curl\nCMD ["curl", "--version"]\nFROM tools\nRUN test\n`;
    const dockerfile = stored("Dockerfile.argument", text);
    const raw = { dockerfile, target: "tools", "build-arg": "VERSION=3.18" };
    expect(brief(await scanned(raw))).toEqual({
      layers: [
        ["base", "proved", 2],
        ["own", "proved", 3],
      ],
      baseImage: { name: "alpine:3.18", from: "dockerfile" },
      notices: [],
    });
  });

  test("of another image: said, and nothing is proved", async () => {
    const dockerfile = stored("Dockerfile.other", "FROM node:22\nCOPY . /app\nRUN npm ci\n");
    const { layers, notices } = brief(await scanned({ dockerfile }));
    expect(layers).toEqual([
      ["unknown", "unknown", 1],
      ["unknown", "unknown", 1],
    ]);
    expect(notices).toEqual([
      "The Dockerfile does not suit the history of this image.",
      "No instruction of the Dockerfile suits this layer. (layers 1, 2)",
    ]);
  });

  test("none: what the history tells, without remarks", async () => {
    expect(brief(await scanned({}))).toEqual({
      layers: [
        ["base", "likely", undefined],
        ["own", "likely", undefined],
      ],
      notices: [],
    });
  });

  test("that is not there", async () => {
    await expect(scanned({ dockerfile: join(folder, "nowhere") })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });
});

interface Alert {
  readonly partialFingerprints: { readonly primaryLocationLineHash: string };
  readonly locations: readonly { physicalLocation: { region: { startLine: number } } }[];
}

function languages(name: string): readonly Listed[] {
  const { npm, python } = JSON.parse(
    readFileSync(corpus.image(name, "expected-language.json"), "utf8"),
  ) as Languages;
  return [...npm.packages, ...(python?.distributions ?? [])];
}

function found({ image }: ScanResult, layer: number): string {
  const { dockerfile, owner, certainty } = image.layers[layer]?.origin ?? {};
  return `${layer} ${dockerfile?.startLine} ${owner} ${certainty}`;
}

function expected(places: Places, path: string): string {
  const [, layer, line] = places.find(([pattern]) => pattern.test(path)) ?? [];
  return `${layer} ${line} own proved`;
}

function isWhole(origin: object | undefined): boolean {
  const wanted = ["certainty", "diffId", "dockerfile", "instruction", "layer", "owner"];
  return JSON.stringify(Object.keys(origin ?? {}).sort()) === JSON.stringify(wanted);
}

function resultSchema() {
  const ajv = new Ajv2020({ strict: true, allErrors: true });
  formats.default(ajv);
  const path = join(import.meta.dirname, "../../schema/drydock-result.schema.json");
  return ajv.compile(JSON.parse(readFileSync(path, "utf8")));
}

/** What dpkg's status in the lowest layer of an OCI archive lists, taken out with the system's own tar. */
function namesInFirstLayer(archive: string): ReadonlySet<string> {
  const options = { maxBuffer: 1 << 30 };
  const read = (path: string) => execFileSync("tar", ["-xOf", archive, path], options);
  const blob = (digest: string) => read(`blobs/${digest.replace(":", "/")}`);
  const manifest = JSON.parse(String(blob(JSON.parse(String(read("index.json"))).manifests[0].digest)));
  const layer = gunzipSync(blob(manifest.layers[0].digest));
  const status = execFileSync("tar", ["-xO", "--wildcards", "*var/lib/dpkg/status"], {
    ...options,
    input: layer,
  });
  return new Set([...String(status).matchAll(/^Package: (.+)$/gm)].map(([, name = ""]) => name));
}
