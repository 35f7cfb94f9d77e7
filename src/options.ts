/**
 * Every option once: the command line and README's table are made from, or compared with, this table.
 */
import { SEVERITIES } from "./model/index.ts";
import { SCAN_REPAIR_OPTIONS } from "./repair-options.ts";

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
  readonly group: "image" | "database" | "verdict" | "repair" | "reports" | "running";
}

export const FORMATS = [
  "table",
  "html",
  "json",
  "sarif",
  "cyclonedx",
  "cyclonedx-vuln",
  "spdx",
  "junit",
  "gitlab-container-scanning",
  "gitlab-secret-detection",
  "gitlab-sast",
  "codequality",
  "dotenv",
  "gitlab-annotations",
] as const;
export type Format = (typeof FORMATS)[number];

export const CHANNELS = ["dingtalk", "webhook", "acr"] as const;
export const PLACES = ["gitlab-note", "gitlab-status"] as const;
export const OCCASIONS = ["always", "blocked", "new"] as const;

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
    name: "context",
    kind: "value",
    placeholder: "DIR",
    help: "The folder that the build was given: rules about what is copied then look at its names and its .dockerignore.",
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
    name: "checks",
    kind: "list",
    placeholder: "CATEGORY|RULE|-RULE[,…]",
    default: "all categories",
    help: "What to look for: categories (system, application, instruction, baseline, sensitive, malware), rules by id; with a minus, what not to look for. profile:acr reads the seven instruction risks as Security Center does, profile:strict adds matters of taste.",
    group: "verdict",
  },
  {
    name: "malware-rules",
    kind: "list",
    placeholder: "PATH[,…]",
    help: "More YARA rules to look for malicious samples with: files, or folders of .yar and .yara files.",
    group: "verdict",
  },
  {
    name: "fail-on",
    kind: "list",
    placeholder: "[CATEGORY=]SEVERITY[,…]",
    default: "high, but critical for baseline and instruction",
    help: `Block on findings of this severity or worse (${SEVERITIES.join(", ")}), of all categories or of one. Takes the place of the policy file's block rules.`,
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
    kind: "list",
    placeholder: "PATH|URL|oci:REFERENCE",
    default: "drydock.yml, .yaml or .json here, if there is one",
    help: "The policy: a file, an https address, or an artifact in a registry. Given several times, they are merged in this order.",
    group: "verdict",
  },
  {
    name: "branch",
    kind: "value",
    placeholder: "NAME",
    default: "what the CI's variables say",
    help: "The branch or tag that is built, for rules of the policy that ask for it.",
    group: "verdict",
  },
  {
    name: "environment",
    kind: "value",
    placeholder: "NAME",
    default: "what the CI's variables say",
    help: "Where the image is to run, for rules of the policy that ask for it.",
    group: "verdict",
  },
  {
    name: "epss",
    kind: "value",
    placeholder: "FILE",
    help: "EPSS scores for rules of the policy that ask for them: the CSV that FIRST publishes, plain or with gzip.",
    group: "verdict",
  },
  {
    name: "kev",
    kind: "value",
    placeholder: "FILE",
    help: "Known exploited vulnerabilities for rules of the policy that ask for them: the JSON that CISA publishes, plain or with gzip.",
    group: "verdict",
  },
  {
    name: "baseline",
    kind: "value",
    placeholder: "FILE|REFERENCE",
    help: "Tell new findings from those that were there before, and name the fixed ones: an earlier JSON report, or an image (the previous tag, the base image), which is then scanned in the same way.",
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
    name: "ignore-file",
    kind: "list",
    placeholder: "FILE|none[,…]",
    default: "those of the four that lie here",
    help: "Ignore files of other tools (.trivyignore, .trivyignore.yaml, .grype.yaml, vulnerability-allowlist.yml; VEX as .json): what they ignore is waived, and each is told of in the verdict. Those named take the place of those found; none leaves all out.",
    group: "verdict",
  },
  {
    name: "attach",
    kind: "switch",
    help: "Attach the result to the image in its registry: the JSON report, the SBOM, and an in-toto statement that names both. drydock verify reads it back. A repaired image that was pushed gets its own result, and OpenVEX that tells what is mended.",
    group: "reports",
  },
  {
    name: "key",
    kind: "value",
    placeholder: "PATH",
    help: "With --attach: sign the statement with this private key (PEM; ECDSA on P-256, or Ed25519). An encrypted one is opened with DRYDOCK_KEY_PASSWORD.",
    group: "reports",
  },
  {
    name: "allow-registry-actions",
    kind: "switch",
    help: "Let rules of the policy that block re-tag the image in its registry, or delete its tag, where they ask for it. Without this they only block.",
    group: "verdict",
  },
  ...SCAN_REPAIR_OPTIONS,
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
    name: "notify",
    kind: "list",
    placeholder: "CHANNEL[,…]",
    choices: CHANNELS,
    help: "Whom to tell of the verdict; the environment says where to.",
    group: "reports",
  },
  {
    name: "notify-on",
    kind: "value",
    placeholder: "WHEN",
    choices: OCCASIONS,
    default: "always",
    help: "When to tell: always, when the image is blocked (or unproven), or when there are findings that the baseline did not have.",
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

/** What only `drydock scan` takes: other doors have ways of their own. */
export const COMMAND_LINE_OPTIONS: readonly OptionSpec[] = [
  {
    name: "report-to",
    kind: "list",
    placeholder: "PLACE[,…]",
    choices: PLACES,
    help: "In a job of GitLab, where to show the verdict: in a note on the merge request, as a status of the commit. DRYDOCK_GITLAB_TOKEN is the token for that.",
    group: "reports",
  },
];
