// @ts-check
import { openBench } from "./bench.mjs";

/**
 * @typedef {object} Case
 * @property {string} name the promise, as a sentence
 * @property {(bench: import("./bench.mjs").Bench) => unknown} run
 * @property {((runtime: string) => boolean) | undefined} [on] absent: every runtime
 */

/** Lines of the protocol start with this; all other output is only searched for secrets. */
export const MARK = "##suite ";

const CASE_TIMEOUT_MS = 20_000;

/**
 * Runs the cases one after another. Sends the names first, so that the harness knows which cases a crash prevented.
 *
 * @param {Case[]} cases
 * @param {import("./bench.mjs").Context} context
 * @param {((value: unknown) => string)[]} inspectors
 * @param {(line: string) => unknown} write
 */
export async function report(cases, context, inspectors, write) {
	const send = (/** @type {object} */ message) => write(`${MARK}${JSON.stringify(message)}`);
	const listed = cases.filter(({ on }) => on === undefined || on(context.runtime));
	await send({ plan: listed.map(({ name }) => name) });
	for (const { name, run } of listed) {
		const bench = openBench(context, inspectors);
		try {
			await inTime(Promise.resolve(bench).then(run));
			await send({ name, ok: true });
		} catch (reason) {
			await send({ name, ok: false, detail: explain(reason) });
		} finally {
			await bench.close();
		}
	}
	await send({ end: true });
}

/** @param {Promise<unknown>} work */
async function inTime(work) {
	/** @type {ReturnType<typeof setTimeout> | undefined} */
	let timer;
	const late = new Promise((_, reject) => {
		timer = setTimeout(() => reject(new Error(`not settled within ${CASE_TIMEOUT_MS} ms`)), CASE_TIMEOUT_MS);
	});
	try {
		await Promise.race([work, late]);
	} finally {
		clearTimeout(timer);
	}
}

/** @param {unknown} reason */
function explain(reason) {
	if (!(reason instanceof Error)) return `threw ${String(reason)}`;
	// Only V8 includes the message in the stack.
	const stack = reason.stack ?? "";
	return stack.includes(reason.message) ? stack : `${reason.name}: ${reason.message}\n${stack}`;
}
