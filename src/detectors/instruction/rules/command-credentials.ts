import { isCredentialName, tokenIn } from "../../../secrets/index.ts";
import type { Command } from "../command.ts";
import { type Origin, originOf } from "../credential.ts";
import { allSteps } from "../lineage.ts";
import { credentialWords } from "../login-options.ts";
import type { Hit, InstructionRule } from "../rule.ts";

/** User and password, or a token alone, in an address. */
const USERINFO = /[a-z][a-z0-9+.-]{1,20}:\/\/([^\s/@"']{1,400})@/gi;
/** Given out by everybody to everybody. */
const ANONYMOUS: ReadonlySet<string> = new Set(["anonymous", "guest", "ftp", "public"]);

export const commandCredential: InstructionRule = {
  id: "DD-DF-009",
  category: "instruction",
  title: "Credential on a command line",
  severity: "critical",
  fires:
    "A RUN has an address with user and password, curl or wget with basic or bearer authorization, a login of docker, helm, npm, az, aliyun, aws and the like, git config with a token, sshpass -p, or an assignment to a credential name, with the credential as a literal (critical) or from ARG or ENV (high).",
  guards:
    "It does not fire for a value from a secret mount (a file of it, or its environment variable) or from the output of a command, for a placeholder, nor for a public anonymous user.",
  advice: "Use a secret or an ssh mount (RUN --mount=type=secret), and change the credential.",
  peers: ["DS-0031", "CIS 4.10"],
  *check(scene) {
    for (const step of allSteps(scene)) {
      if (step.keyword !== "RUN") continue;
      // What a wrapper starts has the same words as the wrapper.
      const told = new Set<string>();
      for (const command of step.commands) {
        const hit = hitIn(command);
        const key = `${command.startLine} ${hit?.evidence?.[0]}`;
        if (hit !== undefined && !told.has(key)) yield hit;
        told.add(key);
      }
    }
  },
};

function hitIn(command: Command): Hit | undefined {
  const token = tokenIn(command.text);
  if (token !== undefined) return { at: command, evidence: [`It holds a ${token.redacted}.`] };
  const worst = [...addresses(command), ...words(command), ...assignments(command)].toSorted(
    (a, b) => RANK[a.origin] - RANK[b.origin],
  )[0];
  if (worst === undefined || RANK[worst.origin] > 1) return undefined;
  if (worst.origin === "literal")
    return { at: command, evidence: [`It holds ${worst.what} as a literal.`], ...worst.rated };
  return { at: command, severity: "high", evidence: [`It holds ${worst.what} from ARG or ENV.`] };
}

interface Found {
  readonly what: string;
  readonly origin: Origin;
  readonly rated?: Pick<Hit, "severity">;
}

const RANK: Readonly<Record<Origin, number>> = { literal: 0, variable: 1, placeholder: 2, elsewhere: 3 };

function* addresses({ step, args, rawArgs }: Command): Generator<Found> {
  for (const [index, raw] of rawArgs.entries()) {
    for (const [, userinfo = ""] of raw.matchAll(USERINFO)) {
      const colon = userinfo.indexOf(":");
      const user = colon < 0 ? userinfo : userinfo.slice(0, colon);
      if (ANONYMOUS.has(user.toLowerCase())) continue;
      const password = colon < 0 ? userinfo : userinfo.slice(colon + 1);
      // A user alone is none, unless it is a variable that says what it holds.
      if (colon < 0 && !isCredentialName(/^\$\{?(\w{1,100})\}?$/.exec(user)?.[1] ?? "")) continue;
      yield {
        what: "an address with a password",
        origin: originOf(step, password, givenValue(password, args[index])),
      };
    }
  }
}

/** A variable's own value is not needed: that it is one is enough. */
function givenValue(raw: string, value: string | undefined): string {
  return raw.includes("$") ? (value ?? "") : raw;
}

function* words({ step, name, args, rawArgs }: Command): Generator<Found> {
  for (const { index, from, what, user = "" } of credentialWords(name, args)) {
    const value = args[index]?.slice(from) ?? "";
    const raw = rawArgs[index] ?? "";
    if (!ANONYMOUS.has(user.toLowerCase())) yield { what, origin: originOf(step, raw, value) };
  }
}

/** `PGPASSWORD=… psql`, `export TOKEN=…`. */
function* assignments({ step, assignments: given, text }: Command): Generator<Found> {
  for (const { name, value } of given) {
    if (!isCredentialName(name)) continue;
    const at = text.indexOf(`${name}=`);
    const raw = at < 0 ? value : text.slice(at + name.length + 1).split(/[\s;]/, 1)[0]!;
    const origin = originOf(step, raw, value, name);
    // Its own variable handed on tells nothing that ARG or ENV have not told.
    if (origin === "literal")
      yield { what: `${name}=<${value.length} characters>`, origin, rated: { severity: "high" } };
  }
}
