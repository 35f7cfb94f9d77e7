/**
 * Whether a script of sed can only print: addresses, the commands that neither write, read nor execute, and `s` without the
 * flags `w` and `e`. What two implementations could read differently counts as harmful. Source: sed(1) of GNU, POSIX.1-2017.
 */
export function isHarmlessSed(script: string): boolean {
  let at = 0;
  const skip = (signs: RegExp): void => {
    while (at < script.length && signs.test(script[at] ?? "")) at++;
  };
  /** Behind a delimiter, up to the next that is not escaped. */
  const delimited = (delimiter: string): boolean => {
    let inBrackets = false;
    for (; at < script.length; at++) {
      const sign = script[at] ?? "";
      if (sign === delimiter) {
        if (inBrackets) return false;
        at++;
        return true;
      }
      if (sign === "\\") at++;
      else if (sign === "[") inBrackets = true;
      else if (sign === "]") inBrackets = false;
    }
    return false;
  };
  const address = (): boolean => {
    const sign = script[at] ?? "";
    if (sign === "$" || /[0-9]/.test(sign)) {
      at++;
      skip(/[0-9]/);
      return true;
    }
    if (sign !== "/") return true;
    at++;
    if (!delimited("/")) return false;
    skip(/I/);
    return true;
  };
  for (;;) {
    skip(/[\s;}]/);
    if (at >= script.length) return true;
    if (!address()) return false;
    skip(/[ \t]/);
    if (script[at] === ",") {
      at++;
      skip(/[ \t]/);
      if (!address()) return false;
    }
    skip(/[ \t!]/);
    const command = script[at++] ?? "";
    if (command === "{") continue;
    if (command === "s" || command === "y") {
      const delimiter = script[at++] ?? "";
      if (!/[/|,:#@!]/.test(delimiter) || !delimited(delimiter) || !delimited(delimiter)) return false;
      if (command === "s") skip(/[gpI0-9]/);
    } else if (!/[dpqgGhHxDPNn=]/.test(command)) return false;
    skip(/[ \t]/);
    if (at < script.length && !/[;}\n]/.test(script[at] ?? "")) return false;
  }
}
