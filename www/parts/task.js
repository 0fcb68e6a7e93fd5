import { useCallback, useState } from "preact/hooks";

/** Work that takes time and may fail: one at a time, its error kept until the next. */
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
	/** Finds out what became of a change: until that has worked, nobody knows. */
	const look = (/** @type {() => Promise<unknown>} */ work) =>
		run(() =>
			work().catch((error) => {
				throw Object.assign(error, { applied: "unknown" });
			}),
		);
	return { isBusy, error, run, look, mustLook: error !== undefined && error.applied !== "no" };
}
