import { inWords } from "../state/problems.js";

/**
 * @param {{ kind?: "info" | "warning" | "error" | "good", title?: string, children?: any, actions?: any }} props
 */
export const Notice = ({ kind = "info", title, children, actions }) => (
	<div class={`notice ${kind}`} role={kind === "error" ? "alert" : "status"}>
		<div class="notice-text">
			{title && <strong>{title}</strong>}
			{children}
		</div>
		{actions && <div class="actions">{actions}</div>}
	</div>
);

/**
 * An error message with advice.
 *
 * @param {{ error: any, isChange?: boolean, onRetry?: () => void, onLook?: () => void }} props `onLook` looks up
 *   whether a change was made whose response was lost
 */
export function Problem({ error, isChange = false, onRetry, onLook }) {
	const { title, advice, detail, mayBeDone } = inWords(error, isChange);
	return (
		<Notice
			kind="error"
			title={title}
			actions={
				<>
					{mayBeDone && onLook && (
						<button type="button" onClick={onLook}>
							Look again
						</button>
					)}
					{!mayBeDone && onRetry && (
						<button type="button" onClick={onRetry}>
							Try again
						</button>
					)}
				</>
			}
		>
			<p>{advice}</p>
			{detail && <p class="pre detail">{detail}</p>}
		</Notice>
	);
}
