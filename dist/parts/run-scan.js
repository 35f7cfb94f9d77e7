import { n as __exportAll } from "./rolldown-runtime.js";
import { a as SEVERITIES, i as messageOf, o as atLeast, t as DrydockError } from "./errors.js";
import "./policy.js";
import { c as isVulnerability, i as imageNameIn, o as categoryOf } from "./parsed-purl.js";
import { t as printPlatform } from "./image.js";
import { t as CATEGORIES } from "./rule.js";
import { i as escapeForTerminal, l as printJson, s as escapeMarkdownText } from "./progress.js";
import { n as detect, r as rules, s as loadYaraRules } from "./detectors.js";
import { r as openStore } from "./advisories.js";
import { n as parseImageName, s as isDigest, t as documentPath } from "./reference.js";
import { C as short, S as severityWord, c as tallyByCategory, s as tally, t as reporter } from "./report.js";
import { r as writeReports } from "./write-reports.js";
import { i as Secrets } from "./registry-failure.js";
import { w as PassingTrouble } from "./schemas.js";
import { i as isLoopback, n as persist, r as createAgents } from "./patience.js";
import { a as matters, i as discreetHost, n as lastWord, o as worstFirst, r as statusTrouble, s as fitting, t as briefExchange } from "./brief-exchange.js";
import { t as Repository } from "./registry-client.js";
import { n as openInRegistry } from "./image2.js";
import { r as sha256 } from "./verify.js";
import { i as scanOptions, r as reportTargets, t as notifyOptions } from "./read-options.js";
import { t as checkedBy } from "./catalogue.js";
import { a as scanResult, i as withArchivesIdentified, n as possibleChecks, t as contentOf } from "./content.js";
import { t as checksOf } from "./checks.js";
import { r as verdictBy, t as loadMeasures } from "./judgement.js";
import { n as readStoredScan } from "./stored-result.js";
import { c as readSigningKey, d as artifactManifest, l as RepositoryWriter, n as attachResult, r as leaveMark, u as uploadOf } from "./attestation.js";
import { dirname, isAbsolute, join, posix, relative, resolve, sep } from "node:path";
import { createHmac, randomUUID } from "node:crypto";
import { open, readFile, readdir, stat } from "node:fs/promises";
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
const MAX_NAMES$2 = 1e5;
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
			if (paths.length === MAX_NAMES$2) {
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
const MAX_BYTES$2 = 1048576;
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
		if (size > MAX_BYTES$2) throw new DrydockError("USAGE", `--dockerfile ${path}: ${size} bytes, more than the ${MAX_BYTES$2} allowed.`);
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
// src/notify/acr-name.ts
const INSTANCE = /^([a-z0-9-]{1,60}?)-registry(?:-vpc)?\.([a-z0-9-]{1,40})\.cr\.aliyuncs\.com$/;
const SHARED = /^registry(?:-vpc|-internal)?\.([a-z0-9-]{1,40})\.aliyuncs\.com$/;
function acrNameOf(image, env) {
	const name = nameOf(image);
	const parts = name?.repository.split("/") ?? [short(image.reference)];
	const [, instance = "", region = SHARED.exec(name?.registry ?? "")?.[1] ?? ""] = INSTANCE.exec(name?.registry ?? "") ?? [];
	return {
		RegionId: env.DRYDOCK_ACR_REGION_ID || region,
		InstanceId: env.DRYDOCK_ACR_INSTANCE_ID || "",
		InstanceName: env.DRYDOCK_ACR_INSTANCE_NAME || instance,
		RepoId: env.DRYDOCK_ACR_REPO_ID || "",
		RepoNamespaceName: parts.slice(0, -1).join("/"),
		RepoName: parts.at(-1) ?? "",
		Tag: name?.tag ?? (name === void 0 || name.digest !== void 0 ? "" : "latest")
	};
}
function nameOf({ reference, names }) {
	const asked = imageNameIn(reference);
	const candidates = [...asked === void 0 ? [] : [asked], ...names.filter((name) => /[:/]/.test(name))];
	for (const candidate of candidates) try {
		return parseImageName(candidate);
	} catch {}
}
// src/notify/signature.ts
function hmacSha256(secret, text, encoding) {
	return createHmac("sha256", secret).update(text).digest(encoding);
}
function signedHeaders({ event, id, body }, secret, now) {
	const timestamp = String(Math.floor(now.getTime() / 1e3));
	return {
		"Content-Type": "application/json; charset=utf-8",
		"X-Drydock-Event": event,
		"X-Drydock-Delivery": id,
		"X-Drydock-Timestamp": timestamp,
		...secret === void 0 ? {} : { "X-Drydock-Signature-256": `sha256=${hmacSha256(secret, `${timestamp}.${body}`, "hex")}` }
	};
}
// src/notify/acr.ts
const TYPE = "cr:Artifact:ScanCompleted";
const acr = {
	id: "acr",
	variables: {
		url: "DRYDOCK_ACR_WEBHOOK_URL",
		secret: "DRYDOCK_ACR_WEBHOOK_SECRET"
	},
	letter(delivery, { url, secret, env }, now) {
		const name = acrNameOf(delivery.result.image, env);
		const event = {
			id: delivery.id,
			source: "acs.cr",
			specversion: "1.0",
			type: TYPE,
			subject: `acs.cr:${name.RegionId}:${name.InstanceId}:${name.RepoId}`,
			time: delivery.result.scannedAt,
			datacontenttype: "application/json",
			data: {
				...name,
				ImageUpdate: timeText(delivery.result.image.created ?? "", delivery.result.scannedAt),
				Status: statusOf(delivery.result),
				...countsOf(delivery)
			}
		};
		const body = printJson(event, 0).trimEnd();
		return {
			url,
			headers: signedHeaders({
				event: TYPE,
				id: delivery.id,
				body
			}, secret, now),
			body
		};
	}
};
function statusOf({ verdict, checked: { categories } }) {
	return (categories.includes("system") || categories.includes("application")) && verdict.outcome !== "unproven" ? "COMPLETE" : "FAILED";
}
const LEVELS = {
	critical: "HighSeverity",
	high: "HighSeverity",
	medium: "MediumSeverity",
	low: "LowSeverity",
	negligible: "LowSeverity",
	unknown: "UnknownSeverity"
};
function countsOf({ standing }) {
	const counts = {
		HighSeverity: 0,
		MediumSeverity: 0,
		LowSeverity: 0,
		UnknownSeverity: 0,
		TotalSeverity: 0
	};
	for (const { finding } of standing) {
		if (!isVulnerability(finding)) continue;
		counts[LEVELS[finding.severity]]++;
		counts.TotalSeverity++;
	}
	return counts;
}
function timeText(created, scannedAt) {
	const time = Date.parse(short(created, 40));
	return (Number.isNaN(time) ? scannedAt : new Date(time).toISOString()).slice(0, 19).replace("T", " ");
}
// src/notify/markdown-text.ts
const MAX_NAME = 80;
const MAX_TITLE = 120;
const MAX_REFERENCE = 250;
const MAX_REASON$1 = 500;
const MAX_NAMES$1 = 3;
const OUTCOMES = {
	pass: "PASS",
	blocked: "BLOCKED",
	unproven: "UNPROVEN"
};
function titleOf({ result: { verdict, image } }) {
	const name = short(escapeForTerminal(image.reference), MAX_REFERENCE);
	return `drydock: ${OUTCOMES[verdict.outcome]} ${name}`;
}
function markdownText(notice, shown, unshown) {
	const { result, link } = notice;
	const { verdict, image } = result;
	const os = image.os?.prettyName ?? `${image.os?.family ?? ""} ${image.os?.version ?? ""}`.trim();
	const system = [...os === "" ? [] : [safe(os)], safe(printPlatform(image.platform))].join(", ");
	return [
		`### drydock: ${OUTCOMES[verdict.outcome]}`,
		`**${safe(image.reference, MAX_REFERENCE)}**`,
		`> ${safe(verdict.reason, MAX_REASON$1)}`,
		[`- ${system}`, `- ${safe(image.digest)}`].join("\n"),
		[...countLines(notice), ...gapLines(verdict.gaps)].join("\n"),
		...shown.length === 0 ? [] : ["**Worst findings**", shown.map((one) => matterLine(one, notice)).join("\n")],
		...unshown === 0 ? [] : [`and ${unshown} more`],
		...link === void 0 ? [] : [`[Open the job](${link})`]
	].filter((text) => text !== "").join("\n\n");
}
const NOUNS = {
	system: "system vulnerabilities",
	application: "application vulnerabilities",
	malware: "malicious samples",
	sensitive: "sensitive files",
	baseline: "baseline risks",
	instruction: "instruction risks"
};
function countLines({ standing, isNew }) {
	const lines = CATEGORIES.flatMap((category) => {
		const findings = standing.flatMap(({ finding }) => categoryOf(finding) === category ? [finding] : []);
		const parts = SEVERITIES.toReversed().flatMap((severity) => {
			const rows = findings.filter((finding) => finding.severity === severity);
			return rows[0] === void 0 ? [] : [`${rows.length} ${severityWord(rows[0])}`];
		});
		return parts.length === 0 ? [] : [`- ${NOUNS[category]}: ${parts.join(", ")}`];
	});
	if (isNew === void 0) return lines;
	return [...lines, `- new: ${standing.filter(({ finding }) => isNew(finding)).length}`];
}
function gapLines(gaps) {
	const blocking = gaps.filter(({ action }) => action === "block").length;
	return blocking === 0 ? [] : [`- could not be told: ${blocking}`];
}
function matterLine({ row: { finding, action }, names }, { isNew }) {
	const more = names.length > MAX_NAMES$1 ? ` and ${names.length - MAX_NAMES$1} more` : "";
	const where = `${names.slice(0, MAX_NAMES$1).map((name) => safe(name)).join(", ")}${more}`;
	const what = isVulnerability(finding) ? `${safe(finding.rule)} in ${where} ${versions(finding.package.version, finding.fixedIn)}` : `${safe(finding.rule)} ${safe(finding.title, MAX_TITLE)}: ${where}`;
	const marks = [...isNew?.(finding) ? ["new"] : [], ...action === "block" ? ["blocks"] : []];
	return [`- **${severityWord(finding)}** ${what}`, ...marks].join(", ");
}
function versions(installed, fixedIn) {
	return fixedIn === void 0 ? `${safe(installed)} (no fix)` : `${safe(installed)} → ${safe(fixedIn)}`;
}
function safe(text, length = MAX_NAME) {
	return escapeMarkdownText(short(text, length));
}
// src/notify/dingtalk.ts
const MAX_BYTES$1 = 2e4;
const MAX_MATTERS = 20;
const dingtalk = {
	id: "dingtalk",
	variables: {
		url: "DRYDOCK_DINGTALK_URL",
		secret: "DRYDOCK_DINGTALK_SECRET",
		token: {
			name: "DRYDOCK_DINGTALK_TOKEN",
			prefix: "https://oapi.dingtalk.com/robot/send?access_token="
		}
	},
	letter(notice, { url: base, secret }, now) {
		const url = new URL(base);
		for (const name of ["timestamp", "sign"]) url.searchParams.delete(name);
		if (secret !== void 0) {
			const timestamp = String(now.getTime());
			url.searchParams.set("timestamp", timestamp);
			url.searchParams.set("sign", hmacSha256(secret, `${timestamp}\n${secret}`, "base64"));
		}
		const all = matters(notice.standing);
		return {
			url,
			headers: { "Content-Type": "application/json; charset=utf-8" },
			body: fitting(all.slice(0, MAX_MATTERS), MAX_BYTES$1, (shown) => {
				const text = markdownText(notice, shown, all.length - shown.length);
				return printJson({
					msgtype: "markdown",
					markdown: {
						title: titleOf(notice),
						text
					}
				}, 0).trimEnd();
			})
		};
	},
	refusalIn
};
const BUSY = -1;
const MAX_ERRMSG = 200;
const REFUSALS = new Map([
	[31e4, "keyword, signature or address do not match the robot's security settings"],
	[130101, "more than 20 messages in a minute, after which a robot is silent for some ten minutes"],
	[410100, "too many messages, after which a robot is silent for some ten minutes"],
	[300001, "there is no robot with this token"],
	[400101, "there is no robot with this token"]
]);
function refusalIn(body) {
	const { errcode, errmsg } = answerIn(body);
	if (errcode === 0) return void 0;
	if (typeof errcode !== "number") return {
		why: "the answer is not a robot's",
		isPassing: false
	};
	const said = typeof errmsg === "string" ? errmsg.slice(0, MAX_ERRMSG).toWellFormed() : "";
	const known = REFUSALS.get(errcode);
	const words = known === void 0 ? said : said === "" ? known : `${known} (${said})`;
	return {
		why: `errcode ${errcode}${words === "" ? "" : `: ${words}`}`,
		isPassing: errcode === BUSY
	};
}
function answerIn(body) {
	try {
		const value = JSON.parse(body);
		return typeof value === "object" && value !== null ? value : {};
	} catch {
		return {};
	}
}
// src/notify/webhook.ts
const SCHEMA_VERSION = 1;
const EVENT = "scan.completed";
const MAX_BYTES = 65536;
const MAX_FINDINGS = 100;
const MAX_TEXT = 300;
const MAX_REASON = 1e3;
const MAX_NAMES = 10;
const webhook = {
	id: "webhook",
	variables: {
		url: "DRYDOCK_WEBHOOK_URL",
		secret: "DRYDOCK_WEBHOOK_SECRET"
	},
	letter(delivery, { url, secret }, now) {
		const { findings, ...frame } = frameOf(delivery);
		const body = fitting(delivery.standing.slice(0, MAX_FINDINGS), MAX_BYTES, (shown) => {
			const worst = shown.map((row) => told(row, delivery.isNew));
			return printJson({
				...frame,
				findings: {
					...findings,
					worst
				}
			}, 0).trimEnd();
		});
		return {
			url,
			headers: signedHeaders({
				event: EVENT,
				id: delivery.id,
				body
			}, secret, now),
			body
		};
	}
};
function frameOf(delivery) {
	const { id, result, standing, isNew, link } = delivery;
	const { verdict, image, checked } = result;
	return {
		schemaVersion: SCHEMA_VERSION,
		event: EVENT,
		delivery: id,
		drydock: result.drydock,
		scannedAt: result.scannedAt,
		link: link ?? null,
		outcome: verdict.outcome,
		reason: short(verdict.reason, MAX_REASON),
		image: {
			reference: short(image.reference),
			digest: image.digest,
			names: image.names.slice(0, MAX_NAMES).map((name) => short(name)),
			platform: short(printPlatform(image.platform)),
			os: image.os === void 0 ? null : {
				id: short(image.os.family),
				version: short(image.os.version)
			}
		},
		summary: tally(verdict.judged),
		summaryByCategory: tallyByCategory(verdict.judged, checked.categories),
		gaps: {
			found: verdict.gaps.length,
			blocking: verdict.gaps.filter(({ action }) => action === "block").length
		},
		findings: {
			counting: standing.length,
			new: isNew === void 0 ? null : standing.filter(({ finding }) => isNew(finding)).length
		}
	};
}
function told({ finding, action, because }, isNew) {
	return {
		rule: short(finding.rule),
		category: categoryOf(finding),
		severity: finding.severity,
		title: short(finding.title, MAX_TEXT),
		...isVulnerability(finding) ? {
			package: short(finding.package.name),
			version: short(finding.package.version),
			purl: short(finding.package.purl, MAX_TEXT),
			fixedIn: finding.fixedIn === void 0 ? null : short(finding.fixedIn),
			status: finding.status
		} : { subject: short(finding.subject, MAX_TEXT) },
		path: finding.location === void 0 ? null : short(finding.location.path, MAX_TEXT),
		fingerprint: finding.fingerprint,
		new: isNew === void 0 ? null : isNew(finding),
		decision: {
			action,
			because: short(because, MAX_TEXT)
		}
	};
}
// src/notify/all.ts
var all_exports = __exportAll({
	acr: () => acr,
	dingtalk: () => dingtalk,
	webhook: () => webhook
});
// src/notify/deliver.ts
const TRIES = 3;
const TRY_MS = 1e4;
const MAX_ANSWER = 65536;
async function deliver(channel, delivery, target, way) {
	let tries = 0;
	await persist(way.host, async () => {
		tries++;
		try {
			await once(channel, channel.letter(delivery, target, way.host.now()), way);
		} catch (error) {
			throw lastWord(error, tries, TRIES);
		}
	});
}
async function once({ refusalIn }, letter, { agents, tryMs = TRY_MS }) {
	const { host: name } = letter.url;
	const brevity = {
		tryMs,
		tries: TRIES,
		maxAnswer: refusalIn === void 0 ? 0 : MAX_ANSWER
	};
	const request = {
		...letter,
		method: "POST",
		agent: agents.for(letter.url)
	};
	const answer = await briefExchange(request, brevity);
	if (answer.status < 200 || answer.status > 299) throw statusTrouble(answer, name, TRIES);
	const refusal = refusalIn?.(answer.body);
	if (refusal === void 0) return;
	const message = `${name} refuses it: ${refusal.why}.`;
	throw refusal.isPassing ? new PassingTrouble("NETWORK", message, { tries: TRIES }) : new DrydockError("NETWORK", message);
}
// src/notify/environment.ts
const MIN_TOKEN = 12;
function targetOf$1({ variables }, env, secrets) {
	const { token } = variables;
	const secret = env[variables.secret]?.trim();
	if (secret) secrets.add(secret);
	const [name, text] = addressOf(variables, env);
	if (text === void 0) {
		const either = token === void 0 ? "" : ` or ${token.name}`;
		return { warning: `${variables.url}${either} is not set.` };
	}
	secrets.add(text);
	const url = URL.canParse(text) ? new URL(text) : void 0;
	if (url === void 0 || !/^https?:$/.test(url.protocol)) return { warning: `${name} is not an address that starts with https://.` };
	secrets.add(...secretsIn(url));
	const target = {
		url,
		...secret ? { secret } : {},
		env
	};
	return url.protocol === "http:" && !isLoopback(url.hostname) ? {
		target,
		warning: `${name} is plain HTTP: whoever is on the way can read and change what is sent.`
	} : { target };
}
function addressOf({ url, token }, env) {
	const text = env[url]?.trim();
	const value = token === void 0 ? void 0 : env[token.name]?.trim();
	if (text || token === void 0 || !value) return [url, text || void 0];
	return [token.name, `${token.prefix}${encodeURIComponent(value)}`];
}
function secretsIn(url) {
	const userInfo = [url.username, url.password].map(decoded);
	const path = url.pathname.split("/").filter((part) => part.length >= MIN_TOKEN);
	return [
		url.href,
		...userInfo,
		...url.searchParams.values(),
		...path,
		...path.map(decoded)
	];
}
function decoded(text) {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
// src/notify/ci-link.ts
const MAX_LINK = 500;
function jobLink(env) {
	const { GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_RUN_ID, CI_JOB_URL, BUILD_URL } = env;
	const text = (GITHUB_SERVER_URL && GITHUB_REPOSITORY && GITHUB_RUN_ID ? `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}` : void 0) || CI_JOB_URL || BUILD_URL;
	if (!text || !URL.canParse(text)) return void 0;
	const url = new URL(text);
	url.username = "";
	url.password = "";
	const link = url.href.replace(/[()]/g, (found) => found === "(" ? "%28" : "%29");
	return /^https?:$/.test(url.protocol) && link.length <= MAX_LINK ? link : void 0;
}
// src/notify/notice.ts
function noticeOf(result, env, isNew) {
	const link = jobLink(env);
	return {
		result,
		standing: worstFirst(result.verdict.judged, isNew),
		...isNew === void 0 ? {} : { isNew },
		...link === void 0 ? {} : { link }
	};
}
function isWorthTelling({ result, standing, isNew = () => true }, on) {
	if (on === "always") return true;
	if (on === "blocked") return result.verdict.outcome !== "pass";
	return standing.some(({ finding }) => isNew(finding));
}
// src/notify/index.ts
const channels = new Map(Object.values(all_exports).map((channel) => [channel.id, channel]));
function notifier(options, host, tryMs) {
	const discreet = discreetly(host);
	const open = options.channels.flatMap((id) => opened(id, discreet));
	return async (result, isNew) => {
		try {
			const notice = noticeOf(result, host.env, isNew);
			if (open.length === 0 || !isWorthTelling(notice, options.on)) return;
			const way = {
				agents: createAgents(discreet.host, false),
				host: discreet.host
			};
			await Promise.all(open.map((one) => tell(one, notice, tryMs === void 0 ? way : {
				...way,
				tryMs
			})));
		} catch (error) {
			discreet.host.log.warn(`The verdict could not be sent: ${messageOf(error)}`);
		}
	};
}
function discreetly(host) {
	const secrets = new Secrets();
	return {
		host: discreetHost(host, secrets),
		secrets
	};
}
function opened(id, { host, secrets }) {
	const channel = channels.get(id);
	if (channel === void 0) throw new DrydockError("USAGE", `There is no channel ${JSON.stringify(id)}.`, { hint: `The channels are ${[...channels.keys()].join(", ")}.` });
	const { target, warning } = targetOf$1(channel, host.env, secrets);
	if (target === void 0) {
		host.log.warn(`Nothing will be sent to ${id}: ${warning}`);
		return [];
	}
	if (warning !== void 0) host.log.warn(warning);
	return [{
		channel,
		target
	}];
}
async function tell({ channel, target }, notice, way) {
	const { log } = way.host;
	try {
		await deliver(channel, {
			...notice,
			id: randomUUID()
		}, target, way);
		log.debug(`The verdict was sent to ${channel.id}.`);
	} catch (error) {
		log.warn(`The verdict could not be sent to ${channel.id}: ${messageOf(error)}`);
	}
}
// src/look.ts
async function look(work, opening) {
	const { startedAt, checks, build, options, host } = work;
	const reading = contentOf(work);
	try {
		const [store, read] = await Promise.all([opening, reading]);
		const content = await withArchivesIdentified(read, options, host);
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
		await content.close();
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
	} finally {
		closeWhenOpen(reading);
	}
}
async function closeWhenOpen(opening) {
	await opening.then((it) => it?.close(), () => void 0);
}
// src/baseline.ts
const HEAD = 64;
async function openBaseline(name, host) {
	return /\.json$/i.test(name) || await isJson(resolve(host.cwd, name)) ? { result: await readStoredScan(name, host) } : { reference: name };
}
async function isJson(path) {
	const file = await open(path).catch(() => void 0);
	if (file === void 0) return false;
	try {
		if (!(await file.stat()).isFile()) return false;
		const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD), 0, HEAD, 0);
		return /^\s*\{/.test(buffer.toString("utf8", 0, bytesRead));
	} finally {
		await file.close();
	}
}
async function earlierOf(baseline, work, opening) {
	return "result" in baseline ? baseline.result : await previousResult(baseline.reference, work, opening);
}
async function previousResult(reference, work, opening) {
	try {
		const options = optionsFor(reference, work.options);
		const checks = possibleChecks(work.checks, options);
		const build = await loadBuild(options.build, work.host);
		const { image, findings, gaps } = await look({
			...work,
			options,
			checks,
			build,
			onOpened: () => void 0
		}, opening);
		const store = await opening;
		return {
			image: {
				reference,
				digest: image.digest
			},
			scannedAt: work.startedAt.toISOString(),
			checked: checkedBy(checks, rules),
			findings,
			gaps,
			...store === void 0 ? {} : { database: store.info },
			...work.options.build === void 0 || options.build !== void 0 ? {} : { note: NO_DOCKERFILE }
		};
	} catch (error) {
		throw named(error, reference);
	}
}
const NO_DOCKERFILE = "The baseline was looked at without a Dockerfile, so instructions may be called new that its history only tells in other words; a JSON report made with its Dockerfile compares better.";
function optionsFor(reference, { build: _, attach: __, ...options }) {
	const path = documentPath("dockerfile", reference);
	const build = path === void 0 ? {} : { build: {
		path,
		buildArgs: {}
	} };
	return {
		...options,
		...build,
		image: reference,
		vex: []
	};
}
function named(error, reference) {
	if (!(error instanceof DrydockError)) return error;
	return new DrydockError(error.code, `The baseline ${reference}: ${error.message}`, {
		hint: error.hint ?? "Without --baseline, as for a first build, every finding counts.",
		cause: error
	});
}
// src/comparison/hidden.ts
function hiddenBy(gaps, before) {
	const known = new Set(before.map(keyOf));
	const added = gaps.filter((gap) => !known.has(keyOf(gap)));
	const general = added.filter(({ category, rule }) => category === void 0 && rule === void 0);
	const aboutPackages = general.filter(({ kind }) => ABOUT_PACKAGES.has(kind));
	const hidesPackages = general.length > aboutPackages.length;
	const hidesRisks = general.some(({ kind }) => !ABOUT_PACKAGES.has(kind) && !ABOUT_MATCHING.has(kind));
	const rules = new Set(added.flatMap(({ rule }) => rule !== void 0 && isOne(rule.id) ? rule.id : []));
	const categories = new Set(added.flatMap(({ rule, category }) => rule === void 0 ? category : isOne(rule.id) ? [] : rule.category));
	return (finding) => isVulnerability(finding) ? hidesPackages || aboutPackages.some((gap) => mentions(gap, finding.package.name)) : hidesRisks || rules.has(finding.rule) || categories.has(finding.category);
}
function keyOf({ kind, where, by, reason, category, rule }) {
	return JSON.stringify([
		kind,
		where,
		by,
		reason,
		category,
		rule?.id
	]);
}
const ABOUT_PACKAGES = new Set([
	"version",
	"third-party",
	"no-source"
]);
const ABOUT_MATCHING = new Set([
	"no-os",
	"unsupported-distro",
	"advisory"
]);
function isOne(rule) {
	return /^DD-[A-Z]{2}-\d/.test(rule);
}
function mentions({ where, reason }, name) {
	return where.startsWith(name) || reason.includes(name) || /\b\d+ more\b/.test(reason);
}
// src/comparison/pool.ts
var Pool = class {
	#byKey = new Map();
	#next = new Map();
	#taken = new Set();
	constructor(findings, keysOf) {
		for (const finding of findings) for (const key of keysOf(finding)) {
			const same = this.#byKey.get(key);
			if (same === void 0) this.#byKey.set(key, [finding]);
			else same.push(finding);
		}
	}
	take(keys) {
		for (const key of keys) {
			const same = this.#byKey.get(key) ?? [];
			for (let at = this.#next.get(key) ?? 0; at < same.length; at++) {
				this.#next.set(key, at + 1);
				const finding = same[at];
				if (this.#taken.has(finding)) continue;
				this.#taken.add(finding);
				return finding;
			}
		}
	}
	isTaken(finding) {
		return this.#taken.has(finding);
	}
};
// src/comparison/steps.ts
const STEPS = [
	same((finding) => [isVulnerability(finding) ? exactKey(finding) : finding.fingerprint]),
	same(({ fingerprint }) => [fingerprint]),
	same((finding) => isVulnerability(finding) ? looseKeys(finding) : []),
	{
		ofPresent: (finding) => [...alsoOf(finding).map((rule) => factKey("is also", rule, finding)), factKey("is", finding.rule, finding)],
		ofEarlier: (finding) => [factKey("is also", finding.rule, finding), ...alsoOf(finding).map((rule) => factKey("is", rule, finding))]
	}
];
function same(keysOf) {
	return {
		ofPresent: keysOf,
		ofEarlier: keysOf
	};
}
function exactKey({ fingerprint, package: { version, purl } }) {
	return JSON.stringify([
		fingerprint,
		version,
		purl
	]);
}
const ONE_VULNERABILITY = /^(?:CVE|GHSA)-/i;
const VERSIONS = /\d{1,20}(?:\.\d{1,20}){1,10}(?:-(?:alpha|beta|rc|snapshot)\b(?:\.?\d{1,20})?)?/gi;
function looseKeys({ rule, advisory, package: affected, location }) {
	const ids = new Set([rule, ...advisory.aliases.filter((id) => ONE_VULNERABILITY.test(id))]);
	const [ecosystem] = affected.ecosystem.split(":", 1);
	const path = location.path.replace(VERSIONS, "*");
	return [...ids].map((id) => JSON.stringify([
		id,
		ecosystem,
		affected.name,
		path
	]));
}
function alsoOf(finding) {
	return isVulnerability(finding) ? [] : finding.also ?? [];
}
function factKey(how, rule, finding) {
	const name = isVulnerability(finding) ? finding.fingerprint : finding.subject.toLowerCase();
	return JSON.stringify([
		how,
		rule,
		name.slice(name.lastIndexOf(" ") + 1)
	]);
}
// src/comparison/pairs.ts
function pairsOf(present, earlier) {
	const partners = new Map();
	let left = earlier.filter(isAffecting);
	for (const some of [present.filter(isAffecting), present.filter((finding) => !isAffecting(finding))]) for (const step of STEPS) left = pairedBy(step, some, left, partners);
	return {
		partners,
		gone: left
	};
}
function pairedBy({ ofPresent, ofEarlier }, present, earlier, partners) {
	const pool = new Pool(earlier, ofEarlier);
	for (const finding of present) {
		const partner = partners.has(finding) ? void 0 : pool.take(ofPresent(finding));
		if (partner !== void 0) partners.set(finding, partner);
	}
	return earlier.filter((finding) => !pool.isTaken(finding));
}
function isAffecting(finding) {
	return !(isVulnerability(finding) && finding.status === "not-affected");
}
// src/comparison/remarks.ts
function remarksOn(compared) {
	return [
		summary(compared),
		...unseen(compared),
		...partial(compared),
		...database(compared),
		...compared.earlier.note === void 0 ? [] : [compared.earlier.note],
		...hidden(compared)
	];
}
function summary({ present, earlier, sinceOf, fixed }) {
	const { reference, digest } = earlier.image;
	const counted = (since) => present.findings.filter((finding) => sinceOf(finding) === since).length;
	return `Compared with ${reference} (${digest}, scanned on ${earlier.scannedAt.slice(0, 16).replace("T", " ")} UTC): ${counted("new")} new, ${counted("known")} known, ${fixed.length} fixed.`;
}
function unseen({ present, earlier }) {
	const lookedAt = new Set(earlier.checked.categories);
	return CATEGORIES.filter((one) => present.categories.has(one) && !lookedAt.has(one)).map((category) => {
		return `The baseline did not look for ${category}, so nobody can tell what of it is new; rules about new findings count all ${present.findings.filter((finding) => categoryOf(finding) === category).length}.`;
	});
}
function partial({ present, earlier }) {
	return (earlier.checked.partial ?? []).filter((category) => present.categories.has(category)).map((category) => `The baseline looked for ${category} with rules switched off: findings may be called new only because nobody looked.`);
}
function database({ present, earlier }) {
	const [now, then] = [present.database?.updatedAt, earlier.database?.updatedAt];
	if (now === void 0 || then === void 0 || now === then) return [];
	return [`The baseline was matched with a database of ${then}, this image with one of ${now}: vulnerabilities published in between are called new.`];
}
function hidden({ hidden }) {
	if (hidden === 0) return [];
	const [what, it] = hidden === 1 ? ["1 finding", "it is"] : [`${hidden} findings`, "they are"];
	return [`${what} of the baseline ${hidden === 1 ? "is" : "are"} not found any more, but something could not be read this time, so ${it} not called fixed.`];
}
// src/comparison/compare.ts
function compare(present, earlier) {
	const { findings } = present;
	const lookedAt = new Set(earlier.checked.categories);
	const { partners, gone } = pairsOf(findings, earlier.findings);
	const sinceOf = (finding) => {
		const before = partners.get(finding);
		if (before !== void 0) return hasWorsened(finding, before) ? "new" : "known";
		return lookedAt.has(categoryOf(finding)) ? "new" : void 0;
	};
	const wanted = gone.filter((finding) => present.categories.has(categoryOf(finding)) && present.isLookedFor(finding));
	const isHidden = hiddenBy(present.gaps, earlier.gaps);
	const fixed = wanted.filter((finding) => !isHidden(finding));
	return {
		sinceOf,
		isNew: (finding) => sinceOf(finding) !== "known",
		fixed,
		remarks: remarksOn({
			present,
			earlier,
			sinceOf,
			fixed,
			hidden: wanted.length - fixed.length
		})
	};
}
function hasWorsened(finding, before) {
	return !isVulnerability(finding) && !atLeast(before.severity, finding.severity);
}
// src/pipeline.ts
async function scan(options, host, onOpened = () => void 0) {
	const startedAt = host.now();
	const measures = await loadMeasures(options, host, options.baseline);
	const yaraRules = await loadYaraRules(options.malwareRules, host);
	const checks = possibleChecks(checksOf(measures.policy, options.checks, yaraRules), options);
	const build = await loadBuild(options.build, host);
	const baseline = options.baseline === void 0 ? void 0 : await openBaseline(options.baseline, host);
	const work = {
		options,
		startedAt,
		measures,
		checks,
		build,
		host,
		onOpened
	};
	const opening = openWanted(work);
	try {
		return judged(await look(work, opening), baseline && await earlierOf(baseline, work, opening), await opening, work);
	} finally {
		closeWhenOpen(opening);
	}
}
function judged(found, earlier, store, work) {
	const { startedAt, measures, checks, build, host } = work;
	const { image, os, packages, findings, notices } = found;
	const comparison = earlier && compare(presentOf(found, store, checks), earlier);
	const around = {
		dockerfile: build.dockerfile?.path,
		isNew: comparison?.isNew
	};
	const verdict = verdictBy(measures, {
		...found,
		...around
	}, startedAt);
	const result = scanResult({
		startedAt,
		finishedAt: host.now(),
		image: {
			...image,
			notices: [...image.notices, ...notices]
		},
		os,
		database: store?.info,
		packages,
		findings,
		gaps: verdict.gaps.map(({ gap }) => gap),
		verdict,
		checks
	});
	return comparison === void 0 || earlier === void 0 ? result : compared(result, comparison, earlier);
}
async function openWanted({ options, checks, host }) {
	const { categories } = checks;
	if (!categories.has("system") && !categories.has("application")) return void 0;
	return await openStore(options.database, host);
}
// src/image/delete-tag.ts
async function unmoved(tag, expected, { reader }) {
	const now = await reader.manifest(tag);
	if (now.digest === expected) return now;
	throw new DrydockError("CHANGED", `The tag ${tag} names ${now.digest} by now, not ${expected}.`, { hint: "Somebody has pushed meanwhile: scan that image." });
}
async function deleteTag(tag, expected, repository) {
	const { writer } = repository;
	await unmoved(tag, expected, repository);
	if (await writer.deleteTag(tag) !== "unknown") return;
	const placeholder = await emptyManifest(writer);
	await writer.putManifest(placeholder.digest, placeholder);
	await writer.deleteManifest(placeholder.digest);
	const original = await unmoved(tag, expected, repository);
	await writer.putManifest(tag, placeholder);
	try {
		await writer.deleteManifest(placeholder.digest);
	} catch (error) {
		await writer.putManifest(tag, original);
		throw error;
	}
}
async function emptyManifest(writer) {
	const { manifest, blobs } = artifactManifest({
		artifactType: "application/vnd.drydock.placeholder.v1",
		content: Buffer.from("{}"),
		contentType: "application/vnd.oci.empty.v1+json",
		annotations: { "org.opencontainers.image.description": `Takes a tag away: ${randomUUID()}` }
	});
	for (const blob of blobs) await writer.putBlob(uploadOf(blob));
	const { bytes, mediaType } = manifest;
	return {
		bytes,
		mediaType,
		digest: sha256(bytes)
	};
}
// src/registry-actions.ts
const QUARANTINE = "_quarantine";
const LONGEST_TAG = 128;
async function registryActions(actions, image, options, host) {
	const inOrder = ["retag", "delete-tag"].filter((one) => actions.includes(one));
	const target = targetOf(image, options, host);
	const done = [];
	for (const action of inOrder) {
		const lost = done.some(({ outcome }) => outcome !== "done");
		done.push(typeof target === "object" && !lost ? await carriedOut(action, target) : idle(action, target, lost));
	}
	return done;
}
function targetOf({ reference, stored }, options, host) {
	if (!options.allowed) return "off";
	const digest = stored?.digests.at(-1);
	if (stored === void 0 || digest === void 0) return "elsewhere";
	const { tag } = parseImageName(reference);
	if (tag === void 0) return "tagless";
	const { insecure } = options;
	return {
		tag,
		digest,
		reader: Repository.connect(stored, host, { insecure }),
		writer: RepositoryWriter.connect(stored, host, {
			insecure,
			access: "delete"
		})
	};
}
const OBSTACLES = {
	off: "--allow-registry-actions was not given.",
	elsewhere: "the image was not read from a registry.",
	tagless: "the image was named by its digest, not by a tag."
};
function idle(action, target, lost) {
	return {
		action,
		outcome: target === "off" ? "off" : "refused",
		message: `The policy asks for ${action}; nothing was done: ${typeof target === "string" ? OBSTACLES[target] : lost ? "the image could not be kept under another tag." : ""}`
	};
}
async function carriedOut(action, target) {
	const { tag, digest } = target;
	try {
		if (action === "retag") return {
			action,
			outcome: "done",
			message: `${digest} was tagged ${await retag(target)}.`
		};
		await deleteTag(tag, digest, target);
		return {
			action,
			outcome: "done",
			message: `The tag ${tag} of ${digest} was deleted.`
		};
	} catch (error) {
		if (!(error instanceof DrydockError)) throw error;
		return {
			action,
			outcome: error.code === "CHANGED" ? "refused" : "failed",
			message: `The policy asks for ${action}; nothing was done: ${error.message}`
		};
	}
}
async function retag(target) {
	const { tag, digest, writer } = target;
	const quarantine = `${tag}${QUARANTINE}`;
	if (quarantine.length > LONGEST_TAG) throw new DrydockError("UNSUPPORTED", `The tag ${quarantine} is longer than ${LONGEST_TAG} characters.`);
	await writer.putManifest(quarantine, await unmoved(tag, digest, target));
	return quarantine;
}
// src/publish-result.ts
async function publisher(options, host) {
	const { attach, insecure } = options;
	const key = attach?.key === void 0 ? void 0 : await readSigningKey(attach.key, host);
	const marks = attach === void 0 ? void 0 : new Marks(options, host);
	return {
		opened: (image) => marks?.begin(image),
		async act(result) {
			const { actions = [] } = result.verdict;
			if (actions.length === 0) return result;
			const allowed = {
				allowed: options.allowActions,
				insecure
			};
			const done = await registryActions(actions, result.image, allowed, host);
			const notices = [...result.notices, ...done.map(({ message }) => message)];
			return {
				...result,
				notices,
				registryActions: done
			};
		},
		async attach(result) {
			if (marks === void 0) return;
			const { stored, digest } = result.image;
			if (stored === void 0 || !isDigest(digest)) throw new Error("an image of no registry has got this far");
			const textOf = (format) => reporter(format).render(result, {
				color: false,
				width: Infinity
			});
			const stage = host.log.stage("attaching the result");
			const content = {
				report: textOf("json"),
				sbom: textOf("cyclonedx"),
				finishedAt: host.now()
			};
			try {
				const mark = await marks.begun();
				const to = {
					stored,
					digest,
					result,
					...content
				};
				const statement = await attachResult(to, key, {
					insecure,
					mark
				}, host);
				stage.done(`to ${digest}, statement ${statement}`);
			} catch (error) {
				throw error instanceof DrydockError ? notAttached(error) : error;
			}
		},
		failed: async (error) => marks?.end(error)
	};
}
function notAttached(error) {
	return new DrydockError(error.code, `The result could not be attached. ${error.message}`, {
		...error.hint === void 0 ? {} : { hint: error.hint },
		cause: error
	});
}
const ELSEWHERE = new Set([
	"DATABASE_MISSING",
	"DATABASE_STALE",
	"DATABASE_INVALID",
	"DISK"
]);
const SILENT = new Set(["NETWORK", "RATE_LIMITED"]);
var Marks = class {
	#options;
	#host;
	#image;
	#first = Promise.resolve(void 0);
	#isOver = false;
	constructor(options, host) {
		this.#options = options;
		this.#host = host;
	}
	begin(image) {
		if (this.#isOver) return;
		this.#image = image;
		this.#first = this.#leave({ state: "SCANNING" }, void 0);
	}
	begun() {
		return this.#first;
	}
	async end(error) {
		this.#isOver = true;
		const code = error instanceof DrydockError ? error.code : void 0;
		if (SILENT.has(code ?? "")) return;
		if (this.#image === void 0 && !ELSEWHERE.has(code ?? "")) return;
		const mark = {
			state: "FAILED",
			...code === void 0 ? {} : { code }
		};
		await this.#leave(mark, await this.#first);
	}
	async #leave(mark, earlier) {
		const { insecure, image } = this.#options;
		try {
			this.#image ??= await openInRegistry(image, this.#options, this.#host);
			const { stored, digest } = this.#image;
			if (stored === void 0) return void 0;
			return await leaveMark(stored, digest, mark, earlier, { insecure }, this.#host);
		} catch (error) {
			if (!(error instanceof DrydockError)) throw error;
			this.#host.log.warn(`How the scan stands could not be noted in the image's registry: ${error.message}`);
			return;
		}
	}
};
// src/run-scan.ts
var run_scan_exports = __exportAll({ runScan: () => runScan });
async function runScan(image, raw, host, door) {
	const targets = reportTargets(raw);
	const options = scanOptions(image, raw);
	const notify = notifier(notifyOptions(raw), host);
	const allowActions = raw["allow-registry-actions"] === true;
	const { opened, act, attach, failed } = await publisher({
		...options,
		allowActions
	}, host);
	const result = await scan(options, host, opened).then(act).catch(async (error) => {
		await failed(error);
		throw error;
	});
	door.judged?.(result);
	await writeReports(result, targets, door.paper);
	await door.reported?.(result);
	await attach(result).catch((error) => {
		if (!(error instanceof DrydockError) || result.verdict.outcome === "pass") throw error;
		door.explain(error);
	});
	await notify(result, isNewIn(result));
	return result;
}
export { run_scan_exports as n, runScan as t };
