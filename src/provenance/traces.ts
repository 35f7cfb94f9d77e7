import { type BuildState, directory } from "./build-state.ts";
import { type Instruction, UNKNOWN, unquote, words } from "./dockerfile/index.ts";

/** What a builder may write into the history for an instruction, in the words of `HistoryRow.rest`. */
export interface Trace {
  readonly keyword: string;
  /** Any of these, blanks not counted; `UNKNOWN` in place of what nobody knows. */
  readonly texts: readonly string[];
  /** The files' names have become a number, so only this is left of them. */
  readonly copied?: { readonly several: boolean; readonly destinations: readonly string[] };
  /** Of `RUN`, without a shell in front. */
  readonly commands?: readonly string[];
}

/** Signs that builders put around words, one so, one so. */
export function withoutPunctuation(text: string): string {
  return oneBlank(text.replace(/[[\]"',\\]/g, " "));
}

export function oneBlank(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

export function traceOf(instruction: Instruction, state: BuildState): Trace {
  const { keyword, rest, text } = instruction;
  // buildah writes down what stands in the file, flags and all.
  const verbatim = [rest, text.slice(keyword.length)];
  switch (keyword) {
    case "RUN":
      return runTrace(instruction, state, verbatim);
    case "COPY":
    case "ADD":
      return copyTrace(instruction, state);
    case "ENV":
    case "LABEL":
      return { keyword, texts: [...verbatim, joined(state.pairs(instruction))] };
    case "ARG":
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

function runTrace({ json, rest, heredocs }: Instruction, state: BuildState, verbatim: string[]): Trace {
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

function copyTrace({ keyword, json, rest }: Instruction, state: BuildState): Trace {
  const written = json ?? words(rest, "\\").map(({ raw }) => raw);
  const expanded = written.map((word) => (/^<</.test(word) ? unquote(word, "\\") : state.expand(word)));
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
