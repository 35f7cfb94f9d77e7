import { UNKNOWN } from "../../../dockerfile/index.ts";
import { hasForm } from "../label-forms.ts";
import type { InstructionRule } from "../rule.ts";
import type { Scene, Step } from "../scene.ts";

export const requiredLabel: InstructionRule = {
  id: "DD-DF-108",
  category: "instruction",
  title: "Required label missing or malformed",
  severity: "negligible",
  fires:
    "A label that the policy requires is not set, or its value does not have the form that the policy asks for (url, date, spdx, digest, semver, email).",
  guards:
    "A label that comes from the base image counts, unless it is overridden. Without the built image, a label of the base cannot be known: unproven.",
  advice: "Add the label to the Dockerfile, with a value of the form that is asked for.",
  peers: ["DL3048", "DL3049", "DL3050", "DL3051", "DL3052", "DL3053", "DL3054", "DL3055", "DL3056", "DL3058"],
  isOptional: true,
  *check(scene) {
    const own = ownLabels(scene);
    for (const [name, form] of Object.entries(scene.settings.requiredLabels)) {
      const { step, value: written } = own.get(name) ?? {};
      const at = step ?? scene.target.from;
      const subject = `LABEL ${name}`;
      const labels = scene.image?.config.labels;
      // What the image says counts: it has the base's labels, and those given when it was built.
      const value = labels !== undefined && Object.hasOwn(labels, name) ? labels[name] : written;
      if (value === undefined && labels === undefined && !scene.isScratch)
        yield { at, unproven: `Whether the base image has the label ${name} is not known.` };
      else if (value === undefined) yield { at, subject, title: `Label ${name} is missing` };
      else if (value.includes(UNKNOWN))
        yield { at, unproven: `The value of label ${name} is not known before the build.` };
      else if (!hasForm(value, form)) yield { at, subject, title: `Label ${name} is no ${NAMES[form]}` };
    }
  },
};

const NAMES = {
  text: "text",
  url: "web address",
  date: "date as RFC 3339 has it",
  spdx: "SPDX licence expression",
  digest: "digest",
  semver: "semantic version",
  email: "e-mail address",
} as const;

function ownLabels({ shipped }: Scene): ReadonlyMap<string, { readonly step: Step; readonly value: string }> {
  const labels = new Map<string, { readonly step: Step; readonly value: string }>();
  for (const step of shipped)
    if (step.keyword === "LABEL" && !step.isTrigger)
      for (const [name, value = ""] of step.pairs) labels.set(name, { step, value });
  return labels;
}
