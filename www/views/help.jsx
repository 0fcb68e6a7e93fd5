import { Dialog } from "../parts/dialog.jsx";
import { shortcuts } from "../state/settings.js";
import { useStore } from "../state/store.js";

/** @type {[keys: string[], what: string][]} */
const KEYS = [
	[["/"], "Search"],
	[["n"], "New connection"],
	[["e"], "Edit the connection that is shown"],
	[["r"], "Refresh"],
	[["↑", "↓"], "Move along the list"],
	[["Esc"], "Close a dialog"],
	[["?"], "This list"],
];

/** @param {{ onClose: () => void }} props */
export function HelpDialog({ onClose }) {
	const isOn = useStore(shortcuts) === "on";
	return (
		<Dialog title="Keyboard shortcuts" onClose={onClose}>
			<dl class="keys">
				{KEYS.map(([keys, what]) => (
					<div key={what}>
						<dt>
							{keys.map((key) => (
								<kbd key={key}>{key}</kbd>
							))}
						</dt>
						<dd>{what}</dd>
					</div>
				))}
			</dl>
			<label class="check with-text">
				<input
					type="checkbox"
					checked={isOn}
					onChange={(event) => shortcuts.set(event.currentTarget.checked ? "on" : "off")}
				/>
				Shortcuts of a single key
			</label>
		</Dialog>
	);
}
