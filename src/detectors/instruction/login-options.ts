import { downloadBy } from "./fetching.ts";
import type { ValuePlace } from "./option-words.ts";

/** A word of a command that is a credential. */
export interface CredentialWord {
  readonly index: number;
  /** Where in the word the credential begins. */
  readonly from: number;
  readonly what: string;
  /** Whose it is, where that stands in front of it. */
  readonly user?: string;
}

interface Login {
  readonly programs: RegExp;
  /** Words that must be there too. */
  readonly words?: readonly string[];
  /** Options whose value, in the next word or behind `=`, is a credential. */
  readonly options?: readonly string[];
  /** Short options whose value may stand right behind them: `-psecret`. */
  readonly joined?: readonly string[];
  /** A key among the words, the next one being its value; or `key=value`. */
  readonly keys?: RegExp;
  readonly what: string;
}

/** From the programs' own documentation. */
const LOGINS: readonly Login[] = [
  {
    programs: /^(?:docker|podman|buildah|skopeo|nerdctl|crane|oras|regctl|helm)$/,
    words: ["login"],
    options: ["-p", "--password"],
    what: "a registry login",
  },
  {
    programs: /^helm$/,
    words: ["repo", "add"],
    options: ["--password"],
    what: "the login of a chart repository",
  },
  { programs: /^sshpass$/, options: ["-p"], joined: ["-p"], what: "an SSH password" },
  { programs: /^az$/, words: ["login"], options: ["-p", "--password"], what: "an Azure login" },
  {
    programs: /^aliyun$/,
    words: ["configure"],
    options: ["--access-key-secret", "--sts-token"],
    what: "an AccessKey secret",
  },
  {
    programs: /^(?:npm|pnpm|yarn)$/,
    keys: /(?:_authToken|_auth|_password|npmAuthToken|npmAuthIdent)$/i,
    what: "a login of a package registry",
  },
  {
    programs: /^aws$/,
    words: ["configure"],
    keys: /^(?:[\w.-]+\.)?(?:aws_secret_access_key|aws_session_token)$/,
    what: "an AWS secret key",
  },
  {
    programs: /^git$/,
    words: ["config"],
    keys: /(?:^|\.)(?:token|oauthtoken|password)$/i,
    what: "a token for Git",
  },
  {
    programs: /^composer$/,
    words: ["config"],
    keys: /^(?:github-oauth|gitlab-token|gitlab-oauth|bearer|bitbucket-oauth)\./,
    what: "a token for Composer",
  },
  {
    programs: /^(?:nuget|dotnet)$/,
    words: ["add"],
    options: ["--password", "-password", "-Password", "-p"],
    what: "the login of a package source",
  },
  { programs: /^dotnet$/, words: ["push"], options: ["--api-key", "-k"], what: "an API key" },
  { programs: /^twine$/, options: ["-p", "--password"], what: "a login of a package index" },
  {
    programs: /^wget$/,
    options: ["--password", "--http-password", "--ftp-password", "--proxy-password"],
    what: "a password",
  },
  { programs: /^curl$/, options: ["--oauth2-bearer", "--pass"], what: "a token" },
  { programs: /^(?:gh|glab|vault|heroku|snyk|npm)$/, options: ["--token", "--auth-token"], what: "a token" },
];

/** User and password in one word. */
const USERS: ReadonlySet<string> = new Set(["-u", "--user", "-U", "--proxy-user"]);
const HEADERS: ReadonlySet<string> = new Set(["-H", "--header", "--proxy-header"]);

/** The credentials among the words of a command, by its program's options; not those that stand in addresses. */
export function credentialWords(name: string, args: readonly string[]): readonly CredentialWord[] {
  const found = LOGINS.flatMap((login) => (login.programs.test(name) ? ofLogin(login, args) : []));
  for (const [option, value, place] of downloadBy({ name, args })?.values ?? []) {
    if (name === "curl" && USERS.has(option)) found.push(...userAndPassword(value, place));
    if (HEADERS.has(option)) found.push(...header(value, place));
  }
  // `git -c http.extraheader="Authorization: …"`, wherever it stands.
  if (name === "git") found.push(...args.flatMap((arg, index) => header(arg, { index, from: 0 })));
  return found;
}

function ofLogin(login: Login, args: readonly string[]): CredentialWord[] {
  const { words = [], options = [], joined = [], keys, what } = login;
  if (!words.every((word) => args.includes(word))) return [];
  return args.flatMap((arg, index): CredentialWord[] => {
    const equals = arg.indexOf("=");
    const name = equals < 0 ? arg : arg.slice(0, equals);
    const isKey = keys?.test(name) ?? false;
    if (!isKey && !options.includes(name)) {
      const option = joined.find((one) => arg.startsWith(one) && arg.length > one.length);
      return option === undefined ? [] : [{ index, from: option.length, what }];
    }
    if (equals >= 0) return [{ index, from: equals + 1, what }];
    // Behind a key there may be options of the command itself.
    let next = index + 1;
    while (isKey && args[next]?.startsWith("-")) next++;
    return next < args.length ? [{ index: next, from: 0, what }] : [];
  });
}

/** `bob:secret`. */
function userAndPassword(value: string, { index, from }: ValuePlace): CredentialWord[] {
  const colon = value.indexOf(":");
  if (colon < 0) return [];
  return [{ index, from: from + colon + 1, what: "user and password", user: value.slice(0, colon) }];
}

function header(value: string, { index, from }: ValuePlace): CredentialWord[] {
  const found =
    /(?:authorization\s{0,4}:\s{0,4}(?:(?:basic|bearer|token)\s{1,4})?|(?:private-token|x-api-key|x-auth-token|job-token)\s{0,4}:\s{0,4})(?=\S)/i.exec(
      value,
    );
  if (found === null) return [];
  return [{ index, from: from + found.index + found[0].length, what: "an authorization header" }];
}
