import { describe, expect, it } from "vitest";
import { apk } from "../../src/versions/index.ts";
import { itAgreesWith, itIsAnOrder, itKnows } from "./check.ts";
import { readValidity, shapes } from "./samples.ts";

describe("apk", () => {
  itAgreesWith(apk, "apk.txt", 2000);
  itAgreesWith(apk, "apk-published.txt", 80);
  itIsAnOrder(apk, shapes.apk);
  itKnows(
    apk,
    [
      "0",
      "1.0",
      "1.0b",
      "1.0_alpha",
      "1.0_alpha_pre2",
      "1.0_git20240101-r3",
      "1.0-r",
      "1.0~1a2b3c-r0",
      "12345678901234567",
    ],
    [
      "",
      " ",
      "a",
      "-r1",
      "1.0bc",
      "1.0B",
      "1.0_foo",
      "1.0_preview",
      "1.0-1",
      "1.0-",
      "1.0-r1.2",
      "1.0~",
      "1.0~xyz",
      "1 ",
      "1\n",
    ],
  );
  it("takes what apk takes", () => {
    const rows = readValidity("apk-valid.txt");
    expect(new Set(rows.map(([, valid]) => valid)).size).toBe(2);
    expect(rows.map(([version]) => [version, apk.valid(version)])).toEqual(rows);
  });
  itKnows(apk, [], ["123456789012345678", "1.0-r1_p1", "1:1.0", `1${".1".repeat(5000)}`]);

  /** Each is older than the next. */
  const ladder = [
    ["1.0_alpha", "1.0_alpha1", "1.0_beta", "1.0_pre", "1.0_rc", "1.0", "1.0-r0", "1.0-r1", "1.0-r10"],
    [
      "1.0",
      "1.0-r5",
      "1.0~abc",
      "1.0_cvs",
      "1.0_svn",
      "1.0_git",
      "1.0_hg",
      "1.0_p",
      "1.0_p1",
      "1.0a",
      "1.0b",
      "1.0.0",
    ],
    ["1.001", "1.01", "1.09", "1.1", "1.9", "1.10", "1.100"],
    ["0", "0.1", "1", "9", "10"],
  ];
  it.each(ladder.map((steps) => [steps]))("climbs %j", (steps) => {
    const orders = steps.map((a) => steps.map((b) => apk.compare(a, b)));
    expect(orders).toEqual(steps.map((_, i) => steps.map((__, j) => Math.sign(i - j))));
  });
});
