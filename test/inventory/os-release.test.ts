import { describe, expect, test } from "vitest";
import { osRelease } from "../../src/inventory/os-release.ts";
import { diffId, type TestLayer, viewOf } from "./layers.ts";

async function identify(...layers: TestLayer[]) {
  return osRelease.identify(await viewOf(osRelease.analyzers, layers));
}

/** Family and version of an image with these files. */
async function release(files: Record<string, string>): Promise<string> {
  const { os } = await identify({ files });
  return os === undefined ? "unknown" : `${os.family} ${os.version}`;
}

function text(values: Record<string, string>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}="${value}"\n`)
    .join("");
}

test("everything a file says, and where it stands", async () => {
  const jammy = text({
    PRETTY_NAME: "Ubuntu 22.04.1 LTS",
    ID: "ubuntu",
    VERSION_ID: "22.04",
    VERSION_CODENAME: "jammy",
  });
  expect(await identify({}, { files: { "etc/os-release": jammy } })).toEqual({
    os: {
      family: "ubuntu",
      version: "22.04",
      prettyName: "Ubuntu 22.04.1 LTS",
      codename: "jammy",
      location: { path: "etc/os-release", layer: 1, diffId: diffId(1) },
    },
    gaps: [],
  });
});

describe("families", () => {
  test.each([
    ["alpine", "3.20.3", "alpine 3.20.3"],
    ["rhel", "9.1", "redhat 9.1"],
    ["centos", "7", "centos 7"],
    ["rocky", "9.3", "rocky 9.3"],
    ["almalinux", "9.1", "alma 9.1"],
    ["ol", "8.8", "oracle 8.8"],
    ["amzn", "2023", "amazon 2023"],
    ["amzn", "2018.03", "amazon 2018.03"],
    ["fedora", "39", "fedora 39"],
    ["sles", "15.5", "suse 15.5"],
    ["sle-micro", "5.4", "slem 5.4"],
    ["sl-micro", "6.0", "slem 6.0"],
    ["sle-micro-rancher", "5.2", "slem 5.2"],
    ["opensuse-leap", "15.5", "opensuse-leap 15.5"],
    ["opensuse", "42.3", "opensuse-leap 42.3"],
    ["opensuse-tumbleweed", "20240101", "opensuse-tumbleweed 20240101"],
    ["opensuse-leap-micro", "5.5", "opensuse-leap-micro 5.5"],
    ["photon", "5.0", "photon 5.0"],
    ["mariner", "2.0", "mariner 2.0"],
    ["azurelinux", "3.0", "azurelinux 3.0"],
    ["wolfi", "20230201", "wolfi 20230201"],
    ["chainguard", "20230214", "chainguard 20230214"],
    ["minimos", "20241031", "minimos 20241031"],
    ["echo", "1", "echo 1"],
    ["bottlerocket", "1.19.0", "bottlerocket 1.19.0"],
    ["coreos", "2512.3.0", "coreos 2512.3.0"],
    ["arch", "", "arch "],
  ])("%s %s", async (id, version, expected) => {
    expect(await release({ "etc/os-release": text({ ID: id, VERSION_ID: version }) })).toBe(expected);
  });

  test("a derivative is not its parent", async () => {
    const kali = text({ ID: "kali", ID_LIKE: "debian", VERSION_ID: "2024.1" });
    expect(await release({ "etc/os-release": kali, "etc/debian_version": "kali-rolling" })).toBe(
      "kali 2024.1",
    );
  });

  test("CentOS Stream is not CentOS", async () => {
    const stream = text({ NAME: "CentOS Stream", ID: "centos", VERSION_ID: "9" });
    expect(await release({ "etc/os-release": stream })).toBe("centos-stream 9");
  });

  test("an ID that breaks the rules becomes a harmless word", async () => {
    const odd = text({ ID: "Evil OS/../../etc\u001b[31m", VERSION_ID: "1" });
    expect(await release({ "etc/os-release": odd })).toBe("evil-os-..-..-etc-31m 1");
  });
});

describe("Debian", () => {
  const bookworm = text({ ID: "debian", VERSION_ID: "12", VERSION_CODENAME: "bookworm" });
  const trixie = text({ ID: "debian", VERSION_CODENAME: "trixie" });

  test.each<[why: string, files: Record<string, string>, expected: string]>([
    ["its point release", { "etc/os-release": bookworm, "etc/debian_version": "12.5\n" }, "debian 12.5"],
    ["no debian_version", { "etc/os-release": bookworm }, "debian 12"],
    [
      "a debian_version of another release",
      { "etc/os-release": bookworm, "etc/debian_version": "11.7" },
      "debian 12",
    ],
    [
      "a codename as debian_version",
      { "etc/os-release": bookworm, "etc/debian_version": "bookworm/sid" },
      "debian 12",
    ],
    ["testing", { "etc/os-release": trixie, "etc/debian_version": "trixie/sid\n" }, "debian trixie/sid"],
    ["testing without debian_version", { "etc/os-release": trixie }, "debian trixie/sid"],
    ["no os-release", { "etc/debian_version": "7.11\n" }, "debian 7.11"],
  ])("%s", async (_, files, expected) => {
    expect(await release(files)).toBe(expected);
  });
});

describe("without os-release", () => {
  test.each<[path: string, line: string, expected: string]>([
    ["etc/centos-release", "CentOS release 6.10 (Final)", "centos 6.10"],
    ["etc/centos-release", "CentOS Linux release 7.6.1810 (Core) ", "centos 7.6.1810"],
    ["etc/centos-release", "CentOS Stream release 8", "centos-stream 8"],
    ["etc/redhat-release", "Red Hat Enterprise Linux Server release 6.10 (Santiago)", "redhat 6.10"],
    ["etc/rocky-release", "Rocky Linux release 8.5 (Green Obsidian)", "rocky 8.5"],
    ["etc/almalinux-release", "AlmaLinux release 9.1 (Lime Lynx)", "alma 9.1"],
    ["etc/oracle-release", "Oracle Linux Server release 6.10", "oracle 6.10"],
    ["etc/fedora-release", "Fedora release 20 (Heisenbug)", "fedora 20"],
    ["etc/system-release", "Amazon Linux AMI release 2018.03", "amazon 2018.03"],
    ["usr/lib/system-release", "Amazon Linux release 2 (Karoo)", "amazon 2"],
    ["etc/redhat-release", "Scientific Linux release 6.10 (Carbon)", "scientific-linux 6.10"],
    ["etc/alpine-release", "3.9.6\n", "alpine 3.9.6"],
    ["etc/lsb-release", "DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=14.04\n", "ubuntu 14.04"],
    ["etc/redhat-release", "nothing of the kind", "unknown"],
  ])("%s: %s", async (path, line, expected) => {
    expect(await release({ [path]: line })).toBe(expected);
  });

  test("the derivative's own file beats the one it keeps for old software", async () => {
    const files = {
      "etc/redhat-release": "Red Hat Enterprise Linux Server release 6.10 (Santiago)",
      "etc/oracle-release": "Oracle Linux Server release 6.10",
    };
    expect(await release(files)).toBe("oracle 6.10");
  });

  test("Ubuntu is not Debian, though it has debian_version", async () => {
    const files = {
      "etc/debian_version": "jessie/sid",
      "etc/lsb-release": "DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=14.04",
    };
    expect(await release(files)).toBe("ubuntu 14.04");
  });

  test("a missing VERSION_ID comes from the same family's own file", async () => {
    const files = {
      "etc/os-release": "ID=rhel\n",
      "etc/redhat-release": "Red Hat Enterprise Linux release 8.5 (Ootpa)",
    };
    expect(await release(files)).toBe("redhat 8.5");
    expect(await release({ ...files, "etc/os-release": "ID=gentoo\n" })).toBe("gentoo ");
  });
});

describe("Alpine's repositories", () => {
  const stable = text({ ID: "alpine", VERSION_ID: "3.18.4" });
  const repositories = (...lines: string[]) => ({ "etc/apk/repositories": `${lines.join("\n")}\n` });
  const host = "https://dl-cdn.alpinelinux.org/alpine";

  test.each<[why: string, lines: string[], expected: string | undefined]>([
    ["the same release", [`${host}/v3.18/main`, `${host}/v3.18/community`], undefined],
    ["a newer one", [`${host}/v3.9/main`, `${host}/v3.20/main`], "3.20"],
    ["edge above all", [`${host}/edge/main`, `${host}/v3.20/main`], "edge"],
    ["a tagged one does not count", [`${host}/v3.18/main`, `@testing ${host}/edge/testing`], undefined],
    ["a comment does not count", [`#${host}/edge/main`, `${host}/v3.18/main`], undefined],
    ["another distribution's", ["https://packages.wolfi.dev/os"], undefined],
  ])("%s", async (_, lines, expected) => {
    const { os } = await identify({ files: { "etc/os-release": stable, ...repositories(...lines) } });
    expect([os?.family, os?.version, os?.repository]).toEqual(["alpine", "3.18.4", expected]);
  });

  test("3.2 is not taken for 3.20", async () => {
    const files = {
      "etc/os-release": text({ ID: "alpine", VERSION_ID: "3.20.1" }),
      ...repositories(`${host}/v3.2/main`),
    };
    expect((await identify({ files })).os?.repository).toBe("3.2");
  });

  test("stand in for a missing os-release", async () => {
    expect(await release(repositories(`${host}/v3.19/main`))).toBe("alpine 3.19");
  });

  test("say nothing about other distributions", async () => {
    const files = { "etc/os-release": "ID=wolfi\nVERSION_ID=20230201", ...repositories(`${host}/edge/main`) };
    expect((await identify({ files })).os).not.toHaveProperty("repository");
  });
});

