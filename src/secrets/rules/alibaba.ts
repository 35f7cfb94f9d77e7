import { entropy, NAMED } from "../entropy.ts";
import { isPlaceholder } from "../placeholder.ts";
import { type Found, type Judgement, RANK, type SecretRule } from "../rule.ts";
import { formed, named, START } from "../shapes.ts";

/** Twenty letters and digits behind the prefix, or twelve in the older form; no blob of base64 around it. */
const ID = `${START}LTAI(?:[A-Za-z0-9]{20}|[A-Za-z0-9]{12})(?![A-Za-z0-9_+=-])`;
const SECRET = /(?<![A-Za-z0-9+/_-])[A-Za-z0-9]{30}(?![A-Za-z0-9+/=_-])/g;

export const accessKeyId: SecretRule = formed({
  id: "DD-SF-101",
  title: "Alibaba Cloud AccessKey id",
  severity: "high",
  shape: "an AccessKey id of Alibaba Cloud: `LTAI` and 20 letters or digits, or 12 in the older form",
  guards:
    "Such letters within a longer word or a base64 blob. With its secret beside it, DD-SF-102 is reported instead.",
  peers: ["GL alibaba-access-key-id", "TS alibaba-access-key-id"],
  anchors: ["LTAI"],
  expression: ID,
  floor: 3,
  rank: RANK.prefixed,
  isPrefixed: true,
  rollUp: "access-key",
});

export const accessKeyPair: SecretRule = formed({
  id: "DD-SF-102",
  title: "Alibaba Cloud AccessKey pair",
  shape: "an AccessKey id of Alibaba Cloud and, within five lines, a value of 30 letters and digits",
  guards: "A value without upper case, lower case and digits; the id alone is DD-SF-101.",
  peers: ["SAS ak_leak"],
  anchors: ["LTAI"],
  expression: ID,
  floor: 3,
  before: 600,
  after: 640,
  rank: RANK.whole,
  rollUp: "access-key",
  judge: withSecretNearby,
});

// biome-ignore format: a list
export const accessKeySecret: SecretRule = named({
  id: "DD-SF-103",
  title: "Alibaba Cloud AccessKey secret",
  shape: "30 letters and digits under a name such as `accessKeySecret`, `ALIBABA_CLOUD_…`, `ALICLOUD_…`, `aliyun` or `oss`",
  peers: ["GL alibaba-secret-key", "TS alibaba-secret-key"],
  names: ["accesskeysecret", "access_key_secret", "access-key-secret", "keysecret", "key_secret", "aliyun", "alibaba", "alicloud", "oss_", "oss-", "oss."],
  value: "[A-Za-z0-9]{30}",
  rollUp: "access-key",
});

export const securityToken: SecretRule = formed({
  id: "DD-SF-104",
  title: "Alibaba Cloud STS credential",
  severity: "high",
  shape: "the id of a temporary credential (`STS.` and at least 20 letters and digits)",
  guards: "The name of the service (`sts.aliyuncs.com`).",
  anchors: ["STS."],
  expression: String.raw`${START}STS\.(?:[A-Za-z0-9]{20,40})(?![A-Za-z0-9_.])`,
  floor: 3,
  rank: RANK.prefixed,
  isPrefixed: true,
  rollUp: "access-key",
});

export const registryLogin: SecretRule = formed({
  id: "DD-SF-105",
  title: "Login to Alibaba Cloud Container Registry",
  shape:
    "a login to a registry at `cr.aliyuncs.com` or `registry….aliyuncs.com`: in a Docker configuration or on a command line",
  guards: "A credential helper; a password from a variable or from standard input.",
  anchors: [".aliyuncs.com"],
  back: 100,
  before: 260,
  after: 400,
  expression: String.raw`(?<![A-Za-z0-9.-])[a-z0-9-]{1,40}(?:\.[a-z0-9-]{2,24}){0,4}\.aliyuncs\.com(?![A-Za-z0-9.-])`,
  rank: RANK.whole,
  isPassword: true,
  rollUp: "password",
  judge: withLogin,
});

/** The nearest value in five lines before or behind, or in the same JSON object, that looks like a secret. */
function withSecretNearby({ text, start, end, value }: Found): Judgement | undefined {
  let best: { readonly at: number; readonly secret: string; readonly distance: number } | undefined;
  for (const { 0: secret, index } of text.matchAll(SECRET)) {
    const distance = index < start ? start - index - secret.length : index - end;
    if (distance < 0 || (best !== undefined && distance >= best.distance)) continue;
    const between = index < start ? text.slice(index, start) : text.slice(end, index);
    if (between.split("\n").length > 6 || !isSecret(secret)) continue;
    best = { at: index, secret, distance };
  }
  if (best === undefined) return undefined;
  const reach = [Math.min(start, best.at), Math.max(end, best.at + best.secret.length)] as const;
  return { secret: value + best.secret, reach, note: "id and secret together" };
}

function isSecret(value: string): boolean {
  const isOfThreeKinds = /[a-z]/.test(value) && /[A-Z]/.test(value) && /[0-9]/.test(value);
  return isOfThreeKinds && entropy(value) >= NAMED && !isPlaceholder(value);
}

const AUTH =
  /^["']?\s{0,20}:\s{0,20}\{[^{}]{0,80}["']auth["']\s{0,4}:\s{0,4}["'](?<auth>[A-Za-z0-9+/=]{8,300})["']/;
const COMMAND = /(?:docker|podman|buildah|nerdctl|skopeo|helm|crane)[^\n|;&]{0,120}login[^\n|;&]{0,160}$/;
const OPTION = /(?:^|\s)(?:-p|--password)[ =]["']?(?<password>[^\s"'$<`]{4,128})/;

function withLogin({ text, start, end, value }: Found): Judgement | undefined {
  if (!/(?:^|\.)cr\.aliyuncs|registry/.test(value)) return undefined;
  const auth = AUTH.exec(text.slice(end))?.groups?.auth;
  if (auth !== undefined) {
    const password = Buffer.from(auth, "base64").toString("latin1").split(":").slice(1).join(":");
    return isPlaceholder(password) ? undefined : { secret: password, reach: [start, end + 400] };
  }
  const line = `${text.slice(0, start).split("\n").at(-1)}\u0001${text.slice(end).split("\n")[0]}`;
  const [front = "", behind = ""] = line.split("\u0001");
  if (!COMMAND.test(front)) return undefined;
  const password = OPTION.exec(`${front} ${behind}`)?.groups?.password;
  if (password === undefined || isPlaceholder(password)) return undefined;
  return { secret: password, reach: [start - front.length, end + behind.length] };
}
