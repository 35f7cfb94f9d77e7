import { dirname } from "node:path/posix";
import { type CertificateFile, certificateFiles } from "../certificate-files.ts";
import type { BaselineRule } from "../rule.ts";
import { sourceFiles } from "../source-files.ts";
import type { SourceIssue } from "../sources/issue.ts";

export const addedRoot: BaselineRule = {
  id: "DD-BL-050",
  category: "baseline",
  title: "Custom certificate authority",
  severity: "negligible",
  fires:
    "A certificate was added to the roots that programs of the image trust. With its private key beside it it is high: whoever has the image can be anybody.",
  guards:
    "It does not fire for certificates of a package, for those whose SHA-256 fingerprint the policy's setting trusted-roots names, nor for files that hold no certificate.",
  advice: "Confirm whose it is and name its fingerprint in the policy; never ship its key.",
  peers: [],
  *check(scene) {
    const files = scene.read.view
      .records<CertificateFile>(certificateFiles)
      .filter((found) => scene.untouchedOwnerOf(found) === undefined);
    const trusted = new Set(
      scene.settings.trustedRoots.map((print) => print.replaceAll(":", "").toLowerCase()),
    );
    for (const { path, layer, record } of files) {
      const beside = files.filter((file) => dirname(file.path) === dirname(path));
      const keys = new Set(beside.flatMap((file) => file.record.privateKeys));
      for (const { sha256, subject, key } of record.certificates) {
        const hasKey = keys.has(key) || keys.has("encrypted");
        if (trusted.has(sha256) && !hasKey) continue;
        yield {
          subject: `${path} ${subject}`.trim(),
          key: sha256,
          at: { path, layer },
          ...(hasKey ? { severity: "high", title: "Certificate authority with its private key" } : {}),
          evidence: [`Its SHA-256 fingerprint is ${sha256}.`],
        };
      }
    }
  },
};

export const insecureSource: BaselineRule = {
  id: "DD-BL-051",
  category: "baseline",
  title: "Insecure package source",
  severity: "medium",
  fires:
    "Packages come from a place that nobody can be sure of: an apt source with trusted=yes, or of a third party over HTTP; an rpm repository with gpgcheck=0; an apk repository of a third party over HTTP; pip or npm without certificate checks or over HTTP.",
  guards:
    "It does not fire for the distribution's own mirrors, which are signed, for repositories that are switched off, for hosts that the policy's setting trusted-hosts names, for this machine itself, nor for files as a package brought them.",
  advice: "Use HTTPS and signed repositories; trust a private authority instead of switching checks off.",
  peers: ["CIS 4.11"],
  *check(scene) {
    for (const found of scene.read.view.records<readonly SourceIssue[]>(sourceFiles)) {
      if (scene.untouchedOwnerOf(found) !== undefined) continue;
      const { path, layer } = found;
      for (const { line, subject, host, what } of found.record) {
        if (host !== undefined && scene.settings.trustedHosts.includes(host)) continue;
        yield { subject: `${path}: ${subject}`, at: { path, layer }, line, evidence: [what] };
      }
    }
  },
};
