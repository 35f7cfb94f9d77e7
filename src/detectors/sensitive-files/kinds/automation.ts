import { isStandIn } from "../../../secrets/index.ts";
import { keyed } from "../keyed.ts";
import type { Sensitive, SensitiveFile, SensitiveRule } from "../kind.ts";

export const automation: SensitiveRule = {
  id: "DD-SF-019",
  category: "sensitive",
  title: "Credentials of CI and automation",
  severity: "high",
  fires:
    "Credentials and keys of Jenkins, the token of a GitLab runner, an Ansible vault password, a Terraform state with resources, or the login of Terraform's command line.",
  guards: "An encrypted Ansible vault without its password is negligible; an empty state; placeholders.",
  advice:
    "Rotate what the file holds or opens, and leave it out of the build context. Keep state in a remote backend.",
  peers: ["SAS jenkins_cred", "SAS jenkins_ssh", "SAS hashicorp_terraform_token"],
  files: [
    {
      wanted: { names: ["credentials.xml"], maxBytes: 1024 * 1024 },
      read: ({ text }) =>
        text.includes("com.cloudbees.plugins.credentials") &&
        /<(?:password|secret|privateKey|passphrase|secretBytes)>/.test(text)
          ? [{ what: "credentials of Jenkins" }]
          : [],
    },
    {
      wanted: {
        paths: [
          "secrets/master.key",
          "secrets/hudson.util.secret",
          "secrets/initialadminpassword",
          "secrets/org.jenkinsci.main.modules.instance_identity.instanceidentity.key",
        ],
      },
      read: () => [{ what: "key by which Jenkins encrypts its secrets, or its first password" }],
    },
    keyed({
      wanted: { paths: [".gitlab-runner/config.toml", "gitlab-runner/config.toml"] },
      format: "ini",
      keys: { token: "token of a GitLab runner" },
    }),
    {
      wanted: {
        names: [
          ".vault_pass",
          ".vault-pass",
          ".vault_pass.txt",
          "vault_pass.txt",
          ".vault_password",
          ".vault-password",
        ].concat([
          "vault_password",
          "vault_password_file",
          "vault-password-file",
          ".vault_password_file",
          "vault_pass",
          "vault-pass",
        ]),
        maxBytes: 4096,
      },
      read: vaultPassword,
    },
    {
      wanted: {
        names: ["vault.yml", "vault.yaml", "vault", "secrets.yml", "secrets.yaml"],
        extensions: ["vault"],
        maxBytes: 1024 * 1024,
      },
      read: ({ text }) =>
        text.startsWith("$ANSIBLE_VAULT;")
          ? [{ what: "encrypted Ansible vault", severity: "negligible" }]
          : [],
    },
    { wanted: { extensions: ["tfstate"], names: ["terraform.tfstate.backup"] }, read: terraformState },
    keyed({
      wanted: { paths: [".terraform.d/credentials.tfrc.json"] },
      format: "json",
      keys: { token: "token of Terraform Cloud or Enterprise" },
    }),
    keyed({
      wanted: { names: [".terraformrc", "terraform.rc", ".tofurc"] },
      format: "ini",
      keys: { token: "token of Terraform Cloud or Enterprise" },
    }),
  ],
};

/** A script that asks a key ring for the password begins with `#!`. */
function vaultPassword({ text }: SensitiveFile): readonly Sensitive[] {
  const value = text.trim();
  return value.startsWith("#!") || value.startsWith("$ANSIBLE_VAULT") || isStandIn(value)
    ? []
    : [{ what: "password of an Ansible vault", value, line: 1 }];
}

/** Format 4 has `resources`, older ones `modules`; an encrypted one of OpenTofu has neither. */
function terraformState({ text }: SensitiveFile): readonly Sensitive[] {
  const isState = /"terraform_version"\s{0,20}:/.test(text);
  const hasResources = /"(?:resources|modules)"\s{0,20}:\s{0,20}\[\s{0,200}\{/.test(text);
  return isState && hasResources
    ? [{ what: "Terraform state, which holds all attributes in plain text" }]
    : [];
}
