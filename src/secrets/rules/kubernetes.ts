import { isPlaceholder } from "../placeholder.ts";
import { type Found, type Judgement, RANK, type SecretRule } from "../rule.ts";
import { formed, START, startsHere } from "../shapes.ts";

/** DD-SF-157…159: manifests, logins and tokens of clusters. */
export const kubernetesSecret: SecretRule = formed({
  id: "DD-SF-157",
  title: "Kubernetes Secret manifest",
  severity: "high",
  shape: "a manifest of a Kubernetes Secret with values in `data` or `stringData`",
  guards:
    "Sealed secrets; templates; values that decode to placeholders; certificates, user names, hosts and the like.",
  peers: ["GL kubernetes-secret-yaml"],
  anchors: ["kind: Secret", '"kind":"Secret"', '"kind": "Secret"'],
  before: 1500,
  after: 2000,
  expression: String.raw`"?kind"?: ?"?Secret"?(?=[\s,}])`,
  isPassword: true,
  judge: withData,
});

export const dockerLogin: SecretRule = formed({
  id: "DD-SF-158",
  title: "Registry login",
  shape: "a login of a registry: `auth` of a Docker configuration, or `.dockerconfigjson` with one",
  guards: "Empty logins, credential helpers, placeholders; what does not decode to a user and a password.",
  peers: ["TS dockerconfig-secret"],
  anchors: ['"auth"', "dockerconfigjson"],
  after: 2400,
  expression: String.raw`(?:"auth"|dockerconfigjson["']?)\s{0,8}:\s{0,8}["']?(?<value>[A-Za-z0-9+/]{8,2200}={0,2})`,
  rank: RANK.named,
  isPassword: true,
  rollUp: "password",
  judge: withLogin,
});

export const openshift: SecretRule = formed({
  id: "DD-SF-159",
  title: "OpenShift token",
  shape: "`sha256~` and 43 characters where the line speaks of a token, a login or OpenShift",
  peers: ["GL openshift-user-token"],
  anchors: ["sha256~"],
  expression: `${START}sha256~[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])`,
  floor: 3,
  rank: RANK.prefixed,
  isPrefixed: true,
  peek: startsHere,
  judge: ({ text, start }) =>
    /token|login|openshift|bearer|\boc\b/i.test(text.slice(Math.max(0, start - 70), start)) ? {} : undefined,
});

/** Keys whose values are no secrets, as a rule. */
const NOT_SECRET =
  /^(?:ca|namespace|.{0,60}\.(?:crt|cert|cer|pub)|.{0,60}(?:user|username|hostname|host|port|database|dbname|url))$/i;
const YAML_BLOCK = /^( {0,20})(data|stringData):[ \t]{0,8}$/m;
const YAML_ENTRY =
  /^( {0,40})["']?([A-Za-z0-9._-]{1,100})["']?:[ \t]{1,8}["']?([^\s"']{4,2000})["']?[ \t\r]{0,8}$/;
const JSON_BLOCK = /"(data|stringData)"\s{0,8}:\s{0,8}\{([^{}]{1,2000})\}/;
const JSON_ENTRY = /"([A-Za-z0-9._-]{1,100})"\s{0,8}:\s{0,8}"([^"\s]{4,2000})"/g;

/** Of the manifest's values the first one that is a secret. */
function withData({ text, start, end, value }: Found): Judgement | undefined {
  const isJson = value.startsWith('"');
  const secret = isJson ? inJson(text) : inYaml(yamlDocument(text, start, end));
  return secret === undefined ? undefined : { secret };
}

function yamlDocument(text: string, start: number, end: number): string {
  const next = text.indexOf("\n---", end);
  return text.slice(text.lastIndexOf("\n---", start) + 1, next < 0 ? undefined : next);
}

function inYaml(document: string): string | undefined {
  const block = YAML_BLOCK.exec(document);
  if (block === null) return undefined;
  const [head, indent = "", kind = ""] = block;
  for (const line of document.slice(block.index + head.length + 1).split("\n")) {
    const [, own = "", key = "", text = ""] = YAML_ENTRY.exec(line) ?? [];
    if (key === "") {
      // Lines of a block scalar and comments are passed over; what is not deeper ends the block.
      if (line.trim() !== "" && line.search(/\S/) <= indent.length) return undefined;
      continue;
    }
    if (own.length <= indent.length) return undefined;
    const secret = secretOf(kind, key, text);
    if (secret !== undefined) return secret;
  }
  return undefined;
}

function inJson(text: string): string | undefined {
  const [, kind = "", entries = ""] = JSON_BLOCK.exec(text) ?? [];
  for (const [, key = "", value = ""] of entries.matchAll(JSON_ENTRY)) {
    const secret = secretOf(kind, key, value);
    if (secret !== undefined) return secret;
  }
  return undefined;
}

function secretOf(kind: string, key: string, text: string): string | undefined {
  if (NOT_SECRET.test(key)) return undefined;
  if (kind === "data" && !/^[A-Za-z0-9+/]{8,2000}={0,2}$/.test(text)) return undefined;
  const secret = kind === "data" ? Buffer.from(text, "base64").toString("latin1").trim() : text;
  return isPlaceholder(secret) ? undefined : secret;
}

function withLogin({ value }: Found): Judgement | undefined {
  const text = Buffer.from(value, "base64").toString("latin1");
  const login = text.startsWith("{")
    ? Buffer.from(/"auth"\s*:\s*"([A-Za-z0-9+/=]{8,1000})"/.exec(text)?.[1] ?? "", "base64").toString(
        "latin1",
      )
    : text;
  const [user = "", ...rest] = login.split(":");
  const secret = rest.join(":");
  if (!/^[\x21-\x7e]{1,200}$/.test(user) || !/^[\x20-\x7e]{3,1500}$/.test(secret)) return undefined;
  return isPlaceholder(secret) ? undefined : { secret };
}
