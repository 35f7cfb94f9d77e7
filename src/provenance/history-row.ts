import type { HistoryEntry } from "../model/image.ts";
import { oneBlank, withoutPunctuation } from "./blanks.ts";

/** A row of the history, its builder's wrapping taken off. */
export interface HistoryRow {
  /** `squash`: docker's own note that it has melted the layers above into this one. */
  readonly kind: "instruction" | "squash" | "other";
  /** Upper case; `""` unless `kind` is `instruction`. */
  readonly keyword: string;
  /** What follows the keyword, as the builder wrote it. */
  readonly rest: string;
  /** `rest` as `oneBlank` leaves it. */
  readonly plain: string;
  /** `rest` as `withoutPunctuation` leaves it. */
  readonly bare: string;
  readonly builder: "buildkit" | "classic" | "kaniko" | "plain";
  readonly hasLayer: boolean;
  /** The image below, which buildah notes at the first row above it. */
  readonly from?: string;
  /** docker's own classic builder wrote it, not buildah in its manner. */
  readonly isDocker: boolean;
}

/** A created_by of megabytes is not from any builder; it would be compared with every instruction. */
const MAX_LENGTH = 256 * 1024;

const KEYWORDS = new Set(
  "ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER VOLUME WORKDIR".split(
    " ",
  ),
);

/** Whether `historyRow` leaves out the end of its instruction. */
export function isRowCut({ createdBy = "" }: HistoryEntry): boolean {
  return createdBy.length > MAX_LENGTH;
}

export function historyRow(entry: HistoryEntry): HistoryRow {
  const comment = entry.comment ?? "";
  const text = (entry.createdBy ?? "").slice(0, MAX_LENGTH);
  const from = /^FROM (\S{1,512})$/.exec(comment)?.[1];
  const row = {
    hasLayer: !entry.emptyLayer,
    isDocker: false,
    // A short hex number is only an intermediate image.
    ...(from === undefined || /^[0-9a-f]{12}$/.test(from) ? {} : { from }),
  };
  if (text === "" && /^(?:merge sha256:\S+ to|create new from) sha256:/.test(comment))
    return { ...row, kind: "squash", keyword: "", rest: "", plain: "", bare: "", builder: "classic" };
  const parts = instructionOf(text, comment, entry.author ?? "");
  return { ...row, ...parts, plain: oneBlank(parts.rest), bare: withoutPunctuation(parts.rest) };
}

type Parts = Pick<HistoryRow, "kind" | "keyword" | "rest" | "builder"> & { readonly isDocker?: boolean };

function instructionOf(text: string, comment: string, author: string): Parts {
  const nop = nopInstruction(text);
  if (nop !== undefined) return nop;
  const isBuildKit = comment.startsWith("buildkit.") || text.endsWith("# buildkit");
  const keyword = /^[A-Z]+(?=\s|$)/.exec(text)?.[0] ?? "";
  if (KEYWORDS.has(keyword)) {
    const rest = text.slice(keyword.length).replace(/# buildkit$/, "");
    const builder = isBuildKit ? "buildkit" : author === "kaniko" ? "kaniko" : "plain";
    return { kind: "instruction", keyword, rest: rest.trim(), builder };
  }
  // The classic builder writes down what it started, and only RUN starts something.
  if (/^\|\d+ |^(?:\/bin\/)?(?:ba|da|a|z|k)?sh -\w*c |^(?:cmd|powershell|pwsh)\b/.test(text))
    return { kind: "instruction", keyword: "RUN", rest: text.trim(), builder: "classic" };
  return { kind: "other", keyword: "", rest: text.trim(), builder: "plain" };
}

/** `/bin/sh -c #(nop) COPY …`: the classic builder's way to say that nothing ran. */
function nopInstruction(text: string): Parts | undefined {
  const mark = "#(nop)";
  const at = text.slice(0, 256).indexOf(mark);
  if (at < 0 || /[\n'"&;|]/.test(text.slice(0, at))) return undefined;
  const match = /^( +)([A-Z]+)(?:\s+|$)/.exec(text.slice(at + mark.length, at + 256));
  const keyword = match?.[2] ?? "";
  if (match === null || !KEYWORDS.has(keyword)) return undefined;
  return {
    kind: "instruction",
    keyword,
    rest: text.slice(at + mark.length + match[0].length).trim(),
    builder: "classic",
    isDocker: match[1] === "  ",
  };
}
