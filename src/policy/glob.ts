/**
 * Patterns of paths, repositories and instructions: `**` stands for anything, also for no folder at all before a `/`;
 * `*` for anything but the separator, `?` for one sign that is not it; a backslash takes their meaning away. Takes the product of the two lengths in steps at
 * most, whatever the pattern.
 */
export function matcher(pattern: string, separator = "/"): (text: string) => boolean {
  const tokens = tokensOf(pattern, separator);
  const wild = tokens.findIndex((token) => typeof token === "string");
  const start = tokens
    .slice(0, wild < 0 ? undefined : wild)
    .map((token) => (token as { sign: string }).sign)
    .join("");
  if (wild < 0) return (text) => text === start;
  // Most texts begin otherwise: the walk over all tokens is spared them.
  return (text) => text.startsWith(start) && matches(tokens, text, separator);
}

/** The same for paths in an image, which people write with or without the first `/`. */
export function pathMatcher(pattern: string): (path: string) => boolean {
  return matcher(pattern.replace(/^\/+/, ""));
}

/** The pattern that only this text matches. */
export function escaped(text: string): string {
  return text.replace(/[\\*?]/g, "\\$&");
}

/** For those with the separator `""`: `*` then stands for anything. */
type Token = "one" | "many" | "all" | "folders" | { readonly sign: string };

function tokensOf(pattern: string, separator: string): readonly Token[] {
  return Array.from(
    pattern.matchAll(/\\[\\*?]|\*{2,}\/|\*{2,}|\*|\?|[^*?]/gsu),
    ([part]): Token | Token[] => {
      if (part.startsWith("**")) {
        if (!part.endsWith("/")) return "all";
        return separator === "/" ? "folders" : ["all", { sign: "/" }];
      }
      if (part === "*") return "many";
      return part === "?" ? "one" : { sign: part.length > 1 && part.startsWith("\\") ? part.slice(1) : part };
    },
  ).flat();
}

/** Token by token: at which lengths the text's beginning may be what has been read of the pattern. */
function matches(tokens: readonly Token[], text: string, separator: string): boolean {
  const signs = [...text];
  let reached = new Uint8Array(signs.length + 1);
  reached[0] = 1;
  for (const token of tokens) {
    const next = new Uint8Array(signs.length + 1);
    let anyBefore = false;
    let anyNow = false;
    for (let at = 0; at <= signs.length; at++) {
      const sign = at === 0 ? undefined : signs[at - 1];
      const stays = reached[at] === 1;
      const grows = at > 0 && next[at - 1] === 1;
      const moves = at > 0 && reached[at - 1] === 1;
      if (token === "all") next[at] = Number(stays || grows);
      else if (token === "folders") next[at] = Number(stays || (anyBefore && sign === separator));
      else if (token === "many") next[at] = Number(stays || (grows && sign !== separator));
      else if (token === "one") next[at] = Number(moves && sign !== separator);
      else next[at] = Number(moves && sign === token.sign);
      anyBefore ||= stays;
      anyNow ||= next[at] === 1;
    }
    if (!anyNow) return false;
    reached = next;
  }
  return reached[signs.length] === 1;
}
