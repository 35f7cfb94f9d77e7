import { randomBytes } from "node:crypto";
import { rename, rm, writeFile } from "node:fs/promises";
import { isSeq, parseDocument } from "yaml";
import { DrydockError, messageOf } from "../errors.ts";
import { type Finding, isVulnerability, repositoryOf } from "../model/index.ts";
import { readPolicyText } from "./file.ts";
import { escaped } from "./glob.ts";
import { parsePolicy } from "./parse.ts";
import type { Waiver } from "./waiver-schema.ts";

/** What a person says of a finding that is to be accepted. */
export interface Acceptance {
  readonly reason: string;
  /** YYYY-MM-DD. */
  readonly expires: string;
  readonly owner?: string | undefined;
  /** Names of the image it holds for; `undefined` = for all images. */
  readonly images?: readonly string[] | undefined;
  /** Only this one finding, however many alike there are. */
  readonly only?: boolean | undefined;
}

/**
 * The waiver for a finding: of a vulnerability by id and package, of a risk by rule and path or instruction, as Security
 * Center's whitelist has it.
 */
export function waiverFor(finding: Finding, acceptance: Acceptance): Waiver {
  const { reason, expires, owner, images, only } = acceptance;
  const repositories = [...new Set(images?.map(repositoryOf))].filter((name) => name !== "");
  return {
    ...(only ? { fingerprint: finding.fingerprint } : named(finding)),
    ...(repositories.length === 0 ? {} : { images: repositories }),
    reason,
    expires,
    ...(owner === undefined ? {} : { owner }),
  };
}

/** A risk that is at no path and in no instruction, such as one of an account, has only its fingerprint. */
function named(finding: Finding): Partial<Waiver> {
  if (isVulnerability(finding)) return { id: finding.rule, package: escaped(finding.package.name) };
  const { rule, location, subject, fingerprint } = finding;
  if (location !== undefined) return { rule, path: escaped(location.path) };
  return finding.category === "instruction" ? { rule, instruction: escaped(subject) } : { fingerprint };
}

/**
 * The text of a policy file with one more waiver; what else it says, comments too, is kept; spaces may change. Without
 * a text a file begins. Throws `DrydockError` POLICY_INVALID where the file cannot be taken before or after.
 */
export function withWaiver(text: string | undefined, name: string, waiver: Waiver): string {
  if (text !== undefined) parsePolicy(text, name);
  const isJson = name.endsWith(".json");
  const document = parseDocument(text ?? "version: 1\n");
  const waivers = document.get("waivers", true);
  const row = document.createNode(waiver);
  if (isSeq(waivers)) waivers.add(row);
  else document.set("waivers", document.createNode([waiver]));
  const written = isJson
    ? `${JSON.stringify(document.toJS(), null, 2)}\n`
    : document.toString({ lineWidth: 110 });
  parsePolicy(written, name);
  return written;
}

/** Adds a waiver to the file at `path`, which is made if it is not there; whole or not at all. Throws `DrydockError`. */
export async function saveWaiver(path: string, name: string, waiver: Waiver): Promise<void> {
  const written = withWaiver(await readPolicyText(path, name), name, waiver);
  const unfinished = `${path}.${randomBytes(4).toString("hex")}.part`;
  try {
    await writeFile(unfinished, written);
    await rename(unfinished, path);
  } catch (cause) {
    await rm(unfinished, { force: true }).catch(() => undefined);
    throw new DrydockError("DISK", `${name} cannot be written: ${messageOf(cause)}`, { cause });
  }
}
