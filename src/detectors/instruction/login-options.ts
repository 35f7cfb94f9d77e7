/** A word of a command that is a credential. */
export interface CredentialWord {
  readonly index: number;
  /** Where in the word the credential begins. */
  readonly from: number;
  readonly what: string;
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
const USERS = ["-u", "--user", "-U", "--proxy-user"];
const HEADERS = ["-H", "--header"];

/** The credentials among the words of a command, by its program's options; not those that stand in addresses. */
export function credentialWords(name: string, args: readonly string[]): readonly CredentialWord[] {
  const found = LOGINS.flatMap((login) => (login.programs.test(name) ? ofLogin(login, args) : []));
  if (name === "curl") found.push(...userWords(args));
  if (name === "curl" || name === "wget") found.push(...headerWords(args, HEADERS));
  if (name === "git") found.push(...headerWords(args, []));
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
    const next = args.findIndex((word, at) => at > index && (!isKey || !word.startsWith("-")));
    return next < 0 ? [] : [{ index: next, from: 0, what }];
  });
}

function userWords(args: readonly string[]): CredentialWord[] {
  return args.flatMap((arg, index): CredentialWord[] => {
    const attached = /^(?:--(?:proxy-)?user=|-u)(?=[^\s:]{1,200}:)/.exec(arg)?.[0];
    const at = attached !== undefined ? index : USERS.includes(args[index - 1] ?? "") ? index : -1;
    const colon = arg.indexOf(":", attached?.length ?? 0);
    return at < 0 || colon < 0 ? [] : [{ index, from: colon + 1, what: "user and password" }];
  });
}

/** `options` empty = wherever it stands: `git -c http.extraheader="Authorization: …"`. */
function headerWords(args: readonly string[], options: readonly string[]): CredentialWord[] {
  return args.flatMap((arg, index): CredentialWord[] => {
    const isHeader =
      options.length === 0 ||
      options.includes(args[index - 1] ?? "") ||
      options.some((option) => arg.startsWith(option));
    const header =
      /(?:authorization\s{0,4}:\s{0,4}(?:(?:basic|bearer|token)\s{1,4})?|(?:private-token|x-api-key|x-auth-token|job-token)\s{0,4}:\s{0,4})(?=\S)/i.exec(
        arg,
      );
    if (!isHeader || header === null) return [];
    return [{ index, from: header.index + header[0].length, what: "an authorization header" }];
  });
}
