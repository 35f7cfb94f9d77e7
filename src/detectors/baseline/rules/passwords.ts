import type { Attempt } from "../passwords/attempt.ts";
import { type HashKind, WEAK_KINDS } from "../passwords/kinds.ts";
import type { BaselineRule, Hit } from "../rule.ts";
import type { Scene } from "../scene.ts";

/** What is wrong with one account's password is one finding; the worst of these rules comes first. */
export const weakPassword: BaselineRule = {
  id: "DD-BL-023",
  category: "baseline",
  title: "Weak or default password",
  severity: "critical",
  fires:
    "A password hash is that of the account's own name, or of a word of a short list of passwords that everybody tries first.",
  guards:
    "It does not fire for locked accounts. Hashes of a kind that drydock cannot compute (DES, scrypt), and those of which not all words can be tried in a few seconds (yescrypt), are unproven.",
  advice:
    "Lock the account, or give it a password at run time; whoever has the image can try the rest of the dictionary.",
  peers: ["SAS weak passwords"],
  *check(scene) {
    for (const { subject, kind, attempt, hit } of usable(scene)) {
      if (attempt.outcome === "weak") {
        const evidence = `The password of ${subject} is ${WORDS[attempt.word]}.`;
        yield { ...hit, fact: `password:${subject}`, evidence: [evidence, NAMES[kind]] };
      } else if (attempt.outcome === "unsupported")
        yield { ...hit, unproven: `Whether ${subject} has a weak password was not tried: ${NAMES[kind]}` };
      else if (attempt.outcome === "limit")
        yield {
          ...hit,
          unproven: `Whether ${subject} has a weak password was not tried to the end, as that would take too long.`,
        };
    }
  },
};

export const weakHash: BaselineRule = {
  id: "DD-BL-024",
  category: "baseline",
  title: "Weak kind of password hash",
  severity: "medium",
  fires: "The hash of a usable password is of an old kind: DES, MD5 and their like.",
  guards: "It does not fire for locked accounts, nor for bcrypt, SHA-256, SHA-512, scrypt and yescrypt.",
  advice: "Lock the account; where it needs a password, have it hashed with yescrypt or SHA-512.",
  peers: [],
  *check(scene) {
    for (const { subject, kind, hit } of usable(scene))
      if (WEAK_KINDS.has(kind)) yield { ...hit, fact: `password:${subject}`, evidence: [NAMES[kind]] };
  },
};

export const usablePassword: BaselineRule = {
  id: "DD-BL-025",
  category: "baseline",
  title: "Usable password in the image",
  severity: "medium",
  fires:
    "An account has a hash that some password matches. Everybody who can pull the image can try passwords on it.",
  guards:
    "It does not fire for locked accounts, empty fields (see DD-BL-020), nor for lines of accounts that do not exist.",
  advice: "Lock the account: containers need no passwords.",
  peers: ["CIS 4.10"],
  *check(scene) {
    for (const { subject, kind, hit } of usable(scene))
      yield { ...hit, fact: `password:${subject}`, evidence: [NAMES[kind]] };
  },
};

const NAMES: Readonly<Record<HashKind, string>> = {
  des: "The hash is a DES one.",
  md5: "The hash is an MD5 one ($1$).",
  bcrypt: "The hash is a bcrypt one ($2b$).",
  sha256: "The hash is a SHA-256 one ($5$).",
  sha512: "The hash is a SHA-512 one ($6$).",
  yescrypt: "The hash is a yescrypt one ($y$).",
  scrypt: "The hash is a scrypt one ($7$).",
  other: "The hash is of an old kind.",
};

const WORDS: Readonly<Record<Extract<Attempt, { outcome: "weak" }>["word"], string>> = {
  empty: "the empty one",
  name: "the account's own name, or nearly so",
  list: "a word of the built-in list",
};

interface Usable {
  readonly subject: string;
  readonly kind: HashKind;
  readonly attempt: Attempt;
  readonly hit: Pick<Hit, "subject" | "at" | "line">;
}

function* usable({ accounts }: Scene): Generator<Usable> {
  for (const { account, password, at, line } of accounts.passwords) {
    if (password.state !== "usable") continue;
    const { kind, attempt } = password;
    yield { subject: account.name, kind, attempt, hit: { subject: account.name, at, line } };
  }
}
