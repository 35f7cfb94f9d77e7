import type { FileAnalyzer } from "../../analysis/analyzer.ts";
import { parseApkRepositories } from "./sources/apk.ts";
import { parseAptSources, parseDeb822Sources } from "./sources/apt.ts";
import type { SourceIssue } from "./sources/issue.ts";
import { parseNpmrc, parsePipConfig } from "./sources/language.ts";
import { parseRpmRepositories } from "./sources/rpm.ts";

/** Stops a file that would take long to parse. */
const MAX_BYTES = 1024 * 1024;
const MAX_ISSUES = 100;

type Parse = (bytes: Buffer) => Iterable<SourceIssue>;

/** Where package managers are told where to get packages, and who reads the file. */
function parserOf(path: string): Parse | undefined {
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (name === "pip.conf") return parsePipConfig;
  if (name === ".npmrc" || path === "etc/npmrc" || path === "usr/local/etc/npmrc") return parseNpmrc;
  if (!path.startsWith("etc/")) return undefined;
  if (path === "etc/apk/repositories") return parseApkRepositories;
  if (path.startsWith("etc/apt/")) {
    if (path === "etc/apt/sources.list") return parseAptSources;
    if (!path.startsWith("etc/apt/sources.list.d/")) return undefined;
    return name.endsWith(".list")
      ? parseAptSources
      : name.endsWith(".sources")
        ? parseDeb822Sources
        : undefined;
  }
  const isRepository =
    name.endsWith(".repo") &&
    ["etc/yum.repos.d/", "etc/zypp/repos.d/", "etc/distro.repos.d/"].some((folder) =>
      path.startsWith(folder),
    );
  return isRepository || path === "etc/yum.conf" || path === "etc/dnf/dnf.conf"
    ? parseRpmRepositories
    : undefined;
}

/** What is not safe about the places that packages come from. No URL with a password in it is kept. */
export const sourceFiles: FileAnalyzer<readonly SourceIssue[]> = {
  id: "baseline-sources",
  version: 1,
  maxBytes: MAX_BYTES,
  wants: ({ path }) => parserOf(path) !== undefined,
  async read(body, { path }) {
    const issues: SourceIssue[] = [];
    for (const issue of parserOf(path)?.(await body.bytes()) ?? []) {
      if (issues.length >= MAX_ISSUES) break;
      issues.push(issue);
    }
    return issues.length === 0 ? undefined : issues;
  },
};
