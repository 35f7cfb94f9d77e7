import { isPlaceholder } from "../placeholder.ts";
import { type Found, type Judgement, RANK, type SecretRule } from "../rule.ts";
import { formed, inAnyCase, isAssigned } from "../shapes.ts";

/** What follows `://` up to the host: the user may be empty, the password may not. */
const USERINFO = String.raw`(?<user>[^\s:@/"'<>\\${"`"}|(){}]{0,64}):(?<value>[^\s@/"'<>\\${"`"}|(){}]{3,128})@(?<host>[A-Za-z0-9.[_-]{1,200})`;

// biome-ignore format: a list
const NOBODY: ReadonlySet<string> = new Set(["git", "anonymous", "anon", "ftp", "guest", "user", "username", "usr", "foo", "login", "name", "x-access-token", "oauth2"]);
const MESSAGES = /(?:mongodb(?:\+srv)?|rediss?|amqps?|kafka|nats|mqtts?)$/;
const DATABASES =
  /(?:postgres(?:ql)?|mysql|mariadb|mssql|sqlserver|oracle|clickhouse|cockroachdb|db2|cassandra|neo4j|bolt)(?:\+[a-z0-9]{2,20})?$/;

export const urlPassword: SecretRule = formed({
  id: "DD-SF-187",
  title: "Password in a URL",
  severity: "high",
  shape: "a URL with a user's password: `scheme://user:password@host`",
  guards:
    "Users such as `git` and `anonymous`; placeholders, templates and hosts of examples; a password that is the user's name.",
  peers: ["TS url-userinfo"],
  anchors: ["://"],
  before: 40,
  after: 420,
  expression: String.raw`(?<=[a-z0-9]):\/\/${USERINFO}`,
  isPassword: true,
  rollUp: "password",
  peek: hasUserinfo,
  judge: (found) => (schemeOf(found, MESSAGES) || schemeOf(found, DATABASES) ? undefined : realLogin(found)),
});

export const connectionUrl: SecretRule = formed({
  id: "DD-SF-188",
  title: "Password in a connection string",
  severity: "high",
  shape: "a URL of MongoDB, Redis, AMQP or a database with a literal password",
  guards: "Placeholders, templates and hosts of examples; a password that is the user's name.",
  anchors: ["://"],
  before: 40,
  after: 420,
  expression: String.raw`(?<=[a-z0-9]):\/\/${USERINFO}`,
  rank: RANK.named,
  isPassword: true,
  rollUp: "password",
  peek: hasUserinfo,
  judge: (found) => (schemeOf(found, MESSAGES) || schemeOf(found, DATABASES) ? realLogin(found) : undefined),
});

export const jdbc: SecretRule = formed({
  id: "DD-SF-188",
  title: "Password in a connection string",
  severity: "high",
  shape: "a JDBC address with a literal password",
  anchors: ["jdbc:"],
  expression: String.raw`jdbc:[a-z0-9]{2,20}:[^\s"'<>]{0,300}?[?&;](?:password|pwd)=(?<value>[^\s&;"'<>${"`"}\\{}$]{3,128})`,
  rank: RANK.named,
  isPassword: true,
  rollUp: "password",
  judge: ({ match }) => (/example\.(?:com|org|net)/.test(match[0]) ? undefined : {}),
});

export const adoString: SecretRule = formed({
  id: "DD-SF-188",
  title: "Password in a connection string",
  severity: "high",
  shape: "an ODBC or ADO connection string with a literal password",
  anchors: [
    { text: "password=", ignoreCase: true },
    { text: ";pwd=", ignoreCase: true },
  ],
  before: 300,
  after: 160,
  expression: String.raw`(?:;${inAnyCase("pwd")}|${inAnyCase("password")})=(?<value>[^;"'\s<>${"`"}\\{}$]{3,128})`,
  rank: RANK.named,
  isPassword: true,
  rollUp: "password",
  judge: ({ text, start }) => {
    const front = text.slice(Math.max(0, start - 280), start);
    const line = front.slice(front.lastIndexOf("\n") + 1);
    return /(?:server|data source|host|driver|uid|user id|initial catalog|database)\s?=[^;]{1,120};/i.test(
      line,
    )
      ? {}
      : undefined;
  },
});

export const header: SecretRule = formed({
  id: "DD-SF-189",
  title: "Credential in an Authorization header",
  severity: "high",
  shape: "a literal `Authorization` header with `Basic`, `Bearer` or `Token`",
  guards: "Values from variables; placeholders; of Basic what does not decode to a user and a password.",
  peers: ["GL curl-auth-header"],
  anchors: [{ text: "authorization", ignoreCase: true }],
  expression: String.raw`${inAnyCase("authorization")}\\?["'${"`"}]?\]?[ \t]{0,4}(?::|=>?|,)[ \t]{0,4}\\?["'${"`"}]?(?<scheme>[bB]asic|[bB]earer|[tT]oken|BASIC|BEARER)[ \t]{1,4}(?<value>[A-Za-z0-9+/=_.~-]{12,600})(?![A-Za-z0-9+/=_.~-])`,
  floor: 3.5,
  isPassword: true,
  peek: isAssigned,
  judge: inHeader,
});

/** Whether `user:password@` may follow: of most addresses a slash comes first. */
function hasUserinfo(bytes: Buffer, at: number): boolean {
  const end = Math.min(bytes.length, at + 204);
  let hasColon = false;
  for (let index = at + 3; index < end; index++) {
    const byte = bytes[index]!;
    if (byte === 0x40) return hasColon;
    if (byte === 0x3a) hasColon = true;
    // Control characters, blank, quotes, slash
    else if (byte <= 0x22 || byte === 0x27 || byte === 0x2f || byte === 0x60) return false;
  }
  return false;
}

function schemeOf({ text, match }: Found, schemes: RegExp): boolean {
  return schemes.test(text.slice(Math.max(0, match.index - 30), match.index));
}

function realLogin({ match, value }: Found): Judgement | undefined {
  const { user = "", host = "" } = match.groups ?? {};
  const password = unescaped(value);
  if (NOBODY.has(user.toLowerCase()) || /anon/i.test(value) || isPlaceholder(password) || isTemplate(value))
    return undefined;
  if (user !== "" && isPlaceholder(user) && user.length > 3) return undefined;
  if (
    /(?:^|\.)example(?:\.|$)|^(?:host|hostname|server|domain|proxy|your|ip|addr|address)(?:$|[._-])/i.test(
      host,
    )
  )
    return undefined;
  return password.toLowerCase() === user.toLowerCase() ? undefined : {};
}

function isTemplate(value: string): boolean {
  return /[$*[\]]|%[sdv(]|^\.\.\.|:\w+:/.test(value);
}

function unescaped(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

function inHeader({ match, value }: Found): Judgement | undefined {
  if (match.groups?.scheme?.toLowerCase() !== "basic")
    return value.length >= 20 && /[0-9]/.test(value) ? {} : undefined;
  const login = Buffer.from(value, "base64").toString("latin1");
  const [user = "", ...rest] = login.split(":");
  const password = rest.join(":");
  if (!/^[\x20-\x7e]{3,300}$/.test(password) || !/^[\x21-\x7e]{1,200}$/.test(user)) return undefined;
  return isPlaceholder(password) || isPlaceholder(`${user}${password}`) ? undefined : {};
}
