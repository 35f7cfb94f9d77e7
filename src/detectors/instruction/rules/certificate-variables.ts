import type { Severity } from "../../../model/index.ts";
import { unsafeVariables } from "../../baseline/unsafe-environment.ts";
import { type EnvironmentSetting, environmentSettings } from "../environment-settings.ts";
import type { Hit, InstructionRule } from "../rule.ts";
import type { Scene } from "../scene.ts";

const NODE = "NODE_TLS_REJECT_UNAUTHORIZED";
/** Of Go's own, those that may be limited to one's own modules. */
const GO_SCOPED: ReadonlySet<string> = new Set(["GOINSECURE", "GONOSUMDB"]);
const OTHERS: ReadonlySet<string> = new Set([
  "PYTHONHTTPSVERIFY",
  "GIT_SSL_NO_VERIFY",
  "NPM_CONFIG_STRICT_SSL",
  "PIP_TRUSTED_HOST",
  "CURL_CA_BUNDLE",
  "REQUESTS_CA_BUNDLE",
  "GOSUMDB",
  ...GO_SCOPED,
]);

/** Those that act on the variables; any script may start them. */
const NODE_PROGRAMS = /^(?:node|nodejs|npm|npx|pnpm|pnpx|yarn|corepack|bun|bunx|make)$|\.sh$/;
const OTHER_PROGRAMS =
  /^(?:python[\d.]*|pip[\d.]*|pipx|poetry|uv|conda|git|npm|npx|pnpm|yarn|curl|go|make)$|\.sh$/;

export const nodeUnchecked: InstructionRule = {
  id: "DD-DF-006",
  category: "instruction",
  title: "Node certificate checks off",
  severity: "high",
  fires:
    "NODE_TLS_REJECT_UNAUTHORIZED is set to 0: by a shipped ENV, CMD or ENTRYPOINT or in a file of the image (high), or by an ARG, one RUN or a stage that is not shipped (medium).",
  guards:
    "Any other value, as Node acts on 0 alone; a variable that is set to another value, or taken back, before anything has used it (where the build has, it is medium).",
  advice: "Remove it, and give Node the private authority through NODE_EXTRA_CA_CERTS.",
  peers: ["CKV2_DOCKER_6"],
  *check(scene) {
    for (const setting of environmentSettings(scene, (name) => name === NODE, NODE_PROGRAMS))
      if (setting.value === "0") yield hitOf(setting, scene.profile === "acr" ? "high" : severityOf(setting));
  },
};

export const certificatesUnchecked: InstructionRule = {
  id: "DD-DF-024",
  category: "instruction",
  title: "Certificate checks off by environment",
  severity: "high",
  fires:
    "A variable switches certificate or checksum checks off: PYTHONHTTPSVERIFY=0, GIT_SSL_NO_VERIFY with any value, NPM_CONFIG_STRICT_SSL=false, PIP_TRUSTED_HOST, an empty CURL_CA_BUNDLE or REQUESTS_CA_BUNDLE, GOINSECURE, GOSUMDB=off, GONOSUMDB. In the build alone it is medium.",
  guards:
    "A bundle variable with the path of a file is fine, and so is a trusted host that is this machine. PYTHONHTTPSVERIFY is negligible where there is only Python 3, which ignores it; GOINSECURE and GONOSUMDB are low where they name one's own modules.",
  advice: "Remove it, and trust the private authority in the image's own list of certificates.",
  peers: ["CKV2_DOCKER_5", "CKV2_DOCKER_12", "CKV2_DOCKER_14", "CKV2_DOCKER_16"],
  *check(scene) {
    for (const setting of environmentSettings(
      scene,
      (name) => OTHERS.has(name.toUpperCase()),
      OTHER_PROGRAMS,
    )) {
      const severity = otherSeverity(setting, scene);
      if (severity !== undefined) yield hitOf(setting, severity);
    }
  },
};

function otherSeverity(setting: EnvironmentSetting, scene: Scene): Severity | undefined {
  const { value } = setting;
  const name = setting.name.toUpperCase();
  const isUnsafe = unsafeVariables(new Map([[name, value]])).length > 0;
  if (GO_SCOPED.has(name) && !isUnsafe) return value.trim() === "" ? undefined : "low";
  if (!isUnsafe) return undefined;
  if (name === "PIP_TRUSTED_HOST" && value.split(/[\s,]+/).every(isThisMachine)) return undefined;
  if (name === "PYTHONHTTPSVERIFY" && hasOnlyPython3(scene)) return "negligible";
  return severityOf(setting);
}

function severityOf({ reach }: EnvironmentSetting): Severity {
  return reach === "image" ? "high" : "medium";
}

function hitOf({ name, at, reach, isEnv }: EnvironmentSetting, severity: Severity): Hit {
  const fact = isEnv && reach === "image" ? { fact: `env:${name}` } : {};
  const subject = "step" in at ? {} : { subject: `${at.keyword} ${name}` };
  return { at, severity, ...subject, ...fact };
}

function isThisMachine(host: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)(?::\d{1,5})?$/.test(host);
}

function hasOnlyPython3({ image, chain }: Scene): boolean {
  const base = chain[0]?.image ?? "";
  if (image === undefined) return /(?:^|\/)python:3/.test(base);
  return !image.packages.some(({ name }) => /^(?:python|python2|python2\.7|python2\.7-minimal)$/.test(name));
}
