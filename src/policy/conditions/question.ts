import type { Answer } from "./condition.ts";
import type { Facts } from "./facts.ts";
import { CONDITIONS, type Conditions } from "./form.ts";

export type Question = (facts: Facts) => Answer;

/**
 * Conditions as one question, made ready once for all findings. Of three answers (Kleene's logic): a conjunction is
 * false where one part is, whatever cannot be told beside it.
 */
export function questionOf(conditions: Conditions): Question {
  const { all = [], any, not } = conditions;
  const said = conditions as Readonly<Record<string, unknown>>;
  const parts: Question[] = [
    ...CONDITIONS.filter(({ key }) => said[key] !== undefined).map(({ key, ready }) => ready(said[key])),
    ...all.map(questionOf),
    ...(any === undefined ? [] : [someOf(any.map(questionOf))]),
    ...(not === undefined ? [] : [notOf(questionOf(not))]),
  ];
  return parts.length === 1 ? parts[0]! : everyOf(parts);
}

function everyOf(parts: readonly Question[]): Question {
  return (facts) => {
    let answer: Answer = true;
    for (const part of parts) {
      const told = part(facts);
      if (told === false) return false;
      if (told !== true && answer === true) answer = told;
    }
    return answer;
  };
}

function someOf(parts: readonly Question[]): Question {
  return (facts) => {
    let answer: Answer = false;
    for (const part of parts) {
      const told = part(facts);
      if (told === true) return true;
      if (told !== false && answer === false) answer = told;
    }
    return answer;
  };
}

function notOf(part: Question): Question {
  return (facts) => {
    const told = part(facts);
    return typeof told === "boolean" ? !told : told;
  };
}
