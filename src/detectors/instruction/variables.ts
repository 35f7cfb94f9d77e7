import { partition } from "../../dockerfile/index.ts";

type Kind = "env" | "arg";

/** What stands below all stages. */
export interface Below {
  readonly env: ReadonlyMap<string, string>;
  /** Of variables that nobody in the file has set. */
  unset(name: string): string | undefined;
}

interface Change {
  readonly since: number;
  readonly value: string;
}

/** So many stages are asked one after the other; a stage that stands higher begins with a copy. */
const MAX_DEPTH = 32;

/** The variables of a stage at each of its steps. A copy for each of 5,000 `ENV`s would fill the memory. */
export class Variables {
  readonly #parent: Variables | undefined;
  readonly #below: Below;
  readonly #depth: number;
  readonly #changes = { env: new Map<string, Change[]>(), arg: new Map<string, Change[]>() };
  #time = 0;

  constructor(below: Below, parent?: Variables) {
    const isDeep = parent !== undefined && parent.#depth >= MAX_DEPTH;
    this.#below = below;
    this.#parent = isDeep ? undefined : parent;
    this.#depth = this.#parent === undefined ? 0 : this.#parent.#depth + 1;
    if (isDeep) parent.#copyTo(this);
  }

  /** Of a stage that stands on this one. */
  above(): Variables {
    return new Variables(this.#below, this);
  }

  /** What is set later is not seen from here. */
  get time(): number {
    return this.#time;
  }

  set(kind: Kind, name: string, value: string): void {
    const change = { since: ++this.#time, value };
    const known = this.#changes[kind].get(name);
    if (known === undefined) this.#changes[kind].set(name, [change]);
    else known.push(change);
  }

  /** `ENV` hides `ARG`, in whichever order they come; `undefined` = the file and the base set none. */
  valueAt(name: string, time: number): string | undefined {
    return this.#find("env", name, time) ?? this.#below.env.get(name) ?? this.#find("arg", name, time);
  }

  unset(name: string): string | undefined {
    return this.#below.unset(name);
  }

  #find(kind: Kind, name: string, time: number): string | undefined {
    const own = lastUntil(this.#changes[kind].get(name), time);
    const parent = this.#parent;
    if (own !== undefined || parent === undefined) return own;
    return parent.#find(kind, name, Number.POSITIVE_INFINITY);
  }

  #copyTo(target: Variables): void {
    const parent = this.#parent;
    if (parent !== undefined) parent.#copyTo(target);
    for (const kind of ["env", "arg"] as const)
      for (const [name, changes] of this.#changes[kind]) target.set(kind, name, changes.at(-1)?.value ?? "");
  }
}

function lastUntil(changes: readonly Change[] = [], time: number): string | undefined {
  return changes[partition(changes, ({ since }) => since <= time) - 1]?.value;
}
