import { expect, test } from "vitest";
import { corpus, describeCorpus } from "../../support/corpus.ts";
import { scanWith } from "../../support/scan.ts";
import { CHECKS, lines } from "./look.ts";

/** The README beside the images lists what was put into them; all else in them is the distributions' own. */
describeCorpus("sensitive files of real images", () => {
  test.each([
    [
      "alpine-3.9",
      "alpine-3.9.docker-save.tar",
      // Only AWS's documented sample keys are in it.
      ["DD-SF-015 low srv/app/conf/aws.env 2 deleted"],
    ],
    ["alpine-3.10", "alpine-3.10.docker-archive.tar.gz", []],
    [
      "alpine-3.20",
      "alpine-3.20.oci-zstd.tar",
      ["DD-SF-001 critical opt/tool/etc/id_rsa 4", "DD-SF-001 critical opt/tool/id_rsa 2 deleted"],
    ],
    ["debian-12-python", "debian-12-python.oci-gzip.tar", ["DD-SF-016 high srv/app/settings.py 3 deleted"]],
    ["debian-11-status", "debian-11-status.oci-gzip.tar", []],
  ])("%s", async (folder, file, expected) => {
    expect(lines(await scanWith(corpus.image(folder, file), { checks: CHECKS }))).toEqual(expected);
  });

  test("almalinux-9-micro", async () => {
    const path = corpus.image("almalinux-9-micro", "almalinux-9-micro.oci-index-gzip.tar");
    const result = await scanWith(path, { checks: CHECKS, platform: "linux/arm64" });
    expect(lines(result)).toEqual(["DD-SF-010 critical root/.kube/config 2"]);
  });
});
