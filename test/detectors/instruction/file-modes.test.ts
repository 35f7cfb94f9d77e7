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
  ["a+rwX,o-w", ""],
  ["a+rwX,a-w", ""],
  ["a+rwX,-w", "w"],
  ["a=rwx,o=", ""],
  ["a=rwx,o=rx", ""],
  ["a=rwx,=rwx", ""],
  ["a=rwx,u=rwx", "w"],
  ["o-w,a+rwX", "w"],
  ["a+w-w", ""],
  ["u+s,o=", "s"],
  ["u+s,o=w", "ws"],
  ["u+s,u=rwx", ""],
  ["ug+s,u-s", "s"],
  ["ug+s,a-s", ""],
  ["ug+s,=rx", ""],
  ["+t,o=rwx", "w"],
  ["o=rwx,+t", "wt"],
  ["u+t", ""],
  ["g=u", ""],
  ["o=u", "w"],
  ["o=g", ""],
  ["g+w,o=g", "w"],
  ["=777", "w"],
  ["+4000", "s"],
  ["777,o-w", undefined],
  ["a+rwq", undefined],
  ["o", undefined],
  ["", undefined],
  ["readme", undefined],
])("%s", (mode, expected) => {
  const risk = modeRisk(mode);
  const letters = risk && [risk.isWorldWritable && "w", risk.isSetId && "s", risk.isSticky && "t"];
  expect(letters?.filter(Boolean).join("")).toBe(expected);
});
