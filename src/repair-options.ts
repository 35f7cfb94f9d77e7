import type { OptionSpec } from "./options.ts";

export const FIX_WISHES = ["push", "dry-run", "off"] as const;

/** How an image is to be repaired: of `drydock fix` as they stand, of `drydock scan` with `fix-` in front. */
export const REPAIR_OPTIONS: readonly OptionSpec[] = [
  {
    name: "mode",
    kind: "value",
    placeholder: "MODE",
    choices: ["auto", "graft", "build"],
    default: "auto",
    help: "Compute the new layer from the distribution's signed archives (graft), let Docker or buildah run the image's own package manager (build), or graft where that is proved to be equal, and build otherwise.",
    group: "repair",
  },
  {
    name: "scope",
    kind: "value",
    placeholder: "SCOPE",
    choices: ["fixable", "blocking"],
    default: "fixable",
    help: "Raise system packages with any finding that has a fix and is not waived, or only those that block.",
    group: "repair",
  },
  {
    name: "tag",
    kind: "value",
    placeholder: "TAG",
    default: "the image's tag and _fixd",
    help: "The tag of the repaired image.",
    group: "repair",
  },
  {
    name: "repository",
    kind: "value",
    placeholder: "REGISTRY/NAME",
    default: "the image's own",
    help: "The repository that the repaired image is pushed to.",
    group: "repair",
  },
  {
    name: "overwrite",
    kind: "value",
    placeholder: "WHEN",
    choices: ["never", "ours", "always"],
    default: "ours",
    help: "Whether a tag that is there already may be moved: never, where a repair of the same repository has made it, or always.",
    group: "repair",
  },
  {
    name: "partial",
    kind: "value",
    placeholder: "yes|no",
    choices: ["yes", "no"],
    default: "yes",
    help: "Whether to repair what can be where not everything can.",
    group: "repair",
  },
  {
    name: "required",
    kind: "switch",
    help: "End with exit code 1 where the image is not repaired, or not in all that was in scope.",
    group: "repair",
  },
  {
    name: "output",
    kind: "list",
    placeholder: "oci-archive:PATH|oci:DIR|docker:NAME",
    default: "a push",
    help: "Write the repaired image there, or load it into Docker, in place of a push.",
    group: "repair",
  },
  {
    name: "mirror",
    kind: "list",
    placeholder: "NAME=URL",
    help: "Ask this address in place of a distribution's own (debian, debian-security, ubuntu, alpine, …); once for each. Only for graft.",
    group: "repair",
  },
  {
    name: "snapshot",
    kind: "value",
    placeholder: "DATE",
    help: "Ask the snapshot archives of Debian and Ubuntu for what they had at this time (2026-01-31, 2026-01-31T12:00:00Z), so that the same is done on any day. Only with mode graft.",
    group: "repair",
  },
  {
    name: "allow-archived",
    kind: "switch",
    help: "Take archives of releases that have ended, and whose indexes have expired. Only for graft.",
    group: "repair",
  },
  {
    name: "network",
    kind: "value",
    placeholder: "NETWORK",
    choices: ["default", "host"],
    default: "default",
    help: "What network the builder gives to the package manager, as docker build --network.",
    group: "repair",
  },
];

/** Of both commands by the same name. */
export function gateOption(standard: string): OptionSpec {
  return {
    name: "gate-on",
    kind: "value",
    placeholder: "IMAGE",
    choices: ["original", "fixed"],
    default: standard,
    help: "Whose verdict decides about the exit code: the original's, or the repaired image's where there is one.",
    group: "repair",
  };
}

/** What `drydock scan` takes for it. */
export const SCAN_REPAIR_OPTIONS: readonly OptionSpec[] = [
  {
    name: "fix",
    kind: "value",
    placeholder: "WHAT",
    choices: FIX_WISHES,
    default: "off",
    help: "Repair the image after the scan as drydock fix does, and push it; or only say what would be done.",
    group: "repair",
  },
  ...REPAIR_OPTIONS.map((option) => ({ ...option, name: `fix-${option.name}` })),
  gateOption("original"),
];
