/** A variable that expands to itself several times over, line after line, would grow without end. */
const MAX_VALUE_LENGTH = 4096;

/**
 * The labels that a Dockerfile sets, later ones over earlier ones, with `ENV` and `ARG` defaults put in. Just enough
 * of the language for the ones Red Hat's build service stores in its images; what it cannot parse it leaves out.
 */
export function parseLabels(dockerfile: string): ReadonlyMap<string, string> {
  const labels = new Map<string, string>();
  const variables = new Map<string, string>();
  for (const [instruction, rest] of instructions(dockerfile)) {
    if (instruction === "LABEL") setAll(labels, rest, variables);
    else if (instruction === "ENV" || instruction === "ARG") setAll(variables, rest, variables);
  }
  return labels;
}

function* instructions(dockerfile: string): Generator<[instruction: string, rest: string]> {
  let pending = "";
  for (const line of dockerfile.split("\n")) {
    const text = line.trim();
    // A comment between continued lines does not end the instruction.
    if (text.startsWith("#") || (pending !== "" && text === "")) continue;
    if (text.endsWith("\\")) {
      pending += `${text.slice(0, -1)} `;
      continue;
    }
    const whole = (pending + text).trim();
    pending = "";
    const end = whole.search(/\s/);
    if (end > 0) yield [whole.slice(0, end).toUpperCase(), whole.slice(end).trim()];
  }
}

function setAll(target: Map<string, string>, rest: string, variables: ReadonlyMap<string, string>): void {
  const found = words(rest, variables);
  const [first, ...others] = found;
  // The old form `LABEL key some value` has no equals sign in its first word.
  if (first !== undefined && !first.includes("=")) {
    target.set(first, others.join(" "));
    return;
  }
  for (const word of found) {
    const equals = word.indexOf("=");
    if (equals > 0) target.set(word.slice(0, equals), word.slice(equals + 1));
  }
}

/** Splits at blanks outside quotes, takes the quotes off and puts variables in (not between single quotes). */
function words(text: string, variables: ReadonlyMap<string, string>): string[] {
  const found: string[] = [];
  let word = "";
  let quote = "";
  let started = false;
  for (let at = 0; at < text.length; at++) {
    const sign = text.charAt(at);
    if (quote === "" && /\s/.test(sign)) {
      if (started) found.push(word);
      word = "";
      started = false;
      continue;
    }
    started = true;
    const variable = sign === "$" && quote !== "'" ? variableAt(text, at) : undefined;
    if (variable !== undefined) {
      word += variables.get(variable.name) ?? "";
      at = variable.end - 1;
    } else if (quote === "" && (sign === '"' || sign === "'")) quote = sign;
    else if (sign === quote) quote = "";
    else if (sign === "\\" && quote !== "'" && at + 1 < text.length) word += text.charAt(++at);
    else word += sign;
    if (word.length > MAX_VALUE_LENGTH) return found;
  }
  return started ? [...found, word] : found;
}

function variableAt(text: string, at: number): { name: string; end: number } | undefined {
  const pattern = /\$(?:\{(\w+)\}|(\w+))/y;
  pattern.lastIndex = at;
  const match = pattern.exec(text);
  return match === null ? undefined : { name: match[1] ?? match[2] ?? "", end: pattern.lastIndex };
}
