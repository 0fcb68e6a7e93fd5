import { useState } from "preact/hooks";

/**
 * An app's logo, or its initial if the logo is missing or does not load.
 *
 * @param {{ app: import("../state/apps.js").App }} props
 */
export function Logo({ app: { logo, name, id } }) {
	const [broken, setBroken] = useState("");
	if (logo && logo !== broken) {
		return (
			<img class="logo" src={logo} alt="" loading="lazy" referrerpolicy="no-referrer" onError={() => setBroken(logo)} />
		);
	}
	return (
		<span class="logo" aria-hidden="true">
			{[...(name.trim() || id)][0]?.toUpperCase() ?? "?"}
		</span>
	);
}
