// src/model/rule.ts
const CATEGORIES = [
	"system",
	"application",
	"instruction",
	"baseline",
	"sensitive",
	"malware"
];
function documentationOf({ id, category }) {
	return `docs/rules/${category}.md#${id.toLowerCase()}`;
}
export { documentationOf as n, CATEGORIES as t };
