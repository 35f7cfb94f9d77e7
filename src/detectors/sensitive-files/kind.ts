import type { ImageView } from "../../analysis/analyzer.ts";
import type { Rule, Severity } from "../../model/index.ts";
import type { SecretHit } from "../../secrets/index.ts";

/** A rule about files of a kind, with the shapes in which the kind comes. */
export interface SensitiveRule extends Rule {
  readonly files: readonly Shape[];
  /** Files in test, fixture and documentation folders are no finding at all. */
  readonly ignoresFixtures?: boolean;
  /** Files that a system package brought are no finding at all. */
  readonly ignoresPackages?: boolean;
  /** It grows or changes by use: of a path that has it at the end, older versions are no finding of their own. */
  readonly ignoresVersions?: boolean;
  /** Whether it is so, where the rest of the layers must tell. `layer` = of the file. */
  confirm?(path: string, layer: number, view: ImageView): boolean;
}

/** One file format of a kind: which files may be of it, and what is in one of them. */
export interface Shape {
  readonly wanted: Wanted;
  /** Only the first bytes are needed; the file may be of any size. */
  readonly isHead?: boolean;
  /**
   * What is sensitive in it; nothing = it only looks alike. Whoever asks may stop early: a file may hold very many, and
   * what costs something for each of them is done when it is asked for. Throws `Unreadable`, never with content in the
   * message.
   */
  read(file: SensitiveFile): Iterable<Sensitive>;
}

/** Names by which files are picked out, all in lower case; a file of any of these is wanted. */
export interface Wanted {
  /** Base names. */
  readonly names?: readonly string[];
  /** Ends of paths, from a folder on: `.aws/credentials`. */
  readonly paths?: readonly string[];
  /** What stands behind the last dot of the base name. */
  readonly extensions?: readonly string[];
  /** How base names begin; each three characters or longer. */
  readonly starts?: readonly string[];
  /** Names of folders, each file directly in which is wanted. */
  readonly folders?: readonly string[];
  /** A larger file is something else that has such a name. */
  readonly maxBytes?: number;
}

export interface SensitiveFile {
  readonly path: string;
  /** Base name in lower case. */
  readonly name: string;
  /** Of the whole file. */
  readonly size: number;
  /** The whole content, or the head of it. */
  readonly bytes: Buffer;
  /** The same as UTF-8. */
  readonly text: string;
  /** What the content rules find in it. */
  readonly secrets: readonly SecretHit[];
  /** The line of an offset in `text`, from 1. */
  lineAt(offset: number): number;
}

/** Something found while reading. `value` never leaves the reading. */
export interface Sensitive {
  /** What it is, as a few words: `private key, not encrypted`. */
  readonly what: string;
  /** Where it is rated otherwise than the rule usually is. */
  readonly severity?: Severity | undefined;
  /** From 1. Default: where `value` first stands in the text. */
  readonly line?: number | undefined;
  /** The secret itself, to find out which content rule speaks of the same. */
  readonly value?: string | undefined;
  /** It is a private key: one fact with every other rule that sees a key here. */
  readonly isKey?: boolean;
}

/** What is kept of a finding: plain JSON without a secret in it. */
export interface SensitiveFact {
  readonly rule: string;
  readonly what: string;
  readonly severity: Severity;
  readonly line?: number;
  /** Of the content rule's hit on the same value. */
  readonly hash?: string;
  readonly redacted?: string;
  readonly isKey?: true;
}

export interface SensitiveRecord {
  /** Tells versions of a file apart, and no more than that. */
  readonly version: string;
  readonly facts: readonly SensitiveFact[];
  /** There are so many that the rest of the file was not looked at. */
  readonly isCut?: true;
}
