/** A small Debian in memory whose package manager is a stand-in: it does to files and database what a real upgrade would. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { goJson, writeBolt } from "./bolt-writer.ts";
import { archiveOf } from "./database.ts";
import { buildImage, type TestImage } from "./image.ts";
import type { TarEntry } from "./tar.ts";
import { programPath } from "./tools.ts";

export const OLD = "1.0-1";
export const NEW = "1.0-2";

/** An advisory that `NEW` mends, and one that nothing does. */
export function repairDatabase(fixed = NEW): Buffer {
  const database = writeBolt({
    "debian 12": {
      thing: { "CVE-2026-0001": goJson({ FixedVersion: fixed }) },
      other: { "CVE-2026-0002": goJson({ Status: 1 }) },
      fresh: { "CVE-2026-0003": goJson({ FixedVersion: "2" }) },
    },
    "data-source": {},
    vulnerability: {
      "CVE-2026-0001": goJson({ Title: "mended", Severity: "HIGH" }),
      "CVE-2026-0002": goJson({ Title: "not mended", Severity: "LOW" }),
      "CVE-2026-0003": goJson({ Title: "brought along", Severity: "LOW" }),
    },
  });
  const metadata = goJson({
    Version: 2,
    NextUpdate: "2099-01-01T00:00:00Z",
    UpdatedAt: "2026-01-01T00:00:00Z",
    DownloadedAt: "0001-01-01T00:00:00Z",
  });
  return archiveOf(database, metadata);
}

const md5 = (text: string) => createHash("md5").update(text).digest("hex");

export function statusOf(version: string, { hold = false } = {}): string {
  const stanza = (name: string, own: string, state: string) =>
    `Package: ${name}\nStatus: ${state} ok installed\nArchitecture: amd64\nMaintainer: x <x@example.org>\nVersion: ${own}\nDescription: x\n`;
  return [stanza("other", "2.0", "install"), stanza("thing", version, hold ? "hold" : "install")].join("\n");
}

/** What the package brings. */
export const contentOf = (version: string) => `thing ${version}\n`;
export const sumsOf = (version: string) => `${md5(contentOf(version))}  usr/lib/thing/data\n`;

/** `damage`: what goes wrong in the upgrade, as shell. */
export function aptGet(damage = ""): string {
  const status = statusOf(NEW);
  return `#!/bin/busybox sh
set -e
case "$*" in
*update) busybox mkdir -p /var/lib/apt/lists; echo list > /var/lib/apt/lists/index;;
*install*thing*)
  busybox cat > /var/lib/dpkg/status <<'EOF'
${status}EOF
  busybox cat > /usr/lib/thing/data <<'EOF'
${contentOf(NEW)}EOF
  busybox touch -d @1700000000 /usr/lib/thing/data
  busybox cat > /var/lib/dpkg/info/thing.md5sums <<'EOF'
${sumsOf(NEW)}EOF
  busybox rm -f /usr/lib/thing/gone
  echo log > /var/log/dpkg.log
  ${damage};;
*clean) ;;
*) exit 100;;
esac
`;
}

export const CONFIG = {
  User: "1000:1000",
  Env: ["PATH=/usr/bin:/bin:/sbin", "COUNT=12345678901234567890"],
  Entrypoint: ["/bin/thing"],
  Cmd: null,
  WorkingDir: "/srv",
  Labels: { owner: "a <b> & c" },
  Healthcheck: { Test: ["CMD", "/bin/true"], Interval: 30000000000 },
  StopSignal: "SIGQUIT",
  ExposedPorts: { "80/tcp": {} },
};

/** With `bin/sh`, `apt-get` and one package that has a finding. */
export function debianImage(
  more: {
    readonly config?: Readonly<Record<string, unknown>>;
    readonly entries?: readonly TarEntry[];
    readonly status?: string;
    readonly damage?: string;
    readonly shell?: boolean;
    readonly architecture?: string;
  } = {},
): TestImage {
  const busybox = readFileSync(programPath("busybox") ?? "/bin/busybox");
  const { shell = true } = more;
  const folders = [
    "bin",
    "etc",
    "usr",
    "usr/bin",
    "usr/lib",
    "usr/lib/thing",
    "var",
    "var/lib",
    "var/log",
    "srv",
  ];
  const database = ["var/lib/dpkg", "var/lib/dpkg/info", "var/lib/apt", "tmp", "sbin"];
  const base: readonly TarEntry[] = [
    ...[...folders, ...database].map((path) => ({ path, type: "directory" as const })),
    { path: "private", type: "directory", mode: 0o700 },
    ...(shell
      ? [
          { path: "bin/busybox", content: busybox, mode: 0o755 },
          ...["sh", "rm", "true"].map((name) => ({
            path: `bin/${name}`,
            type: "symlink" as const,
            target: "busybox",
          })),
          { path: "usr/bin/apt-get", content: aptGet(more.damage), mode: 0o755 },
        ]
      : []),
    {
      path: "etc/os-release",
      content: 'ID=debian\nVERSION_ID="12"\nPRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\n',
    },
    { path: "var/lib/dpkg/status", content: more.status ?? statusOf(OLD) },
    {
      path: "var/lib/dpkg/info/thing.list",
      content: "/.\n/usr\n/usr/lib\n/usr/lib/thing\n/usr/lib/thing/data\n",
    },
    { path: "var/lib/dpkg/info/thing.md5sums", content: sumsOf(OLD) },
    { path: "usr/lib/thing/data", content: contentOf(OLD) },
    { path: "usr/lib/thing/gone", content: "old\n" },
  ];
  return buildImage({
    layers: [base, [{ path: "srv/app", content: "own\n" }, ...(more.entries ?? [])]],
    config: {
      created: "2026-01-02T03:04:05Z",
      config: { ...CONFIG, ...more.config },
      ...(more.architecture === undefined ? {} : { architecture: more.architecture }),
    },
  });
}
