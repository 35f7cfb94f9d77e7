import { crc32, deflateRawSync } from "node:zlib";

export interface ZipMember {
  readonly name: string;
  readonly content: string | Buffer;
  /** Default: deflated. */
  readonly stored?: boolean;
  /** The uncompressed size that both headers claim, whatever `content` is. */
  readonly rawSize?: number;
  /** Compressed by another method, or not at all as that method would. */
  readonly rawMethod?: number;
  readonly encrypted?: boolean;
  /** Already deflated: `content` is put in as it is. */
  readonly deflated?: { readonly size: number };
}

interface ZipForm {
  readonly comment?: string;
  /** Sizes and offsets in extra fields, and the larger end records. */
  readonly zip64?: boolean;
}

/** A zip archive made in memory, honest or lying. Source: PKWARE, APPNOTE 6.3.10. */
export function zip(members: readonly ZipMember[], { comment = "", zip64 = false }: ZipForm = {}): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const member of members) {
    const { data, size, method } = pack(member);
    const name = Buffer.from(member.name);
    const local = Buffer.alloc(30);
    const central = Buffer.alloc(46);
    const wide = zip64 ? extra([size, data.length, offset]) : Buffer.alloc(0);
    local.writeUInt32LE(0x04034b50, 0);
    central.writeUInt32LE(0x02014b50, 0);
    for (const [header, at] of [
      [local, 6],
      [central, 8],
    ] as const) {
      header.writeUInt16LE(member.encrypted === true ? 1 : 0, at);
      header.writeUInt16LE(method, at + 2);
      header.writeUInt32LE(member.deflated === undefined ? crc32(member.content) : 0, at + 8);
      header.writeUInt32LE(header === central && zip64 ? 0xffffffff : data.length, at + 12);
      header.writeUInt32LE(header === central && zip64 ? 0xffffffff : size, at + 16);
      header.writeUInt16LE(name.length, at + 20);
    }
    central.writeUInt16LE(wide.length, 30);
    central.writeUInt32LE(zip64 ? 0xffffffff : offset, 42);
    files.push(local, name, data);
    directory.push(central, name, wide);
    offset += local.length + name.length + data.length;
  }
  const list = Buffer.concat(directory);
  return Buffer.concat([...files, list, end(members.length, list.length, offset, comment, zip64)]);
}

function pack({ content, stored = false, rawSize, rawMethod, deflated }: ZipMember) {
  const bytes = Buffer.from(content);
  const size = rawSize ?? deflated?.size ?? bytes.length;
  const asIs = stored || deflated !== undefined;
  return { data: asIs ? bytes : deflateRawSync(bytes), size, method: rawMethod ?? (stored ? 0 : 8) };
}

function extra(numbers: readonly number[]): Buffer {
  const field = Buffer.alloc(4 + 8 * numbers.length);
  field.writeUInt16LE(1, 0);
  field.writeUInt16LE(8 * numbers.length, 2);
  numbers.forEach((number, index) => {
    field.writeBigUInt64LE(BigInt(number), 4 + 8 * index);
  });
  return field;
}

function end(count: number, size: number, offset: number, comment: string, zip64: boolean): Buffer {
  const record = Buffer.alloc(22);
  record.writeUInt32LE(0x06054b50, 0);
  record.writeUInt16LE(zip64 ? 0xffff : count, 8);
  record.writeUInt16LE(zip64 ? 0xffff : count, 10);
  record.writeUInt32LE(zip64 ? 0xffffffff : size, 12);
  record.writeUInt32LE(zip64 ? 0xffffffff : offset, 16);
  record.writeUInt16LE(Buffer.byteLength(comment), 20);
  const tail = Buffer.concat([record, Buffer.from(comment)]);
  if (!zip64) return tail;
  const wide = Buffer.alloc(56 + 20);
  wide.writeUInt32LE(0x06064b50, 0);
  wide.writeBigUInt64LE(44n, 4);
  [count, count, size, offset].forEach((number, index) => {
    wide.writeBigUInt64LE(BigInt(number), 24 + 8 * index);
  });
  wide.writeUInt32LE(0x07064b50, 56);
  wide.writeBigUInt64LE(BigInt(offset + size), 64);
  return Buffer.concat([wide, tail]);
}
