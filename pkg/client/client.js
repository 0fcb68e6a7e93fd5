// @ts-check
// The client: each method names its arguments and the core's method that it calls.
import { dispose, execute } from "./call.js";
import { Core, Method, pass, takeOutput } from "./core.js";
import toError from "./errors.js";
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

/** The environment variables that the core reads: see `Environment` in `src/protocol/options.rs`. */
const VARIABLES = ["DESCOPE_PROJECT_ID", "DESCOPE_MANAGEMENT_KEY", "DESCOPE_BASE_URL", "DESCOPE_BASE_URI"];

/**
 * The private state of each client. Not a private field: functions outside the class could reach it only through a
 * static block, and bundlers keep an unused class that has one.
 *
 * @type {WeakMap<object, import("./call.js").Client>}
 */
const clients = new WeakMap();

/** @param {any} value anything; `undefined` for a copy or a proxy of a client */
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
	 * Creates a client. Nothing is sent.
	 *
	 * Throws a `ConfigError` that names all problems with the options.
	 *
	 * @param {OutboundAppsOptions} [options] default to the environment, or to the documented values
	 */
	constructor(options) {
		clients.set(this, openClient(options));
		allowUsing();
	}

	/**
	 * Creates an outbound application.
	 *
	 * Rejects with a `ValidationError` if the app has errors, before anything is sent; with a `ConflictError` if the id
	 * or the name is taken; otherwise with another `OutboundError`, whose `applied` says whether the app may exist.
	 *
	 * @param {CreateRequest} app the app to create
	 * @param {RequestOptions} [options] for this call
	 * @returns {Promise<CreateResponse>} the server's response
	 */
	create(app, options) {
		return call(this, Method.Create, app, options);
	}

	/**
	 * Creates an outbound application from a template. Rejects as `create` does.
	 *
	 * If a response is lost, looks the app up by the `id`, else by the name in `overrides`; without either, the call
	 * rejects with `applied: "unknown"`.
	 *
	 * @param {CreateByTemplateRequest} request the template, and the fields that differ from it
	 * @param {RequestOptions} [options] for this call
	 * @returns {Promise<AppResponse>} the server's response
	 */
	createByTemplate(request, options) {
		return call(this, Method.CreateByTemplate, request, options);
	}

	/**
	 * Creates an outbound application for a tenant from a preset that registers its client dynamically. Rejects as
	 * `create` does.
	 *
	 * If a response is lost, nothing identifies the app, and the call rejects with `applied: "unknown"`.
	 *
	 * @param {CreateByDcrPresetRequest} request the preset and the tenant
	 * @param {RequestOptions} [options] for this call
	 * @returns {Promise<AppResponse>} the server's response
	 */
	createByDcrPreset(request, options) {
		return call(this, Method.CreateByDcrPreset, request, options);
	}

	/**
	 * Replaces the app with this id: **a field that is left out is cleared**, except for the client secret, which
	 * only `""` clears. To change some fields and keep the others, use `patch`.
	 *
	 * The server changes neither `tenantId` nor `useDcr` and `dcrUrl` of an app.
	 *
	 * @param {AppWithId} app the whole app
	 * @param {RequestOptions} [options] for this call
	 * @returns {Promise<AppResponse>} the server's response
	 */
	update(app, options) {
		return call(this, Method.Update, app, options);
	}

	/**
	 * Changes the fields of an app that `changes` names, and keeps all others: loads the app, and updates it with both.
	 * `null` clears a field. Sends no update if nothing would change.
	 *
	 * The server does not return client secrets: changes without `clientSecret` keep it, and changes with one are
	 * always sent. Rejects with a `ValidationError` (code `"immutable-field"`) if `tenantId` differs from the app's. An
	 * update cannot carry `useDcr` and `dcrUrl`: `ignored` names them if they differ from the app's.
	 *
	 * @param {string} id the app's id
	 * @param {AppChanges} changes the fields to change
	 * @param {RequestOptions} [options] for this call
	 * @returns {Promise<PatchResponse>} the app, the fields that the update sent, and those that it could not carry
	 */
	patch(id, changes, options) {
		return call(this, Method.Patch, changes, options, { id });
	}

	/**
	 * Creates an app, or updates the fields given here of the one with its id, and keeps its other fields. A second,
	 * equal call changes nothing. Calls may run concurrently.
	 *
	 * The server does not return client secrets, so a change of the secret alone goes unnoticed. For that, use `patch`.
	 * As with `patch`, rejects if `tenantId` differs from the app's, and cannot change `useDcr` and `dcrUrl`.
	 *
	 * @param {AppWithId} app the app as it should be
	 * @param {RequestOptions} [options] for this call
	 * @returns {Promise<EnsureResponse>} the app, and whether it was created, updated or unchanged
	 */
	ensure(app, options) {
		return call(this, Method.Ensure, app, options);
	}

	/**
	 * Deletes an app. If a response is lost, an app that no longer exists counts as deleted by this call.
	 *
	 * @param {string} id the app's id
	 * @param {RequestOptions} [options] for this call
	 * @returns {Promise<void>} nothing
	 */
	delete(id, options) {
		return call(this, Method.Delete, { id }, options);
	}

	/**
	 * Loads an app, without its client secret. A response without an `app` means that no app has this id.
	 *
	 * @param {string} id the app's id
	 * @param {RequestOptions} [options] for this call
	 * @returns {Promise<AppResponse>} the server's response
	 */
	load(id, options) {
		return call(this, Method.Load, { id }, options);
	}

	/**
	 * Loads all apps of the project, without their client secrets.
	 *
	 * @param {RequestOptions} [options] for this call
	 * @returns {Promise<AppsResponse>} the server's response
	 */
	loadAll(options) {
		return call(this, Method.LoadAll, {}, options);
	}

	/**
	 * Fetches a user's token for an app: the one with exactly these `scopes`, or the latest if there are none.
	 *
	 * Rejects with a `NotConnectedError` if there is no such token. The option `accessToken` may authorize the call in
	 * place of the management key.
	 *
	 * @param {FetchUserTokenRequest} request whose token, and for which app
	 * @param {RequestOptions} [options] for this call
	 * @returns {Promise<TokenResponse>} the server's response
	 */
	fetchUserToken(request, options) {
		return call(this, Method.FetchUserToken, request, options);
	}

	/**
	 * Fetches a tenant's token for an app: the one with exactly these `scopes`, or the latest if there are none.
	 *
	 * Rejects with a `NotConnectedError` if there is no such token. The option `accessToken` may authorize the call in
	 * place of the management key.
	 *
	 * @param {FetchTenantTokenRequest} request whose token, and for which app
	 * @param {RequestOptions} [options] for this call
	 * @returns {Promise<TokenResponse>} the server's response
	 */
	fetchTenantToken(request, options) {
		return call(this, Method.FetchTenantToken, request, options);
	}

	/**
	 * Deletes the tokens for an app, those of a user, or those of a user for an app. Unlike other methods, rejects a
	 * field that is `null` or `undefined`: left out, it would mean all.
	 *
	 * @param {DeleteUserTokensRequest} request which tokens
	 * @param {RequestOptions} [options] for this call
	 * @returns {Promise<void>} nothing
	 */
	deleteUserTokens(request, options) {
		// Otherwise `{ appId, userId: user?.id }` could delete the tokens of all users.
		return call(this, Method.DeleteUserTokens, withoutUndefined(request), options);
	}

	/**
	 * Deletes a token.
	 *
	 * @param {string} id the token's id
	 * @param {RequestOptions} [options] for this call
	 * @returns {Promise<void>} nothing
	 */
	deleteToken(id, options) {
		return call(this, Method.DeleteToken, { id }, options);
	}

	/**
	 * Lists the ids of the apps for which a user has a token.
	 *
	 * @param {ListAppsWithUserTokenRequest} request whose apps
	 * @param {RequestOptions} [options] for this call
	 * @returns {Promise<AppIdsResponse>} the server's response
	 */
	listAppsWithUserToken(request, options) {
		return call(this, Method.ListAppsWithUserToken, request, options);
	}

	/**
	 * Starts to connect a user or a tenant to an app's third party: the response holds the URL to send the user's
	 * browser to. With `tenantId` or `tenantLevel`, the token is stored for that tenant.
	 *
	 * The user's own session authorizes this call, not the management key: pass it as the option `accessToken`, or as
	 * `refreshJwt` in the request. It is sent with this call and not stored.
	 *
	 * @param {ConnectRequest} request which app, and for whom
	 * @param {RequestOptions} [options] for this call
	 * @returns {Promise<ConnectResponse>} the server's response
	 */
	connect(request, options) {
		return call(this, Method.Connect, request, options);
	}

	/**
	 * Stores a user's API key for an app.
	 *
	 * @param {UploadUserApiKeyRequest} key the key, and whose it is
	 * @param {RequestOptions} [options] for this call
	 * @returns {Promise<void>} nothing
	 */
	uploadUserApiKey(key, options) {
		return call(this, Method.UploadUserApiKey, key, options);
	}

	/**
	 * Stores a tenant's API key for an app.
	 *
	 * @param {UploadTenantApiKeyRequest} key the key, and whose it is
	 * @param {RequestOptions} [options] for this call
	 * @returns {Promise<void>} nothing
	 */
	uploadTenantApiKey(key, options) {
		return call(this, Method.UploadTenantApiKey, key, options);
	}

	/**
	 * Stores a user's OAuth token for an app, which was obtained elsewhere.
	 *
	 * @param {UploadUserTokenRequest} token the token, and whose it is
	 * @param {RequestOptions} [options] for this call
	 * @returns {Promise<void>} nothing
	 */
	uploadUserToken(token, options) {
		return call(this, Method.UploadUserToken, token, options);
	}

	/**
	 * Stores a tenant's OAuth token for an app, which was obtained elsewhere.
	 *
	 * @param {UploadTenantTokenRequest} token the token, and whose it is
	 * @param {RequestOptions} [options] for this call
	 * @returns {Promise<void>} nothing
	 */
	uploadTenantToken(token, options) {
		return call(this, Method.UploadTenantToken, token, options);
	}

	/**
	 * Stores OAuth tokens of users, all or none of them.
	 *
	 * Rejects with a `BatchError` if the server refuses any: it then stores none, and `failures` gives the reasons.
	 *
	 * @param {UploadUserTokenRequest[]} tokens the tokens
	 * @param {RequestOptions} [options] for this call
	 * @returns {Promise<BatchResponse>} the server's response
	 */
	batchUploadUserTokens(tokens, options) {
		return call(this, Method.BatchUploadUserTokens, tokens, options);
	}

	/**
	 * Stores OAuth tokens of tenants, all or none of them.
	 *
	 * Rejects with a `BatchError` if the server refuses any: it then stores none, and `failures` gives the reasons.
	 *
	 * @param {UploadTenantTokenRequest[]} tokens the tokens
	 * @param {RequestOptions} [options] for this call
	 * @returns {Promise<BatchResponse>} the server's response
	 */
	batchUploadTenantTokens(tokens, options) {
		return call(this, Method.BatchUploadTenantTokens, tokens, options);
	}
}

/** Adds `Symbol.dispose`, if the host has the symbol. */
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
 * @param {unknown} [id] the app to change, for `patch` only
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
