// The filters and sort orders of the list.
import { summary } from "./apps.js";

/** @typedef {import("./apps.js").App} App */

/** @type {Record<string, Record<string, [label: string, test: (app: App) => boolean]>>} */
const TESTS = {
	type: {
		oauth: ["OAuth", (app) => !summary(app).isApiKey],
		apikey: ["API key", (app) => summary(app).isApiKey],
	},
	level: {
		project: ["Project", (app) => !app.tenantId],
		tenant: ["Tenant", (app) => Boolean(app.tenantId)],
	},
	state: {
		incomplete: ["Incomplete", (app) => summary(app).missing.length > 0],
		complete: ["Complete", (app) => summary(app).missing.length === 0],
	},
};

/** Compares digits in names as numbers. Shared, because creating a collator takes as long as a thousand comparisons. */
const { compare } = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

/** @type {Record<string, [label: string, order: (a: App, b: App) => number]>} */
const ORDERS = {
	"": ["Name A–Z", (a, b) => compare(a.name, b.name)],
	"name-down": ["Name Z–A", (a, b) => compare(b.name, a.name)],
	id: ["ID", (a, b) => compare(a.id, b.id)],
	host: ["Provider", (a, b) => compare(summary(a).host, summary(b).host) || compare(a.name, b.name)],
	tenant: ["Tenant", (a, b) => compare(a.tenantId ?? "", b.tenantId ?? "") || compare(a.name, b.name)],
};

/** @param {Record<string, [label: string, ...unknown[]]>} rows @returns {[string, string][]} */
const labels = (rows) => Object.entries(rows).map(([value, [label]]) => [value, label]);

/** The controls and their choices. @type {{ name: string, label: string, choices: [string, string][] }[]} */
export const CONTROLS = [
	{ name: "type", label: "Type", choices: [["", "All types"], ...labels(TESTS.type ?? {})] },
	{ name: "level", label: "Level", choices: [["", "All levels"], ...labels(TESTS.level ?? {})] },
	{ name: "state", label: "State", choices: [["", "All states"], ...labels(TESTS.state ?? {})] },
	{ name: "sort", label: "Sort", choices: labels(ORDERS) },
];

/** @param {Record<string, string>} query */
export const isFiltered = (query) => ["q", ...Object.keys(TESTS)].some((name) => query[name]);

/**
 * @param {App[]} apps in their order
 * @param {Record<string, string>} query
 */
export function filtered(apps, query) {
	const words = (query.q ?? "").toLowerCase().split(/\s+/).filter(Boolean);
	const tests = Object.entries(TESTS).flatMap(([name, choices]) => choices[query[name] ?? ""]?.[1] ?? []);
	return apps.filter((app) => {
		const { text } = summary(app);
		return words.every((word) => text.includes(word)) && tests.every((test) => test(app));
	});
}

/**
 * @param {App[]} apps
 * @param {string} [order]
 */
export const sorted = (apps, order = "") => apps.toSorted((ORDERS[order] ?? ORDERS[""])?.[1]);
