import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { quietHost } from "../../src/host.ts";
import type { RawOptions } from "../../src/raw-options.ts";
import { rebaseOptions } from "../../src/read-options.ts";
import { rebaseText } from "../../src/rebase/index.ts";
import { rebase } from "../../src/rebase-image.ts";
import { buildImage, dockerArchive } from "../support/image.ts";
import { alpineFiles, sampleDatabase, sampleImage } from "../support/sample.ts";
import type { TarEntry } from "../support/tar.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "drydock-rebase-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function stored(name: string, content: Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** A base image in which packages of the sample's are of other versions. */
function base(name: string, change: (database: string) => string): string {
  const files = alpineFiles().map((entry): TarEntry => {
    if (entry.path !== "lib/apk/db/installed") return entry;
    return { ...entry, content: change(String(entry.content)) };
  });
  return stored(name, dockerArchive(buildImage({ layers: [files] })));
}

function asked(image: string, to: readonly string[], raw: RawOptions = {}) {
  const options = rebaseOptions(image, { db: sampleDatabase, to: [...to], ...raw });
  return rebase(options, quietHost(join(folder, "cache"), { cwd: folder }));
}

const told = ({ advisory, package: { name } }: { advisory: { id: string }; package: { name: string } }) =>
  `${advisory.id}  ${name}`;

const OPENSSL_OLD = "V:3.1.0-r4";
const OPENSSL_NEW = "V:3.1.99-r0";
const added = (name: string, source: string, version: string) =>
  `P:${name}\nV:${version}\nA:x86_64\no:${source}\n\n`;

describe("another base image", () => {
  test("what goes, comes and stays, for each candidate", async () => {
    const app = stored("app.tar", dockerArchive(sampleImage()));
    const same = base("same.tar", (database) => database);
    const newer = base("newer.tar", (database) => database.replaceAll(OPENSSL_OLD, OPENSSL_NEW));
    const larger = base(
      "larger.tar",
      (database) =>
        `${database.trimEnd()}\n\n${added("curl", "curl", "8.1.2-r0")}${added("openssl", "openssl", "3.1.0-r4")}`,
    );
    const answer = await asked(app, [same, newer, larger]);
    const [first, second, third] = answer.moves;
    expect(answer.image.found).toEqual({ base: 10, own: 5, unknown: 0 });
    expect(answer.isProven).toBe(true);
    expect([first?.goes, first?.comes, first?.stays.length]).toEqual([[], [], 10]);
    expect(second?.comes).toEqual([]);
    expect(new Set(second?.goes.map((finding) => finding.package.name))).toEqual(
      new Set(["libcrypto3", "libssl3"]),
    );
    expect((second?.goes.length ?? 0) + (second?.stays.length ?? 0)).toBe(10);
    // curl has no more than the image's own has.
    expect([third?.goes, third?.stays.length]).toEqual([[], 12]);
    expect(new Set(third?.comes.map((finding) => finding.package.name))).toEqual(new Set(["openssl"]));
    // What it says to people.
    const text = rebaseText(answer);
    expect(text).toContain("10 vulnerabilities from its base image, 5 vulnerabilities in its own layers.\n");
    for (const finding of second?.goes ?? []) expect(text).toContain(`  ${told(finding)} 3.1.0-r4\n`);
    expect(text).toContain(
      `to ${newer} (${second?.digest})\n  ${second?.goes.length} would go, 0 would come`,
    );
    expect(text).not.toContain("too short");
  });

  test("layers of which nobody can tell whose they are make it unproven", async () => {
    const app = stored("unknown.tar", dockerArchive(buildImage({ layers: [alpineFiles()] })));
    const answer = await asked(app, [base("again.tar", (database) => database)]);
    expect([answer.image.found, answer.isProven]).toEqual([{ base: 0, own: 0, unknown: 10 }, false]);
    expect(rebaseText(answer)).toContain(
      "Of 10 vulnerabilities it cannot be told whose they are; --dockerfile tells more.\n",
    );
  });

  test("what cannot be looked into makes it unproven", async () => {
    const app = stored("app.tar", dockerArchive(sampleImage()));
    const answer = await asked(app, [base("broken.tar", () => "this is no database\n")]);
    expect([answer.moves[0]?.gaps.length, answer.isProven]).toEqual([2, false]);
    expect(rebaseText(answer)).toContain("so these lists may be too short.\n");
  });
});

describe("what cannot be done", () => {
  test("no candidate, a document, one that is not there", async () => {
    expect(() => rebaseOptions("app", {})).toThrow("--to is missing");
    await expect(asked("sbom:x.json", ["y.tar"])).rejects.toThrow(
      "sbom:x.json has no layers, so a base image cannot be told from it.",
    );
    const app = stored("app.tar", dockerArchive(sampleImage()));
    await expect(asked(app, ["./gone.tar"])).rejects.toThrow(/^--to \.\/gone\.tar: /);
  });

  test("a policy of this folder is not asked", async () => {
    stored("drydock.yml", Buffer.from("this: is no policy\n"));
    const app = stored("app.tar", dockerArchive(sampleImage()));
    const answer = await asked(app, [base("same.tar", (database) => database)]);
    expect(answer.isProven).toBe(true);
  });
});
