import { Unreadable } from "../../errors.ts";
import type { VersionScheme } from "../../versions/index.ts";
import { BadInstalledVersion } from "./bad-version.ts";

const OPERATORS: Readonly<Record<string, (order: number) => boolean>> = {
  "=": (order) => order === 0,
  "==": (order) => order === 0,
  "!=": (order) => order !== 0,
  ">": (order) => order > 0,
  "<": (order) => order < 0,
  ">=": (order) => order >= 0,
  "<=": (order) => order <= 0,
};

const BOUND = /^(==|!=|>=|<=|[=<>])? *(\d[0-9a-zA-Z.\-+~:_^]*)$/;

/**
 * Whether a version lies in a range of the suppliers' feeds: bounds that all must hold, separated by commas (or, where
 * there is no comma, by spaces); no operator means equality; `>= 1.2, < 1.4`, `>=1.2 <1.4`, `1.3`. Throws `Unreadable`
 * for a range or version that cannot be parsed.
 */
export function inRange(scheme: VersionScheme, version: string, range: string): boolean {
  const bounds = parseRange(range);
  if (!scheme.valid(version)) throw new BadInstalledVersion(version);
  return bounds.every(({ holds, limit }) => holds(scheme.compare(version, limit)));
}

function parseRange(range: string) {
  const parts = range.includes(",") ? range.split(",") : range.replace(/([<>=!]) +/g, "$1").split(/\s+/);
  const bounds = parts.map((part) => part.trim()).filter((part) => part !== "");
  if (bounds.length === 0) throw new Unreadable("a range of versions is empty");
  return bounds.map((bound) => {
    const [, operator = "=", limit] = BOUND.exec(bound) ?? [];
    const holds = OPERATORS[operator];
    if (limit === undefined || holds === undefined)
      throw new Unreadable(`not a range of versions: ${JSON.stringify(range.slice(0, 80))}`);
    return { holds, limit };
  });
}
