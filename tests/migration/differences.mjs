// @ts-check
// The values that the page's column "On the wire" may have.

/** @typedef {import("./recorder.mjs").Recorded} Recorded */

/**
 * Turns a request of the SDK into the one that this package sends.
 *
 * @type {Record<string, (request: Recorded, values: import("./values.mjs").Values) => Recorded>}
 */
export const DIFFERENCES = {
	same: (request) => request,
	"the id is percent-encoded": (request, { id }) => ({
		...request,
		path: `/v1/mgmt/outbound/app/${encodeURIComponent(id)}`,
		query: [],
	}),
	"no parameter that is `undefined`": (request) => ({
		...request,
		query: request.query.filter(([, value]) => value !== "undefined"),
	}),
	"another path": (request) => ({ ...request, path: "/v1/mgmt/outbound/app/connect" }),
};

/** Returns the parts that must be equal, as text. Headers have a separate table. @param {Recorded} request */
export const wire = ({ method, path, query, body, bearer }) =>
	JSON.stringify({ method, path, query, bearer, body: sorted(body) }, null, 2);

/**
 * Sorts members, whose order has no meaning.
 *
 * @param {unknown} value
 * @returns {unknown}
 */
function sorted(value) {
	if (Array.isArray(value)) return value.map(sorted);
	if (typeof value !== "object" || value === null) return value;
	const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
	return Object.fromEntries(members.map(([name, member]) => [name, sorted(member)]));
}
