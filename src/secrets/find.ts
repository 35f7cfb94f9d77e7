import type { Severity } from "../model/index.ts";
import { RuleBook } from "./book.ts";
import { secretRules } from "./rules/index.ts";
import { SecretSearch } from "./search.ts";

export interface SecretHit {
  /** `DD-SF-130`, … */
  readonly ruleId: string;
  readonly severity: Severity;
  /** What kind of secret it is, such as `GitHub token`. */
  readonly title: string;
  /** In bytes from the start of what was given. */
  readonly offset: number;
  readonly length: number;
  /** Kind, at most the first four characters, and the length: safe to show. */
  readonly redacted: string;
  /** Salted; tells two values apart, and tells nothing about them. */
  readonly hash: string;
  /** What else was seen, such as `encrypted`; safe to show. */
  readonly note?: string;
  /** Seconds since 1970 after which it is worth nothing, as it says itself: whoever knows the time leaves it out then. */
  readonly expires?: number;
  /** The rule's number is one of the keys of a cloud (Alibaba, AWS, …), or of passwords: for the roll-ups. */
  readonly rollUp?: "access-key" | "password";
}

let book: RuleBook | undefined;

/**
 * The secrets in a short text: an instruction, a value, a small file. `path` may also be the name of the variable whose
 * value the text is: rules that go by names then see it. Rules that are off by default are not asked.
 */
export function findSecrets(bytes: Buffer | string, context: { readonly path?: string } = {}): SecretHit[] {
  book ??= new RuleBook(secretRules.filter(({ isOptional }) => isOptional !== true));
  const { anchors, scanner } = book;
  const { path = "" } = context;
  const front = VARIABLE.test(path) ? Buffer.from(`${path}=`) : Buffer.alloc(0);
  const window = Buffer.concat([front, Buffer.from(bytes)]);
  const search = new SecretSearch();
  scanner.scan(window, (anchor, at) => {
    search.look(anchors[anchor]!, { window, at, offset: at });
  });
  const { hits } = search.finish();
  return hits.map((hit) => ({ ...hit, offset: Math.max(0, hit.offset - front.length) }));
}

const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]{0,99}$/;
