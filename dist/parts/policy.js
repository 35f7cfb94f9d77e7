import { n as __exportAll } from "./rolldown-runtime.js";
import { l as secretRules, t as require_dist } from "./dist.js";
import { i as messageOf, t as DrydockError } from "./errors.js";
import { a as isVulnerability, n as repositoryOf, r as categoryOf, t as imageNameIn } from "./image-name.js";
import { t as CATEGORIES } from "./rule.js";
import { n as atLeast, t as SEVERITIES } from "./advisory.js";
import { r as ownerOf, t as parsePurl } from "./parsed-purl.js";
import { n as datetime, t as date$1 } from "./iso.js";
import { C as union, O as NEVER, S as string, T as toJSONSchema, b as record, d as array, g as literal, i as printUrl, l as _enum, p as boolean, u as _null, v as number, x as strictObject } from "./http.js";
import { basename, join, resolve } from "node:path";
import { randomBytes } from "node:crypto";
import { readFile, rename, rm, stat, writeFile } from "node:fs/promises";
// src/model/checks.ts
const PROFILES = [
	"default",
	"acr",
	"strict"
];
const LABEL_FORMS = [
	"text",
	"url",
	"date",
	"spdx",
	"digest",
	"semver",
	"email"
];
// src/policy/suggestion.ts
var import_dist = require_dist();
const MAX_WORD = 40;
function closest(word, known) {
	if (word.length > MAX_WORD) return void 0;
	const wanted = word.toLowerCase();
	let best;
	let least = Math.max(1, Math.floor(word.length / 3)) + 1;
	for (const candidate of known) {
		const distance = editDistance(wanted, candidate.toLowerCase());
		if (distance < least) {
			least = distance;
			best = candidate;
		}
	}
	return best;
}
function editDistance(a, b) {
	let previous = [];
	let row = Array.from({ length: b.length + 1 }, (_, j) => j);
	for (let i = 1; i <= a.length; i++) {
		const next = [i];
		for (let j = 1; j <= b.length; j++) {
			const same = a[i - 1] === b[j - 1];
			const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
			next[j] = Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (same ? 0 : 1), swapped ? previous[j - 2] + 1 : Number.POSITIVE_INFINITY);
		}
		previous = row;
		row = next;
	}
	return row[b.length];
}
// src/policy/mistake.ts
function mistakesOf(issues, document, schema, at = []) {
	return issues.map((issue) => ({
		...issue,
		path: [...at, ...issue.path]
	})).flatMap((issue) => nearest(issue, document)).flatMap((issue) => issue.code === "unrecognized_keys" ? unknownKeys(issue, document, () => keysAt(schema, issue.path.slice(at.length))) : [mistakeOf(issue, document)]);
}
function nearest(issue, document) {
	if (issue.code !== "invalid_union" || issue.path[0] === "gaps") return [issue];
	const isWord = !(0, import_dist.isCollection)(nodeAt(document, issue.path));
	const isOfType = ({ code, path }) => path.length > 0 || !(code === "invalid_type" || code === "invalid_value" && !isWord);
	const meant = issue.errors.filter((issues) => issues.every(isOfType));
	if (meant.length !== 1) return [issue];
	return meant[0].map((inner) => ({
		...inner,
		path: [...issue.path, ...inner.path]
	})).flatMap((inner) => nearest(inner, document));
}
function unknownKeys({ path, keys }, document, known) {
	const map = nodeAt(document, path);
	const written = new Map((0, import_dist.isMap)(map) ? map.items.map(({ key }) => [String(key), key]) : []);
	return keys.map((key) => ({
		at: start(written.get(key)),
		text: () => `unknown key ${quote(key)}${suggest(key, known())}`
	}));
}
function mistakeOf(issue, document) {
	const { path } = issue;
	const at = start(nodeAt(document, path));
	if (path.length > 0 && nodeAt(document, path) === void 0) return {
		at: start(nodeAt(document, path.slice(0, -1))),
		text: `${quote(String(path.at(-1)))} is missing`
	};
	const label = path.length === 0 ? "the file" : quote(String(path.findLast((step) => typeof step === "string")));
	if (issue.code === "invalid_value") {
		const value = document.getIn(path);
		const allowed = issue.values.map(String).filter((word) => word !== "");
		const hint = typeof value === "string" ? suggest(value, allowed) : "";
		return {
			at,
			text: `${label} must be ${allowed.join(", ")}${hint}`
		};
	}
	if (issue.code === "invalid_union") return {
		at,
		text: `${label} ${unionText(issue, path)}`
	};
	const { message } = issue.code === "invalid_key" ? issue.issues[0] ?? issue : issue;
	return {
		at,
		text: `${label}: ${message.replace(/^Invalid input: /, "").replace(/^Too /, "too ")}`
	};
}
function unionText({ errors }, path) {
	if (path[0] === "gaps") return "must be block, ignore, or one of the two for each kind of gap";
	const said = errors.flat().map(({ message }) => message.replace(/^Invalid (?:input|option): /, ""));
	return `fits none of the forms it may have: ${[...new Set(said)].slice(0, 3).join("; ")}`;
}
function keysAt(root, path) {
	const formsOf = (schema) => {
		const meant = schema.$ref === void 0 ? schema : root.$defs?.[schema.$ref.slice(8)];
		return meant === void 0 ? [] : meant.anyOf?.flatMap(formsOf) ?? [meant];
	};
	let schemas = formsOf(root);
	for (const step of path) schemas = schemas.flatMap((schema) => (typeof step === "number" ? schema.items : schema.properties?.[String(step)]) ?? []).flatMap(formsOf);
	return schemas.flatMap((schema) => Object.keys(schema.properties ?? {}));
}
function suggest(word, known) {
	const near = closest(word, known);
	return near === void 0 ? "" : ` (did you mean ${quote(near)}?)`;
}
function nodeAt(document, path) {
	return path.length === 0 ? document.contents : document.getIn(path, true);
}
function start(node) {
	return (0, import_dist.isNode)(node) ? node.range?.[0] ?? 0 : 0;
}
function quote(word) {
	return JSON.stringify(word.length > 60 ? `${word.slice(0, 60)}…` : word);
}
// src/policy/document.ts
const MAX_MISTAKES = 10;
const MAX_DEPTH = 100;
const POLICY = {
	noun: "a policy",
	hint: "The form of the file is described in README and in schema/drydock-policy.schema.json."
};
function readDocument(text, name, { noun, hint } = POLICY) {
	const lines = new import_dist.LineCounter();
	const placeOf = (at) => {
		const { line, col } = lines.linePos(at);
		return `${name}:${Math.max(line, 1)}:${Math.max(col, 1)}`;
	};
	const fail = (mistakes) => {
		const shown = mistakes.toSorted((a, b) => a.at - b.at).slice(0, MAX_MISTAKES);
		const rows = shown.map(({ at, text }) => `${placeOf(at)}: ${typeof text === "string" ? text : text()}`);
		if (mistakes.length > shown.length) rows.push(`… and ${mistakes.length - shown.length} more`);
		throw new DrydockError("POLICY_INVALID", rows.join("\n"), { hint });
	};
	const deep = tooDeep(text);
	if (deep !== void 0) {
		lines.addNewLine(0);
		for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lines.addNewLine(at + 1);
		fail([deep]);
	}
	const document = (0, import_dist.parseDocument)(text, {
		lineCounter: lines,
		prettyErrors: false,
		uniqueKeys: false
	});
	const broken = [...document.errors, ...document.warnings].map((error) => ({
		at: error.pos[0],
		text: error.code === "MULTIPLE_DOCS" ? `a second document; ${noun} is one` : sentence$1(error.message)
	}));
	if (broken.length > 0) fail(broken);
	const odd = oddities(document);
	if (odd.length > 0) fail(odd);
	const lineOf = (at) => Math.max(lines.linePos(at).line, 1);
	return {
		document,
		fail,
		lineOf,
		placeOf,
		placeOfPath: (path) => placeOf(start(nodeAt(document, path)))
	};
}
function tooDeep(text) {
	let open = 0;
	let dashes = 0;
	for (let at = 0; at < text.length; at++) {
		const char = text[at];
		if (char === "[" || char === "{") open++;
		else if (char === "]" || char === "}") open = Math.max(0, open - 1);
		if (char === "-" || char === "?") dashes++;
		else if (char !== " ") dashes = 0;
		if (open > MAX_DEPTH || dashes > MAX_DEPTH) return {
			at,
			text: "nested too deeply"
		};
	}
}
function oddities(document) {
	const found = [];
	(0, import_dist.visit)(document, {
		Alias: (_, node) => {
			found.push({
				at: start(node),
				text: "anchors and aliases are not allowed; write the value out"
			});
		},
		Map: (_, map) => {
			const seen = new Set();
			for (const { key } of map.items) {
				const name = String(key);
				if (seen.has(name)) found.push({
					at: start(key),
					text: `${quote(name)} is said twice`
				});
				seen.add(name);
			}
		}
	});
	return found;
}
function sentence$1(message) {
	return message.charAt(0).toLowerCase() + message.slice(1);
}
const text$1 = string().trim().min(1).max(2e3);
const date = date$1("must be a date of the calendar, written YYYY-MM-DD");
const bytes = union([number().int().min(1), string().regex(/^\d{1,9} ?[kMG]B$/, "must be a size such as 64MB")]).transform((given) => typeof given === "number" ? given : bytesOf(given));
const duration = string().regex(/^\d{1,6}[smh]$/, "must be a time such as 90s, 10m or 1h").transform((given) => Number(given.slice(0, -1)) * (MILLISECONDS[given.at(-1) ?? ""] ?? 0));
const MILLISECONDS = {
	s: 1e3,
	m: 6e4,
	h: 36e5
};
const SIZES = {
	kB: 1e3,
	MB: 1e6,
	GB: 1e9
};
function bytesOf(given) {
	return Number.parseInt(given, 10) * (SIZES[given.slice(-2)] ?? 1);
}
// src/policy/chain/form.ts
const LEVELS$1 = [
	"LOW",
	"MEDIUM",
	"HIGH",
	"UNKNOWN"
];
const LOGICS = ["AND", "OR"];
const ACTIONS$1 = [
	"BLOCK",
	"BLOCK_RETAG",
	"BLOCK_DELETE_TAG"
];
function oneOf(values) {
	return _enum(["", ...values]).nullable().transform((given) => given === null || given === "" ? void 0 : given);
}
const words = union([
	string().max(1e5),
	array(text$1),
	_null()
]).transform((given) => typeof given === "string" ? given.split(",") : given ?? []).transform((given) => given.map((word) => word.trim()).filter((word) => word !== ""));
const FIELDS = {
	IssueLevel: oneOf(LEVELS$1).describe("Severity that has to be reached: this level or worse; critical counts as HIGH."),
	IssueCount: union([number().int().min(0).max(1e9), string().regex(/^\d{0,9}$/, "must be a number")]).nullable().transform((given) => given === null || given === "" ? void 0 : Number(given)).describe("Number of vulnerabilities that has to be reached."),
	Logic: oneOf(LOGICS).describe("How level and count go together."),
	Action: oneOf(ACTIONS$1).describe("What happens beside blocking; without it BLOCK."),
	IssueList: words.describe("CVEs of which each blocks, separated by commas."),
	MaliciousList: words.describe("Types of malicious samples of which each blocks, separated by commas."),
	BaselineList: words.describe("Classes of baseline risks of which each blocks, separated by commas.")
};
const NAMES = Object.keys(FIELDS);
function spellingsOf(name) {
	const snake = name.replace(/(?!^)[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
	return [...new Set([
		name,
		snake,
		`${name[0].toLowerCase()}${name.slice(1)}`
	])];
}
const SPELLINGS = new Map(NAMES.flatMap((name) => spellingsOf(name).map((spelling) => [spelling, name])));
const denyPolicyForm = strictObject(Object.fromEntries([...SPELLINGS].map(([spelling, name]) => [spelling, FIELDS[name].optional()]))).transform((given, context) => {
	const fields = Object.keys(given).map((spelling) => SPELLINGS.get(spelling));
	const twice = fields.find((field, index) => fields.indexOf(field) !== index);
	const policy = canonical(given);
	const wrong = twice !== void 0 ? `${twice} is said in two spellings` : isEmpty(policy) ? "names nothing that blocks: a level, a count, or something in one of the lists" : void 0;
	if (wrong === void 0 || context.issues.length > 0) return policy;
	context.issues.push({
		code: "custom",
		message: wrong,
		input: given
	});
	return NEVER;
}).describe("The deny policy of a delivery chain of ACR as it is, in the spelling of the API, of Terraform, or in camelCase. Its rules are added to those of block.");
function denyPolicyJsonSchema() {
	return { ...toJSONSchema(denyPolicyForm, { io: "input" }) };
}
function isDenyPolicy(keys) {
	return keys.some((key) => SPELLINGS.has(key));
}
function canonical(given) {
	const said = Object.entries(given).flatMap(([spelling, value]) => {
		const name = SPELLINGS.get(spelling);
		const isSaid = value !== void 0 && !(Array.isArray(value) && value.length === 0);
		return name === void 0 || !isSaid ? [] : [[name, value]];
	});
	return Object.fromEntries(said);
}
function isEmpty({ Logic, Action, ...triggers }) {
	return Object.keys(triggers).length === 0;
}
// src/policy/glob.ts
function matcher(pattern, separator = "/") {
	const tokens = tokensOf(pattern, separator);
	const wild = tokens.findIndex((token) => typeof token === "string");
	const start = tokens.slice(0, wild < 0 ? void 0 : wild).map((token) => token.sign).join("");
	if (wild < 0) return (text) => text === start;
	return (text) => text.startsWith(start) && matches(tokens, text, separator);
}
function pathMatcher(pattern) {
	return matcher(pattern.replace(/^\/+/, ""));
}
function escaped(text) {
	return text.replace(/[\\*?]/g, "\\$&");
}
function tokensOf(pattern, separator) {
	return Array.from(pattern.matchAll(/\\[\\*?]|\*{2,}\/|\*{2,}|\*|\?|[^*?]/gsu), ([part]) => {
		if (part.startsWith("**")) {
			if (!part.endsWith("/")) return "all";
			return separator === "/" ? "folders" : ["all", { sign: "/" }];
		}
		if (part === "*") return "many";
		return part === "?" ? "one" : { sign: part.length > 1 && part.startsWith("\\") ? part.slice(1) : part };
	}).flat();
}
function matches(tokens, text, separator) {
	const signs = [...text];
	let reached = new Uint8Array(signs.length + 1);
	reached[0] = 1;
	for (const token of tokens) {
		const next = new Uint8Array(signs.length + 1);
		let anyBefore = false;
		let anyNow = false;
		for (let at = 0; at <= signs.length; at++) {
			const sign = at === 0 ? void 0 : signs[at - 1];
			const stays = reached[at] === 1;
			const grows = at > 0 && next[at - 1] === 1;
			const moves = at > 0 && reached[at - 1] === 1;
			if (token === "all") next[at] = Number(stays || grows);
			else if (token === "folders") next[at] = Number(stays || anyBefore && sign === separator);
			else if (token === "many") next[at] = Number(stays || grows && sign !== separator);
			else if (token === "one") next[at] = Number(moves && sign !== separator);
			else next[at] = Number(moves && sign === token.sign);
			anyBefore ||= stays;
			anyNow ||= next[at] === 1;
		}
		if (!anyNow) return false;
		reached = next;
	}
	return reached[signs.length] === 1;
}
// src/policy/chain/reading.ts
function readingOf(policy) {
	const parts = [
		levelAndCount(policy),
		issues(policy),
		malware(policy),
		baseline(policy)
	];
	const triggers = parts.flatMap(({ rules }) => rules);
	const action = ACTIONS[policy.Action ?? "BLOCK"];
	return {
		rules: triggers.map(({ name, count = 1, ...conditions }) => ({
			name,
			count,
			...action.action === void 0 ? {} : { action: action.action },
			...conditions
		})),
		notes: [
			...parts.flatMap(({ notes }) => notes),
			...triggers.length > 1 && hasLists(policy) ? [LISTS$2] : [],
			...action.note === void 0 ? [] : [action.note]
		]
	};
}
const VULNERABILITIES = ["system", "application"];
function levelAndCount({ IssueLevel, IssueCount, Logic }) {
	const level = IssueLevel === void 0 ? void 0 : LEVELS[IssueLevel];
	const any = {
		category: VULNERABILITIES,
		...LEVELS.UNKNOWN.conditions
	};
	const count = IssueCount === void 0 ? void 0 : Math.max(1, IssueCount);
	const zero = IssueCount === 0 ? ["IssueCount 0 is read as 1: nothing found blocks nothing."] : [];
	const notes = [...level === void 0 ? [] : [level.note], ...zero];
	if (level !== void 0 && count !== void 0) {
		const ofLevel = {
			category: VULNERABILITIES,
			...level.conditions
		};
		if (Logic === "OR") return {
			rules: [{
				name: "chain: IssueLevel",
				...ofLevel
			}, {
				name: "chain: IssueCount",
				count,
				...any
			}],
			notes: [...notes, `Logic OR is read as: one vulnerability of ${IssueLevel}, or ${count} of any severity but negligible.`]
		};
		const said = Logic === void 0 ? "No Logic is read as AND" : "Logic AND is read as";
		return {
			rules: [{
				name: "chain: IssueLevel and IssueCount",
				count,
				...ofLevel
			}],
			notes: [...notes, `${said}: ${count} or more vulnerabilities of ${IssueLevel}.`]
		};
	}
	const alone = Logic === void 0 ? [] : [`Logic ${Logic} has nothing to join: level and count are not both said.`];
	if (level !== void 0) return {
		rules: [{
			name: "chain: IssueLevel",
			category: VULNERABILITIES,
			...level.conditions
		}],
		notes: [...notes, ...alone]
	};
	if (count === void 0) return {
		rules: [],
		notes: alone
	};
	return {
		rules: [{
			name: "chain: IssueCount",
			count,
			...any
		}],
		notes: [...notes, ...alone]
	};
}
const ABOVE_NEGLIGIBLE = [
	"unknown",
	"low",
	"medium",
	"high",
	"critical"
];
const LEVELS = {
	HIGH: {
		conditions: { severity: "high" },
		note: "IssueLevel HIGH is read as high or worse: ACR has no critical, which counts as HIGH."
	},
	MEDIUM: {
		conditions: { severity: "medium" },
		note: "IssueLevel MEDIUM is read as medium or worse."
	},
	LOW: {
		conditions: { severity: "low" },
		note: "IssueLevel LOW is read as low or worse: negligible and unrated vulnerabilities do not count."
	},
	UNKNOWN: {
		conditions: { severity: ABOVE_NEGLIGIBLE },
		note: "IssueLevel UNKNOWN is read as any severity, unrated too, but not negligible."
	}
};
function issues({ IssueList = [] }) {
	if (IssueList.length === 0) return {
		rules: [],
		notes: []
	};
	return {
		rules: [{
			name: "chain: IssueList",
			rule: IssueList.map(escaped)
		}],
		notes: []
	};
}
function malware({ MaliciousList = [] }) {
	if (MaliciousList.length === 0) return {
		rules: [],
		notes: []
	};
	return {
		rules: [{
			name: "chain: MaliciousList",
			category: "malware",
			severity: ABOVE_NEGLIGIBLE
		}],
		notes: [`MaliciousList (${listed$1(MaliciousList)}) is read as any malicious sample: drydock's families are not ACR's types, and of two readings the one that blocks more is taken.`]
	};
}
const CLASSES$1 = new Map([["identification", {
	rules: ["DD-BL-02?"],
	what: "the rules on accounts (DD-BL-02?)"
}], ["hc_image_exploit", {
	rules: [
		"DD-BL-07?",
		"DD-BL-08?",
		"DD-BL-09?"
	],
	what: "the rules on servers that let anybody in (DD-BL-07? to DD-BL-09?)"
}]]);
function baseline({ BaselineList = [] }) {
	if (BaselineList.length === 0) return {
		rules: [],
		notes: []
	};
	const unknown = BaselineList.filter((name) => !CLASSES$1.has(name));
	const known = BaselineList.flatMap((name) => CLASSES$1.get(name) ?? []);
	const rule = {
		name: "chain: BaselineList",
		category: "baseline",
		severity: ABOVE_NEGLIGIBLE
	};
	if (unknown.length > 0) return {
		rules: [rule],
		notes: [`BaselineList (${listed$1(unknown)}) is read as any baseline risk: drydock does not know what these classes are of.`]
	};
	return {
		rules: [{
			...rule,
			rule: known.flatMap(({ rules }) => rules)
		}],
		notes: [`BaselineList (${listed$1(BaselineList)}) is read as ${known.map(({ what }) => what).join(" and ")}.`]
	};
}
const LISTS$2 = "IssueList, MaliciousList and BaselineList are read as further triggers: what stands in one of them blocks by itself, whatever Logic says.";
const ACTIONS = {
	BLOCK: {},
	BLOCK_RETAG: {
		action: "retag",
		note: "Action BLOCK_RETAG (\"block overwriting push of the tag\") is read as: block, and give the image a quarantine tag."
	},
	BLOCK_DELETE_TAG: {
		action: "delete-tag",
		note: "Action BLOCK_DELETE_TAG (\"block deletion of the tag\") is read as: block, and delete the tag."
	}
};
function hasLists({ IssueList = [], MaliciousList = [], BaselineList = [] }) {
	return IssueList.length + MaliciousList.length + BaselineList.length > 0;
}
const MAX_LISTED$1 = 6;
function listed$1(names) {
	const more = names.length > MAX_LISTED$1 ? ` and ${names.length - MAX_LISTED$1} more` : "";
	return `${names.slice(0, MAX_LISTED$1).map((name) => /^[\w.-]{1,60}$/.test(name) ? name : quote(name)).join(", ")}${more}`;
}
// src/policy/chain/import.ts
const MAX_TEXTS = 4;
const WIDTH = 110;
function importChain(text, name) {
	const { document, fail } = readDocument(text, name);
	const found = unique(policiesIn(document.toJS(), name));
	const [first, second] = found;
	if (first === void 0) return fail([{
		at: 0,
		text: "there is no deny policy (DenyPolicy, deny_policy) of a delivery chain in it"
	}]);
	if (second !== void 0) return fail([{
		at: 0,
		text: `there are ${found.length} deny policies in it; give one chain at a time`
	}]);
	const reading = read$1(first, text, name);
	const notes = [...reading.notes, ...first.off];
	const block = reading.rules.map(({ count, ...rule }) => count === 1 ? rule : {
		name: rule.name,
		count,
		...rule
	});
	return `${[`Read from ${JSON.stringify(name)}.`, ...notes].map((note) => `# ${note}\n`).join("")}${(0, import_dist.stringify)({
		version: 1,
		block
	}, {
		lineWidth: WIDTH,
		aliasDuplicateObjects: false
	})}`;
}
function policiesIn(value, name) {
	const start = {
		text: void 0,
		path: [],
		off: [],
		texts: 0
	};
	const found = search(value, start, name);
	if (found.length > 0 || typeof value !== "object" || value === null) return found;
	return isDenyPolicy(Object.keys(value)) ? [{
		...start,
		policy: value
	}] : [];
}
function search(value, place, name) {
	if (Array.isArray(value)) return value.flatMap((one, index) => typeof one === "string" ? [] : search(one, {
		...place,
		path: [...place.path, index]
	}, name));
	if (typeof value === "string") return searchText(value, place, name);
	if (typeof value !== "object" || value === null) return [];
	const within = {
		...place,
		off: [...place.off, ...switchedOff(value)]
	};
	return Object.entries(value).flatMap(([key, inner]) => {
		const at = {
			...within,
			path: [...place.path, key]
		};
		const kind = kindOf(key);
		if (kind === "denypolicy") return policiesUnder(inner, at);
		return typeof inner === "string" && kind !== "chainconfig" ? [] : search(inner, at, name);
	});
}
function policiesUnder(value, place) {
	if (Array.isArray(value)) return value.flatMap((one, index) => policiesUnder(one, {
		...place,
		path: [...place.path, index]
	}));
	return typeof value === "object" && value !== null ? [{
		...place,
		policy: value
	}] : [];
}
function searchText(text, place, name) {
	if (place.texts >= MAX_TEXTS || !text.trimStart().startsWith("{")) return [];
	const { document } = readDocument(text, inside(name));
	return search(document.toJS(), {
		...place,
		text,
		path: [],
		texts: place.texts + 1
	}, name);
}
function switchedOff(value) {
	return Object.entries(value).flatMap(([key, said]) => {
		if (said !== false) return [];
		if (kindOf(key) === "enable") return ["In the chain the scan is switched off (Enable: false), so that nothing blocks; here it is on."];
		return kindOf(key) === "isactive" ? ["The chain is not active (IsActive: false); here it is."] : [];
	});
}
function kindOf(key) {
	return key.replaceAll("_", "").toLowerCase();
}
function unique(found) {
	return [...new Map(found.map((one) => [JSON.stringify(one.policy), one])).values()];
}
function read$1({ policy, text, path }, whole, name) {
	const parsed = denyPolicyForm.safeParse(policy);
	if (parsed.success) return readingOf(parsed.data);
	const { document, fail } = text === void 0 ? readDocument(whole, name) : readDocument(text, inside(name));
	return fail(mistakesOf(parsed.error.issues, document, denyPolicyJsonSchema(), path));
}
function inside(name) {
	return `${name} (ChainConfig)`;
}
// src/policy/days.ts
const DAY_MS$1 = 864e5;
function daysLeft(expires, now) {
	return Math.floor(Date.parse(expires) / DAY_MS$1) - Math.floor(now.getTime() / DAY_MS$1);
}
// src/policy/conditions/condition.ts
function condition(given) {
	return given;
}
function oneOrMany(one) {
	return union([one, array(one).min(1)]);
}
function listOf(value) {
	return [value].flat();
}
function either(words) {
	const shown = words.slice(0, MAX_LISTED).map(String);
	const more = words.length > MAX_LISTED ? [`${words.length - MAX_LISTED} more`] : [];
	const all = [...shown, ...more];
	const last = all.pop() ?? "";
	return all.length === 0 ? last : `${all.join(", ")} or ${last}`;
}
const MAX_LISTED = 6;
// src/policy/ids.ts
function idsOf$2(finding) {
	const ids = [finding.rule.toUpperCase()];
	const others = isVulnerability(finding) ? [finding.advisory.id, ...finding.advisory.aliases] : finding.also ?? [];
	for (const other of others) {
		const id = other.toUpperCase();
		if (!ids.includes(id)) ids.push(id);
	}
	return ids;
}
// src/policy/conditions/facts.ts
var Facts = class Facts {
	finding;
	around;
	category;
	rank;
	vulnerability;
	#ids;
	#cves;
	#cvss;
	constructor(finding, from, category, around) {
		this.finding = finding;
		this.around = around;
		this.category = category;
		this.rank = SEVERITIES.indexOf(from.severity);
		this.vulnerability = finding !== void 0 && isVulnerability(finding) ? finding : void 0;
		this.#ids = finding === void 0 && "id" in from ? [from.id.toUpperCase()] : void 0;
	}
	static of(finding, around) {
		return new Facts(finding, finding, categoryOf(finding), around);
	}
	static ofMissed(rule, around) {
		return new Facts(void 0, rule, rule.category, around);
	}
	get ids() {
		this.#ids ??= this.finding === void 0 ? [] : idsOf$2(this.finding);
		return this.#ids;
	}
	get cves() {
		this.#cves ??= this.ids.filter((id) => id.startsWith("CVE-"));
		return this.#cves;
	}
	get cvss() {
		this.#cvss ??= newest(this.vulnerability?.advisory.cvss ?? {});
		return this.#cvss;
	}
	get location() {
		return this.finding?.location;
	}
};
const MISSED = {
	what: "where a finding that could not be looked for would be",
	remedy: "Mend what stands in the way of looking."
};
function newest(sources) {
	const rows = [];
	for (const { v2Score, v2Vector, v3Score, v3Vector, v4Score, v4Vector } of Object.values(sources)) {
		const before = rows.length;
		if (v4Score !== void 0 || v4Vector !== void 0) rows.push([v4Score, v4Vector]);
		if (v3Score !== void 0 || v3Vector !== void 0) rows.push([v3Score, v3Vector]);
		if (rows.length === before && (v2Score !== void 0 || v2Vector !== void 0)) rows.push([v2Score, v2Vector]);
	}
	return rows;
}
// src/policy/conditions/dates.ts
const DAY_MS = 864e5;
const days = string().regex(/^\d{1,5}d$/, "must be days, such as 30d").transform((given) => Number.parseInt(given, 10));
const UNTOLD_DAY = {
	what: "when a vulnerability was published",
	remedy: "Waive the finding, or narrow the rule."
};
function timeOf(text) {
	const time = text === void 0 ? NaN : Date.parse(text);
	return Number.isNaN(time) ? void 0 : time;
}
function isOlderThan(wanted, { vulnerability, around }) {
	if (vulnerability === void 0) return false;
	const published = timeOf(vulnerability.advisory.published);
	return published === void 0 ? UNTOLD_DAY : around.now.getTime() - published >= wanted * DAY_MS;
}
// src/policy/conditions/age.ts
const age = condition({
	key: "age",
	schema: days.describe("A grace period: only vulnerabilities that were published at least so long ago (`30d`). Where the database does not tell the day, the rule cannot be told, which is a gap."),
	weight: 12,
	words: (value) => `published ${value} days ago or earlier`,
	ready: (value) => (facts) => isOlderThan(value, facts)
});
// src/policy/patterns.ts
const MAX_REMEMBERED = 5e4;
function anyOf(patterns, separator = "/") {
	const fits = fitting(patterns, separator);
	return patterns.every(isLiteral) ? fits : remembering(fits);
}
function fitting(patterns, separator) {
	const literal = new Set(patterns.filter(isLiteral));
	const globs = patterns.filter((pattern) => !isLiteral(pattern)).map((pattern) => matcher(pattern, separator));
	if (globs.length === 0) return (text) => literal.has(text);
	if (literal.size === 0 && globs.length === 1) return globs[0];
	return (text) => literal.has(text) || globs.some((matches) => matches(text));
}
function meaning(things, separator, formsOf = (text) => [text]) {
	const none = [];
	if (things.length === 0) return () => none;
	const ready = things.map(({ one, patterns }) => ({
		one,
		fits: fitting(patterns, separator)
	}));
	return remembering((text) => {
		const forms = formsOf(text);
		return ready.filter(({ fits }) => forms.some(fits)).map(({ one }) => one);
	});
}
function isLiteral(pattern) {
	return !/[\\*?]/.test(pattern);
}
function withoutSlash$1(pattern) {
	return pattern.replace(/^\/+/, "");
}
function purlMatcher(patterns) {
	const fits = fitting(patterns, "");
	return remembering((purl) => purlForms(purl).some(fits));
}
function purlForms(purl) {
	const [plain = ""] = purl.split(/[?#]/, 1);
	const at = plain.lastIndexOf("@");
	return [
		purl,
		plain,
		...at > plain.lastIndexOf("/") ? [plain.slice(0, at)] : []
	];
}
function imageMatcher(patterns) {
	const ready = patterns.map((pattern) => {
		const colon = pattern.indexOf(":", pattern.lastIndexOf("/") + 1);
		const [repository, tag] = colon < 0 ? [pattern] : [pattern.slice(0, colon), pattern.slice(colon + 1)];
		const ofRepository = repository === "" ? void 0 : matcher(repository);
		const ofTag = tag === void 0 ? void 0 : matcher(tag);
		return (name) => (ofRepository?.(repositoryOf(name)) ?? true) && (ofTag?.(tagOf(name)) ?? true);
	});
	return (name) => ready.some((matches) => matches(name));
}
function tagOf(name) {
	const [tagged = "", digest] = name.split("@", 2);
	const colon = tagged.indexOf(":", tagged.lastIndexOf("/") + 1);
	if (colon >= 0) return tagged.slice(colon + 1);
	return digest === void 0 ? "latest" : "";
}
function remembering(question) {
	const known = new Map();
	return (text) => {
		const said = known.get(text);
		if (said !== void 0) return said;
		const answer = question(text);
		if (known.size < MAX_REMEMBERED) known.set(text, answer);
		return answer;
	};
}
// src/policy/conditions/branch.ts
const UNTOLD$8 = {
	what: "which branch or tag this is",
	remedy: "Name it with --branch."
};
const branch = condition({
	key: "branch",
	schema: oneOrMany(text$1).describe("Only where the branch or tag that is built fits this pattern or one of these (`main`, `release/**`): that of --branch, or of the CI's variables. Where nobody tells it, the rule cannot be told, which is a gap."),
	weight: 3,
	words: (value) => `on ${either(listOf(value))}`,
	ready(value) {
		const isMeant = anyOf(listOf(value));
		return ({ around }) => around.branch === void 0 ? UNTOLD$8 : isMeant(around.branch);
	}
});
// src/policy/nouns.ts
const CATEGORY_NOUNS = {
	system: ["system vulnerability", "system vulnerabilities"],
	application: ["application vulnerability", "application vulnerabilities"],
	malware: ["malicious sample", "malicious samples"],
	sensitive: ["sensitive file", "sensitive files"],
	baseline: ["baseline risk", "baseline risks"],
	instruction: ["instruction risk", "instruction risks"]
};
// src/policy/conditions/category.ts
const category = condition({
	key: "category",
	schema: oneOrMany(_enum(CATEGORIES)).describe("Only what is of this category, or of one of these; without it, of any."),
	weight: 2.5,
	words: (value) => inCategories(listOf(value)),
	ready(value) {
		const wanted = new Set(listOf(value));
		return (facts) => wanted.has(facts.category);
	}
});
function inCategories(value) {
	const wanted = CATEGORIES.filter((one) => value.includes(one));
	if (wanted.length === CATEGORIES.length) return "";
	const both = wanted.includes("system") && wanted.includes("application");
	return `in ${either(wanted.filter((one) => !(both && one === "application")).map((one) => both && one === "system" ? "vulnerabilities" : CATEGORY_NOUNS[one][1]))}`;
}
// src/policy/conditions/cvss.ts
const UNTOLD$7 = {
	what: "the CVSS score or vector of a vulnerability",
	remedy: "Add a severity to the rule, so that it hangs on the score only where that decides, or waive the finding."
};
const cvss = condition({
	key: "cvss",
	schema: strictObject({
		min: number().min(0).max(10).optional().describe("A score of at least this."),
		vector: record(string().regex(/^[A-Z][A-Za-z]{0,3}$/, "must be a metric of CVSS, such as AV"), oneOrMany(string().regex(/^[A-Za-z]{1,8}$/, "must be a value of CVSS, such as N"))).optional().describe("Metrics that the vector must have with this value, or one of these: `{ AV: N, PR: [N, L] }`.")
	}).refine((given) => given.min !== void 0 || given.vector !== void 0, "must have min, vector or both").describe("Only vulnerabilities that some source scores so: each source's newest versions count (4 and 3; 2 where it has no other). Where no source has a score, the rule cannot be told, which is a gap."),
	weight: 10,
	words: ({ min, vector }) => {
		const parts = Object.entries(vector ?? {}).map(([metric, values]) => `${metric}:${either(listOf(values))}`);
		const score = min === void 0 ? [] : [`a CVSS score of ${min} or more`];
		const shape = parts.length === 0 ? [] : [`${parts.join(" and ")} in its CVSS vector`];
		return `with ${[...score, ...shape].join(" and ")}`;
	},
	ready({ min, vector }) {
		const metrics = Object.entries(vector ?? {}).map(([metric, values]) => [metric, new Set(listOf(values))]);
		const answer = ([score, text]) => {
			if (min !== void 0 && score !== void 0 && score < min) return false;
			if (metrics.length > 0 && text !== void 0 && !metrics.every(([metric, values]) => values.has(metricOf(text, metric)))) return false;
			return (min === void 0 || score !== void 0) && (metrics.length === 0 || text !== void 0) ? true : UNTOLD$7;
		};
		return ({ vulnerability, cvss: rows }) => {
			if (vulnerability === void 0) return false;
			let told = rows.length === 0 ? UNTOLD$7 : false;
			for (const row of rows) {
				const one = answer(row);
				if (one === true) return true;
				if (one !== false) told = one;
			}
			return told;
		};
	}
});
function metricOf(vector, metric) {
	return vector.split("/").find((one) => one.startsWith(`${metric}:`))?.slice(metric.length + 1) ?? "";
}
// src/policy/conditions/cwe.ts
const cwe = condition({
	key: "cwe",
	schema: oneOrMany(union([number().int().min(1).max(1e6), string().regex(/^(?:CWE-)?[1-9]\d{0,5}$/i, "must be a weakness such as CWE-79")])).describe("Only vulnerabilities of this weakness (`CWE-79`), or of one of these. One that nobody assigned a weakness to has none."),
	weight: 9,
	words: (value) => `of ${either(listOf(value).map(idOf))}`,
	ready(value) {
		const wanted = new Set(listOf(value).map(idOf));
		return ({ vulnerability }) => vulnerability?.advisory.cwes.some((id) => wanted.has(id)) ?? false;
	}
});
function idOf(given) {
	return `CWE-${String(given).replace(/^CWE-/i, "")}`;
}
// src/policy/conditions/environment.ts
const UNTOLD$6 = {
	what: "for which environment this is",
	remedy: "Name it with --environment; a word that no rule has, such as none, says that it is for none."
};
const environment = condition({
	key: "environment",
	schema: oneOrMany(text$1).describe("Only where the environment that the image is for fits this pattern or one of these (`production`, `review/**`): that of --environment, or of the CI's variables. Where nobody tells it, the rule cannot be told, which is a gap."),
	weight: 3,
	words: (value) => `for ${either(listOf(value))}`,
	ready(value) {
		const isMeant = anyOf(listOf(value));
		return ({ around }) => around.environment === void 0 ? UNTOLD$6 : isMeant(around.environment);
	}
});
// src/policy/conditions/epss.ts
const UNTOLD$5 = {
	what: "the EPSS score of a vulnerability",
	remedy: "Give --epss a newer file."
};
const epss = condition({
	key: "epss",
	schema: strictObject({ min: number().min(0).max(1).describe("A probability from 0 to 1.") }).describe("Only vulnerabilities whose EPSS score, from the file of --epss, is at least this. FIRST scores CVEs only: what has no CVE has no score, nor has one that was published before the file's day and is not in it. A CVE that may be newer than the file cannot be told, which is a gap. Without --epss the policy is refused."),
	weight: 11,
	words: ({ min }) => `with an EPSS score of ${min} or more`,
	ready({ min }) {
		return ({ vulnerability, cves, around: { exploitation } }) => {
			if (vulnerability === void 0 || cves.length === 0) return false;
			const { epss: scores } = exploitation;
			if (scores === void 0) return UNTOLD$5;
			const known = cves.flatMap((cve) => scores.scoreOf(cve) ?? []);
			if (known.length > 0) return known.some((score) => score >= min);
			const published = timeOf(vulnerability.advisory.published);
			return scores.day !== void 0 && published !== void 0 && published < Date.parse(scores.day) ? false : UNTOLD$5;
		};
	}
});
// src/policy/conditions/fix-age.ts
const fixAge = condition({
	key: "fix-age",
	schema: days.describe("A grace period: only vulnerabilities with a fix, of which the fix may be known for so long (`14d`). Databases do not tell the day of a fix: the days count from the publication, the earliest it can be, so that a rule blocks rather too early than too late."),
	weight: 12,
	words: (value) => `with a fix for ${value} days or longer`,
	ready: (value) => (facts) => facts.vulnerability?.fixedIn === void 0 ? false : isOlderThan(value, facts)
});
// src/policy/conditions/fixable.ts
const fixable = condition({
	key: "fixable",
	schema: boolean().describe("true: only vulnerabilities with a fixed version; false: only those without one."),
	weight: 1,
	words: (value) => value ? "with a fix" : "without a fix",
	ready: (value) => ({ vulnerability }) => vulnerability !== void 0 && vulnerability.fixedIn !== void 0 === value
});
// src/policy/conditions/image.ts
const UNTOLD$4 = {
	what: "the name of the image",
	remedy: "Scan it by its name, or save it with one."
};
const image = condition({
	key: "image",
	schema: oneOrMany(text$1).describe("Only for images with a name that fits this pattern or one of these: `registry.example.com/prod/**` (any tag), `**:release-*` (this tag), `**/app:latest`. An image without a name cannot be told, which is a gap."),
	weight: 3,
	words: (value) => `in the image ${either(listOf(value))}`,
	ready(value) {
		const isMeant = imageMatcher(listOf(value));
		return ({ around: { images } }) => images.length === 0 ? UNTOLD$4 : images.some(isMeant);
	}
});
// src/policy/conditions/kev.ts
const UNTOLD$3 = {
	what: "whether a vulnerability is known to be exploited",
	remedy: "Give --kev the catalogue of CISA."
};
const kev = condition({
	key: "kev",
	schema: boolean().describe("true: only vulnerabilities that are known to be exploited, by the catalogue of --kev; false: only those that are not in it. Without --kev the policy is refused."),
	weight: 11,
	words: (value) => value ? "known to be exploited" : "not known to be exploited",
	ready(value) {
		return ({ vulnerability, cves, around: { exploitation } }) => {
			if (vulnerability === void 0) return false;
			const { kev: known } = exploitation;
			return known === void 0 ? UNTOLD$3 : cves.some((cve) => known.has(cve)) === value;
		};
	}
});
// src/policy/conditions/layer.ts
const layer = condition({
	key: "layer",
	schema: oneOrMany(union([number().int().min(1).max(1e5), string().regex(/^sha256:[0-9a-f]{64}$/, "must be a number from 1, or a diff id (sha256:…)")])).describe("Only what lies in this layer, or in one of these: numbers as reports count them, 1 = the lowest, or diff ids. What lies in no file is in no layer."),
	weight: 4,
	words: (value) => `in layer ${either(listOf(value))}`,
	ready(value) {
		const wanted = new Set(listOf(value));
		return ({ finding, location }) => {
			if (finding === void 0) return MISSED;
			return location !== void 0 && (wanted.has(location.layer + 1) || wanted.has(location.diffId));
		};
	}
});
// src/policy/conditions/licence.ts
const UNTOLD$2 = {
	what: "the licence of a package",
	remedy: "Add a package or purl to the rule, so that it hangs on the licence only where that decides."
};
const licence = condition({
	key: "licence",
	schema: oneOrMany(text$1).describe("Only vulnerabilities of packages under a licence that fits this pattern or one of these (`AGPL-*`; case does not matter). Where a package does not tell its licence, the rule cannot be told, which is a gap."),
	weight: 9,
	words: (value) => `under ${either(listOf(value))}`,
	ready(value) {
		const isMeant = anyOf(listOf(value).map((one) => one.toLowerCase()), "");
		return ({ vulnerability }) => {
			if (vulnerability === void 0) return false;
			const { licenses = [] } = vulnerability.package;
			return licenses.length === 0 ? UNTOLD$2 : licenses.some((one) => isMeant(one.toLowerCase()));
		};
	}
});
// src/policy/conditions/new.ts
const UNTOLD$1 = {
	what: "which findings are new",
	remedy: "Give an earlier result with --baseline."
};
const isNew = condition({
	key: "new",
	schema: boolean().describe("true: only what the baseline does not have; false: only what it has. Without a baseline the policy is refused."),
	weight: 8,
	words: (value) => value ? "that is new" : "that was there before",
	ready(value) {
		return ({ finding, around }) => {
			if (finding === void 0) return MISSED;
			return around.isNew === void 0 ? UNTOLD$1 : around.isNew(finding) === value;
		};
	}
});
// src/policy/conditions/owner.ts
const UNTOLD = {
	what: "whose a finding is, the base image's or the image's own",
	remedy: "Name the Dockerfile with --dockerfile."
};
const owner = condition({
	key: "owner",
	schema: _enum(["base", "own"]).describe("Only what the base image brought, or only what the image's own instructions did. Where nobody tells whose it is, the rule cannot be told, which is a gap."),
	weight: 8,
	words: (value) => value === "base" ? "of the base image" : "of the image's own",
	ready(value) {
		return ({ finding, around }) => {
			if (finding === void 0) return MISSED;
			const found = ownerOf(around, finding);
			return found === "unknown" ? UNTOLD : found === value;
		};
	}
});
// src/policy/conditions/package.ts
const packageName = condition({
	key: "package",
	schema: oneOrMany(text$1).describe("Only vulnerabilities of packages whose name, or source package's name, fits this pattern or one of these; `*` stands for anything."),
	weight: 5,
	words: (value) => `in package ${either(listOf(value))}`,
	ready(value) {
		const isMeant = anyOf(listOf(value), "");
		return ({ vulnerability }) => {
			if (vulnerability === void 0) return false;
			const { name, source } = vulnerability.package;
			return isMeant(name) || source !== void 0 && isMeant(source.name);
		};
	}
});
// src/policy/conditions/path.ts
const path$1 = condition({
	key: "path",
	schema: oneOrMany(text$1).describe("Only what lies at a path of the image that fits this pattern or one of these (`srv/app/**`). What lies in no file is at no path; a package lies where its record does."),
	weight: 7,
	words: (value) => `at ${either(listOf(value))}`,
	ready(value) {
		const isMeant = anyOf(listOf(value).map(withoutSlash$1));
		return ({ finding, location }) => finding === void 0 ? MISSED : location !== void 0 && isMeant(location.path);
	}
});
// src/policy/conditions/published-before.ts
const publishedBefore = condition({
	key: "published-before",
	schema: date.describe("Only vulnerabilities that were published before this day (UTC, YYYY-MM-DD). Where the database does not tell the day, the rule cannot be told, which is a gap."),
	weight: 12,
	words: (value) => `published before ${value}`,
	ready(value) {
		const end = Date.parse(value);
		return ({ vulnerability }) => {
			if (vulnerability === void 0) return false;
			const published = timeOf(vulnerability.advisory.published);
			return published === void 0 ? UNTOLD_DAY : published < end;
		};
	}
});
// src/policy/conditions/purl.ts
const purl = condition({
	key: "purl",
	schema: oneOrMany(text$1).describe("Only vulnerabilities of packages whose purl fits this pattern or one of these (`pkg:npm/lodash`, `pkg:maven/org.apache.*`); `*` stands for anything. Without a version it is any version, without qualifiers any qualifiers."),
	weight: 6,
	words: (value) => `in ${either(listOf(value))}`,
	ready(value) {
		const isMeant = purlMatcher(listOf(value));
		return ({ vulnerability }) => vulnerability !== void 0 && isMeant(vulnerability.package.purl);
	}
});
// src/policy/conditions/rule.ts
const rule = condition({
	key: "rule",
	schema: oneOrMany(text$1).describe("Only what this rule (`DD-DF-002`) or advisory (`CVE-…`, `GHSA-…`, any alias) has found, or one of these; `*` stands for anything."),
	weight: 2,
	words: (value) => `by ${either(listOf(value))}`,
	ready(value) {
		const isMeant = anyOf(listOf(value).map((id) => id.toUpperCase()));
		return ({ ids }) => ids.some(isMeant);
	}
});
// src/policy/conditions/severity.ts
const severity = condition({
	key: "severity",
	schema: union([_enum(SEVERITIES), array(_enum(SEVERITIES)).min(1)]).describe("Findings of this severity or worse; `unknown` is all of them. A list: findings of exactly one of these."),
	weight: 0,
	words: (value) => typeof value === "string" ? orWorse(value) : either(value),
	ready(value) {
		if (typeof value === "string") {
			const floor = SEVERITIES.indexOf(value);
			return ({ rank }) => rank >= floor;
		}
		const ranks = SEVERITIES.map((one) => value.includes(one));
		return ({ rank }) => ranks[rank] === true;
	}
});
function orWorse(severity) {
	if (severity === "unknown") return "any severity";
	return severity === "critical" ? severity : `${severity} or worse`;
}
const status = condition({
	key: "status",
	schema: oneOrMany(_enum(Object.keys({
		fixed: true,
		affected: true,
		"under-investigation": true,
		"will-not-fix": true,
		"fix-deferred": true,
		"end-of-life": true,
		unknown: true
	}))).describe("Only vulnerabilities of which the vendor says this, or one of these; where the vendor says nothing: `unknown`."),
	weight: 3,
	words: (value) => `with the status ${either(listOf(value))}`,
	ready(value) {
		const wanted = new Set(listOf(value));
		return ({ vulnerability }) => vulnerability !== void 0 && wanted.has(vulnerability.status);
	}
});
// src/policy/conditions/form.ts
const CONDITIONS = Object.values(__exportAll({
	age: () => age,
	branch: () => branch,
	category: () => category,
	cvss: () => cvss,
	cwe: () => cwe,
	environment: () => environment,
	epss: () => epss,
	fixAge: () => fixAge,
	fixable: () => fixable,
	image: () => image,
	isNew: () => isNew,
	kev: () => kev,
	layer: () => layer,
	licence: () => licence,
	owner: () => owner,
	packageName: () => packageName,
	path: () => path$1,
	publishedBefore: () => publishedBefore,
	purl: () => purl,
	rule: () => rule,
	severity: () => severity,
	status: () => status
})).toSorted((a, b) => a.weight - b.weight || (a.key < b.key ? -1 : 1));
const MAX_NESTING = 8;
const MAX_CONDITIONS = 1e3;
const conditionKeys = {
	...Object.fromEntries(CONDITIONS.map(({ key, schema }) => [key, schema.optional()])),
	get all() {
		return array(conditions).min(1).optional().describe("All of these must hold.");
	},
	get any() {
		return array(conditions).min(1).optional().describe("At least one of these must hold.");
	},
	get not() {
		return conditions.optional().describe("This must not hold.");
	}
};
const conditions = strictObject(conditionKeys).meta({
	id: "conditions",
	description: "What must hold of a finding."
});
function excess(rule) {
	let number = 0;
	const depthOf = (of) => {
		number++;
		const inner = [
			...of.all ?? [],
			...of.any ?? [],
			...of.not === void 0 ? [] : [of.not]
		];
		return inner.length === 0 ? 0 : 1 + Math.max(...inner.map(depthOf));
	};
	if (depthOf(rule) > MAX_NESTING) return `conditions are nested in more than ${MAX_NESTING} levels`;
	return number > MAX_CONDITIONS ? `has more than ${MAX_CONDITIONS} nested conditions` : void 0;
}
// src/policy/conditions/question.ts
function questionOf(conditions) {
	const { all = [], any, not } = conditions;
	const said = conditions;
	const parts = [
		...CONDITIONS.filter(({ key }) => said[key] !== void 0).map(({ key, ready }) => ready(said[key])),
		...all.map(questionOf),
		...any === void 0 ? [] : [someOf(any.map(questionOf))],
		...not === void 0 ? [] : [notOf(questionOf(not))]
	];
	return parts.length === 1 ? parts[0] : everyOf(parts);
}
function everyOf(parts) {
	return (facts) => {
		let answer = true;
		for (const part of parts) {
			const told = part(facts);
			if (told === false) return false;
			if (told !== true && answer === true) answer = told;
		}
		return answer;
	};
}
function someOf(parts) {
	return (facts) => {
		let answer = false;
		for (const part of parts) {
			const told = part(facts);
			if (told === true) return true;
			if (told !== false && answer === false) answer = told;
		}
		return answer;
	};
}
function notOf(part) {
	return (facts) => {
		const told = part(facts);
		return typeof told === "boolean" ? !told : told;
	};
}
// src/policy/conditions/words.ts
const MAX_WORDS = 400;
function wordsOf(conditions) {
	const words = phrase(conditions);
	return words.length > MAX_WORDS ? `${words.slice(0, 399)}…` : words;
}
function phrase(conditions) {
	const { all = [], any, not } = conditions;
	const said = conditions;
	const flat = CONDITIONS.filter(({ key }) => said[key] !== void 0).map(({ key, words }) => words(said[key])).filter((words) => words !== "").join(" ");
	const nested = [
		...all.map((one) => `and ${inner(one)}`),
		...any === void 0 ? [] : [`and ${any.length === 1 ? "" : "either "}${any.map(inner).join(" or ")}`],
		...not === void 0 ? [] : [`but not ${inner(not)}`]
	];
	const first = nested.length > 0 && flat === "" ? [nested[0].replace(/^and /, ""), ...nested.slice(1)] : nested;
	const text = [...flat === "" ? [] : [flat], ...first].join(", ");
	return text === "" ? "any" : text;
}
function inner(conditions) {
	const words = phrase(conditions);
	return words.includes(", ") ? `(${words})` : words;
}
// src/policy/describe.ts
function describeRule(rule) {
	return `${rule.name === void 0 ? "" : `${rule.name}: `}${countAndConditions(rule)}`;
}
function countAndConditions(rule) {
	const count = rule.count === 1 ? "" : `at least ${rule.count} of `;
	const isNested = rule.all !== void 0 || rule.any !== void 0;
	const severity = rule.severity ?? (isNested ? void 0 : "unknown");
	return `${count}${wordsOf({
		...rule,
		severity
	})}`;
}
// src/policy/decide.ts
function decisions(block, warn) {
	const said = new Map();
	const saying = (rule, make) => {
		const known = said.get(rule) ?? make();
		said.set(rule, known);
		return known;
	};
	return (index) => {
		const [blocking, warning] = [block.metBy(index), warn.metBy(index)];
		if (blocking?.fired) return saying(blocking, () => fired("block", blocking));
		if (warning?.fired) return saying(warning, () => fired("warn", warning));
		const untold = block.untoldBy(index) ?? warn.untoldBy(index);
		if (untold?.missing !== void 0) return undecided(untold, untold.missing.what);
		const counted = blocking ?? warning;
		return counted === void 0 ? UNASKED : saying(counted, () => tooFew(counted));
	};
}
const UNASKED = {
	action: "note",
	because: "No rule of the policy asks for it."
};
function fired(action, { rule }) {
	return {
		action,
		because: `${action === "block" ? "Blocked by" : "Warned of by"}: ${describeRule(rule)}.`
	};
}
function tooFew({ rule, matches }) {
	return {
		action: "note",
		because: `Counted by: ${describeRule(rule)}; ${matches} of ${rule.count} found.`
	};
}
function undecided({ rule }, what) {
	return {
		action: "note",
		because: `Whether it counts for a rule cannot be told (${describeRule(rule)}): nobody tells ${what}.`
	};
}
// src/policy/exceptions.ts
function excepted(finding, { locked }) {
	if (finding.kind !== "risk" || finding.exception === void 0 || locked.waivers !== void 0) return void 0;
	const { by, reason, until } = finding.exception;
	return by === "hadolint" ? `Excepted in the Dockerfile for hadolint: ${reason}` : `Excepted in the Dockerfile until ${until}: ${reason}`;
}
function exceptionRemarks(findings, { locked }) {
	if (locked.waivers === void 0) return [];
	const number = findings.filter((finding) => finding.kind === "risk" && finding.exception !== void 0).length;
	if (number === 0) return [];
	return [`${number === 1 ? "1 exception" : `${number} exceptions`} in the Dockerfile did not count: ${locked.waivers} has locked the waivers.`];
}
// src/policy/hiding.ts
function hiding({ severity, categories, waived }) {
	return ({ finding, action }) => {
		if (action === "block" || action === "warn") return false;
		if (waived === false && action === "waive") return true;
		if (severity !== void 0 && !atLeast(finding.severity, severity)) return true;
		return categories !== void 0 && !categories.includes(categoryOf(finding));
	};
}
const locksForm = array(_enum([
	"block",
	"gaps",
	"waivers",
	"waivers-need",
	"scope",
	"settings",
	"report"
])).describe("What policies that are named later, and the command line, may only make stricter. block: rules may be added, and neither --fail-on nor --ignore-unfixed takes any away. gaps: kinds may be made to block. waivers: none may be added, neither by exceptions in a Dockerfile nor by ignore files of other tools. The others must not be said again.");
function lockMistakes(file, before, document) {
	return [...before.locked].flatMap(([key, by]) => {
		if (key === "block" || file[key] === void 0) return [];
		const at = (path) => document === void 0 ? 0 : start(nodeAt(document, path));
		if (key !== "gaps") return [{
			at: at([key]),
			text: `"${key}" is locked by ${by}: ${key === "waivers" ? "none may be added" : "it must not be said again"}`
		}];
		const { gaps } = file;
		return Object.keys(before.gaps).filter((kind) => {
			return (typeof gaps === "string" ? gaps : gaps?.[kind]) === "ignore" && before.gaps[kind] === "block";
		}).slice(0, typeof gaps === "string" ? 1 : void 0).map((kind) => ({
			at: at(typeof gaps === "string" ? [key] : [key, kind]),
			text: `"${key}" is locked by ${by}: gaps that block must not be ignored`
		}));
	});
}
// src/policy/report-form.ts
const reportForm = strictObject({
	severity: _enum(SEVERITIES).optional().describe("Shows findings of this severity or worse. Default: unknown, which is all of them."),
	categories: array(_enum(CATEGORIES)).min(1).optional().describe("Shows findings of these categories. Default: all."),
	waived: boolean().optional().describe("Shows what is waived. Default: true.")
}).describe("What the table and SARIF show. What blocks and what a rule warns of is shown whatever stands here, and the JSON report has everything.");
// src/policy/scope-schema.ts
const scopeForm = strictObject({
	categories: array(_enum(CATEGORIES)).min(1).optional().describe("What to look for; without it, everything."),
	profile: _enum(PROFILES).optional().describe("default: with the guards of the catalogue; acr: the seven instruction risks read as Security Center reads them; strict: also matters of taste."),
	rules: record(string().regex(/^DD-[A-Z]{2}-\d{3}[a-z]?$/, "must be the id of a rule, such as DD-DF-002"), union([
		_enum(["on", "off"]),
		boolean(),
		_enum(SEVERITIES)
	])).optional().describe("Rules that are switched on or off, or rated with another severity."),
	exclude: array(text$1).optional().describe("Patterns of paths in the image (`usr/share/doc/**`) where findings of rules are left out."),
	limits: strictObject({
		"file-size": bytes.optional().describe("Files over this size are not searched for secrets and malicious samples, which is a gap."),
		time: duration.optional().describe("When reading the layers takes longer, the rest is not read, which is a gap.")
	}).optional()
}).describe("What to look for, and how far.");
const settingsForm = strictObject({
	"allowed-bases": array(text$1).optional().describe("Patterns of images to build on (`registry.example.com/base/*`); others are findings."),
	"extended-support": array(string().regex(/^[a-z-]+:\S+$/, "must be a distribution and release, such as debian:10")).optional().describe("Releases for which paid extended support is at hand."),
	"no-health-check": boolean().optional().describe("The image needs none: a run-once tool, or probed from outside."),
	"required-labels": record(text$1, _enum(LABEL_FORMS)).optional().describe("Labels that every image must have, with their form."),
	"max-age": string().regex(/^\d{1,5}d$/, "must be days, such as 90d").optional().describe("An image that was built longer ago is a finding."),
	"allowed-ports": array(number().int().min(1).max(65535)).optional(),
	"trusted-hosts": array(text$1).optional().describe("Hosts from which plain HTTP is all right: the build network's own mirrors."),
	"trusted-roots": array(string().regex(/^[0-9a-fA-F]{64}$/, "must be a SHA-256 fingerprint in hexadecimal")).optional().describe("Root certificates that are meant to be there."),
	"allowed-tools": array(text$1).optional().describe("Programs that may be in the image."),
	products: array(strictObject({
		path: text$1.describe("Pattern of paths in the image."),
		reason: text$1,
		expires: date
	})).optional().describe("Security tools or dual-use programs that are in the image on purpose.")
}).describe("What the project says about itself.");
// src/policy/waiver-schema.ts
const waiver = strictObject({
	id: text$1.optional().describe("CVE, GHSA or any other id or alias of the vulnerability; case does not matter."),
	rule: text$1.optional().describe("Id of the rule that fired, such as `DD-SF-002`."),
	fingerprint: string().regex(/^[0-9a-f]{8,64}$/, "must be the fingerprint of a finding, or its first 8 digits or more").optional().describe("Of one finding, as the reports show it; the first 8 digits are enough."),
	package: text$1.optional().describe("Pattern of the name of the package, or of its source package; without an id, all of its vulnerabilities."),
	purl: text$1.optional().describe("Pattern of the purl of the package (`pkg:npm/lodash@4.*`); without a version any version, without qualifiers any."),
	path: text$1.optional().describe("Pattern of the path in the image (`*`, `**`); without it, anywhere."),
	instruction: text$1.optional().describe("With `rule`: pattern of the Dockerfile's instruction (`RUN curl *`); without it, any."),
	images: oneOrMany(text$1).optional().describe("Patterns of repositories of images, without tag, for which it holds; without it, for all of them."),
	reason: text$1.optional().describe("Why this is acceptable. Shown in every report."),
	expires: date.optional().describe("Last day (UTC) on which the waiver holds, YYYY-MM-DD."),
	owner: text$1.optional().describe("Who answers for it.")
}).check((given) => {
	const { id, rule, fingerprint, package: name, purl, path, instruction } = given.value;
	const say = (message) => given.issues.push({
		code: "custom",
		message,
		input: given.value
	});
	if ([
		id,
		rule,
		fingerprint,
		name,
		purl,
		path
	].every((one) => one === void 0)) say("must name what it waives: an id, a rule, a fingerprint, a package, a purl or a path");
	if (instruction !== void 0 && rule === void 0) say("instruction goes with rule");
}).describe("Accepted findings, with a reason and an end. What it names must all fit.");
const waiversNeed = strictObject({
	reason: boolean().optional().describe("Default: true."),
	expires: boolean().optional().describe("Default: true.")
}).describe("What every waiver must say. What is not needed is remarked on in every verdict.");
const NEEDS = ["reason", "expires"];
function missingIn(file) {
	const { waivers = [], "waivers-need": need = {} } = file;
	return waivers.flatMap((one, index) => NEEDS.filter((key) => need[key] !== false && one[key] === void 0).map((key) => ({
		path: [
			"waivers",
			index,
			key
		],
		message: `"${key}" is missing`
	})));
}
function withNeeds(schema) {
	const rules = NEEDS.map((key) => ({
		if: {
			type: "object",
			properties: { "waivers-need": {
				type: "object",
				properties: { [key]: { const: false } },
				required: [key]
			} },
			required: ["waivers-need"]
		},
		else: {
			type: "object",
			properties: { waivers: {
				type: "array",
				items: {
					type: "object",
					properties: { [key]: {} },
					required: [key]
				}
			} }
		}
	}));
	return {
		...schema,
		allOf: rules
	};
}
function laxities(file) {
	const { waivers = [], "waivers-need": need = {} } = file;
	return NEEDS.flatMap((key) => {
		const number = waivers.filter((one) => one[key] === void 0).length;
		if (need[key] !== false || number === 0) return [];
		return [`${number} waiver${number === 1 ? " has" : "s have"} no ${key === "expires" ? "end" : "reason"}; the policy allows that.`];
	});
}
// src/policy/schema.ts
const gapKinds = {
	unreadable: "Content that is corrupt or in an unknown form.",
	limit: "A cap on size, count, depth or time fired.",
	"unsupported-distro": "The database has no advisories for this distribution or release.",
	"no-os": "Nothing tells which distribution this is, though packages are there.",
	version: "An installed or fixed version that cannot be parsed.",
	"third-party": "Packages of a vendor whose advisories the database does not carry.",
	"no-source": "Software for which no advisories are published in a form that the database carries.",
	unproven: "A rule whose input is missing, so that nobody can tell whether it fires.",
	advisory: "The database has no answer for some other reason."
};
const GAP_KINDS = Object.keys(gapKinds);
const ruleKeys = {
	name: text$1.optional().describe("Shown when the rule fires."),
	message: text$1.optional().describe("A sentence for the people who see the verdict."),
	count: number().int().min(1).default(1).describe("Fires when at least this many are found. A vulnerability in two packages counts twice; waived findings do not count.")
};
const warnRule = ruleOf(strictObject({
	...ruleKeys,
	...conditionKeys
})).describe("Fires when enough findings meet all of its conditions; they are then shown as warnings, and the verdict stays.");
const blockRule = ruleOf(strictObject({
	...ruleKeys,
	action: _enum([
		"block",
		"retag",
		"delete-tag"
	]).optional().describe("What else becomes of the image: retag gives it a quarantine tag, delete-tag takes its tag away; both only where registry actions are switched on. Default: block, and nothing else."),
	...conditionKeys
})).describe("Fires when enough findings meet all of its conditions; the image is then blocked.");
function ruleOf(form) {
	return form.check((given) => {
		const wrong = excess(given.value);
		if (wrong !== void 0) given.issues.push({
			code: "custom",
			message: wrong,
			input: given.value
		});
	});
}
const gapAnswer = _enum(["block", "ignore"]).describe("block: the image stays unproven; ignore: the gap is only reported.");
const gapAnswers$1 = strictObject(Object.fromEntries(GAP_KINDS.map((kind) => [kind, gapAnswer.optional().describe(gapKinds[kind])])));
const policyFile = strictObject({
	version: literal(1).describe("Version of this file's form."),
	block: array(blockRule).optional().describe("Rules of which any one blocks. Absent: vulnerabilities, sensitive files and malicious samples of severity high or worse block, and baseline and instruction risks that are critical. An empty list: nothing blocks, all is reported."),
	warn: array(warnRule).optional().describe("Rules of which each warns: what meets them is shown as a warning and never changes the verdict."),
	chain: denyPolicyForm.optional(),
	gaps: union([gapAnswer, gapAnswers$1]).optional().describe("What a place means that could not be checked, for all kinds or per kind. Default: block, but ignore for no-source."),
	waivers: array(waiver).optional(),
	"waivers-need": waiversNeed.optional(),
	scope: scopeForm.optional(),
	settings: settingsForm.optional(),
	report: reportForm.optional(),
	locked: locksForm.optional()
}).check((given) => {
	for (const { path, message } of missingIn(given.value)) given.issues.push({
		code: "custom",
		path: [...path],
		message,
		input: given.value
	});
}).meta({ title: "drydock policy" });
function policyJsonSchema() {
	return withNeeds({
		...toJSONSchema(policyFile, { io: "input" }),
		$id: "urn:drydock:policy:1"
	});
}
// src/policy/reason.ts
const MAX_RULES = 2;
function reasonFor(outcome, judged, gaps, rules, isDefault) {
	if (outcome === "unproven") return unprovenReason(gaps);
	const blocking = judged.filter(({ action }) => action === "block").map(({ finding }) => finding);
	if (outcome === "blocked") return blockedReason(blocking, rules, isDefault);
	return passReason(judged, rules, isDefault);
}
function blockedReason(blocking, rules, isDefault) {
	const fired = rules.filter((rule) => rule.fired).map(({ rule }) => rule);
	const message = fired.find((rule) => rule.message !== void 0)?.message;
	const why = `${countBySeverity(blocking)} (policy: ${isDefault ? levels(fired) : describeRules(fired)})`;
	return message === void 0 ? why : `${why}: ${message}`;
}
function passReason(judged, rules, isDefault) {
	const noted = judged.filter(({ action, finding }) => (action === "note" || action === "warn") && !(isVulnerability(finding) && finding.status === "not-affected"));
	const waived = judged.filter(({ action }) => action === "waive").length;
	const found = noted.length === 0 ? "nothing found" : countBySeverity(noted.map(({ finding }) => finding));
	const aside = waived === 0 ? "" : `, ${waived} waived`;
	if (isDefault) return `${found}${noted.length === 0 ? "" : ", none that blocks"}${aside} (${DEFAULT_RULES})`;
	const asked = rules.length === 0 ? "nothing blocks" : describeRules(rules.map(({ rule }) => rule));
	return `${found}${noted.length === 0 ? "" : ", none that blocks"}${aside} (policy: ${asked})`;
}
const DEFAULT_RULES = "default policy: high or worse, of baseline and instructions critical";
function levels(rules) {
	return [...new Set(rules.map(({ severity }) => describeRule({
		severity,
		count: 1
	})))].join("; ");
}
function unprovenReason(gaps) {
	const standing = gaps.filter(({ action }) => action === "block").map(({ gap }) => gap);
	const first = standing.toSorted((a, b) => GAP_KINDS.indexOf(a.kind) - GAP_KINDS.indexOf(b.kind) || compare(a.reason, b.reason) || compare(a.where, b.where))[0];
	const others = standing.filter((gap) => gap.reason !== first?.reason).length;
	const more = others === 0 ? "" : ` (and ${others} more ${others === 1 ? "gap" : "gaps"})`;
	return `${first === void 0 ? "" : sentence(first)}${more}`;
}
function sentence({ reason, where }) {
	const line = reason.replace(/\s+/g, " ").trim().replace(/\.$/, "");
	return line.includes(where) ? line : `${where}: ${line}`;
}
function countBySeverity(findings) {
	return [findings.filter(isVulnerability), ...[
		"malware",
		"sensitive",
		"baseline",
		"instruction"
	].map((category) => findings.filter((finding) => categoryOf(finding) === category))].flatMap((group) => group.length === 0 ? [] : [countOf(group)]).join(", ");
}
function countOf(findings) {
	const parts = SEVERITIES.toReversed().flatMap((severity) => {
		const count = findings.filter((finding) => finding.severity === severity).length;
		return count === 0 ? [] : [`${count} ${severityWord(findings[0], severity)}`];
	});
	const [one, many] = isVulnerability(findings[0]) ? ["vulnerability", "vulnerabilities"] : CATEGORY_NOUNS[categoryOf(findings[0])];
	return `${listed(parts)} ${findings.length === 1 ? one : many}`;
}
function listed(words) {
	const last = words.at(-1) ?? "";
	return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}
function severityWord(finding, severity) {
	if (severity === "unknown") return "unrated";
	return severity === "negligible" && !isVulnerability(finding) ? "info" : severity;
}
function describeRules(rules) {
	const shown = rules.slice(0, MAX_RULES).map(describeRule).join("; ");
	return rules.length > MAX_RULES ? `${shown}; and ${rules.length - MAX_RULES} more` : shown;
}
function compare(a, b) {
	return a < b ? -1 : a > b ? 1 : 0;
}
// src/policy/rule-book.ts
var RuleBook = class {
	#rules;
	#questions;
	#byId;
	#ofPackage;
	#ofPurl;
	#ofPath;
	#others;
	constructor(rules) {
		this.#rules = rules;
		this.#questions = rules.map(questionOf);
		const byId = new Map();
		const [packages, purls, paths] = [
			[],
			[],
			[]
		];
		const others = [];
		for (const [one, { rule, package: names, purl, path }] of rules.entries()) if (rule !== void 0 && [rule].flat().every(isLiteral)) addTo(byId, [rule].flat(), one);
		else if (names !== void 0) packages.push({
			one,
			patterns: [names].flat()
		});
		else if (purl !== void 0) purls.push({
			one,
			patterns: [purl].flat()
		});
		else if (path !== void 0) paths.push({
			one,
			patterns: [path].flat().map(withoutSlash$1)
		});
		else others.push(one);
		this.#byId = byId;
		this.#ofPackage = meaning(packages, "");
		this.#ofPurl = meaning(purls, "", purlForms);
		this.#ofPath = meaning(paths, "/");
		this.#others = new Map(CATEGORIES.map((category) => [category, SEVERITIES.map((severity) => others.filter((one) => mayMean(rules[one], category, severity)))]));
	}
	mayAsk(facts) {
		return this.#questions.some((question) => question(facts) !== false);
	}
	counter(findings) {
		const met = new Grid(findings, this.#rules.length);
		const untold = new Grid(findings, this.#rules.length);
		const missing = this.#rules.map(() => void 0);
		return {
			add: (index, facts) => {
				for (const number of this.#candidates(facts)) {
					const answer = this.#questions[number](facts);
					if (answer === true) met.set(index, number);
					else if (answer !== false) {
						untold.set(index, number);
						missing[number] ??= answer;
					}
				}
			},
			counted: () => {
				const rules = this.#rules.map((rule, number) => {
					const matches = met.sum(number);
					return {
						rule,
						matches,
						fired: matches >= rule.count,
						untold: untold.sum(number),
						missing: missing[number]
					};
				});
				const fired = rules.map((one) => one.fired);
				return {
					rules,
					metBy: (finding) => rules[met.first(finding, fired) ?? met.first(finding) ?? -1],
					untoldBy: (finding) => rules[untold.first(finding) ?? -1]
				};
			}
		};
	}
	#candidates({ ids, vulnerability, location, category, rank }) {
		const others = this.#others.get(category)[rank];
		const named = [];
		if (this.#byId.size > 0) for (const id of ids) append(named, this.#byId.get(id));
		if (vulnerability !== void 0) {
			const { name, source, purl } = vulnerability.package;
			append(named, this.#ofPackage(name));
			if (source !== void 0 && source.name !== name) append(named, this.#ofPackage(source.name));
			append(named, this.#ofPurl(purl));
		}
		if (location !== void 0) append(named, this.#ofPath(location.path));
		if (named.length === 0) return others;
		append(named, others);
		return named;
	}
};
function append(to, more) {
	if (more !== void 0) for (const one of more) to.push(one);
}
function mayMean(rule, category, severity) {
	const { category: categories, severity: severities } = rule;
	if (categories !== void 0 && ![categories].flat().includes(category)) return false;
	if (severities === void 0) return true;
	return typeof severities === "string" ? atLeast(severity, severities) : severities.includes(severity);
}
function addTo(index, ids, number) {
	for (const id of new Set(ids.map((one) => one.toUpperCase()))) {
		const numbers = index.get(id);
		if (numbers === void 0) index.set(id, [number]);
		else numbers.push(number);
	}
}
const BITS = 32;
var Grid = class {
	#width;
	#words;
	#sums;
	constructor(rows, columns) {
		this.#width = Math.ceil(columns / BITS);
		this.#words = new Uint32Array(rows * this.#width);
		this.#sums = new Uint32Array(columns);
	}
	set(row, column) {
		const at = row * this.#width + Math.floor(column / BITS);
		const bit = 1 << column % BITS;
		if ((this.#words[at] & bit) !== 0) return;
		this.#words[at] |= bit;
		this.#sums[column]++;
	}
	sum(column) {
		return this.#sums[column];
	}
	first(row, wanted) {
		for (let word = 0; word < this.#width; word++) {
			let bits = this.#words[row * this.#width + word];
			while (bits !== 0) {
				const column = word * BITS + (31 - Math.clz32(bits & -bits));
				if (wanted === void 0 || wanted[column] === true) return column;
				bits &= bits - 1;
			}
		}
	}
};
// src/policy/untold.ts
function untoldRules(rules) {
	return rules.flatMap((counted, index) => {
		if (!mayFire(counted)) return [];
		const where = counted.rule.name ?? `block rule ${index + 1}`;
		return [{
			kind: "unproven",
			where,
			by: "policy",
			reason: `The rule ${where} may block: ${whyUntold(counted)}`
		}];
	});
}
function mayFire({ rule, matches, untold, fired }) {
	return !fired && matches + untold >= rule.count;
}
function whyUntold({ rule, untold, missing }) {
	const number = untold === 1 ? "1 finding hangs" : `${untold} findings hang`;
	return `nobody tells ${missing?.what}, and ${number} on it (${countAndConditions(rule)}). ${missing?.remedy}`;
}
var WaiverBook = class {
	#byKey = new Map();
	#ofPurl;
	#ofPath;
	#others;
	constructor(waivers) {
		const rest = [];
		for (const [number, waiver] of waivers.entries()) {
			const one = ready(waiver, number);
			const key = keyOf(waiver);
			if (key === void 0) rest.push(one);
			else if (this.#byKey.get(key)?.push(one) === void 0) this.#byKey.set(key, [one]);
		}
		const byPurl = rest.flatMap((one) => {
			const { purl } = one.waiver;
			return purl === void 0 ? [] : [{
				one,
				patterns: [purl]
			}];
		});
		const byPath = rest.flatMap((one) => {
			const { purl, path } = one.waiver;
			return purl !== void 0 || path === void 0 ? [] : [{
				one,
				patterns: [withoutSlash$1(path)]
			}];
		});
		this.#ofPurl = meaning(byPurl, "", purlForms);
		this.#ofPath = meaning(byPath, "/");
		this.#others = rest.filter(({ waiver }) => waiver.purl === void 0 && waiver.path === void 0);
	}
	covering(finding) {
		const found = [];
		if (this.#byKey.size > 0) {
			for (const id of idsOf$2(finding)) this.#take(this.#byKey.get(id), finding, found);
			this.#take(this.#byKey.get(finding.fingerprint.slice(0, 8)), finding, found);
		}
		if (isVulnerability(finding)) {
			const { name, source, purl } = finding.package;
			this.#take(this.#byKey.get(packageKey(name)), finding, found);
			if (source !== void 0 && source.name !== name) this.#take(this.#byKey.get(packageKey(source.name)), finding, found);
			this.#take(this.#ofPurl(purl), finding, found);
		}
		if (finding.location !== void 0) this.#take(this.#ofPath(finding.location.path), finding, found);
		this.#take(this.#others, finding, found);
		if (found.length < 2) return found.map(({ waiver }) => waiver);
		return found.sort((a, b) => a.number - b.number).map(({ waiver }) => waiver);
	}
	#take(candidates, finding, found) {
		if (candidates === void 0) return;
		for (const one of candidates) if (one.covers(finding)) found.push(one);
	}
};
function keyOf({ id, rule, fingerprint, package: name }) {
	if (fingerprint !== void 0) return fingerprint.slice(0, 8);
	const named = id ?? rule;
	if (named !== void 0) return named.toUpperCase();
	return name !== void 0 && isLiteral(name) ? packageKey(name) : void 0;
}
function packageKey(name) {
	return `package ${name}`;
}
function ready(waiver, number) {
	const { id, rule, fingerprint, package: name, purl, path, instruction } = waiver;
	const ofPackage = name === void 0 ? void 0 : anyOf([name], "");
	const ofPurl = purl === void 0 ? void 0 : purlMatcher([purl]);
	const atPath = path === void 0 ? void 0 : anyOf([withoutSlash$1(path)]);
	const ofInstruction = instruction === void 0 ? void 0 : matcher(oneBlank(instruction), "");
	return {
		waiver,
		number,
		covers(finding) {
			if (fingerprint !== void 0 && !finding.fingerprint.startsWith(fingerprint)) return false;
			if (id !== void 0 || rule !== void 0) {
				const ids = idsOf$2(finding);
				if (id !== void 0 && !ids.includes(id.toUpperCase())) return false;
				if (rule !== void 0 && !ids.includes(rule.toUpperCase())) return false;
			}
			if (ofPackage !== void 0 && !isAbout(finding, ofPackage)) return false;
			if (ofPurl !== void 0 && !(isVulnerability(finding) && ofPurl(finding.package.purl))) return false;
			if (atPath !== void 0 && !(finding.location && atPath(finding.location.path))) return false;
			return ofInstruction === void 0 || ofInstruction(subjectOf(finding));
		}
	};
}
function isAbout(finding, fits) {
	if (!isVulnerability(finding)) return false;
	const { name, source } = finding.package;
	return fits(name) || source !== void 0 && fits(source.name);
}
function subjectOf(finding) {
	return finding.kind === "risk" ? oneBlank(finding.subject) : "";
}
function oneBlank(text) {
	return text.replace(/\s+/g, " ").trim();
}
// src/policy/waivers.ts
const SOON_DAYS = 14;
function applyWaivers(findings, waivers, { now, images, places = new Map() }) {
	const meant = waivers.filter((waiver) => isForOneOf(waiver, images));
	const book = new WaiverBook(meant);
	const waived = new Map();
	const matches = new Map();
	for (const finding of findings) for (const waiver of book.covering(finding)) {
		matches.set(waiver, (matches.get(waiver) ?? 0) + 1);
		if (!waived.has(finding) && holds(waiver, now)) waived.set(finding, waiver);
	}
	return {
		waived,
		remarks: meant.flatMap((waiver) => remarkOn$1(waiver, matches.get(waiver) ?? 0, now, places.get(waiver)))
	};
}
function holds({ expires }, now) {
	return expires === void 0 || daysLeft(expires, now) >= 0;
}
function describeWaiver(waiver) {
	const owner = waiver.owner === void 0 ? "" : ` (${waiver.owner})`;
	return `Waived ${waiver.expires === void 0 ? "without an end" : `until ${waiver.expires}`}: ${waiver.reason ?? "no reason is given"}${owner}`;
}
function isForOneOf({ images: patterns }, images) {
	if (patterns === void 0) return true;
	const repositories = images.map(repositoryOf);
	return [patterns].flat().some((pattern) => repositories.some(matcher(pattern)));
}
function remarkOn$1(waiver, matches, now, place) {
	const left = waiver.expires === void 0 ? Number.POSITIVE_INFINITY : daysLeft(waiver.expires, now);
	const name = `The waiver for ${nameOf(waiver)}${place === void 0 ? "" : ` (${place})`}`;
	const owner = waiver.owner === void 0 ? "" : ` (owner: ${waiver.owner})`;
	if (left < 0) {
		const effect = matches === 0 ? "it matches nothing; remove it" : `${count$1(matches, "finding")} no longer waived`;
		return [`${name} expired on ${waiver.expires}: ${effect}${owner}.`];
	}
	if (matches === 0) return [`${name} matched nothing; remove it if the image no longer needs it${owner}.`];
	if (left > SOON_DAYS) return [];
	return [`${name} expires ${left === 0 ? "today" : `in ${count$1(left, "day")}`}, on ${waiver.expires}${owner}.`];
}
function nameOf({ id, rule, fingerprint, package: name, purl, path, instruction }) {
	const what = id ?? rule ?? (fingerprint === void 0 ? void 0 : `finding ${fingerprint.slice(0, 8)}`);
	const where = name ?? purl ?? path ?? instruction;
	if (what === void 0) return where ?? "";
	return where === void 0 ? what : `${what} in ${where}`;
}
function count$1(number, noun) {
	return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
// src/policy/warnings.ts
function warningsOf(rules) {
	return rules.flatMap((counted) => {
		const { rule, fired, matches } = counted;
		if (mayFire(counted)) return [`The rule ${rule.name ?? `warn rule ${rules.indexOf(counted) + 1}`} may warn: ${whyUntold(counted)}`];
		if (!fired) return [];
		const message = rule.message === void 0 ? "" : ` ${rule.message}`;
		return [`${matches} finding${matches === 1 ? "" : "s"}: ${describeRule(rule)}.${message}`];
	});
}
// src/policy/judge.ts
function judge(findings, gaps, policy, now, around = {}) {
	const { images = [], suppressed = new Map() } = around;
	const circumstances = {
		layers: [],
		exploitation: {},
		...around,
		now,
		images: images.flatMap((name) => imageNameIn(name) ?? [])
	};
	const { waived, remarks } = applyWaivers(findings, policy.waivers, {
		now,
		images,
		places: policy.places
	});
	const aside = (finding) => waived.has(finding) || suppressed.has(finding) || excepted(finding, policy) !== void 0;
	const book = new RuleBook(policy.block);
	const blocking = book.counter(findings.length);
	const warning = new RuleBook(policy.warn).counter(findings.length);
	for (const [index, finding] of findings.entries()) {
		if (aside(finding) || uncounted(finding, policy) !== void 0) continue;
		const facts = Facts.of(finding, circumstances);
		blocking.add(index, facts);
		warning.add(index, facts);
	}
	const [block, warn] = [blocking.counted(), warning.counted()];
	const decide = decisions(block, warn);
	const rowOf = (finding, index) => {
		const waiver = waived.get(finding);
		if (waiver !== void 0) return {
			finding,
			action: "waive",
			because: describeWaiver(waiver)
		};
		const suppression = suppressed.get(finding);
		if (suppression !== void 0) return {
			finding,
			action: "waive",
			...suppression
		};
		const exception = excepted(finding, policy);
		if (exception !== void 0) return {
			finding,
			action: "waive",
			because: exception
		};
		return {
			finding,
			...uncounted(finding, policy) ?? decide(index)
		};
	};
	const isHidden = hiding(policy.report);
	const judged = findings.map((finding, index) => {
		const row = rowOf(finding, index);
		return isHidden(row) ? {
			...row,
			isHidden: true
		} : row;
	});
	const judgedGaps = [...gaps, ...untoldRules(block.rules)].map((gap) => judgeGap(gap, policy, book, circumstances));
	const outcome = outcomeOf(judged, judgedGaps);
	return {
		outcome,
		reason: reasonFor(outcome, judged, judgedGaps, block.rules, policy.isDefault),
		judged,
		gaps: judgedGaps,
		rules: [...block.rules.map((rule) => judgedRule("block", rule)), ...warn.rules.map((rule) => judgedRule("warn", rule))],
		warnings: warningsOf(warn.rules),
		actions: outcome === "blocked" ? actionsOf(block.rules) : [],
		remarks: [
			...policy.remarks,
			...remarks,
			...exceptionRemarks(findings, policy),
			...around.remarks ?? []
		]
	};
}
function uncounted(finding, { ignoreUnfixed }) {
	if (!isVulnerability(finding)) return void 0;
	if (finding.status === "not-affected") return {
		action: "note",
		because: "The vendor says that this package is not affected."
	};
	return ignoreUnfixed && finding.fixedIn === void 0 ? {
		action: "note",
		because: "There is no fix, and the policy ignores what cannot be fixed."
	} : void 0;
}
function judgeGap(gap, policy, book, around) {
	if (policy.gaps[gap.kind] !== "block") return {
		gap,
		action: "note",
		because: `The policy ignores gaps of kind ${gap.kind}.`
	};
	const { rule } = gap;
	if (rule !== void 0 && !book.mayAsk(Facts.ofMissed(rule, around))) return {
		gap,
		action: "note",
		because: `No rule of the policy asks for ${rule.id.toUpperCase()}.`
	};
	return {
		gap,
		action: "block",
		because: `The policy wants an answer to gaps of kind ${gap.kind}.`
	};
}
function outcomeOf(judged, gaps) {
	if (judged.some(({ action }) => action === "block")) return "blocked";
	return gaps.some(({ action }) => action === "block") ? "unproven" : "pass";
}
function judgedRule(kind, { rule, matches, fired }) {
	const action = registryAction(rule);
	return {
		kind,
		...rule.name === void 0 ? {} : { name: rule.name },
		words: countAndConditions(rule),
		...rule.message === void 0 ? {} : { message: rule.message },
		...action === void 0 ? {} : { action },
		count: rule.count,
		matches,
		fired
	};
}
function actionsOf(rules) {
	const asked = rules.filter(({ fired }) => fired).flatMap(({ rule }) => registryAction(rule) ?? []);
	return [...new Set(asked)];
}
function registryAction(rule) {
	return "action" in rule && rule.action !== "block" ? rule.action : void 0;
}
// src/policy/explain.ts
function explainer(given) {
	const verdict = once(() => decisionsOf(given));
	const unwaived = once(() => decisionsOf(withoutWaivers(given)));
	const rules = [...given.policy.block, ...given.policy.warn];
	const matches = rules.map((rule) => once(() => matchesOf(rule, given)));
	return (finding) => {
		const decision = decisionOn(finding, verdict());
		return {
			decision,
			...decision.action === "waive" ? { unwaived: decisionOn(finding, unwaived()) } : {},
			rules: rules.map((rule, at) => {
				return {
					kind: at < given.policy.block.length ? "block" : "warn",
					...explainedRule(rule, finding, given, matches[at])
				};
			}),
			waivers: given.policy.waivers.flatMap((waiver) => explainedWaiver(waiver, finding, given))
		};
	};
}
function decisionsOf({ findings, policy, now, around }) {
	const { judged } = judge(findings, [], policy, now, around);
	return new Map(judged.map(({ finding, action, because }) => [finding, {
		action,
		because
	}]));
}
function decisionOn(finding, decisions) {
	const decision = decisions.get(finding);
	if (decision === void 0) throw new Error("a finding of another case");
	return decision;
}
function withoutWaivers(given) {
	const { policy, around } = given;
	return {
		...given,
		policy: {
			...policy,
			waivers: []
		},
		around: {
			...around,
			suppressed: new Map()
		}
	};
}
function once(work) {
	let done;
	return () => {
		done ??= { value: work() };
		return done.value;
	};
}
const NO_CONDITIONS = new Set([
	"name",
	"message",
	"count",
	"action"
]);
function explainedRule(rule, finding, given, matches) {
	const conditions = Object.entries(rule).filter(([key, value]) => !NO_CONDITIONS.has(key) && value !== void 0).filter(([key, value]) => !(key === "severity" && value === "unknown")).map(([key, value]) => {
		const alone = {
			count: 1,
			[key]: value
		};
		return {
			words: describeRule(alone).replace(/^any severity,? (?=.)/, ""),
			...told$1("holds", answerTo(alone, finding, given))
		};
	});
	const isMet = answerTo({
		...rule,
		count: 1
	}, finding, given);
	return {
		rule: describeRule(rule),
		conditions,
		...told$1("isMet", isMet),
		count: rule.count,
		...isMet === true ? { matches: matches() } : {}
	};
}
function told$1(key, answer) {
	return answer === void 0 ? {} : { [key]: answer };
}
function answerTo(rule, finding, { policy, now, around }) {
	const bare = bareOf(finding);
	const { isNew } = around;
	const { judged, gaps } = judge([bare], [], alone(rule, policy), now, {
		...around,
		suppressed: new Map(),
		...isNew === void 0 ? {} : { isNew: () => isNew(finding) }
	});
	if (judged[0]?.action === "block") return true;
	return gaps.length > 0 ? void 0 : false;
}
function bareOf(finding) {
	if (finding.kind === "vulnerability") return finding.status === "not-affected" ? {
		...finding,
		status: "affected"
	} : finding;
	const { exception: _, ...rest } = finding;
	return rest;
}
function alone(rule, policy) {
	return {
		...policy,
		block: [rule],
		warn: [],
		ignoreUnfixed: false,
		waivers: [],
		isDefault: false
	};
}
function matchesOf(rule, given) {
	const policy = {
		...given.policy,
		block: [{
			...rule,
			count: 1
		}],
		warn: []
	};
	return [...decisionsOf({
		...given,
		policy
	}).values()].filter(({ action }) => action === "block").length;
}
function explainedWaiver(waiver, finding, given) {
	const { policy, now, around } = given;
	const lastDay = waiver.expires === void 0 ? now : new Date(waiver.expires);
	const covers = (day) => judge([bareOf(finding)], [], {
		...policy,
		block: [],
		warn: [],
		waivers: [waiver]
	}, day, {
		...around,
		suppressed: new Map()
	}).judged[0]?.action === "waive";
	return covers(lastDay) ? [{
		waiver: describeWaiver(waiver),
		isExpired: !covers(now)
	}] : [];
}
// src/policy/file.ts
const FILE_NAMES = [
	"drydock.yml",
	"drydock.yaml",
	"drydock.json"
];
const MAX_BYTES$1 = 1048576;
async function readPolicyFile(path, cwd) {
	return {
		name: path,
		text: await read(resolve(cwd, path), path)
	};
}
async function policyPath(source) {
	const path = source.path === void 0 ? await find(source.cwd) : resolve(source.cwd, source.path);
	if (path === void 0) return { name: FILE_NAMES[0] };
	return {
		path,
		name: source.path ?? basename(path)
	};
}
async function readPolicyText(path, name) {
	return await exists(path) ? await read(path, name) : void 0;
}
async function find(cwd) {
	const there = [];
	for (const name of FILE_NAMES) if (await exists(join(cwd, name))) there.push(name);
	if (there.length > 1) throw new DrydockError("POLICY_INVALID", `There are several policy files: ${there.join(", ")}.`, { hint: "Keep one of them, or name one with --policy." });
	return there[0] === void 0 ? void 0 : join(cwd, there[0]);
}
async function exists(path) {
	try {
		await stat(path);
		return true;
	} catch (error) {
		if (isMissing(error)) return false;
		throw new DrydockError("POLICY_INVALID", `${path}: ${messageOf(error)}`, { cause: error });
	}
}
async function read(path, name) {
	try {
		const { size } = await stat(path);
		if (size > 1048576) throw new DrydockError("POLICY_INVALID", `${name}: ${size} bytes, more than the ${MAX_BYTES$1} allowed.`);
		return new TextDecoder("utf-8", { fatal: true }).decode(await readFile(path));
	} catch (error) {
		if (error instanceof DrydockError) throw error;
		if (isMissing(error)) throw new DrydockError("NOT_FOUND", `There is no policy file ${name}.`, { cause: error });
		throw new DrydockError("POLICY_INVALID", `${name}: ${messageOf(error)}`, { cause: error });
	}
}
function isMissing(error) {
	const code = error instanceof Error && "code" in error ? error.code : void 0;
	return code === "ENOENT" || code === "ENOTDIR";
}
// src/policy/ignore-files/counterparts.ts
const SECRET = "TS ";
function counterpartsIn(rules) {
	const misconfigurations = new Map();
	for (const { id, peers } of rules) for (const peer of peers) if (/^DS-\d/.test(peer)) add(misconfigurations, peer, id);
	const secrets = new Map();
	for (const id of new Set(secretRules.map((rule) => rule.id))) {
		const [first, ...others] = secretRules.filter((rule) => rule.id === id);
		const shared = (first?.peers ?? []).filter((peer) => others.every(({ peers }) => peers.includes(peer)));
		for (const peer of shared) if (peer.startsWith(SECRET)) add(secrets, peer.slice(3), id);
	}
	return { of: ({ misconfiguration, secret }) => [...named$1(misconfigurations, misconfiguration, checkId), ...named$1(secrets, secret, (id) => id)] };
}
function named$1(byId, wanted, spelled) {
	if (wanted === void 0) return [];
	if (wanted === true) return [...byId.values()].flat();
	return byId.get(spelled(wanted) ?? "") ?? [];
}
function checkId(id) {
	const [, number] = /^(?:AVD-)?DS-?(\d{3,4})$/.exec(id) ?? [];
	return number === void 0 ? void 0 : `DS-${number.padStart(4, "0")}`;
}
function add(map, key, value) {
	const known = map.get(key);
	if (known === void 0) map.set(key, [value]);
	else known.push(value);
}
// src/policy/ignore-files/remark.ts
const SOON_MS = 12096e5;
const MAX_NAMED = 3;
const MAX_WHAT = 80;
function hasExpired({ expires }, now) {
	return expires !== void 0 && Date.parse(expires) < now.getTime();
}
function remarkOn(file, use, now) {
	const { entries, leftOut, name, tool, isFound } = file;
	if (isFound && entries.length === 0 && leftOut.length === 0) return [];
	const foreign = new Set(use.foreign);
	const own = entries.filter((entry) => !foreign.has(entry));
	const expired = own.filter((entry) => hasExpired(entry, now));
	const holding = own.filter((entry) => !hasExpired(entry, now));
	const used = holding.filter((entry) => use.matches.has(entry));
	const soon = used.filter(({ expires }) => expires !== void 0 && Date.parse(expires) < now.getTime() + SOON_MS);
	const unused = holding.length - used.length;
	const parts = [
		`${count(entries.length + leftOut.length, "entry", "entries")}, ${count(use.ignored.size, "finding", "findings")} ignored`,
		...told(expired, "expired", expiredText(use)),
		...told(soon, "will expire within 14 days", ({ line, what, expires }) => `line ${line}, ${cut(what)}, on ${expires}`),
		...unused === 0 ? [] : [`${unused} matched nothing`],
		...told([...leftOut, ...use.foreign.map(({ line, what }) => ({
			line,
			why: `drydock has no rule like ${cut(what)}`
		}))].sort((a, b) => a.line - b.line), "cannot be applied", ({ line, why }) => `line ${line}: ${why}`)
	];
	return [`The ignore file ${name} (${tool}'s${isFound ? ", found here" : ""}): ${parts.join("; ")}.`];
}
function expiredText({ matches }) {
	return (entry) => {
		const number = matches.get(entry);
		const effect = number === void 0 ? "matching nothing" : count(number, "finding", "findings");
		return `line ${entry.line}, ${cut(entry.what)}, on ${entry.expires}, ${effect}`;
	};
}
function told(rows, what, text) {
	if (rows.length === 0) return [];
	const named = rows.slice(0, MAX_NAMED).map(text);
	const more = rows.length > named.length ? ["…"] : [];
	return [`${rows.length} ${what} (${[...named, ...more].join("; ")})`];
}
function cut(text) {
	return text.length > MAX_WHAT ? `${text.slice(0, MAX_WHAT)}…` : text;
}
function count(number, one, many) {
	return `${number} ${number === 1 ? one : many}`;
}
// src/policy/ignore-files/apply.ts
function applyIgnoreFiles(files, findings, about) {
	const suppressed = new Map();
	if (files.length === 0) return {
		suppressed,
		remarks: []
	};
	const counterparts = counterpartsIn(about.rules);
	return {
		suppressed,
		remarks: files.flatMap((file) => {
			const use = useOf(file, findings, about, counterparts);
			for (const [finding, entry] of use.ignored) if (!suppressed.has(finding)) suppressed.set(finding, { because: because(file, entry) });
			return remarkOn(file, use, about.now);
		})
	};
}
function useOf(file, findings, about, counterparts) {
	const byKey = new Map();
	const unkeyed = [];
	const foreign = new Set();
	for (const entry of file.entries) {
		const keys = keysOf(entry, counterparts);
		if (keys === void 0) unkeyed.push(entry);
		else if (keys.length === 0) foreign.add(entry);
		else for (const key of keys) group(byKey, key).push(entry);
	}
	const ignored = new Map();
	const matches = new Map();
	for (const finding of findings) {
		const asked = new Set([...keysFor(finding).flatMap((key) => byKey.get(key) ?? []), ...unkeyed]);
		for (const entry of asked) {
			if (!entry.covers(finding, about)) continue;
			matches.set(entry, (matches.get(entry) ?? 0) + 1);
			if (!ignored.has(finding) && !hasExpired(entry, about.now)) ignored.set(finding, entry);
		}
	}
	return {
		ignored,
		matches,
		foreign: [...foreign]
	};
}
function keysOf({ ids }, counterparts) {
	if (ids === void 0) return void 0;
	const { vulnerability } = ids;
	return [...vulnerability === void 0 ? [] : [`vulnerability ${vulnerability}`], ...counterparts.of(ids).map((rule) => `rule ${rule}`)];
}
function keysFor(finding) {
	if (!isVulnerability(finding)) return [finding.rule, ...finding.also ?? []].map((id) => `rule ${id}`);
	const { rule, advisory } = finding;
	return [...new Set([
		rule,
		advisory.id,
		...advisory.aliases
	])].map((id) => `vulnerability ${id}`);
}
function group(map, key) {
	const known = map.get(key);
	if (known !== void 0) return known;
	const made = [];
	map.set(key, made);
	return made;
}
function because({ name }, { line, expires, reason }) {
	return `Ignored by ${name}:${line}${expires === void 0 ? "" : ` until ${expires}`}${reason === void 0 ? ", which gives no reason" : `: ${reason}`}`;
}
// src/policy/ignore-files/entry.ts
const MAX_REASON = 500;
function reasonOf(text) {
	const line = (text ?? "").replace(/\s+/g, " ").trim();
	if (line === "") return {};
	return { reason: line.length > MAX_REASON ? `${line.slice(0, MAX_REASON)}…` : line };
}
// src/policy/ignore-files/automaton.ts
const ANY_NUMBER = Number.POSITIVE_INFINITY;
var BadPattern = class extends Error {
	name = "BadPattern";
};
const MAX_STEPS = 1e3;
const MAX_KNOWN = 500;
function wholeMatcher(pattern) {
	const steps = stepsOf(pattern);
	const known = new Map();
	return (text) => {
		const before = known.get(text);
		if (before !== void 0) return before;
		const fits = run(steps, [...text]);
		if (known.size < MAX_KNOWN) known.set(text, fits);
		return fits;
	};
}
function stepsOf(pattern) {
	const steps = [];
	const add = (step) => {
		if (steps.length >= MAX_STEPS) throw new BadPattern("it is too large");
		return steps.push(step) - 1;
	};
	const fork = () => {
		const step = {
			kind: "fork",
			to: []
		};
		return {
			at: add(step),
			step
		};
	};
	const put = (one) => {
		if (one.kind === "sign" || one.kind === "edge") add(one);
		else if (one.kind === "row") for (const part of one.parts) put(part);
		else if (one.kind === "choice") putChoice(one.ways);
		else putRepeat(one.of, one.least, one.most);
	};
	const putChoice = (ways) => {
		const start = fork();
		const ends = ways.map((way) => {
			start.step.to = [...start.step.to, steps.length];
			put(way);
			return fork().step;
		});
		for (const end of ends) end.to = [steps.length];
	};
	const putRepeat = (of, least, most) => {
		for (let i = 0; i < least; i++) put(of);
		if (most === ANY_NUMBER) {
			const loop = fork();
			put(of);
			fork().step.to = [loop.at];
			loop.step.to = [loop.at + 1, steps.length];
			return;
		}
		const leaving = Array.from({ length: most - least }, () => {
			const { at, step } = fork();
			put(of);
			return {
				at,
				step
			};
		});
		for (const { at, step } of leaving) step.to = [at + 1, steps.length];
	};
	put(pattern);
	add({ kind: "end" });
	return steps;
}
function run(steps, signs) {
	let now = reach(steps, [0], 0, signs.length);
	for (const [index, sign] of signs.entries()) {
		const next = [];
		for (const at of now) {
			const step = steps[at];
			if (step.kind === "sign" && step.fits(sign)) next.push(at + 1);
		}
		if (next.length === 0) return false;
		now = reach(steps, next, index + 1, signs.length);
	}
	return now.has(steps.length - 1);
}
function reach(steps, from, index, length) {
	const seen = new Set();
	const waiting = [...from];
	for (let at = waiting.pop(); at !== void 0; at = waiting.pop()) {
		if (seen.has(at)) continue;
		seen.add(at);
		const step = steps[at];
		if (step.kind === "fork") waiting.push(...step.to);
		else if (step.kind === "edge" && index === (step.side === "start" ? 0 : length)) waiting.push(at + 1);
	}
	return seen;
}
// src/policy/ignore-files/yaml-rows.ts
const MAX_ENTRIES = 2e4;
function rowsIn(read, key) {
	const node = read.document.get(key, true);
	if (node === void 0 || (0, import_dist.isScalar)(node) && node.value === null) return [];
	if (!(0, import_dist.isSeq)(node)) return read.fail([{
		at: start(node),
		text: `${quote(key)} must be a list`
	}]);
	if (node.items.length > MAX_ENTRIES) return read.fail([{
		at: start(node),
		text: `${quote(key)} has more than ${MAX_ENTRIES} entries`
	}]);
	return node.items.map((item) => {
		const at = start(item);
		return {
			value: (0, import_dist.isNode)(item) ? item.toJS(read.document) : item,
			line: read.lineOf(at),
			at,
			pattern: (make, text) => orMistake(() => make(text), at, text, read)
		};
	});
}
function usable({ value, at, line }, form, read, leftOut, tool) {
	const parsed = form.safeParse(value);
	if (parsed.success) return parsed.data;
	const wrong = parsed.error.issues.filter(({ code }) => code !== "unrecognized_keys");
	if (wrong.length > 0) return read.fail(wrong.map(({ path, message }) => ({
		at,
		text: `${path.length === 0 ? "the entry" : quote(path.join("."))}: ${message.replace(/^Invalid input: /, "")}`
	})));
	const keys = parsed.error.issues.flatMap((issue) => issue.code === "unrecognized_keys" ? issue.keys.map((key) => [...issue.path, key].join(".")) : []);
	leftOut.push({
		line,
		why: `${quote(keys[0] ?? "")} is nothing that drydock knows of ${tool}'s entries`
	});
}
function unknownKeysIn(read, known, tool) {
	const { contents } = read.document;
	if (contents === null) return [];
	if (!(0, import_dist.isMap)(contents)) return read.fail([{
		at: start(contents),
		text: "the file must have keys"
	}]);
	return contents.items.filter(({ key }) => !known.includes(String(key))).map(({ key }) => ({
		line: read.lineOf(start(key)),
		why: `${quote(String(key))} is nothing that drydock knows of ${tool}'s`
	}));
}
function orMistake(make, at, text, read) {
	try {
		return make();
	} catch (error) {
		if (!(error instanceof BadPattern)) throw error;
		return read.fail([{
			at,
			text: `${quote(text)} is no pattern that can be used: ${error.message}`
		}]);
	}
}
function pairsIn(read, node) {
	if (node === void 0 || node === null || (0, import_dist.isScalar)(node) && node.value === null) return [];
	if (!(0, import_dist.isMap)(node)) return read.fail([{
		at: start(node),
		text: "here must be keys, each in a line of its own"
	}]);
	if (node.items.length > MAX_ENTRIES) return read.fail([{
		at: start(node),
		text: `there are more than ${MAX_ENTRIES} entries`
	}]);
	return node.items.map(({ key, value }) => ({
		key: (0, import_dist.isScalar)(key) ? String(key.value) : "",
		value: (0, import_dist.isScalar)(value) && value.value === null ? null : value,
		line: read.lineOf(start(key))
	}));
}
function settingsIn(read, wanted) {
	return pairsIn(read, read.document.contents).flatMap(({ key, value, line }) => {
		const said = (0, import_dist.isNode)(value) && wanted.includes(key) ? value.toJS(read.document) : void 0;
		return !said || Array.isArray(said) && said.length === 0 ? [] : [{
			key,
			line
		}];
	});
}
// src/policy/ignore-files/gitlab.ts
const LISTS$1 = ["generalallowlist", "images"];
function readGitlab(read) {
	const { document } = read;
	const leftOut = unknownKeysIn(read, LISTS$1, "GitLab");
	const entries = pairsIn(read, document.get("generalallowlist", true)).map((pair) => entryOf$1(pair, read));
	for (const { key, value, line } of pairsIn(read, document.get("images", true))) {
		if (isTagged(key)) {
			leftOut.push({
				line,
				why: `${quote(key)} has a tag; images are named without`
			});
			continue;
		}
		entries.push(...pairsIn(read, value).map((pair) => entryOf$1(pair, read, key)));
	}
	return {
		entries,
		leftOut
	};
}
function isTagged(key) {
	const [name = ""] = key.split("@", 1);
	return repositoryOf(name) !== name;
}
function entryOf$1({ key: id, value, line }, read, image) {
	if (value !== null && !(0, import_dist.isScalar)(value)) return read.fail([{
		at: start(value),
		text: `what stands after ${quote(id)} must be a comment`
	}]);
	const comment = value?.value;
	return {
		line,
		what: image === void 0 ? id : `${id} in ${image}`,
		...reasonOf(comment === null || comment === void 0 ? void 0 : String(comment)),
		ids: { vulnerability: id },
		covers: (finding, { images }) => isVulnerability(finding) && finding.rule === id && (image === void 0 || images.some((name) => isNamed(image, name)))
	};
}
function isNamed(key, reference) {
	const image = imageNameIn(reference);
	if (image === void 0) return false;
	const repository = repositoryOf(image);
	const [, digest] = /@(sha256:.*)$/s.exec(image) ?? [];
	return (digest === void 0 ? [""] : [
		"",
		"@sha256",
		`@${digest}`
	]).map((end) => `${repository}${end}`).some((name) => name === key || name.endsWith(`/${key}`));
}
// src/policy/ignore-files/sign-class.ts
function isWithin(sign, ranges) {
	const code = codeOf(sign);
	return ranges.some(([from, to]) => codeOf(from) <= code && code <= codeOf(to));
}
function codeOf(sign) {
	return sign.codePointAt(0) ?? -1;
}
// src/policy/ignore-files/sign-reader.ts
var SignReader = class {
	signs;
	at = 0;
	constructor(text) {
		this.signs = [...text];
	}
	get next() {
		return this.signs[this.at];
	}
	take() {
		const sign = this.next;
		if (sign === void 0) throw new BadPattern("it ends too early");
		this.at++;
		return sign;
	}
	takeIf(sign) {
		if (this.next !== sign) return false;
		this.at++;
		return true;
	}
};
// src/policy/ignore-files/glob-syntax.ts
const MAX_LENGTH$1 = 500;
const ONE = {
	kind: "sign",
	fits: (sign) => sign !== "/"
};
const MANY = {
	kind: "repeat",
	of: ONE,
	least: 0,
	most: ANY_NUMBER
};
const ALL = {
	kind: "repeat",
	of: {
		kind: "sign",
		fits: () => true
	},
	least: 0,
	most: ANY_NUMBER
};
const SLASH = {
	kind: "sign",
	fits: (sign) => sign === "/"
};
function globMatcher(text) {
	if (text.length > MAX_LENGTH$1) throw new BadPattern("it is too long");
	return wholeMatcher(new Reader$1(text).row(false));
}
var Reader$1 = class extends SignReader {
	row(isInBraces) {
		const parts = [];
		while (this.at < this.signs.length) {
			if (isInBraces && (this.next === "," || this.next === "}")) break;
			parts.push(this.#part());
		}
		return {
			kind: "row",
			parts
		};
	}
	#part() {
		const startsPart = this.at === 0 || this.signs[this.at - 1] === "/";
		const sign = this.take();
		if (sign === "*") return this.#stars(startsPart);
		if (sign === "?") return ONE;
		if (sign === "[") return this.#class();
		if (sign === "{") return this.#braces();
		const plain = sign === "\\" ? this.take() : sign;
		if (sign === "/" && this.signs.slice(this.at).join("") === "**") {
			this.at += 2;
			return {
				kind: "repeat",
				of: {
					kind: "row",
					parts: [SLASH, ALL]
				},
				least: 0,
				most: 1
			};
		}
		return {
			kind: "sign",
			fits: (other) => other === plain
		};
	}
	#stars(startsPart) {
		let count = 1;
		while (this.next === "*") {
			this.at++;
			count++;
		}
		if (count !== 2 || !startsPart) return MANY;
		if (this.next === void 0) return ALL;
		if (this.next !== "/") return MANY;
		this.at++;
		return {
			kind: "repeat",
			of: {
				kind: "row",
				parts: [ALL, SLASH]
			},
			least: 0,
			most: 1
		};
	}
	#class() {
		const isNegated = this.next === "^" || this.next === "!";
		if (isNegated) this.at++;
		const ranges = [];
		for (let first = true; first || this.next !== "]"; first = false) {
			const from = this.#member();
			if (this.next !== "-" || this.signs[this.at + 1] === "]") {
				ranges.push([from, from]);
				continue;
			}
			this.at++;
			ranges.push([from, this.#member()]);
		}
		this.at++;
		return {
			kind: "sign",
			fits: (other) => other !== "/" && isNegated !== isWithin(other, ranges)
		};
	}
	#member() {
		const sign = this.take();
		return sign === "\\" ? this.take() : sign;
	}
	#braces() {
		const ways = [];
		do
			ways.push(this.row(true));
		while (this.takeIf(","));
		if (!this.takeIf("}")) throw new BadPattern("a brace is not closed");
		return {
			kind: "choice",
			ways
		};
	}
};
// src/policy/ignore-files/grype-facts.ts
const FIX_STATES = [
	"fixed",
	"not-fixed",
	"wont-fix",
	"unknown"
];
const MATCH_TYPES = [
	"exact-direct-match",
	"exact-indirect-match",
	"cpe-match"
];
const STATES = {
	fixed: "fixed",
	affected: "not-fixed",
	"under-investigation": "not-fixed",
	"fix-deferred": "not-fixed",
	"will-not-fix": "wont-fix",
	"end-of-life": "wont-fix",
	"not-affected": "unknown",
	unknown: "unknown"
};
function fixState({ fixedIn, status }) {
	return fixedIn === void 0 ? STATES[status] : "fixed";
}
function idsOf$1(finding) {
	const all = allIdsOf(finding);
	if (finding.package.source !== void 0) return all;
	const ofGitHub = all.filter((id) => id.startsWith("GHSA-"));
	return ofGitHub.length > 0 ? ofGitHub : all;
}
function allIdsOf({ rule, advisory }) {
	return [
		rule,
		advisory.id,
		...advisory.aliases
	];
}
function namesOf({ package: { name, ecosystem } }) {
	return ecosystem === "Maven" ? [name.slice(name.indexOf(":") + 1)] : [name];
}
function upstreamsOf({ package: { name, source, by } }) {
	return source === void 0 || source.name === name && by !== "apk" ? [] : [source.name];
}
function matchType({ package: { name, source }, matchedBy }) {
	return source !== void 0 && source.name !== name && matchedBy.includes(`, source ${source.name}, `) ? "exact-indirect-match" : "exact-direct-match";
}
const TYPES = new Map([
	["apk", ["apk", ""]],
	["deb", ["deb", ""]],
	["rpm", ["rpm", ""]],
	["npm", ["npm", "javascript"]],
	["pypi", ["python", "python"]],
	["gem", ["gem", "ruby"]],
	["composer", ["php-composer", "php"]],
	["maven", ["java-archive", "java"]],
	["golang", ["go-module", "go"]],
	["cargo", ["rust-crate", "rust"]],
	["nuget", ["dotnet", "dotnet"]],
	["bitnami", ["bitnami", ""]],
	["conda", ["conda", ""]],
	["generic", ["binary", ""]]
]);
function typeOf({ package: { purl } }) {
	return TYPES.get(parsePurl(purl)?.type ?? "")?.[0];
}
function languageOf({ package: { purl } }) {
	return TYPES.get(parsePurl(purl)?.type ?? "")?.[1];
}
// src/policy/ignore-files/regex-syntax.ts
const MAX_LENGTH = 500;
const MAX_COUNT = 1e3;
const CLASSES = {
	d: [["0", "9"]],
	s: [
		["	", "\n"],
		["\f", "\r"],
		[" ", " "]
	],
	w: [
		["0", "9"],
		["A", "Z"],
		["a", "z"],
		["_", "_"]
	]
};
const CONTROLS = {
	t: "	",
	n: "\n",
	r: "\r",
	f: "\f"
};
function regexMatcher(text) {
	if (text.length > MAX_LENGTH) throw new BadPattern("it is too long");
	return wholeMatcher(new Reader(text).whole());
}
var Reader = class extends SignReader {
	whole() {
		const pattern = this.#choice();
		if (this.at < this.signs.length) throw new BadPattern("a parenthesis is closed that was never opened");
		return pattern;
	}
	#choice() {
		const ways = [this.#row()];
		while (this.takeIf("|")) ways.push(this.#row());
		return ways.length === 1 ? ways[0] : {
			kind: "choice",
			ways
		};
	}
	#row() {
		const parts = [];
		while (this.at < this.signs.length && this.next !== "|" && this.next !== ")") parts.push(this.#repeated(this.#atom()));
		return {
			kind: "row",
			parts
		};
	}
	#repeated(of) {
		const counts = this.#counts();
		if (counts === void 0) return of;
		this.takeIf("?");
		if (this.#counts() !== void 0) throw new BadPattern("a repetition is repeated");
		const [least, most] = counts;
		return {
			kind: "repeat",
			of,
			least,
			most
		};
	}
	#counts() {
		if (this.takeIf("*")) return [0, ANY_NUMBER];
		if (this.takeIf("+")) return [1, ANY_NUMBER];
		if (this.takeIf("?")) return [0, 1];
		const rest = this.signs.slice(this.at, this.at + 12).join("");
		const [all, least, comma, most] = /^\{(\d{1,4})(,)?(\d{1,4})?\}/.exec(rest) ?? [];
		if (all === void 0 || comma === void 0 && most !== void 0) return void 0;
		this.at += all.length;
		const from = Number(least);
		const to = most !== void 0 ? Number(most) : comma === void 0 ? from : ANY_NUMBER;
		if (from > MAX_COUNT || to !== ANY_NUMBER && to > MAX_COUNT || to < from) throw new BadPattern(`${all} is no repetition`);
		return [from, to];
	}
	#atom() {
		const sign = this.take();
		if (sign === "(") return this.#group();
		if (sign === "[") return this.#class();
		if (sign === ".") return {
			kind: "sign",
			fits: (other) => other !== "\n"
		};
		if (sign === "^") return {
			kind: "edge",
			side: "start"
		};
		if (sign === "$") return {
			kind: "edge",
			side: "end"
		};
		if (sign === "\\") return this.#escape();
		if (sign === "*" || sign === "+" || sign === "?") throw new BadPattern(`there is nothing that ${sign} repeats`);
		return {
			kind: "sign",
			fits: (other) => other === sign
		};
	}
	#group() {
		if (this.takeIf("?") && !this.takeIf(":")) throw new BadPattern("it has flags or names");
		const inner = this.#choice();
		if (!this.takeIf(")")) throw new BadPattern("a parenthesis is not closed");
		return inner;
	}
	#escape() {
		const ranges = this.#escaped();
		return {
			kind: "sign",
			fits: (other) => ranges.isNegated !== isWithin(other, ranges.ranges)
		};
	}
	#escaped() {
		const sign = this.take();
		const ranges = CLASSES[sign.toLowerCase()];
		if (ranges !== void 0) return {
			ranges,
			isNegated: sign !== sign.toLowerCase()
		};
		const plain = CONTROLS[sign] ?? sign;
		if (/^[a-z0-9]$/i.test(plain)) throw new BadPattern(`\\${sign} is not supported`);
		return {
			ranges: [[plain, plain]],
			isNegated: false
		};
	}
	#class() {
		const isNegated = this.takeIf("^");
		const ranges = [];
		for (let first = true; first || this.next !== "]"; first = false) {
			const from = this.#member(ranges);
			if (from === void 0) continue;
			if (this.next !== "-" || this.signs[this.at + 1] === "]") {
				ranges.push([from, from]);
				continue;
			}
			this.at++;
			const to = this.#member([]);
			if (to === void 0 || isWithin(to, [["\0", from]]) && to !== from) throw new BadPattern("a range of signs is upside down");
			ranges.push([from, to]);
		}
		this.at++;
		return {
			kind: "sign",
			fits: (other) => isNegated !== isWithin(other, ranges)
		};
	}
	#member(ranges) {
		const sign = this.take();
		if (sign === "[" && this.next === ":") throw new BadPattern("it has a class by name");
		if (sign !== "\\") return sign;
		const escaped = this.#escaped();
		if (escaped.isNegated) throw new BadPattern("it has a class that is the opposite of another");
		const [range] = escaped.ranges;
		if (escaped.ranges.length === 1 && range !== void 0 && range[0] === range[1]) return range[0];
		ranges.push(...escaped.ranges);
	}
};
// src/policy/ignore-files/grype.ts
const text = string().nullish();
const form$1 = strictObject({
	vulnerability: text,
	"include-aliases": boolean().nullish(),
	reason: text,
	namespace: text,
	"fix-state": text,
	package: strictObject({
		name: text,
		version: text,
		language: text,
		type: text,
		location: text,
		"upstream-name": text
	}).nullish(),
	"vex-status": text,
	"vex-justification": text,
	"match-type": text
});
const OTHERS = [
	"only-fixed",
	"only-notfixed",
	"ignore-wontfix",
	"exclude",
	"vex-documents",
	"vex-add",
	"fail-on-severity"
];
function readGrype(read) {
	const entries = [];
	const leftOut = settingsIn(read, OTHERS).map(({ key, line }) => ({
		line,
		why: `${key} is a setting of Grype's that drydock does not take over`
	}));
	for (const row of rowsIn(read, "ignore")) {
		const rule = usable(row, form$1, read, leftOut, "Grype");
		if (rule === void 0) continue;
		const { line } = row;
		const conditions = conditionsOf(rule);
		if (typeof conditions === "string") {
			leftOut.push({
				line,
				why: conditions
			});
			continue;
		}
		const { vulnerability } = rule;
		entries.push({
			line,
			what: whatOf(rule),
			...reasonOf(rule.reason),
			...vulnerability ? { ids: { vulnerability } } : {},
			covers: (finding) => isVulnerability(finding) && conditions.every((meets) => meets(finding))
		});
	}
	return {
		entries,
		leftOut
	};
}
function conditionsOf(rule) {
	const { vulnerability, namespace, "fix-state": fix, "match-type": match, package: pkg } = rule;
	if (rule["vex-status"] || rule["vex-justification"]) return "it is about VEX documents, which drydock takes by --vex";
	if (namespace) return "drydock's database has no namespaces of Grype's";
	if (fix && !FIX_STATES.includes(fix)) return `${JSON.stringify(fix)} is no fix-state`;
	if (match && !MATCH_TYPES.includes(match)) return `${JSON.stringify(match)} is no match-type`;
	try {
		const said = [
			!!vulnerability && idIs(vulnerability, rule["include-aliases"] === true),
			!!fix && ((finding) => fixState(finding) === fix),
			!!match && ((finding) => matchType(finding) === match),
			!!pkg?.name && nameFits(pkg.name, namesOf),
			!!pkg?.["upstream-name"] && nameFits(pkg["upstream-name"], upstreamsOf),
			!!pkg?.version && ((finding) => finding.package.version === pkg.version),
			!!pkg?.language && ((finding) => languageOf(finding) === pkg.language),
			!!pkg?.type && ((finding) => typeOf(finding) === pkg.type),
			!!pkg?.location && isAt(pkg.location)
		].filter((condition) => condition !== false);
		return said.length === 0 ? "it has no condition, and so holds for nothing" : said;
	} catch (error) {
		if (error instanceof BadPattern) return `a pattern of its cannot be used: ${error.message}`;
		throw error;
	}
}
function idIs(id, withAliases) {
	return (finding) => (withAliases ? allIdsOf(finding) : idsOf$1(finding)).includes(id);
}
function nameFits(expression, names) {
	const fits = regexMatcher(expression);
	return (finding) => names(finding).some(fits);
}
function isAt(pattern) {
	const fits = globMatcher(pattern);
	return ({ package: { locations } }) => locations.some(({ path }) => fits(`/${path}`));
}
function whatOf({ vulnerability, package: pkg, "fix-state": fix, "match-type": match }) {
	return [
		vulnerability,
		...Object.entries(pkg ?? {}).flatMap(([key, value]) => value ? [`package ${key} ${value}`] : []),
		fix && `fix-state ${fix}`,
		match && `match-type ${match}`
	].filter((part) => !!part).join(", ");
}
// src/policy/ignore-files/trivy-plain.ts
function readTrivyPlain(text) {
	const entries = [];
	const leftOut = [];
	let above = [];
	for (const [index, row] of text.split(/\r?\n/).entries()) {
		const line = index + 1;
		const words = row.trim();
		if (words.startsWith("#")) {
			above.push(words.replace(/^#+/, ""));
			continue;
		}
		const comment = above.join(" ");
		above = [];
		const [id, ...others] = words.split(/\s+/);
		if (id === void 0 || id === "") continue;
		const expires = others.find((word) => word.startsWith("exp:"))?.slice(4);
		if (expires !== void 0 && !date.safeParse(expires).success) {
			leftOut.push({
				line,
				why: `${JSON.stringify(expires.slice(0, 40))} is no day, written YYYY-MM-DD`
			});
			continue;
		}
		entries.push({
			line,
			what: id,
			...reasonOf(/#(.*)$/s.exec(others.join(" "))?.[1] ?? comment),
			...expires === void 0 ? {} : { expires },
			ids: idsOf(id),
			covers: (finding) => !isVulnerability(finding) || finding.rule === id
		});
	}
	return {
		entries,
		leftOut
	};
}
function idsOf(id) {
	if (/^AVD-|^[A-Z]{2,5}-?\d{3,4}$/.test(id)) return { misconfiguration: id };
	return /^[a-z][a-z0-9-]*$/.test(id) ? { secret: id } : { vulnerability: id };
}
// src/policy/ignore-files/trivy-paths.ts
function filesOf(finding, kind, around) {
	if (isVulnerability(finding)) {
		if (kind !== "vulnerability") return void 0;
		return finding.package.source === void 0 ? finding.package.locations.map(({ path }) => path) : [""];
	}
	if (kind === "secret") return finding.category === "sensitive" && finding.location !== void 0 ? [finding.location.path] : void 0;
	if (kind !== "misconfiguration" || finding.category !== "instruction" && finding.category !== "baseline") return void 0;
	const dockerfile = finding.dockerfile?.path ?? around.dockerfile;
	return dockerfile === void 0 ? [] : [dockerfile];
}
// src/policy/ignore-files/trivy-purl.ts
function isPurlOf(wanted, pkg) {
	const found = parsePurl(pkg.purl);
	return found !== void 0 && wanted.type === found.type && wanted.namespace === found.namespace && wanted.name === found.name && (wanted.version === "" || wanted.version === found.version) && [...wanted.qualifiers].every(([key, value]) => found.qualifiers.get(key) === value);
}
// src/policy/ignore-files/trivy-yaml.ts
const LISTS = {
	vulnerabilities: "vulnerability",
	misconfigurations: "misconfiguration",
	secrets: "secret",
	licenses: "license"
};
const list = array(string().min(1)).nullish();
const form = strictObject({
	id: string().nullish(),
	paths: list,
	purls: list,
	expired_at: union([date$1(), datetime({ offset: true })], "must be a day, YYYY-MM-DD").nullish(),
	statement: string().nullish()
});
function readTrivyYaml(read) {
	const entries = [];
	const leftOut = [...unknownKeysIn(read, Object.keys(LISTS), "Trivy")];
	for (const [key, kind] of Object.entries(LISTS)) for (const row of rowsIn(read, key)) {
		const entry = usable(row, form, read, leftOut, "Trivy");
		if (entry === void 0) continue;
		const why = kind === "license" ? "drydock finds no licences" : untakable(entry, kind);
		if (why !== void 0) leftOut.push({
			line: row.line,
			why
		});
		else if (kind !== "license") entries.push(entryOf(entry, kind, row, read));
	}
	return {
		entries,
		leftOut
	};
}
function untakable({ id, paths, purls }, kind) {
	if (purls?.some((purl) => purl.includes("#"))) return "a purl with a path within the package is not supported";
	if (kind !== "vulnerability" && purls?.length) return `Trivy knows purls of vulnerabilities only`;
	if (!id && !paths?.length && !purls?.length) return "it names neither an id nor paths nor purls";
}
function entryOf(entry, kind, row, read) {
	const { id, paths, purls, expired_at: expires, statement } = entry;
	const fail = (what) => read.fail([{
		at: row.at,
		text: what
	}]);
	const inPaths = paths?.map((path) => row.pattern(globMatcher, withoutSlash(path), read));
	const packages = purls?.map((purl) => parsePurl(purl) ?? fail(`${JSON.stringify(purl)} is no purl`));
	const ids = kind === "vulnerability" ? id ? { vulnerability: id } : void 0 : { [kind]: id || true };
	return {
		line: row.line,
		what: id || (paths ?? purls ?? []).join(", "),
		...reasonOf(statement),
		...expires ? { expires } : {},
		...ids === void 0 ? {} : { ids },
		covers(finding, around) {
			const files = filesOf(finding, kind, around);
			if (files === void 0) return false;
			if (kind === "vulnerability" && id && finding.rule !== id) return false;
			if (inPaths?.length && !files.some((file) => inPaths.some((fits) => fits(file)))) return false;
			if (!packages?.length) return true;
			return finding.kind === "vulnerability" && packages.some((purl) => isPurlOf(purl, finding.package));
		}
	};
}
function withoutSlash(path) {
	return path.replace(/^\//, "");
}
// src/policy/ignore-files/all.ts
const FOUND_NAMES = [
	".trivyignore",
	".trivyignore.yaml",
	".grype.yaml",
	"vulnerability-allowlist.yml"
];
const YAML_FORMS = [
	{
		tool: "Trivy",
		name: /trivyignore/,
		keys: [
			"vulnerabilities",
			"misconfigurations",
			"secrets",
			"licenses"
		],
		read: readTrivyYaml
	},
	{
		tool: "Grype",
		name: /grype/,
		keys: ["ignore"],
		read: readGrype
	},
	{
		tool: "GitLab",
		name: /vulnerability-allowlist/,
		keys: ["generalallowlist", "images"],
		read: readGitlab
	}
];
const PLAIN_FORM = {
	tool: "Trivy",
	read: readTrivyPlain
};
// src/policy/ignore-files/load.ts
const NONE = "none";
const MAX_BYTES = 1048576;
const MAX_WITHOUT_ID = 500;
const HINT = "Mend the file, or leave out all ignore files that lie here with --ignore-file none.";
async function loadIgnoreFiles(named, { cwd }) {
	if (named.includes(NONE)) {
		if (named.length > 1) throw new DrydockError("USAGE", `--ignore-file: ${NONE} stands alone, and other files are named too.`);
		return {
			files: [],
			vex: []
		};
	}
	const vex = named.filter((path) => path.toLowerCase().endsWith(".json"));
	const files = [];
	for (const path of named.length > 0 ? named : FOUND_NAMES) {
		if (vex.includes(path)) continue;
		const text = await readText(resolve(cwd, path), path);
		if (text !== void 0) files.push({
			...checked(readForm(text, path)),
			isFound: named.length === 0
		});
		else if (named.length > 0) throw new DrydockError("NOT_FOUND", `There is no ignore file ${path}.`);
	}
	return {
		files,
		vex
	};
}
function checked(form) {
	const without = form.entries.filter(({ ids }) => ids === void 0).length;
	if (without <= MAX_WITHOUT_ID) return form;
	throw new DrydockError("POLICY_INVALID", `${form.name}: ${without} entries name no id, more than the ${MAX_WITHOUT_ID} allowed.`, { hint: HINT });
}
function readForm(text, name) {
	if (!/\.ya?ml$/i.test(name)) return {
		name,
		tool: PLAIN_FORM.tool,
		...PLAIN_FORM.read(text)
	};
	const read = readDocument(text, name, {
		noun: "an ignore file",
		hint: HINT
	});
	const form = formOf(basename(name), read);
	if (form === void 0) throw new DrydockError("POLICY_INVALID", `${name} is no ignore file of a form that drydock knows.`, { hint: `It knows ${FOUND_NAMES.join(", ")}, and OpenVEX as .json.` });
	return {
		name,
		tool: form.tool,
		...form.read(read)
	};
}
function formOf(name, { document }) {
	const { contents } = document;
	const keys = (0, import_dist.isMap)(contents) ? contents.items.map(({ key }) => String(key)) : [];
	return YAML_FORMS.find((form) => form.name.test(name)) ?? YAML_FORMS.find((form) => form.keys.some((key) => keys.includes(key)));
}
async function readText(path, name) {
	const refuse = (why, cause) => {
		throw new DrydockError("POLICY_INVALID", `The ignore file ${name} cannot be read: ${why}`, {
			hint: HINT,
			cause
		});
	};
	try {
		const found = await stat(path);
		if (!found.isFile()) return refuse("it is no file.");
		if (found.size > MAX_BYTES) return refuse(`it has ${found.size} bytes, more than the ${MAX_BYTES} allowed.`);
		return new TextDecoder("utf-8", { fatal: true }).decode(await readFile(path));
	} catch (error) {
		if (error instanceof DrydockError) throw error;
		const code = error instanceof Error && "code" in error ? error.code : void 0;
		if (code === "ENOENT" || code === "ENOTDIR") return void 0;
		return refuse(messageOf(error), error);
	}
}
// src/policy/parse.ts
function parsePolicy(text, name) {
	return readPolicy(text, name).file;
}
function readPolicy(text, name) {
	const source = readDocument(text, name);
	const { document, fail } = source;
	if (document.contents === null) return fail([{
		at: 0,
		text: "the file is empty; it needs at least \"version: 1\""
	}]);
	const parsed = policyFile.safeParse(document.toJS());
	if (parsed.success) return {
		file: parsed.data,
		source
	};
	return fail(mistakesOf(parsed.error.issues, document, policyJsonSchema()));
}
// src/policy/scope.ts
const MAX_FILE_BYTES = 1073741824;
function scopeOf(scope = {}, settings = {}) {
	const { "file-size": fileBytes = MAX_FILE_BYTES, time } = scope.limits ?? {};
	return {
		categories: scope.categories ?? CATEGORIES,
		profile: scope.profile ?? "default",
		rules: Object.fromEntries(Object.entries(scope.rules ?? {}).map(([id, said]) => [id, answer(said)])),
		exclude: scope.exclude ?? [],
		limits: {
			fileBytes,
			...time === void 0 ? {} : { time }
		},
		settings: settingsOf(settings)
	};
}
function answer(said) {
	return typeof said === "boolean" ? said ? "on" : "off" : said;
}
function settingsOf(said) {
	const maxAge = said["max-age"];
	return {
		allowedBases: said["allowed-bases"] ?? [],
		extendedSupport: said["extended-support"] ?? [],
		noHealthCheck: said["no-health-check"] ?? false,
		requiredLabels: said["required-labels"] ?? {},
		...maxAge === void 0 ? {} : { maxAgeDays: Number.parseInt(maxAge, 10) },
		allowedPorts: said["allowed-ports"] ?? [],
		trustedHosts: said["trusted-hosts"] ?? [],
		trustedRoots: (said["trusted-roots"] ?? []).map((print) => print.toLowerCase()),
		allowedTools: said["allowed-tools"] ?? [],
		products: said.products ?? []
	};
}
// src/policy/policy.ts
function defaultPolicy() {
	return {
		origin: "default policy",
		block: blockRules({}),
		warn: [],
		isDefault: true,
		ignoreUnfixed: false,
		gaps: gapAnswers(void 0),
		waivers: [],
		places: new Map(),
		scope: scopeOf(),
		report: {},
		locked: {},
		remarks: []
	};
}
function withFlags(policy, flags) {
	const { failOn, ignoreUnfixed } = flags;
	const { block: lockedBy } = policy.locked;
	if (ignoreUnfixed === true && lockedBy !== void 0) throw new DrydockError("USAGE", `--ignore-unfixed: ${lockedBy} has locked the block rules.`, { hint: "Leave it out." });
	if (failOn === void 0) return {
		...policy,
		ignoreUnfixed: ignoreUnfixed === true || policy.ignoreUnfixed
	};
	const own = blockRules(failOn);
	const effect = lockedBy === void 0 ? "takes the place of" : "is added to";
	return {
		...policy,
		block: lockedBy === void 0 ? own : [...policy.block, ...own],
		isDefault: false,
		ignoreUnfixed: ignoreUnfixed === true || policy.ignoreUnfixed,
		remarks: policy.isDefault ? policy.remarks : [...policy.remarks, `--fail-on ${effect} the block rules of ${policy.origin}.`]
	};
}
function blockRules({ all, ...own }) {
	const bySeverity = new Map();
	for (const category of CATEGORIES) {
		const severity = own[category] ?? all ?? DEFAULT_SEVERITIES[category];
		bySeverity.set(severity, [...bySeverity.get(severity) ?? [], category]);
	}
	return [...bySeverity].map(([severity, category]) => category.length === CATEGORIES.length ? {
		severity,
		count: 1
	} : {
		severity,
		count: 1,
		category
	});
}
const DEFAULT_SEVERITIES = {
	system: "high",
	application: "high",
	instruction: "critical",
	baseline: "critical",
	sensitive: "high",
	malware: "high"
};
function gapAnswers(said, before) {
	const answerOf = (kind) => typeof said === "string" ? said : said?.[kind] ?? before?.[kind] ?? defaultAnswer(kind);
	return Object.fromEntries(GAP_KINDS.map((kind) => [kind, answerOf(kind)]));
}
function defaultAnswer(kind) {
	return kind === "no-source" ? "ignore" : "block";
}
// src/policy/merge.ts
function merged(parts) {
	const standard = defaultPolicy();
	const locked = new Map();
	const places = new Map();
	const remarks = [];
	const block = [];
	let isDefault = true;
	let { gaps } = standard;
	for (const { name, file, source } of parts) {
		const mistakes = lockMistakes(file, {
			locked,
			gaps
		}, source?.document);
		if (mistakes.length > 0 && source !== void 0) source.fail(mistakes);
		gaps = gapAnswers(file.gaps, gaps);
		for (const key of file.locked ?? []) if (!locked.has(key)) locked.set(key, name);
		const chain = file.chain === void 0 ? void 0 : readingOf(file.chain);
		isDefault &&= file.block === void 0 && chain === void 0;
		block.push(...file.block ?? [], ...chain?.rules ?? []);
		remarks.push(...chain?.notes.map((note) => `${name}, chain: ${note}`) ?? [], ...laxities(file).map((text) => `${name}: ${text}`));
		for (const [index, waiver] of (file.waivers ?? []).entries()) if (source !== void 0) places.set(waiver, source.placeOfPath(["waivers", index]));
	}
	const files = parts.map(({ file }) => file);
	const one = (key) => together(files.map((file) => file[key]));
	return {
		...standard,
		origin: parts.map(({ name }) => name).join(" + "),
		block: isDefault ? standard.block : block,
		warn: files.flatMap(({ warn = [] }) => warn),
		isDefault,
		gaps,
		waivers: files.flatMap(({ waivers = [] }) => waivers),
		places,
		scope: scopeOf(scopes(files), one("settings")),
		report: one("report"),
		locked: Object.fromEntries(locked),
		remarks
	};
}
function scopes(files) {
	const said = files.map(({ scope }) => scope);
	const rules = together(said.map((scope) => scope?.rules));
	const limits = together(said.map((scope) => scope?.limits));
	return {
		...together(said),
		rules,
		limits
	};
}
function together(parts) {
	return Object.assign({}, ...parts);
}
// src/policy/source.ts
async function readPolicySource(source, host, options) {
	if (/^https?:\/\//i.test(source)) {
		const url = addressOf(source, options);
		const { fetchPolicy } = await import("./fetch.js");
		return decoded(printUrl(url), await fetchPolicy(url, host, options));
	}
	if (source.startsWith("oci:")) {
		const { fetchArtifact } = await import("./artifact.js");
		return decoded(source, await fetchArtifact(source.slice(4), host, options));
	}
	return readPolicyFile(source, host.cwd);
}
function addressOf(source, { insecure }) {
	const url = URL.canParse(source) ? new URL(source) : void 0;
	if (url === void 0 || url.hostname === "") throw new DrydockError("USAGE", "--policy: that is not an address a policy can be fetched from.");
	if (url.username !== "" || url.password !== "") throw new DrydockError("USAGE", "--policy: an address must not hold a user or password.", { hint: "Put the policy into a registry (oci:REFERENCE), whose credentials are kept apart." });
	if (url.protocol === "http:" && !insecure) throw new DrydockError("USAGE", `--policy ${printUrl(url)}: a policy is not fetched over plain HTTP.`, { hint: "Use https, or allow it with --insecure." });
	return url;
}
function decoded(name, bytes) {
	if (bytes.length > 1048576) throw new DrydockError("POLICY_INVALID", `${name}: more than the ${MAX_BYTES$1} bytes allowed.`);
	try {
		return {
			name,
			text: new TextDecoder("utf-8", { fatal: true }).decode(bytes)
		};
	} catch (cause) {
		throw new DrydockError("POLICY_INVALID", `${name}: it is not UTF-8.`, { cause });
	}
}
// src/policy/load.ts
async function loadPolicy(sources, host, options) {
	const named = sources.length > 0 ? sources : await found(host.cwd);
	if (named.length === 0) return defaultPolicy();
	const texts = [];
	for (const source of named) texts.push(await readPolicySource(source, host, options));
	return merged(texts.map(({ name, text }) => ({
		name,
		...readPolicy(text, name)
	})));
}
async function found(cwd) {
	const { path, name } = await policyPath({ cwd });
	return path === void 0 ? [] : [name];
}
// src/policy/write-waiver.ts
function waiverFor(finding, acceptance) {
	const { reason, expires, owner, images, only } = acceptance;
	const repositories = [...new Set(images?.map(repositoryOf))].filter((name) => name !== "");
	return {
		...only ? { fingerprint: finding.fingerprint } : named(finding),
		...repositories.length === 0 ? {} : { images: repositories },
		reason,
		expires,
		...owner === void 0 ? {} : { owner }
	};
}
function named(finding) {
	if (isVulnerability(finding)) return {
		id: finding.rule,
		package: escaped(finding.package.name)
	};
	const { rule, location, subject, fingerprint } = finding;
	if (location !== void 0) return {
		rule,
		path: escaped(location.path)
	};
	return finding.category === "instruction" ? {
		rule,
		instruction: escaped(subject)
	} : { fingerprint };
}
function withWaiver(text, name, waiver) {
	if (text !== void 0) parsePolicy(text, name);
	const isJson = name.endsWith(".json");
	const document = (0, import_dist.parseDocument)(text ?? "version: 1\n");
	const waivers = document.get("waivers", true);
	const row = document.createNode(waiver);
	if ((0, import_dist.isSeq)(waivers)) waivers.add(row);
	else document.set("waivers", document.createNode([waiver]));
	const written = isJson ? `${JSON.stringify(document.toJS(), null, 2)}\n` : document.toString({ lineWidth: 110 });
	parsePolicy(written, name);
	return written;
}
async function saveWaiver(path, name, waiver) {
	const written = withWaiver(await readPolicyText(path, name), name, waiver);
	const unfinished = `${path}.${randomBytes(4).toString("hex")}.part`;
	try {
		await writeFile(unfinished, written);
		await rename(unfinished, path);
	} catch (cause) {
		await rm(unfinished, { force: true }).catch(() => void 0);
		throw new DrydockError("DISK", `${name} cannot be written: ${messageOf(cause)}`, { cause });
	}
}
export { loadIgnoreFiles as a, policyPath as c, judge as d, idsOf$2 as f, PROFILES as g, pathMatcher as h, withFlags as i, readPolicyText as l, importChain as m, waiverFor as n, applyIgnoreFiles as o, daysLeft as p, loadPolicy as r, MAX_BYTES$1 as s, saveWaiver as t, explainer as u };
