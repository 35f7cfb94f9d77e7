import { keyBody } from "../key-body.ts";
import { RANK, type SecretRule } from "../rule.ts";
import { formed, named, prefixed, START } from "../shapes.ts";

const KEY_ID = "[A-Z2-7]{16}";

/** DD-SF-110…116: AWS and Google Cloud. */
export const awsKeyId: SecretRule = prefixed({
  id: "DD-SF-110",
  title: "AWS access key",
  shape: "an access key id of AWS: `AKIA`, `ASIA`, `ABIA` or `ACCA` and 16 of A–Z and 2–7",
  guards: "The keys of AWS's own documents, which end in `EXAMPLE`.",
  peers: ["GL aws-access-token", "TS aws-access-key-id"],
  forms: { AKIA: KEY_ID, ASIA: KEY_ID, ABIA: KEY_ID, ACCA: KEY_ID },
  end: "(?![A-Za-z0-9_+=])",
  rollUp: "access-key",
});

// biome-ignore format: a list
export const awsSecret: SecretRule = named({
  id: "DD-SF-111",
  title: "AWS secret access key",
  shape: "40 characters of base64 under a name with `aws_secret` or `secret_access_key`",
  peers: ["TS aws-secret-access-key"],
  names: ["secret_access_key", "secretaccesskey", "secret-access-key", "aws_secret", "awssecret", "aws-secret", "aws_sk"],
  value: "[A-Za-z0-9+/]{40}",
  end: "(?![A-Za-z0-9+/=_-])",
  rollUp: "access-key",
});

export const awsSession: SecretRule = named({
  id: "DD-SF-112",
  title: "AWS session token",
  shape: "a session token of AWS (base64 of a hundred characters or more) under a name with `session_token`",
  names: ["session_token", "sessiontoken", "session-token", "aws_security_token"],
  value: "[A-Za-z0-9+/]{100,1200}={0,2}",
  end: "(?![A-Za-z0-9_-])",
  floor: 4,
  after: 1400,
  rollUp: "access-key",
});

export const bedrock: SecretRule = prefixed({
  id: "DD-SF-113",
  title: "AWS Bedrock key",
  shape: "an API key of Bedrock: `ABSK` and 109 to 269 characters of base64, or `bedrock-api-key-…`",
  peers: ["GL aws-amazon-bedrock-api-key-long-lived", "GL aws-amazon-bedrock-api-key-short-lived"],
  forms: {
    ABSK: "[A-Za-z0-9+/]{109,269}={0,2}",
    "bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t": "[A-Za-z0-9+/=_-]{20,400}",
  },
  end: "(?![A-Za-z0-9+/=])",
  rollUp: "access-key",
});

export const googleKey: SecretRule = prefixed({
  id: "DD-SF-114",
  title: "Google API key",
  severity: "high",
  shape: "an API key of Google: `AIza` and 35 characters",
  peers: ["GL gcp-api-key", "SAS googlecloud_api_key"],
  forms: { AIza: "[A-Za-z0-9_-]{35}" },
  end: "(?![A-Za-z0-9_-])",
  rollUp: "access-key",
});

export const googleOauth: SecretRule = prefixed({
  id: "DD-SF-115",
  title: "Google OAuth secret",
  shape: "an OAuth client secret of Google (`GOCSPX-` and 28 characters) or a refresh token (`1//0…`)",
  forms: { "GOCSPX-": "[A-Za-z0-9_-]{28}", "1//0": "[A-Za-z0-9_-]{40,160}" },
  end: "(?![A-Za-z0-9_-])",
  rollUp: "access-key",
});

export const serviceAccount: SecretRule = formed({
  id: "DD-SF-116",
  title: "Google service account key",
  shape: "the JSON of a service account of Google Cloud with its private key",
  guards: "An account file without a key; a key that does not decode.",
  peers: ["TS gcp-service-account"],
  anchors: ["private_key"],
  before: 4000,
  after: 4096,
  expression: String.raw`private_key\\?"\s{0,8}:\s{0,8}\\?"(?<value>-----BEGIN (?:RSA )?PRIVATE KEY-----)`,
  rank: RANK.whole,
  rollUp: "access-key",
  judge: ({ text, start, end }) => {
    if (!/service_account|gserviceaccount/.test(text)) return undefined;
    const key = keyBody(text.slice(end), "");
    return key === undefined ? undefined : { secret: key.body, reach: [start, end + key.body.length] };
  },
});

/** Kept apart from the names of Azure: it has its own sign. */
export const entra: SecretRule = formed({
  id: "DD-SF-119",
  title: "Microsoft Entra client secret",
  shape: "a client secret of Microsoft Entra: three characters, a digit, `Q~` and 31 to 34 more",
  peers: ["GL azure-ad-client-secret"],
  anchors: ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"].map((digit) => `${digit}Q~`),
  back: 3,
  expression: `${START}[A-Za-z0-9_~.]{3}[0-9]Q~[A-Za-z0-9_~.-]{31,34}(?![A-Za-z0-9_~.-])`,
  floor: 3,
  rank: RANK.prefixed,
  isPrefixed: true,
  rollUp: "access-key",
});
