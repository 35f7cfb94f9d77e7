/** Quantifiers that an expression may have: with them the time to match stays a small power of the text's length. */
const MAX_QUANTIFIERS = 3;

/**
 * A POSIX expression as one of JavaScript, or undefined where the two could differ: only literal characters, `.`,
 * simple bracket expressions, groups, anchors at the ends, and `*` (extended: `+` and `?` too) behind one sign.
 * Source: POSIX.1-2017, Base Definitions 9.3 and 9.4.
 */
export function translated(expression: string, isExtended: boolean): RegExp | undefined {
  let out = "";
  let quantifiers = 0;
  let open = 0;
  const signs = expression.match(/\[\^?(?:[A-Za-z0-9_ .,:;/=+-])+\]|\\.|./gs) ?? [];
  for (const [index, sign] of signs.entries()) {
    const escaped = sign.length === 2 && sign.startsWith("\\") ? (sign[1] ?? "") : undefined;
    const isLast = index === signs.length - 1;
    const isGroup = isExtended ? sign === "(" || sign === ")" : escaped === "(" || escaped === ")";
    if (isGroup) {
      const isOpening = (escaped ?? sign) === "(";
      if (!isOpening && /[*+?]/.test(signs[index + 1] ?? "")) return undefined;
      open += isOpening ? 1 : -1;
      if (open < 0 || open > 1) return undefined;
      out += isOpening ? "(" : ")";
    } else if (sign === "*" || (isExtended && (sign === "+" || sign === "?"))) {
      if (index === 0 || /[*+?(^]$/.test(out) || ++quantifiers > MAX_QUANTIFIERS) return undefined;
      out += sign;
    } else if (sign === "^") {
      if (index !== 0) return undefined;
      out += "^";
    } else if (sign === "$") {
      if (!isLast) return undefined;
      out += "$";
    } else if (sign === ".") out += "[^\\n]";
    else if (sign.length > 2) {
      // A hyphen between others is a range; elsewhere it stands for itself. Both read alike.
      if (/[A-Za-z]-[a-z]/.test(sign) && !/A-Z|a-z/.test(sign)) return undefined;
      out += sign.replaceAll("/", "\\/");
    } else if (escaped !== undefined) {
      if (/[A-Za-z0-9(){}|+?<>'`]/.test(escaped)) return undefined;
      out += `\\x${escaped.charCodeAt(0).toString(16).padStart(2, "0")}`;
    } else if (/[A-Za-z0-9_ ,:;/=@%&~"'#!<>-]/.test(sign)) out += sign.replace("/", "\\/");
    else if (!isExtended && /[+?(){}|]/.test(sign)) out += `\\${sign}`;
    else return undefined;
  }
  return open === 0 ? new RegExp(out) : undefined;
}
