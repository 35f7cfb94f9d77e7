import type { ReadDocument } from "../document.ts";
import type { ReadEntries } from "./entry.ts";
import { readGitlab } from "./gitlab.ts";
import { readGrype } from "./grype.ts";
import { readTrivyPlain } from "./trivy-plain.ts";
import { readTrivyYaml } from "./trivy-yaml.ts";

/** Where each tool looks for its file; those that lie in the current folder are read. */
export const FOUND_NAMES = [
  ".trivyignore",
  ".trivyignore.yaml",
  ".grype.yaml",
  "vulnerability-allowlist.yml",
] as const;

/** A form in YAML. */
export interface YamlForm {
  readonly tool: string;
  /** What files of that form are called. */
  readonly name: RegExp;
  /** Told by one of these keys, where the name tells nothing. */
  readonly keys: readonly string[];
  read(document: ReadDocument): ReadEntries;
}

export const YAML_FORMS: readonly YamlForm[] = [
  {
    tool: "Trivy",
    name: /trivyignore/,
    keys: ["vulnerabilities", "misconfigurations", "secrets", "licenses"],
    read: readTrivyYaml,
  },
  { tool: "Grype", name: /grype/, keys: ["ignore"], read: readGrype },
  { tool: "GitLab", name: /vulnerability-allowlist/, keys: ["generalallowlist", "images"], read: readGitlab },
];

/** The one form that is no YAML. */
export const PLAIN_FORM = { tool: "Trivy", read: readTrivyPlain } as const;
