/** The words behind a program's name, told apart. */
export interface OptionWords {
  /** What is no option and no option's value. */
  readonly operands: readonly string[];
  /** As written, short ones split up: `-qqy` is `-q`, `-q`, `-y`; of `--name=value` the name. */
  readonly options: readonly string[];
  /** Option and its value, where it has one. */
  readonly values: readonly (readonly [option: string, value: string, place: ValuePlace])[];
}

/** Among the words, and where in that word the value begins. */
export interface ValuePlace {
  readonly index: number;
  readonly from: number;
}

/** `valued` = options whose value may be the next word. Source: POSIX, "Utility Syntax Guidelines", and GNU getopt. */
export function optionWords(args: readonly string[], valued: ReadonlySet<string>): OptionWords {
  const operands: string[] = [];
  const options: string[] = [];
  const values: [string, string, ValuePlace][] = [];
  const take = (option: string, index: number, from = 0) => {
    options.push(option);
    const value = args[index]?.slice(from);
    if (value !== undefined) values.push([option, value, { index, from }]);
  };
  for (let at = 0; at < args.length; at++) {
    const word = args[at]!;
    if (word === "--") {
      operands.push(...args.slice(at + 1));
      break;
    }
    const equals = word.indexOf("=");
    if (word.startsWith("--")) {
      if (equals > 0) take(word.slice(0, equals), at, equals + 1);
      else if (valued.has(word)) take(word, ++at);
      else options.push(word);
    } else if (!word.startsWith("-") || word === "-") operands.push(word);
    else if (valued.has(word)) take(word, ++at);
    else
      for (let sign = 1; sign < word.length; sign++) {
        const option = `-${word.charAt(sign)}`;
        if (valued.has(option)) {
          const from = word.charAt(sign + 1) === "=" ? sign + 2 : sign + 1;
          if (from < word.length) take(option, at, from);
          else take(option, ++at);
          break;
        }
        if (word.charAt(sign) === "=") break;
        options.push(option);
      }
  }
  return { operands, options, values };
}

export function hasOption({ options }: Pick<OptionWords, "options">, ...names: readonly string[]): boolean {
  return options.some((option) => names.includes(option));
}
