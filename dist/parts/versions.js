import { r as Unreadable } from "./errors.js";
// src/versions/scheme.ts
const MAX_LENGTH$1 = 1024;
function defineScheme(id, parse, order) {
	const read = (version) => version.length > MAX_LENGTH$1 ? void 0 : parse(version);
	return {
		id,
		valid: (version) => read(version) !== void 0,
		compare: (a, b) => sign(order(demandVersion(id, read, a), demandVersion(id, read, b)))
	};
}
function demandVersion(id, parse, version) {
	const value = version.length > MAX_LENGTH$1 ? void 0 : parse(version);
	if (value === void 0) throw new Unreadable(`not a valid ${id} version: ${quote(version)}`);
	return value;
}
function compareDigits(a, b) {
	const left = a.replace(/^0+/, "");
	const right = b.replace(/^0+/, "");
	return left.length - right.length || compareText(left, right);
}
function compareText(a, b) {
	return a === b ? 0 : a < b ? -1 : 1;
}
function sign(order) {
	return order < 0 ? -1 : order > 0 ? 1 : 0;
}
function quote(version) {
	return JSON.stringify(version.length > 80 ? `${version.slice(0, 80)}…` : version);
}
// src/versions/dotted.ts
function parseDotted(text) {
	const numbers = /^[0-9]+(?:\.[0-9]+)*/.exec(text)?.[0];
	if (numbers === void 0) return void 0;
	const plus = text.indexOf("+", numbers.length);
	const pre = text.slice(numbers.length, plus < 0 ? void 0 : plus);
	const build = plus < 0 ? void 0 : identifiers(text.slice(plus + 1));
	if (plus >= 0 && build === void 0) return void 0;
	if (pre === "") return {
		numbers: numbers.split("."),
		pre: [],
		build: build ?? []
	};
	const labels = pre.startsWith(".") ? void 0 : identifiers(pre.replace(/^-/, "")) ?? identifiers(pre);
	return labels && {
		numbers: numbers.split("."),
		pre: labels,
		build: build ?? []
	};
}
function compareDotted(a, b) {
	return compareNumbers(a.numbers, b.numbers) || comparePre(a.pre, b.pre);
}
function compareNumbers(a, b) {
	for (let i = 0; i < a.length || i < b.length; i++) {
		const order = compareDigits(a[i] ?? "0", b[i] ?? "0");
		if (order !== 0) return order;
	}
	return 0;
}
function compareIdentifiers(a, b) {
	for (let i = 0; i < a.length && i < b.length; i++) {
		const order = compareIdentifier(a[i] ?? "", b[i] ?? "");
		if (order !== 0) return order;
	}
	return a.length - b.length;
}
function bump(numbers, index) {
	return [...numbers.slice(0, index), String(BigInt(numbers[index] ?? "0") + 1n)];
}
function caretIndex(numbers) {
	const first = numbers.findIndex((number) => !/^0*$/.test(number));
	return first < 0 ? numbers.length - 1 : first;
}
function seriesEnd(operator, numbers) {
	if (operator === "~>") return bump(numbers, Math.max(0, numbers.length - 2));
	if (operator === "~") return bump(numbers, numbers.length <= 2 ? numbers.length - 1 : numbers.length - 2);
	return operator === "^" ? bump(numbers, caretIndex(numbers)) : void 0;
}
function comparePre(a, b) {
	if (a.length === 0 || b.length === 0) return Number(a.length === 0) - Number(b.length === 0);
	return compareIdentifiers(a, b);
}
function compareIdentifier(a, b) {
	const left = /^[0-9]+$/.test(a);
	if (left !== /^[0-9]+$/.test(b)) return left ? -1 : 1;
	return left ? compareDigits(a, b) : compareText(a, b);
}
function identifiers(text) {
	return /^[0-9A-Za-z~-]+(?:\.[0-9A-Za-z~-]+)*$/.test(text) ? text.split(".") : void 0;
}
// src/versions/ranges.ts
const SPELLINGS = new Map([
	["", "="],
	["=", "="],
	["==", "="],
	["!=", "!="],
	["<", "<"],
	["<=", "<="],
	["=<", "<="],
	[">", ">"],
	[">=", ">="],
	["=>", ">="],
	["~", "~"],
	["~>", "~>"],
	["^", "^"],
	["~=", "~="],
	["===", "==="]
]);
const MAX_EXPRESSION = 65536;
function defineEcosystem(id, grammar) {
	return {
		...defineScheme(id, grammar.parse, grammar.order),
		satisfies(version, expression) {
			const value = demandVersion(id, grammar.parse, version);
			const alternatives = expression.length > MAX_EXPRESSION ? void 0 : readExpression(grammar, expression);
			if (alternatives === void 0) throw new Unreadable(`not a valid ${id} version range: ${quote(expression)}`);
			return alternatives.some((tests) => tests.every((test) => test(value)));
		}
	};
}
function orderTest(operator, orderOf) {
	switch (operator) {
		case "=": return (version) => orderOf(version) === 0;
		case "!=": return (version) => orderOf(version) !== 0;
		case "<": return (version) => orderOf(version) < 0;
		case "<=": return (version) => orderOf(version) <= 0;
		case ">": return (version) => orderOf(version) > 0;
		case ">=": return (version) => orderOf(version) >= 0;
		default: return;
	}
}
function readExpression(grammar, expression) {
	const alternatives = [];
	for (const text of expression.split("||")) {
		const tests = readAlternative(grammar, text.trim());
		if (tests === void 0) return void 0;
		alternatives.push(tests);
	}
	return alternatives;
}
function readAlternative(grammar, text) {
	if (text === "*") return [];
	const special = grammar.special?.(text);
	if (special !== void 0) return [special];
	const tests = [];
	const separator = /[\s,]*/y;
	const comparison = /([=<>!~^]*)\s*((?:[^\s,|=<>!^]|!(?!=))+)/y;
	for (let at = skip(separator, text, 0); at < text.length; at = skip(separator, text, comparison.lastIndex)) {
		comparison.lastIndex = at;
		const [, sign = "", bound = ""] = comparison.exec(text) ?? [];
		const operator = SPELLINGS.get(sign);
		const test = operator === void 0 || bound === "" ? void 0 : grammar.comparison(operator, bound);
		if (test === void 0) return void 0;
		tests.push(test);
	}
	return tests.length === 0 ? void 0 : tests;
}
function skip(pattern, text, from) {
	pattern.lastIndex = from;
	return pattern.test(text) ? pattern.lastIndex : from;
}
// src/versions/series.ts
function readBound(text, parse) {
	const bare = text.replace(/^[v=]+/, "");
	const parts = (/^[0-9xX*.]*/.exec(bare)?.[0] ?? "").split(".");
	const wild = parts.findIndex((part) => /^[xX*]$/.test(part));
	if (wild >= 0) return WILD.test(bare) ? {
		numbers: parts.slice(0, wild),
		whole: void 0
	} : void 0;
	if (parts.length < 3) return PARTIAL.test(bare) ? {
		numbers: parts,
		whole: void 0
	} : void 0;
	const whole = parse(bare);
	return whole && {
		numbers: whole.numbers,
		whole
	};
}
function seriesTest(operator, bound, order) {
	const { numbers, whole } = bound;
	const orderOf = (version) => whole === void 0 ? compareNumbers(version.numbers.slice(0, numbers.length), numbers) : order(version, whole);
	if (operator !== "~" && operator !== "~>" && operator !== "^") return orderTest(operator, orderOf);
	if (numbers.length === 0) return () => true;
	const end = bump(numbers, operator === "^" ? caretIndex(numbers) : Math.min(1, numbers.length - 1));
	return (version) => orderOf(version) >= 0 && compareNumbers(version.numbers, end) < 0;
}
const PARTIAL = /^[0-9]+(?:\.[0-9]+)?$/;
const WILD = /^(?:[0-9]+|[xX*])(?:\.(?:[0-9]+|[xX*])){0,2}(?:[-+][0-9A-Za-z.+-]*)?$/;
// src/versions/bitnami.ts
const bitnami = defineEcosystem("bitnami", {
	parse: parseRevision,
	order: order$4,
	comparison: (operator, text) => {
		const bound = readBound(text, parseRevision);
		return operator === "~>" || bound === void 0 ? void 0 : seriesTest(operator, bound, order$4);
	},
	special: (alternative) => alternative === "" ? () => true : void 0
});
function parseRevision(text) {
	return parseDotted(text.replace(/^v/, ""));
}
function order$4(a, b) {
	return compareNumbers(a.numbers, b.numbers) || compareIdentifiers(a.pre, b.pre);
}
// src/versions/composer.ts
const composer = defineEcosystem("composer", {
	parse: parse$7,
	order: order$3,
	comparison: comparison$1
});
const ANY_NUMBER = "9999999";
const RANKS = new Map([
	["dev", 0],
	["alpha", 1],
	["a", 1],
	["beta", 2],
	["b", 2],
	["rc", 3],
	["patch", 6],
	["pl", 6],
	["p", 6]
]);
const END = 4;
const NUMBER = 5;
const STABILITY = /^[._-]?(?:(stable|beta|b|rc|alpha|a|patch|pl|p)((?:[.-]?[0-9]+(?:[.-][0-9]+)*)?))?([.-]?dev)?$/;
const DATE = /^[0-9]{4}(?:[.:-]?[0-9]{2}){1,6}(?:[.:-]?[0-9]{1,3}){0,2}/;
const BRANCH = /^[0-9]+(?:\.(?:[0-9]+|[x*])){0,3}[.-]?dev$/;
function parse$7(text) {
	const bare = text.trim().toLowerCase().replace(/@(?:stable|rc|beta|alpha|dev)$/, "").replace(/^([^+]+)\+\S+$/, "$1").replace(/^v/, "");
	const release = /^[0-9]{1,5}(?:\.[0-9]+){0,3}/.exec(bare)?.[0];
	return (release === void 0 ? void 0 : withStability(bare, release, 4)) ?? parseDate(bare) ?? parseBranch(bare);
}
function parseDate(text) {
	const date = DATE.exec(text)?.[0];
	return date === void 0 ? void 0 : withStability(text, date, 0);
}
function withStability(text, release, width) {
	const [all, word, count = "", dev] = STABILITY.exec(text.slice(release.length)) ?? [];
	if (all === void 0) return void 0;
	const numbers = release.split(/[.:-]/);
	const zeros = Array.from({ length: Math.max(0, width - numbers.length) }, () => "0");
	const stability = word === void 0 || word === "stable" ? [] : [word, ...count.match(/[0-9]+/g) ?? []];
	const branch = dev === void 0 || word === "stable" ? [] : ["dev"];
	return {
		numbers,
		tokens: [
			...numbers,
			...zeros,
			...stability,
			...branch
		]
	};
}
function parseBranch(text) {
	if (!BRANCH.test(text)) return void 0;
	const parts = text.replace(/[.-]?dev$/, "").split(".");
	const numbers = Array.from({ length: 4 }, (_, i) => /^[0-9]/.test(parts[i] ?? "") ? parts[i] ?? "" : ANY_NUMBER);
	return {
		numbers,
		tokens: [...numbers, "dev"]
	};
}
function order$3(a, b) {
	for (let i = 0; i < a.tokens.length || i < b.tokens.length; i++) {
		const [left, right] = [a.tokens[i], b.tokens[i]];
		const result = rank$2(left) - rank$2(right) || (rank$2(left) === NUMBER ? compareDigits(left ?? "", right ?? "") : 0);
		if (result !== 0) return result;
	}
	return 0;
}
function rank$2(token) {
	return token === void 0 ? END : RANKS.get(token) ?? NUMBER;
}
function comparison$1(operator, text) {
	const bound = parse$7(text);
	if (bound === void 0) return void 0;
	const orderOf = (version) => order$3(version, bound);
	const end = seriesEnd(operator, bound.numbers);
	if (end === void 0) return orderTest(operator, orderOf);
	return (version) => orderOf(version) >= 0 && compareNumbers(version.numbers, end) < 0;
}
// src/versions/conan.ts
const conan = defineEcosystem("conan", {
	parse: parse$6,
	order: order$2,
	comparison: (operator, text) => {
		const bound = parse$6(text);
		if (bound === void 0) return void 0;
		const orderOf = (version) => order$2(bound.build === void 0 ? {
			...version,
			build: void 0
		} : version, bound);
		const end = seriesEnd(operator, numbersOf(bound.items));
		if (end === void 0) return orderTest(operator, orderOf);
		if (numbersOf(bound.items).length < bound.items.length) return void 0;
		return (version) => orderOf(version) >= 0 && compareNumbers(numbersOf(version.items), end) < 0;
	}
});
function parse$6(text) {
	const bare = text.trim();
	if (!/^[0-9A-Za-z_][0-9A-Za-z_.+-]*$/.test(bare)) return void 0;
	const plus = bare.lastIndexOf("+");
	const main = plus < 0 ? bare : bare.slice(0, plus);
	const hyphen = main.indexOf("-");
	return {
		items: (hyphen < 0 ? main : main.slice(0, hyphen)).split("."),
		pre: hyphen < 0 ? void 0 : main.slice(hyphen + 1).split("."),
		build: plus < 0 ? void 0 : bare.slice(plus + 1).split(".")
	};
}
function order$2(a, b) {
	return compareItems$1(a.items, b.items) || compareOptional$1(a.pre, b.pre, 1) || compareOptional$1(a.build, b.build, -1);
}
function compareItems$1(all, others) {
	const [a, b] = [withoutZeros$1(all), withoutZeros$1(others)];
	for (let i = 0; i < a.length && i < b.length; i++) {
		const result = compareItem(a[i] ?? "", b[i] ?? "");
		if (result !== 0) return result;
	}
	return a.length - b.length;
}
function withoutZeros$1(items) {
	return items.slice(0, items.findLastIndex((item) => !/^0+$/.test(item)) + 1);
}
function compareItem(a, b) {
	const left = /^[0-9]*/.exec(a)?.[0] ?? "";
	const right = /^[0-9]*/.exec(b)?.[0] ?? "";
	if (left === "" || right === "") return kind$1(a) - kind$1(b) || compareText(a, b);
	return compareDigits(left, right) || compareText(a.slice(left.length), b.slice(right.length));
}
function kind$1(item) {
	if (item === "") return 0;
	return /^[0-9]/.test(item) ? 1 : 2;
}
function compareOptional$1(a, b, absent) {
	if (a === void 0 || b === void 0) return absent * (Number(a === void 0) - Number(b === void 0));
	return compareItems$1(a, b);
}
function numbersOf(items) {
	const word = items.findIndex((item) => !/^[0-9]+$/.test(item));
	return word < 0 ? items : items.slice(0, word);
}
// src/versions/generic.ts
function defineGeneric(id, habits = {}) {
	const parse = (text) => {
		const version = parseDotted(text.replace(habits.prefix ?? /^[vV]/, ""));
		return version && (habits.normal?.(version) ?? version);
	};
	const order = habits.builds === true ? compareWithBuilds : compareDotted;
	return defineEcosystem(id, {
		parse,
		order,
		comparison: (operator, text) => {
			const bound = parse(text);
			return bound && genericTest(operator, bound, order);
		}
	});
}
const cargo = defineGeneric("cargo");
const go = defineGeneric("go", {
	prefix: /^(?:v|go)/,
	normal: (version) => {
		const [, word, number] = /^(beta|rc)([0-9]+)$/.exec(version.pre[0] ?? "") ?? [];
		const glued = version.numbers.length < 3 && version.pre.length === 1;
		return word === void 0 || number === void 0 || !glued ? version : {
			...version,
			pre: [word, number]
		};
	}
});
const hex = defineGeneric("erlang");
const julia = defineGeneric("julia", { builds: true });
const nuget = defineGeneric("nuget", { normal: (version) => ({
	...version,
	pre: version.pre.map((label) => label.toLowerCase())
}) });
const pub = defineGeneric("pub", { builds: true });
const swift = defineGeneric("swift");
function genericTest(operator, bound, order) {
	const orderOf = (version) => order(bound.build.length === 0 ? {
		...version,
		build: []
	} : version, bound);
	const end = seriesEnd(operator, bound.numbers);
	if (end === void 0) return orderTest(operator, orderOf);
	return (version) => orderOf(version) >= 0 && compareNumbers(version.numbers, end) < 0;
}
function compareWithBuilds(a, b) {
	return compareDotted(a, b) || compareIdentifiers(a.build, b.build);
}
// src/versions/maven.ts
const maven = defineEcosystem("maven", {
	parse: parse$5,
	order: compareLists,
	comparison: (operator, text) => {
		if (!/^[0-9A-Za-z_.+~-]+$/.test(text)) return void 0;
		const bound = parse$5(text);
		return orderTest(operator, (version) => compareLists(version, bound));
	},
	special: (alternative) => /^[[(]/.test(alternative) ? intervals(alternative) : void 0
});
const QUALIFIERS = [
	"alpha",
	"beta",
	"milestone",
	"rc",
	"snapshot",
	"",
	"sp"
];
const RELEASE = "";
const ALIASES = new Map([
	["ga", RELEASE],
	["final", RELEASE],
	["release", RELEASE],
	["cr", "rc"]
]);
const SHORT = new Map([
	["a", "alpha"],
	["b", "beta"],
	["m", "milestone"]
]);
function parse$5(text) {
	const lower = text.toLowerCase();
	const lists = [[]];
	const add = (item) => void lists.at(-1)?.push(item);
	const open = () => void lists.push([]);
	const openUnlessEmpty = () => void (lists.at(-1)?.length !== 0 && open());
	const tokens = [...lower.matchAll(/([0-9]+|[^0-9.-]+|)([.-]|$|(?=[^.-]))/g)];
	for (const { 1: token = "", 2: separator = "", index } of tokens) {
		const end = index + token.length === lower.length;
		if (token === "") {
			if (end) break;
			add({ number: "0" });
		} else if (/^[0-9]/.test(token)) add({ number: token });
		else {
			if (separator === "") openUnlessEmpty();
			add({ qualifier: qualifierOf(token, separator === "" && !end) });
		}
		if (separator === "-" || separator === "" && !end) open();
	}
	return nest(lists);
}
function qualifierOf(token, beforeDigit) {
	return (beforeDigit ? SHORT.get(token) : void 0) ?? ALIASES.get(token) ?? token;
}
function nest(lists) {
	return lists.reduceRight((inner, list) => {
		const kept = list.slice(0, list.findLastIndex((item) => !isNull(item)) + 1);
		return inner.length === 0 ? kept : [...kept, inner];
	}, []);
}
function isNull(item) {
	if ("number" in item) return /^0+$/.test(item.number);
	return "qualifier" in item ? item.qualifier === RELEASE : item.length === 0;
}
function compareLists(a, b) {
	for (let i = 0; i < a.length || i < b.length; i++) {
		const [left, right] = [a[i], b[i]];
		const result = left === void 0 ? -compareItems(right ?? [], void 0) : compareItems(left, right);
		if (result !== 0) return result;
	}
	return 0;
}
function compareItems(a, b) {
	if (b === void 0) return compareToNothing(a);
	if ("number" in a && "number" in b) return compareDigits(a.number, b.number);
	if ("qualifier" in a && "qualifier" in b) return compareText(rank$1(a.qualifier), rank$1(b.qualifier));
	if (Array.isArray(a) && Array.isArray(b)) return compareLists(a, b);
	return kind(a) - kind(b);
}
function compareToNothing(item) {
	if ("number" in item) return isNull(item) ? 0 : 1;
	if ("qualifier" in item) return compareText(rank$1(item.qualifier), rank$1(RELEASE));
	return compareLists(item, []);
}
function kind(item) {
	if ("number" in item) return 2;
	return "qualifier" in item ? 0 : 1;
}
function rank$1(qualifier) {
	const place = QUALIFIERS.indexOf(qualifier);
	return place < 0 ? `${QUALIFIERS.length}-${qualifier}` : String(place);
}
function intervals(text) {
	const tests = [];
	const interval = /\s*([[(])([^,[\]()]*)(,?)([^,[\]()]*)([\])])\s*(?:,|$)/y;
	while (interval.lastIndex < text.length) {
		const [all, left, low = "", comma, high = "", right] = interval.exec(text) ?? [];
		if (all === void 0) return void 0;
		const test = comma === "" ? exactly(`${left}${right}`, low.trim()) : between(left, low.trim(), high.trim(), right);
		if (test === void 0) return void 0;
		tests.push(test);
	}
	return (version) => tests.some((test) => test(version));
}
function exactly(brackets, text) {
	const bound = parse$5(text);
	return brackets === "[]" && text !== "" ? (version) => compareLists(version, bound) === 0 : void 0;
}
function between(left, low, high, right) {
	const [from, to] = [parse$5(low), parse$5(high)];
	return (version) => (low === "" || compareLists(version, from) > (left === "[" ? -1 : 0)) && (high === "" || compareLists(version, to) < (right === "]" ? 1 : 0));
}
// src/versions/npm.ts
const MAX_LENGTH = 256;
const npm = defineEcosystem("npm", {
	parse: parse$4,
	order: compareDotted,
	comparison: (operator, text) => {
		const bound = readBound(text, parse$4);
		return operator === "!=" || bound === void 0 ? void 0 : seriesTest(operator, bound, compareDotted);
	},
	special: hyphenRange
});
function parse$4(text) {
	if (text.length > MAX_LENGTH) return void 0;
	const version = parseDotted(text.trim().replace(/^[v=\s]+/, ""));
	return version?.numbers.length === 3 ? version : void 0;
}
function hyphenRange(alternative) {
	if (alternative === "") return () => true;
	const [from, hyphen, to, ...more] = alternative.split(/\s+/);
	if (hyphen !== "-" || from === void 0 || to === void 0 || more.length > 0) return void 0;
	const [low, high] = [readBound(from, parse$4), readBound(to, parse$4)];
	const open = low?.whole?.pre.length === 0 ? {
		...low,
		whole: void 0
	} : low;
	const above = open && seriesTest(">=", open, compareDotted);
	const below = high && seriesTest("<=", high, compareDotted);
	return above && below && ((version) => above(version) && below(version));
}
// src/versions/pep440.ts
const pep440 = defineEcosystem("pip", {
	parse: parse$3,
	order: order$1,
	comparison
});
const VERSION = new RegExp([
	/^\s*v?(?:(?<epoch>[0-9]+)!)?(?<release>[0-9]+(?:\.[0-9]+)*)/,
	/(?:[-_.]?(?<phase>alpha|a|beta|b|preview|pre|c|rc)[-_.]?(?<pre>[0-9]*))?/,
	/(?:-(?<implicit>[0-9]+)|[-_.]?(?<post>post|rev|r)[-_.]?(?<postNumber>[0-9]*))?/,
	/(?:[-_.]?(?<dev>dev)[-_.]?(?<devNumber>[0-9]*))?/,
	/(?:\+(?<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?\s*$/
].map((part) => part.source).join(""), "i");
function parse$3(text) {
	const found = VERSION.exec(text)?.groups;
	if (found === void 0) return void 0;
	const { epoch, release = "", phase, pre, implicit, post, postNumber, dev, devNumber, local } = found;
	return {
		text: text.trim().toLowerCase(),
		epoch: epoch ?? "0",
		release: release.split("."),
		pre: phase === void 0 ? void 0 : [phaseOf(phase.toLowerCase()), pre || "0"],
		post: implicit ?? (post === void 0 ? void 0 : postNumber || "0"),
		dev: dev === void 0 ? void 0 : devNumber || "0",
		local: local === void 0 ? [] : local.toLowerCase().split(/[-_.]/)
	};
}
function phaseOf(word) {
	if (word.startsWith("a")) return "a";
	return word.startsWith("b") ? "b" : "rc";
}
function order$1(a, b) {
	return compareDigits(a.epoch, b.epoch) || compareReleases$1(a.release, b.release) || compareText(phaseRank(a), phaseRank(b)) || compareDigits(a.pre?.[1] ?? "0", b.pre?.[1] ?? "0") || compareOptional(a.post, b.post, -1) || compareOptional(a.dev, b.dev, 1) || compareLocals(a.local, b.local);
}
function comparison(operator, text) {
	if (operator === "===") return literally(text);
	if (text.endsWith(".*")) return wildcard(operator, parse$3(text.slice(0, -2)));
	const bound = parse$3(text);
	if (bound === void 0) return operator === "=" ? literally(text) : void 0;
	const orderOf = (version) => order$1(bound.local.length === 0 ? {
		...version,
		local: []
	} : version, bound);
	if (operator === "~=") return compatible(bound, orderOf);
	if (operator !== ">" || bound.post !== void 0) return orderTest(operator, orderOf);
	return (version) => orderOf(version) > 0 && !isPostReleaseOf(bound, version);
}
function literally(text) {
	return (version) => version.text === text.toLowerCase();
}
function wildcard(operator, bound) {
	if (bound === void 0 || bound.dev !== void 0 || bound.local.length > 0) return void 0;
	const test = orderTest(operator, (version) => beginsWith(version, bound) ? 0 : 1);
	return operator === "=" || operator === "!=" ? test : void 0;
}
function compatible(bound, orderOf) {
	if (bound.release.length < 2) return void 0;
	const series = {
		...bound,
		release: bound.release.slice(0, -1),
		pre: void 0,
		post: void 0
	};
	return (version) => orderOf(version) >= 0 && beginsWith(version, series);
}
function beginsWith(version, start) {
	if (compareDigits(version.epoch, start.epoch) !== 0) return false;
	if (start.pre === void 0 && start.post === void 0) return compareReleases$1(version.release.slice(0, start.release.length), start.release) === 0;
	const { pre, post } = start;
	return order$1({
		...version,
		dev: void 0,
		local: [],
		post: post === void 0 ? void 0 : version.post
	}, {
		...start,
		pre
	}) === 0;
}
function isPostReleaseOf(bound, version) {
	return version.post !== void 0 && order$1({
		...version,
		post: void 0,
		dev: void 0,
		local: []
	}, bound) === 0;
}
function phaseRank({ pre, post, dev }) {
	if (pre !== void 0) return pre[0];
	return post === void 0 && dev !== void 0 ? "" : "z";
}
function compareReleases$1(a, b) {
	for (let i = 0; i < a.length || i < b.length; i++) {
		const result = compareDigits(a[i] ?? "0", b[i] ?? "0");
		if (result !== 0) return result;
	}
	return 0;
}
function compareOptional(a, b, absent) {
	if (a === void 0 || b === void 0) return absent * (Number(a === void 0) - Number(b === void 0));
	return compareDigits(a, b);
}
function compareLocals(a, b) {
	for (let i = 0; i < a.length && i < b.length; i++) {
		const [left = "", right = ""] = [a[i], b[i]];
		const [isNumber, otherIsNumber] = [/^[0-9]+$/.test(left), /^[0-9]+$/.test(right)];
		if (isNumber !== otherIsNumber) return isNumber ? 1 : -1;
		const result = isNumber ? compareDigits(left, right) : compareText(left, right);
		if (result !== 0) return result;
	}
	return a.length - b.length;
}
// src/versions/rubygems.ts
const rubygems = defineGems("rubygems");
const cocoapods = defineGems("cocoapods");
function defineGems(id) {
	return defineEcosystem(id, {
		parse: parse$2,
		order,
		comparison: (operator, text) => {
			const bound = parse$2(text);
			if (bound === void 0) return void 0;
			const orderOf = (version) => order(version, bound);
			if (operator !== "~>") return orderTest(operator, orderOf);
			const end = {
				numbers: bump(bound.numbers, Math.max(0, bound.numbers.length - 2)),
				rest: []
			};
			return (version) => orderOf(version) >= 0 && order({
				...version,
				rest: []
			}, end) < 0;
		}
	});
}
function parse$2(text) {
	const bare = text.trim();
	if (!/^[0-9]+(?:\.[0-9a-zA-Z]+)*(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/.test(bare)) return void 0;
	const segments = bare.replaceAll("-", ".pre.").match(/[0-9]+|[a-zA-Z]+/g) ?? [];
	const word = segments.findIndex((segment) => !isNumber(segment));
	const split = word < 0 ? segments.length : word;
	return {
		numbers: segments.slice(0, split),
		rest: segments.slice(split)
	};
}
function order(a, b) {
	const left = canonical(a);
	const right = canonical(b);
	for (let i = 0; i < left.length || i < right.length; i++) {
		const result = compareSegments(left[i] ?? "0", right[i] ?? "0");
		if (result !== 0) return result;
	}
	return 0;
}
function canonical({ numbers, rest }) {
	return [...withoutZeros(numbers), ...withoutZeros(rest)];
}
function withoutZeros(segments) {
	return segments.slice(0, segments.findLastIndex((segment) => !/^0+$/.test(segment)) + 1);
}
function compareSegments(a, b) {
	if (isNumber(a) !== isNumber(b)) return isNumber(a) ? 1 : -1;
	return isNumber(a) ? compareDigits(a, b) : compareText(a, b);
}
function isNumber(segment) {
	return /^[0-9]/.test(segment);
}
// src/versions/ecosystems.ts
const ECOSYSTEMS = new Map([
	["bitnami", bitnami],
	["cargo", cargo],
	["cocoapods", cocoapods],
	["composer", composer],
	["conan", conan],
	["erlang", hex],
	["go", go],
	["julia", julia],
	["k8s", go],
	["maven", maven],
	["npm", npm],
	["nuget", nuget],
	["pip", pep440],
	["pub", pub],
	["rubygems", rubygems],
	["swift", swift]
]);
function versionsOf(ecosystem) {
	const found = ECOSYSTEMS.get(ecosystem);
	if (found === void 0) throw new Error(`no version scheme for the ecosystem ${ecosystem}`);
	return found;
}
// src/versions/affects.ts
function affects(ecosystem, version, advisory) {
	const versions = versionsOf(ecosystem);
	versions.compare(version, version);
	const vulnerable = advisory.vulnerableVersions ?? [];
	const patched = advisory.patchedVersions ?? [];
	if ([...vulnerable, ...patched].some((range) => range.trim() === "")) return true;
	const hit = vulnerable.length === 0 ? true : anyHolds(versions, version, vulnerable);
	if (hit === false) return false;
	const safe = anyHolds(versions, version, [...patched, ...advisory.unaffectedVersions ?? []]);
	if (safe === true) return false;
	if (hit === true && safe === false) return true;
	throw hit === true ? safe : hit;
}
function anyHolds(versions, version, ranges) {
	let unread;
	for (const alternative of ranges.flatMap((range) => range.split("||"))) try {
		if (versions.satisfies(version, alternative)) return true;
	} catch (error) {
		if (!(error instanceof Unreadable)) throw error;
		unread ??= error;
	}
	return unread ?? false;
}
// src/versions/apk.ts
const KINDS = [
	"component",
	"digits",
	"letter",
	"suffix",
	"suffix-number",
	"hash",
	"revision",
	"end"
];
const SUFFIXES = new Map([
	["alpha", -4n],
	["beta", -3n],
	["pre", -2n],
	["rc", -1n],
	["", 0n],
	["cvs", 0n],
	["svn", 1n],
	["git", 2n],
	["hg", 3n],
	["p", 4n]
]);
const MAX_DIGITS = 17;
const apk = defineScheme("apk", tokenize, compareTokens$1);
function tokenize(version) {
	if (!/^[0-9]/.test(version)) return void 0;
	const tokens = [];
	let rest = version;
	let kind = "digits";
	for (;;) {
		const read = readValue(kind, rest);
		if (read === void 0) return void 0;
		tokens.push({
			kind,
			value: read.value
		});
		rest = rest.slice(read.length);
		const next = read.zeros ? {
			kind: "digits",
			skip: 0
		} : nextKind(kind, rest);
		if (next === void 0) return void 0;
		if (next.kind === "end") return [...tokens, {
			kind: "end",
			value: 0n
		}];
		kind = next.kind;
		rest = rest.slice(next.skip);
	}
}
function nextKind(kind, rest) {
	if (rest === "") return {
		kind: "end",
		skip: 0
	};
	const inNumber = kind === "component" || kind === "digits";
	if (/^[a-z]/.test(rest)) return inNumber ? {
		kind: "letter",
		skip: 0
	} : void 0;
	if (/^[0-9]/.test(rest)) {
		if (kind === "letter") return {
			kind: "digits",
			skip: 0
		};
		return kind === "suffix" ? {
			kind: "suffix-number",
			skip: 0
		} : void 0;
	}
	if (rest.startsWith(".")) return inNumber ? {
		kind: "component",
		skip: 1
	} : void 0;
	if (rest.startsWith("_")) return before(kind, "hash") ? {
		kind: "suffix",
		skip: 1
	} : void 0;
	if (rest.startsWith("~")) return before(kind, "hash") ? {
		kind: "hash",
		skip: 1
	} : void 0;
	return rest.startsWith("-r") ? {
		kind: "revision",
		skip: 2
	} : void 0;
}
function readValue(kind, rest) {
	if (kind === "letter") return {
		value: rest.slice(0, 1),
		length: 1
	};
	if (kind === "hash") {
		const hash = /^[0-9a-f]+/.exec(rest)?.[0];
		return hash === void 0 ? void 0 : {
			value: hash,
			length: hash.length
		};
	}
	if (kind === "suffix") {
		const name = /^(?:alpha|beta|pre|rc|cvs|svn|git|hg|p|$)/.exec(rest)?.[0];
		const value = name === void 0 ? void 0 : SUFFIXES.get(name);
		return name === void 0 || value === void 0 ? void 0 : {
			value,
			length: name.length
		};
	}
	if (kind === "component" && rest.startsWith("0")) {
		const extra = (/^0+/.exec(rest)?.[0].length ?? 1) - 1;
		return {
			value: BigInt(-extra),
			length: extra,
			zeros: true
		};
	}
	const digits = /^[0-9]*/.exec(rest)?.[0] ?? "";
	return digits.length > MAX_DIGITS ? void 0 : {
		value: BigInt(digits),
		length: digits.length
	};
}
function compareTokens$1(a, b) {
	for (let i = 0;; i++) {
		const [left, right] = [a[i], b[i]];
		if (left === void 0 || right === void 0) return 0;
		if (left.kind !== right.kind) return compareKinds(left, right);
		if (left.value === right.value) continue;
		if (typeof left.value === "string" || typeof right.value === "string") return compareText(String(left.value), String(right.value));
		return left.value < right.value ? -1 : 1;
	}
}
function compareKinds(a, b) {
	if (isPreRelease(a)) return -1;
	if (isPreRelease(b)) return 1;
	return before(a.kind, b.kind) ? 1 : -1;
}
function isPreRelease(token) {
	return token.kind === "suffix" && typeof token.value === "bigint" && token.value < 0n;
}
function before(a, b) {
	return KINDS.indexOf(a) < KINDS.indexOf(b);
}
// src/versions/deb.ts
const deb = defineScheme("deb", parse$1, (a, b) => {
	return compareDigits(a.epoch, b.epoch) || comparePart(a.upstream, b.upstream) || comparePart(a.revision, b.revision);
});
const MAX_EPOCH = 2147483647;
function parse$1(text) {
	const version = text.replace(/^[ \t]+/, "").trimEnd();
	const colon = version.indexOf(":");
	const epoch = colon < 0 ? "0" : version.slice(0, colon);
	const rest = version.slice(colon + 1);
	const hyphen = rest.lastIndexOf("-");
	const upstream = hyphen < 0 ? rest : rest.slice(0, hyphen);
	const revision = hyphen < 0 ? "" : rest.slice(hyphen + 1);
	if (!/^[0-9]+$/.test(epoch) || Number(epoch) > MAX_EPOCH) return void 0;
	if (!/^[0-9][A-Za-z0-9.+~:_-]*$/.test(upstream)) return void 0;
	if (hyphen >= 0 && !/^[A-Za-z0-9.+~_]+$/.test(revision)) return void 0;
	return {
		epoch,
		upstream,
		revision
	};
}
function comparePart(a, b) {
	const left = runs(a);
	const right = runs(b);
	for (let i = 0; i < left.length || i < right.length; i++) {
		const order = (i % 2 === 0 ? compareSigns : compareDigits)(left[i] ?? "", right[i] ?? "");
		if (order !== 0) return order;
	}
	return 0;
}
function runs(part) {
	const found = part.match(/[^0-9]+|[0-9]+/g) ?? [];
	return /^[0-9]/.test(part) ? ["", ...found] : found;
}
function compareSigns(a, b) {
	for (let i = 0; i < a.length || i < b.length; i++) {
		const order = weight(a[i]) - weight(b[i]);
		if (order !== 0) return order;
	}
	return 0;
}
function weight(sign) {
	if (sign === void 0) return 0;
	if (sign === "~") return -1;
	return /[A-Za-z]/.test(sign) ? sign.charCodeAt(0) : sign.charCodeAt(0) + 256;
}
// src/versions/rpm.ts
const rpm = defineScheme("rpm", parse, (a, b) => {
	return compareDigits(a.epoch, b.epoch) || compareTokens(a.version, b.version) || compareReleases(a.release, b.release);
});
function parse(text) {
	const colon = text.indexOf(":");
	const epoch = colon <= 0 ? "0" : text.slice(0, colon);
	const rest = text.slice(colon + 1);
	const hyphen = rest.lastIndexOf("-");
	const version = hyphen < 0 ? rest : rest.slice(0, hyphen);
	if (!/^[0-9]+$/.test(epoch)) return void 0;
	if (!/^[!-9;-~]+$/.test(rest) || !/[A-Za-z0-9]/.test(version)) return void 0;
	return {
		epoch,
		version: tokens(version),
		release: hyphen < 0 ? void 0 : tokens(rest.slice(hyphen + 1))
	};
}
function tokens(part) {
	return part.match(/[0-9]+|[A-Za-z]+|~|\^/g) ?? [];
}
function compareReleases(a, b) {
	if (a === void 0 || b === void 0) return Number(a !== void 0) - Number(b !== void 0);
	return compareTokens(a, b);
}
function compareTokens(a, b) {
	for (let i = 0; i < a.length || i < b.length; i++) {
		const order = rank(a[i]) - rank(b[i]) || compareAlike(a[i] ?? "", b[i] ?? "");
		if (order !== 0) return order;
	}
	return 0;
}
function rank(token) {
	if (token === void 0) return 1;
	if (token === "~") return 0;
	if (token === "^") return 2;
	return /^[0-9]/.test(token) ? 4 : 3;
}
function compareAlike(a, b) {
	return /^[0-9]/.test(a) ? compareDigits(a, b) : compareText(a, b);
}
// src/versions/upgrade-target.ts
const SCHEMES = new Map([
	["apk", () => apk],
	["deb", () => deb],
	["rpm", () => rpm],
	["golang", () => versionsOf("go")],
	["pypi", () => versionsOf("pip")],
	["gem", () => versionsOf("rubygems")],
	["hex", () => versionsOf("erlang")],
	...[
		"bitnami",
		"cargo",
		"cocoapods",
		"composer",
		"conan",
		"julia",
		"k8s",
		"maven",
		"npm",
		"nuget",
		"pub",
		"swift"
	].map((type) => [type, () => versionsOf(type)])
]);
function upgradeTarget(purl, installed, fixes) {
	const scheme = SCHEMES.get(/^pkg:([a-z0-9.+-]+)\//i.exec(purl)?.[1]?.toLowerCase() ?? "")?.();
	const lists = [...new Set(fixes)].map(versionsIn);
	const only = lists.length === 1 && lists[0].length === 1 ? lists[0][0] : void 0;
	if (only !== void 0 && only === fixes[0].trim()) return only;
	if (scheme === void 0 || !scheme.valid(installed)) return void 0;
	if (lists.some((list) => list.length === 0 || !list.every(scheme.valid))) return void 0;
	const sorted = lists.map((list) => list.toSorted(scheme.compare));
	const isUpgrade = (version) => scheme.compare(version, installed) > 0;
	const least = highest(sorted.flatMap((list) => list.find(isUpgrade) ?? []), scheme);
	if (least === void 0) return void 0;
	return [...new Set(sorted.flat())].filter((version) => scheme.compare(version, least) >= 0).toSorted(scheme.compare).find((version) => sorted.every((list) => mends(version, list, scheme)));
}
function mends(version, fixes, { compare }) {
	const last = fixes.findLast((fix) => compare(fix, version) <= 0);
	if (last === void 0) return false;
	return last === fixes.at(-1) || compare(last, version) === 0 || version.startsWith(lineOf(last));
}
function lineOf(version) {
	return /^(.*\d\.)\d+\D*$/.exec(version)?.[1] ?? version;
}
function highest(versions, { compare }) {
	return versions.reduce((most, version) => most === void 0 || compare(version, most) > 0 ? version : most, void 0);
}
function versionsIn(fixedIn) {
	return fixedIn.split(/,|\|\|/).map((part) => /^\s*(?:=>|>=|~>|==|[=~^>])?\s*([^\s<>=~^][^\s<>=]*)/.exec(part)?.[1]).filter((version) => version !== void 0);
}
export { affects as a, apk as i, rpm as n, versionsOf as o, deb as r, upgradeTarget as t };
