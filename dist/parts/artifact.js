import { t as DrydockError } from "./errors.js";
import { t as Repository, u as parseManifest } from "./registry-client.js";
import { n as parseImageName } from "./reference.js";
import { s as MAX_BYTES } from "./policy.js";
// src/policy/artifact.ts
const TITLE = "org.opencontainers.image.title";
async function fetchArtifact(reference, host, options) {
	const name = parseImageName(reference);
	const repository = Repository.connect(name, host, options);
	const { bytes } = await repository.manifest(name.digest ?? name.tag ?? "latest");
	const manifest = parseManifest(bytes, `The policy oci:${reference}`);
	const layer = manifest.kind === "index" ? void 0 : manifest.layers.find(isText);
	if (layer === void 0) throw new DrydockError("POLICY_INVALID", `oci:${reference} has no layer that is YAML or JSON.`, { hint: "Push the file with its media type: oras push REFERENCE drydock.yml:application/yaml." });
	if (layer.size > 1048576) throw new DrydockError("POLICY_INVALID", `oci:${reference}: ${layer.size} bytes, more than the ${MAX_BYTES} allowed.`);
	const chunks = [];
	for await (const chunk of repository.blob(layer.digest, layer.size)) chunks.push(chunk);
	return Buffer.concat(chunks, layer.size);
}
function isText({ mediaType = "", annotations }) {
	const title = annotations[TITLE] ?? "";
	return /[/+.-](?:x-)?(?:yaml|yml|json)(?:;|$)/i.test(mediaType) || /\.(?:ya?ml|json)$/i.test(title);
}
export { fetchArtifact };
