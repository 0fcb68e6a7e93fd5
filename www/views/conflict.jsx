import { useState } from "preact/hooks";
import { Dialog } from "../parts/dialog.jsx";
import { Shown } from "../parts/shown.jsx";
import { difference, isSame } from "../state/difference.js";
import { FIELDS, inWords } from "../state/fields.js";
import { lastList, replaceWith } from "../state/route.js";

/** @typedef {import("../state/apps.js").App} App */

/**
 * Shows the changes that somebody else made during an edit, and lets the user choose where both changed the same field.
 *
 * @param {object} props
 * @param {App} props.base
 * @param {App | undefined} props.theirs
 * @param {import("../state/difference.js").Change[]} props.changes the user's own changes
 * @param {() => void} props.onClose
 * @param {(merged: Record<string, any>) => void} props.onMerged receives the values of all other fields
 */
export function ConflictDialog({ base, theirs, changes, onClose, onMerged }) {
	const [choices, setChoices] = useState(/** @type {Record<string, "mine" | "theirs">} */ ({}));
	if (theirs === undefined) return <DeletedDialog base={base} onClose={onClose} />;

	const rows = difference(base, theirs).map((change) => ({
		...change,
		mine: changes.find(({ field }) => field === change.field),
	}));
	const disputed = rows.filter(({ mine, after }) => mine && !isSame(mine.after, after));
	const isDecided = disputed.every(({ field }) => choices[field.name]);
	const merge = () => {
		const mine = new Set(changes.map(({ field }) => field.name));
		for (const { field } of disputed) if (choices[field.name] === "theirs") mine.delete(field.name);
		onMerged(Object.fromEntries(FIELDS.filter(({ name }) => !mine.has(name)).map(({ name }) => [name, theirs[name]])));
	};
	return (
		<Dialog
			title="Somebody else changed this connection"
			onClose={onClose}
			cancel="Keep editing"
			action={
				<button type="button" class="primary" disabled={!isDecided} onClick={merge}>
					Continue
				</button>
			}
		>
			<p>
				It changed after you opened it, so nothing of yours has been sent.{" "}
				{disputed.length > 0
					? "Choose what is right where both of you changed the same field."
					: "Your changes touch other fields: both can be kept."}
			</p>
			{rows.map(({ field, before, after, mine }) => (
				<fieldset class="conflict" key={field.name}>
					<legend>{field.label}</legend>
					<p class="muted">
						Was: <Shown text={inWords(field, before)} />
					</p>
					{mine && disputed.some((row) => row.field === field) ? (
						/** @type {const} */ ([
							["theirs", "Theirs", after],
							["mine", "Mine", mine.after],
						]).map(([choice, label, value]) => (
							<label class="check with-text" key={choice}>
								<input
									type="radio"
									name={field.name}
									checked={choices[field.name] === choice}
									onChange={() => setChoices({ ...choices, [field.name]: choice })}
								/>
								<span>
									<strong>{label}:</strong> <Shown text={inWords(field, value)} />
								</span>
							</label>
						))
					) : (
						<p>
							<strong>Theirs, kept:</strong> <Shown text={inWords(field, after)} />
						</p>
					)}
				</fieldset>
			))}
		</Dialog>
	);
}

/** @param {{ base: App, onClose: () => void }} props */
const DeletedDialog = ({ base, onClose }) => (
	<Dialog
		title="Somebody deleted this connection"
		onClose={onClose}
		cancel="Keep editing"
		action={
			<button type="button" class="primary" onClick={() => replaceWith(lastList())}>
				Back to the list
			</button>
		}
	>
		<p>
			<strong>{base.name}</strong> is gone, and its tokens with it. Nothing of yours has been sent.
		</p>
	</Dialog>
);
