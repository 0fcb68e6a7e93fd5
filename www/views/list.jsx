import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { Heading } from "../parts/heading.jsx";
import { Icon } from "../parts/icon.jsx";
import { Logo } from "../parts/logo.jsx";
import { Problem } from "../parts/notice.jsx";
import { Rows } from "../parts/rows.jsx";
import { list, refresh, summary } from "../state/apps.js";
import { CONTROLS, filtered, isFiltered, sorted } from "../state/filters.js";
import { appLink, linkTo, parseRoute, replaceWith, route } from "../state/route.js";
import { useStore } from "../state/store.js";
import { ExportDialog } from "./export.jsx";

/** Browsers throttle pages that change the address at every keystroke. */
const ADDRESS_DELAY_MS = 200;

export function ListPage() {
	const { apps, isLoading, error, loadedAt } = useStore(list);
	const [query, setQuery] = useQuery();
	const [selected, setSelected] = useState(/** @type {Set<string>} */ (new Set()));
	const [isExporting, setExporting] = useState(false);
	const search = useRef(/** @type {HTMLInputElement | null} */ (null));

	const ordered = useMemo(() => sorted(apps ?? [], query.sort), [apps, query.sort]);
	const shown = useMemo(() => filtered(ordered, query), [ordered, query]);
	const chosen = useMemo(() => shown.filter(({ id }) => selected.has(id)), [shown, selected]);

	/** @param {string} id */
	const toggle = (id) =>
		setSelected((old) => {
			const next = new Set(old);
			if (!next.delete(id)) next.add(id);
			return next;
		});
	const isAll = shown.length > 0 && chosen.length === shown.length;

	return (
		<>
			<div class="page-head">
				<Heading place="list">Connections</Heading>
				<a class="button primary" href={linkTo(["new"])}>
					<Icon name="plus" /> New connection
				</a>
			</div>

			<search class="toolbar" hidden={apps?.length === 0}>
				<label class="search">
					<span class="hidden">Search</span>
					<Icon name="search" />
					<input
						ref={search}
						id="search"
						type="search"
						placeholder="Name, ID, client ID or provider"
						value={query.q ?? ""}
						onInput={(event) => setQuery({ ...query, q: event.currentTarget.value })}
					/>
				</label>
				{CONTROLS.map(({ name, label, choices }) => (
					<label class="control" key={name}>
						<span>{label}</span>
						<select
							name={name}
							value={query[name] ?? ""}
							onChange={(event) => setQuery({ ...query, [name]: event.currentTarget.value })}
						>
							{choices.map(([value, text]) => (
								<option key={value} value={value}>
									{text}
								</option>
							))}
						</select>
					</label>
				))}
			</search>

			{error && <Problem error={error} onRetry={refresh} />}

			{apps === undefined && !error && <Skeletons />}

			{apps !== undefined && (
				<>
					<div class="list-head" hidden={apps.length === 0}>
						<label class="check">
							<input
								type="checkbox"
								checked={isAll}
								indeterminate={!isAll && chosen.length > 0}
								disabled={shown.length === 0}
								aria-label="Select all that are shown"
								onChange={() => setSelected(isAll ? new Set() : new Set(shown.map(({ id }) => id)))}
							/>
						</label>
						<p role="status" class="muted">
							{chosen.length > 0
								? `${count(chosen.length)} of ${counted(shown.length)} selected`
								: counted(shown.length)}
							{shown.length < apps.length && ` of ${count(apps.length)}`}
						</p>
						{chosen.length > 0 && (
							<button type="button" onClick={() => setExporting(true)}>
								Export
							</button>
						)}
						<button
							type="button"
							class="quiet end"
							disabled={isLoading}
							title={`Loaded at ${new Date(loadedAt).toLocaleTimeString()}`}
							onClick={refresh}
						>
							<Icon name="refresh" /> {isLoading ? "Refreshing …" : "Refresh"}
						</button>
					</div>
					{shown.length > 0 ? (
						<Rows
							items={shown}
							keyOf={({ id }) => id}
							label="Connections"
							row={(app) => <Row app={app} isSelected={selected.has(app.id)} onToggle={toggle} />}
						/>
					) : (
						<Nothing
							isFiltered={apps.length > 0 && isFiltered(query)}
							onClear={() => setQuery({ sort: query.sort ?? "" })}
						/>
					)}
				</>
			)}
			{isExporting && <ExportDialog apps={chosen} onClose={() => setExporting(false)} />}
		</>
	);
}

