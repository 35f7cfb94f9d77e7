import { i as messageOf, r as Unreadable, t as DrydockError } from "./errors.js";
import { i as printImageName, n as parseImageName, o as hexOf } from "./reference.js";
import { i as temporaryFolder, n as paddingOf, r as TarAssembler } from "./tar.js";
import { n as normalisePath } from "./path.js";
import { S as string, a as readCapped, d as array, n as PassingTrouble, o as Agent$1, r as exchange, v as number, y as object } from "./http.js";
import { i as printable, n as listing, r as parseDocument, t as MAX_DOCUMENT } from "./document.js";
import { a as samePlatform, i as platformName, n as parsePlatform, r as platformDistance, t as hostPlatform } from "./platform.js";
import { a as readRange, o as decompress } from "./file-range.js";
import { r as sha256, t as compareDigests } from "./verify.js";
import { t as openLayerStream } from "./layer-stream.js";
import { c as isAttestation, d as parseConfig, l as isIndex, u as parseManifest } from "./registry-client.js";
import { join, resolve, sep } from "node:path";
import { createWriteStream, lstatSync, readFileSync, realpathSync, statSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { homedir } from "node:os";
import { Readable } from "node:stream";
import { createHash } from "node:crypto";
import { Agent } from "node:https";
import { open, readFile, realpath, stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
// src/image/engine-address.ts
function engineAddress(kind, { env }) {
	const home = env.HOME || homedir();
	if (kind === "podman") {
		if (env.CONTAINER_HOST) return parseAddress(env.CONTAINER_HOST, "CONTAINER_HOST");
		return firstSocket([...runtime(env, "podman/podman.sock"), "/run/podman/podman.sock"]);
	}
	if (env.DOCKER_HOST) {
		const tls = env.DOCKER_TLS_VERIFY ? env.DOCKER_CERT_PATH || join(home, ".docker") : void 0;
		return parseAddress(env.DOCKER_HOST, "DOCKER_HOST", tls);
	}
	return contextAddress(env.DOCKER_CONFIG || join(home, ".docker"), env.DOCKER_CONTEXT) ?? firstSocket([
		"/var/run/docker.sock",
		...runtime(env, "docker.sock"),
		join(home, ".docker/run/docker.sock"),
		join(home, ".docker/desktop/docker.sock")
	]);
}
function runtime(env, name) {
	return env.XDG_RUNTIME_DIR ? [join(env.XDG_RUNTIME_DIR, name)] : [];
}
function firstSocket(paths) {
	const path = paths.find((one) => {
		try {
			return lstatSync(one, { throwIfNoEntry: false }) !== void 0;
		} catch {
			return false;
		}
	});
	return path === void 0 ? void 0 : atSocket(path, false);
}
function atSocket(socketPath, chosen) {
	return {
		text: socketPath,
		chosen,
		socketPath,
		url: new URL("http://engine")
	};
}
function parseAddress(text, from, certificates) {
	if (text.startsWith("unix://")) return atSocket(text.slice(7), true);
	const scheme = /^(\w+):\/\//.exec(text)?.[1];
	const web = scheme === "tcp" || scheme === "http" || scheme === "https";
	const secure = scheme === "https" || scheme === "tcp" && certificates !== void 0;
	const rest = text.slice(text.indexOf("://"));
	const url = web && URL.canParse(`http${rest}`) ? new URL(`${secure ? "https" : "http"}${rest}`) : void 0;
	if (url === void 0 || url.username || url.password) throw new DrydockError("ENGINE", `${from}: drydock cannot speak to an engine over ${scheme ?? "that"}.`, { hint: "Use unix:///path or tcp://host:port; or save the image and scan the archive." });
	if (url.port === "" && scheme === "tcp") url.port = secure ? "2376" : "2375";
	const tls = secure && certificates !== void 0 ? { certificates } : {};
	return {
		text: `${scheme}://${url.host}`,
		chosen: true,
		url,
		...tls
	};
}
const configSchema = object({ currentContext: string().nullish() });
const contextSchema = object({ Endpoints: object({ docker: object({ Host: string().nullish() }).nullish() }) });
function contextAddress(config, chosen) {
	const name = chosen || readJson(join(config, "config.json"), configSchema)?.currentContext;
	if (!name || name === "default") return void 0;
	const id = createHash("sha256").update(name).digest("hex");
	const address = readJson(join(config, "contexts/meta", id, "meta.json"), contextSchema)?.Endpoints.docker?.Host;
	if (!address) throw new DrydockError("ENGINE", `There is no Docker context ${JSON.stringify(name)}.`, { hint: "Choose one with docker context use, or set DOCKER_HOST." });
	const tls = join(config, "contexts/tls", id, "docker");
	const hasTls = lstatSync(tls, { throwIfNoEntry: false }) !== void 0;
	return parseAddress(address, `The Docker context ${JSON.stringify(name)}`, hasTls ? tls : void 0);
}
function readJson(path, schema) {
	try {
		return schema.safeParse(JSON.parse(readFileSync(path, "utf8"))).data;
	} catch {
		return;
	}
}
// src/image/engine.ts
const PATIENT = {
	connect: 1e4,
	headers: 18e5,
	body: 6e5
};
const NEWEST_API = 51;
const OLDEST_API = 24;
const MAX_COMPLAINT = 65536;
var EngineSilent = class extends DrydockError {
	asleep;
	constructor(message, hint, cause) {
		super("ENGINE", message, {
			hint,
			cause
		});
		this.asleep = cause.reason === "ECONNREFUSED" || cause.reason === "ENOENT";
	}
};
var Engine = class Engine {
	kind;
	#address;
	#agent;
	#version;
	#builder = "";
	constructor(kind, address) {
		this.kind = kind;
		this.#address = address;
		this.#agent = address.url.protocol === "https:" ? new Agent(certificates(address)) : new Agent$1();
	}
	static find(kind, host) {
		const address = engineAddress(kind, host);
		return address === void 0 ? void 0 : new Engine(kind, address);
	}
	static missing(kind) {
		throw new DrydockError("ENGINE", `No ${kind} engine is running here: there is no socket.`, { hint: START[kind] });
	}
	get chosen() {
		return this.#address.chosen;
	}
	version() {
		this.#version ??= this.#ping();
		return this.#version;
	}
	async builder() {
		await this.version();
		return this.#builder === "2" ? "buildkit" : "classic";
	}
	async get(path) {
		return this.#exchange(`/v1.${await this.version()}${path}`);
	}
	async send(method, path, body) {
		return this.#exchange(`/v1.${await this.version()}${path}`, {
			method,
			...body === void 0 ? {} : {
				body,
				headers: { "Content-Type": "application/x-tar" }
			}
		});
	}
	async json(response, schema, cap) {
		try {
			const bytes = await readCapped(response, cap, "The engine's answer");
			return schema.parse(JSON.parse(bytes.toString("utf8")));
		} catch (cause) {
			throw new DrydockError("ENGINE", `${this.#address.text} did not answer as an engine does.`, { cause });
		}
	}
	async *body(response) {
		try {
			yield* response.body;
		} catch (error) {
			throw error instanceof PassingTrouble ? this.#silent(error) : error;
		}
	}
	async failure(response) {
		const words = messageIn((await readCapped(response, MAX_COMPLAINT, "The engine's answer").catch(() => Buffer.alloc(0))).toString("utf8"));
		const denied = response.status === 401 || response.status === 403;
		return new DrydockError(denied ? "DENIED" : "ENGINE", `The ${this.kind} engine answered ${response.status}${words === void 0 ? "" : `: ${printable(words)}`}.`, { hint: "Look into the engine's log; or save the image and scan the archive." });
	}
	async #ping() {
		const response = await this.#exchange("/_ping");
		response.discard();
		if (response.status !== 200) throw await this.failure(response);
		this.#builder = String(response.headers["builder-version"] ?? "");
		const minor = Number(/^1\.(\d{1,3})$/.exec(String(response.headers["api-version"] ?? ""))?.[1] ?? OLDEST_API);
		return Math.min(minor, NEWEST_API);
	}
	async #exchange(path, request = {}) {
		const { url, socketPath } = this.#address;
		try {
			return await exchange({
				...request,
				url: new URL(path, url),
				agent: this.#agent,
				limits: PATIENT,
				...socketPath === void 0 ? {} : { socketPath }
			});
		} catch (error) {
			if (!(error instanceof PassingTrouble)) throw error;
			throw this.#silent(error);
		}
	}
	#silent(cause) {
		const { text, url } = this.#address;
		const at = `The ${this.kind} engine at ${text}`;
		const error = (why, hint) => new EngineSilent(`${at} ${why} (${cause.reason}).`, hint, cause);
		switch (cause.reason) {
			case "EACCES":
			case "EPERM": return error("does not let this user in", "Run as a member of the socket's group, or as root.");
			case "ENOENT":
			case "ECONNREFUSED": return error("does not answer", START[this.kind]);
			case "ECONNRESET": return error("broke off", "Look into the engine's log, and try again.");
			default: return error("does not answer", url.protocol === "https:" ? "Check DOCKER_HOST, DOCKER_TLS_VERIFY and DOCKER_CERT_PATH." : "Check its address; for TLS set DOCKER_TLS_VERIFY.");
		}
	}
};
const START = {
	docker: "Start Docker, set DOCKER_HOST, or save the image and scan the archive.",
	podman: "Start its service with podman system service, set CONTAINER_HOST, or save the image with podman save and scan the archive."
};
function certificates({ certificates: folder, text }) {
	if (folder === void 0) return {};
	try {
		const [ca, cert, key] = [
			"ca.pem",
			"cert.pem",
			"key.pem"
		].map((name) => readFileSync(join(folder, name)));
		return {
			ca,
			cert,
			key
		};
	} catch (cause) {
		throw new DrydockError("ENGINE", `The certificates for ${text} cannot be read from ${folder}.`, {
			hint: "DOCKER_CERT_PATH names the folder of ca.pem, cert.pem and key.pem.",
			cause
		});
	}
}
function messageIn(text) {
	try {
		const message = JSON.parse(text)?.message;
		return typeof message === "string" ? message : void 0;
	} catch {
		return;
	}
}
// src/image/daemon.ts
const MAX_INSPECTION = 8388608;
const PLATFORM_SINCE = 48;
const imageSchema = object({
	Id: string(),
	RepoTags: array(string()).nullish(),
	Size: number().nullish()
});
async function engineHas(kind, name, host) {
	if (!isName$1(name)) return false;
	let engine;
	try {
		engine = Engine.find(kind, host);
		return engine !== void 0 && await inspect$1(engine, name) !== void 0;
	} catch (error) {
		if (!(error instanceof DrydockError)) throw error;
		const message = `${error.message} Going on without ${kind}.`;
		if (error instanceof EngineSilent && error.asleep && engine?.chosen === false) host.log.debug(message);
		else host.log.warn(message);
		return false;
	}
}
async function exportFromEngine(kind, name, options, host) {
	if (!isName$1(name)) throw new DrydockError("REFERENCE", `${JSON.stringify(name)} is not the name or id of an image.`);
	const engine = Engine.find(kind, host) ?? Engine.missing(kind);
	const image = await inspect$1(engine, name);
	if (image === void 0) throw new DrydockError("NOT_FOUND", `${kind} has no image ${name}.`, { hint: `Pull it first, or scan the registry's with registry:${name}.` });
	const folder = await temporaryFolder(host.cacheDir, kind);
	try {
		const path = join(folder.path, "image.tar");
		await save(engine, {
			name: exactName(name, image),
			size: image.Size ?? void 0
		}, path, options, host);
		return {
			path,
			remove: () => folder.remove()
		};
	} catch (error) {
		await folder.remove();
		throw asDiskError(error, folder.path);
	}
}
function isName$1(name) {
	return name.length <= 512 && /^[A-Za-z0-9]/.test(name) && name.split("/").every((part) => /^[\w.:@+-]*\w$/.test(part));
}
async function inspect$1(engine, name) {
	const response = await engine.get(`/images/${name}/json`);
	if (response.status === 404) {
		response.discard();
		return;
	}
	if (response.status !== 200) throw await engine.failure(response);
	return engine.json(response, imageSchema, MAX_INSPECTION);
}
function exactName(name, { Id, RepoTags }) {
	if (name.includes("@") || name.lastIndexOf(":") > name.lastIndexOf("/")) return name;
	return RepoTags?.find((tag) => tag === `${name}:latest` || tag.endsWith(`/${name}:latest`)) ?? Id;
}
async function save(engine, image, path, options, host) {
	const choose = options.platform !== void 0 && await engine.version() >= PLATFORM_SINCE;
	const platform = choose ? JSON.stringify(parsePlatform(options.platform ?? "")) : void 0;
	const query = platform === void 0 ? "" : `?platform=${encodeURIComponent(platform)}`;
	const response = await engine.get(`/images/${image.name}/get${query}`);
	if (response.status !== 200) {
		const failure = await engine.failure(response);
		if (response.status === 404 && choose) throw new DrydockError("PLATFORM", `${engine.kind} has no ${image.name} for ${options.platform}.`, {
			hint: `Pull it with --platform ${options.platform}, or scan registry:${image.name}.`,
			cause: failure
		});
		throw failure;
	}
	const stage = host.log.stage(`saving from ${engine.kind}`, image.size === void 0 ? {} : { bytes: image.size });
	const counted = async function* () {
		for await (const chunk of engine.body(response)) {
			stage.advance({ bytes: chunk.length });
			yield chunk;
		}
	};
	await pipeline(Readable.from(counted(), { objectMode: false }), createWriteStream(path, {
		flags: "wx",
		mode: 384
	}));
	stage.done();
}
function asDiskError(error, folder) {
	const code = error.code;
	if (error instanceof DrydockError || code !== "ENOSPC" && code !== "EDQUOT" && code !== "EIO") return error;
	return new DrydockError("DISK", `The image could not be saved to ${folder} (${code}).`, {
		hint: "Make room, or choose another folder with --cache-dir.",
		cause: error
	});
}
// src/image/assembly.ts
function assembleImage(parts) {
	const { stored, config, close, ...rest } = parts;
	if (stored.length !== config.diffIds.length) throw new DrydockError("IMAGE_INVALID", `${parts.reference}: the image has ${stored.length} layers, its config tells of ${config.diffIds.length}.`);
	const commands = layerCommands(config);
	const layers = stored.map((layer, index) => {
		const diffId = config.diffIds[index];
		const createdBy = commands?.[index];
		const { what, digest, size } = layer;
		const known = {
			...digest === void 0 ? {} : { digest },
			...size === void 0 ? {} : { size }
		};
		const expected = {
			what,
			diffId,
			...known
		};
		return {
			index,
			diffId,
			...known,
			...createdBy === void 0 ? {} : { createdBy },
			open: (onBytes) => openLayerStream(layer.stream(), expected, onBytes),
			raw: {
				expected,
				stream: () => layer.stream(),
				place: () => layer.place?.()
			}
		};
	});
	let closing;
	return {
		...rest,
		config,
		layers,
		close: () => {
			closing ??= close();
			return closing;
		}
	};
}
function layerCommands(config) {
	const rows = config.history.filter((row) => !row.emptyLayer);
	return rows.length === config.diffIds.length ? rows.map((row) => row.createdBy) : void 0;
}
// src/image/blob-store.ts
async function readDocument(read, descriptor, what) {
	if (descriptor.size > 4194304) throw new DrydockError("IMAGE_INVALID", `${what} would be larger than ${MAX_DOCUMENT} bytes.`);
	const bytes = await read(descriptor.digest, MAX_DOCUMENT);
	if (bytes.length === descriptor.size) return bytes;
	throw new DrydockError("DIGEST_MISMATCH", `${what} has ${bytes.length} bytes where ${descriptor.size} were promised.`);
}
// src/image/platform-choice.ts
function choosePlatform(offers, wanted, reference, host = hostPlatform()) {
	const present = offers.filter((offer) => offer.present);
	const only = present[0];
	if (only === void 0) throw new DrydockError("PLATFORM", `${reference} holds none of the platforms it lists: ${names(offers)}.`);
	if (wanted !== void 0) return { chosen: wantedOne(offers, parsePlatform(wanted), reference) };
	if (present.length === 1) return offers.length === 1 ? { chosen: only } : {
		chosen: only,
		notice: `Scanned ${platformName(only.platform)}, the only platform present of those listed: ${names(offers)}.`
	};
	const chosen = nearest(present, host);
	if (chosen === void 0) throw platformError(reference, `has no build for this host (${platformName(host)})`, present);
	return {
		chosen,
		notice: `Scanned ${platformName(chosen.platform)}, as this host would run it; the image also has ${names(present.filter((offer) => offer !== chosen))}.`
	};
}
function checkPlatform(platform, wanted, reference) {
	if (wanted === void 0 || platform.architecture === "unknown") return;
	wantedOne([{
		platform,
		present: true
	}], parsePlatform(wanted), reference);
}
function wantedOne(offers, wanted, reference) {
	const chosen = nearest(offers.filter((offer) => offer.present), wanted);
	if (chosen !== void 0) return chosen;
	const listed = nearest(offers, wanted) !== void 0;
	const name = platformName(wanted);
	throw platformError(reference, listed ? `lists ${name} but does not hold all of it` : `has no build for ${name}`, offers.filter((offer) => offer.present));
}
function nearest(offers, wanted) {
	let best;
	for (const offer of offers) {
		const distance = platformDistance(wanted, offer.platform);
		if (distance !== void 0 && (best === void 0 || distance < best.distance)) best = {
			offer,
			distance
		};
	}
	return best?.offer;
}
function platformError(reference, why, offers) {
	const first = offers.find((offer) => offer.present)?.platform;
	const hint = first === void 0 ? {} : { hint: `Choose one: --platform ${platformName(first)}` };
	return new DrydockError("PLATFORM", `${reference} ${why}; it has ${names(offers)}.`, hint);
}
function names(offers) {
	return listing(new Set(offers.map((offer) => platformName(offer.platform))));
}
// src/image/manifest.ts
const MAX_DEPTH = 4;
const MAX_LOOKS = 64;
async function imageFromManifest(bytes, source, options) {
	const document = parseManifest(bytes, `${source.reference}: the manifest`);
	if (document.kind === "index") return imageFromDescriptors(document.manifests, source, options);
	const config = await readConfig$1(document, source);
	checkPlatform(config.parsed.platform, options.platform, source.reference);
	return assemble({
		manifest: document,
		bytes
	}, sha256(bytes), config, source, []);
}
async function imageFromDescriptors(entries, source, options) {
	const manifests = await listManifests(entries, source);
	const first = manifests[0];
	if (first === void 0) throw new DrydockError("IMAGE_INVALID", `${source.reference}: the index names no image.`);
	if (manifests.length === 1 && first.platform === void 0) return imageFromManifest(await readManifest(first, source), source, options);
	const { chosen, notice } = choosePlatform(await offers(manifests, source), options.platform, source.reference);
	const bytes = await readManifest(chosen.descriptor, source);
	const manifest = asManifest(bytes, chosen.descriptor);
	const config = await readConfig$1(manifest, source);
	const { platform } = config.parsed;
	const notices = notice === void 0 ? [] : [notice];
	if (!samePlatform(platform, chosen.platform) && platform.architecture !== chosen.platform.architecture) notices.push(`The index calls it ${chosen.platform.architecture}, the image itself ${platform.architecture}.`);
	return assemble({
		manifest,
		bytes
	}, chosen.descriptor.digest, config, source, notices);
}
async function listManifests(entries, source) {
	const found = [];
	const seen = new Set();
	let looks = 0;
	const visit = async (some, depth) => {
		for (const entry of some) {
			if (isAttestation(entry) || seen.has(entry.digest)) continue;
			seen.add(entry.digest);
			if (!isIndex(entry)) {
				found.push(entry);
				continue;
			}
			if (depth >= MAX_DEPTH || ++looks > MAX_LOOKS) throw new DrydockError("IMAGE_INVALID", `${source.reference}: its indexes are nested too deep or too wide.`);
			if (source.blobs.has?.(entry.digest) === false) continue;
			const document = parseManifest(await readManifest(entry, source), `The index ${entry.digest}`);
			if (document.kind === "manifest") found.push(entry);
			else await visit(document.manifests, depth + 1);
		}
	};
	await visit(entries, 0);
	return found;
}
async function offers(descriptors, source) {
	const builds = [];
	let looks = 0;
	for (const descriptor of descriptors) {
		const present = descriptors.length === 1 || await isPresent(descriptor, source);
		if (descriptor.platform !== void 0) {
			builds.push({
				descriptor,
				platform: descriptor.platform,
				present
			});
			continue;
		}
		if (!present) continue;
		if (++looks > MAX_LOOKS) throw new DrydockError("IMAGE_INVALID", `${source.reference}: too many manifests do not say their platform.`);
		const manifest = asManifest(await readManifest(descriptor, source), descriptor);
		if (isImage(manifest)) {
			const { parsed } = await readConfig$1(manifest, source);
			builds.push({
				descriptor,
				platform: parsed.platform,
				present
			});
		}
	}
	if (builds.length > 0) return builds;
	throw new DrydockError("IMAGE_INVALID", `${source.reference}: the index names no image that is there.`);
}
async function isPresent(descriptor, source) {
	const has = source.blobs.has?.bind(source.blobs);
	if (has === void 0) return true;
	if (!has(descriptor.digest)) return false;
	const manifest = asManifest(await readManifest(descriptor, source), descriptor);
	return [manifest.config, ...manifest.layers].every((part) => has(part.digest));
}
async function readManifest(descriptor, source) {
	return readDocument(source.readManifest?.bind(source) ?? source.blobs.read.bind(source.blobs), descriptor, `The manifest ${descriptor.digest}`);
}
function asManifest(bytes, descriptor) {
	const document = parseManifest(bytes, `The manifest ${descriptor.digest}`);
	if (document.kind === "manifest") return document;
	throw new DrydockError("IMAGE_INVALID", `The manifest ${descriptor.digest} is an index after all.`);
}
async function readConfig$1(manifest, source) {
	const { config } = manifest;
	if (config.size > 4194304 && !isImage(manifest)) throw notAnImage(source, config);
	const bytes = await readDocument(source.blobs.read.bind(source.blobs), config, `The config ${config.digest}`);
	try {
		return {
			bytes,
			parsed: parseConfig(bytes, `The config ${config.digest}`)
		};
	} catch (error) {
		throw isImage(manifest) ? error : notAnImage(source, config, error);
	}
}
const CONFIG_TYPES = ["application/vnd.oci.image.config.v1+json", "application/vnd.docker.container.image.v1+json"];
function isImage(manifest) {
	const type = manifest.config.mediaType;
	return type === void 0 || CONFIG_TYPES.includes(type);
}
function notAnImage(source, config, cause) {
	const type = printable(config.mediaType ?? "of no type");
	return new DrydockError("IMAGE_INVALID", `${source.reference} is not a container image: its config is ${type}.`, { cause });
}
function assemble({ manifest, bytes }, digest, config, source, notices) {
	const { reference, names, blobs } = source;
	for (const layer of manifest.layers) checkLayer(layer, source);
	return assembleImage({
		reference,
		digest,
		names,
		config: config.parsed,
		documents: {
			config: config.bytes,
			manifest: bytes
		},
		annotations: manifest.annotations,
		stored: manifest.layers.map((layer) => ({
			digest: layer.digest,
			size: layer.size,
			what: `The layer ${layer.digest}`,
			stream: () => blobs.stream(layer),
			place: () => blobs.place?.(layer.digest)
		})),
		notices: [...source.notices ?? [], ...notices],
		close: async () => source.close?.()
	});
}
function checkLayer(layer, source) {
	if (layer.mediaType?.includes("+encrypted")) throw new DrydockError("UNSUPPORTED", `${source.reference}: the layer ${layer.digest} is encrypted.`, { hint: "Decrypt the image first, for instance with skopeo copy --decryption-key." });
	if (source.blobs.has?.(layer.digest) === false) throw new DrydockError("IMAGE_INVALID", `${source.reference}: the layer ${layer.digest} is missing.`, { hint: "The image was saved without all of its blobs: pull it for its platform and save it again." });
}
// src/image/file-tree.ts
function blobPath(digest) {
	return `blobs/sha256/${hexOf(digest)}`;
}
function treeBlobs(tree) {
	return {
		read: async (digest, cap) => {
			const bytes = await tree.read(blobPath(digest), cap);
			compareDigests(`The blob ${digest}`, digest, sha256(bytes));
			return bytes;
		},
		stream: ({ digest }) => tree.stream(blobPath(digest)),
		place: (digest) => tree.place?.(blobPath(digest)),
		has: (digest) => tree.size(blobPath(digest)) !== void 0
	};
}
function missingFile(path) {
	return new DrydockError("NOT_FOUND", `The image has no file ${printable(path)}.`);
}
function tooLarge(path, size, cap) {
	return new DrydockError("IMAGE_INVALID", `${printable(path)} has ${size} bytes, more than the ${cap} that are read.`);
}
// src/image/tar-index.ts
const WINDOW = 65536;
async function* readTarHeaders(file, what = "the archive") {
	const window = new Window(file);
	const assembler = new TarAssembler();
	let position = 0;
	try {
		for (;;) {
			const block = await window.at(position, 512);
			if (block.length === 0) return;
			if (block.length < 512) throw new Unreadable("it is cut off inside a header");
			position += 512;
			const step = assembler.block(block);
			if (step.kind === "end") return;
			if (step.kind === "more") continue;
			if (step.kind === "extension") {
				const body = await window.at(position, step.size);
				if (body.length < step.size) throw new Unreadable("it is cut off inside a header");
				assembler.extension(body);
				position += step.size + paddingOf(step.size);
				continue;
			}
			if (step.stored > 0 && (await window.at(position + step.stored - 1, 1)).length === 0) throw new Unreadable(`it is cut off${step.kind === "member" ? ` inside ${step.member.path}` : ""}`);
			if (step.kind === "member" && step.trouble === void 0 && step.member.path !== "") {
				const { path, type, target } = step.member;
				const found = {
					path,
					type,
					size: step.stored,
					offset: position
				};
				yield target === void 0 ? found : {
					...found,
					target
				};
			}
			position += step.stored + paddingOf(step.stored);
		}
	} catch (error) {
		if (!(error instanceof Unreadable)) throw error;
		throw new DrydockError("IMAGE_INVALID", `${what} is not a readable tar: ${error.message}`, { cause: error });
	}
}
var Window = class {
	#file;
	#buffer = Buffer.alloc(0);
	#start = 0;
	constructor(file) {
		this.#file = file;
	}
	async at(position, length) {
		const from = position - this.#start;
		if (from < 0 || from + length > this.#buffer.length) await this.#load(position, Math.max(length, WINDOW));
		return this.#buffer.subarray(position - this.#start, position - this.#start + length);
	}
	async #load(position, length) {
		const buffer = Buffer.allocUnsafe(length);
		let filled = 0;
		while (filled < length) {
			const { bytesRead } = await this.#file.read(buffer, filled, length - filled, position + filled);
			if (bytesRead === 0) break;
			filled += bytesRead;
		}
		this.#buffer = buffer.subarray(0, filled);
		this.#start = position;
	}
};
// src/image/archive-tree.ts
const MAX_ENTRIES = 1e5;
const MAX_LINKS = 32;
async function archiveTree(file, what, close) {
	const entries = await index(file, what);
	const found = (path) => {
		const entry = follow(entries, path);
		if (entry === void 0) throw missingFile(path);
		return entry;
	};
	return {
		size: (path) => follow(entries, path)?.size,
		read: async (path, cap) => {
			const { size, offset } = found(path);
			if (size > cap) throw tooLarge(path, size, cap);
			const chunks = [];
			for await (const chunk of readRange(file, offset, size, what)) chunks.push(chunk);
			return Buffer.concat(chunks);
		},
		stream: (path) => {
			const { size, offset } = found(path);
			return readRange(file, offset, size, what);
		},
		place: (path) => {
			const { size, offset } = found(path);
			return {
				file: file.fd,
				start: offset,
				size
			};
		},
		close
	};
}
async function index(file, what) {
	const entries = new Map();
	let count = 0;
	for await (const { path, type, target, size, offset } of readTarHeaders(file, what)) {
		if (++count > MAX_ENTRIES) throw new DrydockError("IMAGE_INVALID", `${what} has more than ${MAX_ENTRIES} entries.`, { hint: "It looks like a tar of files, not of an image: docker import makes an image of it." });
		entries.set(path, target === void 0 ? {
			type,
			size,
			offset
		} : {
			type,
			target,
			size,
			offset
		});
	}
	return entries;
}
function follow(entries, path) {
	let at = normalisePath(path);
	for (let links = 0; at !== void 0 && links <= MAX_LINKS; links++) {
		const entry = entries.get(at);
		if (entry === void 0 || entry.type === "file") return entry;
		if (entry.target === void 0) return void 0;
		at = entry.type === "hardlink" ? entry.target : beside(at, entry.target);
	}
}
function beside(path, target) {
	if (target.startsWith("/")) return normalisePath(target);
	return normalisePath(`${path.slice(0, path.lastIndexOf("/") + 1)}${target}`);
}
// src/image/names.ts
function imageNameMatches(name, wanted) {
	return name === wanted || tagOf(name) === wanted || isName(wanted) && full(name) === full(wanted);
}
function isName(text) {
	return /[:/]/.test(text);
}
function tagOf(name) {
	const colon = name.indexOf(":", name.lastIndexOf("/") + 1);
	return colon < 0 ? void 0 : name.slice(colon + 1);
}
function full(text) {
	try {
		const name = parseImageName(text);
		return printImageName(name.tag === void 0 && name.digest === void 0 ? {
			...name,
			tag: "latest"
		} : name);
	} catch {
		return Symbol(text);
	}
}
// src/image/oci-layout.ts
async function openLayout(tree, opening, options) {
	const entries = select$1(await readIndex(tree), opening);
	return imageFromDescriptors(entries, {
		reference: opening.reference,
		names: [...new Set(entries.flatMap(namesOf))],
		blobs: treeBlobs(tree),
		close: opening.close
	}, options);
}
async function readIndex(tree) {
	const document = parseManifest(await tree.read("index.json", MAX_DOCUMENT), "index.json");
	if (document.kind === "manifest") throw new DrydockError("IMAGE_INVALID", "index.json is not an index.");
	return document.manifests.filter((entry) => !isAttestation(entry));
}
function namesOf(entry) {
	const { annotations } = entry;
	const full = annotations["io.containerd.image.name"];
	const short = annotations["org.opencontainers.image.ref.name"];
	return [full, full === void 0 || !full.endsWith(`:${short}`) ? short : void 0].filter((name) => name !== void 0);
}
function select$1(entries, { tag, reference }) {
	if (tag === void 0) {
		const digests = new Set(entries.map((entry) => entry.digest));
		const groups = new Set(entries.map((entry) => namesOf(entry)[0] ?? ""));
		if (digests.size <= 1 || groups.size === 1 && differInPlatform(entries)) return entries;
		throw new DrydockError("REFERENCE", `${reference} holds several images: ${choices$1(entries)}.`, { hint: `Name one of them after a colon: ${reference}:TAG` });
	}
	const chosen = entries.filter((entry) => matches(entry, tag));
	if (new Set(chosen.map((entry) => entry.digest)).size > 1 && !differInPlatform(chosen)) throw new DrydockError("REFERENCE", `${reference} is the name of several images: ${choices$1(chosen)}.`, { hint: "Name it by its digest." });
	if (chosen.length > 0) return chosen;
	throw new DrydockError("NOT_FOUND", `${reference}: no image has this tag; there are ${choices$1(entries)}.`);
}
function matches(entry, tag) {
	return entry.digest === tag || namesOf(entry).some((name) => imageNameMatches(name, tag));
}
function differInPlatform(entries) {
	const platforms = [...new Map(entries.map((entry) => [entry.digest, entry])).values()].map(({ platform }) => platform === void 0 ? "" : [
		platform.os,
		platform.architecture,
		platform.variant
	].join("/"));
	return !platforms.includes("") && new Set(platforms).size === platforms.length;
}
function choices$1(entries) {
	if (entries.length === 0) return "none";
	return listing(new Set(entries.map((entry) => namesOf(entry)[0] ?? entry.digest)));
}
// src/image/docker-archive.ts
const manifestSchema = array(object({
	Config: string().min(1),
	RepoTags: array(string()).nullish(),
	Layers: array(string().min(1)).max(1e3).nullish()
})).max(1e4);
async function openDockerArchive(tree, opening, options) {
	const entries = await readManifests(tree);
	const entry = select(entries, opening);
	const { config, digest, bytes } = await readConfig(tree, entry.config);
	if (!fits(config.platform, options.platform) && tree.size("index.json") !== void 0) {
		const tag = entries.length === 1 ? void 0 : opening.tag ?? entry.names[0];
		return openLayout(tree, {
			...opening,
			tag
		}, options);
	}
	checkPlatform(config.platform, options.platform, opening.reference);
	const { agreeing, notices } = await consultIndex(tree, entry, digest);
	const common = {
		reference: opening.reference,
		names: entry.names,
		notices,
		close: opening.close
	};
	if (agreeing !== void 0) return imageFromManifest(agreeing, {
		...common,
		blobs: treeBlobs(tree)
	}, {});
	const stored = entry.layers.map((path) => storedLayer(tree, path));
	const documents = { config: bytes };
	return assembleImage({
		...common,
		digest,
		config,
		documents,
		annotations: {},
		stored
	});
}
async function readManifests(tree) {
	const bytes = await tree.read("manifest.json", MAX_DOCUMENT);
	if (bytes[0] === 123) throw new DrydockError("IMAGE_INVALID", "manifest.json is a bare manifest, as skopeo's dir: form has it.", { hint: "Copy it to a form that can be scanned: skopeo copy dir:FOLDER oci:OTHER" });
	const rows = parseDocument(bytes, manifestSchema, "manifest.json");
	const byConfig = new Map();
	for (const { Config, RepoTags, Layers } of rows) {
		const names = [...byConfig.get(Config)?.names ?? [], ...RepoTags ?? []];
		byConfig.set(Config, {
			config: Config,
			names: [...new Set(names)],
			layers: Layers ?? []
		});
	}
	if (byConfig.size > 0) return [...byConfig.values()];
	throw new DrydockError("IMAGE_INVALID", "manifest.json names no image.");
}
function select(entries, { tag, reference }) {
	const wanted = (entry) => tag === void 0 || digestInName(entry.config) === tag || entry.names.some((name) => imageNameMatches(name, tag));
	const [first, ...others] = entries.filter(wanted);
	if (first === void 0) throw new DrydockError("NOT_FOUND", `${reference}: no image has this tag; there are ${choices(entries)}.`);
	if (others.length === 0) return first;
	throw new DrydockError("REFERENCE", `${reference} holds several images: ${choices([first, ...others])}.`, { hint: "Name one of them behind the path, after a colon." });
}
function choices(entries) {
	return listing(entries.flatMap(({ names, config }) => names.length > 0 ? names : [config]));
}
async function readConfig(tree, path) {
	const bytes = await tree.read(path, MAX_DOCUMENT);
	const digest = sha256(bytes);
	compareDigests(`The config ${printable(path)}`, digestInName(path) ?? digest, digest);
	return {
		config: parseConfig(bytes, `The config ${printable(path)}`),
		digest,
		bytes
	};
}
function digestInName(path) {
	const hex = /^(?:blobs\/sha256\/|sha256:)?([0-9a-f]{64})(?:\.json)?$/.exec(path)?.[1];
	return hex === void 0 ? void 0 : `sha256:${hex}`;
}
function fits(platform, wanted) {
	return wanted === void 0 || platformDistance(parsePlatform(wanted), platform) !== void 0;
}
async function consultIndex(tree, entry, config) {
	if (tree.size("index.json") === void 0) return { notices: [] };
	try {
		const manifests = await readManifestsOf(tree);
		const agreeing = manifests.find(({ manifest }) => agrees(manifest, entry, config));
		if (agreeing === void 0) return { notices: ["The archive's index.json disagrees; its manifest.json was used."] };
		const known = manifests.filter((one) => one !== agreeing && one.complete).map(({ platform }) => platform).filter((platform) => platform !== void 0).map(platformName);
		if (known.length === 0) return {
			agreeing: agreeing.bytes,
			notices: []
		};
		const notice = `The archive also holds ${listing(new Set(known))}; the image its manifest.json names was scanned.`;
		return {
			agreeing: agreeing.bytes,
			notices: [notice]
		};
	} catch (error) {
		if (!(error instanceof DrydockError)) throw error;
		return { notices: [`The archive's index.json was passed over: ${messageOf(error)}`] };
	}
}
function agrees(manifest, entry, config) {
	const paths = manifest.layers.map((layer) => blobPath(layer.digest));
	return manifest.config.digest === config && isDeepStrictEqual(paths, entry.layers);
}
async function readManifestsOf(tree) {
	const blobs = treeBlobs(tree);
	const has = (digest) => tree.size(blobPath(digest)) !== void 0;
	const entries = await listManifests(await readIndex(tree), {
		reference: "The archive",
		names: [],
		blobs
	});
	const found = [];
	for (const { digest, platform } of entries.filter((entry) => has(entry.digest))) {
		const bytes = await blobs.read(digest, MAX_DOCUMENT);
		const manifest = parseManifest(bytes, `The manifest ${digest}`);
		if (manifest.kind === "index") continue;
		const complete = [manifest.config, ...manifest.layers].every((part) => has(part.digest));
		found.push({
			bytes,
			manifest,
			platform,
			complete
		});
	}
	return found;
}
function storedLayer(tree, path) {
	const what = `The layer ${printable(path)}`;
	const size = tree.size(path);
	if (size === void 0) throw new DrydockError("IMAGE_INVALID", `${what}, which manifest.json names, is missing.`, { hint: "Save the image again." });
	const digest = path.startsWith("blobs/") ? digestInName(path) : void 0;
	return {
		what,
		size,
		...digest === void 0 ? {} : { digest },
		stream: () => tree.stream(path),
		place: () => tree.place?.(path)
	};
}
// src/image/folder-tree.ts
async function folderTree(folder) {
	const root = await realpath(folder);
	const locate = (path) => {
		try {
			const real = realpathSync(join(root, path));
			if (!real.startsWith(root.endsWith(sep) ? root : root + sep)) return void 0;
			const stats = statSync(real);
			return stats.isFile() ? {
				path: real,
				size: stats.size
			} : void 0;
		} catch (error) {
			if (isAbsence(error)) return void 0;
			throw new DrydockError("DISK", `${printable(path)} cannot be read.`, { cause: error });
		}
	};
	const found = (path) => {
		const file = locate(path);
		if (file === void 0) throw missingFile(path);
		return file;
	};
	return {
		size: (path) => locate(path)?.size,
		read: async (path, cap) => {
			const file = found(path);
			if (file.size > cap) throw tooLarge(path, file.size, cap);
			return readFile(file.path);
		},
		stream: (path) => streamFile(found(path), path),
		place: (path) => {
			const { path: file, size } = found(path);
			return {
				file,
				start: 0,
				size
			};
		},
		close: async () => void 0
	};
}
async function* streamFile(file, name) {
	const handle = await open(file.path);
	try {
		yield* readRange(handle, 0, file.size, printable(name));
	} finally {
		await handle.close();
	}
}
function isAbsence(error) {
	const code = error.code ?? "";
	return [
		"ENOENT",
		"ENOTDIR",
		"ELOOP",
		"ENAMETOOLONG",
		"ERR_INVALID_ARG_VALUE"
	].includes(code);
}
// src/image/spool.ts
const MAX_UNPACKED = 64 * 1024 ** 3;
const MAX_GROWTH = 100;
const GROWTH_FREE = 256 * 1024 ** 2;
async function isCompressed(file) {
	const { buffer, bytesRead } = await file.read(Buffer.alloc(6), 0, 6, 0);
	const magic = buffer.subarray(0, bytesRead).toString("hex");
	return /^(1f8b|28b52ffd|5.2a4d18|425a68|fd377a585a00)/.test(magic);
}
async function spool(file, what, host) {
	const folder = await temporaryFolder(host.cacheDir, "archive");
	let spooled;
	try {
		spooled = await open(join(folder.path, "plain.tar"), "wx+", 384);
		await unpack(file, spooled, what, host);
		return spooled;
	} catch (error) {
		await spooled?.close();
		throw error;
	} finally {
		await folder.remove();
		await file.close();
	}
}
async function unpack(file, spooled, what, host) {
	const { size } = await file.stat();
	const limit = Math.min(MAX_UNPACKED, Math.max(GROWTH_FREE, size * MAX_GROWTH));
	const stage = host.log.stage("unpacking the archive", { bytes: size });
	let written = 0;
	try {
		for await (const chunk of decompress(told(readRange(file, 0, size, what)), what)) {
			if (written + chunk.length > limit) throw bomb(what, limit);
			await write(spooled, chunk, written);
			written += chunk.length;
		}
	} finally {
		stage.done();
	}
	async function* told(chunks) {
		for await (const chunk of chunks) {
			stage.advance({ bytes: chunk.length });
			yield chunk;
		}
	}
}
function bomb(what, limit) {
	return new DrydockError("IMAGE_INVALID", `${what} unpacks to more than ${limit} bytes; it looks like a bomb.`, { hint: "If it is not, unpack it yourself and scan the plain archive." });
}
async function write(file, chunk, position) {
	try {
		for (let done = 0; done < chunk.length;) {
			const { bytesWritten } = await file.write(chunk, done, chunk.length - done, position + done);
			done += bytesWritten;
		}
	} catch (cause) {
		throw new DrydockError("DISK", `The archive cannot be unpacked: ${messageOf(cause)}.`, {
			hint: "It needs the room of the whole image in the cache folder; choose another with --cache-dir.",
			cause
		});
	}
}
// src/image/saved-image.ts
async function openSavedImage(from, options, host) {
	const { reference, tag } = from;
	const release = from.release ?? (async () => void 0);
	let tree;
	const close = async () => {
		await tree?.close();
		await release();
	};
	try {
		tree = await openTree(resolve(host.cwd, from.path), from.path, host);
		const opening = {
			reference,
			tag,
			close
		};
		return layoutOf(tree, from) === "docker" ? await openDockerArchive(tree, opening, options) : await openLayout(tree, opening, options);
	} catch (error) {
		await close();
		throw error;
	}
}
function layoutOf(tree, { path, layout }) {
	const has = {
		docker: tree.size("manifest.json") !== void 0,
		oci: tree.size("index.json") !== void 0
	};
	if (layout === void 0 && (has.docker || has.oci)) return has.docker ? "docker" : "oci";
	if (layout !== void 0 && has[layout]) return layout;
	const why = layout === void 0 ? "neither a manifest.json nor an index.json" : `no ${{
		docker: "manifest.json",
		oci: "index.json"
	}[layout]}`;
	const other = layout === "docker" ? "oci" : "docker";
	const hint = layout !== void 0 && has[other] ? `It is ${other === "docker" ? "a docker archive: docker-archive" : "an OCI layout: oci-archive"}:${path}` : `Save it with docker save, podman save or skopeo copy; for an image of that name write registry:${path}.`;
	throw new DrydockError("IMAGE_INVALID", `${path} is not a saved image: it has ${why}.`, { hint });
}
async function openTree(path, name, host) {
	try {
		const stats = await stat(path);
		if (stats.isDirectory()) return await folderTree(path);
		if (!stats.isFile()) throw new DrydockError("NOT_FOUND", `${name} is neither a file nor a folder.`);
		return await openArchive(await open(path), name, host);
	} catch (error) {
		throw asPathError(error, name);
	}
}
async function openArchive(file, name, host) {
	let plain = file;
	try {
		if (await isCompressed(file)) plain = await spool(file, name, host);
		const open = plain;
		return await archiveTree(open, name, () => open.close());
	} catch (error) {
		await plain.close();
		throw error;
	}
}
function asPathError(error, name) {
	switch (error.code) {
		case "ENOENT":
		case "ENOTDIR":
		case "ENAMETOOLONG": return new DrydockError("NOT_FOUND", `There is no file or folder ${name}.`, {
			hint: "Check the path; for an image in a registry write registry:NAME.",
			cause: error
		});
		case "EACCES":
		case "EPERM": return new DrydockError("DISK", `${name} cannot be read: ${messageOf(error)}.`, { cause: error });
		default: return error;
	}
}
export { Engine as a, exportFromEngine as i, imageFromManifest as n, engineHas as r, openSavedImage as t };
