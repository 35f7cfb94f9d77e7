import { t as DrydockError } from "./errors.js";
import { r as parseDocument } from "./document.js";
import { a as isVulnerability } from "./image-name.js";
import { t as CATEGORIES } from "./rule.js";
import { g as PROFILES } from "./policy.js";
import { S as string, _ as looseObject, b as record, d as array, g as literal, h as int, l as _enum, m as discriminatedUnion, p as boolean, v as number, w as unknown, y as object } from "./http.js";
import { n as datetime } from "./iso.js";
import { t as SEVERITIES } from "./advisory.js";
// src/stored-form.ts
const text = string();
const texts = array(text);
const severity = _enum(SEVERITIES);
const digest = string().regex(/^sha256:[0-9a-f]{64}$/, "is no digest");
const layer = int().nonnegative();
const location = looseObject({
	path: text,
	layer,
	diffId: digest
});
const registryAction = _enum(["retag", "delete-tag"]);
const vex = looseObject({
	status: _enum(["not_affected", "fixed"]),
	justification: text.optional()
});
const decision = object({
	action: _enum([
		"block",
		"warn",
		"note",
		"waive"
	]),
	because: text
});
const lines = looseObject({
	path: text,
	startLine: int(),
	endLine: int(),
	endColumn: int().optional()
});
const origin = looseObject({
	instruction: text.optional(),
	dockerfile: lines.optional(),
	owner: _enum([
		"base",
		"own",
		"unknown"
	]),
	certainty: _enum([
		"proved",
		"likely",
		"unknown"
	]),
	note: text.optional()
});
const packageForm = looseObject({
	name: text,
	version: text,
	ecosystem: text,
	purl: text,
	by: text,
	source: looseObject({
		name: text,
		version: text
	}).optional(),
	architecture: text.optional(),
	licenses: texts.optional(),
	vendor: text.optional(),
	module: text.optional(),
	dependencies: texts.optional(),
	hashes: looseObject({
		sha1: text.optional(),
		sha256: text.optional()
	}).optional(),
	cpe: text.optional(),
	locations: array(location).min(1),
	origin: unknown().optional()
});
const finding = {
	rule: text,
	severity,
	title: text,
	fingerprint: text,
	decision: decision.extend({ vex: vex.optional() }),
	since: _enum(["new", "known"]).optional(),
	origin: unknown().optional()
};
const score = number().optional();
const vulnerability = looseObject({
	...finding,
	kind: literal("vulnerability"),
	location,
	package: looseObject({
		name: text,
		version: text,
		ecosystem: text,
		purl: text
	}),
	advisory: looseObject({
		id: text,
		aliases: texts,
		source: looseObject({
			id: text,
			name: text,
			url: text
		}).optional(),
		description: text.optional(),
		url: text.optional(),
		references: texts,
		cwes: texts,
		cvss: record(text, looseObject({
			v2Score: score,
			v3Score: score,
			v4Score: score
		})),
		published: text.optional(),
		modified: text.optional()
	}),
	severitySource: text.optional(),
	fixedIn: text.optional(),
	status: _enum([
		"fixed",
		"affected",
		"under-investigation",
		"will-not-fix",
		"fix-deferred",
		"end-of-life",
		"not-affected",
		"unknown"
	]),
	matchedBy: text
});
const riskCategory = _enum(CATEGORIES).exclude(["system", "application"]);
const risk = looseObject({
	...finding,
	kind: literal("risk"),
	location: location.optional(),
	category: riskCategory,
	subject: text,
	evidence: texts,
	advice: text,
	documentation: text,
	peers: texts,
	line: int().optional(),
	dockerfile: lines.optional(),
	owner: _enum([
		"base",
		"own",
		"unknown"
	]).optional(),
	isDeleted: boolean().optional(),
	also: texts.optional(),
	exception: looseObject({
		reason: text,
		until: text.optional(),
		by: _enum(["drydock", "hadolint"])
	}).optional()
});
const gone = discriminatedUnion("kind", [vulnerability.omit({ decision: true }).extend({ package: packageForm }), risk.omit({ decision: true })]);
const gap = looseObject({
	kind: text,
	where: text,
	by: text,
	reason: text,
	layer: digest.optional(),
	category: riskCategory.optional(),
	rule: looseObject({
		id: text,
		category: riskCategory,
		severity
	}).optional(),
	decision
});
const resultForm = looseObject({
	schemaVersion: literal(1),
	drydock: object({ version: text }),
	scannedAt: datetime({ offset: true }),
	finishedAt: datetime({ offset: true }).optional(),
	outcome: _enum([
		"pass",
		"blocked",
		"unproven"
	]),
	reason: text,
	remarks: texts,
	warnings: texts.default([]),
	actions: array(registryAction).default([]),
	policyRules: array(looseObject({
		kind: _enum(["block", "warn"]),
		name: text.optional(),
		words: text,
		message: text.optional(),
		action: registryAction.optional(),
		count: int(),
		matches: int(),
		fired: boolean()
	})).default([]),
	image: looseObject({
		reference: text,
		digest,
		names: texts,
		platform: text,
		created: text.optional(),
		os: looseObject({
			id: text,
			version: text
		}).nullable(),
		layers: array(looseObject({
			index: layer,
			diffId: digest,
			digest: digest.optional(),
			size: number().optional(),
			createdBy: text.optional(),
			origin: origin.optional()
		})),
		baseImage: looseObject({
			name: text.optional(),
			digest: text.optional(),
			from: text
		}).optional()
	}),
	database: looseObject({
		kind: text,
		schema: number(),
		origin: text,
		updatedAt: text.optional(),
		sample: boolean()
	}).nullable(),
	checked: looseObject({
		categories: array(_enum(CATEGORIES)),
		profile: _enum(PROFILES),
		partial: array(_enum(CATEGORIES)).optional(),
		added: texts.optional()
	}),
	notices: texts,
	packages: array(packageForm),
	findings: array(discriminatedUnion("kind", [vulnerability, risk])),
	baseline: object({
		reference: text,
		digest: text,
		scannedAt: text
	}).optional(),
	fixed: array(gone).optional(),
	rules: array(looseObject({
		id: text,
		category: riskCategory,
		title: text,
		severity,
		fires: text,
		guards: text,
		advice: text,
		peers: texts
	})),
	gaps: array(gap)
});
// src/stored-scan.ts
const MAX_BYTES = 268435456;
function storedScan(bytes, what) {
	const stored = parseDocument(bytes, resultForm, what, MAX_BYTES);
	const packages = stored.packages.map(({ origin: _, ...pkg }) => pkg);
	const judged = judgedFindings(stored, packages, what);
	const gaps = stored.gaps.map(({ decision: said, ...rest }) => ({
		gap: rest,
		...said
	}));
	const { outcome, reason, remarks, image, database, drydock, scannedAt, checked, notices, rules } = stored;
	const { policyRules, warnings, actions, baseline, fixed } = stored;
	const decided = decidedBy([...judged, ...gaps], judged);
	if (outcome !== decided) throw new DrydockError("IMAGE_INVALID", `${what} says ${outcome}, but what it lists makes ${decided}.`);
	return {
		drydock,
		scannedAt,
		finishedAt: stored.finishedAt ?? scannedAt,
		image: imageOf(image),
		...database === null ? {} : { database },
		checked,
		notices,
		packages,
		findings: judged.map((row) => row.finding),
		rules,
		gaps: gaps.map((row) => row.gap),
		verdict: {
			outcome,
			reason,
			judged,
			gaps,
			remarks,
			rules: policyRules,
			warnings,
			actions
		},
		...baseline === void 0 ? {} : { baseline },
		...fixed === void 0 ? {} : { fixed }
	};
}
function decidedBy(all, findings) {
	if (findings.some(({ action }) => action === "block")) return "blocked";
	return all.some(({ action }) => action === "block") ? "unproven" : "pass";
}
function judgedFindings(stored, packages, what) {
	const keyOf = ({ name, version, purl }) => JSON.stringify([
		name,
		version,
		purl
	]);
	const known = new Map();
	for (const pkg of packages) known.set(keyOf(pkg), [...known.get(keyOf(pkg)) ?? [], pkg]);
	return stored.findings.map(({ decision, since, origin: _, ...rest }) => {
		const said = {
			...decision,
			...since === void 0 ? {} : { since }
		};
		const found = rest;
		if (!isVulnerability(found)) return {
			finding: found,
			...said
		};
		const { path, layer: at } = found.location;
		const same = known.get(keyOf(found.package)) ?? [];
		const pkg = same.find(({ locations: [first] }) => first?.path === path && first.layer === at) ?? same[0];
		if (pkg === void 0) throw new DrydockError("IMAGE_INVALID", `${what} names a vulnerable package that it does not list.`);
		return {
			finding: {
				...found,
				package: pkg
			},
			...said
		};
	});
}
function imageOf({ platform, os, ...image }) {
	return {
		...image,
		platform: platformOf(platform),
		...os === null ? {} : { os: systemOf(os) }
	};
}
function platformOf(printed) {
	const [os = "", architecture = "", variant] = printed.split("/");
	return {
		os,
		architecture,
		...variant === void 0 ? {} : { variant }
	};
}
function systemOf({ id, ...os }) {
	return {
		family: id,
		...os
	};
}
export { storedScan as t };
