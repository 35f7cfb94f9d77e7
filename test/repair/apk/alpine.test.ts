import { mkdtempSync, readFileSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bytesOf, listTar } from "../../../src/repair/apk/tar.ts";
import { corpus } from "../../support/corpus.ts";
import { describeWith } from "../../support/tools.ts";
import { ALPINES, copyRoot, inRoot, setRepositories, trust, unpackBase } from "./support/alpine.ts";
import { applyLayer, diskRoot, listTree } from "./support/disk-root.ts";
import { graftOnto } from "./support/plan.ts";
import { AFTER, BEFORE, live } from "./support/recipes.ts";
import { repackAll } from "./support/repack.ts";
import { signingKey } from "./support/repository.ts";
import { type ApkServer, repositoryFiles, startServer } from "./support/server.ts";

if (!corpus.present || process.getuid?.() !== 0)
  test.skip("real Alpine roots (skipped: no corpus beside the checkout, or not root)", () => {});
else
  describeWith(["chroot", "tar"], "the graft equals the image's own apk upgrade", () => {
    const folder = mkdtempSync(join(tmpdir(), "drydock-alpine-"));
    const key = signingKey();
    let server: ApkServer;
    beforeAll(async () => {
      server = await startServer(
        new Map([...repositoryFiles("/before", BEFORE, key), ...repositoryFiles("/after", AFTER, key)]),
      );
    });
    afterAll(async () => {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    });

    test.each(ALPINES)("%s", { timeout: 120_000 }, async (name, file, layout) => {
      const base = join(folder, name);
      await unpackBase(corpus.image(name, file), layout, base);
      trust(base, key);
      setRepositories(base, `${server.url}/before`);
      await inRoot(base, `apk add --no-cache ${BEFORE.map(({ name }) => name).join(" ")}`);
      live(base);
      // apk's trigger of busybox makes such links anew.
      unlinkSync(join(base, "usr/bin/wget"));
      setRepositories(base, `${server.url}/after`);
      const [native, grafted] = [`${base}-native`, `${base}-grafted`];
      copyRoot(base, native);
      copyRoot(base, grafted);

      const { plan, layer } = await graftOnto(diskRoot(grafted), [
        ["one", "1.1-r0"],
        ["watcher", "1-r1"],
      ]);
      await applyLayer(grafted, layer);
      await inRoot(native, "apk upgrade --no-cache");

      expect(plan).toEqual({
        packages: [
          {
            name: "one",
            architecture: "x86_64",
            from: "1.0-r0",
            to: "1.1-r0",
            source: "one",
            because: "target",
          },
          {
            name: "one-libs",
            architecture: "x86_64",
            from: "1.0-r0",
            to: "1.1-r0",
            source: "one",
            because: "source",
          },
          {
            name: "two",
            architecture: "x86_64",
            from: "2-r0",
            to: "2-r1",
            source: "two",
            because: "dependency",
          },
          {
            name: "watcher",
            architecture: "x86_64",
            from: "1-r0",
            to: "1-r1",
            source: "watcher",
            because: "target",
          },
        ],
        left: [],
        commands: ["apk upgrade --no-cache one one-libs two watcher"],
      });
      expect(comparable(grafted)).toEqual(comparable(native));
      expect(
        await inRoot(grafted, "apk version -l '<'; apk audit --system --no-network; apk fix -s"),
      ).toEqual(await inRoot(native, "apk version -l '<'; apk audit --system --no-network; apk fix -s"));
    });

    test.each(ALPINES)("%s raised as a whole", { timeout: 120_000 }, async (name, file, layout) => {
      const base = join(folder, `${name}-whole`);
      await unpackBase(corpus.image(name, file), layout, base);
      trust(base, key);
      // Before 3.20 its script makes /var/run anew, which is refused. The second is passed over by apk 2.10.3, not by us.
      const spared = name === "alpine-3.20" ? [] : ["alpine-baselayout", "ca-certificates-cacert"];
      const recipes = repackAll(base).filter((recipe) => !spared.includes(recipe.name));
      for (const [path, bytes] of repositoryFiles(`/${name}`, recipes, key)) server.files.set(path, bytes);
      setRepositories(base, `${server.url}/${name}`);
      unlinkSync(join(base, "usr/bin/wget"));
      symlinkSync("/bin/busybox", join(base, "usr/bin/no-such-applet"));
      const [native, grafted] = [`${base}-native`, `${base}-grafted`];
      copyRoot(base, native);
      copyRoot(base, grafted);

      const wanted = recipes.map((recipe) => [recipe.name, recipe.version] as const);
      const { plan, layer } = await graftOnto(diskRoot(grafted), wanted);
      await applyLayer(grafted, layer);
      await inRoot(native, "apk upgrade --no-cache");

      expect(plan.packages.map((one) => [one.name, one.to])).toEqual(wanted.toSorted());
      expect(plan.left).toEqual([]);
      for (const root of [native, grafted]) forgetDay(root);
      expect(comparable(grafted)).toEqual(comparable(native));
    });
  });

/** On which a password was set: busybox takes the day it runs on. */
function forgetDay(root: string): void {
  const path = join(root, "etc/shadow");
  writeFileSync(path, readFileSync(path, "utf8").replace(/^(klogd:!:)\d+/m, "$10"));
}

/** Left out: the lock, caches; times in scripts.tar; the order of paragraphs where apk keeps that of its work. */
function comparable(root: string): unknown {
  const database = join(root, "lib/apk/db");
  const {
    "lib/apk/db/installed": _i,
    "lib/apk/db/scripts.tar": _s,
    "lib/apk/db/triggers": _t,
    ...tree
  } = listTree(root);
  const scripts = readFileSync(join(database, "scripts.tar"));
  const installed = readFileSync(join(database, "installed"), "utf8").split("\n\n");
  const isSorted = readFileSync(join(root, "etc/alpine-release"), "utf8").startsWith("3.20");
  return {
    tree,
    installed: isSorted ? installed : installed.toSorted(),
    triggers: readFileSync(join(database, "triggers"), "utf8"),
    scripts: listTar(bytesOf(scripts))
      .map(({ path, mode, uid, gid, offset, size }) => [
        path,
        mode,
        uid,
        gid,
        scripts.toString("utf8", offset, offset + size),
      ])
      .toSorted(),
  };
}
