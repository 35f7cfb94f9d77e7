/**
 * By hand, as root on Debian: whether repaired images of a real Debian or Ubuntu are sound, by the image's own tools, and the same
 * whoever repairs them.
 *
 *   node scripts/check-repair.ts FOLDER bookworm
 *
 * A system of that release's main suite, made with debootstrap in FOLDER (kept for the next run), is pushed to a real
 * registry with every setting that an image's config can have. Then `dist/` repairs it: by graft, once more by graft, and
 * by a build through BuildKit, Docker's classic builder and buildah. Of each it is looked whether the config is as it was,
 * and whether dpkg and apt-get have anything to say in a real container. Exit code 1 where something is not as it should be.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { dockerWithBuildKit } from "../test/provenance/builds.ts";
import { copyOf, databaseOf, debianRoot, RELEASES, upgradable } from "../test/support/debian-root.ts";
import { startDocker } from "../test/support/engine.ts";
import { startRegistry } from "../test/support/registry.ts";

const [folder, codename = "bookworm"] = process.argv.slice(2);
const release = RELEASES[codename];
if (folder === undefined || release === undefined)
  throw new Error(`usage: node scripts/check-repair.ts FOLDER ${Object.keys(RELEASES).join("|")}`);
const program = join(import.meta.dirname, "../dist/cli/index.js");
const scratch = mkdtempSync(join(tmpdir(), "drydock-check-"));
const system = debianRoot(resolve(folder), codename, "ca-certificates,curl,openssl");
const probe = copyOf(system, join(resolve(folder), "probe"));
const database = databaseOf(
  probe,
  upgradable(probe),
  `${release.family} ${release.version}`,
  join(scratch, "db.tar.gz"),
);
const registry = await startRegistry();
const docker = await startDocker(["--storage-driver=overlay2"]);
const env = { ...process.env, DOCKER_HOST: docker.host };
const withBuildKit = await dockerWithBuildKit();
const at = `${registry.host}/team/app`;
const SETTINGS = [
  'HEALTHCHECK --interval=5s CMD ["true"]',
  "USER 1000:1000",
  'ENTRYPOINT ["/bin/sh", "-c"]',
  'CMD ["id"]',
  'ENV SAID="a b" PATH=/usr/bin:/bin',
  "WORKDIR /srv",
  "EXPOSE 80/tcp",
  "STOPSIGNAL SIGINT",
  'LABEL team="the \\"best\\""',
];
let isGood = true;

try {
  const root = `${at}:root`;
  execFileSync("sh", ["-c", 'tar -C "$1" -c . | docker import - "$2"', "sh", system, root], said());
  const context = join(scratch, "context");
  mkdirSync(context);
  writeFileSync(join(context, "Dockerfile"), [`FROM ${root}`, ...SETTINGS, ""].join("\n"));
  execFileSync("docker", ["build", "--quiet", "--tag", `${at}:1.0`, context], said());
  execFileSync("docker", ["push", "--quiet", `${at}:1.0`], said());
  writeFileSync(join(context, "Dockerfile"), `FROM ${at}:1.0\nVOLUME /srv/data\n`);
  execFileSync("docker", ["build", "--quiet", "--tag", `${at}:volume`, context], said());
  execFileSync("docker", ["push", "--quiet", `${at}:volume`], said());

  const graft = fixed("graft", ["--mode", "graft"]);
  const again = fixed("graft, again", ["--mode", "graft"]);
  expect(
    "the second run pushes nothing and gives the same digest",
    again.unchanged === true && again.digest === graft.digest,
  );
  inContainer("graft", "1.0_fixd", graft.packages);
  const builders: readonly (readonly [name: string, more: Readonly<Record<string, string>>])[] = [
    ...(withBuildKit === undefined ? [] : [["BuildKit", { DOCKER_BUILDKIT: "1" }] as const]),
    ["Docker's classic builder", { DOCKER_BUILDKIT: "0" }],
    ["buildah", { DOCKER_HOST: `unix://${scratch}/nobody.sock` }],
  ];
  const digests = new Set<string>();
  for (const [index, [name, more]] of builders.entries()) {
    const tag = `built-${index}`;
    const built = fixed(name, ["--mode", "build", "--network", "host", "--tag", tag], more);
    digests.add(built.digest);
    if (index === 0) inContainer(name, tag, built.packages);
  }
  fixed("graft, of an image with a volume", ["--mode", "graft"], {}, "volume");
  if (withBuildKit !== undefined) {
    const words = ["--mode", "build", "--network", "host", "--tag", "built-volume"];
    fixed("BuildKit, of an image with a volume", words, { DOCKER_BUILDKIT: "1" }, "volume");
  }
  expect(`one digest of ${builders.map(([name]) => name).join(", ")}`, digests.size === 1);
} finally {
  await docker.stop();
  await registry.stop();
  rmSync(scratch, { recursive: true, force: true });
}
process.exitCode = isGood ? 0 : 1;

interface Fixed {
  readonly digest: string;
  readonly unchanged?: true;
  readonly packages: readonly { readonly name: string }[];
  readonly refusal?: { readonly code: string; readonly reason: string };
}

/** Repairs, and holds the config of what came out against the original's. */
function fixed(
  name: string,
  words: readonly string[],
  more: Readonly<Record<string, string>> = {},
  tag = "1.0",
): Fixed {
  const report = join(scratch, "fix.json");
  const args = [
    "fix",
    `registry:${at}:${tag}`,
    "--db",
    database,
    "--no-cache",
    "--cache-dir",
    join(scratch, "cache"),
  ];
  const { status, stderr } = spawnSync(
    process.execPath,
    [program, ...args, ...words, "--output", `json=${report}`],
    {
      encoding: "utf8",
      env: { ...env, ...more },
    },
  );
  if (status !== 0) throw new Error(`${name}: drydock ended with ${status}: ${stderr}`);
  const { fix } = JSON.parse(readFileSync(report, "utf8")) as { fix: Fixed };
  expect(
    `${name}: ${fix.packages.length} packages, ${fix.digest ?? fix.refusal?.reason}`,
    fix.digest !== undefined,
  );
  const [before, after] = [configOf(`${at}:${tag}`), configOf(`${at}@${fix.digest}`)];
  expect(
    `${name}: every setting of the config is as it was`,
    JSON.stringify(before) === JSON.stringify(after),
  );
  return fix;
}

