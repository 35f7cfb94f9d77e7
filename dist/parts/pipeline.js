import { r as openStore } from "./advisories.js";
import { o as scanResult, r as possibleChecks } from "./content.js";
import { r as rules, s as loadYaraRules } from "./detectors.js";
import { t as DrydockError } from "./errors.js";
import { t as documentPath } from "./reference.js";
import "./image2.js";
import { c as loadBuild, i as closeWhenOpen, o as look, r as presentOf, s as lookAndKeep, t as compared } from "./compared.js";
import { n as readStoredScan } from "./stored-result.js";
import { t as checkedBy } from "./catalogue.js";
import { t as checksOf } from "./checks.js";
import { t as compare } from "./comparison.js";
import { r as verdictBy, t as loadMeasures } from "./judgement.js";
import "./policy.js";
import { resolve } from "node:path";
import { open } from "node:fs/promises";
// src/baseline.ts
const HEAD = 64;
async function openBaseline(name, host) {
	return /\.json$/i.test(name) || await isJson(resolve(host.cwd, name)) ? { result: await readStoredScan(name, host) } : { reference: name };
}
async function isJson(path) {
	const file = await open(path).catch(() => void 0);
	if (file === void 0) return false;
	try {
		if (!(await file.stat()).isFile()) return false;
		const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD), 0, HEAD, 0);
		return /^\s*\{/.test(buffer.toString("utf8", 0, bytesRead));
	} finally {
		await file.close();
	}
}
async function earlierOf(baseline, work, opening) {
	return "result" in baseline ? baseline.result : await previousResult(baseline.reference, work, opening);
}
async function previousResult(reference, work, opening) {
	try {
		const options = optionsFor(reference, work.options);
		const checks = possibleChecks(work.checks, options);
		const build = await loadBuild(options.build, work.host);
		const { image, findings, gaps } = await look({
			...work,
			options,
			checks,
			build,
			onOpened: () => void 0
		}, opening);
		const store = await opening;
		return {
			image: {
				reference,
				digest: image.digest
			},
			scannedAt: work.startedAt.toISOString(),
			checked: checkedBy(checks, rules),
			findings,
			gaps,
			...store === void 0 ? {} : { database: store.info },
			...work.options.build === void 0 || options.build !== void 0 ? {} : { note: NO_DOCKERFILE }
		};
	} catch (error) {
		throw named(error, reference);
	}
}
const NO_DOCKERFILE = "The baseline was looked at without a Dockerfile, so instructions may be called new that its history only tells in other words; a JSON report made with its Dockerfile compares better.";
function optionsFor(reference, { build: _, attach: __, fix: ___, ...options }) {
	const path = documentPath("dockerfile", reference);
	const build = path === void 0 ? {} : { build: {
		path,
		buildArgs: {}
	} };
	return {
		...options,
		...build,
		image: reference,
		vex: []
	};
}
function named(error, reference) {
	if (!(error instanceof DrydockError)) return error;
	return new DrydockError(error.code, `The baseline ${reference}: ${error.message}`, {
		hint: error.hint ?? "Without --baseline, as for a first build, every finding counts.",
		cause: error
	});
}
// src/pipeline.ts
async function scan(options, host, onOpened = () => void 0) {
	const startedAt = host.now();
	const measures = await loadMeasures(options, host, options.baseline);
	const yaraRules = await loadYaraRules(options.malwareRules, host);
	const checks = possibleChecks(checksOf(measures.policy, options.checks, yaraRules), options);
	const build = await loadBuild(options.build, host);
	const baseline = options.baseline === void 0 ? void 0 : await openBaseline(options.baseline, host);
	const work = {
		options,
		startedAt,
		measures,
		checks,
		build,
		host,
		onOpened
	};
	const opening = openWanted(work);
	try {
		if (options.fix !== void 0) return await scanAndRepair(options.fix, baseline, work, opening);
		return judged(await look(work, opening), baseline && await earlierOf(baseline, work, opening), await opening, work);
	} finally {
		closeWhenOpen(opening);
	}
}
async function scanAndRepair(options, baseline, work, opening) {
	const loading = import("./fix.js");
	loading.catch(() => void 0);
	const { found, content } = await lookAndKeep(work, opening);
	try {
		const earlier = baseline && await earlierOf(baseline, work, opening);
		const store = await opening;
		const judge = (some) => judged(some, earlier, store, work);
		const result = judge(found);
		const stage = work.host.log.stage("repairing");
		try {
			const { repaired } = await loading;
			return {
				...result,
				...await repaired({
					content,
					found,
					result,
					store,
					judge
				}, options, work)
			};
		} finally {
			stage.done();
		}
	} finally {
		await content.close();
	}
}
function judged(found, earlier, store, work) {
	const { startedAt, measures, checks, build, host } = work;
	const { image, os, packages, findings, notices } = found;
	const comparison = earlier && compare(presentOf(found, store, checks), earlier);
	const around = {
		dockerfile: build.dockerfile?.path,
		isNew: comparison?.isNew
	};
	const verdict = verdictBy(measures, {
		...found,
		...around
	}, startedAt);
	const result = scanResult({
		startedAt,
		finishedAt: host.now(),
		image: {
			...image,
			notices: [...image.notices, ...notices]
		},
		os,
		database: store?.info,
		packages,
		findings,
		gaps: verdict.gaps.map(({ gap }) => gap),
		verdict,
		checks
	});
	return comparison === void 0 || earlier === void 0 ? result : compared(result, comparison, earlier);
}
async function openWanted({ options, checks, host }) {
	const { categories } = checks;
	if (!categories.has("system") && !categories.has("application")) return void 0;
	return await openStore(options.database, host);
}
export { scan as t };
