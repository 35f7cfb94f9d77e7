import { n as __exportAll } from "./rolldown-runtime.js";
import { t as DrydockError } from "./errors.js";
import { o as hexOf, s as isDigest } from "./reference.js";
import { i as printable, r as parseDocument, t as MAX_DOCUMENT } from "./document.js";
import { S as string, _ as looseObject, a as readCapped, b as record, d as array, h as int, i as printUrl, n as PassingTrouble, p as boolean, r as exchange, t as LIMITS, v as number, y as object } from "./http.js";
import { i as persist, n as isLoopback, r as Patience, t as createAgents } from "./http-agents.js";
import { n as loginCommand, r as registryFailure, t as Secrets } from "./secrets.js";
import { n as redirectTarget, t as follow } from "./redirect.js";
import { i as verified, r as sha256, t as compareDigests } from "./verify.js";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { homedir } from "node:os";
import { readFile } from "node:fs/promises";
// src/image/config.ts
const MAX_LAYERS = 1e3;
const MAX_HISTORY = 2e4;
const digestText = string().refine(isDigest, "not a sha256 digest");
const platformWord = string().regex(/^[\w.-]{0,64}$/, "not a platform name");
const text$1 = string().nullish();
const configSchema = looseObject({
	architecture: platformWord.nullish(),
	os: platformWord.nullish(),
	variant: platformWord.nullish(),
	created: text$1,
	config: looseObject({ Labels: record(string(), string()).nullish() }).nullish(),
	rootfs: looseObject({
		type: text$1,
		diff_ids: array(digestText).max(MAX_LAYERS).nullish()
	}),
	history: array(looseObject({
		created: text$1,
		created_by: text$1,
		author: text$1,
		comment: text$1,
		empty_layer: boolean().nullish()
	})).max(MAX_HISTORY).nullish()
});
function parseConfig(bytes, what) {
	const document = parseDocument(bytes, configSchema, what);
	return {
		platform: {
			os: document.os || "linux",
			architecture: document.architecture || "unknown",
			...document.variant ? { variant: document.variant } : {}
		},
		...document.created ? { created: document.created } : {},
		labels: document.config?.Labels ?? {},
		history: (document.history ?? []).map(historyEntry),
		diffIds: document.rootfs.diff_ids ?? [],
		document
	};
}
function historyEntry(row) {
	return {
		...row.created ? { created: row.created } : {},
		...row.created_by ? { createdBy: row.created_by } : {},
		...row.author ? { author: row.author } : {},
		...row.comment ? { comment: row.comment } : {},
		emptyLayer: row.empty_layer === true
	};
}
// src/image/manifest-document.ts
const MANIFEST_TYPES$1 = ["application/vnd.oci.image.manifest.v1+json", "application/vnd.docker.distribution.manifest.v2+json"];
const INDEX_TYPES = ["application/vnd.oci.image.index.v1+json", "application/vnd.docker.distribution.manifest.list.v2+json"];
const MAX_ENTRIES = 2e3;
const annotationsSchema = record(string(), string()).nullish();
const descriptorSchema = object({
	mediaType: string().nullish(),
	artifactType: string().nullish(),
	digest: digestText,
	size: int().nonnegative(),
	platform: object({
		os: platformWord,
		architecture: platformWord,
		variant: platformWord.nullish()
	}).nullish(),
	annotations: annotationsSchema
}).transform(({ mediaType, artifactType, digest, size, platform, annotations }) => ({
	digest,
	size,
	annotations: annotations ?? {},
	...mediaType ? { mediaType } : {},
	...artifactType ? { artifactType } : {},
	...platform?.os && platform.architecture ? { platform: platformOf(platform) } : {}
}));
const documentSchema = object({
	schemaVersion: int().nullish(),
	mediaType: string().nullish(),
	artifactType: string().nullish(),
	config: descriptorSchema.nullish(),
	layers: array(descriptorSchema).max(MAX_ENTRIES).nullish(),
	manifests: array(descriptorSchema).max(MAX_ENTRIES).nullish(),
	annotations: annotationsSchema
});
function parseManifest(bytes, what) {
	const document = parseDocument(bytes, documentSchema, what);
	checkVersion(document.schemaVersion, what);
	const { config, layers, manifests } = document;
	const annotations = document.annotations ?? {};
	const type = document.mediaType;
	if (manifests && (config || layers)) throw invalid(what, "is a manifest and an index at once");
	if (type && INDEX_TYPES.includes(type) && !manifests) throw invalid(what, "lists no manifests");
	if (type && MANIFEST_TYPES$1.includes(type) && manifests) throw invalid(what, "is an index that calls itself a manifest");
	if (manifests) return {
		kind: "index",
		manifests,
		annotations
	};
	if (config) {
		const { artifactType } = document;
		return {
			kind: "manifest",
			config,
			layers: layers ?? [],
			annotations,
			...artifactType ? { artifactType } : {}
		};
	}
	throw invalid(what, type ? `is not of an image but ${printable(type)}` : "has neither a config nor manifests");
}
function isAttestation(descriptor) {
	const { platform, annotations } = descriptor;
	return platform?.os === "unknown" && platform.architecture === "unknown" || Object.hasOwn(annotations, "vnd.docker.reference.type");
}
function isIndex$1(descriptor) {
	return descriptor.mediaType !== void 0 && INDEX_TYPES.includes(descriptor.mediaType);
}
function checkVersion(version, what) {
	if (version === 2 || version === null || version === void 0) return;
	throw new DrydockError("UNSUPPORTED", `${what} is of schema ${version}, which has been withdrawn.`, { hint: "Push the image again with a present-day tool." });
}
function platformOf(platform) {
	const { os, architecture, variant } = platform;
	return variant ? {
		os,
		architecture,
		variant
	} : {
		os,
		architecture
	};
}
function invalid(what, why) {
	return new DrydockError("IMAGE_INVALID", `${what} ${why}.`);
}
// src/image/referrers.ts
const INDEX_TYPE = "application/vnd.oci.image.index.v1+json";
const UNKNOWN_QUESTION = [
	400,
	404,
	405,
	406,
	501
];
const MAX_PAGES = 100;
const MAX_REFERRERS = 1e4;
async function listReferrers(digest, what, get) {
	const found = [];
	let query = "";
	for (let page = 1; page <= MAX_PAGES; page++) {
		const response = await get(`referrers/${digest}${query}`, { Accept: INDEX_TYPE }, page === 1 ? UNKNOWN_QUESTION : []);
		if (page === 1 && !isIndex(response)) {
			response.discard();
			return;
		}
		found.push(...parseReferrers(await readCapped(response, MAX_DOCUMENT, what), what));
		if (found.length > MAX_REFERRERS) break;
		const next = nextPage(response, what);
		if (next === void 0) return found;
		query = next;
	}
	throw new DrydockError("IMAGE_INVALID", `${what} has more than ${MAX_REFERRERS} entries or ${MAX_PAGES} pages.`);
}
function fallbackTag(digest) {
	return `sha256-${hexOf(digest)}`;
}
function parseReferrers(bytes, what) {
	const document = parseManifest(bytes, what);
	if (document.kind === "index") return document.manifests;
	throw new DrydockError("IMAGE_INVALID", `${what} is a manifest, not a list.`);
}
function isIndex({ status, headers }) {
	const type = (headers["content-type"] ?? "").split(";", 1)[0]?.trim().toLowerCase();
	return status === 200 && type === INDEX_TYPE;
}
function nextPage(response, what) {
	const link = [response.headers.link ?? []].flat().join(", ");
	const [, target] = /<([^<>]*)>\s*;[^<]*\brel="?next"?/i.exec(link) ?? [];
	if (target === void 0) return void 0;
	const next = URL.canParse(target, response.url.href) ? new URL(target, response.url) : void 0;
	if (next?.pathname !== response.url.pathname || next.search === "") throw new DrydockError("NETWORK", `${what} goes on at a place that it cannot: ${printable(target)}.`);
	return next.search;
}
// src/image/access.ts
const ACTIONS = {
	pull: "pull",
	push: "pull,push",
	delete: "pull,push,delete"
};
function scopesOf(repository, access, mountFrom) {
	return [`repository:${repository}:${ACTIONS[access]}`, ...mountFrom.filter((from) => from !== repository).map((from) => `repository:${from}:pull`)];
}
// src/image/challenge.ts
const PART = /[\s,]*([\w!#$%&'*+.^`|~-]+)(?:[ \t]*=[ \t]*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*)))?/y;
function parseChallenges(header) {
	const found = [];
	const part = new RegExp(PART);
	for (let match = part.exec(header ?? ""); match !== null; match = part.exec(header ?? "")) {
		const [, name = "", quoted, bare] = match;
		const value = quoted?.replace(/\\(.)/g, "$1") ?? bare;
		if (value === void 0) found.push({
			scheme: name.toLowerCase(),
			parameters: new Map()
		});
		else found.at(-1)?.parameters.set(name.toLowerCase(), value);
	}
	return found.flatMap(({ scheme, parameters }) => {
		if (scheme === "basic") return [{ scheme }];
		const realm = parameters.get("realm");
		if (scheme !== "bearer" || realm === void 0) return [];
		const [service, scope, error] = [
			"service",
			"scope",
			"error"
		].map((name) => parameters.get(name));
		return [{
			scheme,
			realm,
			service,
			scope,
			error
		}];
	}).sort((a, b) => Number(a.scheme === "basic") - Number(b.scheme === "basic"));
}
// src/image/credential-files.ts
const text = string().nullish();
const rowSchema = object({
	auth: text,
	username: text,
	password: text,
	identitytoken: text,
	registrytoken: text
});
const fileSchema = object({
	auths: record(string(), rowSchema.nullish()).nullish(),
	credHelpers: record(string(), string()).nullish(),
	credsStore: text
});
function authFiles(env) {
	const config = env.XDG_CONFIG_HOME || join(home(env), ".config");
	const runtime = env.XDG_RUNTIME_DIR || `/run/containers/${process.getuid?.() ?? 0}`;
	const folder = env.XDG_RUNTIME_DIR ? join(runtime, "containers") : runtime;
	return [
		join(env.DOCKER_CONFIG || join(home(env), ".docker"), "config.json"),
		...env.REGISTRY_AUTH_FILE ? [env.REGISTRY_AUTH_FILE] : [],
		join(folder, "auth.json"),
		join(config, "containers", "auth.json")
	];
}
function home(env) {
	return env.HOME || homedir();
}
async function readAuthFile(path) {
	let content;
	try {
		content = await readFile(path, "utf8");
	} catch (error) {
		const code = error.code;
		if (code === "ENOENT" || code === "ENOTDIR") return void 0;
		throw new DrydockError("CREDENTIALS", `${path} cannot be read (${code}).`, {
			hint: "Check its permissions, or name another folder in DOCKER_CONFIG.",
			cause: error
		});
	}
	return content.trim() === "" ? void 0 : parse(content, path);
}
async function readAuthVariable(text) {
	const value = text?.trim() ?? "";
	if (value === "") return void 0;
	if (value.startsWith("{")) return parse(value, "DOCKER_AUTH_CONFIG");
	const file = value.startsWith("/") ? await readAuthFile(value) : void 0;
	if (file === void 0) throw broken("DOCKER_AUTH_CONFIG", "is neither JSON nor the path of a file");
	return file;
}
function parse(content, path) {
	const document = fileSchema.safeParse(json(content, path)).data;
	if (document === void 0) throw broken(path, "is not what Docker or podman write");
	const entries = new Map();
	for (const [key, row] of Object.entries(document.auths ?? {})) {
		const credentials = row ? credentialsOf(row, path) : void 0;
		if (credentials !== void 0) entries.set(key, credentials);
	}
	return {
		entries,
		helpers: new Map(Object.entries(document.credHelpers ?? {})),
		store: document.credsStore || void 0
	};
}
function json(content, path) {
	try {
		return JSON.parse(content);
	} catch {
		throw broken(path, "is not JSON");
	}
}
function credentialsOf(row, from) {
	if (row.identitytoken) return {
		kind: "identity",
		token: row.identitytoken,
		from
	};
	if (row.registrytoken) return {
		kind: "bearer",
		token: row.registrytoken,
		from
	};
	if (row.username && row.password) return {
		kind: "basic",
		user: row.username,
		password: row.password,
		from
	};
	if (!row.auth) return void 0;
	const decoded = Buffer.from(row.auth, "base64").toString("utf8");
	const colon = decoded.indexOf(":");
	if (colon <= 0) throw broken(from, "has an entry that is not the base64 of user:password");
	const password = decoded.slice(colon + 1).replace(/\0+$/, "");
	return {
		kind: "basic",
		user: decoded.slice(0, colon),
		password,
		from
	};
}
function broken(path, why) {
	return new DrydockError("CREDENTIALS", `${path} ${why}.`, { hint: "Mend it, or log in again." });
}
// src/image/credential-helper.ts
const TIMEOUT = 3e4;
const MAX_ANSWER$1 = 1048576;
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const answerSchema$1 = object({
	Username: string(),
	Secret: string()
});
async function askHelper(name, server, { env }, timeout = TIMEOUT) {
	if (!NAME.test(name)) throw new DrydockError("CREDENTIALS", `${JSON.stringify(name)} is not the name of a credential helper.`, { hint: "Check credHelpers and credsStore in Docker's config.json." });
	const program = `docker-credential-${name}`;
	const { failure, output } = await run(program, server, env, timeout);
	if (failure !== void 0) {
		if (/credentials not found/i.test(output)) return void 0;
		throw new DrydockError("CREDENTIALS", `${program} gave no credentials for ${server}: ${failure}.`, { hint: `Try it: echo ${server} | ${program} get` });
	}
	const answer = answerSchema$1.safeParse(parsed$1(output)).data;
	if (answer === void 0) throw new DrydockError("CREDENTIALS", `${program} gave an answer for ${server} that cannot be read.`, { hint: "Update it, or log in without it." });
	const { Username: user, Secret: secret } = answer;
	if (secret === "") return void 0;
	if (user === "<token>") return {
		kind: "identity",
		token: secret,
		from: program
	};
	return {
		kind: "basic",
		user,
		password: secret,
		from: program
	};
}
function run(program, server, env, timeout) {
	return new Promise((resolve) => {
		const child = execFile(program, ["get"], {
			env,
			timeout,
			maxBuffer: MAX_ANSWER$1,
			killSignal: "SIGKILL",
			windowsHide: true
		}, (error, output) => {
			resolve(error === null ? { output } : {
				output,
				failure: failureOf(error)
			});
		});
		child.stdin?.on("error", () => void 0);
		child.stdin?.end(server);
	});
}
function failureOf(error) {
	if (error.code === "ENOENT") return "there is no such program in PATH";
	if (error.code === "EACCES") return "it must not be run";
	if (error.killed) return "it did not answer in time";
	return `it ended with ${error.code ?? "a signal"}`;
}
function parsed$1(output) {
	try {
		return JSON.parse(output);
	} catch {
		return;
	}
}
// src/image/credentials.ts
const HUB_NAMES = [
	"docker.io",
	"index.docker.io",
	"registry-1.docker.io"
];
const HUB_KEY = "https://index.docker.io/v1/";
async function findCredentials(name, host) {
	const explicit = fromEnvironment(name.registry, host.env);
	if (explicit !== void 0) return explicit;
	const variable = await readAuthVariable(host.env.DOCKER_AUTH_CONFIG);
	const named = variable === void 0 ? void 0 : await fromFile(variable, name, host);
	if (named !== void 0) return named;
	for (const path of authFiles(host.env)) {
		const file = await readAuthFile(path);
		const found = file === void 0 ? void 0 : await fromFile(file, name, host);
		if (found !== void 0) return found;
	}
	return fromGitLab(name.registry, host.env);
}
const GITLAB_LOGINS = ["CI_REGISTRY", "CI_DEPENDENCY_PROXY"];
function fromGitLab(registry, env) {
	for (const from of GITLAB_LOGINS) {
		const server = env[from === "CI_REGISTRY" ? from : `${from}_SERVER`];
		const [user, password] = [env[`${from}_USER`], env[`${from}_PASSWORD`]];
		if (server && user && password && normalKey(server) === normalKey(registry)) return {
			kind: "basic",
			user,
			password,
			from: `${from}_USER`
		};
	}
}
function fromEnvironment(registry, env) {
	const { DRYDOCK_REGISTRY: bound, DRYDOCK_REGISTRY_USER: user, DRYDOCK_REGISTRY_PASSWORD: password } = env;
	if (!user && !password) return void 0;
	if (!bound || !user || !password) throw new DrydockError("CREDENTIALS", "DRYDOCK_REGISTRY, DRYDOCK_REGISTRY_USER and DRYDOCK_REGISTRY_PASSWORD only work together.", { hint: "Set DRYDOCK_REGISTRY to the registry's host, such as registry.example:5000." });
	if (normalKey(bound) !== normalKey(registry)) return void 0;
	return {
		kind: "basic",
		user,
		password,
		from: "DRYDOCK_REGISTRY_USER"
	};
}
async function fromFile(file, { registry, repository }, host) {
	const server = HUB_NAMES.includes(registry) ? HUB_KEY : registry;
	const own = [...file.helpers].find(([key]) => normalKey(key) === normalKey(registry))?.[1];
	if (own !== void 0) return askHelper(own, server, host);
	if (file.store !== void 0) try {
		const found = await askHelper(file.store, server, host);
		if (found !== void 0) return found;
	} catch (error) {
		if (!(error instanceof DrydockError)) throw error;
		host.log.warn(`${error.message} Going on without it.`);
	}
	return longestMatch(file, `${normalKey(registry)}/${repository}`);
}
function longestMatch(file, wanted) {
	const matches = [...file.entries].map(([key, credentials]) => ({
		key: normalKey(key),
		credentials
	})).filter(({ key }) => wanted === key || wanted.startsWith(`${key}/`));
	matches.sort((a, b) => b.key.length - a.key.length);
	return matches[0]?.credentials;
}
function normalKey(key) {
	const [server = "", ...path] = key.replace(/^https?:\/\//, "").replace(/\/(?:v1|v2)?\/?$/, "").split("/");
	const lower = server.toLowerCase();
	return [HUB_NAMES.includes(lower) ? "docker.io" : lower, ...path].join("/");
}
// src/image/token.ts
const MAX_ANSWER = 262144;
const STANDARD_SECONDS = 60;
const answerSchema = object({
	token: string().nullish(),
	access_token: string().nullish(),
	expires_in: number().nullish()
});
async function fetchToken(request) {
	const realm = realmOf(request);
	const from = request.host.now().getTime();
	const response = await ask(realm, request);
	const what = `The token server ${printUrl(realm)}`;
	if (response.status === 401 || response.status === 403) throw await refused(response, request);
	if (response.status !== 200) throw await registryFailure(response, what, request.secrets);
	const answer = answerSchema.safeParse(parsed(await readCapped(response, MAX_ANSWER, what))).data;
	const value = answer?.token || answer?.access_token;
	if (!value || !/^[\x21-\x7e]+$/.test(value)) throw new DrydockError("UNAUTHORIZED", `${what} gave no token.`, { hint: "Check that the registry's name is right; a proxy or web site may have answered in its place." });
	request.secrets.add(value);
	return {
		value,
		until: from + Math.max(answer?.expires_in ?? STANDARD_SECONDS, STANDARD_SECONDS) * 900
	};
}
function ask(realm, { scopes: own, challenge, credentials, route, limits }) {
	const scopes = [...new Set([...own, ...challenge.scope ? [challenge.scope] : []])];
	if (credentials?.kind === "identity") {
		const form = new URLSearchParams({
			grant_type: "refresh_token",
			client_id: "drydock"
		});
		if (challenge.service !== void 0) form.set("service", challenge.service);
		form.set("scope", scopes.join(" "));
		form.set("refresh_token", credentials.token);
		const headers = {
			"Content-Type": "application/x-www-form-urlencoded",
			Accept: "application/json"
		};
		const agent = route.agents.for(realm);
		return exchange({
			url: realm,
			method: "POST",
			headers,
			body: form.toString(),
			agent,
			limits
		});
	}
	const url = new URL(realm);
	if (challenge.service !== void 0) url.searchParams.set("service", challenge.service);
	for (const one of scopes) url.searchParams.append("scope", one);
	const authorization = credentials?.kind === "basic" ? { Authorization: basic(credentials) } : {};
	return follow({
		url,
		headers: {
			Accept: "application/json",
			...authorization
		},
		limits
	}, route);
}
function basic({ user, password }) {
	return `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
}
function realmOf({ challenge, registry, route }) {
	const realm = URL.canParse(challenge.realm) ? new URL(challenge.realm) : void 0;
	if (realm === void 0 || !/^https?:$/.test(realm.protocol) || realm.username || realm.password) throw new DrydockError("UNAUTHORIZED", `${registry.host} names a token server that cannot be asked.`, { hint: "The registry is set up wrongly: its realm must be an https address." });
	if (realm.protocol === "https:") return realm;
	if (registry.protocol === "http:" && (route.plainAllowed || isLoopback(realm.hostname))) return realm;
	throw new DrydockError("UNAUTHORIZED", `${registry.host} wants us to log in at ${printUrl(realm)}, which is not encrypted.`, { hint: "The registry is set up wrongly: its realm must be an https address." });
}
async function refused(response, { name: { registry }, credentials, secrets }) {
	const who = credentials === void 0 ? "without credentials" : `for the credentials of ${credentials.from}`;
	return new DrydockError("UNAUTHORIZED", `${registry}: its token server gives no token ${who}.`, {
		hint: `Check the name, or log in: ${loginCommand(registry)}`,
		cause: await registryFailure(response, registry, secrets)
	});
}
function parsed(bytes) {
	try {
		return JSON.parse(bytes.toString("utf8"));
	} catch {
		return;
	}
}
// src/image/authorization.ts
var Authorization = class {
	#name;
	#host;
	#secrets;
	#wanted;
	#credentials;
	#header;
	#underway;
	constructor(name, host, secrets, wanted) {
		this.#name = name;
		this.#host = host;
		this.#secrets = secrets;
		this.#wanted = wanted;
	}
	current() {
		return this.#header !== void 0 && this.#host.now().getTime() < this.#header.until ? this.#header.text : void 0;
	}
	async answer(header, sent, way) {
		const known = this.current();
		if (known !== void 0 && known !== sent) return known;
		this.#underway ??= this.#prove(header, way).finally(() => {
			this.#underway = void 0;
		});
		return this.#underway;
	}
	async refused(response, what) {
		this.#header = void 0;
		const credentials = await this.#find();
		const bearer = parseChallenges(response.headers["www-authenticate"]).find((one) => one.scheme === "bearer");
		const { access } = this.#wanted;
		const cause = await registryFailure(response, what, this.#secrets, access);
		if (credentials !== void 0 && bearer?.scheme === "bearer" && bearer.error === "insufficient_scope") return new DrydockError("DENIED", `${what}: ${credentials.from} has no permission to ${access} it.`, {
			hint: `Log in as somebody who may ${access} it, or ask its owner.`,
			cause
		});
		return credentials === void 0 ? this.#anonymous(what, cause) : this.#unwelcome(what, credentials, cause);
	}
	async #prove(header, way) {
		const [challenge] = parseChallenges(header);
		const what = `${this.#name.registry}/${this.#name.repository}`;
		const credentials = await this.#find();
		if (challenge === void 0) throw credentials === void 0 ? this.#anonymous(what) : new DrydockError("UNAUTHORIZED", `${what}: the registry wants a proof that drydock cannot give.`, { hint: "It offers neither Basic nor Bearer authentication." });
		if (credentials?.kind === "bearer") return this.#keep({
			value: credentials.token,
			until: Infinity
		});
		if (challenge.scheme === "bearer") return this.#keep(await fetchToken({
			...way,
			name: this.#name,
			scopes: this.#wanted.scopes,
			challenge,
			credentials,
			host: this.#host,
			secrets: this.#secrets
		}));
		if (credentials === void 0) throw this.#anonymous(what);
		if (credentials.kind !== "basic") throw this.#unwelcome(what, credentials);
		this.#header = {
			text: basic(credentials),
			until: Infinity
		};
		return this.#header.text;
	}
	#keep(token) {
		this.#header = {
			text: `Bearer ${token.value}`,
			until: token.until
		};
		return this.#header.text;
	}
	#find() {
		this.#credentials ??= findCredentials(this.#name, this.#host).then((found) => {
			if (found?.kind === "basic") this.#secrets.add(`${found.user}:${found.password}`, found.password);
			else if (found !== void 0) this.#secrets.add(found.token);
			return found;
		});
		return this.#credentials;
	}
	#anonymous(what, cause) {
		return new DrydockError("UNAUTHORIZED", `${what}: the registry wants to know who asks, or there is no such repository.`, {
			hint: `Check the name, or log in: ${loginCommand(this.#name.registry)}`,
			cause
		});
	}
	#unwelcome(what, { from }, cause) {
		return new DrydockError("UNAUTHORIZED", `${what}: the registry does not accept the credentials of ${from}.`, {
			hint: `Log in again: ${loginCommand(this.#name.registry)}`,
			cause
		});
	}
};
// src/image/registry-endpoint.ts
const API_HOSTS = new Map([["docker.io", "registry-1.docker.io"]]);
async function findEndpoint(registry, options) {
	const candidates = candidatesOf(registry, options.insecure);
	const [first] = candidates;
	if (candidates.length === 1) return first;
	for (const candidate of candidates) if (await speaks(candidate, options)) return candidate;
	return first;
}
function candidatesOf(registry, insecure) {
	const host = API_HOSTS.get(registry) ?? registry;
	const tls = new URL(`https://${host}`);
	const plain = new URL(`http://${host}`);
	if (isLoopback(tls.hostname)) return /:443$/.test(host) ? [tls, plain] : [plain, tls];
	return insecure ? [tls, plain] : [tls];
}
async function speaks(endpoint, { agents, limits }) {
	try {
		const url = new URL("/v2/", endpoint);
		const response = await exchange({
			url,
			agent: agents.for(url),
			limits
		});
		if (response.status !== 400 || endpoint.protocol === "https:") {
			response.discard();
			return true;
		}
		return !await complainsOfPlainHttp(response);
	} catch (error) {
		if (error instanceof PassingTrouble) return false;
		throw error;
	}
}
async function complainsOfPlainHttp(response) {
	const text = (await readCapped(response, 4096, "the answer").catch(() => Buffer.alloc(0))).toString("latin1");
	return /to an? HTTPS (?:server|port)/i.test(text);
}
// src/image/registry-session.ts
const MAX_WARNINGS = 5;
var RegistrySession = class {
	#name;
	#host;
	#options;
	#limits;
	#secrets = new Secrets();
	#warned = new Set();
	#authorization;
	#agents;
	#endpoint;
	constructor(name, host, options) {
		this.#name = name;
		this.#host = host;
		this.#options = options;
		this.#limits = options.limits ?? LIMITS;
		const { access = "pull", mountFrom = [] } = options;
		const scopes = scopesOf(name.repository, access, mountFrom);
		this.#authorization = new Authorization(name, host, this.#secrets, {
			access,
			scopes
		});
	}
	async get(path, headers, what, also = []) {
		return this.ask({
			path,
			headers,
			what,
			also
		});
	}
	async ask({ method, path, headers = {}, body, what, also = [] }) {
		this.#agents ??= createAgents(this.#host, this.#options.insecure);
		const { insecure } = this.#options;
		const route = {
			agents: this.#agents,
			plainAllowed: insecure
		};
		this.#endpoint ??= findEndpoint(this.#name.registry, {
			insecure,
			agents: this.#agents,
			limits: this.#limits
		});
		const registry = await this.#endpoint;
		const url = typeof path === "string" ? new URL(`/v2/${this.#name.repository}/${path}`, registry) : path;
		const limits = this.#limits;
		const written = {
			...method === void 0 ? {} : { method },
			...body === void 0 ? {} : { body }
		};
		const send = (authorization) => follow({
			url,
			limits,
			...written,
			headers: withAuthorization(headers, authorization)
		}, route);
		const isOurs = url.origin === registry.origin;
		const known = isOurs ? this.#authorization.current() : void 0;
		let response = await send(known);
		if (response.status === 401 && isOurs && response.url.origin === registry.origin) {
			response.discard();
			const challenge = response.headers["www-authenticate"];
			response = await send(await this.#authorization.answer(challenge, known, {
				registry,
				route,
				limits
			}));
			if (response.status === 401) throw await this.#authorization.refused(response, what);
		}
		this.#passOn(response.headers.warning);
		if (response.status >= 200 && response.status < 300 || also.includes(response.status)) return response;
		throw await registryFailure(response, what, this.#secrets, this.#options.access);
	}
	nextPlace({ headers: { location }, url }, what) {
		if (location !== void 0) return redirectTarget(location, url, { plainAllowed: this.#options.insecure });
		throw new DrydockError("NETWORK", `${what}: the registry does not say where to send it.`, { hint: "Check that this is a registry of images, and that no proxy takes headers away." });
	}
	#passOn(header) {
		for (const [, text = ""] of (header ?? "").matchAll(/\b299 - "((?:[^"\\]|\\.)*)"/g)) {
			if (this.#warned.has(text) || this.#warned.size >= MAX_WARNINGS) continue;
			this.#warned.add(text);
			const words = printable(this.#secrets.hide(text.replace(/\\(.)/g, "$1")));
			this.#host.log.warn(`${this.#name.registry} says: ${words}`);
		}
	}
};
function withAuthorization(headers, authorization) {
	return authorization === void 0 ? headers : {
		...headers,
		Authorization: authorization
	};
}
// src/image/registry-client.ts
var registry_client_exports = __exportAll({ Repository: () => Repository });
const MAX_BLOB = 64 * 1024 ** 3;
const MANIFEST_TYPES = [
	"application/vnd.oci.image.index.v1+json",
	"application/vnd.docker.distribution.manifest.list.v2+json",
	"application/vnd.oci.image.manifest.v1+json",
	"application/vnd.docker.distribution.manifest.v2+json"
];
var Repository = class Repository {
	#name;
	#host;
	#session;
	constructor(name, host, options) {
		this.#name = name;
		this.#host = host;
		this.#session = new RegistrySession(name, host, options);
	}
	static connect(name, host, options) {
		return new Repository(name, host, options);
	}
	async manifest(reference) {
		const what = this.#print(reference);
		return persist(this.#host, async () => {
			const headers = { Accept: MANIFEST_TYPES.join(", ") };
			const response = await this.#session.get(`manifests/${reference}`, headers, what);
			const mediaType = (response.headers["content-type"] ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
			if (mediaType === "text/html") {
				response.discard();
				throw notAManifest(what);
			}
			const bytes = await readCapped(response, MAX_DOCUMENT, `The manifest of ${what}`);
			const digest = sha256(bytes);
			const promised = isDigest(reference) ? reference : response.headers["docker-content-digest"];
			if (typeof promised === "string" && isDigest(promised)) compareDigests(`The manifest of ${what}`, promised, digest);
			return {
				digest,
				mediaType,
				bytes
			};
		});
	}
	async referrers(digest) {
		const what = `The list of what is attached to ${this.#print(digest)}`;
		const listed = await listReferrers(digest, what, (path, headers, also) => persist(this.#host, () => this.#session.get(path, headers, what, also)));
		if (listed !== void 0) return listed;
		try {
			const { bytes } = await this.manifest(fallbackTag(digest));
			return parseReferrers(bytes, what);
		} catch (error) {
			if (error instanceof DrydockError && error.code === "NOT_FOUND") return [];
			throw error;
		}
	}
	async *blob(digest, size, onBytes) {
		const what = `The blob ${digest} of ${this.#print()}`;
		for await (const chunk of verified(this.stream({
			digest,
			...size === void 0 ? {} : { size }
		}), {
			what,
			digest,
			size
		})) {
			onBytes?.(chunk.length);
			yield chunk;
		}
	}
	async *stream(blob) {
		const what = this.#print(blob.digest);
		const patience = new Patience(this.#host);
		let received = 0;
		let total = blob.size;
		for (;;) try {
			const headers = received === 0 ? {} : { Range: `bytes=${received}-` };
			const response = await this.#session.get(`blobs/${blob.digest}`, headers, what);
			total ??= received === 0 ? lengthOf(response) : void 0;
			for await (const chunk of fromOffset(response, received, what)) {
				received += chunk.length;
				if (received > MAX_BLOB) throw new DrydockError("IMAGE_INVALID", `${what} has more than ${MAX_BLOB} bytes.`);
				yield chunk;
				patience.progress();
			}
			if (response.headers["content-length"] !== void 0 || total === void 0 || received >= total) return;
			throw new PassingTrouble("NETWORK", `${what}: the answer ended after ${received} of ${total} bytes.`, {});
		} catch (error) {
			if (received > 0 && received === total) return;
			await patience.after(error);
		}
	}
	#print(reference = "") {
		const { registry, repository } = this.#name;
		return `${registry}/${repository}${reference === "" ? "" : isDigest(reference) ? "@" : ":"}${reference}`;
	}
};
function lengthOf({ headers }) {
	const length = Number(headers["content-length"] ?? NaN);
	return Number.isSafeInteger(length) ? length : void 0;
}
async function* fromOffset(response, offset, what) {
	let toSkip = offset - startOf(response);
	if (!(toSkip >= 0)) {
		response.discard();
		throw new DrydockError("NETWORK", `${what}: the server answered with another range than was asked for.`);
	}
	for await (const chunk of response.body) {
		if (toSkip < chunk.length) yield toSkip === 0 ? chunk : chunk.subarray(toSkip);
		toSkip = Math.max(0, toSkip - chunk.length);
	}
}
function startOf({ status, headers }) {
	if (status !== 206) return 0;
	return Number(/^bytes (\d+)-/.exec(headers["content-range"] ?? "")?.[1] ?? NaN);
}
function notAManifest(what) {
	return new DrydockError("IMAGE_INVALID", `${what}: a web page came in place of a manifest.`, { hint: "Check that the name is that of a registry, and that no proxy answers in its place." });
}
export { authFiles as a, isAttestation as c, parseConfig as d, findCredentials as i, isIndex$1 as l, registry_client_exports as n, readAuthFile as o, RegistrySession as r, fallbackTag as s, Repository as t, parseManifest as u };
