// @ts-check
// Apps from a queue, for more of them than one machine should make: a producer that takes apps over HTTP, a consumer that
// brings each about, and a queue of dead letters for those that cannot be.
//
// A message is an app with an id. `ensure` makes it once, however often the message is delivered: Cloudflare delivers at least
// once. The queue's own `max_concurrency` and batch size, in wrangler.json, keep within the rate limit.
import { OutboundApps, RateLimitError, ValidationError } from "descope-outbound";

/**
 * @typedef {object} Env
 * @property {string} DESCOPE_PROJECT_ID
 * @property {string} DESCOPE_MANAGEMENT_KEY
 * @property {string} [DESCOPE_BASE_URL]
 * @property {{ sendBatch(messages: { body: unknown }[]): Promise<void> }} APPS
 * @property {{ send(body: unknown): Promise<void> }} DEAD
 */

/** @typedef {{ id: string, name: string } & Record<string, any>} App */

/**
 * @typedef {object} Message
 * @property {App} body
 * @property {number} attempts
 * @property {() => void} ack
 * @property {(options?: { delaySeconds?: number }) => void} retry
 */

/** Cloudflare takes so many messages at once. */
const BATCH = 100;

/** After so many deliveries, a message goes to the dead letters. */
const MOST_ATTEMPTS = 5;

/** The longest that a message may wait. */
const LONGEST_DELAY_S = 43_200;

export default {
	/**
	 * The producer: `POST` an array of apps. Put a check of your own in front of it.
	 *
	 * @param {Request} request
	 * @param {Env} env
	 */
	async fetch(request, env) {
		const apps = /** @type {App[]} */ (await request.json());
		for (let start = 0; start < apps.length; start += BATCH) {
			await env.APPS.sendBatch(apps.slice(start, start + BATCH).map((body) => ({ body })));
		}
		return Response.json({ queued: apps.length }, { status: 202 });
	},

	/**
	 * The consumer.
	 *
	 * @param {{ messages: readonly Message[] }} batch
	 * @param {Env} env
	 */
	async queue(batch, env) {
		const apps = new OutboundApps({
			projectId: env.DESCOPE_PROJECT_ID,
			managementKey: env.DESCOPE_MANAGEMENT_KEY,
			baseUrl: env.DESCOPE_BASE_URL,
			// The queue waits longer than a worker may.
			maxWaitMs: 5_000,
		});
		await Promise.all(batch.messages.map((message) => take(apps, message, env)));
	},
};

/** @param {OutboundApps} apps @param {Message} message @param {Env} env */
async function take(apps, message, env) {
	try {
		await apps.ensure(message.body);
		message.ack();
	} catch (error) {
		// What is wrong today is wrong tomorrow; what the server had no room or no time for may be tried again.
		if (error instanceof ValidationError || message.attempts >= MOST_ATTEMPTS) {
			// Neither the secret nor anything else of the app belongs into a queue that people read.
			await env.DEAD.send({ id: message.body?.id, error: String(error) });
			message.ack();
		} else {
			message.retry({ delaySeconds: delayS(error, message.attempts) });
		}
	}
}

/** As long as the server asks for; else twice as long as before. @param {unknown} error @param {number} attempts */
function delayS(error, attempts) {
	const asked = error instanceof RateLimitError ? error.retryAfterMs : undefined;
	return Math.min(asked === undefined ? 2 ** attempts : Math.ceil(asked / 1_000), LONGEST_DELAY_S);
}
