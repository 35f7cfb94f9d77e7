import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { ReadImage } from "../../../src/detectors/detector.ts";
import { historyFile } from "../../../src/detectors/instruction/history-file.ts";
import { instruction } from "../../../src/detectors/instruction/index.ts";
import { parseConfig } from "../../../src/image/config.ts";
import type { Owner } from "../../../src/model/index.ts";
import { checksOf, defaultPolicy } from "../../../src/policy/index.ts";

const FOLDER = join(import.meta.dirname, "../../provenance/fixtures/histories");

function configOf(file: string) {
  const { config } = JSON.parse(readFileSync(join(FOLDER, file), "utf8")) as { config: unknown };
  return parseConfig(Buffer.from(JSON.stringify(config)), file);
}

/** `rule severity owner subject` of each finding in an image without a Dockerfile. */
async function found(config: ReturnType<typeof parseConfig>, owners: readonly Owner[]) {
  const read = {
    image: { config, layers: config.diffIds.map((diffId, index) => ({ diffId, index })) },
    view: { records: () => [], entry: () => undefined },
    origins: owners.map((owner) => ({ owner, certainty: "likely" })),
    ownerOf: () => undefined,
  } as unknown as ReadImage;
  const { findings, gaps } = await instruction.detect({
    read,
    build: {},
    os: undefined,
    packages: [],
    now: new Date("2026-02-01T00:00:00Z"),
    checks: checksOf(defaultPolicy(), []),
  });
  const shown = findings.flatMap((one) =>
    one.kind === "risk" ? [`${one.rule} ${one.severity} ${one.owner} ${one.subject}`] : [],
  );
  return { shown: shown.toSorted(), gaps: gaps.map(({ reason }) => reason) };
}

describe("real histories", () => {
  const files = readdirSync(FOLDER).filter(
    (file) => file.startsWith("shapes.") && !/squash|no-layers/.test(file),
  );

  test.each(files)("%s: the same build, whoever made it", async (file) => {
    const config = configOf(file);
    const { shown, gaps } = await found(
      config,
      config.diffIds.map(() => "own"),
    );
    expect(shown).toEqual([
      "DD-DF-001 low own MAINTAINER me <me@example.com>",
      "DD-DF-002 high own USER",
      "DD-DF-075 low own port 81",
      "DD-DF-075 low own port 82",
      "DD-DF-081 low own HEALTHCHECK",
    ]);
    expect(gaps).toEqual([]);
  });
});

const row = (createdBy: string, comment = "buildkit.dockerfile.v0") => ({
  createdBy,
  comment,
  emptyLayer: false,
});
const textOf = (createdBy: string, comment?: string) =>
  historyFile([row(createdBy, comment)]).stages[0]?.instructions.map(({ text }) => text);

test.each([
  ['CMD ["sh" "-c" "a b"]', 'CMD ["sh", "-c", "a b"]'],
  ["VOLUME [/a /b]", "VOLUME /a /b"],
  ["EXPOSE map[80/tcp:{} 81/udp:{}]", "EXPOSE 80/tcp 81/udp"],
  ["SHELL [/bin/bash -c]", 'SHELL ["/bin/bash","-c"]'],
  ["ENV A=b c D=$e", 'ENV A="b c" D="\\$e"'],
  ["LABEL a=b", 'LABEL a="b"'],
  ["RUN |1 A=b /bin/sh -c apt update # buildkit", "RUN apt update"],
  [
    'HEALTHCHECK &{["CMD-SHELL" "curl -f \\"x\\" || exit 1"] "30s" "0s" "0s" \'\\x00\'}',
    'HEALTHCHECK CMD curl -f "x" || exit 1',
  ],
  ['HEALTHCHECK &{["CMD" "a" "b"] "0s"}', 'HEALTHCHECK CMD ["a", "b"]'],
  ['HEALTHCHECK &{["NONE"] "0s"}', "HEALTHCHECK NONE"],
])("%s", (createdBy, text) => expect(textOf(createdBy)).toEqual([text]));

test("rows of the base are the base's", async () => {
  const password = `${"hunter"}${"Q9xz7"}`;
  const document = {
    architecture: "amd64",
    os: "linux",
    config: { User: "1000", Cmd: ["x"] },
    rootfs: { type: "layers", diff_ids: ["a", "b", "c"].map((sign) => `sha256:${sign.repeat(64)}`) },
    history: [
      { created_by: "/bin/sh -c #(nop) ADD file:0123456789abcdef0123456789abcdef in / " },
      { created_by: "RUN /bin/sh -c apt update # buildkit" },
      { created_by: `ENV DB_PASSWORD=${password}`, comment: "buildkit.dockerfile.v0", empty_layer: true },
      { created_by: "RUN /bin/sh -c curl -k https://example.com/x # buildkit" },
    ],
  };
  const { shown, gaps } = await found(parseConfig(Buffer.from(JSON.stringify(document)), "x"), [
    "base",
    "base",
    "own",
  ]);
  expect(shown.filter((one) => !/^DD-DF-0(?:5|8|1)/.test(one))).toEqual([
    "DD-DF-005 high unknown ENV DB_PASSWORD",
    "DD-DF-007 low base RUN apt update",
    "DD-DF-023 high own RUN curl -k https://example.com/x",
  ]);
  expect(JSON.stringify([shown, gaps])).not.toContain(password);
  expect(gaps).toEqual([]);
});

/** What is not read is a gap, however the rest looks. */
test.each([
  [
    "rows",
    Array.from({ length: 2001 }, () => "RUN /bin/sh -c true # buildkit"),
    "The history has 2001 rows, of which the first 2000 are read.",
  ],
  [
    "signs",
    ["ENV A=b", `ENV A=${"x".repeat(256 * 1024)} B=c`],
    "Row 2 of the history is too long to be read as a whole.",
  ],
])("a history of too many %s", async (_, rows, reason) => {
  const history = rows.map((created_by) => ({ created_by, empty_layer: true }));
  const document = { config: {}, rootfs: { type: "layers", diff_ids: [] }, history };
  const { gaps } = await found(parseConfig(Buffer.from(JSON.stringify(document)), "x"), []);
  expect(gaps).toEqual([reason]);
});

test("a history of as many rows as are read has no gap", async () => {
  const history = Array.from({ length: 2000 }, () => ({ created_by: "ENV A=b", empty_layer: true }));
  const document = { config: {}, rootfs: { type: "layers", diff_ids: [] }, history };
  expect((await found(parseConfig(Buffer.from(JSON.stringify(document)), "x"), [])).gaps).toEqual([]);
});
