export type * from "../dist/core/core.js";
export type { CreateResponse as Response } from "../dist/core/core.js";
export * from "../client/client.js";
export * from "../client/errors.js";
export * from "../client/validate.js";

declare module "../client/client.js" {
	interface OutboundApps {
		/**
		 * Forgets the key, where the host has this symbol: for `using`, and otherwise needless. Calls in flight end as they
		 * would, and later ones reject.
		 */
		[Symbol.dispose](): void;
	}
}
