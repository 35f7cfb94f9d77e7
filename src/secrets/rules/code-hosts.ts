import { hasBase62Checksum, hasGitLabChecksum } from "../checksum.ts";
import type { Found, Judgement, SecretRule } from "../rule.ts";
import { named, prefixed } from "../shapes.ts";

const GITHUB = "[A-Za-z0-9]{34,255}";

export const github: SecretRule = prefixed({
  id: "DD-SF-130",
  title: "GitHub token",
  shape:
    "a token of GitHub: `ghp_`, `gho_`, `ghu_`, `ghs_` or `ghr_` and 36 letters and digits of which the last six are a checksum, or `github_pat_`, 22 letters and digits, `_` and 59 more",
  guards:
    "One whose checksum does not fit is high: it was made up or cut, or has a form that is not known yet.",
  peers: [
    "GL github-pat",
    "GL github-oauth",
    "GL github-app-token",
    "GL github-refresh-token",
    "GL github-fine-grained-pat",
    "TS github-pat",
  ],
  forms: {
    ghp_: GITHUB,
    gho_: GITHUB,
    ghu_: GITHUB,
    ghs_: GITHUB,
    ghr_: GITHUB,
    github_pat_: "[A-Za-z0-9]{22}_[A-Za-z0-9]{59}",
  },
  judge: ({ value }) =>
    value.startsWith("github_pat_") || hasBase62Checksum(value.slice(4)) ? {} : WRONG_CHECKSUM,
});

const GITLAB = String.raw`[A-Za-z0-9_-]{20,300}(?:\.[0-9a-z]{2})?(?:\.[0-9a-z]{9})?`;

export const gitlab: SecretRule = prefixed({
  id: "DD-SF-131",
  title: "GitLab token",
  shape:
    "a token of GitLab: `glpat-`, `gldt-`, `glrt-`, `glrtr-`, `glcbt-`, `glptt-`, `glft-`, `glimt-`, `glagent-`, `gloas-`, `glsoat-` or `glffct-` and at least 20 characters, or `GR1348941` and 20",
  guards: "A routable token whose checksum does not fit is high.",
  peers: ["GL gitlab-pat", "GL gitlab-deploy-token", "GL gitlab-rrt", "TS gitlab-pat"],
  forms: {
    "glpat-": GITLAB,
    "gldt-": GITLAB,
    "glrt-": GITLAB,
    "glrtr-": GITLAB,
    "glcbt-": GITLAB,
    "glptt-": GITLAB,
    "glft-": GITLAB,
    "glimt-": GITLAB,
    "glagent-": GITLAB,
    "gloas-": GITLAB,
    "glsoat-": GITLAB,
    "glffct-": GITLAB,
    GR1348941: "[A-Za-z0-9_-]{20}",
  },
  end: "(?![A-Za-z0-9_-])",
  judge: ({ value }) => (/\.[0-9a-z]{9}$/.test(value) && !hasGitLabChecksum(value) ? WRONG_CHECKSUM : {}),
});

export const bitbucket: SecretRule = named({
  id: "DD-SF-132",
  title: "Bitbucket secret",
  shape: "32 to 64 letters and digits under a name with `bitbucket`",
  peers: ["GL bitbucket-client-secret"],
  names: ["bitbucket"],
  value: "[A-Za-z0-9=_-]{32,64}",
});

export const bitbucketPassword: SecretRule = prefixed({
  id: "DD-SF-132",
  title: "Bitbucket app password",
  shape: "an app password of Bitbucket: `ATBB` and 32 letters and digits",
  forms: { ATBB: "[A-Za-z0-9]{32}" },
});

export const gitea: SecretRule = named({
  id: "DD-SF-133",
  title: "Gitea or Gitee token",
  shape: "32 or 40 hexadecimal digits under a name with `gitea`, `gitee`, `forgejo` or `codeberg`",
  names: ["gitea", "gitee", "forgejo", "codeberg"],
  value: "(?:[0-9a-f]{40}|[0-9a-f]{32})",
});

export const npm: SecretRule = prefixed({
  id: "DD-SF-134",
  title: "npm token",
  shape: "an access token of npm: `npm_` and 36 letters and digits, the last six a checksum",
  guards: "One whose checksum does not fit is high.",
  peers: ["GL npm-access-token", "TS npm-access-token"],
  forms: { npm_: "[A-Za-z0-9]{36}" },
  judge: ({ value }: Found): Judgement => (hasBase62Checksum(value.slice(4)) ? {} : WRONG_CHECKSUM),
});

export const npmLogin: SecretRule = named({
  id: "DD-SF-134",
  title: "npm registry login",
  severity: "critical",
  shape: "a value of `_authToken` or `_auth` in the settings of npm",
  names: ["_authtoken", ":_auth"],
  value: "[A-Za-z0-9+/=_.-]{20,400}",
  end: "(?![A-Za-z0-9+/=_.-])",
  floor: 3,
  needsWord: false,
});

const WRONG_CHECKSUM: Judgement = {
  severity: "high",
  note: "its checksum does not fit: made up, cut, or of a newer form",
};
