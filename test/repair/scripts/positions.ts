import { forEachChild, parse, type SyntaxNode } from "unbash";

/**
 * Where statements begin in a script, by a parser that is not ours: what is put there is run before the statement. Left out
 * are those in backquotes, whose places are not those of the text.
 */
export function statementPositions(script: string): readonly number[] {
  const positions = new Set<number>();
  const visit = (node: SyntaxNode): void => {
    if (node.type === "Script" && node.source !== undefined) return;
    if (node.type === "Statement") positions.add(node.pos);
    if (node.type !== "CommandExpansion" || node.text.startsWith("$(")) forEachChild(node, visit);
  };
  visit(parse(script));
  return [...positions].toSorted((a, b) => a - b);
}

/** The script with `command` before the statement at `position`. */
export function inserted(script: string, position: number, command: string): string {
  return `${script.slice(0, position)}${command}; ${script.slice(position)}`;
}
