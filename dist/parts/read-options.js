import { n as __exportAll } from "./rolldown-runtime.js";
import { a as SEVERITIES, t as DrydockError } from "./errors.js";
import "./image2.js";
import { t as CATEGORIES } from "./rule.js";
import { t as documentPath } from "./reference.js";
import { f as CHANNELS, g as PLACES, h as OCCASIONS, m as FORMATS, v as FIX_WISHES } from "./progress.js";
// src/read-options.ts
var read_options_exports = __exportAll({
	databaseOptions: () => databaseOptions,
	judgementOptions: () => judgementOptions,
	rebaseOptions: () => rebaseOptions,
	repairOptions: () => repairOptions,
	reportPlaces: () => reportPlaces,
	reportTargets: () => reportTargets,
	reportsOnly: () => reportsOnly,
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
function repairOptions(raw, prefix, dryRun) {
	const of = (name) => raw[`${prefix}${name}`];
	const choice = (name, choices) => known(`${prefix}${name}`, text(of(name)) ?? choices[0], choices);
	const gate = text(raw["gate-on"]) ?? (prefix === "" ? void 0 : "original");
	return {
		dryRun,
		mode: choice("mode", [
			"auto",
			"graft",
			"build"
		]),
		scope: choice("scope", ["fixable", "blocking"]),
		...optional("tag", text(of("tag"))),
		...optional("repository", text(of("repository"))),
		overwrite: choice("overwrite", [
			"ours",
			"never",
			"always"
		]),
		partial: choice("partial", ["yes", "no"]) === "yes",
		required: of("required") === true,
		outputs: items(of("output")).flatMap(imageOutput),
		mirrors: Object.fromEntries(items(of("mirror")).map(mirror)),
		allowArchived: of("allow-archived") === true,
		network: choice("network", ["default", "host"]),
		...optional("gateOn", gate === void 0 ? void 0 : known("gate-on", gate, GATES))
	};
}
function wantedRepair(raw) {
	const wish = known("fix", text(raw.fix) ?? "off", FIX_WISHES);
	if (wish !== "off") return repairOptions(raw, "fix-", wish === "dry-run");
	const [vain] = Object.keys(raw).filter((name) => raw[name] !== void 0 && (name.startsWith("fix-") || name === "gate-on"));
	if (vain === void 0) return void 0;
	throw new DrydockError("USAGE", `--${vain} is about a repair, and none is wanted.`, { hint: "Add --fix push, or --fix dry-run." });
}
const GATES = ["original", "fixed"];
const IMAGE_OUTPUT = /^(oci-archive|oci|docker):(.+)$/s;
function imageOutput(item) {
	const [, kind, to] = IMAGE_OUTPUT.exec(item) ?? [];
	return kind === void 0 || to === void 0 ? [] : [{
		kind,
		to
	}];
}
function reportsOnly(raw) {
	return {
		...raw,
		output: items(raw.output).filter((item) => !IMAGE_OUTPUT.test(item))
	};
}
function mirror(item) {
	const [, name, url] = /^([a-z0-9-]+)=(https?:\/\/.+)$/.exec(item) ?? [];
	if (name !== void 0 && url !== void 0 && URL.canParse(url)) return [name, url];
	throw new DrydockError("USAGE", `--mirror ${item}: this is not a name and an address.`, { hint: "Write debian=https://mirror.example/debian." });
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
function known(option, value, choices) {
	const match = choices.find((candidate) => candidate === value);
	if (match === void 0) throw new DrydockError("USAGE", `--${option}: "${value}" is not one of ${choices.join(", ")}.`);
	return match;
}
function text(value) {
	return typeof value === "string" && value !== "" ? value : void 0;
}
function list(value) {
	return items(value).flatMap((item) => item.split(",")).map((item) => item.trim()).filter((item) => item !== "");
}
function items(value) {
	if (typeof value === "string") return [value];
	return typeof value === "object" ? value : [];
}
function optional(key, value) {
	return value === void 0 ? {} : { [key]: value };
}
export { scanOptions as i, read_options_exports as n, reportTargets as r, notifyOptions as t };
