import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { FormField } from "../parts/field.jsx";
import { Heading } from "../parts/heading.jsx";
import { Notice, Problem } from "../parts/notice.jsx";
import { useTask } from "../parts/task.js";
import { list } from "../state/apps.js";
import { createApp, findCreated, undoable } from "../state/changes.js";
import { check } from "../state/api.js";
import { difference, toPatch } from "../state/difference.js";
import { dropDraft, writeDraft } from "../state/draft.js";
import { FIELDS, GROUPS, settled, toApp, toValues } from "../state/fields.js";
import { issuesByField, taken } from "../state/issues.js";
import { useStore } from "../state/store.js";
import { ReviewDialog } from "./review.jsx";
import { withSecret } from "./settings.jsx";

/** @typedef {import("../state/apps.js").App} App */

/**
 * The form of a new or existing app.
 *
 * @param {object} props
 * @param {string} props.heading
 * @param {string} props.draftKey
 * @param {App} [props.base] the app as it was when the form was opened; `undefined` for a new one
 * @param {Record<string, any>} props.start
 * @param {boolean} props.isRestored
 * @param {string} props.backTo
 * @param {any} [props.children] above the form
 * @param {(app: App) => void} props.onDone
 */
export function Editor({ heading, draftKey, base: opened, start, isRestored, backTo, children, onDone }) {
	const [base, setBase] = useState(opened);
	const [values, setValues] = useState(() => /** @type {Record<string, any>} */ ({ ...start, clientSecret: "" }));
	const [clearsSecret, setClearsSecret] = useState(false);
	const [touched, setTouched] = useState(/** @type {Set<string>} */ (new Set()));
	const [isSent, setSent] = useState(false);
	const [restored, setRestored] = useState(isRestored);
	const [isReviewing, setReviewing] = useState(false);
	const [note, setNote] = useState("");
	const { isBusy, error, run, look, mustLook } = useTask();
	const form = useRef(/** @type {HTMLFormElement | null} */ (null));
	const [version, setVersion] = useState(0);

	const isNew = base === undefined;
	const app = useMemo(() => toApp(values), [values]);
	const { apps } = useStore(list);
	const issues = useMemo(() => {
		const others = (apps ?? []).filter(({ id }) => id !== base?.id);
		return [...check(isNew || app.clientSecret ? app : withSecret(app)), ...taken(app, others)];
	}, [app, apps, base, isNew]);
	const byField = useMemo(() => issuesByField(issues), [issues]);
	const changes = useMemo(() => (base ? difference(base, app) : []), [base, app]);
	const secret = clearsSecret ? "" : values.clientSecret || undefined;
	const errors = issues.filter(({ severity }) => severity === "error");
	const count = changes.length + (secret === undefined ? 0 : 1);

	/**
	 * @param {string} name
	 * @param {any} value
	 */
	const set = (name, value) => {
		const next = { ...values, [name]: value };
		setValues(next);
		setTouched(new Set(touched).add(name));
		setNote("");
		writeDraft(draftKey, next, base);
	};

	const startAgain = () => {
		dropDraft(draftKey);
		setValues({ ...(base ? toValues(base) : start), clientSecret: "" });
		setTouched(new Set());
		setRestored(false);
		// The new key resets inputs that keep their own text.
		setVersion(version + 1);
	};

	/** @param {App} created @param {string} message */
	const finish = (created, message) => {
		undoable.set({ ...undoable.get(), [created.id]: { saved: created, message, back: {}, hasNewSecret: false } });
		onDone(created);
	};

	const create = () => run(async () => finish(await createApp(app), "The connection was created."));

	const lookAgain = () =>
		look(async () => {
			const found = await findCreated(app);
			if (found) finish(found, "The connection had been created.");
			else setNote("It was not created. You can send it again.");
		});

	/** @param {Event} event */
	const submit = (event) => {
		event.preventDefault();
		setSent(true);
		setNote("");
		if (errors.length === 0) (isNew ? create : () => setReviewing(true))();
	};

	// Moves the focus to the first mistake, once it is rendered.
	useLayoutEffect(() => {
		if (isSent && errors.length > 0) {
			/** @type {HTMLElement | null | undefined} */ (
				form.current?.querySelector("[aria-invalid], .issues .error")
			)?.focus();
		}
		// Only after a submit, not after a correction
	}, [isSent]);

	/** @param {string} name */
	const shownIssues = (name) =>
		isSent || touched.has(name) || settled(values[name]) !== undefined ? (byField[name] ?? []) : [];
	const rest = issues.filter(({ path }) => !FIELDS.some(({ name }) => name === /^\w*/.exec(path)?.[0]));

	return (
		<form ref={form} noValidate onSubmit={submit} key={version}>
			<div class="page-head">
				<Heading place={`form ${draftKey}`}>{heading}</Heading>
			</div>
			{restored && (
				<Notice
					title="Your unfinished form is back"
					actions={
						<button type="button" onClick={startAgain}>
							Start again
						</button>
					}
				>
					<p>Only a client secret is not kept: type it again.</p>
				</Notice>
			)}
			{children}
			<div class="groups">
				{GROUPS.map(({ title, isOAuth, fields }) => {
					const inputs = fields.map((field) => (
						<FormField
							key={field.name}
							field={field}
							value={values[field.name]}
							onChange={(value) => set(field.name, value)}
							issues={shownIssues(field.name)}
							isFixed={!isNew && field.fixed !== undefined}
							stored={isNew ? undefined : { clears: clearsSecret, setClears: setClearsSecret }}
						/>
					));
					const isNeedless =
						isOAuth && values.appType === "apikey" && fields.every(({ name }) => !settled(values[name]));
					return isNeedless ? (
						<details class="card" key={title}>
							<summary>
								<h2>{title}</h2> <span class="muted">An API key needs none of this.</span>
							</summary>
							{inputs}
						</details>
					) : (
						<section class="card" key={title} aria-label={title}>
							<h2>{title}</h2>
							{inputs}
						</section>
					);
				})}
			</div>
			{rest.map((issue) => (
				<Notice key={issue.path} kind={issue.severity} title={issue.path}>
					<p>{issue.message}</p>
				</Notice>
			))}
			{error && <Problem error={error} isChange onRetry={create} onLook={lookAgain} />}
			{note && <Notice title={note} />}
			<div class="bar">
				<p role="status">{summarize(isNew, isSent, count, errors.length, issues.length - errors.length)}</p>
				<div class="actions">
					<a class="button quiet" href={backTo}>
						Back
					</a>
					<button type="submit" class="primary" disabled={isBusy || mustLook || (!isNew && count === 0)}>
						{isNew ? (isBusy ? "Creating …" : "Create connection") : "Review changes"}
					</button>
				</div>
			</div>
			{isReviewing && base && (
				<ReviewDialog
					base={base}
					changes={changes}
					patch={{ ...toPatch(changes), ...(secret === undefined ? {} : { clientSecret: secret }) }}
					onClose={() => setReviewing(false)}
					onMerged={(theirs, merged) => {
						setBase(theirs);
						const next = { ...toValues({ ...app, ...merged }), clientSecret: values.clientSecret };
						setValues(next);
						writeDraft(draftKey, next, theirs);
						setVersion(version + 1);
					}}
					onDone={onDone}
				/>
			)}
		</form>
	);
}

/**
 * @param {boolean} isNew
 * @param {boolean} isSent
 * @param {number} changes
 * @param {number} errors
 * @param {number} warnings
 */
function summarize(isNew, isSent, changes, errors, warnings) {
	const parts = [
		!isNew && (changes === 0 ? "Nothing changed yet" : `${counted(changes, "field")} changed`),
		errors > 0 && (isSent || !isNew) && `${counted(errors, "mistake")} to correct`,
		warnings > 0 && counted(warnings, "warning"),
	];
	return parts.filter(Boolean).join(" · ");
}

/**
 * @param {number} number
 * @param {string} noun
 */
const counted = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;
