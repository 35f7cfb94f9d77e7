import { t as DrydockError } from "./errors.js";
import { i as escapeLines, n as escapeForTerminal } from "./escape.js";
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
export { failureText as n, createLogger as t };
