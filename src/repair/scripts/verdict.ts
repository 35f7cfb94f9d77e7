export type ScriptName = "prerm" | "preinst" | "postrm" | "postinst";

/**
 * Something that certainly happens behind the unpacking. Paths are canonical: no leading slash, no parent is a symlink. A
 * mode or an owner is that of the file, so of all its hard links.
 */
export type Effect =
  | { readonly kind: "chmod"; readonly path: string; readonly mode: number }
  | { readonly kind: "chown"; readonly path: string; readonly uid: number; readonly gid: number }
  | { readonly kind: "symlink"; readonly path: string; readonly target: string }
  | { readonly kind: "mkdir"; readonly path: string; readonly mode: number }
  /** An empty file. */
  | { readonly kind: "create"; readonly path: string; readonly mode: number }
  /** Of a file or a symlink, not of a directory. */
  | { readonly kind: "remove"; readonly path: string }
  /** The loader's cache is made anew. */
  | { readonly kind: "ldconfig" };

/** What running the scripts of an upgrade does to the file system. */
export type Verdict =
  | { readonly kind: "inert" }
  /** Exactly these, each certain, in this order. */
  | { readonly kind: "effects"; readonly effects: readonly Effect[] }
  | {
      readonly kind: "refused";
      readonly script: ScriptName;
      /** As written, cut to 120 characters, not escaped; absent where it is about the script as a whole. */
      readonly command?: string;
      /** 1-based. */
      readonly line?: number;
      /** A sentence without its full stop that begins in lower case. */
      readonly reason: string;
    };
