import { describe, expect, test } from "vitest";
import { brief, buildkit, history, told } from "./summary.ts";

const NOT_FOUND = "No instruction of the Dockerfile suits this layer.";
const CHANGED =
  "The Dockerfile has changed since the image was built, or builders other than its own have added to it.";
const OTHER = "The Dockerfile does not suit the history of this image.";
const AMBIGUOUS = "Another place in the Dockerfile suits this layer as well.";

/** Debian's own rows, as its image has them. */
const DEBIAN = history(
  { createdBy: "# debian.sh --arch 'amd64' out/ 'bookworm' '@1715644800'", comment: "debuerreotype 0.15" },
  '-CMD ["bash"]',
);

const briefs = (...parameters: Parameters<typeof told>) => told(...parameters).layers.map(brief);

describe("a login where an instruction is cut", () => {
  const password = ["hunter", "22-and-more"].join("");
  const run = `RUN true ${"x ".repeat(985)}`;
  const shown = expect.not.stringContaining(password.slice(0, 4));

  test.each([
    ["in the history", undefined],
    ["in the Dockerfile", `FROM scratch\n${run}curl https://me:${password}@host/x\n`],
  ])("%s", (_, file) => {
    const [layer] = told(
      buildkit(`${run.replace("RUN", "RUN /bin/sh -c")}curl https://me:${password}@host/x # buildkit`),
      file,
    ).layers;
    expect(layer).toMatchObject({ instruction: shown });
    expect(layer?.instruction).toMatch(/^RUN true x .*https:\/\/me:.*…$/);
  });
});

describe("base and own", () => {
  const FILE = 'FROM debian:12\nWORKDIR /app\nCOPY . .\nRUN make\nCMD ["/app/run"]\n';
  const rows = [
    ...DEBIAN,
    ...buildkit("WORKDIR /app", "COPY . . # buildkit", "RUN /bin/sh -c make # buildkit", '-CMD ["/app/run"]'),
  ];

  test("the last rows are the file's, what is before is the base's", () => {
    expect(told(rows, FILE)).toEqual({
      layers: [
        {
          instruction: "# debian.sh --arch 'amd64' out/ 'bookworm' '@1715644800'",
          dockerfile: { path: "Dockerfile", startLine: 1, endLine: 1, endColumn: 15 },
          owner: "base",
          certainty: "proved",
        },
        {
          instruction: "WORKDIR /app",
          dockerfile: { path: "Dockerfile", startLine: 2, endLine: 2, endColumn: 13 },
          owner: "own",
          certainty: "proved",
        },
        {
          instruction: "COPY . .",
          dockerfile: { path: "Dockerfile", startLine: 3, endLine: 3, endColumn: 9 },
          owner: "own",
          certainty: "proved",
        },
        {
          instruction: "RUN make",
          dockerfile: { path: "Dockerfile", startLine: 4, endLine: 4, endColumn: 9 },
          owner: "own",
          certainty: "proved",
        },
      ],
      baseImage: { name: "debian:12", from: "dockerfile" },
      notes: [],
    });
  });

  test("without the file, the base's own command is a sign of where it ends", () => {
    expect(briefs(rows, undefined)).toEqual(["base likely", "own likely", "own likely", "own likely"]);
    expect(briefs(rows.slice(2), undefined)).toEqual([
      "unknown unknown",
      "unknown unknown",
      "unknown unknown",
    ]);
  });

  test("an instruction has been edited since", () => {
    const { layers, notes, baseImage } = told(rows, FILE.replace("RUN make", "RUN make all"));
    expect(layers.map(brief)).toEqual([
      "base likely 1-1",
      "own likely 2-2",
      "own likely 3-3",
      "unknown unknown 1-1",
    ]);
    expect(layers[3]).toMatchObject({ instruction: "RUN make", note: NOT_FOUND });
    expect(notes).toEqual([CHANGED, NOT_FOUND]);
    expect(baseImage).toBeUndefined();
  });

  test("an instruction has been added, or taken away", () => {
    const likely = ["base likely 1-1", "own likely 2-2", "own likely 3-3", "own likely 4-4"];
    expect(briefs(rows, `${FILE}LABEL new=yes\n`)).toEqual(likely);
    expect(briefs(rows, FILE.replace("RUN make\n", ""))).toEqual([
      "base likely 1-1",
      "own likely 2-2",
      "own likely 3-3",
      "unknown unknown 1-1",
    ]);
  });

  test("another file", () => {
    const { layers, notes } = told(rows, 'FROM alpine:3.20\nRUN apk add curl\nCOPY x /x\nCMD ["/app/run"]\n');
    expect(layers.map(brief)).toEqual(Array.from({ length: 4 }, () => "unknown unknown 1-1"));
    expect(notes).toEqual([OTHER, NOT_FOUND]);
  });

  test("a file that is none", () => {
    const { layers, notes } = told(rows, "RUN make\n");
    expect(layers.map(brief)).toEqual(["base likely", "own likely", "own likely", "own likely"]);
    expect(notes).toEqual([
      "Dockerfile cannot be read as a Dockerfile: Line 1 of the Dockerfile stands before the first FROM.",
    ]);
  });

  test("a command at the end is no proof", () => {
    // Any image from Debian ends so, whoever has built it.
    expect(briefs(rows, 'FROM alpine\nCMD ["/app/run"]\n')).toEqual(
      Array.from({ length: 4 }, () => "base likely 1-1"),
    );
    expect(briefs(rows, "FROM alpine\n")).toEqual(Array.from({ length: 4 }, () => "base likely 1-1"));
  });

  test("FROM scratch leaves nobody else", () => {
    const file = 'FROM scratch\nADD rootfs.tar /\nCMD ["bash"]\n';
    expect(briefs(buildkit("ADD rootfs.tar / # buildkit", '-CMD ["bash"]'), file)).toEqual([
      "own proved 2-2",
    ]);
    // One more row below: it is not this file.
    expect(
      briefs(buildkit("COPY a b # buildkit", "ADD rootfs.tar / # buildkit", '-CMD ["bash"]'), file),
    ).toEqual(["unknown unknown 1-1", "own likely 2-2"]);
  });
});

