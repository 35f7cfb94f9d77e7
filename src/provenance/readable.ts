import { redactedText } from "../secrets/index.ts";
import type { HistoryRow } from "./history-row.ts";

/** Longer ones are scripts; nobody reads them in a report, and a hostile one would fill it. */
const MAX_LENGTH = 2000;

/** An instruction as its author would have written it, as far as the history still tells; as `shown`. */
export function readable(row: HistoryRow): string | undefined {
  const text = written(row);
  return text === undefined ? undefined : shown(text);
}

/** The same in full. */
export function written(row: HistoryRow): string | undefined {
  if (row.kind === "squash" || row.rest === "") return undefined;
  if (row.kind === "other") return row.rest;
  if (row.keyword === "RUN") return `RUN ${withoutShell(row.rest)}`;
  const hashed =
    /^(--chown=\S*?(?=(?:file|dir|multi):))?(?:(?:file|dir|multi):)?[0-9a-f]{32,128} in (.*)$/s.exec(
      row.rest,
    );
  if ((row.keyword === "COPY" || row.keyword === "ADD") && hashed !== null)
    return `${row.keyword} ${hashed[1] === undefined ? "" : `${hashed[1]} `}… ${hashed[2]?.trim()}`;
  return `${row.keyword} ${row.rest}`;
}

/** Without the secrets that its author should not have written there, and then cut: half a secret is not told as one. */
export function shown(text: string): string {
  const redacted = redactedText(text);
  return redacted.length > MAX_LENGTH ? `${redacted.slice(0, MAX_LENGTH)}…` : redacted;
}

/** `|2 A=b C=d /bin/sh -c command`; values with blanks cannot be told from the command, unless a usual shell follows. */
function withoutShell(text: string): string {
  const shell = /^(?:\/?[\w/]*\/)?(?:busybox )?(?:ba|da|a|z|k)?sh (?:-[\w-]+ |pipefail ){0,6}-\w*c /;
  const count = Number(/^\|(\d{1,3}) /.exec(text)?.[1] ?? 0);
  if (count === 0) return text.replace(shell, "");
  const known = text.search(/ (?:\/usr)?\/bin\/(?:ba|da|a|z|k)?sh (?:-[\w-]+ |pipefail ){0,6}-\w*c /);
  if (known >= 0) return text.slice(known + 1).replace(shell, "");
  const words = text.split(" ");
  const values = words.slice(1, count + 1);
  if (!values.every((word) => /^\w+=/.test(word))) return text;
  return words
    .slice(count + 1)
    .join(" ")
    .replace(shell, "");
}
