import { n as __exportAll } from "./rolldown-runtime.js";
import { n as isNewIn } from "./compared.js";
import { n as gateOf } from "./gate.js";
import { i as messageOf, t as DrydockError } from "./errors.js";
import { a as matters, i as discreetHost, n as lastWord, o as worstFirst, r as statusTrouble, s as fitting, t as briefExchange } from "./brief-exchange.js";
import { i as persist, n as isLoopback, t as createAgents } from "./http-agents.js";
import { i as escapeForTerminal, s as escapeMarkdownText, u as printJson } from "./progress.js";
import { t as Secrets } from "./secrets.js";
import { a as isVulnerability, r as categoryOf, t as imageNameIn } from "./image-name.js";
import { T as short, l as tally, u as tallyByCategory, w as severityWord } from "./report.js";
import { n as parseImageName } from "./reference.js";
import { t as CATEGORIES } from "./rule.js";
import { t as printPlatform } from "./image.js";
import { t as SEVERITIES } from "./advisory.js";
import { n as PassingTrouble } from "./http.js";
import { t as scan } from "./pipeline.js";
import { r as publisher, t as attachedOrTold } from "./publish-result.js";
import { i as scanOptions, r as reportTargets, t as notifyOptions } from "./read-options.js";
import { r as writeReports } from "./write-reports.js";
import { createHmac, randomUUID } from "node:crypto";
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
function targetOf({ variables }, env, secrets) {
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
	const { target, warning } = targetOf(channel, host.env, secrets);
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
	await attachedOrTold(attach(result), result.verdict.outcome === "pass", door.explain);
	await notify(result, isNewIn(result));
	return {
		result,
		gate: gateOf(result, options.fix)
	};
}
export { run_scan_exports as n, runScan as t };
