import { n as __exportAll } from "./rolldown-runtime.js";
import { t as DrydockError } from "./errors.js";
import { n as parsePlatform } from "./platform.js";
import { v as FIX_WISHES } from "./progress.js";
// src/raw-options.ts
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
// src/read-repair-options.ts
var read_repair_options_exports = __exportAll({
	repairOptions: () => repairOptions,
	reportsOnly: () => reportsOnly,
	wantedPlatforms: () => wantedPlatforms
});
function repairOptions(raw, prefix, dryRun) {
	const of = (name) => raw[`${prefix}${name}`];
	const choice = (name, choices) => known(`${prefix}${name}`, text(of(name)) ?? choices[0], choices);
	const mode = choice("mode", [
		"auto",
		"graft",
		"build"
	]);
	const gate = text(raw["gate-on"]) ?? (prefix === "" ? void 0 : "original");
	return {
		dryRun,
		mode,
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
		outputs: imageOutputs(of("output"), prefix),
		mirrors: Object.fromEntries(items(of("mirror")).map(mirror)),
		...optional("snapshot", snapshot(text(of("snapshot")), `--${prefix}snapshot`, mode)),
		allowArchived: of("allow-archived") === true,
		network: choice("network", ["default", "host"]),
		...optional("gateOn", gate === void 0 ? void 0 : known("gate-on", gate, GATES))
	};
}
function wantedPlatforms(raw) {
	const said = text(raw.platforms);
	if (said === void 0) return void 0;
	const wish = imageOutputs(raw.output, "").length > 0 ? "output" : "platform";
	if (wish === "output" || raw.platform !== void 0) throw new DrydockError("USAGE", `--platforms and --${wish} do not go together.`, { hint: wish === "output" ? "An index is pushed to a registry." : "Name all platforms by --platforms." });
	return said === "all" ? said : said.split(",").map(parsePlatform);
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
function imageOutputs(value, prefix) {
	return items(value).flatMap((item) => {
		const [, kind, to] = IMAGE_OUTPUT.exec(item) ?? [];
		if (kind !== void 0 && to !== void 0) return [{
			kind,
			to
		}];
		if (prefix === "") return [];
		throw new DrydockError("USAGE", `--fix-output ${item}: this is no place for an image.`, { hint: "Write oci-archive:PATH, oci:DIR or docker:NAME." });
	});
}
function reportsOnly(raw) {
	return {
		...raw,
		output: items(raw.output).filter((item) => !IMAGE_OUTPUT.test(item))
	};
}
function snapshot(said, option, mode) {
	if (said === void 0) return void 0;
	const at = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\dZ)?$/.test(said) ? new Date(said) : new Date(NaN);
	if (Number.isNaN(at.getTime()) || !at.toISOString().startsWith(said.replace("Z", ""))) throw new DrydockError("USAGE", `${option} ${said}: this is no date.`, { hint: "Write 2026-01-31 or 2026-01-31T12:00:00Z." });
	if (at.getTime() > Date.now()) throw new DrydockError("USAGE", `${option} ${said} is yet to come.`);
	if (mode === "graft") return at;
	throw new DrydockError("USAGE", `${option} goes with mode graft alone.`, { hint: `Add --${option.replace(/^--|snapshot$/g, "")}mode graft.` });
}
function mirror(item) {
	const [, name, url] = /^([a-z0-9-]+)=(https?:\/\/.+)$/.exec(item) ?? [];
	if (name !== void 0 && url !== void 0 && URL.canParse(url)) return [name, url];
	throw new DrydockError("USAGE", `--mirror ${item}: this is not a name and an address.`, { hint: "Write debian=https://mirror.example/debian." });
}
export { list as a, known as i, wantedRepair as n, optional as o, items as r, text as s, read_repair_options_exports as t };
