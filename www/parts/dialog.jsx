import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { Icon } from "./icon.jsx";

/**
 * A modal dialog, open while it is rendered. The browser keeps the focus inside and restores it afterwards.
 *
 * @param {{ title: string, onClose: () => void, children: any, cancel?: string, action?: any }} props `action` is shown
 *   beside the cancel button
 */
export function Dialog({ title, onClose, children, cancel = "Cancel", action }) {
	const id = useId();
	const dialog = useRef(/** @type {HTMLDialogElement | null} */ (null));
	const latest = useRef(onClose);
	latest.current = onClose;
	useLayoutEffect(() => {
		const element = dialog.current;
		const closed = () => latest.current();
		element?.addEventListener("close", closed);
		element?.showModal();
		return () => {
			element?.removeEventListener("close", closed);
			element?.close();
		};
	}, []);
	return (
		<dialog ref={dialog} aria-labelledby={id}>
			<header class="dialog-head">
				<h2 id={id}>{title}</h2>
				<button type="button" class="quiet square" aria-label="Close" onClick={onClose}>
					<Icon name="close" />
				</button>
			</header>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls has to be reached by keyboard */}
			<div class="dialog-body" tabIndex={0}>
				{children}
			</div>
			{action && (
				<footer class="dialog-foot">
					<button type="button" onClick={onClose}>
						{cancel}
					</button>
					{action}
				</footer>
			)}
		</dialog>
	);
}
