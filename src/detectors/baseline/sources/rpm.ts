import { type IniSection, parseIni } from "./ini.ts";
import type { SourceIssue } from "./issue.ts";

const OFF = /^(?:0|no|false|off)$/i;

/** What a section may switch off, and what that means. */
const CHECKS: readonly (readonly [string, string])[] = [
  ["gpgcheck", "Signatures of its packages are not checked."],
  ["sslverify", "The certificate of its server is not checked."],
];

/** A section for each repository; `main` holds for all. Source: dnf.conf(5). */
export function* parseRpmRepositories(bytes: Buffer): Generator<SourceIssue> {
  for (const section of parseIni(bytes)) {
    if (OFF.test(section.values.get("enabled")?.value ?? "")) continue;
    for (const [name, what] of CHECKS) {
      const setting = section.values.get(name);
      if (setting === undefined || !OFF.test(setting.value)) continue;
      const host = hostOf(section);
      const subject = `${section.name} ${name}`;
      yield { line: setting.line, subject, what, ...(host === undefined ? {} : { host }) };
    }
  }
}

function hostOf({ values }: IniSection): string | undefined {
  const address = ["baseurl", "mirrorlist", "metalink"].map((name) => values.get(name)?.value).find(Boolean);
  const [, host] = /^[a-z]+:\/\/(?:[^/@\s]*@)?([^/:\s]+)/i.exec(address ?? "") ?? [];
  return host;
}
