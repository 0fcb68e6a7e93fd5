/**
 * A labelled one-line input for values other than an app's fields.
 *
 * @param {{ id: string, label: any, value: string, onInput: (value: string) => void }} props
 */
export const Line = ({ id, label, value, onInput }) => (
	<div class="field">
		<label class="label" for={id}>
			{label}
		</label>
		<input
			id={id}
			class="code"
			autocomplete="off"
			spellcheck={false}
			value={value}
			onInput={(event) => onInput(event.currentTarget.value)}
		/>
	</div>
);
