import { t as DrydockError } from "./errors.js";
import { i as exportFromEngine, n as imageFromManifest, r as engineHas, t as openSavedImage } from "./saved-image.js";
import { n as parsePlatform } from "./platform.js";
import { a as splitPath, i as printImageName, n as parseImageName, r as parseReference } from "./reference.js";
import { s as fallbackTag, t as Repository } from "./registry-client.js";
import { r as sha256, t as compareDigests } from "./verify.js";
import { resolve } from "node:path";
import { existsSync } from "node:fs";
// src/image/signatures.ts
const SIGNATURE_TYPES = new Set(["application/vnd.cncf.notary.signature", "application/vnd.dev.cosign.artifact.sig.v1+json"]);
const BUNDLE_TYPE = /^application\/vnd\.dev\.sigstore\.bundle\b/;
const SIGN_PREDICATE = "https://sigstore.dev/cosign/sign/v1";
async function hasSignature(repository, digests) {
	for (const digest of digests) {
		if ((await repository.referrers(digest)).some(isSignature)) return true;
		if (await exists(repository, `${fallbackTag(digest)}.sig`)) return true;
	}
	return false;
}
function isSignature({ artifactType = "", annotations }) {
	if (SIGNATURE_TYPES.has(artifactType)) return true;
	return BUNDLE_TYPE.test(artifactType) && annotations["dev.sigstore.bundle.predicateType"] === SIGN_PREDICATE;
}
async function exists(repository, tag) {
	try {
		await repository.manifest(tag);
		return true;
	} catch (error) {
		if (error instanceof DrydockError && error.code === "NOT_FOUND") return false;
		throw error;
	}
}
// src/image/registry.ts
async function openRegistryImage(name, options, host) {
	const repository = Repository.connect(name, host, options);
	const { bytes, digest: asked } = await repository.manifest(name.digest ?? name.tag ?? "latest");
	const named = name.digest === void 0 && name.tag === void 0 ? {
		...name,
		tag: "latest"
	} : name;
	const source = {
		reference: printImageName(named),
		names: [printImageName(named)],
		blobs: repositoryBlobs(repository),
		readManifest: async (digest) => (await repository.manifest(digest)).bytes
	};
	const image = await imageFromManifest(bytes, source, options);
	const { registry, repository: path } = name;
	const digests = [...new Set([image.digest, asked])];
	const isSigned = () => hasSignature(repository, digests);
	return {
		...image,
		stored: {
			registry,
			repository: path,
			digests
		},
		isSigned
	};
}
function repositoryBlobs(repository) {
	return {
		async read(digest, cap) {
			const chunks = [];
			let size = 0;
			for await (const chunk of repository.stream({ digest })) {
				size += chunk.length;
				if (size > cap) throw new DrydockError("IMAGE_INVALID", `The blob ${digest} is larger than ${cap} bytes.`);
				chunks.push(chunk);
			}
			const bytes = Buffer.concat(chunks, size);
			compareDigests(`The blob ${digest}`, digest, sha256(bytes));
			return bytes;
		},
		stream: (descriptor) => repository.stream(descriptor)
	};
}
// src/image/open.ts
async function openImage(reference, options, host) {
	if (options.platform !== void 0) parsePlatform(options.platform);
	const parsed = parseReference(reference, (path) => existsSync(resolve(host.cwd, path)));
	switch (parsed.kind) {
		case "docker-archive": return openSavedImage({
			...parsed,
			reference,
			layout: "docker"
		}, options, host);
		case "oci-archive":
		case "oci": return openSavedImage({
			...parsed,
			reference,
			layout: "oci"
		}, options, host);
		case "docker":
		case "podman": return openFromEngine(parsed.kind, parsed.name, reference, options, host);
		case "registry": return openRegistryImage(parsed.name, options, host);
		case "bare": return openBare(parsed.text, options, host);
	}
}
async function openInRegistry(reference, options, host) {
	if (options.platform !== void 0) parsePlatform(options.platform);
	const parsed = parseReference(reference, () => false);
	if (parsed.kind === "registry") return openRegistryImage(parsed.name, options, host);
	if (parsed.kind === "bare") return openRegistryImage(parseImageName(parsed.text), options, host);
	throw new DrydockError("USAGE", `${reference} does not name an image in a registry.`, { hint: "Write registry:NAME." });
}
async function openFromEngine(kind, name, reference, options, host) {
	const saved = await exportFromEngine(kind, name, options, host);
	const release = () => saved.remove();
	return openSavedImage({
		reference,
		path: saved.path,
		layout: "docker",
		release
	}, options, host);
}
async function openBare(text, options, host) {
	const exists = (path) => existsSync(resolve(host.cwd, path));
	if (/^\.{0,2}\//.test(text)) return openSavedImage({
		reference: text,
		...splitPath(text, exists)
	}, options, host);
	if (exists(text) || /\.(tar|tgz|tar\.(gz|zst))$/.test(text)) return openSavedImage({
		reference: text,
		path: text
	}, options, host);
	for (const kind of ["docker", "podman"]) {
		if (!await engineHas(kind, text, host)) continue;
		try {
			return withNotice(await openFromEngine(kind, text, text, options, host), `Read from ${kind} on this machine; write registry:${text} for the registry's.`);
		} catch (error) {
			if (!(error instanceof DrydockError && error.code === "PLATFORM")) throw error;
			host.log.debug(`${kind}: ${error.message}`);
		}
	}
	const name = parseImageName(text);
	host.log.debug(`no engine here has ${text}; asking ${name.registry} for ${printImageName(name)}`);
	return openRegistryImage(name, options, host);
}
function withNotice(image, notice) {
	return {
		...image,
		notices: [notice, ...image.notices]
	};
}
export { openInRegistry as n, openImage as t };
