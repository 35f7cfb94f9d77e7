import type { Profile } from "./checks.ts";
import type { Finding } from "./finding.ts";
import type { FixResult } from "./fix.ts";
import type { Gap } from "./gap.ts";
import type { LayerInfo, Platform, StoredImage } from "./image.ts";
import type { OsRelease, Package } from "./package.ts";
import type { BaseImage, LayerOrigin } from "./provenance.ts";
import type { Category, Rule } from "./rule.ts";
import type { RegistryAction, Verdict } from "./verdict.ts";

/** The advisory database a scan was made with. */
export interface DatabaseInfo {
  /** `trivy-db`, … */
  readonly kind: string;
  readonly schema: number;
  /** Where it came from, as the user would write it in `--db`. */
  readonly origin: string;
  /** RFC 3339. */
  readonly updatedAt?: string;
  readonly nextUpdate?: string;
  readonly downloadedAt?: string;
  /** It is the bundled example, not something to gate on. */
  readonly sample: boolean;
}

export interface ScannedLayer extends LayerInfo {
  /** Absent where nobody looked, as for an SBOM. */
  readonly origin?: LayerOrigin;
}

/** Everything a report may show. Plain JSON. */
export interface ScanResult {
  readonly drydock: { readonly version: string };
  /** RFC 3339, start of the scan. */
  readonly scannedAt: string;
  /** RFC 3339, when the verdict was there. */
  readonly finishedAt: string;
  readonly image: {
    readonly reference: string;
    readonly digest: string;
    readonly names: readonly string[];
    readonly platform: Platform;
    readonly created?: string;
    readonly os?: OsRelease & { readonly endOfSupport?: string; readonly supported?: boolean };
    readonly layers: readonly ScannedLayer[];
    /** What it stands on, where something tells. */
    readonly baseImage?: BaseImage;
    /** The registry it was read from. */
    readonly stored?: StoredImage;
  };
  /** Absent where nothing was to be matched with advisories. */
  readonly database?: DatabaseInfo;
  /** What was looked for. */
  readonly checked: {
    readonly categories: readonly Category[];
    readonly profile: Profile;
    /** Categories of which somebody switched off rules that are usually on. */
    readonly partial?: readonly Category[];
    /** Rules that were looked at although they are usually off. */
    readonly added?: readonly string[];
  };
  readonly notices: readonly string[];
  readonly packages: readonly Package[];
  readonly findings: readonly Finding[];
  /** Of the catalogue, what the findings are of; by id. */
  readonly rules: readonly Rule[];
  readonly gaps: readonly Gap[];
  readonly verdict: Verdict;
  /** What was done, or not done, in the registry because of the verdict; absent where nothing was asked for. */
  readonly registryActions?: readonly RegistryAction[];
  /** What became of the wish to have the image repaired; absent where nobody had it. */
  readonly fix?: FixResult;
  /** What the repaired image's own scan found, where it was pushed. In no report: it is attached to that image. */
  readonly repaired?: ScanResult;
  /** The earlier result that it was compared with, if it was. */
  readonly baseline?: ComparedWith;
  /** Findings of the baseline that were looked for and are gone; there where the baseline is. */
  readonly fixed?: readonly Finding[];
}

/** An earlier result. */
export interface ComparedWith {
  readonly reference: string;
  readonly digest: string;
  /** RFC 3339, start of that scan. */
  readonly scannedAt: string;
}
