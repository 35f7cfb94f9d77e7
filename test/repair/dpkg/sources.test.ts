import { expect, test } from "vitest";
import type { OsRelease } from "../../../src/model/index.ts";
import { distributionOf, isSecurity } from "../../../src/repair/archive/index.ts";
import { sourcesOf } from "../../../src/repair/dpkg/sources.ts";

const DEBIAN: OsRelease = { family: "debian", version: "12", codename: "bookworm" };

function read(files: Readonly<Record<string, string>>, os: OsRelease = DEBIAN) {
  const notes: string[] = [];
  const contents = new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)]));
  const sources = sourcesOf({ native: "arm64", os, files: contents, note: (text) => void notes.push(text) });
  return { sources, notes };
}

test("lines of sources.list with options, comments and variables", () => {
  const { sources, notes } = read({
    "etc/apt/sources.list":
      "# deb http://x y z\n deb http://deb.debian.org/debian/ bookworm main contrib # all\ndeb-src http://deb.debian.org/debian bookworm main\ndeb [arch=amd64,arm64 check-valid-until=no trusted=yes signed-by=/etc/apt/keyrings/own.asc] https://packages.example/$(ARCH) ./\ndeb cdrom:[disc]/ bookworm main\n",
    "etc/apt/keyrings/own.asc": "KEY",
    "etc/apt/sources.list.d/ignored.save": "deb http://no.example x y",
  });
  expect(sources).toEqual([
    {
      uri: "http://deb.debian.org/debian",
      suite: "bookworm",
      components: ["main", "contrib"],
      architectures: [],
      ignoresExpiry: false,
      keys: { from: "bundled", family: "debian" },
    },
    {
      uri: "https://packages.example/arm64",
      suite: "./",
      components: [],
      architectures: ["amd64", "arm64"],
      ignoresExpiry: true,
      keys: { from: "image", name: "/etc/apt/keyrings/own.asc", keyring: Buffer.from("KEY") },
    },
  ]);
  expect(notes).toEqual([
    "The package source cdrom:[disc]/ bookworm was passed over: only http and https are spoken.",
  ]);
});

test("deb822 sources: several suites, a key inside, one that is switched off", () => {
  const { sources } = read({
    "etc/apt/sources.list.d/debian.sources":
      "Types: deb deb-src\nURIs: http://deb.debian.org/debian\nSuites: bookworm bookworm-updates\nComponents: main\nSigned-By: /usr/share/keyrings/debian-archive-keyring.gpg\n\n# comment\nTypes: deb\nEnabled: no\nURIs: http://off.example\nSuites: x\nComponents: y\n\nTypes: deb\nURIs: http://own.example/debian\nSuites: s\nComponents: c\nSigned-By:\n -----BEGIN PGP PUBLIC KEY BLOCK-----\n .\n AAAA\n -----END PGP PUBLIC KEY BLOCK-----\n",
  });
  expect(
    sources.map(({ uri, suite, keys }) => [
      uri,
      suite,
      keys.from === "bundled" ? keys.family : keys.keyring.toString(),
    ]),
  ).toEqual([
    ["http://deb.debian.org/debian", "bookworm", "debian"],
    ["http://deb.debian.org/debian", "bookworm-updates", "debian"],
    [
      "http://own.example/debian",
      "s",
      "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nAAAA\n-----END PGP PUBLIC KEY BLOCK-----",
    ],
  ]);
});

test("the distribution's own where the image names none", () => {
  expect(read({}).sources.map(({ uri, suite }) => `${uri} ${suite}`)).toEqual([
    "http://deb.debian.org/debian bookworm",
    "http://deb.debian.org/debian bookworm-updates",
    "http://deb.debian.org/debian-security bookworm-security",
  ]);
  expect(
    read({}, { family: "ubuntu", version: "22.04" }).sources.map(({ uri, suite }) => `${uri} ${suite}`),
  ).toEqual([
    "http://ports.ubuntu.com/ubuntu-ports jammy",
    "http://ports.ubuntu.com/ubuntu-ports jammy-updates",
    "http://ports.ubuntu.com/ubuntu-ports jammy-security",
  ]);
  expect(() => read({}, { family: "else", version: "1" })).toThrow(
    expect.objectContaining({
      code: "FIX_UNSUPPORTED_OS",
      message: "else names no package source, and none is known for it.",
    }),
  );
});

test("a key that the image does not have is no key", () => {
  expect(() => read({ "etc/apt/sources.list": "deb [signed-by=/k.gpg] http://own.example s c" })).toThrow(
    expect.objectContaining({
      code: "FIX_SIGNATURE",
      message: "http://own.example s: its key /k.gpg is not in the image.",
    }),
  );
});

test("which mirror is meant, and which suites are asked first", () => {
  const addresses = [
    "http://deb.debian.org/debian",
    "http://security.debian.org/",
    "https://mirror.example/debian-security/",
    "http://snapshot.debian.org/archive/debian/20250520T000000Z",
    "http://archive.ubuntu.com/ubuntu",
    "https://packages.example/apt",
    "no address",
  ];
  expect(addresses.map(distributionOf)).toEqual([
    "debian",
    "debian-security",
    "debian-security",
    "debian",
    "ubuntu",
    undefined,
    undefined,
  ]);
  expect(
    ["bookworm-security", "buster/updates", "bookworm-updates", "bookworm"].map((suite) =>
      isSecurity({ suite }),
    ),
  ).toEqual([true, true, false, false]);
});
