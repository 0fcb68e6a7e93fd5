import { useId } from "preact/hooks";
import { inWords } from "../state/fields.js";
import { IssueList } from "./issues.jsx";
import { Params } from "./params.jsx";
import { Secret } from "./secret.jsx";

/**
 * @typedef {object} InputProps
 * @property {string} id
 * @property {import("../state/fields.js").Field} field
 * @property {any} value
 * @property {(value: any) => void} onChange
 * @property {Record<string, any>} aria
 * @property {import("./secret.jsx").Stored | undefined} stored
 */

/**
 * A field of a form: label, input, hint and issues.
 *
 * @param {{ field: import("../state/fields.js").Field, value: any, onChange: (value: any) => void, issues: readonly import("descope-outbound").Issue[], isFixed: boolean, stored: InputProps["stored"] }} props
 */
export function FormField({ field, value, onChange, issues, isFixed, stored }) {
	const id = useId();
	const { label, kind, isRequired } = field;
	const hint = isFixed ? field.fixed : field.hint;
	const described = [hint && `${id}-hint`, issues.length > 0 && `${id}-issues`].filter(Boolean).join(" ");
	const aria = {
		"aria-describedby": described || undefined,
		"aria-invalid": issues.some(({ severity }) => severity === "error") || undefined,
	};
	const isGroup = kind === "prompts" || kind === "params";
	const Input = isFixed ? Fixed : (INPUTS[kind] ?? Text);
	const body = (
		<>
			<Input id={id} field={field} value={value} onChange={onChange} aria={aria} stored={stored} />
			{hint && (
				<p class="hint" id={`${id}-hint`}>
					{hint}
				</p>
			)}
			<IssueList id={`${id}-issues`} issues={issues} />
		</>
	);
	if (isFixed) {
		return (
			<div class="field">
				<span class="label">{label}</span>
				{body}
			</div>
		);
	}
	if (isGroup) {
		return (
			<fieldset class="field" aria-describedby={aria["aria-describedby"]}>
				<legend>{label}</legend>
				{body}
			</fieldset>
		);
	}
	// A checkbox has its label beside it.
	if (kind === "flag") return <div class="field">{body}</div>;
	return (
		<div class="field">
			<label class="label" for={id}>
				{label}
				{isRequired && <span class="muted"> (required)</span>}
			</label>
			{body}
		</div>
	);
}

/** @param {InputProps} props */
const Fixed = ({ field, value }) => <p class="fixed pre">{inWords(field, value) || "Not set"}</p>;

/** @param {InputProps} props */
const Text = ({ id, field, value, onChange, aria }) => (
	<input
		id={id}
		name={field.name}
		type="text"
		inputmode={field.kind === "url" ? "url" : undefined}
		class={field.kind === "url" ? "code" : undefined}
		autocomplete="off"
		autocapitalize="off"
		spellcheck={false}
		aria-required={field.isRequired}
		value={value}
		onInput={(event) => onChange(event.currentTarget.value)}
		{...aria}
	/>
);

/** @param {InputProps} props */
const Long = ({ id, field, value, onChange, aria }) => (
	<textarea
		id={id}
		name={field.name}
		rows={2}
		value={value}
		onInput={(event) => onChange(event.currentTarget.value)}
		{...aria}
	/>
);

/** @param {InputProps} props */
const Flag = ({ id, field, value, onChange, aria }) => (
	<label class="check with-text" for={id}>
		<input
			id={id}
			name={field.name}
			type="checkbox"
			checked={value}
			onChange={(event) => onChange(event.currentTarget.checked)}
			{...aria}
		/>
		{field.label}
	</label>
);

/** @param {InputProps} props */
function Choice({ id, field, value, onChange, aria }) {
	const choices = field.choices ?? [];
	const isKnown = choices.some(([choice]) => choice === value);
	return (
		<select id={id} name={field.name} value={value} onChange={(event) => onChange(event.currentTarget.value)} {...aria}>
			{[...choices, ...(isKnown ? [] : [[value, value]])].map(([choice, label]) => (
				<option key={choice} value={choice}>
					{label}
				</option>
			))}
		</select>
	);
}

/** @param {InputProps} props */
function Prompts({ field, value, onChange }) {
	const known = field.choices ?? [];
	const others = value.filter((/** @type {string} */ prompt) => !known.some(([choice]) => choice === prompt));
	return (
		<div class="checks">
			{[...known, ...others.map((/** @type {string} */ prompt) => [prompt, prompt])].map(([prompt, label]) => (
				<label class="check with-text" key={prompt}>
					<input
						type="checkbox"
						name={field.name}
						value={prompt}
						checked={value.includes(prompt)}
						onChange={({ currentTarget: { checked } }) =>
							onChange(checked ? [...value, prompt] : value.filter((/** @type {string} */ one) => one !== prompt))
						}
					/>
					{label}
				</label>
			))}
		</div>
	);
}

/**
 * A scope contains no space [RFC 6749 §3.3], so spaces and line breaks separate scopes.
 *
 * @param {InputProps} props
 */
function Scopes({ id, field, value, onChange, aria }) {
	return (
		<textarea
			id={id}
			name={field.name}
			class="code"
			rows={Math.min(8, Math.max(3, value.length + 1))}
			autocapitalize="off"
			spellcheck={false}
			defaultValue={value.join("\n")}
			onInput={(event) => onChange(event.currentTarget.value.split(/\s+/).filter(Boolean))}
			{...aria}
		/>
	);
}

/** @type {Record<string, (props: InputProps) => any>} */
const INPUTS = {
	long: Long,
	secret: Secret,
	flag: Flag,
	choice: Choice,
	prompts: Prompts,
	scopes: Scopes,
	params: Params,
};
