import { type Case, catches, catchesNot, random, variable } from "./case.ts";

const SECRET = random("settings", 50);

export const settings: readonly Case[] = [
  catches("DD-SF-015", "srv/.env", `# settings\nPORT=80\nDB_PASSWORD=${SECRET}\n`, "high", {
    line: 3,
    secret: SECRET,
  }),
  catches("DD-SF-015", "srv/.env.production", `export API_KEY='${SECRET}'\n`, "high", {
    line: 1,
    secret: SECRET,
  }),
  catches("DD-SF-015", "opt/api/.env", `PORT=80\nDB=amqp://app:${SECRET}@mq/\n`, "high", {
    line: 2,
    secret: SECRET,
  }),
  catches("DD-SF-015", "opt/dump/.env", "PWD=/app\nTOKENIZER=bert-base\nACCESS_TOKENS=3600\n", "low"),
  catches("DD-SF-015", "srv/conf/app.env", "PORT=80\nLOG=info\n", "low"),
  catches(
    "DD-SF-015",
    "opt/.env",
    `DB_PASSWORD=${variable("DB_PASSWORD")}\nDB_HOST=db\nDB_PASSWORD_FILE=/run/secrets/db\nDB_SECRET=/run/secrets/db\nDBPASSWORD=changeme\n`,
    "low",
  ),
  catchesNot("DD-SF-015", "srv/.env.example", `DB_PASSWORD=${SECRET}\n`),
  catchesNot("DD-SF-015", "srv/.env.dist", `DB_PASSWORD=${SECRET}\n`),
  catchesNot("DD-SF-015", "srv/.env.local.sample", `DB_PASSWORD=${SECRET}\n`),
  catchesNot("DD-SF-015", "opt/web/.env", `NEXT_PUBLIC_KEY=${SECRET}\n`),
  catchesNot("DD-SF-015", "opt/empty/.env", "# nothing yet\nPORT=\n"),

  catches("DD-SF-016", "srv/app/settings.py", `DEBUG = False\nSECRET_KEY = '${SECRET}'\n`, "high", {
    line: 2,
    secret: SECRET,
  }),
  catches("DD-SF-016", "srv/rails/config/master.key", `${"0a1b2c3d4e5f6071".repeat(2)}\n`, "high", {
    line: 1,
  }),
  catches(
    "DD-SF-016",
    "srv/rails/config/database.yml",
    `production:\n  adapter: postgresql\n  password: ${SECRET}\n`,
    "high",
    { line: 3, secret: SECRET },
  ),
  catches(
    "DD-SF-016",
    "srv/phoenix/config/prod.secret.exs",
    `config :app, App.Endpoint,\n  secret_key_base: "${SECRET}"\n`,
    "high",
    { line: 2 },
  ),
  catches(
    "DD-SF-016",
    "var/www/wp-config.php",
    `<?php\ndefine( 'DB_NAME', 'wp' );\ndefine( 'DB_PASSWORD', '${SECRET}' );\n`,
    "high",
    { line: 3, secret: SECRET },
  ),
  catches(
    "DD-SF-016",
    "var/www/configuration.php",
    `<?php class JConfig {\n public $password = '${SECRET}';\n}`,
    "high",
    { line: 2 },
  ),
  catches("DD-SF-016", "var/www/LocalSettings.php", `<?php\n$wgDBpassword = "${SECRET}";\n`, "high", {
    line: 2,
  }),
  catches(
    "DD-SF-016",
    "var/www/sites/default/settings.php",
    `<?php\n$databases = ['default' => [\n 'password' => '${SECRET}',\n]];\n`,
    "high",
    { line: 3 },
  ),
  catches(
    "DD-SF-016",
    "srv/laravel/bootstrap/cache/config.php",
    `<?php return ['app' => [\n 'key' => 'base64:${SECRET}',\n]];\n`,
    "high",
    { line: 2 },
  ),
  catches(
    "DD-SF-016",
    "srv/symfony/config/secrets/prod/prod.decrypt.private.php",
    '<?php\nreturn "x";\n',
    "high",
  ),
  catchesNot(
    "DD-SF-016",
    "opt/a/settings.py",
    "SECRET_KEY = os.environ['SECRET_KEY']\nSECRET_KEY = env('KEY', default='none')\n",
  ),
  catchesNot("DD-SF-016", "opt/b/settings.py", "SECRET_KEY = ''\n# SECRET_KEY = 'abcdefghijklmnop'\n"),
  catchesNot(
    "DD-SF-016",
    "opt/wp/wp-config.php",
    "<?php define('DB_PASSWORD', getenv('DB_PASSWORD'));\ndefine('AUTH_KEY', 'put your unique phrase example');\n",
  ),
  catchesNot(
    "DD-SF-016",
    "opt/rails/config/database.yml",
    'production:\n  password: <%= ENV["DB_PASSWORD"] %>\n',
  ),
  catchesNot("DD-SF-016", "opt/rails/config/credentials.yml.enc", SECRET),
  catchesNot("DD-SF-016", "opt/symfony/config/services.yaml", "parameters:\n  secret: '%env(APP_SECRET)%'\n"),

  catches("DD-SF-019", "var/jenkins_home/secrets/master.key", SECRET, "high", { secret: SECRET }),
  catches(
    "DD-SF-019",
    "var/jenkins_home/credentials.xml",
    `<com.cloudbees.plugins.credentials.SystemCredentialsProvider>\n<password>{${SECRET}}</password>`,
    "high",
    { secret: SECRET },
  ),
  catches("DD-SF-019", "etc/gitlab-runner/config.toml", `[[runners]]\n  token = "${SECRET}"\n`, "high", {
    line: 2,
    secret: SECRET,
  }),
  catches("DD-SF-019", "srv/.vault_pass", `${SECRET}\n`, "high", { line: 1, secret: SECRET }),
  catches("DD-SF-019", "srv/vault.yml", "$ANSIBLE_VAULT;1.1;AES256\n3132\n", "negligible"),
  catches(
    "DD-SF-019",
    "srv/terraform.tfstate",
    '{"version": 4, "terraform_version": "1.5.0",\n"resources": [{"type": "x"}]}',
    "high",
  ),
  catches(
    "DD-SF-019",
    "root/.terraform.d/credentials.tfrc.json",
    `{"credentials": {"app.terraform.io": {"token": "${SECRET}"}}}`,
    "high",
    { line: 1 },
  ),
  catchesNot(
    "DD-SF-019",
    "opt/terraform.tfstate",
    '{"version": 4, "terraform_version": "1.5.0", "resources": []}',
  ),
  catchesNot("DD-SF-019", "opt/.vault_pass", "#!/bin/sh\nexec secret-tool lookup vault ansible\n"),
  catchesNot("DD-SF-019", "opt/credentials.xml", "<app><password>x</password></app>"),
  catchesNot("DD-SF-019", "opt/vault.yml", "a: b\n"),
];
