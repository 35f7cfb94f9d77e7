import { hostExposure } from "../addresses.ts";
import { json } from "../formats/json.ts";
import { assignments } from "../formats/shell.ts";
import { yaml } from "../formats/yaml.ts";
import type { Instance } from "../instance.ts";
import { keeping, type Vocabulary } from "../keeping.ts";
import { optionsOf } from "../options.ts";
import type { Hit, Product, Row } from "../product.ts";
import type { Setting } from "../setting.ts";
import { middlewareRule } from "./rule.ts";

const KUBELET_KEYS: Vocabulary = {
  "anonymous-auth": "shown",
  "authorization-mode": "shown",
  "read-only-port": "shown",
};

/** The file's names under those of the options. */
const KUBELET_NAMES: Readonly<Record<string, string>> = {
  "authentication.anonymous.enabled": "anonymous-auth",
  "authorization.mode": "authorization-mode",
  readOnlyPort: "read-only-port",
};

const kubelet: Product = {
  id: "kubelet",
  title: "kubelet",
  programs: ["kubelet"],
  packages: ["kubelet"],
  places: [
    [
      "var/lib/kubelet/config.yaml",
      "etc/kubernetes/kubelet-config.yaml",
      "etc/kubernetes/kubelet/kubelet-config.json",
      "etc/kubernetes/kubelet/kubelet-config.yaml",
      "etc/default/kubelet",
      "etc/sysconfig/kubelet",
    ],
  ],
  read: (text, path) => keeping(kubeletSettings(text, path), KUBELET_KEYS),
  fromArguments: (args) => keeping(optionsOf(args).map(switched), KUBELET_KEYS),
  fileOf: (args) => optionsOf(args).find(({ key }) => key === "config")?.value,
  *judge(node) {
    const anonymous = node.on("anonymous-auth");
    const mode = node.last("authorization-mode");
    if (anonymous !== undefined && mode?.value !== "Webhook")
      yield { at: anonymous, title: "lets anybody in", with: [mode] };
    if (mode?.value === "AlwaysAllow") yield { at: mode, title: "lets everybody do everything" };
    const port = node.last("read-only-port");
    if (port !== undefined && port.value !== "0" && port.value !== "")
      yield { at: port, title: "a port for reading without login", severity: "medium" };
  },
};

function kubeletSettings(text: string, path: string): readonly Setting[] {
  if (!/\.(?:ya?ml|json)$/.test(path))
    return assignments(text).flatMap(({ value, line }) =>
      optionsOf(value.split(/\s+/)).map((one) =>
        switched({ ...one, ...(line === undefined ? {} : { line }) }),
      ),
    );
  const found = path.endsWith(".json") ? json(text) : yaml(text);
  return found.map((setting) => ({ ...setting, key: KUBELET_NAMES[setting.key] ?? "" }));
}

const API_KEYS: Vocabulary = {
  "anonymous-auth": "shown",
  "authorization-mode": "shown",
  "insecure-port": "shown",
  "insecure-bind-address": "shown",
};

const apiServer: Product = {
  id: "kube-apiserver",
  title: "kube-apiserver",
  programs: ["kube-apiserver"],
  places: [["etc/kubernetes/manifests/kube-apiserver.yaml"]],
  read: (text) => keeping(manifestOptions(text, "kube-apiserver"), API_KEYS),
  fromArguments: (args) => keeping(optionsOf(args).map(switched), API_KEYS),
  *judge(server) {
    const port = server.last("insecure-port");
    const bind = server.last("insecure-bind-address");
    if (port !== undefined && port.value !== "0")
      yield {
        at: port,
        title: "an insecure port",
        with: [bind],
        exposure: bind === undefined ? "loopback" : hostExposure(bind.value),
      };
    const mode = server.last("authorization-mode");
    if (mode?.value.split(",").includes("AlwaysAllow"))
      yield { at: mode, title: "lets everybody do everything" };
  },
};

const DASHBOARD_KEYS: Vocabulary = {
  "enable-skip-login": "shown",
  "disable-skip": "shown",
  "enable-insecure-login": "shown",
};

const dashboard: Product = {
  id: "kubernetes-dashboard",
  title: "Kubernetes dashboard",
  programs: ["dashboard", "kubernetes-dashboard"],
  places: [],
  read: () => [],
  fromArguments: (args) => keeping(optionsOf(args).map(switched), DASHBOARD_KEYS),
  *judge(page) {
    yield* switchesOf(page, "enable-skip-login", "the login may be skipped");
    yield* switchesOf(page, "enable-insecure-login", "logins over plain HTTP");
  },
};

function* switchesOf(page: Instance, key: string, title: string): Generator<Hit> {
  const at = page.on(key);
  if (at !== undefined) yield { at, title };
}

/** An option without a value is a switch that is on. */
function switched(setting: Setting): Setting {
  return setting.value === "" ? { ...setting, value: "true" } : setting;
}

/** The command line in the manifest of a static pod. */
function manifestOptions(text: string, program: string): readonly Setting[] {
  const words = yaml(text).filter(({ key }) => /^spec\.containers\.(?:command|args)$/.test(key));
  if (!words.some(({ value }) => value.endsWith(program))) return [];
  return words.flatMap(({ value, line }) =>
    optionsOf([value]).map((one) => switched({ ...one, ...(line === undefined ? {} : { line }) })),
  );
}

export const kubernetesRow: Row = {
  rule: middlewareRule({
    id: "DD-BL-078",
    title: "Kubernetes component without login",
    severity: "critical",
    fires:
      "A kubelet lets anonymous callers in or allows everything, an API server opens its insecure port beyond loopback or allows everything, or a dashboard lets the login be skipped.",
    guards: "A kubelet that asks the API server what anonymous callers may do (mode Webhook) is guarded.",
    advice:
      "Switch authentication on, use Webhook or RBAC for authorisation, and close insecure and read-only ports.",
  }),
  products: [kubelet, apiServer, dashboard],
};
