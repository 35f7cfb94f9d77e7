import { a as isVulnerability, n as repositoryOf } from "./image-name.js";
import { i as messageOf, r as Unreadable, t as DrydockError } from "./errors.js";
import { i as printImageName, n as parseImageName, s as isDigest } from "./reference.js";
import { i as temporaryFolder } from "./tar.js";
import { i as textField, n as numberField, r as parseHeader, t as decodeName } from "./tar-header.js";
import { i as apk$1, n as rpm, r as deb, t as upgradeTarget } from "./versions.js";
import { S as string, _ as looseObject, a as readCapped, b as record, i as printUrl, n as PassingTrouble, t as LIMITS } from "./http.js";
import { i as printable$1, r as parseDocument } from "./document.js";
import { a as Engine, i as exportFromEngine, t as openSavedImage } from "./saved-image.js";
import { a as readRange, n as md5OfPlace, r as readPlace } from "./file-range.js";
import { n as digestOf, r as sha256, t as compareDigests } from "./verify.js";
import { t as openLayerStream } from "./layer-stream.js";
import { t as Repository, u as parseManifest } from "./registry-client.js";
import { i as persist, t as createAgents } from "./http-agents.js";
import { t as follow } from "./redirect.js";
import { a as HEAD_BYTES, i as withSource, l as markerOf, o as HeadReader, u as inParallel } from "./byte-source.js";
import { n as unpackError } from "./sent-error.js";
import { n as listedDigests, t as fileDigests } from "./file-digests.js";
import { a as Stanza, i as unpack$1, n as unpackDeb, o as parseStanza, r as readDeb, s as parseStanzas } from "./sent-deb.js";
import { t as RepositoryWriter } from "./registry-writer.js";
import { spawn } from "node:child_process";
import { dirname, join, resolve } from "node:path";
import { closeSync, createReadStream, createWriteStream, existsSync, openSync, readSync, statSync } from "node:fs";
import { promisify } from "node:util";
import { availableParallelism } from "node:os";
import { Readable } from "node:stream";
import { isUtf8 } from "node:buffer";
import { createGunzip, gunzipSync, gzip, gzipSync, inflateRawSync } from "node:zlib";
import { Worker } from "node:worker_threads";
import { createHash, createPublicKey, randomBytes, verify } from "node:crypto";
import { mkdir, open, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
// src/repair/assembly/labels.ts
const OCI = "org.opencontainers.image";
const BASE_NAME = `${OCI}.base.name`;
const BASE_DIGEST = `${OCI}.base.digest`;
const CREATED$1 = `${OCI}.created`;
const OURS = "io.drydock.fix";
const FIX_VERSION = `${OURS}.version`;
const MAX_PACKAGES$1 = 4096;
function labelsOf({ name, digest, created, mode, version, packages }, earlier) {
	return {
		...baseLabels({
			name,
			digest
		}, earlier),
		[CREATED$1]: created,
		[`${OURS}.mode`]: mode,
		[FIX_VERSION]: version,
		[`${OURS}.packages`]: listed(packages)
	};
}
function baseLabels({ name, digest }, earlier) {
	const kept = ([key, under]) => {
		const value = earlier[under] ?? earlier[key];
		return value === void 0 ? [] : [[under, value]];
	};
	const previous = [[BASE_NAME, `${OURS}.previous.base.name`], [BASE_DIGEST, `${OURS}.previous.base.digest`]].flatMap(kept);
	return {
		...Object.fromEntries(previous),
		...name === void 0 ? {} : { [BASE_NAME]: name },
		[BASE_DIGEST]: digest
	};
}
function originalOf(said, { registry, repository }) {
	const name = said["org.opencontainers.image.base.name"] ?? "";
	const digest = said["org.opencontainers.image.base.digest"] ?? "";
	return said["io.drydock.fix.version"] !== void 0 && repositoryOf(name) === `${registry}/${repository}` && isDigest(digest) ? {
		name,
		digest
	} : void 0;
}
function listed(packages) {
	const all = packages.map(({ name, to }) => `${name}=${to}`);
	let text = "";
	for (const [index, one] of all.entries()) {
		const more = `${text === "" ? "" : ","}${one}`;
		if (text.length + more.length > MAX_PACKAGES$1) return `${text},+${all.length - index}`;
		text += more;
	}
	return text;
}
// src/repair/layer/growing-file.ts
const CHUNK$1 = 1048576;
var GrowingFile = class GrowingFile {
	#path;
	#file;
	#size = 0;
	#end;
	#waiting = [];
	constructor(path, file) {
		this.#path = path;
		this.#file = file;
	}
	static async create(path) {
		return new GrowingFile(path, await open(path, "wx", 384));
	}
	get size() {
		return this.#size;
	}
	async write(chunk) {
		await this.#file.writeFile(chunk);
		this.#size += chunk.length;
		this.#wake();
	}
	async close(end = {}) {
		try {
			await this.#file.close();
		} finally {
			this.#end = end;
			this.#wake();
		}
	}
	async *follow() {
		const file = await open(this.#path, "r");
		try {
			const room = Buffer.allocUnsafeSlow(CHUNK$1);
			for (let position = 0;;) {
				const { bytesRead } = await file.read(room, 0, CHUNK$1, position);
				position += bytesRead;
				if (bytesRead > 0) yield room.subarray(0, bytesRead);
				if (position < this.#size) continue;
				if (this.#end === void 0) await new Promise((resolve) => this.#waiting.push(resolve));
				else if ("error" in this.#end) throw this.#end.error;
				else return;
			}
		} finally {
			await file.close();
		}
	}
	#wake() {
		for (const wake of this.#waiting) wake();
		this.#waiting = [];
	}
};
// src/repair/layer/pieces.ts
async function* inPieces(chunks, size) {
	let piece = Buffer.allocUnsafeSlow(size);
	let filled = 0;
	for await (const chunk of chunks) for (let at = 0; at < chunk.length;) {
		const length = Math.min(chunk.length - at, size - filled);
		chunk.copy(piece, filled, at, at + length);
		at += length;
		filled += length;
		if (filled < size) continue;
		yield piece;
		piece = Buffer.allocUnsafeSlow(size);
		filled = 0;
	}
	if (filled > 0) yield piece.subarray(0, filled);
}
// src/repair/layer/gzip-members.ts
const compress = promisify(gzip);
const MEMBER = 1048576;
const AT_ONCE$1 = Math.min(availableParallelism(), 4);
const LEVEL = 2;
const MEMORY_LEVEL = 9;
const SYSTEM$1 = 9;
const UNKNOWN = 255;
async function* gzipMembers(chunks) {
	const running = [];
	try {
		let isEmpty = true;
		for await (const member of inPieces(chunks, MEMBER)) {
			isEmpty = false;
			running.push(packed(member));
			if (running.length >= AT_ONCE$1) yield await running.shift();
		}
		if (isEmpty) running.push(packed(Buffer.alloc(0)));
		while (running.length > 0) yield await running.shift();
	} finally {
		await Promise.allSettled(running);
	}
}
async function packed(member) {
	const bytes = await compress(member, {
		level: LEVEL,
		memLevel: MEMORY_LEVEL,
		chunkSize: MEMBER
	});
	bytes[SYSTEM$1] = UNKNOWN;
	return bytes;
}
// src/repair/layer/tar-writer.ts
const BLOCK = 512;
const MAX_SIZE = 8589934591;
const MAX_ID = 2097151;
const NAME_BYTES = 100;
const LETTERS = {
	file: "0",
	hardlink: "1",
	symlink: "2",
	directory: "5"
};
async function* layerTar(entries) {
	for (const entry of ordered(entries)) {
		yield* headerOf(entry);
		if (entry.type === "file") yield* bodyOf(entry);
	}
	yield Buffer.alloc(2 * BLOCK);
}
function ordered(entries) {
	const named = entries.map((entry) => ({
		entry,
		name: nameOf$4(entry),
		isLate: entry.type === "hardlink"
	}));
	named.sort((a, b) => Number(a.isLate) - Number(b.isLate) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
	const seen = new Set();
	for (const { name } of named) {
		if (seen.has(name)) throw new DrydockError("IMAGE_INVALID", `The new layer would have ${name} twice.`);
		seen.add(name);
	}
	return named.map(({ entry }) => entry);
}
function nameOf$4(entry) {
	const { type, path } = entry;
	if (type === "opaque") return `${path}/.wh..wh..opq`;
	if (type !== "whiteout") return path;
	const slash = path.lastIndexOf("/") + 1;
	return `${path.slice(0, slash)}.wh.${path.slice(slash)}`;
}
function headerOf(entry) {
	const marker = entry.type === "whiteout" || entry.type === "opaque";
	const name = `${nameOf$4(entry)}${entry.type === "directory" ? "/" : ""}`;
	const target = "target" in entry ? entry.target : "";
	const size = entry.type === "file" ? entry.size : 0;
	const node = marker ? {
		mode: 420,
		uid: 0,
		gid: 0,
		mtime: 0
	} : entry;
	const pax = new Map();
	if (Buffer.byteLength(name) > NAME_BYTES) pax.set("path", Buffer.from(name));
	if (Buffer.byteLength(target) > NAME_BYTES) pax.set("linkpath", Buffer.from(target));
	if (size > MAX_SIZE) pax.set("size", Buffer.from(String(size)));
	if (node.uid > MAX_ID) pax.set("uid", Buffer.from(String(node.uid)));
	if (node.gid > MAX_ID) pax.set("gid", Buffer.from(String(node.gid)));
	for (const [key, value] of Object.entries(entry.type === "file" ? entry.pax ?? {} : {})) pax.set(key, value);
	const letter = marker ? LETTERS.file : LETTERS[entry.type];
	const header = block({
		...node,
		name,
		target,
		letter,
		size
	});
	if (pax.size === 0) return [header];
	const body = paxBody(pax);
	return [
		block({
			name: "PaxHeaders/x",
			target: "",
			letter: "x",
			size: body.length,
			...PLAIN
		}),
		body,
		padding$1(body.length),
		header
	];
}
const PLAIN = {
	mode: 420,
	uid: 0,
	gid: 0,
	mtime: 0
};
function block({ name, target, letter, size, mode, uid, gid, mtime }) {
	const header = Buffer.alloc(BLOCK);
	cut$1(name).copy(header, 0);
	octal(header, 100, 8, mode);
	octal(header, 108, 8, uid > MAX_ID ? 0 : uid);
	octal(header, 116, 8, gid > MAX_ID ? 0 : gid);
	octal(header, 124, 12, size > MAX_SIZE ? 0 : size);
	octal(header, 136, 12, Math.min(Math.max(0, Math.floor(mtime)), MAX_SIZE));
	header.write(letter, 156, "latin1");
	cut$1(target).copy(header, 157);
	header.write("ustar\x0000", 257, "latin1");
	header.fill(" ", 148, 156);
	const sum = header.reduce((total, byte) => total + byte, 0);
	header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
	return header;
}
function cut$1(text) {
	return Buffer.from(text).subarray(0, NAME_BYTES);
}
function octal(header, at, length, value) {
	header.write(`${value.toString(8).padStart(length - 1, "0")}\0`, at, "latin1");
}
function paxBody(records) {
	const sorted = [...records].sort(([a], [b]) => a < b ? -1 : 1);
	return Buffer.concat(sorted.map(([key, value]) => {
		const tail = Buffer.concat([
			Buffer.from(` ${key}=`),
			value,
			Buffer.from("\n")
		]);
		let length = tail.length + 1;
		while (String(length).length + tail.length !== length) length = String(length).length + tail.length;
		return Buffer.concat([Buffer.from(String(length)), tail]);
	}));
}
async function* bodyOf(entry) {
	let length = 0;
	for await (const piece of entry.content()) {
		length += piece.length;
		if (length > entry.size) break;
		yield Buffer.isBuffer(piece) ? piece : Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
	}
	if (length !== entry.size) throw new DrydockError("IMAGE_INVALID", `${entry.path} should have ${entry.size} bytes, and has not.`);
	yield padding$1(length);
}
function padding$1(length) {
	return Buffer.alloc((BLOCK - length % BLOCK) % BLOCK);
}
// src/repair/layer/layer-file.ts
let count = 0;
async function writeLayer(entries, folder) {
	const path = join(folder, `layer-${++count}.tar`);
	const file = await onDisk(GrowingFile.create(path));
	const packing = write$1(gzipMembers(file.follow()), `${path}.gz`);
	packing.catch(() => void 0);
	const digest = createHash("sha256");
	try {
		for await (const chunk of inPieces(layerTar(entries), CHUNK)) {
			digest.update(chunk);
			await onDisk(file.write(chunk));
		}
		await file.close();
	} catch (error) {
		await file.close({ error });
		await Promise.allSettled([packing]);
		throw error;
	}
	const diffId = digestOf(digest);
	const packed = packing.then((written) => ({
		...written,
		diffId
	}));
	packed.catch(() => void 0);
	const stream = () => createReadStream(path, { highWaterMark: CHUNK });
	return {
		diffId,
		size: file.size,
		path,
		stream,
		packed
	};
}
const CHUNK = 262144;
async function writePacked(tar, folder) {
	const diffId = createHash("sha256");
	const plain = async function* () {
		for await (const chunk of tar) {
			diffId.update(chunk);
			yield Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk);
		}
	};
	return {
		...await write$1(gzipMembers(plain()), join(folder, `layer-${++count}.tar.gz`)),
		diffId: digestOf(diffId)
	};
}
async function write$1(chunks, path) {
	const digest = createHash("sha256");
	let size = 0;
	const file = await onDisk(open(path, "wx", 384));
	try {
		for await (const chunk of chunks) {
			digest.update(chunk);
			size += chunk.length;
			await onDisk(file.writeFile(chunk));
		}
	} finally {
		await file.close();
	}
	return {
		digest: digestOf(digest),
		size,
		stream: () => createReadStream(path)
	};
}
function layerOf(layer, index, createdBy) {
	const { diffId, size } = layer;
	const expected = {
		what: "The new layer",
		digest: diffId,
		diffId,
		size
	};
	const stream = () => layer.stream();
	return {
		index,
		diffId,
		size,
		createdBy,
		open: (onBytes) => openLayerStream(stream(), expected, onBytes),
		raw: {
			expected,
			stream
		}
	};
}
async function onDisk(work) {
	try {
		return await work;
	} catch (cause) {
		throw new DrydockError("DISK", `The new layer cannot be written: ${messageOf(cause)}.`, {
			hint: "Make room, or choose another folder with --cache-dir.",
			cause
		});
	}
}
// src/repair/assembly/packed-layers.ts
async function packedLayers({ documents, layers }, folder) {
	if (documents?.manifest !== void 0) return void 0;
	const packed = [];
	for (const layer of layers) packed.push(await writePacked(layer.open(), await folder()));
	return packed;
}
// src/repair/refusal.ts
var Refusal$1 = class extends Error {
	name = "Refusal";
	code;
	constructor(code, message, cause) {
		super(message, cause === void 0 ? void 0 : { cause });
		this.code = code;
	}
};
// src/repair/build/dockerfile.ts
function refuseUnsafe(config, builder) {
	const { OnBuild, Volumes } = runConfig(config);
	if ((OnBuild ?? []).length > 0) throw new Refusal$1("FIX_ONBUILD", "The image has ONBUILD instructions: a build on it would run them, and lose them.");
	if (builder?.losesVolumes === true && Object.keys(Volumes ?? {}).length > 0) throw new Refusal$1("FIX_VOLUME", `The image has volumes, and ${builder.name} throws away what changes below them; use Docker with BuildKit.`);
}
function dockerfileOf(base, script, config) {
	const { User } = runConfig(config);
	const isRoot = /^(?:|0|root)(?::(?:0|root))?$/.test(User ?? "");
	const run = JSON.stringify([
		"/bin/sh",
		"-euc",
		script
	]);
	return [
		`FROM ${base}`,
		...isRoot ? [] : ["USER 0:0"],
		`RUN ${run}`,
		""
	].join("\n");
}
function runConfig({ document }) {
	return document.config ?? {};
}
const PROXIES = [
	"HTTP_PROXY",
	"HTTPS_PROXY",
	"FTP_PROXY",
	"NO_PROXY",
	"ALL_PROXY"
];
function proxyArguments(env) {
	const names = PROXIES.flatMap((name) => [name, name.toLowerCase()]);
	return Object.fromEntries(names.flatMap((name) => env[name] ? [[name, env[name]]] : []));
}
// src/repair/assembly/archive.ts
function textFile(path, value) {
	return bytesFile(path, Buffer.from(typeof value === "string" ? value : JSON.stringify(value)));
}
function bytesFile(path, bytes) {
	return {
		path,
		size: bytes.length,
		async *content() {
			yield bytes;
		}
	};
}
function dockerFiles(config, configHex, layers, name) {
	const unique = new Map(layers.map((layer) => [layer.digest, layer]));
	const pathOf = (digest) => `${digest.slice(7)}/layer.tar`;
	return [
		bytesFile(`${configHex}.json`, config),
		...[...unique.values()].map(({ digest, size, stream }) => ({
			path: pathOf(digest),
			size,
			content: () => stream()
		})),
		textFile("manifest.json", [{
			Config: `${configHex}.json`,
			RepoTags: [name],
			Layers: layers.map(({ digest }) => pathOf(digest))
		}])
	];
}
async function writeArchive(files, path) {
	const entries = files.map((file) => ({
		...file,
		type: "file",
		mode: 420,
		uid: 0,
		gid: 0,
		mtime: 0,
		content: () => file.content()
	}));
	try {
		await pipeline(Readable.from(layerTar(entries), { objectMode: false }), createWriteStream(path, {
			flags: "w",
			mode: 384
		}));
	} catch (cause) {
		throw asDiskError(cause, path);
	}
}
function asDiskError(cause, path) {
	if (cause instanceof DrydockError || !(cause instanceof Error && "syscall" in cause)) return cause;
	return new DrydockError("DISK", `${path} cannot be written: ${messageOf(cause)}.`, { cause });
}
// src/repair/layer/tidied.ts
const NOT_OURS = [
	...[
		"dev",
		"proc",
		"sys",
		"run",
		"tmp",
		"var/tmp",
		"var/lib/apt/lists",
		"var/log/apt"
	],
	...[
		"apt",
		"dnf",
		"libdnf5",
		"microdnf",
		"tdnf",
		"yum",
		"zypp",
		"apk",
		"ldconfig"
	].map((name) => `var/cache/${name}`),
	...[
		"etc/resolv.conf",
		"etc/hosts",
		"etc/hostname",
		"etc/mtab",
		".dockerenv"
	]
];
const LOGS = "var/log/";
const BACKUPS = /^var\/(?:lib\/dpkg|cache\/debconf)\/[^/]+-old$/;
function tidied(entries, root, epoch) {
	const kept = entries.filter((entry) => !isNotOurs(entry));
	const parents = new Set(kept.filter((entry) => entry.type !== "directory").flatMap(({ path }) => foldersOf(path)));
	return withParents(kept.filter((entry) => entry.type !== "directory" || !isUnchanged(entry, root) || parents.has(entry.path)).map((entry) => "mtime" in entry ? {
		...entry,
		mtime: Math.min(entry.mtime, epoch)
	} : entry), root, epoch);
}
function withParents(entries, root, epoch) {
	const known = new Map(entries.map((entry) => [pathOf(entry), entry]));
	for (const { path } of entries) for (const folder of foldersOf(path)) {
		const there = known.has(folder) ? void 0 : root.entry(folder);
		if (there?.type !== "directory") continue;
		const { mode, uid, gid } = there;
		known.set(folder, {
			type: "directory",
			path: folder,
			mode,
			uid,
			gid,
			mtime: epoch
		});
	}
	return [...known.values()];
}
function pathOf(entry) {
	return entry.type === "whiteout" || entry.type === "opaque" ? `${entry.type}:${entry.path}` : entry.path;
}
function isNotOurs({ path, type }) {
	if (NOT_OURS.some((place) => path === place || path.startsWith(`${place}/`))) return true;
	return path.startsWith(LOGS) && type !== "directory" || BACKUPS.test(path);
}
function isUnchanged({ path, mode, uid, gid }, root) {
	const before = root.entry(path);
	return before?.type === "directory" && before.mode === mode && before.uid === uid && before.gid === gid;
}
function foldersOf(path) {
	const folders = [];
	for (let slash = path.lastIndexOf("/"); slash > 0; slash = path.lastIndexOf("/", slash - 1)) folders.push(path.slice(0, slash));
	return folders;
}
// src/repair/build/buildah.ts
async function buildahBuilder(host) {
	try {
		if ((await run$2(["--version"], host)).code !== 0) return void 0;
	} catch (error) {
		if (!(error instanceof DrydockError)) throw error;
		return;
	}
	return {
		name: "buildah",
		losesVolumes: true,
		build: build$1
	};
}
async function build$1(job, host) {
	const context = join(job.folder, "context");
	await mkdir(context, {
		recursive: true,
		mode: 448
	});
	const dockerfile = join(job.folder, "Dockerfile");
	await writeFile(dockerfile, job.dockerfile, { mode: 384 });
	const saved = join(job.folder, "built");
	try {
		await done([
			"pull",
			"--quiet",
			`docker-archive:${job.archive}`
		], host);
		const proxies = Object.keys(proxyArguments(host.env)).flatMap((name) => ["--build-arg", name]);
		const network = job.network === "host" ? ["--network", "host"] : [];
		const built = await run$2([...[
			"build",
			"--quiet",
			"--format",
			"docker",
			"--layers=false",
			"--no-cache",
			"--pull-never"
		], ...[
			...proxies,
			...network,
			"--file",
			dockerfile,
			"--tag",
			job.result,
			context
		]], host);
		if (built.code !== 0) throw new Refusal$1("FIX_BUILD", `The package manager of the image failed. It said: ${lastOf(built.said)}`);
		await done([
			"push",
			"--quiet",
			"--disable-compression",
			job.result,
			`oci:${saved}:built`
		], host);
		return await openSavedImage({
			reference: job.result,
			path: saved,
			layout: "oci"
		}, {}, host);
	} finally {
		for (const name of [job.result, job.base]) await run$2([
			"rmi",
			"--force",
			name
		], host);
	}
}
async function done(words, host) {
	const { code, said } = await run$2(words, host);
	if (code === 0) return;
	throw new DrydockError("ENGINE", `buildah ${words[0]} failed: ${lastOf(said)}`, { hint: "Try it by hand; inside a container it may need BUILDAH_ISOLATION=chroot and STORAGE_DRIVER=vfs." });
}
function lastOf(said) {
	return printable$1(said.trim().split("\n").slice(-3).join(" / "));
}
function run$2(words, { env }) {
	return new Promise((resolve, reject) => {
		const child = spawn("buildah", words, {
			env,
			stdio: [
				"ignore",
				"pipe",
				"pipe"
			]
		});
		let said = "";
		const listen = (chunk) => {
			said = `${said}${chunk.toString("utf8")}`.slice(-4096);
		};
		child.stdout.on("data", listen);
		child.stderr.on("data", listen);
		child.once("error", (cause) => reject(new DrydockError("ENGINE", "buildah cannot be run.", { cause })));
		child.once("close", (code) => resolve({
			code,
			said
		}));
	});
}
// src/repair/build/built-layer.ts
const MAX_ENTRIES$2 = 1e6;
const MAX_PAX = 1048576;
async function readBuiltLayer(tar, folder) {
	const file = await open(join(folder, "built-layer.tar"), "wx+", 384);
	try {
		let size = 0;
		for await (const chunk of tar) {
			await file.writeFile(chunk);
			size += chunk.length;
		}
		return {
			entries: await entriesOf$1(file, size),
			close: () => file.close()
		};
	} catch (error) {
		await file.close();
		throw error;
	}
}
async function entriesOf$1(file, size) {
	const entries = new Map();
	let pax = new Map();
	for (let at = 0; at + 512 <= size;) {
		const block = await bytesAt(file, at, 512);
		at += 512;
		if (block.every((byte) => byte === 0)) break;
		const header = parseHeader(block);
		const length = numberIn(pax, "size") ?? header.size;
		const body = at;
		at += Math.ceil(length / 512) * 512;
		if (at > size) throw invalid("it is cut off");
		if (header.letter === "x" || header.letter === "g") {
			if (length > MAX_PAX) throw invalid("an extended header is too long");
			if (header.letter === "x") pax = paxRecords$1(await bytesAt(file, body, length));
			continue;
		}
		const node = {
			path: cleaned(pax.get("path") === void 0 ? header.name : decodeName(pax.get("path"))),
			mode: header.mode,
			uid: numberIn(pax, "uid") ?? header.uid,
			gid: numberIn(pax, "gid") ?? header.gid,
			mtime: Math.floor(Number(pax.get("mtime")?.toString("latin1") ?? numberField(block, 136, 12)))
		};
		const target = pax.get("linkpath") === void 0 ? header.target : decodeName(pax.get("linkpath"));
		const entry = entryOf$2(header.letter, node, {
			target,
			length,
			body,
			pax
		}, file);
		pax = new Map();
		if (node.path === "") continue;
		entries.set(entry.type === "whiteout" || entry.type === "opaque" ? `${entry.type}:${entry.path}` : node.path, entry);
		if (entries.size > MAX_ENTRIES$2) throw invalid(`it has more than ${MAX_ENTRIES$2} entries`);
	}
	return [...entries.values()];
}
function entryOf$2(letter, node, { target, length, body, pax }, file) {
	const marker = markerOf(node.path);
	if (marker?.kind === "whiteout") return {
		type: "whiteout",
		path: marker.path
	};
	if (marker?.kind === "opaque") return {
		type: "opaque",
		path: marker.folder
	};
	switch (letter) {
		case "5": return {
			...node,
			type: "directory"
		};
		case "2": return {
			...node,
			type: "symlink",
			target
		};
		case "1": return {
			...node,
			type: "hardlink",
			target: cleaned(target)
		};
		case "0":
		case "\0":
		case "7": {
			const kept = [...pax].filter(([key]) => key.startsWith("SCHILY.xattr."));
			const content = () => readRange(file, body, length, "The layer that was built");
			const file_ = {
				...node,
				type: "file",
				size: length,
				content
			};
			return kept.length === 0 ? file_ : {
				...file_,
				pax: Object.fromEntries(kept)
			};
		}
		default: throw new Refusal$1("FIX_CONTENT", `${node.path} of the new layer is a device node or something like it.`);
	}
}
function cleaned(name) {
	const parts = name.split("/").filter((part) => part !== "" && part !== ".");
	if (parts.includes("..")) throw invalid("a name leads out of the image");
	return parts.join("/");
}
function numberIn(pax, key) {
	const text = pax.get(key)?.toString("latin1");
	return text === void 0 ? void 0 : Number(text);
}
function paxRecords$1(body) {
	const records = new Map();
	for (let at = 0; at < body.length;) {
		const space = body.indexOf(32, at);
		const length = Number(body.toString("latin1", at, space));
		const equals = body.indexOf(61, space);
		const end = at + length;
		if (!(length > 0 && end <= body.length) || space < 0 || equals < 0 || equals >= end) throw invalid("an extended header is malformed");
		records.set(body.toString("utf8", space + 1, equals), Buffer.from(body.subarray(equals + 1, end - 1)));
		at = end;
	}
	return records;
}
async function bytesAt(file, position, length) {
	const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
	if (bytesRead < length) throw invalid("it is cut off");
	return buffer;
}
function invalid(why) {
	return new DrydockError("IMAGE_INVALID", `The layer that was built cannot be taken: ${why}.`);
}
// src/repair/build/docker.ts
const MAX_LINE = 16777216;
async function dockerBuilder(host) {
	try {
		const engine = Engine.find("docker", host);
		if (engine === void 0) return void 0;
		const wish = host.env.DOCKER_BUILDKIT;
		const builder = wish === "0" ? "classic" : wish === "1" ? "buildkit" : await engine.builder();
		await engine.version();
		return {
			name: builder === "buildkit" ? "Docker (BuildKit)" : "Docker's classic builder",
			losesVolumes: builder === "classic",
			build: (job) => build(job, engine, builder, host)
		};
	} catch (error) {
		if (!(error instanceof DrydockError)) throw error;
		host.log.debug(`No Docker to build with: ${error.message}`);
		return;
	}
}
async function build(job, engine, builder, host) {
	try {
		await loadArchive(engine, job.archive);
		await run$1(job, engine, builder, host);
		const saved = await exportFromEngine("docker", job.result, {}, host);
		const release = () => saved.remove();
		const from = {
			reference: job.result,
			path: saved.path,
			layout: "docker",
			release
		};
		return await openSavedImage(from, {}, host);
	} finally {
		for (const name of [job.result, job.base]) await removeImage(engine, name, host);
	}
}
async function loadArchive(engine, path) {
	const { size } = await stat(path);
	const response = await engine.send("POST", "/images/load?quiet=1", {
		size,
		open: () => createReadStream(path)
	});
	if (response.status !== 200) throw await engine.failure(response);
	const { error } = await told(engine, response);
	if (error !== void 0) throw new DrydockError("ENGINE", `The docker engine does not take the image: ${printable$1(error)}.`, { hint: "Look into the engine's log." });
}
async function run$1(job, engine, builder, { env }) {
	const query = new URLSearchParams({
		version: builder === "buildkit" ? "2" : "1",
		t: job.result,
		nocache: "1",
		rm: "1",
		forcerm: "1",
		buildargs: JSON.stringify(proxyArguments(env)),
		...job.network === "host" ? { networkmode: "host" } : {}
	});
	const context = await contextOf$1(job.dockerfile);
	const body = {
		size: context.length,
		async *open() {
			yield context;
		}
	};
	const response = await engine.send("POST", `/build?${query}`, body);
	if (response.status !== 200) throw await engine.failure(response);
	const { error, said } = await told(engine, response);
	if (error === void 0) return;
	const lines = said.trim().split("\n").slice(-3).join(" / ");
	const end = lines === "" ? "" : ` It said: ${printable$1(lines)}`;
	throw new Refusal$1("FIX_BUILD", `The package manager of the image failed: ${printable$1(error)}.${end}`);
}
async function contextOf$1(dockerfile) {
	const bytes = Buffer.from(dockerfile);
	const entry = {
		type: "file",
		path: "Dockerfile",
		mode: 420,
		uid: 0,
		gid: 0,
		mtime: 0,
		size: bytes.length,
		async *content() {
			yield bytes;
		}
	};
	const chunks = [];
	for await (const chunk of layerTar([entry])) chunks.push(chunk);
	return Buffer.concat(chunks);
}
async function told(engine, response) {
	let rest = "";
	let said = "";
	let error;
	const take = (line) => {
		const message = parsed(line);
		if (typeof message.error === "string") error = message.error;
		if (typeof message.stream === "string") said = `${said}${message.stream}`.slice(-4096);
	};
	for await (const chunk of engine.body(response)) {
		const lines = `${rest}${chunk.toString("utf8")}`.split("\n");
		rest = (lines.pop() ?? "").slice(0, MAX_LINE);
		for (const line of lines) take(line);
	}
	take(rest);
	return error === void 0 ? { said } : {
		said,
		error
	};
}
function parsed(line) {
	try {
		return JSON.parse(line) ?? {};
	} catch {
		return {};
	}
}
async function removeImage(engine, name, { log }) {
	try {
		const response = await engine.send("DELETE", `/images/${name}?force=1`);
		response.discard();
		if (response.status >= 300 && response.status !== 404) log.debug(`${name} stays in Docker: ${response.status}`);
	} catch (error) {
		if (!(error instanceof DrydockError)) throw error;
		log.debug(`${name} stays in Docker: ${error.message}`);
	}
}
// src/repair/build/engine.ts
async function builderHere(host) {
	return await dockerBuilder(host) ?? await buildahBuilder(host);
}
async function builtEntries(build, builder, host) {
	const { image, root, script, folder } = build;
	const name = randomBytes(8).toString("hex");
	const [base, result] = [`localhost/drydock-base:${name}`, `localhost/drydock-fixed:${name}`];
	const archive = join(folder, "base.tar");
	await writeArchive(await filesOf$1(image, base, folder), archive);
	const started = Math.floor(host.now().getTime() / 1e3);
	const dockerfile = dockerfileOf(base, script, image.config);
	const { network } = build;
	const built = await builder.build({
		archive,
		base,
		result,
		dockerfile,
		network,
		folder
	}, host);
	try {
		const layer = await readBuiltLayer(newLayer(image, built, builder.name).open(), folder);
		const newest = layer.entries.flatMap((entry) => "mtime" in entry && entry.type === "file" ? [entry.mtime] : []).filter((date) => date < started).reduce((most, date) => Math.max(most, date), 0);
		const epoch = build.epochOf(newest);
		return {
			entries: tidied(layer.entries, root, epoch),
			epoch,
			close: () => layer.close()
		};
	} finally {
		await built.close();
	}
}
function newLayer(original, built, builder) {
	const { diffIds } = original.config;
	const isOnTop = diffIds.every((diffId, index) => built.layers[index]?.diffId === diffId);
	const added = built.layers.slice(diffIds.length);
	if (isOnTop && added.length === 0) throw new Refusal$1("FIX_NOTHING", "The package manager of the image changed nothing.");
	if (isOnTop && added.length === 1) return added[0];
	throw new DrydockError("ENGINE", `${builder} did not build one layer on those of the image.`, { hint: "Look into the builder's log." });
}
async function filesOf$1({ documents, layers }, name, folder) {
	const config = documents?.config ?? Buffer.alloc(0);
	const types = layerTypes(documents?.manifest);
	const blobs = [];
	for (const [index, layer] of layers.entries()) {
		const { digest = layer.diffId, size, raw } = layer;
		const isPlain = raw !== void 0 && size !== void 0 && !types[index]?.includes("zstd");
		blobs.push(isPlain ? {
			digest,
			size,
			stream: () => raw.stream()
		} : await writePacked(layer.open(), folder));
	}
	return dockerFiles(config, sha256(config).slice(7), blobs, name);
}
function layerTypes(manifest) {
	if (manifest === void 0) return [];
	const { layers } = JSON.parse(manifest.toString("utf8"));
	return (layers ?? []).map(({ mediaType }) => mediaType);
}
// src/repair/root.ts
const MAX_FILE$2 = 67108864;
const MAX_LISTED = 1e5;
const MAX_LINKS$2 = 40;
function rootOf(view, again) {
	const known = new Map();
	const entry = (path) => {
		if (!known.has(path)) known.set(path, view.entry(path));
		return known.get(path);
	};
	const listed = view.layers.reduce((sum, { entries }) => sum + entries.length, 0);
	let all;
	return {
		entry,
		entries() {
			if (listed > MAX_LISTED) return view.entries();
			all ??= [...view.entries()];
			return all;
		},
		read: (paths) => contents(view, again, paths, wholeFiles, (record) => Buffer.from(record)),
		digests: (paths) => contents(view, again, paths, digests, String)
	};
}
async function contents(view, again, paths, analyzerOf, toValue) {
	const places = new Map();
	for (const path of paths) {
		const place = placeOf$2(view, path);
		if (place !== void 0) places.set(path, place);
	}
	if (places.size === 0) return new Map();
	const wanted = [...places.values()];
	const analyzer = analyzerOf(new Set(wanted.map(({ path }) => path)));
	const results = await again([analyzer], [...new Set(wanted.map(({ layer }) => layer))]);
	const found = new Map();
	for (const [path, place] of places) {
		const record = results.get(place.layer)?.records[analyzer.id]?.[place.path];
		if (record === void 0) throw new DrydockError("IMAGE_INVALID", `${path} of the image cannot be read, or is too large to be.`);
		found.set(path, toValue(record));
	}
	return found;
}
function placeOf$2(view, path) {
	let entry = view.entry(path);
	for (let links = 0; entry?.type === "hardlink" && links < MAX_LINKS$2; links++) entry = view.upTo(entry.layer + 1).entry(entry.target ?? "");
	return entry?.type === "file" ? {
		layer: entry.layer,
		path: entry.path
	} : void 0;
}
function wholeFiles(paths) {
	return {
		id: "repair-files",
		version: 1,
		maxBytes: MAX_FILE$2,
		wants: ({ path }) => paths.has(path),
		read: async (body) => Buffer.from(await body.bytes())
	};
}
function digests(paths) {
	return {
		id: "repair-digests",
		version: 1,
		maxBytes: Number.POSITIVE_INFINITY,
		wants: ({ path }) => paths.has(path),
		open() {
			const hash = createHash("sha256");
			return {
				write(piece) {
					hash.update(piece);
					return true;
				},
				end: () => hash.digest("hex")
			};
		}
	};
}
function behindLinks(root, path) {
	let rest = path.split("/").filter((part) => part !== "" && part !== ".");
	let done = [];
	let links = 0;
	let entry;
	while (rest.length > 0) {
		const [part = "", ...further] = rest;
		rest = further;
		if (part === "..") {
			done.pop();
			continue;
		}
		entry = root.entry([...done, part].join("/"));
		if (entry === void 0) return void 0;
		if (entry.type !== "symlink") {
			done.push(part);
			continue;
		}
		if (++links > MAX_LINKS$2) return void 0;
		const target = entry.target ?? "";
		if (target.startsWith("/")) done = [];
		rest = [...target.split("/").filter((one) => one !== "" && one !== "."), ...rest];
	}
	return done.length === 0 ? void 0 : root.entry(done.join("/"));
}
// src/repair/build/managers.ts
const DPKG_NAME = /^[a-z0-9][a-z0-9+.-]*(?::[a-z0-9-]+)?$/;
const OTHER_NAME = /^[A-Za-z0-9_][A-Za-z0-9_.+-]*$/;
const apt = {
	id: "apt",
	by: "dpkg",
	program: "usr/bin/apt-get",
	names: DPKG_NAME,
	script: (names) => [
		"export DEBIAN_FRONTEND=noninteractive",
		"apt-get -o APT::Update::Error-Mode=any -o Acquire::Languages=none update",
		`apt-get -y --only-upgrade --no-install-recommends -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold install ${names.join(" ")}`,
		"apt-get clean",
		"rm -rf /var/lib/apt/lists/*"
	].join("; "),
	commands: (names) => ["apt-get update", `apt-get install -y --only-upgrade ${names.join(" ")}`]
};
const apk = {
	id: "apk",
	by: "apk",
	program: "sbin/apk",
	names: OTHER_NAME,
	script: (names) => `apk upgrade --no-cache ${names.join(" ")}`,
	commands: (names) => [`apk upgrade --no-cache ${names.join(" ")}`]
};
function rpmManager(id) {
	return {
		id,
		by: "rpm",
		program: `usr/bin/${id}`,
		names: OTHER_NAME,
		script: (names) => `${id} -y update ${names.join(" ")}; ${id} clean all`,
		commands: (names) => [`${id} -y update ${names.join(" ")}`]
	};
}
const zypper = {
	id: "zypper",
	by: "rpm",
	program: "usr/bin/zypper",
	names: OTHER_NAME,
	script: (names) => [
		"zypper --non-interactive refresh",
		`zypper --non-interactive update ${names.join(" ")} || { code=$?; [ $code -eq 102 ] || [ $code -eq 103 ] || exit $code; }`,
		"zypper clean --all"
	].join("; "),
	commands: (names) => [`zypper --non-interactive update ${names.join(" ")}`]
};
const MANAGERS = [
	apt,
	apk,
	...[
		"dnf",
		"microdnf",
		"tdnf",
		"yum"
	].map(rpmManager),
	zypper
];
function managerIn(root, by) {
	return MANAGERS.find((manager) => manager.by === by && isThere(root, manager.program));
}
function isThere(root, path) {
	const type = behindLinks(root, path)?.type;
	return type === "file" || type === "hardlink";
}
// src/repair/build/plan.ts
const STATUS$1 = "var/lib/dpkg/status";
async function buildPlan(task) {
	const { root, targets, packages, os } = task;
	const by = targets[0]?.package.by ?? "";
	const manager = managerIn(root, by);
	if (!isThere(root, "bin/sh")) throw new Refusal$1("FIX_NO_SHELL", "The image has no shell: nothing can be built on it.");
	if (manager === void 0) throw new Refusal$1("FIX_UNSUPPORTED_OS", `${os.prettyName ?? os.family} has packages of ${by}, but no package manager of them in the image.`);
	const held = manager.id === "apt" ? await heldPackages(root) : new Set();
	const planned = [];
	const left = [];
	const names = [];
	for (const { pkg, to, because } of wanted(targets, packages)) {
		const { name, version, architecture = "" } = pkg;
		const reason = held.has(name) ? ["FIX_HELD", "It is on hold in the image."] : manager.names.test(name) ? void 0 : ["FIX_CONTENT", "Its name is none that a package can have."];
		if (reason === void 0) {
			planned.push({
				name,
				architecture,
				from: version,
				to,
				...sourceOf(pkg),
				because
			});
			names.push(nameFor(manager, pkg, packages));
		} else if (because === "target") {
			const [code, words] = reason;
			left.push({
				name,
				architecture,
				version,
				fixedVersion: to,
				code,
				reason: words
			});
		}
	}
	const unique = [...new Set(names)];
	return {
		plan: {
			packages: planned,
			left,
			commands: unique.length === 0 ? [] : manager.commands(unique)
		},
		manager,
		names: unique
	};
}
function wanted(targets, packages) {
	const byPackage = new Map();
	for (const { package: pkg, fixedVersion } of targets) byPackage.set(keyOf$2(pkg), {
		pkg,
		to: fixedVersion,
		because: "target"
	});
	for (const { package: target, fixedVersion } of targets) for (const pkg of packages) if (pkg.by === target.by && pkg.source?.name === target.source?.name && pkg.version === target.version && !byPackage.has(keyOf$2(pkg))) byPackage.set(keyOf$2(pkg), {
		pkg,
		to: fixedVersion,
		because: "source"
	});
	return [...byPackage].sort(([a], [b]) => a < b ? -1 : 1).map(([, one]) => one);
}
function keyOf$2({ name, architecture = "" }) {
	return `${name}\n${architecture}`;
}
function sourceOf({ source }) {
	return source === void 0 ? {} : { source: source.name };
}
function nameFor({ id }, { name, architecture }, packages) {
	const twins = packages.filter((one) => one.by === "dpkg" && one.name === name).length;
	return id === "apt" && twins > 1 && architecture !== void 0 ? `${name}:${architecture}` : name;
}
async function heldPackages(root) {
	const text = (await root.read([STATUS$1])).get(STATUS$1)?.toString("utf8") ?? "";
	const held = new Set();
	let name = "";
	for (const line of text.split("\n")) if (line.startsWith("Package: ")) name = line.slice(9).trim();
	else if (line.startsWith("Status: hold ")) held.add(name);
	return held;
}
// src/repair/engines.ts
const HOPELESS = new Set([
	"FIX_NOT_PUBLISHED",
	"FIX_HELD",
	"FIX_EOL"
]);
const UNTRUSTED = new Set([
	"FIX_SIGNATURE",
	"FIX_HASH",
	"FIX_EXPIRED"
]);
async function chosenEngine(choice, host) {
	const { mode, partial } = choice.options;
	const graft = mode === "build" ? void 0 : await graftOf(choice);
	if (graft?.plan.left.every(({ code }) => HOPELESS.has(code)) && isSomething(graft)) return graft;
	const untrusted = graft?.plan.left.find(({ code }) => UNTRUSTED.has(code));
	if (graft !== void 0 && untrusted !== void 0) {
		await graft.close();
		throw new Refusal$1(untrusted.code, reasonOf(untrusted));
	}
	if (mode === "graft") {
		if (graft !== void 0 && partial && isSomething(graft)) return graft;
		await graft?.close();
		throw refusalOf$1(graft?.plan, choice);
	}
	try {
		const build = await buildOf(choice, host);
		await graft?.close();
		return build;
	} catch (error) {
		if (!(error instanceof Refusal$1)) throw error;
		if (graft === void 0) throw error;
		if (partial && isSomething(graft)) return {
			...graft,
			notes: [...graft.notes, error.message]
		};
		await graft.close();
		const [first] = graft.plan.left;
		const more = first === void 0 ? "" : ` Grafting is no way either: ${reasonOf(first)}`;
		throw new Refusal$1(error.code, error.message + more, error);
	}
}
function isSomething({ plan }) {
	return plan.packages.length > 0;
}
function refusalOf$1(plan, { task }) {
	const [first] = plan?.left ?? [];
	if (first !== void 0) return new Refusal$1(first.code, reasonOf(first));
	const { prettyName, family } = task.os;
	return new Refusal$1("FIX_UNSUPPORTED_OS", `${prettyName ?? family} has no package database that can be grafted on.`);
}
function reasonOf({ name, reason }) {
	return reason.startsWith(`${name} `) ? reason : `${name}: ${reason}`;
}
async function graftOf({ task, grafters, epochOf }) {
	const grafter = grafters.find((one) => one.serves(task));
	if (grafter === void 0) return void 0;
	const { plan, notes, graft, close } = await grafter.plan(task);
	return {
		mode: "graft",
		plan,
		notes,
		async entries() {
			const entries = await graft();
			const epoch = epochOf(entries.flatMap((entry) => entry.type === "file" ? [entry.mtime] : []).reduce((most, date) => Math.max(most, date), 0));
			return {
				entries: withParents(entries, task.root, epoch),
				epoch
			};
		},
		close
	};
}
const NO_BUILDER = "There is neither Docker nor buildah here, which this would need.";
async function buildOf({ task, image, options, epochOf }, host) {
	const { plan, manager, names } = await buildPlan(task);
	const [first] = plan.left;
	if (names.length === 0 && first !== void 0) throw new Refusal$1(first.code, reasonOf(first));
	refuseUnsafe(image.config);
	const builder = await builderHere(host);
	if (builder === void 0 && !options.dryRun) throw new Refusal$1("FIX_NO_BUILDER", `Needs Docker or buildah for ${plan.packages.map(({ name }) => name).join(", ")}.`);
	refuseUnsafe(image.config, builder);
	const open = [];
	return {
		mode: "build",
		plan,
		notes: [builder === void 0 ? NO_BUILDER : `By ${manager.id} of the image, with ${builder.name}.`],
		async entries(folder) {
			if (builder === void 0) throw new Error("a dry run does not build");
			const { network } = options;
			const built = await builtEntries({
				image,
				root: task.root,
				script: manager.script(names),
				network,
				folder,
				epochOf
			}, builder, host);
			open.push(() => built.close());
			return built;
		},
		close: async () => {
			for (const close of open) await close();
		}
	};
}
// src/repair/apk/archive.ts
var Archive = class {
	#host;
	#offline;
	#route;
	constructor(host, offline) {
		this.#host = host;
		this.#offline = offline;
	}
	get(url, maxBytes) {
		return this.#ask(url, async (response) => {
			const chunks = [];
			for await (const chunk of capped(response, maxBytes)) chunks.push(chunk);
			return Buffer.concat(chunks);
		});
	}
	async save(url, path, maxBytes) {
		return await this.#ask(url, async (response) => {
			await pipeline(capped(response, maxBytes), createWriteStream(path, { mode: 384 }));
			return true;
		}) ?? false;
	}
	async #ask(url, take) {
		const at = printUrl(url);
		if (this.#offline) throw new DrydockError("NETWORK", `${at} was not asked: --offline is set.`, { hint: "Repairs need the distribution's archive; leave --offline out." });
		this.#route ??= {
			agents: createAgents(this.#host, false),
			plainAllowed: false
		};
		const route = this.#route;
		return persist(this.#host, async () => {
			const response = await follow({
				url,
				limits: LIMITS
			}, route);
			if (response.status === 200) return take(response);
			response.discard();
			if (response.status === 404 || response.status === 410) return void 0;
			if (response.status >= 500) throw new PassingTrouble("NETWORK", `${at} answered ${response.status}.`, {});
			throw new DrydockError("NETWORK", `${at} answered ${response.status}.`, { hint: "Check the repository's address, or name a mirror with --mirror." });
		});
	}
};
async function* capped(response, maxBytes) {
	let size = 0;
	for await (const chunk of response.body) {
		size += chunk.length;
		if (size > maxBytes) throw new DrydockError("NETWORK", `${printUrl(response.url)} is larger than ${maxBytes} bytes.`);
		yield chunk;
	}
}
// src/repair/apk/gzip-members.ts
const HEADER_BYTES = 10;
const TRAILER_BYTES = 8;
function gzipMember(bytes, start, maxContent) {
	const body = bodyStart(bytes, start);
	const { content, used } = inflate(bytes.subarray(body), maxContent);
	const end = body + used + TRAILER_BYTES;
	if (end > bytes.length) throw new Unreadable("a gzip member is cut off");
	return {
		raw: bytes.subarray(start, end),
		content
	};
}
function inflate(bytes, maxContent) {
	try {
		const { buffer, engine } = inflateRawSync(bytes, {
			info: true,
			maxOutputLength: maxContent
		});
		return {
			content: buffer,
			used: engine.bytesWritten
		};
	} catch (cause) {
		throw new Unreadable("a gzip member is damaged, cut off or too large", { cause });
	}
}
function bodyStart(bytes, start) {
	if (bytes.length < start + HEADER_BYTES || bytes.readUInt16BE(start) !== 8075 || bytes[start + 2] !== 8) throw new Unreadable("there is no gzip member");
	const flags = bytes[start + 3] ?? 0;
	let position = start + HEADER_BYTES;
	if ((flags & 4) !== 0 && position + 2 <= bytes.length) position += 2 + bytes.readUInt16LE(position);
	if ((flags & 8) !== 0) position = behindZero(bytes, position);
	if ((flags & 16) !== 0) position = behindZero(bytes, position);
	if ((flags & 2) !== 0) position += 2;
	if (position > bytes.length) throw new Unreadable("the header of a gzip member is cut off");
	return position;
}
function behindZero(bytes, position) {
	const zero = bytes.indexOf(0, position);
	if (zero < 0) throw new Unreadable("the header of a gzip member is cut off");
	return zero + 1;
}
// src/repair/apk/paths.ts
const MAX_LINKS$1 = 40;
function canonicalPath(root, path) {
	let left = path.split("/");
	let done = [];
	let links = 0;
	while (left.length > 1) {
		const [segment = "", ...rest] = left;
		left = rest;
		if (segment === "" || segment === ".") continue;
		if (segment === "..") {
			done.pop();
			continue;
		}
		const entry = root.entry([...done, segment].join("/"));
		if (entry === void 0 || entry.type === "directory") done.push(segment);
		else if (entry.type !== "symlink" || entry.target === void 0 || ++links > MAX_LINKS$1) return void 0;
		else {
			if (entry.target.startsWith("/")) done = [];
			left = [...entry.target.split("/"), ...left];
		}
	}
	const [last = ""] = left;
	return [...done, last].join("/");
}
function canonicalFile(root, path) {
	let at = canonicalPath(root, path);
	for (let links = 0; at !== void 0 && links <= MAX_LINKS$1; links++) {
		const entry = root.entry(at);
		if (entry?.type === "file" || entry?.type === "hardlink") return at;
		if (entry?.type !== "symlink" || entry.target === void 0) return void 0;
		at = canonicalPath(root, entry.target.startsWith("/") ? entry.target : `${folderOf$2(at)}/${entry.target}`);
	}
}
function folderOf$2(path) {
	return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}
function joined$2(folder, name) {
	return folder === "" ? name : `${folder}/${name}`;
}
async function readText(root, path) {
	const file = canonicalFile(root, path);
	if (file === void 0) return void 0;
	return (await root.read([file])).get(file)?.toString("utf8");
}
// src/repair/apk/tar.ts
const MAX_EXTENSION = 1048576;
const MAX_ENTRIES$1 = 5e5;
function bytesOf(buffer) {
	return {
		size: buffer.length,
		read: (offset, length) => buffer.subarray(offset, offset + length)
	};
}
function listTar(bytes) {
	const entries = [];
	let position = 0;
	let start = 0;
	let front = { pax: new Map() };
	while (position + 512 <= bytes.size) {
		const block = bytes.read(position, 512);
		if (block.every((byte) => byte === 0)) break;
		const header = parseHeader(block);
		const body = position + 512;
		const stored = "123456".includes(header.letter) ? 0 : paxSize(front.pax) ?? header.size;
		if (stored < 0 || body + stored > bytes.size) throw new Unreadable("the tar is cut off inside an entry");
		position = body + Math.ceil(stored / 512) * 512;
		if ("xgLK".includes(header.letter)) {
			if (stored > MAX_EXTENSION) throw new Unreadable("an extended header of the tar is too large");
			front = extended(front, header.letter, bytes.read(body, stored));
			continue;
		}
		if (entries.length >= MAX_ENTRIES$1) throw new Unreadable(`the tar has more than ${MAX_ENTRIES$1} entries`);
		const path = front.path ?? text$1(front.pax.get("path")) ?? header.name;
		entries.push({
			path: path.endsWith("/") ? path.slice(0, -1) : path,
			letter: header.letter === "\0" || header.letter === "7" ? "0" : header.letter,
			size: stored,
			mode: header.mode,
			uid: header.uid,
			gid: header.gid,
			uname: textField(block, 265, 32),
			gname: textField(block, 297, 32),
			mtime: numberField(block, 136, 12),
			target: front.target ?? text$1(front.pax.get("linkpath")) ?? header.target,
			pax: front.pax,
			offset: body,
			span: [start, position]
		});
		front = { pax: new Map() };
		start = position;
	}
	return entries;
}
function extended(front, letter, body) {
	if (letter === "L") return {
		...front,
		path: textField(body, 0, body.length)
	};
	if (letter === "K") return {
		...front,
		target: textField(body, 0, body.length)
	};
	return letter === "x" ? {
		...front,
		pax: paxRecords(body)
	} : front;
}
function paxRecords(body) {
	const records = new Map();
	let position = 0;
	while (position < body.length && body[position] !== 0) {
		const space = body.indexOf(32, position);
		const digits = space < 0 || space > position + 10 ? "" : body.toString("latin1", position, space);
		const end = /^\d+$/.test(digits) ? position + Number(digits) : NaN;
		const equals = body.indexOf(61, space);
		if (!(end <= body.length) || equals < 0 || equals >= end || body[end - 1] !== 10) throw new Unreadable("an extended header of the tar is malformed");
		records.set(body.toString("latin1", space + 1, equals), body.subarray(equals + 1, end - 1));
		position = end;
	}
	return records;
}
function text$1(value) {
	return value === void 0 ? void 0 : decodeName(value);
}
function paxSize(pax) {
	const size = pax.get("size")?.toString("latin1");
	if (size === void 0) return void 0;
	if (!/^\d{1,15}$/.test(size)) throw new Unreadable("an extended header of the tar is malformed");
	return Number(size);
}
// src/repair/apk/keys.ts
const FOLDER$2 = "etc/apk/keys/";
const ALGORITHMS = new Map([
	["RSA", "RSA-SHA1"],
	["RSA256", "RSA-SHA256"],
	["RSA512", "RSA-SHA512"]
]);
const MAX_SIGNATURE = 262144;
async function readKeys(root) {
	const files = new Map();
	for (const { path, type } of root.entries()) {
		if (!path.startsWith(FOLDER$2) || type === "directory" || type === "other") continue;
		const name = path.slice(13);
		const file = canonicalFile(root, path);
		if (!name.includes("/") && file !== void 0) files.set(name, file);
	}
	const contents = await root.read([...files.values()]);
	const keys = new Map();
	for (const [name, file] of files) {
		const key = publicKey(contents.get(file));
		if (key !== void 0) keys.set(name, key);
	}
	return keys;
}
function publicKey(pem) {
	try {
		const key = pem === void 0 ? void 0 : createPublicKey(pem);
		return key?.asymmetricKeyType === "rsa" ? key : void 0;
	} catch {
		return;
	}
}
function readSignature(bytes, what) {
	try {
		const { raw, content } = gzipMember(bytes, 0, MAX_SIGNATURE);
		const candidates = listTar(bytesOf(content)).flatMap(({ path, offset, size }) => {
			const [, kind = "", key = ""] = /^\.SIGN\.(RSA\d*)\.([^/]+)$/.exec(path) ?? [];
			const digest = ALGORITHMS.get(kind);
			return digest === void 0 ? [] : [{
				key,
				digest,
				value: content.subarray(offset, offset + size)
			}];
		});
		if (candidates.length > 0) return {
			length: raw.length,
			candidates
		};
	} catch (error) {
		if (!(error instanceof Unreadable)) throw error;
	}
	throw new Refusal$1("FIX_SIGNATURE", `${what} is not signed in a way that apk knows.`);
}
function verifySignature(signature, signed, keys, what) {
	for (const { key, digest, value } of signature.candidates) {
		const trusted = keys.get(key);
		if (trusted !== void 0 && verify(digest, signed, trusted, value)) return key;
	}
	const names = signature.candidates.map(({ key }) => key);
	const known = names.filter((name) => keys.has(name));
	throw new Refusal$1("FIX_SIGNATURE", known.length > 0 ? `${what} does not fit its signature by ${known.join(", ")}.` : `${what} is signed by ${names.join(", ")}, which the image's etc/apk/keys does not have.`);
}
// src/repair/apk/package-file.ts
const MAX_FRONT = 8388608;
const MAX_CONTROL = 33554432;
const MAX_DATA = 8589934592;
async function openPackage(path, offer, keys) {
	const what = `${offer.name}-${offer.version}.apk`;
	const size = statSync(path).size;
	if (String(size) !== offer.fields.get("S")) throw new Refusal$1("FIX_HASH", `${what} has ${size} bytes, its index says ${offer.fields.get("S") ?? "nothing"}.`);
	const front = readFront(path, Math.min(size, MAX_FRONT));
	const signature = readSignature(front, what);
	const control = controlOf(front, signature.length, what);
	const sum = `Q1${createHash("sha1").update(control.raw).digest("base64")}`;
	if (sum !== offer.fields.get("C")) throw new Refusal$1("FIX_HASH", `The control segment of ${what} has the checksum ${sum}, its index says ${offer.fields.get("C") ?? "nothing"}.`);
	const key = verifySignature(signature, control.raw, keys, what);
	const { info, scripts } = readControl(control.content, what);
	const data = `${path}.data`;
	const digest = await unpack(path, signature.length + control.raw.length, data, what);
	const [stated = "nothing"] = info.get("datahash") ?? [];
	if (digest !== stated) throw new Refusal$1("FIX_HASH", `The data segment of ${what} has the SHA-256 ${digest}, ${stated} was promised.`);
	return {
		offer,
		info,
		scripts,
		entries: listData(data, what),
		data,
		key
	};
}
function readFront(path, length) {
	const file = openSync(path, "r");
	try {
		const front = Buffer.alloc(length);
		return front.subarray(0, readSync(file, front, 0, length, 0));
	} finally {
		closeSync(file);
	}
}
function controlOf(front, start, what) {
	try {
		return gzipMember(front, start, MAX_CONTROL);
	} catch (error) {
		if (!(error instanceof Unreadable)) throw error;
		throw new Refusal$1("FIX_HASH", `The control segment of ${what} cannot be read: ${error.message}.`);
	}
}
function readControl(content, what) {
	const info = new Map();
	const scripts = new Map();
	for (const { path, offset, size } of contentOf(bytesOf(content), what)) {
		const body = content.subarray(offset, offset + size);
		if (path !== ".PKGINFO") scripts.set(path.replace(/^\./, ""), body);
		else for (const line of body.toString("utf8").split("\n")) {
			const [, name = "", value = ""] = /^([a-z_]+) = (.*)$/.exec(line) ?? [];
			if (name !== "") info.set(name, [...info.get(name) ?? [], value]);
		}
	}
	return {
		info,
		scripts
	};
}
async function unpack(path, start, to, what) {
	const hash = createHash("sha256");
	let unpacked = 0;
	try {
		await pipeline(createReadStream(path, { start }), async function* (chunks) {
			for await (const chunk of chunks) {
				hash.update(chunk);
				yield chunk;
			}
		}, createGunzip(), async function* (chunks) {
			for await (const chunk of chunks) {
				unpacked += chunk.length;
				if (unpacked > MAX_DATA) throw new Refusal$1("FIX_CONTENT", `${what} unpacks into more than ${MAX_DATA} bytes.`);
				yield chunk;
			}
		}, createWriteStream(to, { mode: 384 }));
	} catch (error) {
		if (!/^Z_/.test(error.code ?? "")) throw error;
		throw new Refusal$1("FIX_HASH", `The data segment of ${what} is no valid gzip.`);
	}
	return hash.digest("hex");
}
function listData(path, what) {
	const file = openSync(path, "r");
	try {
		return contentOf({
			size: statSync(path).size,
			read(offset, length) {
				const buffer = Buffer.alloc(length);
				return buffer.subarray(0, readSync(file, buffer, 0, length, offset));
			}
		}, what);
	} finally {
		closeSync(file);
	}
}
function contentOf(bytes, what) {
	try {
		return listTar(bytes);
	} catch (error) {
		if (!(error instanceof Unreadable)) throw error;
		throw new Refusal$1("FIX_CONTENT", `${what} cannot be read: ${error.message}.`);
	}
}
async function* contentIn({ data }, entry) {
	if (entry.size > 0) yield* createReadStream(data, {
		start: entry.offset,
		end: entry.offset + entry.size - 1
	});
}
// src/repair/apk/atoms.ts
function parseAtoms(list) {
	return (list ?? "").split(/\s+/).flatMap((text) => {
		const found = /^(!?)([^\s=<>~@!]+)(?:([=<>~]{1,2})([^\s@]+))?(?:@(\S+))?$/.exec(text);
		if (found === null) return [];
		const [, not, name = "", operator, version, tag] = found;
		return [{
			text,
			name,
			conflict: not === "!",
			...operator === void 0 || version === void 0 ? {} : {
				operator,
				version
			},
			...tag === void 0 ? {} : { tag }
		}];
	});
}
function fits(atom, provision) {
	if (atom.name !== provision.name) return false;
	if (atom.operator === void 0 || atom.version === void 0) return true;
	if (provision.version === void 0 || atom.operator === "><") return false;
	if (atom.operator.includes("~")) return startsWith(provision.version, atom.version);
	if (!apk$1.valid(atom.version) || !apk$1.valid(provision.version)) return false;
	const order = apk$1.compare(provision.version, atom.version);
	return order < 0 && atom.operator.includes("<") || order > 0 && atom.operator.includes(">") || order === 0 && atom.operator.includes("=");
}
function startsWith(version, start) {
	if (!version.startsWith(start)) return false;
	return !(/\d$/.test(start) && /^\d/.test(version.slice(start.length)));
}
function provisions(name, version, provides) {
	return [{
		name,
		version
	}, ...parseAtoms(provides).map((one) => ({
		name: one.name,
		...one.version === void 0 ? {} : { version: one.version }
	}))];
}
// src/repair/apk/database.ts
const FOLDER_ACL = {
	uid: 0,
	gid: 0,
	mode: 493
};
const FILE_ACL = {
	uid: 0,
	gid: 0,
	mode: 420
};
const MAX_PACKAGES = 1e5;
function field(one, letter) {
	return one.head.find((line) => line.startsWith(`${letter}:`))?.slice(2);
}
function parseInstalled(bytes) {
	if (!isUtf8(bytes)) throw unreadable("is not UTF-8");
	const packages = bytes.toString("utf8").split(/\n\n+/).map((paragraph) => paragraph.replace(/^\n+|\n+$/g, "")).filter((paragraph) => paragraph !== "");
	if (packages.length > MAX_PACKAGES) throw unreadable(`has more than ${MAX_PACKAGES} packages`);
	const parsed = packages.map(parsePackage);
	if (new Set(parsed.map(({ name }) => name)).size < parsed.length) throw unreadable("has two packages of one name");
	return parsed;
}
function parsePackage(paragraph) {
	const head = [];
	const folders = [];
	for (const line of paragraph.split("\n")) {
		const value = line.slice(2);
		const folder = folders.at(-1);
		const file = folder?.files.at(-1);
		if (line[1] !== ":") throw unreadable("has a line that is none");
		else if (line.startsWith("F:")) folders.push({
			path: value,
			files: []
		});
		else if (!/^[MRaZ]/.test(line)) head.push(line);
		else if (folder === void 0) throw unreadable("has a file outside of a folder");
		else if (line.startsWith("M:")) folder.acl = parseAcl(value);
		else if (line.startsWith("R:")) folder.files.push({ name: value });
		else if (file === void 0) throw unreadable("has a line about a file without a file");
		else {
			const more = line.startsWith("a:") ? { acl: parseAcl(value) } : { sum: value };
			folder.files[folder.files.length - 1] = {
				...file,
				...more
			};
		}
	}
	const [name, version] = [field({ head }, "P"), field({ head }, "V")];
	if (name === void 0 || version === void 0) throw unreadable("has a package without name or version");
	return {
		name,
		version,
		head,
		folders
	};
}
function parseAcl(text) {
	const [, uid, gid, mode = "", xattr] = /^(\d+):(\d+):([0-7]+)(?::(\S+))?$/.exec(text) ?? [];
	if (mode === "") throw unreadable("has an owner or mode that is none");
	return {
		uid: Number(uid),
		gid: Number(gid),
		mode: Number.parseInt(mode, 8),
		...xattr === void 0 ? {} : { xattr }
	};
}
function unreadable(what) {
	return new Refusal$1("FIX_CONTENT", `The package database ${what}, so it cannot be written anew.`);
}
function writeInstalled(packages) {
	return Buffer.from(packages.map((one) => `${paragraphOf(one).join("\n")}\n\n`).join(""));
}
function paragraphOf({ head, folders }) {
	return [...head, ...folders.flatMap(({ path, acl, files }) => [
		`F:${path}`,
		...aclLine("M", acl, FOLDER_ACL),
		...files.flatMap((file) => [
			`R:${file.name}`,
			...aclLine("a", file.acl, FILE_ACL),
			...file.sum === void 0 ? [] : [`Z:${file.sum}`]
		])
	])];
}
function aclLine(letter, acl, usual) {
	if (acl === void 0 || sameAcl(acl, usual)) return [];
	const end = acl.xattr === void 0 ? "" : `:${acl.xattr}`;
	return [`${letter}:${acl.uid}:${acl.gid}:${acl.mode.toString(8)}${end}`];
}
function sameAcl(a, b) {
	return a.uid === b.uid && a.gid === b.gid && a.mode === b.mode && a.xattr === b.xattr;
}
// src/repair/apk/candidates.ts
function candidatesOf({ installed, offers, world, architecture }) {
	const byName = new Map();
	for (const offer of offers) byName.set(offer.name, [...byName.get(offer.name) ?? [], offer]);
	const olds = new Map(installed.map((one) => [one.name, one]));
	const choices = new Map();
	return { choose(name) {
		const known = choices.get(name);
		if (known !== void 0) return known;
		const old = olds.get(name);
		const choice = old === void 0 ? { kind: "absent" } : choose(old, byName.get(name) ?? [], world, architecture);
		choices.set(name, choice);
		return choice;
	} };
}
function choose(old, offers, world, architecture) {
	const tags = new Set([field(old, "s"), ...world.flatMap(({ name, tag }) => name === old.name ? [tag] : [])]);
	const newer = offers.filter(({ repository, fields, version }) => {
		const fitting = [
			"noarch",
			architecture,
			void 0
		].includes(fields.get("A"));
		const reachable = repository.tag === void 0 || tags.has(repository.tag);
		return fitting && reachable && apk$1.valid(version) && apk$1.valid(old.version);
	}).sort((a, b) => apk$1.compare(b.version, a.version));
	const best = newer[0]?.version;
	const raising = newer.filter(({ version }) => apk$1.compare(version, old.version) > 0);
	const offer = raising.find((one) => holder(one, world) === void 0);
	const by = raising[0] === void 0 ? void 0 : holder(raising[0], world);
	if (offer !== void 0) return {
		kind: "offer",
		old,
		offer,
		...by === void 0 ? {} : { heldBy: by.text }
	};
	const told = best === void 0 ? {} : { best };
	return by === void 0 ? {
		kind: "none",
		...told
	} : {
		kind: "held",
		by: by.text,
		...told
	};
}
function holder({ name, version, fields }, world) {
	const there = provisions(name, version, fields.get("p"));
	return world.find((atom) => {
		const named = there.filter((provision) => provision.name === atom.name);
		if (named.length === 0 || atom.name !== name && !atom.conflict) return false;
		return named.some((provision) => fits(atom, provision)) === atom.conflict;
	});
}
// src/repair/apk/planner.ts
function plan(question) {
	const candidates = candidatesOf(question);
	let raises = new Map();
	const left = [];
	for (const unit of unitsOf(question)) {
		const attempt = raiseUnit(question, candidates, unit, raises);
		if (attempt.kind === "raised") raises = attempt.raises;
		left.push(...attempt.left);
	}
	return {
		raises: [...raises.values()].sort((a, b) => a.old.name < b.old.name ? -1 : 1),
		left
	};
}
function unitsOf({ targets, installed }) {
	const units = new Map();
	for (const target of targets) {
		const found = installed.find(({ name }) => name === target.package.name);
		const origin = found === void 0 ? target.package.name : originOf(found);
		units.set(origin, [...units.get(origin) ?? [], target]);
	}
	return [...units.values()];
}
function originOf(one) {
	return field(one, "o") ?? one.name;
}
function raiseUnit(question, candidates, unit, before) {
	const raises = new Map(before);
	const left = [];
	for (const target of unit) {
		const choice = candidates.choose(target.package.name);
		const refused = refusalOf(target, choice);
		if (refused !== void 0) left.push(leaveOut(target, refused.code, refused.reason));
		else if (choice.kind === "offer") raises.set(choice.old.name, {
			old: choice.old,
			offer: choice.offer,
			because: "target"
		});
	}
	if (left.length === unit.length) return {
		kind: "left",
		raises: before,
		left
	};
	const origins = new Set(unit.map(({ package: one }) => one.name));
	for (const sibling of siblings(question, origins)) {
		if (raises.has(sibling.name)) continue;
		const choice = candidates.choose(sibling.name);
		if (choice.kind === "offer") raises.set(sibling.name, {
			old: sibling,
			offer: choice.offer,
			because: "source"
		});
	}
	const trouble = close(question, candidates, raises) ?? bannedAmong(question, raises, before);
	if (trouble === void 0) return {
		kind: "raised",
		raises,
		left
	};
	const others = unit.filter(({ package: one }) => !left.some(({ name }) => name === one.name)).map((target) => leaveOut(target, trouble.code, trouble.reason));
	return {
		kind: "left",
		raises: before,
		left: [...left, ...others]
	};
}
function siblings({ installed }, names) {
	const origins = new Set(installed.filter(({ name }) => names.has(name)).map(originOf));
	return installed.filter((one) => origins.has(originOf(one)));
}
function refusalOf({ package: one, fixedVersion }, choice) {
	if (choice.kind === "absent") return {
		code: "FIX_UNSUPPORTED_OS",
		reason: `${one.name} is not in the package database.`
	};
	const offered = choice.kind === "offer" ? choice.offer.version : choice.best;
	if (choice.kind === "offer" && reaches(choice.offer.version, fixedVersion)) return void 0;
	const by = choice.kind === "offer" ? choice.heldBy : choice.kind === "held" ? choice.by : void 0;
	if (by !== void 0) return {
		code: "FIX_HELD",
		reason: `${one.name} is held by ${by} in etc/apk/world.`
	};
	return {
		code: "FIX_NOT_PUBLISHED",
		reason: `${one.name} needs at least ${fixedVersion}; ${offered === void 0 ? "the repositories offer none" : `the repositories offer ${offered}`}.`
	};
}
function reaches(version, wanted) {
	return apk$1.valid(version) && apk$1.valid(wanted) && apk$1.compare(version, wanted) >= 0;
}
function leaveOut({ package: one, fixedVersion }, code, reason) {
	return {
		name: one.name,
		...one.architecture === void 0 ? {} : { architecture: one.architecture },
		version: one.version,
		fixedVersion,
		code,
		reason
	};
}
function bannedAmong({ banned }, raises, before) {
	for (const name of raises.keys()) {
		const found = banned.get(name);
		if (found !== void 0 && !before.has(name)) return found;
	}
}
function memberOf(one, raise) {
	const get = (letter) => raise === void 0 ? field(one, letter) : raise.offer.fields.get(letter);
	const version = raise?.offer.version ?? one.version;
	return {
		name: one.name,
		version,
		depends: parseAtoms(get("D")),
		installIf: parseAtoms(get("i")),
		provides: provisions(one.name, version, get("p"))
	};
}
function close({ installed, world }, candidates, raises) {
	const old = new Surroundings(installed.map((one) => memberOf(one)));
	const wanted = new Set(world.map(({ name }) => name));
	for (;;) {
		const now = new Surroundings(installed.map((one) => memberOf(one, raises.get(one.name))));
		const unmet = firstUnmet(now, old, wanted);
		if (unmet === void 0) return void 0;
		const helper = [
			unmet.by.name,
			...now.providersOf(unmet.atom),
			...old.providersOf(unmet.atom)
		].filter((name) => !raises.has(name)).map((name) => candidates.choose(name)).find((choice) => choice.kind === "offer");
		if (helper?.kind !== "offer") return {
			code: "FIX_DEPENDENCY",
			reason: unmet.atom.conflict ? `${unmet.by.name} ${unmet.by.version} cannot stand beside ${unmet.atom.name}.` : `${unmet.by.name} ${unmet.by.version} needs ${unmet.atom.text}, which is not in the image.`
		};
		raises.set(helper.old.name, {
			old: helper.old,
			offer: helper.offer,
			because: "dependency"
		});
	}
}
function firstUnmet(now, old, wanted) {
	for (const by of now.members) {
		const missing = by.depends.find((atom) => !now.meets(by, atom) && !(old.knows(by, atom) && !old.meets(by, atom)));
		if (missing !== void 0) return {
			by,
			atom: missing
		};
		const along = old.member(by.name)?.installIf ?? [];
		if (along.length === 0 || wanted.has(by.name) || !along.every((atom) => old.meets(by, atom))) continue;
		const gone = by.installIf.find((atom) => !now.meets(by, atom));
		if (gone !== void 0) return {
			by,
			atom: gone
		};
	}
}
var Surroundings = class {
	members;
	#byName = new Map();
	#provided = new Map();
	constructor(members) {
		this.members = members;
		for (const member of members) {
			this.#byName.set(member.name, member);
			for (const provision of member.provides) {
				const list = this.#provided.get(provision.name) ?? [];
				list.push({
					member,
					provision
				});
				this.#provided.set(provision.name, list);
			}
		}
	}
	member(name) {
		return this.#byName.get(name);
	}
	providersOf(atom) {
		return (this.#provided.get(atom.name) ?? []).map(({ member }) => member.name);
	}
	meets(by, atom) {
		return (this.#provided.get(atom.name) ?? []).some(({ member, provision }) => fits(atom, provision) && !(atom.conflict && member.name === by.name)) !== atom.conflict;
	}
	knows(by, atom) {
		return this.#byName.get(by.name)?.depends.some(({ text }) => text === atom.text) ?? false;
	}
};
// src/repair/apk/glob.ts
function matchesGlob(pattern, path) {
	if (/[[\]\\]/.test(pattern)) return void 0;
	let [at, from] = [0, 0];
	let star = -1;
	let resume = 0;
	while (from < path.length) {
		const sign = pattern[at];
		if (sign === "*") {
			star = at++;
			resume = from;
		} else if (sign === path[from] || sign === "?" && path[from] !== "/") {
			at++;
			from++;
		} else if (star >= 0 && path[resume] !== "/") {
			at = star + 1;
			from = ++resume;
		} else return false;
	}
	while (pattern[at] === "*") at++;
	return at === pattern.length;
}
// src/repair/apk/overlay.ts
function placedBytes(bytes, like) {
	const { mode, uid, gid, mtime } = like;
	return {
		type: "file",
		size: bytes.length,
		sha1: createHash("sha1").update(bytes).digest("hex"),
		sha256: createHash("sha256").update(bytes).digest("hex"),
		async *content() {
			yield bytes;
		},
		mode,
		uid,
		gid,
		mtime
	};
}
var Overlay$1 = class {
	#root;
	#changes = new Map();
	#children = new Map();
	constructor(root) {
		this.#root = root;
		for (const { path } of root.entries()) this.#childrenOf(folderOf$2(path)).add(nameOf$3(path));
	}
	entry(path) {
		const change = this.#changes.get(path);
		if (change === void 0) return this.#root.entry(path);
		if (change === "gone") return void 0;
		const { type, mode, uid, gid } = change;
		return {
			path,
			type,
			size: change.type === "file" ? change.size : 0,
			mode,
			uid,
			gid,
			...change.type === "symlink" ? { target: change.target } : {}
		};
	}
	placed(path) {
		const change = this.#changes.get(path);
		return change === "gone" ? void 0 : change;
	}
	put(path, what) {
		const there = this.entry(path);
		if (there !== void 0 && there.type === "directory" !== (what.type === "directory")) throw new Refusal$1("FIX_CONTENT", `/${path} is a ${there.type} in the image and a ${what.type} in the package.`);
		if (there?.type === "other") throw new Refusal$1("FIX_CONTENT", `/${path} is a device in the image.`);
		this.#changes.set(path, what);
		this.#childrenOf(folderOf$2(path)).add(nameOf$3(path));
	}
	remove(path) {
		if (this.#root.entry(path) === void 0) this.#changes.delete(path);
		else this.#changes.set(path, "gone");
		this.#childrenOf(folderOf$2(path)).delete(nameOf$3(path));
	}
	isEmpty(folder) {
		return (this.#children.get(folder)?.size ?? 0) === 0;
	}
	childrenOf(folder) {
		return [...this.#children.get(folder) ?? []].map((name) => joined$2(folder, name));
	}
	#childrenOf(folder) {
		const known = this.#children.get(folder) ?? new Set();
		this.#children.set(folder, known);
		return known;
	}
	async layer(mtime) {
		const changes = await this.#realChanges();
		const entries = new Map();
		for (const [path, change] of changes) if (change === "gone") {
			if (!isBelowGone(path, changes)) entries.set(path, {
				type: "whiteout",
				path
			});
		} else entries.set(path, placedEntry(path, change));
		for (const [path, change] of hardLinks(changes)) entries.set(path, change);
		for (const path of [...entries.keys()]) for (let folder = folderOf$2(path); folder !== ""; folder = folderOf$2(folder)) {
			const { mode, uid, gid, type } = this.#root.entry(folder) ?? {};
			if (entries.has(folder) || type !== "directory") continue;
			entries.set(folder, {
				type,
				path: folder,
				mode: mode ?? 493,
				uid: uid ?? 0,
				gid: gid ?? 0,
				mtime
			});
		}
		return [...entries.values()];
	}
	async #realChanges() {
		const likely = [];
		for (const [path, change] of this.#changes) if (change !== "gone" && change.type === "file" && this.#isAlike(path, change)) likely.push(path);
		const digests = await this.#root.digests(likely);
		const isSame = (path, change) => this.#isAlike(path, change) && (change.type !== "file" || digests.get(path) === change.sha256);
		const different = [...this.#changes].filter(([path, change]) => change === "gone" || !isSame(path, change));
		const inodes = new Set(different.flatMap(([, change]) => inodeOf(change)));
		return new Map([...this.#changes].filter(([path, change]) => change === "gone" || !isSame(path, change) || inodeOf(change).some((inode) => inodes.has(inode))));
	}
	#isAlike(path, change) {
		const there = this.#root.entry(path);
		if (there === void 0 || there.uid !== change.uid || there.gid !== change.gid) return false;
		if (change.type === "symlink") return there.type === "symlink" && there.target === change.target;
		if (there.mode !== change.mode || there.capabilities !== void 0) return false;
		if (change.type === "directory") return there.type === "directory";
		return (there.type === "file" || there.type === "hardlink") && (there.type === "hardlink" || there.size === change.size);
	}
};
function nameOf$3(path) {
	return path.slice(path.lastIndexOf("/") + 1);
}
function isBelowGone(path, changes) {
	for (let folder = folderOf$2(path); folder !== ""; folder = folderOf$2(folder)) if (changes.get(folder) === "gone") return true;
	return false;
}
function inodeOf(change) {
	return change !== "gone" && change.type === "file" && change.inode !== void 0 ? [change.inode] : [];
}
function placedEntry(path, change) {
	const { mode, uid, gid, mtime } = change;
	const node = {
		path,
		mode,
		uid,
		gid,
		mtime
	};
	if (change.type === "directory") return {
		type: "directory",
		...node
	};
	if (change.type === "symlink") return {
		type: "symlink",
		target: change.target,
		...node
	};
	return {
		type: "file",
		size: change.size,
		content: () => change.content(),
		...node
	};
}
function hardLinks(changes) {
	const groups = new Map();
	for (const [path, change] of changes) for (const inode of inodeOf(change)) if (change !== "gone") groups.set(inode, [...groups.get(inode) ?? [], [path, change]]);
	const links = new Map();
	for (const group of groups.values()) {
		const [first, ...others] = group.sort(([a], [b]) => a < b ? -1 : 1);
		for (const [path, { mode, uid, gid, mtime }] of others) if (first !== void 0) links.set(path, {
			type: "hardlink",
			path,
			target: first[0],
			mode,
			uid,
			gid,
			mtime
		});
	}
	return links;
}
// src/repair/apk/registers.ts
const SCRIPT_TYPES = [
	"pre-install",
	"post-install",
	"pre-deinstall",
	"post-deinstall",
	"pre-upgrade",
	"post-upgrade",
	"trigger"
];
function readScripts(tar) {
	const scripts = new Map();
	const stored = new Map();
	for (const { path, offset, size, span } of entriesOf(tar)) {
		const [, sum = "", type = ""] = /\.(Q1[^.]+)\.([a-z-]+)$/.exec(path) ?? [];
		if (sum === "") continue;
		scripts.set(sum, (scripts.get(sum) ?? new Map()).set(type, tar.subarray(offset, offset + size)));
		stored.set(sum, Buffer.concat([stored.get(sum) ?? Buffer.alloc(0), tar.subarray(...span)]));
	}
	return {
		scripts,
		stored
	};
}
function entriesOf(tar) {
	try {
		return listTar(bytesOf(tar));
	} catch (error) {
		if (!(error instanceof Unreadable)) throw error;
		throw new Refusal$1("FIX_CONTENT", `The image's scripts.tar cannot be read: ${error.message}.`);
	}
}
function writeScripts({ stored }, installed, raised) {
	const parts = installed.flatMap((one) => {
		const file = raised.get(one.name);
		if (file !== void 0) return scriptEntries(one, file);
		const kept = stored.get(field(one, "C") ?? "");
		return kept === void 0 ? [] : [kept];
	});
	return Buffer.concat([...parts, Buffer.alloc(1024)]);
}
function scriptEntries(one, { scripts }) {
	const time = Number(field(one, "t") ?? 0);
	return SCRIPT_TYPES.flatMap((type) => {
		const body = scripts.get(type);
		if (body === void 0) return [];
		const name = `${one.name}-${one.version}.${field(one, "C") ?? ""}.${type}`;
		return [
			...longName(name, time),
			header(name, "0", body.length, time),
			body,
			padding(body.length)
		];
	});
}
function longName(name, time) {
	const bytes = Buffer.from(`${name}\0`);
	if (bytes.length <= 100) return [];
	return [
		header("././@LongLink", "L", bytes.length, time),
		bytes,
		padding(bytes.length)
	];
}
function header(name, letter, size, time) {
	const block = Buffer.alloc(512);
	block.write(name, 0, 100);
	block.write("0000755\x000000000\x000000000\0", 100);
	block.write(`${size.toString(8).padStart(11, "0")}\0${time.toString(8).padStart(11, "0")}\0`, 124);
	block.write(`        ${letter}`, 148);
	block.write("ustar  \0root", 257);
	block.write("root", 297);
	const sum = block.reduce((total, byte) => total + byte, 0);
	block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
	return block;
}
function padding(size) {
	return Buffer.alloc((512 - size % 512) % 512);
}
function readTriggers(text) {
	return text.split("\n").flatMap((line) => {
		const [sum = "", ...patterns] = line.split(" ").filter((word) => word !== "");
		return sum === "" ? [] : [{
			sum,
			patterns
		}];
	});
}
function raiseTriggers(lines, raised) {
	const olds = new Set(raised.map(({ oldSum }) => oldSum));
	const added = raised.flatMap(({ file }) => {
		const patterns = (file.info.get("triggers")?.at(-1) ?? "").split(" ").filter((word) => word !== "");
		return patterns.length === 0 ? [] : [{
			sum: file.offer.fields.get("C") ?? "",
			patterns
		}];
	});
	return [...lines.filter(({ sum }) => !olds.has(sum)), ...added];
}
function writeTriggers(lines) {
	return Buffer.from(lines.map(({ sum, patterns }) => `${[sum, ...patterns].join(" ")}\n`).join(""));
}
// src/repair/apk/accounts.ts
const VALUED = {
	adduser: "hgsGuk",
	addgroup: "g"
};
const [FIRST_ID, LAST_ID] = [100, 999];
const DAY = 86400;
async function addAccount(command, words, files, script) {
	const { options, names } = parseWords(words, VALUED[command] ?? "");
	const [name = ""] = names;
	const refused = new Refusal$1("FIX_SCRIPT", `${script} runs: ${command} ${words.join(" ")}.`);
	if (names.length !== 1 || !/^[a-z_][a-z0-9_-]*$/.test(name)) throw refused;
	const [passwd, group] = [await linesOf(files, "etc/passwd"), await linesOf(files, "etc/group")];
	if ((command === "adduser" ? passwd : group)?.some((line) => line.startsWith(`${name}:`))) return;
	const isShadowed = files.overlay.entry("etc/gshadow") !== void 0;
	if (passwd === void 0 || group === void 0 || isShadowed) throw refused;
	if (command === "addgroup") {
		if ([...options.keys()].join("") !== "S") throw refused;
		await write(files, "etc/group", [...group, `${name}:x:${freeId(group)}:`]);
		return;
	}
	const shadow = await linesOf(files, "etc/shadow");
	const [home, shell, own, words_] = [
		"h",
		"s",
		"G",
		"g"
	].map((letter) => options.get(letter));
	const gid = group.find((line) => line.startsWith(`${own ?? ""}:`))?.split(":")[2];
	const isKnown = [...options.keys()].toSorted().join("") === "DGHSghs";
	if (shadow === void 0 || gid === void 0 || !isKnown) throw refused;
	const day = Math.floor(files.mtime / DAY);
	await write(files, "etc/passwd", [...passwd, [
		name,
		"x",
		freeId(passwd),
		gid,
		words_,
		home,
		shell
	].join(":")]);
	await write(files, "etc/shadow", [...shadow, `${name}:!:${day}:0:99999:7:::`]);
	await write(files, "etc/group", group.map((line) => {
		if (!line.startsWith(`${own ?? ""}:`)) return line;
		return `${line}${line.endsWith(":") ? "" : ","}${name}`;
	}));
}
function parseWords(words, valued) {
	const options = new Map();
	const names = [];
	for (let index = 0; index < words.length; index++) {
		const word = words[index] ?? "";
		if (!word.startsWith("-")) {
			names.push(word);
			continue;
		}
		for (const letter of word.slice(1)) options.set(letter, "");
		const last = word.slice(-1);
		if (valued.includes(last)) options.set(last, words[++index] ?? "");
	}
	return {
		options,
		names
	};
}
async function linesOf(files, path) {
	const type = files.overlay.entry(path)?.type;
	const text = type === "file" || type === "hardlink" ? (await files.read(path))?.toString("latin1") : void 0;
	return text?.endsWith("\n") === true ? text.slice(0, -1).split("\n") : void 0;
}
function freeId(lines) {
	const taken = new Set(lines.map((line) => Number(line.split(":")[2])));
	for (let id = FIRST_ID; id <= LAST_ID; id++) if (!taken.has(id)) return id;
	throw new Refusal$1("FIX_SCRIPT", "There is no number left for another system account.");
}
async function write({ overlay, mtime, read }, path, lines) {
	const { mode = 420, uid = 0, gid = 0 } = overlay.entry(path) ?? {};
	const before = await read(path) ?? Buffer.alloc(0);
	overlay.put(`${path}-`, placedBytes(before, {
		mode,
		uid,
		gid,
		mtime
	}));
	overlay.put(path, placedBytes(Buffer.from(`${lines.join("\n")}\n`, "latin1"), {
		mode,
		uid,
		gid,
		mtime
	}));
}
// src/repair/apk/applets.ts
const FOLDERS = [
	"",
	"bin",
	"sbin",
	"usr/bin",
	"usr/sbin"
];
const LINK_FOLDERS = FOLDERS.slice(1);
const TABLE_START = Buffer.from("[\0[[\0", "latin1");
const MAX_APPLETS = 2e3;
const WINDOW = 262144;
const MIN_LINKS = 40;
function readApplets(binary, overlay, path) {
	const names = appletNames(binary, path);
	const known = linkedApplets(names.list, overlay, `/${path}`);
	const from = Math.max(0, names.offset - WINDOW);
	const to = Math.min(binary.length - Math.ceil(names.list.length / 2), names.offset + WINDOW);
	const fitting = [];
	const tolerated = Math.floor(known.length / 20);
	for (let offset = from; offset <= to; offset++) {
		let misfits = 0;
		for (const { index, folders } of known) if (!folders.has(nibble(binary, offset, index)) && ++misfits > tolerated) break;
		if (misfits <= tolerated && names.list.every((_, index) => nibble(binary, offset, index) < FOLDERS.length)) fitting.push(offset);
	}
	const [table] = fitting;
	if (known.length < MIN_LINKS || table === void 0 || fitting.length > 1) throw uncertain(path);
	return names.list.map((name, index) => ({
		name,
		folder: FOLDERS[nibble(binary, table, index)] ?? ""
	}));
}
function appletNames(binary, path) {
	const offset = binary.indexOf(TABLE_START);
	const list = [];
	for (let at = offset; at >= 0 && list.length <= MAX_APPLETS;) {
		const end = binary.indexOf(0, at);
		if (end <= at) break;
		list.push(binary.toString("latin1", at, end));
		at = end + 1;
	}
	const isList = list.every((name, index) => /^[\w[.+-]+$/.test(name) && (index === 0 || (list[index - 1] ?? "") < name));
	if (list.length < MIN_LINKS || list.length > MAX_APPLETS || !isList) throw uncertain(path);
	return {
		list,
		offset
	};
}
function uncertain(path) {
	return new Refusal$1("FIX_SCRIPT", `It cannot be told which links /${path} --install would make.`);
}
function nibble(binary, offset, index) {
	const byte = binary[offset + (index >> 1)] ?? 255;
	return index % 2 === 0 ? byte & 15 : byte >> 4;
}
function linkedApplets(names, overlay, target) {
	return names.flatMap((name, index) => {
		const folders = FOLDERS.flatMap((folder, number) => {
			const entry = overlay.entry(joined$2(folder, name));
			return entry?.type === "symlink" && entry.target === target ? [number] : [];
		});
		return folders.length === 0 ? [] : [{
			index,
			folders: new Set(folders)
		}];
	});
}
function installLinks(overlay, applets, path, mtime) {
	for (const { name, folder } of applets) {
		const place = canonicalPath(overlay, joined$2(folder, name));
		if (place === void 0 || overlay.entry(place) !== void 0) continue;
		const parent = folder === "" ? void 0 : overlay.entry(canonicalPath(overlay, folder) ?? folder);
		if (folder !== "" && parent === void 0) continue;
		overlay.put(place, {
			type: "symlink",
			target: `/${path}`,
			mode: 511,
			uid: 0,
			gid: 0,
			mtime
		});
	}
}
function removeStaleLinks(overlay, applets, target) {
	const places = new Set(applets.map(({ name, folder }) => joined$2(folder, name)));
	for (const folder of LINK_FOLDERS) {
		if (overlay.entry(folder)?.type !== "directory") continue;
		for (const path of overlay.childrenOf(folder)) {
			const entry = overlay.entry(path);
			if (entry?.type === "symlink" && entry.target === target && !places.has(path)) overlay.remove(path);
		}
	}
}
// src/repair/apk/scripts.ts
const INTERPRETERS = new Set([
	"#!/bin/sh",
	"#!/bin/ash",
	"#!/bin/busybox sh",
	"#!/bin/sh -e"
]);
const MAX_SCRIPT$1 = 65536;
async function play(call, stage) {
	const [first = "", ...lines] = call.text.slice(0, 65537).split("\n");
	if (call.text.length > MAX_SCRIPT$1 || !INTERPRETERS.has(first.trimEnd())) throw new Refusal$1("FIX_SCRIPT", `${call.name} is no shell script that can be read: ${first.slice(0, 80)}.`);
	let rest = `${lines.map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#")).join("\n").replaceAll(/\s*\\\n/g, " ")}\n`;
	while (rest !== "\n" && rest !== "") {
		const [block, found] = matching(rest);
		if (block === void 0 || found === void 0) throw new Refusal$1("FIX_SCRIPT", `${call.name} runs: ${rest.slice(0, Math.min(rest.indexOf("\n"), 120))}.`);
		await block.run(found, stage, call);
		if (block === END) return;
		rest = rest.slice(found[0].length);
	}
}
function matching(text) {
	for (const block of BLOCKS) {
		const found = block.pattern.exec(text);
		if (found !== null) return [block, found];
	}
	return [void 0, void 0];
}
const nothing$1 = () => {};
const END = {
	pattern: /^exit 0\n/,
	run: nothing$1
};
const BLOCKS = [
	END,
	{
		pattern: /^(?::|true|set -e)\n/,
		run: nothing$1
	},
	{
		pattern: /^(addgroup|adduser)((?: "?[\w./@ -]+"?)+?)(?: (?:2|&|)>\/dev\/null(?: 2>&1)?)?(?: \|\| (?:true|:))?\n/,
		async run([, command = "", words = ""], stage, { name }) {
			await addAccount(command, words.trim().split(/ +/), stage, name);
		}
	},
	{
		pattern: /^\( find bin sbin usr\/bin usr\/sbin -maxdepth 1 -type l; busybox --list-all\) \| sort \| uniq -u \| xargs -r stat -c "%N" 2>\/dev\/null \| awk "\\\$3 == \\"'\/bin\/busybox'\\" \{print \\\$1\}" \| sed "s\/\^'\/\/; s\/'\$\/\/" \| xargs -r rm\n/,
		async run(_, stage) {
			removeStaleLinks(stage.overlay, await appletsOf(stage, "bin/busybox"), "/bin/busybox");
		}
	},
	{
		pattern: /^for link in ((?:\/[\w./-]+ ?)+); do\nif \[ -L "\$link" \] && \[ "\$\(readlink \$link\)" = "(\/[\w./-]+)" \]; then\nrm "\$link"\n(?:echo "[^"`$\n]*(?:\$link[^"`$\n]*)?"\n)?fi\ndone\n/,
		run([, links = "", target = ""], { overlay }) {
			for (const link of links.trim().split(" ")) {
				const place = canonicalPath(overlay, link.slice(1));
				const entry = place === void 0 ? void 0 : overlay.entry(place);
				if (place !== void 0 && entry?.type === "symlink" && entry.target === target) overlay.remove(place);
			}
		}
	},
	{
		pattern: /^(exec )?\/bin\/busybox --install -s(?: \|\| exit 1)?\n/,
		async run(_, stage) {
			await install$1(stage, "bin/busybox");
		}
	},
	{
		pattern: /^do_bb_install=\nfor i in "\$@"; do\ncase "\$i" in\n(?:(?:\/usr)?\/lib\/modules\/\*\)\n(?:(?!.*(?:;;|esac)).*\n)*;;\n)?\*\) do_bb_install=yes;;\nesac\ndone\nif \[ -n "\$do_bb_install" \]; then\n\[ -e \/bin\/bbsuid \] && \/bin\/bbsuid --install\n\[ -e \/bin\/busybox-extras \] && \/bin\/busybox-extras --install -s\n\/bin\/busybox --install -s\nfi\n/,
		async run(_, stage, call) {
			const modules = call.arguments.find((path) => /^(?:\/usr)?\/lib\/modules\//.test(path));
			if (modules !== void 0) throw new Refusal$1("FIX_SCRIPT", `${call.name} would run depmod for ${modules}.`);
			if (stage.overlay.entry(canonicalPath(stage.overlay, "bin/bbsuid") ?? "") !== void 0) throw new Refusal$1("FIX_SCRIPT", `${call.name} runs /bin/bbsuid --install.`);
			const extras = canonicalPath(stage.overlay, "bin/busybox-extras") ?? "";
			if (stage.overlay.entry(extras) !== void 0) await install$1(stage, "bin/busybox-extras");
			await install$1(stage, "bin/busybox");
		}
	},
	{
		pattern: /^for i in (?:\/)?etc\/modprobe\.d\/\*; do\n\[ -r "\$i" \] \|\| continue\ncase "\$i" in\n\*\.\*\) continue;;\nesac\nmv "\$i" "\$i"\.conf\ndone\n/,
		run: nothing$1
	},
	{
		pattern: /^if \[ -d (var\/[\w/]+) \] && \[ ! -L \1 \]; then\n(?:mkdir -p var\/mail\n)?cp -a \1\/\* [\w/]+ 2>\/dev\/null\nrm -rf \1\nln -s [\w./]+ \1\nfi\n/,
		run([, folder = ""], { overlay }, { name }) {
			const place = canonicalPath(overlay, folder);
			if (place !== void 0 && overlay.entry(place)?.type === "directory") throw new Refusal$1("FIX_SCRIPT", `${name} would move /${folder}.`);
		}
	},
	{
		pattern: /^case "\$\(readlink etc\/profile\.d\/color_prompt\.sh 2>\/dev\/null \|\| true\)" in\ncolor_prompt\) ln -sf color_prompt\.sh\.disabled etc\/profile\.d\/color_prompt\.sh;;\nesac\n/,
		run(_, { overlay }, { name }) {
			const entry = overlay.entry("etc/profile.d/color_prompt.sh");
			if (entry?.type === "symlink" && entry.target === "color_prompt") throw new Refusal$1("FIX_SCRIPT", `${name} would change /etc/profile.d/color_prompt.sh.`);
		}
	},
	{
		pattern: /^(?:\[ -e (etc\/shadow-) \] && )?chown root:shadow (etc\/shadow-?)\n/,
		async run([, , file = ""], { overlay, read }, { name }) {
			const entry = overlay.entry(file);
			const line = /^shadow:[^:]*:(\d+):/m.exec((await read("etc/group"))?.toString("latin1") ?? "");
			const group = line === null ? void 0 : Number(line[1]);
			if (entry === void 0 && file.endsWith("-")) return;
			if (entry?.type !== "file" || group === void 0 || entry.uid !== 0 || entry.gid !== group) throw new Refusal$1("FIX_SCRIPT", `${name} would change the owner of /${file}.`);
		}
	}
];
async function appletsOf(stage, path) {
	const file = canonicalFile(stage.overlay, path);
	const binary = file === void 0 ? void 0 : await stage.read(file);
	if (file === void 0 || binary === void 0) throw new Refusal$1("FIX_SCRIPT", `/${path} --install cannot be followed: there is no such file.`);
	return readApplets(binary, stage.overlay, file);
}
async function install$1(stage, path) {
	const file = canonicalFile(stage.overlay, path) ?? path;
	installLinks(stage.overlay, await appletsOf(stage, path), file, stage.mtime);
}
// src/repair/apk/upgrade.ts
function upgrade(scene, old, file, entries) {
	const before = new Map(old.folders.flatMap(filesOf));
	const folders = new Map();
	const head = headOf(old, file);
	for (const entry of entries) {
		if (entry.what.type === "directory") {
			const acl = aclOf(entry);
			folders.set(entry.path, {
				acl,
				files: folders.get(entry.path)?.files ?? new Map()
			});
			layFolder(scene, entry);
			continue;
		}
		const [folder, name] = split$1(entry.path);
		const owner = scene.owners.get(entry.path);
		if (owner !== void 0 && owner !== old.name && !takesOver(scene, owner, head, entry.path)) continue;
		const recorded = ownerRecord(scene, owner, entry.path) ?? before.get(entry.path);
		if (owner !== void 0 && owner !== old.name) disown(scene, owner, entry.path);
		layFile(scene, entry, folder, recorded);
		const one = folders.get(folder) ?? {
			acl: FOLDER_ACL,
			files: new Map()
		};
		const record = {
			name,
			acl: aclOf(entry),
			...entry.sum === void 0 ? {} : { sum: entry.sum }
		};
		one.files.set(name, record);
		folders.set(folder, one);
		scene.owners.set(entry.path, old.name);
	}
	const now = {
		name: old.name,
		version: file.offer.version,
		head,
		folders: [...folders].map(([path, { acl, files }]) => ({
			path,
			acl,
			files: [...files.values()]
		}))
	};
	for (const { path } of [...old.folders, ...now.folders]) scene.touched.add(path);
	scene.installed.set(old.name, now);
	removeLeftOvers(scene, old, now);
}
function headOf(old, { offer, info }) {
	const { fields } = offer;
	const always = (letter) => `${letter}:${fields.get(letter) ?? ""}`;
	const numbered = (letter) => (fields.get(letter) ?? "0") === "0" ? [] : [always(letter)];
	const present = (letter) => fields.has(letter) ? [always(letter)] : [];
	const list = (letter, atoms) => atoms.length === 0 ? [] : [`${letter}:${atoms.map(({ text }) => text).join(" ")}`];
	const [priority = "0"] = info.get("replaces_priority") ?? [];
	const tag = field(old, "s");
	return [
		always("C"),
		always("P"),
		always("V"),
		...present("A"),
		...[
			"S",
			"I",
			"T",
			"U",
			"L"
		].map(always),
		...["o", "m"].flatMap(present),
		...numbered("t"),
		...present("c"),
		...numbered("k"),
		...[
			"D",
			"p",
			"i"
		].flatMap((letter) => list(letter, parseAtoms(fields.get(letter)))),
		...list("r", parseAtoms((info.get("replaces") ?? []).join(" "))),
		...priority === "0" ? [] : [`q:${priority}`],
		...tag === void 0 ? [] : [`s:${tag}`]
	];
}
function filesOf({ path, files }) {
	return files.map((file) => [joined$2(path, file.name), file]);
}
function split$1(path) {
	const slash = path.lastIndexOf("/");
	return [path.slice(0, Math.max(0, slash)), path.slice(slash + 1)];
}
function aclOf({ what: { uid, gid, mode } }) {
	return {
		uid,
		gid,
		mode
	};
}
function takesOver({ installed }, owner, head, path) {
	const other = installed.get(owner);
	const own = { head };
	if (other === void 0) return true;
	const origin = field(own, "o");
	if (origin !== void 0 && origin === field(other, "o")) return true;
	const [mine, its] = [priorityOver(own, other), priorityOver(other, own)];
	if (its > mine) return false;
	if (mine >= 0) return true;
	throw new Refusal$1("FIX_CONTENT", `${field(own, "P") ?? ""} has /${path}, which belongs to ${owner} and is not replaced by right.`);
}
function priorityOver(one, other) {
	const [name, version] = [field(other, "P") ?? "", field(other, "V") ?? ""];
	const there = provisions(name, version, field(other, "p"));
	return parseAtoms(field(one, "r")).some((atom) => there.some((provision) => fits(atom, provision)) !== atom.conflict) ? Number(field(one, "q") ?? 0) : -1;
}
function ownerRecord({ installed }, owner, path) {
	const one = owner === void 0 ? void 0 : installed.get(owner);
	const [folder, name] = split$1(path);
	return (one?.folders.find((other) => other.path === folder)?.files)?.find((file) => file.name === name);
}
function disown({ installed }, owner, path) {
	const one = installed.get(owner);
	if (one === void 0) return;
	const [folder, name] = split$1(path);
	const folders = one.folders.map((other) => other.path === folder ? {
		...other,
		files: other.files.filter((file) => file.name !== name)
	} : other);
	installed.set(owner, {
		...one,
		folders
	});
}
function placeOf$1({ overlay }, path) {
	const place = canonicalPath(overlay, path);
	if (place === void 0) throw new Refusal$1("FIX_CONTENT", `/${path} would lie where the image has no folder.`);
	return place;
}
function layFolder(scene, { path, what }) {
	const place = placeOf$1(scene, path);
	const there = scene.overlay.entry(place);
	if (there === void 0) scene.overlay.put(place, what);
	else if (there.type !== "directory" && there.type !== "symlink") throw new Refusal$1("FIX_CONTENT", `/${path} is a ${there.type} in the image and a directory in the package.`);
}
function layFile(scene, { path, what, sum }, folder, recorded) {
	const place = placeOf$1(scene, path);
	const there = scene.overlay.entry(place);
	if (there?.capabilities !== void 0) throw new Refusal$1("FIX_CONTENT", `/${path} has capabilities in the image, which the new file would not have.`);
	if (!(there !== void 0 && scene.isProtected(folder) && sumAt(scene, place) !== (recorded?.sum ?? "none"))) scene.overlay.put(place, what);
	else if (sumAt(scene, place) !== sum) scene.overlay.put(`${place}.apk-new`, what);
}
function sumAt({ overlay, sums }, place) {
	const placed = overlay.placed(place);
	const entry = overlay.entry(place);
	const hex = entry?.type === "symlink" ? createHash("sha1").update(entry.target ?? "").digest("hex") : placed?.type === "file" ? placed.sha1 : sums.get(place);
	return hex === void 0 ? void 0 : `Q1${Buffer.from(hex, "hex").toString("base64")}`;
}
function removeLeftOvers(scene, old, now) {
	const kept = new Set(now.folders.flatMap(filesOf).map(([path]) => path));
	for (const folder of old.folders) for (const [path, { sum }] of filesOf(folder)) {
		if (kept.has(path) || scene.owners.get(path) !== old.name) continue;
		scene.owners.delete(path);
		const place = placeOf$1(scene, path);
		const entry = scene.overlay.entry(place);
		if (entry === void 0 || entry.type === "directory") continue;
		if (!scene.isProtected(folder.path) || sum !== void 0 && sumAt(scene, place) === sum) scene.overlay.remove(place);
	}
	const owned = ownedFolders(scene);
	const gone = old.folders.map(({ path }) => path).filter((path) => path !== "" && !owned.has(path));
	for (const path of gone.sort((a, b) => b.length - a.length)) {
		const place = placeOf$1(scene, path);
		if (scene.overlay.entry(place)?.type === "directory" && scene.overlay.isEmpty(place)) scene.overlay.remove(place);
	}
}
function ownedFolders({ installed }) {
	const owned = new Set();
	for (const { folders } of installed.values()) for (const { path } of folders) for (let folder = path; folder !== "" && !owned.has(folder); [folder] = split$1(folder)) owned.add(folder);
	return owned;
}
function updateFolders(scene, before, mtime) {
	const [was, is] = [wantedFolders(before), wantedFolders(scene.installed.values())];
	for (const path of scene.touched) {
		const [old, now] = [was.get(path), is.get(path)];
		if (now === void 0 || path === "") continue;
		const place = placeOf$1(scene, path);
		const entry = scene.overlay.entry(place);
		if (entry?.type !== "directory") continue;
		const acl = {
			uid: entry.uid,
			gid: entry.gid,
			mode: entry.mode
		};
		if ((scene.root.entry(place) === void 0 || old !== void 0 && sameAcl(acl, old)) && !sameAcl(acl, now)) scene.overlay.put(place, {
			type: "directory",
			...now,
			mtime
		});
	}
}
function wantedFolders(packages) {
	const wanted = new Map();
	for (const { folders } of packages) for (const { path, acl = FOLDER_ACL } of folders) {
		const { uid, gid, mode } = acl;
		const known = wanted.get(path);
		if (known === void 0 || uid < known.uid || uid === known.uid && gid < known.gid) wanted.set(path, {
			uid,
			gid,
			mode
		});
		else if (uid === known.uid && gid === known.gid) wanted.set(path, {
			uid,
			gid,
			mode: known.mode & mode
		});
	}
	return wanted;
}
// src/repair/apk/rehearsal.ts
const MAX_SCRIPTS = 67108864;
async function rehearse(root, state, raises, opened) {
	let current = raises[0]?.old.name ?? "";
	try {
		const stage = await prepare(root, state, raises, opened);
		for (const { name } of state.installed) {
			const one = opened.get(name);
			if (one === void 0) continue;
			current = name;
			await stage.raise(name, one);
		}
		for (const trigger of stage.triggers()) {
			current = trigger.cause;
			await trigger.fire();
		}
		return {
			kind: "done",
			rehearsal: {
				notes: stage.notes(),
				layer: () => stage.layer()
			}
		};
	} catch (refusal) {
		if (!(refusal instanceof Refusal$1) || current === "") throw refusal;
		return {
			kind: "refused",
			name: current,
			refusal
		};
	}
}
async function prepare(root, state, raises, opened) {
	const overlay = new Overlay$1(root);
	const files = new Map([...opened].map(([name, { file }]) => [name, file]));
	const unpacked = new Map([...opened].map(([name, { entries }]) => [name, entries]));
	const registers = await readRegisters(root, state.folder);
	const triggerLines = raiseTriggers(registers.triggers, raises.flatMap(({ old }) => {
		const file = files.get(old.name);
		return file === void 0 ? [] : [{
			oldSum: field(old, "C") ?? "",
			file
		}];
	}));
	const mtime = Math.max(0, ...raises.map(({ offer }) => seconds(offer.fields.get("t"))));
	const scene = {
		root,
		overlay,
		isProtected: state.isProtected,
		sums: await protectedSums(root, state, [...unpacked.values()].flat()),
		installed: new Map(state.installed.map((one) => [one.name, one])),
		owners: new Map(state.installed.flatMap(({ name, folders }) => folders.flatMap((folder) => folder.files.map((file) => [joined$2(folder.path, file.name), name])))),
		touched: new Set()
	};
	const stage = {
		overlay,
		mtime,
		async read(path) {
			const placed = overlay.placed(path);
			if (placed === void 0) return (await root.read([path])).get(path);
			if (placed.type !== "file") return void 0;
			const chunks = [];
			for await (const chunk of placed.content()) chunks.push(chunk);
			return Buffer.concat(chunks);
		}
	};
	const run = async (one, script, type, args) => {
		if (script === void 0) return;
		await play({
			name: `${one?.name ?? ""} ${type}`,
			text: script.toString("utf8"),
			arguments: args
		}, stage);
	};
	return {
		async raise(name, { file, entries }) {
			const old = scene.installed.get(name);
			if (old === void 0) return;
			const versions = [file.offer.version, old.version];
			await run(old, file.scripts.get("pre-upgrade"), "pre-upgrade", versions);
			upgrade(scene, old, file, entries);
			await run(old, file.scripts.get("post-upgrade"), "post-upgrade", versions);
		},
		triggers() {
			updateFolders(scene, state.installed, mtime);
			const bySum = new Map([...scene.installed.values()].map((one) => [field(one, "C") ?? "", one]));
			return triggerLines.flatMap(({ sum, patterns }) => {
				const one = bySum.get(sum);
				if (one === void 0) return [];
				const fired = [...files.has(one.name) ? allFolders(scene) : scene.touched].map((path) => `/${path}`).filter((path) => patterns.some((pattern) => watches(pattern, path)));
				if (fired.length === 0) return [];
				const script = files.get(one.name)?.scripts.get("trigger") ?? registers.scripts.scripts.get(sum)?.get("trigger");
				return [{
					cause: files.has(one.name) ? one.name : causeOf(raises, unpacked, fired),
					fire: () => run(one, script, "trigger", fired)
				}];
			});
		},
		notes: () => [...unpacked.values()].flat().flatMap(({ path, what }) => {
			return what.type === "file" && (what.mode & 3072) !== 0 && ((root.entry(path)?.mode ?? 0) & 3072) === 0 ? [`/${path} comes with set-user-ID or set-group-ID and did not have it before.`] : [];
		}),
		async layer() {
			if (raises.length > 0) writeDatabase$1(scene, state, registers, files, triggerLines, mtime);
			return overlay.layer(mtime);
		}
	};
}
function seconds(text = "") {
	return /^\d{1,10}$/.test(text) ? Number(text) : 0;
}
function watches(pattern, path) {
	return matchesGlob(pattern.startsWith("+") ? pattern.slice(1) : pattern, path) ?? true;
}
function allFolders({ installed, touched }) {
	const all = new Set(touched);
	for (const { folders } of installed.values()) for (const { path } of folders) all.add(path);
	return all;
}
function causeOf(raises, unpacked, fired) {
	return (raises.find(({ old }) => {
		return [...old.folders, ...unpacked.get(old.name) ?? []].map(({ path }) => `/${path}`).some((path) => fired.includes(path));
	}) ?? raises[0])?.old.name ?? "";
}
async function protectedSums(root, { installed, isProtected }, unpacked) {
	const paths = [...installed.flatMap(({ folders }) => folders.flatMap(({ path, files }) => files.map(({ name }) => joined$2(path, name)))), ...unpacked.map(({ path }) => path)].filter((path) => isProtected(folderOf$2(path)));
	const existing = [...new Set(paths.flatMap((path) => canonicalPath(root, path) ?? []))].filter((path) => ["file", "hardlink"].includes(root.entry(path)?.type ?? ""));
	const contents = await root.read(existing);
	return new Map([...contents].map(([path, bytes]) => [path, createHash("sha1").update(bytes).digest("hex")]));
}
async function readRegisters(root, folder) {
	const [plain, packed, lines] = [
		"scripts.tar",
		"scripts.tar.gz",
		"triggers"
	].map((name) => joined$2(folder, name));
	const contents = await root.read([
		plain ?? "",
		packed ?? "",
		lines ?? ""
	]);
	const isPacked = contents.has(packed ?? "");
	return {
		scripts: readScripts((isPacked ? unzip(contents.get(packed ?? "")) : contents.get(plain ?? "")) ?? Buffer.alloc(0)),
		triggers: readTriggers(contents.get(lines ?? "")?.toString("utf8") ?? ""),
		isPacked
	};
}
function unzip(bytes) {
	try {
		return gunzipSync(bytes ?? Buffer.alloc(0), { maxOutputLength: MAX_SCRIPTS });
	} catch {
		throw new Refusal$1("FIX_CONTENT", "The image's scripts.tar.gz cannot be read.");
	}
}
function writeDatabase$1({ overlay, installed }, { folder, installed: before }, { scripts, isPacked }, files, triggers, mtime) {
	const packages = inOrder(before, installed, files);
	const tar = writeScripts(scripts, packages, files);
	const put = (name, bytes) => {
		const path = joined$2(folder, name);
		const { mode, uid, gid } = overlay.entry(path) ?? {
			mode: 420,
			uid: 0,
			gid: 0
		};
		overlay.put(path, placedBytes(bytes, {
			mode,
			uid,
			gid,
			mtime
		}));
	};
	put("installed", writeInstalled(packages));
	put(isPacked ? "scripts.tar.gz" : "scripts.tar", isPacked ? gzipSync(tar) : tar);
	put("triggers", writeTriggers(triggers));
}
function inOrder(before, installed, files) {
	return (before.every(({ name }, index) => index === 0 || (before[index - 1]?.name ?? "") < name) ? before : [...before.filter(({ name }) => !files.has(name)), ...before.filter(({ name }) => files.has(name))]).flatMap(({ name }) => installed.get(name) ?? []);
}
// src/repair/apk/repositories.ts
const FILES$1 = /^etc\/apk\/(?:repositories|repositories\.d\/[^/]+\.list)$/;
const MAX_REPOSITORIES = 32;
async function readRepositories(root, os, mirrors) {
	const files = [];
	for (const { path } of root.entries()) {
		const file = FILES$1.test(path) ? canonicalFile(root, path) : void 0;
		if (file !== void 0) files.push(file);
	}
	const contents = await root.read(files);
	const list = [];
	const notes = [];
	for (const file of files.sort()) for (const line of (contents.get(file)?.toString("utf8") ?? "").split("\n")) {
		const found = parseLine(line.trim());
		if (found === void 0) continue;
		if (typeof found === "string") notes.push(found);
		else if (list.length < MAX_REPOSITORIES) list.push(mirrored(found, mirrors[os.family]));
		else notes.push(`There are more than ${MAX_REPOSITORIES} package repositories; the others were not asked.`);
	}
	return {
		list,
		notes: [...new Set(notes)]
	};
}
function parseLine(line) {
	if (line === "" || line.startsWith("#")) return void 0;
	const [, tag, address = ""] = /^(?:@(\S+)\s+)?(\S+)$/.exec(line) ?? [];
	if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return `The package repository ${printable(line)} is no HTTP address and was not asked.`;
	const url = new URL(address);
	url.pathname = url.pathname.replace(/\/+$/, "");
	return {
		url,
		...tag === void 0 ? {} : { tag }
	};
}
function printable(line) {
	return line.replace(/\/\/[^/@]*@/, "//").slice(0, 200);
}
function mirrored(repository, mirror) {
	if (mirror === void 0) return repository;
	const [release = ""] = /\/(?:v\d[^/]*|edge|latest-stable)\/[^/]+$/.exec(repository.url.pathname) ?? [];
	return {
		...repository,
		url: new URL(`${mirror.replace(/\/+$/, "")}${release}`)
	};
}
function addressOf({ url }, architecture, name) {
	const address = new URL(url);
	address.pathname = `${url.pathname}/${encodeURIComponent(architecture)}/${encodeURIComponent(name)}`;
	return address;
}
// src/repair/apk/identities.ts
async function readIdentities(root) {
	return {
		users: numbers(await readText(root, "etc/passwd")),
		groups: numbers(await readText(root, "etc/group"))
	};
}
function numbers(text) {
	const ids = new Map();
	for (const line of (text ?? "").split("\n")) {
		const [name = "", , id = ""] = line.split(":");
		if (name !== "" && /^\d{1,10}$/.test(id) && !ids.has(name)) ids.set(name, Number(id));
	}
	return ids;
}
// src/repair/apk/protected.ts
const BUILT_IN$1 = "+etc\n@etc/init.d\n!etc/apk\n";
const FOLDER$1 = "etc/apk/protected_paths.d/";
async function readProtection(root) {
	const files = [];
	for (const { path } of root.entries()) {
		const file = path.startsWith(FOLDER$1) && path.endsWith(".list") && folderOf$2(path) === FOLDER$1.slice(0, -1) ? canonicalFile(root, path) : void 0;
		if (file !== void 0) files.push(file);
	}
	const contents = await root.read(files);
	const lists = files.sort().map((file) => contents.get(file)?.toString("utf8") ?? "");
	const rules = [BUILT_IN$1, ...lists].flatMap((list) => list.split("\n").flatMap(parseRule));
	const known = new Map();
	const isProtected = (folder) => {
		const found = known.get(folder);
		if (found !== void 0) return found;
		const answer = folder !== "" && (lastMatch(rules, folder)?.isProtecting ?? isProtected(folderOf$2(folder)));
		known.set(folder, answer);
		return answer;
	};
	return isProtected;
}
function parseRule(line) {
	if (line === "" || line.startsWith("#")) return [];
	const isProtecting = !line.startsWith("-");
	const pattern = line.replace(/^[-+@!]/, "").replace(/^\/+|\/+$/g, "");
	if (pattern === "") return [];
	if (matchesGlob(pattern, "") === void 0) throw new Refusal$1("FIX_CONTENT", `The pattern ${line} of a protected path cannot be read.`);
	return [{
		pattern,
		isProtecting
	}];
}
function lastMatch(rules, folder) {
	return rules.findLast(({ pattern }) => matchesGlob(pattern, folder) === true);
}
// src/repair/apk/state.ts
const DATABASES = ["lib/apk/db/installed", "usr/lib/apk/db/installed"];
function databaseOf(root) {
	return DATABASES.map((path) => canonicalFile(root, path)).find((path) => path !== void 0);
}
async function readState(root) {
	const path = databaseOf(root);
	const bytes = path === void 0 ? void 0 : (await root.read([path])).get(path);
	if (path === void 0 || bytes === void 0) throw new Refusal$1("FIX_UNSUPPORTED_OS", "The image has no package database of apk.");
	const installed = parseInstalled(bytes);
	return {
		folder: folderOf$2(path),
		installed,
		world: parseAtoms(await readText(root, "etc/apk/world")),
		architecture: await architectureOf(root, installed),
		keys: await readKeys(root),
		identities: await readIdentities(root),
		isProtected: await readProtection(root)
	};
}
async function architectureOf(root, installed) {
	const [stated = ""] = (await readText(root, "etc/apk/arch"))?.trim().split(/\s+/) ?? [];
	const found = stated || installed.map((one) => field(one, "A")).find((one) => one !== void 0 && one !== "noarch");
	if (found === void 0 || !/^[\w-]{1,40}$/.test(found)) throw new Refusal$1("FIX_UNSUPPORTED_OS", "The package database of apk does not tell the architecture.");
	return found;
}
// src/repair/apk/apk-index.ts
const MAX_CONTENT = 268435456;
function readIndex$1(bytes, repository, keys, wanted) {
	const what = `The index of ${repository.url.host}${repository.url.pathname}`;
	const signature = readSignature(bytes, what);
	const key = verifySignature(signature, bytes.subarray(signature.length), keys, what);
	return {
		offers: indexText(bytes, signature.length, what).split("\n\n").flatMap((paragraph) => {
			const name = /(?:^|\n)P:([^\n]*)/.exec(paragraph)?.[1];
			if (name === void 0 || !wanted(name)) return [];
			const fields = parseFields(paragraph);
			const version = fields.get("V");
			const unknown = [...fields.keys()].some((letter) => /[A-Z]/.test(letter) && !KNOWN$1.has(letter));
			return version === void 0 || unknown ? [] : [{
				repository,
				fields,
				name,
				version
			}];
		}),
		key
	};
}
const KNOWN$1 = new Set("CPVASITULDF");
function indexText(bytes, start, what) {
	try {
		const { content } = gzipMember(bytes, start, MAX_CONTENT);
		const entry = listTar(bytesOf(content)).find(({ path }) => path === "APKINDEX");
		if (entry !== void 0) return content.toString("utf8", entry.offset, entry.offset + entry.size);
	} catch (error) {
		if (!(error instanceof Unreadable)) throw error;
	}
	throw new Refusal$1("FIX_SIGNATURE", `${what} is signed, but holds no list of packages that can be read.`);
}
function parseFields(paragraph) {
	const fields = new Map();
	for (const line of paragraph.split("\n")) if (line[1] === ":") fields.set(line.slice(0, 1), line.slice(2));
	return fields;
}
// src/repair/apk/stock.ts
const MAX_INDEX = 67108864;
async function offersOf({ root, os, settings }, { architecture, keys, installed }, archive) {
	const { list, notes } = await readRepositories(root, os, settings.mirrors);
	if (list.length === 0) throw new Refusal$1("FIX_NOT_PUBLISHED", "The image's etc/apk/repositories names no repository that can be asked.");
	const names = new Set(installed.map(({ name }) => name));
	const told = [...notes];
	const offers = [];
	const signers = new Set();
	for (const repository of list) {
		const address = addressOf(repository, architecture, "APKINDEX.tar.gz");
		const bytes = await archive.get(address, MAX_INDEX);
		if (bytes === void 0) told.push(`${address.host}${address.pathname} does not exist; apk passes it over, too.`);
		else {
			const index = readIndex$1(bytes, repository, keys, (name) => names.has(name));
			offers.push(...index.offers);
			signers.add(index.key);
		}
	}
	told.push(`Packages were verified by keys in the image's own etc/apk/keys: ${[...signers].sort().join(", ")}.`);
	return {
		offers,
		notes: told
	};
}
// src/repair/apk/unpack.ts
async function unpackEntries(file, identities) {
	const name = `${file.offer.name}-${file.offer.version}`;
	const folders = new Set([""]);
	const files = new Map();
	const linked = new Set(file.entries.filter(({ letter }) => letter === "1").map(({ target }) => target));
	const unpacked = [];
	for (const entry of file.entries) {
		const base = entry.path.slice(entry.path.lastIndexOf("/") + 1);
		if (entry.path === "" || entry.path.startsWith(".") || entry.letter !== "5" && base.startsWith(".keep_")) continue;
		refuseOddities(entry, name);
		if (entry.letter !== "5" && !folders.has(folderOf$2(entry.path))) throw new Refusal$1("FIX_CONTENT", `${name} has /${entry.path}, but not the folder that it lies in.`);
		const one = await unpackEntry(file, entry, identities, {
			files,
			linked,
			name
		});
		if (one.what.type === "directory") folders.add(entry.path);
		else files.set(entry.path, one);
		unpacked.push(one);
	}
	return unpacked;
}
function refuseOddities({ path, letter, pax }, name) {
	if (path.startsWith("/") || path.split("/").some((part) => part === "" || part === "." || part === "..") || hasControl(path)) throw new Refusal$1("FIX_CONTENT", `${name} has a path that may not be: ${path}.`);
	if (!"0125".includes(letter)) throw new Refusal$1("FIX_CONTENT", `${name} has a device: /${path}.`);
	if ([...pax.keys()].some((key) => key.includes("xattr"))) throw new Refusal$1("FIX_CONTENT", `${name} gives /${path} extended attributes, such as capabilities.`);
}
function hasControl(path) {
	return [...path].some((sign) => sign < " " || sign === "");
}
async function unpackEntry(file, entry, { users, groups }, { files, linked, name }) {
	const { path, letter, mode, mtime, target } = entry;
	const node = {
		mode,
		uid: users.get(entry.uname) ?? entry.uid,
		gid: groups.get(entry.gname) ?? entry.gid,
		mtime
	};
	if (letter === "5") return {
		path,
		what: {
			type: "directory",
			...node
		}
	};
	if (letter === "1") {
		const first = files.get(target);
		if (first?.what.type !== "file") throw new Refusal$1("FIX_CONTENT", `${name} links /${path} to /${target}, which it does not have.`);
		return {
			...first,
			path,
			what: {
				...first.what,
				inode: `${name}/${target}`
			}
		};
	}
	const promised = entry.pax.get("APK-TOOLS.checksum.SHA1")?.toString("latin1") ?? "";
	const { sha1, sha256 } = letter === "2" ? {
		sha1: hashOf$1("sha1", target),
		sha256: ""
	} : await hashes(contentIn(file, entry));
	if (promised !== sha1) throw new Refusal$1("FIX_CONTENT", `${name} promises another checksum for /${path} than it has.`);
	const sum = `Q1${Buffer.from(sha1, "hex").toString("base64")}`;
	if (letter === "2") return {
		path,
		what: {
			type: "symlink",
			target,
			...node
		},
		sum
	};
	return {
		path,
		what: {
			type: "file",
			size: entry.size,
			sha1,
			sha256,
			...linked.has(path) ? { inode: `${name}/${path}` } : {},
			content: () => contentIn(file, entry),
			...node
		},
		sum
	};
}
function hashOf$1(algorithm, text) {
	return createHash(algorithm).update(text).digest("hex");
}
async function hashes(content) {
	const [sha1, sha256] = [createHash("sha1"), createHash("sha256")];
	for await (const chunk of content) {
		sha1.update(chunk);
		sha256.update(chunk);
	}
	return {
		sha1: sha1.digest("hex"),
		sha256: sha256.digest("hex")
	};
}
// src/repair/apk/grafter.ts
const MAX_PACKAGE$1 = 2147483648;
function apkGrafter(host) {
	return {
		id: "apk",
		serves: ({ root }) => databaseOf(root) !== void 0,
		plan: (task) => planRepair(task, host)
	};
}
async function planRepair(task, host) {
	const folder = await temporaryFolder(host.cacheDir, "apk");
	try {
		if (task.settings.snapshot !== void 0) throw new Refusal$1("FIX_UNSUPPORTED_OS", "Nobody keeps what the archives of this system had at a time.");
		const archive = new Archive(host, task.settings.offline);
		const state = await readState(task.root);
		const stock = await offersOf(task, state, archive);
		const { answer, rehearsal } = await settle$1(task, state, stock, new PackageStore(archive, state, folder.path));
		return {
			plan: planOf(answer, state),
			notes: [...stock.notes, ...rehearsal.notes],
			graft: () => rehearsal.layer(),
			close: () => folder.remove()
		};
	} catch (error) {
		await folder.remove();
		if (error instanceof Refusal$1) return nothing(task, error);
		throw error;
	}
}
function nothing({ targets }, { code, message }) {
	return {
		plan: {
			packages: [],
			left: sorted$1(targets.map(({ package: { name, architecture, version }, fixedVersion }) => ({
				name,
				...architecture === void 0 ? {} : { architecture },
				version,
				fixedVersion,
				code,
				reason: message
			}))),
			commands: []
		},
		notes: [],
		graft: async () => [],
		close: async () => {}
	};
}
async function settle$1(task, state, stock, packages) {
	const banned = new Map();
	for (;;) {
		const answer = plan({
			...state,
			...stock,
			targets: task.targets,
			banned
		});
		const outcome = await tryOut(task, state, answer.raises, packages);
		if (outcome.kind === "done") return {
			answer,
			rehearsal: outcome.rehearsal
		};
		banned.set(outcome.name, {
			code: outcome.refusal.code,
			reason: outcome.refusal.message
		});
	}
}
async function tryOut(task, state, raises, packages) {
	const files = new Map();
	for (const raise of raises) {
		const { name } = raise.old;
		try {
			files.set(name, await packages.open(raise));
		} catch (refusal) {
			if (!(refusal instanceof Refusal$1)) throw refusal;
			return {
				kind: "refused",
				name,
				refusal
			};
		}
	}
	return rehearse(task.root, state, raises, files);
}
var PackageStore = class {
	#archive;
	#state;
	#folder;
	#opened = new Map();
	constructor(archive, state, folder) {
		this.#archive = archive;
		this.#state = state;
		this.#folder = folder;
	}
	open({ offer }) {
		const name = `${offer.name}-${offer.version}.apk`;
		const opened = this.#opened.get(name) ?? this.#fetch(name, offer);
		this.#opened.set(name, opened);
		return opened;
	}
	async #fetch(name, offer) {
		const path = join(this.#folder, `${this.#opened.size}.apk`);
		const architecture = offer.fields.get("A") ?? this.#state.architecture;
		const address = addressOf(offer.repository, architecture, name);
		if (!await this.#archive.save(address, path, MAX_PACKAGE$1)) throw new Refusal$1("FIX_NOT_PUBLISHED", `${name} stands in the index of ${address.host}, but is not there.`);
		const file = await openPackage(path, offer, this.#state.keys);
		return {
			file,
			entries: await unpackEntries(file, this.#state.identities)
		};
	}
};
function planOf({ raises, left }, { architecture }) {
	const packages = raises.map(({ old, offer, because }) => ({
		name: old.name,
		architecture: offer.fields.get("A") ?? architecture,
		from: old.version,
		to: offer.version,
		...offer.fields.has("o") ? { source: offer.fields.get("o") ?? "" } : {},
		because
	}));
	const others = left.filter(({ code }) => code === "FIX_SCRIPT" || code === "FIX_CONTENT");
	const names = [...packages, ...others].map(({ name }) => name).sort();
	return {
		packages,
		left: sorted$1(left),
		commands: names.length === 0 ? [] : [`apk upgrade --no-cache ${[...new Set(names)].join(" ")}`]
	};
}
function sorted$1(left) {
	return left.toSorted((a, b) => a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
}
// src/repair/archive/deb-reader.ts
const DOOR = new URL(new URL("deb-worker.js", import.meta.url).href);
var DebReader = class {
	#threads = [];
	#free = [];
	#waiting = [];
	constructor(most, processors = availableParallelism()) {
		for (let count = 1; count < Math.min(most, processors); count++) {
			const thread = new Worker(DOOR);
			this.#threads.push(thread);
			this.#free.push((path, data) => readIn(thread, {
				path,
				data
			}));
		}
		this.#free.unshift(readDeb);
	}
	async read(path, data) {
		const lane = this.#free.pop() ?? await new Promise((resolve) => this.#waiting.push(resolve));
		try {
			return await lane(path, data);
		} finally {
			const next = this.#waiting.shift();
			if (next !== void 0) next(lane);
			else if (lane === readDeb) this.#free.unshift(lane);
			else this.#free.push(lane);
		}
	}
	async close() {
		await Promise.all(this.#threads.map((thread) => thread.terminate()));
	}
};
async function readIn(thread, order) {
	const answer = await new Promise((resolve, reject) => {
		const onExit = () => reject(new Error("a thread that reads packages has ended"));
		const settle = (end) => {
			thread.off("message", onMessage).off("error", onError).off("exit", onExit);
			end();
		};
		const onMessage = (message) => settle(() => resolve(message));
		const onError = (error) => settle(() => reject(error));
		thread.on("message", onMessage).on("error", onError).on("exit", onExit);
		thread.postMessage(order);
	});
	if ("error" in answer) throw unpackError(answer.error);
	return unpackDeb(answer.deb);
}
// src/repair/archive/fetch.ts
const MAX_RELEASE = 8388608;
var ArchiveClient = class {
	#host;
	#agents;
	constructor(host) {
		this.#host = host;
		this.#agents = createAgents(host, false);
	}
	small(address, what) {
		return persist(this.#host, async () => {
			const response = await this.#get(address);
			if (response === void 0) return void 0;
			return readCapped(response, MAX_RELEASE, what);
		});
	}
	file(address, target, expected, what) {
		return persist(this.#host, async () => {
			const response = await this.#get(address);
			if (response === void 0) return false;
			const file = await open(target, "w", 384);
			try {
				const hash = createHash("sha256");
				let size = 0;
				for await (const chunk of response.body) {
					size += chunk.length;
					if (size > expected.size) break;
					hash.update(chunk);
					await file.write(chunk);
				}
				if (size !== expected.size) throw new Refusal$1("FIX_HASH", `${what}: wrong size (expected ${expected.size} bytes, got ${size > expected.size ? "more" : size}).`);
				const got = hash.digest("hex");
				if (got !== expected.sha256) throw new Refusal$1("FIX_HASH", `${what}: wrong SHA-256 (expected ${expected.sha256}, got ${got}).`);
				return true;
			} finally {
				await file.close();
			}
		});
	}
	async #get(address) {
		const { url, headers } = prepared(address);
		const route = {
			agents: this.#agents,
			plainAllowed: url.protocol === "http:"
		};
		const response = await follow({
			url,
			headers,
			limits: LIMITS
		}, route);
		if (response.status === 200) return response;
		response.discard();
		if (response.status === 404 || response.status === 410) return void 0;
		const message = `${printUrl(url)} answered with status ${response.status}.`;
		if (response.status >= 500 || response.status === 429) throw new PassingTrouble(response.status === 429 ? "RATE_LIMITED" : "NETWORK", message, { hint: "Try again later, or name another mirror with --mirror." });
		const denied = response.status === 401 || response.status === 403;
		throw new DrydockError(denied ? "UNAUTHORIZED" : "NETWORK", message, { hint: "Name a mirror that can be read from here with --mirror; user and password may stand in its address." });
	}
};
function prepared(address) {
	if (!URL.canParse(address)) throw new DrydockError("USAGE", `"${address}" is no address of an archive.`);
	const url = new URL(address);
	if (url.username === "" && url.password === "") return {
		url,
		headers: {}
	};
	const pair = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
	url.username = url.password = "";
	return {
		url,
		headers: { Authorization: `Basic ${Buffer.from(pair).toString("base64")}` }
	};
}
// src/repair/archive/source.ts
function distributionOf(uri) {
	if (!URL.canParse(uri)) return void 0;
	const { hostname, pathname } = new URL(uri);
	if (/^(?:www\.)?security\.debian\.org$/.test(hostname)) return "debian-security";
	const [, name] = /\/(debian|debian-security|ubuntu|ubuntu-ports)(?:\/\d{8}T\d{6}Z)?\/?$/.exec(pathname) ?? [];
	return name;
}
const SNAPSHOTS = {
	debian: "https://snapshot.debian.org/archive/debian",
	"debian-security": "https://snapshot.debian.org/archive/debian-security",
	ubuntu: "https://snapshot.ubuntu.com/ubuntu"
};
function snapshotMirrors(at) {
	const stamp = at.toISOString().replace(/[-:]|\.\d+/g, "");
	return Object.fromEntries(Object.entries(SNAPSHOTS).map(([name, base]) => [name, `${base}/${stamp}`]));
}
function isSecurity({ suite }) {
	return /(?:-security|\/updates)$/.test(suite);
}
// src/repair/archive/keyrings/debian.json
var keys$1 = [
	{
		"fingerprint": "1F89983E0081FDE018F3CC9673A4F27B8DD47936",
		"owner": "Debian Archive Automatic Signing Key (11/bullseye) <ftpmaster@debian.org>",
		"expires": 1863170316,
		"packet": "BGAEHQwBEAC7MhpIQlLicwR8tmMH0yFkMIsqIbfudnBCuV043sSSSdUT/XjAXKdsdOCpfb6Tfiau1uY9Yb8gWLM8JxmSuaIa1jKlYiRZ5G79D7NOVIcqBrqp3lzVHShLEXs4421f0Y4bSMuDcY/cdmRt+S+qlJvqKLwAbyejyi1i1N39UfJtK/OdZfuPNjz8VoWPgJff7CaIYYREo4QWzAnuq65gN6DP3q33vh5OcoZgMDR+toEKYyGqhjXIYEJU9qYz/wpglyijbFoyS3jn0oCTHpS2NwKc01vBGVZpfR+DVSgDWWQHjlrSpb9E7bAxn2RfUZnQ6Sh3qcoihOjyI0RZ9ZYH8uQlur1JSS2n3/RxtCaV6uRtXDB5GuXjNfqNsprZVhYYhBcX4z/4oMVim5ABkXwGNQMezrESHGq3oiIeJaBI5Oso2g/D1MIS2W5B6NzSTqB4CaGzZ+IY30vvkxhnIG7gr4y76FzcafdJKM1cH/XlFXjnSGQ6UmA0E6hpXnjsQWGPL7InpDYHFVl1dH2syHOqHUmEU8CcZayb6hVygnQHh7DlhsrtnrN84qEkuXfitC4Aqaq7lMflGB+ymphxBM+CC4OfiyvW2FDuzQAIWPVRwmKuKxMCRnPmSd+UPkyD0jm6yb1F2Fl8Y5T4lYOJJ9OfOpUz38LEqdVx0BosBn68shCwPwARAQAB"
	},
	{
		"fingerprint": "A7236886F3CCCAAD148A27F80E98404D386FA1D9",
		"owner": "Debian Archive Automatic Signing Key (11/bullseye) <ftpmaster@debian.org>",
		"expires": 1863170316,
		"packet": "BGAEHQwBEAC8chuIZ+O2KpPEihNN2r7jRZSz9DRVoNePZO3LFSA0WTcoInH/ukUgmR0q+nqd4GCF/3/MbJqksnJM5yHqwIAkZq+Uw6rO0rBjiMjHrTh6JfrKIiaoILp5l+nJZFRU9igDnnKv9wOrsODNyTZbxl3kkbbDJUh03UtMCtpt5/vlVa/bWf/zRZZp0p5wDgGs6JjNzne+DXunw/cUXxRfTpeDUtvaF6sCUuTabAlNJ36MRBAAxUVQZi4hhU2zDdC7QS83Is507BryrGTXQQGnxGjYFukRWGPnk3ZYEG3SC8F7lO0xPp/gFIVWlrFdJXQozZRXVIU3XtZXUwX8nKQRffIc3VdSoLhN76SVusZj0q14LR6wcxRzKTBAT+fSeXEbKA+JCVOyHYRhpyqmRlZqF12TqmA17PIie+DysnuY5PeqKDRzunrV9JS62+xzFSSEV5D4r9zo9OEAxGXMa8Z6mdErtpvEuf0iyt+1uEZ6fyk1mon1DyNMchBH7LM/4v33V7Wvl76GjEh+Mx82l0J1WEA6DfQh99dpNDfj2Eg5cUlTIpwZ9i4dSU4IUQ5flsPBqZXDkqDvJPIUT3qm1zJwsH6V61Oxjj5DL+yvfKQGceO26IYFTQPkhmPN3lBZZkOzHYSIlrtXXiyU/I0KBc9mjXltw8YDdS7asYfHvQAQ72E3TQARAQAB"
	},
	{
		"fingerprint": "AC530D520F2F3269F5E98313A48449044AAD5C5D",
		"owner": "Debian Security Archive Automatic Signing Key (11/bullseye) <ftpmaster@debian.org>",
		"expires": 1863170224,
		"packet": "BGAEHLABEACob9fgQVEt9lqNWKPyzMdenmg+sIE+1ZXwUn6QzJhGedE42FY6ov6NAzYh08DOPYZsxpU7C5vX9nuM2Fp1tKgGXIfQZmc6EpLsYmPsKpAFOHfKs1SLbcwgc9pgLvJ6ZvUS/c2T2SHxMStHyFlJbMkLd8B/DQSx8XaIvjlHWiTiLv/+UuAfd4yQeatMyPvhnVLuUf5Utgdvl5Twwm47IxUMX9426VKg19/22uJyWN0kfI0uLy7hg1cHArR5JOoiPRf1xR4ZF3zgu4gwCDD1Puv8iJuWM2U0DQDPKOuH2DdasezHiGCVrQ9LWijTZvpyT/fg1qaY3w/1gx8QK6TpsFL3Fwxopx2VrD7e2+FX3mmxfqhJGlAAfG0gOpie6t2WH6dfcubWCt8hjY2gN+NT24gotDqk6Uz3TgLDG439+A6Tazji2shvQp74iTpVjyiBsdjF8ZbLBX1mGFLjniuZxuzOk/skUaInZ6g4SGw2qy8f0uBbdPxeIuNe8QLxEotXt5YCh265BDp6QpnHh5qfFc3IqwBA0hjkgvuzH+uNm1lA2dlKscPsqntw2c2epN4w/H8VZYlv80KBEHx7vaneoVMxQkYDTNA2pJJJvWO1fKnIlpPMu4HWeAeiFOYnju5/Vdz4JuBmOQ9ATiHfZDBuC35IWzU1r/Tq6LoPIqKm13xJawARAQAB"
	},
	{
		"fingerprint": "ED541312A33F1128F10B1C6C54404762BBB6E853",
		"owner": "Debian Security Archive Automatic Signing Key (11/bullseye) <ftpmaster@debian.org>",
		"expires": 1863170224,
		"packet": "BGAEHLABEADrzFhCqk4pzchO4otMWxxRHoDIWAJEnR5upFQ3AwbudSP68+mMMPeMb707PNfaC8T6dRghMG5Z68t5g+DWd70nnn87yvOgRV9erUVJgFD+KoBNz1CjRRFgt/LaBihSjgKqRMPUwqAis8kwEO6o+uI7cHiFttChyfBaWS/SZKCJmUi6dgFQO4JiZfmlFlQCekwQZphhlgZeUrd952F75ZqDgtQgVnFvKhtMBkYfNX7UINP5JcxkBJU1slOArjwIQp8GCnHJznDlT43Hafq4L7ycHNNv6l9ViN2TyRTqq++YpffXKq3qEhJjuoSRC+xlFBnADaKqllE3uEiGIt0fe2qpThfTskvfqNAbn5dHPU2WA2kUyayFbOA9o8SdoGjePZM7QInxDWH0vsMxOuGLW4DTpUeF7xEbNw/tPL8IoKgE3sgKX8UbP1R+4Pxty1XCASGCQh3Z0k/wIJU3AEO4lr8C5YRSdmkmB9K6TFYwZkpUyZr6ihyyOsC5wttnObwE5zWMztEofTaJM+p31FIzSa7mZGyCGAtTobvvGhLgy04Yq78A0dN1SFg3hdwYRUHZHSn5H2bcwGPC6+61hsW9x6W0frJXpAunc3JS49oOm3uPM7BOgM9npP/5ldX2qwD3o6ZgNrwvQeYp3UfVyjZ7QirhVNikRwkoYbMPcX0FCHDqSwARAQAB"
	},
	{
		"fingerprint": "A4285295FC7B1A81600062A9605C66F00D6C9793",
		"owner": "Debian Stable Release Key (11/bullseye) <debian-release@lists.debian.org>",
		"expires": 1865526862,
		"packet": "BGAoEk4BEADG6NQ0Ex5gy0OlnGlFZsTpiZV2LiUhACFj6ZHVEYQQNWgEgRnZuZeAXbTnFywzrJUYhx51pNjxfoViN/4Jyn2oMrmaBEuDxEwhVZDsMTzb9dx0MNnmjMr45z/4EGjln07tFzes+J+0eVizJOWehQ40IEwyCZIG9QOfsC1e1estm0KLZKWb4gTihGFSahM4zeD6XlZ8krTlkWV9i7+oatCkNziuOTf8+ZXEqoNm/dJxG6pGWcalo+DiTE3l4HCFr6MZoiCoWVaKYn1jtIUeioDVW8zPalt3VcPmjvYb6ZNHhFK8d3DDV17wv7TFJIOn1j2n82jzbDZwQAWIA6iKPjXDJJqmv4qcZ5a5l8qirhjZhQEemftYsGBLTjx9ANfPcDFoQ69ojDw34Nchig2nJ+7ut9h5mjeB9QmOx10HDposRaZq8yPChFpheHNlKwh9PYba0Z9Vb3mI04ywkw1oGc6YQD/VGhoGiMembzEK110DsCcZenD5dOWHug5LF7QTH+120eG4Qt0RcPLqI33+3FUOjzOQubw0QATYs8Dw2E36LVOUx1yrtDqjJs/ZXfr+LCfaZRshvYfcl3soHCXxVqEwoXUmxJK741RS4ej8w79clniZPMLc68XpFZ7qsKoKBHeoG1l8XvuAp9EpW4vujsehEwRudn1SNoc5fTFG9k8qlQARAQAB"
	},
	{
		"fingerprint": "4D64FEC119C2029067D6E791F8D2585B8783D481",
		"owner": "Debian Stable Release Key (12/bookworm) <debian-release@lists.debian.org>",
		"expires": 1926780243,
		"packet": "BGPOuVMWCSsGAQQB2kcPAQEHQHe2dLK8LoZQeiShZHH+B1OEkkv8XEX8BEFs63K3+gBK"
	},
	{
		"fingerprint": "B8B80B5B623EAB6AD8775C45B7C5D7D6350947F8",
		"owner": "Debian Archive Automatic Signing Key (12/bookworm) <ftpmaster@debian.org>",
		"expires": 1926589461,
		"packet": "BGPL0BUBEADmW5NdOOHwPIJlgPu6JDcKw/NZJPR8lsD3K87ZM18gzyQZJD+wns6TSXOsx+BmpouHZgvh3FQADj/hhLjpNSqH5IH0xY7nic9BuSeyKx2WvfG62yxwXcFkwTxoWpF3tg0cv+kT4VA3MfVj5GebuS4F9Jv01WuGkxUllzdzeAoC70IYNOKV+Av7hX5cOaCAgvDCQmhVnQ6Nz4fXdPdMHVodlPsKbv8ymVsfvb8UzQ6dl9w1gIu94S0FCQeEePSii23jHISYwku/f6huQGxSjAy8yxab0aZshl98c3pGGfOJHntmHwOGgqV+Gm1hbcBjc6X8ybL2KEr/Lu4xAK3xSQmP+tO6MNxfBTCeo8fXRT95pqj7t3QHIu+LbVYrkLQ6St9mdOgUUsAdVYXJ3eh8Y+CfjmBywNRizOGHrEp8JsAcS0+a9yBL+BYWhS4BL/EeeacRLT9kfzIqS1OD/RL/4Qbi2GLGFsiHaKFUn4xse20ZXq5XtEL6ltQVIr/iAlBtdSOnge/ZkNvd3SQIyC2QBNAy67QutS8yiaCE2vtr8i5GQOu2fgr1NJ0VjuwshmgJvbZ2m/9Zq1Yp1iMnPVJtOWcNxTZAWJDN4L5OdoqbaOkqS/+cgLy2UTsc0A7cxt/2ugOtln/utXsfgb3Qno69yCuSbQmVM1NrwvZVxPIWi7B2gQARAQAB"
	},
	{
		"fingerprint": "4CB50190207B4758A3F73A796ED0E7B82643E131",
		"owner": "Debian Archive Automatic Signing Key (12/bookworm) <ftpmaster@debian.org>",
		"expires": 1926589461,
		"packet": "BGPL0BUBEADlIikS7hDU7PG64tF5vOTdUSBui36HPoe0t7wfobtkDCzKsm8lVyz7DAgo+Ikj6zF7ocM7t8PrN8b0c2dNRw5GDcVMxdNEC06/Beu78mWncrH/YMrWBblSYDEQcURpZHtyMU9C5JwCJT1+A8rOT/ukHTmbZJvR/DhFMxl5JAUBqYm2MzRo+yCCTnDXIuPS+BjP5Ms5wxZ1AfEHxw+6QY/5vGqRhplI78D1DoFbRSUe17n3JSB5CQnqOJfqaaXXkE4PLmdnpViKhDQGdAm4+li/stqFvw4ZZg7hR5IL3/4SpXE7UDBiB9tmTUCo43qiqFU549iRd4EMvMSUPvZ3P2GQ910SAwirTL7NGQccFoKGB2NxPM0YRP8scqrgF/7vAU2iEuDt8ObZdbZeg79rCDY162/BUwHMHuLbqOcbSYEq2JOEnW1CKIdjIJ9vJsOCGrz9BzTN2hUGvxZemP1ZBiyAqK9VE3t/vXb0wB5I8NC2x7qvYHlIrg6kefoWXfkgRkwnYpmX0ywtLF2t3U7xfDYksQd8kP/025YCYeB0t+0ODiDHNlFnmVEU5bx2L9Hw7SClAnOoZdCKd3mhrXl4Dlc61NtAnnBybWNsFIXJBOJcTIX1PYdcBA7BPBgerpgAYVELerhZukshAWmmqaAXm/8choSeWEdfnBUpvtmdgG8AtwARAQAB"
	},
	{
		"fingerprint": "05AB90340C0C5E797F44A8C8254CF3B5AEC0A8F0",
		"owner": "Debian Security Archive Automatic Signing Key (12/bookworm) <ftpmaster@debian.org>",
		"expires": 1926589533,
		"packet": "BGPL0F0BEAC8s6aFGXEkW0xvN5FSZKaM+rp9FX4EhWNfkKi7PaHEpZcjzC6JgIwSwJP7o9L/LLtLYr68Df9sv+AktdzhY50T4zBQouEl6ps/ZaaiVoTsH8wLOp7g/qDFJ8kH7quUU9Qh6AmirwmEddKmEZTrabg4OjeU/eJEEBJW8/NDc18lrqKC7S62hjt+XE7VC+/C/4BLEN0OvNjYfi+2giwVOBAThlAtaryz010g2Nb/zSdjQQCEndQswlS4enVwklleLo76S63H60rxbh2WiNCvRAJMm6OytcXsQO5NPLt0wyk9FvXf9r6BeQG8zabfA8u5pai+/a8CYgMijH+k1LmBT2j5hOIFDQmUE05aNTLNYQz6uy+emXJkPtIf805D4nFYk1OSN/KZ3xYr+4+FtyfQ5Gj0blSPhsq7fJzoSDA2wTlx4Q6x7abStxtsY78/LCqkRbSUHRKZq1t5jQ5laOV0D1MrLzQB2NFhTWDRHe6UrDOx/ea5ORBUMH7iW27DOZkMgeyidBzAdgoHArO+n9/OLdf1TvpgPuchEX9mn1eLX5KTco2F/kTunn+Yn8A6LwJtFehE4SWL8+PN1xRp9fv3udDNGHwbOuOIvFcc5wNrDj2nzGAV4rJH9xpFTjx1cx8JYXVbuwGqVj0OVNz9jc64CYSpCeKrWBi5DQruo9OSVQn8gQARAQAB"
	},
	{
		"fingerprint": "B0CAB9266E8C3929798B3EEEBDE6D2B9216EC7A8",
		"owner": "Debian Security Archive Automatic Signing Key (12/bookworm) <ftpmaster@debian.org>",
		"expires": 1926589533,
		"packet": "BGPL0F0BEADg0ux+DJGosdzyReAND8zy7WXNY1HbaXW57gyAkNLq6VkSdlj+VxEdZUbOJxhQZ1hLz/uPYK0+htMeCPfJ0IFmJYo96nU1oA3GN7TC5WioorWmh5ncnIX+VV11yo33BQHVlv/P52TQQQCWY4Mn7zp7d5BtsjbiaGYqddLadQKUIW7ErMToYnQws+Dh9AfVVy0IsYtnMd7lE2xdG3W//vuf4/Rr8dxRGMWcQlNlD/Rv2LgW+pPtXJ9jHi6vdg5XxWY04ck+kNBM1o1mCoSP8jtIVNsJjMmufqlxn30BbH3C5vA0BQwnDEssReu4O1a7mqXaYry5R+OTd3txyMh6riM1+t5eZujEjhJiTsq2GIJu+/fFv11Q5L+8wOPmTFaUN7Pg73H00a9JbUNE6p1XuLVJ8qc1EpbBxYYqLZKHWlicq3BgYq/MFORVCuMhFaokv5ZuJAFLTZORBetkHBgJ0ns35B/6yJtM1nw94KDYm95HHnmCY81dbmQBxfhy5C0wLwokaGuRWBCnvH91WDjWSx54MsIb53x75onuH0GZB0P1+981sNJubEuE+1J91xkJI3xvAtfo3jERO7LYwsiSZOvu+HgPy0X1900rTRSXgsD8b0nMjEBQP0f2d9i+Jc/l6dXxxU4xLO8bLH24O0FLjOqWRmvwa8Bdc9bc/0nTvVXLawARAQAB"
	},
	{
		"fingerprint": "04B54C3CDCA79751B16BC6B5225629DF75B188BD",
		"owner": "Debian Archive Automatic Signing Key (13/trixie) <ftpmaster@debian.org>",
		"expires": 2058699029,
		"packet": "BGfpPhUBEACnIlNQO4hEcoTe6/fkasYBgsIYoZvKfOemGKVAO+v+wQJ8X8DM4ffT3QrmO291LPwsmR+sGfMStf9Zbuv/reWsY8NCOTDt98RFQWG5OZw0g1TOdheMnO43wfTJQNUyOAqKVArXrjvPKb472KEMQckvvccUoVupmcfom2Eofgqk6Z+aRfofVvhT6BQlmE1hb5uGRibEqm0RbDtUeSgs39pSGF9gbfCw6ZjqxGJHcSJXKJCJu2UswddueSJWj6UfHfywPbIuXYx2Ypfb6RDx/kbkJCK+vNEl8FmD+6dl8hY4P+RfI/0iKWPaWwg5J9ohWk5kjL65BOOQ4uRdq6TNeibOsS5DKlp0nozseaAUhDWsepY7k81/M9iLALV3cNExQasLkdGprSUjY1fKlpNnFZ/jfQT6eqR50dptA858d9+0iost2F40fGd5HWuA6GJWfIhMCEwcf9aiRYzmD67Wie6agxF1z/PK3VGGBdmbZzZTMGRBrt6ayTEPLpbFUJvkLtf9vLcvkGS58OTFcnrqFCtEzQYCfYQvmdJaRHmOR6r7k2epBC6eQ81h27TwhhfGvCuX7Hl/qYIHH37MMXZBonA7zICBI8b8EZOGdib2IjoLgm9Ez8Vq5rpTS28dMRDz5/MDHqSAy3PB33X3S+sTDc4K567FS79aMpng57Qg4plqEwARAQAB"
	},
	{
		"fingerprint": "B8E5F13176D2A7A75220028078DBA3BC47EF2265",
		"owner": "Debian Archive Automatic Signing Key (13/trixie) <ftpmaster@debian.org>",
		"expires": 2058699029,
		"packet": "BGfpPhUBEACygnWLGoIlLzcdlGoqPilLsgSQb/PN4pw+o3UJMfmWNtHulhVm/bpQr+ut/4POrp19kxaYU0tB5vcPPAz5PpG00kw47c42XO0WAngq+Z8c/X7pDu0prGiTXHnWf0rINHXn403SN7EISGClSiTiU7l8jOhClUy3ZbVNMYFGzVa5VfBSzp8i7QBcAH3YS+FdE1vQQI3vZ13T25s3nghT6AHCmTnSRdHjdEoKY8/FpTTlLc+x3Q3i5qqUYwwj9rOd2FtyZ+pudOIW/CQX0+PGeNTGkVkuDiCA8B4vzZ8nJyMnoQ8AeDLsb9PVkzPCL9NwtB0Wrat5mcAq00oQGD3J8OKNtRHux76fIA/M1VemjxKbC79knGfCYaOtyNC7NasjcKnOJLuy5DlNnnXkXpmQCO6f2mWetsq7qUAZaW02u7sQ4QLs+zK+cwz5Fcni5Lo0FRfsWdIVGYJjtxZZY0Lh7qRzYESv/KIhxnq8Iim+/rtWfHrPcq9hjykFQ3vtZKFfIhhDJMg6cNh+ev+JrHb+2RcEnogtYxyHmh9Eb0iSvYN7Uxi8hc/wdmn6+l/J/vSrjXrNz8f9mUt48MjLpkssMPVHfM2mPaLoqBINP7zS3uVLZ5maYUaRJDTkg72es9DFg9t3DxVSCwsPTet8MDRPDEFV7q2cDXTqHoV0JzrbFcWBQwARAQAB"
	},
	{
		"fingerprint": "5E04A1E3223A19A20706E20F9904613D4CCE68C6",
		"owner": "Debian Security Archive Automatic Signing Key (13/trixie) <ftpmaster@debian.org>",
		"expires": 2058699101,
		"packet": "BGfpPl0BEACyof6b+LAkxSHiTZc0RAjilNtshxhqOSr5hrApjAdyLDnUWMf4mp/UytFKHCbzU9H9QkYXLyr2mCltknX5+A28iYHZzS0eX5XMAmaWdqvd4IkAb/Sw5k3hFSyFTf0DUW1G8O2AwTwtsC0sX+jDyCzt+zBp2ARnasnm+3gZ85iBmmWkrZf+HDljanl/BHRE5JzX7Y8S/B72NHV7++m2dqCjsEkWZDH9hyI08cybz/Kjs5wBnVuj1MqlStKu8kDP/rR8c3KaehwFC4piThZsFe/0SgtieLy+BvLs7bYRdO6SC589sPK55/yGmh5NHenVOafTC029p5ZdF7KMPJnmGo5hIqQ1ONBDtVzPQkNO3zlGs+auEN1Rm0PGrRKd4LYbuJVikn7Xo0ZhrOnoczGEfmKAQmRVfWuSoXwH/Xn2DwESTXwx1ruHuXcY0hiGdmfWVwJgiBa+Phm1Fj52ARvzcsIPM6Ib+nigzcSoXax3QrhPazVUaPn7PPy0ZEe/qKN31qOP1iCKfrc4VuykhEap9ZcN7HBwqcmAUBImnWp5kJH4KeDhg4NfUKuREmPF1pyBzVXHQLi3eBQq+/G3fjJpVKOmUjz/6uURgncWeD49RITaeaX2Hgh5qpBXO95IGjp7+nkD6/CR9fjZ3W7DAC193Hw1VCX+8zrCC9TZ31pxawYeewARAQAB"
	},
	{
		"fingerprint": "89C87ACEA5DD6B8E6A7068808E9F831205B4BA95",
		"owner": "Debian Security Archive Automatic Signing Key (13/trixie) <ftpmaster@debian.org>",
		"expires": 2058699101,
		"packet": "BGfpPl0BEAChBbWGxo5+KUAHyz3DSblZpFjzv71W1DNuceRhNfUOUsu3lZKeI1dd3jchp367fmaC5+2rsg5AiZzuGwmhmFtgo1fB2ImCPGXuafexKMrJzpLIJm0YxZnNzWauEWmZGTui4UjZ6DjB+c0UvapShIoRxBCgXckTO+w4RgcE5/aakAPh6PD4GyJHX8zAUZW21ZmS9NdNj3K4/8uBcICI0mRhwvXBFz5PmBOPY9n5hI5iKC8cKR8F0CG1JRhtNsThx0S09fT+dQAnGPEo2PTwTcxji5OGHcWYfM4qMnfuEAjOGMCYh6GkKDzWMhc2kropnA0P3464dK2sZ4peVOp2nx0m4GucqdtohZ0Ud9dJOchrjaS4Ob97s4bSti+cd0vboPxnZqi4i8GS2jvFBv8dkKbvn9Q4TNJdx/r2GBlBxgHfZZq2P77uGZn1JjAzKGpNpW4KUG3p7LOsxGDUP1kjKbNryq35m/BTXIhDNizwfdClwVmKktFdApTpcHPlk/tIu3c1fOfmXZtkWv8oDJOXD0si2rabrfodCU7fRTOLRLc8pH83S/HSlAr4Fe6aAQMzzddUpG5uNDBgFi0tBXB/Vvplz0P3t1YfdTTrnnWU2esYqIi/BMu8iu/yTe0eT8PFNwJLi9s26RSntD5blAlRlvTh0lsq8ZOQbzNrZ4XbISgmzwARAQAB"
	},
	{
		"fingerprint": "41587F7DB8C774BCCF131416762F67A0B2C39DE4",
		"owner": "Debian Stable Release Key (13/trixie) <debian-release@lists.debian.org>",
		"expires": 1995130581,
		"packet": "BGfhqtUWCSsGAQQB2kcPAQEHQEZYdTl/OCjyUXnQD/zO1sTxRLYVsqQKfJ73nRYaml9K"
	},
	{
		"fingerprint": "067E3C456BAE240ACEE88F6FEF0F382A1A7B6500",
		"owner": "Debian Stable Release Key (9/stretch) <debian-release@lists.debian.org>",
		"expires": 1747592669,
		"packet": "BFkgid0BEADPIDBfxYg1a9IRY493D2kP2iGlIOB8HyVo4soiuGuHd7Rxo7NxBAH8uy91E84JYkrxhG4dkVfm8SwK7VeGd8P9q5W2OHi/nD2hXzTtlbH8Oh1cIilEAZ/+YuBwmt2lHpP5jR3aY0w1flLVWhekHuQXpIn1A8ivYGC5FItfr6NMdyoZx0feJDsm96+AcvAv5xYkacbPBckeC57SubG4lNGAUbgAne+Y+0LO2aQGdDd8w/PTEpNIn0hWZ9LjpPpKw8SEwapCOFe/fDnvSjsWyDBrUZLMZW0KuCr9cyL5Vp+3PJIA/5MEXq7Fd7//yZ3tFzcbCMf0QEfI0bnQ555jm6JxUUEWynqmIVw6wlOjySoPrzmhjkKEyh+8Abp+Rixb/QFzWLKjiTv1tXdlJLJQMtoskVxebaOjncOCJNUXAT8KmjJwvFM2TLaGUmOuJ/uTZbAhzAPBywDJZjLMRV15nZy/STHqxN03CG5pKsa9Ua8sFtT+Z/OJy1NomguRTOQQMPmas5F71bG+VgnAdetoudqmXcZqA2OJbHaqc2/uwNw+ylQbyti/FoJ9cFjkesgjc3Q8IkvNhERcLfFvoSHVf4Z8jHyT3YKHeEFE6t1rVLrBXyylcbdIM0DQkHKijs9TKbjLrsxa8mrs4GpIduymU3RyPwZ/Vtcch+8k14ks61RWkwARAQAB"
	},
	{
		"fingerprint": "E1CF20DDFFE4B89E802658F1E0B11894F66AEC98",
		"owner": "Debian Archive Automatic Signing Key (9/stretch) <ftpmaster@debian.org>",
		"expires": 1747766350,
		"packet": "BFkjME4BEACatcbzE9EaIKMmiS3OmcrooZZUI4pGtJcFqCNBOP3qvxUEq9Tk4XPY8EARDGdwy2rMc12ywoc5FMzNwXiC3RpUNHnNhY+zau18q9CQx8UR02NDFWQqAwaDSF4WU1GBVBMWgtxfIwAQGl/qOr+aSVtJCnEOTA/YiZPNw/wpA7r2g6EHYccea5srr7F15a6OxzDdPXlfoJuoSXMZUHpJIqG0UOo7NPkxPGRoHO2yGPS1DWKy3egGxm718DwaIWee+mfJrcqT0ZFH4n5po1BJVj+8TcqE4YlkN/z4p0zI/XAxNCR2wGV26cCQ8laEgwG33rPp+N3G/FeJchYTFvL7zDtdYKbBPVeaJh2kROnqbVVN5kZBVEXBQNbXKuK6/TPiQeI+8anA9WflI19lzkzl29L7hsM9ornk7+wtu9P2hu3eEUgjjBliUjisw8s0aTPB5QsMCjSownwZ0ucqj+07nYVsPU2wK8x6A7p6Cg2SCPnjbX8jUb3Zwyn0yi4SWceW9a+LW6wdGarMGbu+Lm6in8pK93u7mE/D4AskUVz1yLyiNO9WBXPqGyTocqXKXTutHKhhSwY9CyEw1+SRzXXyHPmRunRULTgZHLOaydK6ekzBOe1Yp9ZkhLvon6fgOhJTsokv27QCSw8ILbQPGF9qJWFQfYZhT4QCufmPaFgBpJOdewARAQAB"
	},
	{
		"fingerprint": "16E90B3FDF65EDE3AA7F323C04EE7237B7D453EC",
		"owner": "Debian Archive Automatic Signing Key (9/stretch) <ftpmaster@debian.org>",
		"expires": 1747766350,
		"packet": "BFkjME4BEADJA+IXx4vK2WDOCPFfryafH3lvd/joqnGlc0MoGCrPv3W6/X2r6B7bTcThfHgTCMJEIEJQSGHoXBwJ4Z4bgj+rNerZzNpReudrOHOw1eBaHaOd0PrKsz7Yf3R++jTnlAM0o9yj3w/WG5awfidmdeDz9jm37zvJP0oIWghD2fIHquQ2Y0wLNWFOcWJWsFSQr6EJ29kyhF21KzDqgF/8rDsJNw6yKO/IdR7xkoQbh39PIDrb/BZtqSnZDx86/0CNP2rRaEZ+/d1u+J+EHNpsKw1FEHbO6GdSF7V3iB5VVfGdd56OKgOxUTS+NP7wXyrjxQD2Rrde5PeOi9iy+S8buN3lRSG1towKHbVdzcQGLuSQGCGDmsGTtKfTmSXWfLE4OSjoQX8nzuKRcnPxWjocb90laoUWQLh03ujkii1DHFf+2K29YQpUl7WXLkxGX2qg5LKBoP0Ax7mHJwLQ+zVhBIBH7i9imF7ncBiI0UElFDFr+BcPgU+dH9zx0h/pZ7P70F8RGig4hmnCjgvhRB7PY071pffqYcswiuAn04GWoFuoLL3z3P9H4Nmv02k84+GOPCmxDXAXPsdiMKMEWQLUiPi7IB/KbijG0O6EUZ1Xbdi6pFrcwaE3HOK+a+JvnhmfP6rAdZ+vW0vjDVmbbrGgXmkBxhb+HfayAtEDs8GS1+RBNQARAQAB"
	},
	{
		"fingerprint": "6ED6F5CB5FA6FB2F460AE88EEDA0D2388AE22BA9",
		"owner": "Debian Security Archive Automatic Signing Key (9/stretch) <ftpmaster@debian.org>",
		"expires": 1747766513,
		"packet": "BFkjMPEBEAC1i27+GQxxVPNLeo4Xp/NzG9Kmsp3KBLRTE6Hs9AFBhFnqi2cz5VNy/Z43+bdmQt8Wq6IEElFrJkBFnhMsOv6vsLHitfGEfNa7NXyxbxzR8rh8oDot+PAEevBORPNMzRZVSt2u+JluyOi7kS7lap8e07cbjgjlfimdVVAJ3vLYHhw12XVO4c3TyGrQXdF4GM8GPTIRo7/zLJ6rnP+rCiha6D6yt6HAh8yex3x/0ir5NkGqYTwjY+ftX6952yKF8pVN/cugV9Ev9HELTyWzuROWkyoUGYGsSDCiuU6eb8MJbYayNWVzjaS00BZQg19pohCYaw0XdJbatnsPbiXj/MjybskHSRldphL/9C6ZuTSSY7EBhWt80ruB9FknTSuP1juVsJp0dTsEb1FOSAsY2zZxE017np5lGdaCAJU/cFNo3lggvQ6qcsjrD0BzNNhVsstmYtxK9J3CO5alOaHo9vrRBJfPmO4IM81mzQSsJm7HOpveQHeHLu8UDO+XuJJmYuDxj90SGXY9bWUOcyMDNiHJWWJZXLBE8hzNlJ1lBPzF4M1WG9Qhu/H0f7fa/ZGY7al0gKzm8GH0VV8noxaO1ef/A3kFebW13NXkxwZy+AXrpK9YfoRaVIURV4bfaHIr/j63g8WL+ATMEM809/7G8pvdi6tq01QHsFjAMCFnjOz1NQARAQAB"
	},
	{
		"fingerprint": "379483D8B60160B155B372DDAA8E81B4331F7F50",
		"owner": "Debian Security Archive Automatic Signing Key (9/stretch) <ftpmaster@debian.org>",
		"expires": 1747766513,
		"packet": "BFkjMPEBEADqKVWypXA+qYBqsRG7QFLJeku9CeGM4cnDZxvBmImyjSst9D92uZZZN5gm9/bPlW3QzdrBoS54r/bl2Z3+6mXxDw0jWKvumng/V2D+KRbqgBPv+QJWCe64zUDrXkszboretZMUiDirhEI/lcNOB1TVG6tmCYba5F91O++EigTCTINxrk+6YqTb1wXfMPZO/3HwaxISOpk6BQ389vOCivI2OwJYJ7WPfBhlyAYHxS6p1g92Bsaut5s8tcsU0yn8w1dEwnVyQzSo3gXtN7pItuTBPdv4oxXYJYr1nxxeNrQ1DEWFFnYHFj+9gd04zWMTGbRrJ9w56ZjVHW+XMiKxxoP1DMpJOq4COUn+qFnfpLczcYAQ7D5kDKLRUb1z+2FK5bOonEl7s/NQXRHAz5Qi16wuHgVnZwzw4D3mQNx3pH6d3s4qVnCbwHgrHssYWMY1jFZb4WMhqvbCkV1zk0TRukBsR+/RhQ42FTITlRe17YarXTf6fwCJU9ffACxq5B+Ej6DGkJifjmeTL7E038AXtBMVS2kZfxykOxcqsc7nDHykv5hcUk5KjB+GMumSyuWyJ8lHEkYJtOAWd88hd0P1EYzcDSCrqCRUXuNcTndLViwyPY6zJOW85HNkVa+0KhCuky8bEmP8vGBV6ojVVjfcs/37l52mTjASWdEl6sPWWltoIwARAQAB"
	},
	{
		"fingerprint": "6D33866EDD8FFA41C0143AEDDCC9EFBF77E11517",
		"owner": "Debian Stable Release Key (10/buster) <debian-release@lists.debian.org>",
		"expires": 1801687120,
		"packet": "BFxZ9FABEADPEDVwAUd10zcdnQJF7klaxK1mcTEUd+xfNAKBjhvP69XdAf547PS8Xid9zMAK/JARzLsZj5STy1VQQrPGOkSqPKA+gSpW8CmEWwfL/VTfQFFrJ9kb1eArtb3FFk3qdtLih38t5JUhm0PidKcThemoi3kfVfoK3iWnfnb36RuNG75H73gf/5i3C4Wq+dGusGXWxz15E9qACja3i/r239unHKvfEFWXQU6IyNYkz8o/hG/knRCXDTBKbzKt4AH7LQFoLsd+qN8DNUUjxIUZyDTxJac5TXTWKiiOXsxzUmcgZBO+FT8bNx19fq9leIqxcBGdXU1TT2STwcgku9QtIKdm8wq0IrlbLjEasmmpeEx6WAIvaZfxU2hFIKhYJXue2LTu2eUgxFBPUwQYoClCBUDuJgA9n+Z4HGKlibiUhf3HF+KIxqzrwoQn+rac6eVJowsPPN8maeMwltjAdkfSHGWQkgGPPCaGwJj7shq2qJBYmbEbC5j602ZJS1srmvJbQrKhG+jdPDADDhwLq5vEQysqcJJ72+vAKjMHOTWc026zwQz3evvOp6LsrJ+l0kyH1CjMhmumr4A/d+GSFGxzUR6BRAGigSYKQdPWb7Fb9fEuTsa1kp9kcqRMMGxPYNQsBPu+h0PIMMHEYY5WOMaKni7bE7lfxSdcnDG6TbtAy4zcQwARAQAB"
	},
	{
		"fingerprint": "80D15823B7FD1561F9F7BCDDDC30D7C23CBBABEE",
		"owner": "Debian Archive Automatic Signing Key (10/buster) <ftpmaster@debian.org>",
		"expires": 1807516135,
		"packet": "BFyy5ecBEACxXGKUyi5dFjPhEFoz3IwKlVfDxySVg+hlhcUEO657UHf/7Ba5wr9eHxjlbpxetAymSNnptgh8oaJWcokr9UjeaTbKrYGpRra7Wd1W+f++9tF7BVvV+AWBaltD5NDuq+eQ7kj72oeMa7KAr4702ZokLgiTsS9dPeDAodx3/jMuV9VxlJ7qw07bAoUdzhlPBcII3MOCMfQmtwIg27/qqekeOnrGtNwscugwVqcBATxRZ1wNAebJ60FH9FQOtPZJnuv/q3KXqoneuSMKiBKferQhLXDG/1fUyojNF9Dcae+HmHAZmVsVK8cHQwgSICWOgWOKVHUH0YHYvElhNIWayaw1EswEW3WMa0F4tY+EDNHEII1TGOxcX9VzbGT998Hiuf9iJuWuCgYZ75XGA/tUooOwLE77lxPGpTtLL0tr/lTJOkfwxVeYERH1LranSQhZAXDHozKPylGo2vLxfA4WNKfaC7Mgq2WKpDWjYtF4kO6/Eiyoiq8LDqOkCtvt84PFoXEGMk3I1yd7d3bhIUwsgt6nkvn54xebJwVe5aK4MM7qCNZAm+7i94iZjXTH9wUWX27n9UESqYeHjer1L0m/yL8sn4ceCMzpri2HsI71URwJp47GJTSV6oAm7NJkiT5Oihcex/tvObZZXZZNqtwROBCkBcdb4Ii3upIfx8uQ3WBkSQARAQAB"
	},
	{
		"fingerprint": "0146DC6D4A0B2914BDED34DB648ACFD622F3D138",
		"owner": "Debian Archive Automatic Signing Key (10/buster) <ftpmaster@debian.org>",
		"expires": 1807516135,
		"packet": "BFyy5ecBEACuCqoxAbSIAGsR0AbpPDOn7BlXuv/YhWonKGcbK7T7Kg5xipqL154/xczfJmTVj3kUTT2DtEnaNpzKGELlOyuD4ZUn/V5Ky+516Bmf5CeoRnseubAmxgoUqGe1qTXVO++GzDTywozgpWjFlKYyAGrzg5Rb3kgvJIz2+byB7X5piCvvR+VeEqd76jVUp4daWi+2YgalZont8IeP3mkOgmF7q5SSYQgnMys0hozsVDSvgZ0FjCoMiZbTvMxFaTzQC/u5/p/7nFy/bvLbJbxmMoXm7RkpaWf5VlfgR9R0KAn/Qt5X+/2BVsJ5qc2oYkHqToOkq7ojMbMpeLuscWLUaK6iJWDL1K/HbuJGklrKQvGcYWfwLsunOj2rTfiAYhYvBCeNPUV0/JrakVXVUc0VlDcmdBEnATzIaHD/lumWVpRQkq/J1Ja8EyA6xwQdB21GcDggxRescZUiFg39rBiSOG5t5Um6FuzFpAOql0Ch1qgjPbQ9UF8T5cVt+csIHDGDNH+b6YTSJbUYI4FKgXDlI9AGKEIX888GOpCNkonPVu1S+u/uCks24sTIDRGwcEUaq2q9PUrge/Hpjt2Lfn82b8mC3LZ7vm8xIZSbUH4bakWMTKlmO05yQ4dD2FU3iy+8wkYWepzBkhqAwX7ru3Baa/8BVvkKi+xcsq/WpPOmVElaIQARAQAB"
	},
	{
		"fingerprint": "5E61B217265DA9807A23C5FF4DFAB270CAA96DFA",
		"owner": "Debian Security Archive Automatic Signing Key (10/buster) <ftpmaster@debian.org>",
		"expires": 1807516608,
		"packet": "BFyy58ABEADTs8KDtQRcm5ZbIxW3g5YvI5zvrmOReSufB7WX7S8mKvpVO+cOCsEhlb3NCdp7j/Bc8O8ccvN8k+yX/pQaSKJZ/GmzhZ+Fgjz1PxnTLYoCC0NSKSEZ8EF5afm5zCdvzTpbM2S/1LywYkFBUqFgFcqMMFLxh8GqOoKQgqbY5ZAmYzC0v+Q0T1pz/jQymdwwdUotvLs2knkJBz9u7xTaGdfKwS8vISnnyM/QrLpXS/WSSgVzYT46Hv637WcPze+WjVQ4LhXEbwVSRstHiObxIPaNzufbbotlAVzeKiVnNu6qgnKK4/QpZUYWztGIosZPNo3SLFPbhe02nNGCyNwY0sGFsaBUH+UQ+h8tOHUXnuf4Qo97eMVP1Da0UWPhWDZ4uPjBDpCZIdVa3rJ6ksSIkClA9ovZlI/fYdTI/A5lEpXZvzIxcCocSMjU8hzU5osYX0JjlgmAUP/H7CA0LWxXIZZuDALPgvyLjaw7C4U/ZRPXEP4VBjXzabb93q5XY3WUBbIckf+lJvddZNv8wHFCmAN0RLeFZR/QojPvxvpgrlSVs1hetzisXcGhQyZtGzgfadqBlJAKKmjkU7w4TjagLoSOYzlEwS/9PWFLij206txqkMqRWhxhWF1LZRaRb6OQLYqXQUg6oWiTzZfxFAEgxx7cR6opawyx86xf2HMmVR+DNQARAQAB"
	},
	{
		"fingerprint": "5237CEEEF212F3D51C74ABE0112695A0E562B32A",
		"owner": "Debian Security Archive Automatic Signing Key (10/buster) <ftpmaster@debian.org>",
		"expires": 1807516608,
		"packet": "BFyy58ABEADNMz56VUq7Jvb0xSD5yOnVwCe1eaQSssXlGZaaFHsGd1ASgtaD4FyOcJ6/G5tkt99t5qxi57gdZ3IbwpRcIJLuHn9H7Ynt/XlKjuTbUwLZifismkqZ0c5MCUaYqjsPoHm/C9IXURDEUfc9F9VEOgz2q3Hj4L/e6rswFdJcECyEawGdBNmB0O3yh2TkDC3bE6sL4RjVf+cbTps2/Aphas0MWxz+1ONEqXgl35Ser8ktwrC/kI8uJJIWUtatwNJGitzGSUrKF8ZxoKh9xLTQQO77uortnf3nzOplZ5NHnNbiY9walyDwSbobWpfyUCSu/lWW2MlBqMiNIat4yj1oeI4BGOsn+y3dJjti5LMm4d3EduV2Tx9Xv+elpIefgM1/TSg6yCl7T1eGayrFWFgjwzGDM/k1JxE1URUqxaIvdYA2iz8SNOWfekhJOasbCrYUWFN3b/x+T1ynrBkCH9TIl1fcJ91Z2BEUznT3NzLp6Pt2ViRicg7DZ4fATAKLg8qSUGMdoVcJuQ/feiJ2Fkyvz2Z8xEHLianAMCEzlu/5QDaoGEgxC3CO2tu9b9CN5FgQoNOuWLqG6nMY2V5qNy8TKc7O0vSaK7TK2QMSNNgoRcXpTKSg6XQBYdfxRLd0gejtxRSTom43nmdCl4Mgn15C4GZASom1ZUl4HfnQ2nsQMhze3QARAQAB"
	}
];
// src/repair/archive/keyrings/ubuntu.json
var keys = [
	{
		"fingerprint": "790BC7277767219C42C86F933B4FE6ACC0B21F32",
		"owner": "Ubuntu Archive Automatic Signing Key (2012) <ftpmaster@ubuntu.com>",
		"packet": "BE+tgXgBEADfiL1KNFHT4H4Dw0OR9LemR8ebsFl+b9E44IpGhgWYDufj0gaM/UJ1Ti3bHfRT39VVZ6cv1P4mQy0bnAKFbYz/wo+GhzjBWtn6dThYv7n+KL8bptSCXgg1a6en8dCCIA/pwtS2Ut/g4Eu6Z467dvYNlMgCqvg+prKIrXf5ibio48j3AFvd1dDJl2cHfyuON35/83vXKXz0FPohQ7N7kPfI+qrlGBYGWFzC/QEGje360Q2Yo+rfMoyDEXmPsoZVqf7EE8gjfnXiRqmz/Bg5YQb5bgnGbLGiHWtjS+ACIdLUq/h+jlSp57jw8oQktMh2xVMX4utDM0UENeZnPllVJSlR0b+ZmZz7paeSar8Yxn4wsNlL7GZbpW5A/WmcmWfuMYoPhBo5Fq1V2/siKNU3UKuf1KH+X0p1oZ4oOcZ2bS0Zh3YEG8IQce9Bferq4QMKsekcG9IKS6WBIU7BwaElI2ILD0gSwu8KzvNSEeIJhYSsBIEzrWxIBXoN2AC9PCqqXkWlI5Xr/86RWllB3CsoPwEfO8CLJW2LlXTen/Fkq4wT+apdhHeiWiSsq/J5OEff0rKHBQ3fK7fyVuVNrJFb2CopaBLyCxTupvxs162jjUNopt0c7OqNBoPoUoVFAxUSpeEwAw6xrM5vROyLMSeh/YnTuRy8WviRapZCYo6naTCY5wARAQAB"
	},
	{
		"fingerprint": "843938DF228D22F7B3742BC0D94AA3F0EFE21092",
		"owner": "Ubuntu CD Image Automatic Signing Key (2012) <cdimage@ubuntu.com>",
		"packet": "BE+tjmgBEAC7pKK78t89DW7mvMoSgiScLfPNF8/TSF380is0hFRL3dOmcXEfNsX26jtv8bdvvtkElB1fPwOntmqSAsrLOuURVQ6GSxH7IDU5QFfaTIsudtLR5YTlC3ZuOTOb1HWEK26fDRXuIWjhFDXJH3KLv+rSrq0+x7ZtH++CHq5XJWk7VUh/wWcGxZefs7+1HTivymhjXCOwQvqblzZ5MAec9i4QIXxkqX1HY7ryxGVdjj9lApOnoU5EcSYr08cm7xQEgrdDLAZFQxDYBLDuV6E6jKEfAfwZINSEe4Ocm82vtCF5K0HiwhFU09ky2yogbMuTTi2f8ibN8SbbhZDJlDPd2ZkkpsKNfIALmOiPhHGvXGmtg6FdzRUOSGirSm8tcakpS+d0/IElbD453sksxg6s3cTs7Q+PudaccyQ0BqatMnzmfxCVOotT65kVnmz2P+4Q0gRSQ/Zi9Inz+OrzWxtn6/Tdw+FMUwvBccxW1r88k6uVLz23jW/8jOuwnUp4JKmZta/U2UZKTyPyrvTYhp/zK332BEnxiRY4ZfQjA4Iwlw00l4pYBDLLc6TFJtLbDv859UCisXa8MtWYWrlM3YfGFs9k1WemML8u79g2DK8g3VPkD94Q5anqufEGm74K/keOmss8cQoBX9VPFMpS1mFCT+2UdGP0UvMlADct0aFnAwtb9QARAQAB"
	},
	{
		"fingerprint": "F6ECB3762474EDA9D21B7022871920D1991BC93C",
		"owner": "Ubuntu Archive Automatic Signing Key (2018) <ftpmaster@ubuntu.com>",
		"packet": "BFufwdoBEADv/Gxytx/LcSXYuM0MwKojbBye81s0G1nEx+lz6VAUpIUZnbkqdXBHC+dwrGS/CeeLuAjPRLU8AoxE/jjvZVp8xFGEWHYdklqXGZ/gJfP5d3fIUBtZHZEJl8B8m9pMHf/AQQdsC+YzizSG5t5Mhnotw044LXtdEEkx2t6Jz0OGrh+5IoxqX7pZiq6Cv19BohaUioKMdp7ES6RYfN7ol6HSLFlrMXtVfh/ijpN9j3ZhVGVeRC8kKHQsJ5PkIbmvxBiUh7SJmfZUx0IQhNMaDHXfdZAGNtnhzzNReb1FqNLSVkrS/PnsAQzMhG1BDm2VOSF64jebKXffFqM5LXRQTeqTLsjUbbrqR6s/GCO8UF7jfUj6I7taLygmsHO/JD4jpKRC0gbpUBfaiJyLvuepx3kWoqL3sN0LhlMI80+fA7GTvoOx4tpqVlzlE6TajYu+jfW3QpOFS5ewEMdL26hzxsZg/geZvTbArcP+OsJKRmhv4kNo6AydyHQ/3ZV/f3X9mT3/SPLbJaumkgp3Yzd6t5PeBu+ZQk/mN5WNNuaihNEV7llb1ZhvY0Fxu9BVd/BNl0rzuxp3rIinB2TX2SCg7wE5xXkwXuQ/2eTDE0v0HlGntkuZjGowDZkxHZQSxZVOzdZCRVaX/WEFLpKa2AQpw5RJrQ4oZ/OfifXyJzP27o03wQARAQAB"
	}
];
// src/repair/archive/openpgp-packets.ts
const MAX_BYTES = 4194304;
function parsePackets(input) {
	if (input.length > MAX_BYTES) throw new RangeError(`it is over ${MAX_BYTES} bytes long`);
	const bytes = input[0] !== void 0 && input[0] >= 128 ? input : dearmor(input.toString("latin1"));
	const packets = [];
	let position = 0;
	while (position < bytes.length) {
		const { tag, start, end } = packetAt(bytes, position);
		if (end > bytes.length) throw new RangeError("a packet is cut off");
		packets.push({
			tag,
			body: bytes.subarray(start, end)
		});
		position = end;
	}
	return packets;
}
function dearmor(text) {
	const blocks = text.split(/^-----BEGIN PGP [A-Z ]+-----[ \t]*\r?$/m).slice(1);
	if (blocks.length === 0) throw new RangeError("it is no OpenPGP data");
	return Buffer.concat(blocks.map((block) => {
		const [body = ""] = block.split(/^-----END PGP /m);
		const lines = body.split("\n").map((line) => line.trim());
		const blank = lines.indexOf("", 1);
		const data = lines.slice(blank < 0 ? 1 : blank).filter((line) => /^[A-Za-z0-9+/]+={0,2}$/.test(line));
		return Buffer.from(data.join(""), "base64");
	}));
}
function packetAt(bytes, at) {
	const first = bytes[at];
	if (first < 128) throw new RangeError("it is no OpenPGP data");
	if ((first & 64) !== 0) {
		const { length, size } = newLength(bytes, at + 1);
		return {
			tag: first & 63,
			start: at + 1 + size,
			end: at + 1 + size + length
		};
	}
	const size = [
		1,
		2,
		4,
		0
	][first & 3];
	if (size === 0 || at + 1 + size > bytes.length) throw new RangeError("a packet has no length");
	const length = bytes.readUIntBE(at + 1, size);
	return {
		tag: first >> 2 & 15,
		start: at + 1 + size,
		end: at + 1 + size + length
	};
}
function newLength(bytes, at) {
	const first = bytes[at];
	if (first === void 0) throw new RangeError("a length is cut off");
	if (first < 192) return {
		length: first,
		size: 1
	};
	if (first < 224 && at + 1 < bytes.length) return {
		length: (first - 192 << 8) + bytes[at + 1] + 192,
		size: 2
	};
	if (first === 255 && at + 5 <= bytes.length) return {
		length: bytes.readUInt32BE(at + 1),
		size: 5
	};
	throw new RangeError("a packet has a length in parts");
}
// src/repair/archive/openpgp-keys.ts
const TAG$1 = {
	signature: 2,
	publicKey: 6,
	userId: 13,
	publicSubkey: 14
};
const ALGORITHM = {
	rsa: [1, 3],
	eddsa: 22,
	ed25519: 27
};
const ED25519_OID = Buffer.from("2b06010401da470f01", "hex");
const KEY_EXPIRATION = 9;
const LEAST_RSA_BITS = 2048;
const MOST_RSA_BITS = 16384;
function parseKeyring(bytes) {
	const keys = [];
	let last;
	let ofPrimary = [];
	for (const { tag, body } of parsePackets(bytes)) if (tag === TAG$1.publicKey || tag === TAG$1.publicSubkey) {
		if (tag === TAG$1.publicKey) ofPrimary = [];
		last = parseKey(body, ofPrimary[0]?.owner ?? "");
		if (last !== void 0) {
			keys.push(last);
			ofPrimary.push(last);
		}
	} else if (tag === TAG$1.userId) {
		for (const key of ofPrimary) if (key.owner === "") key.owner = body.toString("utf8").slice(0, 200);
	} else if (tag === TAG$1.signature && last !== void 0) {
		const lifetime = keyLifetime(body);
		if (lifetime !== void 0) Object.assign(last, { expires: last.created + lifetime });
	}
	return keys.map(({ created: _, ...key }) => key);
}
function parseKey(body, owner) {
	if (body[0] !== 4 || body.length < 8) return void 0;
	const header = Buffer.from([
		153,
		body.length >> 8,
		body.length & 255
	]);
	const common = {
		fingerprint: createHash("sha1").update(header).update(body).digest("hex").toUpperCase(),
		created: body.readUInt32BE(1),
		owner
	};
	const algorithm = body[5];
	if (ALGORITHM.rsa.includes(algorithm)) {
		const n = integerAt(body, 6);
		const e = integerAt(body, n.end);
		const bits = n.value.length * 8;
		if (bits < LEAST_RSA_BITS || bits > MOST_RSA_BITS || e.value.length > 8) return void 0;
		const jwk = {
			kty: "RSA",
			n: n.value.toString("base64url"),
			e: e.value.toString("base64url")
		};
		return withKey({
			...common,
			algorithm: "rsa"
		}, jwk);
	}
	const point = edwardsPoint(body, algorithm);
	if (point === void 0) return void 0;
	const jwk = {
		kty: "OKP",
		crv: "Ed25519",
		x: point.toString("base64url")
	};
	return withKey({
		...common,
		algorithm: "ed25519"
	}, jwk);
}
function withKey(key, jwk) {
	try {
		return {
			...key,
			key: createPublicKey({
				key: jwk,
				format: "jwk"
			})
		};
	} catch {
		return;
	}
}
function edwardsPoint(body, algorithm) {
	if (algorithm === ALGORITHM.ed25519) return body.subarray(6, 38);
	const length = body[6] ?? 0;
	if (algorithm !== ALGORITHM.eddsa || !body.subarray(7, 7 + length).equals(ED25519_OID)) return void 0;
	const { value } = integerAt(body, 7 + length);
	return value.length === 33 && value[0] === 64 ? value.subarray(1) : void 0;
}
function integerAt(body, at) {
	if (at + 2 > body.length) throw new RangeError("a number is cut off");
	const end = at + 2 + (body.readUInt16BE(at) + 7 >> 3);
	if (end > body.length) throw new RangeError("a number is cut off");
	return {
		value: body.subarray(at + 2, end),
		end
	};
}
function keyLifetime(signature) {
	if (!(signature[0] === 4 && [
		16,
		17,
		18,
		19,
		24,
		31
	].includes(signature[1])) || signature.length < 6) return void 0;
	const { data } = subpackets(signature.subarray(6, 6 + signature.readUInt16BE(4))).find(({ type }) => type === KEY_EXPIRATION) ?? { data: void 0 };
	return data?.length === 4 && data.readUInt32BE(0) > 0 ? data.readUInt32BE(0) : void 0;
}
function subpackets(area) {
	const found = [];
	for (let at = 0; at < area.length;) {
		const { length, size } = newLength(area, at);
		if (length === 0 || at + size + length > area.length) throw new RangeError("a subpacket is cut off");
		found.push({
			type: area[at + size] & 127,
			data: area.subarray(at + size + 1, at + size + length)
		});
		at += size + length;
	}
	return found;
}
// src/repair/archive/keyrings.ts
const ROWS = {
	debian: keys$1,
	ubuntu: keys
};
function bundledKeys(family) {
	return (ROWS[family] ?? []).flatMap(({ packet, owner, expires }) => {
		const key = parseKey(Buffer.from(packet, "base64"), owner);
		if (key === void 0) return [];
		const { created: _, ...rest } = key;
		return [{
			...rest,
			...expires === void 0 ? {} : { expires }
		}];
	});
}
// src/repair/archive/openpgp.ts
const HASHES = new Map([
	[8, "sha256"],
	[9, "sha384"],
	[10, "sha512"],
	[11, "sha224"]
]);
const SIGNATURE_TAG = 2;
const TEXT$1 = 1;
const CREATED = 2;
const ISSUER = 16;
const ISSUER_FINGERPRINT = 33;
const MAX_SIGNATURES = 32;
function verifyClearSigned(message, keys, now, expiredKeys = false) {
	const { text, armour } = split(message);
	return {
		text,
		...check(text, parsePackets(dearmor(armour)), keys, now, expiredKeys)
	};
}
function check(text, packets, keys, now, expiredKeys) {
	const troubles = [];
	const signatures = packets.filter(({ tag }) => tag === SIGNATURE_TAG).slice(0, MAX_SIGNATURES);
	if (signatures.length === 0) throw new RangeError("there is no signature");
	for (const { body } of signatures) {
		const signature = parseSignature(body);
		if (typeof signature === "string") {
			troubles.push(signature);
			continue;
		}
		const key = keys.find(({ fingerprint }) => fingerprint.endsWith(signature.issuer));
		if (key === void 0) troubles.push(`it is signed by ${signature.issuer}, which is not among the keys`);
		else if (signature.type !== TEXT$1) troubles.push("the signature is not one of a text");
		else if (signature.created > now + CLOCK_SLACK$1) troubles.push("the signature is from the future");
		else if (!expiredKeys && key.expires !== void 0 && key.expires < now) troubles.push(`the key ${key.fingerprint} has expired`);
		else if (holds(text, signature, key)) return {
			signedBy: key,
			signedAt: signature.created
		};
		else troubles.push(`the signature of ${key.fingerprint} is wrong`);
	}
	throw new RangeError([...new Set(troubles)].join("; "));
}
const CLOCK_SLACK$1 = 86400;
function split(message) {
	const lines = message.split("\n").map((line) => line.replace(/\r$/, ""));
	const start = lines.findIndex((line) => line !== "");
	if (lines[start]?.trimEnd() !== "-----BEGIN PGP SIGNED MESSAGE-----") throw new RangeError("there is no signature");
	const blank = lines.indexOf("", start);
	const signature = lines.findIndex((line, index) => index > blank && line.trimEnd() === "-----BEGIN PGP SIGNATURE-----");
	const end = lines.findIndex((line, index) => index > signature && line.trimEnd() === "-----END PGP SIGNATURE-----");
	if (blank < 0 || signature < 0 || end < 0) throw new RangeError("its signature is cut off");
	if (lines.slice(start + 1, blank).some((line) => !/^Hash: /i.test(line))) throw new RangeError("it has a header that is not signed");
	if (lines.slice(end + 1).some((line) => line !== "")) throw new RangeError("there is unsigned text behind the signature");
	const text = lines.slice(blank + 1, signature);
	if (text.some((line) => line.startsWith("-") && !line.startsWith("- "))) throw new RangeError("a line of it is not escaped");
	return {
		text: text.map((line) => line.startsWith("- ") ? line.slice(2) : line).join("\n"),
		armour: lines.slice(signature, end + 1).join("\n")
	};
}
function parseSignature(body) {
	if (body[0] !== 4) return `a signature has version ${body[0]}`;
	const hash = HASHES.get(body[3]);
	if (hash === void 0) return `a signature has hash ${body[3]}, which is too weak or unknown`;
	const hashedEnd = 6 + body.readUInt16BE(4);
	if (hashedEnd + 2 > body.length) return "a signature is cut off";
	const unhashedEnd = hashedEnd + 2 + body.readUInt16BE(hashedEnd);
	if (unhashedEnd + 2 > body.length) return "a signature is cut off";
	const hashed = subpackets(body.subarray(6, hashedEnd));
	const all = [...hashed, ...subpackets(body.subarray(hashedEnd + 2, unhashedEnd))];
	const issuer = all.find(({ type }) => type === ISSUER_FINGERPRINT)?.data.subarray(1) ?? all.find(({ type }) => type === ISSUER)?.data;
	const created = hashed.find(({ type }) => type === CREATED)?.data;
	if (issuer === void 0 || issuer.length < 8 || created?.length !== 4) return "a signature does not say who made it, or when";
	const length = Buffer.alloc(6);
	length.set([4, 255]);
	length.writeUInt32BE(hashedEnd, 2);
	return {
		type: body[1],
		algorithm: body[2],
		hash,
		issuer: issuer.toString("hex").toUpperCase(),
		created: created.readUInt32BE(0),
		trailer: Buffer.concat([body.subarray(0, hashedEnd), length]),
		numbers: body.subarray(unhashedEnd + 2)
	};
}
function holds(text, signature, key) {
	const document = text.split("\n").map((line) => line.replace(/[ \t\r]+$/, "")).join("\r\n");
	const signed = Buffer.concat([Buffer.from(document), signature.trailer]);
	if (key.algorithm === "rsa" && [1, 3].includes(signature.algorithm)) {
		const { value } = integerAt(signature.numbers, 0);
		const size = (key.key.asymmetricKeyDetails?.modulusLength ?? 0) / 8;
		return verify(signature.hash, signed, key.key, leftPadded(value, size));
	}
	if (key.algorithm !== "ed25519" || ![22, 27].includes(signature.algorithm)) return false;
	const digest = createHash(signature.hash).update(signed).digest();
	return verify(null, digest, key.key, edwardsSignature(signature));
}
function edwardsSignature({ algorithm, numbers }) {
	if (algorithm === 27) return numbers.subarray(0, 64);
	const r = integerAt(numbers, 0);
	const s = integerAt(numbers, r.end);
	return Buffer.concat([leftPadded(r.value, 32), leftPadded(s.value, 32)]);
}
function leftPadded(value, size) {
	return value.length >= size ? value : Buffer.concat([Buffer.alloc(size - value.length), value]);
}
// src/repair/archive/packages.ts
const MAX_PARAGRAPH = 4194304;
const MAX_TAKEN = 2e5;
const PACKAGE = Buffer.from("Package: ");
const GAP = Buffer.from("\n\n");
async function readPackages(chunks, wanted) {
	const found = [];
	const take = (paragraph) => {
		const name = nameOf$2(paragraph);
		if (name === void 0 || !wanted.has(name)) return;
		if (found.length >= MAX_TAKEN) throw new Unreadable(`there are more than ${MAX_TAKEN} wanted packages`);
		try {
			found.push(parseStanza(paragraph.toString("utf8")));
		} catch (error) {
			throw new Unreadable(`the package ${name}: ${error.message}`);
		}
	};
	let rest = Buffer.alloc(0);
	for await (const chunk of chunks) {
		const bytes = rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([rest, chunk]);
		let start = 0;
		for (let end = bytes.indexOf(GAP); end >= 0; end = bytes.indexOf(GAP, start)) {
			take(bytes.subarray(start, end));
			start = end + GAP.length;
		}
		rest = bytes.subarray(start);
		if (rest.length > MAX_PARAGRAPH) throw new Unreadable(`a paragraph is over ${MAX_PARAGRAPH} bytes long`);
	}
	take(rest);
	return found;
}
function nameOf$2(paragraph) {
	let at = 0;
	while (paragraph[at] === 10) at++;
	if (!paragraph.subarray(at, at + PACKAGE.length).equals(PACKAGE)) return /^Package:[ \t]*(\S+)[ \t]*$/im.exec(paragraph.toString("latin1"))?.[1];
	const end = paragraph.indexOf(10, at);
	return paragraph.toString("latin1", at + PACKAGE.length, end < 0 ? paragraph.length : end).trim();
}
// src/repair/archive/release.ts
const MAX_FILES = 1e5;
function parseRelease(text, what, expected) {
	let stanza;
	try {
		stanza = parseStanza(text);
	} catch (error) {
		throw new Refusal$1("FIX_SIGNATURE", `${what}: ${error.message}.`);
	}
	checkSuite(stanza, what, expected.suite);
	checkDates(stanza, what, expected);
	return {
		stanza,
		files: parseFiles(stanza),
		byHash: stanza.get("Acquire-By-Hash") === "yes"
	};
}
function checkSuite(stanza, what, suite) {
	if (suite.endsWith("/")) return;
	const wanted = suite.replace(/\/updates$/, "");
	const got = [stanza.get("Codename"), stanza.get("Suite")].filter((name) => name !== void 0);
	if (got.some((name) => name.replace(/\/updates$/, "") === wanted)) return;
	throw new Refusal$1("FIX_SIGNATURE", `${what}: it is of another suite (expected ${suite}, got ${got.join(", ")}).`);
}
const CLOCK_SLACK = 864e5;
function checkDates(stanza, what, { now, ignoresExpiry }) {
	const date = dateOf(stanza.get("Date"));
	if (date === void 0) throw new Refusal$1("FIX_EXPIRED", `${what}: it has no date (expected one, got "${stanza.get("Date") ?? ""}").`);
	if (date > now.getTime() + CLOCK_SLACK) throw new Refusal$1("FIX_EXPIRED", `${what}: it is from the future (expected at most ${now.toISOString()}, got ${stanza.get("Date")}).`);
	const text = stanza.get("Valid-Until");
	if (text === void 0 || ignoresExpiry) return;
	const until = dateOf(text);
	if (until === void 0 || until < now.getTime()) throw new Refusal$1("FIX_EXPIRED", `${what}: it has expired (expected a date after ${now.toISOString()}, got ${text}).`);
}
function dateOf(text) {
	const time = Date.parse((text ?? "").replace(/\bUTC$/, "GMT"));
	return Number.isNaN(time) ? void 0 : time;
}
function parseFiles(stanza) {
	const files = new Map();
	for (const line of (stanza.get("SHA256") ?? "").split("\n")) {
		const [sha256 = "", size = "", path] = line.trim().split(/\s+/);
		if (path === void 0 || !/^[0-9a-f]{64}$/.test(sha256) || !/^\d{1,15}$/.test(size)) continue;
		if (files.size < MAX_FILES) files.set(path, {
			sha256,
			size: Number(size)
		});
	}
	return files;
}
// src/repair/archive/suite.ts
const ARCHIVED = {
	debian: "http://archive.debian.org/debian",
	"debian-security": "http://archive.debian.org/debian-security",
	ubuntu: "http://old-releases.ubuntu.com/ubuntu"
};
const ARCHIVE_HOSTS = /^(?:archive\.debian\.org|old-releases\.ubuntu\.com)$/;
async function openSuite(source, options) {
	const distribution = distributionOf(source.uri);
	const mirror = distribution === void 0 ? void 0 : options.mirrors[distribution];
	const base = (mirror ?? source.uri).replace(/\/+$/, "");
	if (ARCHIVE_HOSTS.test(hostOf(base)) && mirror === void 0 && !options.allowArchived) throw endOfLife(source);
	const text = await release(base, source, options);
	if (text !== void 0) return {
		source,
		base,
		release: verified(text, base, source, options)
	};
	if (distribution === void 0 || mirror !== void 0) throw new Refusal$1("FIX_SIGNATURE", `${base}: there is no InRelease of ${source.suite}, so nothing there can be verified.`);
	const archived = ARCHIVED[distribution];
	if (!options.allowArchived || archived === void 0) throw endOfLife(source);
	const old = await release(archived, source, options);
	if (old === void 0) throw endOfLife(source);
	return {
		source,
		base: archived,
		release: verified(old, archived, source, options)
	};
}
async function readSuite(suite, architectures, wanted, options) {
	const found = [];
	for (const index of indexesOf(suite, architectures)) {
		const stanzas = await readIndex(suite, index, wanted, options);
		found.push(...stanzas.map((stanza) => ({
			stanza,
			suite
		})));
	}
	return found;
}
async function release(base, source, { client }) {
	const address = `${folderOf$1(base, source)}/InRelease`;
	return (await client.small(address, `the InRelease of ${source.suite}`))?.toString("utf8");
}
function verified(text, base, source, options) {
	const what = `${source.suite} InRelease`;
	const { keys } = source;
	const now = options.now.getTime() / 1e3;
	let signed;
	try {
		const { text: content, signedBy } = verifyClearSigned(text, keysOf$1(keys), now, options.allowArchived);
		signed = content;
		if (keys.from === "image") options.note(`${base} ${source.suite} was verified by the image's own key ${keys.name} (${signedBy.owner}, ${signedBy.fingerprint}).`);
	} catch (error) {
		if (!(error instanceof RangeError)) throw error;
		throw new Refusal$1("FIX_SIGNATURE", `${what} of ${base}: the signature does not hold (expected one by ${keys.from === "image" ? keys.name : `the archive keys of ${keys.family}`}; got: ${error.message}).`);
	}
	const ignoresExpiry = options.allowArchived || source.ignoresExpiry;
	if (ignoresExpiry) options.note(`${base} ${source.suite}: it was not asked whether the index has expired.`);
	return parseRelease(signed, what, {
		suite: source.suite,
		now: options.now,
		ignoresExpiry
	});
}
function keysOf$1(keys) {
	if (keys.from === "bundled") return bundledKeys(keys.family);
	return parseKeyring(keys.keyring);
}
function endOfLife({ suite }) {
	return new Refusal$1("FIX_EOL", `${suite} no longer receives fixes: its archive was moved away. Change the base image.`);
}
function hostOf(base) {
	return URL.canParse(base) ? new URL(base).hostname : "";
}
function folderOf$1(base, { suite }) {
	return suite.endsWith("/") ? `${base}/${suite.replace(/^\.?\/+|\/+$/g, "")}`.replace(/\/$/, "") : `${base}/dists/${suite}`;
}
function indexesOf({ source, release }, architectures) {
	if (source.suite.endsWith("/")) return ["Packages"];
	const apart = release.stanza.folded("Architectures").split(" ").includes("all") && release.stanza.get("No-Support-for-Architecture-all") !== "Packages";
	const wanted = architectures.filter((one) => one !== "all");
	const names = apart ? [...wanted, "all"] : wanted;
	return source.components.flatMap((component) => names.map((architecture) => `${component}/binary-${architecture}/Packages`).filter((path) => formOf(release, path) !== void 0));
}
function formOf(release, path) {
	for (const ending of [
		".gz",
		".xz",
		""
	]) {
		const expected = release.files.get(`${path}${ending}`);
		if (expected !== void 0) return {
			path: `${path}${ending}`,
			expected
		};
	}
}
async function readIndex(suite, path, wanted, { client, folder }) {
	const found = formOf(suite.release, path);
	if (found === void 0) throw new Refusal$1("FIX_HASH", `${suite.source.suite}: the release file does not name ${path}.`);
	const { expected } = found;
	const what = `${suite.source.suite} ${found.path}`;
	const target = join(folder, `index-${expected.sha256}`);
	const plain = `${folderOf$1(suite.base, suite.source)}/${found.path}`;
	const byHash = `${plain.slice(0, plain.lastIndexOf("/"))}/by-hash/SHA256/${expected.sha256}`;
	try {
		const addresses = suite.release.byHash ? [byHash, plain] : [plain];
		let there = false;
		for (const address of addresses) there ||= await client.file(address, target, expected, what);
		if (!there) throw new Refusal$1("FIX_HASH", `${what}: the archive names it, but does not have it.`);
		return await readPackages(unpack$1(createReadStream(target, { highWaterMark: 1 << 18 }), what), wanted);
	} catch (error) {
		if (error instanceof Unreadable) throw new Refusal$1("FIX_HASH", `${what}: ${messageOf(error)}.`);
		throw error;
	} finally {
		await rm(target, { force: true });
	}
}
// src/repair/dpkg/relations.ts
const OPERATORS$1 = {
	"<<": "<<",
	"<=": "<=",
	"<": "<=",
	"=": "=",
	">=": ">=",
	">": ">=",
	">>": ">>"
};
function parseRelation(text) {
	return text.split(",").map((group) => group.trim()).filter((group) => group !== "").map((group) => group.split("|").map((atom) => parseAtom(atom.trim())));
}
function parseAtom(text) {
	const match = /^([A-Za-z0-9][A-Za-z0-9.+_-]*)(?::([a-z0-9-]+))?\s*(?:\(\s*(<<|<=|<|=|>=|>>|>)?\s*([^\s)]+)\s*\))?$/.exec(text);
	if (match === null) throw new RangeError(`"${text.slice(0, 100)}" is no relation`);
	const [, name = "", architecture, sign = "=", value] = match;
	return {
		name,
		...architecture === void 0 ? {} : { architecture },
		...value === void 0 ? {} : { version: {
			operator: OPERATORS$1[sign],
			value
		} }
	};
}
function printRelation(groups) {
	return groups.map((group) => group.map(printAtom).join(" | ")).join(", ");
}
function printAtom({ name, architecture, version }) {
	const full = architecture === void 0 ? name : `${name}:${architecture}`;
	if (version === void 0) return full;
	return `${full} (${version.operator} ${version.value.replace(/^0:/, "")})`;
}
function versionFits(version, wanted) {
	if (wanted === void 0) return true;
	const order = compareDeb(version, wanted.value);
	if (order === void 0) return false;
	switch (wanted.operator) {
		case "<<": return order < 0;
		case "<=": return order <= 0;
		case "=": return order === 0;
		case ">=": return order >= 0;
		case ">>": return order > 0;
	}
}
function compareDeb(a, b) {
	if (!deb.valid(a) || !deb.valid(b)) return void 0;
	return deb.compare(a, b);
}
// src/repair/dpkg/database.ts
const STATUS = "var/lib/dpkg/status";
const INFO_FOLDER = "var/lib/dpkg/info";
function keyOf$1({ name, architecture }) {
	return `${name}:${architecture}`;
}
function isWhole({ status }) {
	return status.state === "installed" && status.error === "ok";
}
function databaseFiles(root) {
	const parts = [];
	for (const { path, type } of root.entries()) {
		if (type !== "file" && type !== "hardlink") continue;
		if (path === "var/lib/dpkg/status" || path.startsWith(`var/lib/dpkg/status.d/`) && !path.endsWith(".md5sums")) parts.push(path);
	}
	return parts;
}
function parseDatabase(files, architectures) {
	const whole = files.get(STATUS);
	const form = whole === void 0 || whole.length === 0 ? "status.d" : "status";
	const texts = form === "status" ? [[STATUS, whole]] : [...files].filter(([path]) => path.startsWith(`var/lib/dpkg/status.d/`) && !path.endsWith(".md5sums"));
	const order = [];
	try {
		for (const [file, content] of texts) for (const stanza of parseStanzas(content.toString("utf8"))) order.push(installed(stanza, file));
	} catch (error) {
		if (!(error instanceof RangeError)) throw error;
		throw new Refusal$1("FIX_UNSUPPORTED_OS", `The package database cannot be read: ${error.message}.`);
	}
	const broken = order.find((one) => !isWhole(one) && !["config-files", "not-installed"].includes(one.status.state));
	if (broken !== void 0) throw new Refusal$1("FIX_CONTENT", `${broken.name} is ${broken.status.state} (${broken.status.error}): the image was left in the midst of a change.`);
	return {
		form,
		packages: new Map(order.map((one) => [keyOf$1(one), one])),
		order,
		native: nativeArchitecture(order, architectures)
	};
}
function nativeArchitecture(order, architectures) {
	const [first] = (architectures ?? "").split("\n");
	if (first !== void 0 && /^[a-z0-9-]+$/.test(first)) return first;
	const base = order.find(({ name, architecture }) => [
		"dpkg",
		"base-files",
		"libc6"
	].includes(name) && architecture !== "all");
	if (base !== void 0) return base.architecture;
	const counts = new Map();
	for (const { architecture } of order) counts.set(architecture, (counts.get(architecture) ?? 0) + 1);
	counts.delete("all");
	return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? "all";
}
function installed(stanza, file) {
	const [want = "install", error = "ok", state = "installed"] = stanza.folded("Status").split(" ").filter(Boolean);
	return {
		...describe(stanza),
		status: {
			want,
			error,
			state
		},
		file
	};
}
function describe(stanza) {
	const name = stanza.get("Package") ?? "";
	if (!/^[a-z0-9][a-z0-9.+-]*$/i.test(name)) throw new RangeError(`"${name}" is no name of a package`);
	const version = stanza.get("Version") ?? "";
	const architecture = stanza.get("Architecture") ?? "all";
	if (!/^[a-z0-9-]+$/.test(architecture)) throw new RangeError(`"${architecture}" is no architecture`);
	const [, source = name, sourceVersion = version] = /^(\S+)(?:\s+\(([^)]+)\))?$/.exec(stanza.get("Source") ?? "") ?? [];
	return {
		name,
		architecture,
		version,
		source: {
			name: source,
			version: sourceVersion
		},
		multiArch: stanza.get("Multi-Arch") ?? "no",
		provides: relation(stanza, "Provides"),
		needs: [...relation(stanza, "Pre-Depends"), ...relation(stanza, "Depends")],
		rejects: [...relation(stanza, "Breaks"), ...relation(stanza, "Conflicts")],
		replaces: relation(stanza, "Replaces"),
		stanza
	};
}
function relation(stanza, field) {
	return parseRelation(stanza.folded(field));
}
// src/repair/dpkg/candidates.ts
var Candidates = class {
	#byKey = new Map();
	constructor(offers, database, preferences) {
		const seen = new Set();
		for (const offered of offers) {
			let described;
			try {
				described = describe(offered.stanza);
			} catch (error) {
				if (error instanceof RangeError) continue;
				throw error;
			}
			const { stanza, suite } = offered;
			if (stanza.get("Filename") === void 0 || !/^[0-9a-f]{64}$/.test(stanza.get("SHA256") ?? "")) continue;
			const { release, base } = suite;
			const field = (name) => release.stanza.get(name);
			const subject = {
				described,
				host: new URL(base).hostname,
				release: {
					a: field("Suite"),
					n: field("Codename"),
					v: field("Version"),
					o: field("Origin"),
					l: field("Label"),
					c: componentOf(stanza.get("Filename")),
					notAutomatic: field("NotAutomatic"),
					butAutomaticUpgrades: field("ButAutomaticUpgrades")
				}
			};
			const key = JSON.stringify([
				described.name,
				described.architecture,
				described.version
			]);
			const priority = preferences.priority(subject);
			if (seen.has(key) && priority <= 500) continue;
			seen.add(key);
			for (const installed of installedAs(described, database)) this.#add(installed, {
				described,
				offered,
				priority
			});
		}
		for (const list of this.#byKey.values()) list.sort((a, b) => b.priority - a.priority || compareDeb(b.described.version, a.described.version) || 0);
	}
	of(installed) {
		return this.#byKey.get(keyOf$1(installed)) ?? [];
	}
	#add(installed, candidate) {
		const key = keyOf$1(installed);
		this.#byKey.set(key, [...this.#byKey.get(key) ?? [], candidate]);
	}
};
function installedAs(described, { packages, native }) {
	return (described.architecture === "all" ? ["all", native] : [described.architecture, ...described.architecture === native ? ["all"] : []]).flatMap((architecture) => packages.get(keyOf$1({
		name: described.name,
		architecture
	})) ?? []);
}
function componentOf(filename) {
	return /^pool\/(?:updates\/)?([^/]+)\//.exec(filename)?.[1];
}
function isNewer(version, than) {
	return (compareDeb(version, than) ?? 0) > 0;
}
// src/repair/dpkg/commands.ts
const FOR_APT = new Set(["FIX_SCRIPT", "FIX_CONTENT"]);
function commandsFor(packages, left) {
	const exact = packages.map(({ name, architecture, to }) => `${qualified(name, architecture)}=${to}`);
	const newest = left.filter(({ code }) => FOR_APT.has(code)).map(({ name, architecture }) => qualified(name, architecture));
	const words = [...exact, ...newest].filter((word) => /^[A-Za-z0-9.+:~_=-]+$/.test(word)).sort();
	if (words.length === 0) return [];
	return ["apt-get update", `apt-get install -y --only-upgrade --no-install-recommends -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold ${words.join(" ")}`];
}
function qualified(name, architecture) {
	return architecture === void 0 || architecture === "all" ? name : `${name}:${architecture}`;
}
// src/repair/dpkg/conffiles.ts
function parseConffiles(field) {
	return field.split("\n").map((line) => /^\s*(\/.*?) ([0-9a-f]{32}|newconffile|-)((?: (?:obsolete|remove-on-upgrade))*)\s*$/.exec(line)).filter((match) => match !== null).map(([, path = "", hash = "", flags = ""]) => ({
		path,
		hash,
		obsolete: flags.includes("obsolete"),
		removeOnUpgrade: flags.includes("remove-on-upgrade")
	}));
}
function printConffiles(conffiles) {
	return conffiles.map(({ path, hash, obsolete, removeOnUpgrade }) => `\n ${path} ${hash}${obsolete ? " obsolete" : ""}${removeOnUpgrade ? " remove-on-upgrade" : ""}`).join("");
}
function parseConffileList(text) {
	return text.split("\n").map((line) => line.trimEnd()).filter((line) => line !== "").map((line) => {
		const flagged = /^remove-on-upgrade\s+(\/.*)$/.exec(line);
		return {
			path: flagged?.[1] ?? line,
			removeOnUpgrade: flagged !== null
		};
	});
}
function conffileAction(current, old, next) {
	if (current === next) return "keep";
	if (old === void 0 || old === "newconffile") return current === void 0 ? "install" : "keep-and-show";
	if (current === old) return "install";
	return next === old ? "keep" : "keep-and-show";
}
// src/repair/dpkg/loader-cache-file.ts
const MAGIC = "glibc-ld.so.cache1.1";
const OLD_MAGIC = "ld.so-1.7.0";
const HEADER = 48;
const ENTRY = 24;
const MAX_ENTRIES = 1e6;
function parseLoaderCache(bytes) {
	const base = newerPart(bytes);
	if (base + HEADER > bytes.length || bytes.toString("latin1", base, base + 20) !== MAGIC) throw new Refusal$1("FIX_CONTENT", "The loader's cache (/etc/ld.so.cache) has a form that is not known.");
	const count = bytes.readUInt32LE(base + 20);
	if (count > MAX_ENTRIES || base + HEADER + count * ENTRY > bytes.length) throw new Refusal$1("FIX_CONTENT", "The loader's cache (/etc/ld.so.cache) is cut off.");
	return Array.from({ length: count }, (_, index) => {
		const at = base + HEADER + index * ENTRY;
		return {
			flags: bytes.readInt32LE(at),
			name: textAt(bytes, base + bytes.readUInt32LE(at + 4)),
			path: textAt(bytes, base + bytes.readUInt32LE(at + 8)),
			osVersion: bytes.readUInt32LE(at + 12),
			hwcap: bytes.readBigUInt64LE(at + 16)
		};
	});
}
function writeLoaderCache(entries, before) {
	const start = HEADER + entries.length * ENTRY;
	const strings = [];
	const places = new Map();
	let end = start;
	const place = (text) => {
		const known = places.get(text);
		if (known !== void 0) return known;
		const bytes = Buffer.from(`${text}\0`, "latin1");
		places.set(text, end);
		strings.push(bytes);
		end += bytes.length;
		return end - bytes.length;
	};
	const table = Buffer.alloc(start);
	table.write(MAGIC, 0, "latin1");
	table.writeUInt32LE(entries.length, 20);
	table[28] = before[newerPart(before) + 28] ?? 0;
	for (const [index, { name, path, flags, osVersion, hwcap }] of entries.entries()) {
		const at = HEADER + index * ENTRY;
		table.writeInt32LE(flags, at);
		table.writeUInt32LE(place(name), at + 4);
		table.writeUInt32LE(place(path), at + 8);
		table.writeUInt32LE(osVersion, at + 12);
		table.writeBigUInt64LE(hwcap, at + 16);
	}
	table.writeUInt32LE(end - start, 24);
	return Buffer.concat([table, ...strings]);
}
function compareNames(left, right) {
	const signs = (text) => text.match(/\d+|\D/g) ?? [];
	const [a, b] = [signs(right), signs(left)];
	for (let at = 0; at < a.length && at < b.length; at++) {
		const [one, other] = [a[at], b[at]];
		const numbers = [/\d/.test(one), /\d/.test(other)];
		if (numbers[0] !== numbers[1]) return numbers[0] ? 1 : -1;
		const order = numbers[0] ? Number(one) - Number(other) : one.charCodeAt(0) - other.charCodeAt(0);
		if (order !== 0) return order;
	}
	return a.length - b.length;
}
function newerPart(bytes) {
	if (bytes.length < 16 || bytes.toString("latin1", 0, 11) !== OLD_MAGIC) return 0;
	return Math.ceil((16 + 12 * bytes.readUInt32LE(12)) / 8) * 8;
}
function textAt(bytes, at) {
	const end = bytes.indexOf(0, at);
	return bytes.toString("latin1", at, end < 0 ? bytes.length : end);
}
// src/repair/dpkg/soname.ts
const PT_LOAD = 1;
const PT_DYNAMIC = 2;
const DT_NULL = 0;
const DT_STRTAB$1 = 5;
const DT_SONAME = 14;
const MAX_TABLE = 1048576;
async function sonameOf(readAt) {
	const header = await readAt(0, 64);
	if (header.length < 52 || header.readUInt32BE(0) !== 2135247942) return void 0;
	const wide = header[4] === 2;
	const numbers = reader(header[5] === 2, wide);
	if (numbers.half(header, 16) !== 3) return void 0;
	const start = numbers.word(header, wide ? 32 : 28);
	const size = numbers.half(header, wide ? 54 : 42);
	const count = numbers.half(header, wide ? 56 : 44);
	if (size < (wide ? 56 : 32) || size * count > MAX_TABLE) return void 0;
	const table = await readAt(start, size * count);
	const segments = Array.from({ length: Math.floor(table.length / size) }, (_, index) => {
		const at = index * size;
		return {
			type: numbers.int(table, at),
			offset: numbers.word(table, at + (wide ? 8 : 4)),
			address: numbers.word(table, at + (wide ? 16 : 8)),
			size: numbers.word(table, at + (wide ? 32 : 16))
		};
	});
	const dynamic = segments.find(({ type }) => type === PT_DYNAMIC);
	if (dynamic === void 0 || dynamic.size > MAX_TABLE) return "";
	const tags = dynamicTags(await readAt(dynamic.offset, dynamic.size), numbers, wide ? 8 : 4);
	const strings = tags.get(DT_STRTAB$1);
	const name = tags.get(DT_SONAME);
	const holder = segments.find(({ type, address, size: length }) => type === PT_LOAD && strings !== void 0 && strings >= address && strings < address + length);
	if (strings === void 0 || name === void 0 || holder === void 0) return "";
	const text = await readAt(strings - holder.address + holder.offset + name, 256);
	const end = text.indexOf(0);
	return end > 0 ? text.toString("latin1", 0, end) : "";
}
function reader(bigEndian, wide) {
	const int = (bytes, at) => bigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at);
	return {
		half: (bytes, at) => bigEndian ? bytes.readUInt16BE(at) : bytes.readUInt16LE(at),
		int,
		word: wide ? (bytes, at) => Number(bigEndian ? bytes.readBigUInt64BE(at) : bytes.readBigUInt64LE(at)) : int
	};
}
function dynamicTags(table, numbers, width) {
	const tags = new Map();
	for (let at = 0; at + 2 * width <= table.length; at += 2 * width) {
		const tag = numbers.word(table, at);
		if (tag === DT_NULL) break;
		if (!tags.has(tag)) tags.set(tag, numbers.word(table, at + width));
	}
	return tags;
}
// src/repair/dpkg/loader-cache.ts
const LOADER_CACHE = "etc/ld.so.cache";
const LIBRARY = /^(?:lib[^/]*|ld-[^/]*)\.so(?:\.|$)/;
const HWCAP_EXTENSION = 1n << 62n;
var LoaderCacheStale = class extends Refusal$1 {
	path;
	constructor(path, what) {
		super("FIX_CONTENT", `/${path} ${what}, which asks for a loader's cache (/etc/ld.so.cache) that cannot be computed.`);
		this.path = path;
	}
};
async function renewLoaderCache(cache, overlay, mtime) {
	if (cache === void 0) return;
	const entries = parseLoaderCache(cache);
	const kept = entries.filter(({ path }) => overlay.root.entry(overlay.canonical(path)) === void 0 || overlay.followed(path) !== void 0);
	const added = await newEntries$1(kept, overlay);
	if (added.length === 0 && kept.length === entries.length) return;
	const special = [...entries, ...added].find(({ hwcap }) => (hwcap & HWCAP_EXTENSION) !== 0n);
	if (special !== void 0) throw new LoaderCacheStale(special.path.slice(1), "is for certain processors only");
	const bytes = writeLoaderCache(merged(kept, added), cache);
	const here = overlay.entry(overlay.canonical(LOADER_CACHE));
	overlay.set(overlay.canonical(LOADER_CACHE), {
		type: "file",
		mode: here.mode,
		uid: here.uid,
		gid: here.gid,
		mtime,
		size: bytes.length,
		sha256: createHash("sha256").update(bytes).digest("hex"),
		content: {
			from: "memory",
			bytes
		}
	});
}
async function newEntries$1(kept, overlay) {
	const known = new Set(kept.map(({ path }) => overlay.canonical(path)));
	const folders = new Map();
	for (const entry of kept) {
		const folder = folderOf(overlay.canonical(entry.path));
		if (!folders.has(folder)) folders.set(folder, entry);
	}
	const added = new Map();
	for (const [path, node] of overlay.changes()) {
		if (/^etc\/ld\.so\.conf(?:\.d\/|$)/.test(path)) throw new LoaderCacheStale(path, "changes where libraries are looked for");
		const folder = folderOf(path);
		const base = path.slice(folder.length + 1);
		if (node === "gone" || !LIBRARY.test(base)) continue;
		if (path.includes("/glibc-hwcaps/")) throw new LoaderCacheStale(path, "is for certain processors only");
		const like = folders.get(folder);
		const name = like === void 0 ? void 0 : await nameOf$1(path, overlay);
		if (like === void 0 || name === void 0 || known.has(`${folder}/${name}`)) continue;
		if (overlay.followed(`${folder}/${name}`) === void 0) throw new LoaderCacheStale(path, `has no link ${name}`);
		added.set(`${folder}/${name}`, {
			...like,
			name,
			path: `${folderOf(like.path)}/${name}`
		});
	}
	return [...added.values()];
}
function merged(kept, added) {
	const all = [...kept];
	for (const one of added) {
		const at = all.findIndex(({ name }) => compareNames(name, one.name) > 0);
		all.splice(at < 0 ? all.length : at, 0, one);
	}
	return all;
}
function folderOf(path) {
	return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}
async function nameOf$1(path, overlay) {
	const end = overlay.followed(path);
	const file = end === void 0 ? void 0 : overlay.entry(end);
	if (end === void 0 || file === void 0 || file.type === "directory") return void 0;
	const soname = "content" in file && file.content.from === "package" ? await ofPackage(file) : await ofImage$1(end, overlay);
	const base = path.slice(path.lastIndexOf("/") + 1);
	if (soname === void 0) return void 0;
	const isLink = overlay.entry(path)?.type === "symlink";
	return soname === "" || isLink && base.endsWith(".so") && soname.startsWith(base) ? base : soname;
}
async function ofPackage({ content, size }) {
	if (content.from !== "package") return void 0;
	const file = await open(content.data, "r");
	try {
		return await sonameOf(async (offset, length) => {
			const wanted = Math.max(0, Math.min(length, size - offset));
			const { buffer, bytesRead } = await file.read(Buffer.alloc(wanted), 0, wanted, content.offset + offset);
			return buffer.subarray(0, bytesRead);
		});
	} finally {
		await file.close();
	}
}
async function ofImage$1(path, { root }) {
	const bytes = (await root.read([path])).get(path);
	if (bytes === void 0) return void 0;
	return sonameOf(async (offset, length) => bytes.subarray(offset, offset + length));
}
// src/repair/dpkg/glob.ts
function globMatcher(pattern) {
	const tokens = parse(pattern);
	return (text) => matches$1(tokens, text);
}
function parse(pattern) {
	const tokens = [];
	for (let at = 0; at < pattern.length; at++) {
		const sign = pattern[at];
		const close = sign === "[" ? pattern.indexOf("]", at + 2) : -1;
		if (sign === "*") tokens.push({ any: true });
		else if (sign === "?") tokens.push({ fits: () => true });
		else if (close > 0) {
			tokens.push({ fits: bracket(pattern.slice(at + 1, close)) });
			at = close;
		} else {
			const literal = sign === "\\" && at + 1 < pattern.length ? pattern[++at] : sign;
			tokens.push({ fits: (other) => other === literal });
		}
	}
	return tokens;
}
function bracket(body) {
	const negated = body.startsWith("!") || body.startsWith("^");
	const set = negated ? body.slice(1) : body;
	return (sign) => {
		let found = false;
		for (let at = 0; at < set.length; at++) {
			const isRange = set[at + 1] === "-" && at + 2 < set.length;
			if (isRange ? set[at] <= sign && sign <= set[at + 2] : set[at] === sign) found = true;
			if (isRange) at += 2;
		}
		return found !== negated;
	};
}
function matches$1(tokens, text) {
	let token = 0;
	let star = -1;
	let starAt = 0;
	for (let at = 0; at < text.length;) {
		const here = tokens[token];
		if (here !== void 0 && "any" in here) {
			star = token++;
			starAt = at;
		} else if (here?.fits(text[at])) {
			token++;
			at++;
		} else if (star >= 0) {
			token = star + 1;
			at = ++starAt;
		} else return false;
	}
	return tokens.slice(token).every((one) => "any" in one);
}
// src/repair/dpkg/local-rules.ts
function parseDiversions(text) {
	const lines = text.split("\n").filter((line) => line !== "");
	if (lines.length % 3 !== 0) throw new Refusal$1("FIX_CONTENT", "The list of diversions is malformed.");
	const found = [];
	for (let at = 0; at < lines.length; at += 3) found.push({
		from: lines[at],
		to: lines[at + 1],
		by: lines[at + 2]
	});
	return found;
}
function parseStatOverrides(text, accounts) {
	const found = new Map();
	for (const line of text.split("\n")) {
		if (line === "") continue;
		const [, user = "", group = "", mode = "", path] = /^(\S+) (\S+) ([0-7]+) (\/.*)$/.exec(line) ?? [];
		const uid = user.startsWith("#") ? Number(user.slice(1)) : accounts.user(user);
		const gid = group.startsWith("#") ? Number(group.slice(1)) : accounts.group(group);
		if (path === void 0 || uid === void 0 || gid === void 0) throw new Refusal$1("FIX_CONTENT", `The stat override "${line.slice(0, 120)}" cannot be followed.`);
		found.set(path, {
			uid,
			gid,
			mode: Number.parseInt(mode, 8)
		});
	}
	return found;
}
function parseAccounts(passwd, group) {
	const table = (text) => new Map(text.split("\n").map((line) => line.split(":")).filter((fields) => /^\d+$/.test(fields[2] ?? "")).map((fields) => [fields[0], Number(fields[2])]).reverse());
	const users = table(passwd);
	const groups = table(group);
	return {
		user: (name) => users.get(name),
		group: (name) => groups.get(name)
	};
}
function parsePathFilter(configurations) {
	const compiled = configurations.flatMap((text) => text.split("\n").flatMap((line) => {
		const [, kind, pattern] = /^\s*path-(exclude|include)(?:\s*=\s*|\s+)(.*?)\s*$/.exec(line) ?? [];
		if (pattern === void 0) return [];
		return [{
			include: kind === "include",
			pattern: pattern.replace(/^(["'])(.*)\1$/, "$2")
		}];
	})).map(({ include, pattern }) => ({
		include,
		fits: globMatcher(pattern),
		start: (/^[^*?[\\]*/.exec(pattern)?.[0] ?? "").replace(/\/+$/, "")
	}));
	return (path, type) => {
		const last = compiled.findLast(({ fits }) => fits(path));
		if (last === void 0 || last.include) return false;
		if (type !== "directory" && type !== "symlink") return true;
		return !compiled.some(({ include, start }) => include && path.startsWith(start));
	};
}
// src/repair/dpkg/ownership.ts
var Ownership = class {
	#lists = new Map();
	#owners = new Map();
	add(key, list) {
		this.#lists.set(key, list);
		for (const path of list) {
			const owners = this.#owners.get(path);
			if (owners === void 0) this.#owners.set(path, new Set([key]));
			else owners.add(key);
		}
	}
	replace(key, list) {
		for (const path of this.list(key)) this.#owners.get(path)?.delete(key);
		this.add(key, list);
	}
	drop(key, path) {
		this.replace(key, this.list(key).filter((one) => one !== path));
	}
	list(key) {
		return this.#lists.get(key) ?? [];
	}
	others(path, than) {
		return [...this.#owners.get(path) ?? []].filter((key) => key !== than);
	}
};
function infoStem({ name, architecture, multiArch }, byArchitecture) {
	return `${INFO_FOLDER}/${multiArch === "same" && byArchitecture ? `${name}:${architecture}` : name}`;
}
function readOwnership(packages, files, byArchitecture) {
	const ownership = new Ownership();
	for (const one of packages) {
		const isAlone = one.file !== STATUS;
		const text = files.get(isAlone ? `${one.file}.md5sums` : `${infoStem(one, byArchitecture)}.list`)?.toString("utf8") ?? "";
		ownership.add(keyOf$1(one), isAlone ? sumsOf(text).map(([path]) => `/${path}`) : text.split("\n").filter(Boolean));
	}
	return ownership;
}
function sumsOf(text) {
	return text.split("\n").map((line) => /^([0-9a-f]{32})\s+(?:\.\/)?(.+)$/.exec(line)).filter((match) => match !== null).map(([, md5 = "", path = ""]) => [path, md5]);
}
// src/repair/dpkg/stanza.ts
const ORDER = [
	"Package",
	"Essential",
	"Protected",
	"Status",
	"Priority",
	"Section",
	"Installed-Size",
	"Origin",
	"Maintainer",
	"Bugs",
	"Architecture",
	"Multi-Arch",
	"Source",
	"Version",
	"Config-Version",
	"Replaces",
	"Provides",
	"Depends",
	"Pre-Depends",
	"Recommends",
	"Suggests",
	"Breaks",
	"Conflicts",
	"Enhances",
	"Conffiles",
	"Description"
];
const RELATIONS = new Set([
	"Replaces",
	"Provides",
	"Depends",
	"Pre-Depends",
	"Recommends",
	"Suggests",
	"Breaks",
	"Conflicts",
	"Enhances"
]);
const NEVER = new Set([
	"filename",
	"size",
	"md5sum",
	"msdos-filename",
	"revision",
	"package-revision"
]);
function databaseStanza(control, before, want, conffiles) {
	const known = new Map(ORDER.map((name) => [name.toLowerCase(), name]));
	const values = new Map();
	const others = [];
	for (const [name, value] of control.fields) {
		if (NEVER.has(name.toLowerCase())) continue;
		const canonical = known.get(name.toLowerCase());
		if (canonical === void 0) others.push([name, value]);
		else values.set(canonical, canonicalValue(canonical, value));
	}
	for (const name of ["Priority", "Section"]) {
		const earlier = before.get(name);
		if (!values.has(name) && earlier !== void 0) values.set(name, earlier);
	}
	values.set("Status", `${want} ok installed`);
	const list = printConffiles(conffiles);
	if (list !== "") values.set("Conffiles", list);
	const ordered = ORDER.flatMap((name) => {
		const value = values.get(name);
		return value === void 0 || value === "" ? [] : [[name, value]];
	});
	return new Stanza([...ordered, ...others]);
}
function canonicalValue(name, value) {
	if (RELATIONS.has(name)) return printRelation(parseRelation(value.replace(/\s*\n\s*/g, " ")));
	if (name === "Essential" || name === "Protected" || name === "Multi-Arch") return value === "no" ? "" : value;
	if (name === "Priority") return value.toLowerCase();
	return value;
}
// src/repair/dpkg/new-database.ts
function writeDatabase(context, unpacked, mtime) {
	if (context.database.form === "status.d") {
		for (const one of unpacked) writeSeparate(context, one, mtime);
		return;
	}
	for (const one of unpacked) writeInfo(context, one, mtime);
	const text = statusText(context.database, unpacked);
	const { overlay } = context;
	const path = overlay.canonical(STATUS);
	const here = overlay.entry(path);
	overlay.set(path, {
		...memoryFile(Buffer.from(text), here.mode, mtime),
		uid: here.uid,
		gid: here.gid
	});
}
function writeInfo({ overlay, infoByArchitecture }, { incoming, list, files: unpacked }, mtime) {
	const { deb, installed } = incoming;
	const stem = infoStem(describe(deb.control), infoByArchitecture);
	const files = new Map();
	for (const [name, { content, mode, mtime: at }] of deb.info) if (!name.includes(".") && name !== "list") files.set(`${stem}.${name}`, memoryFile(content, mode, at));
	files.set(`${stem}.list`, memoryFile(lines$1(list), 420, mtime));
	if (!deb.info.has("md5sums")) files.set(`${stem}.md5sums`, memoryFile(writtenSums(unpacked), 420, mtime));
	const stems = new Set([stem, infoStem(installed, infoByArchitecture)].map((one) => one.slice(18)));
	for (const name of overlay.names(INFO_FOLDER)) {
		const dot = name.lastIndexOf(".");
		const path = `${INFO_FOLDER}/${name}`;
		if (dot > 0 && stems.has(name.slice(0, dot)) && !files.has(path)) overlay.remove(path);
	}
	for (const [path, node] of files) overlay.set(path, node);
}
function statusText(database, unpacked) {
	const fresh = new Map(unpacked.map((one) => [keyOf$1(one.incoming.installed), one]));
	return database.order.map((installed) => {
		const one = fresh.get(keyOf$1(installed));
		if (one === void 0) return `${installed.stanza.text()}\n`;
		const { deb } = one.incoming;
		return `${databaseStanza(deb.control, installed.stanza, installed.status.want, one.conffiles).text()}\n`;
	}).join("");
}
function writeSeparate({ overlay }, { incoming, files }, mtime) {
	const { deb, installed } = incoming;
	const path = overlay.canonical(installed.file);
	const put = (at, bytes) => {
		const here = overlay.entry(at);
		const owner = here === void 0 ? {} : {
			mode: here.mode,
			uid: here.uid,
			gid: here.gid
		};
		overlay.set(at, {
			...memoryFile(bytes, 420, mtime),
			...owner
		});
	};
	put(path, Buffer.from(deb.control.text()));
	const list = `${path}.md5sums`;
	if (overlay.entry(list) === void 0) return;
	const brought = deb.info.get("md5sums")?.content;
	put(list, brought ?? writtenSums(files));
}
function writtenSums(files) {
	return lines$1(files.map(([path, content]) => `${md5OfPlace(content, path)}  ${path.slice(1)}`));
}
function lines$1(list) {
	return Buffer.from(list.map((line) => `${line}\n`).join(""));
}
function memoryFile(bytes, mode, mtime) {
	const content = {
		from: "memory",
		bytes
	};
	const sha256 = createHash("sha256").update(bytes).digest("hex");
	return {
		type: "file",
		mode,
		uid: 0,
		gid: 0,
		mtime,
		size: bytes.length,
		sha256,
		content
	};
}
// src/repair/dpkg/overlay.ts
const MAX_LINKS = 40;
var Overlay = class {
	root;
	#changed = new Map();
	#names;
	constructor(root) {
		this.root = root;
	}
	entry(path) {
		const changed = this.#changed.get(path);
		return changed === "gone" ? void 0 : changed ?? this.root.entry(path);
	}
	isChanged(path) {
		return this.#changed.has(path);
	}
	changes() {
		return this.#changed;
	}
	set(path, node) {
		this.#changed.set(path, node);
		this.#noteName(path, true);
	}
	remove(path) {
		if (this.root.entry(path) === void 0) this.#changed.delete(path);
		else this.#changed.set(path, "gone");
		this.#noteName(path, false);
	}
	names(directory) {
		return [...this.#index().get(directory) ?? []];
	}
	canonical(path) {
		return this.#follow(path, false);
	}
	followed(path) {
		const end = this.#follow(path, true);
		return end === "" || this.entry(end) !== void 0 ? end : void 0;
	}
	isDirectory(path) {
		return path === "" || this.entry(path)?.type === "directory";
	}
	#follow(path, last) {
		const todo = path.split("/").filter((segment) => segment !== "" && segment !== ".");
		const done = [];
		let links = 0;
		while (todo.length > 0) {
			const segment = todo.shift();
			if (segment === "..") {
				done.pop();
				continue;
			}
			const here = [...done, segment].join("/");
			const entry = this.entry(here);
			if (entry?.type !== "symlink" || todo.length === 0 && !last) {
				done.push(segment);
				continue;
			}
			links++;
			if (links > MAX_LINKS) throw new Refusal$1("FIX_CONTENT", `The links of /${path} go in circles.`);
			const target = entry.target ?? "";
			if (target.startsWith("/")) done.length = 0;
			todo.unshift(...target.split("/").filter((one) => one !== "" && one !== "."));
		}
		return done.join("/");
	}
	#index() {
		if (this.#names !== void 0) return this.#names;
		const names = new Map();
		this.#names = names;
		for (const { path } of this.root.entries()) this.#noteName(path, true);
		for (const [path, node] of this.#changed) this.#noteName(path, node !== "gone");
		return names;
	}
	#noteName(path, there) {
		if (this.#names === void 0) return;
		const slash = path.lastIndexOf("/");
		const directory = slash < 0 ? "" : path.slice(0, slash);
		const names = this.#names.get(directory) ?? new Set();
		if (there) names.add(path.slice(slash + 1));
		else names.delete(path.slice(slash + 1));
		this.#names.set(directory, names);
	}
};
// src/repair/scripts/commands/call.ts
function ends(call, status, ...output) {
	call.state.status = status;
	call.machine.emit(output.length === 0 ? "" : output[0]);
}
function knownArgs(call) {
	return call.known ?? call.machine.refuse("its arguments are not known");
}
function absolute(call, path) {
	if (path.startsWith("/")) return path;
	return path === "" || call.state.folder === void 0 ? void 0 : `${call.state.folder}/${path}`;
}
function takeInput(machine) {
	const input = machine.stdin;
	if (input !== "") machine.stdin = void 0;
	return input;
}
// src/repair/scripts/commands/accounts.ts
const ACCOUNTS = {
	getent,
	adduser,
	addgroup: (call) => exists(call, "group"),
	useradd: (call) => exists(call, "passwd"),
	groupadd: (call) => exists(call, "group")
};
function lines(call, database) {
	return call.machine.text(`/etc/${database}`)?.split("\n").filter((line) => line !== "");
}
function entryOf$1(call, database, key) {
	const all = lines(call, database);
	if (all === void 0) return void 0;
	const index = /^[0-9]+$/.test(key) ? 2 : 0;
	return all.find((line) => line.split(":")[index] === key) ?? "none";
}
function idOf(call, database, name) {
	if (/^[0-9]{1,9}$/.test(name)) return Number(name);
	const id = entryOf$1(call, database, name)?.split(":")[2];
	return id !== void 0 && /^[0-9]{1,9}$/.test(id) ? Number(id) : void 0;
}
function userId(call, name) {
	return idOf(call, "passwd", name);
}
function groupId(call, name) {
	return idOf(call, "group", name);
}
function getent(call) {
	const { known } = call;
	const [database, key] = known ?? [];
	if (known?.length !== 2 || key === void 0 || database !== "passwd" && database !== "group") return ends(call, void 0, void 0);
	const entry = entryOf$1(call, database, key);
	if (entry === void 0) return ends(call, void 0, void 0);
	return entry === "none" ? ends(call, 2) : ends(call, 0, `${entry}\n`);
}
function adduser(call) {
	const names = operands(call);
	const args = knownArgs(call);
	if (args.includes("--group") && !args.includes("--system")) return exists(call, "group");
	if (names.length === 2) {
		const [user = "", group = ""] = names;
		const entry = entryOf$1(call, "group", group);
		if (entry === void 0 || entry === "none" || !(entry.split(":")[3] ?? "").split(",").includes(user)) return call.machine.refuse("it adds a user to a group");
		return ends(call, 0);
	}
	return exists(call, "passwd");
}
function exists(call, database) {
	const [name = "", ...others] = operands(call);
	if (others.length > 0) call.machine.refuse("it names more than one account");
	const entry = entryOf$1(call, database, name);
	if (entry === void 0 || entry === "none") return call.machine.refuse(database === "passwd" ? "it makes a user" : "it makes a group");
	return ends(call, void 0);
}
const WITH_VALUE = /^(--(home|shell|gecos|comment|uid|gid|ingroup|firstuid|lastuid|conf|group-id|home-dir)|-[gudscGK])$/;
function operands(call) {
	const names = [];
	const args = knownArgs(call);
	for (let index = 0; index < args.length; index++) {
		const arg = args[index] ?? "";
		if (WITH_VALUE.test(arg)) index++;
		else if (!arg.startsWith("-")) names.push(arg);
	}
	return names;
}
// src/repair/scripts/commands/alternatives.ts
const updateAlternatives = (call) => {
	const args = knownArgs(call).filter((one) => !/^--(quiet|force|skip-auto|verbose|debug)$/.test(one));
	const [action = ""] = args;
	if (/^--(list|query|display|get-selections|help|version)$/.test(action)) return ends(call, void 0, void 0);
	if (action === "--install") return install(call, args.slice(1));
	if (action === "--remove") return remove$1(call, args[1] ?? "", args[2] ?? "");
	return call.machine.refuse("it changes alternatives");
};
function readGroup(call, name) {
	if (!/^[A-Za-z0-9][^/\s]*$/.test(name)) return void 0;
	const path = `/var/lib/dpkg/alternatives/${name}`;
	const place = call.machine.files.find(path);
	if (place === "unknown") return void 0;
	if (place.entry === void 0) return "none";
	const lines = call.machine.text(path)?.split("\n");
	if (lines === void 0) return void 0;
	let line = 0;
	const next = () => lines[line++] ?? "";
	const status = next();
	const link = next();
	const slaves = [];
	for (let slave = next(); slave !== ""; slave = next()) slaves.push({
		name: slave,
		link: next()
	});
	const choices = [];
	for (let choice = next(); choice !== ""; choice = next()) {
		const priority = next();
		if (!/^-?[0-9]{1,9}$/.test(priority)) return void 0;
		choices.push({
			path: choice,
			priority: Number(priority),
			slaves: slaves.map(next)
		});
	}
	if (status !== "auto" && status !== "manual" || choices.length === 0) return void 0;
	return {
		isAutomatic: status === "auto",
		link,
		slaves,
		choices
	};
}
function install(call, args) {
	const [link = "", name = "", path = "", priority = "", ...rest] = args;
	const slaves = [];
	for (let at = 0; at < rest.length; at += 4) {
		if (rest[at] !== "--slave") call.machine.refuse("an option of update-alternatives");
		slaves.push({
			link: rest[at + 1] ?? "",
			name: rest[at + 2] ?? "",
			path: rest[at + 3] ?? ""
		});
	}
	const place = call.machine.files.find(path);
	if (place === "unknown") return call.machine.refuse("an alternative that cannot be known");
	if (place.entry === void 0) return ends(call, 2);
	const group = readGroup(call, name);
	if (group === "none" || group === void 0) return call.machine.refuse("it registers an alternative");
	const choice = group.choices.find((one) => one.path === path);
	if (!(group.link === link && choice !== void 0 && String(choice.priority) === priority && slaves.every((slave) => {
		const index = group.slaves.findIndex((one) => one.name === slave.name && one.link === slave.link);
		return index >= 0 && choice.slaves[index] === slave.path;
	}) && choice.slaves.filter((one) => one !== "").length === slaves.length) || !isAsChosen(call, name, group)) return call.machine.refuse("it changes an alternative");
	call.machine.removedAlternatives.delete(`${name} ${path}`);
	return ends(call, 0);
}
function isAsChosen(call, name, group) {
	const current = linkAt(call, `/etc/alternatives/${name}`);
	const chosen = group.choices.find((one) => one.path === current);
	if (chosen === void 0) return false;
	if (group.isAutomatic && group.choices.some((one) => one.priority > chosen.priority)) return false;
	if (linkAt(call, group.link) !== `/etc/alternatives/${name}`) return false;
	return group.slaves.every((slave, index) => {
		const path = chosen.slaves[index] ?? "";
		const place = path === "" ? void 0 : call.machine.files.find(path);
		if (place === "unknown") return false;
		const isThere = place?.entry !== void 0;
		const own = linkAt(call, `/etc/alternatives/${slave.name}`);
		const outer = linkAt(call, slave.link);
		return isThere ? own === path && outer === `/etc/alternatives/${slave.name}` : own === "nothing" && outer === "nothing";
	});
}
function linkAt(call, path) {
	const place = call.machine.files.find(path, false);
	if (place === "unknown") return "unknown";
	return place.entry === void 0 ? "nothing" : place.entry.target ?? "no link";
}
function remove$1(call, name, path) {
	const { machine } = call;
	const group = readGroup(call, name);
	if (group === void 0) return machine.refuse("it takes an alternative away");
	if (group === "none" || !group.choices.some((one) => one.path === path)) return ends(call, 0);
	const isBroughtBack = group.isAutomatic && isAsChosen(call, name, group);
	const own = group.choices.find((one) => one.path === path);
	const isTied = group.choices.some((one) => one !== own && one.priority === own?.priority);
	if (!isBroughtBack || isTied) return machine.refuse("it takes an alternative away");
	if (machine.doubts > 0) machine.refuse("it is not certain whether it is run");
	machine.removedAlternatives.set(`${name} ${path}`, machine.script);
	return ends(call, 0);
}
// src/repair/scripts/refusal.ts
var RunAgain = class extends Error {};
var Refusal = class extends Error {
	reason;
	line;
	command;
	constructor(reason, line, command) {
		super(reason);
		this.reason = reason;
		this.line = line;
		this.command = command;
	}
};
// src/repair/scripts/commands/debconf.ts
function loadDebconf(call) {
	const { machine, state } = call;
	if (!machine.upgrade.facts.hasSameTemplates) machine.refuse("debconf would load new templates");
	const hasDone = machine.performed.some((one) => one.script === machine.script);
	if (hasDone && machine.doubts > 0) machine.refuse("it is not certain whether it is run");
	if (hasDone && !machine.isRunAgain) throw new RunAgain();
	if (machine.sink !== void 0) machine.poison();
	machine.hasDebconf = true;
	state.set("RET", void 0);
	return ends(call, 0);
}
const READS = /^db_(version|capb|get|fget|metaget|title|settitle|beginblock|endblock|stop|info)$/;
const debconf = (call) => {
	if (!call.machine.hasDebconf) call.machine.refuse("debconf is not loaded");
	if (!READS.test(call.name)) call.machine.refuse("it asks or sets answers of debconf");
	call.state.set("RET", void 0);
	return ends(call, call.name === "db_stop" ? 0 : void 0, void 0);
};
// src/repair/scripts/commands/triggers.ts
function isInterested(call, name) {
	if (!/^[A-Za-z0-9+._-]+$/.test(name)) return true;
	const place = call.machine.files.find(`/var/lib/dpkg/triggers/${name}`);
	if (place === "unknown") return true;
	return place.entry !== void 0 && (place.entry.type !== "file" || place.entry.size > 0);
}
// src/repair/scripts/commands/dpkg.ts
const DPKG = {
	dpkg,
	"dpkg-query": query,
	"dpkg-divert": divert,
	"dpkg-statoverride": statoverride,
	"dpkg-trigger": trigger
};
function dpkg(call) {
	const args = knownArgs(call).filter((one) => one !== "--");
	switch (args[0]) {
		case "--compare-versions": {
			const answer = compared(args[1] ?? "", args[2] ?? "", args[3] ?? "");
			return ends(call, answer === void 0 ? void 0 : answer ? 0 : 1);
		}
		case "--validate-version": return ends(call, void 0);
		case "--print-architecture": return ends(call, 0, call.machine.upgrade.architecture === "all" ? void 0 : `${call.machine.upgrade.architecture}\n`);
		case "--print-foreign-architectures":
		case "-l":
		case "--list":
		case "-L":
		case "--listfiles":
		case "-S":
		case "--search":
		case "-s":
		case "--status":
		case "--verify":
		case "-V": return query(call);
		default: return /^--assert-[a-z-]+$/.test(args[0] ?? "") ? ends(call, void 0) : call.machine.refuse("it changes the package database");
	}
}
function compared(left, operator, right) {
	const [, relation, isNewest] = /^(lt|le|eq|ne|ge|gt)(-nl)?$/.exec(operator) ?? SIGNS.get(operator) ?? [];
	if (relation === void 0) return void 0;
	let order;
	if (left === "" || right === "") {
		const first = left === right ? 0 : left === "" ? -1 : 1;
		order = isNewest === void 0 ? first : -first;
	} else {
		if (!deb.valid(left) || !deb.valid(right)) return void 0;
		order = deb.compare(left, right);
	}
	switch (relation) {
		case "lt": return order < 0;
		case "le": return order <= 0;
		case "eq": return order === 0;
		case "ne": return order !== 0;
		case "ge": return order >= 0;
		default: return order > 0;
	}
}
const SIGNS = new Map([
	["<<", [
		"",
		"lt",
		void 0
	]],
	["<=", [
		"",
		"le",
		void 0
	]],
	["=", [
		"",
		"eq",
		void 0
	]],
	[">=", [
		"",
		"ge",
		void 0
	]],
	[">>", [
		"",
		"gt",
		void 0
	]]
]);
function query(call) {
	const { known, machine } = call;
	const words = known?.slice(1).filter((one) => !one.startsWith("-"));
	const asks = known?.[0] ?? "";
	if (!/^(-W|--show|-l|--list|-L|--listfiles|-s|--status|-S|--search|-f.*|--showformat.*|-V|--verify|-p|--control-.*|--print-.*)$/.test(asks)) machine.refuse("a query that is not plain");
	const isByName = /^(-W|--show|-l|--list|-s|--status)$/.test(asks);
	const names = words?.map((one) => one.replace(/:[a-z0-9-]+$/, ""));
	if (isByName && names !== void 0 && names.length > 0 && names.every((one) => /^[a-z0-9][a-z0-9+.-]+$/.test(one) && !machine.upgrade.facts.isInstalled(one))) return ends(call, void 0, asks.startsWith("-l") || asks === "--list" ? undefinedUnlessQuiet() : void 0);
	return ends(call, void 0, void 0);
}
function undefinedUnlessQuiet() {
	return "";
}
function divert(call) {
	if (knownArgs(call).some((one) => /^--(list|listpackage|truename)$/.test(one))) return ends(call, void 0, void 0);
	return call.machine.refuse("it diverts a file");
}
function statoverride(call) {
	const [option, path, ...others] = knownArgs(call).filter((one) => one !== "--quiet");
	if (option !== "--list") return call.machine.refuse("it changes the overrides of owners and modes");
	const text = call.machine.text("/var/lib/dpkg/statoverride");
	if (text === void 0 || path === void 0 || others.length > 0 || /[*?[\\]/.test(path)) return ends(call, void 0, void 0);
	const found = text.split("\n").filter((line) => line.split(" ")[3] === path);
	return ends(call, found.length > 0 ? 0 : 1, found.map((line) => `${line}\n`).join(""));
}
function trigger(call) {
	const names = knownArgs(call).filter((one) => !/^--(no-await|await|by-package=.*)$/.test(one));
	if (names.length === 1 && names[0] === "--check-supported") return ends(call, 0);
	const [name = "", ...others] = names;
	if (others.length > 0 || name.startsWith("-")) call.machine.refuse("a trigger that is not plain");
	if (name === "ldconfig") call.machine.perform({ kind: "ldconfig" });
	else if (isInterested(call, name)) call.machine.refuse(`a package is interested in the trigger ${name}`);
	return ends(call, 0);
}
// src/repair/scripts/commands/mode.ts
function changedMode(entry, mode, umask) {
	if (/^[0-7]{1,4}$/.test(mode)) {
		const kept = entry.type === "directory" ? entry.mode & 3072 : 0;
		return Number.parseInt(mode, 8) | kept;
	}
	let bits = entry.mode;
	for (const clause of mode.split(",")) {
		const [, who = "", operator, rights = ""] = /^([ugoa]*)([-+=])([rwxXst]*)$/.exec(clause) ?? [];
		if (operator === void 0) return void 0;
		if (who === "" && umask === void 0) return void 0;
		const classes = who === "" || who.includes("a") ? "ugo" : who;
		let change = 0;
		let reach = 0;
		for (const [letter, shift, special] of CLASSES$1) {
			if (!classes.includes(letter)) continue;
			reach |= 7 << shift | special;
			if (rights.includes("r")) change |= 4 << shift;
			if (rights.includes("w")) change |= 2 << shift;
			if (rights.includes("x") || rights.includes("X") && (entry.type === "directory" || (bits & 73) !== 0)) change |= 1 << shift;
			if (rights.includes("s")) change |= special;
		}
		if (rights.includes("t")) {
			if (who !== "" && !who.includes("a")) return void 0;
			change |= 512;
		}
		if (operator === "=" && (entry.type === "directory" || who === "")) return void 0;
		if (who === "") change &= ~(umask ?? 0);
		bits = operator === "+" ? bits | change : operator === "-" ? bits & ~change : bits & ~reach | change;
	}
	return bits;
}
const CLASSES$1 = [
	[
		"u",
		6,
		2048
	],
	[
		"g",
		3,
		1024
	],
	[
		"o",
		0,
		0
	]
];
// src/repair/scripts/commands/files.ts
const FILES = {
	chmod,
	chown,
	chgrp: chown,
	ln,
	mkdir: mkdir$1,
	rm: rm$1,
	rmdir,
	touch,
	mv,
	find
};
function at(call, path, follow = true) {
	const whole = absolute(call, path);
	const place = whole === void 0 ? "unknown" : call.machine.files.find(whole, follow);
	return place === "unknown" ? call.machine.refuse("it is about a file that cannot be known") : place;
}
function parted(call, allowed) {
	const options = [];
	const operands = [];
	let isOver = false;
	for (const arg of knownArgs(call)) if (isOver || !/^-./.test(arg)) operands.push(arg);
	else if (arg === "--") isOver = true;
	else if (!allowed.test(arg)) call.machine.refuse(`its option ${arg}`);
	else options.push(...arg.startsWith("--") ? [arg] : [...arg.slice(1)].map((letter) => `-${letter}`));
	return {
		options,
		operands
	};
}
function chmod(call) {
	const { operands } = parted(call, /^(-[fvc]+|--quiet|--silent|--changes|--verbose)$/);
	const [mode = "", ...paths] = operands;
	let isMissing = paths.length === 0;
	for (const path of paths) {
		const { path: where, entry } = at(call, path);
		if (entry === void 0) {
			isMissing = true;
			continue;
		}
		const next = changedMode(entry, mode, call.state.umask) ?? call.machine.refuse("a mode that is not plain");
		if (next === entry.mode) continue;
		call.machine.perform({
			kind: "chmod",
			path: where,
			mode: next
		});
		call.machine.files.set(where, {
			...entry,
			mode: next
		});
	}
	return ends(call, isMissing ? 1 : 0);
}
function chown(call) {
	const { operands } = parted(call, /^(-[fvc]+|--quiet|--silent|--changes|--verbose)$/);
	const [owner = "", ...paths] = operands;
	const [user = "", group] = call.name === "chgrp" ? ["", owner] : owner.split(/[:.]/);
	const uid = user === "" ? void 0 : userId(call, user) ?? call.machine.refuse("a user that is not known");
	if (group === "") call.machine.refuse("the group of a user's first login");
	const gid = group === void 0 ? void 0 : groupId(call, group) ?? call.machine.refuse("a group that is not known");
	let isMissing = paths.length === 0;
	for (const path of paths) {
		const { path: where, entry } = at(call, path);
		if (entry === void 0) {
			isMissing = true;
			continue;
		}
		if (entry.type !== "directory" && ((entry.mode & 3072) !== 0 || entry.hasCapabilities === true)) call.machine.refuse("a change of owner that takes special rights away");
		const next = {
			...entry,
			uid: uid ?? entry.uid,
			gid: gid ?? entry.gid
		};
		if (next.uid === entry.uid && next.gid === entry.gid) continue;
		call.machine.perform({
			kind: "chown",
			path: where,
			uid: next.uid,
			gid: next.gid
		});
		call.machine.files.set(where, next);
	}
	return ends(call, isMissing ? 1 : 0);
}
function ln(call) {
	const { options, operands } = parted(call, /^(-[sfnTv]+|--symbolic|--force)$/);
	const [target = "", name = "", ...others] = operands;
	if (!options.some((one) => one === "-s" || one === "--symbolic")) call.machine.refuse("a hard link");
	if (operands.length !== 2 || others.length > 0 || target === "" || name === "" || name.endsWith("/")) call.machine.refuse("a link whose name is not given");
	const isForced = options.some((one) => one === "-f" || one === "--force");
	const { path, entry } = at(call, name, false);
	const isBare = options.includes("-n") || options.includes("-T");
	if ((entry?.type === "symlink" ? at(call, name).entry : entry)?.type === "directory" && !(isBare && entry?.type === "symlink")) call.machine.refuse("a link that is put into a folder");
	if (entry?.type === "symlink" && entry.target === target && isForced) return ends(call, 0);
	if (entry !== void 0 && !isForced) return ends(call, 1);
	if (entry !== void 0) call.machine.refuse("a link in place of what is there");
	mustHaveParent(call, path);
	call.machine.perform({
		kind: "symlink",
		path,
		target
	});
	call.machine.files.set(path, {
		type: "symlink",
		mode: 511,
		uid: 0,
		gid: 0,
		size: target.length,
		target
	});
	return ends(call, 0);
}
function mustHaveParent(call, path) {
	const slash = path.lastIndexOf("/");
	if (slash < 0) return;
	if (call.machine.files.at(path.slice(0, slash))?.type !== "directory") call.machine.refuse("the folder it is in does not exist");
}
function mkdir$1(call) {
	const { operands, options } = parted(call, /^(-[pv]+|--parents|--verbose)$/);
	const makesParents = options.includes("-p") || options.includes("--parents");
	let status = operands.length === 0 ? 1 : 0;
	for (const one of operands) {
		const { path, entry } = at(call, one);
		if (entry?.type === "directory") {
			if (!makesParents) status = 1;
			continue;
		}
		const { umask } = call.state;
		if (entry !== void 0 || umask === void 0 || at(call, one, false).entry !== void 0) call.machine.refuse("a folder where something else is");
		const segments = path.split("/");
		for (let depth = 1; depth <= segments.length; depth++) {
			const each = segments.slice(0, depth).join("/");
			const there = call.machine.files.at(each);
			if (there?.type === "directory") continue;
			if (there !== void 0 || depth < segments.length && !makesParents) call.machine.refuse("the folder it is in does not exist");
			const isLast = depth === segments.length;
			const mode = 511 & ~umask | (isLast ? 0 : 192);
			call.machine.perform({
				kind: "mkdir",
				path: each,
				mode
			});
			call.machine.files.set(each, {
				type: "directory",
				mode,
				uid: 0,
				gid: 0,
				size: 0
			});
		}
	}
	return ends(call, status);
}
function rm$1(call) {
	const { operands, options } = parted(call, /^(-[frRv]+|--force|--recursive)$/);
	const isForced = options.includes("-f") || options.includes("--force");
	let status = operands.length === 0 && !isForced ? 1 : 0;
	for (const one of operands) {
		const { path, entry } = at(call, one, false);
		if (entry === void 0) {
			if (!isForced) status = 1;
			continue;
		}
		if (entry.type === "directory") call.machine.refuse("it removes a folder");
		remove(call, path);
	}
	return ends(call, status);
}
function remove(call, path) {
	call.machine.perform({
		kind: "remove",
		path
	});
	call.machine.files.set(path, void 0);
}
function rmdir(call) {
	const { operands, options } = parted(call, /^(-p|--ignore-fail-on-non-empty|--parents)$/);
	if (options.includes("-p") || options.includes("--parents")) {
		if (operands.some((one) => at(call, one, false).entry !== void 0)) call.machine.refuse("it removes folders");
		return ends(call, 1);
	}
	let status = operands.length === 0 ? 1 : 0;
	for (const one of operands) {
		const { path, entry } = at(call, one, false);
		const isFull = entry?.type === "directory" && call.machine.files.names(path).length > 0;
		if (entry?.type === "directory" && !isFull) call.machine.refuse("it removes a folder");
		if (!isFull || options.length === 0) status = 1;
	}
	return ends(call, status);
}
function touch(call) {
	const { operands } = parted(call, /^-never$/);
	for (const one of operands) {
		const { path, entry } = at(call, one);
		const { umask } = call.state;
		if (entry !== void 0) call.machine.refuse("it changes the time of a file");
		if (umask === void 0 || at(call, one, false).entry !== void 0) call.machine.refuse("it makes a file");
		mustHaveParent(call, path);
		const mode = 438 & ~umask;
		call.machine.perform({
			kind: "create",
			path,
			mode
		});
		call.machine.files.set(path, {
			type: "file",
			mode,
			uid: 0,
			gid: 0,
			size: 0
		});
	}
	return ends(call, operands.length === 0 ? 1 : 0);
}
function mv(call) {
	const { operands } = parted(call, /^(-[fv]+|--force)$/);
	const sources = operands.slice(0, -1);
	if (sources.length !== 1 || at(call, sources[0] ?? "", false).entry !== void 0) call.machine.refuse("it moves files");
	return ends(call, 1);
}
const ACTS = /^-(delete|exec|execdir|ok|okdir|fprint|fprint0|fprintf|fls)$/;
function find(call) {
	const args = knownArgs(call);
	const first = args.findIndex((one) => /^[-(!]/.test(one));
	const starts = args.slice(0, first < 0 ? args.length : first);
	if (starts.length > 0 && starts.every((one) => at(call, one, false).entry === void 0)) return ends(call, 1);
	if (args.some((one) => ACTS.test(one))) call.machine.refuse("find that acts on what it finds");
	return ends(call, void 0, void 0);
}
// src/repair/scripts/commands/maintscript-helper.ts
const maintscriptHelper = (call) => {
	const args = knownArgs(call);
	const [command = ""] = args;
	if (command === "supports") return ends(call, 0);
	const end = args.indexOf("--");
	if (end < 0) call.machine.refuse("a call without the script's own arguments");
	const [action = "", version = ""] = args.slice(end + 1);
	const own = args.slice(1, end);
	const count = command === "rm_conffile" ? 1 : 2;
	const paths = own.slice(0, count);
	const guard = own[count] ?? "";
	if (paths.length < count || own.length > count + 2) call.machine.refuse("a call that is not plain");
	if (action === "") call.machine.refuse("it fails for want of the script's arguments");
	const { script } = call.machine;
	const isBefore = script === "preinst" && (action === "install" || action === "upgrade");
	const isAfter = script === "postinst" && action === "configure";
	if (!isBefore && !isAfter) {
		if (script === "postrm" && action !== "upgrade") call.machine.refuse("a call for another action");
		return ends(call, 0);
	}
	const isDue = version === "" ? false : compared(version, "le-nl", guard);
	if (isDue === void 0) return call.machine.refuse("a version that is not well-formed");
	if (isBefore && !isDue) return ends(call, 0);
	if (hasNothingToDo(call, command, paths, isAfter, isDue)) return ends(call, 0);
	return call.machine.refuse("it moves files of an earlier version");
};
function hasNothingToDo(call, command, paths, isAfter, isDue) {
	const [path = ""] = paths;
	if (!path.startsWith("/")) call.machine.refuse("a path that is not absolute");
	const is = (one, types, follow = true) => {
		const place = call.machine.files.find(one, follow);
		return place === "unknown" || place.entry !== void 0 && types.includes(place.entry.type);
	};
	const exists = (one) => is(one, [
		"file",
		"directory",
		"symlink",
		"other"
	], false);
	switch (command) {
		case "rm_conffile":
			if (!isAfter) return !exists(path);
			return !isDue || !(exists(`${path}.dpkg-backup`) || exists(`${path}.dpkg-remove`));
		case "mv_conffile":
			if (!isAfter) return !exists(path);
			return !isDue || !(exists(`${path}.dpkg-remove`) || exists(path));
		case "symlink_to_dir": return isAfter ? !is(`${path}.dpkg-backup`, ["symlink"], false) : !is(path, ["symlink"], false);
		case "dir_to_symlink": {
			const folder = path.replace(/\/$/, "");
			if (isAfter) return !exists(`${folder}.dpkg-backup`) || is(folder, ["symlink"], false);
			return !is(folder, ["directory"], false);
		}
		default: return call.machine.refuse("a command of the helper that is not known");
	}
}
// src/repair/scripts/commands/printf.ts
function printed(args) {
	const [format = "", ...values] = args;
	if (format.startsWith("-") || /%[^s%]|%$|\\[^nt]|\\$/.test(format)) return void 0;
	if ((format.match(/%s/g) ?? []).length === 0 && values.length > 0) return void 0;
	let text = "";
	let next = 0;
	do
		text += format.replaceAll(/%s|%%|\\n|\\t/g, (sign) => {
			if (sign === "%s") return values[next++] ?? "";
			return sign === "%%" ? "%" : sign === "\\n" ? "\n" : "	";
		});
	while (next < values.length);
	return text;
}
// src/repair/scripts/commands/shell.ts
const SHELL = {
	":": (call) => ends(call, 0),
	true: (call) => ends(call, 0),
	false: (call) => ends(call, 1),
	exit: (call) => left(call, "exit"),
	return: (call) => left(call, "return"),
	break: (call) => looped(call, "break"),
	continue: (call) => looped(call, "continue"),
	set,
	shift,
	unset,
	export: declare,
	readonly: declare,
	local,
	read: read$1,
	cd,
	pwd: (call) => ends(call, 0, call.state.folder === void 0 ? void 0 : `${call.state.folder}\n`),
	umask,
	echo,
	printf: (call) => ends(call, 0, call.known === void 0 ? void 0 : printed(call.known)),
	trap
};
function left(call, kind) {
	const { state, args } = call;
	if (args === void 0 || args.length > 1) state.status = void 0;
	else if (args.length === 1) {
		const [status] = args;
		if (status !== void 0 && !/^[0-9]{1,3}$/.test(status)) call.machine.refuse("a status that is no number");
		state.status = status === void 0 ? void 0 : Number(status) & 255;
	}
	return { kind };
}
function looped(call, kind) {
	const [levels = "1"] = knownArgs(call);
	if (!/^[1-9]$/.test(levels)) call.machine.refuse("a number of loops that is no number");
	if (call.machine.scopes.length - 1 - call.machine.scopes.findLastIndex((scope) => scope.kind !== "loop") < Number(levels)) call.machine.refuse("it ends a loop that is not there");
	call.state.status = 0;
	return {
		kind,
		levels: Number(levels)
	};
}
function set(call) {
	const { machine, state, args } = call;
	if (machine.unknownLoops > 0) machine.refuse("options that are set in a loop");
	if (args === void 0) return machine.refuse("its arguments are not known");
	const rest = [...args];
	while (rest.length > 0) {
		const option = rest[0];
		if (option === void 0) return machine.refuse("its arguments are not known");
		if (option === "--" || !/^[-+]./.test(option)) {
			state.args = option === "--" ? rest.slice(1) : rest;
			break;
		}
		rest.shift();
		const isOn = option.startsWith("-");
		for (const letter of option.slice(1)) if (letter === "e") state.errexit = isOn;
		else if (letter === "u") state.nounset = isOn;
		else if (letter === "o") setNamed(call, rest.shift(), isOn);
		else if (letter !== "x" && letter !== "v") machine.refuse(`an option of the shell, ${letter}`);
	}
	return ends(call, 0);
}
function setNamed(call, name, isOn) {
	if (name === "errexit") call.state.errexit = isOn;
	else if (name === "nounset") call.state.nounset = isOn;
	else if (name === "pipefail") call.state.pipefail = isOn;
	else call.machine.refuse("an option of the shell");
}
function shift(call) {
	mustBeForeseen(call);
	const [count = "1"] = knownArgs(call);
	if (!/^[0-9]$/.test(count)) call.machine.refuse("a shift that is no number");
	const { state } = call;
	if (state.args !== void 0) {
		if (state.args.length < Number(count)) call.machine.refuse("it fails, as there is nothing to shift");
		state.args = state.args.slice(Number(count));
	}
	return ends(call, 0);
}
function unset(call) {
	for (const name of knownArgs(call)) {
		if (name === "-v") continue;
		if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) call.machine.refuse("it unsets what is no variable");
		call.interpreter.assign(call.state, name, name === "PATH" ? void 0 : null);
	}
	return ends(call, 0);
}
function declare(call) {
	for (const one of call.declarations) if (one.value !== void 0) call.interpreter.assign(call.state, one.name, one.value.text);
	else if (call.name === "export" && /^(LD_|ENV$)/.test(one.name)) call.machine.refuse(`it sets ${one.name}`);
	return ends(call, 0);
}
function local(call) {
	const { machine, state, interpreter } = call;
	const frame = interpreter.frames.at(-1);
	if (frame === void 0 || machine.innermost("function") === void 0) return machine.refuse("local outside of a function");
	for (const { name, value } of call.declarations) {
		const before = machine.variable(state, name);
		if (!frame.values.has(name)) frame.values.set(name, {
			value: before,
			isCertain: machine.doubts === frame.doubts
		});
		interpreter.assign(state, name, value !== void 0 ? value.text : before === null ? null : void 0);
	}
	return ends(call, 0);
}
function read$1(call) {
	const input = takeInput(call.machine);
	for (const name of knownArgs(call)) {
		if (name === "-r") continue;
		if (!/^[A-Za-z_]/.test(name)) call.machine.refuse("an option of read");
		call.interpreter.assign(call.state, name, input === "" ? "" : void 0);
	}
	return ends(call, input === "" ? 1 : void 0);
}
function mustBeForeseen(call) {
	if (call.machine.unknownLoops > 0 && !call.machine.assigned.has(`${call.name} …`)) call.machine.refuse("a command whose name is put together");
}
function cd(call) {
	mustBeForeseen(call);
	const { machine, state, known } = call;
	const [path] = known ?? [];
	if (known?.length !== 1 || path === void 0 || path.startsWith("-") || state.folder === void 0) {
		state.folder = void 0;
		return ends(call, void 0);
	}
	const place = machine.files.find(path.startsWith("/") ? path : `${state.folder}/${path}`);
	if (place === "unknown") {
		state.folder = void 0;
		return ends(call, void 0);
	}
	if (place.entry?.type !== "directory") return ends(call, 1);
	state.folder = `/${place.path}`;
	state.set("PWD", void 0);
	return ends(call, 0);
}
function umask(call) {
	const { known, state, machine } = call;
	if (known?.length === 0) return ends(call, 0, void 0);
	if (machine.unknownLoops > 0) machine.refuse("a mask that is set in a loop");
	const [mask = ""] = known ?? [];
	state.umask = /^[0-7]{1,4}$/.test(mask) ? Number.parseInt(mask, 8) & 511 : void 0;
	return ends(call, 0);
}
function echo(call) {
	const { known } = call;
	if (known !== void 0 && known[0]?.startsWith("-") !== true && !known.some((one) => one.includes("\\"))) return ends(call, 0, `${known.join(" ")}\n`);
	if (known?.[0] === "-n" && known[1]?.startsWith("-") !== true && !known.some((one) => one.includes("\\"))) return ends(call, 0, known.slice(1).join(" "));
	return ends(call, 0, void 0);
}
function trap(call) {
	const [action, ...signals] = knownArgs(call);
	if (!(signals.length > 0 && signals.every((one) => /^(1|2|3|13|15|HUP|INT|QUIT|PIPE|TERM|SIGINT|SIGTERM)$/.test(one))) && action !== "-" && action !== "") call.machine.refuse("a trap for the end of the script");
	return ends(call, 0);
}
// src/repair/scripts/commands/system.ts
const SYSTEM = {
	ldconfig,
	uname,
	id: looks,
	whoami: looks,
	date,
	hostname: bare,
	ls: looks,
	stat: looks,
	cmp: looks,
	diff: looks,
	sha1sum: looks,
	sha256sum: looks,
	expr: looks,
	seq: looks,
	pidof: looks,
	pgrep: looks,
	ps: looks,
	mountpoint: looks,
	df: looks,
	du: looks,
	ischroot: looks,
	runlevel: looks,
	readelf: looks,
	getconf: looks,
	nproc: looks,
	tty: looks,
	"systemd-detect-virt": looks,
	"dpkg-vendor": looks,
	"deb-systemd-invoke": (call) => call.machine.refuse("it steers services"),
	sleep: (call) => ends(call, 0),
	telinit: (call) => call.known?.length === 1 && /^[uUqQ]$/.test(call.known[0] ?? "") ? ends(call, void 0) : call.machine.refuse("it steers the system"),
	perl,
	which,
	"invoke-rc.d": invoke,
	"add-shell": shells,
	"update-shells": (call) => call.machine.refuse("it writes the list of shells")
};
function looks(call) {
	return ends(call, void 0, void 0);
}
function bare(call) {
	if (knownArgs(call).some((one) => !/^-[fsdiI]$/.test(one))) call.machine.refuse("it names the machine");
	return looks(call);
}
function date(call) {
	if (knownArgs(call).some((one) => /^(-s|--set|[0-9])/.test(one))) call.machine.refuse("it sets the clock");
	return looks(call);
}
function ldconfig(call) {
	const args = knownArgs(call).filter((one) => !/^(-v|--verbose|-X)$/.test(one));
	if (!(args.length === 0 || args.length === 2 && args[0] === "-r" && args[1] === "/") || call.known?.includes("-X") === true) call.machine.refuse("an option of ldconfig");
	call.machine.perform({ kind: "ldconfig" });
	return ends(call, 0, void 0);
}
function uname(call) {
	const { known, machine } = call;
	const [option = "-s"] = known ?? [];
	const release = machine.upgrade.facts.kernelRelease;
	if (known === void 0 || known.length > 1) return looks(call);
	if (option === "-s") return ends(call, 0, "Linux\n");
	return ends(call, 0, option === "-r" && release !== void 0 ? `${release}\n` : void 0);
}
function perl(call) {
	const { known } = call;
	if (known?.length === 2 && known[0] === "-e" && known[1] === "") return ends(call, void 0);
	return call.machine.refuse("a program of another language");
}
function which(call) {
	const { known } = call;
	const [name = ""] = known ?? [];
	return known?.length === 1 ? located(call, name) : looks(call);
}
function located(call, name) {
	if (name.startsWith("/")) {
		const place = call.machine.files.find(name);
		if (place === "unknown") return looks(call);
		return place.entry?.type === "file" && (place.entry.mode & 73) !== 0 ? ends(call, 0, `${name}\n`) : ends(call, 1);
	}
	if (!/^[A-Za-z0-9._+-]+$/.test(name)) return looks(call);
	const path = programPath(call, name);
	return path === void 0 ? ends(call, 1) : ends(call, 0, `${path}\n`);
}
function programPath(call, name) {
	for (const folder of [
		"/usr/local/sbin",
		"/usr/local/bin",
		"/usr/sbin",
		"/usr/bin",
		"/sbin",
		"/bin"
	]) {
		const place = call.machine.files.find(`${folder}/${name}`);
		if (place !== "unknown" && place.entry?.type === "file" && (place.entry.mode & 73) !== 0) return `${folder}/${name}`;
	}
}
function invoke(call) {
	const names = knownArgs(call).filter((one) => !one.startsWith("-"));
	const place = call.machine.files.find(`/etc/init.d/${names[0] ?? ""}`);
	const running = call.machine.files.find("/run/systemd/system");
	if (names.length < 2 || place === "unknown" || place.entry !== void 0 || running === "unknown" || running.entry !== void 0) call.machine.refuse("it steers services");
	return ends(call, void 0, void 0);
}
function shells(call) {
	const listed = call.machine.text("/etc/shells")?.split("\n");
	if (listed === void 0 || !knownArgs(call).every((one) => listed.includes(one))) call.machine.refuse("it writes the list of shells");
	return ends(call, 0);
}
// src/repair/scripts/commands/systemd.ts
const systemdHelper = (call) => {
	const args = knownArgs(call).filter((one) => one !== "--quiet" && one !== "--system");
	const instance = args.includes("--user") ? "user" : "system";
	const [action = "", ...units] = args.filter((one) => one !== "--user");
	const helper = new Helper(call, instance);
	if (units.length === 0 || units.some((one) => !/^[A-Za-z0-9@._:\\-]+$/.test(one))) call.machine.refuse("units that are not plain");
	switch (action) {
		case "unmask":
			if (units.every((unit) => helper.isUnmasked(unit))) return ends(call, 0);
			break;
		case "was-enabled": return ends(call, units.some((unit) => helper.wasEnabled(unit)) ? 0 : 1);
		case "debian-installed": return ends(call, units.some((unit) => helper.hasState(unit)) ? 0 : 1);
		case "enable":
			if (units.every((unit) => helper.isEnabledForGood(unit))) return ends(call, 0);
			break;
		case "update-state": if (units.every((unit) => helper.hasExactState(unit))) return ends(call, 0);
	}
	return call.machine.refuse("it changes the state of systemd's units");
};
var Helper = class {
	#call;
	#etc;
	#enabled;
	#masked;
	#instance;
	constructor(call, instance) {
		this.#call = call;
		this.#instance = instance;
		this.#etc = `/etc/systemd/${instance}`;
		const infix = instance === "user" ? "-user" : "";
		this.#enabled = `/var/lib/systemd/deb-systemd${infix}-helper-enabled`;
		this.#masked = `/var/lib/systemd/deb-systemd${infix}-helper-masked`;
	}
	isUnmasked(unit) {
		const folder = this.#at(this.#masked, false);
		if (folder !== void 0 && (folder.type !== "directory" || this.#call.machine.files.names(this.#masked.slice(1)).length === 0)) return false;
		return this.#at(`${this.#etc}/${unit}`, false) === void 0;
	}
	wasEnabled(unit) {
		if (!this.hasState(unit)) return true;
		return this.#entries(unit).every((link) => this.#at(link, false)?.type === "symlink");
	}
	hasState(unit) {
		return this.#at(this.#stateOf(unit), true)?.type === "file";
	}
	isEnabledForGood(unit) {
		const links = this.#links(unit, []);
		if (links === void 0 || !this.#isStateSound(unit)) return false;
		const recorded = this.#entries(unit);
		return links.every((link) => recorded.includes(link) && this.#at(`${this.#enabled}${link.slice(this.#etc.length)}`, true) !== void 0);
	}
	hasExactState(unit) {
		const links = this.#links(unit, []);
		return links !== void 0 && this.#isStateSound(unit) && links.join("\n") === this.#entries(unit).join("\n");
	}
	#isStateSound(unit) {
		const entry = this.#at(this.#stateOf(unit), false);
		return entry?.type === "file" && entry.mode === 420 && entry.uid === 0 && entry.gid === 0;
	}
	#entries(unit) {
		const text = this.#call.machine.text(this.#stateOf(unit));
		if (text === void 0) return this.#call.machine.refuse("the state of a unit is not known");
		return text.replace(/\n$/, "").split("\n").filter((line) => line !== "");
	}
	#stateOf(unit) {
		return `${this.#enabled}/${unit}.dsh-also`;
	}
	#links(unit, visited) {
		const folder = [
			this.#etc,
			`/lib/systemd/${this.#instance}`,
			`/usr/lib/systemd/${this.#instance}`
		].find((one) => this.#at(`${one}/${unit}`, true)?.type === "file");
		const text = folder === void 0 ? void 0 : this.#call.machine.text(`${folder}/${unit}`);
		if (text === void 0) return void 0;
		const links = [];
		const wanted = [];
		for (const line of text.split("\n")) {
			const [, key = "", value = ""] = /^\s*(WantedBy|RequiredBy|Also|Alias|DefaultInstance)=(.+)$/i.exec(line) ?? [];
			const names = value.trim().split(/\s+/);
			if (key !== "" && names.some((one) => !/^[A-Za-z0-9@._:-]+$/.test(one))) return void 0;
			if (key === "WantedBy") wanted.push(...names.map((one) => `${this.#etc}/${one}.wants/${unit}`));
			else if (key === "RequiredBy") wanted.push(...names.map((one) => `${this.#etc}/${one}.requires/${unit}`));
			else if (key === "Alias") {
				if (names.length > 1) return void 0;
				if (names[0] !== unit) links.push(`${this.#etc}/${names[0]}`);
			} else if (key === "Also") for (const other of names) {
				if (other === unit || visited.includes(other)) continue;
				visited.push(other);
				const more = visited.length > 20 ? void 0 : this.#links(other, visited);
				if (more === void 0) return void 0;
				links.push(...more);
			}
			else if (key !== "") return void 0;
		}
		return [...links, ...wanted];
	}
	#at(path, follow) {
		const place = this.#call.machine.files.find(path, follow);
		return place === "unknown" ? this.#call.machine.refuse("the state of a unit is not known") : place.entry;
	}
};
const systemctl = (call) => {
	const args = knownArgs(call).filter((one) => !/^--(quiet|system|no-pager|root=\/|property=?.*|value)$/.test(one) && one !== "-q" && one !== "-p");
	if (/^(is-active|is-enabled|is-failed|status|show|list-units|list-unit-files|cat|--version)$/.test(args[0] ?? "")) return ends(call, void 0, void 0);
	return call.machine.refuse("it steers services");
};
// src/repair/scripts/commands/test.ts
const test = (call) => {
	const { args, machine, name } = call;
	if (args === void 0) return ends(call, void 0);
	if (name === "[" && args.at(-1) !== "]") {
		if (args.at(-1) === void 0) return ends(call, void 0);
		machine.refuse("a test without its bracket");
	}
	const answer = ask(call, name === "[" ? args.slice(0, -1) : args);
	return ends(call, answer === void 0 ? void 0 : answer ? 0 : 1);
};
function ask(call, args) {
	const [first, second, third] = args;
	switch (args.length) {
		case 0: return false;
		case 1: return first === void 0 ? void 0 : first !== "";
		case 2:
			if (first === "!") return not(ask(call, args.slice(1)));
			return first === void 0 ? void 0 : unary(call, first, second);
		case 3: {
			if (second === void 0) return void 0;
			const answer = binary(call, first, second, third);
			if (answer !== "no operator") return answer;
			if (first === "!") return not(ask(call, args.slice(1)));
			if (first === "(" && third === ")") return ask(call, [second]);
			break;
		}
		case 4:
			if (first === "!") return not(ask(call, args.slice(1)));
			if (first === "(" && args[3] === ")") return ask(call, args.slice(1, 3));
	}
	return combined(call, args);
}
function combined(call, args) {
	if (args.includes(void 0) || args.length > 40) return void 0;
	const words = args;
	let at = 0;
	const primary = () => {
		const word = words[at];
		if (word === void 0) return void 0;
		if (word === "!") {
			at++;
			return not(primary());
		}
		if (word === "(") {
			at++;
			const inner = or();
			if (words[at++] !== ")") isBroken = true;
			return inner;
		}
		const next = words[at + 1];
		if (next !== void 0 && BINARY.has(next)) {
			const answer = binary(call, word, next, words[at + 2]);
			at += 3;
			return answer === "no operator" ? void 0 : answer;
		}
		if (/^-[a-zA-Z]$/.test(word) && next !== void 0) {
			at += 2;
			return unary(call, word, next);
		}
		at++;
		return word !== "";
	};
	const and = () => {
		let answer = primary();
		while (words[at] === "-a") {
			at++;
			const right = primary();
			answer = answer === false || right === false ? false : answer === void 0 || right === void 0 ? void 0 : true;
		}
		return answer;
	};
	const or = () => {
		let answer = and();
		while (words[at] === "-o") {
			at++;
			const right = and();
			answer = answer || right ? true : answer === void 0 || right === void 0 ? void 0 : false;
		}
		return answer;
	};
	let isBroken = false;
	const answer = or();
	return isBroken || at !== words.length ? void 0 : answer;
}
function not(answer) {
	return answer === void 0 ? void 0 : !answer;
}
const BINARY = new Set([
	"=",
	"!=",
	"-eq",
	"-ne",
	"-lt",
	"-le",
	"-gt",
	"-ge",
	"-ef",
	"-nt",
	"-ot"
]);
function binary(call, left, operator, right) {
	if (operator === "-a" || operator === "-o") {
		const [a, b] = [left, right].map((one) => one === void 0 ? void 0 : one !== "");
		if (operator === "-a") return a === false || b === false ? false : a === void 0 || b === void 0 ? void 0 : true;
		return a === true || b === true ? true : a === void 0 || b === void 0 ? void 0 : false;
	}
	if (!BINARY.has(operator)) return "no operator";
	if (left === void 0 || right === void 0) return void 0;
	if (operator === "=") return left === right;
	if (operator === "!=") return left !== right;
	if (operator === "-ef") return isSame(call, left, right);
	if (operator === "-nt" || operator === "-ot") return void 0;
	if (![left, right].every((one) => /^-?[0-9]{1,15}$/.test(one))) return void 0;
	const difference = Number(left) - Number(right);
	switch (operator) {
		case "-eq": return difference === 0;
		case "-ne": return difference !== 0;
		case "-lt": return difference < 0;
		case "-le": return difference <= 0;
		case "-gt": return difference > 0;
		default: return difference >= 0;
	}
}
function isSame(call, left, right) {
	const [a, b] = [left, right].map((one) => place(call, one, true));
	if (a === void 0 || b === void 0 || a === "unknown" || b === "unknown") return void 0;
	if (a.entry === void 0 || b.entry === void 0) return false;
	return a.path === b.path ? true : a.entry.type === "directory" ? false : void 0;
}
function place(call, path, follow) {
	const whole = absolute(call, path);
	return whole === void 0 ? void 0 : call.machine.files.find(whole, follow);
}
function unary(call, operator, operand) {
	if (operand === void 0) return void 0;
	if (operator === "-n") return operand !== "";
	if (operator === "-z") return operand === "";
	if (operand === "") return /^-[bcdefghkLprSsuwx]$/.test(operator) ? false : void 0;
	const found = place(call, operand, operator !== "-h" && operator !== "-L");
	if (found === void 0 || found === "unknown") return void 0;
	const { entry } = found;
	if (entry === void 0) return /^-[bcdefghkLprSsuwx]$/.test(operator) ? false : void 0;
	switch (operator) {
		case "-e": return true;
		case "-f": return entry.type === "file";
		case "-d": return entry.type === "directory";
		case "-h":
		case "-L": return entry.type === "symlink";
		case "-r":
		case "-w": return true;
		case "-x": return entry.type === "directory" || (entry.mode & 73) !== 0;
		case "-s": return entry.type === "file" ? entry.size > 0 : void 0;
		case "-u": return (entry.mode & 2048) !== 0;
		case "-g": return (entry.mode & 1024) !== 0;
		case "-k": return (entry.mode & 512) !== 0;
		case "-b":
		case "-c":
		case "-p":
		case "-S": return entry.type === "other" ? void 0 : false;
		default: return;
	}
}
// src/repair/scripts/commands/regex.ts
const MAX_QUANTIFIERS = 3;
function translated(expression, isExtended) {
	let out = "";
	let quantifiers = 0;
	let open = 0;
	const signs = expression.match(/\[\^?(?:[A-Za-z0-9_ .,:;/=+-])+\]|\\.|./gs) ?? [];
	for (const [index, sign] of signs.entries()) {
		const escaped = sign.length === 2 && sign.startsWith("\\") ? sign[1] ?? "" : void 0;
		const isLast = index === signs.length - 1;
		if (isExtended ? sign === "(" || sign === ")" : escaped === "(" || escaped === ")") {
			const isOpening = (escaped ?? sign) === "(";
			if (!isOpening && /[*+?]/.test(signs[index + 1] ?? "")) return void 0;
			open += isOpening ? 1 : -1;
			if (open < 0 || open > 1) return void 0;
			out += isOpening ? "(" : ")";
		} else if (sign === "*" || isExtended && (sign === "+" || sign === "?")) {
			if (index === 0 || /[*+?(^]$/.test(out) || ++quantifiers > MAX_QUANTIFIERS) return void 0;
			out += sign;
		} else if (sign === "^") {
			if (index !== 0) return void 0;
			out += "^";
		} else if (sign === "$") {
			if (!isLast) return void 0;
			out += "$";
		} else if (sign === ".") out += "[^\\n]";
		else if (sign.length > 2) {
			if (/[A-Za-z]-[a-z]/.test(sign) && !/A-Z|a-z/.test(sign)) return void 0;
			out += sign.replaceAll("/", "\\/");
		} else if (escaped !== void 0) {
			if (/[A-Za-z0-9(){}|+?<>'`]/.test(escaped)) return void 0;
			out += `\\x${escaped.charCodeAt(0).toString(16).padStart(2, "0")}`;
		} else if (/[A-Za-z0-9_ ,:;/=@%&~"'#!<>-]/.test(sign)) out += sign.replace("/", "\\/");
		else if (!isExtended && /[+?(){}|]/.test(sign)) out += `\\${sign}`;
		else return void 0;
	}
	return open === 0 ? new RegExp(out) : void 0;
}
// src/repair/scripts/commands/sed.ts
function isHarmlessSed(script) {
	let at = 0;
	const skip = (signs) => {
		while (at < script.length && signs.test(script[at] ?? "")) at++;
	};
	const delimited = (delimiter) => {
		let inBrackets = false;
		for (; at < script.length; at++) {
			const sign = script[at] ?? "";
			if (sign === delimiter) {
				if (inBrackets) return false;
				at++;
				return true;
			}
			if (sign === "\\") at++;
			else if (sign === "[") inBrackets = true;
			else if (sign === "]") inBrackets = false;
		}
		return false;
	};
	const address = () => {
		const sign = script[at] ?? "";
		if (sign === "$" || /[0-9]/.test(sign)) {
			at++;
			skip(/[0-9]/);
			return true;
		}
		if (sign !== "/") return true;
		at++;
		if (!delimited("/")) return false;
		skip(/I/);
		return true;
	};
	for (;;) {
		skip(/[\s;}]/);
		if (at >= script.length) return true;
		if (!address()) return false;
		skip(/[ \t]/);
		if (script[at] === ",") {
			at++;
			skip(/[ \t]/);
			if (!address()) return false;
		}
		skip(/[ \t!]/);
		const command = script[at++] ?? "";
		if (command === "{") continue;
		if (command === "s" || command === "y") {
			const delimiter = script[at++] ?? "";
			if (!/[/|,:#@!]/.test(delimiter) || !delimited(delimiter) || !delimited(delimiter)) return false;
			if (command === "s") skip(/[gpI0-9]/);
		} else if (!/[dpqgGhHxDPNn=]/.test(command)) return false;
		skip(/[ \t]/);
		if (at < script.length && !/[;}\n]/.test(script[at] ?? "")) return false;
	}
}
// src/repair/scripts/commands/text.ts
const TEXT = {
	cat,
	cut,
	md5sum,
	head: filter,
	tail: filter,
	tr: filter,
	wc: (call) => ends(call, 0, void 0),
	sort,
	uniq,
	grep,
	egrep: grep,
	fgrep: grep,
	sed,
	awk,
	mawk: awk,
	gawk: awk,
	basename: basename$1,
	dirname: dirname$1,
	readlink: readlink$1,
	realpath: readlink$1
};
const MATCHING = 32e3;
function areTooLong(lines) {
	return lines.length > 16 || lines.some((line) => line.length > 64);
}
function filter(call) {
	return ends(call, void 0, !(call.known === void 0 || call.known.some((one) => /^[^-+]*\//.test(one))) && takeInput(call.machine) === "" ? "" : void 0);
}
function cut(call) {
	const words = call.known?.join("\n") ?? "";
	const [, first] = /^-f\n?([1-9])\n-d\n?[!-~ ]$/.exec(words) ?? [];
	const [, last] = /^-d\n?[!-~ ]\n-f\n?([1-9])$/.exec(words) ?? [];
	const [, delimiter = ""] = /(?:^|\n)-d\n?([!-~ ])(?:\n|$)/.exec(words) ?? [];
	const field = Number(first ?? last);
	const input = Number.isNaN(field) ? void 0 : takeInput(call.machine);
	if (input === void 0) return filter(call);
	call.machine.work(input.length);
	return ends(call, 0, (input === "" ? [] : input.replace(/\n$/, "").split("\n")).map((line) => line.includes(delimiter) ? line.split(delimiter)[field - 1] ?? "" : line).map((line) => `${line}\n`).join(""));
}
function md5sum(call) {
	const [path = "", ...more] = call.known ?? [];
	const whole = more.length === 0 && /^[\w./+:-]+$/.test(path) && !path.startsWith("-") ? absolute(call, path) : void 0;
	const text = whole === void 0 ? void 0 : call.machine.text(whole);
	if (text === void 0) return ends(call, void 0, void 0);
	return ends(call, 0, `${createHash("md5").update(text, "latin1").digest("hex")}  ${path}\n`);
}
function cat(call) {
	const { known, machine } = call;
	if (known?.length === 0) return ends(call, 0, takeInput(machine));
	const [path = ""] = known ?? [];
	const whole = known?.length === 1 && !path.startsWith("-") ? absolute(call, path) : void 0;
	return ends(call, void 0, whole === void 0 ? void 0 : machine.text(whole));
}
function sort(call) {
	if (knownArgs(call).some((one) => /^(-[a-zA-Z]*[oTS]|--[a-z]*)/.test(one) && one !== "--unique" && one !== "--reverse")) call.machine.refuse("sort that writes to a file");
	return filter(call);
}
function uniq(call) {
	if (knownArgs(call).filter((one) => !one.startsWith("-")).length > 1) call.machine.refuse("uniq that writes to a file");
	return filter(call);
}
function grep(call) {
	const { known, machine, name } = call;
	const args = [...known ?? []];
	let letters = "";
	while (args[0]?.startsWith("-") === true && args[0] !== "-") letters += args.shift()?.slice(1) ?? "";
	const [expression, ...files] = args;
	if (known === void 0 || expression === void 0 || files.length > 0) return ends(call, void 0, void 0);
	const input = takeInput(machine);
	if (input === "" && !/[cLe]/.test(letters)) return ends(call, 1, "");
	if (input === void 0 || !/^[qEF]*$/.test(letters)) return ends(call, void 0, void 0);
	const lines = input.replace(/\n$/, "").split("\n");
	const isFixed = letters.includes("F") || name === "fgrep";
	const pattern = isFixed ? void 0 : translated(expression, letters.includes("E") || name === "egrep");
	if (pattern === void 0 && !isFixed || areTooLong(lines)) return ends(call, void 0, letters.includes("q") ? "" : void 0);
	machine.work(MATCHING);
	const found = lines.filter((line) => pattern === void 0 ? line.includes(expression) : pattern.test(line));
	return ends(call, found.length > 0 ? 0 : 1, letters.includes("q") ? "" : found.map((line) => `${line}\n`).join(""));
}
function sed(call) {
	const { machine } = call;
	const args = [...knownArgs(call)];
	const scripts = [];
	let letters = "";
	while (args[0]?.startsWith("-") === true) {
		const option = args.shift() ?? "";
		if (option === "--") break;
		if (/^-[nrEsu]*e?$/.test(option) && option !== "-") {
			letters += option.slice(1);
			if (option.endsWith("e")) scripts.push(args.shift() ?? machine.refuse("sed without its script"));
		} else if (/^-[nrE]*e./.test(option)) {
			letters += /^-([nrE]*)e/.exec(option)?.[1] ?? "";
			scripts.push(option.replace(/^-[nrE]*e/, ""));
		} else if (option === "--quiet" || option === "--regexp-extended") letters += option === "--quiet" ? "n" : "E";
		else machine.refuse("sed that may write to a file");
	}
	if (args.slice(scripts.length === 0 ? 1 : 0).some((one) => one.startsWith("-"))) machine.refuse("sed that may write to a file");
	if (scripts.length === 0) scripts.push(args.shift() ?? machine.refuse("sed without its script"));
	for (const script of scripts) if (!isHarmlessSed(script)) machine.refuse("a script of sed that may write or execute");
	if (args.length > 0) return ends(call, void 0, void 0);
	const input = takeInput(machine);
	if (input === "") return ends(call, 0, "");
	const [script] = scripts;
	return ends(call, 0, scripts.length === 1 && letters === "" && script !== void 0 ? substituted(call, script, input) : void 0);
}
function substituted(call, script, input) {
	const [, , expression, replacement, flags] = /^s([/|,:#])((?:\\.|(?!\1)[^\\])*)\1((?:\\.|(?!\1)[^\\])*)\1(g?)$/s.exec(script) ?? [];
	if (input === void 0 || expression === void 0 || replacement === void 0) return void 0;
	const pattern = translated(expression, false);
	const lines = input.replace(/\n$/, "").split("\n");
	if (pattern === void 0 || areTooLong(lines)) return void 0;
	if (/&|\\[^0-9*./ -]/.test(replacement)) return void 0;
	call.machine.work(MATCHING);
	const replace = (_whole, ...found) => replacement.replaceAll(/\\(.)/gs, (_, sign) => /[0-9]/.test(sign) ? String(found[Number(sign) - 1] ?? "") : sign);
	if (/\\0/.test(replacement)) return void 0;
	const all = flags === "g" ? new RegExp(pattern.source, "g") : pattern;
	return lines.map((line) => `${line.replace(all, replace)}\n`).join("");
}
function awk(call) {
	const args = [...knownArgs(call)];
	while (args[0]?.startsWith("-") === true) {
		const option = args.shift() ?? "";
		if (!/^-[Fv]/.test(option)) call.machine.refuse("an option of awk");
		if (option.length === 2) args.shift();
	}
	const program = args[0] ?? "";
	if (/[>|@]|system|getline/.test(program.replaceAll("||", ""))) call.machine.refuse("a program of awk that may write or execute");
	takeInput(call.machine);
	return ends(call, void 0, void 0);
}
function basename$1(call) {
	const { known } = call;
	const [path = "", suffix] = known ?? [];
	if (known === void 0 || known.length > 2 || !/[^/]/.test(path) || path.startsWith("-")) return ends(call, void 0, void 0);
	const base = path.replace(/\/+$/, "").split("/").at(-1) ?? "";
	return ends(call, 0, `${suffix !== void 0 && base.endsWith(suffix) && base !== suffix ? base.slice(0, base.length - suffix.length) : base}\n`);
}
function dirname$1(call) {
	const { known } = call;
	const [path = ""] = known ?? [];
	if (known?.length !== 1 || !/^\/[^/]/.test(path) || /\/\/|\/$/.test(path)) return ends(call, void 0, void 0);
	return ends(call, 0, `${path.slice(0, path.lastIndexOf("/")) || "/"}\n`);
}
function readlink$1(call) {
	const { known, machine, name } = call;
	const options = known?.filter((one) => one.startsWith("-")) ?? [];
	const paths = known?.filter((one) => !one.startsWith("-")) ?? [];
	const whole = known !== void 0 && paths.length === 1 ? absolute(call, paths[0] ?? "") : void 0;
	if (whole === void 0 || options.some((one) => one !== "-f" && one !== "-e") || options.length > 1) return ends(call, void 0, void 0);
	const follows = options.length === 1 || name === "realpath";
	const place = machine.files.find(whole, follows);
	if (place === "unknown") return ends(call, void 0, void 0);
	if (!follows) {
		const target = place.entry?.type === "symlink" ? place.entry.target : void 0;
		return target === void 0 ? ends(call, 1) : ends(call, 0, `${target}\n`);
	}
	if (place.entry !== void 0) return ends(call, 0, `/${place.path}\n`);
	return options[0] === "-e" ? ends(call, 1) : ends(call, void 0, void 0);
}
// src/repair/scripts/commands/dispatch.ts
const PROGRAMS = new Map(Object.entries({
	...TEXT,
	...FILES,
	...ACCOUNTS,
	...DPKG,
	...SYSTEM,
	"update-alternatives": updateAlternatives,
	"deb-systemd-helper": systemdHelper,
	"dpkg-maintscript-helper": maintscriptHelper,
	systemctl
}));
const BUILT_IN = new Map(Object.entries({
	...SHELL,
	test,
	"[": test
}));
function isOfShell(name) {
	return BUILT_IN.has(name) || [
		"command",
		"eval",
		"exec"
	].includes(name);
}
const MUST_EXIST = new Set([
	...Object.keys(FILES),
	"ldconfig",
	"dpkg-trigger",
	"update-alternatives"
]);
const HARMLESS_PREFIX = /^(LC_[A-Z]+|LANG|LANGUAGE|TZ|DEBIAN_FRONTEND|DEBCONF_[A-Z_]+|TERM|COLUMNS)$/;
function runCommand(interpreter, state, spoken) {
	const { machine } = interpreter;
	const { name, args, declarations, prefix } = spoken;
	for (const arg of args ?? []) machine.work(arg?.length ?? 0);
	if (name === void 0) return machine.refuse("it is not known which command is run");
	if (prefix.some((one) => !HARMLESS_PREFIX.test(one.name))) machine.refuse("a variable that is set for one command");
	const call = {
		interpreter,
		machine,
		state,
		name,
		args,
		known: args?.every((one) => one !== void 0) === true ? args : void 0,
		declarations
	};
	if (name === "." || name === "exec" || name === "command" || name === "eval") return leads(call);
	if (state.functions.has(name)) {
		if (prefix.length > 0) machine.refuse("a variable that is set for one call of a function");
		const body = state.functions.get(name);
		return body === void 0 ? machine.refuse("a function that may be one of several") : interpreter.call(state, body, args);
	}
	const own = BUILT_IN.get(name);
	if (own !== void 0) return own(call);
	if (name.startsWith("db_")) return debconf(call);
	return program(call);
}
function program(call) {
	const { machine, name } = call;
	const base = /^(?:\/usr)?\/s?bin\/([^/]+)$/.exec(name)?.[1] ?? name;
	if (base.includes("/")) return helper(call);
	const handler = PROGRAMS.get(base) ?? machine.refuse(`the command ${shown(base)} is not known`);
	const path = programPath(call, base);
	if (path?.startsWith("/usr/local/") === true && base === name) machine.refuse("another program of that name comes first");
	if (path === void 0 && MUST_EXIST.has(base)) machine.refuse("the program is not there");
	const flow = handler({
		...call,
		name: base
	});
	if (machine.stdin !== "") machine.stdin = void 0;
	return flow;
}
function shown(name) {
	return name.slice(0, 60);
}
const NOTHING_ON_MERGED_USR = new Set(["99b0c51687292125bcc4486fc173b331d0ef4f07b7dc8a39575a075e8b8f0407"]);
function helper(call) {
	const { machine, name, known } = call;
	const text = machine.text(name);
	const digest = text === void 0 ? "" : createHash("sha256").update(text, "latin1").digest("hex");
	const lib = machine.files.find("/lib", false);
	const isMerged = lib !== "unknown" && lib.entry?.type === "symlink" && /^\/?usr\/lib$/.test(lib.entry.target ?? "");
	if (NOTHING_ON_MERGED_USR.has(digest) && isMerged && known !== void 0 && !known.includes("--force")) return ends(call, 0, void 0);
	return machine.refuse(`the command ${shown(name)} is not known`);
}
function leads(call) {
	const { machine, name, known } = call;
	const [first = ""] = known ?? [];
	if (name === "." && known?.length === 1 && first === "/usr/share/debconf/confmodule") {
		const place = machine.files.find(first);
		if (place === "unknown" || place.entry?.type !== "file") machine.refuse("debconf is not there");
		return loadDebconf(call);
	}
	if (name === "command" && first === "-v" && known?.length === 2) {
		const [, wanted = ""] = known;
		if (BUILT_IN.has(wanted) || call.state.functions.has(wanted)) return ends(call, 0, void 0);
		return located(call, wanted);
	}
	if (name === "command" && known !== void 0 && first !== "" && !first.startsWith("-")) return runCommand(call.interpreter, withoutFunctions(call.state, first), {
		name: first,
		args: known.slice(1),
		declarations: [],
		prefix: []
	});
	if (name === ".") return machine.refuse(`it loads ${shown(first)}`);
	return machine.refuse(`${name} of what is not followed`);
}
function withoutFunctions(state, name) {
	if (state.functions.has(name)) state.functions.set(name, void 0);
	return state;
}
// src/repair/scripts/arithmetic.ts
function evaluate(text, variable) {
	if (/\+\+|--|(?<![=!<>])=(?!=)|<<=|>>=/.test(text)) return "assigns";
	if (text.length > 256) return void 0;
	const tokens = text.match(/[A-Za-z_][A-Za-z0-9_]*|[0-9]+|[-+*/%()]|\S/g) ?? [];
	let at = 0;
	const primary = () => {
		const token = tokens[at++] ?? "";
		if (token === "-") return -primary();
		if (token === "+") return primary();
		if (token === "(") {
			const inner = sum();
			return tokens[at++] === ")" ? inner : NaN;
		}
		const written = /^[A-Za-z_]/.test(token) ? variable(token) : token;
		return written !== null && written !== void 0 && /^(0|[1-9][0-9]{0,8})$/.test(written) ? Number(written) : NaN;
	};
	const product = () => {
		let left = primary();
		for (let sign = tokens[at]; sign === "*" || sign === "/" || sign === "%"; sign = tokens[at]) {
			at++;
			const right = primary();
			if (sign === "*") left *= right;
			else if (right === 0) left = NaN;
			else left = sign === "/" ? Math.trunc(left / right) : left % right;
		}
		return left;
	};
	const sum = () => {
		let left = product();
		for (let sign = tokens[at]; sign === "+" || sign === "-"; sign = tokens[at]) {
			at++;
			const right = product();
			left = sign === "+" ? left + right : left - right;
		}
		return left;
	};
	const result = sum();
	return at === tokens.length && Number.isSafeInteger(result) ? String(result + 0) : void 0;
}
// src/repair/scripts/value.ts
function joined$1(a, b) {
	if (a === void 0 || b === void 0) return void 0;
	if (a.length + b.length > 32768) throw new Refusal("a value grows too long");
	return a + b;
}
function either(a, b) {
	return a === b ? a : void 0;
}
function readPattern(text, isQuoted) {
	const signs = [];
	for (let i = 0; i < text.length; i++) {
		const sign = text[i] ?? "";
		if (isQuoted(i)) signs.push({ literal: sign });
		else if (sign === "*") signs.push("any");
		else if (sign === "?") signs.push("one");
		else if (sign === "\\") return void 0;
		else if (sign === "[" && !text.includes("]", i + 1)) signs.push({ literal: sign });
		else if (sign === "[") {
			const found = /^\[(!?)((?:[A-Za-z0-9_ .,:+/\t]-[A-Za-z0-9]|[A-Za-z0-9_ .,:+/\t])+)\]/.exec(text.slice(i));
			if (found === null) return void 0;
			for (let k = i; k < i + found[0].length; k++) if (isQuoted(k)) return void 0;
			const ranges = [...(found[2] ?? "").matchAll(/(.)-(.)|(.)/gs)].map(([, from, to, only]) => [from ?? only ?? "", to ?? only ?? ""]);
			signs.push({
				negated: found[1] === "!",
				ranges
			});
			i += found[0].length - 1;
		} else signs.push({ literal: sign });
	}
	return signs;
}
function matches(signs, text) {
	if (signs.length * text.length > 2e5) return void 0;
	let sign = 0;
	let at = 0;
	let star = -1;
	let resume = 0;
	while (at < text.length) {
		const current = signs[sign];
		if (current === "any") {
			star = sign++;
			resume = at;
		} else if (current !== void 0 && takes(current, text[at] ?? "")) {
			sign++;
			at++;
		} else if (star >= 0) {
			sign = star + 1;
			at = ++resume;
		} else return false;
	}
	while (signs[sign] === "any") sign++;
	return sign === signs.length;
}
function takes(sign, character) {
	if (sign === "one") return true;
	if ("literal" in sign) return sign.literal === character;
	return sign.ranges.some(([from, to]) => from <= character && character <= to) !== sign.negated;
}
// src/repair/scripts/glob.ts
function globbed(machine, folder, pattern, isQuoted) {
	if (readPattern(pattern, isQuoted)?.every((sign) => typeof sign === "object" && "literal" in sign) === true) return [pattern];
	const { files } = machine;
	if (!pattern.startsWith("/") && folder === void 0) return void 0;
	let found = [""];
	let start = 0;
	for (const segment of pattern.split("/")) {
		const from = start;
		start += segment.length + 1;
		const signs = readPattern(segment, (index) => isQuoted(from + index));
		if (signs === void 0) return void 0;
		const isPlain = signs.every((sign) => typeof sign === "object" && "literal" in sign);
		const next = [];
		for (const base of found) {
			const absolute = base.startsWith("/") || from > 0 ? base : "";
			if (isPlain) {
				next.push(from === 0 ? segment : `${base}/${segment}`);
				continue;
			}
			const place = files.find(pattern.startsWith("/") ? `${absolute}/` : `${folder}/${absolute}`);
			if (place === "unknown") return void 0;
			if (place.entry?.type !== "directory") continue;
			const showsHidden = segment.startsWith(".");
			const names = files.names(place.path);
			machine.work(names.length * 64);
			for (const name of names.toSorted()) {
				if (name.startsWith(".") && !showsHidden) continue;
				const isMatch = matches(signs, name);
				if (isMatch === void 0) return void 0;
				if (isMatch) next.push(from === 0 ? name : `${base}/${name}`);
			}
		}
		if (next.length > 2e3) return void 0;
		found = next;
	}
	const existing = [];
	for (const path of found) {
		const place = files.find(path.startsWith("/") ? path : `${folder}/${path}`, false);
		if (place === "unknown") return void 0;
		if (place.entry !== void 0) existing.push(path);
	}
	return existing.length > 0 ? existing : [pattern];
}
var State = class State {
	variables = new Map();
	functions = new Map();
	args = [];
	status = 0;
	errexit = false;
	nounset = false;
	pipefail = false;
	folder = "/";
	umask = 18;
	copy() {
		const copy = new State();
		copy.take(this);
		return copy;
	}
	take(other) {
		this.variables = new Map(other.variables);
		this.functions = new Map(other.functions);
		this.args = other.args;
		this.status = other.status;
		this.errexit = other.errexit;
		this.nounset = other.nounset;
		this.pipefail = other.pipefail;
		this.folder = other.folder;
		this.umask = other.umask;
	}
	get size() {
		return this.variables.size + this.functions.size;
	}
	set(name, value) {
		if (this.variables.size >= 1e3 && !this.variables.has(name)) throw new Refusal("it has more variables than any known script");
		this.variables.set(name, value);
	}
	join(other, initial) {
		for (const name of new Set([...this.variables.keys(), ...other.variables.keys()])) {
			const mine = this.variables.has(name) ? this.variables.get(name) : initial(name);
			const theirs = other.variables.has(name) ? other.variables.get(name) : initial(name);
			this.variables.set(name, mine === theirs ? mine : void 0);
		}
		for (const name of new Set([...this.functions.keys(), ...other.functions.keys()])) if (this.functions.get(name) !== other.functions.get(name)) this.functions.set(name, void 0);
		this.args = joinFields(this.args, other.args);
		this.status = eitherStatus(this.status, other.status);
		this.errexit = either(this.errexit, other.errexit);
		this.nounset = this.nounset || other.nounset;
		this.pipefail = this.pipefail || other.pipefail;
		this.folder = either(this.folder, other.folder);
		this.umask = either(this.umask, other.umask);
	}
};
function eitherStatus(a, b) {
	if (a === b) return a;
	return a === void 0 || b === void 0 || a === 0 || b === 0 ? void 0 : -1;
}
function joinFields(a, b) {
	if (a === void 0 || b === void 0 || a.length !== b.length) return void 0;
	return a.map((value, index) => either(value, b[index]));
}
// src/repair/scripts/expand.ts
var Expander = class {
	#machine;
	#substitute;
	constructor(machine, substitute) {
		this.#machine = machine;
		this.#substitute = substitute;
	}
	fields(state, words) {
		const all = [];
		let isKnown = true;
		for (const word of words) {
			const fields = this.#fieldsOf(state, word);
			if (fields === void 0) isKnown = false;
			else for (const field of fields) all.push(field);
			if (all.length > 2e3) this.#machine.refuse("it has more words than any known script");
		}
		return isKnown ? all : void 0;
	}
	text(state, word) {
		let text = "";
		for (const segment of this.#segments(state, word, false)) {
			if (segment.breaks) text = joined$1(text, " ");
			text = joined$1(text, segment.value);
		}
		this.#machine.work(text?.length ?? 0);
		return text;
	}
	pattern(state, word) {
		let text = "";
		let mask = "";
		for (const segment of this.#segments(state, word, false)) {
			if (segment.value === void 0) return void 0;
			text += segment.value;
			mask += (segment.quoted ? "q" : "-").repeat(segment.value.length);
			if (text.length > 32768) return void 0;
		}
		this.#machine.work(text.length);
		return readPattern(text, (index) => mask[index] === "q");
	}
	#fieldsOf(state, word) {
		const segments = this.#segments(state, word, true);
		const separators = this.#machine.variable(state, "IFS");
		const fields = new FieldList();
		for (const segment of segments) {
			if (segment.breaks) fields.end();
			if (!segment.splits || segment.quoted) fields.add(segment.value, segment.quoted);
			else if (segment.value === void 0) return void 0;
			else if (separators === " 	\n") fields.split(segment.value);
			else if (typeof separators === "string" && ![...separators].some((one) => segment.value?.includes(one))) fields.add(segment.value, false);
			else return void 0;
		}
		fields.end();
		const all = [];
		for (const { text, mask } of fields.list) {
			this.#machine.work(text?.length ?? 0);
			if (!(text !== void 0 && /[*?[]/.test(text.replaceAll(/./gs, (sign, i) => mask[i] === "q" ? "_" : sign)))) all.push(text);
			else {
				const found = globbed(this.#machine, state.folder, text, (index) => mask[index] === "q");
				if (found === void 0) return void 0;
				all.push(...found);
			}
		}
		return all;
	}
	#segments(state, word, splits) {
		return word.parts.flatMap((part) => this.#part(state, part, splits));
	}
	#part(state, part, splits) {
		switch (part.kind) {
			case "text": return [{
				value: part.text,
				quoted: part.quoted,
				splits: false
			}];
			case "command": return [{
				value: this.#substitute(state, part.body),
				quoted: part.quoted,
				splits
			}];
			case "arithmetic": return [{
				value: this.#arithmetic(state, part.parts),
				quoted: part.quoted,
				splits
			}];
			default: return this.#parameter(state, part, splits);
		}
	}
	#arithmetic(state, parts) {
		const text = this.text(state, { parts });
		if (text === void 0) return this.#machine.refuse("arithmetic with a text that is not known");
		const result = evaluate(text, (name) => this.#machine.variable(state, name));
		if (result === "assigns") return this.#machine.refuse("arithmetic that sets a variable");
		return result;
	}
	#parameter(state, part, splits) {
		const { name, operator, quoted } = part;
		if (name === "@" || name === "*") return this.#arguments(state, part, splits);
		const value = this.#value(state, name);
		const one = (text) => [{
			value: text,
			quoted,
			splits
		}];
		switch (operator) {
			case void 0: return one(this.#mustBeSet(state, value));
			case "length": return one(measured(this.#mustBeSet(state, value)));
			case "%":
			case "%%":
			case "#":
			case "##": {
				const pattern = this.pattern(state, part.word ?? NO_WORD);
				const text = this.#mustBeSet(state, value);
				return one(pattern === void 0 || text === void 0 ? void 0 : this.#stripped(text, pattern, operator));
			}
			default: return this.#alternative(state, part, value, splits);
		}
	}
	#alternative(state, part, value, splits) {
		const { operator = "-", quoted } = part;
		const word = part.word ?? NO_WORD;
		const isSet = value === null || operator.startsWith(":") && value === "" ? false : value === void 0 ? void 0 : true;
		const own = {
			value: value ?? void 0,
			quoted,
			splits
		};
		const others = () => this.#segments(state, word, splits).map((segment) => quoted ? {
			...segment,
			quoted: true
		} : {
			...segment,
			splits: segment.splits || !segment.quoted
		});
		switch (operator.at(-1)) {
			case "+":
				if (isSet === void 0) return this.#perhaps(state, () => others(), quoted, splits);
				return isSet ? others() : [{
					value: "",
					quoted,
					splits: false
				}];
			case "?":
				if (isSet === false) this.#machine.refuse(`it fails, as ${part.name} is not set`);
				if (isSet === void 0 && !this.#machine.isMain) this.#machine.refuse(`it may fail, as ${part.name} may not be set`);
				return [own];
			case "=":
				if (isSet) return [own];
				if (isSet === void 0) {
					this.#perhaps(state, () => others(), quoted, splits);
					state.set(part.name, void 0);
					return [{
						value: void 0,
						quoted,
						splits
					}];
				}
				state.set(part.name, this.text(state, word));
				return [{
					value: this.#machine.variable(state, part.name) ?? void 0,
					quoted,
					splits
				}];
			default:
				if (isSet === true) return [own];
				if (isSet === void 0) return this.#perhaps(state, () => others(), quoted, splits);
				return others();
		}
	}
	#perhaps(state, expand, quoted, splits) {
		const before = state.copy();
		this.#machine.doubt++;
		expand();
		this.#machine.doubt--;
		this.#machine.join(state, [before]);
		return [{
			value: void 0,
			quoted,
			splits: splits || !quoted
		}];
	}
	#arguments(state, part, splits) {
		const { args } = state;
		const { quoted, operator } = part;
		if (operator === "length" || operator?.includes("%") || operator?.includes("#") || operator?.includes("=")) this.#machine.refuse("an expansion of all arguments that shells read differently");
		if (operator !== void 0 && args === void 0) this.#machine.refuse("an expansion of unknown arguments");
		if (operator !== void 0 && args !== void 0) {
			if (args.length === 1 && args[0] === void 0) this.#machine.refuse("an expansion of unknown arguments");
			const isSet = args.length > 1 || args.length === 1 && (!operator.startsWith(":") || args[0] !== "");
			if (operator.endsWith("+") !== isSet) {
				if (operator.endsWith("+")) return [];
				return this.#alternative(state, part, null, splits);
			}
			if (operator.endsWith("+")) return this.#alternative(state, part, "x", splits);
		}
		if (args === void 0) return [{
			value: void 0,
			quoted: quoted && part.name === "*",
			splits: true
		}];
		if (quoted && part.name === "*") {
			if (this.#machine.variable(state, "IFS") !== " 	\n") return [{
				value: void 0,
				quoted,
				splits
			}];
			return [{
				value: args.reduce((text, one, i) => joined$1(i === 0 ? "" : joined$1(text, " "), one), ""),
				quoted,
				splits
			}];
		}
		return args.map((value, index) => ({
			value,
			quoted,
			splits,
			breaks: index > 0
		}));
	}
	#value(state, name) {
		if (name === "?") return state.status === void 0 || state.status === -1 ? void 0 : String(state.status);
		if (name === "#") return state.args === void 0 ? void 0 : String(state.args.length);
		if (/^[0$!-]$/.test(name)) return void 0;
		if (/^[0-9]+$/.test(name)) {
			if (state.args === void 0) return void 0;
			return Number(name) <= state.args.length ? state.args[Number(name) - 1] : null;
		}
		return this.#machine.variable(state, name);
	}
	#mustBeSet(state, value) {
		if (value !== null) return value;
		if (state.nounset) this.#machine.refuse("it fails, as a variable is not set");
		return "";
	}
	#stripped(text, pattern, operator) {
		if (text.length > 512) return void 0;
		this.#machine.work(text.length * text.length * pattern.length);
		const lengths = Array.from({ length: text.length + 1 }, (_, length) => length);
		if (operator.length === 2) lengths.reverse();
		for (const length of lengths) {
			const [taken, left] = operator.startsWith("#") ? [text.slice(0, length), text.slice(length)] : [text.slice(text.length - length), text.slice(0, text.length - length)];
			const isTaken = matches(pattern, taken);
			if (isTaken === void 0) return void 0;
			if (isTaken) return left;
		}
		return text;
	}
};
const NO_WORD = { parts: [] };
function measured(text) {
	return text !== void 0 && /^[\0-\x7f]*$/.test(text) ? String(text.length) : void 0;
}
var FieldList = class {
	list = [];
	#current;
	add(value, quoted) {
		if (value === "" && !quoted) return;
		this.#current ??= {
			text: "",
			mask: ""
		};
		this.#current.text = joined$1(this.#current.text, value);
		this.#current.mask += (quoted ? "q" : "-").repeat(value?.length ?? 0);
	}
	split(value) {
		const pieces = value.split(/[ \t\n]+/);
		for (const [index, piece] of pieces.entries()) {
			if (index > 0) this.end();
			this.add(piece, false);
		}
	}
	end() {
		if (this.#current !== void 0) this.list.push(this.#current);
		this.#current = void 0;
	}
};
// src/repair/scripts/syntax/word-box.ts
function makeWord(text, quoted) {
	return { parts: [{
		kind: "text",
		text,
		quoted
	}] };
}
// src/repair/scripts/syntax/cursor.ts
var Cursor = class {
	text;
	position = 0;
	#firstLine;
	#readBody;
	#announced = [];
	depth;
	#lineAt = {
		position: 0,
		line: 1
	};
	constructor(text, readBody, firstLine = 1, depth = 0) {
		this.text = text;
		this.#readBody = readBody;
		this.#firstLine = firstLine;
		this.depth = depth;
	}
	peek() {
		while (this.text.startsWith("\\\n", this.position)) this.position += 2;
		return this.text[this.position] ?? "";
	}
	take() {
		const next = this.peek();
		this.position += next.length;
		return next;
	}
	takeRaw() {
		const next = this.text[this.position] ?? "";
		this.position += next.length;
		return next;
	}
	skip(sign) {
		const start = this.position;
		for (const one of sign) if (this.take() !== one) {
			this.position = start;
			return false;
		}
		return true;
	}
	isNext(sign) {
		const start = this.position;
		const isThere = this.skip(sign);
		this.position = start;
		return isThere;
	}
	skipBlanks() {
		while (this.peek() === " " || this.peek() === "	") this.position++;
		if (this.peek() !== "#") return;
		const end = this.text.indexOf("\n", this.position);
		this.position = end < 0 ? this.text.length : end;
	}
	skipLines() {
		for (this.skipBlanks(); this.peek() === "\n"; this.skipBlanks()) this.takeNewline();
	}
	takeNewline() {
		this.position++;
		const announced = this.#announced;
		this.#announced = [];
		for (const one of announced) one.box.word = this.#hereDocument(one);
	}
	announce(delimiter, isQuoted, stripsTabs) {
		const box = { word: makeWord("", true) };
		this.#announced.push({
			delimiter,
			isQuoted,
			stripsTabs,
			box
		});
		return box;
	}
	get awaited() {
		return this.#announced.length;
	}
	#hereDocument(one) {
		const line = this.line;
		const body = [];
		for (;;) {
			if (this.position >= this.text.length) throw this.error("a here-document has no end");
			const found = this.text.indexOf("\n", this.position);
			const end = found < 0 ? this.text.length : found;
			const whole = this.text.slice(this.position, end);
			if (!one.isQuoted && whole.endsWith("\\")) throw this.error("a here-document with a continued line");
			const text = one.stripsTabs ? whole.replace(/^\t+/, "") : whole;
			this.position = Math.min(end + 1, this.text.length);
			if (text === one.delimiter) break;
			body.push(`${text}\n`);
		}
		const text = body.join("");
		return one.isQuoted ? makeWord(text, true) : this.#readBody(text, line, this.depth + 1);
	}
	get line() {
		if (this.position < this.#lineAt.position) this.#lineAt = {
			position: 0,
			line: 1
		};
		let { position, line } = this.#lineAt;
		for (;;) {
			const next = this.text.indexOf("\n", position);
			if (next < 0 || next >= this.position) break;
			position = next + 1;
			line++;
		}
		this.#lineAt = {
			position,
			line
		};
		return line + this.#firstLine - 1;
	}
	nested(read) {
		if (++this.depth > 60) throw this.error("it is nested too deep");
		const result = read();
		this.depth--;
		return result;
	}
	error(what) {
		const rest = this.text.slice(this.position, this.position + 40).split("\n")[0] ?? "";
		return new Refusal(`it cannot be read as a POSIX shell script: ${what}`, this.line, rest);
	}
};
// src/repair/scripts/syntax/words.ts
const ENDS_WORD = new Set([
	" ",
	"	",
	"\n",
	";",
	"&",
	"|",
	"<",
	">",
	"(",
	")",
	""
]);
var Parts = class {
	list = [];
	#text = "";
	#isQuoted = false;
	text(text, isQuoted) {
		if (this.#isQuoted !== isQuoted) this.#flush();
		this.#isQuoted = isQuoted;
		this.#text += text;
	}
	quotes() {
		this.#flush();
		this.list.push({
			kind: "text",
			text: "",
			quoted: true
		});
	}
	add(part) {
		this.#flush();
		this.list.push(part);
	}
	end() {
		this.#flush();
		return this.list;
	}
	#flush() {
		if (this.#text !== "") this.list.push({
			kind: "text",
			text: this.#text,
			quoted: this.#isQuoted
		});
		this.#text = "";
	}
};
function readWord(cursor, commands) {
	const parts = new Parts();
	const start = cursor.position;
	while (!ENDS_WORD.has(cursor.peek())) readUnquoted(cursor, commands, parts);
	const list = parts.end();
	if (list.length === 0 && cursor.position === start) return void 0;
	if (list.length === 0) return void 0;
	refuseBashOnly(cursor, list);
	return { parts: list };
}
function readUnquoted(cursor, commands, parts) {
	const next = cursor.take();
	if (next === "'") {
		parts.quotes();
		parts.text(untilSingleQuote(cursor), true);
	} else if (next === "\"") {
		parts.quotes();
		readQuoted(cursor, commands, parts, "\"");
	} else if (next === "\\") {
		const escaped = cursor.takeRaw();
		if (escaped === "") throw cursor.error("it ends in a backslash");
		parts.text(escaped, true);
	} else if (next === "$") readDollar(cursor, commands, parts, false);
	else if (next === "`") readBackquotes(cursor, commands, parts, false, false);
	else parts.text(next, false);
}
function untilSingleQuote(cursor) {
	const end = cursor.text.indexOf("'", cursor.position);
	if (end < 0) throw cursor.error("a quote is not closed");
	const text = cursor.text.slice(cursor.position, end);
	cursor.position = end + 1;
	return text;
}
function readQuoted(cursor, commands, parts, end) {
	for (;;) {
		const next = cursor.take();
		if (next === end) return;
		if (next === "") throw cursor.error("a quote is not closed");
		if (next === "\\") {
			const isEscape = [
				"$",
				"`",
				"\\",
				end
			].includes(cursor.text[cursor.position] ?? "");
			parts.text(isEscape ? cursor.takeRaw() : "\\", true);
		} else if (next === "$") readDollar(cursor, commands, parts, true);
		else if (next === "`") readBackquotes(cursor, commands, parts, true, end === "\"");
		else parts.text(next, true);
	}
}
function readHereDocument(cursor, commands) {
	const parts = new Parts();
	parts.quotes();
	readQuoted(cursor, commands, parts, "");
	return { parts: parts.end() };
}
function readDollar(cursor, commands, parts, quoted) {
	const next = cursor.peek();
	if (cursor.skip("((")) parts.add({
		kind: "arithmetic",
		parts: cursor.nested(() => readArithmetic(cursor, commands)),
		quoted
	});
	else if (cursor.skip("(")) {
		const body = cursor.nested(() => commands.commandsUntilParenthesis(cursor));
		parts.add({
			kind: "command",
			body,
			quoted
		});
	} else if (cursor.skip("{")) parts.add(cursor.nested(() => readBraces(cursor, commands, quoted)));
	else if (/[A-Za-z_]/.test(next)) parts.add({
		kind: "parameter",
		name: readName(cursor),
		quoted
	});
	else if (/[0-9@*#?$!-]/.test(next)) parts.add({
		kind: "parameter",
		name: cursor.take(),
		quoted
	});
	else if (!quoted && (next === "'" || next === "\"")) throw cursor.error("$'…' and $\"…\" are not POSIX");
	else if (next === "[") throw cursor.error("$[…] is not POSIX");
	else parts.text("$", quoted);
}
function readName(cursor) {
	let name = "";
	while (/[A-Za-z0-9_]/.test(cursor.peek())) name += cursor.take();
	return name;
}
function readBraces(cursor, commands, quoted) {
	const isLength = cursor.isNext("#") && !cursor.isNext("#}");
	if (isLength) cursor.take();
	const name = /[A-Za-z_]/.test(cursor.peek()) ? readName(cursor) : readSpecial(cursor);
	if (cursor.skip("}")) return {
		kind: "parameter",
		name,
		quoted,
		...isLength && { operator: "length" }
	};
	if (isLength) throw cursor.error("an expansion of braces");
	const operator = OPERATORS.find((one) => cursor.skip(one));
	if (operator === void 0) throw cursor.error("an expansion that is not POSIX");
	return {
		kind: "parameter",
		name,
		operator,
		quoted,
		word: readOperand(cursor, commands, quoted)
	};
}
const OPERATORS = [
	":-",
	":=",
	":?",
	":+",
	"-",
	"=",
	"?",
	"+",
	"%%",
	"%",
	"##",
	"#"
];
function readSpecial(cursor) {
	let name = "";
	while (/[0-9]/.test(cursor.peek())) name += cursor.take();
	if (name !== "") return name;
	if (!/[@*#?$!-]/.test(cursor.peek())) throw cursor.error("an expansion that is not POSIX");
	return cursor.take();
}
function readOperand(cursor, commands, quoted) {
	const parts = new Parts();
	while (!cursor.skip("}")) {
		const next = cursor.peek();
		if (next === "") throw cursor.error("a brace is not closed");
		if (!quoted) readUnquoted(cursor, commands, parts);
		else if (next === "$") {
			cursor.take();
			readDollar(cursor, commands, parts, true);
		} else if (next === "\\") {
			cursor.take();
			const escaped = cursor.takeRaw();
			if (![
				"$",
				"`",
				"\"",
				"\\",
				"}"
			].includes(escaped)) throw cursor.error("a backslash in quoted braces");
			parts.text(escaped, true);
		} else if ([
			"'",
			"\"",
			"`"
		].includes(next)) throw cursor.error("a quote in quoted braces");
		else parts.text(cursor.take(), false);
	}
	return { parts: parts.end() };
}
function readArithmetic(cursor, commands) {
	const parts = new Parts();
	for (let open = 0;;) {
		if (open === 0 && cursor.skip("))")) return parts.end();
		const next = cursor.take();
		if (next === "" || next === ")" && open === 0) throw cursor.error("arithmetic is not closed");
		if ([
			"'",
			"\"",
			"\\",
			"`",
			"#"
		].includes(next)) throw cursor.error("a quote in arithmetic");
		if (next === "$") readDollar(cursor, commands, parts, true);
		else {
			if (next === "(") open++;
			if (next === ")") open--;
			parts.text(next, true);
		}
	}
}
function readBackquotes(cursor, commands, parts, quoted, inDoubleQuotes) {
	const line = cursor.line;
	let text = "";
	for (;;) {
		const next = cursor.takeRaw();
		if (next === "`") break;
		if (next === "") throw cursor.error("a backquote is not closed");
		const after = cursor.text[cursor.position] ?? "";
		const isEscape = next === "\\" && ([
			"$",
			"`",
			"\\"
		].includes(after) || inDoubleQuotes && after === "\"");
		text += isEscape ? cursor.takeRaw() : next;
	}
	const body = cursor.nested(() => commands.commandsOf(text, line, cursor.depth));
	parts.add({
		kind: "command",
		body,
		quoted
	});
}
function refuseBashOnly(cursor, parts) {
	const bare = parts.map((part) => part.kind === "text" && !part.quoted ? part.text : "\0").join("");
	if (bare.includes("{") && (bare.includes(",") || bare.includes(".."))) throw cursor.error("braces that only bash expands");
	if (/(^|[:=])~/.test(bare)) throw cursor.error("a tilde");
}
// src/repair/scripts/syntax/parser.ts
const RESERVED = /(?:if|then|else|elif|fi|do|done|case|esac|while|until|for|in|[{}!])(?=[\s;&|<>()]|$)/y;
const BASH_ONLY = new Set([
	"[[",
	"]]",
	"function",
	"select",
	"time",
	"coproc"
]);
const IS_RESERVED = /^(?:if|then|else|elif|fi|do|done|case|esac|while|until|for|[{}!])$/;
const REDIRECTS = [
	"<<-",
	"<<",
	"<&",
	"<>",
	">>",
	">&",
	">|",
	"<",
	">"
];
const MAX_SHOWN = 120;
function parseScript(text) {
	if (text.length > 262144) throw new Refusal("it is longer than any known script");
	if (text.includes("\0")) throw new Refusal("it is no text");
	return READER.commandsOf(text, 1, 0);
}
const READER = {
	commandsUntilParenthesis(cursor) {
		const awaited = cursor.awaited;
		const list = readList(cursor, [")"]);
		if (!cursor.skip(")")) throw cursor.error("a parenthesis is not closed");
		if (cursor.awaited !== awaited) throw cursor.error("a here-document without its body");
		return list;
	},
	commandsOf(text, line, depth) {
		const cursor = new Cursor(text, readBody, line, depth);
		const list = readList(cursor, []);
		if (cursor.peek() !== "") throw cursor.error("something that does not belong there");
		if (cursor.awaited > 0) throw cursor.error("a here-document without its body");
		return list;
	}
};
function readBody(body, line, depth) {
	return readHereDocument(new Cursor(body, readBody, line, depth), READER);
}
function reserved(cursor) {
	cursor.skipBlanks();
	RESERVED.lastIndex = cursor.position;
	return RESERVED.exec(cursor.text)?.[0];
}
function takeReserved(cursor, word) {
	if (reserved(cursor) !== word) return false;
	cursor.position += word.length;
	return true;
}
function expect(cursor, word) {
	cursor.skipLines();
	if (!takeReserved(cursor, word)) throw cursor.error(`"${word}" is missing`);
}
function readList(cursor, ends) {
	const items = [];
	for (;;) {
		cursor.skipLines();
		if (cursor.peek() === "" || isAt(cursor, ends)) return { items };
		items.push(readAndOr(cursor));
		cursor.skipBlanks();
		if (cursor.isNext(";;")) {
			if (isAt(cursor, ends)) return { items };
			throw cursor.error("a double semicolon");
		}
		if (cursor.skip(";") || cursor.peek() === "\n") continue;
		if (cursor.peek() === "&") throw cursor.error("a job in the background");
		if (cursor.peek() !== "" && !isAt(cursor, ends)) throw cursor.error("something that does not belong there");
	}
}
function isAt(cursor, ends) {
	const word = reserved(cursor);
	return ends.some((end) => /^[a-z}]/.test(end) ? word === end : cursor.isNext(end));
}
function readBlock(cursor, ends) {
	const list = readList(cursor, ends);
	if (list.items.length === 0) throw cursor.error("a command is missing");
	return list;
}
function readAndOr(cursor) {
	const first = readPipeline(cursor);
	const rest = [];
	for (;;) {
		cursor.skipBlanks();
		const operator = cursor.skip("&&") ? "&&" : cursor.skip("||") ? "||" : void 0;
		if (operator === void 0) return {
			kind: "and-or",
			first,
			rest
		};
		cursor.skipLines();
		rest.push({
			operator,
			pipeline: readPipeline(cursor)
		});
	}
}
function readPipeline(cursor) {
	const negated = takeReserved(cursor, "!");
	const commands = [readCommand(cursor)];
	for (;;) {
		cursor.skipBlanks();
		if (cursor.isNext("||") || !cursor.skip("|")) return {
			kind: "pipeline",
			negated,
			commands
		};
		if (cursor.peek() === "&") throw cursor.error("|& is not POSIX");
		cursor.skipLines();
		commands.push(readCommand(cursor));
	}
}
function readCommand(cursor) {
	return cursor.nested(() => {
		return readCompound(cursor) ?? readSimple(cursor);
	});
}
function readCompound(cursor) {
	const word = reserved(cursor);
	const { line, position } = cursor;
	const bare = readBare(cursor, word);
	if (bare === void 0) return void 0;
	const redirects = [];
	for (;;) {
		cursor.skipBlanks();
		const redirect = readRedirect(cursor);
		if (redirect === void 0) break;
		redirects.push(redirect);
	}
	const source = cursor.text.slice(position, cursor.position).split("\n")[0]?.slice(0, MAX_SHOWN) ?? "";
	return {
		...bare,
		line,
		source,
		redirects
	};
}
function readBare(cursor, word) {
	if (word === void 0) {
		if (!cursor.skip("(")) return void 0;
		if (cursor.peek() === "(") throw cursor.error("((…)) is not POSIX");
		const body = readBlock(cursor, [")"]);
		if (!cursor.skip(")")) throw cursor.error("a parenthesis is not closed");
		return {
			kind: "subshell",
			body
		};
	}
	if (![
		"{",
		"if",
		"while",
		"until",
		"for",
		"case"
	].includes(word)) throw cursor.error(`"${word}" does not belong there`);
	cursor.position += word.length;
	switch (word) {
		case "{": {
			const body = readBlock(cursor, ["}"]);
			expect(cursor, "}");
			return {
				kind: "group",
				body
			};
		}
		case "if": return readIf(cursor);
		case "for": return readFor(cursor);
		case "case": return readCase(cursor);
		default: {
			const condition = readBlock(cursor, ["do"]);
			return {
				kind: word === "while" ? "while" : "until",
				condition,
				body: readDo(cursor)
			};
		}
	}
}
function readDo(cursor) {
	expect(cursor, "do");
	const body = readBlock(cursor, ["done"]);
	expect(cursor, "done");
	return body;
}
function readIf(cursor) {
	const arms = [];
	do {
		const condition = readBlock(cursor, ["then"]);
		expect(cursor, "then");
		arms.push({
			condition,
			body: readBlock(cursor, [
				"elif",
				"else",
				"fi"
			])
		});
	} while (takeReserved(cursor, "elif"));
	const otherwise = takeReserved(cursor, "else") ? readBlock(cursor, ["fi"]) : void 0;
	expect(cursor, "fi");
	return {
		kind: "if",
		arms,
		otherwise
	};
}
function readFor(cursor) {
	cursor.skipBlanks();
	const name = readName(cursor);
	if (!/^[A-Za-z_]/.test(name)) throw cursor.error("a loop without a name");
	cursor.skipBlanks();
	if (cursor.peek() === "\n") cursor.skipLines();
	if (!takeReserved(cursor, "in")) {
		cursor.skip(";");
		return {
			kind: "for",
			name,
			words: void 0,
			body: readDo(cursor)
		};
	}
	const words = [];
	for (;;) {
		cursor.skipBlanks();
		const word = readWord(cursor, READER);
		if (word === void 0) break;
		words.push(word);
	}
	if (!cursor.skip(";") && cursor.peek() !== "\n") throw cursor.error("a loop's list without an end");
	return {
		kind: "for",
		name,
		words,
		body: readDo(cursor)
	};
}
function readCase(cursor) {
	cursor.skipBlanks();
	const subject = readWord(cursor, READER);
	if (subject === void 0) throw cursor.error("case without a word");
	expect(cursor, "in");
	const arms = [];
	for (;;) {
		cursor.skipLines();
		if (takeReserved(cursor, "esac")) return {
			kind: "case",
			subject,
			arms
		};
		cursor.skip("(");
		const patterns = [];
		do {
			cursor.skipBlanks();
			const pattern = readWord(cursor, READER);
			if (pattern === void 0) throw cursor.error("a pattern is missing");
			patterns.push(pattern);
			cursor.skipBlanks();
		} while (cursor.skip("|"));
		if (!cursor.skip(")")) throw cursor.error("a pattern without its parenthesis");
		arms.push({
			patterns,
			body: readList(cursor, [";;", "esac"])
		});
		cursor.skipLines();
		if (cursor.skip(";;") && cursor.peek() === "&") throw cursor.error(";;& is not POSIX");
	}
}
function readRedirect(cursor) {
	const digits = /[0-9]+(?=[<>])/y;
	digits.lastIndex = cursor.position;
	const number = digits.exec(cursor.text)?.[0];
	const fd = number === void 0 ? void 0 : Number(number);
	if (fd !== void 0 && fd > 9) throw cursor.error("a file descriptor above 9");
	if (number !== void 0) cursor.position += number.length;
	if (cursor.isNext("&>")) throw cursor.error("&> is not POSIX");
	const operator = REDIRECTS.find((one) => cursor.skip(one));
	if (operator === void 0) return void 0;
	if ([
		"<",
		"(",
		"&",
		">"
	].includes(cursor.peek())) throw cursor.error("a redirection that is not POSIX");
	cursor.skipBlanks();
	const target = readWord(cursor, READER);
	if (target === void 0) throw cursor.error("a redirection without its file");
	if (operator !== "<<" && operator !== "<<-") return {
		fd,
		operator,
		target
	};
	if (target.parts.some((part) => part.kind !== "text")) throw cursor.error("a delimiter that is no text");
	const delimiter = target.parts.map((part) => part.kind === "text" ? part.text : "").join("");
	const isQuoted = target.parts.some((part) => part.quoted);
	const box = cursor.announce(delimiter, isQuoted, operator === "<<-");
	return {
		fd,
		operator: "<<",
		get target() {
			return box.word;
		}
	};
}
function readSimple(cursor) {
	const start = cursor.position;
	const line = cursor.line;
	const assignments = [];
	const words = [];
	const redirects = [];
	const source = () => cursor.text.slice(start, cursor.position).trim().slice(0, MAX_SHOWN);
	for (;;) {
		cursor.skipBlanks();
		const redirect = readRedirect(cursor);
		if (redirect !== void 0) {
			redirects.push(redirect);
			continue;
		}
		const word = readWord(cursor, READER);
		if (word === void 0) break;
		const assignment = words.length === 0 ? assignmentOf(word) : void 0;
		if (assignment === void 0) words.push(word);
		else assignments.push(assignment);
		if (words.length === 1 && assignments.length + redirects.length === 0) {
			const name = literal(words[0]);
			cursor.skipBlanks();
			if (name !== void 0 && cursor.peek() === "(") return readFunction(cursor, name, line, source());
		}
	}
	if (words.length + assignments.length + redirects.length === 0) throw cursor.error("a command is missing");
	const name = literal(words[0]);
	if (name !== void 0 && (BASH_ONLY.has(name) || IS_RESERVED.test(name))) throw cursor.error(`"${name}" does not belong there`);
	return {
		kind: "simple",
		line,
		source: source(),
		assignments,
		words,
		redirects
	};
}
function readFunction(cursor, name, line, source) {
	cursor.skip("(");
	cursor.skipBlanks();
	if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) || !cursor.skip(")")) throw cursor.error("a parenthesis that does not belong there");
	cursor.skipLines();
	const body = readCompound(cursor);
	if (body === void 0) throw cursor.error("a function without a body");
	return {
		kind: "function",
		name,
		body,
		line,
		source
	};
}
function literal(word) {
	const only = word?.parts[0];
	return word?.parts.length === 1 && only?.kind === "text" && !only.quoted ? only.text : void 0;
}
function assignmentOf(word) {
	const [first, ...rest] = word.parts;
	if (first?.kind !== "text" || first.quoted) return void 0;
	const name = /^([A-Za-z_][A-Za-z0-9_]*)=/.exec(first.text)?.[1];
	if (name === void 0) return void 0;
	const text = first.text.slice(name.length + 1);
	return {
		name,
		value: { parts: text === "" ? rest : [{
			...first,
			text
		}, ...rest] }
	};
}
// src/repair/scripts/failing.ts
const MAX_DEPTH$1 = 6;
const LEAVES = new Set([
	"exit",
	"return",
	"break",
	"continue",
	"exec",
	"eval",
	".",
	"trap",
	"kill",
	"command",
	"set"
]);
function certainlyFails(list, state, depth = 0) {
	if (depth > MAX_DEPTH$1) return false;
	const last = list.items.at(-1);
	if (last === void 0 || last.rest.length > 0 || last.first.negated || last.first.commands.length !== 1) return false;
	const [command] = last.first.commands;
	if (command === void 0 || !fails(command, state, depth)) return false;
	return list.items.slice(0, -1).every((item) => [item.first, ...item.rest.map(({ pipeline }) => pipeline)].every((pipeline) => pipeline.commands.length > 1 || pipeline.commands.every((one) => staysInside(one, state, depth))));
}
function fails(command, state, depth) {
	if (command.kind === "group") return command.redirects.length === 0 && certainlyFails(command.body, state, depth + 1);
	if (command.kind !== "simple" || command.assignments.length > 0) return false;
	const name = literal(command.words[0]);
	if (name === "exit") return command.words.length === 2 && /^([1-9]|[1-9][0-9])$/.test(literal(command.words[1]) ?? "");
	const body = name === void 0 ? void 0 : state.functions.get(name);
	return body?.kind === "group" && body.redirects.length === 0 && certainlyFails(body.body, state, depth + 1);
}
function staysInside(command, state, depth) {
	if (depth > MAX_DEPTH$1) return false;
	const inside = (list) => list.items.every((item) => [item.first, ...item.rest.map(({ pipeline }) => pipeline)].every((pipeline) => pipeline.commands.length > 1 || pipeline.commands.every((one) => staysInside(one, state, depth + 1))));
	switch (command.kind) {
		case "simple": return simpleStays(command, state, depth);
		case "function": return false;
		case "subshell": return true;
		case "group": return inside(command.body);
		case "if": return command.arms.every((arm) => inside(arm.condition) && inside(arm.body)) && (command.otherwise === void 0 || inside(command.otherwise));
		case "for": return inside(command.body);
		case "case": return command.arms.every((arm) => inside(arm.body));
		default: return inside(command.condition) && inside(command.body);
	}
}
function simpleStays(command, state, depth) {
	if (command.words.length === 0) return true;
	const name = literal(command.words[0]);
	if (name === void 0 || LEAVES.has(name)) return false;
	if (!state.functions.has(name)) return true;
	const body = state.functions.get(name);
	return body !== void 0 && staysInside(body, state, depth + 1);
}
// src/repair/scripts/assigned.ts
const KNOWN = new WeakMap();
const SETTERS = new Set([
	"read",
	"export",
	"readonly",
	"local",
	"unset",
	"getopts"
]);
const MOVERS = new Set([
	"cd",
	"shift",
	"set"
]);
function assignedNames(tree) {
	const known = KNOWN.get(tree);
	if (known !== void 0) return known;
	const names = new Set(["RET"]);
	const add = (name) => {
		if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) names.add(name);
	};
	const word = (one) => one?.parts.forEach(part);
	const part = (one) => {
		if (one.kind === "command") lists(one.body);
		if (one.kind === "arithmetic") one.parts.forEach(part);
		if (one.kind === "parameter") {
			if (one.operator?.endsWith("=")) add(one.name);
			word(one.word);
		}
	};
	const lists = (one) => {
		for (const item of one?.items ?? []) for (const { commands } of [item.first, ...item.rest.map(({ pipeline }) => pipeline)]) commands.forEach(command);
	};
	const command = (one) => {
		if (one.kind === "function") {
			command(one.body);
			return;
		}
		for (const redirect of one.redirects) word(redirect.target);
		switch (one.kind) {
			case "simple":
				for (const { name, value } of one.assignments) {
					add(name);
					word(value);
				}
				one.words.forEach(word);
				for (const each of one.words) if (MOVERS.has(literal(each) ?? "")) names.add(`${literal(each)} …`);
				if (one.words.some((each) => SETTERS.has(literal(each) ?? ""))) for (const each of one.words) {
					const [first] = each.parts;
					if (first?.kind === "text") add(first.text.split("=")[0] ?? "");
				}
				return;
			case "if":
				for (const arm of one.arms) {
					lists(arm.condition);
					lists(arm.body);
				}
				lists(one.otherwise);
				return;
			case "case":
				word(one.subject);
				for (const arm of one.arms) {
					arm.patterns.forEach(word);
					lists(arm.body);
				}
				return;
			case "for":
				add(one.name);
				one.words?.forEach(word);
				lists(one.body);
				return;
			case "while":
			case "until":
				lists(one.condition);
				lists(one.body);
				return;
			default:
				lists(one.body);
				return;
		}
	};
	if ("items" in tree) lists(tree);
	else command(tree);
	KNOWN.set(tree, names);
	return names;
}
// src/repair/scripts/loops.ts
function forLoop(interpreter, state, loop) {
	const words = loop.words === void 0 ? state.args : interpreter.expander.fields(state, loop.words);
	if (words === void 0) {
		unknownRounds(interpreter, state, loop, (own) => {
			interpreter.assign(own, loop.name, void 0);
			return interpreter.list(own, loop.body);
		});
		return;
	}
	const rounds = words.values();
	state.status = 0;
	return rounded(interpreter, state, (own) => {
		const next = rounds.next();
		if (next.done === true) return "end";
		interpreter.assign(own, loop.name, next.value);
		return interpreter.list(own, loop.body);
	});
}
function whileLoop(interpreter, state, loop) {
	const condition = (own) => interpreter.ignoring(() => interpreter.list(own, loop.condition));
	let last = 0;
	return rounded(interpreter, state, (own) => {
		const flow = condition(own);
		if (flow !== void 0) return flow;
		if (own.status === void 0) return "unknown";
		if (own.status === 0 !== (loop.kind === "while")) {
			own.status = last;
			return "end";
		}
		const body = interpreter.list(own, loop.body);
		last = own.status;
		return body;
	}, loop);
}
function anyRound(interpreter, own, loop) {
	return interpreter.ignoring(() => interpreter.list(own, loop.condition)) ?? interpreter.list(own, loop.body);
}
function rounded(interpreter, state, round, loop) {
	const { machine } = interpreter;
	const scope = {
		kind: "loop",
		escaped: [],
		continued: []
	};
	machine.scopes.push(scope);
	const leave = (flow) => {
		machine.scopes.pop();
		if (flow !== void 0 && flow.kind !== "gone" && scope.escaped.length > 0) {
			machine.leave(state.copy(), flow);
			settle(machine, state, true, scope.escaped);
			return;
		}
		settle(machine, state, flow?.kind === "gone", scope.escaped);
		return flow?.kind === "gone" && scope.escaped.length > 0 ? void 0 : flow;
	};
	for (;;) {
		machine.charge(state);
		const result = round(state);
		if (result === "end") return leave(void 0);
		if (result === "unknown") {
			if (loop !== void 0) unknownRounds(interpreter, state, loop, (own) => anyRound(interpreter, own, loop));
			return leave(void 0);
		}
		const isOver = result !== void 0 && result.kind !== "continue" && result.kind !== "gone";
		if (result?.kind === "continue" && result.levels > 1) return leave({
			kind: "continue",
			levels: result.levels - 1
		});
		if (isOver) {
			if (scope.continued.length > 0) machine.refuse("a round of a loop that ends in too many ways");
			if (result.kind !== "break") return leave(result);
			return leave(result.levels > 1 ? {
				kind: "break",
				levels: result.levels - 1
			} : void 0);
		}
		if (result?.kind === "gone" && scope.continued.length === 0) return leave(result);
		settle(machine, state, result?.kind === "gone", scope.continued);
		scope.continued = [];
	}
}
function unknownRounds(interpreter, state, loop, round) {
	const { machine } = interpreter;
	const assigned = new Set(assignedNames(loop));
	for (const body of state.functions.values()) if (body !== void 0) for (const name of assignedNames(body)) assigned.add(name);
	for (const name of assigned) if (!name.endsWith("…")) state.set(name, void 0);
	if (assigned.has("shift …") || assigned.has("set …")) state.args = void 0;
	if (assigned.has("cd …")) {
		state.folder = void 0;
		state.set("PWD", void 0);
	}
	const outer = machine.assigned;
	machine.assigned = assigned;
	state.status = void 0;
	machine.scopes.push({
		kind: "loop",
		escaped: [],
		continued: []
	});
	machine.unknownLoops++;
	machine.branches(state.copy(), [round, () => void 0]);
	machine.unknownLoops--;
	machine.assigned = outer;
	machine.scopes.pop();
}
// src/repair/scripts/redirects.ts
function redirected(interpreter, state, redirects, run) {
	if (redirects.length === 0) return run(state);
	const { machine } = interpreter;
	const { sink, stdin } = machine;
	const isSure = apply(interpreter, state, redirects);
	let flow;
	if (isSure) flow = run(state);
	else {
		const skip = (own) => {
			own.status = void 0;
		};
		flow = machine.branches(state, [run, skip]);
	}
	machine.sink = sink;
	machine.stdin = stdin;
	return flow;
}
function redirectedForGood(interpreter, state, redirects) {
	const { machine } = interpreter;
	if (redirects.some(({ fd, operator }) => (fd ?? (operator.startsWith("<") ? 0 : 1)) === 0)) machine.refuse("it leads its input elsewhere for good");
	apply(interpreter, state, redirects);
	machine.poison();
	state.status = 0;
}
function apply(interpreter, state, redirects) {
	const { machine, expander } = interpreter;
	let isSure = true;
	for (const { fd, operator, target } of redirects) {
		const text = expander.text(state, target);
		if (operator === "<<") {
			if ((fd ?? 0) === 0) machine.stdin = text;
		} else if (operator === "<&") machine.stdin = void 0;
		else if (operator === ">&") duplicate(machine, fd ?? 1, text);
		else if (text === "/dev/null") {
			if ((fd ?? (operator.startsWith("<") ? 0 : 1)) === 0) machine.stdin = "";
			if (fd === 1 || fd === void 0 && operator !== "<" && operator !== "<>") machine.sink = void 0;
		} else if (operator === "<") {
			const input = readable(machine, state, text);
			if (input === void 0) isSure = false;
			if ((fd ?? 0) === 0) machine.stdin = input?.text;
		} else if (text === "/dev/stderr" && operator === ">") duplicate(machine, fd ?? 1, "2");
		else machine.refuse(text === void 0 ? "it writes to a file" : `it writes to ${text}`);
	}
	return isSure;
}
function readable(machine, state, text) {
	if (text === void 0 || !text.startsWith("/") && state.folder === void 0) return void 0;
	const path = text.startsWith("/") ? text : `${state.folder}/${text}`;
	const place = machine.files.find(path);
	if (place === "unknown" || place.entry?.type !== "file") return void 0;
	return { text: machine.text(path) };
}
function duplicate(machine, fd, target) {
	if (target === void 0 || !/^([0-9]|-)$/.test(target)) machine.refuse("it writes to a file");
	if (fd === 1) {
		if (target === "1") return;
		if (/^[03-9]$/.test(target)) machine.poison();
		machine.sink = void 0;
	} else if (fd === 2 && target !== "-" && target !== "2") machine.poison();
}
// src/repair/scripts/interpreter.ts
var Interpreter = class {
	machine;
	expander;
	frames = [];
	constructor(machine) {
		this.machine = machine;
		this.expander = new Expander(machine, (state, body) => this.#substitute(state, body));
	}
	list(state, list) {
		for (const item of list.items) {
			const flow = this.#andOr(state, item);
			if (flow !== void 0) return flow;
		}
	}
	#andOr(state, { first, rest }) {
		let flow = rest.length > 0 ? this.ignoring(() => this.#pipeline(state, first)) : this.#pipeline(state, first);
		for (const [index, { operator, pipeline }] of rest.entries()) {
			if (flow !== void 0) return flow;
			const isLast = index === rest.length - 1;
			const run = (own) => isLast ? this.#pipeline(own, pipeline) : this.ignoring(() => this.#pipeline(own, pipeline));
			const wanted = operator === "&&";
			if (state.status === void 0) flow = this.#perhaps(state, { items: [{
				kind: "and-or",
				first: pipeline,
				rest: []
			}] }, run, wanted);
			else if (state.status === 0 === wanted) flow = run(state);
		}
		return flow;
	}
	#perhaps(state, list, run, whenTrue) {
		const skip = (own) => {
			own.status = whenTrue ? -1 : 0;
		};
		if (this.#cannotHappen(state, list)) return skip(state);
		return this.machine.branches(state, [run, skip]);
	}
	#cannotHappen(state, list) {
		return this.machine.isMain && certainlyFails(list, state);
	}
	#pipeline(state, { negated, commands }) {
		const [only] = commands;
		let flow;
		if (commands.length === 1 && only !== void 0) flow = negated ? this.ignoring(() => this.#command(state, only)) : this.#command(state, only);
		else {
			if (negated) this.machine.ignoring++;
			this.#pipe(state, commands);
			if (negated) this.machine.ignoring--;
			if (!negated) flow = this.checkStatus(state);
		}
		if (negated && flow === void 0 && state.status !== void 0) state.status = state.status === 0 ? 1 : 0;
		return flow;
	}
	#pipe(state, commands) {
		const { machine } = this;
		const outer = machine.stdin;
		let failed = 0;
		for (const [index, command] of commands.entries()) {
			const isLast = index === commands.length - 1;
			const own = state.copy();
			if (isLast) this.subshell(own, (inner) => this.#command(inner, command));
			else {
				machine.doubt++;
				const output = machine.capture(() => this.subshell(own, (inner) => this.#command(inner, command)));
				machine.doubt--;
				machine.stdin = output;
			}
			if (own.status !== 0) failed = own.status === void 0 || failed === void 0 ? void 0 : own.status;
			state.status = state.pipefail ? failed : own.status;
		}
		machine.stdin = outer === "" ? "" : void 0;
	}
	#command(state, command) {
		const { machine } = this;
		machine.charge(state);
		const outer = machine.at;
		machine.at = {
			line: command.line,
			source: command.source
		};
		const flow = this.#dispatch(state, command);
		machine.at = outer;
		return flow;
	}
	#dispatch(state, command) {
		switch (command.kind) {
			case "simple": return this.#simple(state, command);
			case "function":
				if (this.machine.unknownLoops > 0) this.machine.refuse("a function that is defined in a loop");
				if (isOfShell(command.name)) this.machine.refuse("a function in place of a command of the shell");
				state.functions.set(command.name, command.body);
				state.status = 0;
				return;
			default: return redirected(this, state, command.redirects, (own) => this.compound(own, command));
		}
	}
	compound(state, command) {
		switch (command.kind) {
			case "group": return this.list(state, command.body);
			case "subshell": {
				const own = state.copy();
				this.subshell(own, (inner) => this.list(inner, command.body));
				state.status = own.status;
				return this.checkStatus(state);
			}
			case "if": return this.#if(state, command, 0);
			case "while":
			case "until": return whileLoop(this, state, command);
			case "for": return forLoop(this, state, command);
			default: {
				const subject = this.expander.text(state, command.subject);
				return this.#case(state, command, subject, 0);
			}
		}
	}
	#if(state, command, index) {
		const arm = command.arms[index];
		if (arm === void 0) {
			if (command.otherwise !== void 0) return this.list(state, command.otherwise);
			state.status = 0;
			return;
		}
		const flow = this.ignoring(() => this.list(state, arm.condition));
		if (flow !== void 0) return flow;
		const otherwise = (own) => this.#if(own, command, index + 1);
		if (state.status === 0) return this.list(state, arm.body);
		if (state.status !== void 0) return otherwise(state);
		if (this.#cannotHappen(state, arm.body)) return otherwise(state);
		if (index === command.arms.length - 1 && command.otherwise !== void 0 && this.#cannotHappen(state, command.otherwise)) return this.list(state, arm.body);
		return this.machine.branches(state, [(own) => this.list(own, arm.body), otherwise]);
	}
	#case(state, command, subject, from) {
		for (let index = from; index < command.arms.length; index++) {
			const arm = command.arms[index];
			if (arm === void 0) break;
			const answers = arm.patterns.map((word) => {
				if (word.parts.some((part) => part.kind === "command" || part.kind === "parameter" && part.operator !== void 0)) this.machine.refuse("a pattern that runs commands");
				const pattern = this.expander.pattern(state, word);
				if (pattern === void 0) return void 0;
				if (pattern.every((sign) => sign === "any") && pattern.length > 0) return true;
				if (subject === void 0) return void 0;
				this.machine.work(pattern.length * subject.length);
				return matches(pattern, subject);
			});
			const body = (own) => {
				own.status = 0;
				return this.list(own, arm.body);
			};
			if (answers.includes(true)) return body(state);
			if (!answers.includes(void 0)) continue;
			if (this.#cannotHappen(state, arm.body)) continue;
			return this.machine.branches(state, [body, (own) => this.#case(own, command, subject, index + 1)]);
		}
		state.status = 0;
	}
	#simple(state, command) {
		const { machine, expander } = this;
		const before = state.status;
		let name = [];
		let used = 0;
		while (used < command.words.length && name?.length === 0) name = expander.fields(state, command.words.slice(used, ++used));
		if (name === void 0) return machine.refuse("it is not known which command is run");
		const rest = command.words.slice(used);
		const isDeclaring = [
			"export",
			"readonly",
			"local"
		].includes(name[0] ?? "");
		const declarations = isDeclaring ? rest.map((word) => this.#declaration(state, word)) : [];
		const args = isDeclaring ? [] : expander.fields(state, rest);
		if (name.length === 0) {
			state.status = 0;
			if (command.redirects.length > 0) machine.emit(void 0);
			return redirected(this, state, command.redirects, (own) => {
				for (const one of command.assignments) this.assign(own, one.name, expander.text(own, one.value));
			}) ?? this.checkStatus(state);
		}
		state.status = before;
		const prefix = command.assignments.map((one) => ({
			name: one.name,
			value: expander.text(state, one.value)
		}));
		const all = args === void 0 ? void 0 : [...name.slice(1), ...args];
		if (name[0] === "exec" && all?.length === 0) return redirectedForGood(this, state, command.redirects);
		return redirected(this, state, command.redirects, (own) => runCommand(this, own, {
			name: name[0],
			args: all,
			declarations,
			prefix
		})) ?? this.checkStatus(state);
	}
	#declaration(state, word) {
		const [first, ...others] = word.parts;
		const [, name, equals, start = ""] = first?.kind === "text" && !first.quoted && /^([A-Za-z_][A-Za-z0-9_]*)(?:(=)(.*))?$/s.exec(first.text) || [];
		if (name === void 0 || equals === void 0 && others.length > 0) return this.machine.refuse("it declares what is no variable");
		if (equals === void 0) return { name };
		return {
			name,
			value: { text: this.expander.text(state, { parts: [{
				kind: "text",
				text: start,
				quoted: false
			}, ...others] }) }
		};
	}
	assign(state, name, value) {
		if (name === "PATH" ? !isStandardPath(value) : PRECIOUS.test(name)) this.machine.refuse(`it sets ${name}`);
		if (this.machine.unknownLoops > 0 && !this.machine.assigned.has(name)) this.machine.refuse("a variable whose name is put together");
		state.set(name, value);
	}
	checkStatus(state) {
		const { machine } = this;
		if (state.status === 0 || machine.ignoring > 0 || state.errexit === false) return void 0;
		if (machine.isMain) {
			if (state.errexit === void 0) return void 0;
			if (state.status === -1) return void 0;
			if (state.status !== void 0) return { kind: "exit" };
			state.status = 0;
			return;
		}
		const failed = state.copy();
		failed.status = state.status;
		machine.innermost("shell")?.escaped.push(failed);
		if (state.status === void 0 && state.errexit === true) state.status = 0;
	}
	ignoring(run) {
		this.machine.ignoring++;
		const flow = run();
		this.machine.ignoring--;
		return flow;
	}
	subshell(own, run) {
		const { machine } = this;
		const scope = {
			kind: "shell",
			escaped: [],
			continued: []
		};
		const { sink, stdin } = machine;
		machine.scopes.push(scope);
		const flow = run(own);
		if (flow?.kind === "break" || flow?.kind === "continue") machine.refuse("a subshell that ends a loop around it");
		machine.scopes.pop();
		machine.sink = sink;
		machine.stdin = stdin === "" ? "" : void 0;
		settle(machine, own, flow?.kind === "gone", scope.escaped);
	}
	call(state, body, args) {
		const { machine } = this;
		if (++machine.calls > 24) machine.refuse("its functions call each other too deep");
		const scope = {
			kind: "function",
			escaped: [],
			continued: []
		};
		const outer = state.args;
		state.args = args;
		const frame = new Map();
		this.frames.push({
			values: frame,
			doubts: machine.doubts
		});
		machine.scopes.push(scope);
		let flow = redirected(this, state, body.redirects, (own) => this.compound(own, body));
		machine.scopes.pop();
		this.frames.pop();
		machine.calls--;
		if (flow?.kind === "break" || flow?.kind === "continue") machine.refuse("a function that ends its caller's loop");
		if (flow?.kind === "exit" && scope.escaped.length > 0) {
			machine.leave(state.copy(), flow);
			flow = { kind: "gone" };
		}
		if (flow?.kind === "return") flow = void 0;
		if (flow === void 0 || flow.kind === "gone" && scope.escaped.length > 0) {
			settle(machine, state, flow?.kind === "gone", scope.escaped);
			flow = void 0;
		}
		state.args = outer;
		for (const [name, { value, isCertain }] of frame) {
			const now = machine.variable(state, name);
			state.set(name, isCertain || now === value ? value : void 0);
		}
		return flow;
	}
	#substitute(state, body) {
		const own = state.copy();
		const output = this.machine.capture(() => {
			this.subshell(own, (inner) => this.list(inner, body));
		});
		state.status = own.status;
		return output?.replace(/\n+$/, "");
	}
};
function settle(machine, state, isGone, escaped) {
	const [first, ...rest] = escaped;
	if (first === void 0) return;
	if (isGone) {
		state.take(first);
		machine.join(state, rest);
	} else machine.join(state, escaped);
}
const PRECIOUS = /^(IFS|ENV|BASH_.*|LD_.*|DPKG_.*|PERL.*|PS4|OPTIND|GLOBIGNORE|SHELLOPTS)$/;
function isStandardPath(value) {
	return typeof value === "string" && value.split(":").every((one) => [
		"/usr/local/sbin",
		"/usr/local/bin",
		"/usr/sbin",
		"/usr/bin",
		"/sbin",
		"/bin"
	].includes(one));
}
// src/repair/scripts/files.ts
const OUTSIDE = /^(proc|sys|dev)(\/|$)/;
var Files = class {
	view;
	#changed = new Map();
	constructor(view) {
		this.view = view;
	}
	set(path, entry) {
		this.#changed.set(path, entry);
	}
	get changed() {
		return this.#changed.keys();
	}
	at(path) {
		return this.#changed.has(path) ? this.#changed.get(path) : this.view.entry(path);
	}
	names(path) {
		const names = new Set(this.view.names(path));
		for (const [one, entry] of this.#changed) {
			const slash = one.lastIndexOf("/");
			if (one.slice(0, Math.max(slash, 0)) !== path) continue;
			if (entry === void 0) names.delete(one.slice(slash + 1));
			else names.add(one.slice(slash + 1));
		}
		return [...names];
	}
	find(path, follow = true) {
		if (!/^[\0-\x7f]*$/.test(path)) return "unknown";
		const rest = path.split("/").reverse();
		const followsLast = follow || path.endsWith("/");
		let at = [];
		let links = 0;
		while (rest.length > 0) {
			const segment = rest.pop() ?? "";
			if (segment === "" || segment === ".") continue;
			if (segment === "..") {
				at.pop();
				continue;
			}
			const here = [...at, segment].join("/");
			if (OUTSIDE.test(here)) return "unknown";
			const entry = this.at(here);
			const isLast = rest.every((one) => one === "" || one === ".");
			if (entry?.type === "symlink" && (!isLast || followsLast)) {
				if (++links > 40) return "unknown";
				const target = entry.target ?? "";
				if (target.startsWith("/")) at = [];
				rest.push(...target.split("/").reverse());
			} else if (isLast) return {
				path: here,
				entry
			};
			else if (entry?.type === "directory") at.push(segment);
			else return {
				path: [here, ...rest.reverse()].join("/"),
				entry: void 0
			};
		}
		const here = at.join("/");
		return {
			path: here,
			entry: here === "" ? ROOT : this.at(here)
		};
	}
	text(path) {
		const place = this.find(path);
		if (place === "unknown" || place.entry?.type !== "file" || this.#changed.has(place.path)) return void 0;
		return this.view.text(place.path);
	}
};
const ROOT = {
	type: "directory",
	mode: 493,
	uid: 0,
	gid: 0,
	size: 0
};
// src/repair/scripts/machine.ts
const STANDARD_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
var Machine = class {
	upgrade;
	files;
	performed = [];
	removedAlternatives = new Map();
	script = "prerm";
	at;
	doubt = 0;
	ignoring = 0;
	unknownLoops = 0;
	calls = 0;
	scopes = [];
	captures = [];
	sink;
	stdin = void 0;
	assigned = new Set();
	hasDebconf = false;
	isRunAgain = false;
	#steps = 0;
	constructor(upgrade) {
		this.upgrade = upgrade;
		this.files = new Files(upgrade.facts.before);
	}
	start(script, isRunAgain) {
		this.script = script;
		this.isRunAgain = isRunAgain;
		this.hasDebconf = false;
		this.at = void 0;
		this.doubt = 0;
		this.ignoring = 0;
		this.unknownLoops = 0;
		this.calls = 0;
		this.scopes.splice(0);
		this.scopes.push({
			kind: "shell",
			escaped: [],
			continued: []
		});
		this.captures = [];
		this.sink = void 0;
		this.stdin = void 0;
	}
	charge(state) {
		this.#steps += 1 + (state.size >> 4);
		if (this.#steps > 6e4) this.refuse("it takes too many steps to follow");
	}
	work(amount) {
		this.#steps += amount >> 6;
		if (this.#steps > 6e4) this.refuse("it takes too many steps to follow");
	}
	text(path) {
		const text = this.files.text(path);
		if (text === void 0 || text.length > 65536) return void 0;
		this.work(text.length);
		return text;
	}
	refuse(reason) {
		throw new Refusal(reason, this.at?.line, this.at?.source);
	}
	get doubts() {
		let doubts = this.doubt;
		for (const scope of this.scopes) if (scope.escaped.length + scope.continued.length > 0) doubts++;
		return doubts;
	}
	get isMain() {
		return this.scopes.filter((scope) => scope.kind === "shell").length === 1;
	}
	innermost(kind) {
		return this.scopes.findLast((scope) => scope.kind === kind);
	}
	perform(effect) {
		if (this.doubts > 0) this.refuse("it is not certain whether it is run");
		if (this.performed.length >= 500) this.refuse("it has more effects than any known script");
		this.performed.push({
			effect,
			script: this.script,
			line: this.at?.line,
			command: this.at?.source
		});
	}
	emit(text) {
		if (this.sink === void 0) return;
		this.sink.value = this.doubts > this.sink.doubts ? void 0 : joined$1(this.sink.value, text);
	}
	poison() {
		for (const capture of this.captures) capture.value = void 0;
	}
	capture(run) {
		const capture = {
			value: "",
			doubts: this.doubts
		};
		const outer = this.sink;
		this.captures.push(capture);
		this.sink = capture;
		run();
		this.sink = outer;
		this.captures.pop();
		return capture.value;
	}
	initial = (name) => {
		switch (name) {
			case "DPKG_ROOT": return "";
			case "DPKG_ADMINDIR": return "/var/lib/dpkg";
			case "DPKG_MAINTSCRIPT_NAME": return this.script;
			case "DPKG_MAINTSCRIPT_PACKAGE": return this.upgrade.package;
			case "DPKG_MAINTSCRIPT_ARCH": return this.upgrade.architecture;
			case "PATH": return STANDARD_PATH;
			case "IFS": return " 	\n";
			case "PWD": return "/";
			default: return /[a-z]/.test(name) && !name.endsWith("_proxy") ? null : void 0;
		}
	};
	variable(state, name) {
		return state.variables.has(name) ? state.variables.get(name) : this.initial(name);
	}
	join(state, others) {
		for (const other of others) state.join(other, this.initial);
	}
	branches(state, ways) {
		const staying = [];
		let hasLeft = false;
		for (const way of ways) {
			const own = state.copy();
			this.doubt++;
			const flow = way(own);
			this.doubt--;
			if (flow === void 0) staying.push(own);
			else if (flow.kind === "gone") hasLeft = true;
			else if (this.leave(own, flow)) hasLeft = true;
		}
		const [first, ...rest] = staying;
		if (first !== void 0) {
			state.take(first);
			this.join(state, rest);
			return;
		}
		if (hasLeft) return { kind: "gone" };
		state.status = 1;
		return { kind: "exit" };
	}
	leave(own, flow) {
		switch (flow.kind) {
			case "exit":
				if (this.isMain && own.status !== void 0 && own.status !== 0) return false;
				this.innermost("shell")?.escaped.push(own);
				return true;
			case "return":
				(this.innermost("function") ?? this.innermost("shell"))?.escaped.push(own);
				return true;
			default: {
				const loop = this.scopes.at(-1);
				if (loop?.kind !== "loop" || flow.levels !== 1) this.refuse("it may leave more than one loop at once");
				(flow.kind === "break" ? loop.escaped : loop.continued).push(own);
				return true;
			}
		}
	}
};
// src/repair/scripts/facts.ts
const ASKED = [
	/^etc\/(passwd|group|shells|nsswitch\.conf)$/,
	/^var\/lib\/dpkg\/(alternatives|triggers)\/[^/]+$/,
	/^var\/lib\/dpkg\/(diversions|statoverride)$/,
	/^var\/lib\/systemd\/deb-systemd-(user-)?helper-(enabled|masked)\//,
	/^(etc|lib|usr\/lib)\/systemd\/(system|user)\/[^/]+$/,
	/^usr\/share\/[^/]+\/clean-up-unmanaged-libraries$/
];
function isAskedFor(path) {
	return ASKED.some((one) => one.test(path));
}
// src/repair/scripts/index.ts
function proveScripts(scripts, context) {
	const { oldVersion, newVersion } = context;
	const machine = new Machine(context);
	const order = [
		[
			"prerm",
			scripts.oldPrerm,
			["upgrade", newVersion]
		],
		[
			"preinst",
			scripts.newPreinst,
			[
				"upgrade",
				oldVersion,
				newVersion
			]
		],
		[
			"postrm",
			scripts.oldPostrm,
			["upgrade", newVersion]
		],
		[
			"postinst",
			scripts.newPostinst,
			["configure", oldVersion]
		]
	];
	for (const [name, script, args] of order) {
		if (name === "postrm") {
			const lost = unpackedOver(machine, context);
			if (lost !== void 0) return lost;
		}
		if (script === void 0) continue;
		const refused = run(machine, name, script.toString("latin1"), args);
		if (refused !== void 0) return refused;
	}
	return verdict(machine);
}
function run(machine, name, text, args) {
	const refused = ({ reason, line, command }) => ({
		kind: "refused",
		script: name,
		reason,
		...line !== void 0 && { line },
		...command !== void 0 && { command }
	});
	try {
		const shell = /^#! ?\/bin\/(?:sh|dash|bash)(?: (-[eux]+))?[ \t]*\n/.exec(text);
		if (shell === null && !text.startsWith("#!")) throw new Refusal("it is no script");
		if (shell === null) throw new Refusal("it is no script for the shell", 1, text.split("\n")[0]?.slice(0, 120));
		const list = parseScript(text);
		const attempt = (isRunAgain) => {
			machine.start(name, isRunAgain);
			const state = new State();
			state.args = args;
			state.errexit = shell[1]?.includes("e") === true;
			state.nounset = shell[1]?.includes("u") === true;
			if (new Interpreter(machine).list(state, list)?.kind !== "gone" && state.status !== void 0 && state.status !== 0) throw new Refusal(state.status === -1 ? "it fails" : `it fails with status ${state.status}`);
		};
		try {
			attempt(false);
		} catch (error) {
			if (!(error instanceof RunAgain)) throw error;
			attempt(true);
		}
		return;
	} catch (error) {
		if (error instanceof Refusal) return refused(error);
		if (error instanceof RangeError) return refused(new Refusal("it is nested too deep"));
		throw error;
	}
}
function unpackedOver(machine, { facts }) {
	for (const path of machine.files.changed) {
		if (facts.before.entry(path) === void 0 && facts.after.entry(path) === void 0) continue;
		return refusedEffect(machine.performed.find(({ effect }) => "path" in effect && effect.path === path));
	}
	machine.files.view = facts.after;
}
function refusedEffect(performed) {
	return {
		kind: "refused",
		script: performed?.script ?? "preinst",
		...performed?.line !== void 0 && { line: performed.line },
		...performed?.command !== void 0 && { command: performed.command },
		reason: "it changes files before the new ones are unpacked"
	};
}
function verdict(machine) {
	const [missing] = machine.removedAlternatives;
	if (missing !== void 0) {
		const [name] = missing[0].split(" ");
		return {
			kind: "refused",
			script: "prerm",
			reason: `it takes the alternative ${name} away, and none brings it back`
		};
	}
	const effects = net(machine.performed);
	const early = effects.find(({ script }) => script === "prerm" || script === "preinst");
	if (early !== void 0) return refusedEffect(early);
	if (effects.length === 0) return { kind: "inert" };
	return {
		kind: "effects",
		effects: effects.map(({ effect }) => effect)
	};
}
function net(performed) {
	const left = [];
	for (const one of performed) {
		const { effect } = one;
		const made = effect.kind === "remove" ? left.findIndex(({ effect: other }) => (other.kind === "create" || other.kind === "symlink") && other.path === effect.path) : -1;
		if (made < 0) {
			left.push(one);
			continue;
		}
		for (let index = left.length - 1; index >= made; index--) {
			const other = left[index]?.effect;
			if (other !== void 0 && "path" in other && "path" in effect && other.path === effect.path) left.splice(index, 1);
		}
	}
	return left;
}
// src/repair/dpkg/effects.ts
const NOTHING = createHash("sha256").digest("hex");
function applyEffects(effects, overlay, mtime) {
	for (const effect of effects) applyEffect(effect, overlay, mtime);
}
function applyEffect(effect, overlay, mtime) {
	if (effect.kind === "ldconfig") return;
	const { path } = effect;
	const here = overlay.entry(path);
	const fresh = {
		uid: 0,
		gid: 0,
		mtime
	};
	switch (effect.kind) {
		case "chmod":
			change(path, { mode: effect.mode }, overlay, mtime);
			return;
		case "chown":
			change(path, {
				uid: effect.uid,
				gid: effect.gid
			}, overlay, mtime);
			return;
		case "symlink":
			if (here?.type === "directory") throw new Refusal$1("FIX_CONTENT", `A script links /${path}, where a folder is.`);
			overlay.set(path, {
				...fresh,
				type: "symlink",
				mode: 511,
				target: effect.target
			});
			return;
		case "mkdir":
			if (here?.type !== "directory") overlay.set(path, {
				...fresh,
				type: "directory",
				mode: effect.mode
			});
			return;
		case "create": {
			const content = {
				from: "memory",
				bytes: Buffer.alloc(0)
			};
			if (here === void 0) overlay.set(path, {
				...fresh,
				type: "file",
				mode: effect.mode,
				size: 0,
				sha256: NOTHING,
				content
			});
			return;
		}
		case "remove": if (here !== void 0) overlay.remove(path);
	}
}
function change(path, metadata, overlay, mtime) {
	const here = overlay.entry(path);
	if (here === void 0) throw new Refusal$1("FIX_CONTENT", `A script changes /${path}, which is not there.`);
	const { mode, uid, gid } = {
		...here,
		...metadata
	};
	if (mode === here.mode && uid === here.uid && gid === here.gid) return;
	const node = "mtime" in here ? here : nodeOf(here, mtime);
	if (node === void 0 || node.type === "hardlink" || isLinked(path, overlay)) throw new Refusal$1("FIX_CONTENT", `A script changes who may use /${path}, which is linked or no plain file.`);
	overlay.set(path, {
		...node,
		mode,
		uid,
		gid
	});
}
function nodeOf(entry, mtime) {
	const { type, mode, uid, gid, path, size, target = "" } = entry;
	const base = {
		mode,
		uid,
		gid,
		mtime
	};
	if (type === "directory") return {
		...base,
		type
	};
	if (type === "symlink") return {
		...base,
		type,
		target
	};
	if (type !== "file" || entry.capabilities !== void 0) return void 0;
	return {
		...base,
		type,
		size,
		sha256: "",
		content: {
			from: "image",
			path
		}
	};
}
function isLinked(path, overlay) {
	for (const [, node] of overlay.changes()) if (node !== "gone" && node.type === "hardlink" && node.target === path) return true;
	for (const entry of overlay.root.entries()) if (entry.type === "hardlink" && entry.target === path && !overlay.isChanged(entry.path)) return true;
	return false;
}
// src/repair/dpkg/script-facts.ts
const MAX_TEXT = 262144;
function scriptFacts(before, after, texts, database, hasSameTemplates) {
	const installed = new Set(database.order.filter(({ status }) => status.state === "installed").map(({ name }) => name));
	return {
		before: view(before, texts),
		after: view(after, texts),
		isInstalled: (name) => installed.has(name),
		hasSameTemplates
	};
}
function view(overlay, texts) {
	return {
		entry: (path) => {
			const here = overlay.entry(path);
			return here === void 0 ? void 0 : factOf(here, overlay);
		},
		names: (path) => overlay.names(path),
		text: (path) => {
			const here = overlay.entry(path);
			if (here?.type !== "file" || here.size > MAX_TEXT) return void 0;
			return ("content" in here ? textOf(here) : texts.get(path))?.toString("latin1");
		}
	};
}
function factOf(here, overlay) {
	const { type, mode, uid, gid } = here;
	const link = type === "hardlink" ? overlay.entry(here.target ?? "") : here;
	const capable = "capabilities" in here && here.capabilities !== void 0;
	return {
		type: type === "hardlink" ? "file" : type,
		mode,
		uid,
		gid,
		size: link !== void 0 && "size" in link ? link.size : 0,
		...type === "symlink" ? { target: here.target ?? "" } : {},
		...capable ? { hasCapabilities: true } : {}
	};
}
function textOf({ content, size }) {
	if (content.from === "memory") return content.bytes;
	if (content.from === "image") return void 0;
	const file = openSync(content.data, "r");
	try {
		const bytes = Buffer.alloc(size);
		return bytes.subarray(0, readSync(file, bytes, 0, size, content.offset));
	} finally {
		closeSync(file);
	}
}
// src/repair/dpkg/script-check.ts
const NAMES = [
	"prerm",
	"preinst",
	"postrm",
	"postinst"
];
function judgeInstalled(installed, next, surroundings) {
	const { files, infoByArchitecture, before } = surroundings;
	const stem = infoStem(installed, infoByArchitecture);
	const [oldPrerm, newPreinst, oldPostrm, newPostinst] = NAMES.map((name) => files.get(`${stem}.${name}`));
	const verdict = prove({
		oldPrerm,
		newPreinst,
		oldPostrm,
		newPostinst
	}, installed, next, surroundings, before, true);
	return verdict.kind === "refused" ? sentence(installed, next, verdict) : void 0;
}
function runScripts(installed, deb, surroundings, after, mtime) {
	const { files, infoByArchitecture } = surroundings;
	const stem = infoStem(installed, infoByArchitecture);
	const scripts = {
		oldPrerm: files.get(`${stem}.prerm`),
		newPreinst: deb.info.get("preinst")?.content,
		oldPostrm: files.get(`${stem}.postrm`),
		newPostinst: deb.info.get("postinst")?.content
	};
	const next = describe(deb.control);
	const verdict = prove(scripts, installed, next, surroundings, after, files.get(`${stem}.templates`)?.toString("latin1") === deb.info.get("templates")?.content.toString("latin1"));
	if (verdict.kind === "refused") throw new Refusal$1("FIX_SCRIPT", sentence(installed, next, verdict));
	if (verdict.kind === "effects") applyEffects(verdict.effects, after, mtime);
}
function prove(scripts, installed, next, { database, files, before }, after, sameTemplates) {
	const given = Object.fromEntries(Object.entries(scripts).filter(([, text]) => text !== void 0));
	if (Object.keys(given).length === 0) return { kind: "inert" };
	return proveScripts(given, {
		package: installed.name,
		architecture: next.architecture === "all" ? database.native : next.architecture,
		oldVersion: installed.version,
		newVersion: next.version,
		facts: scriptFacts(before, after, files, database, sameTemplates)
	});
}
function sentence(installed, next, { script, command, line, reason }) {
	const at = line === void 0 ? "" : ` at line ${line}`;
	const what = command === void 0 ? "" : ` runs "${command}"${at}`;
	return `The ${script} of ${installed.name} ${next.version}${what}: ${reason}.`;
}
// src/repair/dpkg/stripped.ts
const CLASSES = [
	"usr/share/doc",
	"usr/share/man",
	"usr/share/info",
	"usr/share/locale",
	"usr/share/lintian",
	"usr/share/bug",
	"usr/share/doc-base"
];
function distrolessDeb(incoming, { overlay, ownership }) {
	const listed = ownership.list(keyOf$1(incoming.installed));
	const missing = new Set(listed.filter((path) => overlay.entry(overlay.canonical(path)) === void 0).map((path) => path.slice(1)));
	const classes = CLASSES.filter((folder) => [...missing].some((path) => path.startsWith(`${folder}/`)));
	const isGone = ({ path }) => {
		if (missing.has(path)) return true;
		return !(overlay.entry(overlay.canonical(path)) !== void 0) && classes.some((folder) => path === folder || path.startsWith(`${folder}/`));
	};
	const { deb } = incoming;
	return {
		...incoming,
		deb: {
			...deb,
			entries: deb.entries.filter((entry) => !isGone(entry))
		}
	};
}
// src/repair/dpkg/triggers.ts
const FOLDER = "var/lib/dpkg/triggers/";
function isTriggerFile(path) {
	return path.startsWith(FOLDER) && !/\/(?:Lock|Unincorp)$/.test(path);
}
function parseTriggers(files) {
	const paths = new Map();
	const names = new Map();
	for (const [path, content] of files) {
		if (!isTriggerFile(path)) continue;
		const lines = content.toString("utf8").split("\n").filter(Boolean);
		const name = path.slice(22);
		if (name !== "File") names.set(name, lines.map(packageOf));
		else for (const line of lines) {
			const [, of = "", by = ""] = /^(\S+)\s+(\S+)$/.exec(line) ?? [];
			paths.set(of, packageOf(by));
		}
	}
	return {
		paths,
		names
	};
}
function packageOf(word) {
	return word.replace(/\/(?:noawait|await)$/, "").replace(/:[a-z0-9-]+$/, "");
}
const HARMLESS = new Set(["ldconfig"]);
function checkTriggers({ incoming, touched }, interests, oldTriggers, overlay) {
	const { name } = incoming.installed;
	const version = incoming.deb.control.get("Version");
	const now = directives(incoming.deb.info.get("triggers")?.content.toString("utf8") ?? "");
	const before = directives(oldTriggers);
	const wants = (list) => list.filter(({ kind }) => kind.startsWith("interest")).map(({ kind, of }) => `${kind} ${of}`).sort().join("\n");
	if (wants(now) !== wants(before)) throw new Refusal$1("FIX_CONTENT", `${name} ${version} is interested in other triggers than ${incoming.installed.version} was.`);
	for (const { of } of now.filter(({ kind }) => kind.startsWith("activate"))) {
		const [by] = HARMLESS.has(of) ? [] : interests.names.get(of) ?? [];
		if (by !== void 0) throw fires(name, version, of, by);
	}
	for (const listed of touched) {
		const by = interestedIn(listed, interests.paths);
		if (by !== void 0 && !isRegisteredShell(by, listed, overlay)) throw fires(name, version, listed, by);
	}
}
function interestedIn(listed, paths) {
	for (let path = listed; path !== ""; path = path.slice(0, path.lastIndexOf("/"))) {
		const by = paths.get(path);
		if (by !== void 0) return by;
	}
}
function fires(name, version, what, by) {
	return new Refusal$1("FIX_SCRIPT", `${name} ${version} touches ${what}, whereupon ${by} would run a script for its trigger.`);
}
function isRegisteredShell(by, listed, { root }) {
	return by === "debianutils" && root.entry(listed.slice(1)) !== void 0;
}
function directives(text) {
	return text.split("\n").map((line) => /^\s*((?:interest|activate)(?:-await|-noawait)?)\s+(\S+)/.exec(line)).filter((match) => match !== null).map(([, kind = "", of = ""]) => ({
		kind: kind.replace(/-await$/, ""),
		of
	}));
}
// src/repair/dpkg/unpack.ts
function unpackPackage(context, incoming) {
	return new Unpacking(context, incoming).run();
}
var Unpacking = class {
	#context;
	#incoming;
	#name;
	#key;
	#list = [];
	#files = new Map();
	#touched = [];
	#conffiles;
	#inArchive = new Set();
	#pending = new Map();
	constructor(context, incoming) {
		this.#context = context;
		this.#incoming = incoming;
		this.#name = incoming.installed.name;
		this.#key = keyOf$1(incoming.installed);
		const old = new Map(incoming.oldConffiles.map((one) => [one.path, one]));
		this.#conffiles = parseConffileList(text(incoming, "conffiles")).map(({ path, removeOnUpgrade }) => ({
			path,
			hash: old.get(path)?.hash ?? "newconffile",
			obsolete: false,
			removeOnUpgrade
		}));
		const dropped = this.#conffiles.find(({ removeOnUpgrade }) => removeOnUpgrade);
		if (dropped !== void 0) this.#refuse(`wants ${dropped.path} to be removed`);
	}
	run() {
		for (const entry of this.#incoming.deb.entries) this.#take(entry);
		this.#removeOld();
		for (const [listed, pending] of this.#pending) this.#configure(listed, pending);
		this.#context.ownership.replace(this.#key, this.#list);
		return {
			incoming: this.#incoming,
			list: this.#list,
			conffiles: this.#conffiles,
			files: [...this.#files],
			touched: this.#touched
		};
	}
	#take(entry) {
		const { overlay, diverted, filter } = this.#context;
		const { listed } = entry;
		this.#list.push(listed);
		this.#touched.push(listed);
		if (entry.path === "") {
			this.#inArchive.add(listed);
			return;
		}
		const from = diverted.get(listed);
		if (from !== void 0) this.#refuse(`brings ${listed}, to which ${from} is diverted`);
		const path = overlay.canonical(this.#placeOf(listed));
		const isThere = this.#isThereAlready(entry, path);
		if (!isThere) this.#claim(entry, path);
		if (filter(listed, entry.type)) return;
		this.#inArchive.add(listed);
		if (isThere) return;
		const node = this.#nodeOf(entry);
		const content = this.#contentOf(entry);
		if (content !== void 0) this.#files.set(listed, content);
		if (this.#conffiles.some((one) => one.path === listed)) {
			if (content === void 0 || entry.type !== "file") this.#refuse(`has ${listed} for a configuration file, which is no file`);
			this.#pending.set(listed, {
				path,
				node,
				md5: md5OfPlace(content, listed)
			});
			return;
		}
		this.#place(path, node);
	}
	#contentOf({ type, target, offset, size }) {
		if (type === "hardlink") return this.#files.get(`/${target}`);
		return type === "file" ? {
			file: this.#incoming.deb.data,
			start: offset,
			size
		} : void 0;
	}
	#placeOf(listed) {
		const diversion = this.#context.diversions.get(listed);
		return diversion === void 0 || diversion.by === this.#name ? listed : diversion.to;
	}
	#isThereAlready({ type, target, listed }, path) {
		const { overlay } = this.#context;
		const here = overlay.entry(path);
		if (type === "directory") {
			const end = overlay.followed(path);
			if (end !== void 0 && overlay.isDirectory(end)) return true;
			if (here !== void 0) this.#refuse(`makes ${listed} a folder, where something else is`);
			return false;
		}
		if (here?.type === "directory") this.#refuse(`puts ${listed} where a folder is`);
		if (here?.type === "other") this.#refuse(`puts ${listed} where a device node or the like is`);
		if (type !== "symlink" && here?.type === "symlink") {
			const end = overlay.followed(path);
			if (end !== void 0 && overlay.isDirectory(end)) this.#refuse(`puts ${listed} where a link to a folder is`);
		}
		if (type !== "symlink" || here?.type !== "symlink") return false;
		const end = overlay.followed(path);
		return here.target === target && end !== void 0 && overlay.isDirectory(end);
	}
	#claim({ listed, type }, path) {
		const { overlay, ownership, database, diversions } = this.#context;
		if (type === "directory" && overlay.entry(path) === void 0) return;
		const names = new Set([listed, `/${path}`]);
		for (const name of names) for (const key of ownership.others(name, this.#key)) {
			const other = database.packages.get(key);
			const { name: ours } = this.#incoming.installed;
			if (other.name === ours && other.multiArch === "same") continue;
			const diverted = diversions.get(name);
			if (diverted !== void 0 && (diverted.by === other.name || diverted.by === ours)) continue;
			if (other.status.state === "config-files") continue;
			if (!this.#replaces(other)) this.#refuse(`brings ${listed}, which belongs to ${other.name}`);
			ownership.drop(key, name);
		}
	}
	#replaces(other) {
		return this.#incoming.deb.control.folded("Replaces").split(",").some((atom) => {
			const [, name, operator, version] = /^\s*([a-z0-9.+-]+)\s*(?:\(\s*(<<|<=|=|>=|>>)\s*(\S+?)\s*\))?\s*$/.exec(atom) ?? [];
			if (name !== other.name) return false;
			return versionFits(other.version, version === void 0 ? void 0 : {
				operator,
				value: version
			});
		});
	}
	#nodeOf(entry) {
		const { accounts, overlay, overrides } = this.#context;
		const { mtime, type, listed } = entry;
		const override = overrides.get(listed);
		const uid = override?.uid ?? accounts.user(entry.userName) ?? entry.uid;
		const gid = override?.gid ?? accounts.group(entry.groupName) ?? entry.gid;
		const base = {
			mode: override?.mode ?? entry.mode,
			uid,
			gid,
			mtime
		};
		switch (type) {
			case "directory": return {
				...base,
				type
			};
			case "symlink": return {
				...base,
				mode: 511,
				type,
				target: entry.target
			};
			case "hardlink": {
				const target = overlay.canonical(this.#placeOf(`/${entry.target}`));
				const file = overlay.entry(target);
				if (file?.type !== "file") this.#refuse(`links ${listed} to ${entry.target}, which it does not bring`);
				return {
					mode: file.mode,
					uid: file.uid,
					gid: file.gid,
					mtime,
					type,
					target
				};
			}
			case "file": {
				const content = {
					from: "package",
					data: this.#incoming.deb.data,
					offset: entry.offset
				};
				return {
					...base,
					type,
					size: entry.size,
					sha256: entry.sha256,
					content
				};
			}
		}
	}
	#place(path, node) {
		const { overlay } = this.#context;
		const slash = path.lastIndexOf("/");
		if (slash >= 0 && !overlay.isDirectory(path.slice(0, slash))) this.#refuse(`has no folder for /${path}`);
		if (overlay.root.entry(path)?.capabilities !== void 0) this.#refuse(`replaces /${path}, which has capabilities`);
		overlay.set(path, node);
	}
	#removeOld() {
		const { overlay, ownership } = this.#context;
		const isConffile = new Set(this.#conffiles.map(({ path }) => path));
		const old = new Map(this.#incoming.oldConffiles.map((one) => [one.path, one]));
		let kept;
		for (const listed of ownership.list(this.#key).toReversed()) {
			if (isConffile.has(listed) || this.#inArchive.has(listed) || listed === "/.") continue;
			const path = overlay.canonical(this.#placeOf(listed));
			const end = overlay.followed(path);
			if (end !== void 0 && overlay.isDirectory(end) && ownership.others(listed, this.#key).length > 0) continue;
			const here = overlay.entry(path);
			if (here === void 0) continue;
			if (here.type === "directory") {
				if (overlay.names(path).length > 0) continue;
				this.#touched.push(listed);
				overlay.remove(path);
				continue;
			}
			kept ??= new Set([...this.#inArchive].filter((one) => one !== "/.").map((one) => overlay.canonical(one)));
			const conffile = old.get(listed);
			if (conffile !== void 0) {
				this.#keepObsolete(conffile, path, kept);
				continue;
			}
			if (kept.has(path)) continue;
			this.#touched.push(listed);
			if (overlay.root.entry(path)?.capabilities !== void 0) this.#refuse(`no longer brings /${path}, which has capabilities`);
			overlay.remove(path);
		}
	}
	#keepObsolete(conffile, path, kept) {
		const sameAs = kept.has(path) ? this.#conffiles.findIndex((one) => this.#context.overlay.canonical(one.path) === path) : -1;
		const same = this.#conffiles[sameAs];
		if (same?.hash === "newconffile") this.#conffiles[sameAs] = {
			...same,
			hash: conffile.hash
		};
		if (kept.has(path)) return;
		this.#conffiles.push({
			...conffile,
			obsolete: true
		});
		this.#list.push(conffile.path);
	}
	#configure(listed, { path, node, md5 }) {
		const { overlay } = this.#context;
		const index = this.#conffiles.findIndex((one) => one.path === listed);
		const conffile = this.#conffiles[index];
		const here = overlay.entry(path);
		if (here?.type === "symlink") this.#refuse(`has ${listed} for a configuration file, which is a link in the image`);
		const current = here === void 0 ? void 0 : this.#context.md5.get(path);
		if (here !== void 0 && current === void 0) this.#refuse(`has ${listed} for a configuration file, which cannot be read`);
		const kept = here === void 0 ? node : {
			...node,
			mode: here.mode,
			uid: here.uid,
			gid: here.gid
		};
		const action = conffileAction(current, conffile.hash, md5);
		if (action === "install") this.#place(path, kept);
		if (action === "keep-and-show") {
			this.#place(`${path}.dpkg-dist`, kept);
			if (overlay.entry(`${path}.dpkg-old`) !== void 0) overlay.remove(`${path}.dpkg-old`);
		}
		this.#conffiles[index] = {
			...conffile,
			hash: md5
		};
	}
	#refuse(what) {
		throw new Refusal$1("FIX_CONTENT", `${this.#name} ${this.#incoming.deb.control.get("Version")} ${what}.`);
	}
};
function text({ deb }, name) {
	return deb.info.get(name)?.content.toString("utf8") ?? "";
}
// src/repair/dpkg/compose.ts
var InTheWay = class extends Error {
	name = "InTheWay";
	source;
	refused;
	constructor(source, refused) {
		super(refused.message);
		this.source = source;
		this.refused = refused;
	}
};
async function compose(image, incoming, md5) {
	const context = contextOf(image, md5);
	const { files, database, infoByArchitecture } = image;
	const mtime = Math.max(0, ...incoming.flatMap(({ deb }) => deb.entries.map((entry) => entry.mtime)));
	const unpacked = [];
	for (const one of incoming) unpacked.push(blaming(one, () => unpackPackage(context, database.form === "status.d" ? distrolessDeb(one, context) : one)));
	const surroundings = {
		database,
		files,
		infoByArchitecture,
		before: new Overlay(image.root)
	};
	if (database.form === "status") {
		for (const one of incoming) blaming(one, () => runScripts(one.installed, one.deb, surroundings, context.overlay, mtime));
		const interests = parseTriggers(files);
		for (const one of unpacked) {
			const old = files.get(`${infoStem(one.incoming.installed, infoByArchitecture)}.triggers`)?.toString("utf8") ?? "";
			blaming(one.incoming, () => checkTriggers(one, interests, old, context.overlay));
		}
	}
	try {
		await renewLoaderCache(files.get(LOADER_CACHE), context.overlay, mtime);
	} catch (error) {
		if (!(error instanceof LoaderCacheStale)) throw error;
		const owner = unpacked.find(({ touched }) => touched.some((path) => context.overlay.canonical(path) === error.path));
		if (owner === void 0) throw error;
		throw new InTheWay(owner.incoming.installed.source.name, error);
	}
	writeDatabase(context, unpacked, mtime);
	return context.overlay;
}
function blaming({ installed }, work) {
	try {
		return work();
	} catch (error) {
		if (error instanceof Refusal$1) throw new InTheWay(installed.source.name, error);
		throw error;
	}
}
function contextOf({ root, database, files, infoByArchitecture }, md5) {
	const text = (path) => files.get(path)?.toString("utf8") ?? "";
	const accounts = parseAccounts(text("etc/passwd"), text("etc/group"));
	const diversions = parseDiversions(text("var/lib/dpkg/diversions"));
	const configurations = [...files.keys()].filter((path) => path.startsWith("etc/dpkg/dpkg.cfg.d/")).sort();
	return {
		overlay: new Overlay(root),
		database,
		ownership: readOwnership(database.order, files, infoByArchitecture),
		accounts,
		diversions: new Map(diversions.map((one) => [one.from, one])),
		diverted: new Map(diversions.map(({ from, to }) => [to, from])),
		overrides: parseStatOverrides(text("var/lib/dpkg/statoverride"), accounts),
		filter: parsePathFilter([...configurations, "etc/dpkg/dpkg.cfg"].map(text)),
		md5,
		infoByArchitecture
	};
}
function imageOf(root, database, read) {
	const { files, settings } = read;
	return {
		root,
		database,
		files,
		settings,
		infoByArchitecture: files.get(`${INFO_FOLDER}/format`)?.toString("latin1").trim() === "1"
	};
}
async function conffileSums({ root, files, settings }, incoming) {
	const overlay = new Overlay(root);
	const paths = incoming.flatMap(({ deb }) => parseConffileList(deb.info.get("conffiles")?.content.toString("utf8") ?? "").map(({ path }) => overlay.canonical(path)));
	const present = [...new Set(paths)].filter((path) => overlay.entry(path) !== void 0).sort();
	const known = (path) => settings.get(path) ?? files.get(path);
	const more = await root.read(present.filter((path) => known(path) === void 0));
	return new Map(present.flatMap((path) => {
		const bytes = known(path) ?? more.get(path);
		return bytes === void 0 ? [] : [[path, createHash("md5").update(bytes).digest("hex")]];
	}));
}
function incomingOf(installed, deb) {
	return {
		installed,
		deb,
		oldConffiles: parseConffiles(installed.stanza.get("Conffiles") ?? "")
	};
}
// src/repair/dpkg/downloads.ts
const AT_ONCE = 4;
const MAX_PACKAGE = 4 * 1024 ** 3;
var Downloads = class {
	#client;
	#folder;
	#host;
	#reader = new DebReader(AT_ONCE);
	#debs = new Map();
	constructor(client, folder, host) {
		this.#client = client;
		this.#folder = folder;
		this.#host = host;
	}
	async bring(candidates) {
		const missing = candidates.filter((one) => !this.#debs.has(hashOf(one)));
		const bytes = missing.reduce((sum, one) => sum + sizeOf(one), 0);
		if (missing.length > 0) {
			const stage = this.#host.log.stage("packages", { bytes });
			const queue = missing.toSorted((a, b) => sizeOf(b) - sizeOf(a)).values();
			try {
				const worker = async () => {
					for (const one of queue) {
						this.#debs.set(hashOf(one), await this.#one(one));
						stage.advance({ bytes: sizeOf(one) });
					}
				};
				await Promise.all(Array.from({ length: AT_ONCE }, worker));
			} finally {
				stage.done();
			}
		}
		return candidates.map((one) => this.#debs.get(hashOf(one)));
	}
	async close() {
		await this.#reader.close();
	}
	async #one({ offered, described }) {
		const { stanza, suite } = offered;
		const filename = stanza.get("Filename") ?? "";
		const what = `${described.name} ${described.version} (${filename})`;
		const size = Number(stanza.get("Size"));
		const sha256 = stanza.get("SHA256") ?? "";
		if (!(size > 0 && size <= MAX_PACKAGE) || filename.split("/").includes("..")) throw new Refusal$1("FIX_HASH", `${what}: the index gives no usable size or place.`);
		const path = join(this.#folder, `${sha256}.deb`);
		const address = `${suite.base}/${filename.replace(/^\.?\/+/, "").split("/").map(encodeURIComponent).join("/")}`;
		if (!await this.#client.file(address, path, {
			sha256,
			size
		}, what)) throw new Refusal$1("FIX_HASH", `${what}: the index names it, but the archive does not have it.`);
		try {
			const deb = await this.#reader.read(path, join(this.#folder, `${sha256}.tar`));
			for (const [field, expected] of [
				["Package", described.name],
				["Version", described.version],
				["Architecture", described.architecture]
			]) if (deb.control.get(field) !== expected) throw new Refusal$1("FIX_HASH", `${what}: another package is in it (expected ${field} ${expected}, got ${deb.control.get(field)}).`);
			describe(deb.control);
			return deb;
		} catch (error) {
			if (error instanceof Unreadable || error instanceof RangeError) throw new Refusal$1("FIX_CONTENT", `${what}: ${messageOf(error)}.`);
			throw error;
		} finally {
			await rm(path, { force: true });
		}
	}
};
function hashOf({ offered }) {
	return offered.stanza.get("SHA256");
}
function sizeOf({ offered }) {
	return Number(offered.stanza.get("Size"));
}
// src/repair/dpkg/sources.ts
const ONE_LINE = /^etc\/apt\/(?:sources\.list|sources\.list\.d\/[^/]+\.list)$/;
const DEB822 = /^etc\/apt\/sources\.list\.d\/[^/]+\.sources$/;
const OWN_KEYRING = /^(debian|ubuntu)-archive-[a-z-]*\.(?:gpg|pgp|asc)$/;
function isAptFile(path) {
	return ONE_LINE.test(path) || DEB822.test(path) || /^etc\/apt\/(?:preferences|preferences\.d\/[^/]+|apt\.conf|apt\.conf\.d\/[^/]+|keyrings\/[^/]+|trusted\.gpg|trusted\.gpg\.d\/[^/]+)$/.test(path) || /^usr\/(?:share|local\/share)\/keyrings\/[^/]+\.(?:gpg|pgp|asc)$/.test(path);
}
function sourcesOf(context) {
	const found = [...context.files].sort(([a], [b]) => a < b ? -1 : 1).flatMap(([path, content]) => {
		const text = content.toString("utf8").replace(/\r\n/g, "\n");
		if (ONE_LINE.test(path)) return text.split("\n").flatMap((line) => oneLine(line, context));
		return DEB822.test(path) ? deb822(text, path, context) : [];
	});
	const sources = found.length > 0 ? found : defaultSources(context);
	if (sources.length === 0) throw new Refusal$1("FIX_UNSUPPORTED_OS", `${context.os.prettyName ?? context.os.family} names no package source, and none is known for it.`);
	return sources;
}
function oneLine(line, context) {
	const [, options = "", rest = ""] = /^\s*deb\s+(?:\[([^\]]*)\]\s*)?([^#]*)/.exec(line) ?? [];
	const [uri, suite, ...components] = rest.trim().split(/\s+/);
	if (uri === void 0 || suite === void 0 || uri === "") return [];
	const settings = new Map(options.split(/\s+/).flatMap((option) => {
		const [, key, value] = /^([a-z-]+)[+-]?=(.*)$/i.exec(option) ?? [];
		return key === void 0 || value === void 0 ? [] : [[key.toLowerCase(), value]];
	}));
	return source(uri, suite, components, {
		architectures: (settings.get("arch") ?? "").split(",").filter(Boolean),
		signedBy: settings.get("signed-by"),
		ignoresExpiry: settings.get("check-valid-until") === "no",
		context
	});
}
function deb822(text, path, context) {
	let stanzas;
	try {
		stanzas = parseStanzas(text, true);
	} catch (error) {
		context.note(`${path} was passed over: ${error.message}.`);
		return [];
	}
	return stanzas.flatMap((stanza) => {
		if (/^(?:no|false|0|off)$/i.test(stanza.get("Enabled") ?? "yes")) return [];
		if (!stanza.folded("Types").split(/\s+/).includes("deb")) return [];
		const words = (name) => stanza.folded(name).split(/\s+/).filter(Boolean);
		return words("URIs").flatMap((uri) => words("Suites").flatMap((suite) => source(uri, suite, words("Components"), {
			architectures: words("Architectures"),
			signedBy: stanza.get("Signed-By"),
			ignoresExpiry: stanza.get("Check-Valid-Until") === "no",
			context
		})));
	});
}
function source(uri, suite, components, settings) {
	const { architectures, ignoresExpiry, context } = settings;
	if (!/^https?:\/\//.test(uri) || !URL.canParse(uri)) {
		context.note(`The package source ${uri} ${suite} was passed over: only http and https are spoken.`);
		return [];
	}
	const filled = (text) => text.replaceAll("$(ARCH)", context.native);
	const common = {
		uri: filled(uri).replace(/\/+$/, ""),
		suite: filled(suite),
		components,
		architectures,
		ignoresExpiry
	};
	return [{
		...common,
		keys: keysOf(common.uri, suite, settings)
	}];
}
function keysOf(uri, suite, { signedBy, context }) {
	const { files, os } = context;
	const named = signedBy?.trim() ?? "";
	if (named.includes("-----BEGIN PGP")) {
		const armour = named.replace(/^[ \t]+/gm, "").replace(/^\.$/gm, "");
		return {
			from: "image",
			name: "in its sources",
			keyring: Buffer.from(armour)
		};
	}
	const paths = named.split(/[\s,]+/).filter((word) => word.startsWith("/"));
	const own = paths.map((path) => OWN_KEYRING.exec(path.slice(path.lastIndexOf("/") + 1))?.[1]);
	if (paths.length > 0 && own.every((family) => family !== void 0)) return {
		from: "bundled",
		family: own[0]
	};
	if (paths.length > 0) {
		const rings = paths.map((path) => files.get(path.slice(1)));
		if (rings.some((ring) => ring === void 0)) throw new Refusal$1("FIX_SIGNATURE", `${uri} ${suite}: its key ${paths.join(" ")} is not in the image.`);
		return {
			from: "image",
			name: paths.join(" "),
			keyring: Buffer.concat(rings)
		};
	}
	const distribution = distributionOf(uri);
	const family = distribution?.startsWith("ubuntu") ? "ubuntu" : distribution === void 0 ? void 0 : "debian";
	if (family !== void 0 && family === os.family) return {
		from: "bundled",
		family
	};
	const trusted = [...files].filter(([path]) => path.startsWith("etc/apt/trusted.gpg"));
	if (trusted.length === 0) return {
		from: "bundled",
		family: os.family
	};
	return {
		from: "image",
		name: trusted.map(([path]) => `/${path}`).join(" "),
		keyring: joined(trusted.map(([, ring]) => ring))
	};
}
function joined(rings) {
	return Buffer.concat(rings.filter((ring) => (ring[0] ?? 0) >= 128));
}
const DEBIAN_CODENAMES = {
	10: "buster",
	11: "bullseye",
	12: "bookworm",
	13: "trixie"
};
const UBUNTU_CODENAMES = {
	"20.04": "focal",
	"22.04": "jammy",
	"24.04": "noble"
};
function defaultSources({ os, native, note }) {
	const make = (family, uri, suite, components) => ({
		uri,
		suite,
		components,
		architectures: [],
		keys: {
			from: "bundled",
			family
		},
		ignoresExpiry: false
	});
	if (os.family === "debian") {
		const codename = os.codename ?? DEBIAN_CODENAMES[os.version.split(".")[0] ?? ""];
		if (codename === void 0) return [];
		note(`The image names no package source; those of Debian ${codename} were taken.`);
		const security = codename === "buster" ? "buster/updates" : `${codename}-security`;
		return [
			make("debian", "http://deb.debian.org/debian", codename, ["main"]),
			make("debian", "http://deb.debian.org/debian", `${codename}-updates`, ["main"]),
			make("debian", "http://deb.debian.org/debian-security", security, ["main"])
		];
	}
	const codename = os.codename ?? UBUNTU_CODENAMES[os.version];
	if (os.family !== "ubuntu" || codename === void 0) return [];
	note(`The image names no package source; those of Ubuntu ${codename} were taken.`);
	const uri = ["amd64", "i386"].includes(native) ? "http://archive.ubuntu.com/ubuntu" : "http://ports.ubuntu.com/ubuntu-ports";
	return [
		codename,
		`${codename}-updates`,
		`${codename}-security`
	].map((suite) => make("ubuntu", uri, suite, [
		"main",
		"restricted",
		"universe"
	]));
}
// src/repair/dpkg/image-files.ts
const INFO_KINDS = /\.(?:list|prerm|preinst|postrm|postinst|triggers|templates)$/;
const MAX_FILE$1 = 16777216;
const MAX_ALL = 268435456;
const SINGLE = new Set([
	"var/lib/dpkg/arch",
	"var/lib/dpkg/diversions",
	"var/lib/dpkg/statoverride",
	`${INFO_FOLDER}/format`,
	"etc/passwd",
	"etc/group",
	"etc/dpkg/dpkg.cfg",
	LOADER_CACHE
]);
const MAX_SETTING = 32768;
const MAX_SETTINGS = 4194304;
async function readImageFiles(root) {
	const wanted = new Set(databaseFiles(root));
	const settings = [];
	let size = 0;
	let room = MAX_SETTINGS;
	for (const { path, type, size: bytes } of root.entries()) {
		if (type !== "file" && type !== "hardlink" || bytes > MAX_FILE$1) continue;
		if (!isWanted(path)) {
			if (!path.startsWith("etc/") || bytes > Math.min(MAX_SETTING, room)) continue;
			settings.push(path);
			room -= bytes;
			continue;
		}
		size += bytes;
		if (size > MAX_ALL) throw new Refusal$1("FIX_CONTENT", `The package database and what is beside it have more than ${MAX_ALL} bytes.`);
		wanted.add(path);
	}
	const read = await root.read([...wanted, ...settings].sort());
	const only = (isIn) => new Map([...read].filter(([path]) => isIn(path)));
	return {
		files: only((path) => wanted.has(path)),
		settings: only((path) => !wanted.has(path))
	};
}
function isWanted(path) {
	if (path.startsWith(`var/lib/dpkg/info/`)) return INFO_KINDS.test(path) || SINGLE.has(path);
	if (path.startsWith(`var/lib/dpkg/status.d/`)) return path.endsWith(".md5sums");
	return SINGLE.has(path) || isAptFile(path) || isTriggerFile(path) || isAskedFor(path) || /^etc\/dpkg\/dpkg\.cfg\.d\/[A-Za-z0-9_-]+$/.test(path);
}
// src/repair/dpkg/layer.ts
async function layerEntries(overlay) {
	const changes = [...overlay.changes()].sort(([a], [b]) => a < b ? -1 : 1);
	const nodes = firstLinksFirst(changes.flatMap(([path, node]) => node === "gone" ? [] : [[path, node]]));
	const same = await unchanged(overlay.root, nodes);
	const gone = new Set(changes.flatMap(([path, node]) => node === "gone" ? [path] : []));
	const entries = new Map();
	for (const path of gone) if (!ancestors(path).some((parent) => gone.has(parent))) entries.set(path, {
		type: "whiteout",
		path
	});
	for (const [path, node] of nodes) if (!same.has(path)) entries.set(path, entryOf(path, node, overlay.root));
	return [...parents(overlay, entries, Math.max(0, ...[...nodes.values()].map(({ mtime }) => mtime))), ...entries.values()];
}
function entryOf(path, node, root) {
	const { mode, uid, gid, mtime } = node;
	const base = {
		path,
		mode,
		uid,
		gid,
		mtime
	};
	switch (node.type) {
		case "directory": return {
			...base,
			type: "directory"
		};
		case "symlink":
		case "hardlink": return {
			...base,
			type: node.type,
			target: node.target
		};
		case "file": {
			const { size, content } = node;
			return {
				...base,
				type: "file",
				size,
				content: () => {
					if (content.from === "memory") return once(content.bytes);
					return content.from === "package" ? readPlace({
						file: content.data,
						start: content.offset,
						size
					}, path) : ofImage(root, content.path);
				}
			};
		}
	}
}
function firstLinksFirst(sorted) {
	const nodes = new Map(sorted);
	for (const [path, node] of sorted) {
		if (node.type !== "hardlink") continue;
		const target = nodes.get(node.target);
		if (target?.type !== "file" || node.target < path) continue;
		for (const [other, link] of nodes) if (link.type === "hardlink" && link.target === node.target) nodes.set(other, {
			...link,
			target: path
		});
		nodes.set(path, target);
		nodes.set(node.target, {
			...node,
			target: path
		});
	}
	return nodes;
}
async function* ofImage(root, path) {
	const bytes = (await root.read([path])).get(path);
	if (bytes === void 0) throw new Error(`${path} was there when the plan was made`);
	yield bytes;
}
async function* once(bytes) {
	yield bytes;
}
async function unchanged(root, nodes) {
	const linked = new Set([...nodes.values()].flatMap((node) => node.type === "hardlink" ? [node.target] : []));
	const alike = (path, node) => {
		const here = root.entry(path);
		if (here === void 0 || here.uid !== node.uid || here.gid !== node.gid) return false;
		if (node.type === "symlink") return here.type === "symlink" && here.target === node.target;
		if ((here.type === "hardlink" ? "file" : here.type) !== (node.type === "hardlink" ? "file" : node.type) || here.mode !== node.mode) return false;
		return node.type !== "file" || here.type === "hardlink" || here.size === node.size;
	};
	const candidates = [...nodes].filter(([path, node]) => alike(path, node));
	const files = candidates.flatMap(([path, node]) => node.type === "file" ? [path] : []);
	const digests = await root.digests(files);
	const same = new Set(candidates.filter(([path, node]) => node.type !== "file" || digests.get(path) === node.sha256).map(([path]) => path));
	for (const target of linked) keepTogether(target, root, nodes, same);
	return same;
}
function keepTogether(target, root, nodes, same) {
	const group = [target, ...[...nodes].flatMap(([path, node]) => node.type === "hardlink" && node.target === target ? [path] : [])];
	const first = (entry) => entry?.type === "hardlink" ? entry.target : entry?.path;
	if (new Set(group.map((path) => first(root.entry(path)))).size === 1 && group.every((path) => same.has(path))) return;
	for (const path of group) same.delete(path);
}
function parents(overlay, entries, newest) {
	const found = new Map();
	for (const [path, entry] of entries) {
		const mtime = entry.type === "whiteout" ? newest : entry.mtime;
		for (const parent of ancestors(path)) if (!entries.has(parent)) found.set(parent, Math.max(found.get(parent) ?? 0, mtime));
	}
	return [...found].map(([path, mtime]) => {
		const { mode, uid, gid } = overlay.entry(path);
		return {
			type: "directory",
			path,
			mode,
			uid,
			gid,
			mtime
		};
	});
}
function ancestors(path) {
	const found = [];
	for (let slash = path.lastIndexOf("/"); slash > 0; slash = path.lastIndexOf("/", slash - 1)) found.push(path.slice(0, slash));
	return found;
}
// src/repair/dpkg/offers.ts
var Offers = class {
	#sources;
	#database;
	#options;
	#found = [];
	#read = new Set();
	constructor(sources, database, options) {
		this.#sources = sources;
		this.#database = database;
		this.#options = options;
	}
	get all() {
		return this.#found;
	}
	get isComplete() {
		return this.#read.size === this.#sources.length;
	}
	readSecurity() {
		return this.#readAll(this.#sources.filter(isSecurity));
	}
	readRest() {
		return this.#readAll(this.#sources);
	}
	async #readAll(sources) {
		const { order, native } = this.#database;
		const names = new Set(order.map(({ name }) => name));
		const present = [...new Set([native, ...order.map(({ architecture }) => architecture)])];
		const suites = await Promise.all(sources.filter((source) => !this.#read.has(source)).map(async (source) => {
			this.#read.add(source);
			const wanted = present.filter((one) => source.architectures.length === 0 || source.architectures.includes(one));
			return readSuite(await openSuite(source, this.#options), wanted, names, this.#options);
		}));
		this.#found.push(...suites.flat());
	}
};
// src/repair/dpkg/satisfaction.ts
var InstalledSet = class {
	packages;
	#native;
	#byName = new Map();
	#providers = new Map();
	constructor(packages, native) {
		this.packages = [...packages];
		this.#native = native;
		for (const one of this.packages) {
			push(this.#byName, one.name, one);
			for (const atom of one.provides.flat()) push(this.#providers, atom.name, {
				by: one,
				atom
			});
		}
	}
	named(name) {
		return this.#byName.get(name) ?? [];
	}
	answering(name) {
		return [...this.named(name), ...(this.#providers.get(name) ?? []).map(({ by }) => by)];
	}
	satisfies(group, dependent) {
		return group.some((atom) => this.#answers(atom, dependent).length > 0);
	}
	rejected(group, by) {
		return group.flatMap((atom) => this.#meant(atom, by)).filter((one) => one.name !== by.name);
	}
	#answers(atom, dependent) {
		return [...this.named(atom.name).filter((one) => this.#architectureFits(one, atom, dependent) && versionFits(one.version, atom.version)), ...this.#provided(atom, (one) => this.#architectureFits(one, atom, dependent))];
	}
	#meant(atom, by) {
		const fits = (one) => atom.architecture === void 0 || atom.architecture === "any" || one.architecture === atom.architecture;
		return [...this.named(atom.name).filter((one) => fits(one) && versionFits(one.version, atom.version)), ...this.#provided(atom, fits)].filter((one) => one !== by);
	}
	#provided(atom, fits) {
		return (this.#providers.get(atom.name) ?? []).filter(({ by }) => fits(by)).filter(({ atom: provided }) => atom.version === void 0 ? true : provided.version?.operator === "=" && versionFits(provided.version.value, atom.version)).map(({ by }) => by);
	}
	#architectureFits(one, atom, dependent) {
		const real = (architecture) => architecture === "all" ? this.#native : architecture;
		if (atom.architecture === "any") return one.multiArch === "allowed" || one.architecture === "all" || real(one.architecture) === real(dependent.architecture);
		if (atom.architecture !== void 0) return real(one.architecture) === atom.architecture;
		return one.multiArch === "foreign" || real(one.architecture) === real(dependent.architecture);
	}
};
function push(map, key, value) {
	const list = map.get(key);
	if (list === void 0) map.set(key, [value]);
	else list.push(value);
}
function violations(set) {
	return set.packages.flatMap((one) => [...one.needs.filter((group) => !set.satisfies(group, one)).map((group) => ({
		kind: "needs",
		of: one,
		group
	})), ...one.rejects.flatMap((group) => set.rejected(group, one).map((other) => ({
		kind: "rejects",
		of: one,
		group,
		other
	})))]);
}
function sameAs({ kind, of, group, other }) {
	return JSON.stringify([
		kind,
		of.name,
		of.architecture,
		group.map((atom) => atom.name),
		other?.name
	]);
}
// src/repair/dpkg/planner.ts
function planRaises(database, wanted, candidates, preferences, bans) {
	for (;;) {
		const attempt = new Attempt(database, candidates, preferences, bans);
		const left = wanted.flatMap((one) => attempt.want(one));
		const trouble = attempt.close();
		if (trouble === void 0) return {
			raises: attempt.raises(),
			left
		};
		bans.set(trouble.source, trouble.ban);
	}
}
var Attempt = class {
	#database;
	#candidates;
	#preferences;
	#bans;
	#raises = new Map();
	#before;
	constructor(database, candidates, preferences, bans) {
		this.#database = database;
		this.#candidates = candidates;
		this.#preferences = preferences;
		this.#bans = bans;
		this.#before = new Set(violations(this.#state()).map(sameAs));
	}
	raises() {
		return [...this.#raises.values()].sort((a, b) => keyOf$1(a.installed) < keyOf$1(b.installed) ? -1 : 1);
	}
	want({ installed, fixedVersion }) {
		const leave = (code, reason) => [{
			name: installed.name,
			architecture: installed.architecture,
			version: installed.version,
			fixedVersion,
			code,
			reason
		}];
		const ban = this.#bans.get(installed.source.name);
		if (ban !== void 0) return leave(ban.code, ban.reason);
		const held = this.#heldBecause(installed);
		if (held !== void 0) return leave("FIX_HELD", held);
		const fits = (one) => atLeast(one.described.version, fixedVersion);
		const [best] = this.#candidates.of(installed);
		const enough = this.#candidates.of(installed).find(fits);
		if (enough === void 0) {
			const offer = best === void 0 ? "nothing newer" : best.described.version;
			return leave("FIX_NOT_PUBLISHED", `${installed.name} needs at least ${fixedVersion}; the archive offers ${offer}.`);
		}
		if (best !== enough && best.priority > enough.priority) return leave("FIX_HELD", `The image's apt preferences want ${installed.name} ${best.described.version}, and ${fixedVersion} is needed.`);
		if (enough.priority < 0) return leave("FIX_HELD", `The image's apt preferences forbid ${installed.name} ${enough.described.version}.`);
		this.#raiseUnit(installed, enough, "target");
		return [];
	}
	close() {
		for (;;) {
			const state = this.#state();
			const open = violations(state).find((one) => !this.#before.has(sameAs(one)) || this.#isWorse(one));
			if (open === void 0) return this.#lockstep();
			if (!this.#resolve(open)) return this.#blame(open, state);
		}
	}
	#isWorse({ kind, of, group }) {
		if (kind !== "needs" || !this.#raises.has(keyOf$1(of))) return false;
		return group.some(({ name }) => this.#installedNamed(name).some((one) => this.#raises.has(keyOf$1(one))));
	}
	#state() {
		return new InstalledSet(this.#database.order.filter(isWhole).map((one) => this.#raises.get(keyOf$1(one))?.candidate.described ?? one), this.#database.native);
	}
	#raiseUnit(installed, candidate, because) {
		this.#raises.set(keyOf$1(installed), {
			installed,
			candidate,
			because
		});
		const { source } = candidate.described;
		for (const sibling of this.#database.order) {
			if (sibling.source.name !== installed.source.name || this.#raises.has(keyOf$1(sibling))) continue;
			if (!isWhole(sibling) || this.#heldBecause(sibling) !== void 0) continue;
			const same = this.#candidates.of(sibling).find(({ described }) => described.source.name === source.name && described.source.version === source.version);
			if (same === void 0 || !isNewer(same.described.version, sibling.version)) continue;
			const role = because === "target" ? "source" : because;
			this.#raises.set(keyOf$1(sibling), {
				installed: sibling,
				candidate: same,
				because: role
			});
		}
	}
	#resolve({ kind, of, group, other }) {
		if (kind === "needs") {
			for (const atom of group) for (const one of this.#installedNamed(atom.name)) if (this.#raiseTo(one, ({ described }) => versionFits(described.version, atom.version))) return true;
			return this.#raiseTo(this.#installedAt(of), ({ described }) => !described.needs.some((one) => sameGroup(one, group)));
		}
		const free = ({ described }) => !group.some((atom) => atom.name === described.name && versionFits(described.version, atom.version));
		return this.#raiseTo(this.#installedAt(other), free) || this.#raiseTo(this.#installedAt(of), ({ described }) => !described.rejects.some((one) => sameGroup(one, group)));
	}
	#raiseTo(installed, fits) {
		if (installed === void 0 || this.#raises.has(keyOf$1(installed)) || this.#bans.has(installed.source.name)) return false;
		if (this.#heldBecause(installed) !== void 0) return false;
		const candidate = this.#candidates.of(installed).find((one) => one.priority >= 100 && isNewer(one.described.version, installed.version) && fits(one));
		if (candidate === void 0) return false;
		this.#raiseUnit(installed, candidate, "dependency");
		return true;
	}
	#blame(open, state) {
		const raise = [
			open.of.name,
			...open.group.map(({ name }) => name),
			...open.other === void 0 ? [] : [open.other.name]
		].flatMap((name) => [...state.named(name), ...state.answering(name)]).map((one) => this.#raises.get(keyOf$1(one)) ?? this.#raises.get(keyOf$1({
			...one,
			architecture: "all"
		}))).filter((raise) => raise !== void 0)[0] ?? this.raises()[0];
		if (raise === void 0) throw new Error("a plan that raises nothing breaks something");
		const blocked = this.#blockers(open);
		const what = `${open.of.name} ${open.of.version} ${open.kind === "needs" ? "needs" : "cannot be beside"} ${printRelation([open.group])}`;
		const held = blocked.find(({ ban }) => ban.code === "FIX_HELD");
		const why = blocked.length > 0 ? `: ${blocked.map(({ ban }) => ban.reason).join(" ")}` : ".";
		return {
			source: raise.installed.source.name,
			ban: {
				code: held === void 0 ? "FIX_DEPENDENCY" : "FIX_HELD",
				reason: `${what}${why}`
			}
		};
	}
	#blockers({ of, group, other }) {
		return [...new Set([
			...group.map(({ name }) => name),
			of.name,
			...other === void 0 ? [] : [other.name]
		])].flatMap((name) => this.#installedNamed(name).flatMap((one) => {
			const ban = this.#bans.get(one.source.name);
			if (ban !== void 0) return [{ ban }];
			const held = this.#heldBecause(one);
			return held === void 0 ? [] : [{ ban: {
				code: "FIX_HELD",
				reason: held
			} }];
		}));
	}
	#lockstep() {
		for (const { installed, candidate } of this.raises()) {
			const { version, multiArch } = candidate.described;
			if (multiArch !== "same") continue;
			const behind = this.#installedNamed(installed.name).filter((one) => one !== installed).find((one) => (this.#raises.get(keyOf$1(one))?.candidate.described.version ?? one.version) !== version);
			if (behind === void 0) continue;
			const reason = `${installed.name} must have one version in all architectures, and ${version} is not to be had for ${behind.architecture}.`;
			return {
				source: installed.source.name,
				ban: {
					code: "FIX_DEPENDENCY",
					reason
				}
			};
		}
	}
	#installedNamed(name) {
		return this.#database.order.filter((one) => one.name === name && isWhole(one));
	}
	#installedAt(described) {
		const { packages, native } = this.#database;
		return packages.get(keyOf$1(described)) ?? packages.get(keyOf$1({
			...described,
			architecture: described.architecture === "all" ? native : "all"
		}));
	}
	#heldBecause(installed) {
		if (installed.status.want === "hold") return `${installed.name} is held by the image (dpkg status "hold").`;
		const unclear = this.#preferences.unclear(installed);
		return unclear === void 0 ? void 0 : `The image's apt preferences say something of ${installed.name} that cannot be read: ${unclear}`;
	}
};
function sameGroup(a, b) {
	return printRelation([a]) === printRelation([b]);
}
function atLeast(version, least) {
	return (compareDeb(version, least) ?? -1) >= 0;
}
// src/repair/dpkg/preferences.ts
const DEFAULT_PRIORITY = 500;
function parsePreferences(texts) {
	const known = [];
	const unknown = [];
	for (const text of texts) {
		let stanzas;
		try {
			stanzas = parseStanzas(text, true);
		} catch {
			unknown.push({
				names: [() => true],
				text: text.slice(0, 80)
			});
			continue;
		}
		for (const stanza of stanzas) {
			if (stanza.get("Package") === void 0 && stanza.get("Pin") === void 0) continue;
			const words = stanza.folded("Package").split(/\s+/).filter(Boolean);
			const names = words.map(namePattern);
			const understood = names.filter((name) => name !== void 0);
			const matches = pinOf(stanza.folded("Pin"));
			const priority = Number(stanza.folded("Pin-Priority"));
			const readable = understood.length === names.length && names.length > 0;
			if (readable && matches !== void 0 && Number.isInteger(priority) && priority !== 0) known.push({
				names: understood,
				matches,
				priority,
				general: words.length === 1 && words[0] === "*"
			});
			else unknown.push({
				names: readable ? understood : [() => true],
				text: stanza.text().replace(/\n/g, "; ").slice(0, 120)
			});
		}
	}
	return {
		isEmpty: known.length === 0 && unknown.length === 0,
		unclear: (described) => unknown.find(({ names }) => names.some((fits) => fits(described)))?.text,
		priority: (subject) => priorityOf(subject, known)
	};
}
function priorityOf(subject, known) {
	const fits = ({ names, matches }) => names.some((name) => name(subject.described)) && matches(subject);
	const specific = known.find((one) => !one.general && fits(one));
	const general = known.find((one) => one.general && fits(one));
	return specific?.priority ?? general?.priority ?? defaultPriority(subject);
}
function defaultPriority({ release }) {
	if (release.notAutomatic !== "yes") return DEFAULT_PRIORITY;
	return release.butAutomaticUpgrades === "yes" ? 100 : 1;
}
function namePattern(word) {
	const [, source, name = "", architecture] = /^(src:)?([a-z0-9.+*?-]+)(?::([a-z0-9-]+))?$/i.exec(word) ?? [];
	if (name === "") return void 0;
	const pattern = globMatcher(name);
	return (described) => pattern(source === void 0 ? described.name : described.source.name) && (architecture === void 0 || architecture === "any" || architecture === described.architecture);
}
function pinOf(text) {
	const [, kind = "", rest = ""] = /^(version|release|origin)\s+(.*)$/.exec(text) ?? [];
	if (kind === "version" && /^[A-Za-z0-9.+:~*?-]+$/.test(rest)) {
		const pattern = globMatcher(rest);
		return ({ described }) => pattern(described.version);
	}
	if (kind === "origin" && /^"[^"]*"$|^\S+$/.test(rest)) {
		const host = rest.replaceAll("\"", "");
		return (subject) => subject.host === host;
	}
	if (kind !== "release") return void 0;
	const wanted = rest.split(",").map((part) => /^\s*([anvcolb])=(.*?)\s*$/.exec(part));
	if (wanted.some((match) => match === null)) return void 0;
	return ({ release }) => wanted.every((match) => {
		const [, key = "", value = ""] = match ?? [];
		return globMatcher(value.replaceAll("\"", ""))(release[key] ?? "");
	});
}
// src/repair/dpkg/grafter.ts
function dpkgGrafter(host) {
	return {
		id: "dpkg",
		serves: ({ root }) => databaseFiles(root).length > 0,
		plan: async (task) => {
			const folder = await temporaryFolder(host.cacheDir, "repair");
			try {
				return await new Planning(task, host, folder).run();
			} catch (error) {
				await folder.remove();
				throw error;
			}
		}
	};
}
var Planning = class {
	#task;
	#host;
	#folder;
	#notes = new Set();
	#client;
	#downloads;
	constructor(task, host, folder) {
		this.#task = task;
		this.#host = host;
		this.#folder = folder;
		this.#client = new ArchiveClient(host);
		this.#downloads = new Downloads(this.#client, folder.path, host);
	}
	async run() {
		try {
			if (this.#task.settings.offline) throw new DrydockError("USAGE", "A repair needs the distribution's archives, and --offline forbids to ask them.", { hint: "Leave out --offline; --mirror names an archive of your own." });
			return await this.#plan();
		} catch (error) {
			if (!(error instanceof Refusal$1)) throw error;
			const left = this.#task.targets.map((target) => leave(target, error.code, error.message));
			return this.#answer([], sorted(left), async () => []);
		} finally {
			await this.#downloads.close();
		}
	}
	async #plan() {
		const { root, targets } = this.#task;
		const read = await readImageFiles(root);
		const { files } = read;
		const database = parseDatabase(files, files.get("var/lib/dpkg/arch")?.toString("latin1"));
		const image = imageOf(root, database, read);
		const lost = [];
		const wanted = targets.flatMap((target) => {
			const installed = installedOf(target, database);
			if (installed !== void 0) return [{
				installed,
				fixedVersion: target.fixedVersion
			}];
			lost.push(leave(target, "FIX_CONTENT", `${target.package.name} ${target.package.version} is not in the package database.`));
			return [];
		});
		const preferences = preferencesOf(files);
		const { planned, overlay } = await this.#settle(image, wanted, preferences);
		return this.#answer(planned.raises, sorted([...lost, ...planned.left]), async () => overlay === void 0 ? [] : layerEntries(overlay));
	}
	async #settle(image, wanted, preferences) {
		const offers = this.#offers(image);
		await (preferences.isEmpty ? offers.readSecurity() : offers.readRest());
		let bans = new Map();
		for (;;) {
			const candidates = new Candidates(offers.all, image.database, preferences);
			const planned = planRaises(image.database, wanted, candidates, preferences, bans);
			if (planned.left.some(({ code }) => code === "FIX_NOT_PUBLISHED" || code === "FIX_DEPENDENCY") && !offers.isComplete) {
				await offers.readRest();
				bans = new Map([...bans].filter(([, { code }]) => code === "FIX_SCRIPT" || code === "FIX_CONTENT"));
				continue;
			}
			if (planned.raises.length === 0) return {
				planned,
				overlay: void 0
			};
			if (this.#prejudge(planned, image, bans)) continue;
			try {
				return {
					planned,
					overlay: await this.#compose(planned, image)
				};
			} catch (error) {
				if (!(error instanceof InTheWay)) throw error;
				bans.set(error.source, {
					code: error.refused.code,
					reason: error.message
				});
			}
		}
	}
	#offers({ database, files }) {
		const { os, settings } = this.#task;
		const { snapshot } = settings;
		const note = (text) => void this.#notes.add(text);
		if (snapshot !== void 0) note(`The archives were asked for what they had on ${snapshot.toISOString()}.`);
		return new Offers(sourcesOf({
			native: database.native,
			os,
			files,
			note
		}), database, {
			client: this.#client,
			folder: this.#folder.path,
			now: snapshot ?? this.#host.now(),
			mirrors: {
				...snapshot && snapshotMirrors(snapshot),
				...settings.mirrors
			},
			allowArchived: settings.allowArchived,
			note
		});
	}
	#prejudge({ raises }, image, bans) {
		if (image.database.form === "status.d") return false;
		const surroundings = {
			...image,
			before: new Overlay(image.root)
		};
		const before = bans.size;
		for (const { installed, candidate } of raises) {
			if (bans.has(installed.source.name)) continue;
			const reason = judgeInstalled(installed, candidate.described, surroundings);
			if (reason !== void 0) bans.set(installed.source.name, {
				code: "FIX_SCRIPT",
				reason
			});
		}
		return bans.size > before;
	}
	async #compose({ raises }, image) {
		const debs = await this.#downloads.bring(raises.map(({ candidate }) => candidate));
		const incoming = raises.map(({ installed }, index) => incomingOf(installed, debs[index]));
		return compose(image, incoming, await conffileSums(image, incoming));
	}
	#answer(raises, left, graft) {
		const packages = raises.map(({ installed, candidate, because }) => ({
			name: installed.name,
			architecture: installed.architecture,
			from: installed.version,
			to: candidate.described.version,
			source: candidate.described.source.name,
			because
		}));
		return {
			plan: {
				packages,
				left,
				commands: commandsFor(packages, left)
			},
			notes: [...this.#notes],
			graft,
			close: () => this.#folder.remove()
		};
	}
};
function installedOf({ package: { name, architecture, version } }, { packages, native }) {
	const found = packages.get(keyOf$1({
		name,
		architecture: architecture ?? native
	})) ?? packages.get(keyOf$1({
		name,
		architecture: "all"
	}));
	return found?.version === version ? found : void 0;
}
function preferencesOf(files) {
	const texts = [];
	for (const [path, content] of [...files].sort(([a], [b]) => a < b ? -1 : 1)) {
		const text = content.toString("utf8");
		if (/^etc\/apt\/preferences(?:$|\.d\/(?:[\w-]+|[^/]+\.pref)$)/.test(path)) texts.push(text);
		else if (/^etc\/apt\/apt\.conf/.test(path) && /^[^/#\n]*Default-Release/m.test(text)) texts.push("Package: *\nPin: Default-Release");
	}
	return parsePreferences(texts);
}
function leave({ package: { name, architecture, version }, fixedVersion }, code, reason) {
	return {
		name,
		...architecture === void 0 ? {} : { architecture },
		version,
		fixedVersion,
		code,
		reason
	};
}
function sorted(left) {
	const key = ({ name, architecture = "" }) => `${name}:${architecture}`;
	return [...left].sort((a, b) => key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0);
}
// src/repair/grafters.ts
const GRAFTERS = [dpkgGrafter, apkGrafter];
// src/repair/proof/elf-needs.ts
const MAX_FILE = 2 * 1024 ** 3;
const MAX_DYNAMIC = 262144;
const MAX_NAME = 4096;
const LOAD = 1;
const DYNAMIC = 2;
const DT_NEEDED = 1;
const DT_STRTAB = 5;
function elfNeeds(paths) {
	return {
		id: "elf-needs",
		version: 1,
		maxBytes: MAX_FILE,
		wants: ({ path, size }) => size >= 64 && paths.has(path),
		read: (body) => withSource(body, needsOf)
	};
}
async function needsOf(source) {
	const head = await source.read(0, Math.min(source.size, HEAD_BYTES));
	const [, , , , wordSize, order] = head;
	if (head.toString("latin1", 0, 4) !== "ELF" || wordSize !== 1 && wordSize !== 2) return [];
	const bits = wordSize === 2 ? 64 : 32;
	const little = order === 1;
	const segments = segmentsOf(new HeadReader(head, little), bits);
	const dynamic = segments.find(({ type }) => type === DYNAMIC);
	if (dynamic === void 0) return [];
	if (dynamic.size > MAX_DYNAMIC) throw new Unreadable("its dynamic section is too large");
	const rows = new HeadReader(await source.read(dynamic.start, dynamic.size), little);
	const step = bits / 8;
	const offsets = [];
	let strings;
	for (let at = 0; at + 2 * step <= dynamic.size; at += 2 * step) {
		const tag = rows.word(at, bits);
		const value = rows.word(at + step, bits);
		if (tag === 0) break;
		if (tag === DT_NEEDED) offsets.push(value);
		if (tag === DT_STRTAB) strings = value;
	}
	if (offsets.length === 0) return [];
	const table = strings === void 0 ? void 0 : placeOf(strings, segments);
	if (table === void 0) throw new Unreadable("its dynamic section has no names");
	const names = [];
	for (const offset of offsets) {
		const at = table + offset;
		const bytes = await source.read(at, Math.min(MAX_NAME, source.size - at));
		const end = bytes.indexOf(0);
		if (end < 0) throw new Unreadable("the name of a library has no end");
		names.push(bytes.toString("latin1", 0, end));
	}
	return names;
}
function segmentsOf(reader, bits) {
	const is64 = bits === 64;
	const table = reader.word(is64 ? 32 : 28, bits);
	const step = reader.u16(is64 ? 54 : 42);
	const count = reader.u16(is64 ? 56 : 44);
	if (count > 0 && table + count * step > reader.bytes.length) throw new Unreadable("its program headers do not stand at its beginning");
	return Array.from({ length: count }, (_, index) => {
		const at = table + index * step;
		return {
			type: reader.u32(at),
			start: reader.word(at + (is64 ? 8 : 4), bits),
			address: reader.word(at + (is64 ? 16 : 8), bits),
			size: reader.word(at + (is64 ? 32 : 16), bits)
		};
	});
}
function placeOf(address, segments) {
	const home = segments.find((one) => one.type === LOAD && address >= one.address && address < one.address + one.size);
	return home === void 0 ? void 0 : home.start + address - home.address;
}
// src/repair/proof/files.ts
function newEntries({ layers }) {
	return [...layers.at(-1)?.entries ?? []];
}
async function newFiles({ view, ownerOf, again }) {
	const last = view.layers.length - 1;
	const entries = newEntries(view);
	const lists = new Lists(view, ownerOf, entries);
	const needs = elfNeeds(new Set(entries.flatMap(({ path, type }) => type === "file" ? [path] : [])));
	const results = await again([needs, ...lists.analyzers], [...new Set([last, ...lists.layers])]);
	const result = results.get(last);
	return {
		altered: lists.altered(results),
		missing: missing(view, result?.records[needs.id] ?? {}),
		unread: (result?.gaps ?? []).flatMap(({ where, by }) => by === needs.id ? [where] : [])
	};
}
var Lists = class {
	#files;
	#targets;
	#listed;
	#digests;
	constructor(view, ownerOf, entries) {
		this.#files = entries.flatMap(({ path, type }) => {
			const owner = type === "file" || type === "hardlink" ? ownerOf(path) : void 0;
			return owner === void 0 ? [] : [{
				path,
				owner
			}];
		});
		this.#listed = listedDigests(view, this.#files);
		this.#targets = new Map(this.#files.map(({ path }) => [path, fileBehind(view, path)]));
		const paths = new Set([...this.#targets.values()].map((place) => place?.path ?? ""));
		this.#digests = fileDigests(paths, this.#listed.algorithms);
	}
	get analyzers() {
		return this.#files.length === 0 ? [] : [this.#digests, ...this.#listed.analyzers];
	}
	get layers() {
		const own = [...this.#targets.values()].flatMap((place) => place?.layer ?? []);
		return this.#files.length === 0 ? [] : [...own, ...this.#listed.layers];
	}
	altered(results) {
		if (this.#files.length === 0) return [];
		const expected = this.#listed.expectations(results);
		return this.#files.flatMap((file) => {
			const { digests } = expected(file);
			if (digests.length === 0 || digests.some(({ hex }) => hex === "")) return [];
			const place = this.#targets.get(file.path);
			const records = place && results.get(place.layer)?.records[this.#digests.id];
			const own = place && records?.[place.path];
			return digests.some(({ algorithm, hex }) => own?.[algorithm] === hex) ? [] : [file.path];
		});
	}
};
function fileBehind(view, path) {
	const entry = view.entry(path);
	const found = entry?.type === "hardlink" ? view.upTo(entry.layer + 1).entry(entry.target ?? "") : entry;
	return found?.type === "file" ? {
		path: found.path,
		layer: found.layer
	} : void 0;
}
function missing(view, records) {
	const asked = Object.entries(records).flatMap(([path, needs]) => needs.map((library) => ({
		path,
		library
	})));
	if (asked.length === 0) return [];
	const wanted = new Set(asked.map(({ library }) => nameOf(library)));
	const there = new Set();
	for (const { path, type } of view.entries()) {
		const name = nameOf(path);
		if (type !== "directory" && wanted.has(name)) there.add(name);
	}
	return asked.filter(({ library }) => !there.has(nameOf(library)));
}
function nameOf(path) {
	return path.slice(path.lastIndexOf("/") + 1);
}
// src/repair/proof/packages.ts
const SCHEMES = {
	dpkg: deb,
	apk: apk$1,
	rpm
};
function raisedPackages(before, after, { plan, targets }) {
	const old = new Map(before.filter(isSystem).map((pkg) => [keyOf(pkg), pkg]));
	const why = new Map(plan.packages.map((one) => [`${one.name}\n${one.architecture}`, one.because]));
	const packages = [];
	const added = [];
	for (const now of after.filter(isSystem)) {
		const was = old.get(keyOf(now));
		if (was === void 0) added.push(now);
		else if (was.version !== now.version) {
			if (isOlder(now, was.version)) throw new Refusal$1("FIX_NOT_BETTER", `${now.name} would go from ${was.version} back to ${now.version}. Nothing was pushed.`);
			const { name, architecture = "" } = now;
			const because = why.get(`${name}\n${architecture}`) ?? "dependency";
			const source = now.source === void 0 ? {} : { source: now.source.name };
			packages.push({
				name,
				architecture,
				from: was.version,
				to: now.version,
				...source,
				because
			});
		}
	}
	return {
		packages,
		left: unmet(targets, after, plan),
		added
	};
}
function unmet(targets, after, plan) {
	const now = new Map();
	for (const pkg of after.filter(isSystem)) now.set(keyOf(pkg), [...now.get(keyOf(pkg)) ?? [], pkg]);
	return targets.flatMap(({ package: pkg, fixedVersion }) => {
		const { name, version, architecture = "" } = pkg;
		if (plan.left.some((one) => one.name === name && (one.architecture ?? architecture) === architecture)) return [];
		const old = (now.get(keyOf(pkg)) ?? []).find((one) => isOlder(one, fixedVersion));
		if (old === void 0) return [];
		return [{
			name,
			architecture,
			version,
			fixedVersion,
			code: "FIX_NOT_PUBLISHED",
			reason: `${name} needs ${fixedVersion} or newer; ${old.version} is what there is to be had.`
		}];
	});
}
function isSystem({ source, by }) {
	return source !== void 0 && SCHEMES[by] !== void 0;
}
function keyOf({ name, architecture = "", by }) {
	return `${by}\n${name}\n${architecture}`;
}
function isOlder({ by, version }, than) {
	const scheme = SCHEMES[by];
	if (scheme === void 0 || !scheme.valid(version) || !scheme.valid(than)) return version !== than;
	return scheme.compare(version, than) < 0;
}
// src/repair/publish/outputs.ts
const INDEX_TYPE = "application/vnd.oci.image.index.v1+json";
const REF_NAME = "org.opencontainers.image.ref.name";
async function checkOutput({ kind, to }, overwrite, host) {
	if (kind === "docker") {
		parseImageName(to);
		if (Engine.find("docker", host) === void 0) Engine.missing("docker");
		return;
	}
	const path = resolve(host.cwd, to);
	if (!(kind === "oci" ? (await readdir(path).catch(() => [])).length > 0 : existsSync(path)) || overwrite === "always" || kind === "oci-archive" && overwrite === "ours") return;
	throw new Refusal$1("FIX_TAG_EXISTS", `${to} is there already; name another place, or give --overwrite always.`);
}
async function writeOutput({ kind, to }, image, tag, folder, host) {
	if (kind === "docker") return await load(to, image, folder, host);
	const path = resolve(host.cwd, to);
	const files = layoutFiles(image, tag);
	if (kind === "oci") await writeFolder(files, path);
	else {
		const unfinished = `${path}.part`;
		try {
			await mkdir(dirname(path), { recursive: true });
			await writeArchive(files, unfinished);
			await rename(unfinished, path);
		} catch (error) {
			await rm(unfinished, { force: true }).catch(() => void 0);
			throw asDiskError(error, to);
		}
	}
	return {
		reference: `${kind}:${to}`,
		digest: image.digest
	};
}
function layoutFiles({ manifest, mediaType, digest, blobs }, tag) {
	const unique = new Map(blobs.map((blob) => [blob.digest, blob]));
	const pathOf = (of) => `blobs/sha256/${of.slice(7)}`;
	const annotations = { [REF_NAME]: tag };
	return [
		textFile("oci-layout", { imageLayoutVersion: "1.0.0" }),
		...[...unique.values()].map(({ digest: of, size, stream }) => ({
			path: pathOf(of),
			size,
			content: () => stream()
		})),
		bytesFile(pathOf(digest), manifest),
		textFile("index.json", {
			schemaVersion: 2,
			mediaType: INDEX_TYPE,
			manifests: [{
				mediaType,
				digest,
				size: manifest.length,
				annotations
			}]
		})
	];
}
async function writeFolder(files, folder) {
	try {
		for (const { path, content } of files) {
			await mkdir(dirname(join(folder, path)), { recursive: true });
			await writeFile(join(folder, path), content());
		}
	} catch (error) {
		throw asDiskError(error, folder);
	}
}
async function load(name, { config, blobs }, folder, host) {
	const engine = Engine.find("docker", host) ?? Engine.missing("docker");
	const named = /:[^/]*$/.test(name) ? name : `${name}:latest`;
	const id = sha256(config);
	const path = join(folder, "load.tar");
	await writeArchive(dockerFiles(config, id.slice(7), blobs.slice(1), named), path);
	try {
		await loadArchive(engine, path);
	} catch (error) {
		if (error instanceof DrydockError || error instanceof Refusal$1) throw error;
		throw asDiskError(error, path);
	}
	return {
		reference: `docker:${named}`,
		digest: id
	};
}
// src/repair/publish/target.ts
const SUFFIX = "_fixd";
const LONGEST_TAG = 128;
const TAG = /^\w[\w.-]*$/;
function fixedTag({ tag, digest }) {
	const base = tag ?? (digest === void 0 ? "latest" : `digest-${digest.slice(7, 23)}`);
	const fixed = isFixedTag(base) ? base : `${base}${SUFFIX}`;
	if (fixed.length <= LONGEST_TAG) return fixed;
	throw new Refusal$1("FIX_TAG_TOO_LONG", `The tag ${fixed} is longer than ${LONGEST_TAG} characters; name another with --tag.`);
}
function targetOf(name, { tag, repository }) {
	if (tag !== void 0 && !(TAG.test(tag) && tag.length <= LONGEST_TAG)) throw new DrydockError("USAGE", `--tag ${tag}: this is not a tag.`);
	const place = repository === void 0 ? name : parseImageName(repository);
	if (repository !== void 0 && (place.tag !== void 0 || place.digest !== void 0)) throw new DrydockError("USAGE", `--repository ${repository}: a repository has neither tag nor digest.`, { hint: "Name the tag with --tag." });
	return {
		registry: place.registry,
		repository: place.repository,
		tag: tag ?? fixedTag(name)
	};
}
function isFixedTag(tag) {
	return tag.endsWith(SUFFIX);
}
function printTarget(target) {
	return printImageName(target);
}
// src/repair/publish/existing.ts
async function existing(target, reader) {
	try {
		return await reader.manifest(target.tag);
	} catch (error) {
		if (error instanceof DrydockError && error.code === "NOT_FOUND") return void 0;
		throw error;
	}
}
async function mayOverwrite(there, { target, source, overwrite }, reader) {
	if (overwrite === "always") return;
	const name = printTarget(target);
	if (overwrite === "never") throw new Refusal$1("FIX_TAG_EXISTS", `${name} is there already, and --overwrite never was given.`);
	const said = await saidOf(there, reader, 0);
	if (said["io.drydock.fix.version"] !== void 0 && repositoryOf(said["org.opencontainers.image.base.name"] ?? "") === source) return;
	throw new Refusal$1("FIX_TAG_EXISTS", `${name} is there already, and was not made by a repair of ${source}. Name another with --tag, or give --overwrite always.`);
}
const MAX_CONFIG = 4194304;
const MAX_DEPTH = 1;
const labelsSchema = looseObject({ config: looseObject({ Labels: record(string(), string()).nullish() }).nullish() });
async function saidOf({ bytes }, reader, depth) {
	try {
		const manifest = parseManifest(bytes, "What is there");
		if (manifest.kind === "index") {
			const first = manifest.manifests[0];
			if (manifest.annotations["io.drydock.fix.version"] !== void 0 || first === void 0 || depth >= MAX_DEPTH) return manifest.annotations;
			return await saidOf(await reader.manifest(first.digest), reader, depth + 1);
		}
		if (manifest.annotations["io.drydock.fix.version"] !== void 0 || manifest.config.size > MAX_CONFIG) return manifest.annotations;
		const chunks = [];
		for await (const chunk of reader.blob(manifest.config.digest, manifest.config.size)) chunks.push(chunk);
		const { config } = parseDocument(Buffer.concat(chunks), labelsSchema, "Its config");
		return config?.Labels ?? {};
	} catch (error) {
		if (error instanceof DrydockError && [
			"IMAGE_INVALID",
			"UNSUPPORTED",
			"NOT_FOUND"
		].includes(error.code)) return {};
		throw error;
	}
}
// src/repair/publish/push.ts
const LANES = [
	1,
	2,
	3
];
var Publisher = class {
	#target;
	#host;
	#options;
	#reader;
	#writer;
	constructor(target, options, host) {
		const { insecure } = options;
		this.#target = target;
		this.#options = options;
		this.#host = host;
		this.#reader = Repository.connect(target, host, { insecure });
		const mountFrom = this.#mountFrom === void 0 ? [] : [this.#mountFrom];
		this.#writer = RepositoryWriter.connect(target, host, {
			insecure,
			access: "push",
			mountFrom
		});
	}
	async check() {
		const there = await this.#existing();
		if (there !== void 0 && this.#options.overwrite === "ours") await this.#mayOverwrite(there);
	}
	async push({ manifest, mediaType, images }) {
		const digest = sha256(manifest);
		const { tag } = this.#target;
		const there = await this.#existing();
		if (there?.digest === digest) return false;
		if (there !== void 0) await this.#mayOverwrite(there);
		try {
			for (const image of images) await this.#pushImage(image);
			if (!images.some((image) => image.digest === digest)) await this.#writer.putManifest(digest, {
				bytes: manifest,
				mediaType
			});
			await this.#writer.putManifest(tag, {
				bytes: manifest,
				mediaType
			});
		} catch (error) {
			throw isDenial(error) ? this.#denied(error) : error;
		}
		const back = await this.#reader.manifest(tag);
		compareDigests(`What ${printTarget(this.#target)} names now`, digest, back.digest);
		return true;
	}
	async pushUntagged(image) {
		try {
			if (await existing({
				...this.#target,
				tag: image.digest
			}, this.#reader) !== void 0) return false;
			await this.#pushImage(image);
			return true;
		} catch (error) {
			throw isDenial(error) ? this.#denied(error) : error;
		}
	}
	async pushed(digest) {
		const { bytes, mediaType } = await this.#reader.manifest(digest);
		return {
			digest,
			size: bytes.length,
			mediaType
		};
	}
	async copy(digest, from) {
		try {
			if (await existing({
				...this.#target,
				tag: digest
			}, this.#reader) !== void 0) return;
			const { bytes, mediaType } = await from.manifest(digest);
			const document = parseManifest(bytes, `The manifest ${digest}`);
			if (document.kind === "index") for (const one of document.manifests) await this.copy(one.digest, from);
			else await inParallel([document.config, ...document.layers], LANES, (blob) => this.#pushBlob({
				...blob,
				stream: () => from.blob(blob.digest, blob.size)
			}));
			await this.#writer.putManifest(digest, {
				bytes,
				mediaType
			});
		} catch (error) {
			throw isDenial(error) ? this.#denied(error) : error;
		}
	}
	async #existing() {
		try {
			return await existing(this.#target, this.#reader);
		} catch (error) {
			throw isDenial(error) ? this.#denied(error) : error;
		}
	}
	async #pushImage({ manifest, mediaType, digest, blobs }) {
		const unique = new Map(blobs.map((blob) => [blob.digest, blob]));
		await inParallel([...unique.values()], LANES, (blob) => this.#pushBlob(blob));
		await this.#writer.putManifest(digest, {
			bytes: manifest,
			mediaType
		});
	}
	async #pushBlob({ digest, size, stream }) {
		const done = await this.#writer.putBlob({
			digest,
			size,
			open: () => stream()
		}, this.#mountFrom);
		this.#host.log.debug(`${digest} (${size} bytes): ${done}`);
	}
	get #mountFrom() {
		const { source } = this.#options;
		return source?.registry === this.#target.registry && source.repository !== this.#target.repository ? source.repository : void 0;
	}
	async #mayOverwrite(there) {
		const { overwrite } = this.#options;
		const { registry, repository } = this.#options.source ?? this.#target;
		const source = `${registry}/${repository}`;
		await mayOverwrite(there, {
			target: this.#target,
			source,
			overwrite
		}, this.#reader);
	}
	#denied(cause) {
		return new Refusal$1("FIX_DENIED", `The image could be read, but this token may not push to ${printTarget(this.#target)}. ${cause.message}`, cause);
	}
};
function isDenial(error) {
	return error instanceof DrydockError && (error.code === "DENIED" || error.code === "UNAUTHORIZED");
}
// src/repair/targets.ts
const REPAIRABLE = new Set([
	"dpkg",
	"apk",
	"rpm"
]);
function targetsOf(judged, scope) {
	const groups = new Map();
	for (const { finding, action } of judged) {
		if (!isFixable(finding) || action === "waive") continue;
		if (scope === "blocking" && action !== "block") continue;
		const { name, architecture = "", version } = finding.package;
		const key = JSON.stringify([
			name,
			architecture,
			version
		]);
		groups.set(key, [...groups.get(key) ?? [], finding]);
	}
	const targets = [];
	const left = [];
	for (const [, findings] of [...groups].sort(([a], [b]) => a < b ? -1 : 1)) {
		const [{ package: pkg }] = findings;
		const fixes = findings.map(({ fixedIn }) => fixedIn ?? "");
		const fixedVersion = upgradeTarget(pkg.purl, pkg.version, fixes);
		if (fixedVersion !== void 0) targets.push({
			package: pkg,
			fixedVersion,
			findings
		});
		else left.push({
			name: pkg.name,
			...pkg.architecture === void 0 ? {} : { architecture: pkg.architecture },
			version: pkg.version,
			code: "FIX_NOT_PUBLISHED",
			reason: "What the advisories say of its fixed versions cannot be compared."
		});
	}
	return {
		targets,
		left
	};
}
function isFixable(finding) {
	if (!isVulnerability(finding) || finding.fixedIn === void 0) return false;
	return finding.package.source !== void 0 && REPAIRABLE.has(finding.package.by) && finding.status !== "not-affected";
}
export { FIX_VERSION as _, targetOf as a, originalOf as b, raisedPackages as c, chosenEngine as d, rootOf as f, writeLayer as g, layerOf as h, printTarget as i, newFiles as l, packedLayers as m, Publisher as n, checkOutput as o, Refusal$1 as p, isFixedTag as r, writeOutput as s, targetsOf as t, GRAFTERS as u, baseLabels as v, labelsOf as y };
