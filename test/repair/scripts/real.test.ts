import { existsSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Accepted, accepted, EFFECTS, judged } from "./mutations.ts";
import { inserted } from "./positions.ts";
import { RealRoot } from "./real-root.ts";

/** With DRYDOCK_ALL_MUTATIONS=1 every accepted script is run: two minutes. */
const isWhole = process.env.DRYDOCK_ALL_MUTATIONS === "1";
const isPossible = process.getuid?.() === 0 && existsSync("/usr/bin/dpkg-maintscript-helper");
const [, , , probe] = EFFECTS;

function argumentsOf({ of, name }: Accepted): readonly string[] {
  if (name === "postinst") return ["configure", `${of.version}~`];
  return name === "preinst" ? ["upgrade", `${of.version}~`, of.version] : ["upgrade", of.version];
}

describe.skipIf(!isPossible)(
  "accepted scripts, run by the real shell in a real root (root on Debian is needed)",
  () => {
    let root: RealRoot;
    beforeAll(() => {
      root = new RealRoot();
    });
    afterAll(() => root.close());

    const chosen = accepted.filter((_, index) => isWhole || index % 12 === 0);

    test.each(["0", "1"])("unknown programs end with %s", { timeout: 300_000 }, (status) => {
      for (const one of chosen) {
        const marked = one.positions.reduceRight(
          (text, position) => inserted(text, position, `printf '%s ' ${position} >&9`),
          one.text,
        );
        const found = root.run(marked, argumentsOf(one), {
          STUB: status,
          DPKG_MAINTSCRIPT_NAME: one.name,
          DPKG_MAINTSCRIPT_PACKAGE: one.of.package,
          DPKG_MAINTSCRIPT_ARCH: one.of.architecture,
        });
        const said = `${one.of.package} ${one.name}`;
        const effects = one.verdict.kind === "effects" ? one.verdict.effects : [];
        const paths = new Set(effects.flatMap((effect) => ("path" in effect ? [effect.path] : [])));
        if (status === "0") expect([said, found.status]).toEqual([said, 0]);
        // What fails makes dpkg stop, so then less may have happened.
        if (found.status === 0) expect([said, found.changed]).toEqual([said, [...paths].toSorted()]);
        else expect([said, found.changed.filter((path) => !paths.has(path))]).toEqual([said, []]);
        const reached = [...new Set(found.marks)];
        expect([said, reached.filter((mark) => judged(one, mark, probe) === "dead")]).toEqual([said, []]);
      }
    });
  },
);
