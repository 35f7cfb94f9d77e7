import { n as __exportAll } from "./rolldown-runtime.js";
import { t as DrydockError } from "./errors.js";
import "./image2.js";
import { t as CATEGORIES } from "./rule.js";
import { t as SEVERITIES } from "./advisory.js";
import { t as documentPath } from "./reference.js";
import { f as CHANNELS, g as PLACES, h as OCCASIONS, m as FORMATS } from "./progress.js";
import { a as list, i as known, n as wantedRepair, o as optional, r as items, s as text } from "./read-repair-options.js";
// src/read-options.ts
var read_options_exports = __exportAll({
	databaseOptions: () => databaseOptions,
	judgementOptions: () => judgementOptions,
	rebaseOptions: () => rebaseOptions,
	reportPlaces: () => reportPlaces,
	reportTargets: () => reportTargets,
	scanOptions: () => scanOptions,
	statusOptions: () => statusOptions,
	verifyOptions: () => verifyOptions,
	waiveOptions: () => waiveOptions
});
function scanOptions(image, raw) {
	return {
		image,
		...optional("platform", text(raw.platform)),
		...optional("build", buildOptions(image, raw)),
		database: databaseOptions(raw),
		...judgementOptions(raw),
		...optional("baseline", text(raw.baseline)),
		checks: list(raw.checks),
		malwareRules: list(raw["malware-rules"]),
		cache: raw["no-cache"] !== true,
		...optional("attach", attachOptions(raw)),
		...optional("fix", wantedRepair(raw))
	};
}
function judgementOptions(raw) {
	return {
		insecure: raw.insecure === true,
		...optional("failOn", failOnOf(raw)),
		...raw["ignore-unfixed"] === true ? { ignoreUnfixed: true } : {},
		policy: items(raw.policy).filter((source) => source !== ""),
		...optional("branch", text(raw.branch)),
		...optional("environment", text(raw.environment)),
		...optional("epss", text(raw.epss)),
		...optional("kev", text(raw.kev)),
		vex: list(raw.vex),
		ignoreFiles: list(raw["ignore-file"])
	};
}
function attachOptions(raw) {
	const key = text(raw.key);
	if (raw.attach === true) return optional("key", key);
	if (key === void 0) return void 0;
	throw new DrydockError("USAGE", "--key signs what is attached, and nothing is.", { hint: "Add --attach." });
}
function verifyOptions(image, raw) {
	const maxAge = text(raw["max-age"]);
	return {
		...storedOptions(image, raw),
		...judgementOptions(raw),
		...optional("maxAge", maxAge === void 0 ? void 0 : duration("max-age", maxAge)),
		rematch: raw.rematch === true,
		database: databaseOptions(raw)
	};
}
function statusOptions(image, raw) {
	return {
		...storedOptions(image, raw),
		format: known("format", text(raw.format) ?? "text", ["text", "json"])
	};
}
function rebaseOptions(image, raw) {
	const to = [...new Set(items(raw.to).filter((reference) => reference !== ""))];
	if (to.length === 0) throw new DrydockError("USAGE", "--to is missing: the image that could be the base.", { hint: "Give it once for each candidate, e.g. --to alpine:3.20 --to alpine:3.21." });
	return {
		scan: scanOptions(image, raw),
		to,
		format: known("format", text(raw.format) ?? "text", ["text", "json"])
	};
}
function storedOptions(image, raw) {
	return {
		image,
		...optional("platform", text(raw.platform)),
		insecure: raw.insecure === true,
		...optional("key", text(raw.key))
	};
}
function failOnOf(raw) {
	const words = list(raw["fail-on"]).map((word) => {
		const [, category = "all", severity] = /^(?:([^=]*)=)?(.*)$/s.exec(word.toLowerCase()) ?? [];
		return [known("fail-on", category, [...CATEGORIES, "all"]), known("fail-on", severity ?? "", SEVERITIES)];
	});
	return words.length === 0 ? void 0 : Object.fromEntries(words);
}
function buildOptions(image, raw) {
	const path = documentPath("dockerfile", image) ?? text(raw.dockerfile);
	const target = text(raw.target);
	const context = text(raw.context);
	const buildArgs = items(raw["build-arg"]).map(nameAndValue);
	if (path !== void 0) return {
		path,
		...optional("target", target),
		buildArgs: Object.fromEntries(buildArgs),
		...optional("context", context)
	};
	if (target === void 0 && context === void 0 && buildArgs.length === 0) return void 0;
	throw new DrydockError("USAGE", `--${target !== void 0 ? "target" : context !== void 0 ? "context" : "build-arg"} says something about a Dockerfile, but there is none.`, { hint: "Name it with --dockerfile." });
}
function waiveOptions(raw) {
	const reason = text(raw.reason)?.trim();
	if (reason === void 0 || reason === "") throw new DrydockError("USAGE", "A waiver needs a reason.", { hint: "Give one with --reason \"…\"." });
	return {
		reason,
		expires: text(raw.expires) ?? "90d",
		result: text(raw.result) ?? "drydock-result.json",
		allImages: raw["all-images"] === true,
		only: raw.only === true,
		...optional("owner", text(raw.owner)),
		...optional("policy", text(raw.policy))
	};
}
function databaseOptions(raw) {
	const maxAge = text(raw["db-max-age"]);
	return {
		...optional("db", text(raw.db)),
		...optional("javaDb", text(raw["java-db"])),
		offline: raw.offline === true,
		...optional("maxAge", maxAge === void 0 ? void 0 : duration("db-max-age", maxAge)),
		insecure: raw.insecure === true
	};
}
function reportTargets(raw) {
	const formats = list(raw.format).map((name) => known("format", name, FORMATS));
	const paths = new Map();
	let folder;
	for (const item of list(raw.output)) {
		const [, format, path] = /^([a-z-]+)=(.+)$/.exec(item) ?? [];
		if (format !== void 0 && path !== void 0) paths.set(known("output", format, FORMATS), path);
		else if (folder === void 0) folder = item;
		else throw new DrydockError("USAGE", `--output names two folders: ${folder} and ${item}.`);
	}
	const wanted = new Set([...formats.length > 0 ? formats : ["table"], ...paths.keys()]);
	const targets = [...wanted].map((format) => {
		const path = paths.get(format);
		if (path !== void 0) return {
			format,
			path
		};
		return folder === void 0 ? { format } : {
			format,
			folder
		};
	});
	if (folder !== void 0 && wanted.has("table") && !paths.has("table")) targets.push({ format: "table" });
	const toStdout = targets.filter((target) => target.path === void 0 && target.folder === void 0);
	if (toStdout.length > 1) {
		const names = toStdout.map((target) => target.format).join(" and ");
		throw new DrydockError("USAGE", `Only one report can go to standard output, but ${names} have no path.`, { hint: "Give a folder (--output reports) or paths (--output json=result.json,sarif=result.sarif)." });
	}
	return targets;
}
function notifyOptions(raw) {
	const channels = list(raw.notify).map((name) => known("notify", name, CHANNELS));
	const on = known("notify-on", text(raw["notify-on"]) ?? "always", OCCASIONS);
	if (channels.length > 0 && on === "new" && text(raw.baseline) === void 0) throw new DrydockError("USAGE", "--notify-on new: there is nothing that findings could be new against.", { hint: "Name what to compare with by --baseline." });
	return {
		channels: [...new Set(channels)],
		on
	};
}
function reportPlaces(raw) {
	return [...new Set(list(raw["report-to"]).map((name) => known("report-to", name, PLACES)))];
}
const UNITS = {
	m: 6e4,
	h: 36e5,
	d: 864e5,
	w: 6048e5
};
function duration(option, value) {
	const [, amount, unit] = /^(\d{1,6})([mhdw])$/.exec(value) ?? [];
	const factor = unit === void 0 ? void 0 : UNITS[unit];
	if (amount === void 0 || factor === void 0) throw new DrydockError("USAGE", `--${option} ${value}: not a duration.`, { hint: "Write 90m, 36h, 7d or 2w." });
	return Number(amount) * factor;
}
function nameAndValue(argument) {
	const at = argument.indexOf("=");
	if (at > 0) return [argument.slice(0, at), argument.slice(at + 1)];
	throw new DrydockError("USAGE", `--build-arg ${argument}: there is no value.`, { hint: "Write NAME=VALUE." });
}
export { scanOptions as i, read_options_exports as n, reportTargets as r, notifyOptions as t };
