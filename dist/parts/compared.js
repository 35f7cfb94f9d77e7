import { a as isVulnerability } from "./image-name.js";
import { i as messageOf, t as DrydockError } from "./errors.js";
import { n as detect, r as rules } from "./detectors.js";
import { a as withArchivesIdentified, t as contentOf } from "./content.js";
import { dirname, isAbsolute, join, posix, relative, resolve, sep } from "node:path";
import { readFile, readdir, stat } from "node:fs/promises";
// src/dockerfile/ignore-file.ts
const MAX_PATTERNS = 2e3;
const MAX_PATTERN_LENGTH = 500;
var IgnoreFile = class {
	#patterns;
	#folders = new Map();
	constructor(text) {
		this.#patterns = patternsOf(text);
	}
	get hasExceptions() {
		return this.#patterns.some(({ isException }) => isException);
	}
	isIgnored(path) {
		const last = this.#fitsOf(path).lastIndexOf(true);
		return last >= 0 && !this.#patterns[last]?.isException;
	}
	#fitsOf(path) {
		const known = this.#folders.get(path);
		if (known !== void 0) return known;
		const slash = path.lastIndexOf("/");
		const above = slash < 0 ? [] : this.#fitsOf(path.slice(0, slash));
		const fits = this.#patterns.map((pattern, index) => above[index] === true || matches(pattern, path));
		this.#folders.set(path, fits);
		return fits;
	}
};
function patternsOf(text) {
	const patterns = [];
	for (const line of text.replace(/^\uFEFF/, "").split(/\r?\n/)) {
		if (line.startsWith("#")) continue;
		const trimmed = line.trim();
		const isException = trimmed.startsWith("!");
		const written = (isException ? trimmed.slice(1) : trimmed).trim();
		if (written === "" || written.length > MAX_PATTERN_LENGTH) continue;
		const cleaned = posix.normalize(written).replace(/(?<=.)\/$/, "");
		const pattern = cleaned.length > 1 && cleaned.startsWith("/") ? cleaned.slice(1) : cleaned;
		patterns.push({
			isException,
			text: pattern,
			.../[*?[\\]/.test(pattern) ? { tokens: tokensOf(pattern) } : {}
		});
		if (patterns.length === MAX_PATTERNS) break;
	}
	return patterns;
}
function tokensOf(pattern) {
	const tokens = [];
	for (let at = 0; at < pattern.length; at++) {
		const sign = pattern.charAt(at);
		if (sign === "*" && pattern.charAt(at + 1) === "*") {
			at++;
			if (pattern.charAt(at + 1) === "/") at++;
			tokens.push(at + 1 >= pattern.length ? "across" : "folders");
		} else if (sign === "*") tokens.push("within");
		else if (sign === "?") tokens.push("one");
		else if (sign === "\\" && at + 1 < pattern.length) tokens.push({ sign: pattern.charAt(++at) });
		else if (sign === "[") {
			const end = pattern.indexOf("]", at + 1);
			if (end < 0) tokens.push({ sign });
			else {
				tokens.push(classOf(pattern.slice(at + 1, end)));
				at = end;
			}
		} else tokens.push({ sign });
	}
	return tokens;
}
function classOf(text) {
	const isNegated = text.startsWith("^");
	return {
		ranges: Array.from((isNegated ? text.slice(1) : text).matchAll(/(.)(?:-(.))?/gs), (found) => {
			const [, from = "", to = from] = found;
			return [from, to];
		}),
		isNegated
	};
}
function matches({ text, tokens }, path) {
	if (tokens === void 0) return text === path;
	let reached = new Set([0]);
	for (const token of tokens) {
		reached = step(token, path, reached);
		if (reached.size === 0) return false;
	}
	return reached.has(path.length);
}
function step(token, path, reached) {
	const next = new Set();
	const first = Math.min(...reached);
	if (token === "across") for (let at = first; at <= path.length; at++) next.add(at);
	else if (token === "folders") {
		for (const at of reached) next.add(at);
		for (let at = path.indexOf("/", first); at >= 0; at = path.indexOf("/", at + 1)) next.add(at + 1);
	} else if (token === "within") for (let at = first, open = false; at <= path.length; at++) {
		open ||= reached.has(at);
		if (open) next.add(at);
		if (path.charAt(at) === "/") open = false;
	}
	else for (const at of reached) if (at < path.length && isSign(token, path.charAt(at))) next.add(at + 1);
	return next;
}
function isSign(token, sign) {
	if (token === "one") return sign !== "/";
	if ("sign" in token) return token.sign === sign;
	return token.ranges.some(([from, to]) => from <= sign && sign <= to) !== token.isNegated;
}
// src/provenance/build-context.ts
const MAX_NAMES = 1e5;
const MAX_IGNORE_BYTES = 1048576;
async function loadContext(folder, dockerfile, cwd) {
	const top = resolve(cwd, folder);
	await expectFolder(top, folder);
	const ignore = new IgnoreFile(await textOf(`${dockerfile}.dockerignore`) ?? await textOf(join(top, ".dockerignore")) ?? "");
	const paths = [];
	let isCut = false;
	const folders = [""];
	for (let at = folders.shift(); at !== void 0 && !isCut; at = folders.shift()) {
		const entries = await entriesOf(join(top, at));
		if (entries === void 0) isCut = true;
		for (const entry of entries ?? []) {
			if (paths.length === MAX_NAMES) {
				isCut = true;
				break;
			}
			const path = `${at}${entry.name}`;
			paths.push(entry.isDirectory() ? `${path}/` : path);
			const isLeftOut = ignore.isIgnored(path) && !ignore.hasExceptions;
			if (entry.isDirectory() && !isLeftOut && entry.name !== ".git") folders.push(`${path}/`);
		}
	}
	return {
		paths,
		isCut,
		isIgnored: (path) => ignore.isIgnored(path.replace(/\/+$/, ""))
	};
}
async function expectFolder(top, folder) {
	try {
		if ((await stat(top)).isDirectory()) return;
	} catch (error) {
		const code = error instanceof Error && "code" in error ? error.code : void 0;
		if (code !== "ENOENT" && code !== "ENOTDIR") throw new DrydockError("DISK", `The build context ${folder} cannot be read: ${messageOf(error)}`, { cause: error });
	}
	throw new DrydockError("NOT_FOUND", `There is no build context ${folder}.`, { hint: "Name a folder." });
}
async function entriesOf(folder) {
	try {
		return (await readdir(folder, { withFileTypes: true })).sort((a, b) => a.name < b.name ? -1 : 1);
	} catch {
		return;
	}
}
async function textOf(path) {
	try {
		if ((await stat(path)).size > MAX_IGNORE_BYTES) return void 0;
		return await readFile(path, "utf8");
	} catch {
		return;
	}
}
// src/provenance/build.ts
const MAX_BYTES = 1048576;
async function loadBuild(options, { cwd }) {
	if (options === void 0) return {};
	const { path, context, ...rest } = options;
	const file = resolve(cwd, path);
	const text = await readText(file, path);
	return {
		dockerfile: {
			path: await reportedPath(file, path, cwd),
			text
		},
		...rest,
		...context === void 0 ? {} : { context: await loadContext(context, file, cwd) }
	};
}
async function readText(file, path) {
	try {
		const { size } = await stat(file);
		if (size > MAX_BYTES) throw new DrydockError("USAGE", `--dockerfile ${path}: ${size} bytes, more than the ${MAX_BYTES} allowed.`);
		return new TextDecoder().decode(await readFile(file));
	} catch (error) {
		if (error instanceof DrydockError) throw error;
		const code = error instanceof Error && "code" in error ? error.code : void 0;
		if (code === "ENOENT" || code === "ENOTDIR") throw new DrydockError("NOT_FOUND", `There is no Dockerfile ${path}.`, { cause: error });
		throw new DrydockError("DISK", `The Dockerfile ${path} cannot be read: ${messageOf(error)}`, { cause: error });
	}
}
async function reportedPath(file, path, cwd) {
	const inside = relative(await repositoryOf(file) ?? cwd, file);
	return (inside === ".." || inside.startsWith(`..${sep}`) || isAbsolute(inside) ? path : inside).split(sep).join("/");
}
async function repositoryOf(file) {
	for (let folder = dirname(file);; folder = dirname(folder)) {
		if (await exists(join(folder, ".git"))) return folder;
		if (dirname(folder) === folder) return void 0;
	}
}
async function exists(path) {
	return await stat(path).then(() => true, () => false);
}
// src/look.ts
async function look(work, opening) {
	const { found, content } = await lookAndKeep(work, opening);
	await content.close();
	return found;
}
async function lookAndKeep(work, opening) {
	const reading = contentOf(work);
	try {
		const [store, read] = await Promise.all([opening, reading]);
		const content = await withArchivesIdentified(read, work.options, work.host);
		return {
			found: await foundIn(content, work, store),
			content
		};
	} catch (error) {
		closeWhenOpen(reading);
		throw error;
	}
}
async function foundIn(content, work, store) {
	const { startedAt, checks, build } = work;
	const { image, os, packages, vex, digests } = content;
	const input = {
		read: content.read,
		store,
		build,
		os,
		packages,
		checks,
		now: startedAt
	};
	const { findings, gaps, notices = [] } = await detect(input);
	return {
		image,
		os,
		packages,
		vex,
		digests,
		findings,
		gaps: [...content.gaps, ...gaps],
		notices
	};
}
async function closeWhenOpen(opening) {
	await opening.then((it) => it?.close(), () => void 0);
}
// src/compared.ts
function presentOf({ findings, gaps }, store, checks) {
	const byId = new Map(rules.map((rule) => [rule.id, rule]));
	return {
		findings,
		gaps,
		database: store?.info,
		categories: checks.categories,
		isLookedFor(finding) {
			if (isVulnerability(finding)) return true;
			const rule = byId.get(finding.rule);
			if (rule === void 0 || !checks.isOn(rule)) return false;
			return finding.location === void 0 || !checks.isExcluded(finding.location.path);
		}
	};
}
function compared(result, comparison, earlier) {
	const { verdict, notices } = result;
	const { reference, digest } = earlier.image;
	const judged = verdict.judged.map((row) => {
		const since = comparison.sinceOf(row.finding);
		return since === void 0 ? row : {
			...row,
			since
		};
	});
	return {
		...result,
		notices: [...notices, ...comparison.remarks],
		verdict: {
			...verdict,
			judged
		},
		baseline: {
			reference,
			digest,
			scannedAt: earlier.scannedAt
		},
		fixed: comparison.fixed
	};
}
function isNewIn({ baseline, verdict }) {
	if (baseline === void 0) return void 0;
	const known = new Set(verdict.judged.filter(({ since }) => since === "known").map((row) => row.finding));
	return (finding) => !known.has(finding);
}
export { foundIn as a, loadBuild as c, closeWhenOpen as i, isNewIn as n, look as o, presentOf as r, lookAndKeep as s, compared as t };
