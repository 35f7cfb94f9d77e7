import { credentialValue, hasUrlPassword, isCredentialName } from "../../../secrets/index.ts";
import { assignments } from "../formats/assignments.ts";
import type { Sensitive, SensitiveFile, SensitiveRule } from "../kind.ts";

const TEMPLATES = /(?:^|[._-])(?:example|sample|template|tmpl|tpl|dist|schema)$/;

export const dotenv: SensitiveRule = {
  id: "DD-SF-015",
  category: "sensitive",
  title: "Dotenv file",
  severity: "low",
  fires:
    "A file `.env`, `.env.production`, `app.env` or alike. It is high where a variable with a credential's name has a value, where a value is an address with a password, or where a value has the form of a known token or key.",
  guards:
    "`.env.example`, `.sample`, `.template`, `.dist`; files that only hold public keys; empty values, references and placeholders.",
  advice: "Name it in `.dockerignore`, and give the values when the container starts. Rotate what was in it.",
  peers: ["dockle"],
  files: [
    {
      wanted: { names: [".env", ".envrc"], starts: [".env."], extensions: ["env"], maxBytes: 1024 * 1024 },
      read: dotenvFile,
    },
  ],
};

function dotenvFile(file: SensitiveFile): readonly Sensitive[] {
  if (TEMPLATES.test(file.name)) return [];
  const values = assignments(file.text).filter(
    ({ key, value }) => /^[a-z_][a-z0-9_.]*$/.test(key) && value !== "",
  );
  if (values.length === 0 || values.every(({ key }) => key.includes("public"))) return [];
  const secrets = values
    .filter(
      ({ key, value }) =>
        hasUrlPassword(value) || (isCredentialName(key) && credentialValue(key, value) === "literal"),
    )
    .map(
      ({ key, value, line }): Sensitive => ({
        what: `value of ${key.toUpperCase()}`,
        severity: "high",
        value,
        line,
      }),
    );
  if (secrets.length > 0) return secrets;
  const [hit] = file.secrets;
  if (hit !== undefined) return [{ what: hit.title, severity: "high", value: textOf(file, hit) }];
  return [{ what: "settings of an application, without a value that is known to be secret" }];
}

function textOf({ bytes }: SensitiveFile, { offset, length }: { offset: number; length: number }): string {
  return bytes.toString("utf8", offset, offset + length);
}
