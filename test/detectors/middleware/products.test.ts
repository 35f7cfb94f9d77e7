import { describe, expect, test } from "vitest";
import type { Detection } from "../../../src/detectors/detector.ts";
import { middleware } from "../../../src/detectors/middleware/index.ts";
import * as all from "../../../src/detectors/middleware/products/all.ts";
import { isRisk } from "../../../src/model/index.ts";
import { checksOf } from "../../../src/policy/checks.ts";
import { scopeOf } from "../../../src/policy/scope.ts";
import { inputFor } from "../../support/read-image.ts";
import { applicationCases } from "./cases/applications.ts";
import { type Cases, PASSWORD, type Situation } from "./cases/case.ts";
import { platformCases } from "./cases/platforms.ts";
import { serviceCases } from "./cases/services.ts";
import { storeCases } from "./cases/stores.ts";

const CASES: Cases = { ...storeCases, ...platformCases, ...applicationCases, ...serviceCases };
const checks = checksOf({ scope: scopeOf() });

async function detectionOf({ layers, files, ...image }: Situation): Promise<Detection> {
  const made = { ...image, layers: layers ?? [files ?? []] };
  const input = await inputFor(middleware, made, checks);
  // What is kept of files goes into the cache on disk.
  const kept = input.read?.view.layers.map((layer) => layer.records["middleware-settings"]);
  expect(JSON.stringify(kept)).not.toContain(PASSWORD);
  return await middleware.detect(input);
}

/** What is said of one rule. */
async function said(rule: string, situation: Situation): Promise<string[]> {
  const detection = await detectionOf(situation);
  expect(JSON.stringify(detection)).not.toContain(PASSWORD);
  const found = detection.findings.filter(isRisk).filter((finding) => finding.rule === rule);
  return [
    ...found.map(({ severity, subject, line, location }) => {
      expect(line === undefined || location !== undefined).toBe(true);
      return `${severity} ${subject}${line === undefined ? "" : `:${line}`}`;
    }),
    ...detection.gaps.filter((gap) => gap.rule?.id === rule).map(({ kind, where }) => `${kind} ${where}`),
  ];
}

describe.each(Object.entries(CASES))("%s", (rule, products) => {
  for (const [product, { catches, guards }] of Object.entries(products)) {
    for (const [name, situation, ...expected] of catches)
      test(`${product}, catches ${name}`, async () => expect(await said(rule, situation)).toEqual(expected));

    for (const [name, situation, ...expected] of guards)
      test(`${product}, keeps quiet: ${name}`, async () =>
        expect(await said(rule, situation)).toEqual(expected));
  }
});

test("every product of every rule has a catch and three guards", () => {
  const few = Object.values(all).flatMap(({ rule, products }) =>
    products
      .filter(({ id }) => {
        const { catches = [], guards = [] } = CASES[rule.id]?.[id] ?? {};
        return catches.length < 1 || guards.length < 3;
      })
      .map(({ id }) => `${rule.id} ${id}`),
  );
  expect(few).toEqual([]);
});

test("the rules are those of the catalogue's section", () => {
  const numbers = Array.from({ length: 21 }, (_, index) => `DD-BL-0${70 + index}`);
  expect(middleware.rules.map(({ id }) => id)).toEqual(numbers);
});

test("every rule tells people what it is about", () => {
  for (const { id, title, fires, guards, advice, category } of middleware.rules) {
    expect(category, id).toBe("baseline");
    for (const text of [fires, guards, advice]) expect(text, id).toMatch(/^[A-Za-z].{15,}[^.]\.$/s);
    expect(title, id).not.toMatch(/\.$/);
  }
});

test("ids of products are unique", () => {
  const ids = Object.values(all).flatMap(({ products }) => products.map(({ id }) => id));
  expect(new Set(ids).size).toBe(ids.length);
});
