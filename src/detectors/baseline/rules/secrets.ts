import { findSecrets } from "../../../secrets/index.ts";
import { credentialValue, hasUrlPassword, isCredentialName } from "../credentials.ts";
import type { BaselineRule, Hit } from "../rule.ts";

/** Stops a history of megabytes from being searched for ever: builders cut commands long before. */
const MAX_TEXT = 256 * 1024;
const MAX_VARIABLES = 1000;

export const secretInConfig: BaselineRule = {
  id: "DD-BL-004",
  category: "baseline",
  title: "Secret in config or history",
  severity: "critical",
  fires:
    "An environment variable, a label or the history of the image holds a credential: a literal value under a name such as PASSWORD or TOKEN, a known kind of token, or an address with a password. A placeholder is low.",
  guards:
    "It does not fire for names that end in _FILE, _PATH, _URL and the like or hold PUBLIC, for empty values, switches, numbers, paths and references to variables.",
  advice:
    "Rebuild the image without it, give the value at run time or as a secret mount, and change it: everybody who has the image has it.",
  peers: ["CIS-DI-0010", "CIS 4.10"],
  *check({ config, read }) {
    for (const [name, value] of config.env) yield* settingHit("ENV", name, value, `env:${name}`);
    for (const [name, value] of config.labels) yield* settingHit("LABEL", name, value);
    for (const [at, { createdBy = "" }] of read.image.config.history.entries()) {
      const text = createdBy.slice(0, MAX_TEXT);
      for (const [kind, name, value] of assignments(text)) {
        // The config's own has been told of.
        if (kind === "ENV" && config.env.has(name)) continue;
        yield* settingHit(kind, name, value, kind === "ENV" ? `env:${name}` : undefined);
      }
      if (!/^(?:\/bin\/sh -c #\(nop\) )?\s*(?:ENV|ARG|LABEL)\b/.test(text)) yield* textHit(at, text);
    }
  },
};

function* settingHit(kind: string, name: string, value: string, fact?: string): Generator<Hit> {
  const shared = { subject: `${kind} ${name}`, ...(fact === undefined ? {} : { fact }) };
  const [token] = findSecrets(value.slice(0, MAX_TEXT), { path: name });
  if (token !== undefined) yield { ...shared, evidence: [`It holds a ${token.title}: ${token.redacted}.`] };
  else if (hasUrlPassword(value)) yield { ...shared, evidence: ["It holds an address with a password."] };
  else if (isCredentialName(name)) {
    const what = credentialValue(value);
    const evidence = [`${name} has a literal value of ${value.length} characters.`];
    if (what === "literal") yield { ...shared, evidence };
    if (what === "placeholder")
      yield { ...shared, severity: "low", evidence: [`The value of ${name} is a placeholder.`] };
  }
}

function* textHit(at: number, text: string): Generator<Hit> {
  const [token] = findSecrets(text);
  const evidence =
    token !== undefined
      ? `It holds a ${token.title}: ${token.redacted}.`
      : hasUrlPassword(text)
        ? "It holds an address with a password."
        : undefined;
  if (evidence !== undefined) yield { subject: `history, step ${at + 1}`, evidence: [evidence] };
}

/** `ENV a=b`, `ARG a=b`, and the build arguments that Docker puts in front of a command: `|1 a=b /bin/sh -c …`. */
function assignments(text: string): readonly (readonly [kind: string, name: string, value: string])[] {
  const [, word] = /^(?:\/bin\/sh -c #\(nop\) )?\s*(ENV|ARG)\s/.exec(text) ?? [];
  const isPrefixed = /^(?:RUN )?\|\d+ /.test(text);
  if (word === undefined && !isPrefixed) return [];
  const end = isPrefixed ? text.search(/ \/bin\/| \/busybox\//) : text.length;
  const part = text.slice(0, end < 0 ? text.length : end);
  const pairs = [...part.matchAll(/(?:^|\s)([A-Za-z_]\w{0,100})=("[^"]*"|'[^']*'|\S*)/g)].slice(
    0,
    MAX_VARIABLES,
  );
  return pairs.map(([, name = "", value = ""]) => [
    word ?? "ARG",
    name,
    value.replace(/^(["'])(.*)\1$/, "$2"),
  ]);
}
