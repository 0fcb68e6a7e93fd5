// @ts-check
// Serves a suite: a request starts it, and the answer streams the results.

/** @param {(context: import("../lib/bench.mjs").Context, write: (line: string) => unknown) => Promise<void>} run */
export const serve = (run) => ({
	/** @param {Request} request */
	async fetch(request) {
		const context = await request.json();
		const { readable, writable } = new TransformStream();
		const writer = writable.getWriter();
		const encoder = new TextEncoder();
		const write = (/** @type {string} */ line) => writer.write(encoder.encode(`${line}\n`));
		run(context, write).then(
			() => writer.close(),
			(reason) => writer.abort(reason),
		);
		return new Response(readable);
	},
});
