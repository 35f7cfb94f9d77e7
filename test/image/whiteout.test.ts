import { expect, it } from "vitest";
import { markerOf } from "../../src/image/whiteout.ts";

it.each([
  ["etc/.wh.passwd", { kind: "whiteout", path: "etc/passwd" }],
  [".wh.etc", { kind: "whiteout", path: "etc" }],
  ["a/.wh..hidden", { kind: "whiteout", path: "a/.hidden" }],
  ["a/.wh.....", { kind: "whiteout", path: "a/...." }],
  ["usr/.wh..wh..opq", { kind: "opaque", folder: "usr" }],
  [".wh..wh..opq", { kind: "opaque", folder: "" }],
  [".wh..wh.plnk", { kind: "housekeeping" }],
  ["a/.wh..wh.aufs", { kind: "housekeeping" }],
  ["a/.wh..wh..opq2", { kind: "housekeeping" }],
  ["a/.wh.", { kind: "malformed" }],
  ["a/.wh..", { kind: "malformed" }],
  ["a/.wh...", { kind: "malformed" }],
] as const)("%s is a marker", (path, marker) => {
  expect(markerOf(path)).toEqual(marker);
});

it.each(["whoami", "a.wh.b", ".whx", ".wh", "a/x.wh..wh..opq", ".wh.dir/file", "a/WH.b", "a/.WH.b"])(
  "%s is not",
  (path) => {
    expect(markerOf(path)).toBeUndefined();
  },
);
