import { createHash } from "node:crypto";
import { type Credential, credentialIn, findSecrets, hasUrlPassword } from "../../../secrets/index.ts";
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
    const rows = read.image.config.history.map(({ createdBy = "" }) => parsed(createdBy.slice(0, MAX_TEXT)));
    yield* worstOf(
      [
        ...[...config.env].map(([name, value]) => settingHit(["ENV", name, value])),
        ...[...config.labels].map(([name, value]) => settingHit(["LABEL", name, value])),
        ...rows.flatMap(({ settings }) => settings.map(settingHit)),
      ].filter((hit) => hit !== undefined),
    );
    for (const [at, { command }] of rows.entries()) {
      const seen = seenIn(command);
      // A base image with a step more moves all that follow, and is no new leak.
      if (seen !== undefined)
        yield {
          subject: `history, step ${at + 1}`,
          identity: "history",
          key: seen.key,
          evidence: [seen.evidence],
        };
    }
  },
};

type Setting = readonly [kind: string, name: string, value: string];

/** An argument stands in front of every command that follows it, and what the config says in the history, too. */
function worstOf(hits: readonly Hit[]): Iterable<Hit> {
  const told = new Map<string, Hit>();
  for (const hit of hits) {
    const known = told.get(hit.subject);
    if (known === undefined || (known.severity !== undefined && hit.severity === undefined))
      told.set(hit.subject, hit);
  }
  return told.values();
}

function settingHit([kind, name, value]: Setting): Hit | undefined {
  const credential = credentialIn(name, value);
  return (
    credential && {
      subject: `${kind} ${name}`,
      ...(kind === "ENV" ? { fact: `env:${name}` } : {}),
      ...(credential.kind === "placeholder" ? { severity: "low" } : {}),
      evidence: [evidenceOf(credential, name, value)],
    }
  );
}

function evidenceOf(credential: Credential, name: string, value: string): string {
  switch (credential.kind) {
    case "token":
      return `It holds a ${credential.redacted}.`;
    case "url":
      return "It holds an address with a password.";
    case "literal":
      return `${name} has a literal value of ${value.length} characters.`;
    case "placeholder":
      return `The value of ${name} is a placeholder.`;
  }
}

/** A command has all the surroundings that a rule of content may ask for. */
function seenIn(command: string): { readonly evidence: string; readonly key: string } | undefined {
  const [token] = findSecrets(command);
  if (token !== undefined) return { evidence: `It holds a ${token.redacted}.`, key: token.hash };
  if (!hasUrlPassword(command)) return undefined;
  return {
    evidence: "It holds an address with a password.",
    key: createHash("sha256").update(command).digest("hex"),
  };
}

interface Row {
  readonly settings: readonly Setting[];
  readonly command: string;
}

const PAIR = /(?:^|\s)([A-Za-z_]\w{0,100})=("[^"]*"|'[^']*'|\S*)/g;

/** `ENV a=b`, `ARG a=b`, and the build arguments that Docker puts in front of a command: `|1 a=b /bin/sh -c …`. */
function parsed(text: string): Row {
  const [, kind] = /^(?:\/bin\/sh -c #\(nop\) )?\s*(ENV|ARG|LABEL)\b/.exec(text) ?? [];
  // The text of a label has no quotes here, and its words may look like settings: the config tells it better.
  if (kind === "LABEL") return { settings: [], command: "" };
  if (kind !== undefined) return { settings: pairsIn(kind, text), command: "" };
  const [, count] = /^(?:RUN )?\|(\d{1,4}) /.exec(text) ?? [];
  if (count === undefined) return { settings: [], command: text };
  const end = endOfArguments(text, Number(count));
  return { settings: pairsIn("ARG", text.slice(0, end)), command: text.slice(end ?? 0) };
}

/** Where the shell begins; where it is none of the usual ones, where as many arguments end. */
function endOfArguments(text: string, count: number): number | undefined {
  const shell = text.search(/ \/bin\/| \/busybox\//);
  if (shell >= 0) return shell;
  const last = [...text.matchAll(PAIR)][count - 1];
  return last && last.index + last[0].length;
}

/** Values stand here without the quotes that they had, so that one goes on to the next name. */
function pairsIn(kind: string, text: string): readonly Setting[] {
  const pairs = [...text.matchAll(PAIR)].slice(0, MAX_VARIABLES);
  return pairs.map(({ 0: pair, 1: name = "", 2: value = "", index }, at) => {
    const start = index + pair.length - value.length;
    const whole = text.slice(start, pairs[at + 1]?.index).trim();
    return [kind, name, whole.replace(/^(["'])(.*)\1$/s, "$2")];
  });
}
