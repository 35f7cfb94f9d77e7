import { rules, ruleWords } from "./detectors/index.ts";
import { DrydockError } from "./errors.ts";
import { printJson, rulesText, ruleText } from "./report/index.ts";
import { contextOf, type Paper } from "./write-reports.ts";

/** The catalogue, or the rule with this id, in words or as JSON. Throws `DrydockError` NOT_FOUND. */
export function printedRules(id: string | undefined, asJson: boolean, paper: Paper): string {
  const wanted = id?.toUpperCase();
  const found = wanted === undefined ? rules : rules.filter((rule) => rule.id.toUpperCase() === wanted);
  const [first] = found;
  if (first === undefined)
    throw new DrydockError("NOT_FOUND", `There is no rule ${JSON.stringify(id)}.`, {
      hint: "drydock rules lists them.",
    });
  if (asJson) return printJson(id === undefined ? found.map(ruleWords) : ruleWords(first));
  return id === undefined ? rulesText(found, contextOf(paper)) : ruleText(first, contextOf(paper));
}
