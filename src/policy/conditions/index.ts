/**
 * What rules ask of findings. A condition is one file (its key, its form, its words, its question) and one line in
 * `all.ts`. What comes in: the conditions of a rule; what goes out: one question for all findings, and its words.
 */
export { type Answer, oneOrMany, type Untold } from "./condition.ts";
export { type Circumstances, Facts } from "./facts.ts";
export { type Conditions, conditionKeys, excess } from "./form.ts";
export { questionOf } from "./question.ts";
export { wordsOf } from "./words.ts";
