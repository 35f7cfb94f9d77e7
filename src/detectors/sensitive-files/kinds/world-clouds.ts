import { isStandIn } from "../../../secrets/index.ts";
import { keyed } from "../keyed.ts";
import type { SensitiveFile, SensitiveRule } from "../kind.ts";

export const aws: SensitiveRule = {
  id: "DD-SF-005",
  category: "sensitive",
  title: "AWS credentials",
  severity: "critical",
  fires:
    "A credentials or configuration file of the AWS command line, of s3cmd or of s3fs holds a secret access key or a session token.",
  guards:
    "Profiles that only name a role, single sign-on, or a program that gives the key; AWS's documented sample keys.",
  advice:
    "Deactivate the key, and look through CloudTrail for its use. Let the workload assume a role, or use OpenID Connect in builds.",
  peers: ["SAS aws_cli", "SAS aws_s3cmd"],
  files: [
    keyed({
      wanted: { paths: [".aws/credentials", ".aws/config"], names: [".s3cfg"] },
      format: "ini",
      keys: {
        aws_secret_access_key: "AWS secret access key",
        aws_session_token: "AWS session token",
        secret_key: "AWS secret access key of s3cmd",
      },
    }),
    { wanted: { names: [".passwd-s3fs", "passwd-s3fs"] }, read: s3fsKeys },
  ],
};

/** `id:secret`, or with the bucket in front. */
function s3fsKeys({ text }: SensitiveFile) {
  return text.split("\n", 100).flatMap((line, index) => {
    const parts = line.trim().split(":");
    const secret = parts.at(-1) ?? "";
    if (
      parts.length < 2 ||
      parts.length > 3 ||
      line.startsWith("#") ||
      secret.length < 16 ||
      isStandIn(secret)
    )
      return [];
    return [{ what: "AWS secret access key of s3fs", value: secret, line: index + 1 }];
  });
}

export const googleCloud: SensitiveRule = {
  id: "DD-SF-008",
  category: "sensitive",
  title: "Google Cloud credentials",
  severity: "critical",
  fires:
    "A JSON key of a service account, application default credentials with a refresh token, or the credentials database of gcloud.",
  guards:
    "Configurations of external accounts (workload identity), which hold no secret; client ids; placeholders.",
  advice: "Delete the key in IAM, and use workload identity or the service account of the machine.",
  peers: ["SAS googlecloud_api_key"],
  files: [
    keyed({
      wanted: {
        names: [
          "application_default_credentials.json",
          "adc.json",
          "credentials.json",
          "client_secret.json",
        ].concat(
          [
            "service-account.json",
            "serviceaccount.json",
            "service_account.json",
            "keyfile.json",
            "key.json",
            "sa.json",
          ],
          ["gcp.json", "gcp-key.json", "gcloud.json", "gcs.json", "firebase.json", "google-credentials.json"],
        ),
        starts: [
          "service-account",
          "service_account",
          "serviceaccount",
          "gcp-",
          "gcp_",
          "gcloud-",
          "firebase-adminsdk",
        ],
        maxBytes: 64 * 1024,
      },
      format: "json",
      isCommonName: true,
      keys: {
        private_key: "private key of a service account",
        refresh_token: "refresh token of a Google user",
      },
      isSecret: (value, { keys }) =>
        keys.at(-1) === "private_key"
          ? /-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----/.test(value) && value.length > 200
          : !isStandIn(value),
    }),
    {
      wanted: {
        paths: [".config/gcloud/credentials.db", ".config/gcloud/access_tokens.db", "gcloud/credentials.db"],
      },
      read: ({ bytes }) =>
        bytes.includes("refresh_token") || bytes.includes("private_key")
          ? [{ what: "credentials database of gcloud" }]
          : [],
    },
  ],
};

export const azure: SensitiveRule = {
  id: "DD-SF-009",
  category: "sensitive",
  title: "Azure credentials",
  severity: "critical",
  fires:
    "The token cache or the service principals of the Azure command line, or a publish profile with a password.",
  guards: "The list of subscriptions (`azureProfile.json`) and other settings without a token.",
  advice:
    "Roll the secret of the service principal, sign the user out everywhere, and use a managed identity.",
  peers: ["SAS msbuild_publish_profile"],
  files: [
    keyed({
      wanted: {
        paths: [
          ".azure/accesstokens.json",
          ".azure/msal_token_cache.json",
          ".azure/service_principal_entries.json",
        ],
      },
      format: "json",
      keys: {
        accesstoken: "Azure access token",
        refreshtoken: "Azure refresh token",
        secret: "token in Azure's cache",
        client_secret: "secret of a service principal",
      },
    }),
    keyed({
      wanted: { extensions: ["publishsettings", "pubxml", "user"], maxBytes: 256 * 1024 },
      format: "xml",
      isCommonName: true,
      keys: {
        "@userpwd": "password of a publish profile",
        userpwd: "password of a publish profile",
        "@managementcertificate": "management certificate with its key",
      },
    }),
    {
      wanted: { paths: [".azure/msal_token_cache.bin", ".azure/service_principal_entries.bin"] },
      read: () => [{ what: "encrypted token cache of Azure", severity: "high" }],
    },
  ],
};
