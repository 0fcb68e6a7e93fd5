/** @typedef {{ clears: boolean, setClears: (clears: boolean) => void }} Stored the state of a stored secret */

/**
 * The input of the client secret. The secret is only in the input's value, not in an attribute or in storage.
 *
 * @param {import("./field.jsx").InputProps} props `stored` is given for an app that exists
 */
export const Secret = ({ id, field, value, onChange, aria, stored }) => (
	<>
		<input
			id={id}
			name={field.name}
			type="password"
			class="code"
			autocomplete="off"
			disabled={stored?.clears}
			placeholder={stored && "Unchanged"}
			value={value}
			onInput={(event) => onChange(event.currentTarget.value)}
			{...aria}
		/>
		{stored && (
			<>
				<p class="hint">Left empty, the stored secret is kept. What you type replaces it.</p>
				<label class="check with-text">
					<input
						type="checkbox"
						checked={stored.clears}
						onChange={(event) => stored.setClears(event.currentTarget.checked)}
					/>
					Remove the stored secret
				</label>
			</>
		)}
	</>
);
