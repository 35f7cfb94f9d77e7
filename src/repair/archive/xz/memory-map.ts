/** What lies where in the decoder's memory, in bytes. */

export const PROBABILITIES = 0x400;
/** For the sum that a stream was checked with. */
export const CHECK_TABLE = 0x8000;
/** For the sums of headers, which are CRC-32. */
export const HEADER_TABLE = 0xc000;
/** Eight tables of 256 entries. */
export const CRC_TABLE_BYTES = 8 * 256 * 8;
/** One chunk of LZMA2: at most 64 KiB. What is cut off is seen at the next symbol, some bytes behind it. */
export const INPUT = 0x10000;
export const INPUT_BYTES = 0x10000;
/** What has been unpacked, as much as is needed, and room for a chunk. The byte before it stays 0. */
export const WINDOW = 0x21000;

export const PAGE = 0x10000;
export const MEMORY_PAGES = Math.ceil(WINDOW / PAGE);
