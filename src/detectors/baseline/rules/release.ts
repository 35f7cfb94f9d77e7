import { DrydockError } from "../../../errors.ts";
import type { BaselineRule } from "../rule.ts";

const DAY = 24 * 60 * 60 * 1000;
/** Builders with a fixed clock take the beginning of Unix, or of ZIP archives. */
const FIRST_REAL_YEAR = 1981;
/** Of two builds the tags differ, and the fact is the same. */
const IMAGE = "image";

export const unsigned: BaselineRule = {
  id: "DD-BL-003",
  category: "baseline",
  title: "Image not signed",
  severity: "negligible",
  fires: "The registry that holds the image has no signature of Cosign or Notation for its digest.",
  guards:
    "It is asked in profile strict only, as it costs requests. An image that was not read from a registry cannot have one yet, and a registry may not answer: unproven. Whose signature it is is not looked at.",
  advice: "Sign the digest after the gate, and let the cluster admit signed images only.",
  peers: ["CIS-DI-0005", "CIS 4.5", "CIS 4.12"],
  isStrict: true,
  async *check({ read: { image } }) {
    const subject = image.reference;
    if (image.isSigned === undefined) {
      const unproven = "The image was not read from a registry, so no signature can belong to it yet.";
      yield { subject, unproven };
      return;
    }
    try {
      if (!(await image.isSigned()))
        yield { subject, identity: IMAGE, evidence: [`Nothing signs ${image.digest}.`] };
    } catch (error) {
      if (!(error instanceof DrydockError)) throw error;
      yield { subject, unproven: `The registry could not be asked for signatures: ${error.message}` };
    }
  },
};

export const mutableReference: BaselineRule = {
  id: "DD-BL-007",
  category: "baseline",
  title: "Scanned by a name that can move",
  severity: "negligible",
  fires: "The image was read from a registry by a tag, or without one (latest), and not by its digest.",
  guards:
    "It does not fire for a reference with a digest, nor for archives and local images, which are what they are.",
  advice: "Deploy the digest that the report names, not the tag.",
  peers: ["DKL-DI-0006", "CIS 5.28"],
  *check({ read: { image } }) {
    if (image.stored === undefined || image.reference.includes("@sha256:")) return;
    const tag = /:([^:/@]+)$/.exec(image.reference)?.[1] ?? "latest";
    const evidence = `The tag is ${tag}; what was scanned is ${image.digest}.`;
    yield { subject: image.reference, identity: IMAGE, evidence: [evidence] };
  },
};

export const oldImage: BaselineRule = {
  id: "DD-BL-008",
  category: "baseline",
  title: "Image is old",
  severity: "medium",
  fires: "The image was made more days ago than the policy's setting max-age allows.",
  guards:
    "Without that setting nothing is old. A date before 1981 is one of a reproducible build, and no date is none: unproven.",
  advice: "Rebuild it on a current base.",
  peers: ["CIS 4.4"],
  *check({ read: { image }, settings: { maxAgeDays }, now }) {
    if (maxAgeDays === undefined) return;
    const created = new Date(image.config.created ?? Number.NaN);
    // An invalid date is before and after nothing.
    if (!(created.getUTCFullYear() >= FIRST_REAL_YEAR)) {
      const unproven =
        "The config has no date, or the fixed one of a reproducible build, so its age cannot be told.";
      yield { subject: "created", unproven };
      return;
    }
    const days = Math.floor((now.getTime() - created.getTime()) / DAY);
    if (days <= maxAgeDays) return;
    const evidence = `It was made on ${created.toISOString().slice(0, 10)}, ${days} days ago; ${maxAgeDays} are allowed.`;
    yield { subject: "created", evidence: [evidence] };
  },
};
