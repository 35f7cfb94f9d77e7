import { rules } from "./detectors/index.ts";
import { DrydockError } from "./errors.ts";
import { type Exploitation, loadExploitation } from "./exploitation/index.ts";
import type { Host } from "./host.ts";
import type { Digest, Finding, Gap, Package, Suppression, Verdict } from "./model/index.ts";
import {
  applyIgnoreFiles,
  type IgnoreFile,
  judge,
  loadIgnoreFiles,
  loadPolicy,
  type Policy,
  purposeOf,
  requireData,
  type Surroundings,
  withFlags,
} from "./policy/index.ts";
import type { JudgementOptions } from "./read-options.ts";
import type { ScannedImage } from "./scan-result.ts";
import { answerBy, loadVex, type VexDocument } from "./vex/index.ts";

/** What findings are judged by: the policy, and what is said of vulnerabilities beside it. */
export interface Measures {
  readonly policy: Policy;
  readonly vex: readonly VexDocument[];
  readonly ignoreFiles: readonly IgnoreFile[];
  readonly exploitation: Exploitation;
  readonly purpose: ReturnType<typeof purposeOf>;
}

/**
 * Reads all that the user names. `baseline` = what there is to tell new findings from, if there is anything. Throws
 * `DrydockError` for what cannot be read, or not be asked.
 */
export async function loadMeasures(
  options: JudgementOptions,
  host: Host,
  baseline: unknown,
): Promise<Measures> {
  const policy = withFlags(await loadPolicy(options.policy, host, options), options);
  const ignore = await loadIgnoreFiles(unlocked(options.ignoreFiles, policy), host);
  const vex = await loadVex([...options.vex, ...ignore.vex], host);
  const exploitation = await loadExploitation(options, host);
  requireData(policy, { ...exploitation, baseline });
  return { policy, vex, ignoreFiles: ignore.files, exploitation, purpose: purposeOf(options, host.env) };
}

/** What ignores findings waives them. Throws `DrydockError` USAGE for files that are named where waivers are locked. */
function unlocked(named: readonly string[], { locked }: Policy): readonly string[] {
  if (locked.waivers === undefined) return named;
  if (named.some((name) => name !== "none"))
    throw new DrydockError(
      "USAGE",
      `--ignore-file: waivers are locked by ${locked.waivers}; none may be added.`,
    );
  return ["none"];
}

/** What is judged. */
export interface Judged {
  readonly image: Pick<ScannedImage, "reference" | "digest" | "names" | "platform" | "layers">;
  /** Of its manifest in the registry, and of the index that it was chosen from. */
  readonly digests: readonly Digest[];
  readonly packages: readonly Package[];
  readonly findings: readonly Finding[];
  readonly gaps: readonly Gap[];
  /** Statements that are attached to the image. */
  readonly vex: readonly VexDocument[];
  /** The Dockerfile's path, as ignore files may name it. */
  readonly dockerfile?: string | undefined;
  /** What VEX statements have said when the result was stored. */
  readonly suppressed?: ReadonlyMap<Finding, Suppression>;
  /** Whether the baseline does not have a finding; absent = there is none. */
  readonly isNew?: ((finding: Finding) => boolean) | undefined;
}

/** The verdict on the day of `now`. Pure. */
export function verdictBy(measures: Measures, found: Judged, now: Date): Verdict {
  return judge(found.findings, found.gaps, measures.policy, now, surroundings(measures, found, now));
}

/** All that the judge is told beside findings, gaps and policy. Pure. */
export function surroundings(measures: Measures, found: Judged, now: Date): Surroundings {
  const { exploitation, purpose } = measures;
  const { image, digests, packages, findings, dockerfile, suppressed = [], isNew } = found;
  const known = { packages, image: { ...image, digests } };
  const answers = answerBy([...measures.vex, ...found.vex], findings, known);
  const images = [image.reference, ...image.names];
  const ignored = applyIgnoreFiles(measures.ignoreFiles, findings, { now, images, dockerfile, rules });
  return {
    suppressed: new Map([...ignored.suppressed, ...suppressed, ...answers.suppressed]),
    remarks: [...answers.remarks, ...ignored.remarks],
    ...purpose,
    images,
    layers: image.layers,
    exploitation,
    isNew,
  };
}
