import { type Instruction, UNKNOWN, unquote, words } from "../dockerfile/index.ts";
import { oneBlank, withoutPunctuation } from "./blanks.ts";
import { type BuildState, directory } from "./build-state.ts";

/** What a builder may write into the history for an instruction, in the words of `HistoryRow.rest`. */
export interface Trace {
  readonly keyword: string;
  /** Any of these, as `oneBlank` leaves them; `UNKNOWN` in place of what nobody knows. */
  readonly texts: readonly string[];
  /** The same as `withoutPunctuation` leaves them. */
  readonly bare: readonly string[];
  /** The files' names have become a number, so only this is left of them. */
  readonly copied?: { readonly several: boolean; readonly destinations: readonly string[] };
  /** Of `RUN`, without a shell in front. */
  readonly commands?: readonly string[];
}

export function traceOf(instruction: Instruction, state: BuildState): Trace {
  const { texts, copied, commands, keyword } = written(instruction, state);
  return {
    keyword,
    texts: texts.map(oneBlank),
    bare: texts.map(withoutPunctuation),
    ...(copied === undefined
      ? {}
      : { copied: { ...copied, destinations: copied.destinations.map(oneBlank) } }),
    ...(commands === undefined ? {} : { commands: commands.map(oneBlank) }),
  };
}

type Written = Omit<Trace, "bare">;

function written(instruction: Instruction, state: BuildState): Written {
  const { keyword, rest, text } = instruction;
  // buildah writes down what stands in the file, flags and all.
  const verbatim = [rest, text.slice(keyword.length)];
  switch (keyword) {
    case "RUN":
      return runTrace(instruction, state, verbatim);
    case "COPY":
    case "ADD":
      return copyTrace(instruction, state);
    case "ARG":
    case "ENV":
    case "LABEL":
      return { keyword, texts: [...verbatim, joined(state.pairs(instruction))] };
    case "WORKDIR": {
      const path = state.expand(rest);
      return { keyword, texts: [...verbatim, path, directory(state.workdir, path)] };
    }
    case "CMD":
    case "ENTRYPOINT":
    case "SHELL":
    case "VOLUME":
      return { keyword, texts: listTexts(instruction, state, verbatim) };
    case "EXPOSE":
    case "USER":
    case "STOPSIGNAL":
      return { keyword, texts: [...verbatim, state.expand(rest)] };
    default:
      return { keyword, texts: verbatim };
  }
}

function joined(pairs: readonly (readonly [string, string | undefined])[]): string {
  return pairs.map(([name, value]) => (value === undefined ? name : `${name}=${value}`)).join(" ");
}

function listTexts({ keyword, rest, json }: Instruction, state: BuildState, verbatim: string[]): string[] {
  if (json !== undefined) return [...verbatim, json.join(" ")];
  if (keyword === "VOLUME") return [...verbatim, state.expand(rest)];
  return [...verbatim, `${state.shell} ${rest}`];
}

function runTrace({ json, rest, heredocs }: Instruction, state: BuildState, verbatim: string[]): Written {
  const keyword = "RUN";
  if (json !== undefined) return { keyword, texts: [json.join(" "), ...verbatim], commands: verbatim };
  const commands = [...verbatim, ...heredocCommands(rest, heredocs)];
  const shells = ["/bin/sh -c", ...(state.shell.includes(UNKNOWN) ? [] : [state.shell])];
  return { keyword, texts: shells.flatMap((shell) => commands.map((one) => `${shell} ${one}`)), commands };
}

/** BuildKit hands a lone heredoc to the shell (a file of its own if it begins with `#!`), others with the command. */
function heredocCommands(rest: string, heredocs: Instruction["heredocs"]): string[] {
  const [first] = heredocs;
  if (first === undefined) return [];
  const lone = heredocs.length === 1 && /^\d*<<\S+$/.test(rest);
  if (lone && first.content.startsWith("#!")) return [`/dev/pipes/${first.name}`, `<<${first.name}`];
  if (lone) return [first.content];
  return [`${rest}\n${heredocs.map(({ content, name }) => `${content}${name}`).join("\n")}`];
}

function copyTrace({ keyword, json, rest }: Instruction, state: BuildState): Written {
  const written = json ?? words(rest, "\\").map(({ raw }) => raw);
  const heredoc = /^\d*<<-?/;
  const expanded = written.map((word) =>
    heredoc.test(word) ? unquote(word, "\\").replace(heredoc, "<<") : state.expand(word),
  );
  const sources = expanded.slice(0, -1);
  const destination = expanded.at(-1) ?? "";
  const destinations = [written.at(-1) ?? "", destination, directory(state.workdir, destination)];
  const isGlob = sources.some((source) => /[*?[]/.test(source) || source.includes(UNKNOWN));
  return {
    keyword,
    texts: [rest, expanded.join(" ")],
    copied: { several: sources.length > 1 && !isGlob, destinations },
  };
}
