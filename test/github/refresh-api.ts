/**
 * Cuts the operations that drydock uses out of GitHub's published OpenAPI description:
 *
 *   npm pack @octokit/openapi@23.0.2 && tar xzf octokit-openapi-23.0.2.tgz package/generated/api.github.com.json
 *   node test/github/refresh-api.ts package/generated/api.github.com.json
 *
 * References are resolved, descriptions and examples left out; what constrains a request stays as it is.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

type Json = Record<string, unknown>;

const OPERATIONS: readonly (readonly [method: string, path: string])[] = [
  ["post", "/repos/{owner}/{repo}/code-scanning/sarifs"],
  ["get", "/repos/{owner}/{repo}/code-scanning/sarifs/{sarif_id}"],
  ["post", "/repos/{owner}/{repo}/check-runs"],
  ["patch", "/repos/{owner}/{repo}/check-runs/{check_run_id}"],
  ["post", "/repos/{owner}/{repo}/statuses/{sha}"],
  ["get", "/repos/{owner}/{repo}/issues/{issue_number}/comments"],
  ["post", "/repos/{owner}/{repo}/issues/{issue_number}/comments"],
  ["patch", "/repos/{owner}/{repo}/issues/comments/{comment_id}"],
  ["post", "/repos/{owner}/{repo}/dependency-graph/snapshots"],
  ["get", "/repos/{owner}/{repo}/pulls"],
];
const PROSE = new Set(["description", "example", "examples", "externalDocs"]);

const description = JSON.parse(readFileSync(process.argv[2] ?? "", "utf8")) as Json;

function resolved(value: unknown, isProperties = false): unknown {
  if (Array.isArray(value)) return value.map((item) => resolved(item));
  if (value === null || typeof value !== "object") return value;
  const { $ref } = value as { $ref?: string };
  if ($ref !== undefined) return resolved(at($ref.slice(2).split("/")));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => isProperties || !PROSE.has(key))
      // ajv only knows `nullable` beside a type; without it the schema forbids more than GitHub does.
      .filter(([key]) => key !== "nullable" || "type" in value)
      .map(([key, own]) => [key, resolved(own, key === "properties")]),
  );
}

function at(path: readonly string[]): unknown {
  return path.reduce<unknown>((node, key) => (node as Json)[key], description);
}

const operations = OPERATIONS.map(([method, path]) => {
  const operation = at(["paths", path, method]) as Json;
  const content = (operation.requestBody as { content?: Json } | undefined)?.content?.["application/json"] as
    | { schema: unknown }
    | undefined;
  return {
    id: operation.operationId,
    method: method.toUpperCase(),
    path,
    parameters: (resolved(operation.parameters ?? []) as Json[]).map(
      ({ name, in: place, required, schema }) => ({
        name,
        in: place,
        required: required === true,
        schema,
      }),
    ),
    statuses: Object.keys(operation.responses as Json).map(Number),
    ...(content === undefined ? {} : { body: resolved(content.schema) }),
  };
});
const { version } = description.info as { version: string };
const text = JSON.stringify({ source: `@octokit/openapi ${version} (MIT)`, operations }, null, 1);
writeFileSync(join(import.meta.dirname, "fixtures/github-api.json"), `${text}\n`);
