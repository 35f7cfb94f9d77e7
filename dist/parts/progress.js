import { n as __exportAll } from "./rolldown-runtime.js";
import { t as SEVERITIES } from "./advisory.js";
import { t as DrydockError } from "./errors.js";
// src/repair-options.ts
const FIX_WISHES = [
	"push",
	"dry-run",
	"off"
];
const REPAIR_OPTIONS = [
	{
		name: "mode",
		kind: "value",
		placeholder: "MODE",
		choices: [
			"auto",
			"graft",
			"build"
		],
		default: "auto",
		help: "Compute the new layer from the distribution's signed archives (graft), let Docker or buildah run the image's own package manager (build), or graft where that is proved to be equal, and build otherwise.",
		group: "repair"
	},
	{
		name: "scope",
		kind: "value",
		placeholder: "SCOPE",
		choices: ["fixable", "blocking"],
		default: "fixable",
		help: "Raise system packages with any finding that has a fix and is not waived, or only those that block.",
		group: "repair"
	},
	{
		name: "tag",
		kind: "value",
		placeholder: "TAG",
		default: "the image's tag and _fixd",
		help: "The tag of the repaired image.",
		group: "repair"
	},
	{
		name: "repository",
		kind: "value",
		placeholder: "REGISTRY/NAME",
		default: "the image's own",
		help: "The repository that the repaired image is pushed to.",
		group: "repair"
	},
	{
		name: "overwrite",
		kind: "value",
		placeholder: "WHEN",
		choices: [
			"never",
			"ours",
			"always"
		],
		default: "ours",
		help: "Whether a tag that is there already may be moved: never, where a repair of the same repository has made it, or always.",
		group: "repair"
	},
	{
		name: "partial",
		kind: "value",
		placeholder: "yes|no",
		choices: ["yes", "no"],
		default: "yes",
		help: "Whether to repair what can be where not everything can.",
		group: "repair"
	},
	{
		name: "required",
		kind: "switch",
		help: "End with exit code 1 where the image is not repaired, or not in all that was in scope.",
		group: "repair"
	},
	{
		name: "output",
		kind: "list",
		placeholder: "oci-archive:PATH|oci:DIR|docker:NAME",
		default: "a push",
		help: "Write the repaired image there, or load it into Docker, in place of a push.",
		group: "repair"
	},
	{
		name: "mirror",
		kind: "list",
		placeholder: "NAME=URL",
		help: "Ask this address in place of a distribution's own (debian, debian-security, ubuntu, alpine, …); once for each. Only for graft.",
		group: "repair"
	},
	{
		name: "snapshot",
		kind: "value",
		placeholder: "DATE",
		help: "Ask the snapshot archives of Debian and Ubuntu for what they had at this time (2026-01-31, 2026-01-31T12:00:00Z), so that the same is done on any day. Only with mode graft.",
		group: "repair"
	},
	{
		name: "allow-archived",
		kind: "switch",
		help: "Take archives of releases that have ended, and whose indexes have expired. Only for graft.",
		group: "repair"
	},
	{
		name: "network",
		kind: "value",
		placeholder: "NETWORK",
		choices: ["default", "host"],
		default: "default",
		help: "What network the builder gives to the package manager, as docker build --network.",
		group: "repair"
	}
];
function gateOption(standard) {
	return {
		name: "gate-on",
		kind: "value",
		placeholder: "IMAGE",
		choices: ["original", "fixed"],
		default: standard,
		help: "Whose verdict decides about the exit code: the original's, or the repaired image's where there is one.",
		group: "repair"
	};
}
const SCAN_REPAIR_OPTIONS = [
	{
		name: "fix",
		kind: "value",
		placeholder: "WHAT",
		choices: FIX_WISHES,
		default: "off",
		help: "Repair the image after the scan as drydock fix does, and push it; or only say what would be done.",
		group: "repair"
	},
	...REPAIR_OPTIONS.map((option) => ({
		...option,
		name: `fix-${option.name}`
	})),
	gateOption("original")
];
// src/options.ts
const FORMATS = [
	"table",
	"html",
	"json",
	"sarif",
	"cyclonedx",
	"cyclonedx-vuln",
	"spdx",
	"junit",
	"gitlab-container-scanning",
	"gitlab-secret-detection",
	"gitlab-sast",
	"codequality",
	"dotenv",
	"gitlab-annotations"
];
const CHANNELS = [
	"dingtalk",
	"webhook",
	"acr"
];
const PLACES = ["gitlab-note", "gitlab-status"];
const OCCASIONS = [
	"always",
	"blocked",
	"new"
];
const SCAN_OPTIONS = [
	{
		name: "platform",
		kind: "value",
		placeholder: "OS/ARCH[/VARIANT]",
		default: "this machine's",
		help: "Which image of a multi-platform index to scan.",
		group: "image"
	},
	{
		name: "insecure",
		kind: "switch",
		help: "Speak plain HTTP, or TLS without checking the certificate, to the registry (localhost is always allowed).",
		group: "image"
	},
	{
		name: "dockerfile",
		kind: "value",
		placeholder: "PATH",
		help: "The Dockerfile that the image was built from: findings then point at its lines.",
		group: "image"
	},
	{
		name: "target",
		kind: "value",
		placeholder: "STAGE",
		default: "the last one",
		help: "The stage of the Dockerfile that was built, as in docker build --target.",
		group: "image"
	},
	{
		name: "build-arg",
		kind: "list",
		placeholder: "NAME=VALUE",
		help: "A value that the build was given, as in docker build --build-arg; once for each.",
		group: "image"
	},
	{
		name: "context",
		kind: "value",
		placeholder: "DIR",
		help: "The folder that the build was given: rules about what is copied then look at its names and its .dockerignore.",
		group: "image"
	},
	{
		name: "db",
		kind: "value",
		placeholder: "PATH|REFERENCE[,…]",
		default: "the public trivy-db repositories",
		help: "Advisory database: a folder, a db.tar.gz, a trivy.db, or OCI references tried in order.",
		group: "database"
	},
	{
		name: "offline",
		kind: "switch",
		help: "Never fetch a database; use the cached or given ones.",
		group: "database"
	},
	{
		name: "db-max-age",
		kind: "value",
		placeholder: "DURATION",
		default: "none",
		help: "Refuse a database built longer ago than this (36h, 7d).",
		group: "database"
	},
	{
		name: "java-db",
		kind: "value",
		placeholder: "public|PATH|REFERENCE[,…]",
		default: "off",
		help: "Look Java archives that do not say what they are up in a trivy-java-db by SHA-1 (about 1.1 GB on the disk): the public one, a folder, a javadb.tar.gz, a trivy-java.db, or OCI references tried in order.",
		group: "database"
	},
	{
		name: "checks",
		kind: "list",
		placeholder: "CATEGORY|RULE|-RULE[,…]",
		default: "all categories",
		help: "What to look for: categories (system, application, instruction, baseline, sensitive, malware), rules by id; with a minus, what not to look for. profile:acr reads the seven instruction risks as Security Center does, profile:strict adds matters of taste.",
		group: "verdict"
	},
	{
		name: "malware-rules",
		kind: "list",
		placeholder: "PATH[,…]",
		help: "More YARA rules to look for malicious samples with: files, or folders of .yar and .yara files.",
		group: "verdict"
	},
	{
		name: "fail-on",
		kind: "list",
		placeholder: "[CATEGORY=]SEVERITY[,…]",
		default: "high, but critical for baseline and instruction",
		help: `Block on findings of this severity or worse (${SEVERITIES.join(", ")}), of all categories or of one. Takes the place of the policy file's block rules.`,
		group: "verdict"
	},
	{
		name: "ignore-unfixed",
		kind: "switch",
		help: "Show findings without a fix, but do not block on them.",
		group: "verdict"
	},
	{
		name: "policy",
		kind: "list",
		placeholder: "PATH|URL|oci:REFERENCE",
		default: "drydock.yml, .yaml or .json here, if there is one",
		help: "The policy: a file, an https address, or an artifact in a registry. Given several times, they are merged in this order.",
		group: "verdict"
	},
	{
		name: "branch",
		kind: "value",
		placeholder: "NAME",
		default: "what the CI's variables say",
		help: "The branch or tag that is built, for rules of the policy that ask for it.",
		group: "verdict"
	},
	{
		name: "environment",
		kind: "value",
		placeholder: "NAME",
		default: "what the CI's variables say",
		help: "Where the image is to run, for rules of the policy that ask for it.",
		group: "verdict"
	},
	{
		name: "epss",
		kind: "value",
		placeholder: "FILE",
		help: "EPSS scores for rules of the policy that ask for them: the CSV that FIRST publishes, plain or with gzip.",
		group: "verdict"
	},
	{
		name: "kev",
		kind: "value",
		placeholder: "FILE",
		help: "Known exploited vulnerabilities for rules of the policy that ask for them: the JSON that CISA publishes, plain or with gzip.",
		group: "verdict"
	},
	{
		name: "baseline",
		kind: "value",
		placeholder: "FILE|REFERENCE",
		help: "Tell new findings from those that were there before, and name the fixed ones: an earlier JSON report, or an image (the previous tag, the base image), which is then scanned in the same way.",
		group: "verdict"
	},
	{
		name: "vex",
		kind: "list",
		placeholder: "FILE|referrer[,…]",
		help: "VEX documents (OpenVEX, or CycloneDX with analyses): what they call not affected or fixed is waived, with their reason. The word referrer stands for the OpenVEX documents attached to the image in its registry.",
		group: "verdict"
	},
	{
		name: "ignore-file",
		kind: "list",
		placeholder: "FILE|none[,…]",
		default: "those of the four that lie here",
		help: "Ignore files of other tools (.trivyignore, .trivyignore.yaml, .grype.yaml, vulnerability-allowlist.yml; VEX as .json): what they ignore is waived, and each is told of in the verdict. Those named take the place of those found; none leaves all out.",
		group: "verdict"
	},
	{
		name: "attach",
		kind: "switch",
		help: "Attach the result to the image in its registry: the JSON report, the SBOM, and an in-toto statement that names both. drydock verify reads it back. A repaired image that was pushed gets its own result, and OpenVEX that tells what is mended.",
		group: "reports"
	},
	{
		name: "key",
		kind: "value",
		placeholder: "PATH",
		help: "With --attach: sign the statement with this private key (PEM; ECDSA on P-256, or Ed25519). An encrypted one is opened with DRYDOCK_KEY_PASSWORD.",
		group: "reports"
	},
	{
		name: "allow-registry-actions",
		kind: "switch",
		help: "Let rules of the policy that block re-tag the image in its registry, or delete its tag, where they ask for it. Without this they only block.",
		group: "verdict"
	},
	...SCAN_REPAIR_OPTIONS,
	{
		name: "format",
		kind: "list",
		placeholder: "FORMAT[,…]",
		choices: FORMATS,
		default: "table",
		help: "Reports to write.",
		group: "reports"
	},
	{
		name: "output",
		kind: "list",
		placeholder: "DIR|FORMAT=PATH[,…]",
		default: "standard output",
		help: "A folder for all reports, or a path for each; what has no path goes to standard output (one format only).",
		group: "reports"
	},
	{
		name: "notify",
		kind: "list",
		placeholder: "CHANNEL[,…]",
		choices: CHANNELS,
		help: "Whom to tell of the verdict; the environment says where to.",
		group: "reports"
	},
	{
		name: "notify-on",
		kind: "value",
		placeholder: "WHEN",
		choices: OCCASIONS,
		default: "always",
		help: "When to tell: always, when the image is blocked (or unproven), or when there are findings that the baseline did not have.",
		group: "reports"
	},
	{
		name: "cache-dir",
		kind: "value",
		placeholder: "DIR",
		default: "$XDG_CACHE_HOME/drydock or ~/.cache/drydock",
		help: "The one folder drydock writes to, reports apart.",
		group: "running"
	},
	{
		name: "no-cache",
		kind: "switch",
		help: "Read every layer anew and keep no results of layers.",
		group: "running"
	},
	{
		name: "quiet",
		kind: "switch",
		help: "No progress, errors only.",
		group: "running"
	},
	{
		name: "verbose",
		kind: "switch",
		help: "Say more about what is done.",
		group: "running"
	}
];
const COMMAND_LINE_OPTIONS = [{
	name: "report-to",
	kind: "list",
	placeholder: "PLACE[,…]",
	choices: PLACES,
	help: "In a job of GitLab, where to show the verdict: in a note on the merge request, as a status of the commit. DRYDOCK_GITLAB_TOKEN is the token for that.",
	group: "reports"
}];
// src/report/escape.ts
var escape_exports = __exportAll({ printJson: () => printJson });
const OBEYED = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|\p{Surrogate}/gu;
const COMMAND = /(?<=^|\s)::|##(?=[a-z]*\[)/gi;
function escapeForTerminal(text) {
	return text.replace(OBEYED, escapeCharacter).replace(COMMAND, (found) => found === "::" ? ":\\x3a" : "#\\x23");
}
function escapeLines(text) {
	return text.split("\n").map(escapeForTerminal).join("\n");
}
function escapeMarkdown(text) {
	return text.replace(OBEYED, (found) => found === "\n" || found === "	" ? " " : escapeCharacter(found)).replace(/[\\`*_{}[\]()<>#!|~&]/g, (found) => found === "<" ? "&lt;" : found === "&" ? "&amp;" : `\\${found}`).replace(/^(\s*)([-+]|\d+[.)])(?=\s)/, "$1\\$2").replace(/@/g, "@​");
}
function escapeMarkdownText(text) {
	return escapeMarkdown(text).replaceAll("://", ":​//").replace(/\bwww\./gi, (found) => `${found.slice(0, -1)}\u200b.`).replace(/\\#(?=\d)/g, "\\#​");
}
function escapeCode(text) {
	return text.split(/(`[^`]+`)/).map((part) => /^`[^`]+`$/.test(part) ? escapeForTerminal(part) : escapeMarkdown(part)).join("");
}
function escapeXml(text) {
	return escapeForTerminal(text).replace(/[\ufffe\uffff]/g, escapeCharacter).replace(/[&<>"']/g, (found) => `&#${found.charCodeAt(0)};`);
}
function escapeHtml(text) {
	return escapeVisibly(text).replace(/[\n\t]/g, " ").replace(/[&<>"'`]|##|::/g, (found) => HTML_ENTITIES[found] ?? `${found[0]}&#${found.charCodeAt(1)};`);
}
const HTML_ENTITIES = {
	"&": "&amp;",
	"<": "&lt;",
	">": "&gt;",
	"\"": "&quot;",
	"'": "&#39;",
	"`": "&#96;"
};
const PLAIN = /^[\x20-\x7e\n\t]*$/;
function escapeVisibly(text) {
	if (PLAIN.test(text)) return text;
	return text.replace(OBEYED, (found) => found === "\n" || found === "	" ? found : escapeCharacter(found));
}
function scriptJson(value) {
	return JSON.stringify(value, (_, item) => typeof item === "string" ? escapeVisibly(item) : item).replace(/[<>&]/g, (found) => `\\u00${found.charCodeAt(0).toString(16)}`).replace(/##|::/g, (found) => `${found[0]}\\u00${found.charCodeAt(1).toString(16)}`);
}
function printJson(value, indent = 2) {
	return `${JSON.stringify(value, (_, item) => wellFormed(item), indent)}\n`;
}
function wellFormed(item) {
	if (typeof item === "string") return item.toWellFormed();
	if (item === null || typeof item !== "object" || Array.isArray(item)) return item;
	if (Object.keys(item).every((key) => key.isWellFormed())) return item;
	return Object.fromEntries(Object.entries(item).map(([key, own]) => [key.toWellFormed(), own]));
}
function escapeCharacter(found) {
	if (found === "\n") return "\\n";
	if (found === "\r") return "\\r";
	if (found === "	") return "\\t";
	const code = found.codePointAt(0) ?? 0;
	return code < 256 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u{${code.toString(16)}}`;
}
// src/failure-text.ts
function failureText(error) {
	if (!(error instanceof DrydockError)) return `drydock: a bug in drydock itself, not an answer about the image. Please report it.\n${error instanceof Error ? error.stack ?? error.message : String(error)}\n`;
	const hint = error.hint === void 0 ? "" : `\n  ${escapeForTerminal(error.hint)}`;
	return `drydock: ${error.code}: ${escapeLines(error.message)}${hint}\n`;
}
// src/progress.ts
const REDRAW_MS = 100;
const SIGN_OF_LIFE_MS = 1e4;
const WORTH_TELLING_MS = 1e3;
const ERASE_LINE = "\r\x1B[2K";
function createLogger(options) {
	const { stream, env, quiet, verbose } = options;
	const now = options.now ?? (() => performance.now());
	const live = stream.isTTY === true && !isSet(env.CI) && env.TERM !== "dumb";
	const color = live && !isSet(env.NO_COLOR);
	const stages = [];
	let drawn = false;
	let drawnAt = Number.NEGATIVE_INFINITY;
	function clear() {
		if (drawn) stream.write(ERASE_LINE);
		drawn = false;
	}
	function draw() {
		const stage = stages.at(-1);
		if (stage === void 0) {
			clear();
			return;
		}
		drawnAt = now();
		const line = describe(stage, drawnAt).slice(0, (stream.columns ?? 80) - 1);
		stream.write(`${ERASE_LINE}${line}`);
		drawn = true;
	}
	function print(line) {
		if (quiet) return;
		clear();
		stream.write(`${line}\n`);
		if (live) draw();
	}
	function say(text) {
		print(`drydock: ${text}`);
	}
	function told(stage) {
		const time = now();
		if (live) {
			if (time - drawnAt >= REDRAW_MS) draw();
		} else if (time - stage.toldAt >= SIGN_OF_LIFE_MS) {
			stage.toldAt = time;
			say(describe(stage, time));
		}
	}
	function begin(stage) {
		stages.push(stage);
		if (live) draw();
		else say(stage.name);
		return {
			advance({ bytes, step }) {
				stage.bytes += bytes ?? 0;
				if (step !== void 0) {
					stage.steps++;
					stage.step = escapeForTerminal(step);
				}
				told(stage);
			},
			done(summary) {
				const index = stages.indexOf(stage);
				if (index < 0) return;
				stages.splice(index, 1);
				const time = now() - stage.startedAt;
				if (summary !== void 0 || time >= WORTH_TELLING_MS) say(ending(stage, time, summary));
				else if (live) draw();
			}
		};
	}
	return {
		clear,
		warn(message) {
			print(`drydock: ${color ? "\x1B[33mwarning:\x1B[0m" : "warning:"} ${escapeForTerminal(message)}`);
		},
		debug(message) {
			if (verbose) print(`drydock: debug: ${escapeForTerminal(message)}`);
		},
		stage(name, total) {
			if (quiet) return {
				advance() {},
				done() {}
			};
			const startedAt = now();
			return begin({
				name: escapeForTerminal(name),
				startedAt,
				totalBytes: total?.bytes,
				totalSteps: total?.steps,
				bytes: 0,
				steps: 0,
				step: void 0,
				toldAt: startedAt
			});
		}
	};
}
function isSet(value) {
	return value !== void 0 && value !== "" && value !== "false";
}
function describe(stage, time) {
	const { bytes, totalBytes, step, steps, totalSteps } = stage;
	const seconds = (time - stage.startedAt) / 1e3;
	const parts = [
		...step === void 0 ? [] : [step],
		...step === void 0 && totalSteps !== void 0 ? [`${steps} of ${totalSteps}`] : [],
		...bytes === 0 ? [] : [amount(bytes, totalBytes)],
		...bytes === 0 || seconds < .5 ? [] : [`${size(bytes / seconds)}/s`]
	];
	return parts.length === 0 ? `${stage.name} …` : `${stage.name}: ${parts.join(", ")}`;
}
function ending(stage, time, summary) {
	const bytes = stage.bytes === 0 ? [] : [size(stage.bytes)];
	const parts = summary === void 0 ? bytes : [escapeForTerminal(summary)];
	return `${stage.name}: ${[...parts, `${(time / 1e3).toFixed(1)} s`].join(", ")}`;
}
function amount(bytes, total) {
	if (total === void 0 || total < bytes) return size(bytes);
	return `${size(bytes)} of ${size(total)} (${Math.floor(bytes / total * 100)} %)`;
}
function size(bytes) {
	if (bytes < 1e6) return `${(bytes / 1e3).toFixed(0)} kB`;
	return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`;
}
export { SCAN_OPTIONS as _, escapeHtml as a, gateOption as b, escapeXml as c, scriptJson as d, CHANNELS as f, PLACES as g, OCCASIONS as h, escapeForTerminal as i, escape_exports as l, FORMATS as m, failureText as n, escapeMarkdown as o, COMMAND_LINE_OPTIONS as p, escapeCode as r, escapeMarkdownText as s, createLogger as t, printJson as u, FIX_WISHES as v, REPAIR_OPTIONS as y };
