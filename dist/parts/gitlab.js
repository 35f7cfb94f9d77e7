import { i as messageOf, t as DrydockError } from "./errors.js";
import { a as matters, i as discreetHost, n as lastWord, o as worstFirst, r as statusTrouble, s as fitting, t as briefExchange } from "./brief-exchange.js";
import { i as persist, n as isLoopback, t as createAgents } from "./http-agents.js";
import { t as Secrets } from "./secrets.js";
import { S as string, d as array, n as PassingTrouble, v as number, w as unknown, y as object } from "./http.js";
import { i as escapeForTerminal, s as escapeMarkdownText } from "./progress.js";
import { t as CATEGORIES } from "./rule.js";
import { a as isVulnerability, r as categoryOf } from "./image-name.js";
import { r as ownerOf } from "./parsed-purl.js";
import { t as printPlatform } from "./image.js";
import { t as SEVERITIES } from "./advisory.js";
import { T as short, o as fixTexts, w as severityWord } from "./report.js";
import { n as parseImageName, r as parseReference } from "./reference.js";
import { createHash } from "node:crypto";
// src/gitlab/client.ts
const TRIES = 3;
const TRY_MS = 1e4;
const ALL_MS = 12e4;
const MAX_ANSWER = 16777216;
const MAX_COMPLAINT = 200;
var Api = class {
	#job;
	#way;
	#began = performance.now();
	constructor(job, way) {
		this.#job = job;
		this.#way = way;
	}
	async ask(method, path, form, content) {
		const { host } = this.#way;
		let tries = 0;
		return persist(host, async () => {
			tries++;
			try {
				return read(await this.#once(method, path, content), form, this.#job.api.host);
			} catch (error) {
				throw lastWord(error, tries, TRIES);
			}
		});
	}
	async #once(method, path, content) {
		const { api, token } = this.#job;
		const { agents, tryMs = TRY_MS } = this.#way;
		if (performance.now() - this.#began > ALL_MS) throw new DrydockError("NETWORK", `${api.host} takes too long with its answers.`);
		const url = new URL(path, api);
		const body = content === void 0 ? void 0 : JSON.stringify(content);
		const request = {
			url,
			method,
			headers: {
				"PRIVATE-TOKEN": token,
				Accept: "application/json",
				...body === void 0 ? {} : {
					"Content-Type": "application/json",
					"Content-Length": String(Buffer.byteLength(body))
				}
			},
			agent: agents.for(url),
			...body === void 0 ? {} : { body }
		};
		return briefExchange(request, {
			tryMs,
			tries: TRIES,
			maxAnswer: MAX_ANSWER
		});
	}
};
function read(answer, form, host) {
	const { status, body, isCut } = answer;
	if (status < 200 || status > 299) throw refusal(answer, host);
	const value = isCut ? void 0 : form.safeParse(json(body));
	if (value?.success === true) return value.data;
	throw new DrydockError("NETWORK", `${host} answered ${status}, but not as GitLab does.`);
}
const RIGHTS = "It has to be of a project or group access token with the scope api and the role Developer.";
function refusal(answer, host) {
	const trouble = statusTrouble(answer, host, TRIES);
	const said = complaintIn(answer.body);
	if (trouble instanceof PassingTrouble || said === void 0) return withRights(answer.status, trouble, host);
	return withRights(answer.status, new DrydockError(trouble.code, `${trouble.message} ${said}`), host);
}
function withRights(status, trouble, host) {
	if (status === 401) return new DrydockError("UNAUTHORIZED", `${host} does not know the token (401). ${RIGHTS}`);
	if (status === 403) return new DrydockError("DENIED", `${host} does not let the token do that (403). ${RIGHTS}`);
	if (status === 404) return new DrydockError("NOT_FOUND", `${host} finds nothing there that the token may see (404). ${RIGHTS}`);
	return trouble;
}
const complaintSchema = object({
	message: unknown(),
	error: unknown()
}).partial();
function complaintIn(body) {
	const { message, error } = complaintSchema.safeParse(json(body)).data ?? {};
	const told = message ?? error;
	if (told === void 0 || told === null) return void 0;
	return `It says: ${(typeof told === "string" ? told : JSON.stringify(told)).slice(0, MAX_COMPLAINT).toWellFormed()}`;
}
function json(text) {
	try {
		return JSON.parse(text);
	} catch {
		return;
	}
}
// src/gitlab/job.ts
const TOKEN_VARIABLE = "DRYDOCK_GITLAB_TOKEN";
function isJob(env) {
	return (env.GITLAB_CI ?? "") !== "";
}
function jobOf(env) {
	const token = env[TOKEN_VARIABLE]?.trim();
	if (!isJob(env)) return "this is no job of GitLab.";
	if (!token) return `${TOKEN_VARIABLE} is not set.`;
	if (/[^\x21-\x7e]/.test(token)) return `${TOKEN_VARIABLE} is not a token.`;
	const address = env.CI_API_V4_URL?.trim() ?? "";
	const api = URL.canParse(address) ? new URL(`${address.replace(/\/+$/, "")}/`) : void 0;
	if (api === void 0 || !/^https?:$/.test(api.protocol)) return "CI_API_V4_URL is not a web address.";
	const project = env.CI_PROJECT_ID?.trim();
	if (!project) return "CI_PROJECT_ID is not set.";
	return {
		api,
		token,
		project,
		name: env.CI_JOB_NAME || "drydock",
		...named("commit", env.CI_COMMIT_SHA),
		...named("ref", env.CI_COMMIT_REF_NAME),
		...named("pipeline", env.CI_PIPELINE_ID),
		...named("page", pageOf(env.CI_JOB_URL)),
		...named("mergeRequest", mergeRequestOf(env, project))
	};
}
function mergeRequestOf(env, project) {
	const { CI_MERGE_REQUEST_IID: iid, CI_MERGE_REQUEST_PROJECT_ID: target, CI_OPEN_MERGE_REQUESTS: open } = env;
	if (iid) return {
		project: target || project,
		iid
	};
	const [, path, number] = /^([^!,]+)!(\d+)(?:,|$)/.exec(open?.trim() ?? "") ?? [];
	return path === void 0 || number === void 0 ? void 0 : {
		project: path,
		iid: number
	};
}
function pageOf(text) {
	const url = text !== void 0 && URL.canParse(text) ? new URL(text) : void 0;
	return url !== void 0 && /^https?:$/.test(url.protocol) ? url.href : void 0;
}
function named(key, value) {
	return value === void 0 || value === "" ? {} : { [key]: value };
}
// src/gitlab/note.ts
const PAGE = 100;
const MAX_PAGES = 20;
const userSchema = object({ id: number() });
const noteSchema = object({
	id: number(),
	body: string(),
	author: userSchema
});
const writtenSchema = object({ id: number() });
function markOf({ name }) {
	return `<!-- drydock note ${createHash("sha256").update(name).digest("hex").slice(0, 16)} -->`;
}
async function writeNote(api, job, { project, iid }, text) {
	const path = `projects/${encodeURIComponent(project)}/merge_requests/${encodeURIComponent(iid)}/notes`;
	const own = await findNote(api, path, markOf(job));
	if (own !== void 0) try {
		await api.ask("PUT", `${path}/${own}`, writtenSchema, { body: text });
		return;
	} catch (error) {
		if (!(error instanceof DrydockError) || error.code !== "NOT_FOUND") throw error;
	}
	await api.ask("POST", path, writtenSchema, { body: text });
}
async function findNote(api, path, mark) {
	const user = await api.ask("GET", "user", userSchema);
	for (let page = 1; page <= MAX_PAGES; page++) {
		const query = `?order_by=created_at&sort=asc&per_page=${PAGE}&page=${page}`;
		const notes = await api.ask("GET", `${path}${query}`, array(noteSchema));
		const own = notes.find(({ author, body }) => author.id === user.id && body.startsWith(mark));
		if (own !== void 0) return own.id;
		if (notes.length < PAGE) return void 0;
	}
}
// src/gitlab/markdown.ts
const MAX_TEXT = 160;
function code(text, length = MAX_TEXT) {
	const line = short(escapeForTerminal(text), length).trim();
	if (line === "") return "–";
	const runs = line.match(/`+/g) ?? [];
	const fence = "`".repeat(Math.max(0, ...runs.map((run) => run.length)) + 1);
	const padding = /^`|`$/.test(line) ? " " : "";
	return `${fence}${padding}${line.replaceAll("|", "\\x7c")}${padding}${fence}`;
}
function prose(text, length = MAX_TEXT) {
	return escapeMarkdownText(short(text, length)).replace(/[%$^]/g, "\\$&").replaceAll("&amp;", "&amp;​");
}
// src/gitlab/note-text.ts
const MAX_BYTES = 6e4;
const AT_ONCE = 10;
const MAX_MATTERS = 200;
const MAX_NAMES = 3;
const MAX_GAPS = 5;
const MAX_REMARKS = 5;
const MAX_REASON = 1e3;
const OUTCOMES = {
	pass: "pass",
	blocked: "blocked",
	unproven: "unproven"
};
const NOUNS = {
	system: "system packages",
	application: "application packages",
	malware: "malicious samples",
	sensitive: "sensitive files",
	baseline: "baseline risks",
	instruction: "instruction risks"
};
function noteText(result, job) {
	const standing = worstFirst(result.verdict.judged, isNewIn(result));
	const all = matters(standing);
	return fitting(all.slice(0, MAX_MATTERS), MAX_BYTES, (shown) => {
		const unshown = all.length - shown.length;
		return [
			markOf(job),
			`### drydock: ${OUTCOMES[result.verdict.outcome]}`,
			`${code(result.image.reference)}\n(${code(result.image.digest)}, ${systemText(result)})`,
			`> ${prose(result.verdict.reason, MAX_REASON)}`,
			countTable(result, standing),
			[...sinceLines(result, standing), ...originLines(result, standing)].join("\n"),
			gapText(result),
			repairText(result),
			matterTable(shown.slice(0, AT_ONCE)),
			restText(shown.slice(AT_ONCE)),
			unshown === 0 ? "" : `${unshown} more are not shown here.`,
			linkText(job)
		].filter((text) => text !== "").join("\n\n");
	});
}
function systemText({ image: { os, platform } }) {
	const name = os?.prettyName ?? `${os?.family ?? ""} ${os?.version ?? ""}`.trim();
	return [...name === "" ? [] : [code(name)], code(printPlatform(platform))].join(", ");
}
function countTable({ checked }, standing) {
	const severities = SEVERITIES.toReversed();
	const rows = CATEGORIES.filter((category) => checked.categories.includes(category)).map((category) => {
		const own = standing.filter(({ finding }) => categoryOf(finding) === category);
		const cells = severities.map((severity) => {
			const count = own.filter(({ finding }) => finding.severity === severity).length;
			return count === 0 ? "" : String(count);
		});
		return [
			NOUNS[category],
			...cells,
			String(own.filter(({ action }) => action === "block").length)
		];
	});
	return rows.length === 0 ? "" : table([
		"Checked",
		...severities,
		"blocking"
	], rows);
}
function sinceLines(result, standing) {
	const { baseline, fixed = [] } = result;
	if (baseline === void 0) return [];
	const number = standing.filter(({ since }) => since !== "known").length;
	return [`- Against ${code(baseline.reference)}: **${number} new**, ${fixed.length} fixed.`];
}
function originLines({ image }, standing) {
	const owners = standing.map(({ finding }) => ownerOf(image, finding));
	const of = (wanted) => owners.filter((owner) => owner === wanted).length;
	if (of("base") === 0) return [];
	const name = image.baseImage?.name === void 0 ? "" : ` ${code(image.baseImage.name)}`;
	const rest = of("unknown") === 0 ? "" : `, ${of("unknown")} of unknown origin`;
	return [`- From the base image${name}: ${of("base")}; from the image's own layers: ${of("own")}${rest}.`];
}
function gapText({ verdict: { gaps } }) {
	const blocking = gaps.filter(({ action }) => action === "block");
	if (blocking.length === 0) return "";
	const lines = blocking.slice(0, MAX_GAPS).map(({ gap }) => `- ${code(gap.where)}: ${prose(gap.reason)}`);
	const more = blocking.length > MAX_GAPS ? [`- and ${blocking.length - MAX_GAPS} more`] : [];
	return [
		`**Could not be told: ${blocking.length}**\n`,
		...lines,
		...more
	].join("\n");
}
function repairText({ fix }) {
	if (fix === void 0) return "";
	const { title, remarks, raised, left } = fixTexts(fix);
	const counted = [...raised.length === 0 ? [] : [`${raised.length} raised`], ...left.length === 0 ? [] : [`${left.length} as they were`]];
	return [
		`**Repair**: ${prose(title, MAX_REASON)}\n`,
		...remarks.slice(0, MAX_REMARKS).map((text) => `- ${prose(text, MAX_REASON)}`),
		...counted.length === 0 ? [] : [`- System packages: ${counted.join(", ")}.`]
	].join("\n");
}
function matterTable(shown) {
	if (shown.length === 0) return "";
	return table([
		"Severity",
		"What",
		"Where",
		"Fixed in",
		"Decision"
	], shown.map(matterCells));
}
function restText(shown) {
	if (shown.length === 0) return "";
	return `<details><summary>${shown.length} more</summary>\n\n${matterTable(shown)}\n\n</details>`;
}
function matterCells({ row: { finding, action, since }, names }) {
	const more = names.length > MAX_NAMES ? ` and ${names.length - MAX_NAMES} more` : "";
	const where = names.slice(0, MAX_NAMES).map((name) => code(name)).join(", ");
	const isPackage = isVulnerability(finding);
	return [
		severityWord(finding),
		isPackage ? code(finding.rule) : `${code(finding.rule)} ${prose(finding.title)}`,
		`${where}${more}${isPackage ? ` ${code(finding.package.version)}` : ""}`,
		isPackage ? finding.fixedIn === void 0 ? "no fix" : code(finding.fixedIn) : "",
		[...action === "block" ? ["**blocks**"] : [], ...since === "new" ? ["new"] : []].join(", ")
	];
}
function linkText({ page }) {
	return page === void 0 ? "" : `[The job](<${page.replace(/[<>]/g, encodeURIComponent)}>) has all of it.`;
}
function table(head, rows) {
	const line = (cells) => `| ${cells.join(" | ")} |`;
	return [
		line(head),
		line(head.map(() => "---")),
		...rows.map(line)
	].join("\n");
}
function isNewIn({ verdict }) {
	const fresh = new Set(verdict.judged.filter(({ since }) => since === "new").map(({ finding }) => finding));
	return (finding) => fresh.has(finding);
}
// src/gitlab/status.ts
const MAX_DESCRIPTION = 255;
async function setStatus(api, job, { outcome, reason }) {
	const { project, commit, ref, pipeline, page, name } = job;
	if (commit === void 0) throw new DrydockError("USAGE", "CI_COMMIT_SHA is not set.");
	const words = `${outcome}: ${escapeForTerminal(reason)}`;
	await api.ask("POST", `projects/${encodeURIComponent(project)}/statuses/${encodeURIComponent(commit)}`, object({ id: number() }), {
		state: outcome === "pass" ? "success" : "failed",
		name: `drydock/${name}`,
		description: short(words, MAX_DESCRIPTION),
		...ref === void 0 ? {} : { ref },
		...pipeline === void 0 ? {} : { pipeline_id: Number(pipeline) },
		...page === void 0 ? {} : { target_url: page }
	});
}
// src/gitlab/inputs.ts
function gitlabInputs(image, raw, env, log) {
	const chosen = image || (isJob(env) ? jobImage(env) : void 0);
	if (chosen === void 0) throw new DrydockError("USAGE", "No image is named.", { hint: "Name one: drydock scan IMAGE. In a job of GitLab, CS_IMAGE can name it." });
	if (!isJob(env)) return {
		image: chosen,
		raw,
		env
	};
	const found = fallbacks(env).filter(({ option }) => !isSaid(raw, option));
	const used = found.map(({ variable, option, value }) => {
		const words = `${variable} is read as --${option}${value === true ? "" : ` ${String(value)}`}`;
		if (!OF_THE_VERDICT.includes(option)) log.debug(`${words}.`);
		return OF_THE_VERDICT.includes(option) ? [words] : [];
	});
	if (used.flat().length > 0) log.warn(`${used.flat().join(", ")}.`);
	const unread = UNREAD.filter((name) => env[name]);
	if (unread.length > 0) log.warn(`Not read by drydock: ${unread.join(", ")}.`);
	return {
		image: chosen,
		raw: {
			...raw,
			...Object.fromEntries(found.map(({ option, value }) => [option, value]))
		},
		env: withLogin(chosen, env)
	};
}
function jobImage(env) {
	if (env.CS_IMAGE) return env.CS_IMAGE;
	const { CI_REGISTRY_IMAGE: registry, CI_COMMIT_REF_SLUG: slug, CI_COMMIT_SHA: commit } = env;
	const repository = env.CI_APPLICATION_REPOSITORY || (registry && slug ? `${registry}/${slug}` : void 0);
	const tag = env.CI_APPLICATION_TAG || commit;
	return repository && tag ? `${repository}:${tag}` : void 0;
}
function fallbacks(env) {
	const { CS_DOCKERFILE_PATH: dockerfile, CS_SEVERITY_THRESHOLD: threshold, SECURE_LOG_LEVEL: level } = env;
	const isOn = (name) => /^(?:true|1)$/i.test(env[name] ?? "") ? [name] : [];
	const on = (option, ...names) => names.flatMap(isOn).map((variable) => ({
		variable,
		option,
		value: true
	}));
	return [
		...dockerfile ? [{
			variable: "CS_DOCKERFILE_PATH",
			option: "dockerfile",
			value: dockerfile
		}] : [],
		...threshold ? thresholdOf(threshold.trim().toLowerCase()) : [],
		...on("ignore-unfixed", "CS_IGNORE_UNFIXED"),
		...isOn("CS_DISABLE_LANGUAGE_VULNERABILITY_SCAN").map((variable) => ({
			variable,
			option: "checks",
			value: ["-application"]
		})),
		...on("insecure", "CS_REGISTRY_INSECURE", "CS_DOCKER_INSECURE"),
		...on("quiet", "CS_QUIET"),
		...level?.toLowerCase() === "debug" ? [{
			variable: "SECURE_LOG_LEVEL",
			option: "verbose",
			value: true
		}] : []
	];
}
function thresholdOf(word) {
	if (word === "unknown") return [];
	if (!SEVERITIES.some((severity) => severity === word)) throw new DrydockError("USAGE", `CS_SEVERITY_THRESHOLD: "${word}" is not a severity.`, { hint: `Write one of ${SEVERITIES.join(", ")}, in letters of either case.` });
	return [{
		variable: "CS_SEVERITY_THRESHOLD",
		option: "fail-on",
		value: [`system=${word}`, `application=${word}`]
	}];
}
const UNREAD = [
	"CS_IGNORE_STATUSES",
	"CS_INCLUDE_LICENSES",
	"CS_TRIVY_JAVA_DB"
];
const OF_THE_VERDICT = [
	"fail-on",
	"ignore-unfixed",
	"checks"
];
function isSaid(raw, option) {
	const value = raw[option];
	if (option === "fail-on" && isSaid(raw, "policy")) return true;
	return value !== void 0 && value !== "" && !(Array.isArray(value) && value.length === 0);
}
function withLogin(image, env) {
	const { CS_REGISTRY_USER: user, CS_REGISTRY_PASSWORD: password } = env;
	if (!user || !password || env.DRYDOCK_REGISTRY_USER || env.DRYDOCK_REGISTRY_PASSWORD) return env;
	const registry = registryOf(image);
	if (registry === void 0) return env;
	return {
		...env,
		DRYDOCK_REGISTRY: registry,
		DRYDOCK_REGISTRY_USER: user,
		DRYDOCK_REGISTRY_PASSWORD: password
	};
}
function registryOf(image) {
	try {
		const reference = parseReference(image);
		if (reference.kind === "registry") return reference.name.registry;
		return reference.kind === "bare" ? parseImageName(reference.text).registry : void 0;
	} catch (error) {
		if (error instanceof DrydockError) return void 0;
		throw error;
	}
}
// src/gitlab/index.ts
const NAMES = {
	"gitlab-note": "note",
	"gitlab-status": "status"
};
function gitlabPlaces(places, host, tryMs) {
	const { log } = host;
	if (places.length === 0) return async () => void 0;
	const job = jobOf(host.env);
	if (typeof job === "string") {
		log.warn(`Nothing will be told to GitLab: ${job}`);
		return async () => void 0;
	}
	const secrets = new Secrets();
	secrets.add(job.token);
	const discreet = discreetHost(host, secrets);
	if (job.api.protocol === "http:" && !isLoopback(job.api.hostname)) log.warn("CI_API_V4_URL is plain HTTP: whoever is on the way can read the token.");
	return async (result, gate) => {
		const { log: quiet } = discreet;
		for (const place of places) try {
			const way = {
				agents: createAgents(discreet, false),
				host: discreet
			};
			const api = new Api(job, tryMs === void 0 ? way : {
				...way,
				tryMs
			});
			quiet.debug(await show(place, api, job, result, gate));
		} catch (error) {
			quiet.warn(`The ${NAMES[place]} could not be written in GitLab: ${messageOf(error)}`);
		}
	};
}
async function show(place, api, job, result, gate) {
	if (place === "gitlab-status") {
		await setStatus(api, job, gate);
		return "The status was set in GitLab.";
	}
	const { mergeRequest } = job;
	if (mergeRequest === void 0) return "No note in GitLab: the pipeline is of no merge request.";
	await writeNote(api, job, mergeRequest, noteText(result, job));
	return "The note was written in GitLab.";
}
export { gitlabInputs, gitlabPlaces };
