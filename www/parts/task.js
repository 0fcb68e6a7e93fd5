import { useCallback, useState } from "preact/hooks";

/** Runs asynchronous work, one task at a time. Keeps the error of a task until the next one starts. */
export function useTask() {
	const [{ isBusy, error }, set] = useState(
		/** @type {{ isBusy: boolean, error: any }} */ ({ isBusy: false, error: undefined }),
	);
	const run = useCallback(async (/** @type {() => Promise<unknown>} */ work) => {
		set({ isBusy: true, error: undefined });
		try {
			await work();
			set({ isBusy: false, error: undefined });
		} catch (error) {
			set({ isBusy: false, error });
		}
	}, []);
	/** Runs a look-up of whether a change was made. If the look-up fails, the outcome stays unknown. */
	const look = (/** @type {() => Promise<unknown>} */ work) =>
		run(() =>
			work().catch((error) => {
				throw Object.assign(error, { applied: "unknown" });
			}),
		);
	return { isBusy, error, run, look, mustLook: error !== undefined && error.applied !== "no" };
}
