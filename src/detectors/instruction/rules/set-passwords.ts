import type { Command } from "../command.ts";
import { originOf } from "../credential.ts";
import { allSteps } from "../lineage.ts";
import { optionWords } from "../option-words.ts";
import type { InstructionRule } from "../rule.ts";

/** `ALTER USER … IDENTIFIED BY 'x'`, `SET PASSWORD … = 'x'`, `WITH PASSWORD 'x'`. */
const SQL =
  /\b(?:identified\s{1,8}(?:with\s{1,8}\w{1,60}\s{1,8})?(?:by|as)|password(?:\s{0,8}=|\s{0,8}\(|\s{1,8}(?=["'\\])))\s{0,8}["'\\]{1,3}([^"'\\]{1,200})/i;
const SQL_PROGRAMS = /^(?:mysql|mariadb|mysqladmin|mysqld|psql|sqlcmd|sqlplus)$/;

export const passwordSet: InstructionRule = {
  id: "DD-DF-013",
  category: "instruction",
  title: "Password set by literal",
  severity: "high",
  fires:
    "A RUN gives an account or a database user a password that stands there: chpasswd, passwd --stdin, useradd -p, usermod -p, a hash that openssl passwd or mkpasswd makes for one of these, or SQL with IDENTIFIED BY or PASSWORD.",
  guards:
    "Locked passwords (useradd -p '*' or '!', passwd -l) and values from a secret mount or from the output of a command are fine.",
  advice: "Do not give the account a password: nobody logs in to a container.",
  peers: ["CKV2_DOCKER_17", "CIS 4.10"],
  *check(scene) {
    for (const step of allSteps(scene)) {
      if (step.keyword !== "RUN") continue;
      for (const command of step.commands) {
        const what = passwordOf(command);
        if (what !== undefined) yield { at: command, evidence: [what] };
      }
    }
  },
};

function passwordOf(command: Command): string | undefined {
  const { name, args } = command;
  switch (name) {
    case "chpasswd":
      return given(command).some(
        ([raw, value]) =>
          isPassword(command, raw, value.slice(value.indexOf(":") + 1)) && value.includes(":"),
      )
        ? "It sets a password through chpasswd."
        : undefined;
    case "passwd":
      if (args.some((arg) => /^-[a-z]*[ludeS]|^--(?:lock|unlock|delete|expire|status)$/.test(arg)))
        return undefined;
      return given(command).some(([raw, value]) => isPassword(command, raw, value))
        ? "It sets a password through passwd."
        : undefined;
    case "useradd":
    case "usermod":
      return encrypted(command) ? `It sets a password through ${name} -p.` : undefined;
    case "openssl":
    case "mkpasswd":
      return hashes(command) ? `It makes the hash of a password through ${name}, for an account.` : undefined;
    default:
      return SQL_PROGRAMS.test(name) && setsBySql(command)
        ? "It sets the password of a database user."
        : undefined;
  }
}

/** What the commands in front of it in the pipeline say, and what a heredoc or a here-string holds. */
function given({ pipeline, redirects }: Command): readonly (readonly [raw: string, value: string])[] {
  const said = pipeline.flatMap(({ name, args, rawArgs }) =>
    name === "echo" || name === "printf"
      ? args.map((arg, index) => [rawArgs[index] ?? "", arg] as const)
      : [],
  );
  const read = redirects.flatMap(({ operator, target, content }) => {
    const text = content ?? (operator === "<<<" ? target : undefined);
    return text === undefined ? [] : text.split("\n", 100).map((line) => [line, line] as const);
  });
  return [...said.filter(([, value]) => !/^-[a-zA-Z]$|^%s/.test(value)), ...read].filter(
    ([, value]) => value !== "",
  );
}

const HASH_OPTIONS: ReadonlySet<string> = new Set("-salt -S --salt -m --method -R --rounds -in".split(" "));

/** `useradd -p "$(openssl passwd -6 word)"`: the word is here, and only its hash is there. */
function hashes(command: Command): boolean {
  const { name, args, rawArgs, step } = command;
  if (name === "openssl" && args[0] !== "passwd") return false;
  if (!step.commands.some((one) => /^(?:useradd|usermod|chpasswd)$/.test(one.name))) return false;
  const from = name === "openssl" ? 1 : 0;
  const [word] = optionWords(args.slice(from), HASH_OPTIONS).operands;
  return word !== undefined && isPassword(command, rawArgs[args.indexOf(word, from)] ?? "", word);
}

/** Everything that is told, be it a placeholder: it is a password all the same. */
function isPassword({ step }: Command, raw: string, value: string): boolean {
  if (/^[*!]{1,2}$/.test(value)) return false; // locked
  const origin = originOf(step, raw, value);
  if (origin === "placeholder") return value !== "" && !value.startsWith("$");
  return origin === "literal" || (origin === "variable" && !value.includes("\0"));
}

function encrypted({ step, args, rawArgs }: Command): boolean {
  return args.some((arg, index) => {
    const equals = arg.startsWith("--password=") ? "--password=".length : 0;
    const isBefore = args[index - 1] === "-p" || args[index - 1] === "--password";
    if (equals === 0 && !isBefore) return false;
    const value = arg.slice(equals);
    if (/^[*!]/.test(value) || value === "x") return false;
    const origin = originOf(step, rawArgs[index] ?? "", value);
    return origin !== "elsewhere" && !value.includes("\0");
  });
}

function setsBySql({ step, args, rawArgs, redirects, pipeline }: Command): boolean {
  const said = pipeline.flatMap((one) => (one.name === "echo" || one.name === "printf" ? one.args : []));
  const read = redirects.flatMap(
    ({ content, operator, target }) => content ?? (operator === "<<<" ? target : []),
  );
  const texts = [
    ...args.map((arg, index) => [rawArgs[index] ?? "", arg] as const),
    ...[...said, ...read].map((text) => [text, text] as const),
  ];
  return texts.some(([, text]) => {
    const password = SQL.exec(text)?.[1];
    return (
      password !== undefined && !/[\0$]/.test(password) && originOf(step, password, password) !== "elsewhere"
    );
  });
}
