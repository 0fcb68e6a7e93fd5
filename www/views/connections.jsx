import { useEffect, useState } from "preact/hooks";
import { Line } from "../parts/line.jsx";
import { Notice, Problem } from "../parts/notice.jsx";
import { useTask } from "../parts/task.js";
import { linkTo, replaceWith } from "../state/route.js";
import { lookUp } from "../state/tokens.js";

/**
 * Shows whether a user or a tenant is connected to the app.
 *
 * @param {{ app: import("../state/apps.js").App, query: Record<string, string> }} props
 */
export function Connections({ app, query: { user = "", tenant = "" } }) {
	const [userId, setUserId] = useState(user);
	const [tenantId, setTenantId] = useState(tenant);
	const [found, setFound] = useState(/** @type {import("../state/tokens.js").Connection | undefined} */ (undefined));
	const { isBusy, error, run } = useTask();
	const look = () =>
		run(async () => {
			setFound(undefined);
			setFound(await lookUp(app.id, user, tenant));
		});
	// Looks up the user and tenant in the address
	useEffect(() => {
		if (user || tenant) look();
	}, [app.id, user, tenant]);

	/** @param {Event} event */
	const submit = (event) => {
		event.preventDefault();
		const asked = { user: userId.trim(), tenant: tenantId.trim() };
		if (asked.user === user && asked.tenant === tenant) look();
		else replaceWith(linkTo(["app", app.id, "connections"], asked));
	};
	const who = [user && `User ${user}`, tenant && `${user ? "in tenant" : "Tenant"} ${tenant}`]
		.filter(Boolean)
		.join(" ");

	return (
		<section class="card" aria-label="Who is connected">
			<h2>Who is connected</h2>
			<p class="muted">
				There is no list of all users: ask for one by the user’s ID, the tenant’s, or both for a user within a tenant.
			</p>
			<form class="ask" onSubmit={submit}>
				<Line id="user" label="User ID" value={userId} onInput={setUserId} />
				<Line id="tenant" label="Tenant ID" value={tenantId} onInput={setTenantId} />
				<button type="submit" class="primary" disabled={isBusy || !(userId.trim() || tenantId.trim())}>
					{isBusy ? "Looking …" : "Look up"}
				</button>
			</form>
			{error && <Problem error={error} onRetry={look} />}
			{found && <Found found={found} who={who} />}
		</section>
	);
}

/** @param {{ found: import("../state/tokens.js").Connection, who: string }} props */
function Found({ found: { isConnected, facts }, who }) {
	if (isConnected === undefined) {
		return (
			<Notice kind="warning" title="Not known">
				<p>The API lists no tokens of tenants, and this console’s proxy shows nothing about them. Add a user’s ID.</p>
			</Notice>
		);
	}
	return (
		<>
			<Notice kind={isConnected ? "good" : "info"} title={isConnected ? "Connected" : "Not connected"}>
				<p>{isConnected ? `${who} has a valid token.` : `${who} has no valid token.`}</p>
			</Notice>
			{facts && facts.length > 0 && (
				<dl class="fields">
					{facts.map(({ label, text, kind }) => (
						<div key={label}>
							<dt>{label}</dt>
							<dd class={kind ? `pre ${kind}` : "pre"}>{text}</dd>
						</div>
					))}
				</dl>
			)}
			{facts === undefined && isConnected && <p class="hint">This console’s proxy shows nothing more about tokens.</p>}
		</>
	);
}
