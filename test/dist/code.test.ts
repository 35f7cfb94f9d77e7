import { globSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { dirname, join } from "node:path";
import { parseAst } from "rolldown/parseAst";
import { describe, expect, test } from "vitest";
import { dist, madeOf } from "../support/loaded.ts";

const scripts = globSync("*/*.js", { cwd: dist }).filter((file) => !file.startsWith("assets/"));
const doors = scripts.filter((file) => file.endsWith("/index.js"));

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}
const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && typeof (value as Node).type === "string";

/** Every node with the one it stands in; `enter` = whether to look into it. */
function* nodes(
  node: Node,
  parent?: Node,
  enter: (node: Node) => boolean = () => true,
): Generator<readonly [Node, Node | undefined]> {
  yield [node, parent];
  if (!enter(node)) return;
  for (const value of Object.values(node))
    for (const child of [value].flat()) if (isNode(child)) yield* nodes(child, node, enter);
}
const parsed = (file: string) => parseAst(readFileSync(join(dist, file), "utf8")) as unknown as Node;

/** `eval(…)`, `new Function(…)` and whatever else takes hold of the two. */
function makersOfCode(file: string): readonly string[] {
  return [...nodes(parsed(file))].flatMap(([node, parent]) => {
    if (node.type !== "Identifier" || (node.name !== "eval" && node.name !== "Function")) return [];
    const isName = parent?.property === node && parent.computed === false;
    const isKey = parent?.type === "Property" && parent.key === node && parent.computed === false;
    const isAsked = parent?.type === "BinaryExpression" && parent.operator === "instanceof";
    return isName || isKey || isAsked ? [] : [`${file}: ${node.name}`];
  });
}

/** Whether importing it takes until something else has happened. */
function awaits(file: string): boolean {
  const enter = ({ type }: Node) => !/Function|^MethodDefinition$|^PropertyDefinition$/.test(type);
  return [...nodes(parsed(file), undefined, enter)].some(
    ([{ type, await: isAwait }]) =>
      type === "AwaitExpression" || (type === "ForOfStatement" && isAwait === true),
  );
}

describe("the bundle", () => {
  test("makes no code from text", () => {
    expect(scripts.flatMap(makersOfCode)).toEqual([]);
  });

  // Its parts may import from it: they would wait for it, and it for them.
  test.each(doors)("%s does not wait before it is open", (door) => {
    expect(awaits(door)).toBe(false);
  });

  test("has everything that it names beside it", () => {
    const names = scripts.flatMap((file) => {
      const code = readFileSync(join(dist, file), "utf8");
      const found = code.matchAll(/(?:^import [^"\n]*|import\(|new URL\()"(\.[^"]+)"/gm);
      return [...found].map(([, name = ""]) => join(dirname(file), name));
    });
    const there = new Set(globSync("*/*", { cwd: dist }));
    expect(names.length).toBeGreaterThan(50);
    expect(names.filter((name) => !there.has(name))).toEqual([]);
  });

  test("leaves nothing outside but modules of Node", () => {
    const names = scripts.flatMap((file) =>
      [
        ...readFileSync(join(dist, file), "utf8").matchAll(/(?:^import [^"\n]*|import\()"([^."][^"]*)"/gm),
      ].map(([, name = ""]) => name.replace(/^node:/, "")),
    );
    expect(names.filter((name) => !builtinModules.includes(name))).toEqual([]);
  });

  test("names the licence of every package that is in it", () => {
    const packages = scripts
      .flatMap(madeOf)
      .flatMap((source) => /^.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1] ?? []);
    const notices = readFileSync(join(dist, "NOTICES.txt"), "utf8");
    const named = [...notices.matchAll(/^-{80}\n(\S+) \S+ \((.+)\)\n\n(.+)/gm)];
    const names = new Set(named.map(([, name = ""]) => name));
    expect(packages.length).toBeGreaterThan(100);
    expect(packages.filter((name) => !names.has(name))).toEqual([]);
    expect(named.filter(([, , licence = "", text = ""]) => licence === "undefined" || text === "")).toEqual(
      [],
    );
  });
});
