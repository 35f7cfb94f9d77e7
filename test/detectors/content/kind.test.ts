import { expect, test } from "vitest";
import { kindOf, utf16Of } from "../../../src/detectors/content/kind.ts";

test.each([
  ["text", "#!/bin/sh\necho ä\n"],
  ["text", "GIF89a;<?php system($_GET[0]);"],
  ["binary", "\x7fELF\x02\x01\0\0"],
  ["packed", "PK\x03\x04\0\0"],
  ["packed", "\x1f\x8b\x08\0\0"],
  ["packed", "\x89PNG\r\n\x1a\n\0"],
] as const)("%s: %j", (kind, start) => expect(kindOf(Buffer.from(start, "latin1"))).toBe(kind));

test("byte order marks", () => {
  expect(utf16Of(Buffer.from("\ufeffa", "utf16le"))).toBe("little");
  expect(utf16Of(Buffer.from("\ufeffa", "utf16le").swap16())).toBe("big");
  expect(utf16Of(Buffer.from([0xff, 0xfe, 0, 0]))).toBeUndefined();
  expect(utf16Of(Buffer.from("\ufeffa"))).toBeUndefined();
});
