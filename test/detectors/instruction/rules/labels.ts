import { requiredLabel } from "../../../../src/detectors/instruction/rules/labels.ts";
import type { LabelForm } from "../../../../src/model/index.ts";
import type { RuleCases } from "../cases.ts";

const required = (form: LabelForm) => ({ requiredLabels: { x: form } });
const label = (value: string, form: LabelForm) => ({
  text: `FROM scratch\nLABEL x="${value}"`,
  settings: required(form),
});

export const cases: readonly RuleCases[] = [
  {
    rule: requiredLabel,
    catches: [
      [{ text: "FROM scratch", settings: required("text") }, 1, "negligible"],
      [label("example.com", "url"), 2],
      [label("yesterday", "date"), 2],
      [label("2024-02-30", "date"), 2],
      [label("MIT and more", "spdx"), 2],
      [label("sha256:123", "digest"), 2],
      [label("1.2", "semver"), 2],
      [label("nobody", "email"), 2],
    ],
    catchesNot: [
      "FROM scratch",
      label("https://example.com/a", "url"),
      label("2024-02-29T10:00:00+01:00", "date"),
      label("(MIT OR Apache-2.0) AND GPL-2.0-only WITH Classpath-exception-2.0", "spdx"),
      label(`sha256:${"0".repeat(64)}`, "digest"),
      label("v1.2.3-rc.1+b5", "semver"),
      label("team@example.com", "email"),
      { text: "FROM debian:12", settings: required("text"), image: { labels: { x: "of the base" } } },
    ],
    unproven: [{ text: "FROM debian:12", settings: required("text") }],
  },
];
