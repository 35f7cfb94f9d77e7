import type { ImageView } from "../../../analysis/analyzer.ts";
import { isStandIn } from "../../../secrets/index.ts";
import { addressLogins } from "../formats/addresses.ts";
import { assignments } from "../formats/assignments.ts";
import { keyed } from "../keyed.ts";
import type { Sensitive, SensitiveFile, SensitiveRule } from "../kind.ts";

export const gitCredentials: SensitiveRule = {
  id: "DD-SF-013",
  category: "sensitive",
  title: "Git credential",
  severity: "high",
  fires:
    "A `.git-credentials` file, an address with a password or token in a Git configuration, an authorization header there (as checkout actions leave it), or the login of hub, gh or glab.",
  guards: "Configurations that only name a credential helper; addresses with a name alone, such as `git@`.",
  advice: "Revoke the token. Use a secret or SSH mount for the clone, and leave `.git` out of the image.",
  peers: ["SAS git_cred", "SAS git_cfg", "SAS github_hub"],
  files: [
    {
      wanted: {
        names: [".git-credentials", ".gitconfig", ".gitmodules"],
        paths: [".git/config", ".config/git/credentials", ".config/git/config", "etc/gitconfig"],
      },
      read: (file) => [...logins(file), ...headers(file)],
    },
    keyed({
      wanted: { paths: ["gh/hosts.yml", ".config/hub", "glab-cli/config.yml"] },
      format: "yaml",
      keys: { oauth_token: "token of GitHub's command line", token: "token of GitLab's command line" },
    }),
  ],
};

function logins({ text }: SensitiveFile): readonly Sensitive[] {
  return addressLogins(text).map(({ secret, host, line }) => ({
    what: `login to ${host}`,
    value: secret,
    line,
  }));
}

/** `[http "https://github.com/"] extraheader = AUTHORIZATION: basic …` */
function headers({ text }: SensitiveFile): readonly Sensitive[] {
  return assignments(text).flatMap(({ key, value, line }) => {
    const secret = /^authorization:\s{0,4}(?:basic|bearer|token)\s{1,4}(\S{8,2000})$/i.exec(value)?.[1];
    return key === "extraheader" && secret !== undefined && !isStandIn(secret)
      ? [{ what: "authorization header", value: secret, line }]
      : [];
  });
}

export const gitRepository: SensitiveRule = {
  id: "DD-SF-026",
  category: "sensitive",
  title: "Git repository inside the image",
  severity: "medium",
  fires:
    "A `.git` folder with its objects is in the image: all of the history, with everything that was ever deleted from it. What the packed objects hold is not looked at.",
  guards: "The one-line `.git` file of a submodule or worktree; a `.git` folder without objects.",
  advice: "Name `.git` in `.dockerignore`. Treat secrets that were ever committed as leaked.",
  peers: ["DKL-LI-0003"],
  files: [
    {
      wanted: { paths: [".git/head"], maxBytes: 4096 },
      read: ({ text }) =>
        /^(?:ref: refs\/|[0-9a-f]{40})/.test(text) ? [{ what: "the history of a Git repository" }] : [],
    },
  ],
  ignoresVersions: true,
  confirm: hasObjects,
};

/** Objects lie in folders of their own, or in packs; of a deleted repository, in the layers up to where it was seen. */
function hasObjects(head: string, layer: number, view: ImageView): boolean {
  const objects = `${head.slice(0, head.lastIndexOf("/"))}/objects/`;
  const isObject = ({ path, type }: { readonly path: string; readonly type: string }) =>
    type === "file" && path.startsWith(objects) && !path.startsWith(`${objects}info/`);
  return view.layers.some(({ entries }, index) => index <= layer + 1 && entries.some(isObject));
}
