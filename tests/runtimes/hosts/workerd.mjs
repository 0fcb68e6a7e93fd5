// @ts-check
// The suite behind a socket: a request starts it, and the answer carries the results as they come.
import { report } from "../lib/report.mjs";
import { cases } from "../suite.mjs";

export default {
	/** @param {Request} request */
	async fetch(request) {
		const context = await request.json();
		const { readable, writable } = new TransformStream();
		const writer = writable.getWriter();
		const encoder = new TextEncoder();
		const write = (/** @type {string} */ line) => writer.write(encoder.encode(`${line}\n`));
		report(cases, context, [], write).then(
			() => writer.close(),
			(reason) => writer.abort(reason),
		);
		return new Response(readable);
	},
};
