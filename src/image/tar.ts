import { Unreadable } from "../errors.ts";
import { BLOCK } from "./tar-header.ts";
import { type MemberStep, TarAssembler, type TarMember } from "./tar-member.ts";
import { fillHoles } from "./tar-sparse.ts";

export type { TarMember } from "./tar-member.ts";

/** Takes the body of one entry. Pieces are views into the chunk: they are valid until the next chunk is pushed. */
export interface TarSink {
  write(piece: Buffer): void;
  /** The body is complete. */
  end(): void;
  /** The body cannot be had. */
  abandon(error: Unreadable): void;
}

export interface TarVisitor {
  /**
   * Every entry in tar order. A sink = give me its body; `undefined` = step over it. `place` = where in the tar the body
   * begins; `undefined` = its holes were left out, so it is not there as it will be told.
   */
  member(member: TarMember, place: number | undefined): TarSink | undefined;
  /** An entry that was stepped over because it cannot be told what it is. */
  trouble(path: string, error: Unreadable): void;
}

/**
 * Walks a tar that is pushed chunk by chunk. Never copies a body. Accepts what container engines accept: two blocks of
 * zeros end the tar and whatever follows is ignored; a tar that ends without them, between two entries, is complete.
 */
export class TarWalker {
  readonly #visitor: TarVisitor;
  readonly #assembler = new TarAssembler();
  #state: "header" | "extension" | "body" | "ended" = "header";
  /** A header block or extended header that spans chunks; `#missing` bytes of it have yet to come. */
  #collected: Buffer = Buffer.alloc(0);
  #missing = 0;
  #extensionSize = 0;
  #sink: TarSink | undefined;
  #path = "";
  #bodyLeft = 0;
  #paddingLeft = 0;
  /** Bytes of the chunks before. */
  #before = 0;

  constructor(visitor: TarVisitor) {
    this.#visitor = visitor;
  }

  /** Throws `Unreadable` where the tar is malformed; do not push any more after that. */
  push(chunk: Uint8Array): void {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
    let position = 0;
    while (position < bytes.length && this.#state !== "ended") {
      if (this.#state === "body") position = this.#body(bytes, position);
      else if (this.#paddingLeft > 0) position = this.#padding(bytes, position);
      else position = this.#meta(bytes, position);
    }
    this.#before += bytes.length;
  }

  /** To be called after the last chunk. Throws `Unreadable` if the tar is cut off. */
  end(): void {
    if (this.#state === "body") {
      const cut = new Unreadable(`the tar is cut off inside ${this.#path}`);
      this.#sink?.abandon(cut);
      throw cut;
    }
    if (this.#state === "extension" || this.#missing > 0)
      throw new Unreadable("the tar is cut off inside a header");
  }

  #body(bytes: Buffer, position: number): number {
    const end = Math.min(position + this.#bodyLeft, bytes.length);
    this.#sink?.write(bytes.subarray(position, end));
    this.#bodyLeft -= end - position;
    if (this.#bodyLeft === 0) this.#endBody();
    return end;
  }

  #padding(bytes: Buffer, position: number): number {
    const end = Math.min(position + this.#paddingLeft, bytes.length);
    this.#paddingLeft -= end - position;
    return end;
  }

  /** A header block or extended header: in place where the chunk holds all of it. */
  #meta(bytes: Buffer, position: number): number {
    const size = this.#state === "header" ? BLOCK : this.#extensionSize + paddingOf(this.#extensionSize);
    if (this.#missing === 0 && bytes.length - position >= size) {
      this.#complete(bytes.subarray(position, position + size), position + size);
      return position + size;
    }
    if (this.#missing === 0) {
      this.#collected = Buffer.allocUnsafe(size);
      this.#missing = size;
    }
    const copied = bytes.copy(this.#collected, size - this.#missing, position, position + this.#missing);
    this.#missing -= copied;
    if (this.#missing === 0) this.#complete(this.#collected, position + copied);
    return position + copied;
  }

  /** `end`: of the part, in the chunk. */
  #complete(part: Buffer, end: number): void {
    if (this.#state === "extension") {
      this.#state = "header";
      this.#assembler.extension(part.subarray(0, this.#extensionSize));
      return;
    }
    const step = this.#assembler.block(part);
    switch (step.kind) {
      case "more":
        return;
      case "end":
        this.#state = "ended";
        return;
      case "extension":
        this.#state = step.size > 0 ? "extension" : "header";
        this.#extensionSize = step.size;
        return;
      case "skip":
        this.#startBody(step.stored, undefined, "an extended header");
        return;
      case "member":
        this.#startBody(step.stored, this.#offer(step, this.#before + end), step.member.path);
    }
  }

  #offer({ member, sparse, trouble }: MemberStep, place: number): TarSink | undefined {
    if (trouble !== undefined) this.#visitor.trouble(member.path, trouble);
    // The root itself is no file of the image.
    if (trouble !== undefined || member.path === "") return undefined;
    const sink = this.#visitor.member(member, sparse === undefined ? place : undefined);
    return sink !== undefined && sparse !== undefined ? fillHoles(sink, sparse) : sink;
  }

  #startBody(stored: number, sink: TarSink | undefined, path: string): void {
    this.#sink = sink;
    this.#path = path;
    this.#bodyLeft = stored;
    this.#paddingLeft = paddingOf(stored);
    this.#state = "body";
    if (stored === 0) this.#endBody();
  }

  #endBody(): void {
    const sink = this.#sink;
    this.#sink = undefined;
    this.#state = "header";
    sink?.end();
  }
}

export function paddingOf(size: number): number {
  return (BLOCK - (size % BLOCK)) % BLOCK;
}
