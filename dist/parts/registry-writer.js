import { s as isDigest } from "./reference.js";
import { i as persist } from "./http-agents.js";
import { r as RegistrySession } from "./registry-client.js";
import { r as sha256, t as compareDigests } from "./verify.js";
// src/image/registry-writer.ts
var RepositoryWriter = class RepositoryWriter {
	#name;
	#host;
	#session;
	constructor(name, host, options) {
		this.#name = name;
		this.#host = host;
		this.#session = new RegistrySession(name, host, options);
	}
	static connect(name, host, options) {
		return new RepositoryWriter(name, host, options);
	}
	async hasBlob(digest) {
		const what = this.#print(digest);
		const response = await persist(this.#host, () => this.#session.ask({
			method: "HEAD",
			path: `blobs/${digest}`,
			what,
			also: [404]
		}));
		response.discard();
		return response.status !== 404;
	}
	async putBlob(blob, mountFrom) {
		if (await this.hasBlob(blob.digest)) return "present";
		return persist(this.#host, () => this.#upload(blob, mountFrom));
	}
	async putManifest(reference, { bytes, mediaType }) {
		const what = this.#print(reference);
		const response = await persist(this.#host, () => this.#session.ask({
			method: "PUT",
			path: `manifests/${reference}`,
			headers: { "Content-Type": mediaType },
			body: bodyOf(bytes),
			what
		}));
		response.discard();
		const digest = sha256(bytes);
		checkStored(response, digest, `The manifest of ${what}`);
		const subject = response.headers["oci-subject"];
		return {
			digest,
			...typeof subject === "string" && isDigest(subject) ? { subject } : {}
		};
	}
	async deleteManifest(digest) {
		const what = `To delete ${this.#print(digest)}`;
		const response = await persist(this.#host, () => this.#session.ask({
			method: "DELETE",
			path: `manifests/${digest}`,
			what,
			also: [404]
		}));
		response.discard();
		return response.status !== 404;
	}
	async deleteTag(tag) {
		const what = `To delete ${this.#print(tag)}`;
		const response = await persist(this.#host, () => this.#session.ask({
			method: "DELETE",
			path: `manifests/${tag}`,
			what,
			also: [404, ...TAGS_ARE_NOT_DELETED]
		}));
		response.discard();
		if (response.status === 404) return "absent";
		return TAGS_ARE_NOT_DELETED.includes(response.status) ? "unknown" : "deleted";
	}
	async #upload(blob, mountFrom) {
		const { digest } = blob;
		const what = this.#print(digest);
		const wish = mountFrom === void 0 ? "" : `?mount=${encodeURIComponent(digest)}&from=${encodeURIComponent(mountFrom)}`;
		const started = await this.#session.ask({
			method: "POST",
			path: `blobs/uploads/${wish}`,
			what
		});
		started.discard();
		if (mountFrom !== void 0 && started.status === 201) return "mounted";
		const place = withDigest(this.#session.nextPlace(started, what), digest);
		const response = await this.#session.ask({
			method: "PUT",
			path: place,
			headers: { "Content-Type": "application/octet-stream" },
			body: blob,
			what
		});
		response.discard();
		checkStored(response, digest, `The blob ${what}`);
		return "uploaded";
	}
	#print(reference) {
		const { registry, repository } = this.#name;
		return `${registry}/${repository}${isDigest(reference) ? "@" : ":"}${reference}`;
	}
};
const TAGS_ARE_NOT_DELETED = [
	400,
	405,
	501
];
function uploadOf(bytes) {
	return {
		...bodyOf(bytes),
		digest: sha256(bytes)
	};
}
const PIECE = 262144;
function bodyOf(bytes) {
	return {
		size: bytes.length,
		async *open() {
			for (let at = 0; at < bytes.length; at += PIECE) yield bytes.subarray(at, at + PIECE);
		}
	};
}
function withDigest(place, digest) {
	const url = new URL(place);
	url.search += `${url.search === "" ? "?" : "&"}digest=${encodeURIComponent(digest)}`;
	return url;
}
function checkStored({ headers }, digest, what) {
	const stored = headers["docker-content-digest"];
	if (typeof stored === "string" && isDigest(stored)) compareDigests(what, digest, stored);
}
export { uploadOf as n, RepositoryWriter as t };
