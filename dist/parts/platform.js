import { t as DrydockError } from "./errors.js";
import { t as printPlatform } from "./image.js";
// src/image/platform.ts
const SPELLINGS = new Map([
	["x86_64", ["amd64"]],
	["x86-64", ["amd64"]],
	["x64", ["amd64"]],
	["aarch64", ["arm64"]],
	["armhf", ["arm", "v7"]],
	["armel", ["arm", "v6"]],
	["i386", ["386"]],
	["ia32", ["386"]],
	["ppc64el", ["ppc64le"]]
]);
const BASELINE = new Map([
	["amd64", "v1"],
	["arm64", "v8"],
	["arm", "v7"]
]);
function parsePlatform(text) {
	const parts = text.trim().toLowerCase().split("/");
	if (!(parts.length <= 3 && parts.every((part) => /^[\w.-]{1,32}$/.test(part)))) throw new DrydockError("USAGE", `"${text}" is not a platform.`, { hint: "Write it as linux/amd64 or linux/arm64/v8." });
	const [first = "", second, variant] = parts;
	if (second === void 0) return normal({
		os: "linux",
		architecture: first
	});
	return normal({
		os: first,
		architecture: second,
		...variant === void 0 ? {} : { variant }
	});
}
function hostPlatform(architecture = process.arch) {
	return {
		os: "linux",
		architecture: new Map([
			["x64", "amd64"],
			["ia32", "386"],
			["ppc64", "ppc64le"],
			["mipsel", "mipsle"]
		]).get(architecture) ?? architecture
	};
}
function platformDistance(wanted, offered) {
	const [a, b] = [normal(wanted), normal(offered)];
	if (a.os !== b.os || a.architecture !== b.architecture) return void 0;
	const [mine, theirs] = [variantOf(a), variantOf(b)];
	if (mine === theirs) return 0;
	const distance = variantNumber(mine) - variantNumber(theirs);
	return distance > 0 ? distance : void 0;
}
function samePlatform(a, b) {
	return platformDistance(a, b) === 0;
}
function platformName(platform) {
	const { os, architecture, variant } = normal(platform);
	const plain = variant === void 0 || variant === BASELINE.get(architecture);
	return printPlatform(plain && architecture !== "arm" ? {
		os,
		architecture
	} : platform);
}
function normal(platform) {
	const [architecture, implied] = SPELLINGS.get(platform.architecture) ?? [platform.architecture];
	const written = platform.variant || implied;
	const variant = written !== void 0 && /^\d/.test(written) ? `v${written}` : written;
	return {
		os: platform.os,
		architecture,
		...variant === void 0 ? {} : { variant }
	};
}
function variantOf(platform) {
	return platform.variant ?? BASELINE.get(platform.architecture) ?? "";
}
function variantNumber(variant) {
	const match = /^v(\d{1,3})(?:\.(\d{1,2}))?$/.exec(variant);
	return match === null ? NaN : Number(match[1]) + Number(match[2] ?? 0) / 100;
}
export { samePlatform as a, platformName as i, parsePlatform as n, platformDistance as r, hostPlatform as t };
