import { expect, test } from "vitest";
import { bottlerocket } from "../../src/inventory/bottlerocket.ts";
import { diffId, viewOf } from "./layers.ts";

const PATH = "x86_64-bottlerocket-linux-gnu/sys-root/usr/share/bottlerocket/application-inventory.json";
const OS = { family: "bottlerocket", version: "1.19.0" };

function application(fields: Record<string, unknown>) {
  return {
    Name: "glibc",
    Publisher: "Bottlerocket",
    Version: "2.38",
    Release: "1.1705017600.br1",
    Epoch: "0",
    InstalledTime: "2024-01-12T00:00:00Z",
    ApplicationType: "Unspecified",
    Architecture: "x86_64",
    Url: "https://www.gnu.org/software/glibc/",
    Summary: "The GNU libc libraries",
    ...fields,
  };
}

async function read(text: string) {
  const view = await viewOf(bottlerocket.analyzers, [{ files: { [PATH]: text } }]);
  return { ...bottlerocket.packages(view, OS), unreadable: view.gaps.map(({ reason }) => reason) };
}

test("every field of every application", async () => {
  const old = application({ Name: "kernel-5.15", Epoch: undefined, Release: undefined });
  const inventory = { Content: [application({}), application({ Name: "runc", Epoch: "1" }), old] };
  const common = {
    ecosystem: "Bottlerocket:1.19.0",
    by: "bottlerocket",
    architecture: "x86_64",
    vendor: "Bottlerocket",
    locations: [{ path: PATH, layer: 0, diffId: diffId(0) }],
  };
  const qualifiers = "arch=x86_64&distro=bottlerocket-1.19.0";
  expect(await read(JSON.stringify(inventory))).toEqual({
    packages: [
      {
        ...common,
        name: "glibc",
        version: "2.38-1.1705017600.br1",
        source: { name: "glibc", version: "2.38-1.1705017600.br1" },
        purl: `pkg:rpm/bottlerocket/glibc@2.38-1.1705017600.br1?${qualifiers}`,
      },
      {
        ...common,
        name: "runc",
        version: "1:2.38-1.1705017600.br1",
        source: { name: "runc", version: "1:2.38-1.1705017600.br1" },
        purl: `pkg:rpm/bottlerocket/runc@2.38-1.1705017600.br1?${qualifiers}&epoch=1`,
      },
      {
        ...common,
        name: "kernel-5.15",
        version: "2.38",
        source: { name: "kernel-5.15", version: "2.38" },
        purl: `pkg:rpm/bottlerocket/kernel-5.15@2.38?${qualifiers}`,
      },
    ],
    gaps: [],
    unreadable: [],
  });
});

test.each([
  ["{", "The application inventory is not JSON."],
  ["[]", "The application inventory has no list of applications."],
  ['{"Content":[null]}', "The application inventory has an application without name or version."],
  [
    JSON.stringify({ Content: [application({ Epoch: "one" })] }),
    "The application inventory has an application without name or version.",
  ],
])("says so when it cannot be read: %s", async (text, reason) => {
  expect(await read(text)).toEqual({ packages: [], gaps: [], unreadable: [reason] });
});
