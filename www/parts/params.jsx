import { Icon } from "./icon.jsx";

/**
 * The parameters of a URL, one in each row.
 *
 * @param {import("./field.jsx").InputProps} props
 */
export function Params({ field, value, onChange }) {
	/**
	 * @param {number} nth
	 * @param {Record<string, string>} part
	 */
	const set = (nth, part) =>
		onChange(
			value.map((/** @type {any} */ item, /** @type {number} */ at) => (at === nth ? { ...item, ...part } : item)),
		);
	return (
		<>
			{value.map((/** @type {{ key?: string, value?: string }} */ item, /** @type {number} */ nth) => (
				<div class="param" key={nth}>
					<input
						aria-label={`${field.label}, key ${nth + 1}`}
						placeholder="Key"
						class="code"
						value={item.key ?? ""}
						onInput={(event) => set(nth, { key: event.currentTarget.value })}
					/>
					<input
						aria-label={`${field.label}, value ${nth + 1}`}
						placeholder="Value"
						class="code"
						value={item.value ?? ""}
						onInput={(event) => set(nth, { value: event.currentTarget.value })}
					/>
					<button
						type="button"
						class="quiet square"
						aria-label={`Remove ${field.label}, row ${nth + 1}`}
						onClick={() => onChange(value.toSpliced(nth, 1))}
					>
						<Icon name="close" />
					</button>
				</div>
			))}
			<button type="button" class="small" onClick={() => onChange([...value, { key: "", value: "" }])}>
				Add a parameter
			</button>
		</>
	);
}
