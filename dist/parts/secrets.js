import { t as DrydockError } from "./errors.js";
import { S as string, d as array, i as printUrl, n as PassingTrouble, y as object } from "./http.js";
import { i as printable } from "./document.js";
// src/image/registry-failure.ts
const MAX_COMPLAINT = 65536;
const complaintSchema = object({
	errors: array(object({
		code: string().nullish(),
		message: string().nullish()
	})).nullish(),
	error_description: string().nullish(),
	message: string().nullish()
});
async function registryFailure(response, what, secrets, access = "pull") {
	const { status } = response;
	const said = await complaint(response, secrets);
	const told = said === void 0 ? "" : `: ${said}`;
	if (status === 429) {
		const retryAfter = retryAfterOf(response);
		const wait = retryAfter === void 0 ? "" : ` It asks to wait ${Math.ceil(retryAfter)} s.`;
		return new PassingTrouble("RATE_LIMITED", `${what}: too many requests (429)${told}.${wait}`, {
			hint: "Try again later, log in for a higher limit, or use a mirror.",
			...retryAfter === void 0 ? {} : { retryAfter }
		});
	}
	if (status === 408 || status >= 500 && status !== 501 && status !== 505) {
		const retryAfter = retryAfterOf(response);
		return new PassingTrouble("NETWORK", `${what}: the server has a fault (${status})${told}.`, {
			hint: "Try again later.",
			...retryAfter === void 0 ? {} : { retryAfter }
		});
	}
	return refusal(response, `${what}: `, told, access);
}
function refusal({ status, url }, what, told, access) {
	if (status === 404) return new DrydockError("NOT_FOUND", `${what}there is no such image, tag or blob (404)${told}.`, { hint: access === "pull" ? "Check the name and the tag." : "Check the name; some registries want the repository to be made first." });
	if (status === 403) return new DrydockError("DENIED", `${what}permission to ${access} is missing (403)${told}.`, { hint: `Log in as somebody who may ${access} it, or ask its owner.` });
	if (status === 405 && access !== "pull") return new DrydockError("UNSUPPORTED", `${what}the registry does not do that (405)${told}.`, { hint: access === "delete" ? "Deleting is switched off in many registries; ask its owner." : "It may be a mirror that can only be read." });
	if (status === 413) return new DrydockError("UNSUPPORTED", `${what}it is larger than the registry takes (413)${told}.`, { hint: "Raise the limit of the registry, or of the proxy in front of it." });
	const at = printable(printUrl(url));
	return new DrydockError("NETWORK", `${what}the server answered ${status} at ${at}${told}.`, { hint: "Check that this is a registry of images, and the name." });
}
function loginCommand(registry) {
	return registry === "docker.io" ? "docker login" : `docker login ${registry}`;
}
async function complaint(response, secrets) {
	const chunks = [];
	let size = 0;
	try {
		for await (const chunk of response.body) {
			chunks.push(chunk);
			size += chunk.length;
			if (size > MAX_COMPLAINT) return void 0;
		}
		const parsed = complaintSchema.parse(JSON.parse(Buffer.concat(chunks).toString("utf8")));
		const first = parsed.errors?.[0];
		const words = first?.message || first?.code || parsed.error_description || parsed.message;
		return words ? printable(secrets.hide(words)).replace(/\.$/, "") : void 0;
	} catch {
		return;
	}
}
function retryAfterOf({ headers }) {
	const text = headers["retry-after"]?.trim();
	if (text === void 0 || text === "") return void 0;
	if (/^\d{1,9}$/.test(text)) return Number(text);
	const date = Date.parse(text);
	return Number.isNaN(date) ? void 0 : Math.max(0, (date - Date.now()) / 1e3);
}
// src/image/secrets.ts
var Secrets = class {
	#known = new Set();
	add(...secrets) {
		for (const secret of secrets) {
			if (secret.length < 3) continue;
			this.#known.add(secret);
			this.#known.add(encodeURIComponent(secret));
			this.#known.add(Buffer.from(secret).toString("base64"));
		}
	}
	hide(text) {
		return [...this.#known].sort((a, b) => b.length - a.length).reduce((hidden, secret) => hidden.replaceAll(secret, "***"), text);
	}
};
export { retryAfterOf as i, loginCommand as n, registryFailure as r, Secrets as t };
