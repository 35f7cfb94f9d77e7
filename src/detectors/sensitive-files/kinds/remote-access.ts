import { assignments } from "../formats/assignments.ts";
import { keyed } from "../keyed.ts";
import type { Sensitive, SensitiveFile, SensitiveRule } from "../kind.ts";

export const remoteAccess: SensitiveRule = {
  id: "DD-SF-020",
  category: "sensitive",
  title: "VPN or remote desktop profile with a key",
  severity: "high",
  fires:
    "An OpenVPN profile with a key or login inside, a WireGuard private key, a NetworkManager connection with a password, an RDP file with a password, the recovery key of a BitLocker or TPM volume, or the passwords of a Ventrilo server.",
  guards: "Profiles that only name their key files; public keys and certificates.",
  advice: "Revoke the profile or key, and leave the file out of the build context.",
  peers: ["SAS openvpn_cfg", "SAS rdp", "SAS ventrilo_voip", "dockle"],
  files: [
    { wanted: { extensions: ["ovpn"], folders: ["openvpn", "client"], maxBytes: 256 * 1024 }, read: openVpn },
    {
      wanted: { folders: ["wireguard"], starts: ["wg0", "wg1", "wg-"], maxBytes: 256 * 1024 },
      read: wireGuard,
    },
    keyed({
      wanted: { extensions: ["nmconnection"] },
      format: "ini",
      keys: {
        psk: "password of a network",
        password: "password of a connection",
        "private-key": "private key of a VPN",
      },
    }),
    { wanted: { extensions: ["rdp"] }, read: remoteDesktop },
    { wanted: { starts: ["bitlocker"], extensions: ["txt"], maxBytes: 16 * 1024 }, read: bitLocker },
    {
      wanted: { extensions: ["bek"], maxBytes: 4096 },
      read: ({ bytes }) => (bytes.length >= 48 ? [{ what: "external key of a BitLocker volume" }] : []),
    },
    keyed({
      wanted: { names: ["ventrilo_srv.ini"] },
      format: "ini",
      keys: {
        password: "password of a Ventrilo server",
        adminpassword: "administrator's password of a Ventrilo server",
      },
    }),
  ],
};

/** `<key>`, `<tls-crypt>` and their kin hold what other profiles name; ovpn(5), "Inline file support". */
function* openVpn({ text, lineAt }: SensitiveFile): Generator<Sensitive> {
  /** Their end does not come any more; looking for it at each beginning would cost the square of the file. */
  const open = new Set<string>();
  const blocks = /^<(key|secret|tls-auth|tls-crypt|tls-crypt-v2|pkcs12|auth-user-pass)>$/gm;
  for (const { 1: name = "", index } of text.matchAll(blocks)) {
    const end = open.has(name) ? -1 : text.indexOf(`</${name}>`, index);
    if (end < 0) open.add(name);
    else if (end - index > 40) yield { what: `OpenVPN ${name}`, line: lineAt(index), isKey: name === "key" };
  }
}

/** 32 bytes in base64. */
function wireGuard({ text }: SensitiveFile): readonly Sensitive[] {
  return assignments(text).flatMap(({ key, value, line }) =>
    (key === "privatekey" || key === "presharedkey") && /^[A-Za-z0-9+/]{42}[A-Za-z0-9+/]=$/.test(value)
      ? [{ what: key === "privatekey" ? "WireGuard private key" : "WireGuard pre-shared key", value, line }]
      : [],
  );
}

/** In UTF-16, as Windows writes it, or UTF-8. */
function remoteDesktop({ bytes, text }: SensitiveFile): readonly Sensitive[] {
  const content = bytes[0] === 0xff && bytes[1] === 0xfe ? bytes.toString("utf16le") : text;
  const line = content.split("\n").findIndex((one) => /^password 51:b:[0-9A-Fa-f]{16}/.test(one));
  return line < 0 ? [] : [{ what: "password of a remote desktop", line: line + 1 }];
}

/** Eight groups of six digits. */
function bitLocker({ bytes, text }: SensitiveFile): readonly Sensitive[] {
  const content = bytes[0] === 0xff && bytes[1] === 0xfe ? bytes.toString("utf16le") : text;
  return /\b\d{6}(?:-\d{6}){7}\b/.test(content) && /bitlocker/i.test(content)
    ? [{ what: "recovery key of a BitLocker volume" }]
    : [];
}
