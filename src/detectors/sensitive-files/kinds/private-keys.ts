import { privateKeyBlocks } from "../formats/pem.ts";
import { pgpKeyOf } from "../formats/pgp.ts";
import type { Sensitive, SensitiveFile, SensitiveRule, Wanted } from "../kind.ts";

/** Under these names lie keys, certificates, and bundles of both. */
const KEY_FILES: Wanted = {
  names: ["identity", "id_rsa", "id_dsa", "id_ecdsa", "id_ed25519", "id_ecdsa_sk", "id_ed25519_sk"],
  starts: ["id_rsa", "id_dsa", "id_ecdsa", "id_ed25519", "ssh_host_"],
  extensions: ["pem", "key", "priv", "private", "rsa", "p8", "pk8", "pkcs8", "crt", "cert", "cer", "openssh"],
  folders: [".ssh", "private"],
  maxBytes: 1024 * 1024,
};

/** Made by the distribution for the machine it is installed on; nothing trusts its certificate. */
const SNAKEOIL = /(?:^|\/)(?:ssl-cert-snakeoil|snakeoil)\.key$/;

export const sshPrivateKeys: SensitiveRule = {
  id: "DD-SF-001",
  category: "sensitive",
  title: "SSH private key",
  severity: "critical",
  fires:
    "A file with the name of an SSH key (`id_rsa`, `id_ed25519`, …) holds a private key, or a key file of any name has OpenSSH's private form. SSH host keys count too: every container of the image would have the same.",
  guards:
    "Public keys are no secret. A key with a passphrase is high. Blocks without a real key in them are skipped.",
  advice:
    "Take the key out of every place that accepts it, and make a new one. Use `RUN --mount=type=ssh` where a build needs SSH; let host keys be made when the container starts.",
  peers: ["SAS ssh_private_key", "SAS openssh_private_key", "dockle"],
  files: [
    {
      wanted: KEY_FILES,
      read: (file) => keys(file).filter(({ isSsh }) => isSsh),
    },
  ],
};

export const pemPrivateKeys: SensitiveRule = {
  id: "DD-SF-002",
  category: "sensitive",
  title: "Private key in PEM form",
  severity: "critical",
  fires: "A key or certificate file holds a private key in PEM form: RSA, EC, DSA or PKCS#8.",
  guards:
    "Certificates and public keys do not count. An encrypted key is high. The self-made `snakeoil` key of Debian and Ubuntu is low, a key among the tests of a package negligible.",
  advice: "Have the certificate reissued for a new key, and mount the key when the container starts.",
  peers: [
    "SAS rsa_private_key",
    "SAS ec_private_key",
    "SAS dsa_private_key",
    "SAS pkcs_private_key",
    "SAS pem",
  ],
  files: [
    {
      wanted: KEY_FILES,
      read: (file) => keys(file).filter(({ isSsh }) => !isSsh),
    },
  ],
};

export const otherPrivateKeys: SensitiveRule = {
  id: "DD-SF-004",
  category: "sensitive",
  title: "PuTTY, OTR, PGP or age private key",
  severity: "critical",
  fires:
    "A file holds a private key in the form of PuTTY, of OTR messengers, of OpenPGP and GnuPG, or of age.",
  guards: "Public PGP keys and keyrings, recipients of age. A key that is protected by a passphrase is high.",
  advice:
    "Revoke the key, and publish the revocation where others rely on it. Mount keys when they are needed.",
  peers: ["SAS puttygen_private_key", "SAS otr_private_key", "SAS pgp_private_key"],
  files: [
    { wanted: { extensions: ["ppk"], maxBytes: 64 * 1024 }, read: puttyKeys },
    { wanted: { names: ["otr.private_key", "otr.private-key"] }, read: otrKeys },
    {
      wanted: {
        names: [
          "secring.gpg",
          "secring.pgp",
          "private.gpg",
          "private.pgp",
          "private.asc",
          "secret.asc",
          "secret.gpg",
        ],
        extensions: ["asc", "gpg", "pgp"],
        maxBytes: 1024 * 1024,
      },
      read: pgpKeys,
    },
    { wanted: { folders: ["private-keys-v1.d"] }, read: gnupgKeys },
    {
      wanted: {
        names: ["keys.txt", "key.txt", "age.key", "age-key.txt", "identity.txt"],
        extensions: ["age", "agekey"],
        maxBytes: 64 * 1024,
      },
      read: ageKeys,
    },
  ],
};

function keys({ path, name, text }: SensitiveFile): readonly (Sensitive & { readonly isSsh: boolean })[] {
  const hasSshName = /^(?:id_|identity$|ssh_host_)/.test(name);
  return privateKeyBlocks(text).map(({ label, line, isEncrypted, isOpenSsh }) => ({
    what: `${label.toLowerCase()}, ${isEncrypted ? "with a passphrase" : "not encrypted"}`,
    severity: isEncrypted ? "high" : SNAKEOIL.test(path) ? "low" : undefined,
    line,
    isKey: true,
    isSsh: isOpenSsh || hasSshName,
  }));
}

/** `PuTTY-User-Key-File-3: ssh-ed25519`, then `Encryption: none` or `aes256-cbc`. */
function puttyKeys({ text }: SensitiveFile): readonly Sensitive[] {
  if (!/^PuTTY-User-Key-File-[123]:/.test(text) || !text.includes("\nPrivate-Lines:")) return [];
  return [key("PuTTY private key", !/^Encryption:[ ]?none$/m.test(text))];
}

/** An s-expression of libotr: `(privkeys (account …`. */
function otrKeys({ text }: SensitiveFile): readonly Sensitive[] {
  return /^\(privkeys\s/.test(text) && text.includes("(private-key") ? [key("OTR private key", false)] : [];
}

function pgpKeys({ bytes }: SensitiveFile): readonly Sensitive[] {
  const found = pgpKeyOf(bytes);
  return found === undefined ? [] : [key("PGP private key", found.isEncrypted === true)];
}

/** GnuPG 2.1 and later: an s-expression a file, with a header of names since 2.3. */
function gnupgKeys({ text }: SensitiveFile): readonly Sensitive[] {
  const found = /(?:^|\n)(?:Key:\s)?\(?(?:\d{1,3}:)?(protected-private-key|private-key)\b/.exec(
    text.slice(0, 4096),
  );
  return found === null ? [] : [key("GnuPG private key", found[1] === "protected-private-key")];
}

function ageKeys({ text, lineAt }: SensitiveFile): readonly Sensitive[] {
  const found = /\bAGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}\b/.exec(text);
  return found === null ? [] : [key("age secret key", false, lineAt(found.index))];
}

function key(what: string, isEncrypted: boolean, line?: number): Sensitive {
  return {
    what: `${what}, ${isEncrypted ? "with a passphrase" : "not known to be encrypted"}`,
    severity: isEncrypted ? "high" : undefined,
    line,
    isKey: true,
  };
}
