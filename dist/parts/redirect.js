import { t as DrydockError } from "./errors.js";
import { i as printUrl, r as exchange } from "./http.js";
// src/image/redirect.ts
const MAX_REDIRECTS = 8;
const REDIRECTS = [
	301,
	302,
	303,
	307,
	308
];
const KEEPING_THE_METHOD = [307, 308];
async function follow(request, route) {
	let { url } = request;
	let headers = request.headers ?? {};
	const followed = isReading(request) ? REDIRECTS : KEEPING_THE_METHOD;
	for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
		const response = await exchange({
			...request,
			url,
			headers,
			agent: route.agents.for(url)
		});
		const { location } = response.headers;
		if (!followed.includes(response.status) || location === void 0) return response;
		response.discard();
		const next = redirectTarget(location, url, route);
		if (next.origin !== url.origin) headers = withoutAuthorization(headers);
		url = next;
	}
	throw refused(request.url, "leads in circles");
}
function redirectTarget(location, from, { plainAllowed }) {
	const next = URL.canParse(location, from.href) ? new URL(location, from) : void 0;
	if (next === void 0 || !/^https?:$/.test(next.protocol) || next.username !== "" || next.password !== "") throw refused(from, "leads to an address that cannot be used");
	if (from.protocol === "https:" && next.protocol === "http:" && !plainAllowed) throw refused(from, "leads from TLS to plain HTTP", "--insecure allows that.");
	return next;
}
function isReading({ method = "GET" }) {
	return method === "GET" || method === "HEAD";
}
function withoutAuthorization(headers) {
	return Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== "authorization"));
}
function refused(url, why, hint = "Check the registry's settings.") {
	return new DrydockError("NETWORK", `The redirect from ${printUrl(url)} ${why}.`, { hint });
}
export { redirectTarget as n, follow as t };
