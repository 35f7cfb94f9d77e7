/** The words behind a program's name, told apart. */
export interface OptionWords {
  /** What is no option and no option's value. */
  readonly operands: readonly string[];
  /** As written, short ones split up: `-qqy` is `-q`, `-q`, `-y`; of `--name=value` the name. */
  readonly options: readonly string[];
  /** Option and its value, where it has one. */
  readonly values: readonly (readonly [option: string, value: string])[];
}

/** `valued` = options whose value may be the next word. Source: POSIX, "Utility Syntax Guidelines", and GNU getopt. */
export function optionWords(args: readonly string[], valued: ReadonlySet<string>): OptionWords {
  const operands: string[] = [];
  const options: string[] = [];
  const values: [string, string][] = [];
  const take = (option: string, value: string | undefined) => {
    options.push(option);
    if (value !== undefined) values.push([option, value]);
  };
  for (let at = 0; at < args.length; at++) {
    const word = args[at]!;
    if (word === "--") {
      operands.push(...args.slice(at + 1));
      break;
    }
    const equals = word.indexOf("=");
    if (word.startsWith("--")) {
      if (equals > 0) take(word.slice(0, equals), word.slice(equals + 1));
      else take(word, valued.has(word) ? args[++at] : undefined);
    } else if (!word.startsWith("-") || word === "-") operands.push(word);
    else if (valued.has(word)) take(word, args[++at]);
    else
      for (let sign = 1; sign < word.length; sign++) {
        const option = `-${word.charAt(sign)}`;
        const rest = word.slice(sign + 1).replace(/^=/, "");
        if (valued.has(option)) {
          take(option, rest === "" ? args[++at] : rest);
          break;
        }
        if (word.charAt(sign) === "=") break;
        take(option, undefined);
      }
  }
  return { operands, options, values };
}

export function hasOption({ options }: Pick<OptionWords, "options">, ...names: readonly string[]): boolean {
  return options.some((option) => names.includes(option));
}
