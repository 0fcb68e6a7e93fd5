import { useLayoutEffect, useRef, useState } from "preact/hooks";

/** The number of rows rendered beyond each edge of the window, so that scrolling shows no gap. */
const SPARE = 6;

/** The assumed height of a row until the first one has been measured. */
const GUESSED_HEIGHT = 64;

/**
 * A list that renders only the rows in the window. All rows have the same height, which the stylesheet sets.
 *
 * @template T
 * @param {{ items: T[], keyOf: (item: T) => string, label: string, row: (item: T) => any }} props
 */
export function Rows({ items, keyOf, label, row }) {
	const list = useRef(/** @type {HTMLUListElement | null} */ (null));
	const [{ first, last, height }, setWindow] = useState({ first: 0, last: 30, height: GUESSED_HEIGHT });

	useLayoutEffect(() => {
		const measure = () => {
			const element = list.current;
			if (element === null) return;
			const height = element.firstElementChild?.getBoundingClientRect().height || GUESSED_HEIGHT;
			const above = -element.getBoundingClientRect().top;
			const first = Math.max(0, Math.floor(above / height) - SPARE);
			const last = Math.max(0, Math.ceil((above + innerHeight) / height) + SPARE);
			setWindow((old) =>
				old.first === first && old.last === last && old.height === height ? old : { first, last, height },
			);
		};
		measure();
		addEventListener("scroll", measure, { passive: true });
		addEventListener("resize", measure);
		return () => {
			removeEventListener("scroll", measure);
			removeEventListener("resize", measure);
		};
	}, [items.length]);

	/** @param {KeyboardEvent} event */
	const move = (event) => {
		const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
		const element = list.current;
		const current = /** @type {HTMLElement} */ (event.target).closest("li");
		if (step === undefined || element === null || current === null) return;
		const next = (step > 0 ? current.nextElementSibling : current.previousElementSibling)?.querySelector("a");
		if (!next) return;
		event.preventDefault();
		next.focus();
		next.closest("li")?.scrollIntoView({ block: "nearest" });
	};

	const start = Math.min(first, Math.max(0, items.length - 1));
	return (
		<ul
			ref={list}
			class="rows"
			aria-label={label}
			style={{ height: `${items.length * height}px`, paddingTop: `${start * height}px` }}
			onKeyDown={move}
		>
			{items.slice(start, last).map((item, nth) => (
				<li key={keyOf(item)} aria-setsize={items.length} aria-posinset={start + nth + 1}>
					{row(item)}
				</li>
			))}
		</ul>
	);
}
