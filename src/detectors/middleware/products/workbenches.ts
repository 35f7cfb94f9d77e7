import { exposureOf } from "../addresses.ts";
import { ini } from "../formats/ini.ts";
import { json } from "../formats/json.ts";
import { assignments } from "../formats/shell.ts";
import { xml } from "../formats/xml.ts";
import { yaml } from "../formats/yaml.ts";
import { type Kept, keeping, knownWords, type Vocabulary } from "../keeping.ts";
import { optionsOf } from "../options.ts";
import type { Product, Row } from "../product.ts";
import type { Setting } from "../setting.ts";
import { variablesNamed } from "../variables.ts";
import { middlewareRule } from "./rule.ts";

const JENKINS_HOMES = ["var/jenkins_home", "var/lib/jenkins", "usr/share/jenkins/ref", "root/.jenkins"];
const JENKINS_KEYS: Vocabulary = {
  useSecurity: "shown",
  authorizationStrategy: "shown",
  "jenkins.authorizationStrategy": "shown",
};

const jenkins: Product = {
  id: "jenkins",
  title: "Jenkins",
  programs: ["jenkins.war", "jenkins.sh"],
  packages: ["jenkins"],
  places: JENKINS_HOMES.map((home) => [
    `${home}/config.xml`,
    `${home}/jenkins.yaml`,
    `${home}/casc_configs/*.yaml`,
  ]),
  read: (text, path) => keeping(path.endsWith(".xml") ? jenkinsXml(text) : yaml(text), JENKINS_KEYS),
  *judge(server) {
    const off = server.off("useSecurity");
    if (off !== undefined) yield { at: off, title: "security is off" };
    const strategy = server.last("authorizationStrategy", "jenkins.authorizationStrategy");
    if (strategy !== undefined && /(?:\$Unsecured|^unsecured)$/.test(strategy.value))
      yield { at: strategy, title: "anybody may do anything" };
  },
};

function jenkinsXml(text: string): readonly Setting[] {
  return xml(text).flatMap(({ name, text: said, attributes, within, line }): Setting[] => {
    if (within.length !== 1) return [];
    if (name === "useSecurity") return [{ key: name, value: said, line }];
    return name === "authorizationStrategy"
      ? [{ key: name, value: attributes.get("class") ?? "", line }]
      : [];
  });
}

const JUPYTER_FILES = ["notebook", "server", "lab", ""].flatMap((kind) =>
  ["py", "json"].map((extension) => `jupyter_${kind === "" ? "" : `${kind}_`}config.${extension}`),
);
const JUPYTER_FOLDERS = [
  "etc/jupyter",
  "usr/local/etc/jupyter",
  "root/.jupyter",
  "home/*/.jupyter",
  "opt/conda/etc/jupyter",
];

function jupyterKept(key: string): Kept | undefined {
  const [, name = ""] =
    /^(?:c\.)?(?:NotebookApp|ServerApp|LabApp|IdentityProvider|PasswordIdentityProvider)\.(\w+)$/.exec(key) ??
    [];
  if (name === "ip") return "shown";
  return ["token", "password", "hashed_password"].includes(name)
    ? "secret"
    : key === "JUPYTER_TOKEN"
      ? "secret"
      : undefined;
}

const jupyter: Product = {
  id: "jupyter",
  title: "Jupyter",
  programs: [
    "jupyter",
    "jupyter-notebook",
    "jupyter-lab",
    "jupyter-server",
    "start-notebook.sh",
    "start-notebook.py",
  ],
  packages: ["notebook", "jupyter-server", "jupyter_server", "jupyterlab"],
  places: [JUPYTER_FOLDERS.flatMap((folder) => JUPYTER_FILES.map((name) => `${folder}/${name}`))],
  read: (text, path) =>
    lastNames(keeping(path.endsWith(".json") ? json(text) : assignments(text), jupyterKept)),
  fromArguments: (args) => lastNames(keeping(optionsOf(args), jupyterKept)),
  fromVariables: (env) =>
    lastNames(keeping(variablesNamed(env, { JUPYTER_TOKEN: "ServerApp.token" }), jupyterKept)),
  *judge(server) {
    const token = server.last("token");
    if (token?.value !== "(empty)" || server.hasSecret("password", "hashed_password")) return;
    const ip = server.last("ip");
    yield {
      at: token,
      title: "no token and no password",
      with: [ip],
      exposure: exposureOf(ip === undefined ? [] : [ip.value], "all"),
    };
  },
};

/** The applications share their settings: the class in front says only who reads them. */
function lastNames(settings: readonly Setting[]): readonly Setting[] {
  return settings.map((setting) => ({
    ...setting,
    key: setting.key.slice(setting.key.lastIndexOf(".") + 1),
  }));
}

