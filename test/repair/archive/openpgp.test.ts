import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import { bundledKeys } from "../../../src/repair/archive/keyrings.ts";
import { verifyClearSigned } from "../../../src/repair/archive/openpgp.ts";
import { parseKeyring } from "../../../src/repair/archive/openpgp-keys.ts";
import { dearmor } from "../../../src/repair/archive/openpgp-packets.ts";
import { describeWith } from "../../support/tools.ts";
import { makeKey } from "./repository.ts";

const recorded = (name: string) =>
  gunzipSync(readFileSync(join(import.meta.dirname, `fixtures/${name}.InRelease.gz`))).toString("utf8");
const NOW = Date.parse("2026-11-28T12:00:00Z") / 1000;

test("release files of Debian and Ubuntu are signed by the keys we bring", () => {
  const signers = [
    ["debian-12-security", "debian"],
    ["ubuntu-22.04", "ubuntu"],
  ].map(([name, family]) => verifyClearSigned(recorded(name!), bundledKeys(family!), NOW).signedBy.owner);
  expect(signers).toEqual([
    "Debian Security Archive Automatic Signing Key (11/bullseye) <ftpmaster@debian.org>",
    "Ubuntu Archive Automatic Signing Key (2018) <ftpmaster@ubuntu.com>",
  ]);
});

test("a changed sign, another distribution's keys and the time after a key's end are refused", () => {
  const text = recorded("debian-12-security");
  const keys = bundledKeys("debian");
  const verify =
    (message: string, now = NOW, family = keys) =>
    () =>
      verifyClearSigned(message, family, now);
  expect(verify(text.replace("Debian-Security", "Debian-Insecurity"))).toThrow(
    /the signature of \w+ is wrong/,
  );
  expect(verify(text, NOW, bundledKeys("ubuntu"))).toThrow(/which is not among the keys/);
  expect(verify(text, Date.parse("2040-01-01") / 1000)).toThrow(/has expired/);
  expect(verify(text, Date.parse("2020-01-01") / 1000)).toThrow("the signature is from the future");
  expect(verifyClearSigned(text, keys, Date.parse("2040-01-01") / 1000, true).text).toContain(
    "Codename: bookworm-security",
  );
});

test("what is around the signed text is not taken", () => {
  const text = recorded("debian-12-security");
  const keys = bundledKeys("debian");
  const messages = [
    `Origin: Evil\n${text}`,
    `${text}\nOrigin: Evil\n`,
    text.replace("Hash: SHA256\n", "Hash: SHA256\nOrigin: Evil\n"),
    text.replace(/-----BEGIN PGP SIGNATURE-----[\s\S]*/, ""),
    "Origin: Evil\n",
    "",
  ];
  for (const message of messages) expect(() => verifyClearSigned(message, keys, NOW)).toThrow(RangeError);
});

test("noise is no key and no signature", () => {
  expect(() => parseKeyring(Buffer.from("not a key"))).toThrow(RangeError);
  expect(() => parseKeyring(Buffer.from([0x99, 0xff, 0xff, 1]))).toThrow(RangeError);
  expect(() => dearmor("-----BEGIN")).toThrow(RangeError);
});

describeWith(["gpg"], "signatures of gpg", () => {
  const keys = (["rsa3072", "ed25519"] as const).map((algorithm) => makeKey(algorithm, `Key ${algorithm}`));
  afterAll(() => {
    for (const key of keys) key.remove();
  });

  test("hold for RSA and Ed25519, dashes and blanks at the ends of lines included", () => {
    const text = "Suite: x\n- dashed\n-----BEGIN PGP SIGNATURE-----\nblank  \n\nend";
    const found = keys.map((key) => {
      const { text: signed, signedBy } = verifyClearSigned(
        key.clearSign(text),
        parseKeyring(Buffer.from(key.publicKey)),
        Date.now() / 1000,
      );
      return [signed.trimEnd(), signedBy.owner, signedBy.algorithm];
    });
    expect(found).toEqual([
      [text, "Key rsa3072", "rsa"],
      [text, "Key ed25519", "ed25519"],
    ]);
  });
});
