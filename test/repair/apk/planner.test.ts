import { describe, expect, test } from "vitest";
import type { Package } from "../../../src/model/index.ts";
import type { Offer } from "../../../src/repair/apk/apk-index.ts";
import { parseAtoms } from "../../../src/repair/apk/atoms.ts";
import { parseInstalled } from "../../../src/repair/apk/database.ts";
import { plan } from "../../../src/repair/apk/planner.ts";

/** `name=version` and lines as in the index, such as `D:a b`. */
type Row = readonly [nameAndVersion: string, ...lines: string[]];

interface Asked {
  readonly installed: readonly Row[];
  readonly offers: readonly (Row | { readonly tag: string; readonly row: Row })[];
  readonly world?: string;
  /** `name>=version`. */
  readonly targets: readonly string[];
  readonly banned?: Readonly<Record<string, string>>;
}

function paragraph([nameAndVersion, ...lines]: Row): string {
  const [name = "", version = ""] = nameAndVersion.split("=");
  return [`P:${name}`, `V:${version}`, "A:x86_64", ...lines].join("\n");
}

function ask({ installed, offers, world = "", targets, banned = {} }: Asked) {
  const there = parseInstalled(Buffer.from(installed.map((row) => `${paragraph(row)}\n\n`).join("")));
  const answer = plan({
    installed: there,
    offers: offers.map((one): Offer => {
      const row = "row" in one ? one.row : one;
      const text = paragraph(row);
      const fields = new Map(text.split("\n").map((line) => [line.slice(0, 1), line.slice(2)]));
      const url = new URL("https://example.org/main");
      const repository = "row" in one ? { url, tag: one.tag } : { url };
      return { repository, fields, name: fields.get("P") ?? "", version: fields.get("V") ?? "" };
    }),
    world: parseAtoms(world),
    architecture: "x86_64",
    targets: targets.map((text) => {
      const [name = "", fixedVersion = ""] = text.split(">=");
      const version = there.find((one) => one.name === name)?.version ?? "0";
      const found: Package = { name, version, ecosystem: "", purl: "", by: "apk", locations: [] };
      return { package: found, fixedVersion, findings: [] };
    }),
    banned: new Map(Object.entries(banned).map(([name, reason]) => [name, { code: "FIX_SCRIPT", reason }])),
  });
  return {
    raises: answer.raises.map(({ old, offer, because }) => `${old.name} ${offer.version} ${because}`),
    left: answer.left.map(({ name, code, reason }) => `${name} ${code} ${reason}`),
  };
}

const raised = (...raises: string[]) => ({ raises, left: [] });
const left = (...lines: string[]) => ({ raises: [], left: lines });

describe("which version", () => {
  test("the newest, not the first that would do", () => {
    const offers: Row[] = [["a=1-r1"], ["a=1.10-r0"], ["a=1.9-r0"]];
    expect(ask({ installed: [["a=1-r0"]], offers, targets: ["a>=1-r1"] })).toEqual(
      raised("a 1.10-r0 target"),
    );
  });

  test("none, or only older ones than are needed", () => {
    expect(ask({ installed: [["a=1-r0"]], offers: [], targets: ["a>=1-r1"] })).toEqual(
      left("a FIX_NOT_PUBLISHED a needs at least 1-r1; the repositories offer none."),
    );
    expect(ask({ installed: [["a=1-r0"]], offers: [["a=1-r1"]], targets: ["a>=1-r2"] })).toEqual(
      left("a FIX_NOT_PUBLISHED a needs at least 1-r2; the repositories offer 1-r1."),
    );
  });

  test("for another architecture is none", () => {
    expect(ask({ installed: [["a=1-r0"]], offers: [["a=1-r1", "A:aarch64"]], targets: ["a>=1-r1"] })).toEqual(
      left("a FIX_NOT_PUBLISHED a needs at least 1-r1; the repositories offer none."),
    );
  });

  test("a package that is not in the database", () => {
    expect(ask({ installed: [["a=1-r0"]], offers: [], targets: ["b>=1-r1"] })).toEqual(
      left("b FIX_UNSUPPORTED_OS b is not in the package database."),
    );
  });
});

