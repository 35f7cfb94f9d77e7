import { t as DrydockError } from "./errors.js";
import { n as openInRegistry } from "./image2.js";
import { r as parseReference, t as documentPath } from "./reference.js";
import { t as scan } from "./pipeline.js";
import { b as originalOf, r as isFixedTag } from "./repair.js";
// src/fix-command.ts
async function fixImage(options, host, onOpened) {
	for (const scheme of ["sbom", "dockerfile"]) if (documentPath(scheme, options.image) !== void 0) throw new DrydockError("USAGE", `${options.image} is no image that could be repaired.`, { hint: "Name the image itself." });
	const original = await originalImage(options, host);
	if (original === void 0) return await scan(options, host, onOpened);
	const result = await scan({
		...options,
		...original
	}, host, onOpened);
	const notice = `${options.image} was repaired before; the repair starts anew from ${original.image}.`;
	return {
		...result,
		notices: [...result.notices, notice]
	};
}
async function originalImage({ image: reference, fix, ...options }, host) {
	const parsed = parseReference(reference, () => true);
	if (!(parsed.kind === "registry" && parsed.name.digest === void 0) || !isFixedTag(parsed.name.tag ?? "")) return void 0;
	const given = await openInRegistry(reference, options, host);
	const { labels } = given.config;
	await given.close();
	const { registry, repository, tag } = parsed.name;
	const original = originalOf(labels, parsed.name);
	if (original === void 0) return void 0;
	const image = `registry:${registry}/${repository}@${original.digest}`;
	try {
		await (await openInRegistry(image, options, host)).close();
	} catch (error) {
		if (!(error instanceof DrydockError) || error.code !== "NOT_FOUND") throw error;
		return;
	}
	return {
		image,
		fix: {
			...fix,
			tag: fix.tag ?? tag ?? ""
		}
	};
}
export { fixImage };
