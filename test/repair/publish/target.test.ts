import { expect, test } from "vitest";
import { parseImageName } from "../../../src/image/reference.ts";
import { printTarget, targetOf } from "../../../src/repair/publish/target.ts";

const DIGEST = `sha256:${"0123456789abcdef".repeat(4)}`;

test.each([
  ["r.example/app:1.0", {}, "r.example/app:1.0_fixd"],
  ["r.example/app:1.0_fixd", {}, "r.example/app:1.0_fixd"],
  ["r.example/app", {}, "r.example/app:latest_fixd"],
  [`r.example/app:1.0@${DIGEST}`, {}, "r.example/app:1.0_fixd"],
  [`r.example/app@${DIGEST}`, {}, "r.example/app:digest-0123456789abcdef_fixd"],
  [`r.example/app:${"x".repeat(123)}`, {}, `r.example/app:${"x".repeat(123)}_fixd`],
  [`r.example/app:${"x".repeat(124)}`, { tag: "short" }, "r.example/app:short"],
  ["r.example/app:1.0", { repository: "other.example/b/c" }, "other.example/b/c:1.0_fixd"],
  ["app:1.0", {}, "docker.io/library/app:1.0_fixd"],
])("%s with %j → %s", (name, wishes, expected) => {
  expect(printTarget(targetOf(parseImageName(name), wishes))).toBe(expected);
});

test("a tag that is too long is refused, never cut", () => {
  const name = parseImageName(`r.example/app:${"x".repeat(124)}`);
  expect(() => targetOf(name, {})).toThrow(
    expect.objectContaining({
      code: "FIX_TAG_TOO_LONG",
      message: `The tag ${"x".repeat(124)}_fixd is longer than 128 characters; name another with --tag.`,
    }),
  );
});

test.each([{ tag: "a b" }, { tag: "-x" }, { tag: "x".repeat(129) }, { repository: "r.example/app:1" }])(
  "%j is refused",
  (wishes) => {
    expect(() => targetOf(parseImageName("r.example/app:1.0"), wishes)).toThrow(
      expect.objectContaining({ code: "USAGE" }),
    );
  },
);
