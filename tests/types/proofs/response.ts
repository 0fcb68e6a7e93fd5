import type { CreateResponse, Response } from "descope-outbound";
import { type Equal, prove } from "./equal.js";

/** The interface on the reference page of the create endpoint, with the separators that the page omits. */
export interface Documented {
	app?: {
		id?: string;
		name?: string;
		description?: string;
		clientId?: string;
		logo?: string;
		discoveryUrl?: string;
		authorizationUrl?: string;
		authorizationUrlParams?: { key?: string; value?: string }[];
		tokenUrl?: string;
		tokenUrlParams?: { key?: string; value?: string }[];
		revocationUrl?: string;
		defaultScopes?: string[];
		defaultRedirectUrl?: string;
		callbackDomain?: string;
		pkce?: boolean;
		accessType?: string;
		prompt?: string[];
		clientSecret?: string;
		appType?: string;
		useDcr?: boolean;
		dcrUrl?: string;
		tenantId?: string;
	};
}

prove<Equal<Documented, Response>>();
prove<Equal<Documented, CreateResponse>>();
prove<Equal<Documented, Awaited<ReturnType<import("descope-outbound").OutboundApps["create"]>>>>();

declare const documented: Documented;
declare const response: Response;
export const forth: Response = documented;
export const back: Documented = response;
