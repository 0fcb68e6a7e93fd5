import { useLayoutEffect, useRef } from "preact/hooks";

/**
 * The heading of a page. It receives the focus when the page changes, so that a screen reader announces the page.
 *
 * @param {{ children: string, place: string }} props
 */
export function Heading({ children, place }) {
	const heading = useRef(/** @type {HTMLHeadingElement | null} */ (null));
	useLayoutEffect(() => {
		document.title = `${children} – Connections`;
	}, [children]);
	// Only a change of `place` moves the focus, not a change of the text
	useLayoutEffect(() => {
		if (!document.querySelector("dialog[open]")) heading.current?.focus({ preventScroll: true });
	}, [place]);
	return (
		<h1 ref={heading} tabIndex={-1}>
			{children}
		</h1>
	);
}
