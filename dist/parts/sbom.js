import { i as messageOf, n as OverLimit, r as Unreadable, t as DrydockError } from "./errors.js";
import { a as parseObject, i as objectOf, t as arrayOf } from "./json-object.js";
import { t as parsePurl } from "./parsed-purl.js";
import { resolve } from "node:path";
import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
// src/sbom/document.ts
function hashesOf(list) {
	const found = {};
	for (const { algorithm, value } of list) {
		if (typeof value !== "string") continue;
		if (/^SHA-?1$/.test(String(algorithm)) && /^[0-9a-f]{40}$/i.test(value)) found.sha1 = value.toLowerCase();
		if (/^SHA-?256$/.test(String(algorithm)) && /^[0-9a-f]{64}$/i.test(value)) found.sha256 = value.toLowerCase();
	}
	return found;
}
const MAX_COMPONENTS = 5e5;
const MAX_TEXT = 4096;
function textAt(object, key) {
	const value = object[key];
	if (typeof value !== "string" || value.length > MAX_TEXT) return void 0;
	return value.trim() || void 0;
}
function propertiesOf(list) {
	const properties = new Map();
	for (const { name, value } of list) {
		const values = properties.get(name);
		if (values === void 0) properties.set(name, [value]);
		else values.push(value);
	}
	return properties;
}
function imagePath(path) {
	return path.replace(/^(?:\.?\/)+/, "");
}
// src/sbom/cyclonedx.ts
const MAX_DEPTH = 64;
const KINDS$1 = new Map([
	["operating-system", "system"],
	["container", "image"],
	["library", "package"],
	["framework", "package"]
]);
function readCyclonedx(document) {
	const version = textAt(document, "specVersion") ?? "";
	if (!/^1\.[2-7]$/.test(version)) throw new Unreadable(`CycloneDX "${version}" is none that drydock knows`);
	const main = objectOf(objectOf(document.metadata)?.component);
	return {
		format: `CycloneDX ${version}`,
		...main === void 0 ? {} : { main: readComponent(main) },
		components: [...componentsIn(document.components), ...componentsIn(main?.components)],
		dependencies: new Map(arrayOf(document.dependencies).flatMap(readDependency)),
		incomplete: arrayOf(document.compositions).some(isIncomplete)
	};
}
function componentsIn(top) {
	const found = [];
	const waiting = [{
		list: arrayOf(top),
		depth: 0
	}];
	for (let next = waiting.pop(); next !== void 0; next = waiting.pop()) {
		if (next.depth > MAX_DEPTH) throw new OverLimit(`its components are nested more than ${MAX_DEPTH} deep`);
		for (const item of next.list) {
			const object = objectOf(item);
			if (object === void 0) throw new Unreadable("a component in it is not an object");
			found.push(readComponent(object));
			if (found.length > 5e5) throw new OverLimit(`it has more than ${MAX_COMPONENTS} components`);
			const inner = arrayOf(object.components);
			if (inner.length > 0) waiting.push({
				list: inner,
				depth: next.depth + 1
			});
		}
	}
	return found;
}
function readComponent(object) {
	const purl = textAt(object, "purl");
	const cpe = textAt(object, "cpe");
	const group = textAt(object, "group");
	const description = textAt(object, "description");
	const supplier = textAt(objectOf(object.supplier) ?? {}, "name") ?? textAt(object, "publisher");
	const properties = propertiesOf(arrayOf(object.properties).flatMap(readProperty));
	return {
		kind: KINDS$1.get(textAt(object, "type") ?? "") ?? (purl === void 0 ? "other" : "package"),
		ref: textAt(object, "bom-ref") ?? "",
		...group === void 0 ? {} : { group },
		name: textAt(object, "name") ?? "",
		version: textAt(object, "version") ?? "",
		...description === void 0 ? {} : { description },
		...purl === void 0 ? {} : { purl },
		...cpe === void 0 ? {} : { cpe },
		hashes: hashesOf(arrayOf(object.hashes).map(readHash)),
		licenses: arrayOf(object.licenses).flatMap(readLicense),
		...supplier === void 0 ? {} : { supplier },
		paths: arrayOf(objectOf(object.evidence)?.occurrences).flatMap(readOccurrence),
		properties
	};
}
function readProperty(item) {
	const { name, value } = objectOf(item) ?? {};
	return typeof name === "string" && typeof value === "string" ? [{
		name,
		value
	}] : [];
}
function readHash(item) {
	const { alg, content } = objectOf(item) ?? {};
	return {
		algorithm: alg,
		value: content
	};
}
function readLicense(item) {
	const choice = objectOf(item) ?? {};
	const license = objectOf(choice.license) ?? {};
	const text = textAt(license, "id") ?? textAt(license, "name") ?? textAt(choice, "expression");
	return text === void 0 ? [] : [text];
}
function readOccurrence(item) {
	const path = textAt(objectOf(item) ?? {}, "location");
	return path === void 0 ? [] : [imagePath(path)];
}
function readDependency(item) {
	const { ref, dependsOn } = objectOf(item) ?? {};
	if (typeof ref !== "string") return [];
	return [[ref, arrayOf(dependsOn).filter((one) => typeof one === "string")]];
}
function isIncomplete(item) {
	return textAt(objectOf(item) ?? {}, "aggregate")?.startsWith("incomplete") === true;
}
// src/inventory/os-release-text.ts
const ASSIGNMENT = /^\s*([A-Z_a-z][A-Z_a-z0-9]*)=(.*)$/;
function parseAssignments(text) {
	const values = new Map();
	for (const line of text.split(/\r?\n/)) {
		const [, name, word] = ASSIGNMENT.exec(line) ?? [];
		if (name !== void 0 && word !== void 0) values.set(name, unquote(word));
	}
	return values;
}
function parseReleaseLine(line) {
	const [name = "", rest = ""] = line.split(" release ");
	const [version] = /^\d[\d.]*/.exec(rest.trim()) ?? [];
	if (version === void 0 || name.trim() === "") return void 0;
	const words = name.trim().toLowerCase();
	const [, family] = RELEASE_NAMES.find(([start]) => words.startsWith(start)) ?? [];
	return {
		family: family ?? familyOf(words),
		version
	};
}
const RELEASE_NAMES = [
	["centos stream", "centos-stream"],
	["centos", "centos"],
	["red hat enterprise linux", "redhat"],
	["rocky", "rocky"],
	["almalinux", "alma"],
	["oracle", "oracle"],
	["fedora", "fedora"],
	["amazon linux", "amazon"]
];
function familyOf(id) {
	const known = FAMILIES.get(id);
	if (known !== void 0) return known;
	return id.toLowerCase().replace(/[^a-z0-9._-]+/g, "-").slice(0, 64);
}
const FAMILIES = new Map([
	["rhel", "redhat"],
	["almalinux", "alma"],
	["ol", "oracle"],
	["amzn", "amazon"],
	["sles", "suse"],
	["sle-micro", "slem"],
	["sl-micro", "slem"],
	["sle-micro-rancher", "slem"],
	["opensuse", "opensuse-leap"]
]);
function unquote(word) {
	let value = "";
	let quote = "";
	for (let at = 0; at < word.length; at++) {
		const sign = word.charAt(at);
		if (quote === "" && /\s/.test(sign)) break;
		if (quote === "" && (sign === "\"" || sign === "'")) quote = sign;
		else if (sign === quote) quote = "";
		else if (sign === "\\" && quote !== "'" && at + 1 < word.length) {
			const next = word.charAt(++at);
			value += quote === "\"" && !"\"\\$`".includes(next) ? `\\${next}` : next;
		} else value += sign;
	}
	return value;
}
// src/sbom/purl-kinds.ts
const FOREIGN = "sbom";
const bare = ({ name }) => name;
const joined = (separator) => (purl) => purl.namespace === "" ? purl.name : `${purl.namespace}${separator}${purl.name}`;
const KINDS = new Map([
	["apk", system("apk")],
	["deb", system("dpkg")],
	["rpm", system("rpm")],
	["bitnami", library("Bitnami", bare)],
	["cargo", library("crates.io", bare)],
	["cocoapods", library("CocoaPods", bare)],
	["composer", library("Packagist", joined("/"))],
	["conan", library("ConanCenter", bare)],
	["conda", library("conda", bare)],
	["gem", library("RubyGems", bare)],
	["golang", library("Go", joined("/"))],
	["hex", library("Hex", bare)],
	["julia", library("Julia", bare)],
	["k8s", library("Kubernetes", joined("/"))],
	["maven", library("Maven", joined(":"))],
	["npm", library("npm", joined("/"))],
	["nuget", library("NuGet", bare)],
	["pub", library("Pub", bare)],
	["pypi", library("PyPI", bare)],
	["swift", library("SwiftURL", joined("/"))]
]);
const IMAGES = new Set(["oci", "docker"]);
function kindOf$1(purl) {
	return IMAGES.has(purl.type) ? void 0 : KINDS.get(purl.type) ?? library(purl.type, joined("/"));
}
function system(by) {
	return {
		by,
		ecosystem: "",
		isSystem: true,
		name: bare
	};
}
function library(ecosystem, name) {
	return {
		by: FOREIGN,
		ecosystem,
		isSystem: false,
		name
	};
}
// src/sbom/vocabulary.ts
const PREFIX$1 = "drydock:";
const text = {
	write: (value) => [["", value]],
	read: (get) => get("")
};
const flag = {
	write: (value) => value ? [["", "true"]] : [],
	read: (get) => get("") === "true" ? true : void 0
};
const PACKAGE_FORMS = {
	by: text,
	ecosystem: text,
	source: {
		write: ({ name, version }) => [[":name", name], [":version", version]],
		read: (get) => {
			const name = get(":name");
			return name === void 0 ? void 0 : {
				name,
				version: get(":version") ?? ""
			};
		}
	},
	architecture: text,
	vendor: text,
	module: text,
	redHat: {
		write: (value) => [["", JSON.stringify(value)]],
		read: (get) => {
			const read = objectOf(fromJson(get("")));
			if (read === void 0) return void 0;
			const { nvr } = read;
			return {
				contentSets: strings(read.contentSets) ?? [],
				...typeof nvr === "string" ? { nvr } : {}
			};
		}
	},
	development: flag,
	locked: flag,
	root: flag,
	installer: text,
	ownedBy: {
		write: ({ name, by }) => [[":name", name], [":by", by]],
		read: (get) => {
			const [name, by] = [get(":name"), get(":by")];
			return name === void 0 || by === void 0 ? void 0 : {
				name,
				by
			};
		}
	},
	files: {
		write: (value) => [["", JSON.stringify(value)]],
		read: (get) => strings(fromJson(get("")))
	}
};
const OS_FORMS = {
	family: text,
	version: text,
	prettyName: text,
	codename: text,
	esm: flag,
	repository: text
};
function packageProperties(pkg) {
	return [...written("", PACKAGE_FORMS, pkg), ...pkg.locations.flatMap(locationProperties)];
}
function packageFields(properties) {
	return readBack("", PACKAGE_FORMS, properties);
}
function osProperties(os) {
	const { location } = os;
	return [...written("os:", OS_FORMS, os), ...location === void 0 ? [] : locationProperties(location)];
}
function osFields(properties) {
	const { family, version, ...rest } = readBack("os:", OS_FORMS, properties);
	if (family === void 0) return void 0;
	const [location] = locationFields(properties);
	return {
		family,
		version: version ?? "",
		...rest,
		...location === void 0 ? {} : { location }
	};
}
function locationProperties({ path, layer, diffId }) {
	return [
		{
			name: `${PREFIX$1}path`,
			value: path
		},
		{
			name: `${PREFIX$1}layer:index`,
			value: String(layer)
		},
		{
			name: `${PREFIX$1}layer:diffId`,
			value: diffId
		}
	];
}
function locationFields(properties) {
	const valuesOf = (name) => properties.get(`${PREFIX$1}${name}`) ?? [];
	const [paths, layers, diffIds] = [
		valuesOf("path"),
		valuesOf("layer:index"),
		valuesOf("layer:diffId")
	];
	if (paths.length !== layers.length || paths.length !== diffIds.length) throw new Unreadable("paths and layers of a component do not belong together");
	return paths.map((path, at) => {
		const layer = Number(layers[at]);
		const diffId = diffIds[at] ?? "";
		if (!Number.isSafeInteger(layer) || layer < 0 || !isDiffId(diffId)) throw new Unreadable("the layer of a component is not one");
		return {
			path,
			layer,
			diffId
		};
	});
}
function isDiffId(value) {
	return typeof value === "string" && /^sha256:[0-9a-f]{64}$/.test(value);
}
function fromJson(value) {
	if (value === void 0) return void 0;
	try {
		return JSON.parse(value);
	} catch {
		throw new Unreadable("a property that drydock writes as JSON is damaged");
	}
}
function strings(value) {
	return Array.isArray(value) ? arrayOf(value).filter((one) => typeof one === "string") : void 0;
}
function written(prefix, forms, value) {
	return Object.keys(forms).flatMap((name) => {
		const field = value[name];
		if (field === void 0 || field === null) return [];
		return forms[name].write(field).map(([ending, value]) => ({
			name: `${PREFIX$1}${prefix}${name}${ending}`,
			value
		}));
	});
}
function readBack(prefix, forms, properties) {
	const read = {};
	for (const name of Object.keys(forms)) {
		const value = forms[name].read((ending) => properties.get(`${PREFIX$1}${prefix}${name}${ending}`)?.[0]);
		if (value !== void 0) read[name] = value;
	}
	return read;
}
// src/sbom/distribution.ts
function distributionOf(components) {
	const named = components.filter(({ kind, name }) => kind === "system" && name !== "").map(ofComponent);
	const [os, ...others] = named.length > 0 ? named : ofPackages(components);
	if (os === void 0) return { others: [] };
	return {
		os,
		others: [...new Set(others.map(print))].filter((other) => other !== print(os))
	};
}
function ofComponent({ properties, name, version, description }) {
	const own = osFields(properties);
	if (own !== void 0) return own;
	const pretty = description ?? properties.get("syft:distro:prettyName")?.[0];
	return {
		...release(name, version),
		...pretty === void 0 ? {} : { prettyName: pretty }
	};
}
const NAMES = new Map([
	["suse linux enterprise server", "suse"],
	["suse linux enterprise micro", "slem"],
	["opensuse.leap", "opensuse-leap"],
	["opensuse.tumbleweed", "opensuse-tumbleweed"],
	["cbl-mariner", "mariner"]
]);
function release(name, version) {
	const lower = name.toLowerCase();
	return {
		family: NAMES.get(lower) ?? familyOf(lower),
		version
	};
}
function ofPackages(components) {
	const counts = new Map();
	for (const { purl } of components) {
		const parsed = purl === void 0 ? void 0 : parsePurl(purl);
		const os = parsed === void 0 ? void 0 : ofPurl(parsed);
		if (os === void 0) continue;
		const known = counts.get(print(os));
		if (known === void 0) counts.set(print(os), {
			os,
			count: 1
		});
		else known.count++;
	}
	return [...counts.values()].sort((a, b) => b.count - a.count).map(({ os }) => os);
}
function ofPurl(purl) {
	if (kindOf$1(purl)?.isSystem !== true) return void 0;
	const distro = purl.qualifiers.get("distro") ?? "";
	const [, name, version] = /^([a-z][a-z0-9._-]*?)-(\d[^\s]*)$/i.exec(distro) ?? [];
	if (name !== void 0 && version !== void 0) return release(name, version);
	if (purl.namespace === "") return void 0;
	if (/^\d/.test(distro)) return release(purl.namespace, distro);
	return ROLLING.has(purl.namespace.toLowerCase()) ? release(purl.namespace, "") : void 0;
}
const ROLLING = new Set([
	"wolfi",
	"chainguard",
	"minimos",
	"arch"
]);
function print({ family, version }) {
	return `${family} ${version}`.trim();
}
// src/inventory/purl.ts
function systemPurl(type, parts) {
	const namespace = encode(parts.namespace.toLowerCase());
	const name = encode(type === "rpm" ? parts.name : parts.name.toLowerCase());
	const version = parts.version === "" ? "" : `@${encode(parts.version)}`;
	return `pkg:${type}/${namespace === "" ? "" : `${namespace}/`}${name}${version}${printQualifiers(parts.qualifiers)}`;
}
function libraryPurl(type, parts) {
	const segments = [...(parts.namespace ?? "").split("/"), parts.name].filter((segment) => segment !== "");
	const version = parts.version === "" ? "" : `@${encode(parts.version)}`;
	return `pkg:${type}/${segments.map(encode).join("/")}${version}${printQualifiers(parts.qualifiers ?? {})}`;
}
function printQualifiers(qualifiers) {
	const pairs = Object.entries(qualifiers).filter((pair) => pair[1] !== void 0 && pair[1] !== "").map(([key, value]) => [key.toLowerCase(), encode(value)]).sort(([a], [b]) => a < b ? -1 : 1);
	return pairs.length === 0 ? "" : `?${pairs.map(([key, value]) => `${key}=${value}`).join("&")}`;
}
function encode(text) {
	return encodeURIComponent(text.toWellFormed()).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`).replaceAll("%3A", ":");
}
// src/inventory/java/identification.ts
const JAVA_DB = "java-db";
const MAX_NAMES$1 = 5;
const MAX_SHOWN$1 = 80;
function wantsIdentification({ by, hashes }) {
	return by === "java" && hashes?.sha1 !== void 0;
}
function identifyArchives(packages, index) {
	const named = index === void 0 ? packages : packages.map((pkg) => wantsIdentification(pkg) ? identified(pkg, index) : pkg);
	const unknown = named.filter((pkg) => wantsIdentification(pkg) && coordinatesOf(pkg).group === "");
	return {
		packages: named,
		gaps: unknown.length === 0 ? [] : [unidentified(unknown, index !== void 0)]
	};
}
function identified(pkg, index) {
	const own = coordinatesOf(pkg);
	const known = index.bySha1(pkg.hashes?.sha1 ?? "");
	if (own.group !== "" && index.has(own.group, own.artifact)) return known?.group === own.group && known.artifact === own.artifact ? renamed(pkg, known) : pkg;
	if (known !== void 0) return renamed(pkg, known);
	const group = own.version === "" ? void 0 : index.groupOf(own.artifact, own.version);
	return group === void 0 ? pkg : renamed(pkg, {
		...own,
		group
	});
}
function coordinatesOf({ name, version }) {
	const colon = name.indexOf(":");
	return {
		group: name.slice(0, Math.max(0, colon)),
		artifact: name.slice(colon + 1),
		version
	};
}
function renamed(pkg, { group, artifact, version }) {
	const purl = libraryPurl("maven", {
		namespace: group,
		name: artifact,
		version
	});
	return {
		...pkg,
		name: `${group}:${artifact}`,
		version,
		purl
	};
}
function unidentified(unknown, looked) {
	const names = [...new Set(unknown.map(({ name }) => name.slice(0, MAX_SHOWN$1)))];
	const more = names.length > MAX_NAMES$1 ? `, and ${names.length - MAX_NAMES$1} more` : "";
	const shown = `${unknown.length} Java archive${unknown.length === 1 ? "" : "s"} (${names.slice(0, MAX_NAMES$1).join(", ")}${more})`;
	return {
		kind: "no-source",
		where: "Java archives",
		by: JAVA_DB,
		reason: `The Maven group of ${shown} is not known, so advisories can be found by name at best; ${looked ? "the Java database has no such archive" : "--java-db would look it up by SHA-1"}.`
	};
}
// src/sbom/layers.ts
function printLayer(layer) {
	return JSON.stringify(layer);
}
function readLayer(value, at) {
	const read = objectOf(fromJson(value)) ?? {};
	const { index, diffId, digest, size } = read;
	if (index !== at || !isDiffId(diffId)) throw new Unreadable(`layer ${at} of the image is damaged`);
	const origin = objectOf(read.origin);
	return {
		index: at,
		diffId,
		...isDiffId(digest) ? { digest } : {},
		...typeof size === "number" ? { size } : {},
		...texts(read, "createdBy"),
		...origin === void 0 ? {} : { origin: readOrigin(origin) }
	};
}
function printBaseImage(image) {
	return JSON.stringify(image);
}
function readBaseImage(value) {
	const read = objectOf(fromJson(value));
	const from = FROM.find((one) => one === read?.from);
	return read === void 0 || from === void 0 ? void 0 : {
		...texts(read, "name", "digest"),
		from
	};
}
const FROM = [
	"label",
	"annotation",
	"dockerfile",
	"history"
];
const OWNERS = [
	"base",
	"own",
	"unknown"
];
const CERTAINTIES = [
	"proved",
	"likely",
	"unknown"
];
function readOrigin(read) {
	const dockerfile = readLines(objectOf(read.dockerfile) ?? {});
	return {
		...texts(read, "instruction", "note"),
		...dockerfile === void 0 ? {} : { dockerfile },
		owner: OWNERS.find((one) => one === read.owner) ?? "unknown",
		certainty: CERTAINTIES.find((one) => one === read.certainty) ?? "unknown"
	};
}
function readLines({ path, startLine, endLine, endColumn }) {
	if (typeof path !== "string" || !isCount(startLine) || !isCount(endLine)) return void 0;
	return {
		path,
		startLine,
		endLine,
		...isCount(endColumn) ? { endColumn } : {}
	};
}
function isCount(value) {
	return typeof value === "number" && Number.isSafeInteger(value) && value > 0;
}
function texts(read, ...keys) {
	const found = keys.flatMap((key) => typeof read[key] === "string" ? [[key, read[key]]] : []);
	return Object.fromEntries(found);
}
// src/sbom/image-facts.ts
const PREFIX = "drydock:image:";
const FOUND_AGAIN = ["vulnerabilities", JAVA_DB];
function imageProperties(image, gaps) {
	const { reference, digest, names, platform, created, layers, baseImage } = image;
	const { os, architecture, variant = "" } = platform;
	return [
		["reference", reference],
		["digest", digest],
		...names.map((name) => ["name", name]),
		["platform", JSON.stringify([
			os,
			architecture,
			variant
		])],
		...created === void 0 ? [] : [["created", created]],
		...layers.map((layer) => ["layer", printLayer(layer)]),
		...baseImage === void 0 ? [] : [["base", printBaseImage(baseImage)]],
		...gaps.filter(isToldOn).map((gap) => ["gap", JSON.stringify(gap)])
	].map(([name, value]) => ({
		name: `${PREFIX}${name}`,
		value
	}));
}
function isToldOn({ by, category }) {
	return !FOUND_AGAIN.includes(by) && category === void 0;
}
function ownImage(properties) {
	const valuesOf = (name) => properties.get(`${PREFIX}${name}`) ?? [];
	const [reference] = valuesOf("reference");
	if (reference === void 0) return void 0;
	const [digest] = valuesOf("digest");
	const [created] = valuesOf("created");
	const baseImage = readBaseImage(valuesOf("base")[0]);
	const platform = readPlatform(valuesOf("platform")[0]);
	return {
		image: {
			reference,
			...digest === void 0 ? {} : { digest },
			names: valuesOf("name"),
			...platform === void 0 ? {} : { platform },
			...created === void 0 ? {} : { created },
			layers: valuesOf("layer").map(readLayer),
			...baseImage === void 0 ? {} : { baseImage }
		},
		gaps: valuesOf("gap").map(readGap)
	};
}
function foreignImage(main) {
	if (main?.kind !== "image") return {
		names: [],
		layers: []
	};
	const valuesOf = (name) => [...main.properties.get(`aquasecurity:trivy:${name}`) ?? [], ...main.properties.get(name) ?? []];
	const purl = main.purl === void 0 ? void 0 : parsePurl(main.purl);
	const digest = [
		purl?.version,
		...valuesOf("RepoDigest").map((text) => text.slice(text.lastIndexOf("@") + 1)),
		main.version,
		...valuesOf("ImageID")
	].find(isDiffId);
	const architecture = purl?.qualifiers.get("arch");
	return {
		reference: main.name,
		...digest === void 0 ? {} : { digest },
		names: [...new Set([...valuesOf("RepoTag"), ...main.name === "" ? [] : [main.name]])],
		...architecture === void 0 ? {} : { platform: {
			os: "linux",
			architecture
		} },
		layers: valuesOf("DiffID").filter(isDiffId).map((diffId, index) => ({
			index,
			diffId
		}))
	};
}
function readPlatform(value) {
	const parts = fromJson(value);
	if (!Array.isArray(parts)) return void 0;
	const [os, architecture, variant] = parts;
	if (typeof os !== "string" || typeof architecture !== "string") return void 0;
	return {
		os,
		architecture,
		...typeof variant === "string" && variant !== "" ? { variant } : {}
	};
}
const GAP_KINDS = {
	unreadable: true,
	limit: true,
	"unsupported-distro": true,
	"no-os": true,
	version: true,
	"third-party": true,
	advisory: true,
	unproven: true,
	"no-source": true
};
function readGap(value) {
	const { kind, where, by, reason, layer } = objectOf(fromJson(value)) ?? {};
	if (typeof where !== "string" || typeof by !== "string" || typeof reason !== "string") throw new Unreadable("a gap that the scan of the image noted is damaged");
	return {
		kind: isGapKind(kind) ? kind : "unreadable",
		where,
		by,
		reason,
		...isDiffId(layer) ? { layer } : {}
	};
}
function isGapKind(value) {
	return typeof value === "string" && Object.hasOwn(GAP_KINDS, value);
}
// src/inventory/ecosystem.ts
function osvEcosystem(os, packageType) {
	if (os === void 0) return packageType;
	const named = ECOSYSTEMS.get(os.family);
	return named === void 0 ? suffixed(capitalised(os.family), os.version) : named(os);
}
const ECOSYSTEMS = new Map([
	["alpine", alpine],
	["debian", (os) => suffixed("Debian", major(os.version))],
	["ubuntu", ubuntu],
	["redhat", () => "Red Hat"],
	["centos", (os) => suffixed("CentOS", major(os.version))],
	["rocky", (os) => suffixed("Rocky Linux", major(os.version))],
	["alma", (os) => suffixed("AlmaLinux", major(os.version))],
	["oracle", (os) => suffixed("Oracle Linux", major(os.version))],
	["amazon", (os) => suffixed("Amazon Linux", major(os.version))],
	["fedora", (os) => suffixed("Fedora", os.version)],
	["suse", (os) => `SUSE:Linux Enterprise Server ${servicePack(os.version)}`.trimEnd()],
	["slem", (os) => `SUSE:Linux ${Number(major(os.version)) < 6 ? "Enterprise " : ""}Micro ${os.version}`.trimEnd()],
	["opensuse-leap", (os) => `openSUSE:Leap ${os.version}`.trimEnd()],
	["opensuse-tumbleweed", () => "openSUSE:Tumbleweed"],
	["photon", (os) => suffixed("Photon OS", os.version)],
	["mariner", (os) => suffixed("Azure Linux", major(os.version))],
	["azurelinux", (os) => suffixed("Azure Linux", major(os.version))],
	["wolfi", () => "Wolfi"],
	["chainguard", () => "Chainguard"],
	["minimos", () => "MinimOS"],
	["echo", () => "Echo"],
	["coreos", (os) => suffixed("CoreOS", os.version)],
	["arch", () => "Arch Linux"]
]);
function alpine(os) {
	const release = os.repository ?? os.version;
	if (release === "edge" || release.includes("_alpha")) return "Alpine:edge";
	const [, branch] = /^(\d+\.\d+)/.exec(release) ?? [];
	return branch === void 0 ? suffixed("Alpine", release) : `Alpine:v${branch}`;
}
function ubuntu(os) {
	const [release = ""] = /^\d+\.\d+/.exec(os.version) ?? [os.version];
	const longTerm = /^\d*[02468]\.04$/.test(release) ? ":LTS" : "";
	return `${suffixed(os.esm === true ? "Ubuntu:Pro" : "Ubuntu", release)}${longTerm}`;
}
function servicePack(version) {
	const [, release, pack] = /^(\d+)\.(\d+)$/.exec(version) ?? [];
	if (release === void 0 || pack === void 0) return version;
	return pack === "0" ? release : `${release} SP${pack}`;
}
function suffixed(name, release) {
	return release === "" ? name : `${name}:${release}`;
}
function major(version) {
	return version.split(".", 1)[0] ?? "";
}
function capitalised(family) {
	return family.slice(0, 1).toUpperCase() + family.slice(1);
}
// src/sbom/packages.ts
function packageOf(component, surroundings) {
	return ownPackage(component, surroundings) ?? foreignPackage(component, surroundings);
}
function ownPackage(component, surroundings) {
	const { version, purl, properties } = component;
	const { by, ecosystem, ...fields } = packageFields(properties);
	if (by === void 0 || ecosystem === void 0 || purl === void 0) return void 0;
	const name = spelled(component, ecosystem === "Maven" ? "maven" : "");
	const locations = ownLocations(component, surroundings);
	return {
		name,
		version,
		ecosystem,
		purl,
		by,
		...fields,
		...nativeFields(component),
		locations
	};
}
function foreignPackage(component, surroundings) {
	const purl = component.purl === void 0 ? void 0 : parsePurl(component.purl);
	const kind = purl === void 0 ? void 0 : kindOf$1(purl);
	if (component.purl === void 0 || purl === void 0 || kind === void 0) return void 0;
	const version = versionOf(component, purl, kind);
	if (version === "") return void 0;
	return {
		name: nameOf(component, purl, kind),
		version,
		ecosystem: kind.ecosystem,
		purl: component.purl,
		by: kind.by,
		...nativeFields(component),
		...kind.isSystem ? systemFields(component, purl, kind, version, surroundings.os) : {},
		locations: [foreignLocation(component, surroundings)]
	};
}
function nativeFields({ licenses, hashes, cpe }) {
	return {
		...licenses.length === 0 ? {} : { licenses },
		...Object.keys(hashes).length === 0 ? {} : { hashes },
		...cpe === void 0 ? {} : { cpe }
	};
}
function ownLocations({ properties }, { layers, fallback }) {
	const locations = locationFields(properties);
	if (locations.some(({ layer, diffId }) => layers[layer]?.diffId !== diffId)) throw new Unreadable("a component lies in a layer that the image does not have");
	return locations.length === 0 ? [fallback] : locations;
}
function nameOf(component, purl, kind) {
	const name = kind.name(purl);
	return [spelled(component, purl.type), component.name].find((one) => one.toLowerCase() === name.toLowerCase()) ?? name;
}
function spelled({ group, name }, type) {
	return group === void 0 ? name : `${group}${type === "maven" ? ":" : "/"}${name}`;
}
function versionOf({ version }, purl, kind) {
	const found = purl.version || version;
	if (!kind.isSystem || found === "" || /^\d+:/.test(found)) return found;
	const epoch = purl.qualifiers.get("epoch") ?? "0";
	return /^0*$/.test(epoch) ? found : `${epoch}:${found}`;
}
function systemFields(component, purl, kind, version, os) {
	const architecture = purl.qualifiers.get("arch");
	const vendor = component.supplier ?? component.properties.get("syft:metadata:vendor")?.[0];
	const module = trivy(component, "Modularitylabel") ?? component.properties.get("syft:metadata:modularityLabel")?.[0] ?? purl.qualifiers.get("modularitylabel") ?? purl.qualifiers.get("rpmmod");
	return {
		ecosystem: osvEcosystem(os, purl.type),
		by: kind.by === "rpm" && vendor === void 0 ? "rpm-manifest" : kind.by,
		source: sourceOf(component, purl, version),
		...architecture === void 0 ? {} : { architecture },
		...vendor === void 0 ? {} : { vendor },
		...module === void 0 ? {} : { module }
	};
}
function namesSource(component) {
	const purl = component.purl === void 0 ? void 0 : parsePurl(component.purl);
	return (trivy(component, "SrcName") ?? component.source ?? purl?.qualifiers.get("upstream")) !== void 0;
}
function sourceOf(component, purl, version) {
	const name = trivy(component, "SrcName");
	if (name !== void 0) return {
		name,
		version: trivySourceVersion(component) || version
	};
	if (component.source !== void 0) return {
		name: component.source.name,
		version: component.source.version || version
	};
	const upstream = purl.qualifiers.get("upstream");
	if (upstream === void 0) return {
		name: component.name || purl.name,
		version
	};
	const [, rpmName, rpmVersion, rpmRelease] = /^(.+)-([^-]+)-([^-]+)\.[^.-]+\.rpm$/.exec(upstream) ?? [];
	if (rpmName !== void 0) {
		const [epoch = ""] = /^\d+:/.exec(version) ?? [];
		return {
			name: rpmName,
			version: `${epoch}${rpmVersion}-${rpmRelease}`
		};
	}
	const at = upstream.lastIndexOf("@");
	return at <= 0 ? {
		name: upstream,
		version
	} : {
		name: upstream.slice(0, at),
		version: upstream.slice(at + 1)
	};
}
function trivySourceVersion(component) {
	const version = trivy(component, "SrcVersion") ?? "";
	const epoch = trivy(component, "SrcEpoch") ?? "0";
	const release = trivy(component, "SrcRelease");
	const full = release === void 0 || version === "" ? version : `${version}-${release}`;
	return /^0*$/.test(epoch) || full === "" ? full : `${epoch}:${full}`;
}
function foreignLocation(component, { layers, fallback }) {
	const path = imagePath(trivy(component, "FilePath") ?? component.properties.get("syft:location:0:path")?.[0] ?? component.paths[0] ?? fallback.path) || fallback.path;
	const diffId = trivy(component, "LayerDiffID");
	const layer = layers.find((one) => one.diffId === diffId);
	return layer === void 0 ? {
		...fallback,
		path
	} : {
		path,
		layer: layer.index,
		diffId: layer.diffId
	};
}
function trivy({ properties }, name) {
	return (properties.get(`aquasecurity:trivy:${name}`) ?? properties.get(name))?.[0]?.trim() || void 0;
}
// src/sbom/spdx.ts
const SOURCE_INFO = /^built package from: (\S+)(?: (\S+))?$/;
const FOUND_IN = /^acquired package info from [^:]{1,100}: (.+)$/s;
function readSpdx(document) {
	const version = textAt(document, "spdxVersion") ?? "";
	if (!/^SPDX-2\.[23]$/.test(version)) throw new Unreadable(`"${version}" is not SPDX 2.2 or 2.3`);
	const packages = arrayOf(document.packages);
	if (packages.length > 5e5) throw new OverLimit(`it has more than ${MAX_COMPONENTS} packages`);
	const links = arrayOf(document.relationships).flatMap(readRelationship);
	const described = new Set([...links.filter(({ type }) => /^DESCRIBES?$/.test(type)).map(({ to }) => to), ...arrayOf(document.documentDescribes).filter((id) => typeof id === "string")]);
	const paths = pathsOf(document, links);
	const licenses = extractedLicenses(document);
	const all = packages.map((item) => {
		const object = objectOf(item);
		if (object === void 0) throw new Unreadable("a package in it is not an object");
		return readPackage(object, paths, licenses);
	});
	const main = described.size === 1 ? all.find(({ ref }) => described.has(ref)) : void 0;
	return {
		format: version.replace("-", " "),
		...main === void 0 ? {} : { main },
		components: all.filter((one) => one !== main),
		dependencies: dependenciesOf(links),
		incomplete: false
	};
}
function readRelationship(item) {
	const { spdxElementId: from, relatedSpdxElement: to, relationshipType } = objectOf(item) ?? {};
	return typeof from === "string" && typeof to === "string" ? [{
		from,
		to,
		type: typeof relationshipType === "string" ? relationshipType : ""
	}] : [];
}
function dependenciesOf(links) {
	const found = new Map();
	const add = (from, to) => {
		const known = found.get(from);
		if (known === void 0) found.set(from, [to]);
		else known.push(to);
	};
	for (const { from, to, type } of links) if (type === "DEPENDS_ON") add(from, to);
	else if (/^(?:|RUNTIME_)DEPENDENCY_OF$/.test(type)) add(to, from);
	return found;
}
function pathsOf(document, links) {
	const names = new Map();
	for (const item of arrayOf(document.files)) {
		const file = objectOf(item) ?? {};
		const [id, name] = [textAt(file, "SPDXID"), textAt(file, "fileName")];
		if (id !== void 0 && name !== void 0) names.set(id, imagePath(name));
	}
	const paths = new Map();
	for (const { from, to, type } of links) {
		const name = names.get(to);
		if (/^CONTAINS?$/.test(type) && name !== void 0 && !paths.has(from)) paths.set(from, name);
	}
	return paths;
}
function extractedLicenses(document) {
	return new Map(arrayOf(document.hasExtractedLicensingInfos).flatMap((item) => {
		const license = objectOf(item) ?? {};
		const [id, name] = [textAt(license, "licenseId"), textAt(license, "name")];
		return id === void 0 || name === void 0 ? [] : [[id, name]];
	}));
}
function readPackage(object, paths, licenses) {
	const ref = textAt(object, "SPDXID") ?? "";
	const purl = referenceOf(object, "purl");
	const cpe = referenceOf(object, "cpe23Type");
	const info = textAt(object, "sourceInfo") ?? "";
	const [, source, sourceVersion = ""] = SOURCE_INFO.exec(info) ?? [];
	const path = FOUND_IN.exec(info)?.[1]?.split(", ", 1)[0] ?? paths.get(ref);
	return {
		kind: kindOf(object, ref, purl),
		ref,
		name: textAt(object, "name") ?? "",
		version: textAt(object, "versionInfo") ?? "",
		...purl === void 0 ? {} : { purl },
		...cpe === void 0 ? {} : { cpe },
		hashes: hashesOf(arrayOf(object.checksums).map(readChecksum)),
		licenses: licensesOf(object, licenses),
		...supplierOf(object),
		...source === void 0 ? {} : { source: {
			name: source,
			version: sourceVersion
		} },
		paths: path === void 0 ? [] : [imagePath(path)],
		properties: propertiesOf([...annotations(object), ...attributions(object)])
	};
}
function supplierOf(object) {
	const [supplier] = ["supplier", "originator"].map((key) => textAt(object, key)?.replace(/^(?:Organization|Person): /, "")).filter((text) => text !== void 0 && text !== "NOASSERTION");
	return supplier === void 0 ? {} : { supplier };
}
function kindOf(object, ref, purl) {
	const purpose = textAt(object, "primaryPackagePurpose")?.replace("_", "-");
	if (purpose === "OPERATING-SYSTEM" || ref.startsWith("SPDXRef-OperatingSystem")) return "system";
	if (purpose === "CONTAINER" || ref.startsWith("SPDXRef-ContainerImage")) return "image";
	if (purl !== void 0) return "package";
	return purpose !== void 0 && purpose !== "LIBRARY" && purpose !== "FRAMEWORK" || /^SPDXRef-(?:Application|DocumentRoot|Filesystem|Repository)\b/.test(ref) ? "other" : "package";
}
function referenceOf(object, type) {
	for (const item of arrayOf(object.externalRefs)) {
		const reference = objectOf(item) ?? {};
		if (reference.referenceType === type) return textAt(reference, "referenceLocator");
	}
}
function readChecksum(item) {
	const { algorithm, checksumValue: value } = objectOf(item) ?? {};
	return {
		algorithm,
		value
	};
}
function licensesOf(object, names) {
	const declared = textAt(object, "licenseDeclared");
	if (declared === void 0 || declared === "NONE" || declared === "NOASSERTION") return [];
	return declared.split(" AND ").map((one) => names.get(one) ?? one);
}
function annotations(object) {
	return arrayOf(object.annotations).flatMap((item) => pair(objectOf(item)?.comment));
}
function attributions(object) {
	return arrayOf(object.attributionTexts).flatMap(pair);
}
function pair(text) {
	if (typeof text !== "string") return [];
	const colon = text.indexOf(": ");
	return colon < 0 ? [] : [{
		name: text.slice(0, colon),
		value: text.slice(colon + 2)
	}];
}
// src/sbom/spdx-tag-value.ts
const PACKAGE_KEYS = new Map([
	["SPDXID", "SPDXID"],
	["PackageVersion", "versionInfo"],
	["PackageSupplier", "supplier"],
	["PackageOriginator", "originator"],
	["PackageSourceInfo", "sourceInfo"],
	["PackageLicenseDeclared", "licenseDeclared"],
	["PrimaryPackagePurpose", "primaryPackagePurpose"]
]);
function isTagValue(text) {
	return /^SPDXVersion:/m.test(text.slice(0, 4096));
}
function parseTagValue(text) {
	const document = {};
	const packages = [];
	const files = [];
	const licenses = [];
	const relationships = [];
	const notes = [];
	let current = document;
	let comment;
	const begin = (list, draft) => {
		list.push(draft);
		current = draft;
	};
	for (const [tag, value] of tagsOf(text)) {
		const key = PACKAGE_KEYS.get(tag);
		if (tag === "SPDXVersion") document.spdxVersion = value;
		else if (tag === "PackageName") begin(packages, {
			name: value,
			externalRefs: [],
			checksums: [],
			attributionTexts: []
		});
		else if (tag === "FileName") begin(files, { fileName: value });
		else if (tag === "SnippetSPDXID") current = {};
		else if (tag === "LicenseID") begin(licenses, { licenseId: value });
		else if (tag === "LicenseName") current.name = value;
		else if (tag === "ExternalRef") append(current.externalRefs, externalRef(value));
		else if (tag === "PackageChecksum") append(current.checksums, checksum(value));
		else if (tag === "PackageAttributionText") append(current.attributionTexts, value);
		else if (tag === "Relationship") relationships.push(relationship(value));
		else if (tag === "AnnotationComment") comment = value;
		else if (tag === "SPDXREF" && comment !== void 0) notes.push({
			about: value,
			comment
		});
		else if (key !== void 0) current[key] = value;
		if (packages.length > 5e5) throw new OverLimit(`it has more than ${MAX_COMPONENTS} packages`);
	}
	annotate(packages, notes);
	return {
		...document,
		packages,
		files,
		relationships,
		hasExtractedLicensingInfos: licenses
	};
}
function* tagsOf(text) {
	let open;
	for (const line of text.split(/\r?\n/)) {
		if (open !== void 0) {
			const end = line.indexOf("</text>");
			open.lines.push(end < 0 ? line : line.slice(0, end));
			if (end < 0) continue;
			yield [open.tag, open.lines.join("\n")];
			open = void 0;
			continue;
		}
		const colon = line.indexOf(":");
		if (colon < 0 || line.startsWith("#")) continue;
		const tag = line.slice(0, colon).trim();
		const value = line.slice(colon + 1).trim();
		if (!value.startsWith("<text>")) yield [tag, value];
		else if (value.endsWith("</text>")) yield [tag, value.slice(6, -7)];
		else open = {
			tag,
			lines: [value.slice(6)]
		};
	}
}
function append(list, item) {
	if (Array.isArray(list) && item !== void 0) list.push(item);
}
function externalRef(value) {
	const [category, type, locator] = value.split(/\s+/, 3);
	if (locator === void 0) return void 0;
	return {
		referenceCategory: category,
		referenceType: type,
		referenceLocator: locator
	};
}
function checksum(value) {
	const [algorithm, checksumValue] = value.split(/:\s+/, 2);
	return checksumValue === void 0 ? void 0 : {
		algorithm,
		checksumValue
	};
}
function relationship(value) {
	const [from, type, to] = value.split(/\s+/, 3);
	return {
		spdxElementId: from,
		relationshipType: type,
		relatedSpdxElement: to
	};
}
function annotate(packages, notes) {
	const byId = new Map(packages.map((one) => [one.SPDXID, one]));
	for (const { about, comment } of notes) {
		const found = byId.get(about);
		if (found === void 0) continue;
		found.annotations = [...Array.isArray(found.annotations) ? found.annotations : [], { comment }];
	}
}
// src/sbom/read.ts
const BY = "sbom";
const MAX_NAMES = 5;
const MAX_SHOWN = 80;
function readSbom(bytes, path) {
	const document = parse(bytes);
	const digest = `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
	const { main, components } = document;
	const own = main === void 0 ? void 0 : ownImage(main.properties);
	const named = own?.image ?? foreignImage(main);
	const image = own !== void 0 || named.layers.length > 0 ? named : {
		...named,
		layers: [documentLayer(digest, document.format)]
	};
	const fallback = {
		path,
		layer: 0,
		diffId: image.layers[0]?.diffId ?? digest
	};
	const { os, others } = distributionOf(components);
	const found = readPackages(document, {
		os,
		layers: image.layers,
		fallback
	});
	const gaps = [...own?.gaps ?? [], ...openGaps(document, others, found, own !== void 0).map(gapAt(path))];
	return {
		format: document.format,
		digest,
		packages: found.packages,
		...os === void 0 ? {} : { os },
		image,
		gaps
	};
}
function parse(bytes) {
	const start = bytes.subarray(0, 4096).toString("utf8").replace(/^\uFEFF/, "").trimStart();
	if (start.startsWith("<")) throw new Unreadable("it is XML; drydock reads SBOMs in JSON, and SPDX tag-value");
	if (!start.startsWith("{") && isTagValue(start)) return readSpdx(parseTagValue(bytes.toString("utf8")));
	const document = unwrapped(parseObject(bytes));
	if (document.bomFormat === "CycloneDX") return readCyclonedx(document);
	if (typeof document.spdxVersion === "string") return readSpdx(document);
	if (JSON.stringify(document["@context"] ?? "").includes("spdx.org/rdf/3.")) throw new Unreadable("it is SPDX 3; drydock reads SPDX 2.2 and 2.3");
	throw new Unreadable("it is neither CycloneDX nor SPDX");
}
function unwrapped(document) {
	const type = document.predicateType;
	return typeof type === "string" && /spdx|cyclonedx/i.test(type) ? objectOf(document.predicate) ?? document : document;
}
function documentLayer(diffId, format) {
	return {
		index: 0,
		diffId,
		createdBy: `listed in an SBOM (${format}) that names no layers`
	};
}
function readPackages(document, surroundings) {
	const read = new Map();
	const nameless = [];
	for (const component of document.components) {
		if (component.kind !== "package") continue;
		const found = packageOf(component, surroundings);
		if (found === void 0) nameless.push(component);
		else read.set(component, found);
	}
	const { main } = document;
	const described = main?.kind === "package" ? packageOf(main, surroundings) : void 0;
	if (main !== void 0 && described !== void 0) read.set(main, described);
	const strangers = strangersIn(read);
	for (const component of strangers) read.delete(component);
	return {
		packages: withDependencies(read, document),
		nameless,
		strangers,
		sourceless: isSourceless(read)
	};
}
function isSourceless(read) {
	const bySource = [...read].filter(([, { by }]) => by === "apk" || by === "dpkg");
	return bySource.length > 0 && bySource.every(([component]) => !namesSource(component));
}
function strangersIn(read) {
	const [most, ...others] = [...groupByType([...read].filter(([, { source }]) => source !== void 0)).values()].sort((a, b) => b.length - a.length);
	return most === void 0 ? [] : others.flat();
}
function groupByType(system) {
	const groups = new Map();
	for (const [component, { purl }] of system) {
		const type = purl.slice(0, purl.indexOf("/"));
		const group = groups.get(type);
		if (group === void 0) groups.set(type, [component]);
		else group.push(component);
	}
	return groups;
}
function withDependencies(read, { dependencies }) {
	const purls = new Map([...read].map(([{ ref }, { purl }]) => [ref, purl]));
	return [...read].map(([{ ref }, pkg]) => {
		const wanted = (dependencies.get(ref) ?? []).flatMap((one) => purls.get(one) ?? []);
		return wanted.length === 0 ? pkg : {
			...pkg,
			dependencies: [...new Set(wanted)]
		};
	});
}
function openGaps({ incomplete, format }, others, { packages, nameless, strangers, sourceless }, isOwn) {
	const reasons = [];
	if (sourceless && !isOwn) reasons.push("The SBOM does not tell from which sources its system packages were built, and the distribution's advisories go by those.");
	if (incomplete) reasons.push("The SBOM says of itself that it is not complete.");
	if (others.length > 0) reasons.push(`The SBOM names other distributions besides the one its system packages are matched by: ${names(others)}.`);
	if (strangers.length > 0) reasons.push(`Packages of another kind of distribution than the rest could not be looked up (${strangers.length}): ${componentNames(strangers)}.`);
	if (nameless.length > 0) reasons.push(`Components without a purl that can be read, or without a version, could not be looked up (${nameless.length}): ${componentNames(nameless)}.`);
	if (packages.length === 0 && !isOwn) reasons.push(`The SBOM (${format}) lists no package that could be looked up.`);
	return reasons;
}
function gapAt(where) {
	return (reason) => ({
		kind: "unreadable",
		where,
		by: BY,
		reason
	});
}
function componentNames(components) {
	return names(components.map(({ name }) => name || "one without a name"));
}
function names(all) {
	const shown = all.slice(0, MAX_NAMES).map((name) => name.length > MAX_SHOWN ? `${name.slice(0, MAX_SHOWN)}…` : name);
	const more = all.length - shown.length;
	return more > 0 ? `${shown.join(", ")} and ${more} more` : shown.join(", ");
}
// src/sbom/file.ts
const MAX_BYTES = 268435456;
async function openSbom(path, host) {
	try {
		return readSbom(await readWhole(resolve(host.cwd, path), path), path);
	} catch (error) {
		if (!(error instanceof Unreadable)) throw error;
		throw new DrydockError("IMAGE_INVALID", `The SBOM ${path} cannot be read: ${error.message}.`, {
			hint: "Drydock reads CycloneDX 1.2 to 1.7 and SPDX 2.2 and 2.3 in JSON, and SPDX tag-value.",
			cause: error
		});
	}
}
async function readWhole(file, path) {
	try {
		const { size } = await stat(file);
		if (size > MAX_BYTES) throw new Unreadable(`it has ${size} bytes, more than ${MAX_BYTES}`);
		return await readFile(file);
	} catch (error) {
		if (error instanceof Unreadable) throw error;
		const code = error instanceof Error && "code" in error ? error.code : void 0;
		if (code === "ENOENT" || code === "ENOTDIR") throw new DrydockError("NOT_FOUND", `There is no SBOM ${path}.`, { cause: error });
		throw new DrydockError("DISK", `The SBOM ${path} cannot be read: ${messageOf(error)}`, { cause: error });
	}
}
export { identifyArchives as a, systemPurl as c, familyOf as d, parseAssignments as f, imageProperties as i, osProperties as l, readSbom as n, wantsIdentification as o, parseReleaseLine as p, osvEcosystem as r, libraryPurl as s, openSbom as t, packageProperties as u };