describe("Ubuntu ESM", () => {
  const focal = text({ ID: "ubuntu", VERSION_ID: "16.04" });
  const status = (...services: unknown[]) => ({
    files: { "etc/os-release": focal, "var/lib/ubuntu-advantage/status.json": JSON.stringify({ services }) },
  });

  test.each<[layer: TestLayer, expected: boolean | undefined]>([
    [status({ name: "esm-apps", status: "disabled" }, { name: "esm-infra", status: "enabled" }), true],
    [status({ name: "esm-infra", status: "disabled" }), undefined],
    [status(null, "esm-infra", { name: "esm-apps", status: "enabled" }), undefined],
    [{ files: { "etc/os-release": focal, "var/lib/ubuntu-advantage/status.json": "no json" } }, undefined],
  ])("%#", async (layer, expected) => {
    expect((await identify(layer)).os?.esm).toBe(expected);
  });
});

describe("layers and links", () => {
  const version = (number: string) => text({ ID: "alpine", VERSION_ID: number });

  test("an upgraded image has its new release", async () => {
    const { os } = await identify(
      { files: { "etc/os-release": version("3.18.0") } },
      { files: { "etc/os-release": version("3.20.3") } },
    );
    expect([os?.version, os?.location?.layer]).toEqual(["3.20.3", 1]);
  });

  test("a removed file no longer counts", async () => {
    const { os } = await identify(
      { files: { "etc/os-release": version("3.18.0"), "usr/lib/os-release": version("3.19.0") } },
      { removed: ["etc/os-release"] },
    );
    expect(os?.version).toBe("3.19.0");
  });

  test.each(["../usr/lib/os-release", "/usr/lib/os-release", "./../usr/./lib/../lib/os-release"])(
    "etc/os-release as a link to %s",
    async (target) => {
      const { os } = await identify({
        files: { "usr/lib/os-release": version("3.20.3") },
        links: { "etc/os-release": target },
      });
      expect(os?.location).toEqual({ path: "usr/lib/os-release", layer: 0, diffId: diffId(0) });
    },
  );

  test("a link replaces the file of the layer below", async () => {
    const { os } = await identify(
      { files: { "etc/os-release": version("3.18.0"), "usr/lib/os-release": version("3.20.3") } },
      { links: { "etc/os-release": "../usr/lib/os-release" } },
    );
    expect(os?.version).toBe("3.20.3");
  });

  test("links of links, as Fedora had them", async () => {
    const { os } = await identify({
      files: { "usr/lib/os.release.d/os-release-cloud": text({ ID: "fedora", VERSION_ID: "24" }) },
      links: {
        "etc/os-release": "../usr/lib/os-release",
        "usr/lib/os-release": "os.release.d/os-release-cloud",
      },
    });
    expect([os?.family, os?.version]).toEqual(["fedora", "24"]);
  });

  test.each([
    ["a circle", { "etc/os-release": "../usr/lib/os-release", "usr/lib/os-release": "../../etc/os-release" }],
    ["a place nobody reads", { "etc/os-release": "/nix/store/os-release" }],
  ])("a link into %s is a gap", async (_, links) => {
    const { os, gaps } = await identify({ links });
    expect(os).toBeUndefined();
    expect(gaps[0]).toEqual({
      kind: "unreadable",
      where: "etc/os-release",
      by: "os-release",
      reason: "It leads to no file that was read, so the distribution is not known.",
      layer: diffId(0),
    });
  });

  test("an os-release without ID is a gap, unless another file helps", async () => {
    const files = { "etc/os-release": 'NAME="Something"\n' };
    expect(await identify({ files })).toEqual({
      gaps: [
        {
          kind: "unreadable",
          where: "etc/os-release",
          by: "os-release",
          reason: "It has no ID, so the distribution is not known.",
          layer: diffId(0),
        },
      ],
    });
    expect(await release({ ...files, "etc/alpine-release": "3.9.6" })).toBe("alpine 3.9.6");
  });

  test("an image with no such file says nothing", async () => {
    expect(await identify({ files: { "bin/app": "" } })).toEqual({ gaps: [] });
  });
});