describe("stages", () => {
  const FILE = `FROM debian AS base
RUN apt-get update
FROM base AS test
COPY . /src
CMD ["test"]
FROM base AS prod
COPY . /src
CMD ["test"]
`;
  const rows = [
    ...DEBIAN,
    ...buildkit("RUN /bin/sh -c apt-get update # buildkit", "COPY . /src # buildkit", '-CMD ["test"]'),
  ];

  test("two that could both have been built: only what they share is proved", () => {
    const { layers, notes } = told(rows, FILE);
    expect(layers.map(brief)).toEqual(["base proved 1-1", "own proved 2-2", "own likely 7-7"]);
    expect(notes).toEqual([AMBIGUOUS]);
  });

  test("the user says which", () => {
    expect(briefs(rows, FILE, { target: "Test" })).toEqual([
      "base proved 1-1",
      "own proved 2-2",
      "own proved 4-4",
    ]);
    expect(briefs(rows, FILE, { target: "2" })).toEqual([
      "base proved 1-1",
      "own proved 2-2",
      "own proved 7-7",
    ]);
    const { layers, notes } = told(rows, FILE, { target: "nobody" });
    expect(layers.map(brief)).toEqual(["base likely", "own likely", "own likely"]);
    expect(notes).toEqual(["The Dockerfile has no stage nobody, so it tells nothing of this image."]);
  });

  test("stages that are only copied from leave no rows", () => {
    const file = `FROM golang AS build\nRUN go build\nFROM debian\nCOPY --from=build /x /x\nRUN /x\n`;
    const built = [...DEBIAN, ...buildkit("COPY /x /x # buildkit", "RUN /bin/sh -c /x # buildkit")];
    expect(briefs(built, file)).toEqual(["base proved 3-3", "own proved 4-4", "own proved 5-5"]);
  });

  test("a FROM of a variable", () => {
    const file = `ARG STAGE=debian\nARG TAG=12\nFROM debian AS mine\nRUN a\nFROM \${STAGE}:\${TAG}\nRUN b\n`;
    const built = [...DEBIAN, ...buildkit("RUN /bin/sh -c b # buildkit")];
    expect(told(built, file).baseImage).toEqual({ name: "debian:12", from: "dockerfile" });
    const other = told(built, file, { buildArgs: { TAG: "13@sha256:0123" } });
    expect(other.baseImage).toEqual({ name: "debian:13", digest: "sha256:0123", from: "dockerfile" });
    const own = `ARG STAGE=mine\nFROM debian AS mine\nRUN a\nFROM \${STAGE}\nRUN b\n`;
    const two = [...DEBIAN, ...buildkit("RUN /bin/sh -c a # buildkit", "RUN /bin/sh -c b # buildkit")];
    expect(briefs(two, own)).toEqual(["base proved 2-2", "own proved 3-3", "own proved 5-5"]);
  });
});

