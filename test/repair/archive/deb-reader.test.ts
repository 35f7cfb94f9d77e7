import { readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Unreadable } from "../../../src/errors.ts";
import type { Deb } from "../../../src/repair/archive/index.ts";
import { DebReader } from "../../../src/repair/archive/index.ts";
import { describeWith } from "../../support/tools.ts";
import { buildDeb, workFolder } from "./repository.ts";

describeWith(["dpkg-deb"], "packages read in several threads", () => {
  const work = workFolder();
  let packages: string[] = [];
  let damaged: string;
  afterAll(() => work.remove());
  beforeAll(() => {
    packages = (["xz", "gzip", "zstd", "none", "xz"] as const).map((compression, index) =>
      buildDeb(work.path, {
        fields: { Package: `pack${index}`, Version: `1.${index}`, Architecture: "amd64" },
        files: {
          [`/usr/share/pack${index}`]: { content: `${index}`.repeat(300_000), mode: 0o755 },
          "/etc/same": { content: "same\n" },
        },
        conffiles: ["/etc/same"],
        control: { postinst: "#!/bin/sh\nexit 0\n" },
        compression,
      }),
    );
    damaged = join(work.path, "damaged.deb");
    writeFileSync(damaged, readFileSync(packages[0]!));
    truncateSync(damaged, 400);
  });

  /** All of each package but where its data lies, and the data. */
  async function readWith(reader: DebReader, name: string) {
    const read = await Promise.all(
      packages.map((path, index) => reader.read(path, join(work.path, `${name}-${index}.tar`))),
    );
    return read.map(({ control, info, entries, data }: Deb) => ({
      control: control.fields,
      info: [...info],
      buffers: [...info.values()].every(({ content }) => Buffer.isBuffer(content)),
      entries,
      data: readFileSync(data, "latin1"),
    }));
  }

  test("are what one thread makes of them", async () => {
    const [alone, several] = [new DebReader(5, 1), new DebReader(5, 3)];
    try {
      const expected = await readWith(alone, "alone");
      expect(expected.map(({ control }) => new Map(control).get("Package"))).toEqual(
        packages.map((_, index) => `pack${index}`),
      );
      expect(expected.every(({ buffers }) => buffers)).toBe(true);
      expect(await readWith(several, "several")).toEqual(expected);
      expect(await readWith(several, "once more")).toEqual(expected);
    } finally {
      await alone.close();
      await several.close();
    }
  });

  test("one that is damaged is told as it is, and the thread goes on", async () => {
    const reader = new DebReader(2, 2);
    try {
      const tries = [1, 2, 3].map((index) => reader.read(damaged, join(work.path, `damaged-${index}.tar`)));
      const ends = await Promise.allSettled(tries);
      expect(ends.map((end) => end.status === "rejected" && end.reason)).toEqual(
        Array(3).fill(expect.objectContaining({ message: "it is cut off" })),
      );
      expect(ends.every((end) => end.status === "rejected" && end.reason instanceof Unreadable)).toBe(true);
      expect(await readWith(reader, "afterwards")).toHaveLength(5);
    } finally {
      await reader.close();
    }
  });
});
