import { r as openStore } from "./advisories.js";
import { c as loadBuild, i as closeWhenOpen, o as look, r as presentOf } from "./compared.js";
import { r as possibleChecks } from "./content.js";
import { r as rules } from "./detectors.js";
import { t as DrydockError } from "./errors.js";
import { t as documentPath } from "./reference.js";
import "./image2.js";
import { t as loadMeasures } from "./judgement.js";
import { t as printPlatform } from "./image.js";
import { t as checkedBy } from "./catalogue.js";
import { t as checksOf } from "./checks.js";
import "./policy.js";
import { n as splitOf, t as moveOf } from "./rebase.js";
// src/rebase-image.ts
async function rebase({ scan, to }, host) {
	refuseDocuments([scan.image, ...to]);
	const startedAt = host.now();
	const measures = await loadMeasures(scan, {
		...host,
		cwd: host.cacheDir
	}, void 0);
	const checks = possibleChecks(checksOf(measures.policy, ["system", "application"], []), scan);
	const work = {
		options: scan,
		startedAt,
		measures,
		checks,
		build: await loadBuild(scan.build, host),
		host,
		onOpened: () => void 0
	};
	const opening = openStore(scan.database, host);
	try {
		const found = await look(work, opening);
		const store = await opening;
		const split = splitOf(found);
		const { reference, digest, baseImage: base, platform } = found.image;
		const earlier = {
			image: {
				reference,
				digest
			},
			scannedAt: startedAt.toISOString(),
			checked: checkedBy(checks, rules),
			gaps: found.gaps,
			database: store.info
		};
		const moves = [];
		for (const name of to) {
			const { build: _, ...options } = {
				...scan,
				image: name,
				platform: printPlatform(platform)
			};
			const candidate = await look({
				...work,
				options,
				build: await loadBuild(void 0, host)
			}, opening).catch((error) => {
				throw named(error, name);
			});
			moves.push(moveOf(split, earlier, candidate, presentOf(candidate, store, checks)));
		}
		const counts = {
			base: split.base.length,
			own: split.own.length,
			unknown: split.unknown.length
		};
		return {
			image: {
				reference,
				digest,
				...base === void 0 ? {} : { base },
				found: counts
			},
			moves,
			isProven: counts.unknown === 0 && moves.every(({ gaps }) => gaps.length === 0)
		};
	} finally {
		closeWhenOpen(opening);
	}
}
function refuseDocuments(references) {
	const document = references.find((one) => documentPath("sbom", one) !== void 0 || documentPath("dockerfile", one) !== void 0);
	if (document !== void 0) throw new DrydockError("USAGE", `${document} has no layers, so a base image cannot be told from it.`, { hint: "Name images." });
}
function named(error, reference) {
	if (!(error instanceof DrydockError)) return error;
	const hint = error.hint === void 0 ? {} : { hint: error.hint };
	return new DrydockError(error.code, `--to ${reference}: ${error.message}`, {
		...hint,
		cause: error
	});
}
export { rebase };
