/** The parts of a package URL, decoded. */
export interface ParsedPurl {
  /** In lower case. */
  readonly type: string;
  /** Segments apart by `/`; empty where there is none. */
  readonly namespace: string;
  readonly name: string;
  /** Empty where there is none. */
  readonly version: string;
  /** Keys in lower case. */
  readonly qualifiers: ReadonlyMap<string, string>;
}

/** Longer ones are nobody's; keeps what is split and decoded short. */
const MAX_LENGTH = 8192;

/**
 * Reads a package URL as its specification (ECMA-427) says, and forgives what tools get wrong: an npm scope's `@` that
 * is not escaped, and slashes after `pkg:`. `undefined` for everything else. A subpath is passed over.
 */
export function parsePurl(text: string): ParsedPurl | undefined {
  if (text.length > MAX_LENGTH || !/^pkg:/i.test(text)) return undefined;
  const [withoutSubpath = ""] = text.slice("pkg:".length).split("#", 1);
  const [path, query] = halves(withoutSubpath, withoutSubpath.indexOf("?"));
  const trimmed = trimSlashes(path);
  const [type, rest] = halves(trimmed, trimmed.indexOf("/"));
  if (rest === undefined || !/^[a-z][a-z0-9.+-]*$/i.test(type)) return undefined;
  // A version has no bare slash, so an `@` before one belongs to a scope.
  const at = rest.lastIndexOf("@");
  const [names, version = ""] = halves(rest, at > 0 && at > rest.lastIndexOf("/") ? at : -1);
  const segments = trimSlashes(names)
    .split("/")
    .filter((segment) => segment !== "");
  try {
    const name = decodeURIComponent(segments.pop() ?? "");
    if (name === "") return undefined;
    return {
      type: type.toLowerCase(),
      namespace: segments.map(decodeURIComponent).join("/"),
      name,
      version: decodeURIComponent(version),
      qualifiers: parseQualifiers(query ?? ""),
    };
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

function parseQualifiers(query: string): ReadonlyMap<string, string> {
  const qualifiers = new Map<string, string>();
  for (const pair of query.split("&")) {
    const [key, value = ""] = halves(pair, pair.indexOf("="));
    if (key !== "" && value !== "") qualifiers.set(key.toLowerCase(), decodeURIComponent(value));
  }
  return qualifiers;
}

/** What stands before and after the sign at `index`. */
function halves(text: string, index: number): readonly [before: string, after?: string] {
  return index < 0 ? [text] : [text.slice(0, index), text.slice(index + 1)];
}

function trimSlashes(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && text[start] === "/") start++;
  while (end > start && text[end - 1] === "/") end--;
  return text.slice(start, end);
}
