import { isStandIn } from "../../../secrets/index.ts";
import { keyed } from "../keyed.ts";
import type { SensitiveFile, SensitiveRule } from "../kind.ts";

export const kubernetes: SensitiveRule = {
  id: "DD-SF-010",
  category: "sensitive",
  title: "Kubernetes credentials",
  severity: "critical",
  fires:
    "A kubeconfig holds a client key, a token or a password of a user, or a service account's token file is in the image.",
  guards:
    "Kubeconfigs that ask a plug-in or an OpenID Connect provider, or that name files which are not here.",
  advice: "Revoke what it gives access with, and use the service account of the pod.",
  peers: ["SAS k8s_client_key"],
  files: [
    keyed({
      wanted: {
        paths: [
          ".kube/config",
          "kubernetes/admin.conf",
          "kubernetes/super-admin.conf",
          "kubernetes/kubelet.conf",
        ].concat([
          "kubernetes/scheduler.conf",
          "kubernetes/controller-manager.conf",
          "k3s/k3s.yaml",
          "rke2/rke2.yaml",
        ]),
        names: ["kubeconfig", "kubeconfig.yaml", "kubeconfig.yml", ".kubeconfig", "kube_config_cluster.yml"],
        extensions: ["kubeconfig"],
      },
      format: "yaml",
      inside: "users",
      keys: { "client-key-data": "client key", token: "token of a user", password: "password of a user" },
      // A token of an identity provider stands beside the plug-in that renews it, not in the user itself.
      isSecret: (value, { keys }) => keys.at(-2) === "user" && !isStandIn(value),
    }),
    {
      wanted: { paths: ["kubernetes.io/serviceaccount/token"], maxBytes: 64 * 1024 },
      read: serviceAccountToken,
    },
  ],
};

/** A JSON Web Token: three parts of base64url. */
function serviceAccountToken({ text }: SensitiveFile) {
  const token = text.trim();
  return /^eyJ[\w-]{10,8000}\.[\w-]{10,8000}\.[\w-]{10,8000}$/.test(token)
    ? [{ what: "token of a service account", value: token, line: 1 }]
    : [];
}

export const registryLogins: SensitiveRule = {
  id: "DD-SF-011",
  category: "sensitive",
  title: "Registry login",
  severity: "critical",
  fires:
    "A configuration of docker, podman or buildah holds the login to a registry: name and password, or an identity token.",
  guards: "Configurations that only name a credential helper, and those whose `auths` are empty.",
  advice: "Revoke the login. Let builds log in through a credential helper outside of the image.",
  peers: ["SAS docker_registry_cfg"],
  files: [
    keyed({
      wanted: { paths: [".docker/config.json", "containers/auth.json", ".config/containers/auth.json"] },
      format: "json",
      inside: "auths",
      ...logins(),
    }),
    keyed({ wanted: { names: [".dockercfg"] }, format: "json", ...logins() }),
    keyed({
      wanted: {
        names: ["auth.json", "dockerconfig.json", "dockerconfigjson", ".dockerconfigjson"],
        maxBytes: 64 * 1024,
      },
      format: "json",
      isCommonName: true,
      inside: "auths",
      ...logins(),
    }),
  ],
};

function logins() {
  return {
    keys: {
      auth: "login to a registry",
      password: "password of a registry",
      identitytoken: "identity token of a registry",
      registrytoken: "token of a registry",
    },
    isSecret: (value: string, { keys }: { readonly keys: readonly string[] }) =>
      keys.at(-1) === "auth" ? !isStandIn(passwordIn(value)) : !isStandIn(value),
  };
}

/** `auth` is base64 of `name:password`. */
function passwordIn(auth: string): string {
  const login = Buffer.from(auth, "base64").toString("utf8");
  return login.includes(":") ? login.slice(login.indexOf(":") + 1) : "";
}
