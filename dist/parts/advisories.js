import { n as __exportAll } from "./rolldown-runtime.js";
import { i as messageOf, r as Unreadable, t as DrydockError } from "./errors.js";
import { n as parseImageName, o as hexOf, s as isDigest } from "./reference.js";
import { i as temporaryFolder, t as TarWalker } from "./tar.js";
import { t as SEVERITIES } from "./advisory.js";
import { dirname, join } from "node:path";
import { closeSync, createReadStream, existsSync, fstatSync, fsyncSync, openSync, readFileSync, readSync, rmSync, writeSync } from "node:fs";
import { hostname } from "node:os";
import { createGunzip } from "node:zlib";
import { createHash } from "node:crypto";
import { pathToFileURL } from "node:url";
import { mkdir, open, readFile, readdir, readlink, realpath, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { setTimeout } from "node:timers/promises";
// src/advisories/age.ts
const HOUR = 36e5;
const DAY = 24 * HOUR;
const MIN_BETWEEN_DOWNLOADS = HOUR;
const GRACE = 7 * DAY;
function refreshDue(info, now, maxAge) {
	const downloaded = sinceMs(info.downloadedAt, now);
	if (downloaded === void 0 || downloaded < 0) return true;
	if (downloaded < MIN_BETWEEN_DOWNLOADS) return false;
	const overdue = sinceMs(info.nextUpdate, now);
	return overdue === void 0 || overdue >= 0 || maxAge !== void 0 && isOlder(info, now, maxAge);
}
function refuseStale(info, now, maxAge, cause) {
	if (info.sample || maxAge === void 0 || !isOlder(info, now, maxAge)) return;
	throw stale(info, now, `over the limit of ${duration(maxAge)}`, cause);
}
function refuseAfterFailedRefresh(info, now, maxAge, cause) {
	refuseStale(info, now, maxAge, cause);
	if (maxAge !== void 0 || !isOlder(info, now, GRACE)) return;
	throw stale(info, now, `and fetching a newer one failed (${cause.message})`, cause);
}
function ageRemark(info, now) {
	if (info.sample) return void 0;
	if (info.updatedAt === void 0) return `Nothing tells how old the advisory database ${info.origin} is.`;
	return isOlder(info, now, GRACE) ? `The advisory database ${ageOf(info, now)}.` : void 0;
}
function ageOf(info, now) {
	const age = sinceMs(info.updatedAt, now);
	return age === void 0 ? `${info.origin} is of unknown age` : `${info.origin} is ${duration(age)} old (${info.updatedAt})`;
}
function isOlder(info, now, limit) {
	return (sinceMs(info.updatedAt, now) ?? Number.POSITIVE_INFINITY) > limit;
}
function stale(info, now, why, cause) {
	return new DrydockError("DATABASE_STALE", `The advisory database ${ageOf(info, now)}, ${why}.`, {
		hint: "Fetch a newer one (drydock db update), or allow an older one with --db-max-age.",
		cause
	});
}
function sinceMs(time, now) {
	const then = time === void 0 ? NaN : Date.parse(time);
	return Number.isNaN(then) ? void 0 : now.getTime() - then;
}
function duration(ms) {
	const [count, unit] = ms < 2 * DAY ? [ms / HOUR, "hour"] : [ms / DAY, "day"];
	const whole = Math.floor(count);
	return `${whole} ${unit}${whole === 1 ? "" : "s"}`;
}
// src/advisories/java-db/sqlite.ts
function openSqlite(path) {
	const sqlite = builtin();
	if (sqlite === void 0) throw unsupported();
	const url = pathToFileURL(path);
	url.search = "mode=ro&immutable=1";
	try {
		return new sqlite.DatabaseSync(url, { readOnly: true });
	} catch (error) {
		if (error instanceof TypeError && "code" in error && error.code === "ERR_INVALID_ARG_TYPE") throw unsupported(error);
		throw error;
	}
}
function builtin() {
	const { emitWarning } = process;
	process.emitWarning = () => void 0;
	try {
		return process.getBuiltinModule?.("node:sqlite");
	} finally {
		process.emitWarning = emitWarning;
	}
}
function unsupported(cause) {
	const message = `Node ${process.versions.node} has no SQLite (or too little of it), which --java-db needs.`;
	return new DrydockError("UNSUPPORTED", message, {
		hint: "Use Node 22.15 or newer, or leave --java-db out.",
		cause
	});
}
// src/advisories/java-db/java-db.ts
const BY_SHA1 = `SELECT a.group_id AS "group", a.artifact_id AS artifact, i.version AS version
  FROM indices i JOIN artifacts a ON a.id = i.artifact_id WHERE i.sha1 = ?`;
const BY_NAME = "SELECT 1 FROM artifacts WHERE artifact_id = ? AND group_id = ?";
const GROUPS = `SELECT a.group_id AS "group" FROM artifacts a JOIN indices i ON i.artifact_id = a.id
  WHERE a.artifact_id = ? AND EXISTS (
    SELECT 1 FROM indices v WHERE v.artifact_id = a.id AND v.version = ? AND v.archive_type = 'jar')
  GROUP BY a.id ORDER BY count(*) DESC, a.group_id LIMIT 1`;
function openJavaDbFile(path, info) {
	return guarded(path, () => {
		const database = openSqlite(path);
		try {
			return new SqliteJavaDb(database, path, info);
		} catch (error) {
			database.close();
			throw error;
		}
	});
}
var SqliteJavaDb = class {
	info;
	#path;
	#database;
	#bySha1;
	#byName;
	#groups;
	constructor(database, path, info) {
		this.info = info;
		this.#path = path;
		this.#database = database;
		this.#bySha1 = database.prepare(BY_SHA1);
		this.#byName = database.prepare(BY_NAME);
		this.#groups = database.prepare(GROUPS);
	}
	bySha1(hex) {
		const row = this.#get(this.#bySha1, Buffer.from(hex, "hex"));
		if (row === void 0) return void 0;
		return {
			group: this.#text(row, "group"),
			artifact: this.#text(row, "artifact"),
			version: this.#text(row, "version")
		};
	}
	has(group, artifact) {
		return this.#get(this.#byName, artifact, group) !== void 0;
	}
	groupOf(artifact, version) {
		const row = this.#get(this.#groups, artifact, version);
		return row === void 0 ? void 0 : this.#text(row, "group");
	}
	close() {
		this.#database.close();
	}
	#get(question, ...values) {
		return guarded(this.#path, () => question.get(...values));
	}
	#text(row, column) {
		const value = row[column];
		if (typeof value === "string" && value !== "") return value;
		throw invalid$1(this.#path, `a row has no ${column}`);
	}
};
function guarded(path, work) {
	try {
		return work();
	} catch (error) {
		throw error instanceof Error && "code" in error && error.code === "ERR_SQLITE_ERROR" ? invalid$1(path, messageOf(error), error) : error;
	}
}
function invalid$1(path, why, cause) {
	return new DrydockError("DATABASE_INVALID", `The Java database ${path} cannot be read: ${why}.`, {
		hint: "Fetch it again (drydock db update --java-db …); if it stays, this drydock may be too old for it.",
		cause
	});
}
// src/advisories/java-db/kind.ts
const JAVA_DB = {
	name: "Java database",
	id: "trivy-java-db",
	schema: 1,
	option: "--java-db",
	repositories: ["mirror.gcr.io/aquasec/trivy-java-db:1", "ghcr.io/aquasecurity/trivy-java-db:1"],
	layerType: "application/vnd.aquasec.trivy.javadb.layer.v1.tar+gzip",
	archive: "javadb.tar.gz",
	file: "trivy-java.db",
	maxBytes: 16 * 1024 ** 3,
	folder: "java-db",
	mustBeFresh: false,
	check: (path, info) => openJavaDbFile(path, info).close()
};
// src/advisories/archive.ts
const MAX_METADATA = 65536;
const MAX_OTHERS = 2 * 1024 ** 3;
const CHUNK = 262144;
async function unpackDatabase(archive, folder, { file, maxBytes }) {
	const whole = createHash("sha256");
	const files = new Files(folder, new Map([[file, maxBytes], ["metadata.json", MAX_METADATA]]));
	try {
		await pipeline(createReadStream(archive, { highWaterMark: CHUNK }), async function* (chunks) {
			for await (const chunk of chunks) {
				whole.update(chunk);
				yield chunk;
			}
		}, createGunzip({ chunkSize: CHUNK }), (chunks) => files.fill(chunks));
		return {
			archive: digestOf(whole),
			database: files.digest(file)
		};
	} catch (error) {
		throw archiveTrouble(archive, error) ?? error;
	} finally {
		files.close();
	}
}
async function digestOfFile(path) {
	const hash = createHash("sha256");
	for await (const chunk of createReadStream(path, { highWaterMark: CHUNK })) hash.update(chunk);
	return digestOf(hash);
}
async function writeNew(path, content) {
	const file = await open(path, "wx", 420);
	try {
		for await (const chunk of content) await file.appendFile(chunk);
		await file.sync();
	} finally {
		await file.close();
	}
}
var Files = class {
	#folder;
	#caps;
	#hashes = new Map();
	#complete = new Set();
	#descriptor;
	constructor(folder, caps) {
		this.#folder = folder;
		this.#caps = caps;
	}
	async fill(chunks) {
		const walker = new TarWalker({
			member: (member) => this.#sink(member),
			trouble: (path, error) => {
				if (this.#caps.has(path)) throw error;
			}
		});
		const most = [...this.#caps.values()].reduce((sum, cap) => sum + cap, MAX_OTHERS);
		let seen = 0;
		for await (const chunk of chunks) {
			seen += chunk.length;
			if (seen > most) throw new Unreadable(`it unpacks to more than ${most} bytes`);
			walker.push(chunk);
		}
		walker.end();
		for (const name of this.#caps.keys()) if (!this.#complete.has(name)) throw new Unreadable(`it holds no ${name}`);
	}
	digest(name) {
		const hash = this.#hashes.get(name);
		if (hash === void 0) throw new Error(`${name} was not unpacked`);
		return digestOf(hash);
	}
	close() {
		if (this.#descriptor !== void 0) closeSync(this.#descriptor);
		this.#descriptor = void 0;
	}
	#sink({ path: name, size, type }) {
		const cap = this.#caps.get(name);
		if (cap === void 0 || type !== "file") return void 0;
		if (this.#hashes.has(name)) throw new Unreadable(`it holds ${name} twice`);
		if (size > cap) throw new Unreadable(`its ${name} has more than ${cap} bytes`);
		const hash = createHash("sha256");
		this.#hashes.set(name, hash);
		const descriptor = openSync(join(this.#folder, name), "wx", 420);
		this.#descriptor = descriptor;
		return {
			write: (piece) => {
				hash.update(piece);
				for (let written = 0; written < piece.length;) written += writeSync(descriptor, piece, written);
			},
			end: () => {
				fsyncSync(descriptor);
				this.close();
				this.#complete.add(name);
			},
			abandon: (error) => {
				throw error;
			}
		};
	}
};
function digestOf(hash) {
	return `sha256:${hash.digest("hex")}`;
}
function archiveTrouble(archive, error) {
	const zlib = error instanceof Error && "code" in error && /^Z_/.test(String(error.code));
	if (!zlib && !(error instanceof Unreadable)) return void 0;
	const what = zlib ? `it cannot be decompressed (${messageOf(error)})` : messageOf(error);
	return new DrydockError("DATABASE_INVALID", `The database archive ${archive} cannot be taken: ${what}.`, {
		hint: "Fetch it again.",
		cause: error
	});
}
// src/advisories/trivy-db/record.ts
const SEVERITY_NUMBERS = [
	"unknown",
	"low",
	"medium",
	"high",
	"critical"
];
const STATUS_NUMBERS = [
	"unknown",
	"not-affected",
	"affected",
	"fixed",
	"under-investigation",
	"will-not-fix",
	"fix-deferred",
	"end-of-life"
];
var JsonRecord = class JsonRecord {
	#fields;
	#where;
	constructor(json, where) {
		this.#where = where;
		if (typeof json !== "object" || json === null || Array.isArray(json)) throw this.#fault("is not an object");
		this.#fields = new Map(Object.entries(json));
	}
	static parse(bytes, where) {
		return new JsonRecord(parseJson(bytes, where), where);
	}
	text(key) {
		const value = this.#fields.get(key) ?? "";
		if (typeof value !== "string") throw this.#fault(`has no text in ${key}`);
		return value === "" ? void 0 : value;
	}
	number(key) {
		const value = this.#fields.get(key) ?? void 0;
		if (value !== void 0 && typeof value !== "number") throw this.#fault(`has no number in ${key}`);
		return value;
	}
	flag(key) {
		return this.#fields.get(key) === true;
	}
	texts(key) {
		const list = this.#list(key);
		if (!list.every((item) => typeof item === "string")) throw this.#fault(`has more than texts in ${key}`);
		return list;
	}
	numbers(key) {
		const list = this.#list(key);
		if (!list.every((item) => typeof item === "number")) throw this.#fault(`has more than numbers in ${key}`);
		return list.map(Math.trunc);
	}
	records(key) {
		return this.#list(key).map((item) => new JsonRecord(item, `${this.#where}, ${key}`));
	}
	record(key) {
		const value = this.#fields.get(key) ?? void 0;
		return value === void 0 ? void 0 : new JsonRecord(value, `${this.#where}, ${key}`);
	}
	keys() {
		return [...this.#fields.keys()];
	}
	severity(key) {
		const number = this.number(key);
		return number === void 0 ? void 0 : SEVERITY_NUMBERS[Math.trunc(number)] ?? "unknown";
	}
	status(key) {
		return STATUS_NUMBERS[Math.trunc(this.number(key) ?? 0)] ?? "unknown";
	}
	#list(key) {
		const value = this.#fields.get(key) ?? [];
		if (!Array.isArray(value)) throw this.#fault(`has no list in ${key}`);
		return value;
	}
	#fault(what) {
		return invalid(`${this.#where} ${what}`);
	}
};
function parseJson(bytes, where) {
	try {
		return JSON.parse(bytes.toString("utf8"));
	} catch (error) {
		throw invalid(`${where} is not JSON: ${messageOf(error)}`, error);
	}
}
function invalid(what, cause) {
	return new DrydockError("DATABASE_INVALID", `The database cannot be understood: ${what}.`, {
		hint: "Fetch the database again (drydock db update); if it stays, this drydock may be too old for it.",
		cause
	});
}
// src/advisories/metadata.ts
function parseMetadata(bytes, path, kind) {
	const record = JsonRecord.parse(bytes, path);
	const schema = record.number("Version") ?? 0;
	if (schema !== kind.schema) throw new DrydockError("DATABASE_INVALID", `${path} has schema ${schema}; drydock reads schema ${kind.schema}.`, { hint: schema > kind.schema ? "Update drydock." : `Fetch a database of schema ${kind.schema}, such as ${kind.id}:${kind.schema}.` });
	return {
		schema,
		...time(record, "updatedAt", "UpdatedAt"),
		...time(record, "nextUpdate", "NextUpdate"),
		...time(record, "downloadedAt", "DownloadedAt"),
		sample: record.flag("Sample")
	};
}
function databaseInfoOf(metadata, origin, { id, schema }) {
	return {
		kind: id,
		origin,
		...metadata ?? {
			schema,
			sample: false
		}
	};
}
function time(record, name, key) {
	const text = record.text(key);
	if (text === void 0 || text.startsWith("0001-01-01")) return {};
	if (Number.isNaN(Date.parse(text))) throw new DrydockError("DATABASE_INVALID", `The database's metadata has an unreadable ${key}: "${text}".`);
	return { [name]: text };
}
// src/advisories/cache.ts
var DatabaseCache = class {
	folder;
	kind;
	#host;
	constructor(kind, host) {
		this.folder = join(host.cacheDir, kind.folder);
		this.kind = kind;
		this.#host = host;
	}
	async find(key) {
		try {
			const record = parseRecord(await readFile(this.#record(key), "utf8"));
			const folder = this.#content(record.archive);
			const metadata = parseMetadata(await readFile(join(folder, "metadata.json")), folder, this.kind);
			const path = join(folder, this.kind.file);
			if (!existsSync(path)) return void 0;
			const info = {
				...databaseInfoOf(metadata, record.origin, this.kind),
				downloadedAt: record.downloadedAt
			};
			return {
				...record,
				path,
				info
			};
		} catch (error) {
			this.#host.log.debug(`No cached ${this.kind.name} for ${key}: ${messageOf(error)}`);
			return;
		}
	}
	async isIntact(archive) {
		const folder = this.#content(archive);
		try {
			const expected = await readFile(this.#sum(folder), "utf8");
			return existsSync(join(folder, "metadata.json")) && expected === await digestOfFile(join(folder, this.kind.file));
		} catch {
			return false;
		}
	}
	async add(archive) {
		const temporary = await temporaryFolder(this.#host.cacheDir, this.kind.folder);
		try {
			const folder = join(temporary.path, "content");
			await mkdir(folder);
			const digests = await unpackDatabase(archive, folder, this.kind);
			await writeFile(this.#sum(folder), digests.database, { flush: true });
			const metadata = parseMetadata(await readFile(join(folder, "metadata.json")), `metadata.json of ${archive}`, this.kind);
			this.kind.check(join(folder, this.kind.file), databaseInfoOf(metadata, archive, this.kind));
			const target = this.#content(digests.archive);
			await mkdir(join(this.folder, "content"), { recursive: true });
			if (existsSync(target)) await rename(target, join(temporary.path, "old"));
			await rename(folder, target);
			await syncFolder(join(this.folder, "content"));
			return digests.archive;
		} finally {
			await temporary.remove();
		}
	}
	async assign(key, record) {
		const path = this.#record(key);
		await mkdir(join(this.folder, "origins"), { recursive: true });
		await writeFile(`${path}.new`, JSON.stringify(record), { flush: true });
		await rename(`${path}.new`, path);
		await this.#sweep();
	}
	async #sweep() {
		const used = new Set();
		const origins = join(this.folder, "origins");
		for (const name of await readdir(origins)) {
			const record = await readFile(join(origins, name), "utf8").then(parseRecord).catch(() => void 0);
			const gone = record?.file !== void 0 && !existsSync(record.file.path);
			if (record === void 0 || gone) await rm(join(origins, name), { force: true });
			else used.add(hexOf(record.archive));
		}
		const content = join(this.folder, "content");
		for (const name of await readdir(content)) if (!used.has(name)) await rm(join(content, name), {
			recursive: true,
			force: true
		});
	}
	#record(key) {
		const name = createHash("sha256").update(key).digest("hex").slice(0, 32);
		return join(this.folder, "origins", `${name}.json`);
	}
	#content(archive) {
		return join(this.folder, "content", hexOf(archive));
	}
	#sum(folder) {
		return join(folder, `${this.kind.file}.sha256`);
	}
};
async function sealOf(path) {
	const { size, mtimeNs, ctimeNs, ino, dev } = await stat(path, { bigint: true });
	return [
		size,
		mtimeNs,
		ctimeNs,
		ino,
		dev
	].join(" ");
}
function parseRecord(text) {
	const record = JSON.parse(text);
	const { origin, archive, downloadedAt } = record;
	if (typeof origin !== "string" || typeof downloadedAt !== "string" || !isDigest(String(archive))) throw new DrydockError("DATABASE_INVALID", "The cache's note on a database cannot be read.");
	return record;
}
async function syncFolder(path) {
	const folder = await open(path);
	await folder.sync().catch(() => void 0);
	await folder.close();
}
// src/advisories/disk.ts
const CODES = new Map([
	["ENOSPC", ["the disk is full", "Free some space or choose another folder with --cache-dir."]],
	["EDQUOT", ["the disk quota is used up", "Free some space or choose another folder with --cache-dir."]],
	["EFBIG", ["the file grows too big for the disk", "Choose another folder with --cache-dir."]],
	["EACCES", ["permission is denied", "Choose a folder you can write to with --cache-dir."]],
	["EPERM", ["permission is denied", "Choose a folder you can write to with --cache-dir."]],
	["EROFS", ["the disk is read-only", "Choose a folder you can write to with --cache-dir."]],
	["ENOTDIR", ["a part of the path is not a folder", "Choose another folder with --cache-dir."]],
	["EEXIST", ["a file is in the way", "Remove it or choose another folder with --cache-dir."]],
	["EIO", ["the disk reports an error", "Check the disk or choose another folder with --cache-dir."]]
]);
async function onDisk(folder, name, work) {
	try {
		return await work();
	} catch (error) {
		throw diskTrouble(folder, name, error) ?? error;
	}
}
function diskTrouble(folder, name, error) {
	if (!(error instanceof Error) || !("code" in error) || error instanceof DrydockError) return void 0;
	const known = CODES.get(String(error.code));
	if (known === void 0) return void 0;
	const path = "path" in error && typeof error.path === "string" ? error.path : folder;
	return new DrydockError("DISK", `Cannot write the ${name} to ${path}: ${known[0]}.`, {
		hint: known[1],
		cause: error
	});
}
// src/advisories/download.ts
const MAX_ARCHIVE = 2 * 1024 ** 3;
async function download(repositories, cache, host, options) {
	for (const [index, repository] of repositories.entries()) {
		const next = repositories[index + 1];
		try {
			return {
				origin: repository.text,
				archive: await downloadFrom(repository, cache, host, options)
			};
		} catch (error) {
			if (next === void 0 || !(isTemporary(error) || error instanceof BlobMissing)) throw error;
			host.log.warn(`${error.message} Trying ${next.text} for the ${cache.kind.name}.`);
		}
	}
	throw new Error("no repository was given");
}
function isTemporary(error) {
	return error instanceof DrydockError && (error.code === "NETWORK" || error.code === "RATE_LIMITED");
}
async function downloadFrom({ text, name }, cache, host, options) {
	const { Repository } = await import("./registry-client.js").then((n) => n.n);
	const repository = Repository.connect(name, host, options);
	const layer = onlyLayer((await repository.manifest(name.digest ?? name.tag ?? String(cache.kind.schema))).bytes, text, cache.kind);
	if (await cache.isIntact(layer.digest)) {
		host.log.debug(`The ${cache.kind.name} of ${text} has not changed.`);
		return layer.digest;
	}
	const temporary = await temporaryFolder(host.cacheDir, cache.kind.folder);
	const stage = host.log.stage(cache.kind.name, { bytes: layer.size });
	try {
		const archive = join(temporary.path, cache.kind.archive);
		await writeNew(archive, blobOf(repository, layer, text, cache.kind, (bytes) => stage.advance({ bytes })));
		const unpacked = await cache.add(archive);
		stage.done(`${text}, ${layer.digest}`);
		return unpacked;
	} finally {
		await temporary.remove();
	}
}
async function* blobOf(repository, layer, text, kind, onBytes) {
	try {
		yield* repository.blob(layer.digest, layer.size, onBytes);
	} catch (error) {
		if (error instanceof DrydockError && error.code === "NOT_FOUND") throw new BlobMissing(text, kind, error);
		throw error;
	}
}
function onlyLayer(manifest, text, kind) {
	const layers = JsonRecord.parse(manifest, `the manifest of ${text}`).records("layers");
	const [layer] = layers;
	const type = layer?.text("mediaType");
	if (layer === void 0 || layers.length > 1 || type !== kind.layerType) throw notADatabase(text, kind, `it has ${layers.length === 1 ? `one layer of type ${type}` : `${layers.length} layers`}, not one of type ${kind.layerType}`);
	const digest = layer.text("digest") ?? "";
	const size = layer.number("size") ?? -1;
	if (!isDigest(digest) || !Number.isSafeInteger(size) || size < 0 || size > MAX_ARCHIVE) throw notADatabase(text, kind, `its layer has digest "${digest}" and ${size} bytes`);
	return {
		digest,
		size
	};
}
function notADatabase(text, kind, why) {
	return new DrydockError("DATABASE_INVALID", `${text} is no ${kind.name}: ${why}.`, { hint: `Name a ${kind.id} repository of schema ${kind.schema}, such as ${kind.repositories.at(-1)}.` });
}
var BlobMissing = class extends DrydockError {
	constructor(text, kind, cause) {
		super("NOT_FOUND", `${text} has a manifest, but not the database it names.`, {
			hint: `Try again later or name another repository with ${kind.option}.`,
			cause
		});
	}
};
// src/advisories/lock.ts
const HEARTBEAT = 1e4;
const SILENT_FOR = 6e4;
const POLL = 200;
const MOMENT = 10;
const PATIENCE = 12e5;
async function withLock(folder, name, host, work) {
	await mkdir(folder, { recursive: true });
	const path = join(folder, "lock");
	const owner = `${process.pid} ${await processSpace()}`;
	await acquire(path, owner, name, host);
	const release = () => {
		if (existsSync(path) && readFileSync(path, "utf8") === owner) rmSync(path, { force: true });
	};
	const heartbeat = setInterval(() => {
		const now = new Date();
		utimes(path, now, now).catch((error) => host.log.debug(`lock ${path}: ${String(error)}`));
	}, HEARTBEAT);
	heartbeat.unref();
	process.once("exit", release);
	try {
		return await work();
	} finally {
		clearInterval(heartbeat);
		process.removeListener("exit", release);
		release();
	}
}
async function acquire(path, owner, name, host) {
	const end = Date.now() + PATIENCE;
	for (let told = false;;) {
		if (await create(path, owner)) return;
		const holder = await readFile(path, "utf8").catch(() => "");
		const pid = holder.split(" ")[0] || "unknown";
		if (await isDead(path, holder)) {
			host.log.debug(`The lock ${path} of process ${pid} is abandoned; taking it over.`);
			await takeAway(path, holder);
			continue;
		}
		if (!told && holder !== "") {
			host.log.warn(`Another drydock (process ${pid}) works on the ${name}; waiting for it.`);
			told = true;
		}
		if (Date.now() > end) throw new DrydockError("DISK", `The ${name} is locked by process ${pid} (${path}).`, { hint: "If no other drydock is running, remove that file." });
		await setTimeout(holder === "" ? MOMENT : POLL);
	}
}
async function create(path, owner) {
	try {
		const file = await open(path, "wx");
		await file.writeFile(owner).finally(() => file.close());
		return true;
	} catch (error) {
		if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
		throw error;
	}
}
async function isDead(path, holder) {
	const [pid, ...space] = holder.split(" ");
	if (/^\d+$/.test(pid ?? "") && space.join(" ") === await processSpace() && !isRunning(Number(pid))) return true;
	const touched = await stat(path).catch(() => void 0);
	return touched !== void 0 && Date.now() - touched.mtimeMs > SILENT_FOR;
}
async function processSpace() {
	const namespace = await readlink("/proc/self/ns/pid").catch(() => "");
	return `${hostname()} ${namespace}`.trim();
}
function isRunning(pid) {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return error instanceof Error && "code" in error && error.code === "EPERM";
	}
}
async function takeAway(path, holder) {
	const aside = `${path}.${process.pid}`;
	try {
		await rename(path, aside);
	} catch {
		return;
	}
	if (await readFile(aside, "utf8").catch(() => holder) !== holder) await rename(aside, path);
	else await rm(aside, { force: true });
}
// src/advisories/origin.ts
async function parseOrigin(value, kind) {
	if (value === void 0) return repositories(kind.repositories);
	if (value.trim() === "") throw new DrydockError("USAGE", `${kind.option} is empty.`, { hint: "Leave it out, or name one." });
	const found = await stat(value).catch(() => void 0);
	if (found?.isDirectory()) return insideFolder(value, kind);
	if (found !== void 0 && !found.isFile()) throw missing(`${value} is neither a file nor a folder.`, kind);
	if (found !== void 0) return await isGzip(value) ? {
		kind: "archive",
		path: value
	} : {
		kind: "file",
		path: value
	};
	if (looksLikePath(value)) throw missing(`There is no ${value}.`, kind);
	return repositories(value.split(",").map((text) => text.trim()));
}
async function insideFolder(folder, kind) {
	for (const name of [kind.file, `${kind.folder}/${kind.file}`]) {
		const path = join(folder, name);
		if ((await stat(path).catch(() => void 0))?.isFile()) return {
			kind: "file",
			path
		};
	}
	const archive = join(folder, kind.archive);
	if ((await stat(archive).catch(() => void 0))?.isFile()) return {
		kind: "archive",
		path: archive
	};
	throw missing(`The folder ${folder} holds neither a ${kind.file} nor a ${kind.archive}.`, kind);
}
async function isGzip(path) {
	let file;
	try {
		file = await open(path);
	} catch (cause) {
		throw new DrydockError("DATABASE_MISSING", `${path} cannot be opened.`, {
			hint: "Check its permissions.",
			cause
		});
	}
	try {
		const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
		return buffer[0] === 31 && buffer[1] === 139;
	} finally {
		await file.close();
	}
}
function repositories(texts) {
	return {
		kind: "repositories",
		list: texts.map((text) => {
			const bare = text.replace(/^registry:/, "");
			return {
				text: bare,
				name: parseImageName(bare)
			};
		})
	};
}
function looksLikePath(text) {
	return /^[./~]/.test(text) || /\.(db|tgz|gz|tar)$/.test(text);
}
function missing(what, { option, file, archive }) {
	return new DrydockError("DATABASE_MISSING", what, { hint: `Give ${option} a folder with ${file}, a ${archive}, a ${file}, or an OCI reference.` });
}
// src/advisories/supply.ts
async function locate(kind, options, host) {
	const origin = await parseOrigin(options.from, kind);
	return {
		...await locateIn(origin, new DatabaseCache(kind, host), options, host),
		origin: origin.kind
	};
}
async function update(kind, options, host) {
	const origin = await parseOrigin(options.from, kind);
	const cache = new DatabaseCache(kind, host);
	if (origin.kind === "repositories") {
		if (options.offline) throw new DrydockError("USAGE", "A database cannot be updated with --offline.", { hint: "Leave --offline out." });
		await refresh(origin.list, cache, {
			...options,
			force: true
		}, host);
	} else if (origin.kind === "archive") await unpack(await realpath(origin.path), cache, host);
}
async function locateIn(origin, cache, options, host) {
	switch (origin.kind) {
		case "file": {
			const { path } = origin;
			return {
				path,
				info: await infoOfFile(path, options.from ?? path, cache.kind)
			};
		}
		case "archive": return unpacked(origin.path, options.from ?? origin.path, cache, host);
		case "repositories": return cachedOrFetched(origin.list, cache, options, host);
	}
}
async function infoOfFile(path, text, kind) {
	const file = join(dirname(path), "metadata.json");
	const bytes = await readFile(file).catch(() => void 0);
	return databaseInfoOf(bytes === void 0 ? void 0 : parseMetadata(bytes, file, kind), text, kind);
}
async function unpacked(archive, text, cache, host) {
	const path = await realpath(archive);
	const { path: database, info } = await upToDate(path, cache) ?? await unpack(path, cache, host, () => upToDate(path, cache));
	return {
		path: database,
		info: {
			...info,
			origin: text
		}
	};
}
async function upToDate(archive, cache) {
	const cached = await cache.find(keyOfFile(archive));
	return cached?.file?.seal === await sealOf(archive) ? cached : void 0;
}
async function unpack(archive, cache, host, meanwhile = async () => void 0) {
	return onDisk(cache.folder, cache.kind.name, () => withLock(cache.folder, cache.kind.name, host, async () => {
		const done = await meanwhile();
		if (done !== void 0) return done;
		host.log.debug(`Unpacking ${archive}`);
		const file = {
			path: archive,
			seal: await sealOf(archive)
		};
		const digest = await cache.add(archive);
		const downloadedAt = host.now().toISOString();
		await cache.assign(keyOfFile(archive), {
			origin: archive,
			archive: digest,
			downloadedAt,
			file
		});
		return found(await cache.find(keyOfFile(archive)), cache.kind);
	}));
}
async function cachedOrFetched(list, cache, options, host) {
	const cached = await cache.find(keyOf(list));
	if (options.offline) {
		if (cached !== void 0) return cached;
		const { name, option } = cache.kind;
		throw new DrydockError("DATABASE_MISSING", `No ${name} of ${printed(list)} is cached.`, { hint: `Run drydock db update with network access first, or give ${option} a local database.` });
	}
	if (cached !== void 0 && !refreshDue(cached.info, host.now(), options.maxAge)) return cached;
	return refresh(list, cache, {
		...options,
		force: false
	}, host);
}
async function refresh(list, cache, options, host) {
	const key = keyOf(list);
	return onDisk(cache.folder, cache.kind.name, () => withLock(cache.folder, cache.kind.name, host, async () => {
		const cached = await cache.find(key);
		if (!options.force && cached !== void 0 && !refreshDue(cached.info, host.now(), options.maxAge)) return cached;
		try {
			const fetched = await download(list, cache, host, options);
			await cache.assign(key, {
				...fetched,
				downloadedAt: host.now().toISOString()
			});
			return found(await cache.find(key), cache.kind);
		} catch (error) {
			if (options.force || cached === void 0 || !isTemporary(error)) throw error;
			if (cache.kind.mustBeFresh) refuseAfterFailedRefresh(cached.info, host.now(), options.maxAge, error);
			host.log.warn(`${error.message} Going on with the cached one: ${ageOf(cached.info, host.now())}.`);
			return cached;
		}
	}));
}
function found(database, { name }) {
	if (database !== void 0) return database;
	throw new DrydockError("DISK", `The ${name} vanished from the cache while it was stored.`, { hint: "Do not clean the cache folder while drydock runs." });
}
function keyOf(list) {
	return `oci ${printed(list)}`;
}
function keyOfFile(archive) {
	return `file ${archive}`;
}
function printed(list) {
	return list.map(({ text }) => text).join(",");
}
const MAGIC = 3977042669;
const VERSION = 2;
const PAGE_SIZES = Array.from({ length: 15 }, (_, i) => 1024 << i);
function metaFault(bytes) {
	if (bytes.length < 80) return "the file ends inside its first pages";
	const body = bytes.subarray(16);
	const magic = body.readUInt32LE(0);
	if (magic !== MAGIC) return `no BoltDB magic number (found 0x${magic.toString(16).padStart(8, "0")})`;
	const version = body.readUInt32LE(4);
	if (version !== VERSION) return `BoltDB version ${version} instead of ${VERSION}`;
	if (fnv1a64(body.subarray(0, 56)) !== body.readBigUInt64LE(56)) return "wrong checksum of the meta page";
	const pageSize = body.readUInt32LE(8);
	if (!PAGE_SIZES.includes(pageSize)) return `impossible page size ${pageSize}`;
}
function parseMeta(bytes) {
	const body = bytes.subarray(16);
	return {
		pageSize: body.readUInt32LE(8),
		root: pageIdAt(body, 16),
		highWater: pageIdAt(body, 40),
		txid: body.readBigUInt64LE(48)
	};
}
function pageIdAt(bytes, offset) {
	return Number(bytes.readBigUInt64LE(offset));
}
function fnv1a64(bytes) {
	let hash = 14695981039346656037n;
	for (const byte of bytes) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 1099511628211n);
	return hash;
}
function damaged(path, what, cause) {
	return new DrydockError("DATABASE_INVALID", `The advisory database ${path} is damaged: ${what}.`, {
		hint: "Fetch the database again (drydock db update), or point --db at an intact copy.",
		cause
	});
}
// src/advisories/bolt/node.ts
const BRANCH = 1;
const LEAF = 2;
var Node = class {
	kind;
	count;
	bytes;
	#path;
	#name;
	constructor(bytes, path, name) {
		this.bytes = bytes;
		this.#path = path;
		this.#name = name;
		if (bytes.length < 16) throw this.#fault("is cut off");
		const flags = bytes.readUInt16LE(8);
		if (flags !== BRANCH && flags !== LEAF) throw this.#fault(`is neither branch nor leaf (flags 0x${flags.toString(16)})`);
		this.kind = flags === BRANCH ? "branch" : "leaf";
		this.count = bytes.readUInt16LE(10);
		if (16 + this.count * 16 > bytes.length) throw this.#fault("claims more entries than fit");
		if (this.kind === "branch" && this.count === 0) throw this.#fault("is a branch without children");
	}
	key(index) {
		const element = this.#element(index);
		const [pos, length] = this.kind === "branch" ? [0, 4] : [4, 8];
		const start = element + this.bytes.readUInt32LE(element + pos);
		return this.#slice(start, this.bytes.readUInt32LE(element + length));
	}
	child(index) {
		return pageIdAt(this.bytes, this.#element(index) + 8);
	}
	isBucket(index) {
		return (this.bytes.readUInt32LE(this.#element(index)) & 1) === 1;
	}
	value(index) {
		const element = this.#element(index);
		const start = element + this.bytes.readUInt32LE(element + 4) + this.bytes.readUInt32LE(element + 8);
		return this.#slice(start, this.bytes.readUInt32LE(element + 12));
	}
	seek(target) {
		let low = 0;
		let high = this.count;
		while (low < high) {
			const middle = low + high >>> 1;
			const order = Buffer.compare(this.key(middle), target);
			if (order < 0 || order === 0 && this.kind === "branch") low = middle + 1;
			else high = middle;
		}
		return this.kind === "branch" ? Math.max(0, low - 1) : low;
	}
	#element(index) {
		return 16 + index * 16;
	}
	#slice(start, length) {
		if (start + length > this.bytes.length) throw this.#fault("has an entry that runs beyond its end");
		return this.bytes.subarray(start, start + length);
	}
	#fault(what) {
		return damaged(this.#path, `${this.#name} ${what}`);
	}
};
// src/advisories/bolt/bucket.ts
const MAX_DEPTH = 40;
var Bucket = class Bucket {
	#file;
	#root;
	constructor(file, root) {
		this.#file = file;
		this.#root = typeof root === "number" ? file.node(root) : root;
	}
	get(key) {
		const found = this.#find(key);
		return found === void 0 || found.leaf.isBucket(found.index) ? void 0 : found.leaf.value(found.index);
	}
	bucket(...path) {
		const [key, ...rest] = path;
		if (key === void 0) return this;
		const found = this.#find(key);
		if (found === void 0 || !found.leaf.isBucket(found.index)) return void 0;
		return this.#open(found.leaf, found.index).bucket(...rest);
	}
	*entries(prefix = "") {
		for (const { leaf, index, key } of this.#scan(Buffer.from(prefix))) if (leaf.isBucket(index)) yield {
			key,
			bucket: this.#open(leaf, index)
		};
		else yield {
			key,
			value: leaf.value(index)
		};
	}
	*keys(prefix = "") {
		for (const { key } of this.#scan(Buffer.from(prefix))) yield key;
	}
	#find(key) {
		const target = Buffer.from(key);
		let node = this.#root;
		for (let depth = 0; node.kind === "branch"; depth += 1) {
			if (depth > MAX_DEPTH) throw damaged(this.#file.path, "its pages lead in a circle");
			node = this.#file.node(node.child(node.seek(target)));
		}
		const index = node.seek(target);
		return index < node.count && node.key(index).equals(target) ? {
			leaf: node,
			index
		} : void 0;
	}
	*#scan(prefix) {
		const stack = [{
			node: this.#root,
			next: this.#root.seek(prefix)
		}];
		let pages = 0;
		let previous;
		for (let top = stack.at(-1); top !== void 0; top = stack.at(-1)) {
			const { node } = top;
			const index = top.next++;
			if (index >= node.count) stack.pop();
			else if (node.kind === "branch") {
				if (++pages > this.#file.meta.highWater || stack.length > MAX_DEPTH) throw damaged(this.#file.path, "its pages lead in a circle");
				const child = this.#file.node(node.child(index));
				stack.push({
					node: child,
					next: child.seek(prefix)
				});
			} else {
				const key = node.key(index);
				if (!key.subarray(0, prefix.length).equals(prefix)) return;
				if (previous !== void 0 && Buffer.compare(previous, key) >= 0) throw damaged(this.#file.path, `its keys are out of order at "${key.toString()}"`);
				previous = key;
				yield {
					leaf: node,
					index,
					key: key.toString()
				};
			}
		}
	}
	#open(leaf, index) {
		const value = leaf.value(index);
		const name = leaf.key(index).toString();
		if (value.length < 16) throw damaged(this.#file.path, `bucket "${name}" is cut off`);
		const root = pageIdAt(value, 0);
		if (root !== 0) return new Bucket(this.#file, root);
		const inline = new Node(value.subarray(16), this.#file.path, `bucket "${name}"`);
		if (inline.kind !== "leaf") throw damaged(this.#file.path, `bucket "${name}" is no leaf`);
		return new Bucket(this.#file, inline);
	}
};
// src/advisories/bolt/page-file.ts
const CACHE_BYTES = 25165824;
const MAX_SPAN = 67108864;
var PageFile = class {
	path;
	meta;
	#fd;
	#size;
	#cache = new Map();
	#cached = 0;
	#closed = false;
	constructor(path) {
		this.path = path;
		this.#fd = open$1(path);
		try {
			const stat = fstatSync(this.#fd);
			if (!stat.isFile()) throw damaged(path, "it is not a regular file");
			this.#size = stat.size;
			this.meta = this.#newestMeta();
			const promised = this.meta.highWater * this.meta.pageSize;
			if (promised > this.#size) throw damaged(path, `it is cut off: ${this.#size} bytes are there, ${promised} are in use`);
		} catch (error) {
			closeSync(this.#fd);
			throw error;
		}
	}
	node(id) {
		const cached = this.#cache.get(id);
		if (cached !== void 0) {
			this.#cache.delete(id);
			this.#cache.set(id, cached);
			return cached;
		}
		const node = new Node(this.#read(id), this.path, `page ${id}`);
		this.#keep(id, node);
		return node;
	}
	close() {
		if (this.#closed) return;
		this.#closed = true;
		this.#cache.clear();
		closeSync(this.#fd);
	}
	#newestMeta() {
		const first = this.#bytes(0, 80);
		const fault = metaFault(first);
		const found = fault === void 0 ? [parseMeta(first)] : [];
		for (const pageSize of found[0] === void 0 ? PAGE_SIZES : [found[0].pageSize]) {
			const second = this.#bytes(pageSize, 80);
			if (metaFault(second) !== void 0) continue;
			const meta = parseMeta(second);
			if (meta.pageSize === pageSize) found.push(meta);
		}
		const newest = found.toSorted((a, b) => a.txid < b.txid ? 1 : -1)[0];
		if (newest === void 0) throw damaged(this.path, fault ?? "no meta page");
		return newest;
	}
	#read(id) {
		const { pageSize, highWater } = this.meta;
		if (id < 2 || id >= highWater) throw damaged(this.path, `it refers to page ${id} of ${highWater}`);
		const page = this.#bytes(id * pageSize, pageSize);
		if (page.length < pageSize) throw damaged(this.path, `page ${id} lies beyond the end of the file`);
		const stored = page.readBigUInt64LE(0);
		if (stored !== BigInt(id)) throw damaged(this.path, `page ${id} says that it is page ${stored}`);
		const overflow = page.readUInt32LE(12);
		if (overflow === 0) return page;
		const span = (overflow + 1) * pageSize;
		if (id + overflow >= highWater || span > MAX_SPAN) throw damaged(this.path, `page ${id} claims ${span} bytes, more than there can be`);
		const whole = this.#bytes(id * pageSize, span);
		if (whole.length < span) throw damaged(this.path, `page ${id} runs beyond the end of the file`);
		return whole;
	}
	#bytes(position, length) {
		if (this.#closed) throw new Error(`${this.path} was read after close()`);
		const buffer = Buffer.allocUnsafeSlow(length);
		let filled = 0;
		while (filled < length) {
			const read = this.#readAt(buffer, filled, position + filled);
			if (read === 0) break;
			filled += read;
		}
		return buffer.subarray(0, filled);
	}
	#readAt(buffer, offset, position) {
		try {
			return readSync(this.#fd, buffer, offset, buffer.length - offset, position);
		} catch (error) {
			throw damaged(this.path, `it cannot be read (${messageOf(error)})`, error);
		}
	}
	#keep(id, node) {
		this.#cache.set(id, node);
		this.#cached += node.bytes.length;
		for (const [oldest, dropped] of this.#cache) {
			if (this.#cached <= CACHE_BYTES || oldest === id) break;
			this.#cache.delete(oldest);
			this.#cached -= dropped.bytes.length;
		}
	}
};
function open$1(path) {
	try {
		return openSync(path, "r");
	} catch (error) {
		throw new DrydockError("DATABASE_MISSING", `The advisory database ${path} cannot be opened.`, {
			hint: "Check the path and its permissions.",
			cause: error
		});
	}
}
// src/advisories/bolt/index.ts
function openBolt(path) {
	const file = new PageFile(path);
	try {
		const root = new Bucket(file, file.meta.root);
		return {
			root,
			pageSize: file.meta.pageSize,
			bucket: (...keys) => root.bucket(...keys),
			close: () => file.close()
		};
	} catch (error) {
		file.close();
		throw error;
	}
}
// src/advisories/trivy-db/bucket-name.ts
const WITH_RELEASE = {
	alpine: "alpine",
	debian: "debian",
	ubuntu: "ubuntu",
	rocky: "rocky",
	alma: "alma",
	oracle: "Oracle Linux",
	amazon: "amazon linux",
	suse: "SUSE Linux Enterprise",
	slem: "SUSE Linux Enterprise Micro",
	"opensuse-leap": "openSUSE Leap",
	photon: "Photon OS",
	mariner: "CBL-Mariner",
	azurelinux: "Azure Linux"
};
const WITHOUT_RELEASE = {
	redhat: "Red Hat",
	centos: "Red Hat",
	"opensuse-tumbleweed": "openSUSE Tumbleweed",
	wolfi: "wolfi",
	chainguard: "chainguard",
	minimos: "minimos",
	echo: "echo",
	bottlerocket: "bottlerocket"
};
const SUPPLIERS = [
	"root.io",
	"seal",
	"rapidfort"
];
const SUPPLIED = {
	alpine: "alpine",
	debian: "debian",
	ubuntu: "ubuntu",
	fedora: "fedora",
	redhat: "Red Hat",
	centos: "Red Hat",
	"Red Hat": "Red Hat"
};
function bucketName(family, release) {
	const single = own(WITHOUT_RELEASE, family);
	if (single !== void 0) return single;
	const name = own(WITH_RELEASE, family) ?? suppliedName(family);
	if (name === void 0) return void 0;
	return release === "" ? name : `${name} ${release}`;
}
function suppliedName(family) {
	const supplier = SUPPLIERS.find((known) => family.startsWith(`${known} `));
	if (supplier === void 0) return void 0;
	const base = own(SUPPLIED, family.slice(supplier.length + 1));
	return base === void 0 ? void 0 : `${supplier} ${base}`;
}
function own(table, key) {
	return Object.hasOwn(table, key) ? table[key] : void 0;
}
// src/advisories/trivy-db/details.ts
const SCORES = [
	["v2Vector", "V2Vector"],
	["v3Vector", "V3Vector"],
	["v4Vector", "V40Vector"]
];
const NUMBERS = [
	["v2Score", "V2Score"],
	["v3Score", "V3Score"],
	["v4Score", "V40Score"]
];
function vulnerabilityDetails(value) {
	const vendors = value.record("VendorSeverity");
	const cvss = value.record("CVSS");
	return {
		...texts(value, {
			title: "Title",
			description: "Description"
		}),
		severity: namedSeverity(value.text("Severity")),
		vendorSeverity: table(vendors?.keys() ?? [], (key) => vendors?.severity(key)),
		cvss: table(cvss?.keys() ?? [], (key) => scores(cvss?.record(key))),
		cwes: value.texts("CweIDs"),
		references: value.texts("References"),
		...texts(value, {
			published: "PublishedDate",
			modified: "LastModifiedDate"
		})
	};
}
function scores(value) {
	if (value === void 0) return void 0;
	const found = {};
	for (const [name, key] of SCORES) {
		const vector = value.text(key);
		if (vector !== void 0) found[name] = vector;
	}
	for (const [name, key] of NUMBERS) {
		const score = value.number(key);
		if (score !== void 0 && score !== 0) found[name] = score;
	}
	return found;
}
function namedSeverity(text) {
	return SEVERITIES.find((known) => known === text?.toLowerCase()) ?? "unknown";
}
function texts(value, fields) {
	const found = {};
	for (const name of Object.keys(fields)) {
		const text = value.text(fields[name]);
		if (text !== void 0) found[name] = text;
	}
	return found;
}
function table(keys, read) {
	const found = Object.create(null);
	for (const key of keys) {
		const value = read(key);
		if (value !== void 0) found[key] = value;
	}
	return found;
}
// src/advisories/trivy-db/lru.ts
var Lru = class {
	#capacity;
	#kept = new Map();
	constructor(capacity) {
		this.#capacity = capacity;
	}
	get(key, make) {
		const known = this.#kept.has(key);
		const value = known ? this.#kept.get(key) : make();
		if (known) this.#kept.delete(key);
		this.#kept.set(key, value);
		if (this.#kept.size > this.#capacity) {
			const oldest = this.#kept.keys().next();
			if (!oldest.done) this.#kept.delete(oldest.value);
		}
		return value;
	}
};
// src/advisories/trivy-db/rows.ts
function advisoryRows(id, value, source) {
	const entries = value.records("Entries");
	if (entries.length === 0) return [plainRow(id, value, source)];
	return entries.flatMap((entry) => isRedHat(entry) ? redHatRows(id, entry, source) : [plainRow(id, entry, source, value)]);
}
function plainRow(id, value, source, outer = value) {
	const severity = value.severity("Severity") ?? outer.severity("Severity");
	const aliases = value.texts("VendorIDs");
	return {
		id,
		aliases: aliases.length > 0 ? aliases : outer.texts("VendorIDs"),
		...optional("fixedVersion", value.text("FixedVersion")),
		...optional("affectedVersion", value.text("AffectedVersion")),
		...list("vulnerableVersions", value.texts("VulnerableVersions")),
		...list("patchedVersions", value.texts("PatchedVersions")),
		...list("unaffectedVersions", value.texts("UnaffectedVersions")),
		...list("architectures", value.texts("Arches")),
		status: statusOf(value),
		...severity === void 0 || severity === "unknown" ? {} : { severity },
		...optional("source", source)
	};
}
function isRedHat(entry) {
	return entry.keys().some((key) => key === "Cves" || key === "Affected");
}
function redHatRows(id, entry, source) {
	return entry.records("Cves").map((cve) => {
		const cveId = cve.text("ID");
		return {
			id: cveId ?? id,
			aliases: cveId === void 0 || cveId === id ? [] : [id],
			...optional("fixedVersion", entry.text("FixedVersion")),
			...list("architectures", entry.texts("Arches")),
			cpes: entry.numbers("Affected"),
			status: statusOf(entry),
			severity: cve.severity("Severity") ?? "unknown",
			...optional("source", source)
		};
	});
}
function statusOf(value) {
	const status = value.status("Status");
	return status === "unknown" && value.text("FixedVersion") !== void 0 ? "fixed" : status;
}
function optional(key, value) {
	return value === void 0 ? {} : { [key]: value };
}
function list(key, values) {
	return optional(key, values.length === 0 ? void 0 : values);
}
// src/advisories/trivy-db/store.ts
const KEPT_PACKAGES = 2e3;
const KEPT_DETAILS = 500;
function openTrivyDb(path, info) {
	const bolt = openBolt(path);
	try {
		if (bolt.bucket("vulnerability") === void 0 && bolt.bucket("data-source") === void 0) throw invalid(`${path} has neither a "vulnerability" nor a "data-source" bucket`);
		return new TrivyDb(bolt, info);
	} catch (error) {
		bolt.close();
		throw error;
	}
}
var TrivyDb = class {
	info;
	#bolt;
	#sets = new Map();
	#details = new Lru(KEPT_DETAILS);
	constructor(bolt, info) {
		this.#bolt = bolt;
		this.info = info;
	}
	distribution(family, release) {
		const name = bucketName(family, release);
		if (name === void 0) return void 0;
		return this.#set(name, () => {
			const bucket = this.#bolt.bucket(name);
			return bucket === void 0 ? [] : [this.#part(name, bucket)];
		});
	}
	ecosystem(name) {
		const prefix = `${name}::`;
		return this.#set(prefix, () => [...this.#bolt.root.entries(prefix)].flatMap((entry) => entry.bucket === void 0 ? [] : [this.#part(entry.key, entry.bucket)]));
	}
	details(id) {
		return this.#details.get(id, () => {
			const value = this.#bolt.bucket("vulnerability")?.get(id);
			if (value === void 0 || value.length === 0) return void 0;
			return vulnerabilityDetails(JsonRecord.parse(value, `vulnerability ${id}`));
		});
	}
	redHatCpes(names) {
		const cpes = new Set();
		for (const name of names.repositories ?? []) this.#addCpes(cpes, "repository", name);
		for (const name of names.nvrs ?? []) this.#addCpes(cpes, "nvr", name);
		return cpes;
	}
	close() {
		this.#bolt.close();
	}
	#set(name, parts) {
		if (!this.#sets.has(name)) {
			const found = parts();
			this.#sets.set(name, found.length === 0 ? void 0 : new TrivyDbSet(name, found));
		}
		return this.#sets.get(name);
	}
	#part(name, bucket) {
		return {
			name,
			bucket,
			source: this.#source(name)
		};
	}
	#source(bucketName) {
		const value = this.#bolt.bucket("data-source")?.get(bucketName);
		if (value === void 0) return void 0;
		const record = JsonRecord.parse(value, `data-source ${bucketName}`);
		const baseId = record.text("BaseID");
		return {
			id: record.text("ID") ?? "",
			name: record.text("Name") ?? "",
			url: record.text("URL") ?? "",
			...baseId === void 0 ? {} : { baseId }
		};
	}
	#addCpes(cpes, kind, name) {
		const where = `Red Hat CPE ${kind} ${name}`;
		const value = this.#bolt.bucket("Red Hat CPE", kind)?.get(name);
		if (value === void 0) return;
		const list = parseJson(value, where);
		if (!Array.isArray(list)) throw invalid(`${where} is not a list`);
		for (const index of list) {
			if (typeof index !== "number") throw invalid(`${where} holds more than numbers`);
			cpes.add(index);
		}
	}
};
var TrivyDbSet = class {
	name;
	#parts;
	#rows = new Lru(KEPT_PACKAGES);
	constructor(name, parts) {
		this.name = name;
		this.#parts = parts;
	}
	lookup(packageName) {
		return this.#rows.get(packageName, () => this.#read(packageName));
	}
	*names() {
		for (const { bucket } of this.#parts) yield* bucket.keys();
	}
	#read(packageName) {
		const byKey = new Map();
		for (const { name, bucket, source } of this.#parts) for (const { key, value } of bucket.bucket(packageName)?.entries() ?? []) {
			if (value === void 0 || value.length === 0) continue;
			byKey.set(key, advisoryRows(key, JsonRecord.parse(value, `${name}, ${packageName}, ${key}`), source));
		}
		return [...byKey.values()].flat();
	}
};
// src/advisories/trivy-db/kind.ts
const TRIVY_DB = {
	name: "advisory database",
	id: "trivy-db",
	schema: 2,
	option: "--db",
	repositories: ["mirror.gcr.io/aquasec/trivy-db:2", "ghcr.io/aquasecurity/trivy-db:2"],
	layerType: "application/vnd.aquasec.trivy.db.layer.v1.tar+gzip",
	archive: "db.tar.gz",
	file: "trivy.db",
	maxBytes: 8 * 1024 ** 3,
	folder: "db",
	mustBeFresh: true,
	check: (path, info) => openTrivyDb(path, info).close()
};
// src/advisories/index.ts
var advisories_exports = __exportAll({
	databaseInfos: () => databaseInfos,
	updateDatabases: () => updateDatabases
});
const PUBLIC = "public";
async function openStore(options, host) {
	const { path, info, origin } = await locate(TRIVY_DB, advisorySupply(options), host);
	refuseStale(info, host.now(), options.maxAge);
	const remark = origin === "repositories" && !options.offline ? void 0 : ageRemark(info, host.now());
	if (remark !== void 0) host.log.warn(remark);
	return openTrivyDb(path, info);
}
async function openJavaDb(options, host) {
	const supply = javaSupply(options);
	if (supply === void 0) return void 0;
	const { path, info } = await locate(JAVA_DB, supply, host);
	return openJavaDbFile(path, info);
}
async function updateDatabases(options, host) {
	await update(TRIVY_DB, advisorySupply(options), host);
	const java = javaSupply(options);
	if (java !== void 0) await update(JAVA_DB, java, host);
	return databaseInfos(options, host);
}
async function databaseInfos(options, host) {
	const wanted = [{
		kind: TRIVY_DB,
		supply: advisorySupply(options)
	}, {
		kind: JAVA_DB,
		supply: javaSupply(options)
	}];
	const infos = [];
	for (const { kind, supply } of wanted) {
		if (supply === void 0) continue;
		const { path, info } = await locate(kind, {
			...supply,
			offline: true
		}, host);
		kind.check(path, info);
		infos.push(info);
	}
	return infos;
}
function advisorySupply({ db, offline, maxAge, insecure }) {
	return {
		...db === void 0 ? {} : { from: db },
		offline,
		...maxAge === void 0 ? {} : { maxAge },
		insecure
	};
}
function javaSupply({ javaDb, offline, insecure }) {
	if (javaDb === void 0) return void 0;
	return {
		...javaDb === PUBLIC ? {} : { from: javaDb },
		offline,
		insecure
	};
}
export { openJavaDb as n, openStore as r, advisories_exports as t };
