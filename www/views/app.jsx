import { useEffect, useState } from "preact/hooks";
import { Heading } from "../parts/heading.jsx";
import { Logo } from "../parts/logo.jsx";
import { Notice, Problem } from "../parts/notice.jsx";
import { useTask } from "../parts/task.js";
import { list, loadApp, summary } from "../state/apps.js";
import { changeApp, hasAll, undoable } from "../state/changes.js";
import { dropDraft, readDraft } from "../state/draft.js";
import { toValues } from "../state/fields.js";
import { appLink, lastList, linkTo, replaceWith } from "../state/route.js";
import { useStore } from "../state/store.js";
import { Connections } from "./connections.jsx";
import { Editor } from "./editor.jsx";
import { ExportDialog } from "./export.jsx";
import { RemoveDialog } from "./remove.jsx";
import { Settings } from "./settings.jsx";

/** @param {{ id: string, view: string, query: Record<string, string> }} props */
export function AppPage({ id, view, query }) {
	const { apps } = useStore(list);
	const [loaded, setLoaded] = useState(/** @type {import("../state/apps.js").App | null | undefined} */ (undefined));
	const { error, run } = useTask();
	const load = () => run(async () => setLoaded((await loadApp(id)) ?? null));
	// Loads again only for another app
	useEffect(() => {
		load();
	}, [id]);
	const known = apps?.find((app) => app.id === id);
	const app = loaded === null ? undefined : (known ?? loaded);

	if (loaded === null) return <Gone id={id} />;
	if (view === "edit") {
		return (
			<>
				<Back to={appLink(id)}>{app?.name || id}</Back>
				{loaded && app ? (
					<EditForm key={id} app={app} />
				) : (
					<>
						<Heading place={`edit ${id}`}>{`Edit ${app?.name || id}`}</Heading>
						{error ? <Problem error={error} onRetry={load} /> : <Skeleton />}
					</>
				)}
			</>
		);
	}
	return (
		<>
			<Back to={lastList()}>Connections</Back>
			{app === undefined ? <Heading place={id}>{id}</Heading> : <Head app={app} view={view} />}
			{error && <Problem error={error} onRetry={load} />}
			{app === undefined ? (
				!error && <Skeleton />
			) : (
				<>
					<Undo app={app} />
					{view === "connections" ? <Connections app={app} query={query} /> : <Settings app={app} />}
				</>
			)}
		</>
	);
}

/** @param {{ to: string, children: string }} props */
export const Back = ({ to, children }) => (
	<nav class="crumbs" aria-label="Breadcrumb">
		<a href={to}>{children}</a>
	</nav>
);

/** @param {{ app: import("../state/apps.js").App, view: string }} props */
function Head({ app, view }) {
	const [dialog, setDialog] = useState(/** @type {"" | "export" | "remove"} */ (""));
	const { isApiKey, missing } = summary(app);
	const close = () => setDialog("");
	return (
		<>
			<div class="page-head">
				<Logo app={app} />
				<div class="page-title">
					<Heading place={app.id}>{app.name || app.id}</Heading>
					<p class="muted badges">
						<span class="code">{app.id}</span>
						<span class="badge">{isApiKey ? "API key" : "OAuth"}</span>
						{app.tenantId && <span class="badge">Tenant {app.tenantId}</span>}
						{missing.length > 0 && <span class="badge warning">Incomplete</span>}
					</p>
				</div>
				<div class="actions">
					<a class="button primary" href={appLink(app.id, "edit")}>
						Edit
					</a>
					<a class="button" href={linkTo(["new"], { from: app.id })}>
						Duplicate
					</a>
					<button type="button" onClick={() => setDialog("export")}>
						Export
					</button>
					<button type="button" class="danger" onClick={() => setDialog("remove")}>
						Delete
					</button>
				</div>
			</div>
			<nav class="tabs" aria-label="Parts of the connection">
				<a href={appLink(app.id)} aria-current={view === "connections" ? undefined : "page"}>
					Settings
				</a>
				<a href={appLink(app.id, "connections")} aria-current={view === "connections" ? "page" : undefined}>
					Who is connected
				</a>
			</nav>
			{missing.length > 0 && (
				<Notice kind="warning" title="Nobody can connect yet">
					<p>Missing: {missing.join(", ")}.</p>
				</Notice>
			)}
			{dialog === "export" && <ExportDialog apps={[app]} onClose={close} />}
			{dialog === "remove" && <RemoveDialog app={app} onClose={close} />}
		</>
	);
}

/**
 * Confirms the last edit and offers to undo it.
 *
 * @param {{ app: import("../state/apps.js").App }} props
 */
function Undo({ app }) {
	const edits = useStore(undoable);
	const edit = edits[app.id];
	const { isBusy, error, run, look, mustLook } = useTask();
	const [isLate, setLate] = useState(false);
	const forget = () => undoable.set({ ...undoable.get(), [app.id]: undefined });
	if (edit === undefined) return null;
	const undone = () =>
		undoable.set({ ...undoable.get(), [app.id]: { ...edit, message: "The edit was undone.", back: {} } });
	const undo = () =>
		run(async () => {
			const result = await changeApp(edit.saved, edit.back);
			if ("theirs" in result) setLate(true);
			else undone();
		});
	const lookAgain = () =>
		look(async () => {
			const now = await loadApp(app.id);
			if (now && hasAll(now, edit.back)) undone();
		});
	const canUndo = Object.keys(edit.back).length > 0 && !isLate;
	return (
		<>
			<Notice
				kind="good"
				title={edit.message}
				actions={
					<>
						{canUndo && (
							<button type="button" disabled={isBusy || mustLook} onClick={undo}>
								{isBusy ? "Undoing …" : "Undo"}
							</button>
						)}
						<button type="button" class="quiet" onClick={forget}>
							Dismiss
						</button>
					</>
				}
			>
				{edit.hasNewSecret && canUndo && <p>The old client secret cannot be brought back: nobody can read it.</p>}
				{isLate && <p>It cannot be undone any more: somebody changed the connection since.</p>}
			</Notice>
			{error && <Problem error={error} isChange onRetry={undo} onLook={lookAgain} />}
		</>
	);
}

/** @param {{ app: import("../state/apps.js").App }} props */
function EditForm({ app }) {
	// The app as it was when the form was opened: a later load must not change it.
	const [{ draft, base }] = useState(() => {
		const draft = readDraft(app.id);
		return { draft, base: draft?.base ?? app };
	});
	return (
		<Editor
			heading={`Edit ${base.name || base.id}`}
			draftKey={app.id}
			base={base}
			start={draft?.values ?? toValues(base)}
			isRestored={draft !== undefined}
			backTo={appLink(app.id)}
			onDone={() => {
				dropDraft(app.id);
				replaceWith(appLink(app.id));
			}}
		/>
	);
}

/** @param {{ id: string }} props */
const Gone = ({ id }) => (
	<>
		<Back to={lastList()}>Connections</Back>
		<Heading place={id}>This connection does not exist</Heading>
		<p>
			There is no connection with the ID <span class="code">{id}</span>. Somebody may have deleted it.
		</p>
	</>
);

const Skeleton = () => (
	<div class="card" role="status">
		<span class="hidden">Loading the connection …</span>
		{["", "short", "", "short", ""].map((width, nth) => (
			<span key={nth} class={`skeleton line ${width}`} />
		))}
	</div>
);
