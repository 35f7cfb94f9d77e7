import { RANK, type SecretRule } from "../rule.ts";
import { formed, named, prefixed, START } from "../shapes.ts";

const DOPPLER = String.raw`(?:[a-z0-9_-]{2,35}\.)?[A-Za-z0-9]{40,44}`;

/** DD-SF-150…156: where secrets and infrastructure are kept. */
export const vault: SecretRule = prefixed({
  id: "DD-SF-150",
  title: "Vault token",
  shape: "a token of Vault: `hvs.`, `hvb.` or `hvr.` and at least 24 characters",
  peers: ["GL vault-service-token", "GL vault-batch-token"],
  forms: {
    "hvs.": "[A-Za-z0-9_-]{24,400}",
    "hvb.": "[A-Za-z0-9_-]{90,400}",
    "hvr.": "[A-Za-z0-9_-]{24,400}",
  },
  end: "",
});

export const oldVault: SecretRule = named({
  id: "DD-SF-150",
  title: "Vault token",
  shape: "`s.` and 24 letters and digits under a name with `vault`",
  names: ["vault"],
  value: String.raw`s\.[A-Za-z0-9]{24}`,
});

export const terraform: SecretRule = formed({
  id: "DD-SF-151",
  title: "Terraform Cloud token",
  shape: "a token of Terraform Cloud: 14 letters and digits, `.atlasv1.` and 60 to 70 characters",
  peers: ["GL hashicorp-tf-api-token", "TS hashicorp-tf-api-token"],
  anchors: [".atlasv1."],
  back: 14,
  expression: String.raw`${START}[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=-]{60,70}(?![A-Za-z0-9_=-])`,
  floor: 3,
  rank: RANK.prefixed,
  isPrefixed: true,
});

export const pulumi: SecretRule = prefixed({
  id: "DD-SF-152",
  title: "Pulumi token",
  shape: "a token of Pulumi: `pul-` and 40 hexadecimal digits",
  peers: ["GL pulumi-api-token", "TS pulumi-api-token"],
  forms: { "pul-": "[a-f0-9]{40}" },
});

// biome-ignore format: a list
export const doppler: SecretRule = prefixed({
  id: "DD-SF-153",
  title: "Doppler token",
  shape: "a token of Doppler: `dp.pt.`, `dp.st.`, `dp.ct.`, `dp.sa.`, `dp.scim.` or `dp.audit.` and 40 to 44 letters and digits",
  peers: ["GL doppler-api-token", "TS doppler-api-token"],
  forms: { "dp.pt.": DOPPLER, "dp.st.": DOPPLER, "dp.ct.": DOPPLER, "dp.sa.": DOPPLER, "dp.scim.": DOPPLER, "dp.audit.": DOPPLER },
});

export const onePassword: SecretRule = prefixed({
  id: "DD-SF-154",
  title: "1Password secret",
  shape: "a secret key of 1Password: `A3-` and groups of capitals and digits",
  peers: ["GL 1password-secret-key"],
  forms: {
    "A3-": "[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5}",
  },
});

export const onePasswordAccount: SecretRule = prefixed({
  id: "DD-SF-154",
  title: "1Password service account token",
  shape: "a token of a service account of 1Password: `ops_eyJ…`",
  peers: ["GL 1password-service-account-token"],
  forms: { ops_eyJ: "[A-Za-z0-9+/]{250,600}" },
  end: "",
});

export const infisical: SecretRule = named({
  id: "DD-SF-155a",
  title: "Infisical token",
  shape:
    "a service token of Infisical (`st.` and three rows of hexadecimal digits) or 64 of them under its name",
  names: ["infisical"],
  value: String.raw`(?:st\.[a-f0-9]{24}\.[a-f0-9]{32}\.[a-f0-9]{32}|[a-f0-9]{64})`,
});

export const bitwarden: SecretRule = named({
  id: "DD-SF-155b",
  title: "Bitwarden access token",
  shape: "an access token of Bitwarden's secrets manager under a name with `bws_` or `bitwarden`",
  names: ["bws_", "bitwarden"],
  value: String.raw`0\.[0-9a-f]{8}-[0-9a-f-]{27}\.[A-Za-z0-9]{20,40}:[A-Za-z0-9+/]{20,40}={0,2}`,
});

export const age: SecretRule = prefixed({
  id: "DD-SF-156",
  title: "age secret key",
  shape: "a secret key of age: `AGE-SECRET-KEY-1` and 58 characters of Bech32",
  peers: ["GL age-secret-key", "TS age-secret-key"],
  forms: { "AGE-SECRET-KEY-1": "[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}" },
});