describe("variables", () => {
  const FILE =
    "FROM debian\nARG V=1\nARG W\nCOPY app-$V-$W.tar /opt/\nRUN echo $V\nENV P=/x:$PATH\nCOPY ${W} ${V}\n";
  const rows = (v: string, w: string) => [
    ...DEBIAN,
    ...buildkit(
      `-ARG V=${v}`,
      "-ARG W",
      `COPY app-${v}-${w}.tar /opt/ # buildkit`,
      `RUN |2 V=${v} W=${w} /bin/sh -c echo $V # buildkit`,
      "-ENV P=/x:/usr/bin",
      `COPY ${w} ${v} # buildkit`,
    ),
  ];
  const proved = ["base proved 1-1", "own proved 4-4", "own proved 5-5", "own proved 7-7"];

  test("what RUN was given tells the rest", () => {
    expect(briefs(rows("1", "z"), FILE)).toEqual(proved);
    expect(briefs(rows("22", "in the end"), FILE)).toEqual(proved);
  });

  test("an instruction of nothing but unknown values is likely at best", () => {
    const file = "FROM debian\nARG A\nARG B\nCOPY $A $B\n";
    const built = [...DEBIAN, ...buildkit("-ARG A", "-ARG B", "COPY a b # buildkit")];
    expect(briefs(built, file)).toEqual(["base likely 1-1", "own likely 4-4"]);
    expect(briefs(built, file, { buildArgs: { A: "a", B: "b" } })).toEqual([
      "base proved 1-1",
      "own proved 4-4",
    ]);
    expect(briefs(built, file, { buildArgs: { A: "other", B: "b" } })[1]).toBe("unknown unknown 1-1");
  });

  test("a command that is the end of another is not that one", () => {
    const file = "FROM debian\nARG V\nRUN true\nCOPY a b\n";
    for (const row of [
      "RUN |1 V=1 /bin/sh -c false && /bin/sh -c true # buildkit",
      "RUN /bin/sh -c false; true # buildkit",
      "RUN |2 V=1 /bin/sh -c true # buildkit",
      "RUN |1 X=1 /bin/sh -c true # buildkit",
      "RUN |1 /bin/sh -c true # buildkit",
    ])
      expect(briefs([...DEBIAN, ...buildkit("-ARG V", row, "COPY a b # buildkit")], file), row).toEqual([
        "unknown unknown 1-1",
        "unknown unknown 1-1",
        "own likely 4-4",
      ]);
  });

  test("a shell that the base image has set", () => {
    const file = "FROM windows\nRUN dir\nRUN echo x\n";
    const built = buildkit(
      "COPY a b # buildkit",
      "RUN cmd /S /C dir # buildkit",
      "RUN /bin/bash -o pipefail -c echo x # buildkit",
    );
    expect(briefs(built, file)).toEqual(["base proved 1-1", "own proved 2-2", "own proved 3-3"]);
  });
});

