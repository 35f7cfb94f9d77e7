type Token = { readonly any: true } | { readonly fits: (sign: string) => boolean };

/**
 * A shell pattern over a whole text: `*` (slashes, too), `?`, `[…]`, and the backslash. Not a regular expression, because
 * a hostile image's pattern could make one run for ever; this takes at most length times length.
 * Source: fnmatch(3) without flags.
 */
export function globMatcher(pattern: string): (text: string) => boolean {
  const tokens = parse(pattern);
  return (text) => matches(tokens, text);
}

function parse(pattern: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < pattern.length; at++) {
    const sign = pattern[at]!;
    const close = sign === "[" ? pattern.indexOf("]", at + 2) : -1;
    if (sign === "*") tokens.push({ any: true });
    else if (sign === "?") tokens.push({ fits: () => true });
    else if (close > 0) {
      tokens.push({ fits: bracket(pattern.slice(at + 1, close)) });
      at = close;
    } else {
      const literal = sign === "\\" && at + 1 < pattern.length ? pattern[++at]! : sign;
      tokens.push({ fits: (other) => other === literal });
    }
  }
  return tokens;
}

function bracket(body: string): (sign: string) => boolean {
  const negated = body.startsWith("!") || body.startsWith("^");
  const set = negated ? body.slice(1) : body;
  return (sign) => {
    let found = false;
    for (let at = 0; at < set.length; at++) {
      const isRange = set[at + 1] === "-" && at + 2 < set.length;
      if (isRange ? set[at]! <= sign && sign <= set[at + 2]! : set[at] === sign) found = true;
      if (isRange) at += 2;
    }
    return found !== negated;
  };
}

/** Goes back to the last star only: an earlier one need never take more. */
function matches(tokens: readonly Token[], text: string): boolean {
  let token = 0;
  let star = -1;
  let starAt = 0;
  for (let at = 0; at < text.length; ) {
    const here = tokens[token];
    if (here !== undefined && "any" in here) {
      star = token++;
      starAt = at;
    } else if (here?.fits(text[at]!)) {
      token++;
      at++;
    } else if (star >= 0) {
      token = star + 1;
      at = ++starAt;
    } else return false;
  }
  return tokens.slice(token).every((one) => "any" in one);
}
