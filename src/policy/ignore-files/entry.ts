import type { Finding } from "../../model/index.ts";

/** An ignore file of any tool. */
export interface IgnoreFile {
  /** As the user knows it. */
  readonly name: string;
  /** Whose form it has: `Trivy`. */
  readonly tool: string;
  /** Nobody named it: it lay in the current folder. */
  readonly isFound: boolean;
  readonly entries: readonly IgnoreEntry[];
  /** What it says and drydock cannot do: never half done, as that might cover more than was meant. */
  readonly leftOut: readonly LeftOut[];
}

/** What a format's reader makes of a text. */
export type ReadEntries = Pick<IgnoreFile, "entries" | "leftOut">;

export interface IgnoreEntry {
  readonly line: number;
  /** What it covers, for people. */
  readonly what: string;
  readonly reason?: string;
  /** YYYY-MM-DD or an RFC 3339 time: from then on (UTC) it holds no longer. */
  readonly expires?: string;
  /** By one of these ids its findings are looked up; without any, it is held against every finding. */
  readonly ids?: EntryIds;
  /** Whether a finding that one of the ids may stand for is meant. */
  covers(finding: Finding, around: Around): boolean;
}

/** The id of an entry, as that which it may be the id of. */
export interface EntryIds {
  readonly vulnerability?: string;
  /** Of Trivy's checks, as it writes them: `AVD-DS-0002`; `true` = of any. */
  readonly misconfiguration?: string | true;
  /** Of Trivy's rules for secrets; `true` = of any. */
  readonly secret?: string | true;
}

export interface LeftOut {
  readonly line: number;
  /** Completes “line 3: …”. */
  readonly why: string;
}

/** What entries ask about beside the finding. */
export interface Around {
  /** Reference and names of the image. */
  readonly images: readonly string[];
  /** Path of the Dockerfile that was given. */
  readonly dockerfile?: string | undefined;
}

/** Longer reasons are cut: they are shown with every finding. */
const MAX_REASON = 500;

/** As an entry has it: one line, not too long; absent where there is nothing to say. */
export function reasonOf(text: string | null | undefined): { readonly reason?: string } {
  const line = (text ?? "").replace(/\s+/g, " ").trim();
  if (line === "") return {};
  return { reason: line.length > MAX_REASON ? `${line.slice(0, MAX_REASON)}…` : line };
}
