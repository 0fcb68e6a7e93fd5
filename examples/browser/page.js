// @ts-check
import { OutboundApps, OutboundError, ValidationError } from "descope-outbound";

// No key: the server behind /descope adds it, for a user who is signed in.
const apps = new OutboundApps({ managementKey: null, baseUrl: new URL("/descope", location.href).href });

const form = /** @type {HTMLFormElement} */ (document.querySelector("form"));
const list = /** @type {HTMLElement} */ (document.querySelector("ul"));
const outcome = /** @type {HTMLElement} */ (document.querySelector("output"));

form.addEventListener("submit", async (event) => {
	event.preventDefault();
	const fields = /** @type {Record<string, string>} */ (Object.fromEntries(new FormData(form)));
	try {
		const { app } = await apps.create({ name: "", ...fields });
		form.reset();
		outcome.textContent = `created ${app?.id}`;
		await show();
	} catch (error) {
		outcome.textContent = explain(error);
	}
});

async function show() {
	const names = (await apps.loadAll()).apps?.map(({ name = "" }) => name) ?? [];
	list.replaceChildren(
		...names.map((name) => {
			const item = document.createElement("li");
			// As text: a name may hold any characters.
			item.textContent = name;
			return item;
		}),
	);
}

/** @param {unknown} error */
function explain(error) {
	if (error instanceof ValidationError) {
		return error.issues.map(({ path, message }) => `${path} ${message}`).join("; ");
	}
	if (!(error instanceof OutboundError)) throw error;
	return error.applied === "unknown" ? `${error.message} It may have been created all the same.` : error.message;
}

show().catch((error) => {
	outcome.textContent = explain(error);
});
