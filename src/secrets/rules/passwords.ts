import { GENERIC, isMixed } from "../entropy.ts";
import { type Found, type Judgement, RANK, type SecretRule } from "../rule.ts";
import { formed, inAnyCase, isAssigned } from "../shapes.ts";

const DATABASE =
  /(?:db|database|mysql|maria|postgres|pg|mongo|redis|oracle|mssql|sql|datasource|jdbc|rds|clickhouse|cassandra|elastic|rabbit|amqp|ldap)/i;

const OPERATOR = String.raw`["'${"`"}]?[ \t]{0,8}(?:=>|:=|=|:)[ \t]{0,8}`;

export const databasePassword: SecretRule = formed({
  id: "DD-SF-190",
  title: "Database password in a setting",
  severity: "medium",
  shape:
    "a literal password under a name that speaks of a database, such as `DB_PASSWORD` or `spring.datasource.password`",
  guards:
    "References to variables, function calls and property paths of programs; hashes; empty values and placeholders.",
  anchors: [
    { text: "password", ignoreCase: true },
    { text: "passwd", ignoreCase: true },
    { text: "_pass", ignoreCase: true },
  ],
  before: 60,
  after: 200,
  expression: String.raw`(?:${["password", "passwd", "_pass"].map(inAnyCase).join("|")})${OPERATOR}(?<quote>["'${"`"}]?)(?<value>[^\s"'${"`"}<>;,]{4,128})\k<quote>(?=[\s;,"'})\]]|$)`,
  isPassword: true,
  rollUp: "password",
  peek: isAssigned,
  judge: ofDatabase,
});

const NAMES = [
  "secret",
  "token",
  "password",
  "passwd",
  "api_key",
  "apikey",
  "api-key",
  "access_key",
  "credential",
];

export const generic: SecretRule = formed({
  id: "DD-SF-199",
  title: "Value that looks like a secret",
  severity: "low",
  shape:
    "a quoted or bare value of great variety under a name such as secret, token, password, api key or credential",
  guards:
    "Values with words of a dictionary in them, paths, addresses, hashes that check integrity, and all that a program computes.",
  peers: ["GL generic-api-key"],
  isOptional: true,
  anchors: NAMES.map((text) => ({ text, ignoreCase: true })),
  before: 60,
  after: 240,
  expression: String.raw`(?:${NAMES.map(inAnyCase).join("|")})[A-Za-z0-9_.-]{0,40}${OPERATOR}(?<quote>["'${"`"}]?)(?<value>[^\s"'${"`"}<>;,]{16,150})\k<quote>(?=[\s;,"'})\]]|$)`,
  floor: GENERIC,
  rank: RANK.generic,
  isPassword: true,
  peek: isAssigned,
  judge: ofVariety,
});

/** The name that ends before the operator, from its first character on. */
function nameBefore(text: string, at: number): string {
  return /[A-Za-z0-9_.-]{0,60}$/.exec(text.slice(Math.max(0, at - 60), at))?.[0] ?? "";
}

function ofDatabase({ text, match, value }: Found): Judgement | undefined {
  const name = nameBefore(text, match.index);
  if (!DATABASE.test(name) || isCode(value, match.groups?.quote ?? "", text, match.index)) return undefined;
  return {};
}

function ofVariety({ text, match, value }: Found): Judgement | undefined {
  if (isCode(value, match.groups?.quote ?? "", text, match.index)) return undefined;
  if (/^(?:sha(?:1|256|384|512)[-:=]|https?:|\/|\.\/|[a-z]+:\/\/)/i.test(value)) return undefined;
  const isOfThreeKinds = /[a-z]/.test(value) && /[A-Z]/.test(value) && /[0-9]/.test(value);
  const hasSigns = /[^A-Za-z0-9_.-]/.test(value) && /[0-9]/.test(value);
  return (isOfThreeKinds || hasSigns) && isMixed(value, GENERIC) && !hasWords(value) ? {} : undefined;
}

/** What a program would compute, and what a file of settings refers to. */
function isCode(value: string, quote: string, text: string, at: number): boolean {
  if (/[${}()*[\]]|=>|^%|^@|::|->|\\/.test(value) && quote === "") return true;
  if (/^\$(?:[1256y]|2[aby])\$|^\{(?:SSHA|SHA|MD5|CRYPT|noop)\}/i.test(value)) return true;
  if (/\$\{|\{\{|^\$\w|%\(|^%[A-Z_]+%$|#\{/.test(value)) return true;
  if (quote !== "") return false;
  if (/^[A-Z0-9_]+$/.test(nameBefore(text, at))) return false;
  // In a program: `password: string`, `password = options.password`, `const password = x1`.
  const line = text.slice(text.lastIndexOf("\n", at) + 1, at);
  return (
    !/[0-9!@#%^&+~?]/.test(value) ||
    /^[A-Za-z_][A-Za-z0-9_]*\.[A-Za-z0-9_.]+$/.test(value) ||
    /\b(?:const|let|var|this|self|return|if|function|def)\b/.test(line)
  );
}

/** Two long runs of small letters are words, as in `some_long_identifier_2`. */
function hasWords(value: string): boolean {
  const words = value.match(/[a-z]{4,}/g) ?? [];
  return words.reduce((sum, { length }) => sum + length, 0) > value.length / 2;
}
