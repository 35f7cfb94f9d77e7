import { parseIni } from "./ini.ts";
import { isLocalHost, plainHttp, type SourceIssue } from "./issue.ts";

const ADDRESSES: readonly string[] = ["index-url", "extra-index-url", "find-links"];

/** Source: pip's "Configuration". */
export function* parsePipConfig(bytes: Buffer): Generator<SourceIssue> {
  for (const { values } of parseIni(bytes)) {
    const trusted = values.get("trusted-host");
    for (const host of words(trusted?.value)) {
      if (isLocalHost(host)) continue;
      const what = "pip does not check the certificate of this host.";
      yield {
        line: trusted!.line,
        subject: `trusted-host ${host}`,
        host: host.replace(/:\d{1,5}$/, ""),
        what,
      };
    }
    for (const name of ADDRESSES) {
      const setting = values.get(name);
      for (const address of words(setting?.value)) {
        const plain = plainHttp(address);
        if (plain === undefined) continue;
        const what = "pip gets packages, which are not signed, over plain HTTP.";
        yield { line: setting!.line, subject: `${name} ${plain.host}`, host: plain.host, what };
      }
    }
  }
}

/** Source: npm's "npmrc" and "Config". */
export function* parseNpmrc(bytes: Buffer): Generator<SourceIssue> {
  for (const { values } of parseIni(bytes)) {
    for (const [name, { value, line }] of values) {
      const plain = name === "registry" || name.endsWith(":registry") ? plainHttp(value) : undefined;
      if (name === "strict-ssl" && /^"?false"?$/i.test(value))
        yield { line, subject: "strict-ssl", what: "npm does not check certificates." };
      if (plain !== undefined) {
        const what = "npm gets packages over plain HTTP.";
        yield { line, subject: `registry ${plain.host}`, host: plain.host, what };
      }
    }
  }
}

function words(text = ""): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== "");
}
