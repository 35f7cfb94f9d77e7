import { createHash, createPrivateKey, createPublicKey, X509Certificate } from "node:crypto";
import type { FileAnalyzer } from "../../analysis/analyzer.ts";

/** From where the tools that make a system's bundle take the certificates that an administrator adds. */
const ANCHORS: readonly string[] = [
  "usr/local/share/ca-certificates/",
  "etc/pki/ca-trust/source/",
  "usr/share/pki/ca-trust-source/",
  "etc/ca-certificates/trust-source/",
  "etc/pki/trust/anchors/",
  "usr/share/pki/trust/anchors/",
];

/** Stops a file that would take long to parse: a whole system's bundle is 250 kB. */
const MAX_BYTES = 2 * 1024 * 1024;
const MAX_CERTIFICATES = 500;
const PEM = /-----BEGIN ([A-Z0-9 ]{1,40})-----[A-Za-z0-9+/=\s]{1,20000}-----END \1-----/g;

/** Plain JSON; of a private key only which public key it belongs to. */
export interface CertificateFile {
  readonly certificates: readonly {
    /** Of the certificate, hexadecimal. */
    readonly sha256: string;
    readonly subject: string;
    /** SHA-256 of its public key. */
    readonly key: string;
  }[];
  /** SHA-256 of their public keys; `encrypted` where that cannot be told. */
  readonly privateKeys: readonly string[];
}

/** Certificates in the folders of added roots, and private keys that lie beside them. */
export const certificateFiles: FileAnalyzer<CertificateFile> = {
  id: "baseline-certificates",
  version: 1,
  maxBytes: MAX_BYTES,
  wants: ({ path }) => ANCHORS.some((folder) => path.startsWith(folder)),
  async read(body) {
    const bytes = await body.bytes();
    const blocks = [...bytes.toString("latin1").matchAll(PEM)].slice(0, MAX_CERTIFICATES);
    const certificates = blocks
      .filter(([, label]) => label === "CERTIFICATE" || label === "TRUSTED CERTIFICATE")
      .flatMap(([block]) => certificateOf(block));
    const privateKeys = blocks
      .filter(([, label = ""]) => label.endsWith("PRIVATE KEY"))
      .map(([block]) => publicKeyOf(block) ?? "encrypted");
    const der = blocks.length === 0 ? certificateOf(bytes) : [];
    if (certificates.length + privateKeys.length + der.length === 0) return undefined;
    return { certificates: [...certificates, ...der], privateKeys };
  },
};

function certificateOf(encoded: string | Buffer): CertificateFile["certificates"] {
  try {
    const certificate = new X509Certificate(encoded);
    const sha256 = certificate.fingerprint256.replaceAll(":", "").toLowerCase();
    const key = keyHash(certificate.publicKey.export({ type: "spki", format: "der" }));
    return [{ sha256, subject: commonName(certificate.subject ?? ""), key }];
  } catch {
    // Not a certificate, whatever it is called.
    return [];
  }
}

function publicKeyOf(pem: string): string | undefined {
  try {
    const key = createPublicKey(createPrivateKey(pem));
    return keyHash(key.export({ type: "spki", format: "der" }));
  } catch {
    return undefined;
  }
}

function keyHash(spki: Buffer): string {
  return createHash("sha256").update(spki).digest("hex");
}

/** Node prints a line for each part of the name. */
function commonName(subject: string): string {
  const parts = subject.split("\n");
  const name = parts.find((part) => part.startsWith("CN=")) ?? parts[0] ?? "";
  return name.replace(/^[A-Z]+=/, "").slice(0, 100);
}
