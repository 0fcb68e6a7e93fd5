import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Icon } from "./parts/icon.jsx";
import { Notice } from "./parts/notice.jsx";
import { list, refresh } from "./state/apps.js";
import { appLink, goTo, lastList, linkTo, route } from "./state/route.js";
import { online, shortcuts, theme } from "./state/settings.js";
import { useStore } from "./state/store.js";
import { AppPage } from "./views/app.jsx";
import { HelpDialog } from "./views/help.jsx";
import { ListPage } from "./views/list.jsx";
import { NewPage } from "./views/new.jsx";

const THEMES = ["system", "light", "dark"];

function Console() {
	const { page, id, view, query } = useStore(route);
	const isOnline = useStore(online);
	const [isHelping, setHelping] = useState(false);

	useEffect(() => listenToKeys(() => setHelping(true)), []);
	useEffect(() => {
		if (isOnline && list.get().error) refresh();
	}, [isOnline]);

	return (
		<>
			<header class="top">
				<a class="brand" href={lastList()}>
					<Icon name="link" /> Outbound apps
				</a>
				<ThemeButton />
				<button type="button" class="quiet square" aria-label="Keyboard shortcuts" onClick={() => setHelping(true)}>
					<Icon name="help" />
				</button>
			</header>
			<main>
				{!isOnline && (
					<Notice kind="warning" title="You are offline">
						<p>What is shown may be old, and nothing can be saved. What you type is kept.</p>
					</Notice>
				)}
				{page === "list" && <ListPage />}
				{page === "new" && <NewPage query={query} />}
				{/* The key remounts the page, so that the app is loaded again when a form opens or closes. */}
				{page === "app" && <AppPage key={`${view === "edit"} ${id}`} id={id} view={view} query={query} />}
			</main>
			{isHelping && <HelpDialog onClose={() => setHelping(false)} />}
		</>
	);
}

function ThemeButton() {
	const name = useStore(theme);
	const next = THEMES[(THEMES.indexOf(name) + 1) % THEMES.length] ?? "system";
	return (
		<button
			type="button"
			class="quiet square"
			aria-label={`Theme: ${name}. Change to ${next}`}
			title={`Theme: ${name}`}
			onClick={() => theme.set(next)}
		>
			<Icon name={name} />
		</button>
	);
}

/** @param {() => void} help */
function listenToKeys(help) {
	/** @type {Record<string, () => void>} */
	const actions = {
		"/": () => {
			if (route.get().page !== "list") goTo(lastList());
			requestAnimationFrame(() => document.getElementById("search")?.focus());
		},
		n: () => goTo(linkTo(["new"])),
		e: () => {
			const { page, id } = route.get();
			if (page === "app") goTo(appLink(id, "edit"));
		},
		r: () => void refresh(),
		"?": help,
	};
	/** @param {KeyboardEvent} event */
	const press = (event) => {
		const target = /** @type {HTMLElement} */ (event.target);
		if (event.ctrlKey || event.metaKey || event.altKey || shortcuts.get() === "off") return;
		if (target.matches("input:not([type=checkbox]), textarea, select") || document.querySelector("dialog[open]"))
			return;
		const action = Object.hasOwn(actions, event.key) ? actions[event.key] : undefined;
		if (action === undefined) return;
		event.preventDefault();
		action();
	};
	addEventListener("keydown", press);
	return () => removeEventListener("keydown", press);
}

refresh();
render(<Console />, /** @type {HTMLElement} */ (document.getElementById("console")));
