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
    help: "Attach the result to the image in its registry: the JSON report, the SBOM, and an in-toto statement that names both. drydock verify reads it back.",
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

const STORED_NAMES = ["platform", "insecure", "quiet", "verbose"];

/** Of a public key. */
const CHECKING_KEY: OptionSpec = {
  name: "key",
  kind: "value",
  placeholder: "PATH",
  help: "Take only what this key has signed (PEM, public). Without it, signatures are not checked: whoever may push to the repository can attach a result.",
  group: "verdict",
};

/** What `drydock verify` takes. */
export const VERIFY_OPTIONS: readonly OptionSpec[] = [
  CHECKING_KEY,
  {
    name: "max-age",
    kind: "value",
    placeholder: "DURATION",
    default: "none",
    help: "How old the scan may be (24h, 7d); an older one is unproven.",
    group: "verdict",
  },
  {
    name: "rematch",
    kind: "switch",
    help: "Match the stored SBOM with the advisory database of today; with --max-age, only where the scan is older.",
    group: "database",
  },
  ...SCAN_OPTIONS.filter(({ name }) =>
    [
      ...STORED_NAMES,
      ...[
        "db",
        "offline",
        "db-max-age",
        "java-db",
        "fail-on",
        "ignore-unfixed",
        "policy",
        "branch",
        "environment",
      ],
      ...["epss", "kev", "vex", "ignore-file", "format", "output", "cache-dir"],
    ].includes(name),
  ).map((option) =>
    option.name === "fail-on"
      ? { ...option, default: "as the policy says, else the stored verdict stands" }
      : option,
  ),
];

/** What `drydock status` takes. */
export const STATUS_OPTIONS: readonly OptionSpec[] = [
  CHECKING_KEY,
  {
    name: "format",
    kind: "value",
    placeholder: "FORMAT",
    choices: ["text", "json"],
    default: "text",
    help: "For people, or for programs.",
    group: "reports",
  },
  ...SCAN_OPTIONS.filter(({ name }) => STORED_NAMES.includes(name)),
];

/** What `drydock waive` takes. */
export const WAIVE_OPTIONS: readonly OptionSpec[] = [
  {
    name: "reason",
    kind: "value",
    placeholder: "TEXT",
    help: "Why this is acceptable; shown in every report. Needed.",
    group: "verdict",
  },
  {
    name: "expires",
    kind: "value",
    placeholder: "DAY|DAYS",
    default: "90d",
    help: "The last day on which it holds: 2027-01-31, or 90d for ninety days from now.",
    group: "verdict",
  },
  { name: "owner", kind: "value", placeholder: "NAME", help: "Who answers for it.", group: "verdict" },
  {
    name: "result",
    kind: "value",
    placeholder: "PATH",
    default: "drydock-result.json",
    help: "The JSON report in which the finding stands.",
    group: "verdict",
  },
  {
    name: "all-images",
    kind: "switch",
    help: "For all images; otherwise for those of the repository that was scanned.",
    group: "verdict",
  },
  {
    name: "only",
    kind: "switch",
    help: "Only this finding; otherwise the rule at this path or instruction, or the vulnerability in this package.",
    group: "verdict",
  },
  {
    name: "policy",
    kind: "value",
    placeholder: "PATH",
    default: "drydock.yml, .yaml or .json here, if there is one",
    help: "The policy file to write it into.",
    group: "verdict",
  },
  ...SCAN_OPTIONS.filter(({ name }) => name === "quiet"),
];

const POLICY_NAMES = [
  ...["policy", "fail-on", "ignore-unfixed", "branch", "environment", "epss", "kev", "vex", "ignore-file"],
  "quiet",
];

/** What `drydock policy test` takes. */
export const POLICY_TEST_OPTIONS: readonly OptionSpec[] = SCAN_OPTIONS.filter(({ name }) =>
  [...POLICY_NAMES, "format", "output"].includes(name),
);

/** What `drydock policy explain` takes. */
export const POLICY_EXPLAIN_OPTIONS: readonly OptionSpec[] = [
  ...SCAN_OPTIONS.filter(({ name }) => POLICY_NAMES.includes(name)),
  { name: "json", kind: "switch", help: "As JSON, for programs.", group: "reports" },
];

/** What `drydock rules` takes. */
export const RULES_OPTIONS: readonly OptionSpec[] = [
  { name: "json", kind: "switch", help: "As JSON, for programs.", group: "reports" },
];
