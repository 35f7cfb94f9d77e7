import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";

const COMPONENT = join(import.meta.dirname, "../gitlab/templates/drydock/template.yml");

interface ComponentInput {
  readonly description: string;
  readonly type?: string;
  readonly default: unknown;
  readonly options?: readonly string[];
}

/** The inputs of the GitLab component as a table in Markdown. */
export function componentInputs(): string {
  const [header] = parseAllDocuments(readFileSync(COMPONENT, "utf8")).map((document) => document.toJS());
  const { inputs } = header.spec as { readonly inputs: Readonly<Record<string, ComponentInput>> };
  const rows = Object.entries(inputs).map(([name, input]) => {
    const { description, type = "string", default: standard, options } = input;
    const shown =
      standard === "" ? "" : `\`${typeof standard === "string" ? standard : JSON.stringify(standard)}\``;
    const choices = options === undefined ? "" : ` One of ${options.map((one) => `\`${one}\``).join(", ")}.`;
    return `| \`${name}\` | ${type} | ${shown} | ${(description + choices).replaceAll("|", "\\|")} |`;
  });
  return ["| Input | Type | Default | What it does |", "| --- | --- | --- | --- |", ...rows].join("\n");
}
