// @ts-check
import { OutboundApps, ValidationError, validate } from "descope-outbound";
import { answerNodes, errorNodes } from "./answer.js";
import { focusFirstInvalid, readApp, showIssues, summarize } from "./form.js";

const form = /** @type {HTMLFormElement} */ (document.querySelector("#app"));
const create = /** @type {HTMLButtonElement} */ (document.querySelector("#create"));
const cancel = /** @type {HTMLButtonElement} */ (document.querySelector("#cancel"));
const summary = /** @type {HTMLElement} */ (document.querySelector("#summary"));
const outcome = /** @type {HTMLElement} */ (document.querySelector("#outcome"));
const answerTitle = /** @type {HTMLElement} */ (document.querySelector("#answer-title"));

/** Fields that were worked on: nobody wants to be told of mistakes in a form that was just opened. */
const touched = new Set();

/** @type {AbortController | undefined} */
let underway;

function check() {
	const issues = validate(readApp(form));
	showIssues(form, issues, (field) => touched.has(field));
	const state = summarize(issues);
	// The region is spoken at each change, and typing is no change of state.
	if (summary.textContent !== state) summary.textContent = state;
}

async function submit() {
	if (underway !== undefined) return;
	underway = new AbortController();
	setBusy(true);
	try {
		// A page never holds a management key: the server behind /api adds it.
		const apps = new OutboundApps({ baseUrl: new URL("/api", location.href).href, managementKey: null });
		outcome.replaceChildren(...answerNodes(await apps.create(readApp(form), { signal: underway.signal })));
		answerTitle.focus();
	} catch (error) {
		outcome.replaceChildren(...errorNodes(error));
		if (error instanceof ValidationError) {
			for (const control of form.elements) touched.add(/** @type {HTMLInputElement} */ (control).name);
			check();
			focusFirstInvalid(form);
		} else answerTitle.focus();
	} finally {
		underway = undefined;
		setBusy(false);
	}
}

/** @param {boolean} busy */
function setBusy(busy) {
	// `disabled` would drop the keyboard focus.
	create.setAttribute("aria-disabled", String(busy));
	create.textContent = busy ? "Creating …" : "Create app";
	cancel.hidden = !busy;
}

form.addEventListener("input", (event) => {
	touched.add(/** @type {HTMLInputElement} */ (event.target).name);
	check();
});
form.addEventListener("submit", (event) => {
	event.preventDefault();
	submit();
});
cancel.addEventListener("click", () => underway?.abort("Cancelled here, while the server was at it."));

check();
