import { t as DrydockError } from "./errors.js";
import { existsSync } from "node:fs";
// src/image/digest.ts
const DIGEST = /^sha256:[0-9a-f]{64}$/;
function isDigest(text) {
	return DIGEST.test(text);
}
function hexOf(digest) {
	return digest.slice(7);
}
// src/image/reference.ts
const DOMAIN = /^(?:(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\[[a-fA-F0-9:]+\])(?::[0-9]{1,5})?$/;
const PATH_PART = /^[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*$/;
const TAG = /^\w[\w.-]{0,127}$/;
const LONGEST_NAME = 255;
const LONGEST_TEXT = 456;
function parseImageName(text) {
	if (text.length > LONGEST_TEXT) throw bad(`${text.slice(0, 40)}…`, "it is too long");
	const at = text.indexOf("@");
	const digest = at < 0 ? void 0 : text.slice(at + 1);
	if (digest !== void 0 && !isDigest(digest)) throw bad(text, `"${digest}" is not a sha256 digest`, "Write sha256: and 64 lower-case hex digits.");
	const named = at < 0 ? text : text.slice(0, at);
	const colon = named.indexOf(":", named.lastIndexOf("/") + 1);
	const tag = colon < 0 ? void 0 : named.slice(colon + 1);
	if (tag !== void 0 && !TAG.test(tag)) throw bad(text, `"${tag}" is not a tag`);
	const { registry, path } = splitRegistry(colon < 0 ? named : named.slice(0, colon));
	if (!DOMAIN.test(registry)) throw bad(text, `"${registry}" is not a registry host`);
	const wrong = path.split("/").find((part) => !PATH_PART.test(part));
	if (wrong !== void 0) throw bad(text, wrong === "" ? "a part of the name is empty" : `"${wrong}" is not a part of a repository name`, /[A-Z]/.test(wrong) ? "Repository names are lower case." : void 0);
	if (path.length + registry.length + 1 > LONGEST_NAME) throw bad(text, `the name is longer than ${LONGEST_NAME} characters`);
	return {
		registry,
		repository: registry === "docker.io" && !path.includes("/") ? `library/${path}` : path,
		...tag === void 0 ? {} : { tag },
		...digest === void 0 ? {} : { digest }
	};
}
function printImageName(name) {
	const tag = name.tag === void 0 ? "" : `:${name.tag}`;
	const digest = name.digest === void 0 ? "" : `@${name.digest}`;
	return `${name.registry}/${name.repository}${tag}${digest}`;
}
function parseReference(text, exists = existsSync) {
	const colon = text.indexOf(":");
	const scheme = text.slice(0, Math.max(colon, 0));
	const rest = text.slice(colon + 1);
	switch (scheme) {
		case "docker-archive":
		case "oci-archive":
		case "oci":
			if (rest === "") throw bad(text, "the path is missing", `Write ${scheme}:PATH or ${scheme}:PATH:TAG.`);
			return {
				kind: scheme,
				...splitPath(rest, exists)
			};
		case "docker":
		case "podman":
			if (rest.startsWith("//")) throw bad(text, `${scheme}:// is another tool's form`, `Write registry:${rest.slice(2)}.`);
			if (rest === "") throw bad(text, "the image's name is missing", `Write ${scheme}:NAME.`);
			return {
				kind: scheme,
				name: rest
			};
		case "registry": return {
			kind: "registry",
			name: parseImageName(rest)
		};
		default:
			if (text.trim() === "") throw bad(text, "it is empty", "Name an image, or the path of one.");
			return {
				kind: "bare",
				text
			};
	}
}
function splitPath(text, exists = existsSync) {
	if (exists(text)) return { path: text };
	for (let end = text.lastIndexOf(":"); end > 0; end = text.lastIndexOf(":", end - 1)) {
		const path = text.slice(0, end);
		if (exists(path)) return withTag(path, text.slice(end + 1));
	}
	const first = text.indexOf(":", text.lastIndexOf("/") + 1);
	return first <= 0 ? { path: text } : withTag(text.slice(0, first), text.slice(first + 1));
}
function withTag(path, tag) {
	return tag === "" ? { path } : {
		path,
		tag
	};
}
function splitRegistry(name) {
	const slash = name.indexOf("/");
	const first = name.slice(0, Math.max(slash, 0));
	if (!(/[.:A-Z]/.test(first) || first === "localhost")) return {
		registry: "docker.io",
		path: name
	};
	return {
		registry: first === "index.docker.io" ? "docker.io" : first,
		path: name.slice(slash + 1)
	};
}
function bad(text, why, hint) {
	return new DrydockError("REFERENCE", `"${text}" is not an image reference: ${why}.`, hint === void 0 ? {} : { hint });
}
function documentPath(scheme, reference) {
	if (!reference.startsWith(`${scheme}:`)) return void 0;
	const path = reference.slice(scheme.length + 1);
	if (path !== "") return path;
	throw new DrydockError("REFERENCE", `"${reference}" is not a reference: the path is missing.`, { hint: `Write ${scheme}:FILE.` });
}
export { splitPath as a, printImageName as i, parseImageName as n, hexOf as o, parseReference as r, isDigest as s, documentPath as t };
