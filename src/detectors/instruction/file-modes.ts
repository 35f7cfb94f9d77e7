/** What a mode gives away. */
export interface ModeRisk {
  readonly isWorldWritable: boolean;
  readonly isSetId: boolean;
  readonly isSticky: boolean;
}

/** Nobody knows what the file has before: what `install` and an editor leave. */
const BEFORE = 0o644;
/** Without a letter in front, what a file is not made with is not given either. Every common image has it. */
const UMASK = 0o022;
const ALL = 0o7777;

/** Of a letter of whom, the bits that it is about; setuid is the user's, setgid the group's, sticky everybody else's. */
const WHO: Readonly<Record<string, number>> = { u: 0o4700, g: 0o2070, o: 0o1007, a: ALL };
const PERMISSIONS: Readonly<Record<string, number>> = {
  r: 0o444,
  w: 0o222,
  x: 0o111,
  X: 0o111,
  s: 0o6000,
  t: 0o1000,
};

/**
 * Reads `0777`, `u+s`, `a+rwx,o-x`, `o=u` as `chmod` does, one clause after the other; `undefined` = no mode. Source: POSIX,
 * `chmod`; GNU Coreutils, "File permissions", for a number behind an operator.
 */
export function modeRisk(text: string): ModeRisk | undefined {
  const mode = /^[0-7]{1,5}$/.test(text) ? Number.parseInt(text, 8) : symbolicMode(text);
  if (mode === undefined) return undefined;
  return {
    isWorldWritable: (mode & 0o002) !== 0,
    isSetId: (mode & 0o6000) !== 0,
    isSticky: (mode & 0o1000) !== 0,
  };
}

function symbolicMode(text: string): number | undefined {
  let mode = BEFORE;
  for (const clause of text.split(",")) {
    const [, who = "", actions] =
      /^([ugoa]{0,8})((?:[-+=](?:[rwxXst]{0,8}|[ugo]|[0-7]{1,5})){1,8})$/.exec(clause) ?? [];
    if (actions === undefined) return undefined;
    for (const [, operator, what = ""] of actions.matchAll(/([-+=])([^-+=]*)/g))
      mode = changed(mode, who, operator, what);
  }
  return mode;
}

function changed(mode: number, who: string, operator: string | undefined, what: string): number {
  const isNumber = /^[0-7]/.test(what);
  const about = bitsOf(isNumber ? "a" : who, WHO);
  const given = isNumber ? Number.parseInt(what, 8) & ALL : permissionsOf(what, mode);
  const value = given & (about === 0 ? ALL & ~UMASK : about);
  switch (operator) {
    case "+":
      return mode | value;
    case "-":
      return mode & ~value;
    default:
      return (about === 0 ? 0 : mode & ~about) | value;
  }
}

/** `g=u` gives the group what the user has. */
function permissionsOf(what: string, mode: number): number {
  const shift = { u: 6, g: 3, o: 0 }[what];
  return shift === undefined ? bitsOf(what, PERMISSIONS) : ((mode >> shift) & 0o7) * 0o111;
}

function bitsOf(letters: string, bits: Readonly<Record<string, number>>): number {
  let sum = 0;
  for (const letter of letters) sum |= bits[letter] ?? 0;
  return sum;
}
