import { type OptionSpec, SCAN_OPTIONS } from "../options.ts";

/** An input of the action alone: beside it there are all options of a scan, by their own names. */
export interface InputSpec {
  readonly name: string;
  readonly kind: "switch" | "value";
  readonly choices?: readonly string[];
  /** As `action.yml` gives it; absent = empty. */
  readonly default?: string;
  readonly help: string;
}

export const MODES = ["gate", "report"] as const;
export const CHECK_FORMS = ["run", "status", "off"] as const;

export const OWN_INPUTS: readonly InputSpec[] = [
  {
    name: "image",
    kind: "value",
    help: "What to scan: an image's name in the local engine or a registry, or any other reference of drydock scan (registry:NAME, docker:NAME, oci:DIR, sbom:FILE, …).",
  },
  {
    name: "archive",
    kind: "value",
    help: "In the place of image: an archive that docker save, podman, buildah or skopeo wrote, or the folder of an OCI layout. With neither, but a dockerfile, only its instructions are checked.",
  },
  { name: "input", kind: "value", help: "Another name for archive." },
  {
    name: "mode",
    kind: "value",
    choices: MODES,
    default: "gate",
    help: "gate: the step fails where the image is blocked or unproven. report: it never fails because of a verdict.",
  },
  {
    name: "token",
    kind: "value",
    default: "${{ github.token }}",
    help: "What to speak to GitHub's API with, and to ghcr.io where nothing else is configured for it. Sent nowhere else.",
  },
  {
    name: "sarif",
    kind: "switch",
    default: "true",
    help: "Upload the findings to code scanning (permission security-events: write).",
  },
  {
    name: "sarif-category",
    kind: "value",
    help: "The category of that upload, which replaces the last one of the same category. By default drydock/ and the image's name without its tag.",
  },
  {
    name: "check",
    kind: "value",
    choices: CHECK_FORMS,
    default: "run",
    help: "What branch protection can require: a check run, with annotations on lines of the Dockerfile (permission checks: write), or a commit status (statuses: write). It fails where the image is blocked or unproven; with mode report a check run is then neutral.",
  },
  {
    name: "check-name",
    kind: "value",
    default: "drydock",
    help: "What the check or status is called: the same in every run, and another one for each image of a workflow.",
  },
  {
    name: "comment",
    kind: "switch",
    default: "false",
    help: "Keep one comment on the pull request up to date (permission pull-requests: write). With a baseline it tells what is new and what is fixed.",
  },
  { name: "summary", kind: "switch", default: "true", help: "Write the summary of the job." },
  {
    name: "snapshot",
    kind: "switch",
    default: "false",
    help: "Submit the image's packages to the dependency graph (permission contents: write).",
  },
  {
    name: "cache",
    kind: "switch",
    default: "true",
    help: "Keep the advisory database and the results of layers between runs: in the Actions cache, on a self-hosted runner in its tool cache.",
  },
  {
    name: "strict",
    kind: "switch",
    default: "false",
    help: "Fail the step, with exit code 2, where the image passes but something could not be uploaded, commented or submitted.",
  },
];

/** In the order of `action.yml`: what one has to say first, then the options of a scan. */
export const ALL_INPUTS: readonly (InputSpec | OptionSpec)[] = [...OWN_INPUTS, ...SCAN_OPTIONS];
