import { expect, test } from "vitest";
import type { ScanResult } from "../../src/model/index.ts";
import { placeText, upgradePlaces } from "../../src/report/upgrade-place.ts";
import { inLayer } from "../support/risk-result.ts";
import { scanResult, someFinding, somePackage } from "../support/scan-result.ts";

const found = (path: string) =>
  someFinding({
    id: "CVE-1",
    severity: "high",
    package: somePackage("x", "1", { locations: [inLayer(path, 0)] }),
  });
const { image } = scanResult();
const placesOf = (...paths: readonly string[]) =>
  upgradePlaces(
    paths.map((path) => found(path)),
    image,
  );

test.each([
  ["srv/app/node_modules/a/node_modules/@b/c/package.json", "srv/app/package.json"],
  ["node_modules/a/package.json", "package.json"],
  ["srv/app/package-lock.json", "srv/app/package.json"],
  ["yarn.lock", "package.json"],
  ["srv/php/vendor/composer/installed.json", "srv/php/composer.json"],
  ["srv/php/composer.lock", "srv/php/composer.json"],
  ["srv/Gemfile.lock", "srv/Gemfile"],
  ["srv/Cargo.lock", "srv/Cargo.toml"],
  ["srv/uv.lock", "srv/pyproject.toml"],
])("%s is told of by %s", (path, manifest) => {
  expect(placesOf(path)).toEqual([{ manifest }]);
});

test.each(["usr/local/lib/node_modules/npm/node_modules/x/package.json", "usr/bin/program", "app.jar"])(
  "nobody can tell of %s",
  (path) => {
    expect(placesOf(path)).toEqual([]);
  },
);

test("the lines of the Dockerfile, of a system package those alone; each place once", () => {
  const dockerfile = { path: "docker/Dockerfile", startLine: 7, endLine: 8 };
  const [base, ...others] = image.layers;
  const origin = { ...base!.origin, owner: "own", dockerfile } as NonNullable<typeof base>["origin"];
  const built: ScanResult["image"] = { ...image, layers: [{ ...base!, origin }, ...others] } as typeof image;
  const system = found("var/lib/dpkg/status");
  const npm = found("srv/app/node_modules/a/package.json");
  expect(upgradePlaces([system, npm, npm], built)).toEqual([
    { dockerfile },
    { manifest: "srv/app/package.json", dockerfile },
  ]);
});

test("in words", () => {
  const dockerfile = { path: "Dockerfile", startLine: 7, endLine: 8 };
  expect([
    placeText([]),
    placeText([{ manifest: "srv/package.json" }]),
    placeText([{ dockerfile }]),
    placeText([{ manifest: "srv/package.json", dockerfile }, { dockerfile }, { manifest: "a" }]),
  ]).toEqual([undefined, "srv/package.json", "Dockerfile:7", "srv/package.json, Dockerfile:7 and 2 more"]);
});
