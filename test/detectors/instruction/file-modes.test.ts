import { expect, test } from "vitest";
import { modeRisk } from "../../../src/detectors/instruction/file-modes.ts";

/** `w` = world-writable, `s` = setuid or setgid, `t` = sticky. */
test.each([
  ["755", ""],
  ["0777", "w"],
  ["1777", "wt"],
  ["4755", "s"],
  ["2775", "s"],
  ["3777", "wst"],
  ["o+w", "w"],
  ["a=rwx,+t", "wt"],
  ["+w", ""],
  ["g+ws", "s"],
  ["o+s", ""],
  ["ug-s,o-w", ""],
  ["u=rwx,g=rx", ""],
  ["g=u", undefined],
  ["readme", undefined],
])("%s", (mode, expected) => {
  const risk = modeRisk(mode);
  const letters = risk && [risk.isWorldWritable && "w", risk.isSetId && "s", risk.isSticky && "t"];
  expect(letters?.filter(Boolean).join("")).toBe(expected);
});
