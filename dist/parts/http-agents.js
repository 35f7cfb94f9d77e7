import { i as messageOf, t as DrydockError } from "./errors.js";
import { n as PassingTrouble, o as Agent$1 } from "./http.js";
import { readFileSync } from "node:fs";
import * as tls from "node:tls";
import { Agent } from "node:https";
import { setTimeout } from "node:timers/promises";
// src/image/patience.ts
const FIRST_PAUSE = 1e3;
const LONGEST_PAUSE = 16e3;
const LONGEST_RETRY_AFTER = 6e4;
const LONGEST_IN_ALL = 15e4;
var Patience = class {
	#host;
	#failures = 0;
	#waited = 0;
	constructor(host) {
		this.#host = host;
	}
	async after(error) {
		if (!(error instanceof PassingTrouble)) throw error;
		this.#failures++;
		const pause = pauseAfter(this.#failures, error.retryAfter);
		if (this.#failures >= error.tries || pause === void 0 || this.#waited + pause > LONGEST_IN_ALL) throw error;
		this.#waited += pause;
		this.#host.log.debug(`${error.message} Trying again in ${(pause / 1e3).toFixed(1)} s.`);
		await (this.#host.wait ?? setTimeout)(pause);
	}
	progress() {
		this.#failures = 0;
	}
};
async function persist(host, attempt) {
	const patience = new Patience(host);
	for (;;) try {
		return await attempt();
	} catch (error) {
		await patience.after(error);
	}
}
function pauseAfter(failures, retryAfter) {
	const jitter = Math.random();
	if (retryAfter === void 0) return Math.min(FIRST_PAUSE * 2 ** (failures - 1), LONGEST_PAUSE) * (.5 + jitter / 2);
	const asked = retryAfter * 1e3;
	return asked > LONGEST_RETRY_AFTER ? void 0 : asked + jitter * FIRST_PAUSE;
}
// src/image/http-agents.ts
const KEEP = {
	keepAlive: true,
	maxFreeSockets: 8
};
const PROXY_VARIABLES = [
	"https_proxy",
	"HTTPS_PROXY",
	"http_proxy",
	"HTTP_PROXY"
];
function createAgents(host, insecure) {
	const direct = new Way(KEEP, insecure, host);
	const proxied = wantsProxy(host) ? new Way(viaProxy(host), insecure, host) : direct;
	return { for(url) {
		const way = isLoopback(url.hostname) ? direct : proxied;
		return url.protocol === "https:" ? way.tls : way.plain;
	} };
}
var Way = class {
	plain;
	#options;
	#insecure;
	#host;
	#tls;
	constructor(options, insecure, host) {
		this.plain = new Agent$1(options);
		this.#options = options;
		this.#insecure = insecure;
		this.#host = host;
	}
	get tls() {
		const trust = () => this.#insecure ? { rejectUnauthorized: false } : extraTrust(this.#host);
		this.#tls ??= new Agent({
			...this.#options,
			...trust()
		});
		return this.#tls;
	}
};
function isLoopback(hostname) {
	return hostname === "localhost" || hostname.endsWith(".localhost") || /^127(?:\.\d{1,3}){3}$/.test(hostname) || hostname === "[::1]";
}
function wantsProxy({ env, log }) {
	if (!PROXY_VARIABLES.some((name) => env[name])) return false;
	if (process.allowedNodeEnvironmentFlags.has("--use-env-proxy")) return true;
	log.warn(`Node ${process.versions.node} cannot use a proxy; HTTPS_PROXY and HTTP_PROXY were passed over.`);
	return false;
}
function viaProxy({ env }) {
	const proxies = PROXY_VARIABLES.flatMap((name) => env[name] ? [[name, proxyUrl(name, env[name])]] : []);
	return {
		...KEEP,
		proxyEnv: {
			...env,
			...Object.fromEntries(proxies)
		}
	};
}
function proxyUrl(name, text) {
	const full = text.includes("://") ? text : `http://${text}`;
	if (URL.canParse(full) && /^https?:\/\//i.test(full)) return full;
	throw new DrydockError("USAGE", `${name} is not the address of an HTTP proxy.`, { hint: "Write it as http://proxy.example:3128." });
}
function extraTrust({ env, log }) {
	const path = env.SSL_CERT_FILE;
	if (!path) return {};
	try {
		const usual = typeof tls.getCACertificates === "function" ? tls.getCACertificates("default") : [...tls.rootCertificates, ...env.NODE_EXTRA_CA_CERTS ? [readFileSync(env.NODE_EXTRA_CA_CERTS)] : []];
		return { secureContext: tls.createSecureContext({ ca: [...usual, readFileSync(path)] }) };
	} catch (error) {
		log.warn(`SSL_CERT_FILE was passed over: ${messageOf(error)}`);
		return {};
	}
}
export { persist as i, isLoopback as n, Patience as r, createAgents as t };
