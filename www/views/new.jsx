import { useEffect, useState } from "preact/hooks";
import { Heading } from "../parts/heading.jsx";
import { Problem } from "../parts/notice.jsx";
import { useTask } from "../parts/task.js";
import { loadApp } from "../state/apps.js";
import { dropDraft, readDraft } from "../state/draft.js";
import { toValues } from "../state/fields.js";
import { appLink, goTo, lastList, linkTo, replaceWith } from "../state/route.js";
import { canDiscover, discover, fillIn, loadPresets } from "../state/sources.js";
import { Back } from "./app.jsx";
import { Editor } from "./editor.jsx";

/**
 * The page for a new app: blank, or based on another app, a preset, or a provider's metadata.
 *
 * @param {{ query: Record<string, string> }} props
 */
export function NewPage({ query }) {
	const { from = "" } = query;
	const key = `new ${new URLSearchParams(query)}`.trim();
	const [start, setStart] = useState(
		/** @type {{ key: string, values: any, isRestored: boolean } | undefined} */ (undefined),
	);
	const { error, run } = useTask();
	const begin = () =>
		run(async () => {
			const draft = readDraft(key);
			const values = draft?.values ?? toValues(await startOf(query));
			setStart({ key, values, isRestored: draft !== undefined });
		});
	// The key contains all values that `begin` reads
	useEffect(() => {
		begin();
	}, [key]);
	return (
		<>
			<Back to={lastList()}>Connections</Back>
			{start?.key === key && !error ? (
				<Editor
					key={key}
					heading="New connection"
					draftKey={key}
					start={start.values}
					isRestored={start.isRestored}
					backTo={lastList()}
					onDone={(app) => {
						dropDraft(key);
						replaceWith(appLink(app.id));
					}}
				>
					{!from && <Sources key={key} query={query} />}
				</Editor>
			) : (
				<>
					<Heading place={`new ${key}`}>New connection</Heading>
					{error && <Problem error={error} onRetry={begin} />}
					{error && !from && <Sources key={key} query={query} />}
				</>
			)}
		</>
	);
}

/**
 * @param {Record<string, string>} query
 * @returns {Promise<Record<string, any>>}
 */
async function startOf({ from, preset, url, ...given }) {
	if (from) {
		// A copy needs its own id and name, and the secret cannot be read.
		const { id: _, name = "", ...app } = (await loadApp(from)) ?? {};
		return { ...app, name: name && `${name} (copy)` };
	}
	if (preset) {
		return fillIn(
			(await loadPresets()).find(({ name }) => name === preset),
			given,
		);
	}
	if (url) return discover(url);
	return {};
}

/** @param {{ query: Record<string, string> }} props */
function Sources({ query: { preset = "", url = "", ...given } }) {
	const [presets, setPresets] = useState(/** @type {import("../state/sources.js").Preset[]} */ ([]));
	const [discovers, setDiscovers] = useState(false);
	const [address, setAddress] = useState(url);
	const [params, setParams] = useState(given);
	useEffect(() => {
		loadPresets().then(setPresets);
		canDiscover().then(setDiscovers);
	}, []);
	if (presets.length === 0 && !discovers) return null;
	const chosen = presets.find(({ name }) => name === preset);
	return (
		<section class="card" aria-label="Begin with">
			<h2>Begin with</h2>
			{presets.length > 0 && (
				<div class="field">
					<label class="label" for="preset">
						A known provider
					</label>
					<select
						id="preset"
						value={preset}
						onChange={(event) => goTo(linkTo(["new"], { preset: event.currentTarget.value }))}
					>
						<option value="">None</option>
						{presets.map(({ name, title }) => (
							<option key={name} value={name}>
								{title}
							</option>
						))}
					</select>
				</div>
			)}
			{Object.entries(chosen?.params ?? {}).map(([name, hint]) => (
				<Ask
					key={name}
					id={`param-${name}`}
					label={name}
					hint={hint}
					button="Fill in"
					value={params[name] ?? ""}
					onInput={(value) => setParams({ ...params, [name]: value })}
					onAsk={() => goTo(linkTo(["new"], { ...params, preset }))}
				/>
			))}
			{chosen && (
				<ul class="hint notes">
					{chosen.notes?.map((note) => (
						<li key={note}>{note}</li>
					))}
					<li>
						<a href={chosen.source} target="_blank" rel="noreferrer">
							What {chosen.title} says
						</a>
					</li>
				</ul>
			)}
			{discovers && !chosen && (
				<Ask
					id="discover"
					label="What a provider publishes about itself"
					hint="The address of an issuer, or of an MCP server."
					button="Look it up"
					value={address}
					onInput={setAddress}
					onAsk={() => goTo(linkTo(["new"], { url: address.trim() }))}
				/>
			)}
		</section>
	);
}

/**
 * A one-line input with a button. Enter presses the button and does not submit the surrounding form.
 *
 * @param {{ id: string, label: string, hint: string, button: string, value: string, onInput: (value: string) => void, onAsk: () => void }} props
 */
const Ask = ({ id, label, hint, button, value, onInput, onAsk }) => (
	<div class="field">
		<label class="label" for={id}>
			{label}
		</label>
		<div class="param">
			<input
				id={id}
				class="code"
				autocomplete="off"
				spellcheck={false}
				aria-describedby={`${id}-hint`}
				value={value}
				onInput={(event) => onInput(event.currentTarget.value)}
				onKeyDown={(event) => {
					if (event.key !== "Enter") return;
					event.preventDefault();
					if (value.trim()) onAsk();
				}}
			/>
			<button type="button" disabled={!value.trim()} onClick={onAsk}>
				{button}
			</button>
		</div>
		<p class="hint" id={`${id}-hint`}>
			{hint}
		</p>
	</div>
);
