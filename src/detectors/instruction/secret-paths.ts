/** How sure a name is about what is in the file. */
export type SecretPath = "sure" | "likely";

/** These are examples, or the public half. */
const HARMLESS =
  /\.(?:example|sample|template|tmpl|tpl|dist|pub|md|txt\.enc|enc|gpg|age|sops)$|(?:^|[._-])(?:example|sample|template)(?:[._-]|$)/i;
const SURE =
  /^(?:\.env(?:\.[\w-]{1,40})?|id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?|\.netrc|_netrc|\.git-credentials|\.pgpass|\.my\.cnf|\.vault[_-]pass(?:word)?(?:\.txt)?|\.htpasswd|\.ossutilconfig|\.s3cfg|\.boto|kubeconfig|\.kubeconfig|\.dockercfg|.*\.(?:p12|pfx|jks|keystore|ppk|kdbx|agekey))$/i;
const SURE_PATH =
  /(?:^|\/)(?:\.ssh|\.aws|\.azure|\.aliyun|\.alibabacloud|\.tccli|\.hcloud|\.kube|\.gnupg)(?:\/(?!config$|known_hosts)[^/]*)?$|(?:^|\/)(?:\.kube\/config|\.docker\/config\.json|\.config\/(?:gcloud|gh|doctl|rclone)(?:\/[^/]*)?|\.aws\/config)$/i;
const LIKELY =
  /^(?:\.npmrc|\.pypirc|\.yarnrc\.yml|\.gemrc|pip\.conf|nuget\.config|auth\.json|settings\.xml|credentials(?:\.json|\.yml|\.yaml|\.xml)?|secrets?\.(?:json|ya?ml|toml|env)|service[_-]?account[\w-]{0,40}\.json|(?!.*(?:cert|chain|public|pub|bundle|root|(?:^|[._-])ca(?:[._-]|$)|dhparam)).*\.(?:pem|key))$/i;

/** Whether a path is that of a file, or of a folder, that holds secrets by its kind; `undefined` = not by its name. */
export function secretPath(path: string): SecretPath | undefined {
  const plain = path.replace(/\/{1,8}$/, "");
  const name = plain.slice(plain.lastIndexOf("/") + 1);
  if (name.length > 255 || HARMLESS.test(name)) return undefined;
  if (SURE.test(name) || SURE_PATH.test(plain.slice(-255))) return "sure";
  return LIKELY.test(name) ? "likely" : undefined;
}
