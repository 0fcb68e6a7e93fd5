import { sentence } from "../state/issues.js";

/** @param {{ id?: string, issues: readonly import("descope-outbound").Issue[] }} props */
export const IssueList = ({ id, issues }) =>
	issues.length === 0 ? null : (
		<ul id={id} class="issues">
			{issues.map((issue) => (
				<li key={issue.path + issue.code} class={issue.severity}>
					<span class="hidden">{issue.severity === "error" ? "Error: " : "Warning: "}</span>
					{sentence(issue)}
				</li>
			))}
		</ul>
	);
