import { i as messageOf, t as DrydockError } from "./errors.js";
import { t as storedScan } from "./stored-scan.js";
import { resolve } from "node:path";
import { readFile, stat } from "node:fs/promises";
// src/stored-result.ts
const MAX_BYTES = 536870912;
const HINT = "Write one with drydock scan … --format json --output json=drydock-result.json.";
async function readStoredResult(path, { cwd }) {
	const document = parse((await read(resolve(cwd, path), path)).toString(), path);
	const { schemaVersion, image, findings } = document;
	if (schemaVersion !== 1 || typeof image !== "object" || !Array.isArray(findings)) throw new DrydockError("USAGE", `${path} is no JSON report of drydock, or one of another version.`, { hint: HINT });
	return document;
}
async function readStoredScan(path, { cwd }) {
	const bytes = await read(resolve(cwd, path), path);
	try {
		return storedScan(bytes, path);
	} catch (cause) {
		if (!(cause instanceof DrydockError)) throw cause;
		throw new DrydockError("USAGE", `${path} is no JSON report of drydock: ${cause.message}`, {
			hint: HINT,
			cause
		});
	}
}
async function read(file, path) {
	try {
		const { size } = await stat(file);
		if (size > MAX_BYTES) throw new DrydockError("USAGE", `${path}: ${size} bytes, more than the ${MAX_BYTES} allowed.`);
		return await readFile(file);
	} catch (cause) {
		if (cause instanceof DrydockError) throw cause;
		const what = cause.code !== "ENOENT" ? `The report ${path} cannot be read: ${messageOf(cause)}` : `There is no report ${path}.`;
		throw new DrydockError("NOT_FOUND", what, {
			hint: HINT,
			cause
		});
	}
}
function parse(text, path) {
	try {
		const value = JSON.parse(text);
		if (typeof value === "object" && value !== null) return value;
	} catch {}
	throw new DrydockError("USAGE", `${path} is not JSON.`);
}
export { readStoredScan as n, readStoredResult as t };