describe("builders that keep little", () => {
  test("kaniko: only rows with layers, and none for a RUN that changed nothing", () => {
    const author = "kaniko";
    const rows = [
      ...DEBIAN,
      ...history("COPY a /a", "RUN make", "RUN make install").map((row) => ({ ...row, author })),
    ];
    const file = "FROM debian\nENV A=b\nCOPY a /a\nRUN make\nRUN true\nUSER 1\nRUN make install\nCMD x\n";
    expect(briefs(rows, file)).toEqual([
      "base proved 1-1",
      "own proved 3-3",
      "own proved 4-4",
      "own proved 7-7",
    ]);
    // Which of the two changed something?
    const twice = history("COPY a /a", "RUN make").map((row) => ({ ...row, author }));
    expect(
      told([...DEBIAN, ...twice], "FROM debian\nCOPY a /a\nRUN make\nRUN make\n").layers.map(brief),
    ).toEqual(["base proved 1-1", "own proved 2-2", "own likely 4-4"]);
  });

  test.each([
    ["ko", history({ createdBy: "ko build ko://example.com/app", author: "ko" })],
    ["bazel", history({ createdBy: "bazel build ...", author: "Bazel" }, { createdBy: "bazel build ..." })],
    [
      "nix",
      history({ comment: "store paths: ['/nix/store/x']" }, { comment: "store paths: ['/nix/store/y']" }),
    ],
  ])("%s has no instructions to find", (_, rows) => {
    expect(new Set(briefs(rows, undefined))).toEqual(new Set(["unknown unknown"]));
    expect(new Set(briefs(rows, "FROM x\nRUN y\n"))).toEqual(new Set(["unknown unknown 1-1"]));
  });

  test("docker commit on top", () => {
    const rows = [
      ...DEBIAN,
      ...buildkit("COPY a /a # buildkit", "RUN /bin/sh -c make # buildkit"),
      ...history({ createdBy: "/bin/bash", comment: "by hand" }),
    ];
    const { layers, notes } = told(rows, "FROM debian\nCOPY a /a\nRUN make\n");
    expect(layers.map(brief)).toEqual([
      "base likely 1-1",
      "own likely 2-2",
      "own likely 3-3",
      "unknown unknown 1-1",
    ]);
    expect(notes).toEqual([CHANGED, NOT_FOUND]);
  });

  test("no history at all", () => {
    const layers = [0, 1].map((index) => ({ index, diffId: `sha256:${"0".repeat(64)}` as const }));
    const note = "The image has no history, so nothing tells where its layers come from.";
    expect(told([], undefined, { layers })).toEqual({
      layers: [0, 1].map(() => ({ owner: "unknown", certainty: "unknown" })),
      notes: [note],
    });
    const { layers: found, notes } = told([], "FROM debian\nRUN x\n", { layers });
    expect(found.map(brief)).toEqual(["unknown unknown 1-1", "unknown unknown 1-1"]);
    expect(notes).toEqual([OTHER, note, NOT_FOUND]);
  });

  test("a history that does not suit the layers proves nothing", () => {
    const rows = [...DEBIAN, ...buildkit("COPY a /a # buildkit", "RUN /bin/sh -c make # buildkit")];
    const layers = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ index, diffId: `sha256:${"0".repeat(64)}` as const }));
    const file = "FROM debian\nCOPY a /a\nRUN make\n";
    // One more below: a base image without history, most likely.
    const more = told(rows, file, { layers: layers(4) });
    expect(more.layers.map(brief)).toEqual([
      "base likely 1-1",
      "base likely 1-1",
      "own likely 2-2",
      "own likely 3-3",
    ]);
    expect(more.notes).toEqual(["The history tells of 3 layers, the image has 4: nothing is proved."]);
    const fewer = told(rows, file, { layers: layers(2) });
    expect(fewer.layers.map(brief)).toEqual(["unknown unknown 1-1", "unknown unknown 1-1"]);
    expect(fewer.notes).toEqual(["The history tells of 3 layers, the image has 2: nothing is proved."]);
  });

  // As docker 20.10 and buildah 1.28 wrote them.
  test("--label on the command line leaves rows that are in no file", () => {
    const file = 'FROM scratch\nADD rootfs.tar /\nRUN echo a > /a\nCMD ["x"]\n';
    const classic = history(
      `/bin/sh -c #(nop) ADD file:${"0".repeat(64)} in / `,
      "/bin/sh -c echo a > /a",
      '-/bin/sh -c #(nop)  CMD ["x"]',
      "-/bin/sh -c #(nop)  LABEL a=b",
      "-/bin/sh -c #(nop)  LABEL c=d e",
    );
    expect(briefs(classic, file)).toEqual(["own proved 2-2", "own proved 3-3"]);
    expect(briefs(classic, `${file}LABEL a=b\n`)).toEqual(["own proved 2-2", "own proved 3-3"]);
    expect(briefs(classic, `${file}LABEL a=c\n`)).toEqual(["own likely 2-2", "own likely 3-3"]);
    const melted = history(
      `-/bin/sh -c #(nop) ADD file:${"0".repeat(64)} in / `,
      "-/bin/sh -c echo a > /a",
      '-/bin/sh -c #(nop) CMD ["x"]',
      '/bin/sh -c #(nop) LABEL "a"="b"',
    );
    expect(briefs(melted, file)).toEqual(["own likely 1-1"]);
  });

  test("rows of buildah without layers are not the layer of the last one alone", () => {
    const file = "FROM debian\nCOPY a /a\nRUN make\nRUN make install\n";
    const rows = [
      ...DEBIAN,
      ...history(
        "-/bin/sh -c #(nop) COPY file:00000000000000000000000000000000 in /a ",
        "-/bin/sh -c make",
        "/bin/sh -c make install",
      ),
    ];
    expect(briefs(rows, file)).toEqual(["base proved 1-1", "own likely 1-1"]);
    // docker itself says so where a RUN has changed nothing; it leaves two blanks.
    const docker = [
      ...DEBIAN,
      ...history(
        "-/bin/sh -c #(nop)  ENV A=b",
        `/bin/sh -c #(nop) COPY file:${"0".repeat(64)} in /a `,
        "-/bin/sh -c make",
        "/bin/sh -c make install",
      ),
    ];
    expect(briefs(docker, file.replace("COPY", "ENV A=b\nCOPY"))).toEqual([
      "base proved 1-1",
      "own proved 3-3",
      "own proved 5-5",
    ]);
  });
});

