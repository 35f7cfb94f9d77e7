import { Unreadable } from "../../../errors.ts";
import { isStandIn } from "../../../secrets/index.ts";
import { addressLogins } from "../formats/addresses.ts";
import { parseXml } from "../formats/xml.ts";
import { keyed } from "../keyed.ts";
import type { Sensitive, SensitiveFile, SensitiveRule } from "../kind.ts";

export const packageRegistries: SensitiveRule = {
  id: "DD-SF-012",
  category: "sensitive",
  title: "Package registry login",
  severity: "high",
  fires:
    "Settings of npm, Yarn, pip, twine, Poetry, RubyGems, NuGet, Maven, Composer or Cargo hold a token, a password, or an address with a password.",
  guards:
    "References to variables (`$` and a name in braces); settings without a login. A password that Maven has encrypted is medium: it is as safe as the master password.",
  advice:
    "Revoke the token. Give it to the build as `RUN --mount=type=secret` and leave it out of the files.",
  peers: [
    "SAS npm_token",
    "SAS pypi_token",
    "SAS rubygems_cred",
    "GL nuget-config-password",
    "TS maven-settings",
  ],
  files: [
    keyed({
      wanted: { names: [".npmrc", "npmrc"] },
      format: "ini",
      keys: { _authtoken: "npm token", _auth: "npm login", _password: "npm password" },
    }),
    keyed({
      wanted: { names: [".yarnrc.yml", ".yarnrc.yaml"] },
      format: "yaml",
      keys: { npmauthtoken: "npm token of Yarn", npmauthident: "npm login of Yarn" },
    }),
    keyed({ wanted: { names: [".pypirc"] }, format: "ini", keys: { password: "PyPI password or token" } }),
    { wanted: { names: ["pip.conf", "pip.ini", ".yarnrc", "uv.toml"] }, read: loginsInAddresses },
    keyed({
      wanted: { paths: ["pypoetry/auth.toml"] },
      format: "ini",
      keys: { password: "password of Poetry", token: "token of Poetry" },
    }),
    { wanted: { paths: [".gem/credentials"] }, read: gemKeys },
    keyed({
      wanted: { paths: [".cargo/credentials", ".cargo/credentials.toml", "cargo/credentials.toml"] },
      format: "ini",
      keys: { token: "Cargo token", "secret-key": "Cargo secret key" },
    }),
    keyed({
      wanted: { names: ["auth.json"], maxBytes: 64 * 1024 },
      format: "json",
      isCommonName: true,
      keys: { password: "password of Composer" },
      isSecret: (value, { keys }) => keys[0] === "http-basic" && !isStandIn(value),
    }),
    {
      wanted: { names: ["auth.json"], maxBytes: 64 * 1024 },
      read: (file) => composerTokens.read(file),
    },
    { wanted: { names: ["nuget.config"], maxBytes: 256 * 1024 }, read: nugetPasswords },
    { wanted: { names: ["settings.xml"], maxBytes: 256 * 1024 }, read: mavenPasswords },
  ],
};

/** `{"github-oauth": {"github.com": "…"}}`: what is innermost is a host. */
const composerTokens = {
  *read({ text }: SensitiveFile): Generator<Sensitive> {
    const kinds = /"(github-oauth|gitlab-token|gitlab-oauth|bearer)"\s{0,20}:\s{0,20}\{([^{}]{1,4096})\}/g;
    for (const [, kind = "", hosts = ""] of text.matchAll(kinds))
      for (const [, value = ""] of hosts.matchAll(/:\s{0,20}"([^"]{1,512})"/g))
        if (!isStandIn(value)) yield { what: `${kind} of Composer`, value };
  },
};

function loginsInAddresses({ text }: SensitiveFile): readonly Sensitive[] {
  return addressLogins(text).map(({ secret, host, line }) => ({
    what: `login to the package index ${host}`,
    value: secret,
    line,
  }));
}

/** A YAML file whose names are Ruby symbols: `:rubygems_api_key: rubygems_…`. */
function gemKeys({ text }: SensitiveFile): readonly Sensitive[] {
  return text.split("\n", 100).flatMap((line, index) => {
    const value = /^:?[\w./:-]{1,200}:\s{1,20}["']?([^\s"']{8,200})/.exec(line)?.[1];
    return value !== undefined && !isStandIn(value) ? [{ what: "RubyGems key", value, line: index + 1 }] : [];
  });
}

/** `<packageSourceCredentials><source><add key="ClearTextPassword" value="…"/>`, and keys for pushing. */
function* nugetPasswords({ text }: SensitiveFile): Generator<Sensitive> {
  const hasApiKeys = text.includes("<apikeys>");
  for (const element of elementsOf(text)) {
    const key = String(element["@key"] ?? "").toLowerCase();
    const value = String(element["@value"] ?? "");
    const isPassword = key === "cleartextpassword" || key === "password";
    const isApiKey = hasApiKeys && /^https?:/.test(key);
    if ((isPassword || isApiKey) && !isStandIn(value))
      yield { what: isPassword ? "password of a NuGet source" : "NuGet API key", value };
  }
}

/** `<server><password>`, and the passphrase of a key; `{…}` is encrypted with the master password. */
function* mavenPasswords({ text }: SensitiveFile): Generator<Sensitive> {
  if (!text.includes("<server")) return;
  for (const element of elementsOf(text)) {
    for (const name of ["password", "passphrase"]) {
      const value = element[name];
      if (typeof value !== "string" || isStandIn(value)) continue;
      const isEncrypted = /^\{[A-Za-z0-9+/=]{1,1000}\}$/.test(value);
      const what = `${isEncrypted ? "encrypted " : ""}${name} of a Maven server`;
      yield { what, value, severity: isEncrypted ? "medium" : undefined };
    }
  }
}

/** All elements of a document that have children or attributes, in its order; none of a file that is no XML. */
function elementsOf(text: string): readonly Readonly<Record<string, unknown>>[] {
  let document: unknown;
  try {
    document = parseXml(text);
  } catch (error) {
    if (error instanceof Unreadable) return [];
    throw error;
  }
  const found: Record<string, unknown>[] = [];
  const waiting = [document];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (typeof node !== "object" || node === null) continue;
    if (!Array.isArray(node)) found.push(node as Record<string, unknown>);
    waiting.push(...Object.values(node).reverse());
  }
  return found;
}
