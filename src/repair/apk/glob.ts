/**
 * `*` and `?` within one segment of a path, as fnmatch(3) with FNM_PATHNAME. `undefined` = the pattern has signs that
 * are not known here. Takes the product of the two lengths at most.
 */
export function matchesGlob(pattern: string, path: string): boolean | undefined {
  if (/[[\]\\]/.test(pattern)) return undefined;
  let [at, from] = [0, 0];
  let star = -1;
  let resume = 0;
  while (from < path.length) {
    const sign = pattern[at];
    if (sign === "*") {
      star = at++;
      resume = from;
    } else if (sign === path[from] || (sign === "?" && path[from] !== "/")) {
      at++;
      from++;
    } else if (star >= 0 && path[resume] !== "/") {
      at = star + 1;
      from = ++resume;
    } else return false;
  }
  while (pattern[at] === "*") at++;
  return at === pattern.length;
}
