import { n as __exportAll } from "./rolldown-runtime.js";
import { i as escapeForTerminal } from "./progress.js";
import { i as messageOf, t as DrydockError } from "./errors.js";
import { T as short, t as reporter } from "./report.js";
import { i as platformName } from "./platform.js";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { randomBytes } from "node:crypto";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
// src/report/gitlab-job.ts
const MAX_IMAGE = 255;
const MAX_LABEL = 100;
function gitlabJob(env, cwd, files) {
	const image = env.CS_DEFAULT_BRANCH_IMAGE?.trim() ?? "";
	const page = jobPage(env.CI_JOB_URL ?? "");
	const root = env.CI_PROJECT_DIR || cwd;
	const inOrder = files.toSorted((a, b) => Number(b.endsWith(".html")) - Number(a.endsWith(".html")));
	return {
		...image === "" || image.length > MAX_IMAGE ? {} : { defaultBranchImage: image },
		links: page === void 0 ? [] : inOrder.flatMap((file) => linkTo(page, relative(root, resolve(cwd, file)), file))
	};
}
function jobPage(text) {
	const url = URL.canParse(text) ? new URL(text) : void 0;
	return url !== void 0 && /^https?:$/.test(url.protocol) ? url.href.replace(/\/+$/, "") : void 0;
}
function linkTo(page, path, file) {
	const segments = path.split(sep);
	if (path === "" || isAbsolute(path) || segments[0] === "..") return [];
	return [{
		label: short(escapeForTerminal(`drydock: ${basename(file)}`), MAX_LABEL),
		url: `${page}/artifacts/file/${segments.map(encodeURIComponent).join("/")}`
	}];
}
// src/write-reports.ts
var write_reports_exports = __exportAll({
	targetsFor: () => targetsFor,
	writeReports: () => writeReports
});
const PLAIN_WIDTH = 100;
async function writeReports(result, targets, stdout) {
	const reports = targets.map((target) => {
		const { format } = target;
		return {
			format,
			render: reporter(format).render,
			file: reportFile(target)
		};
	});
	for (const { format, render, file } of reports) {
		const others = reports.flatMap((one) => one.format === format ? [] : one.file ?? []);
		const gitlab = gitlabJob(process.env, process.cwd(), others);
		if (file === void 0) stdout.write(render(result, {
			...contextOf(stdout),
			gitlab
		}));
		else await writeWhole(file, render(result, {
			color: false,
			width: PLAIN_WIDTH,
			gitlab
		}));
	}
}
function targetsFor(targets) {
	const lacking = targets.find(({ path }) => path?.includes(PLATFORM) === false);
	if (lacking !== void 0) throw new DrydockError("USAGE", `${lacking.path}: each platform has a report of its own.`, { hint: `Write ${PLATFORM} into the path, such as ${lacking.format}=report-${PLATFORM}.json.` });
	return ({ image }) => {
		const name = platformName(image.platform).replaceAll("/", "-");
		return targets.map(({ path, folder, ...target }) => ({
			...target,
			...path === void 0 ? {} : { path: path.replaceAll(PLATFORM, name) },
			...folder === void 0 ? {} : { folder: join(folder, name) }
		}));
	};
}
const PLATFORM = "{platform}";
function reportFile({ format, path, folder }) {
	return path ?? (folder === void 0 ? void 0 : join(folder, reporter(format).filename));
}
function contextOf({ isTTY, columns }) {
	return {
		color: isTTY === true && colorWanted(process.env),
		width: columns ?? PLAIN_WIDTH
	};
}
function colorWanted(env) {
	return (env.NO_COLOR ?? "") === "" && env.TERM !== "dumb";
}
async function writeWhole(file, text) {
	const unfinished = `${file}.${randomBytes(4).toString("hex")}.part`;
	try {
		await mkdir(dirname(file), { recursive: true });
		await writeFile(unfinished, text);
		await rename(unfinished, file);
	} catch (error) {
		await rm(unfinished, { force: true }).catch(() => void 0);
		throw new DrydockError("DISK", `The report ${file} could not be written: ${messageOf(error)}`, { cause: error });
	}
}
export { write_reports_exports as i, reportFile as n, writeReports as r, contextOf as t };
