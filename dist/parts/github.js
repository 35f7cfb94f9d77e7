import { i as retryAfterOf, t as Secrets } from "./secrets.js";
import { _ as SCAN_OPTIONS, i as escapeForTerminal, m as FORMATS, n as failureText, s as escapeMarkdownText, t as createLogger } from "./progress.js";
import { s as text } from "./read-repair-options.js";
import { i as messageOf, t as DrydockError } from "./errors.js";
import { S as NO_FIX, T as short, b as imageName, c as rowsOf, d as linksOf, i as placeText, o as fixTexts, r as unblockOf, s as baseHint, t as reporter, v as outcomeValues, w as severityWord, y as dockerfilePlace } from "./report.js";
import { t as VERSION } from "./version.js";
import { i as printable, r as parseDocument } from "./document.js";
import { C as union, S as string, a as readCapped, d as array, h as int, l as _enum, n as PassingTrouble, r as exchange, y as object } from "./http.js";
import { i as persist, t as createAgents } from "./http-agents.js";
import { t as EXIT } from "./gate.js";
import { a as matters, o as worstFirst, s as fitting } from "./brief-exchange.js";
import { a as isVulnerability, t as imageNameIn } from "./image-name.js";
import { r as ownerOf } from "./parsed-purl.js";
import { t as printPlatform } from "./image.js";
import { n as atLeast, t as SEVERITIES } from "./advisory.js";
import { t as CATEGORIES } from "./rule.js";
import { n as reportFile } from "./write-reports.js";
import { a as authFiles, i as findCredentials, o as readAuthFile } from "./registry-client.js";
import { n as parseImageName } from "./reference.js";
import { r as reportTargets } from "./read-options.js";
import { t as runScan } from "./run-scan.js";
import { join, resolve } from "node:path";
import { appendFileSync, existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { gzipSync } from "node:zlib";
import { performance } from "node:perf_hooks";
import { createHash, randomUUID } from "node:crypto";
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
// src/github/quietly.ts
const LOUD = /^::(?:error|warning)(?=[ :])/;
async function quietly(work) {
	const { stdout } = process;
	const { write } = stdout;
	const softened = (chunk, ...rest) => write.call(stdout, typeof chunk === "string" ? chunk.replace(LOUD, "::notice") : chunk, ...rest);
	stdout.write = softened;
	try {
		return await work();
	} finally {
		stdout.write = write;
	}
}
// src/github/actions-cache.ts
const FORM = 1;
const PIECE_MS = 6e4;
const SAVE_MS = 18e4;
const MAX_LAYER_BYTES = 3e8;
const NEWEST = "newest";
var ActionsCache = class {
	#library;
	#host;
	#databases;
	#layers;
	#restored = new Set();
	#knownLayers = new Set();
	constructor(library, of, host) {
		this.#library = library;
		this.#host = host;
		this.#databases = `drydock-db-${FORM}-${hash(of.database ?? "public")}-`;
		this.#layers = `drydock-layers-${FORM}-${VERSION}-${hash(withoutTag(of.image))}-`;
	}
	async restore() {
		await this.#get("db", this.#databases);
		await this.#get("layers", this.#layers);
		this.#knownLayers = new Set(await this.#layerNames());
	}
	async save(result) {
		const { updatedAt, sample } = result.database ?? {};
		if (sample === false && updatedAt !== void 0) await this.#put("db", `${this.#databases}${updatedAt}`);
		await this.#putLayers();
	}
	async #putLayers() {
		await this.#prune();
		const names = await this.#layerNames();
		if (names.every((name) => this.#knownLayers.has(name))) return;
		await this.#put("layers", `${this.#layers}${hash(names.join("\n"))}`);
	}
	async #get(name, prefix) {
		const folder = join(this.#host.cacheDir, name);
		const found = await this.#attempt(`restoring ${name}`, () => this.#library.restoreCache([folder], `${prefix}${NEWEST}`, [prefix], { segmentTimeoutInMs: PIECE_MS }));
		if (found !== void 0) {
			this.#restored.add(found);
			this.#host.log.debug(`Restored ${found} from the Actions cache.`);
		} else await rm(folder, {
			recursive: true,
			force: true
		});
	}
	async #put(name, key) {
		const folder = join(this.#host.cacheDir, name);
		if (this.#restored.has(key) || !existsSync(folder)) return;
		const ended = setTimeout(SAVE_MS, void 0, { ref: false });
		await this.#attempt(`saving ${name}`, () => Promise.race([this.#library.saveCache([folder], key), ended]));
	}
	async #attempt(what, work) {
		try {
			return await quietly(work);
		} catch (error) {
			this.#host.log.warn(`The Actions cache failed at ${what}: ${messageOf(error)} The scan goes on without it.`);
			return;
		}
	}
	async #layerNames() {
		return (await readdir(join(this.#host.cacheDir, "layers")).catch(() => [])).sort();
	}
	async #prune() {
		const folder = join(this.#host.cacheDir, "layers");
		const files = await Promise.all((await this.#layerNames()).map(async (name) => {
			const { size, mtimeMs } = await stat(join(folder, name));
			return {
				name,
				size,
				mtimeMs
			};
		})).catch(() => []);
		let total = 0;
		for (const { name, size } of files.toSorted((a, b) => b.mtimeMs - a.mtimeMs)) {
			total += size;
			if (total > MAX_LAYER_BYTES) await rm(join(folder, name), { force: true });
		}
	}
};
async function openActionsCache(of, host) {
	try {
		const library = await import("./cache.js");
		if (!library.isFeatureAvailable()) {
			host.log.debug("There is no Actions cache here.");
			return;
		}
		await mkdir(host.cacheDir, { recursive: true });
		const cache = new ActionsCache(library, of, host);
		await cache.restore();
		return cache;
	} catch (error) {
		host.log.warn(`The Actions cache cannot be used: ${messageOf(error)} The scan goes on without it.`);
		return;
	}
}
function withoutTag(image) {
	return imageName({
		reference: image,
		names: []
	});
}
function hash(text) {
	return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
// src/github/api-options.ts
const USUAL_SECONDS = 90;
const MOST_SECONDS = 600;
function apiOptions({ GITHUB_API_URL, DRYDOCK_GITHUB_TIMEOUT }) {
	const address = GITHUB_API_URL || "https://api.github.com";
	if (!URL.canParse(address) || !/^https?:/.test(address)) throw new DrydockError("USAGE", "GITHUB_API_URL is not the address of an API.");
	const seconds = Number(DRYDOCK_GITHUB_TIMEOUT || USUAL_SECONDS);
	if (!(seconds > 0 && seconds <= MOST_SECONDS)) throw new DrydockError("USAGE", `DRYDOCK_GITHUB_TIMEOUT has to be a number of seconds up to ${MOST_SECONDS}.`);
	return {
		apiUrl: new URL(address),
		timeoutMs: seconds * 1e3
	};
}
// src/github/cache-place.ts
function cachePlace(named, isWanted, env) {
	if (named !== void 0) return {
		folder: named,
		keptBy: "here"
	};
	const { RUNNER_ENVIRONMENT, RUNNER_TOOL_CACHE, RUNNER_TEMP } = env;
	if (isWanted && RUNNER_ENVIRONMENT === "self-hosted" && RUNNER_TOOL_CACHE) return {
		folder: join(RUNNER_TOOL_CACHE, "drydock"),
		keptBy: "here"
	};
	return {
		folder: join(RUNNER_TEMP || tmpdir(), "drydock-cache"),
		keptBy: isWanted ? "actions" : "nobody"
	};
}
// src/github/answer.ts
const MAX_COMPLAINT = 65536;
var MissingPermission = class extends DrydockError {};
const complaintSchema = object({
	message: string().nullish(),
	errors: array(union([string(), object({
		message: string().nullish(),
		code: string().nullish()
	})])).nullish().catch(void 0)
});
async function failureOf(response, what, secrets) {
	const { status } = response;
	const said = await complaint(response, secrets);
	const told = `GitHub answered ${status} about ${what}${said === void 0 ? "" : `: ${said}`}.`;
	if (status === 429 || status === 403 && isLimited(response, said)) return new PassingTrouble("RATE_LIMITED", told, passing(pauseOf(response)));
	if (status === 408 || status >= 500) return new PassingTrouble("NETWORK", told, passing(retryAfterOf(response)));
	if (status === 401) return new DrydockError("UNAUTHORIZED", told, { hint: "Check the input token; without it the job's own is taken." });
	if (status === 403 && /not accessible by/i.test(said ?? "")) return new MissingPermission("DENIED", told);
	if (status === 403) return new DrydockError("DENIED", told);
	if (status === 404) return new DrydockError("NOT_FOUND", told, { hint: "It may be there and not be shown to this token." });
	return new DrydockError("UNSUPPORTED", told);
}
function passing(retryAfter) {
	return {
		tries: 4,
		...retryAfter === void 0 ? {} : { retryAfter }
	};
}
function isLimited({ headers }, said) {
	return headers["retry-after"] !== void 0 || headers["x-ratelimit-remaining"] === "0" || /rate limit/i.test(said ?? "");
}
function pauseOf(response) {
	const asked = retryAfterOf(response);
	if (asked !== void 0) return asked;
	const { "x-ratelimit-remaining": left, "x-ratelimit-reset": reset } = response.headers;
	if (left !== "0" || typeof reset !== "string" || !/^\d{1,12}$/.test(reset)) return void 0;
	return Math.max(0, Number(reset) - Date.now() / 1e3);
}
async function complaint(response, secrets) {
	try {
		const body = await readCapped(response, MAX_COMPLAINT, "the answer");
		const { message, errors } = complaintSchema.parse(JSON.parse(body.toString("utf8")));
		const words = [message, ...(errors ?? []).map((one) => typeof one === "string" ? one : one.message ?? one.code)].filter((text) => text !== void 0 && text !== null && text !== "");
		return words.length === 0 ? void 0 : printable(secrets.hide(words.join("; "))).replace(/\.$/, "");
	} catch {
		return;
	}
}
// src/github/client.ts
const MAX_ANSWER = 33554432;
const CHUNK = 262144;
var GitHubClient = class {
	host;
	timeoutMs;
	#options;
	#agents;
	constructor(options, host) {
		this.host = host;
		this.timeoutMs = options.timeoutMs;
		this.#options = options;
		this.#agents = createAgents(host, false);
	}
	async call(call) {
		if (call.once === true) return this.#send(call);
		return this.patiently(() => this.#send(call));
	}
	async patiently(attempt) {
		const end = performance.now() + this.timeoutMs;
		let last;
		const wait = async (pause) => {
			if (performance.now() + pause >= end) throw last;
			await (this.host.wait ?? setTimeout)(pause);
		};
		return persist({
			...this.host,
			wait
		}, async () => {
			try {
				return await attempt();
			} catch (error) {
				last = error;
				throw error;
			}
		});
	}
	async #send({ method, path, body, schema, what }) {
		const { apiUrl, token, timeoutMs, secrets } = this.#options;
		if (token === "") throw new DrydockError("UNAUTHORIZED", `There is no token for ${what}.`, { hint: "Leave the input token out, or fill it." });
		const url = new URL(`${apiUrl.pathname.replace(/\/+$/, "")}${path}`, apiUrl);
		const text = body === void 0 ? void 0 : Buffer.from(JSON.stringify(body));
		const silence = Math.max(100, timeoutMs / 4);
		const response = await exchange({
			url,
			method,
			headers: {
				Accept: "application/vnd.github+json",
				Authorization: `Bearer ${token}`,
				"X-GitHub-Api-Version": "2022-11-28",
				...text === void 0 ? {} : { "Content-Type": "application/json; charset=utf-8" }
			},
			...text === void 0 ? {} : { body: {
				size: text.length,
				open: () => pieces(text)
			} },
			agent: this.#agents.for(url),
			limits: {
				connect: Math.min(2e4, silence),
				headers: silence,
				body: silence
			}
		});
		if (response.status < 200 || response.status > 299) throw await failureOf(response, what, secrets);
		const name = `GitHub's answer about ${what}`;
		try {
			return parseDocument(await readCapped(response, MAX_ANSWER, name), schema, name, MAX_ANSWER);
		} catch (cause) {
			if (!(cause instanceof DrydockError) || cause instanceof PassingTrouble) throw cause;
			throw new DrydockError("NETWORK", cause.message, { cause });
		}
	}
};
async function* pieces(bytes) {
	for (let at = 0; at < bytes.length; at += CHUNK) yield bytes.subarray(at, at + CHUNK);
}
// src/github/default-reports.ts
const USUAL_FORMATS = [
	"table",
	"json",
	"html",
	"sarif",
	"cyclonedx"
];
function withReports(raw, env) {
	const output = [raw.output ?? []].flat().filter((item) => typeof item === "string");
	const format = raw.format ?? USUAL_FORMATS;
	if (output.length === 0) return {
		...raw,
		format,
		output: [folderIn(env.RUNNER_TEMP || tmpdir())]
	};
	return output.some((item) => item.split(",").some((part) => !/^\s*[a-z-]+=/.test(part))) ? {
		...raw,
		format
	} : raw;
}
function folderIn(parent) {
	return mkdtempSync(join(parent, "drydock-reports-"));
}
// src/github/event.ts
const sha = string().regex(/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/);
const number = int().positive();
const repository = object({
	full_name: string(),
	owner: object({ login: string() })
});
const eventSchema = object({
	pull_request: object({
		number,
		head: object({
			sha,
			repo: repository.nullish().catch(void 0)
		})
	}).optional().catch(void 0),
	workflow_run: object({
		event: string(),
		head_sha: sha,
		head_branch: string().nullish(),
		head_repository: repository.nullish().catch(void 0),
		pull_requests: array(object({
			number,
			head: object({ sha })
		})).nullish().catch(void 0)
	}).optional().catch(void 0)
});
function readEvent(env) {
	const path = env.GITHUB_EVENT_PATH;
	if (!path) return {};
	try {
		return eventSchema.parse(JSON.parse(readFileSync(path, "utf8")));
	} catch {
		return {};
	}
}
// src/github/markdown/text.ts
const MAX_NAME$3 = 80;
function plain(text, length = MAX_NAME$3) {
	return escapeMarkdownText(short(text, length));
}
function link$1(text, address) {
	return address === void 0 ? plain(text) : `[${plain(text)}](<${address}>)`;
}
function count(number, noun, plural = `${noun}s`) {
	return `${number.toLocaleString("en")} ${number === 1 ? noun : plural}`;
}
function table(heads, rows) {
	const line = (cells) => `| ${cells.join(" | ")} |`;
	return [
		line(heads),
		line(heads.map(() => "---")),
		...rows.map(line)
	].join("\n");
}
function folded(title, content) {
	return `<details><summary>${title}</summary>\n\n${content}\n\n</details>`;
}
function paragraphs(parts) {
	return parts.filter((part) => part !== "").join("\n\n");
}
// src/github/markdown/asides.ts
const MAX_ROWS$1 = 30;
const MAX_SENTENCE$1 = 200;
function asides(result) {
	const { verdict, fixed = [], notices } = result;
	const named = (finding) => isVulnerability(finding) ? `${plain(finding.advisory.id)} in ${plain(finding.package.name)} ${plain(finding.package.version)}` : `${plain(finding.rule)} ${plain(finding.subject)}`;
	return [
		part("Fixed since the baseline", fixed.map(named)),
		part("Warnings of the policy", verdict.warnings.map((text) => plain(text, MAX_SENTENCE$1))),
		part("What could not be told", verdict.gaps.map(({ gap, action }) => `${action === "block" ? "**blocks** " : ""}${plain(gap.where, 120)}: ${plain(gap.reason, MAX_SENTENCE$1)}`)),
		part("Waived", verdict.judged.flatMap(({ finding, action, because, isHidden }) => action === "waive" && isHidden !== true ? [`${named(finding)}: ${plain(because, MAX_SENTENCE$1)}`] : [])),
		part("Remarks", [...notices, ...verdict.remarks].map((text) => plain(text, MAX_SENTENCE$1)))
	];
}
function sincePart({ baseline, verdict, fixed = [] }) {
	if (baseline === void 0) return "";
	const fresh = verdict.judged.filter(({ since, action }) => since === "new" && action !== "waive");
	const day = baseline.scannedAt.slice(0, 10);
	return `Against the baseline ${plain(baseline.reference, 200)} (scanned on ${plain(day)}): **${count(fresh.length, "new finding")}**, **${fixed.length.toLocaleString("en")} fixed**.`;
}
function part(title, rows) {
	if (rows.length === 0) return "";
	const left = rows.length - MAX_ROWS$1;
	const shown = rows.slice(0, MAX_ROWS$1).map((row) => `- ${row}`);
	const more = left > 0 ? [`- and ${left.toLocaleString("en")} more`] : [];
	return folded(`${title} (${rows.length.toLocaleString("en")})`, [...shown, ...more].join("\n"));
}
// src/github/markdown/findings.ts
const MAX_NAMES$1 = 4;
const MAX_TITLE$1 = 120;
const HEADS = [
	"Severity",
	"Finding",
	"In",
	"Fix",
	"Comes from",
	""
];
function mattersOf({ verdict }) {
	return matters(worstFirst(verdict.judged.filter(({ isHidden }) => isHidden !== true)));
}
function rowsOfMatters(all, image) {
	return all.map((matter) => cells(matter, image));
}
function mattersTable(rows) {
	return rows.length === 0 ? "" : table(HEADS, rows);
}
function cells({ row, names }, image) {
	const { finding, action, since } = row;
	const more = names.length > MAX_NAMES$1 ? ` and ${names.length - MAX_NAMES$1} more` : "";
	const where = `${names.slice(0, MAX_NAMES$1).map((name) => plain(name)).join(", ")}${more}`;
	const marks = [...action === "block" ? ["**blocks**"] : action === "warn" ? ["warns"] : [], ...since === "new" ? ["new"] : []].join(", ");
	const place = dockerfilePlace(finding, image);
	const owner = ownerOf(image, finding);
	const origin = [...owner === "base" ? ["base image"] : owner === "own" ? ["own"] : [], ...place === void 0 ? [] : [plain(`${place.path}:${place.startLine}`)]].join(", ");
	if (!isVulnerability(finding)) {
		const what = `${plain(finding.rule)} ${plain(finding.title, MAX_TITLE$1)}`;
		return [
			severityWord(finding),
			what,
			where,
			plain(finding.advice, MAX_TITLE$1),
			origin,
			marks
		];
	}
	const { fixedIn, advisory, status, package: affected } = finding;
	const what = link$1(advisory.id, linksOf(advisory)[0]);
	const fix = fixedIn === void 0 ? NO_FIX[status] : plain(fixedIn);
	return [
		severityWord(finding),
		what,
		`${where} ${plain(affected.version)}`,
		fix,
		origin,
		marks
	];
}
// src/github/markdown/repair.ts
const MAX_TEXT = 400;
const MAX_ROWS = 30;
function repairPart({ fix }) {
	if (fix === void 0) return "";
	const { title, remarks, raised, left } = fixTexts(fix);
	return paragraphs([
		"#### Repair",
		`**${plain(title, MAX_TEXT)}**`,
		bullets$1(remarks),
		raised.length === 0 ? "" : folded(`Raised (${raised.length})`, bullets$1(raised)),
		left.length === 0 ? "" : folded(`As they were (${left.length})`, bullets$1(left))
	]);
}
function bullets$1(texts) {
	const more = texts.length - MAX_ROWS;
	return [...texts.slice(0, MAX_ROWS).map((text) => `- ${plain(text, MAX_TEXT)}`), ...more > 0 ? [`- and ${more.toLocaleString("en")} more`] : []].join("\n");
}
// src/github/markdown/unblock.ts
const MAX_RULES = 10;
const MAX_UPGRADES = 15;
const MAX_REMEDIES = 10;
const MAX_NAMES = 5;
const MAX_SENTENCE = 400;
function unblockPart(result) {
	const unblock = unblockOf(result);
	if (unblock === void 0) return "";
	const rules = unblock.rules.map(({ rule, findings }) => `${plain(rule, MAX_SENTENCE)}: ${count(findings, "finding")}`);
	const upgrades = unblock.upgrades.map(({ packages, from, to, findings, command, places }) => {
		const more = packages.length > MAX_NAMES ? ` and ${packages.length - MAX_NAMES} more` : "";
		const names = packages.slice(0, MAX_NAMES).map((name) => plain(name));
		const place = placeText(places);
		const where = place === void 0 ? "" : ` in ${plain(place, MAX_SENTENCE)}`;
		return `Upgrade **${names.join(", ")}**${more} from ${plain(from)} to **${plain(to)}**${where} (${count(findings, "finding")})${command === void 0 ? "" : `: ${plain(command, MAX_SENTENCE)}`}`;
	});
	const remedies = unblock.remedies.map(({ rule, title, advice, findings }) => `${plain(rule)} ${plain(title, 150)} (${findings}): ${plain(advice, MAX_SENTENCE)}`);
	const hint = baseHint(result);
	const steps = [
		...listed$1(upgrades, MAX_UPGRADES, "upgrades"),
		...hint === void 0 ? [] : [plain(hint, MAX_SENTENCE)],
		...listed$1(remedies, MAX_REMEDIES, "kinds of risk")
	];
	const none = unblock.unfixed === 0 ? "" : `${count(unblock.unfixed, "vulnerability", "vulnerabilities")} that block${unblock.unfixed === 1 ? "s" : ""} cannot be fixed yet. `;
	return paragraphs([
		"#### What blocks",
		bullets(listed$1(rules, MAX_RULES, "rules")),
		"#### How to fix it",
		bullets(steps),
		`${none}To accept a finding for a time:`,
		`\`\`\`sh\n${unblock.waive}\n\`\`\``
	]);
}
function listed$1(texts, max, nouns) {
	if (texts.length <= max) return texts;
	const more = texts.length - max + 1;
	return [...texts.slice(0, max - 1), `And ${more} more ${nouns}; the JSON report has them all.`];
}
function bullets(texts) {
	return texts.map((text) => `- ${text}`).join("\n");
}
// src/github/markdown/verdict.ts
const OUTCOME_WORDS = {
	pass: "PASS",
	blocked: "BLOCKED",
	unproven: "UNPROVEN",
	failed: "FAILED"
};
const OUTCOME_SIGNS = {
	pass: "✅",
	blocked: "❌",
	unproven: "⚠️"
};
const MAX_REFERENCE = 250;
const MAX_REASON = 600;
const BAR = 30;
function verdictPart({ verdict, image }, heading) {
	const { outcome, reason } = verdict;
	const { os, digest } = image;
	const system = os?.prettyName ?? `${os?.family ?? ""} ${os?.version ?? ""}`.trim();
	const facts = [
		...system === "" ? [] : [system],
		printPlatform(image.platform),
		digest
	];
	return paragraphs([
		`${heading} ${OUTCOME_SIGNS[outcome]} drydock: ${OUTCOME_WORDS[outcome]}`,
		`**${plain(image.reference, MAX_REFERENCE)}** (${facts.map((fact) => plain(fact, 100)).join(", ")})`,
		`> ${plain(reason, MAX_REASON)}`
	]);
}
function countsPart(result) {
	if (result.verdict.judged.length === 0) return "";
	const rows = rowsOf(result);
	const found = SEVERITIES.toReversed().filter((severity) => rows.some(({ counts }) => counts[severity].found > 0));
	const sum = (row, key) => SEVERITIES.reduce((number, severity) => number + row.counts[severity][key], 0);
	return table([
		"",
		...found,
		"all",
		"blocking",
		"waived"
	], rows.map((row) => {
		return [row.isPart === true ? `&nbsp;&nbsp;${row.label.trim()}` : `**${row.label.trim()}**`, ...[...found.map((severity) => row.counts[severity].found), ...[
			"found",
			"blocking",
			"waived"
		].map((key) => sum(row, key))].map((number) => number === 0 ? "" : number.toLocaleString("en"))];
	}));
}
function severityPicture({ verdict }) {
	const counts = SEVERITIES.toReversed().map((severity) => {
		const rows = verdict.judged.filter(({ finding }) => finding.severity === severity);
		return {
			severity,
			all: rows.length,
			blocking: rows.filter(({ action }) => action === "block").length
		};
	});
	const longest = Math.max(0, ...counts.map(({ all }) => all));
	if (longest === 0) return "";
	return [
		"```text",
		...counts.flatMap((one) => one.all === 0 ? [] : [barLine(one, longest)]),
		"```"
	].join("\n");
}
function barLine({ severity, all, blocking }, longest) {
	const bar = "█".repeat(Math.max(1, Math.round(all / longest * BAR)));
	const blocks = blocking === 0 ? "" : ` (${blocking.toLocaleString("en")} blocking)`;
	return `${severity.padEnd(11)}${bar} ${all.toLocaleString("en")}${blocks}`;
}
// src/github/markdown/pages.ts
const MAX_SUMMARY = 1e6;
const MAX_COMMENT = 59e3;
const WORST = 20;
const MAX_IN_COMMENT = 100;
function summaryPage(result) {
	const all = rowsOfMatters(mattersOf(result), result.image);
	const top = paragraphs([
		verdictPart(result, "##"),
		sincePart(result),
		countsPart(result),
		severityPicture(result),
		unblockPart(result),
		repairPart(result),
		...all.length === 0 ? [] : [`#### ${all.length > WORST ? "The worst findings" : "Findings"}`, mattersTable(all.slice(0, WORST))]
	]);
	const end = paragraphs([...asides(result), footer(result)]);
	return fitting(all.slice(WORST), MAX_SUMMARY, (shown) => {
		const left = all.length - WORST - shown.length;
		const rest = shown.length === 0 ? leftOut$1(left) : folded(left > 0 ? `${shown.length.toLocaleString("en")} more of the findings` : "All other findings", paragraphs([mattersTable(shown), leftOut$1(left)]));
		return `${paragraphs([
			top,
			rest,
			end
		])}\n`;
	});
}
function shortPage(result, runUrl) {
	const full = shortened(result, runUrl, unblockPart(result), repairPart(result));
	return Buffer.byteLength(full) <= MAX_COMMENT ? full : shortened(result, runUrl, "", "");
}
function shortened(result, runUrl, steps, repair) {
	const all = mattersOf(result);
	const rows = rowsOfMatters(all.slice(0, MAX_IN_COMMENT), result.image);
	return fitting(rows, MAX_COMMENT, (shown) => {
		const worst = shown.slice(0, WORST);
		const rest = shown.slice(WORST);
		return `${paragraphs([
			verdictPart(result, "###"),
			sincePart(result),
			countsPart(result),
			steps,
			repair,
			...worst.length === 0 ? [] : ["#### The worst findings", mattersTable(worst)],
			rest.length === 0 ? "" : folded(`${rest.length} more`, mattersTable(rest)),
			leftOut$1(all.length - shown.length),
			runUrl === void 0 ? "" : `[The whole report](<${runUrl}>) is on the page of the run.`,
			footer(result)
		])}\n`;
	});
}
function failurePage(message, runUrl) {
	return `${paragraphs([
		"### ⚠️ drydock could not do its work",
		`> ${plain(message, 1e3)}`,
		"There is no verdict on this image: it was not scanned, or not to the end.",
		runUrl === void 0 ? "" : `The log is on [the page of the run](<${runUrl}>).`
	])}\n`;
}
function leftOut$1(number) {
	return number <= 0 ? "" : `${count(number, "less severe finding")} ${number === 1 ? "is" : "are"} left out here; the JSON report has all of them.`;
}
function footer({ drydock, database, scannedAt }) {
	const data = database === void 0 ? "no advisory database" : `${plain(database.kind)}${database.sample ? " (a sample, not to gate on)" : ` of ${plain((database.updatedAt ?? "unknown age").slice(0, 10))}`}`;
	return `<sub>drydock ${plain(drydock.version)}, ${data}, ${plain(scannedAt)}</sub>`;
}
[
	...SEVERITIES.toReversed().map((severity) => ({
		name: `count-${severity}`,
		help: `How many findings of severity ${severity} are not waived.`
	})),
	...CATEGORIES.map((category) => ({
		name: `count-${category}`,
		help: `How many findings of category ${category} are not waived; empty where nobody looked.`
	})),
	...FORMATS.map((format) => ({
		name: `report-${format}`,
		help: `Path of the ${format} report, where it was written.`
	}))
];
function resultOutputs(result) {
	const outputs = new Map(outcomeValues(result).map(([name, value]) => [name.toLowerCase().replaceAll("_", "-"), harmless(String(value))]));
	if (result.baseline === void 0) return outputs;
	const fresh = result.verdict.judged.filter(({ since, action }) => since === "new" && action !== "waive");
	return outputs.set("new", String(fresh.length)).set("gone", String(result.fixed?.length ?? 0));
}
function reportOutputs(targets) {
	const outputs = new Map();
	for (const target of targets) {
		const file = reportFile(target);
		if (file !== void 0) outputs.set(`report-${target.format}`, file);
		if (target.folder !== void 0) outputs.set("reports", target.folder);
	}
	return outputs;
}
function harmless(text) {
	return text.replace(/[^A-Za-z0-9 .,:/@+=_()%-]+/g, "_").slice(0, MAX_VALUE);
}
const MAX_VALUE = 500;
// src/github/annotations.ts
const MAX_TITLE = 200;
const MAX_NAME$2 = 120;
const MAX_LISTED = 12;
function annotationsOf({ verdict, image }) {
	const rows = worstFirst(verdict.judged.filter(({ isHidden }) => isHidden !== true));
	const spots = new Map();
	for (const row of rows) {
		const place = dockerfilePlace(row.finding, image);
		if (place === void 0) continue;
		const key = keyOf(row, place);
		const same = spots.get(key);
		if (same === void 0) spots.set(key, [{
			place,
			row
		}]);
		else same.push({
			place,
			row
		});
	}
	return [...spots.values()].map((same) => annotation(same[0].place, same.map(({ row }) => row)));
}
function keyOf({ finding }, { path, startLine, endLine }) {
	const what = isVulnerability(finding) ? [finding.package.source?.name ?? finding.package.name, finding.package.version] : [finding.fingerprint];
	return JSON.stringify([
		path,
		startLine,
		endLine,
		...what
	]);
}
function annotation(place, rows) {
	const { finding } = rows[0];
	const text = isVulnerability(finding) ? packageText(rows) : riskText(rows[0]);
	return {
		path: place.path,
		start_line: place.startLine,
		end_line: place.endLine,
		annotation_level: levelOf(rows),
		title: short(escapeForTerminal(text.title), MAX_TITLE),
		message: text.lines.map(escapeForTerminal).join("\n")
	};
}
function levelOf(rows) {
	if (rows.some(({ action }) => action === "block")) return "failure";
	return rows.some(({ action, finding }) => action === "warn" || atLeast(finding.severity, "high")) ? "warning" : "notice";
}
function packageText(rows) {
	const { package: affected } = rows[0].finding;
	const all = matters(rows);
	const counts = SEVERITIES.toReversed().flatMap((severity) => {
		const number = all.filter(({ row }) => row.finding.severity === severity).length;
		return number === 0 ? [] : [`${number} ${severity}`];
	});
	const more = all.length - MAX_LISTED;
	return {
		title: `${short(affected.source?.name ?? affected.name, MAX_NAME$2)} ${short(affected.version, 60)}: ${counts.join(", ")}`,
		lines: [...all.slice(0, MAX_LISTED).map(matterText), ...more > 0 ? [`and ${more} more`] : []]
	};
}
function matterText({ row, names }) {
	const { advisory, fixedIn, status, title, severity } = row.finding;
	const fix = fixedIn === void 0 ? NO_FIX[status] : `upgrade to ${short(fixedIn, 60)}`;
	const where = names.slice(0, 3).map((name) => short(name, 60));
	const mark = row.action === "block" ? ", blocks" : "";
	return `${short(advisory.id, 60)} (${severity}${mark}) in ${where.join(", ")}: ${short(title, MAX_NAME$2)}; ${fix}`;
}
function riskText({ finding, because }) {
	if (isVulnerability(finding)) throw new Error("a vulnerability among the risks");
	const { rule, title, subject, evidence, advice } = finding;
	return {
		title: `${rule} ${title} (${severityWord(finding)})`,
		lines: [
			short(subject, MAX_NAME$2),
			...evidence.slice(0, 3).map((line) => `seen: ${short(line)}`),
			short(advice, 400),
			short(because, 400)
		]
	};
}
// src/github/check-run.ts
const BATCH = 50;
const MAX_ANNOTATIONS = 1e3;
const runSchema = object({ id: int().positive() });
async function writeCheckRun(check, repository, client) {
	const shown = check.annotations.slice(0, MAX_ANNOTATIONS);
	const left = check.annotations.length - shown.length;
	const output = {
		title: short(check.title),
		summary: `${leftOut(left)}${check.summary}`
	};
	const path = `/repos/${repository}/check-runs`;
	const { id } = await client.call({
		method: "POST",
		path,
		body: {
			name: check.name,
			head_sha: check.sha,
			...check.url === void 0 ? {} : { details_url: check.url },
			status: "completed",
			conclusion: check.conclusion,
			started_at: check.startedAt,
			completed_at: check.completedAt,
			output: {
				...output,
				annotations: shown.slice(0, BATCH)
			}
		},
		schema: runSchema,
		what: "the check run"
	});
	for (let at = BATCH; at < shown.length; at += BATCH) await client.call({
		method: "PATCH",
		path: `${path}/${id}`,
		body: { output: {
			...output,
			annotations: shown.slice(at, at + BATCH)
		} },
		schema: runSchema,
		what: "annotations of the check run"
	});
	return `the check ${check.name} says ${check.conclusion}, with ${shown.length} annotations`;
}
function leftOut(number) {
	return number > 0 ? `${number} less severe annotations are left out.\n\n` : "";
}
// src/github/comment.ts
const PAGE = 100;
const MAX_PAGES = 30;
const commentSchema = object({
	id: int().positive(),
	body: string().nullish(),
	user: object({ type: string() }).nullish()
});
async function keepComment(comment, repository, client) {
	const mark = markOf(comment.key);
	const body = `${mark}\n${comment.markdown}`;
	return client.patiently(async () => {
		for (const { id } of await marked(comment.pullRequest, mark, repository, client)) if (await update(id, body, repository, client)) return "the comment on the pull request is up to date";
		await client.call({
			method: "POST",
			path: `/repos/${repository}/issues/${comment.pullRequest}/comments`,
			body: { body },
			schema: commentSchema,
			what: "the comment on the pull request",
			once: true
		});
		return "a comment is on the pull request";
	});
}
function markOf(key) {
	return `<!-- drydock-result: ${key.replace(/[^\w ./:-]/g, "_").replace(/--+/g, "-")} -->`;
}
async function marked(pullRequest, mark, repository, client) {
	const found = [];
	for (let page = 1; page <= MAX_PAGES; page++) {
		const comments = await client.call({
			method: "GET",
			path: `/repos/${repository}/issues/${pullRequest}/comments?per_page=${PAGE}&page=${page}`,
			schema: array(commentSchema),
			what: "the comments on the pull request",
			once: true
		});
		found.push(...comments.filter(({ body }) => body?.startsWith(mark) === true));
		if (comments.length < PAGE) break;
	}
	const isBot = ({ user }) => user?.type === "Bot";
	return [...found.filter(isBot), ...found.filter((one) => !isBot(one))];
}
async function update(id, body, repository, client) {
	try {
		await client.call({
			method: "PATCH",
			path: `/repos/${repository}/issues/comments/${id}`,
			body: { body },
			schema: commentSchema,
			what: "the comment on the pull request",
			once: true
		});
		return true;
	} catch (error) {
		if (error instanceof DrydockError && ["DENIED", "NOT_FOUND"].includes(error.code)) return false;
		throw error;
	}
}
// src/github/commit-status.ts
const MAX_DESCRIPTION = 140;
async function writeStatus(status, repository, client) {
	const { name, sha, state, description, url } = status;
	await client.call({
		method: "POST",
		path: `/repos/${repository}/statuses/${sha}`,
		body: {
			state,
			context: name,
			description: short(description, MAX_DESCRIPTION),
			...url === void 0 ? {} : { target_url: url }
		},
		schema: object({ id: int() }),
		what: "the commit status"
	});
	return `the status ${name} says ${state}`;
}
// src/github/occasion.ts
function occasionOf(env, event) {
	const repository = env.GITHUB_REPOSITORY ?? "";
	const server = env.GITHUB_SERVER_URL ?? "";
	const around = {
		repository,
		isReadOnly: false,
		...server && repository && env.GITHUB_RUN_ID ? { runUrl: `${server}/${repository}/actions/runs/${env.GITHUB_RUN_ID}` } : {}
	};
	const { pull_request: pullRequest, workflow_run: workflowRun } = event;
	if (pullRequest !== void 0) return {
		...around,
		...ofPullRequest(pullRequest, env)
	};
	if (workflowRun !== void 0) return {
		...around,
		...ofWorkflowRun(workflowRun, repository)
	};
	const sha = env.GITHUB_SHA ?? "";
	return {
		...around,
		...headed(sha),
		...analysed(env.GITHUB_REF ?? "", sha)
	};
}
function ofPullRequest({ number, head }, env) {
	const isOfMerge = env.GITHUB_EVENT_NAME === "pull_request";
	const ref = env.GITHUB_REF ?? "";
	const isForked = head.repo?.full_name !== env.GITHUB_REPOSITORY;
	return {
		...headed(head.sha),
		...isOfMerge && /^refs\/pull\/\d+\/merge$/.test(ref) ? analysed(ref, env.GITHUB_SHA ?? "") : analysed(`refs/pull/${number}/head`, head.sha),
		pullRequest: number,
		isReadOnly: isOfMerge && (isForked || env.GITHUB_ACTOR === "dependabot[bot]")
	};
}
function ofWorkflowRun(run, repository) {
	const { event, head_sha: sha, head_branch: branch, head_repository: from } = run;
	if (!/^pull_request/.test(event)) {
		const isOwn = from?.full_name === repository;
		return {
			...headed(sha),
			...isOwn && branch ? analysed(`refs/heads/${branch}`, sha) : {}
		};
	}
	const known = (run.pull_requests ?? []).find(({ head }) => head.sha === sha)?.number;
	if (known !== void 0) return {
		...headed(sha),
		...numbered(known, sha)
	};
	if (!from || !branch) return headed(sha);
	return {
		...headed(sha),
		unnumbered: {
			head: `${from.owner.login}:${branch}`,
			sha
		}
	};
}
function numbered(number, sha) {
	return {
		pullRequest: number,
		...analysed(`refs/pull/${number}/head`, sha)
	};
}
function headed(sha) {
	return isSha(sha) ? { headSha: sha } : {};
}
function analysed(ref, sha) {
	return /^refs\/(?:heads|tags|pull)\/./.test(ref) && isSha(sha) ? { analysis: {
		ref,
		sha
	} } : {};
}
function isSha(text) {
	return /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(text);
}
// src/github/lookup.ts
const pullsSchema = array(object({
	number: int().positive(),
	head: object({ sha: string() })
}));
async function withPullRequest(occasion, client) {
	const { unnumbered, repository } = occasion;
	if (unnumbered === void 0) return occasion;
	const query = new URLSearchParams({
		state: "open",
		head: unnumbered.head,
		per_page: "100"
	});
	const pull = (await client.call({
		method: "GET",
		path: `/repos/${repository}/pulls?${query}`,
		schema: pullsSchema,
		what: "the pull request of the run"
	})).find(({ head }) => head.sha === unnumbered.sha);
	return pull === void 0 ? occasion : {
		...occasion,
		...numbered(pull.number, unnumbered.sha)
	};
}
// src/github/sarif-upload.ts
const PAUSES = [
	1e3,
	2e3,
	3e3,
	5e3
];
const uploadSchema = object({ id: string().regex(/^[\w-]{1,100}$/) });
const stateSchema = object({
	processing_status: _enum([
		"pending",
		"complete",
		"failed"
	]).nullish(),
	errors: array(string()).nullish()
});
async function uploadSarif(result, { repository, analysis }, category, client) {
	if (analysis === void 0) throw new DrydockError("UNSUPPORTED", "Nothing tells which branch or pull request the findings belong to.");
	const text = reporter("sarif").render(result, {
		color: false,
		width: Infinity
	});
	const { id } = await client.call({
		method: "POST",
		path: `/repos/${repository}/code-scanning/sarifs`,
		body: {
			commit_sha: analysis.sha,
			ref: analysis.ref,
			sarif: gzipSync(categorised(text, category)).toString("base64"),
			started_at: result.scannedAt,
			tool_name: "drydock"
		},
		schema: uploadSchema,
		what: "the upload to code scanning"
	});
	await processed(id, repository, client);
	return `code scanning has the findings under ${analysis.ref}`;
}
function categorised(text, category) {
	if (category === void 0) return text;
	const log = JSON.parse(text);
	const runs = log.runs.map((run) => ({
		...run,
		automationDetails: { id: `${category.replace(/\/+$/, "")}/` }
	}));
	return JSON.stringify({
		...log,
		runs
	});
}
async function processed(id, repository, client) {
	const wait = client.host.wait ?? setTimeout;
	const end = performance.now() + client.timeoutMs;
	for (let asked = 0;; asked++) {
		const pause = PAUSES[Math.min(asked, PAUSES.length - 1)];
		if (performance.now() + pause >= end || asked > client.timeoutMs / 1e3) throw new DrydockError("NETWORK", "GitHub has taken the findings, but not processed them in time.");
		await wait(pause);
		const { processing_status: state, errors } = await stateOf(id, repository, client);
		if (state === "complete") return;
		if (state === "failed") throw new DrydockError("UNSUPPORTED", `GitHub could not process the findings: ${printable((errors ?? []).join("; ") || "no reason is told")}.`);
	}
}
async function stateOf(id, repository, client) {
	try {
		return await client.call({
			method: "GET",
			path: `/repos/${repository}/code-scanning/sarifs/${id}`,
			schema: stateSchema,
			what: "the state of the upload to code scanning"
		});
	} catch (error) {
		if (error instanceof DrydockError && error.code === "NOT_FOUND") return {};
		throw error;
	}
}
// src/github/snapshot.ts
const MAX_NAME$1 = 200;
const answerSchema = object({
	result: string(),
	message: string().nullish()
});
async function submitSnapshot(result, { repository, headSha, analysis, runUrl }, client) {
	const ref = analysis?.ref;
	if (ref === void 0 || headSha === void 0) throw new DrydockError("UNSUPPORTED", "Nothing tells which branch or pull request the packages belong to.");
	const { env } = client.host;
	const name = imageName(result.image);
	const answer = await client.call({
		method: "POST",
		path: `/repos/${repository}/dependency-graph/snapshots`,
		body: {
			version: 0,
			job: {
				...jobOf(env, name),
				...runUrl === void 0 ? {} : { html_url: runUrl }
			},
			sha: headSha,
			ref,
			detector: {
				name: "drydock",
				version: result.drydock.version,
				url: `${env.GITHUB_SERVER_URL ?? "https://github.com"}/${env.GITHUB_ACTION_REPOSITORY || repository}`
			},
			scanned: result.finishedAt,
			manifests: { [name]: {
				name,
				resolved: resolvedOf(result.packages)
			} }
		},
		schema: answerSchema,
		what: "the dependency snapshot"
	});
	if (answer.result !== "SUCCESS" && answer.result !== "ACCEPTED") throw new DrydockError("UNSUPPORTED", `GitHub does not take the dependency snapshot: ${short(answer.message ?? answer.result)}.`);
	return `the dependency graph has the packages of ${name}`;
}
function jobOf(env, name) {
	const parts = [
		env.GITHUB_WORKFLOW,
		env.GITHUB_JOB,
		name
	].filter((part) => part);
	return {
		id: env.GITHUB_RUN_ID || "0",
		correlator: parts.map((part) => short(part, MAX_NAME$1)).join(" ")
	};
}
function resolvedOf(packages) {
	const listed = packages.filter(({ purl, root }) => purl.startsWith("pkg:") && root !== true);
	const known = new Set(listed.map(({ purl }) => purl));
	return Object.fromEntries(listed.map(({ purl, development, dependencies = [] }) => [purl, {
		package_url: purl,
		scope: development === true ? "development" : "runtime",
		dependencies: dependencies.filter((one) => known.has(one))
	}]));
}
// src/github/uploads.ts
async function tryUploads(uploads, { log }) {
	return (await Promise.all(uploads.map(async (upload) => {
		const stage = log.stage(upload.what);
		try {
			stage.done(await upload.run());
			return [];
		} catch (error) {
			stage.done("failed");
			return [troubleOf(upload, error)];
		}
	}))).flat();
}
function troubleOf({ what, permission }, error) {
	const isMissingPermission = error instanceof MissingPermission;
	if (!(error instanceof DrydockError)) return {
		upload: {
			what,
			permission
		},
		isMissingPermission,
		message: failureText(error).trim()
	};
	const hint = error.hint === void 0 ? "" : ` ${error.hint}`;
	return {
		upload: {
			what,
			permission
		},
		isMissingPermission,
		message: `${error.message}${hint}`
	};
}
// src/github/publish.ts
async function publishResult(result, gate, asked) {
	const platform = await located(asked);
	const { settings, occasion, client, host } = platform;
	const { sarif, sarifCategory, snapshot } = settings;
	const page = shortPage(result, occasion.runUrl);
	const troubles = await tryUploads([
		...sarif ? [{
			what: "the upload to code scanning",
			permission: "security-events",
			run: () => uploadSarif(result, occasion, sarifCategory, client)
		}] : [],
		...snapshot ? [{
			what: "the dependency snapshot",
			permission: "contents",
			run: () => submitSnapshot(result, occasion, client)
		}] : [],
		...commentUpload(page, platform)
	], host);
	const { outcome, reason } = gate;
	const isSpoilt = settings.strict && troubles.length > 0 && outcome === "pass";
	const decision = {
		outcome: isSpoilt ? "failed" : outcome,
		title: isSpoilt ? "The image passes, but not all of it could be told (strict)" : `${OUTCOME_WORDS[outcome]}: ${reason}`,
		page,
		annotations: annotationsOf(result),
		startedAt: result.scannedAt,
		completedAt: result.finishedAt
	};
	return [...troubles, ...await tryUploads(decisionUpload(decision, platform), host)];
}
async function publishFailure(message, startedAt, asked) {
	const platform = await located(asked);
	const { host, occasion } = platform;
	const page = failurePage(message, occasion.runUrl);
	const decision = {
		outcome: "failed",
		title: "drydock could not do its work",
		page,
		annotations: [],
		startedAt: startedAt.toISOString(),
		completedAt: host.now().toISOString()
	};
	return tryUploads([...commentUpload(page, platform), ...decisionUpload(decision, platform)], host);
}
async function located(platform) {
	try {
		return {
			...platform,
			occasion: await withPullRequest(platform.occasion, platform.client)
		};
	} catch (error) {
		platform.host.log.warn(`The pull request of this run could not be found: ${messageOf(error)}`);
		return platform;
	}
}
function commentUpload(markdown, { settings, occasion, client }) {
	const { pullRequest, repository } = occasion;
	if (!settings.comment || pullRequest === void 0) return [];
	return [{
		what: "the comment",
		permission: "pull-requests",
		run: () => keepComment({
			pullRequest,
			key: settings.checkName,
			markdown
		}, repository, client)
	}];
}
function decisionUpload(decision, { settings, occasion, client }) {
	const { headSha: sha, repository, runUrl } = occasion;
	if (settings.check === "off" || sha === void 0) return [];
	const url = runUrl === void 0 ? {} : { url: runUrl };
	const passes = decision.outcome === "pass";
	const reports = settings.mode === "report" && decision.outcome !== "failed";
	if (settings.check === "status") {
		const state = decision.outcome === "failed" ? "error" : passes || reports ? "success" : "failure";
		const status = {
			name: settings.checkName,
			sha,
			state,
			description: decision.title,
			...url
		};
		return [{
			what: "the commit status",
			permission: "statuses",
			run: () => writeStatus(status, repository, client)
		}];
	}
	const { title, page: summary, annotations, startedAt, completedAt } = decision;
	const conclusion = passes ? "success" : reports ? "neutral" : "failure";
	const check = {
		name: settings.checkName,
		sha,
		conclusion,
		title,
		summary,
		annotations,
		startedAt,
		completedAt,
		...url
	};
	return [{
		what: "the check",
		permission: "checks",
		run: () => writeCheckRun(check, repository, client)
	}];
}
// src/github/trouble-text.ts
function remarksOn(troubles, around) {
	const forbidden = troubles.filter(({ isMissingPermission }) => isMissingPermission);
	const others = troubles.filter(({ isMissingPermission }) => !isMissingPermission);
	const end = around.isStrict ? "With strict, that fails the step." : "The verdict stands.";
	return [...forbidden.length === 0 ? [] : [permissionRemark(forbidden, around, end)], ...others.map(({ upload, message }) => ({
		kind: "warning",
		text: `${capital(upload.what)} failed: ${message} ${end}`
	}))];
}
function permissionRemark(forbidden, around, end) {
	const what = listed(forbidden.map(({ upload }) => upload.what));
	if (around.isReadOnly) return {
		kind: "notice",
		text: `GitHub gives pull requests from forks and of Dependabot a token that can only read, so there is no ${withoutThe(what)}. The verdict is told by the exit code of this step and by the summary of the job. ${end}`
	};
	return {
		kind: "warning",
		text: [`The job's token may not do everything that is asked for: there is no ${withoutThe(what)}. ${end} Add to the job, or switch off what it does not need:`, ...permissionLines(around.permissions)].join("\n")
	};
}
function permissionLines(permissions) {
	const contents = permissions.includes("contents") ? "write" : "read";
	const others = [...new Set(permissions)].filter((permission) => permission !== "contents").sort();
	return [
		"permissions:",
		`  contents: ${contents}`,
		...others.map((permission) => `  ${permission}: write`)
	];
}
function listed(words) {
	const last = words.at(-1) ?? "";
	return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}
function withoutThe(text) {
	return text.replace(/(^|, |and )the /g, "$1");
}
function capital(text) {
	return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
// src/github/tell-troubles.ts
function tellTroubles(troubles, platform, runner) {
	const { settings, occasion } = platform;
	const around = {
		isReadOnly: occasion.isReadOnly,
		permissions: neededPermissions(platform),
		isStrict: settings.strict
	};
	for (const { kind, text } of remarksOn(troubles, around)) {
		runner.headline(kind, text);
		if (settings.summary) runner.summary(`\n${quoted(text)}\n`);
	}
}
function neededPermissions({ settings, occasion }) {
	const { sarif, snapshot, comment, check } = settings;
	return [
		...sarif ? ["security-events"] : [],
		...snapshot ? ["contents"] : [],
		...comment && occasion.pullRequest !== void 0 ? ["pull-requests"] : [],
		...check === "run" ? ["checks"] : check === "status" ? ["statuses"] : []
	];
}
function quoted(text) {
	const [sentence = "", ...block] = text.split("\n");
	const code = block.length === 0 ? [] : [
		"",
		"```yaml",
		...block,
		"```"
	];
	return [`> ${plain(sentence, 1e3)}`, ...code].join("\n");
}
// src/github/failed.ts
async function failed(error, startedAt, runner, platform) {
	const { code, message } = error instanceof DrydockError ? error : {
		code: "BUG",
		message: "a bug in drydock itself"
	};
	runner.endGroup();
	runner.headline("error", failureText(error).trimEnd());
	runner.output("outcome", "failed");
	runner.output("reason", harmless(`${code}: ${message}`));
	if (platform === void 0) return EXIT.failed;
	const said = `${code}: ${message}`;
	if (platform.settings.summary) runner.summary(failurePage(said, void 0));
	tellTroubles(await publishFailure(said, startedAt, platform), platform, runner);
	return EXIT.failed;
}
// src/github/own-inputs.ts
const MODES = ["gate", "report"];
const CHECK_FORMS = [
	"run",
	"status",
	"off"
];
const OWN_INPUTS = [
	{
		name: "image",
		kind: "value",
		help: "What to scan: an image's name in the local engine or a registry, or any other reference of drydock scan (registry:NAME, docker:NAME, oci:DIR, sbom:FILE, …)."
	},
	{
		name: "archive",
		kind: "value",
		help: "In the place of image: an archive that docker save, podman, buildah or skopeo wrote, or the folder of an OCI layout. With neither, but a dockerfile, only its instructions are checked."
	},
	{
		name: "input",
		kind: "value",
		help: "Another name for archive."
	},
	{
		name: "mode",
		kind: "value",
		choices: MODES,
		default: "gate",
		help: "gate: the step fails where the image is blocked or unproven. report: it never fails because of a verdict."
	},
	{
		name: "token",
		kind: "value",
		default: "${{ github.token }}",
		help: "What to speak to GitHub's API with, and to ghcr.io where nothing else is configured for it. Sent nowhere else."
	},
	{
		name: "sarif",
		kind: "switch",
		default: "true",
		help: "Upload the findings to code scanning (permission security-events: write)."
	},
	{
		name: "sarif-category",
		kind: "value",
		help: "The category of that upload, which replaces the last one of the same category. By default drydock/ and the image's name without its tag."
	},
	{
		name: "check",
		kind: "value",
		choices: CHECK_FORMS,
		default: "run",
		help: "What branch protection can require: a check run, with annotations on lines of the Dockerfile (permission checks: write), or a commit status (statuses: write). It fails where the image is blocked or unproven; with mode report a check run is then neutral."
	},
	{
		name: "check-name",
		kind: "value",
		default: "drydock",
		help: "What the check or status is called: the same in every run, and another one for each image of a workflow."
	},
	{
		name: "comment",
		kind: "switch",
		default: "false",
		help: "Keep one comment on the pull request up to date (permission pull-requests: write). With a baseline it tells what is new and what is fixed."
	},
	{
		name: "summary",
		kind: "switch",
		default: "true",
		help: "Write the summary of the job."
	},
	{
		name: "snapshot",
		kind: "switch",
		default: "false",
		help: "Submit the image's packages to the dependency graph (permission contents: write)."
	},
	{
		name: "cache",
		kind: "switch",
		default: "true",
		help: "Keep the advisory database and the results of layers between runs: in the Actions cache, on a self-hosted runner in its tool cache."
	},
	{
		name: "strict",
		kind: "switch",
		default: "false",
		help: "Fail the step, with exit code 2, where the image passes but something could not be uploaded, commented or submitted."
	}
];
[...OWN_INPUTS, ...SCAN_OPTIONS];
// src/github/inputs.ts
const MAX_NAME = 100;
function readSettings(env) {
	const said = (name) => {
		const text = inputOf(env, name);
		return text === "" ? OWN_INPUTS.find((one) => one.name === name)?.default ?? "" : text;
	};
	const category = said("sarif-category");
	const checkName = said("check-name");
	if (checkName.length > MAX_NAME || /[\p{Cc}<>]/u.test(checkName)) throw new DrydockError("USAGE", `check-name has to be one line of at most ${MAX_NAME} characters, without < and >.`);
	return {
		image: imageOf(env),
		mode: chosen("mode", said("mode"), MODES),
		token: tokenOf(said("token")),
		sarif: isOn("sarif", said("sarif")),
		...category === "" ? {} : { sarifCategory: category },
		check: chosen("check", said("check"), CHECK_FORMS),
		checkName,
		comment: isOn("comment", said("comment")),
		summary: isOn("summary", said("summary")),
		snapshot: isOn("snapshot", said("snapshot")),
		cache: isOn("cache", said("cache")),
		strict: isOn("strict", said("strict"))
	};
}
function readScanInputs(env) {
	const raw = {};
	for (const { name, kind } of SCAN_OPTIONS) {
		const text = inputOf(env, name);
		if (text === "") continue;
		if (kind === "switch") raw[name] = isOn(name, text);
		else raw[name] = kind === "list" ? linesOf(text) : text;
	}
	return raw;
}
function inputOf(env, name) {
	return (env[`INPUT_${name.replaceAll(" ", "_").toUpperCase()}`] ?? "").trim();
}
function imageOf(env) {
	const image = inputOf(env, "image");
	const archives = [inputOf(env, "archive"), inputOf(env, "input")].filter((text) => text !== "");
	const dockerfile = inputOf(env, "dockerfile");
	if (archives.length + (image === "" ? 0 : 1) > 1) throw new DrydockError("USAGE", "image, archive and input name what to scan, and more than one of them is given.");
	if (image !== "") return image;
	if (archives[0] !== void 0) return resolve(archives[0]);
	if (dockerfile !== "") return `dockerfile:${dockerfile}`;
	throw new DrydockError("USAGE", "There is nothing to scan.", { hint: "Set the input image, archive or dockerfile." });
}
function tokenOf(text) {
	return text.startsWith("${{") ? "" : text;
}
function isOn(name, text) {
	if (/^(?:true|True|TRUE)$/.test(text)) return true;
	if (/^(?:false|False|FALSE)$/.test(text)) return false;
	throw new DrydockError("USAGE", `${name}: "${text}" is neither true nor false.`);
}
function chosen(name, text, choices) {
	const found = choices.find((choice) => choice === text);
	if (found !== void 0) return found;
	throw new DrydockError("USAGE", `${name}: "${text}" is not one of ${choices.join(", ")}.`);
}
function linesOf(text) {
	return text.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== "");
}
// src/github/job-token.ts
const REGISTRY = "ghcr.io";
async function withJobToken(references, token, host) {
	const { env } = host;
	const name = references.map(nameIn).find((one) => one?.registry === REGISTRY);
	const isOurs = (env.GITHUB_SERVER_URL ?? "") === "https://github.com";
	if (name === void 0 || token === "" || !isOurs) return env;
	if (env.DRYDOCK_REGISTRY_USER || env.DRYDOCK_REGISTRY_PASSWORD) return env;
	try {
		if (await findCredentials(name, host) !== void 0) return env;
	} catch (error) {
		if (error instanceof DrydockError) return env;
		throw error;
	}
	const user = env.GITHUB_ACTOR || "token";
	return {
		...env,
		DRYDOCK_REGISTRY: REGISTRY,
		DRYDOCK_REGISTRY_USER: user,
		DRYDOCK_REGISTRY_PASSWORD: token
	};
}
function nameIn(reference) {
	const text = imageNameIn(reference);
	try {
		return text === void 0 ? void 0 : parseImageName(text);
	} catch {
		return;
	}
}
// src/github/masks.ts
const SECRET_VARIABLE = /^DRYDOCK_\w*(?:PASSWORD|SECRET|TOKEN)$/;
async function maskSecrets(token, host, runner, secrets) {
	const known = [
		token,
		...variablesWithSecrets(host.env),
		...await storedPasswords(host)
	];
	for (const secret of new Set(known.filter((text) => text !== ""))) {
		runner.mask(secret);
		secrets.add(secret);
	}
}
function variablesWithSecrets(env) {
	return Object.entries(env).flatMap(([name, value]) => SECRET_VARIABLE.test(name) && value ? [value] : []);
}
async function storedPasswords({ env }) {
	const found = [];
	for (const path of authFiles(env)) try {
		const file = await readAuthFile(path);
		for (const one of file?.entries.values() ?? []) if (one.kind !== "basic") found.push(one.token);
		else found.push(one.password, Buffer.from(`${one.user}:${one.password}`).toString("base64"));
	} catch (error) {
		if (!(error instanceof DrydockError)) throw error;
	}
	return found;
}
// src/github/runner.ts
var Runner = class {
	#env;
	#log;
	constructor(env, log) {
		this.#env = env;
		this.#log = log;
	}
	mask(secret) {
		for (const line of secret.split(/\r?\n/)) if (line.trim().length >= 3) this.#command("add-mask", line);
	}
	group(name) {
		this.#command("group", escapeForTerminal(name));
	}
	endGroup() {
		this.#command("endgroup", "");
	}
	headline(kind, text) {
		this.#command(kind, text.split("\n").map(escapeForTerminal).join("\n"), "title=drydock");
	}
	unheeded(text) {
		const token = randomUUID();
		this.#command("stop-commands", token);
		this.#log.write(text === "" || text.endsWith("\n") ? text : `${text}\n`);
		this.#command(token, "");
	}
	output(name, value) {
		this.#append("GITHUB_OUTPUT", `${name}<<${delimited(value)}`);
	}
	summary(markdown) {
		this.#append("GITHUB_STEP_SUMMARY", markdown);
	}
	#append(variable, text) {
		const file = this.#env[variable];
		if (file) appendFileSync(file, text);
	}
	#command(name, data, properties = "") {
		const escaped = data.replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
		this.#log.write(`::${name}${properties === "" ? "" : ` ${properties}`}::${escaped}\n`);
	}
};
function delimited(value) {
	const end = `drydock_${randomUUID()}`;
	return `${end}\n${value}\n${end}\n`;
}
// src/github/scanned.ts
const LOG_COLUMNS = 140;
async function scanned(raw, around) {
	const { host, runner, platform, cache } = around;
	const { settings } = platform;
	const report = [];
	const paper = {
		isTTY: true,
		columns: LOG_COLUMNS,
		write: (text) => report.push(text)
	};
	const explain = (error) => runner.headline("warning", failureText(error).trimEnd());
	const { result, gate } = await runScan(settings.image, raw, host, {
		paper,
		explain
	});
	runner.endGroup();
	runner.group("Report");
	runner.unheeded(report.join(""));
	runner.endGroup();
	const outputs = [...resultOutputs(result), ...reportOutputs(reportTargets(raw))];
	for (const [name, value] of outputs) runner.output(name, value);
	if (settings.summary) runner.summary(summaryPage(result));
	runner.group("Telling GitHub");
	const troubles = await publishResult(result, gate, platform);
	await cache?.save(result);
	runner.endGroup();
	tellTroubles(troubles, platform, runner);
	sayAnswer(gate, platform, runner);
	const code = settings.mode === "report" ? EXIT.pass : EXIT[gate.outcome];
	return code === EXIT.pass && settings.strict && troubles.length > 0 ? EXIT.failed : code;
}
function sayAnswer({ outcome, reason }, { settings }, runner) {
	const standing = settings.mode === "report" ? "warning" : "error";
	runner.headline(outcome === "pass" ? "notice" : standing, `${OUTCOME_WORDS[outcome]}: ${reason}`);
}
// src/github/run.ts
async function runAction(outside) {
	const { env } = outside;
	const runner = new Runner(env, outside.log);
	const startedAt = new Date();
	let platform;
	try {
		const settings = readSettings(env);
		const raw = withReports(readScanInputs(env), env);
		const place = cachePlace(text(raw["cache-dir"]), settings.cache, env);
		const bare = hostOf(outside, raw, place.folder);
		const secrets = new Secrets();
		await maskSecrets(settings.token, bare, runner, secrets);
		const client = new GitHubClient({
			...apiOptions(env),
			token: settings.token,
			secrets
		}, bare);
		platform = {
			settings,
			occasion: occasionOf(env, readEvent(env)),
			client,
			host: bare
		};
		const asked = [settings.image, text(raw.baseline) ?? ""];
		const host = {
			...bare,
			env: await withJobToken(asked, settings.token, bare)
		};
		runner.group(`Scanning ${settings.image}`);
		const cached = {
			database: text(raw.db),
			image: settings.image
		};
		const cache = place.keptBy === "actions" ? await openActionsCache(cached, host) : void 0;
		return await scanned(raw, {
			host,
			runner,
			platform,
			cache
		});
	} catch (error) {
		return failed(error, startedAt, runner, platform);
	}
}
function hostOf({ env, log, wait }, raw, cacheDir) {
	const voice = createLogger({
		quiet: raw.quiet === true,
		verbose: raw.verbose === true || env.RUNNER_DEBUG === "1",
		stream: log,
		env: {
			...env,
			CI: "true"
		}
	});
	return {
		cacheDir,
		cwd: process.cwd(),
		env,
		log: voice,
		now: () => new Date(),
		...wait === void 0 ? {} : { wait }
	};
}
export { runAction };
