import { join } from "node:path";
import { buildImage, type TestImage } from "./image.ts";
import type { TarEntry } from "./tar.ts";

/** The bundled sample database. */
export const sampleDatabase = join(import.meta.dirname, "../../examples/sample-db");

/** Name, version, source package; as Alpine 3.18 had them in the summer of 2023. */
const PACKAGES = [
  ["alpine-baselayout", "3.4.3-r1", "alpine-baselayout"],
  ["busybox", "1.36.1-r0", "busybox"],
  ["libcrypto3", "3.1.0-r4", "openssl"],
  ["libssl3", "3.1.0-r4", "openssl"],
  ["musl", "1.2.4-r0", "musl"],
  ["zlib", "1.2.13-r1", "zlib"],
] as const;
/** What a later layer adds. */
const ADDED = [
  ["curl", "8.1.2-r0", "curl"],
  ["libcurl", "8.1.2-r0", "curl"],
  ["nghttp2-libs", "1.53.0-r0", "nghttp2"],
] as const;

/** An Alpine 3.18 root file system as far as a scanner looks at it. */
export function alpineFiles(): TarEntry[] {
  return [
    { path: "etc/alpine-release", content: "3.18.0\n" },
    { path: "etc/os-release", content: OS_RELEASE },
    { path: "lib/apk/db/installed", content: installed(PACKAGES) },
    { path: "bin/busybox", content: "not a program\n", mode: 0o755 },
    { path: "bin/sh", type: "symlink", target: "/bin/busybox" },
  ];
}

/**
 * Two layers: the base, and one that installs curl. The example image of `npm run demo` is this one, and its history is
 * the one that a build of examples/demo/Dockerfile would have.
 */
export function sampleImage(): TestImage {
  const added = [{ path: "lib/apk/db/installed", content: installed([...PACKAGES, ...ADDED]) }];
  const history = [
    { created: CREATED, created_by: `/bin/sh -c #(nop) ADD file:${"0".repeat(64)} in / ` },
    { created: CREATED, created_by: '/bin/sh -c #(nop)  CMD ["/bin/sh"]', empty_layer: true },
    {
      created: CREATED,
      created_by: "RUN /bin/sh -c apk add --no-cache       curl # buildkit",
      comment: BUILDKIT,
    },
    { created: CREATED, created_by: 'CMD ["curl" "--version"]', comment: BUILDKIT, empty_layer: true },
  ];
  return buildImage({ layers: [alpineFiles(), added], config: { created: CREATED, history } });
}

const CREATED = "2023-07-01T12:00:00Z";
const BUILDKIT = "buildkit.dockerfile.v0";

const OS_RELEASE = `NAME="Alpine Linux"
ID=alpine
VERSION_ID=3.18.0
PRETTY_NAME="Alpine Linux v3.18"
`;

function installed(packages: readonly (readonly [string, string, string])[]): string {
  const stanza = ([name, version, origin]: readonly [string, string, string]) =>
    `P:${name}\nV:${version}\nA:x86_64\no:${origin}\nL:MIT\n`;
  return `${packages.map(stanza).join("\n")}\n`;
}
