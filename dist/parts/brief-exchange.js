import { t as SEVERITIES } from "./advisory.js";
import { a as isVulnerability } from "./image-name.js";
import { t as DrydockError } from "./errors.js";
import { n as PassingTrouble, r as exchange } from "./http.js";
import { i as retryAfterOf } from "./secrets.js";
// src/notify/fitting.ts
function fitting(items, limit, print) {
	const fits = (text) => Buffer.byteLength(text) <= limit;
	const all = print(items);
	if (fits(all)) return all;
	let best = print([]);
	for (let low = 0, high = items.length - 1; low < high;) {
		const middle = Math.ceil((low + high) / 2);
		const text = print(items.slice(0, middle));
		if (fits(text)) {
			best = text;
			low = middle;
		} else high = middle - 1;
	}
	return best;
}
// src/notify/worst.ts
function worstFirst(judged, isNew = () => false) {
	return judged.filter(counts).map((row) => ({
		row,
		rank: rankOf(row, isNew)
	})).sort((a, b) => b.rank - a.rank).map(({ row }) => row);
}
function matters(rows) {
	const groups = new Map();
	for (const row of rows) {
		const { finding } = row;
		const key = isVulnerability(finding) ? vulnerabilityKey(finding, row.action) : finding.fingerprint;
		const name = isVulnerability(finding) ? finding.package.name : finding.subject;
		const group = groups.get(key);
		if (group === void 0) groups.set(key, {
			row,
			names: new Set([name])
		});
		else group.names.add(name);
	}
	return [...groups.values()].map(({ row, names }) => ({
		row,
		names: [...names]
	}));
}
function counts({ finding, action }) {
	return action !== "waive" && !(isVulnerability(finding) && finding.status === "not-affected");
}
function rankOf({ finding, action }, isNew) {
	const isFixable = isVulnerability(finding) && finding.fixedIn !== void 0;
	return (action === "block" ? 400 : 0) + (isNew(finding) ? 200 : 0) + SEVERITIES.indexOf(finding.severity) * 10 + (isFixable ? 1 : 0);
}
function vulnerabilityKey({ rule, package: { version }, fixedIn }, action) {
	return `${rule}\n${version}\n${fixedIn}\n${action}`;
}
// src/image/discreet-host.ts
function discreetHost(host, secrets) {
	const { log } = host;
	const hiding = {
		warn: (message) => log.warn(secrets.hide(message)),
		debug: (message) => log.debug(secrets.hide(message)),
		stage: (name, total) => log.stage(secrets.hide(name), total)
	};
	return {
		...host,
		log: hiding
	};
}
// src/image/brief-exchange.ts
const LONGEST_RETRY_AFTER = 30;
async function briefExchange(request, { tryMs, tries, maxAnswer }) {
	const limits = {
		connect: tryMs,
		headers: tryMs,
		body: tryMs
	};
	const late = new AbortController();
	const timer = setTimeout(() => late.abort(), tryMs);
	const over = new Promise((_, reject) => {
		late.signal.onabort = () => reject(new PassingTrouble("NETWORK", `${request.url.host}: no answer within ${tryMs / 1e3} s.`, { tries }));
	});
	try {
		const response = await Promise.race([exchange({
			...request,
			limits
		}), over]);
		const { status, headers } = response;
		if (maxAnswer === 0) {
			response.discard();
			return {
				status,
				headers,
				body: "",
				isCut: true
			};
		}
		return {
			status,
			headers,
			...await Promise.race([startOf(response, maxAnswer, late.signal), over])
		};
	} finally {
		clearTimeout(timer);
	}
}
function statusTrouble({ status, headers }, host, tries) {
	if (status >= 300 && status <= 399) return new DrydockError("NETWORK", `${host} answered with a redirect (${status}), which is not followed.`);
	const retryAfter = retryAfterOf({ headers });
	const isPassing = status === 408 || status === 429 || status >= 500 && status !== 501 && status !== 505;
	const code = status === 429 ? "RATE_LIMITED" : "NETWORK";
	if (!isPassing) return new DrydockError(code, `${host} answered ${status}.`);
	if (retryAfter !== void 0 && retryAfter > LONGEST_RETRY_AFTER) return new DrydockError(code, `${host} answered ${status} and asks to wait ${Math.ceil(retryAfter)} s.`);
	return new PassingTrouble(code, `${host} answered ${status}.`, {
		tries,
		...retryAfter === void 0 ? {} : { retryAfter }
	});
}
function lastWord(error, tried, tries) {
	return error instanceof PassingTrouble && tried >= tries ? new DrydockError(error.code, `${error.message} It was tried ${tries} times.`) : error;
}
async function startOf(response, cap, late) {
	const chunks = [];
	let size = 0;
	for await (const chunk of response.body) {
		chunks.push(chunk);
		size += chunk.length;
		if (size > cap || late.aborted) break;
	}
	return {
		body: Buffer.concat(chunks).toString("utf8"),
		isCut: size > cap
	};
}
export { matters as a, discreetHost as i, lastWord as n, worstFirst as o, statusTrouble as r, fitting as s, briefExchange as t };
