import { describe, expect, it } from "vitest";
import { rpm } from "../../src/versions/index.ts";
import { describeWith } from "../support/tools.ts";
import { expectSame, itAgreesWith, itIsAnOrder, itKnows } from "./check.ts";
import { rpmSigns } from "./native.ts";
import { realVersions, samplePairs, shapes } from "./samples.ts";

describe("rpm", () => {
  itAgreesWith(rpm, "rpm.txt", 2500);
  itIsAnOrder(rpm, shapes.rpm);
  itKnows(
    rpm,
    ["0", "1.0", "1.0-1", "1:1.0-1.el9", ":1.0-1", "1.0~rc1^git1-0.1", "b86b3716-61e69f29", "1.0-"],
    [
      "",
      "-1",
      "1:",
      "1:-1",
      "a:1.0-1",
      "1.0 -1",
      "~",
      "1.0-1\n",
      "1:2:3-1",
      "1.0é-1",
      `1${".1".repeat(5000)}`,
    ],
  );

  it("takes no release for less than any, and ^ for more than nothing", () => {
    expect(rpm.compare("1.0", "1.0-1")).toBe(-1);
    expect(rpm.compare("1.0^git1-1", "1.0-1")).toBe(1);
    expect(rpm.compare("1.0^git1-1", "1.0.1-1")).toBe(-1);
    expect(rpm.compare("1:0.1-1", "9.9-1")).toBe(1);
    expect(rpm.compare("0:1.0-1", "1.0-1")).toBe(0);
  });
});

describeWith(["rpm"], "rpm beside rpm", () => {
  it("orders 5000 pairs as rpm does", { timeout: 60_000 }, () => {
    const pairs = samplePairs(shapes.rpm, realVersions("rpm"), rpm.valid, 5000);
    expectSame(rpm, pairs, rpmSigns(pairs));
  });
});
