import { useMemo } from "preact/hooks";
import { Dialog } from "../parts/dialog.jsx";
import { Notice } from "../parts/notice.jsx";
import { download, exported } from "../state/export.js";

/** @param {{ apps: import("../state/apps.js").App[], onClose: () => void }} props */
export function ExportDialog({ apps, onClose }) {
	const { text, variables } = useMemo(() => exported(apps), [apps]);
	const save = () => {
		download(text, "connections.json");
		onClose();
	};
	return (
		<Dialog
			title={apps.length === 1 ? "Export a connection" : `Export ${apps.length} connections`}
			onClose={onClose}
			action={
				<button type="button" class="primary" onClick={save}>
					Download
				</button>
			}
		>
			<p>The file holds every field that is set, and no secret: the server never shows one.</p>
			{variables.length > 0 && (
				<Notice title="Secrets are references">
					<p>Whoever applies the file has to set these environment variables:</p>
					<p class="pre code">{variables.join("\n")}</p>
				</Notice>
			)}
		</Dialog>
	);
}
