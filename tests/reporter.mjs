// @ts-check
// node --test-reporter=./tests/reporter.mjs: prints one line per test, as tests/runtimes does, followed by the test's
// diagnostics and the error's stack.

/** @param {AsyncIterable<import("node:test/reporters").TestEvent>} events */
export default async function* reporter(events) {
	for await (const { type, data } of events) {
		if (type === "test:pass") yield `ok - ${data.name}\n`;
		if (type === "test:fail") yield `not ok - ${data.name}\n${indented(stack(data.details.error))}`;
		// Diagnostics without a file belong to the whole run.
		if (type === "test:diagnostic" && data.file !== undefined) yield indented(data.message);
	}
}

/** @param {any} error node's wrapper around the thrown value */
const stack = (error) => String(error.cause?.stack ?? error.cause ?? error.stack);

/** @param {string} text */
const indented = (text) => `${text.replace(/^/gm, "    ")}\n`;
