import { i as messageOf, t as DrydockError } from "./errors.js";
import { basename, join, resolve } from "node:path";
import { readFile, stat } from "node:fs/promises";
// src/policy/file.ts
const FILE_NAMES = [
	"drydock.yml",
	"drydock.yaml",
	"drydock.json"
];
const MAX_BYTES = 1048576;
async function readPolicyFile(path, cwd) {
	return {
		name: path,
		text: await read(resolve(cwd, path), path)
	};
}
async function policyPath(source) {
	const path = source.path === void 0 ? await find(source.cwd) : resolve(source.cwd, source.path);
	if (path === void 0) return { name: FILE_NAMES[0] };
	return {
		path,
		name: source.path ?? basename(path)
	};
}
async function readPolicyText(path, name) {
	return await exists(path) ? await read(path, name) : void 0;
}
async function find(cwd) {
	const there = [];
	for (const name of FILE_NAMES) if (await exists(join(cwd, name))) there.push(name);
	if (there.length > 1) throw new DrydockError("POLICY_INVALID", `There are several policy files: ${there.join(", ")}.`, { hint: "Keep one of them, or name one with --policy." });
	return there[0] === void 0 ? void 0 : join(cwd, there[0]);
}
async function exists(path) {
	try {
		await stat(path);
		return true;
	} catch (error) {
		if (isMissing(error)) return false;
		throw new DrydockError("POLICY_INVALID", `${path}: ${messageOf(error)}`, { cause: error });
	}
}
async function read(path, name) {
	try {
		const { size } = await stat(path);
		if (size > 1048576) throw new DrydockError("POLICY_INVALID", `${name}: ${size} bytes, more than the ${MAX_BYTES} allowed.`);
		return new TextDecoder("utf-8", { fatal: true }).decode(await readFile(path));
	} catch (error) {
		if (error instanceof DrydockError) throw error;
		if (isMissing(error)) throw new DrydockError("NOT_FOUND", `There is no policy file ${name}.`, { cause: error });
		throw new DrydockError("POLICY_INVALID", `${name}: ${messageOf(error)}`, { cause: error });
	}
}
function isMissing(error) {
	const code = error instanceof Error && "code" in error ? error.code : void 0;
	return code === "ENOENT" || code === "ENOTDIR";
}
export { readPolicyText as i, policyPath as n, readPolicyFile as r, MAX_BYTES as t };
