/**
 * Every option once: the command line, the README table and (later) the Action's and the component's inputs are made
 * from, or compared with, this table.
 */
import { SEVERITIES } from "./model/index.ts";

export interface OptionSpec {
  /** Long name without dashes. */
  readonly name: string;
  readonly kind: "switch" | "value" | "list";
  /** What stands for the value in the help, e.g. `SEVERITY`. */
  readonly placeholder?: string;
  readonly choices?: readonly string[];
  /** Shown in the help; applied by the code that reads the option. */
  readonly default?: string;
  readonly help: string;
  readonly group: "image" | "database" | "verdict" | "reports" | "running";
}

export const FORMATS = ["table", "json", "sarif", "cyclonedx", "cyclonedx-vuln", "spdx"] as const;
export type Format = (typeof FORMATS)[number];

export const SCAN_OPTIONS: readonly OptionSpec[] = [
  {
    name: "platform",
    kind: "value",
    placeholder: "OS/ARCH[/VARIANT]",
    default: "this machine's",
    help: "Which image of a multi-platform index to scan.",
    group: "image",
  },
  {
    name: "insecure",
    kind: "switch",
    help: "Speak plain HTTP, or TLS without checking the certificate, to the registry (localhost is always allowed).",
    group: "image",
  },
  {
    name: "dockerfile",
    kind: "value",
    placeholder: "PATH",
    help: "The Dockerfile that the image was built from: findings then point at its lines.",
    group: "image",
  },
  {
    name: "target",
    kind: "value",
    placeholder: "STAGE",
    default: "the last one",
    help: "The stage of the Dockerfile that was built, as in docker build --target.",
    group: "image",
  },
  {
    name: "build-arg",
    kind: "list",
    placeholder: "NAME=VALUE",
    help: "A value that the build was given, as in docker build --build-arg; once for each.",
    group: "image",
  },
  {
    name: "db",
    kind: "value",
    placeholder: "PATH|REFERENCE[,…]",
    default: "the public trivy-db repositories",
    help: "Advisory database: a folder, a db.tar.gz, a trivy.db, or OCI references tried in order.",
    group: "database",
  },
  {
    name: "offline",
    kind: "switch",
    help: "Never fetch a database; use the cached or given ones.",
    group: "database",
  },
  {
    name: "db-max-age",
    kind: "value",
    placeholder: "DURATION",
    default: "none",
    help: "Refuse a database built longer ago than this (36h, 7d).",
    group: "database",
  },
  {
    name: "java-db",
    kind: "value",
    placeholder: "public|PATH|REFERENCE[,…]",
    default: "off",
    help: "Look Java archives that do not say what they are up in a trivy-java-db by SHA-1 (about 1.1 GB on the disk): the public one, a folder, a javadb.tar.gz, a trivy-java.db, or OCI references tried in order.",
    group: "database",
  },
  {
    name: "fail-on",
    kind: "value",
    placeholder: "SEVERITY",
    choices: SEVERITIES,
    default: "high",
    help: "Block on findings of this severity or worse. Takes the place of the policy file's block rules.",
    group: "verdict",
  },
  {
    name: "ignore-unfixed",
    kind: "switch",
    help: "Show findings without a fix, but do not block on them.",
    group: "verdict",
  },
  {
    name: "policy",
    kind: "value",
    placeholder: "PATH",
    default: "drydock.yml, .yaml or .json here, if there is one",
    help: "The policy file.",
    group: "verdict",
  },
  {
    name: "vex",
    kind: "list",
    placeholder: "FILE|referrer[,…]",
    help: "VEX documents (OpenVEX, or CycloneDX with analyses): what they call not affected or fixed is waived, with their reason. The word referrer stands for the OpenVEX documents attached to the image in its registry.",
    group: "verdict",
  },
  {
    name: "format",
    kind: "list",
    placeholder: "FORMAT[,…]",
    choices: FORMATS,
    default: "table",
    help: "Reports to write.",
    group: "reports",
  },
  {
    name: "output",
    kind: "list",
    placeholder: "DIR|FORMAT=PATH[,…]",
    default: "standard output",
    help: "A folder for all reports, or a path for each; what has no path goes to standard output (one format only).",
    group: "reports",
  },
  {
    name: "cache-dir",
    kind: "value",
    placeholder: "DIR",
    default: "$XDG_CACHE_HOME/drydock or ~/.cache/drydock",
    help: "The one folder drydock writes to, reports apart.",
    group: "running",
  },
  {
    name: "no-cache",
    kind: "switch",
    help: "Read every layer anew and keep no results of layers.",
    group: "running",
  },
  { name: "quiet", kind: "switch", help: "No progress, errors only.", group: "running" },
  { name: "verbose", kind: "switch", help: "Say more about what is done.", group: "running" },
];

const DATABASE_NAMES = [
  "insecure",
  "db",
  "offline",
  "db-max-age",
  "java-db",
  "cache-dir",
  "quiet",
  "verbose",
];

/** What `drydock db update` and `drydock db info` take. */
export const DATABASE_OPTIONS: readonly OptionSpec[] = SCAN_OPTIONS.filter((option) =>
  DATABASE_NAMES.includes(option.name),
);
