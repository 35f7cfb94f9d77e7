// src/model/finding.ts
function isVulnerability(finding) {
	return finding.kind === "vulnerability";
}
function isRisk(finding) {
	return finding.kind === "risk";
}
function categoryOf(finding) {
	if (finding.kind === "risk") return finding.category;
	return finding.package.source === void 0 ? "application" : "system";
}
// src/model/image-name.ts
const TRANSPORT = /^(?:docker|podman|registry):(?=.)/;
const FILE = /^(?:docker-archive|oci-archive|oci|sbom|dockerfile):|^[./]/;
function imageNameIn(reference) {
	return FILE.test(reference) ? void 0 : reference.replace(TRANSPORT, "");
}
function repositoryOf(name) {
	return name.replace(TRANSPORT, "").replace(/@.*$/s, "").replace(/:[^/:]*$/, "");
}
export { isVulnerability as a, isRisk as i, repositoryOf as n, categoryOf as r, imageNameIn as t };