describe("the base image's name", () => {
  const NAME = "org.opencontainers.image.base.name";
  const DIGEST = "org.opencontainers.image.base.digest";
  const rows = [...DEBIAN, ...buildkit("COPY a /a # buildkit")];
  const file = "FROM debian:12\nCOPY a /a\n";

  test.each([
    [
      "an annotation first",
      { [NAME]: "x", [DIGEST]: "sha256:1" },
      { [NAME]: "y" },
      file,
      { name: "x", digest: "sha256:1", from: "annotation" },
    ],
    [
      "the Dockerfile before an inherited label",
      {},
      { [NAME]: "scratch" },
      file,
      { name: "debian:12", from: "dockerfile" },
    ],
    [
      "the label adds its digest to the same name",
      {},
      { [NAME]: "debian:12", [DIGEST]: "sha256:1" },
      file,
      { name: "debian:12", digest: "sha256:1", from: "dockerfile" },
    ],
    [
      "a FROM by digest",
      {},
      {},
      "FROM debian:12@sha256:2\nCOPY a /a\n",
      { name: "debian:12", digest: "sha256:2", from: "dockerfile" },
    ],
    [
      "the label where the Dockerfile is another",
      {},
      { [NAME]: "y" },
      "FROM z\nRUN other\n",
      { name: "y", from: "label" },
    ],
    [
      "a label with a digest only",
      {},
      { [DIGEST]: "sha256:1" },
      undefined,
      { digest: "sha256:1", from: "label" },
    ],
    ["nothing", {}, { [NAME]: "" }, undefined, undefined],
  ])("%s", (_, annotations, labels, text, expected) => {
    expect(told(rows, text, { annotations, labels }).baseImage).toEqual(expected);
  });
});