/**
 * Returns the filters and their setter, which updates the address with a delay.
 *
 * @returns {[Record<string, string>, (query: Record<string, string>) => void]}
 */
function useQuery() {
	const { query: inAddress } = useStore(route);
	const [query, setQuery] = useState(inAddress);
	const timer = useRef(0);
	useLayoutEffect(() => setQuery(inAddress), [inAddress]);
	useEffect(() => () => clearTimeout(timer.current), []);
	return [
		query,
		(next) => {
			setQuery(next);
			clearTimeout(timer.current);
			timer.current = setTimeout(() => {
				// The user may have followed a link to another page, which is not rendered yet
				if (parseRoute(location.hash).page === "list") replaceWith(linkTo([], next));
			}, ADDRESS_DELAY_MS);
		},
	];
}

/** @param {{ app: import("../state/apps.js").App, isSelected: boolean, onToggle: (id: string) => void }} props */
function Row({ app, isSelected, onToggle }) {
	const { host, isApiKey, missing } = summary(app);
	return (
		<div class={isSelected ? "row selected" : "row"}>
			<label class="check">
				<input
					type="checkbox"
					checked={isSelected}
					aria-label={`Select ${app.name || app.id}`}
					onChange={() => onToggle(app.id)}
				/>
			</label>
			<Logo app={app} />
			<div class="row-name">
				<a href={appLink(app.id)} title={app.name}>
					{app.name || app.id}
				</a>
				<span class="muted code clip">{app.id}</span>
			</div>
			<span class="row-host muted clip">{host}</span>
			<span class="row-tenant muted clip" title={app.tenantId && `Tenant ${app.tenantId}`}>
				{app.tenantId && <span class="hidden">Tenant </span>}
				{app.tenantId}
			</span>
			<span class="row-badges">
				{missing.length > 0 && (
					<span class="badge warning" title={`Missing: ${missing.join(", ")}`}>
						Incomplete
					</span>
				)}
				<span class="badge">{isApiKey ? "API key" : "OAuth"}</span>
			</span>
		</div>
	);
}

/** @param {{ isFiltered: boolean, onClear: () => void }} props */
const Nothing = ({ isFiltered, onClear }) =>
	isFiltered ? (
		<div class="empty">
			<h2>No connection matches</h2>
			<p class="muted">Try other words, or fewer filters.</p>
			<button type="button" onClick={onClear}>
				Clear the filters
			</button>
		</div>
	) : (
		<div class="empty">
			<h2>No connections yet</h2>
			<p class="muted">A connection lets your users reach a third party, by OAuth or by API key.</p>
			<a class="button primary" href={linkTo(["new"])}>
				Make the first one
			</a>
		</div>
	);

const Skeletons = () => (
	<>
		<div class="list-head">
			<p role="status" class="muted">
				Loading the connections …
			</p>
		</div>
		<div class="rows" aria-hidden="true">
			{Array.from({ length: 8 }, (_, nth) => (
				<div class="row" key={nth}>
					<span class="check" />
					<span class="logo skeleton" />
					<span class="row-name">
						<span class="skeleton line" />
						<span class="skeleton line short" />
					</span>
				</div>
			))}
		</div>
	</>
);

/** @param {number} number */
const count = (number) => number.toLocaleString("en");

/** @param {number} number */
const counted = (number) => `${count(number)} ${number === 1 ? "connection" : "connections"}`;
