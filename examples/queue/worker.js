// @ts-check
// Creates apps from a queue, for more of them than one machine should create: a producer takes apps over HTTP, a
// consumer ensures each, and a dead-letter queue gets the failed ones.
//
// A message is an app with an id. Cloudflare delivers it at least once; `ensure` creates the app once, however often
// that is. The queue's own `max_concurrency` and batch size, in wrangler.json, keep within the rate limit.
import { ConflictError, OutboundApps, RateLimitError, ValidationError } from "descope-outbound";

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

/** The maximum number of messages that Cloudflare takes at once. */
const BATCH = 100;

/** The number of deliveries after which a message goes to the dead letters. */
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
			// The queue can wait longer than a worker.
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
		if (isPermanent(error) || message.attempts >= MOST_ATTEMPTS) {
			// People read this queue: it must not hold the secret, or anything else of the app.
			await env.DEAD.send({ id: message.body?.id, error: String(error) });
			message.ack();
		} else {
			message.retry({ delaySeconds: delayS(error, message.attempts) });
		}
	}
}

/**
 * Returns whether only another app would succeed: this one is invalid, or its name belongs to another. Everything else may pass,
 * such as a wrong key.
 *
 * @param {unknown} error
 */
const isPermanent = (error) => error instanceof ValidationError || error instanceof ConflictError;

/** Returns the delay that the server asks for, else twice the last. @param {unknown} error @param {number} attempts */
function delayS(error, attempts) {
	const asked = error instanceof RateLimitError ? error.retryAfterMs : undefined;
	return Math.min(asked === undefined ? 2 ** attempts : Math.ceil(asked / 1_000), LONGEST_DELAY_S);
}
