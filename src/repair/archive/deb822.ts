/**
 * One paragraph of a control file. Values keep their further lines with the leading space, as they stand; blanks at a
 * value's two ends are taken off. Source: deb822(5).
 */
export class Stanza {
  readonly fields: readonly (readonly [name: string, value: string])[];
  readonly #byName: ReadonlyMap<string, string>;

  constructor(fields: readonly (readonly [string, string])[]) {
    this.fields = fields;
    this.#byName = new Map(fields.map(([name, value]) => [name.toLowerCase(), value]));
  }

  /** Names know no case. */
  get(name: string): string | undefined {
    return this.#byName.get(name.toLowerCase());
  }

  /** Further lines folded into one, as relations and lists of words are read. */
  folded(name: string): string {
    return (this.get(name) ?? "").replace(/\s*\n\s*/g, " ").trim();
  }

  text(): string {
    return this.fields
      .map(([name, value]) =>
        value === "" || value.startsWith("\n") ? `${name}:${value}\n` : `${name}: ${value}\n`,
      )
      .join("");
  }
}

/** Throws `RangeError` for a line that belongs to no field. Lines that begin with `#` are comments where told so. */
export function parseStanza(text: string, comments = false): Stanza {
  const fields: [string, string][] = [];
  for (const line of text.split("\n")) {
    if (line.trim() === "" || (comments && line.startsWith("#"))) continue;
    const last = fields.at(-1);
    if (/^[ \t]/.test(line)) {
      if (last === undefined) throw new RangeError(`the line "${line.slice(0, 80)}" belongs to no field`);
      last[1] += `\n${line}`;
      continue;
    }
    const colon = line.indexOf(":");
    const name = line.slice(0, Math.max(colon, 0)).trimEnd();
    if (!/^[!-9;-~]+$/.test(name)) throw new RangeError(`the line "${line.slice(0, 80)}" is no field`);
    fields.push([name, line.slice(colon + 1).trimStart()]);
  }
  return new Stanza(fields.map(([name, value]) => [name, value.trimEnd()]));
}

/** All paragraphs of a small file. */
export function parseStanzas(text: string, comments = false): readonly Stanza[] {
  return text
    .replace(/\r\n/g, "\n")
    .split(/\n(?:[ \t]*\n)+/)
    .map((paragraph) => parseStanza(paragraph, comments))
    .filter(({ fields }) => fields.length > 0);
}
