import type { Digest } from "./image.ts";
import type { RiskCategory, Rule } from "./rule.ts";

/** What kind of thing could not be told; a policy may treat kinds differently. */
export type GapKind =
  | "unreadable" // content that is corrupt or in an unknown form
  | "limit" // a cap fired: size, count, depth, time
  | "unsupported-distro" // no advisories exist for this distribution or release
  | "no-os" // nothing tells which distribution this is, though packages are there
  | "version" // an installed or fixed version that cannot be parsed
  | "third-party" // packages of a vendor whose advisories the database does not carry
  | "no-source" // found, but nobody publishes advisories that the database could carry
  | "unproven" // a rule whose input is missing: nobody can tell whether it fires
  | "advisory"; // the database has no answer for some other reason

/** A place where drydock could not look, or could not tell. Plain JSON. */
export interface Gap {
  readonly kind: GapKind;
  /** A path in the image, a package, a distribution: what it is about. */
  readonly where: string;
  /** Which analyzer, cataloger or detector says so. */
  readonly by: string;
  /** A full sentence for people. */
  readonly reason: string;
  /** The layer the path lies in, for a gap about a file. */
  readonly layer?: Digest;
  /** What was to be looked for there; absent for what stands in the way of finding packages and matching them. */
  readonly category?: RiskCategory;
  /**
   * The rule that could not be told, with the severity its finding would have: such a gap stands in the way only where
   * the finding would.
   */
  readonly rule?: Pick<Rule, "id" | "category" | "severity">;
}