const AIRFLOW_KEYS: Vocabulary = {
  "api.auth_backend": "shown",
  "api.auth_backends": "shown",
  "webserver.authenticate": "shown",
  "core.simple_auth_manager_all_admins": "shown",
  AUTH_ROLE_PUBLIC: "shown",
  _AIRFLOW_WWW_USER_PASSWORD: knownWords("airflow", "admin"),
};
const AIRFLOW_HOMES = ["opt/airflow", "usr/local/airflow", "root/airflow", "home/airflow/airflow"];

const airflow: Product = {
  id: "airflow",
  title: "Airflow",
  programs: ["airflow"],
  packages: ["apache-airflow"],
  places: AIRFLOW_HOMES.map((home) => [`${home}/airflow.cfg`, `${home}/webserver_config.py`]),
  read: (text, path) =>
    keeping(
      path.endsWith(".py") ? assignments(text) : ini(text, { comments: "#", continues: true }),
      AIRFLOW_KEYS,
    ),
  fromVariables: (env) =>
    keeping(
      variablesNamed(env, {
        AIRFLOW__API__AUTH_BACKEND: "api.auth_backend",
        AIRFLOW__API__AUTH_BACKENDS: "api.auth_backends",
        AIRFLOW__WEBSERVER__AUTHENTICATE: "webserver.authenticate",
        AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS: "core.simple_auth_manager_all_admins",
        _AIRFLOW_WWW_USER_PASSWORD: "_AIRFLOW_WWW_USER_PASSWORD",
      }),
      AIRFLOW_KEYS,
    ),
  *judge(server) {
    const backend = server.last("api.auth_backends", "api.auth_backend");
    if (backend !== undefined && /auth\.backend\.default(?:\s|,|$)/.test(backend.value))
      yield { at: backend, title: "the API lets anybody in" };
    const role = server.last("AUTH_ROLE_PUBLIC");
    if (role !== undefined && /^(?:Admin|Op|User)$/.test(role.value))
      yield { at: role, title: "nobody needs to log in" };
    const admins = server.on("core.simple_auth_manager_all_admins");
    if (admins !== undefined) yield { at: admins, title: "everybody is an administrator" };
    const password = server.last("_AIRFLOW_WWW_USER_PASSWORD");
    if (password?.value === "(known)") yield { at: password, title: "a well-known password" };
  },
};

const GRAFANA_KEYS: Vocabulary = {
  "security.admin_password": knownWords("admin", "grafana", "password", "123456"),
  "auth.anonymous.enabled": "shown",
  "auth.anonymous.org_role": "shown",
};

const grafana: Product = {
  id: "grafana",
  title: "Grafana",
  programs: ["grafana-server", "grafana"],
  packages: ["grafana", "grafana-enterprise"],
  marks: ["conf/defaults.ini"],
  places: [["etc/grafana/grafana.ini"], ["~/conf/custom.ini"]],
  read: (text) => keeping(ini(text), GRAFANA_KEYS),
  fromVariables: (env) =>
    keeping(
      variablesNamed(env, {
        GF_SECURITY_ADMIN_PASSWORD: "security.admin_password",
        GF_AUTH_ANONYMOUS_ENABLED: "auth.anonymous.enabled",
        GF_AUTH_ANONYMOUS_ORG_ROLE: "auth.anonymous.org_role",
      }),
      GRAFANA_KEYS,
    ),
  fileOf: (args) => optionsOf(args).find(({ key }) => key === "config")?.value,
  *judge(server) {
    const password = server.last("security.admin_password");
    if (password?.value === "(known)")
      yield { at: password, title: "the administrator has a well-known password" };
    const anonymous = server.on("auth.anonymous.enabled");
    const role = server.last("auth.anonymous.org_role");
    if (anonymous !== undefined && (role?.value === "Admin" || role?.value === "Editor"))
      yield { at: role, title: "anybody may change everything", with: [anonymous] };
  },
};

export const workbenchesRow: Row = {
  rule: middlewareRule({
    id: "DD-BL-083",
    title: "Jenkins, Jupyter, Airflow or Grafana for anybody",
    severity: "high",
    fires:
      "Jenkins has its security off, Jupyter neither a token nor a password, Airflow lets anybody use its API or pages, or Grafana gives strangers rights to change things; or one of them has the password that it is delivered with.",
    guards: "Anonymous visitors of Grafana who may only read are what some want.",
    advice: "Switch the login on and give its first password or token at run time.",
  }),
  products: [jenkins, jupyter, airflow, grafana],
};
