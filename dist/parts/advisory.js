// src/model/advisory.ts
const SEVERITIES = [
	"unknown",
	"negligible",
	"low",
	"medium",
	"high",
	"critical"
];
function atLeast(severity, floor) {
	return SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(floor);
}
export { atLeast as n, SEVERITIES as t };
