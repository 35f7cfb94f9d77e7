import { t as DrydockError } from "./errors.js";
import { t as VERSION } from "./version.js";
import { createRequire } from "node:module";
import { Readable } from "node:stream";
import { request } from "node:https";
// \0light-http
const { Agent: Agent$1, request: request$1 } = createRequire(import.meta.url)("node:http");
// src/image/http.ts
const LIMITS = {
	connect: 2e4,
	headers: 6e4,
	body: 6e4
};
var PassingTrouble = class extends DrydockError {
	reason;
	retryAfter;
	tries;
	constructor(code, message, options) {
		super(code, message, options);
		this.reason = options.reason;
		this.retryAfter = options.retryAfter;
		this.tries = options.tries ?? 5;
	}
};
function exchange(request$2) {
	const { url, method = "GET", agent, socketPath, limits, body } = request$2;
	const send = url.protocol === "https:" ? request : request$1;
	const headers = {
		"User-Agent": `drydock/${VERSION}`,
		"Accept-Encoding": "identity",
		...typeof body === "object" ? { "Content-Length": String(body.size) } : {},
		...request$2.headers
	};
	return new Promise((resolve, reject) => {
		const outgoing = send(url, {
			method,
			headers,
			agent,
			...socketPath === void 0 ? {} : { socketPath }
		});
		const giveUp = (reason) => () => outgoing.destroy(withCode(reason));
		let timer = setTimeout(giveUp("ETIMEDOUT"), limits.connect);
		outgoing.once("socket", (socket) => {
			const connected = () => {
				clearTimeout(timer);
				timer = setTimeout(giveUp("ESTALLED"), limits.headers);
			};
			if (socket.connecting) socket.once(url.protocol === "https:" ? "secureConnect" : "connect", connected);
			else connected();
		});
		outgoing.once("response", (message) => {
			clearTimeout(timer);
			resolve({
				url,
				status: message.statusCode ?? 0,
				headers: message.headers,
				body: bodyOf(message, url, limits.body),
				discard: () => discard(message)
			});
		});
		outgoing.on("error", (error) => {
			clearTimeout(timer);
			reject(connectionTrouble(error, url));
		});
		if (typeof body !== "object") return void outgoing.end(body);
		const alive = () => void timer.refresh();
		const content = Readable.from(body.open(), { objectMode: false }).on("data", alive);
		content.once("error", (error) => {
			clearTimeout(timer);
			reject(error);
			outgoing.destroy();
		});
		outgoing.once("close", () => content.destroy());
		content.pipe(outgoing);
	});
}
async function readCapped(response, cap, what) {
	const tooLarge = () => new DrydockError("IMAGE_INVALID", `${what} is larger than ${cap} bytes.`);
	if (Number(response.headers["content-length"] ?? 0) > cap) {
		response.discard();
		throw tooLarge();
	}
	const chunks = [];
	let size = 0;
	for await (const chunk of response.body) {
		size += chunk.length;
		if (size > cap) throw tooLarge();
		chunks.push(chunk);
	}
	return Buffer.concat(chunks, size);
}
function printUrl(url) {
	return `${url.origin}${url.pathname}`;
}
async function* bodyOf(message, url, limit) {
	let waiting = true;
	const timer = setTimeout(() => {
		if (waiting) message.destroy(withCode("ESTALLED"));
	}, limit);
	try {
		for await (const chunk of message) {
			waiting = false;
			yield chunk;
			waiting = true;
			timer.refresh();
		}
	} catch (error) {
		throw connectionTrouble(error, url);
	} finally {
		clearTimeout(timer);
	}
}
function discard(message) {
	message.on("error", () => void 0);
	if (Number(message.headers["content-length"] ?? Infinity) <= 65536) message.resume();
	else message.destroy();
}
function withCode(code) {
	return Object.assign(new Error(code), { code });
}
const NAME_UNKNOWN = new Set(["ENOTFOUND"]);
const NEVER_CONNECTED = new Set([
	"ECONNREFUSED",
	"ETIMEDOUT",
	"EHOSTUNREACH",
	"ENETUNREACH",
	"EAI_AGAIN"
]);
const NOT_TLS = new Set([
	"EPROTO",
	"ERR_SSL_WRONG_VERSION_NUMBER",
	"ERR_SSL_PACKET_LENGTH_TOO_LONG"
]);
const UNTRUSTED = /CERT|ISSUER|SELF_SIGNED|LEAF_SIGNATURE|ALTNAME|CRL/;
function connectionTrouble(error, url) {
	const reason = error.code ?? "ECONNRESET";
	const at = url.host;
	const trouble = (what, hint, tries) => new PassingTrouble("NETWORK", `${at}: ${what} (${reason}).`, {
		reason,
		hint,
		tries
	});
	if (NAME_UNKNOWN.has(reason)) return trouble("there is no such host", "Check the name, and the DNS of this machine.", 1);
	if (UNTRUSTED.test(reason)) return trouble("its certificate is not to be trusted", "If an authority of your own signed it, name its file in NODE_EXTRA_CA_CERTS; --insecure takes any certificate.", 1);
	if (NOT_TLS.has(reason)) return trouble("it does not speak TLS", "If it speaks plain HTTP, --insecure allows that.", 1);
	const network = "Check the network; HTTPS_PROXY and NO_PROXY are honoured.";
	if (reason.startsWith("ERR_PROXY")) return trouble("the proxy refused", network, 2);
	if (NEVER_CONNECTED.has(reason)) return trouble("no connection", network, 3);
	if (reason === "ESTALLED") return trouble("no answer in time", network, 3);
	return trouble("the connection broke", network, 5);
}
export { readCapped as a, printUrl as i, PassingTrouble as n, Agent$1 as o, exchange as r, LIMITS as t };
