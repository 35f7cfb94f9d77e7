/** A stretch of a text. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/** An object in a JSON text, by where things stand. Of a name that occurs twice the last counts, as in `JSON.parse`. */
interface ObjectSpan extends Span {
  readonly values: ReadonlyMap<string, Span>;
}

/**
 * Changes to one JSON document that leave every byte alone that they are not about: order, number formats and escapes of
 * other tools survive. The text must be valid JSON whose root is an object. A path that leads through something else than
 * objects (or `null`, which counts as absent) throws `TypeError`.
 */
export class JsonText {
  #text: string;

  constructor(text: string) {
    JSON.parse(text);
    this.#text = text;
  }

  get text(): string {
    return this.#text;
  }

  /** Sets a member; objects on the way are made where they are missing. */
  set(path: readonly string[], value: unknown): void {
    const [key, ...rest] = path;
    if (key === undefined) throw new TypeError("an empty path");
    this.#set(this.#root(), key, rest, value);
  }

  /** Adds an item at the end of the list there. False = there is none. */
  append(path: readonly string[], value: unknown): boolean {
    const span = this.#find(path);
    if (span === undefined || this.#text[span.start] !== "[") return false;
    const close = span.end - 1;
    const isEmpty = this.#text.slice(span.start + 1, close).trim() === "";
    this.#replace({ start: close, end: close }, `${isEmpty ? "" : ","}${JSON.stringify(value)}`);
    return true;
  }

  #set(object: ObjectSpan, key: string, rest: readonly string[], value: unknown): void {
    const span = object.values.get(key);
    const [next, ...further] = rest;
    if (span !== undefined && next !== undefined && this.#text[span.start] === "{") {
      this.#set(objectAt(this.#text, span.start), next, further, value);
      return;
    }
    if (span !== undefined && next !== undefined && this.#text.slice(span.start, span.end) !== "null")
      throw new TypeError(`${key} is no object`);
    const whole = rest.reduceRight<unknown>((inner, name) => ({ [name]: inner }), value);
    if (span !== undefined) {
      this.#replace(span, JSON.stringify(whole));
      return;
    }
    const at = object.end - 1;
    const comma = object.values.size === 0 ? "" : ",";
    this.#replace({ start: at, end: at }, `${comma}${JSON.stringify(key)}:${JSON.stringify(whole)}`);
  }

  #find(path: readonly string[]): Span | undefined {
    let span: Span = this.#root();
    for (const key of path) {
      if (this.#text[span.start] !== "{") return undefined;
      const found = objectAt(this.#text, span.start).values.get(key);
      if (found === undefined) return undefined;
      span = found;
    }
    return span;
  }

  #root(): ObjectSpan {
    return objectAt(this.#text, skipSpace(this.#text, 0));
  }

  #replace({ start, end }: Span, by: string): void {
    this.#text = this.#text.slice(0, start) + by + this.#text.slice(end);
  }
}

function objectAt(text: string, start: number): ObjectSpan {
  if (text[start] !== "{") throw new TypeError("it is no object");
  const values = new Map<string, Span>();
  let at = skipSpace(text, start + 1);
  while (text[at] !== "}") {
    const keyEnd = endOf(text, at);
    const key = JSON.parse(text.slice(at, keyEnd)) as string;
    const value = skipSpace(text, skipSpace(text, keyEnd) + 1);
    const end = endOf(text, value);
    values.set(key, { start: value, end });
    at = skipSpace(text, end);
    if (text[at] === ",") at = skipSpace(text, at + 1);
  }
  return { start, end: at + 1, values };
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (/\s/.test(text[at] ?? "")) at++;
  return at;
}

/** Of the value that begins here: brackets are counted, those in strings passed over. */
function endOf(text: string, start: number): number {
  let depth = 0;
  let at = start;
  do {
    const sign = text[at];
    if (sign === '"') at = endOfString(text, at);
    else {
      if (sign === "{" || sign === "[") depth++;
      else if (sign === "}" || sign === "]") depth--;
      at++;
    }
  } while (depth > 0);
  if (/["{[]/.test(text[start] ?? "")) return at;
  while (at < text.length && !/[\s,}\]]/.test(text[at] ?? "")) at++;
  return at;
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at + 1;
}
