// @ts-check
// The requests that servers received, as lines to compare.
import { equal } from "./expect.mjs";

/** @typedef {import("./bench.mjs").Bench} Bench */

export const CREATE = "POST /v1/mgmt/outbound/app/create";
export const LIST = "GET /v1/mgmt/outbound/apps";
export const load = (/** @type {string} */ id) => `GET /v1/mgmt/outbound/app/${encodeURIComponent(id)}`;

/**
 * Fails unless the case's servers received exactly these requests, in this order. Ignores consecutive repetitions if
 * the host itself resends requests.
 *
 * @param {Bench} bench
 * @param {string[]} expected
 */
export async function wasAsked(bench, expected) {
	const asked = (await bench.requests()).map(({ method, path }) => `${method} ${path}`);
	const comparable = (/** @type {string[]} */ lines) =>
		bench.mayResend ? lines.filter((line, nth) => line !== lines[nth - 1]) : lines;
	equal(comparable(asked), comparable(expected), "requests");
}
