import { z } from "zod";
import { CATEGORIES, LABEL_FORMS, PROFILES, SEVERITIES } from "../model/index.ts";
import { bytes, date, duration, text } from "./schema-parts.ts";

/** What is looked for, as Security Center's scan scope says it with check items. */
export const scopeForm = z
  .strictObject({
    categories: z
      .array(z.enum(CATEGORIES))
      .min(1)
      .optional()
      .describe("What to look for; without it, everything."),
    profile: z
      .enum(PROFILES)
      .optional()
      .describe(
        "default: with the guards of the catalogue; acr: the seven instruction risks read as Security Center reads them; strict: also matters of taste.",
      ),
    rules: z
      .record(
        z.string().regex(/^DD-[A-Z]{2}-\d{3}[a-z]?$/, "must be the id of a rule, such as DD-DF-002"),
        z.union([z.enum(["on", "off"]), z.boolean(), z.enum(SEVERITIES)]),
      )
      .optional()
      .describe("Rules that are switched on or off, or rated with another severity."),
    exclude: z
      .array(text)
      .optional()
      .describe("Patterns of paths in the image (`usr/share/doc/**`) where findings of rules are left out."),
    limits: z
      .strictObject({
        "file-size": bytes
          .optional()
          .describe(
            "Files over this size are not searched for secrets and malicious samples, which is a gap.",
          ),
        time: duration
          .optional()
          .describe("When reading the layers takes longer, the rest is not read, which is a gap."),
      })
      .optional(),
  })
  .describe("What to look for, and how far.");

/** What the project says about itself, so that rules need not guess. */
export const settingsForm = z
  .strictObject({
    "allowed-bases": z
      .array(text)
      .optional()
      .describe("Patterns of images to build on (`registry.example.com/base/*`); others are findings."),
    "extended-support": z
      .array(z.string().regex(/^[a-z-]+:\S+$/, "must be a distribution and release, such as debian:10"))
      .optional()
      .describe("Releases for which paid extended support is at hand."),
    "no-health-check": z
      .boolean()
      .optional()
      .describe("The image needs none: a run-once tool, or probed from outside."),
    "required-labels": z
      .record(text, z.enum(LABEL_FORMS))
      .optional()
      .describe("Labels that every image must have, with their form."),
    "max-age": z
      .string()
      .regex(/^\d{1,5}d$/, "must be days, such as 90d")
      .optional()
      .describe("An image that was built longer ago is a finding."),
    "allowed-ports": z.array(z.number().int().min(1).max(65_535)).optional(),
    "trusted-hosts": z
      .array(text)
      .optional()
      .describe("Hosts from which plain HTTP is all right: the build network's own mirrors."),
    "trusted-roots": z
      .array(z.string().regex(/^[0-9a-fA-F]{64}$/, "must be a SHA-256 fingerprint in hexadecimal"))
      .optional()
      .describe("Root certificates that are meant to be there."),
    "allowed-tools": z.array(text).optional().describe("Programs that may be in the image."),
    products: z
      .array(
        z.strictObject({
          path: text.describe("Pattern of paths in the image."),
          reason: text,
          expires: date,
        }),
      )
      .optional()
      .describe("Security tools or dual-use programs that are in the image on purpose."),
  })
  .describe("What the project says about itself.");

export type ScopeForm = z.output<typeof scopeForm>;
export type SettingsForm = z.output<typeof settingsForm>;
