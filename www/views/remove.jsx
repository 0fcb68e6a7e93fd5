import { useId, useState } from "preact/hooks";
import { Dialog } from "../parts/dialog.jsx";
import { Line } from "../parts/line.jsx";
import { Notice, Problem } from "../parts/notice.jsx";
import { useTask } from "../parts/task.js";
import { loadApp } from "../state/apps.js";
import { deleteApp } from "../state/changes.js";
import { dropDraft } from "../state/draft.js";
import { lastList, replaceWith } from "../state/route.js";

/** @param {{ app: import("../state/apps.js").App, onClose: () => void }} props */
export function RemoveDialog({ app, onClose }) {
	const id = useId();
	const [typed, setTyped] = useState("");
	const [note, setNote] = useState("");
	const { isBusy, error, run, look, mustLook } = useTask();
	const name = app.name || app.id;
	const isTyped = typed.trim() === name.trim();

	const leave = () => {
		dropDraft(app.id);
		onClose();
		replaceWith(lastList());
	};
	const remove = () =>
		run(async () => {
			setNote("");
			await deleteApp(app.id);
			leave();
		});
	const lookAgain = () =>
		look(async () => {
			if ((await loadApp(app.id)) === undefined) leave();
			else setNote("It was not deleted. You can try again.");
		});
	/** @param {Event} event */
	const submit = (event) => {
		event.preventDefault();
		if (isTyped && !isBusy && !mustLook) remove();
	};

	return (
		<Dialog
			title="Delete this connection?"
			onClose={onClose}
			action={
				<button type="submit" form={`${id}-form`} class="danger filled" disabled={!isTyped || isBusy || mustLook}>
					{isBusy ? "Deleting …" : "Delete for good"}
				</button>
			}
		>
			<p>
				<strong>{name}</strong> goes for good, and with it every access token that users and tenants have for it. They
				would have to connect again. At the provider, nothing is revoked.
			</p>
			<form id={`${id}-form`} onSubmit={submit}>
				<Line
					id={id}
					label={
						<>
							Type <span class="code">{name}</span> to go on
						</>
					}
					value={typed}
					onInput={setTyped}
				/>
			</form>
			{error && <Problem error={error} isChange onRetry={remove} onLook={lookAgain} />}
			{note && <Notice title={note} />}
		</Dialog>
	);
}
