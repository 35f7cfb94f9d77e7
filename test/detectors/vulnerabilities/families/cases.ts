import { describe, expect, it } from "vitest";
import type { OsRelease, Package } from "../../../../src/model/index.ts";
import { aPackage, found, type Row, type Tables } from "../scene.ts";

/** One image and what must be found in it. */
interface Case {
  readonly what: string;
  readonly os: OsRelease | string;
  readonly tables: Tables;
  readonly packages: readonly Package[];
  readonly now?: string;
  readonly finds: readonly string[];
}

export function cases(family: string, list: readonly Case[]): void {
  describe(family, () => {
    it.each(list)("$what", async ({ finds, ...scene }) => expect(await found(scene)).toEqual(finds));
  });
}

export const apkPackage = (text: string, source?: string) =>
  aPackage(
    text,
    "apk",
    source === undefined ? {} : { source: { name: source, version: text.split(" ")[1] ?? "" } },
  );

export const dpkg = (text: string, source?: string) => {
  const [name = "", version = ""] = (source ?? text).split(" ");
  return aPackage(text, "dpkg", { source: { name, version } });
};

export const rpm = (text: string, architecture = "x86_64", more: Partial<Package> = {}) =>
  aPackage(text, "rpm", { architecture, ...more });

export const row = (id: string, fixedVersion?: string, more: Partial<Row> = {}): Row => ({
  id,
  ...(fixedVersion !== undefined && { fixedVersion }),
  ...more,
});
