import type { ParsedPurl } from "../inventory/parsed-purl.ts";

export type VexStatus = "not_affected" | "affected" | "fixed" | "under_investigation";

/** A document of any form: statements, and who made them. */
export interface VexDocument {
  /** As the user named it. */
  readonly file: string;
  readonly id: string;
  readonly author: string;
  readonly statements: readonly Statement[];
}

export interface Statement {
  /** Ids and aliases, in upper case. */
  readonly vulnerabilities: readonly string[];
  readonly products: readonly Product[];
  readonly status: VexStatus;
  /** One of the labels of the VEX working group, or of CycloneDX. */
  readonly justification?: string;
  /** In the author's own words. */
  readonly impact?: string;
  /** From when on it holds, in milliseconds since 1970: a later statement takes an earlier one back. */
  readonly at: number;
}

/** Empty subcomponents: the statement is about all of the product. */
export interface Product {
  readonly identity: Identity;
  readonly subcomponents: readonly Identity[];
}

/** By any of which a thing is known. What has neither is never recognised. */
export interface Identity {
  readonly purls: readonly ParsedPurl[];
  /** SHA-256 in lower-case hex. */
  readonly sha256: readonly string[];
}

export function timeOf(text: unknown): number | undefined {
  const time = typeof text === "string" ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}
