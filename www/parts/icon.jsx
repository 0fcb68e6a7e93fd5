/** Outlines on a 24 × 24 grid. @type {Record<string, string>} */
const PATHS = {
	search: "M11 4a7 7 0 1 0 0 14a7 7 0 0 0 0-14M16 16l5 5",
	plus: "M12 5v14M5 12h14",
	system: "M12 4a8 8 0 1 0 0 16zM12 4a8 8 0 0 1 0 16",
	light:
		"M12 8a4 4 0 1 0 0 8a4 4 0 0 0 0-8M12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.4 1.4M17.6 17.6L19 19M5 19l1.4-1.4M17.6 6.4L19 5",
	dark: "M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z",
	help: "M9 9a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.2-1.5 2.4M12 18v.5",
	refresh: "M20 12a8 8 0 1 1-2.4-5.7M20 3v4.5h-4.5",
	close: "M6 6l12 12M18 6L6 18",
	link: "M4 12h16M14 6l6 6l-6 6",
};

/** @param {{ name: string }} props */
export const Icon = ({ name }) => (
	<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
		<path d={PATHS[name]} />
	</svg>
);
