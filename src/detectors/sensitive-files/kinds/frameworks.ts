import { isStandIn } from "../../../secrets/index.ts";
import { assignments } from "../formats/assignments.ts";
import { literals } from "../formats/literals.ts";
import type { Sensitive, SensitiveFile, SensitiveRule, Shape, Wanted } from "../kind.ts";

export const frameworkSettings: SensitiveRule = {
  id: "DD-SF-016",
  category: "sensitive",
  title: "Framework settings with secrets",
  severity: "high",
  fires:
    "Settings of Django, Rails, Laravel, Symfony, Phoenix, WordPress, Joomla, MediaWiki, Drupal or phpMyAdmin hold a secret key or a password as a literal.",
  guards:
    "Values that come from the environment or a secret store; empty ones and placeholders; encrypted credentials without their key.",
  advice: "Read the value from the environment or a secret store, and rotate it.",
  peers: [
    "SAS django_key",
    "SAS rails_key",
    "SAS wordpress_database_cfg",
    "SAS joomla_cfg",
    "SAS mediawiki_cfg",
    "SAS php_config",
  ],
  files: [
    source(
      "Django",
      {
        names: [
          "settings.py",
          "local_settings.py",
          "settings_local.py",
          "prod_settings.py",
          "production_settings.py",
        ],
        folders: ["settings"],
      },
      ["secret_key", "password", "email_host_password", "aws_secret_access_key"],
    ),
    source(
      "Laravel",
      { paths: ["config/app.php", "config/database.php", "bootstrap/cache/config.php"] },
      ["key", "password"],
      12,
    ),
    source("Phoenix", { extensions: ["exs"], maxBytes: 256 * 1024 }, ["secret_key_base", "password"]),
    source(
      "Rails",
      {
        paths: [
          "config/initializers/secret_token.rb",
          "config/initializers/devise.rb",
          "config/environments/production.rb",
        ],
      },
      ["secret_token", "secret_key_base", "secret_key", "password"],
    ),
    source("WordPress", { names: ["wp-config.php"] }, [
      "db_password",
      "auth_key",
      "secure_auth_key",
      "logged_in_key",
      "nonce_key",
      "auth_salt",
      "ftp_pass",
    ]),
    source("Joomla", { names: ["configuration.php"] }, ["password", "secret", "smtppass", "ftp_pass"]),
    source("MediaWiki", { names: ["localsettings.php"] }, ["wgdbpassword", "wgsecretkey", "wgupgradekey"]),
    source("Drupal", { names: ["settings.php", "settings.local.php"] }, ["password", "hash_salt"]),
    source("phpMyAdmin", { names: ["config.inc.php", "config.php", "database.php"] }, [
      "password",
      "blowfish_secret",
      "dbpass",
    ]),
    { wanted: { paths: ["config/master.key", "config/credentials/production.key"] }, read: railsKey },
    {
      wanted: {
        paths: [
          "config/secrets.yml",
          "config/database.yml",
          "app/config/parameters.yml",
          "config/parameters.yml",
        ].concat(["config/packages/framework.yaml", "config/services.yaml", "app/config/parameters.yaml"]),
      },
      read: yamlSettings,
    },
    {
      wanted: { names: ["prod.decrypt.private.php"] },
      read: ({ text }) => (text.includes("return") ? [{ what: "key that decrypts Symfony's secrets" }] : []),
    },
  ],
};

function source(framework: string, wanted: Wanted, names: readonly string[], least = 3): Shape {
  const known = new Set(names);
  return {
    wanted,
    read: ({ text }) =>
      literals(text, known)
        .filter(({ value }) => value.length >= least)
        .map(({ name, value, line }) => ({ what: `${name} in ${framework}'s settings`, value, line })),
  };
}

/** 32 hexadecimal digits, and nothing else. */
function railsKey({ text }: SensitiveFile): readonly Sensitive[] {
  const value = text.trim();
  return /^[0-9a-f]{32}$/.test(value) ? [{ what: "key of Rails' credentials", value, line: 1 }] : [];
}

const YAML_NAMES = new Set(["secret_key_base", "secret", "password", "database_password", "mailer_password"]);

/** By lines: templates of Ruby stand in these files, which makes them no YAML. */
function yamlSettings({ text }: SensitiveFile): readonly Sensitive[] {
  return assignments(text, "colon").flatMap(({ key, value, line }) =>
    YAML_NAMES.has(key) && !isStandIn(value) ? [{ what: `${key} in the settings`, value, line }] : [],
  );
}
