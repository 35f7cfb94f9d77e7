import { t as DrydockError } from "./errors.js";
import { i as printUrl } from "./http.js";
import { i as persist, t as createAgents } from "./http-agents.js";
import { t as follow } from "./redirect.js";
import { s as MAX_BYTES } from "./policy.js";
// src/policy/fetch.ts
const LIMITS = {
	connect: 1e4,
	headers: 2e4,
	body: 2e4
};
const LONGEST = 6e4;
async function fetchPolicy(url, host, { insecure }) {
	const route = {
		agents: createAgents(host, insecure),
		plainAllowed: insecure
	};
	const headers = { Accept: "application/yaml, application/json, text/plain, */*" };
	return await persist(host, async () => {
		const response = await follow({
			url,
			headers,
			limits: LIMITS
		}, route);
		if (response.status === 200) return await bodyOf(response, printUrl(url));
		response.discard();
		throw refusal(response.status, printUrl(url));
	});
}
async function bodyOf(response, name) {
	const start = performance.now();
	const chunks = [];
	let size = 0;
	for await (const chunk of response.body) {
		chunks.push(chunk);
		size += chunk.length;
		if (size > 1048576) throw new DrydockError("POLICY_INVALID", `${name}: more than the ${MAX_BYTES} bytes allowed.`);
		if (performance.now() - start > LONGEST) throw new DrydockError("NETWORK", `${name}: the policy did not come within ${LONGEST / 1e3} s.`);
	}
	return Buffer.concat(chunks, size);
}
function refusal(status, name) {
	if (status === 404 || status === 410) return new DrydockError("NOT_FOUND", `There is no policy at ${name} (${status}).`);
	if (status === 401 || status === 403) return new DrydockError("DENIED", `${name}: the policy may not be read (${status}).`, { hint: "Put it where it can be read, or into a registry (oci:REFERENCE) with its credentials." });
	return new DrydockError("NETWORK", `${name}: the server answered ${status} in place of a policy.`);
}
export { fetchPolicy };
