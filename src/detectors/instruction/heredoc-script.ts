import type { Command as ShellCommand } from "unbash";
import { partition } from "../../dockerfile/index.ts";

type Redirection = ShellCommand["redirects"][number];
export type HereDoc = Extract<Redirection, { readonly type: "HereDoc" }>;
export type HereString = Extract<Redirection, { readonly type: "HereString" }>;

/** What a shell is fed in the script itself; the last one counts. `undefined` = its input comes from elsewhere. */
export function inputOf({ redirects }: ShellCommand): HereDoc | HereString | undefined {
  return redirects.findLast(
    (part): part is HereDoc | HereString =>
      (part.type === "HereDoc" || part.type === "HereString") &&
      (part.descriptor === undefined ||
        (part.descriptor.type === "FileDescriptor" && part.descriptor.value === 0)),
  );
}

/**
 * The text of a heredoc as a shell gets it that reads it, and for each offset the one in the script around it: the outer
 * shell takes away the tabs of `<<-`, and the backslashes in front of what it would put in itself. Source: POSIX, "Here-Document".
 */
export function heredocScript({ operator, delimiter, body }: HereDoc): {
  readonly text: string;
  outer(offset: number): number;
} {
  const cuts: { readonly offset: number; readonly removed: number }[] = [];
  let removed = 0;
  const text = body.text.replace(/^\t+|\\[$`\\]/gm, (match, at: number) => {
    const isTabs = match.startsWith("\t");
    if (isTabs ? operator === "<<" : delimiter?.quoted === true) return match;
    const kept = isTabs ? "" : match.slice(1);
    const offset = at - removed;
    removed += match.length - kept.length;
    cuts.push({ offset, removed });
    return kept;
  });
  const removedUntil = (offset: number) =>
    cuts[partition(cuts, (cut) => cut.offset <= offset) - 1]?.removed ?? 0;
  return { text, outer: (offset) => body.pos + offset + removedUntil(offset) };
}
