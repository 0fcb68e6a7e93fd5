// @ts-check
// node --test-reporter=./tests/reporter.mjs: one line a test, as tests/runtimes prints them; below it, what the test tells, and
// the error's stack.

/** @param {AsyncIterable<import("node:test/reporters").TestEvent>} events */
export default async function* reporter(events) {
	for await (const { type, data } of events) {
		if (type === "test:pass") yield `ok - ${data.name}\n`;
		if (type === "test:fail") yield `not ok - ${data.name}\n${indented(stack(data.details.error))}`;
		// Those without a file are of the run as a whole.
		if (type === "test:diagnostic" && data.file !== undefined) yield indented(data.message);
	}
}

/** @param {any} error node's own, around what was thrown */
const stack = (error) => String(error.cause?.stack ?? error.cause ?? error.stack);

/** @param {string} text */
const indented = (text) => `${text.replace(/^/gm, "    ")}\n`;
