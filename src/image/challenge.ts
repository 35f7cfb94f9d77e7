/** What a registry answers to who has not proved himself. Source: RFC 9110, 11.3; distribution's token specification. */
export type Challenge =
  | { readonly scheme: "basic" }
  | {
      readonly scheme: "bearer";
      readonly realm: string;
      readonly service: string | undefined;
      readonly scope: string | undefined;
      readonly error: string | undefined;
    };

// A name, and perhaps its value; a name without one begins the next challenge. Linear: no part can be read in two ways.
const PART = /[\s,]*([\w!#$%&'*+.^`|~-]+)(?:[ \t]*=[ \t]*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*)))?/y;

/** The challenges of a `WWW-Authenticate` header that we know, the better one first. */
export function parseChallenges(header: string | undefined): readonly Challenge[] {
  const found: { readonly scheme: string; readonly parameters: Map<string, string> }[] = [];
  const part = new RegExp(PART);
  for (let match = part.exec(header ?? ""); match !== null; match = part.exec(header ?? "")) {
    const [, name = "", quoted, bare] = match;
    const value = quoted?.replace(/\\(.)/g, "$1") ?? bare;
    if (value === undefined) found.push({ scheme: name.toLowerCase(), parameters: new Map() });
    else found.at(-1)?.parameters.set(name.toLowerCase(), value);
  }
  const challenges = found.flatMap(({ scheme, parameters }): Challenge[] => {
    if (scheme === "basic") return [{ scheme }];
    const realm = parameters.get("realm");
    if (scheme !== "bearer" || realm === undefined) return [];
    const [service, scope, error] = ["service", "scope", "error"].map((name) => parameters.get(name));
    return [{ scheme, realm, service, scope, error }];
  });
  return challenges.sort((a, b) => Number(a.scheme === "basic") - Number(b.scheme === "basic"));
}
