/** What the page's script is given, as JSON: the rows of the table of findings, and what stands in their details. */
export interface PageData {
  /** What decides and the worst first. */
  readonly rows: readonly Row[];
  /** Said of many findings, kept once: a row names them by number. */
  readonly details: readonly Detail[];
}

export interface Row {
  /** CVE or rule. */
  readonly id: string;
  readonly severity: string;
  /** What people read of the severity. */
  readonly word: string;
  /** Worse is greater. */
  readonly rank: number;
  readonly title: string;
  /** Package and version, or what the rule is about. */
  readonly about: string;
  /** Version to upgrade to. */
  readonly fix?: string;
  /** What mends it: an upgrade, following a rule's advice, or nothing yet. */
  readonly mending: "upgrade" | "advice" | "none";
  readonly category: string;
  readonly owner: string;
  /** `likely base image`. */
  readonly ownerWord: string;
  /** As people write it: `etc/shadow:3, layer 2`. */
  readonly place: string;
  /** From 1. */
  readonly layer?: number;
  readonly action: string;
  readonly actionWord: string;
  /** Other names by which somebody may look for it. */
  readonly aliases?: string;
  readonly details: readonly number[];
}

export interface Detail {
  readonly label: string;
  readonly texts: readonly string[];
  /** A `link` is an address that was checked to be http or https. */
  readonly form: "text" | "code" | "link";
}
