import { keyed } from "../keyed.ts";
import type { SensitiveRule } from "../kind.ts";

export const cloudTools: SensitiveRule = {
  id: "DD-SF-025",
  category: "sensitive",
  title: "Login of a cloud tool",
  severity: "high",
  fires:
    "The settings of tugboat, boto and gsutil, rclone, doctl, flyctl, Heroku, Pulumi, Vercel, Netlify, Wrangler, Hetzner, Linode, Scaleway, OpenStack, Snyk or Vault hold a token, key or password.",
  guards: "Settings without a token; references to variables; placeholders.",
  advice: "Revoke the token, and leave the file out of the build context.",
  peers: ["SAS digital_ocean_tugboat", "SAS heroku_api_key"],
  files: [
    keyed({
      wanted: { names: [".tugboat"], paths: ["doctl/config.yaml", ".fly/config.yml", "scw/config.yaml"] },
      format: "yaml",
      keys: {
        access_token: "access token",
        client_key: "client key",
        api_key: "API key",
        "access-token": "access token",
        secret_key: "secret key",
      },
    }),
    keyed({
      wanted: { names: [".boto", "boto.cfg"] },
      format: "ini",
      keys: {
        gs_secret_access_key: "secret key of Google Storage",
        gs_oauth2_refresh_token: "refresh token of Google Storage",
        aws_secret_access_key: "AWS secret access key",
      },
    }),
    keyed({
      wanted: { names: ["rclone.conf", ".rclone.conf"] },
      format: "ini",
      keys: {
        pass: "password, hidden but not encrypted",
        password: "password, hidden but not encrypted",
        secret_access_key: "secret access key",
        token: "token",
        key: "account key",
        client_secret: "client secret",
        sas_url: "shared access signature",
      },
    }),
    keyed({
      wanted: { paths: [".pulumi/credentials.json"] },
      format: "json",
      inside: "accesstokens",
      keys: { "https://api.pulumi.com": "Pulumi token", "//api.pulumi.com": "Pulumi token" },
    }),
    keyed({
      wanted: {
        paths: [
          "com.vercel.cli/auth.json",
          ".vercel/auth.json",
          "netlify/config.json",
          ".netlify/config.json",
          "configstore/snyk.json",
        ],
      },
      format: "json",
      keys: { token: "token", api: "Snyk token" },
    }),
    keyed({
      wanted: {
        paths: [
          ".wrangler/config/default.toml",
          "hcloud/cli.toml",
          ".config/linode-cli",
          ".heroku/credentials",
        ],
        names: [".linode-cli"],
      },
      format: "ini",
      keys: { oauth_token: "OAuth token", refresh_token: "refresh token", token: "token" },
    }),
    keyed({
      wanted: { names: ["clouds.yaml", "clouds.yml", "secure.yaml"], maxBytes: 256 * 1024 },
      format: "yaml",
      isCommonName: true,
      inside: "clouds",
      keys: {
        password: "password of OpenStack",
        application_credential_secret: "application credential of OpenStack",
      },
    }),
    {
      wanted: { names: [".vault-token"], maxBytes: 4096 },
      read: ({ text }) =>
        /^(?:hv[sbr]\.|s\.)?[A-Za-z0-9_-]{20,300}\s*$/.test(text)
          ? [{ what: "token of HashiCorp Vault", value: text.trim(), line: 1 }]
          : [],
    },
  ],
};
