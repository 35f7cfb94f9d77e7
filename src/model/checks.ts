import type { Severity } from "./advisory.ts";
import type { Category, Rule } from "./rule.ts";

/**
 * How literally the rules are read. `default`: with all guards of the catalogue; `acr`: the seven instruction risks of
 * Security Center as that reads them, without guards; `strict`: also what is only a matter of taste.
 */
export type Profile = "default" | "acr" | "strict";

export const PROFILES: readonly Profile[] = ["default", "acr", "strict"];

/** What is to be looked for, made from the policy file and `--checks`. */
export interface Checks {
  readonly categories: ReadonlySet<Category>;
  readonly profile: Profile;
  isOn(rule: Pick<Rule, "id" | "category" | "isOptional" | "isStrict">): boolean;
  /** What the policy says of the rule's severity; `undefined` = nothing. */
  severityOf(ruleId: string): Severity | undefined;
  /** Whether findings at this path of the image are left out by the policy. */
  isExcluded(path: string): boolean;
  /** Whether a product that the policy declares lies at this path of the image, and its time is not over. */
  isDeclared(path: string, now: Date): boolean;
  readonly limits: Limits;
  readonly settings: Settings;
  /** YARA rules of the user's own, beside drydock's. */
  readonly yaraRules: readonly YaraSource[];
}

export interface YaraSource {
  /** As the user named it. */
  readonly path: string;
  readonly text: string;
}

/** Caps on what is read for the checks; what is over them is a gap of kind `limit`. */
export interface Limits {
  /** Bytes of a file of which content is looked at. */
  readonly fileBytes: number;
  /** Milliseconds for reading the layers, second looks included; what is left then is a gap. */
  readonly time?: number;
}

/** What the project says about itself, so that rules need not guess. */
export interface Settings {
  /** Patterns (`registry.example.com/team/*`) of images to build on; empty = any. */
  readonly allowedBases: readonly string[];
  /** Paid extended support that is at hand: `debian:10`, `ubuntu:18.04`. */
  readonly extendedSupport: readonly string[];
  /** The image needs no health check: a run-once tool, or probed from outside. */
  readonly noHealthCheck: boolean;
  /** Labels that every image must have, with their form. */
  readonly requiredLabels: Readonly<Record<string, LabelForm>>;
  /** Days after which an image or base counts as old; `undefined` = never. */
  readonly maxAgeDays?: number;
  /** Ports that the image may expose although they are administrative. */
  readonly allowedPorts: readonly number[];
  /** Hosts from which plain HTTP is all right: the build network's own mirrors. */
  readonly trustedHosts: readonly string[];
  /** SHA-256 fingerprints (hex) of root certificates that are meant to be there. */
  readonly trustedRoots: readonly string[];
  /** Programs that may be in the image although nothing needs them at run time. */
  readonly allowedTools: readonly string[];
  /** Declared products: paths that hold security tools or dual-use programs on purpose, until a day. */
  readonly products: readonly { readonly path: string; readonly expires: string; readonly reason: string }[];
}

export type LabelForm = "text" | "url" | "date" | "spdx" | "digest" | "semver" | "email";

export const LABEL_FORMS: readonly LabelForm[] = ["text", "url", "date", "spdx", "digest", "semver", "email"];
