import { expect, test } from "vitest";
import { DrydockError } from "../../src/errors.ts";
import { quietHost } from "../../src/host.ts";
import type { FixCode, Image, LeftOut } from "../../src/model/index.ts";
import { chosenEngine } from "../../src/repair/engines.ts";
import type { Grafter, GraftPlan, RepairTask } from "../../src/repair/model.ts";

const NOTHING = quietHost("/nonexistent", {
  env: { PATH: "/nonexistent", DOCKER_HOST: "unix:///nonexistent" },
});
const THING = { name: "thing", architecture: "amd64", from: "1", to: "2", because: "target" } as const;
const leftBy = (code: FixCode): LeftOut => ({ name: "other", version: "1", code, reason: "Because." });

interface Wish {
  readonly can?: boolean;
  readonly left?: readonly FixCode[];
  readonly mode?: "auto" | "graft" | "build";
  readonly partial?: boolean;
  readonly grafters?: boolean;
  readonly grafter?: Grafter;
}

async function choose(wish: Wish) {
  const { can = true, left = [], mode = "auto", partial = true, grafters = true } = wish;
  const closed: string[] = [];
  const plan: GraftPlan = {
    plan: { packages: can ? [THING] : [], left: left.map(leftBy), commands: [] },
    notes: [],
    graft: async () => [{ type: "symlink", path: "a/b", target: "x", mode: 0o777, uid: 0, gid: 0, mtime: 5 }],
    close: async () => void closed.push("closed"),
  };
  const grafter: Grafter = wish.grafter ?? { id: "dpkg", serves: () => true, plan: async () => plan };
  // No shell: nothing could be built.
  const entry = (path: string) =>
    path === "a" ? ({ path, type: "directory", size: 0, mode: 0o700, uid: 1, gid: 2 } as const) : undefined;
  const task = {
    root: { entry },
    os: { family: "debian", version: "12" },
    targets: [],
  } as unknown as RepairTask;
  const image = { config: { document: {} } } as unknown as Image;
  const options = { mode, partial, network: "default", dryRun: false } as const;
  const choice = {
    task,
    image,
    options,
    grafters: grafters ? [grafter] : [],
    epochOf: (newest: number) => newest + 1,
  };
  const chosen = await chosenEngine(choice, NOTHING).catch((error: unknown) => error as { code?: string });
  return { chosen, closed };
}

test.each<readonly [string, Wish, string, readonly string[]]>([
  ["all can be grafted", {}, "graft", []],
  ["what is left has no newer version anyway", { left: ["FIX_NOT_PUBLISHED", "FIX_HELD"] }, "graft", []],
  ["some can, and nothing can be built", { left: ["FIX_SCRIPT"] }, "graft", []],
  ["some can, and that is not wanted", { left: ["FIX_SCRIPT"], partial: false }, "FIX_NO_SHELL", ["closed"]],
  ["none can, and nothing can be built", { can: false, left: ["FIX_SCRIPT"] }, "FIX_NO_SHELL", ["closed"]],
  [
    "none can, and only grafting is wanted",
    { can: false, left: ["FIX_SCRIPT"], mode: "graft" },
    "FIX_SCRIPT",
    ["closed"],
  ],
  ["only grafting is wanted, of what can be", { left: ["FIX_SCRIPT"], mode: "graft" }, "graft", []],
  ["an archive failed verification", { left: ["FIX_SCRIPT", "FIX_HASH"] }, "FIX_HASH", ["closed"]],
  ["only building is wanted", { mode: "build" }, "FIX_NO_SHELL", []],
  ["nobody grafts on this", { grafters: false, mode: "graft" }, "FIX_UNSUPPORTED_OS", []],
])("%s", async (_, wish, outcome, closings) => {
  const { chosen, closed } = await choose(wish);
  expect(["mode" in chosen ? chosen.mode : "code" in chosen ? chosen.code : undefined, closed]).toEqual([
    outcome,
    closings,
  ]);
});

test("where the archive cannot be reached, nobody builds instead", async () => {
  const trouble = new DrydockError("NETWORK", "The archive does not answer.");
  const grafter: Grafter = { id: "dpkg", serves: () => true, plan: () => Promise.reject(trouble) };
  expect(await choose({ grafter })).toEqual({ chosen: trouble, closed: [] });
});

test("what an image without a package database is told", async () => {
  const { chosen } = await choose({ grafters: false, mode: "graft" });
  expect(chosen).toMatchObject({ message: "debian has no package database that can be grafted on." });
});

test("grafted entries get their folders from the image, dated as the new image is", async () => {
  const { chosen } = await choose({});
  if (!("entries" in chosen)) throw new Error("not chosen");
  const { entries, epoch } = await chosen.entries("/nonexistent");
  expect([entries.at(-1), epoch]).toEqual([
    { type: "directory", path: "a", mode: 0o700, uid: 1, gid: 2, mtime: 1 },
    1,
  ]);
});
