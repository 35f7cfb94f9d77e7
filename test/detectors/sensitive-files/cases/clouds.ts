import { type Case, catches, catchesNot, PKCS8, pem, random, variable } from "./case.ts";

const SECRET = random("cloud", 40);
const JWT = ["eyJ", random("jwt", 60), ".eyJ", random("body", 90), ".", random("signature", 86)].join("");
const json = (value: unknown) => JSON.stringify(value, null, 2);
const aliyun = (profile: Readonly<Record<string, string>>) =>
  json({ current: "default", profiles: [{ name: "default", ...profile }] });

export const clouds: readonly Case[] = [
  catches(
    "DD-SF-005",
    "root/.aws/credentials",
    `[default]\naws_access_key_id = AKIA${random("id", 16)}\naws_secret_access_key = ${SECRET}\n`,
    "critical",
    { line: 3, secret: SECRET },
  ),
  catches("DD-SF-005", "root/.s3cfg", `[default]\naccess_key = x\nsecret_key = ${SECRET}\n`, "critical", {
    line: 3,
    secret: SECRET,
  }),
  catches("DD-SF-005", "etc/passwd-s3fs", `bucket:AKIA${random("id", 16)}:${SECRET}\n`, "critical", {
    line: 1,
    secret: SECRET,
  }),
  catchesNot(
    "DD-SF-005",
    "home/a/.aws/config",
    "[profile x]\nrole_arn = arn:aws:iam::1:role/x\nsource_profile = default\n",
  ),
  catchesNot(
    "DD-SF-005",
    "home/b/.aws/config",
    "[profile x]\nsso_start_url = https://x.awsapps.com/start\nsso_account_id = 1\n",
  ),
  catchesNot(
    "DD-SF-005",
    "home/c/.aws/credentials",
    `[default]\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCY${"EXAMPLEKEY"}\n`,
  ),
  catchesNot(
    "DD-SF-005",
    "home/d/.aws/credentials",
    `[default]\naws_secret_access_key = ${variable("AWS_SECRET")}\n`,
  ),

  catches(
    "DD-SF-006",
    "root/.aliyun/config.json",
    aliyun({ mode: "AK", access_key_id: "LTAIx", access_key_secret: SECRET.slice(0, 30) }),
    "critical",
    { line: 8, secret: SECRET.slice(0, 30) },
  ),
  catches(
    "DD-SF-006",
    "root/.ossutilconfig",
    `[Credentials]\nlanguage=EN\naccessKeySecret=${SECRET.slice(0, 30)}\n`,
    "critical",
    { line: 3 },
  ),
  catches(
    "DD-SF-006",
    "root/.alibabacloud/credentials",
    `[default]\ntype = access_key\naccess_key_secret = ${SECRET.slice(0, 30)}\n`,
    "critical",
    { line: 3 },
  ),
  catchesNot(
    "DD-SF-006",
    "home/a/.aliyun/config.json",
    aliyun({ mode: "EcsRamRole", access_key_secret: "", ram_role_name: "role" }),
  ),
  catchesNot(
    "DD-SF-006",
    "home/b/.aliyun/config.json",
    aliyun({ mode: "OIDC", ram_role_arn: "acs:ram::1:role/x", oidc_token_file: "/x" }),
  ),
  catchesNot(
    "DD-SF-006",
    "home/c/.alibabacloud/credentials",
    "[default]\ntype = ecs_ram_role\nrole_name = x\n",
  ),

  catches(
    "DD-SF-007",
    "root/.tccli/default.credential",
    json({ secretId: "x", secretKey: SECRET.slice(0, 32) }),
    "critical",
    { line: 3 },
  ),
  catches(
    "DD-SF-007",
    "root/.cos.yaml",
    `cos:\n  base:\n    secretid: x\n    secretkey: ${SECRET}\n`,
    "critical",
    { line: 4, secret: SECRET },
  ),
  catches(
    "DD-SF-007",
    "root/.hcloud/config.json",
    json({ profiles: [{ name: "default", secretAccessKey: SECRET }] }),
    "critical",
    { line: 5 },
  ),
  catches(
    "DD-SF-007",
    "root/.volcengine/config.json",
    json({ profiles: { default: { "secret-key": SECRET } } }),
    "critical",
    { line: 4 },
  ),
  catches(
    "DD-SF-007",
    "root/.go-bcecli/credentials",
    `[Defaults]\nAk = x\nSk = ${SECRET}\nSts = \n`,
    "critical",
    { line: 3 },
  ),
  catchesNot("DD-SF-007", "home/a/.tccli/default.credential", json({ type: "cvm-role" })),
  catchesNot(
    "DD-SF-007",
    "home/b/.hcloud/config.json",
    json({ profiles: [{ mode: "ecsAgency", secretAccessKey: "" }] }),
  ),
  catchesNot("DD-SF-007", "home/c/.go-bcecli/credentials", "[Defaults]\nAk = \nSk = \nSts = \n"),
  catchesNot(
    "DD-SF-007",
    "home/d/.tccli/default.configure",
    json({ _sys_param: { region: "ap-guangzhou" } }),
  ),

  catches(
    "DD-SF-008",
    "srv/service-account.json",
    json({ type: "service_account", private_key: pem(PKCS8) }),
    "critical",
  ),
  catches(
    "DD-SF-008",
    "root/.config/gcloud/application_default_credentials.json",
    json({ type: "authorized_user", client_id: "x", refresh_token: `1//${SECRET}` }),
    "critical",
    { line: 4, secret: SECRET },
  ),
  catches(
    "DD-SF-008",
    "root/.config/gcloud/credentials.db",
    `SQLite format 3\0 ... {"refresh_token": "${SECRET}"}`,
    "critical",
    { secret: SECRET },
  ),
  catchesNot(
    "DD-SF-008",
    "srv/credentials.json",
    json({
      type: "external_account",
      audience: "//iam.googleapis.com/x",
      credential_source: { file: "/token" },
    }),
  ),
  catchesNot(
    "DD-SF-008",
    "opt/service-account.json",
    json({ type: "service_account", private_key: "your private key" }),
  ),
  catchesNot("DD-SF-008", "opt/key.json", "[1, 2, 3"),

  catches(
    "DD-SF-009",
    "root/.azure/msal_token_cache.json",
    json({ RefreshToken: { x: { secret: SECRET } } }),
    "critical",
    { line: 4, secret: SECRET },
  ),
  catches(
    "DD-SF-009",
    "root/.azure/service_principal_entries.json",
    json([{ client_id: "x", client_secret: SECRET }]),
    "critical",
    { line: 4 },
  ),
  catches(
    "DD-SF-009",
    "srv/site.PublishSettings",
    `<publishData>\n<publishProfile userName="$x" userPWD="${SECRET}"/>\n</publishData>`,
    "critical",
    { line: 2, secret: SECRET },
  ),
  catchesNot(
    "DD-SF-009",
    "root/.azure/azureProfile.json",
    json({ subscriptions: [{ id: "x", isDefault: true }] }),
  ),
  catchesNot(
    "DD-SF-009",
    "home/a/.azure/msal_token_cache.json",
    json({ Account: { x: { username: "me" } } }),
  ),
  catchesNot(
    "DD-SF-009",
    "srv/empty.publishsettings",
    `<publishData><publishProfile userName="$x" userPWD=""/></publishData>`,
  ),

  catches(
    "DD-SF-010",
    "root/.kube/config",
    `apiVersion: v1\nusers:\n- name: a\n  user:\n    client-key-data: ${SECRET}\n`,
    "critical",
    { line: 5, secret: SECRET },
  ),
  catches(
    "DD-SF-010",
    "etc/kubernetes/admin.conf",
    `users: [{name: a, user: {token: "${SECRET}"}}]\n`,
    "critical",
    { line: 1, secret: SECRET },
  ),
  catches("DD-SF-010", "run/secrets/kubernetes.io/serviceaccount/token", JWT, "critical", {
    line: 1,
    secret: JWT,
  }),
  catchesNot(
    "DD-SF-010",
    "home/a/.kube/config",
    "users:\n- name: a\n  user:\n    exec:\n      command: aws\n      args: [eks, get-token]\n",
  ),
  catchesNot(
    "DD-SF-010",
    "home/b/.kube/config",
    `users:\n- name: a\n  user:\n    auth-provider:\n      name: oidc\n      config: {idp-issuer-url: "https://x", token: "${SECRET}"}\n`,
  ),
  catchesNot(
    "DD-SF-010",
    "home/c/.kube/config",
    "clusters:\n- cluster:\n    server: https://x\nusers:\n- name: a\n  user:\n    client-key: /x.key\n",
  ),
];
