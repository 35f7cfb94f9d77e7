import type { Digest } from "./image.ts";

/** Where in the image something is. */
export interface Location {
  /** Normalised, no leading slash. */
  readonly path: string;
  /** Index of the layer, 0 = base. */
  readonly layer: number;
  readonly diffId: Digest;
}

/** Which distribution the image holds. */
export interface OsRelease {
  /** Lower-case id by which the rest of drydock knows the family: `alpine`, `debian`, `redhat`, `alma`, … */
  readonly family: string;
  /** As the distribution writes it: `3.20.3`, `12`, `9.1`; empty where it has none (rolling releases may). */
  readonly version: string;
  /** `PRETTY_NAME` where there is one. */
  readonly prettyName?: string;
  /** `VERSION_CODENAME` where there is one. */
  readonly codename?: string;
  /** Ubuntu: the ESM-infra service is enabled. */
  readonly esm?: boolean;
  /** Alpine: the release named by `etc/apk/repositories`, such as `3.19` or `edge`, when it differs from `version`. */
  readonly repository?: string;
  /** Path and layer of the evidence. */
  readonly location?: Location;
}

export interface Package {
  readonly name: string;
  /** As the ecosystem's own tool prints it; for rpm `[epoch:]version-release`, epoch only when it is not 0. */
  readonly version: string;
  /** As OSV spells it: `Alpine:v3.20`, `Debian:12`, `npm`, … */
  readonly ecosystem: string;
  /** Package URL, with `distro` and `arch` qualifiers for system packages. */
  readonly purl: string;
  /** Which cataloger found it: `apk`, `dpkg`, `rpm`, … */
  readonly by: string;
  /** What distribution advisories name; always set for system packages (the package itself if it has no other). */
  readonly source?: { readonly name: string; readonly version: string };
  readonly architecture?: string;
  readonly licenses?: readonly string[];
  /** rpm `Vendor`, dpkg `Maintainer`. */
  readonly vendor?: string;
  /** rpm module label, `name:stream:version:context:arch`. */
  readonly module?: string;
  /** rpm only: name-version-release of the Red Hat build this package's layer declares, and its content sets. */
  readonly redHat?: { readonly contentSets: readonly string[]; readonly nvr?: string };
  /** Purls of the installed packages that this one asks for, where the ecosystem tells. */
  readonly dependencies?: readonly string[];
  /** Wanted for development only, as far as the ecosystem tells. */
  readonly development?: boolean;
  /** Only a lock file tells of it: it may be installed in another form, or not at all. */
  readonly locked?: boolean;
  /** The project that the image was made for, not something it installed: its name may be anybody's. */
  readonly root?: boolean;
  /** The tool that installed it, as it calls itself: `pip`, `debian`, `conda`, … */
  readonly installer?: string;
  /** Of the file that is the package, hexadecimal, by algorithm. */
  readonly hashes?: { readonly sha1?: string; readonly sha256?: string };
  /** CPE 2.3 name, for software that no ecosystem has a package of. */
  readonly cpe?: string;
  /** The system package whose file this one's evidence is, by name and cataloger. */
  readonly ownedBy?: { readonly name: string; readonly by: string };
  /** Programs and libraries in machine code that it brought, where the ecosystem lists them: not software of their own. */
  readonly files?: readonly string[];
  /**
   * Best evidence first. `layer` is the one that brought the present version, even where a later layer rewrote the
   * database it is listed in.
   */
  readonly locations: readonly Location[];
}
