import type { ByteSink, FileEntry } from "../../analysis/analyzer.ts";
import type { ContentHit, Watcher } from "./contributor.ts";
import { kindOf, Utf16Reader, utf16Of } from "./kind.ts";
import type { Lookout, LookoutAnchor } from "./lookout.ts";
import { LineCounter, Stretches } from "./stretch.ts";

/** So much is seen of a file before it is told what it is. */
const HEAD_BYTES = 8192;
const NOTHING = Buffer.alloc(0);

/** Contributor → what it made of the file. */
export type ContentRecord = Readonly<Record<string, unknown>>;

/** One file on its way past all who watch it. */
export class ContentSink implements ByteSink<ContentRecord> {
  readonly #entry: FileEntry;
  readonly #lookout: Lookout;
  #head: Buffer | undefined = NOTHING;
  #left: number;
  #utf16: Utf16Reader | undefined;
  /** By the contributor's place; `undefined` = it does not watch, or has seen enough. */
  #watching: (Watcher | undefined)[] = [];
  #watchers: readonly (Watcher | undefined)[] = [];
  #stretches: Stretches | undefined;
  readonly #hit = new Hit();

  constructor(entry: FileEntry, lookout: Lookout) {
    this.#entry = entry;
    this.#lookout = lookout;
    this.#left = entry.size;
  }

  write(piece: Buffer): boolean {
    this.#left -= piece.length;
    if (this.#head === undefined) return this.#pass(piece);
    const head = this.#head.length === 0 ? piece : Buffer.concat([this.#head, piece]);
    if (head.length < HEAD_BYTES && this.#left > 0) {
      this.#head = Buffer.from(head);
      return true;
    }
    this.#head = undefined;
    return this.#start(head) && this.#pass(head);
  }

  end(): ContentRecord | undefined {
    this.#stretches?.end();
    const record: Record<string, unknown> = {};
    for (const [index, watcher] of this.#watchers.entries()) {
      const made = watcher?.end();
      if (made !== undefined) record[this.#lookout.contributors[index]!.id] = made;
    }
    return Object.keys(record).length === 0 ? undefined : record;
  }

  #start(bytes: Buffer): boolean {
    const order = utf16Of(bytes);
    if (order !== undefined) this.#utf16 = new Utf16Reader(order);
    const head = bytes.length <= HEAD_BYTES ? bytes : bytes.subarray(0, HEAD_BYTES);
    const kind = order === undefined ? kindOf(head) : "text";
    const shown = order === undefined ? head : new Utf16Reader(order).read(head);
    const file = { entry: this.#entry, head: shown, kind };
    this.#watchers = this.#lookout.contributors.map((one) => one.open(file));
    if (this.#watchers.every((one) => one === undefined)) return false;
    this.#watching = [...this.#watchers];
    const { scanner, anchors, before, after } = this.#lookout.among(kind);
    const hit = this.#hit;
    const lines = kind === "text" ? hit.lines : undefined;
    this.#stretches = new Stretches(before, after, (stretch) => {
      const { window, offset, from, until } = stretch;
      lines?.enter(stretch);
      hit.window = window;
      scanner.scan(window, (index, at) => {
        if (at >= from && at < until) this.#tell(anchors[index]!, at, offset);
      });
      lines?.leave(stretch);
    });
    return true;
  }

  #pass(piece: Buffer): boolean {
    this.#stretches?.write(this.#utf16?.read(piece) ?? piece, this.#left <= 0);
    return this.#watching.some((one) => one !== undefined);
  }

  #tell({ owner, index }: LookoutAnchor, at: number, offset: number): void {
    const watcher = this.#watching[owner];
    if (watcher === undefined) return;
    this.#hit.anchor = index;
    this.#hit.at = at;
    this.#hit.offset = offset + at;
    if (!watcher.hit(this.#hit)) this.#watching[owner] = undefined;
  }
}

class Hit implements ContentHit {
  readonly lines = new LineCounter();
  anchor = 0;
  window: Buffer = NOTHING;
  at = 0;
  offset = 0;

  line(): number {
    return this.lines.lineAt(this.offset);
  }
}
