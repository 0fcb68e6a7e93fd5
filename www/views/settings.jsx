import { check } from "../state/api.js";
import { GROUPS, inWords, settled } from "../state/fields.js";
import { issuesByField } from "../state/issues.js";
import { IssueList } from "../parts/issues.jsx";

/**
 * Shows all fields of an app.
 *
 * @param {{ app: import("../state/apps.js").App }} props
 */
export function Settings({ app }) {
	const issues = issuesByField(check(withSecret(app)));
	return (
		<div class="groups">
			{GROUPS.map(({ title, fields }) => (
				<section class="card" key={title} aria-label={title}>
					<h2>{title}</h2>
					<dl class="fields">
						{fields.map((field) => (
							<div key={field.name}>
								<dt>{field.label}</dt>
								<dd>
									<Value field={field} value={app[field.name]} />
									<IssueList issues={issues[field.name] ?? []} />
								</dd>
							</div>
						))}
					</dl>
				</section>
			))}
		</div>
	);
}

/** @param {{ field: import("../state/fields.js").Field, value: unknown }} props */
function Value({ field, value }) {
	if (field.kind === "secret") return <span class="muted">Never shown: the server keeps it.</span>;
	const text = inWords(field, value);
	if (text === "") return <span class="muted">Not set</span>;
	const set = settled(value);
	if (field.kind === "scopes" && Array.isArray(set)) {
		return (
			<ul class="chips">
				{set.map((scope) => (
					<li key={scope} class="chip code">
						{scope}
					</li>
				))}
			</ul>
		);
	}
	return <span class={field.kind === "url" || field.kind === "params" ? "pre code" : "pre"}>{text}</span>;
}

/**
 * Adds a placeholder secret to a loaded app, which the rules would otherwise take for a client without a secret.
 *
 * @param {Record<string, any>} app
 */
export const withSecret = (app) => (app.clientId ? { ...app, clientSecret: "kept-by-the-server" } : app);
