import type { Severity } from "../model/index.ts";
import type { BookAnchor } from "./book.ts";
import { isMixed } from "./entropy.ts";
import type { SecretHit } from "./find.ts";
import { isPlaceholder } from "./placeholder.ts";
import { hashOf, redact } from "./redact.ts";
import type { SecretRule } from "./rule.ts";

/** A file of nothing but tokens would fill the cache and every report with them. */
export const MAX_HITS = 100;
/** Before overlaps are taken out. */
const MAX_MATCHES = 10 * MAX_HITS;

/** So often text is made of the bytes of one file and looked at closely; real ones of 70 MB came to 5,000. */
const MAX_LOOKS = 20_000;

/** Where an anchor stands, and what stands around it. */
export interface Place {
  readonly window: Buffer;
  /** In the window. */
  readonly at: number;
  /** In the file. */
  readonly offset: number;
  line?(): number;
}

export type PlacedHit = SecretHit & { readonly line?: number };

interface Findings {
  readonly hits: readonly PlacedHit[];
  /** There were so many more. */
  readonly more: number;
  /** The rest of the file was not looked at. */
  readonly isCut: boolean;
}

interface Match {
  readonly rule: SecretRule;
  readonly severity: Severity;
  readonly note: string | undefined;
  readonly expires: number | undefined;
  readonly value: string;
  readonly offset: number;
  /** The stretch that is its own: nothing else is reported from there. */
  readonly from: number;
  readonly to: number;
  readonly line: number | undefined;
}

/** What is found in one file. Values are held until the end of it, no longer. */
export class SecretSearch {
  readonly #prefixedOnly: boolean;
  readonly #matches = new Map<string, Match>();
  #lost = 0;
  #looks = 0;

  constructor(prefixedOnly = false) {
    this.#prefixedOnly = prefixedOnly;
  }

  /** `false` = no more of this file: it is made to keep us busy. */
  look({ rules, before, after }: BookAnchor, place: Place): boolean {
    const start = Math.max(0, place.at - before);
    let text: string | undefined; // made once, and only where somebody wants it
    for (const rule of rules) {
      if (this.#prefixedOnly && !rule.isPrefixed) continue;
      if (rule.peek?.(place.window, place.at) === false) continue;
      if (text === undefined && ++this.#looks > MAX_LOOKS) return false;
      text ??= place.window.toString("latin1", start, Math.min(place.window.length, place.at + after));
      this.#attempt(rule, text, place.at - start, place);
    }
    return true;
  }

  /** What was found, in the order of the file; of two that overlap the one that tells more. */
  finish(): Findings {
    const ranked = [...this.#matches.values()].sort(
      (a, b) =>
        b.rule.rank - a.rule.rank || b.to - b.from - (a.to - a.from) || (a.rule.id < b.rule.id ? -1 : 1),
    );
    const kept: Match[] = [];
    for (const match of ranked)
      if (!kept.some(({ from, to }) => from < match.to && match.from < to)) kept.push(match);
    kept.sort((a, b) => a.offset - b.offset);
    const more = this.#lost + Math.max(0, kept.length - MAX_HITS);
    return { hits: kept.slice(0, MAX_HITS).map(hitOf), more, isCut: this.#looks > MAX_LOOKS };
  }

  #attempt(rule: SecretRule, text: string, anchorAt: number, place: Place): void {
    const { expression, back } = rule;
    for (let at = Math.max(0, anchorAt - back); at <= anchorAt; at++) {
      expression.lastIndex = at;
      const match = expression.exec(text);
      if (match === null) continue;
      this.#consider(rule, match, text, anchorAt, place);
      return;
    }
  }

  #consider(rule: SecretRule, match: RegExpExecArray, text: string, anchorAt: number, place: Place): void {
    const value = match.groups?.value ?? match[0];
    const [start, end] = match.indices?.groups?.value ?? [match.index, match.index + match[0].length];
    const prefix = rule.prefixes?.find((one) => value.startsWith(one)) ?? "";
    const mixed = value.slice(prefix.length);
    if (isPlaceholder(mixed) || !isMixed(mixed, rule.floor)) return;
    const judgement = rule.judge === undefined ? {} : rule.judge({ value, match, text, start, end });
    if (judgement === undefined) return;
    const shift = place.offset - anchorAt;
    const key = `${rule.id} ${start + shift}`;
    if (this.#matches.has(key)) return;
    if (this.#matches.size >= MAX_MATCHES) {
      this.#lost++;
      return;
    }
    const { severity = rule.severity, note, expires, secret = value, reach = [start, end] } = judgement;
    this.#matches.set(key, {
      rule,
      severity,
      note,
      expires,
      value: secret,
      offset: start + shift,
      from: reach[0] + shift,
      to: reach[1] + shift,
      line: this.#prefixedOnly ? undefined : place.line?.(),
    });
  }
}

function hitOf({ rule, severity, note, expires, value, offset, line }: Match): PlacedHit {
  const { id, title, isPassword, rollUp } = rule;
  return {
    ruleId: id,
    severity,
    title,
    offset,
    length: value.length,
    redacted: redact(title, value, isPassword),
    hash: hashOf(value, isPassword),
    ...(note === undefined ? {} : { note }),
    ...(expires === undefined ? {} : { expires }),
    ...(rollUp === undefined ? {} : { rollUp }),
    ...(line === undefined ? {} : { line }),
  };
}
