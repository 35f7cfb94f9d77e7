import { generateKeyPairSync, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { owning } from "../../../support/owning.ts";
import { type Cases, file, type Situation } from "./case.ts";

const ROOT = readFileSync(join(import.meta.dirname, "../fixtures/root.pem"));
const PRINT = new X509Certificate(ROOT).fingerprint256;
const FOLDER = "usr/local/share/ca-certificates";

const otherKey = () =>
  generateKeyPairSync("ec", {
    namedCurve: "P-256",
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  }).privateKey;
/** A block that is none, so that nobody takes it for one. */
const locked = [
  "-----BEGIN ENCRYPTED PRIVATE",
  "KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE",
  "KEY-----\n",
].join(" ");

const apt = (text: string, settings: Situation["settings"] = {}): Situation => ({
  files: [file("etc/apt/sources.list", text)],
  settings,
});
const deb822 = (text: string): Situation => ({ files: [file("etc/apt/sources.list.d/x.sources", text)] });
const repo = (text: string): Situation => ({ files: [file("etc/yum.repos.d/x.repo", text)] });
const apk = (text: string): Situation => ({ files: [file("etc/apk/repositories", text)] });

export const trustCases: Cases = {
  "DD-BL-050": {
    catches: [
      ["a root", { files: [file(`${FOLDER}/a.crt`, ROOT)] }, `negligible ${FOLDER}/a.crt Example Root`],
      [
        "binary",
        { files: [file("etc/pki/ca-trust/source/anchors/a.der", new X509Certificate(ROOT).raw)] },
        "negligible etc/pki/ca-trust/source/anchors/a.der Example Root",
      ],
      [
        "with a locked key",
        { files: [file(`${FOLDER}/a.crt`, ROOT), file(`${FOLDER}/a.key`, locked)] },
        `high ${FOLDER}/a.crt Example Root`,
      ],
    ],
    guards: [
      [
        "named in the policy",
        { files: [file(`${FOLDER}/a.crt`, ROOT)], settings: { trustedRoots: [PRINT] } },
      ],
      ["of a package", { files: [...owning("ca", `${FOLDER}/a.crt`), file(`${FOLDER}/a.crt`, ROOT)] }],
      [
        "not a certificate",
        {
          files: [
            file(`${FOLDER}/README`, "none"),
            file(`${FOLDER}/b.crt`, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"),
          ],
        },
      ],
      ["in the application", { files: [file("app/certs/a.crt", ROOT)] }],
      [
        "beside the key of another",
        { files: [file(`${FOLDER}/a.crt`, ROOT), file(`${FOLDER}/b.key`, otherKey())] },
        `negligible ${FOLDER}/a.crt Example Root`,
      ],
    ],
  },
  "DD-BL-051": {
    catches: [
      [
        "a third party over HTTP",
        apt("deb http://apt.example.com/tools stable main\n"),
        "medium etc/apt/sources.list: apt.example.com:1",
      ],
      [
        "trusted without a signature",
        apt("# x\ndeb [arch=amd64 trusted=yes] https://apt.example.com ./\n"),
        "medium etc/apt/sources.list: apt.example.com:2",
      ],
      [
        "in the newer form",
        deb822(
          "Types: deb\nURIs: https://ftp.debian.org/debian\n\nTypes: deb\nURIs: https://a.example.com/x\nTrusted: yes\n",
        ),
        "medium etc/apt/sources.list.d/x.sources: a.example.com:4",
      ],
      [
        "rpm without signatures",
        repo("[tools]\nbaseurl=https://rpm.example.com/\ngpgcheck=0\n"),
        "medium etc/yum.repos.d/x.repo: tools gpgcheck:3",
      ],
      [
        "apk over HTTP",
        apk("https://dl-cdn.alpinelinux.org/alpine/v3.20/main\n@x http://apk.example.com/tools\n"),
        "medium etc/apk/repositories: apk.example.com:2",
      ],
      [
        "pip and npm",
        {
          files: [
            file(
              "etc/pip.conf",
              "[global]\nindex-url = http://pypi.example.com/simple\ntrusted-host = pypi.example.com\n",
            ),
            file("root/.npmrc", "strict-ssl=false\n"),
          ],
        },
        "medium etc/pip.conf: trusted-host pypi.example.com:3",
        "medium etc/pip.conf: index-url pypi.example.com:2",
        "medium root/.npmrc: strict-ssl:1",
      ],
    ],
    guards: [
      [
        "the distribution's mirrors",
        apt(
          "deb http://ftp.debian.org/debian bookworm main\ndeb http://mirrors.example.com/ubuntu/ noble main\n",
        ),
      ],
      ["HTTPS", apt("deb [signed-by=/x.gpg] https://apt.example.com stable main\n")],
      ["a comment", apt("# deb http://apt.example.com stable main\n")],
      [
        "a trusted host",
        apt("deb http://apt.example.com stable main\n", { trustedHosts: ["apt.example.com"] }),
      ],
      ["this machine", apt("deb http://localhost:8080/x ./\ndeb file:/srv/x ./\n")],
      ["switched off", repo("[tools]\nenabled=0\ngpgcheck=0\n")],
      ["off in the newer form", deb822("Enabled: no\nURIs: http://a.example.com\nTrusted: yes\n")],
      ["checked", repo("[main]\ngpgcheck=1\n[a]\nsslverify=true\n")],
      [
        "Alpine's mirrors",
        apk("http://dl-cdn.alpinelinux.org/alpine/v3.9/main\nhttp://mirror.example.com/alpine/v3.20/main\n"),
      ],
      [
        "as a package brought it",
        {
          files: [
            ...owning("repos", "etc/yum.repos.d/x.repo"),
            file("etc/yum.repos.d/x.repo", "[t]\ngpgcheck=0\n"),
          ],
        },
      ],
    ],
  },
};
