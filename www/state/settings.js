// The user's settings, stored in this browser.
import { createStore } from "./store.js";

/**
 * @param {string} name
 * @param {string} standard
 */
function setting(name, standard) {
	let kept = standard;
	try {
		kept = localStorage.getItem(name) ?? standard;
	} catch {
		// Storage is blocked, so the setting is not kept.
	}
	const store = createStore(kept);
	store.subscribe(() => {
		try {
			localStorage.setItem(name, store.get());
		} catch {
			// As above.
		}
	});
	return store;
}

/** "system", "light" or "dark" */
export const theme = setting("theme", "system");

/** "on" or "off". Single-key shortcuts interfere with speech input */
export const shortcuts = setting("shortcuts", "on");

const showTheme = () => {
	document.documentElement.dataset.theme = theme.get();
};
theme.subscribe(showTheme);
showTheme();

export const online = createStore(navigator.onLine);
for (const event of ["online", "offline"]) addEventListener(event, () => online.set(navigator.onLine));
