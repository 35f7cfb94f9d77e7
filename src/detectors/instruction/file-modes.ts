/** What a mode gives away. */
export interface ModeRisk {
  readonly isWorldWritable: boolean;
  readonly isSetId: boolean;
  readonly isSticky: boolean;
}

const NONE: ModeRisk = { isWorldWritable: false, isSetId: false, isSticky: false };

/** Reads `0777`, `u+s`, `a+rwx,o-x` as `chmod` does; `undefined` = no mode. Source: POSIX, `chmod`. */
export function modeRisk(text: string): ModeRisk | undefined {
  if (/^[0-7]{1,5}$/.test(text)) {
    const mode = Number.parseInt(text, 8);
    return {
      isWorldWritable: (mode & 0o002) !== 0,
      isSetId: (mode & 0o6000) !== 0,
      isSticky: (mode & 0o1000) !== 0,
    };
  }
  const clauses = text.split(",").map((clause) => /^([ugoa]{0,4})([-+=])([rwxXst]{1,6})$/.exec(clause));
  if (clauses.some((clause) => clause === null)) return undefined;
  let risk = NONE;
  for (const clause of clauses) {
    const [, who = "", operator, what = ""] = clause!;
    if (operator === "-") continue;
    risk = {
      // Without a letter in front the umask counts, and that takes the right from others.
      isWorldWritable: risk.isWorldWritable || (/[oa]/.test(who) && what.includes("w")),
      isSetId: risk.isSetId || (what.includes("s") && (who === "" || /[uga]/.test(who))),
      isSticky: risk.isSticky || what.includes("t"),
    };
  }
  return risk;
}