/** Without what a repair is said to add. */
function configOf(reference: string): unknown {
  const inspected = execFileSync("skopeo", [
    "inspect",
    "--config",
    "--tls-verify=false",
    `docker://${reference}`,
  ]);
  const { config, architecture, os, rootfs } = JSON.parse(inspected.toString());
  const layers = rootfs.diff_ids.slice(0, 1);
  const labels = Object.entries(config.Labels).filter(
    ([key]) => !/^(?:org\.opencontainers\.image|io\.drydock)\./.test(key),
  );
  return { ...config, Labels: Object.fromEntries(labels), architecture, os, layers };
}

/** What the image's own tools say, and what an upgrade of the same packages would do. */
function inContainer(name: string, tag: string, packages: Fixed["packages"]): void {
  const names = packages.map((one) => one.name).join(" ");
  const script = [
    "dpkg --audit",
    "dpkg --verify",
    "apt-get -q update >/dev/null",
    "apt-get -q check 2>&1 | grep -v ^Reading | grep -v ^Building",
    `apt-get --simulate install --only-upgrade ${names} | grep ^Inst`,
    "true",
  ].join("; ");
  const words = [
    "run",
    "--rm",
    "--user",
    "0",
    "--network",
    "host",
    "--entrypoint",
    "sh",
    `${at}:${tag}`,
    "-c",
    script,
  ];
  const output = execFileSync("docker", words, { ...said(), encoding: "utf8" });
  expect(`${name}: dpkg and apt-get have nothing to say in a container`, output === "", output);
}

function expect(what: string, holds: boolean, more = ""): void {
  isGood &&= holds;
  process.stdout.write(`${holds ? "good" : "BAD "}  ${what}\n${holds ? "" : more}`);
}

function said() {
  return { env, stdio: ["pipe", "pipe", "pipe"] as ["pipe", "pipe", "pipe"], maxBuffer: 1 << 26 };
}
