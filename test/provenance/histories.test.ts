import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { brief, configOf, provenanceOf } from "./summary.ts";

// What builders wrote: see fixtures/README.md.
const fixtures = join(import.meta.dirname, "fixtures");

const own = (...lines: readonly (number | string)[]) =>
  lines.map((line) => `own proved ${typeof line === "number" ? `${line}-${line}` : line}`);
const base = (layers: number) => Array.from({ length: layers }, () => "base proved 3-3");

const MELTED = "The builder has melted several instructions into this layer.";
const WITH_BASE = "The builder has melted the base image and the instructions above it into this layer.";

/** With heredocs, and without. */
const three = own(7, 25, "26-30", "31-35", 36, "37-39", "41-45", 46, 47, 48, 49, 50, 52);
const threePlain = own(7, 25, "26-27", 28, 29, 30, "32-36", 37, 38, 39, 40, 41, 43);

/** Per file: owner, certainty and lines of each layer, then the notes. */
const EXPECTED: Readonly<Record<string, readonly [readonly string[], ...string[]]>> = {
  // docker makes a layer of a WORKDIR that was not there, BuildKit of every WORKDIR, buildah of none.
  "three-stages.docker-20.10-classic": [[...threePlain, ...own(45)]],
  "three-stages.docker-20.10-buildkit": [[...threePlain, ...own(44, 45)]],
  "three-stages.docker-20.10-squash": [[...own(7), "own likely 18-18"], MELTED],
  "three-stages.docker-26.1-classic": [[...threePlain, ...own(45)]],
  "three-stages.docker-26.1-buildkit": [[...three, ...own(53, 54)]],
  "three-stages.docker-26.1-squash": [[...own(7), "own likely 18-18"], MELTED],
  "three-stages.buildah-1.28-layers": [threePlain],
  // One layer for each stage; the first has only one instruction that changes files.
  "three-stages.buildah-1.28-no-layers": [[...own(7), "own likely 18-18"], MELTED],
  "three-stages.buildah-1.28-squash": [["own likely 18-18"], MELTED],
  "three-stages.buildah-1.39-layers": [three],
  "three-stages.buildah-1.39-no-layers": [[...own(7), "own likely 18-18"], MELTED],
  "three-stages.buildah-1.39-squash": [["own likely 18-18"], MELTED],

  // The classic builder sees that `RUN true` changes nothing.
  "shapes.docker-20.10-classic": [own(2, 4, 6, 8, 15, 16, 17)],
  "shapes.docker-20.10-buildkit": [own(2, 4, 6, 7, 8, 15, 16, 17)],
  "shapes.docker-20.10-squash": [["own likely 1-1"], MELTED],
  "shapes.docker-26.1-classic": [own(2, 4, 6, 8, 15, 16, 17)],
  "shapes.docker-26.1-buildkit": [own(2, "4-7", "8-12", 13, 15, 16, 17, 24, 25, 26)],
  "shapes.docker-26.1-squash": [["own likely 1-1"], MELTED],
  "shapes.buildah-1.28-layers": [own(2, 4, 6, 7, 8, 17)],
  "shapes.buildah-1.28-no-layers": [["own likely 1-1"], MELTED],
  "shapes.buildah-1.28-squash": [["own likely 1-1"], MELTED],
  "shapes.buildah-1.39-layers": [own(2, 4, 6, 7, 8, 17)],
  "shapes.buildah-1.39-no-layers": [["own likely 1-1"], MELTED],
  "shapes.buildah-1.39-squash": [["own likely 1-1"], MELTED],

  // With docker the last layer of the base is what its ONBUILD brought.
  "child.docker-20.10-classic": [[...base(15), ...own(5)]],
  "child.docker-20.10-buildkit": [[...base(16), ...own(5)]],
  "child.docker-20.10-squash": [[...base(14), "own likely 3-3"], MELTED],
  "child.docker-26.1-classic": [[...base(15), ...own(5)]],
  "child.docker-26.1-buildkit": [[...base(16), ...own(5)]],
  "child.docker-26.1-squash": [[...base(14), "own likely 3-3"], MELTED],
  "child.buildah-1.28-layers": [[...base(13), ...own(5)]],
  "child.buildah-1.28-no-layers": [[...base(13), ...own(5)]],
  "child.buildah-1.28-squash": [["unknown unknown 3-3"], WITH_BASE],
  "child.buildah-1.39-layers": [[...base(13), ...own(5)]],
  "child.buildah-1.39-no-layers": [[...base(13), ...own(5)]],
  "child.buildah-1.39-squash": [["unknown unknown 3-3"], WITH_BASE],
};

