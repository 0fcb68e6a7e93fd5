// @ts-check
// The client, one method a line: what it is called with, and which of the core's methods it is.
import { dispose, execute } from "./call.js";
import { Core, Method, pass, takeOutput } from "./core.js";
import { toError } from "./failure.js";
import { environment, hostResends, option, plainClientOptions, withoutUndefined } from "./host.js";
import { reserveStack } from "./stack.js";

/**
 * @import {
 *   AppChanges,
 *   AppIdsResponse,
 *   AppResponse,
 *   AppWithId,
 *   AppsResponse,
 *   BatchResponse,
 *   ConnectRequest,
 *   ConnectResponse,
 *   CreateByDcrPresetRequest,
 *   CreateByTemplateRequest,
 *   CreateRequest,
 *   CreateResponse,
 *   DeleteUserTokensRequest,
 *   EnsureResponse,
 *   FetchTenantTokenRequest,
 *   FetchUserTokenRequest,
 *   ListAppsWithUserTokenRequest,
 *   OutboundAppsOptions,
 *   PatchResponse,
 *   RequestOptions,
 *   TokenResponse,
 *   UploadTenantApiKeyRequest,
 *   UploadTenantTokenRequest,
 *   UploadUserApiKeyRequest,
 *   UploadUserTokenRequest,
 * } from "../dist/core/core.js"
 */

/** See the core's `Environment`. */
const VARIABLES = ["DESCOPE_PROJECT_ID", "DESCOPE_MANAGEMENT_KEY", "DESCOPE_BASE_URL", "DESCOPE_BASE_URI"];

/**
 * What each client holds. Not a private field: what is to reach it from outside would have to stand in a static block,
 * for which bundlers keep a class that nobody uses.
 *
 * @type {WeakMap<object, import("./call.js").Client>}
 */
const clients = new WeakMap();

/** @param {any} value anything; a copy or a proxy of a client holds nothing */
const clientOf = (value) => clients.get(value);

/** @type {PropertyDescriptor} */
const DISPOSAL = {
	value() {
		dispose(clientOf(this) ?? refuse("dispose"));
	},
	configurable: true,
	writable: true,
};

/** A client of the outbound applications of one Descope project. It holds no connection and needs no closing. */
export class OutboundApps {
	/**
	 * Makes a client. Nothing is sent.
	 *
	 * Throws a `ConfigError` that names everything that is wrong with the options.
	 *
	 * @param {OutboundAppsOptions} [options] each falls back to the environment or to a default
	 */
	constructor(options) {
		clients.set(this, openClient(options));
		allowUsing();
	}

	/**
	 * Creates an outbound application.
	 *
	 * Rejects with a `ValidationError` if the app has errors, and then nothing was sent; with a `ConflictError` if the
	 * id or the name is taken; with another `OutboundError` otherwise, whose `applied` says whether the app may exist.
	 *
	 * @param {CreateRequest} app the app to create
	 * @param {RequestOptions} [options] this call's own
	 * @returns {Promise<CreateResponse>} what the server answered
	 */
	create(app, options) {
		return call(this, Method.Create, app, options);
	}

	/**
	 * Creates an outbound application from a template. It rejects as `create` does.
	 *
	 * If an answer is lost, the app is looked up by the `id` or else by the name in `overrides`; without either, the
	 * call rejects with `applied: "unknown"`.
	 *
	 * @param {CreateByTemplateRequest} request the template, and what is to be other than there
	 * @param {RequestOptions} [options] this call's own
	 * @returns {Promise<AppResponse>} what the server answered
	 */
	createByTemplate(request, options) {
		return call(this, Method.CreateByTemplate, request, options);
	}

	/**
	 * Creates an outbound application for a tenant from a preset that registers its client dynamically. It rejects as
	 * `create` does.
	 *
	 * The request names neither the app's id nor its name: if an answer is lost, the app cannot be looked up, and the
	 * call rejects with `applied: "unknown"`.
	 *
	 * @param {CreateByDcrPresetRequest} request the preset and the tenant
	 * @param {RequestOptions} [options] this call's own
	 * @returns {Promise<AppResponse>} what the server answered
	 */
	createByDcrPreset(request, options) {
		return call(this, Method.CreateByDcrPreset, request, options);
	}

	/**
	 * Replaces an app by another with its id: **a field that is left out is cleared**, except for the client secret:
	 * left out it stays, and `""` clears it. To change some fields and keep the others, use `patch`.
	 *
	 * The server changes neither `tenantId` nor `useDcr` and `dcrUrl` of an app.
	 *
	 * @param {AppWithId} app the whole app
	 * @param {RequestOptions} [options] this call's own
	 * @returns {Promise<AppResponse>} what the server answered
	 */
	update(app, options) {
		return call(this, Method.Update, app, options);
	}

