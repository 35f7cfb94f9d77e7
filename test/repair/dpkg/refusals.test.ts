import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { quietHost } from "../../../src/host.ts";
import type { Package } from "../../../src/model/index.ts";
import { dpkgGrafter } from "../../../src/repair/dpkg/index.ts";
import type { GraftPlan, RepairSettings, RootEntry } from "../../../src/repair/model.ts";
import { describeWith } from "../../support/tools.ts";
import {
  buildDeb,
  makeKey,
  makeSuite,
  type PackageToBuild,
  type Served,
  type SigningKey,
  serve,
  workFolder,
} from "../archive/repository.ts";
import { memoryRoot } from "./trees.ts";

type Files = Readonly<Record<string, string | Partial<RootEntry>>>;

describeWith(["dpkg-deb", "gpg"], "what is not grafted", () => {
  const work = workFolder();
  let key: SigningKey;
  let server: Served;
  let count = 0;

  beforeAll(async () => {
    key = makeKey("ed25519");
    server = await serve();
  });
  beforeEach(() => server.files.clear());
  afterAll(async () => {
    key.remove();
    await server.close();
    work.remove();
  });

  /** An image with version 1 of `tool`, and whatever else; an archive with version 2 of it. */
  async function plan(
    files: Files,
    next: Partial<PackageToBuild>,
    settings: Partial<RepairSettings> = {},
    change: (files: Map<string, Buffer>) => void = () => {},
  ): Promise<GraftPlan> {
    const folder = join(work.path, `debs${count++}`);
    mkdirSync(folder);
    const deb = buildDeb(folder, {
      files: {},
      ...next,
      fields: { Package: "tool", Version: "2", Architecture: "amd64", ...next.fields },
    });
    const suite = makeSuite([deb], key, { suite: "tests-security" });
    change(suite);
    for (const [path, bytes] of suite) server.files.set(path, bytes);
    const root = memoryRoot({
      "var/lib/dpkg/status": paragraph("tool") + paragraph("other"),
      "var/lib/dpkg/info/format": "1\n",
      "var/lib/dpkg/info/tool.list": "/.\n/usr\n/usr/bin\n/usr/bin/tool\n",
      "var/lib/dpkg/info/other.list": "/.\n/usr\n/usr/bin\n/usr/bin/other\n",
      "usr/bin/tool": "old",
      "usr/bin/other": "other",
      "etc/apt/k.asc": key.publicKey,
      "etc/apt/keyrings/k.asc": key.publicKey,
      "etc/apt/sources.list": `deb [signed-by=/etc/apt/keyrings/k.asc] ${server.address} tests-security main\n`,
      ...files,
    });
    const host = quietHost(join(work.path, "cache"), { wait: async () => {} });
    const made = await dpkgGrafter(host).plan({
      root,
      os: { family: "tests", version: "1" },
      platform: { os: "linux", architecture: "amd64" },
      packages: [],
      targets: [{ package: TOOL, fixedVersion: "2", findings: [] }],
      settings: { mirrors: {}, allowArchived: false, offline: false, ...settings },
    });
    await made.close();
    return made;
  }

  /** The reason why nothing is grafted. */
  async function reason(...given: Parameters<typeof plan>): Promise<string> {
    const { plan: made } = await plan(...given);
    expect(made.packages).toEqual([]);
    return made.left
      .map(({ name, code, reason: why }) =>
        `${name} ${code} ${why}`.replaceAll(server.address, "http://archive"),
      )
      .join();
  }

  const ship = (path: string) => ({ files: { [path]: { content: "new" } } });

  test("nothing stands in the way of a plain file", async () => {
    const made = await plan({}, ship("/usr/bin/tool"));
    expect([made.plan.packages.map(({ to }) => to), made.plan.left]).toEqual([["2"], []]);
    expect(made.notes).toEqual([
      expect.stringMatching(
        /^http:\/\/\S+ tests-security was verified by the image's own key \/etc\/apt\/keyrings\/k.asc \(Archive of the tests, [0-9A-F]{40}\)\.$/,
      ),
    ]);
  });

  test("files that belong to another package", async () => {
    expect(await reason({}, ship("/usr/bin/other"))).toBe(
      "tool FIX_CONTENT tool 2 brings /usr/bin/other, which belongs to other.",
    );
  });

  test("folders where something else was, and the other way round", async () => {
    const link = { type: "symlink", target: "elsewhere", mode: 0o777 } as const;
    expect(await reason({ "opt/x": { type: "directory", mode: 0o755 } }, ship("/opt/x"))).toBe(
      "tool FIX_CONTENT tool 2 puts /opt/x where a folder is.",
    );
    expect(await reason({ "opt/x": "a file" }, ship("/opt/x/y"))).toBe(
      "tool FIX_CONTENT tool 2 makes /opt/x a folder, where something else is.",
    );
    expect(
      await reason({ "opt/x": link, "opt/elsewhere": { type: "directory", mode: 0o755 } }, ship("/opt/x")),
    ).toBe("tool FIX_CONTENT tool 2 puts /opt/x where a link to a folder is.");
    expect(
      await reason(
        { "opt/a": { ...link, target: "b" }, "opt/b": { ...link, target: "a" } },
        ship("/opt/a/y"),
      ),
    ).toBe("tool FIX_CONTENT The links of /opt/a go in circles.");
  });

  test("device nodes, capabilities, links for configuration files", async () => {
    expect(await reason({ "usr/bin/tool": { type: "other" } }, ship("/usr/bin/tool"))).toBe(
      "tool FIX_CONTENT tool 2 puts /usr/bin/tool where a device node or the like is.",
    );
    expect(await reason({ "usr/bin/tool": { capabilities: ["cap_net_raw"] } }, ship("/usr/bin/tool"))).toBe(
      "tool FIX_CONTENT tool 2 replaces /usr/bin/tool, which has capabilities.",
    );
    expect(
      await reason(
        { "etc/tool": { type: "symlink", target: "x" } },
        { ...ship("/etc/tool"), conffiles: ["/etc/tool"] },
      ),
    ).toBe("tool FIX_CONTENT tool 2 has /etc/tool for a configuration file, which is a link in the image.");
  });

  test("scripts that cannot be proved, the installed ones before anything is brought", async () => {
    const script = "#!/bin/sh\nset -e\nfrobnicate --all\n";
    expect(await reason({}, { control: { postinst: script } })).toBe(
      'tool FIX_SCRIPT The postinst of tool 2 runs "frobnicate --all" at line 3: the command frobnicate is not known.',
    );
    server.asked.length = 0;
    expect(await reason({ "var/lib/dpkg/info/tool.prerm": script }, {})).toMatch(
      /^tool FIX_SCRIPT The prerm of tool 2 runs "frobnicate --all"/,
    );
    expect(server.asked.filter((path) => path.endsWith(".deb"))).toEqual([]);
  });

  test("triggers that would run another package's script", async () => {
    const interests = {
      "var/lib/dpkg/triggers/File": "/usr/share/menu other/noawait\n",
      "var/lib/dpkg/triggers/refresh": "other\n",
    };
    expect(await reason(interests, ship("/usr/share/menu/tool"))).toBe(
      "tool FIX_SCRIPT tool 2 touches /usr/share/menu, whereupon other would run a script for its trigger.",
    );
    expect(await reason(interests, { control: { triggers: "activate-noawait refresh\n" } })).toBe(
      "tool FIX_SCRIPT tool 2 touches refresh, whereupon other would run a script for its trigger.",
    );
    expect(await reason({}, { control: { triggers: "interest-noawait /usr/share/menu\n" } })).toBe(
      "tool FIX_CONTENT tool 2 is interested in other triggers than 1 was.",
    );
  });

  test("an archive that was tampered with: nobody's package is planned", async () => {
    const index = "dists/tests-security/main/binary-amd64/Packages.gz";
    const evil = (files: Map<string, Buffer>) => {
      for (const path of files.keys())
        if (path.includes("/by-hash/") || path === index)
          files.set(path, gzipSync("Package: tool\nVersion: 99\n"));
    };
    expect(await reason({}, {}, {}, evil)).toMatch(
      /^tool FIX_HASH tests-security main\/binary-amd64\/Packages.gz: wrong size \(expected \d+ bytes, got \d+\)\.$/,
    );
    const swapped = (files: Map<string, Buffer>) => {
      for (const [path, bytes] of files)
        if (path.endsWith(".deb")) files.set(path, Buffer.concat([bytes.subarray(0, -1), Buffer.from([1])]));
    };
    expect(await reason({}, {}, {}, swapped)).toMatch(
      /^tool FIX_HASH tool 2 \(pool\/main\/tool_2_amd64.deb\): wrong SHA-256 \(expected \w{64}, got \w{64}\)\.$/,
    );
    const short = (files: Map<string, Buffer>) => {
      for (const [path, bytes] of files) if (path.endsWith(".deb")) files.set(path, bytes.subarray(0, 100));
    };
    expect(await reason({}, {}, {}, short)).toMatch(
      /^tool FIX_HASH tool 2 .*: wrong size \(expected \d+ bytes, got 100\)\.$/,
    );
    const unsigned = (files: Map<string, Buffer>) =>
      void files.set("dists/tests-security/InRelease", Buffer.from("Suite: tests-security\n"));
    expect(await reason({}, {}, {}, unsigned)).toMatch(
      /^tool FIX_SIGNATURE tests-security InRelease of http:\/\/archive: .*there is no signature/,
    );
  });

  test("an image in the midst of a change, and one whose database speaks of another version", async () => {
    expect(await reason({ "var/lib/dpkg/status": paragraph("tool", "install ok half-configured") }, {})).toBe(
      "tool FIX_CONTENT tool is half-configured (ok): the image was left in the midst of a change.",
    );
    expect(
      await reason({ "var/lib/dpkg/status": paragraph("tool").replace("Version: 1", "Version: 1.5") }, {}),
    ).toBe("tool FIX_CONTENT tool 1 is not in the package database.");
  });

  test("offline nothing can be asked", async () => {
    await expect(plan({}, {}, { offline: true })).rejects.toMatchObject({ code: "USAGE" });
  });

  test("distroless images keep a paragraph and sums per package, and what was stripped stays away", async () => {
    const sums = ["usr/bin/tool", "usr/share/doc/tool/copyright", "usr/bin/gone"];
    const files = {
      "var/lib/dpkg/status": { type: "directory", mode: 0o755 } as const,
      "var/lib/dpkg/status.d/tool": "Package: tool\nVersion: 1\nArchitecture: amd64\nDepends: nowhere\n",
      "var/lib/dpkg/status.d/tool.md5sums": sums.map((path) => `${"0".repeat(32)}  ${path}\n`).join(""),
      "usr/bin/gone": "leaves",
    };
    const made = await plan(files, {
      fields: { Depends: "nowhere (>= 2)" },
      files: {
        "/usr/bin/tool": { content: "new" },
        "/usr/share/doc/tool/copyright": { content: "new" },
        "/usr/share/doc/tool/NEWS": { content: "new" },
      },
      control: { postinst: "#!/bin/sh\nfrobnicate\n", md5sums: "sums of the package\n" },
    });
    const entries = await made.graft();
    expect(made.plan.left).toEqual([]);
    expect(
      entries
        .filter(({ type }) => type !== "directory")
        .map(({ type, path }) => `${type} ${path}`)
        .sort(),
    ).toEqual([
      "file usr/bin/tool",
      "file var/lib/dpkg/status.d/tool",
      "file var/lib/dpkg/status.d/tool.md5sums",
      "whiteout usr/bin/gone",
    ]);
  });
});

const TOOL: Package = {
  name: "tool",
  version: "1",
  architecture: "amd64",
  ecosystem: "Tests",
  purl: "pkg:deb/tests/tool@1",
  by: "dpkg",
  locations: [],
};

function paragraph(name: string, status = "install ok installed"): string {
  return `Package: ${name}\nStatus: ${status}\nArchitecture: amd64\nVersion: 1\nDescription: x\n\n`;
}
