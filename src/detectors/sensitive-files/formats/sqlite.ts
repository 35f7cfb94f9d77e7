/** An SQLite database's own tables; the rest of it is never read. */
const MAGIC = "SQLite format 3\0";
const LEAF = 0x0d;
const INTERIOR = 0x05;
const FILE_HEADER = 100;
/** Names that are shown. */
const MAX_TABLES = 20;

/**
 * The names of the tables on the first page, which is that of the schema (sqlite.org/fileformat2.html, section 1.6 and
 * 2.6). `undefined` = no such database. A schema of many pages says `many tables`.
 */
export function tablesOf(head: Buffer): readonly string[] | undefined {
  if (head.length < FILE_HEADER + 8 || head.toString("latin1", 0, MAGIC.length) !== MAGIC) return undefined;
  const type = head[FILE_HEADER];
  if (type === INTERIOR) return ["many tables"];
  if (type !== LEAF) return [];
  const cells = Math.min(head.readUInt16BE(FILE_HEADER + 3), 1000);
  const tables: string[] = [];
  for (let cell = 0; cell < cells && tables.length < MAX_TABLES; cell++) {
    const pointer = FILE_HEADER + 8 + cell * 2;
    if (pointer + 2 > head.length) break;
    const name = tableAt(head, head.readUInt16BE(pointer));
    if (name !== undefined && !name.startsWith("sqlite_")) tables.push(name);
  }
  return tables;
}

/** A row of the schema is `type, name, tbl_name, rootpage, sql`. */
function tableAt(head: Buffer, cell: number): string | undefined {
  const [, rowId] = varint(head, cell);
  const [, record] = varint(head, rowId);
  const [headerBytes, types] = varint(head, record);
  const [typeSerial, afterType] = varint(head, types);
  const [nameSerial] = varint(head, afterType);
  const values = record + headerBytes;
  const typeBytes = textLength(typeSerial);
  if (typeBytes === undefined || head.toString("utf8", values, values + typeBytes) !== "table")
    return undefined;
  const nameBytes = textLength(nameSerial);
  if (nameBytes === undefined || nameBytes > 200) return undefined;
  return head.toString("utf8", values + typeBytes, values + typeBytes + nameBytes);
}

/** Serial types of texts are odd, from 13 on. */
function textLength(serial: number): number | undefined {
  return serial >= 13 && serial % 2 === 1 ? (serial - 13) / 2 : undefined;
}

/** What lies behind the end counts as zero: a hostile pointer leads to an empty name. */
function varint(bytes: Buffer, start: number): readonly [value: number, next: number] {
  let value = 0;
  for (let at = start; at < start + 8; at++) {
    const byte = bytes[at] ?? 0;
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return [value, at + 1];
  }
  return [value * 256 + (bytes[start + 8] ?? 0), start + 9];
}
