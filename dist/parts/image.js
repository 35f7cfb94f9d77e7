// src/model/image.ts
function printPlatform(platform) {
	const { os, architecture, variant } = platform;
	return [
		os,
		architecture,
		...variant === void 0 ? [] : [variant]
	].join("/");
}
export { printPlatform as t };