const names = readdirSync(join(fixtures, "histories")).map((file) => file.replace(/\.json$/, ""));

function read(name: string) {
  const kept = JSON.parse(readFileSync(join(fixtures, "histories", `${name}.json`), "utf8"));
  const text = readFileSync(join(fixtures, kept.dockerfile), "utf8");
  return { config: configOf(kept.config), dockerfile: { path: "build/Dockerfile", text } };
}

test("every history has its line here", () => {
  expect(names.toSorted()).toEqual(Object.keys(EXPECTED).toSorted());
});

test.each(names)("%s", (name) => {
  const { config, dockerfile } = read(name);
  const { layers, notes } = provenanceOf(config, dockerfile);
  const [expected = [], ...expectedNotes] = EXPECTED[name] ?? [];
  expect({ layers: layers.map(brief), notes }).toEqual({ layers: expected, notes: expectedNotes });
});

test("instructions in the file's words, and in the builder's for the base image", () => {
  const { config, dockerfile } = read("child.docker-20.10-classic");
  const { layers, baseImage } = provenanceOf(config, dockerfile, {
    buildArgs: { BASE: "drydock.test/three-stages:classic" },
  });
  expect(baseImage).toEqual({ name: "drydock.test/three-stages:classic", from: "dockerfile" });
  expect(layers.map(({ instruction }) => instruction)).toEqual([
    "ADD … /",
    "COPY … /usr/bin/tool",
    "RUN mkdir -p /srv /etc/shop /var/cache;     echo one > /etc/shop/one",
    "COPY … /etc/shop/",
    "COPY --chown=1000:1000 … /srv/shop/",
    `RUN echo hello > /etc/greeting && echo "built from \${REVISION:-nothing}" > /etc/revision`,
    'RUN mkdir -p /var/cache/shop     && echo big > /var/cache/shop/one     && echo "two   spaces" > /var/cache/shop/two',
    "RUN rm -rf /var/cache/shop /etc/shop/one",
    "RUN /bin/busybox touch /etc/exec form",
    "ADD … /srv/data/",
    "RUN echo again >> /etc/stamp",
    "RUN echo again >> /etc/stamp",
    'RUN echo "other shell" > /etc/shell',
    "WORKDIR /srv/shop/logs",
    "COPY … /etc/child",
    "COPY b.txt /etc/own",
  ]);
  expect(layers.at(-1)).toEqual({
    instruction: "COPY b.txt /etc/own",
    dockerfile: { path: "build/Dockerfile", startLine: 5, endLine: 5, endColumn: 20 },
    owner: "own",
    certainty: "proved",
  });
});

test("without a Dockerfile buildah's own note tells where the base image ends", () => {
  const { config } = read("child.buildah-1.28-layers");
  const { layers, baseImage, notes } = provenanceOf(config);
  expect(layers.map(brief)).toEqual([...Array.from({ length: 13 }, () => "base likely"), "own likely"]);
  expect(baseImage).toEqual({ name: "drydock.test/three-stages:layers", from: "history" });
  expect(notes).toEqual([]);
});

test("the stage that was built is found out where nobody says it", () => {
  const { config, dockerfile } = read("three-stages.docker-20.10-buildkit");
  const text = `${dockerfile.text}\nFROM scratch AS test\nCOPY --from=tools /src /src\nCMD ["/src/test"]\n`;
  const { layers, notes } = provenanceOf(config, { ...dockerfile, text });
  expect(layers.map(brief)).toEqual(
    [...threePlain, ...own(44, 45)].map((line) => line.replace("proved", "likely")),
  );
  expect(notes).toEqual(["The image suits the stage 2 of the Dockerfile, not its last one."]);
  const told = provenanceOf(config, { ...dockerfile, text }, { target: "2" });
  expect(told.layers.map(brief)).toEqual([...threePlain, ...own(44, 45)]);
});
