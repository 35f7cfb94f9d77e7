import { fits, UNKNOWN } from "../dockerfile/index.ts";
import { withoutPunctuation } from "./blanks.ts";
import type { HistoryRow } from "./history-row.ts";
import type { Trace } from "./traces.ts";

/** How well a row suits an instruction: in its words, only in words that anything would suit, or not at all. */
export type Likeness = "same" | "vague" | "none";

/** So many signs at least must be known of a text to tell it from others. */
const FEW = 4;

/** `argNames`: what `|n A=b …` in front of a RUN may name. */
export function compare(row: HistoryRow, trace: Trace, argNames: ReadonlySet<string>): Likeness {
  if (row.kind === "squash") return "none";
  if (trace.keyword === "RUN") return compareRun(row, trace, argNames);
  if (row.keyword !== trace.keyword) return "none";
  switch (trace.keyword) {
    case "COPY":
    case "ADD":
      return compareCopy(row, trace);
    case "ARG":
      return compareArg(row, trace);
    case "EXPOSE":
      return trace.texts.some((text) => ports(text) === ports(row.rest)) ? "same" : likeness(trace, row);
    case "HEALTHCHECK":
      return compareHealthcheck(row, trace);
    default:
      return likeness(trace, row);
  }
}

function likeness(trace: Trace, row: HistoryRow): Likeness {
  return best(trace.bare.map((text) => likenessOf(text, row.bare)));
}

function likenessOf(pattern: string, text: string): Likeness {
  if (!fits(pattern, text)) return "none";
  if (!pattern.includes(UNKNOWN)) return "same";
  return pattern.replaceAll(UNKNOWN, "").replace(/[\s/.=]/g, "").length >= FEW ? "same" : "vague";
}

function best(all: readonly Likeness[]): Likeness {
  if (all.includes("same")) return "same";
  return all.includes("vague") ? "vague" : "none";
}

function compareRun(row: HistoryRow, trace: Trace, argNames: ReadonlySet<string>): Likeness {
  if (row.kind === "instruction" && row.keyword !== "RUN") return "none";
  const rest = row.plain;
  if (rest === "") return "none";
  const { texts, commands = [] } = trace;
  const isSame =
    texts.some((text) => rest === text || isBehindArgs(rest, text, argNames)) ||
    commands.some((command) => rest === command || isBehindShell(rest, command, argNames));
  return isSame ? "same" : "none";
}

/** `|2 A=b C=d e command`: a value may hold blanks, so only the names and the end are firm. */
function isBehindArgs(rest: string, command: string, argNames: ReadonlySet<string>): boolean {
  if (!rest.endsWith(` ${command}`)) return false;
  const front = rest.slice(0, rest.length - command.length - 1);
  const count = /^\|(\d{1,4}) /.exec(front);
  if (count === null) return false;
  const values = front.slice(count[0].length).split(" ");
  const named = values.filter((value) => argNames.has(value.slice(0, Math.max(value.indexOf("="), 0))));
  // A shell within the values is more likely the start of a longer command that ends like this one.
  return (
    argNames.has(values[0]?.split("=", 1)[0] ?? "") &&
    named.length >= Number(count[1]) &&
    !/ -\w*c( |$)/.test(front)
  );
}

/** The base image may have set another shell, but nothing that is not one. */
function isBehindShell(rest: string, command: string, argNames: ReadonlySet<string>): boolean {
  if (!rest.endsWith(` ${command}`)) return false;
  const front = rest.slice(0, rest.length - command.length - 1);
  const match =
    /(?:^| )((?:\S*\/)?(?:\w*sh|cmd|powershell|pwsh)(?:\.exe)?(?: [-/+]?\w+){0,6} (?:-\w*c|\/[cC]|-[Cc]ommand))$/.exec(
      front,
    );
  const shell = match?.[1];
  if (shell === undefined) return false;
  return shell === front || isBehindArgs(`${front} x`, `${shell} x`, argNames);
}

/** `--chown=1:1file:… in /there`: the classic builder forgets a blank. */
const HASHED =
  /^(?:--chown=\S*?(?= |(?:file|dir|multi):) ?)?(?:(file|dir|multi):)?(?:[0-9a-f]{32,128})? ?in (.+)$/s;

/** The classic builder and buildah name a hash of the files. */
function compareCopy(row: HistoryRow, trace: Trace): Likeness {
  const hashed = HASHED.exec(row.plain);
  if (hashed === null || row.builder !== "classic") {
    const rest = row.plain.replace(/^(?:--[a-z-]+(?:=\S+)? )+/, "");
    return best(trace.texts.map((text) => likenessOf(text, rest)));
  }
  if (trace.copied === undefined || (trace.copied.several && hashed[1] !== "multi")) return "none";
  const where = hashed[2] ?? "";
  return best(trace.copied.destinations.map((text) => likenessOf(text, where)));
}

/** BuildKit adds values, buildah names all so far, or only the first. */
function compareArg(row: HistoryRow, trace: Trace): Likeness {
  const names = (text: string) => text.split(/\s+/).map((word) => word.split("=", 1)[0] ?? "");
  const wanted = names(trace.texts[0] ?? "");
  const found = new Set(names(row.rest));
  return wanted.some((name) => name !== "" && found.has(name)) ? "same" : "none";
}

/** docker writes its own structure with the command in it. */
function compareHealthcheck(row: HistoryRow, trace: Trace): Likeness {
  if (likeness(trace, row) === "same") return "same";
  const command = withoutPunctuation((trace.texts[0] ?? "").replace(/^.*?\b(?:CMD|NONE)\b/is, ""));
  return row.bare.includes(command) ? (command === "" ? "vague" : "same") : "none";
}

/** `8080 53/udp` and `map[53/udp:{} 8080/tcp:{}]` are the same. */
function ports(text: string): string {
  const found = text.match(/\d+(?:-\d+)?(?:\/[a-z]+)?/gi) ?? [];
  const each = found.flatMap((one) => {
    const [range = "", protocol = "tcp"] = one.toLowerCase().split("/");
    const [first = 0, last = first] = range.split("-").map(Number);
    // A range of all ports is a line of half a megabyte; then the two texts must be the same.
    if (last - first > 1000) return [one];
    return Array.from({ length: Math.max(last - first + 1, 0) }, (_, step) => `${first + step}/${protocol}`);
  });
  return [...new Set(each)].sort().join(" ");
}
