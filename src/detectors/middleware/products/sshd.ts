import { linesOf } from "../formats/directives.ts";
import { COMMAND } from "../instance.ts";
import { keeping, type Vocabulary } from "../keeping.ts";
import { optionsOf } from "../options.ts";
import type { Product, Row } from "../product.ts";
import { type Setting, unquoted } from "../setting.ts";
import { middlewareRule } from "./rule.ts";

/** Keywords know no case. */
const KEYS: Vocabulary = {
  permitrootlogin: "shown",
  passwordauthentication: "shown",
  permitemptypasswords: "shown",
  listenaddress: "shown",
  "host key": "shown",
};
const MAIN = "etc/ssh/sshd_config";

const WEAK: readonly (readonly [key: string, title: string, severity?: "high"])[] = [
  ["permitrootlogin", "root may log in with a password"],
  ["passwordauthentication", "logins by password"],
  ["permitemptypasswords", "logins without a password", "high"],
];

const sshd: Product = {
  id: "sshd",
  title: "sshd",
  programs: ["sshd"],
  packages: ["openssh-server"],
  // Distributions read the folder first, at the top of the file; and the first value of a keyword is the one that counts.
  places: [["etc/ssh/sshd_config.d/*.conf", MAIN, "etc/ssh/ssh_host_*_key"]],
  read: (text, path) => keeping(/_key$/.test(path) ? hostKey(text, path) : globalKeywords(text), KEYS),
  fromArguments: (args) => keeping(optionsOf(args).map(lowered), KEYS),
  fileOf: (args) =>
    optionsOf(args)
      .find(({ key }) => key === "f")
      ?.value.split(" ")[0],
  *judge(server) {
    const exposure = server.exposure("all", "listenaddress");
    for (const [key, title, severity] of WEAK) {
      const at =
        server.settings.find(({ source, key: one }) => one === key && source === COMMAND) ??
        server.first(key);
      if (at?.value.toLowerCase() === "yes")
        yield { at, title, exposure, ...(severity === undefined ? {} : { severity }) };
    }
    for (const at of server.all("host key"))
      yield { at, title: "everybody who has the image has its private key" };
  },
};

/** A `Match` limits what stands below it to some connections, up to the end of the file. */
function globalKeywords(text: string): readonly Setting[] {
  const found: Setting[] = [];
  for (const { text: said, line } of linesOf(text)) {
    const [, key = "", value = ""] = /^(\w+)\s*=?\s*(.*)$/.exec(said) ?? [];
    if (key.toLowerCase() === "match" && value.toLowerCase() !== "all") break;
    found.push({ key: key.toLowerCase(), value: unquoted(value.replace(/\s#.*$/, "").trimEnd()), line });
  }
  return found;
}

function hostKey(text: string, path: string): readonly Setting[] {
  const isKey = /^-----BEGIN (?:[A-Z]{2,10} )?PRIVATE KEY-----/.test(text.trimStart());
  return isKey ? [{ key: "host key", value: path.slice(path.lastIndexOf("/") + 1) }] : [];
}

function lowered(setting: Setting): Setting {
  return { ...setting, key: setting.key.toLowerCase() };
}

export const sshdRow: Row = {
  rule: middlewareRule({
    id: "DD-BL-084",
    title: "Weak sshd",
    severity: "medium",
    fires:
      "An SSH server lets root log in, takes passwords, or takes empty ones (then high); or its private host keys are in a layer, the same for everybody who has the image.",
    guards: "What stands below a Match holds for some connections only and is not looked at.",
    advice:
      "Remove sshd: docker exec and kubectl exec need none. Where it must stay, take keys only and make host keys at the first start.",
    peers: ["CIS 5.7"],
  }),
  products: [sshd],
};
