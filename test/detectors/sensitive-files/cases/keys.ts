import {
  type Case,
  catches,
  catchesNot,
  EC,
  ENCRYPTED,
  openSshKey,
  PKCS8,
  pem,
  RSA,
  random,
} from "./case.ts";

const PUTTY = (encryption: string) =>
  `PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: ${encryption}\nComment: me\nPublic-Lines: 1\nAAAA\nPrivate-Lines: 1\n${random("ppk")}\n`;
const AGE = `AGE-${"SECRET"}-KEY-1${"QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7LQPZRY9X8GF2TVDW0S3JN54KHCE"}`;

export const keys: readonly Case[] = [
  catches("DD-SF-001", "root/.ssh/id_rsa", pem(RSA), "critical", { line: 1 }),
  catches("DD-SF-001", "root/.ssh/id_ed25519", openSshKey("none"), "critical", { line: 1 }),
  catches("DD-SF-001", "root/.ssh/id_ed25519_work", openSshKey("aes256-ctr"), "high", { line: 1 }),
  catches("DD-SF-001", "srv/deploy.pem", `a note\n${openSshKey("none")}`, "critical", { line: 2 }),
  catches("DD-SF-001", "etc/ssh/ssh_host_rsa_key", openSshKey("none"), "critical", { line: 1 }),
  catches("DD-SF-001", "srv/test/id_rsa", pem(RSA), "critical", { line: 1 }),
  catchesNot("DD-SF-001", "root/.ssh/id_rsa.pub", `ssh-rsa ${random("pub", 300)} me@host`),
  catchesNot("DD-SF-001", "root/.ssh/known_hosts", `host ssh-rsa ${random("host", 300)}`),
  catchesNot("DD-SF-001", "root/.ssh/id_dsa", pem(RSA, { body: "..." })),
  catchesNot("DD-SF-001", "etc/ssh/ssh_host_key.pub", pem(["RSA", "PUBLIC KEY"].join(" "))),

  catches("DD-SF-002", "etc/ssl/private/web.key", pem(PKCS8), "critical", { line: 1 }),
  catches("DD-SF-002", "srv/tls/bundle.pem", pem("CERTIFICATE") + pem(EC), "critical", { line: 13 }),
  catches("DD-SF-002", "srv/tls/locked.pem", pem(ENCRYPTED), "high", { line: 1 }),
  catches(
    "DD-SF-002",
    "srv/tls/old.pem",
    pem(RSA, { headers: "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00" }),
    "high",
    { line: 1 },
  ),
  catches("DD-SF-002", "etc/ssl/private/ssl-cert-snakeoil.key", pem(PKCS8), "low", { line: 1 }),
  catches("DD-SF-002", "srv/node_modules/x/test/server.key", pem(PKCS8), "negligible", { line: 1 }),
  catches("DD-SF-002", "usr/local/lib/python3.12/test/ssl_key.pem", pem(PKCS8), "negligible", { line: 1 }),
  catchesNot("DD-SF-002", "etc/ssl/certs/ca.pem", pem("CERTIFICATE")),
  catchesNot("DD-SF-002", "srv/tls/public.pem", pem("PUBLIC KEY")),
  catchesNot(
    "DD-SF-002",
    "srv/tls/how-to.pem",
    `-----BEGIN ${PKCS8}-----\n(your key here)\n-----END ${PKCS8}-----\n`,
  ),
  catchesNot("DD-SF-002", "srv/tls/empty.key", "\n"),
  catchesNot("DD-SF-002", "srv/presentation.key", Buffer.from([0x50, 0x4b, 3, 4, 0, 0])),

  catches("DD-SF-004", "srv/login.ppk", PUTTY("none"), "critical"),
  catches("DD-SF-004", "srv/locked.ppk", PUTTY("aes256-cbc"), "high"),
  catches(
    "DD-SF-004",
    "root/.purple/otr.private_key",
    "(privkeys\n (account\n (name x)\n (private-key\n (dsa",
    "critical",
  ),
  catches("DD-SF-004", "srv/release.asc", pem(["PGP PRIVATE", "KEY BLOCK"].join(" ")), "critical"),
  catches(
    "DD-SF-004",
    "root/.gnupg/private-keys-v1.d/AB.key",
    `Created: 20240101\nKey: (${"private-key"} (ecc (d #00#)))`,
    "critical",
  ),
  catches(
    "DD-SF-004",
    "root/.gnupg/private-keys-v1.d/CD.key",
    `(21:${"protected-private-key"}(3:rsa`,
    "high",
  ),
  catches("DD-SF-004", "srv/keys.txt", `# created\n${AGE}\n`, "critical", { line: 2, secret: AGE }),
  catchesNot("DD-SF-004", "srv/public.asc", pem("PGP PUBLIC KEY BLOCK")),
  catchesNot(
    "DD-SF-004",
    "usr/share/keyrings/x.gpg",
    Buffer.concat([Buffer.from([0x99, 0x01, 0x0d, 0x04]), Buffer.alloc(300, 7)]),
  ),
  catchesNot("DD-SF-004", "opt/age/keys.txt", `# public key: age1${random("age", 58).toLowerCase()}\n`),
  catchesNot("DD-SF-004", "root/.gnupg/private-keys-v1.d/EF.key", "(20:shadowed-private-key(3:rsa"),
];
