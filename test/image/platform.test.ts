import { describe, expect, test } from "vitest";
import { hostPlatform, parsePlatform, platformDistance, platformName } from "../../src/image/platform.ts";
import { checkPlatform, choosePlatform } from "../../src/image/platform-choice.ts";

test.each([
  ["linux/amd64", { os: "linux", architecture: "amd64" }],
  ["arm64", { os: "linux", architecture: "arm64" }],
  ["linux/x86_64", { os: "linux", architecture: "amd64" }],
  ["Linux/AArch64/8", { os: "linux", architecture: "arm64", variant: "v8" }],
  ["armhf", { os: "linux", architecture: "arm", variant: "v7" }],
  ["linux/arm/v6", { os: "linux", architecture: "arm", variant: "v6" }],
  ["windows/amd64", { os: "windows", architecture: "amd64" }],
])("parsePlatform %s", (text, platform) => {
  expect(parsePlatform(text)).toStrictEqual(platform);
});

test.each(["", "linux/", "a/b/c/d", "linux/arm 64", "/amd64"])("parsePlatform refuses %j", (text) => {
  expect(() => parsePlatform(text)).toThrowError(
    expect.objectContaining({ code: "USAGE", message: `"${text}" is not a platform.` }),
  );
});

test.each([
  ["linux/amd64", "linux/amd64", 0],
  ["linux/amd64", "linux/amd64/v1", 0],
  ["linux/amd64/v3", "linux/amd64/v2", 1],
  ["linux/amd64", "linux/amd64/v2", undefined],
  ["linux/arm64", "linux/arm64/v8", 0],
  ["linux/arm64/v8", "linux/arm64", 0],
  ["linux/arm/v7", "linux/arm", 0],
  ["linux/arm", "linux/arm/v5", 2],
  ["linux/arm/v6", "linux/arm/v7", undefined],
  ["linux/arm64", "linux/arm/v7", undefined],
  ["linux/amd64", "windows/amd64", undefined],
  ["linux/mips64le/hardfloat", "linux/mips64le/hardfloat", 0],
  ["linux/mips64le/hardfloat", "linux/mips64le/softfloat", undefined],
])("wanted %s, offered %s: %s", (wanted, offered, distance) => {
  expect(platformDistance(parsePlatform(wanted), parsePlatform(offered))).toBe(distance);
});

test("Node's words for architectures are not those of images", () => {
  expect(
    ["x64", "ia32", "arm64", "arm", "s390x", "ppc64"].map((arch) => platformName(hostPlatform(arch))),
  ).toEqual(["linux/amd64", "linux/386", "linux/arm64", "linux/arm", "linux/s390x", "linux/ppc64le"]);
});

describe("choosePlatform", () => {
  const host = parsePlatform("linux/amd64");
  const offer = (text: string, present = true) => ({ platform: parsePlatform(text), present });
  const amd64 = offer("linux/amd64");
  const arm64 = offer("linux/arm64/v8");
  const armv6 = offer("linux/arm/v6");
  const armv7 = offer("linux/arm/v7");
  const s390x = offer("linux/s390x");

  test("the only one, whatever it is, without a word", () => {
    expect(choosePlatform([s390x], undefined, "x", host)).toStrictEqual({ chosen: s390x });
  });

  test("the host's, saying so", () => {
    expect(choosePlatform([arm64, amd64, s390x], undefined, "x", host)).toStrictEqual({
      chosen: amd64,
      notice: "Scanned linux/amd64, as this host would run it; the image also has linux/arm64, linux/s390x.",
    });
  });

  test("none for the host: an error that names the choices", () => {
    expect(() => choosePlatform([arm64, s390x], undefined, "x", host)).toThrowError(
      expect.objectContaining({
        code: "PLATFORM",
        message: "x has no build for this host (linux/amd64); it has linux/arm64, linux/s390x.",
        hint: "Choose one: --platform linux/arm64",
      }),
    );
  });

  test("the wanted one; the best that runs there; the first of equals", () => {
    const twin = offer("linux/arm64");
    const offers = [amd64, armv6, armv7, arm64, twin];
    expect(choosePlatform(offers, "linux/arm/v7", "x", host)).toStrictEqual({ chosen: armv7 });
    expect(choosePlatform([amd64, armv6], "linux/arm", "x", host)).toStrictEqual({ chosen: armv6 });
    expect(choosePlatform(offers, "linux/arm64", "x", host).chosen).toBe(arm64);
  });

  test("wanted and not there", () => {
    expect(() => choosePlatform([amd64, arm64], "linux/s390x", "x", host)).toThrowError(
      "x has no build for linux/s390x; it has linux/amd64, linux/arm64.",
    );
    expect(() => choosePlatform([amd64, offer("linux/s390x", false)], "linux/s390x", "x", host)).toThrowError(
      "x lists linux/s390x but does not hold all of it; it has linux/amd64.",
    );
  });

  test("the only one present of several listed", () => {
    expect(choosePlatform([offer("linux/amd64", false), arm64], undefined, "x", host)).toStrictEqual({
      chosen: arm64,
      notice: "Scanned linux/arm64, the only platform present of those listed: linux/amd64, linux/arm64.",
    });
  });

  test("none present", () => {
    expect(() => choosePlatform([offer("linux/amd64", false)], undefined, "x", host)).toThrowError(
      "x holds none of the platforms it lists: linux/amd64.",
    );
  });

  test("an image without an index must be the wanted one; one that does not say may be", () => {
    expect(() => checkPlatform(amd64.platform, "linux/arm64", "x")).toThrowError(
      "x has no build for linux/arm64; it has linux/amd64.",
    );
    checkPlatform(amd64.platform, undefined, "x");
    checkPlatform(amd64.platform, "linux/amd64/v3", "x");
    checkPlatform({ os: "linux", architecture: "unknown" }, "linux/arm64", "x");
  });
});
