import { CONDITIONS, type Conditions } from "./form.ts";

/** Longer conditions are cut: they stand in the policy, and a verdict is one line. */
const MAX_WORDS = 400;

/** Conditions in words, the severity first: `high or worse with a fix, and either known to be exploited or at srv/**`. */
export function wordsOf(conditions: Conditions): string {
  const words = phrase(conditions);
  return words.length > MAX_WORDS ? `${words.slice(0, MAX_WORDS - 1)}…` : words;
}

function phrase(conditions: Conditions): string {
  const { all = [], any, not } = conditions;
  const said = conditions as Readonly<Record<string, unknown>>;
  const flat = CONDITIONS.filter(({ key }) => said[key] !== undefined)
    .map(({ key, words }) => words(said[key]))
    .filter((words) => words !== "")
    .join(" ");
  const nested = [
    ...all.map((one) => `and ${inner(one)}`),
    ...(any === undefined ? [] : [`and ${any.length === 1 ? "" : "either "}${any.map(inner).join(" or ")}`]),
    ...(not === undefined ? [] : [`but not ${inner(not)}`]),
  ];
  const first =
    nested.length > 0 && flat === "" ? [nested[0]!.replace(/^and /, ""), ...nested.slice(1)] : nested;
  const text = [...(flat === "" ? [] : [flat]), ...first].join(", ");
  return text === "" ? "any" : text;
}

function inner(conditions: Conditions): string {
  const words = phrase(conditions);
  return words.includes(", ") ? `(${words})` : words;
}
