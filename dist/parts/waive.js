import { t as DrydockError } from "./errors.js";
import { t as imageNameIn } from "./image-name.js";
import { c as policyPath, n as waiverFor, t as saveWaiver } from "./policy.js";
import { t as readStoredResult } from "./stored-result.js";
import { join } from "node:path";
// src/waive.ts
const MIN_FINGERPRINT = 8;
async function waive(fingerprint, options, host) {
	const { image, findings } = await readStoredResult(options.result, host);
	const finding = findingOf(fingerprint, findings, options.result);
	const expires = dayOf(options.expires, host.now());
	const { path, name } = await policyPath({
		path: options.policy,
		cwd: host.cwd
	});
	const { reason, owner, only } = options;
	const images = options.allImages ? void 0 : [image.reference, ...image.names].flatMap((name) => imageNameIn(name) ?? []);
	const waiver = waiverFor(finding, {
		reason,
		expires,
		owner,
		only,
		images
	});
	await saveWaiver(path ?? join(host.cwd, name), name, waiver);
	return {
		finding,
		file: name,
		expires,
		images: waiver.images
	};
}
function findingOf(fingerprint, findings, report) {
	const wanted = fingerprint.toLowerCase();
	if (!/^[0-9a-f]+$/.test(wanted) || wanted.length < MIN_FINGERPRINT) throw new DrydockError("USAGE", `${fingerprint} is no fingerprint of a finding.`, { hint: `It is the field "fingerprint" of a finding in the JSON report; its first ${MIN_FINGERPRINT} digits are enough.` });
	const found = findings.filter((finding) => finding.fingerprint.startsWith(wanted));
	const different = new Set(found.map((finding) => finding.fingerprint));
	if (different.size > 1) throw new DrydockError("USAGE", `${fingerprint} is the beginning of ${different.size} fingerprints.`, { hint: "Give more digits." });
	if (found[0] === void 0) throw new DrydockError("NOT_FOUND", `${report} has no finding with the fingerprint ${fingerprint}.`);
	return found[0];
}
function dayOf(text, now) {
	const days = /^(\d{1,4})d$/.exec(text)?.[1];
	const day = days === void 0 ? text : dayIn(Number(days), now);
	if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(Date.parse(day))) throw new DrydockError("USAGE", `--expires ${text}: not a day.`, { hint: "Write 2027-01-31, or 90d for ninety days from now." });
	if (day < now.toISOString().slice(0, 10)) throw new DrydockError("USAGE", `--expires ${text}: that day is over.`);
	return day;
}
function dayIn(days, now) {
	return new Date(now.getTime() + days * 24 * 60 * 60 * 1e3).toISOString().slice(0, 10);
}
export { waive };
