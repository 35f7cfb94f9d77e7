/** One suite of an archive, as a line of sources.list names it. */
export interface Source {
  /** Base address, without a trailing slash. */
  readonly uri: string;
  /** `bookworm-security`; with a trailing slash a flat repository that has no components. */
  readonly suite: string;
  readonly components: readonly string[];
  /** Empty = the image's own. */
  readonly architectures: readonly string[];
  readonly keys: SourceKeys;
  /** `[check-valid-until=no]`. */
  readonly ignoresExpiry: boolean;
}

/** Whose signature is wanted. */
export type SourceKeys =
  /** The keys we bring of a distribution. */
  | { readonly from: "bundled"; readonly family: string }
  /** Keys of the image: the content of a key file, and what to call it. */
  | { readonly from: "image"; readonly name: string; readonly keyring: Buffer };

/** Which mirror option is meant by it: `debian`, `debian-security`, `ubuntu`, …; `undefined` = nobody's we know. */
export function distributionOf(uri: string): string | undefined {
  if (!URL.canParse(uri)) return undefined;
  const { hostname, pathname } = new URL(uri);
  if (/^(?:www\.)?security\.debian\.org$/.test(hostname)) return "debian-security";
  const [, name] =
    /\/(debian|debian-security|ubuntu|ubuntu-ports)(?:\/\d{8}T\d{6}Z)?\/?$/.exec(pathname) ?? [];
  return name;
}

/** Services that keep what archives had, by distribution. Source: snapshot.debian.org, "Usage"; snapshot.ubuntu.com. */
const SNAPSHOTS: Readonly<Record<string, string>> = {
  debian: "https://snapshot.debian.org/archive/debian",
  "debian-security": "https://snapshot.debian.org/archive/debian-security",
  ubuntu: "https://snapshot.ubuntu.com/ubuntu",
};

/** Mirrors that have what the distributions' archives had at this time. */
export function snapshotMirrors(at: Date): Readonly<Record<string, string>> {
  const stamp = at.toISOString().replace(/[-:]|\.\d+/g, "");
  return Object.fromEntries(Object.entries(SNAPSHOTS).map(([name, base]) => [name, `${base}/${stamp}`]));
}

/** Fixes of security come there first, and their indexes are small. */
export function isSecurity({ suite }: Pick<Source, "suite">): boolean {
  return /(?:-security|\/updates)$/.test(suite);
}
