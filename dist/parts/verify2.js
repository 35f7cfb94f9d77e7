import { a as RESULT_TYPE, o as SBOM_TYPE, s as readPublicKey, t as newestResult } from "./attestation.js";
import { r as Unreadable, t as DrydockError } from "./errors.js";
import { n as openInRegistry } from "./image2.js";
import { r as verdictBy, t as loadMeasures } from "./judgement.js";
import { c as policyPath } from "./policy.js";
import { r as openStore } from "./advisories.js";
import { a as withArchivesIdentified, i as sbomContent, s as scannedImage } from "./content.js";
import { n as detect } from "./detectors.js";
import { t as CATEGORIES } from "./rule.js";
import { a as isVulnerability } from "./image-name.js";
import { n as limitedTo, t as checksOf } from "./checks.js";
import { n as readSbom } from "./sbom.js";
import { r as storedAnswers, t as withinScope } from "./within-scope.js";
import { t as storedScan } from "./stored-scan.js";
import { t as VERSION } from "./version.js";
import { r as loadAttachedVex } from "./vex.js";
// src/rematch.ts
async function rematch(stored, sbom, checks, options, host) {
	const now = host.now();
	const store = await openStore(options.database, host);
	try {
		const content = await withArchivesIdentified(sbomContent(sbom, options, {}), options, host);
		const { os, packages } = content;
		const wanted = limitedTo(checks, ["system", "application"], "An SBOM");
		const detection = await detect({
			store,
			build: {},
			os,
			packages,
			checks: wanted,
			now
		});
		const { verdict: _, ...rest } = stored;
		const risks = stored.findings.filter((finding) => !isVulnerability(finding));
		const looked = new Set([...stored.checked.categories, ...wanted.categories]);
		return {
			...rest,
			scannedAt: now.toISOString(),
			finishedAt: host.now().toISOString(),
			database: store.info,
			checked: {
				...stored.checked,
				categories: CATEGORIES.filter((one) => looked.has(one))
			},
			packages,
			findings: [...detection.findings, ...risks],
			gaps: [
				...content.gaps,
				...detection.gaps,
				...stored.gaps.filter(isOfTheImage)
			]
		};
	} finally {
		store.close();
	}
}
function isOfTheImage({ category }) {
	return category !== void 0;
}
// src/verify.ts
const MAX_TOLD = 5;
async function verifyImage(options, host) {
	const measures = await loadMeasures(options, host, "the attached result may tell");
	const checks = checksOf(measures.policy);
	const key = options.key === void 0 ? void 0 : await readPublicKey(options.key, host);
	const image = await openInRegistry(options.image, options, host);
	try {
		const attached = await attachedResult(image, key, options, host);
		if (typeof attached === "string") return unproven(image, attached, host);
		const { stored, found, source } = attached;
		const tooOld = agedBeyond(options.maxAge, found, host.now());
		const isRematched = options.rematch && (options.maxAge === void 0 || tooOld !== void 0);
		if (tooOld !== void 0 && !isRematched) return unproven(image, tooOld, host);
		const today = isRematched ? await matchedAnew(stored, found, checks, options, host) : stored;
		if (typeof today === "string") return unproven(image, today, host);
		const notices = [...today.notices, source];
		const named = {
			...today.image,
			...namesOf(image)
		};
		if (!isRematched && !await isJudgedHere(options, host)) return {
			...stored,
			image: named,
			notices
		};
		const scoped = withinScope({
			...today,
			image: named
		}, checks);
		const vex = await loadAttachedVex(options.vex, image, options, host);
		const digests = image.stored?.digests ?? [];
		const { isNew } = storedAnswers(stored);
		const verdict = verdictBy(measures, {
			...scoped,
			image: named,
			digests,
			vex,
			isNew
		}, host.now());
		return {
			...scoped,
			gaps: verdict.gaps.map(({ gap }) => gap),
			notices,
			verdict
		};
	} finally {
		await image.close();
	}
}
async function isJudgedHere(options, { cwd }) {
	const { policy, failOn, ignoreUnfixed, vex, ignoreFiles } = options;
	if ([
		policy,
		vex,
		ignoreFiles
	].some(({ length }) => length > 0) || failOn !== void 0 || ignoreUnfixed === true) return true;
	return (await policyPath({ cwd })).path !== void 0;
}
async function attachedResult({ stored: place, digest }, key, options, host) {
	if (place === void 0) throw new Error("an image of a registry has no registry");
	const { found, refused } = await newestResult(place, digest, key, options, host);
	for (const { reason } of refused.slice(0, MAX_TOLD)) host.log.warn(reason);
	const unreadable = refused.find(({ isUnreadable }) => isUnreadable);
	if (unreadable !== void 0) return `${unreadable.reason} Whether it is the newest cannot be told; scan again, or name a key with --key.`;
	if (found === void 0) return refused.length === 0 ? "No result of drydock is attached to this image; attach one with drydock scan --attach." : `None of the results that are attached to this image holds (${refused.length} refused); scan it again with --attach.`;
	try {
		const stored = storedScan(await documentOf(found, RESULT_TYPE), "The attached result");
		const contradiction = contradictionIn(stored, found, digest);
		if (contradiction !== void 0) return contradiction;
		return {
			stored,
			found,
			source: sourceOf(found, options.key)
		};
	} catch (error) {
		return `${damageIn(error)} Scan the image again with --attach.`;
	}
}
function sourceOf({ statement, digest, isSigned }, key) {
	const signature = isSigned ? `signed with ${key}` : "its signature was not checked";
	return `Read from the result that drydock ${statement.version} attached on ${statement.finishedAt.toISOString()} (${digest}, ${signature}).`;
}
async function documentOf({ statement, read }, type) {
	const document = statement.documents.find(({ mediaType }) => mediaType === type);
	if (document !== void 0) return read(document);
	throw new DrydockError("IMAGE_INVALID", `The statement names no document of type ${type}.`);
}
function contradictionIn(stored, { statement }, digest) {
	if (stored.image.digest !== digest) return "The attached result is about another image.";
	return stored.verdict.outcome === statement.outcome && new Date(stored.scannedAt).getTime() === statement.startedAt.getTime() ? void 0 : "The attached result and the statement on it contradict each other.";
}
function damageIn(error) {
	if (error instanceof Unreadable) return `The attached SBOM cannot be read: ${error.message}.`;
	if (!(error instanceof DrydockError && [
		"IMAGE_INVALID",
		"DIGEST_MISMATCH",
		"NOT_FOUND"
	].includes(error.code))) throw error;
	return /[.!?]$/.test(error.message) ? error.message : `${error.message}.`;
}
function agedBeyond(maxAge, { statement }, now) {
	const age = now.getTime() - statement.startedAt.getTime();
	if (maxAge === void 0 || age <= maxAge) return void 0;
	return `The attached result is ${spanOf(age)} old, over the limit of ${spanOf(maxAge)}; scan again, or match it anew with --rematch.`;
}
function spanOf(ms) {
	const hours = ms / 36e5;
	if (hours < 2) return `${Math.floor(hours * 60)} minutes`;
	return hours < 48 ? `${Math.floor(hours)} hours` : `${Math.floor(hours / 24)} days`;
}
async function matchedAnew(stored, found, checks, options, host) {
	let sbom;
	try {
		sbom = readSbom(await documentOf(found, SBOM_TYPE), "the attached SBOM");
	} catch (error) {
		return `${damageIn(error)} Scan the image again with --attach.`;
	}
	return rematch(stored, sbom, checks, options, host);
}
function namesOf({ reference, names, stored }) {
	return {
		reference,
		names,
		...stored === void 0 ? {} : { stored }
	};
}
function unproven(image, reason, host) {
	const { notices, ...shown } = scannedImage(image, {
		layers: [],
		notes: []
	}, {});
	const gap = {
		kind: "unproven",
		where: image.reference,
		by: "verify",
		reason
	};
	const now = host.now().toISOString();
	return {
		drydock: { version: VERSION },
		scannedAt: now,
		finishedAt: now,
		image: shown,
		checked: {
			categories: [],
			profile: "default"
		},
		notices,
		packages: [],
		findings: [],
		rules: [],
		gaps: [gap],
		verdict: {
			outcome: "unproven",
			reason,
			judged: [],
			gaps: [{
				gap,
				action: "block",
				because: "Without a result nothing can be told."
			}],
			rules: [],
			warnings: [],
			actions: [],
			remarks: []
		}
	};
}
export { verifyImage };
