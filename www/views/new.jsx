import { useEffect, useState } from "preact/hooks";
import { Heading } from "../parts/heading.jsx";
import { Problem } from "../parts/notice.jsx";
import { useTask } from "../parts/task.js";
import { loadApp } from "../state/apps.js";
import { dropDraft, readDraft } from "../state/draft.js";
import { toValues } from "../state/fields.js";
import { appLink, lastList, linkTo, replaceWith } from "../state/route.js";
import { canDiscover, discover, loadPresets } from "../state/sources.js";
import { Back } from "./app.jsx";
import { Editor } from "./editor.jsx";

/**
 * A new app: blank, after another one, from a preset or from what a provider publishes.
 *
 * @param {{ query: Record<string, string> }} props
 */
export function NewPage({ query: { from = "", preset = "", url = "" } }) {
	const key = ["new", from, preset, url].filter(Boolean).join(" ");
	const [start, setStart] = useState(
		/** @type {{ key: string, values: any, isRestored: boolean } | undefined} */ (undefined),
	);
	const { error, run } = useTask();
	const begin = () =>
		run(async () => {
			const draft = readDraft(key);
			const values = draft?.values ?? toValues(await startOf(from, preset, url));
			setStart({ key, values, isRestored: draft !== undefined });
		});
	// The key is made of all that is looked at
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
					onDone={(app) => {
						dropDraft(key);
						replaceWith(appLink(app.id));
					}}
				>
					{!from && <Sources preset={preset} url={url} />}
				</Editor>
			) : (
				<>
					<Heading place={`new ${key}`}>New connection</Heading>
					{error && <Problem error={error} onRetry={begin} />}
					{error && !from && <Sources preset={preset} url={url} />}
				</>
			)}
		</>
	);
}

/**
 * @param {string} from
 * @param {string} preset
 * @param {string} url
 * @returns {Promise<Record<string, any>>}
 */
async function startOf(from, preset, url) {
	if (from) {
		// Ids and names are unique, and nobody can read the secret.
		const { id: _, name = "", ...app } = (await loadApp(from)) ?? {};
		return { ...app, name: name && `${name} (copy)` };
	}
	if (preset) return (await loadPresets()).find(({ id }) => id === preset)?.app ?? {};
	if (url) return discover(url);
	return {};
}

/** @param {{ preset: string, url: string }} props */
function Sources({ preset, url }) {
	const [presets, setPresets] = useState(/** @type {import("../state/sources.js").Preset[]} */ ([]));
	const [discovers, setDiscovers] = useState(false);
	const [address, setAddress] = useState(url);
	useEffect(() => {
		loadPresets().then(setPresets);
		canDiscover().then(setDiscovers);
	}, []);
	if (presets.length === 0 && !discovers) return null;
	const find = () => {
		if (address.trim()) location.hash = linkTo(["new"], { url: address.trim() });
	};
	return (
		<section class="card sources" aria-label="Begin with">
			<h2>Begin with</h2>
			{presets.length > 0 && (
				<div class="field">
					<label class="label" for="preset">
						A known provider
					</label>
					<select
						id="preset"
						value={preset}
						onChange={(event) => {
							location.hash = linkTo(["new"], { preset: event.currentTarget.value });
						}}
					>
						<option value="">None</option>
						{presets.map(({ id, name }) => (
							<option key={id} value={id}>
								{name}
							</option>
						))}
					</select>
				</div>
			)}
			{discovers && (
				<div class="field">
					<label class="label" for="discover">
						What a provider publishes about itself
					</label>
					<div class="param">
						<input
							id="discover"
							type="url"
							class="code"
							placeholder="https://accounts.example.com"
							value={address}
							onInput={(event) => setAddress(event.currentTarget.value)}
							onKeyDown={(event) => {
								if (event.key !== "Enter") return;
								event.preventDefault();
								find();
							}}
						/>
						<button type="button" onClick={find}>
							Look it up
						</button>
					</div>
				</div>
			)}
		</section>
	);
}