describe("the world file", () => {
  const installed: Row[] = [["a=1.2-r0"]];
  const offers: Row[] = [["a=1.2-r1"], ["a=1.3-r0"]];

  test.each([
    ["a=1.2-r0", left("a FIX_HELD a is held by a=1.2-r0 in etc/apk/world.")],
    ["a<1.2-r1", left("a FIX_HELD a is held by a<1.2-r1 in etc/apk/world.")],
    ["a><Q1abc=", left("a FIX_HELD a is held by a><Q1abc= in etc/apk/world.")],
    ["a~1.2", raised("a 1.2-r1 target")],
    ["a~=1.2", raised("a 1.2-r1 target")],
    ["a<=1.2-r1", raised("a 1.2-r1 target")],
    ["a>1.2", raised("a 1.3-r0 target")],
    ["a b", raised("a 1.3-r0 target")],
    ["!a>1.2-r1", raised("a 1.2-r1 target")],
  ])("%s", (world, expected) => {
    expect(ask({ installed, offers, world, targets: ["a>=1.2-r1"] })).toEqual(expected);
  });

  test("what is held too low is held", () => {
    expect(ask({ installed, offers, world: "a<1.3", targets: ["a>=1.3-r0"] })).toEqual(
      left("a FIX_HELD a is held by a<1.3 in etc/apk/world."),
    );
  });

  test("a repository with a tag is for those that ask for it", () => {
    const tagged = [{ tag: "edge", row: ["a=2-r0"] as Row }];
    expect(ask({ installed, offers: tagged, targets: ["a>=2-r0"] })).toEqual(
      left("a FIX_NOT_PUBLISHED a needs at least 2-r0; the repositories offer none."),
    );
    expect(ask({ installed, offers: tagged, world: "a@edge", targets: ["a>=2-r0"] })).toEqual(
      raised("a 2-r0 target"),
    );
  });
});

describe("what goes along", () => {
  test("all of one source", () => {
    const asked = {
      installed: [
        ["a=1-r0", "o:s"],
        ["b=1-r0", "o:s"],
        ["c=1-r0", "o:t"],
      ] as Row[],
      offers: [
        ["a=1-r1", "o:s"],
        ["b=1-r1", "o:s"],
        ["c=1-r1", "o:t"],
      ] as Row[],
      targets: ["b>=1-r1"],
    };
    expect(ask(asked)).toEqual(raised("a 1-r1 source", "b 1-r1 target"));
    expect(ask({ ...asked, banned: { a: "It would run something." } })).toEqual(
      left("b FIX_SCRIPT It would run something."),
    );
  });

  test("what provides what is needed now, and what needed what is gone", () => {
    expect(
      ask({
        installed: [["lib=1-r0", "p:so:lib.so.1=1"], ["app=1-r0", "D:so:lib.so.1"], ["tool=1-r0"]],
        offers: [
          ["lib=2-r0", "p:so:lib.so.2=2"],
          ["app=1-r1", "D:so:lib.so.2"],
          ["tool=1-r1", "D:lib>=2"],
        ],
        targets: ["tool>=1-r1"],
      }),
    ).toEqual(raised("app 1-r1 dependency", "lib 2-r0 dependency", "tool 1-r1 target"));
  });

  test("what came along with others stays with them", () => {
    const installed: Row[] = [["a=1-r0"], ["a-doc=1-r0", "o:docs", "i:a=1-r0 docs"], ["docs=1-r0"]];
    const offers: Row[] = [["a=1-r1"], ["a-doc=1-r1", "o:docs", "i:a=1-r1 docs"]];
    expect(ask({ installed, offers, targets: ["a>=1-r1"] })).toEqual(
      raised("a 1-r1 target", "a-doc 1-r1 dependency"),
    );
    expect(ask({ installed, offers: [["a=1-r1"]], world: "a-doc", targets: ["a>=1-r1"] })).toEqual(
      raised("a 1-r1 target"),
    );
    expect(ask({ installed, offers: [["a=1-r1"]], targets: ["a>=1-r1"] })).toEqual(
      left("a FIX_DEPENDENCY a-doc 1-r0 needs a=1-r0, which is not in the image."),
    );
  });
});

describe("what stands in the way", () => {
  test("a package that would be new", () => {
    expect(ask({ installed: [["a=1-r0"]], offers: [["a=1-r1", "D:new"]], targets: ["a>=1-r1"] })).toEqual(
      left("a FIX_DEPENDENCY a 1-r1 needs new, which is not in the image."),
    );
  });

  test("another that needs the old one", () => {
    expect(
      ask({ installed: [["a=1-r0"], ["b=1-r0", "D:a=1-r0"]], offers: [["a=1-r1"]], targets: ["a>=1-r1"] }),
    ).toEqual(left("a FIX_DEPENDENCY b 1-r0 needs a=1-r0, which is not in the image."));
  });

  test("a conflict", () => {
    expect(
      ask({ installed: [["a=1-r0"], ["b=1-r0"]], offers: [["a=1-r1", "D:!b<2"]], targets: ["a>=1-r1"] }),
    ).toEqual(left("a FIX_DEPENDENCY a 1-r1 cannot stand beside b."));
  });

  test("not what was missing before", () => {
    expect(
      ask({ installed: [["a=1-r0", "D:gone"]], offers: [["a=1-r1", "D:gone"]], targets: ["a>=1-r1"] }),
    ).toEqual(raised("a 1-r1 target"));
  });

  test("one target leaves the others alone", () => {
    expect(
      ask({
        installed: [["a=1-r0"], ["b=1-r0"]],
        offers: [["a=1-r1", "D:new"], ["b=1-r1"]],
        targets: ["a>=1-r1", "b>=1-r1"],
      }),
    ).toEqual({
      raises: ["b 1-r1 target"],
      left: ["a FIX_DEPENDENCY a 1-r1 needs new, which is not in the image."],
    });
  });
});
