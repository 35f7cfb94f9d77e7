import { expect, test } from "vitest";
import { atLeast, isRisk } from "../../../src/model/index.ts";
import { corpus, describeCorpus } from "../../support/corpus.ts";
import { scanWith } from "../../support/scan.ts";

/** What is found above low by the rules about content, and by the roll-ups. */
async function found(folder: string, file: string, platform = "linux/amd64") {
  const options = { checks: "sensitive,baseline", platform, offline: true, cache: false };
  const { findings, gaps } = await scanWith(corpus.image(folder, file), options);
  const noted = findings.filter(isRisk).flatMap((finding) => {
    // A rule about kinds of files may have found the same thing, and is shown instead.
    const own = [finding.rule, ...(finding.also ?? [])].find((rule) => /^DD-(?:SF-1|BL-09[12])/.test(rule));
    return own === undefined || !atLeast(finding.severity, "medium") ? [] : [{ ...finding, rule: own }];
  });
  return {
    findings: noted
      .map(({ rule, severity, subject, line, isDeleted, location }) =>
        [rule, severity, `${subject}:${line}@${location?.layer}`, ...(isDeleted ? ["deleted"] : [])].join(
          " ",
        ),
      )
      .sort(),
    gaps: gaps.filter(({ by }) => by === "content" || by === "secrets"),
  };
}

describeCorpus("real images", () => {
  test("a made-up token, and a key that was moved, in alpine-3.20", async () => {
    expect(await found("alpine-3.20", "alpine-3.20.oci-zstd.tar")).toEqual({
      findings: [
        "DD-SF-130 high opt/tool/config.yaml:2@2",
        "DD-SF-186 critical opt/tool/etc/id_rsa:1@4",
        "DD-SF-186 critical opt/tool/id_rsa:1@2 deleted",
      ],
      gaps: [],
    });
  });

  test("the setting that debian-12-python deletes; its webhook is a placeholder", async () => {
    const file = "debian-12-python.oci-gzip.tar";
    expect(await found("debian-12-python", file)).toEqual({ findings: [], gaps: [] });
    const { findings } = await scanWith(corpus.image("debian-12-python", file), {
      checks: "DD-SF-199",
      offline: true,
      cache: false,
    });
    const deleted = findings.filter(isRisk).filter(({ isDeleted }) => isDeleted === true);
    expect(deleted.map(({ rule, subject, line }) => [rule, subject, line])).toEqual([
      ["DD-SF-199", "srv/app/settings.py", 1],
    ]);
  });

  test.each([
    ["alpine-3.9", "alpine-3.9.docker-save.tar", "linux/amd64"], // AWS's documented sample keys
    ["alpine-3.10", "alpine-3.10.docker-archive.tar.gz", "linux/amd64"],
    ["almalinux-9-micro", "almalinux-9-micro.oci-index-gzip.tar", "linux/arm64"],
    ["debian-11-status", "debian-11-status.oci-gzip.tar", "linux/amd64"],
    ["ubuntu-18.04-status", "ubuntu-18.04-status.docker-archive.tar.gz", "linux/amd64"],
  ])("nothing in %s", async (folder, file, platform) => {
    expect(await found(folder, file, platform)).toEqual({ findings: [], gaps: [] });
  });
});
