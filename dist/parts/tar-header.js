import { r as Unreadable } from "./errors.js";
import { isUtf8 } from "node:buffer";
function parseHeader(block) {
	if (!checksumFits(block)) throw new Unreadable("a header has a wrong checksum");
	const prefix = prefixOf(block);
	const name = textField(block, 0, 100);
	const letter = String.fromCharCode(block[156]);
	return {
		name: prefix === "" ? name : `${prefix}/${name}`,
		target: textField(block, 157, 100),
		letter,
		size: numberField(block, 124, 12),
		mode: numberField(block, 100, 8) & 4095,
		uid: numberField(block, 108, 8),
		gid: numberField(block, 116, 8),
		...(letter === "3" || letter === "4") && { device: deviceOf(block) }
	};
}
function textField(block, start, length) {
	let end = start;
	let ascii = true;
	for (; end < start + length && block[end] !== 0; end++) if (block[end] > 127) ascii = false;
	return ascii ? block.toString("latin1", start, end) : decodeName(block.subarray(start, end));
}
function decodeName(bytes) {
	return bytes.toString(isUtf8(bytes) ? "utf8" : "latin1");
}
function numberField(block, start, length) {
	if (block[start] >= 128) return base256(block, start, length);
	let value = 0;
	let position = start;
	const end = start + length;
	while (position < end && (block[position] === 32 || block[position] === 0)) position++;
	for (; position < end; position++) {
		const digit = block[position] - 48;
		if (digit === -16 || digit === -48) break;
		if (digit < 0 || digit > 7) throw new Unreadable("a header holds a number that is not octal");
		value = value * 8 + digit;
	}
	return checked(value);
}
function base256(block, start, length) {
	let value = block[start] === 255 ? -1n : BigInt(block[start] & 127);
	for (let index = start + 1; index < start + length; index++) value = value * 256n + BigInt(block[index]);
	return checked(Number(value));
}
function checked(value) {
	if (!Number.isSafeInteger(value)) throw new Unreadable("a header holds a number beyond 2^53");
	return value;
}
function deviceOf(block) {
	if (block.toString("latin1", 257, 262) !== "ustar") return {
		major: 0,
		minor: 0
	};
	return {
		major: numberField(block, 329, 8),
		minor: numberField(block, 337, 8)
	};
}
function checksumFits(block) {
	let unsigned = 256;
	for (let index = 0; index < 148; index++) unsigned += block[index];
	for (let index = 156; index < 512; index++) unsigned += block[index];
	const stated = numberField(block, 148, 8);
	return stated === unsigned || stated === signedSum(block);
}
function signedSum(block) {
	let sum = 256;
	for (let index = 0; index < 512; index++) if (index < 148 || index >= 156) sum += block.readInt8(index);
	return sum;
}
function prefixOf(block) {
	if (block[345] === 0 || block.toString("latin1", 257, 263) !== "ustar\0") return "";
	return textField(block, 345, block.toString("latin1", 508, 512) === "tar\0" ? 131 : 155);
}
export { textField as i, numberField as n, parseHeader as r, decodeName as t };