	/**
	 * Changes the fields of an app that `changes` names, and keeps all others: loads the app, and updates it with both.
	 * `null` clears a field. If nothing would change, no update is sent.
	 *
	 * The server does not show an app's client secret: changes without `clientSecret` keep it, and changes with it are
	 * always sent. Another `tenantId` than the app has is refused (`ValidationError`, code `"immutable-field"`). An update
	 * does not carry `useDcr` and `dcrUrl`: if they differ from what the app has, `ignored` names them.
	 *
	 * @param {string} id which app
	 * @param {AppChanges} changes the fields to change
	 * @param {RequestOptions} [options] this call's own
	 * @returns {Promise<PatchResponse>} the app, which fields the update sent, and which it could not carry
	 */
	patch(id, changes, options) {
		return call(this, Method.Patch, changes, options, { id });
	}

	/**
	 * Creates an app, or brings the one with its id to what is named here and keeps its other fields. Run it twice,
	 * and the second time it changes nothing. Several may run at once.
	 *
	 * The server does not show an app's client secret: one that alone is new is not noticed. For that, use `patch`. Another
	 * `tenantId` than the app has is refused, and `useDcr` and `dcrUrl` cannot be changed, as with `patch`.
	 *
	 * @param {AppWithId} app the app as it should be
	 * @param {RequestOptions} [options] this call's own
	 * @returns {Promise<EnsureResponse>} the app, and whether it was created, updated or left as it was
	 */
	ensure(app, options) {
		return call(this, Method.Ensure, app, options);
	}

	/**
	 * Deletes an app. If an answer is lost, an app that is gone counts as deleted by this call.
	 *
	 * @param {string} id which app
	 * @param {RequestOptions} [options] this call's own
	 * @returns {Promise<void>} nothing
	 */
	delete(id, options) {
		return call(this, Method.Delete, { id }, options);
	}

	/**
	 * Loads an app. The server leaves its client secret out. Where it answers without an app, there is none of this id,
	 * and `app` is absent.
	 *
	 * @param {string} id which app
	 * @param {RequestOptions} [options] this call's own
	 * @returns {Promise<AppResponse>} what the server answered
	 */
	load(id, options) {
		return call(this, Method.Load, { id }, options);
	}

	/**
	 * Loads all apps of the project. The server leaves their client secrets out.
	 *
	 * @param {RequestOptions} [options] this call's own
	 * @returns {Promise<AppsResponse>} what the server answered
	 */
	loadAll(options) {
		return call(this, Method.LoadAll, {}, options);
	}

	/**
	 * Fetches a user's token for an app: the one with exactly the `scopes` that are asked for, or without them the latest.
	 *
	 * Rejects with a `NotConnectedError` if there is no such token. The option `accessToken` authorizes the call in the
	 * management key's place.
	 *
	 * @param {FetchUserTokenRequest} request whose token, and for which app
	 * @param {RequestOptions} [options] this call's own
	 * @returns {Promise<TokenResponse>} what the server answered
	 */
	fetchUserToken(request, options) {
		return call(this, Method.FetchUserToken, request, options);
	}

	/**
	 * Fetches a tenant's token for an app: the one with exactly the `scopes` that are asked for, or without them the
	 * latest.
	 *
	 * Rejects with a `NotConnectedError` if there is no such token. The option `accessToken` authorizes the call in the
	 * management key's place.
	 *
	 * @param {FetchTenantTokenRequest} request whose token, and for which app
	 * @param {RequestOptions} [options] this call's own
	 * @returns {Promise<TokenResponse>} what the server answered
	 */
	fetchTenantToken(request, options) {
		return call(this, Method.FetchTenantToken, request, options);
	}

	/**
	 * Deletes the tokens for an app, those of a user, or those of a user for an app. Unlike elsewhere, a field that is `null`
	 * or `undefined` is refused here: left out, it would mean all.
	 *
	 * @param {DeleteUserTokensRequest} request which tokens
	 * @param {RequestOptions} [options] this call's own
	 * @returns {Promise<void>} nothing
	 */
	deleteUserTokens(request, options) {
		// Else `{ appId, userId: user?.id }` would delete the tokens of all users.
		return call(this, Method.DeleteUserTokens, withoutUndefined(request), options);
	}

	/**
	 * Deletes a token.
	 *
	 * @param {string} id which token
	 * @param {RequestOptions} [options] this call's own
	 * @returns {Promise<void>} nothing
	 */
	deleteToken(id, options) {
		return call(this, Method.DeleteToken, { id }, options);
	}

	/**
	 * Lists the ids of the apps for which a user has a token.
	 *
	 * @param {ListAppsWithUserTokenRequest} request whose apps
	 * @param {RequestOptions} [options] this call's own
	 * @returns {Promise<AppIdsResponse>} what the server answered
	 */
	listAppsWithUserToken(request, options) {
		return call(this, Method.ListAppsWithUserToken, request, options);
	}

