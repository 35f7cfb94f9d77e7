import type { FileEntry } from "../../analysis/analyzer.ts";
import type { SensitiveRule, Shape } from "./kind.ts";

/** A shape with the rule that it belongs to. */
export interface RuleShape {
  readonly rule: SensitiveRule;
  readonly shape: Shape;
}

/** Answers which shapes a file may have; it is asked about every file of an image. */
export type LookUp = (entry: Pick<FileEntry, "path" | "size">) => readonly RuleShape[];

const NONE: readonly RuleShape[] = [];

/** How many characters of a name's beginning the look-up goes by. */
const START = 3;

/** A handful of look-ups in tables for a file, however many shapes there are. */
export function lookUpOf(shapes: readonly RuleShape[]): LookUp {
  const byName = new Map<string, RuleShape[]>();
  const byPathName = new Map<string, (readonly [path: string, RuleShape])[]>();
  const byExtension = new Map<string, RuleShape[]>();
  const byStart = new Map<string, (readonly [start: string, RuleShape])[]>();
  const byFolder = new Map<string, RuleShape[]>();
  for (const one of shapes) {
    const { names = [], paths = [], extensions = [], starts = [], folders = [] } = one.shape.wanted;
    for (const name of names) add(byName, name, one);
    for (const path of paths) add(byPathName, nameOf(path), [`/${path}`, one] as const);
    for (const extension of extensions) add(byExtension, extension, one);
    for (const start of starts) add(byStart, start.slice(0, START), [start, one] as const);
    for (const folder of folders) add(byFolder, folder, one);
  }
  return ({ path, size }) => {
    if (size === 0) return NONE;
    const lower = path.toLowerCase();
    const name = nameOf(lower);
    const found: RuleShape[] = [];
    const take = (one: RuleShape) => {
      const { maxBytes } = one.shape.wanted;
      if ((maxBytes === undefined || size <= maxBytes) && !found.includes(one)) found.push(one);
    };
    byName.get(name)?.forEach(take);
    const dot = name.lastIndexOf(".");
    if (dot >= 0) byExtension.get(name.slice(dot + 1))?.forEach(take);
    for (const [end, one] of byPathName.get(name) ?? []) if (`/${lower}`.endsWith(end)) take(one);
    for (const [start, one] of byStart.get(name.slice(0, START)) ?? []) if (name.startsWith(start)) take(one);
    byFolder.get(folderNameOf(lower))?.forEach(take);
    return found.length === 0 ? NONE : found;
  };
}

/** The base name. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function folderNameOf(path: string): string {
  const end = path.lastIndexOf("/");
  return end <= 0 ? "" : path.slice(path.lastIndexOf("/", end - 1) + 1, end);
}

function add<T>(table: Map<string, T[]>, key: string, value: T): void {
  const known = table.get(key);
  if (known === undefined) table.set(key, [value]);
  else known.push(value);
}
