import { i as newestMark, s as readPublicKey, t as newestResult } from "./attestation.js";
import { i as escapeForTerminal, u as printJson } from "./progress.js";
import { n as openInRegistry } from "./image2.js";
import { t as SEVERITIES } from "./advisory.js";
import "./report.js";
// src/status.ts
const LONGEST_SCAN = 144e5;
async function imageStatus(options, host) {
	const key = options.key === void 0 ? void 0 : await readPublicKey(options.key, host);
	const { reference, digest, stored, close } = await openInRegistry(options.image, options, host);
	await close();
	if (stored === void 0) throw new Error("an image of a registry has no registry");
	const { found, refused } = await newestResult(stored, digest, key, options, host);
	const mark = await newestMark(stored, digest, options, host);
	return {
		image: reference,
		digest,
		...latestOf(found?.statement, mark, host.now()),
		...found === void 0 ? {} : { scan: scanOf(found.statement, found.isSigned) },
		refused: refused.map((one) => one.reason)
	};
}
function latestOf(statement, mark, now) {
	if (mark === void 0 || statement !== void 0 && statement.finishedAt >= mark.at) return { status: statement === void 0 ? "NONE" : "COMPLETE" };
	const { state, at, ...rest } = mark;
	return {
		status: state === "SCANNING" && now.getTime() - at.getTime() > LONGEST_SCAN ? "FAILED" : state,
		latest: {
			at: at.toISOString(),
			...rest
		}
	};
}
function scanOf(statement, signed) {
	const { outcome, reason, summary, categories, startedAt, finishedAt, version, database } = statement;
	const rows = SEVERITIES.toReversed().map((severity) => [severity, summary[severity].found]);
	const sum = (counts) => counts.reduce((total, count) => total + count, 0);
	return {
		outcome,
		reason,
		counts: {
			...Object.fromEntries(rows),
			total: sum(rows.map(([, count]) => count)),
			waived: sum(SEVERITIES.map((severity) => summary[severity].waived))
		},
		categories,
		startedAt: startedAt.toISOString(),
		finishedAt: finishedAt.toISOString(),
		engine: {
			name: "drydock",
			version
		},
		database,
		signed
	};
}
function printedStatus(status, format) {
	return format === "json" ? printJson(status) : textOf(status);
}
function textOf({ image, digest, status, latest, scan, refused }) {
	return [
		["image", image],
		["digest", digest],
		["status", latest === void 0 ? status : `${status} (${[latest.at, latest.code ?? []].flat().join(", ")})`],
		...scan === void 0 ? [] : scanRows(scan),
		...refused.map((reason) => ["refused", reason])
	].map(([label, text]) => `${label.padEnd(9)} ${escapeForTerminal(text)}\n`).join("");
}
function scanRows(scan) {
	const { outcome, reason, counts, categories, startedAt, finishedAt, engine, database, signed } = scan;
	const found = Object.entries(counts).map(([name, count]) => `${count} ${name}`);
	const base = database.origin === "" ? "none" : `${database.origin} of ${database.updatedAt || "unknown age"}`;
	return [
		["verdict", `${outcome}: ${reason}`],
		["findings", found.join(", ")],
		["checked", categories.join(", ")],
		["started", startedAt],
		["finished", finishedAt],
		["engine", `${engine.name} ${engine.version}`],
		["database", base],
		["signature", signed ? "checked" : "not checked"]
	];
}
export { imageStatus, printedStatus };
