import { basename } from "node:path/posix";
import { DROPPERS } from "../../instruction/privilege-droppers.ts";
import type { BaselineRule } from "../rule.ts";
import type { Scene } from "../scene.ts";
import { isSystemPath } from "../volumes.ts";

export const rootUser: BaselineRule = {
  id: "DD-BL-001",
  category: "baseline",
  title: "Image runs as root",
  severity: "high",
  fires: "The image's config names no user, or one whose id is 0 in the image's own passwd file.",
  guards:
    "It does not fire for an image without entrypoint and command, nor for Windows. Where the entrypoint drops privileges itself (gosu, su-exec, setpriv, s6) the finding is low.",
  advice: "Create a user with a fixed numeric id and end the Dockerfile with USER.",
  peers: ["CIS-DI-0001", "CIS 4.1"],
  *check(scene) {
    if (scene.runUser?.uid !== 0 || !isRunnable(scene)) return;
    const { user } = scene.config;
    const dropper = privilegeDropper(scene);
    const seen = user === "" ? "The config names no user." : `The config's user is ${user}, whose id is 0.`;
    yield {
      subject: "user",
      fact: "user:root",
      evidence: [
        seen,
        ...(dropper === undefined ? [] : [`It starts through ${dropper}, which drops privileges.`]),
      ],
      ...(dropper === undefined ? {} : { severity: "low" }),
    };
  },
};

export const noHealthcheck: BaselineRule = {
  id: "DD-BL-002",
  category: "baseline",
  title: "No health check",
  severity: "low",
  fires: "The image's config has no health check.",
  guards:
    "HEALTHCHECK NONE is a decision, as is the setting no-health-check; an image without entrypoint and command has nothing to probe. Where the history has a health check that the config lacks, the builder has dropped it: unproven, unless a Dockerfile tells.",
  advice: "Add a HEALTHCHECK, or declare in the policy that the image needs none.",
  peers: ["CIS-DI-0006", "CIS 4.6", "CIS 5.27"],
  *check(scene) {
    const { config, settings, read, hasDockerfile } = scene;
    if (config.healthcheck !== "absent" || settings.noHealthCheck || !isRunnable(scene)) return;
    const wasSet = read.image.config.history.findLast(({ createdBy = "" }) =>
      /\bHEALTHCHECK\b/.test(createdBy),
    );
    if (wasSet !== undefined) {
      if (hasDockerfile || /HEALTHCHECK\s+(?:\[?"?)NONE\b/.test(wasSet.createdBy ?? "")) return;
      yield {
        subject: "healthcheck",
        unproven:
          "The history has a HEALTHCHECK that the config does not have: the builder has written a format that drops it.",
      };
    } else yield { subject: "healthcheck", fact: "healthcheck:none" };
  },
};

export const systemVolume: BaselineRule = {
  id: "DD-BL-005",
  category: "baseline",
  title: "Volume on a system path",
  severity: "high",
  fires:
    "The config declares a volume at the root of the file system, or at /dev, /proc, /sys, /etc, /root, /run or the Docker socket.",
  guards:
    "It does not fire for paths that are meant for data, such as /var/lib/x, /srv or /data, nor for folders below /run, /etc or /root.",
  advice: "Declare the volume at a path of its own, such as /data.",
  peers: ["DKL-DI-0002", "CIS 5.6"],
  *check({ config }) {
    for (const path of config.volumes)
      if (isSystemPath(path)) yield { subject: path, fact: `volume:${path}` };
  },
};

/** Without entrypoint and command it is a base or an artefact: nothing runs as anybody. */
function isRunnable({ config, read }: Scene): boolean {
  return config.words.length > 0 && read.image.config.platform.os !== "windows";
}

const DROPPER_PATHS = [
  "usr/local/bin/gosu",
  "usr/bin/gosu",
  "usr/sbin/gosu",
  "sbin/su-exec",
  "usr/local/bin/su-exec",
];

/** Itself as the entrypoint, or for the script that is: such scripts end with it, which nobody can see from outside. */
function privilegeDropper({ config, read }: Scene): string | undefined {
  const [first = ""] = config.entrypoint;
  const named = config.entrypoint.map((word) => basename(word)).find((name) => DROPPERS.has(name));
  if (named !== undefined) return named;
  const hasS6 = ["package/admin/s6-overlay", "etc/s6-overlay"].some(
    (path) => read.view.entry(path) !== undefined,
  );
  if (first === "/init" && hasS6) return "s6";
  if (!/entrypoint|\.sh$/.test(first)) return undefined;
  const path = DROPPER_PATHS.find((one) => read.view.entry(one) !== undefined);
  return path === undefined ? undefined : basename(path);
}
