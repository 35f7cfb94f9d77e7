import { expect, test } from "vitest";
import type { ScriptName } from "../../../src/repair/scripts/index.ts";
import { corpus, prove } from "./corpus.ts";

test("every real script has the verdict that reading it gave", () => {
  const found = corpus.map((one) => ({
    package: one.package,
    verdicts: Object.fromEntries(
      Object.entries(one.scripts).map(([name, text]) => [name, prove(one, { [name]: text })]),
    ),
  }));
  expect(found).toEqual(corpus.map((one) => ({ package: one.package, verdicts: one.verdicts })));
});

test("every package has its verdict for all scripts of an upgrade", () => {
  expect(corpus.map((one) => [one.package, prove(one, one.scripts)])).toEqual(
    corpus.map((one) => [one.package, one.verdict]),
  );
});

test("there are more than 300 scripts, of which more than 300 are accepted and more than 200 refused", () => {
  const kinds = corpus.flatMap((one) => Object.values(one.verdicts).map(({ kind }) => kind));
  const accepted = kinds.filter((kind) => kind !== "refused").length;
  expect([kinds.length > 700, accepted > 300, kinds.length - accepted > 200]).toEqual([true, true, true]);
});

/** What containers hold, and what the design expects of it: packages without scripts are not in the corpus. */
test.each([
  ["libc6", "inert"],
  ["libc-bin", "effects"],
  ["openssl", "effects"],
  ["perl-base", "inert"],
  ["apt", "inert"],
  ["bash", "inert"],
  ["tar", "inert"],
  ["passwd", "inert"],
  ["login", "inert"],
  ["util-linux", "inert"],
  ["libpam0g", "inert"],
  ["e2fsprogs", "inert"],
  ["libgcrypt20", "inert"],
  ["tzdata", "refused"],
  ["ca-certificates", "refused"],
  ["dpkg", "refused"],
  ["libpam-runtime", "refused"],
  ["python3.11-minimal", "refused"],
  ["systemd", "refused"],
  ["php8.2-cli", "refused"],
  ["iputils-ping", "refused"],
])("%s: %s", (name, kind) => {
  const one = corpus.find((each) => each.package === name);
  expect(one?.verdict.kind).toBe(kind);
});

test("the base packages' scripts are the distribution's, all four kinds among them", () => {
  const names = new Set<ScriptName>(corpus.flatMap((one) => Object.keys(one.scripts) as ScriptName[]));
  expect([...names].toSorted()).toEqual(["postinst", "postrm", "preinst", "prerm"]);
});
