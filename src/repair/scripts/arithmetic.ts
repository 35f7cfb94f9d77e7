import type { Variable } from "./state.ts";
import type { Value } from "./value.ts";

/**
 * The result of an arithmetic expansion of whole numbers, the four operations, remainder and parentheses; undefined for
 * anything else; "assigns" for what could set a variable. Source: POSIX.1-2017, Shell Command Language 2.6.4.
 */
export function evaluate(text: string, variable: (name: string) => Variable): Value | "assigns" {
  if (/\+\+|--|(?<![=!<>])=(?!=)|<<=|>>=/.test(text)) return "assigns";
  // Nested parentheses are followed as deep as they go.
  if (text.length > 256) return undefined;
  const tokens = text.match(/[A-Za-z_][A-Za-z0-9_]*|[0-9]+|[-+*/%()]|\S/g) ?? [];
  let at = 0;
  const primary = (): number => {
    const token = tokens[at++] ?? "";
    if (token === "-") return -primary();
    if (token === "+") return primary();
    if (token === "(") {
      const inner = sum();
      return tokens[at++] === ")" ? inner : Number.NaN;
    }
    const written = /^[A-Za-z_]/.test(token) ? variable(token) : token;
    return written !== null && written !== undefined && /^(0|[1-9][0-9]{0,8})$/.test(written)
      ? Number(written)
      : Number.NaN;
  };
  const product = (): number => {
    let left = primary();
    for (let sign = tokens[at]; sign === "*" || sign === "/" || sign === "%"; sign = tokens[at]) {
      at++;
      const right = primary();
      if (sign === "*") left *= right;
      else if (right === 0) left = Number.NaN;
      else left = sign === "/" ? Math.trunc(left / right) : left % right;
    }
    return left;
  };
  const sum = (): number => {
    let left = product();
    for (let sign = tokens[at]; sign === "+" || sign === "-"; sign = tokens[at]) {
      at++;
      const right = product();
      left = sign === "+" ? left + right : left - right;
    }
    return left;
  };
  const result = sum();
  return at === tokens.length && Number.isSafeInteger(result) ? String(result + 0) : undefined;
}
