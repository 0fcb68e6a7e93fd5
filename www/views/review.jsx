import { useState } from "preact/hooks";
import { Dialog } from "../parts/dialog.jsx";
import { Notice, Problem } from "../parts/notice.jsx";
import { Shown } from "../parts/shown.jsx";
import { useTask } from "../parts/task.js";
import { loadApp } from "../state/apps.js";
import { changeApp, hasAll, undoable } from "../state/changes.js";
import { difference, toPatch } from "../state/difference.js";
import { FIELDS, inWords } from "../state/fields.js";
import { ConflictDialog } from "./conflict.jsx";

/** @typedef {import("../state/apps.js").App} App */

/**
 * Shows the changes of an edit before it is sent.
 *
 * @param {object} props
 * @param {App} props.base
 * @param {import("../state/difference.js").Change[]} props.changes
 * @param {Record<string, any>} props.patch
 * @param {() => void} props.onClose
 * @param {(theirs: App, merged: Record<string, any>) => void} props.onMerged
 * @param {(app: App) => void} props.onDone
 */
export function ReviewDialog({ base, changes, patch, onClose, onMerged, onDone }) {
	const [theirs, setTheirs] = useState(/** @type {App | null | undefined} */ (null));
	const [note, setNote] = useState("");
	const { isBusy, error, run, look, mustLook } = useTask();
	const hasNewSecret = "clientSecret" in patch;

	/** @param {App} saved @param {string} message */
	const finish = (saved, message) => {
		const back = toPatch(changes.map(({ field, before, after }) => ({ field, before: after, after: before })));
		undoable.set({ ...undoable.get(), [saved.id]: { saved, message, back, hasNewSecret } });
		onDone(saved);
	};

	const save = () =>
		run(async () => {
			setNote("");
			const result = await changeApp(base, patch);
			if ("theirs" in result) setTheirs(result.theirs);
			else if (result.ignored.length === 0) finish(result.saved, "The changes were saved.");
			else finish(result.saved, `Saved, but the server ignores ${result.ignored.join(" and ")}.`);
		});

	const lookAgain = () =>
		look(async () => {
			const now = await loadApp(base.id);
			if (now && changes.length === 0)
				setNote("Whether the secret was replaced cannot be seen. Sending it again does no harm.");
			else if (now && hasAll(now, patch)) finish(now, "The changes had been saved.");
			else if (now && difference(base, now).length === 0)
				setNote("The changes were not saved. You can send them again.");
			else setTheirs(now);
		});

	if (theirs !== null) {
		return (
			<ConflictDialog
				base={base}
				theirs={theirs}
				changes={changes}
				onClose={onClose}
				onMerged={(merged) => {
					if (theirs) onMerged(theirs, merged);
					setTheirs(null);
				}}
			/>
		);
	}
	return (
		<Dialog
			title="Review the changes"
			onClose={onClose}
			cancel="Keep editing"
			action={
				<button
					type="button"
					class="primary"
					disabled={isBusy || mustLook || (changes.length === 0 && !hasNewSecret)}
					onClick={save}
				>
					{isBusy ? "Saving …" : "Save changes"}
				</button>
			}
		>
			{error && <Problem error={error} isChange onRetry={save} onLook={lookAgain} />}
			{note && <Notice title={note} />}
			{changes.length === 0 && !hasNewSecret && <p>Nothing is left to change: the connection is as you want it.</p>}
			<dl class="changes">
				{changes.map(({ field, before, after }) => (
					<div key={field.name}>
						<dt>{field.label}</dt>
						{linesOf(field, before, after).map(([kind, text]) => (
							<dd key={kind + text} class={kind}>
								<span class="hidden">{SPOKEN[kind]}</span>
								<Shown text={text} />
							</dd>
						))}
					</div>
				))}
				<div>
					<dt>Client secret</dt>
					<dd class={hasNewSecret ? "after" : "kept"}>
						{hasNewSecret ? (patch.clientSecret === "" ? "Will be removed" : "Will be replaced") : "Kept"}
					</dd>
				</div>
			</dl>
			<p class="hint">
				An update never carries {NOT_CARRIED}: these stay as they are. Every field that is not listed here keeps its
				value.
			</p>
		</Dialog>
	);
}

const NOT_CARRIED = FIELDS.filter(({ fixed, name }) => fixed && name !== "id")
	.map(({ name }) => name)
	.join(", ");

const SPOKEN = { before: "Before: ", after: "After: ", kept: "Kept: " };

/**
 * Returns the lines before and after, and for lists also the unchanged items.
 *
 * @param {import("../state/fields.js").Field} field
 * @param {unknown} before
 * @param {unknown} after
 * @returns {(readonly ["before" | "after" | "kept", string])[]}
 */
function linesOf(field, before, after) {
	const [old, now] = [inWords(field, before), inWords(field, after)];
	const [oldItems, items] = [old.split("\n"), now.split("\n")];
	const isList = Array.isArray(before) && Array.isArray(after);
	const gone = oldItems.filter((item) => !items.includes(item));
	const come = items.filter((item) => !oldItems.includes(item));
	if (!isList || gone.length + come.length === 0) {
		return [
			["before", old],
			["after", now],
		];
	}
	return [
		...items.filter((item) => oldItems.includes(item)).map((item) => /** @type {const} */ (["kept", item])),
		...gone.map((item) => /** @type {const} */ (["before", item])),
		...come.map((item) => /** @type {const} */ (["after", item])),
	];
}
