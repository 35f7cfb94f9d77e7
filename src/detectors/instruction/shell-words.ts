import type { Word, WordPart } from "unbash";
import { UNKNOWN } from "../../dockerfile/index.ts";

/** The value of a variable, `UNKNOWN` where there may be one, `undefined` where there is none. */
export type Variables = (name: string) => string | undefined;

/** Longer ones are data, not words that a rule looks at; a hostile one would be put together many times over. */
const MAX_LENGTH = 64 * 1024;

/** A word with its quotes off and its variables put in; `UNKNOWN` where only the running shell could tell. */
export function wordValue({ parts, value }: Word, variables: Variables): string {
  const whole = parts === undefined ? value : parts.map((part) => partValue(part, variables)).join("");
  return whole.length > MAX_LENGTH ? whole.slice(0, MAX_LENGTH) : whole;
}

function partValue(part: WordPart, variables: Variables): string {
  switch (part.type) {
    case "Literal":
    case "SingleQuoted":
    case "AnsiCQuoted":
      return part.value;
    case "DoubleQuoted":
    case "LocaleString":
      return part.parts.map((child) => partValue(child, variables)).join("");
    case "SimpleExpansion":
      return /^\$\w/.test(part.text) ? (variables(part.text.slice(1)) ?? "") : UNKNOWN;
    case "ParameterExpansion": {
      const { parameter, prefix, index, operation } = part;
      if (prefix !== undefined || index !== undefined) return UNKNOWN;
      const value = variables(parameter);
      if (operation === undefined) return value ?? "";
      if (operation.type !== "Default" || value?.includes(UNKNOWN)) return UNKNOWN;
      return withDefault(value, operation.operator, () => wordValue(operation.operand, variables));
    }
    case "CommandExpansion":
    case "ArithmeticExpansion":
    case "ProcessSubstitution":
      return UNKNOWN;
    default:
      return part.text; // patterns of file names stay patterns
  }
}

function withDefault(value: string | undefined, operator: string, operand: () => string): string {
  const isSet = operator.startsWith(":") ? value !== undefined && value !== "" : value !== undefined;
  if (operator.endsWith("+")) return isSet ? operand() : "";
  if (operator.endsWith("?")) return value ?? UNKNOWN;
  return isSet ? (value ?? "") : operand();
}
