import { RANK, type SecretRule } from "../rule.ts";
import { formed, named } from "../shapes.ts";

/** DD-SF-117…122 without the client secrets of Entra. */
// biome-ignore format: a list
export const storageKey: SecretRule = named({
  id: "DD-SF-117",
  title: "Azure storage key",
  shape: "an account key of Azure (88 characters of base64) or a shared access key (44) under a name such as `AccountKey`",
  guards: "The key that every storage emulator has.",
  names: ["accountkey", "account_key", "storage_key", "storagekey", "sharedaccesskey", "azure_storage", "azurestorage", "cosmos"],
  value: "(?:[A-Za-z0-9+/]{86}==|[A-Za-z0-9+/]{43}=)",
  end: "(?![A-Za-z0-9+/=])",
  needsWord: false,
  rollUp: "access-key",
});

export const sharedAccess: SecretRule = formed({
  id: "DD-SF-118",
  title: "Azure shared access signature",
  shape: "a shared access signature of Azure: `sig=` with a version and an expiry in the same URL",
  guards: "A signature without version or expiry.",
  anchors: ["sig="],
  before: 600,
  after: 600,
  expression: `sig=(?<value>[A-Za-z0-9%+/]{43,80}(?:%3[dD]|=){0,2})(?![A-Za-z0-9+/])`,
  floor: 3.5,
  rank: RANK.named,
  rollUp: "access-key",
  judge: ({ text, start, end }) => {
    const front = /[^\s"'<>`]{0,500}$/.exec(text.slice(0, start))?.[0] ?? "";
    const behind = /^[^\s"'<>`]{0,400}/.exec(text.slice(end))?.[0] ?? "";
    const url = front + behind;
    return /[?&;]sv=20\d\d-\d\d-\d\d/.test(url) && /[?&;]se=20\d\d-/.test(url) ? {} : undefined;
  },
});

// biome-ignore format: a list
export const devops: SecretRule = named({
  id: "DD-SF-120",
  title: "Azure DevOps token",
  shape: "a personal access token (52 characters of base32, or 84 with `AZDO` in them) under a name with `azure_devops`, `azdo`, `vsts` or `ado_`",
  names: ["azure_devops", "azuredevops", "azure-devops", "azdo", "vsts", "ado_pat", "ado_token", "system_accesstoken"],
  value: "(?:[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}|[a-z2-7]{52})",
});

export const containerRegistry: SecretRule = formed({
  id: "DD-SF-121",
  title: "Azure Container Registry key",
  shape: "a password of Azure Container Registry: 42 characters of base64, `+ACR`, one of A–D and five more",
  anchors: ["+ACR"],
  back: 42,
  expression: String.raw`(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{42}\+ACR[A-D][A-Za-z0-9]{5}(?![A-Za-z0-9+/=])`,
  floor: 3,
  rank: RANK.prefixed,
  rollUp: "password",
});

export const appConfiguration: SecretRule = formed({
  id: "DD-SF-122",
  title: "Azure App Configuration secret",
  shape: "a connection string of Azure App Configuration: `…azconfig.io;Id=…;Secret=…`",
  anchors: [".azconfig.io"],
  expression: String.raw`\.azconfig\.io;Id=[^;\s"']{1,100};Secret=(?<value>[A-Za-z0-9+/]{40,100}={0,2})`,
  floor: 3.5,
  rank: RANK.named,
  rollUp: "access-key",
});