	/**
	 * Starts to connect a user or a tenant to an app's third party: the answer is the address to send the user's browser
	 * to. With `tenantId` or `tenantLevel`, the token is stored for that tenant.
	 *
	 * The user's own session authorizes this call, and not the management key: pass it as the option `accessToken`, or as
	 * `refreshJwt` in the request. It is sent with this call and kept nowhere.
	 *
	 * @param {ConnectRequest} request which app, and for whom
	 * @param {RequestOptions} [options] this call's own
	 * @returns {Promise<ConnectResponse>} what the server answered
	 */
	connect(request, options) {
		return call(this, Method.Connect, request, options);
	}

	/**
	 * Stores a user's API key for an app.
	 *
	 * @param {UploadUserApiKeyRequest} key the key, and whose it is
	 * @param {RequestOptions} [options] this call's own
	 * @returns {Promise<void>} nothing
	 */
	uploadUserApiKey(key, options) {
		return call(this, Method.UploadUserApiKey, key, options);
	}

	/**
	 * Stores a tenant's API key for an app.
	 *
	 * @param {UploadTenantApiKeyRequest} key the key, and whose it is
	 * @param {RequestOptions} [options] this call's own
	 * @returns {Promise<void>} nothing
	 */
	uploadTenantApiKey(key, options) {
		return call(this, Method.UploadTenantApiKey, key, options);
	}

	/**
	 * Stores a user's OAuth token for an app, which was obtained elsewhere.
	 *
	 * @param {UploadUserTokenRequest} token the token, and whose it is
	 * @param {RequestOptions} [options] this call's own
	 * @returns {Promise<void>} nothing
	 */
	uploadUserToken(token, options) {
		return call(this, Method.UploadUserToken, token, options);
	}

	/**
	 * Stores a tenant's OAuth token for an app, which was obtained elsewhere.
	 *
	 * @param {UploadTenantTokenRequest} token the token, and whose it is
	 * @param {RequestOptions} [options] this call's own
	 * @returns {Promise<void>} nothing
	 */
	uploadTenantToken(token, options) {
		return call(this, Method.UploadTenantToken, token, options);
	}

	/**
	 * Stores OAuth tokens of users, all or none of them.
	 *
	 * Rejects with a `BatchError` if the server refuses any: then it has stored none, and `failures` says why.
	 *
	 * @param {UploadUserTokenRequest[]} tokens the tokens
	 * @param {RequestOptions} [options] this call's own
	 * @returns {Promise<BatchResponse>} what the server answered
	 */
	batchUploadUserTokens(tokens, options) {
		return call(this, Method.BatchUploadUserTokens, tokens, options);
	}

	/**
	 * Stores OAuth tokens of tenants, all or none of them.
	 *
	 * Rejects with a `BatchError` if the server refuses any: then it has stored none, and `failures` says why.
	 *
	 * @param {UploadTenantTokenRequest[]} tokens the tokens
	 * @param {RequestOptions} [options] this call's own
	 * @returns {Promise<BatchResponse>} what the server answered
	 */
	batchUploadTenantTokens(tokens, options) {
		return call(this, Method.BatchUploadTenantTokens, tokens, options);
	}
}

/** Only where the host has the symbol: not all have it yet. */
function allowUsing() {
	if (!Symbol.dispose || Object.hasOwn(OutboundApps.prototype, Symbol.dispose)) return;
	Object.defineProperty(OutboundApps.prototype, Symbol.dispose, DISPOSAL);
}

/**
 * @param {string} name of the method
 * @returns {never}
 */
function refuse(name) {
	throw new TypeError(`${name} was called on something that is not an OutboundApps, such as a copy or a proxy of one`);
}

/**
 * @param {unknown} self
 * @param {Method} method
 * @param {unknown} request
 * @param {unknown} options
 * @param {unknown} [id] what `patch` has beside its changes
 * @returns {Promise<any>}
 */
function call(self, method, request, options, id) {
	try {
		const client = clientOf(self) ?? refuse(nameOf(method));
		if (client.isDisposed) throw new TypeError(`${nameOf(method)} was called on a client that is disposed of`);
		return execute(client, method, request, options, id);
	} catch (reason) {
		return Promise.reject(reason);
	}
}

/** @param {Method} method */
function nameOf(method) {
	const name = Method[method];
	return `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
}

/**
 * @param {unknown} options
 * @returns {import("./call.js").Client}
 */
function openClient(options) {
	const variables = Object.fromEntries(VARIABLES.map((name) => [name, environment(name)]));
	const given = options === undefined ? {} : plainClientOptions(options);
	const customFetch = /** @type {typeof fetch | undefined} */ (option(options, "fetch"));
	reserveStack();
	const core = new Core();
	pass(core, [given, variables]);
	const isUsable = core.configure(hostResends());
	const output = JSON.parse(takeOutput(core));
	if (isUsable) return { core, fetch: customFetch, inFlight: 0, isDisposed: false, ...output };
	core.free();
	throw toError(output);
}
