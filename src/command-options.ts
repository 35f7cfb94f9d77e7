import { type OptionSpec, SCAN_OPTIONS } from "./options.ts";
import { gateOption, REPAIR_OPTIONS } from "./repair-options.ts";

/** What the commands beside `scan` take: much of it as `scan` does. */

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

const IMAGE_OUTPUT = "oci-archive:PATH|oci:DIR|docker:NAME";

/** What `drydock fix` takes: `--output` is for the image and for the reports. */
export const FIX_OPTIONS: readonly OptionSpec[] = [
  {
    name: "dry-run",
    kind: "switch",
    help: "Only say what would be done, and which commands a person could run instead.",
    group: "repair",
  },
  {
    name: "platforms",
    kind: "value",
    placeholder: "all|PLATFORM[,…]",
    default: "one image of an index, as --platform says",
    help: "Repair the images of an index for these platforms, and push an index of them and of the others as they were. Reports to files have {platform} in their path.",
    group: "repair",
  },
  ...REPAIR_OPTIONS.map((option) =>
    option.name === "output"
      ? {
          ...option,
          placeholder: `${IMAGE_OUTPUT}|DIR|FORMAT=PATH[,…]`,
          help: `${option.help} The other forms are for reports, as in drydock scan.`,
        }
      : option,
  ),
  gateOption("neither"),
  ...SCAN_OPTIONS.filter(({ name }) =>
    [
      ...DATABASE_NAMES,
      ...[
        "platform",
        "checks",
        "fail-on",
        "ignore-unfixed",
        "policy",
        "branch",
        "environment",
        "epss",
        "kev",
      ],
      ...["vex", "ignore-file", "format", "no-cache", "attach", "key"],
    ].includes(name),
  ),
];

const TEXT_OR_JSON: OptionSpec = {
  name: "format",
  kind: "value",
  placeholder: "FORMAT",
  choices: ["text", "json"],
  default: "text",
  help: "For people, or for programs.",
  group: "reports",
};

/** What `drydock status` takes. */
export const STATUS_OPTIONS: readonly OptionSpec[] = [
  CHECKING_KEY,
  TEXT_OR_JSON,
  ...SCAN_OPTIONS.filter(({ name }) => STORED_NAMES.includes(name)),
];

/** What `drydock rebase` takes. */
export const REBASE_OPTIONS: readonly OptionSpec[] = [
  {
    name: "to",
    kind: "list",
    placeholder: "IMAGE",
    help: "An image that could be the base; may be given more than once. Needed.",
    group: "image",
  },
  TEXT_OR_JSON,
  ...SCAN_OPTIONS.filter(({ name }) =>
    [...DATABASE_NAMES, "platform", "dockerfile", "target", "build-arg", "context", "no-cache"].includes(
      name,
    ),
  ),
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
