// @ts-check
// Every method of the client, once in a case that succeeds and once in one that fails, over a socket, in any runtime.
import {
	ApiError,
	BatchError,
	ConfigError,
	ConflictError,
	NotConnectedError,
	OutboundApps,
	ValidationError,
} from "descope-outbound";
import { equal, ok, rejection } from "./lib/expect.mjs";
import { open } from "./open.mjs";

/** @typedef {import("./lib/bench.mjs").Bench} Bench */

/** Ids that would have another meaning in a path or a query if they were not encoded. */
const ID = "../a/b?c=ü&d#%2f";
const USER = "user/ü&x=1";

const APP = { id: ID, name: "the app", description: "as it was", pkce: true };
const USER_TOKEN = { appId: ID, userId: USER, accessToken: "canary-token", scopes: ["read", "write"] };
const TENANT_TOKEN = { appId: ID, tenantId: "tenant", refreshToken: "canary-token", accessToken: "canary-access" };

/**
 * @typedef {object} Method
 * @property {string} name
 * @property {((apps: OutboundApps) => Promise<unknown>)[]} [first] the preparation
 * @property {(apps: OutboundApps) => Promise<unknown>} call
 * @property {string} asked the last request, with its query
 * @property {(answer: any) => unknown} shows selects the part of the answer to compare
 * @property {unknown} expected
 * @property {(apps: OutboundApps) => Promise<unknown>} mistake
 * @property {Function & { prototype: Error }} is the class of the mistake's error
 */

/** @param {OutboundApps} apps */
const createApp = (apps) => apps.create(APP);
/** @param {OutboundApps} apps */
const uploadUserToken = (apps) => apps.uploadUserToken(USER_TOKEN);
/** @param {OutboundApps} apps */
const uploadTenantToken = (apps) => apps.uploadTenantToken(TENANT_TOKEN);

const nothing = (/** @type {unknown} */ answer) => answer;
const encodedId = encodeURIComponent(ID);
const encodedUser = encodeURIComponent(USER);

/** @type {Method[]} */
const METHODS = [
	{
		name: "create",
		call: createApp,
		asked: "POST /v1/mgmt/outbound/app/create",
		shows: ({ app }) => [app.id, app.name, app.pkce],
		expected: [ID, "the app", true],
		mistake: (apps) => apps.create({ description: "no name" }),
		is: ValidationError,
	},
	{
		name: "createByTemplate",
		call: (apps) => apps.createByTemplate({ templateId: "t", id: ID, overrides: { name: "mine", pkce: true } }),
		asked: "POST /v1/mgmt/outbound/app/create/bytemplate",
		shows: ({ app }) => [app.id, app.name, app.pkce],
		expected: [ID, "mine", true],
		mistake: (apps) => apps.createByTemplate(/** @type {any} */ ({ overrides: { id: "x" } })),
		is: ValidationError,
	},
	{
		name: "createByDcrPreset",
		call: (apps) => apps.createByDcrPreset({ dcrPresetId: "preset", tenantId: "tenant" }),
		asked: "POST /v1/mgmt/outbound/app/create/bydcrpreset",
		shows: ({ app }) => app.tenantId,
		expected: "tenant",
		mistake: (apps) => apps.createByDcrPreset(/** @type {any} */ ({ dcrPresetId: "preset", tenantId: null })),
		is: ValidationError,
	},
	{
		name: "update",
		first: [createApp],
		call: (apps) => apps.update({ id: ID, name: "renamed" }),
		asked: "POST /v1/mgmt/outbound/app/update",
		shows: ({ app }) => [app.name, app.description],
		// An update clears a field that is left out.
		expected: ["renamed", undefined],
		mistake: (apps) => apps.update({ id: "not there", name: "x" }),
		is: ApiError,
	},
	{
		name: "patch",
		first: [createApp],
		call: (apps) => apps.patch(ID, { name: "renamed", pkce: null }),
		asked: "POST /v1/mgmt/outbound/app/update",
		shows: ({ app, sent }) => [app.name, app.description, app.pkce, sent.sort()],
		expected: ["renamed", "as it was", undefined, ["description", "id", "name", "templateId"]],
		mistake: (apps) => apps.patch(ID, /** @type {any} */ ({ id: "other", nam: "x" })),
		is: ValidationError,
	},
	{
		name: "ensure",
		first: [createApp],
		call: (apps) => apps.ensure({ id: ID, name: "renamed" }),
		asked: "POST /v1/mgmt/outbound/app/update",
		shows: ({ app, outcome }) => [app.name, app.description, outcome],
		expected: ["renamed", "as it was", "updated"],
		mistake: async (apps) => {
			await apps.create({ id: "other", name: "taken" });
			await apps.ensure({ id: "new", name: "taken" });
		},
		is: ConflictError,
	},
	{
		name: "load",
		first: [createApp],
		call: (apps) => apps.load(ID),
		asked: `GET /v1/mgmt/outbound/app/${encodedId}`,
		shows: ({ app }) => [app.id, app.description, app.clientSecret],
		expected: [ID, "as it was", undefined],
		mistake: (apps) => apps.load(""),
		is: ValidationError,
	},
	{
		name: "loadAll",
		first: [createApp],
		call: (apps) => apps.loadAll(),
		asked: "GET /v1/mgmt/outbound/apps",
		shows: ({ apps }) => apps.map((/** @type {any} */ { name }) => name),
		expected: ["the app"],
		mistake: (apps) => apps.loadAll(/** @type {any} */ ({ timeout: 1 })),
		is: Error,
	},
	{
		name: "delete",
		first: [createApp],
		call: (apps) => apps.delete(ID),
		asked: "POST /v1/mgmt/outbound/app/delete",
		shows: nothing,
		expected: undefined,
		mistake: (apps) => apps.delete(/** @type {any} */ (5)),
		is: ValidationError,
	},
	{
		name: "uploadUserToken",
		first: [createApp],
		call: uploadUserToken,
		asked: "POST /v1/mgmt/outbound/app/user/oauthtoken/upload",
		shows: nothing,
		expected: undefined,
		mistake: (apps) => apps.uploadUserToken({ appId: ID, userId: USER }),
		is: ValidationError,
	},
	{
		name: "uploadTenantToken",
		first: [createApp],
		call: uploadTenantToken,
		asked: "POST /v1/mgmt/outbound/app/tenant/oauthtoken/upload",
		shows: nothing,
		expected: undefined,
		mistake: (apps) => apps.uploadTenantToken({ ...TENANT_TOKEN, appId: "not there" }),
		is: ApiError,
	},
	{
		name: "fetchUserToken with scopes",
		first: [createApp, uploadUserToken],
		call: (apps) => apps.fetchUserToken({ appId: ID, userId: USER, scopes: ["write", "read"] }),
		asked: "POST /v1/mgmt/outbound/app/user/token",
		shows: ({ token }) => [token.accessToken, token.scopes],
		expected: ["canary-token", ["read", "write"]],
		mistake: (apps) => apps.fetchUserToken({ appId: ID, userId: USER, scopes: ["admin"] }),
		is: NotConnectedError,
	},
	{
		name: "fetchUserToken without scopes",
		first: [createApp, (apps) => apps.uploadUserToken({ ...USER_TOKEN, accessTokenExpiry: 1_700_000_000 })],
		call: (apps) => apps.fetchUserToken({ appId: ID, userId: USER }),
		asked: "POST /v1/mgmt/outbound/app/user/token/latest",
		shows: ({ token }) => token.accessTokenExpiry,
		expected: 1_700_000_000,
		mistake: (apps) => apps.fetchUserToken({ appId: ID, userId: "nobody" }),
		is: NotConnectedError,
	},
	{
		name: "fetchTenantToken",
		first: [createApp, uploadTenantToken],
		call: (apps) => apps.fetchTenantToken({ appId: ID, tenantId: "tenant", options: { withRefreshToken: true } }),
		asked: "POST /v1/mgmt/outbound/app/tenant/token/latest",
		shows: ({ token }) => [token.accessToken, token.refreshToken],
		expected: ["canary-access", "canary-token"],
		mistake: (apps) => apps.fetchTenantToken(/** @type {any} */ ({ appId: ID, tenant: "t" })),
		is: ValidationError,
	},
	{
		name: "listAppsWithUserToken",
		first: [createApp, uploadUserToken],
		call: (apps) => apps.listAppsWithUserToken({ userId: USER }),
		asked: `GET /v1/mgmt/outbound/apps-with-user-token?userId=${encodedUser}`,
		shows: ({ appIds }) => appIds,
		expected: [ID],
		mistake: (apps) => apps.listAppsWithUserToken({ userId: " " }),
		is: ValidationError,
	},
	{
		name: "deleteUserTokens",
		first: [createApp, uploadUserToken],
		call: (apps) => apps.deleteUserTokens({ appId: ID, userId: USER }),
		asked: `DELETE /v1/mgmt/outbound/user/tokens?appId=${encodedId}&userId=${encodedUser}`,
		shows: nothing,
		expected: undefined,
		mistake: (apps) => apps.deleteUserTokens({}),
		is: ValidationError,
	},
	{
		name: "deleteToken",
		first: [createApp, uploadUserToken],
		call: (apps) => apps.deleteToken("T1"),
		asked: "DELETE /v1/mgmt/outbound/token?id=T1",
		shows: nothing,
		expected: undefined,
		mistake: (apps) => apps.deleteToken(/** @type {any} */ (undefined)),
		is: ValidationError,
	},
	{
		name: "connect",
		first: [createApp],
		call: (apps) => apps.connect({ appId: ID, refreshJwt: "canary-header.canary-claims.canary-signature" }),
		asked: "POST /v1/mgmt/outbound/app/connect",
		shows: ({ url }) => typeof url,
		expected: "string",
		mistake: (apps) => apps.connect({ appId: ID, refreshJwt: "canary-two\nlines" }),
		is: ValidationError,
	},
	{
		name: "connect of a tenant",
		first: [createApp],
		call: (apps) =>
			apps.connect({ appId: ID, tenantId: "tenant", tenantLevel: true }, { accessToken: "canary-a.canary-b.canary-c" }),
		asked: "POST /v1/outbound/oauth/connect",
		shows: ({ url }) => typeof url,
		expected: "string",
		mistake: (apps) => apps.connect({ appId: ID, tenantId: "tenant" }),
		is: ValidationError,
	},
	{
		name: "uploadUserApiKey",
		first: [createApp],
		call: (apps) => apps.uploadUserApiKey({ appId: ID, userId: USER, apiKey: "canary-key" }),
		asked: "POST /v1/mgmt/outbound/app/user/apikey/upload",
		shows: nothing,
		expected: undefined,
		mistake: (apps) => apps.uploadUserApiKey({ appId: ID, userId: USER, apiKey: "" }),
		is: ValidationError,
	},
	{
		name: "uploadTenantApiKey",
		first: [createApp],
		call: (apps) => apps.uploadTenantApiKey({ appId: ID, tenantId: "tenant", apiKey: "canary-key" }),
		asked: "POST /v1/mgmt/outbound/app/tenant/apikey/upload",
		shows: nothing,
		expected: undefined,
		mistake: (apps) => apps.uploadTenantApiKey({ appId: "not there", tenantId: "tenant", apiKey: "canary-key" }),
		is: ApiError,
	},
	{
		name: "batchUploadUserTokens",
		first: [createApp],
		call: (apps) => apps.batchUploadUserTokens([USER_TOKEN, { ...USER_TOKEN, userId: "another" }]),
		asked: "POST /v1/mgmt/outbound/app/user/oauthtoken/batch/upload",
		shows: ({ failures = [] }) => failures,
		expected: [],
		mistake: (apps) => apps.batchUploadUserTokens([USER_TOKEN, { ...USER_TOKEN, appId: "not there" }]),
		is: BatchError,
	},
	{
		name: "batchUploadTenantTokens",
		first: [createApp],
		call: (apps) => apps.batchUploadTenantTokens([TENANT_TOKEN]),
		asked: "POST /v1/mgmt/outbound/app/tenant/oauthtoken/batch/upload",
		shows: ({ failures = [] }) => failures,
		expected: [],
		mistake: (apps) => apps.batchUploadTenantTokens(/** @type {any} */ ({})),
		is: ValidationError,
	},
];

/** The name of each method, once. */
export const METHOD_NAMES = [...new Set(METHODS.map(({ name }) => name.split(" ")[0] ?? ""))];

/** @type {{ name: string, run: (bench: Bench) => Promise<void> }[]} */
export const METHOD_CASES = METHODS.flatMap(({ name, first = [], call, asked, shows, expected, mistake, is }) => [
	{
		name: `${name} does what it says`,
		run: async (bench) => {
			const { apps, server } = await open(bench);
			for (const prepare of first) await prepare(apps);
			equal(shows(await call(apps)), expected);
			const requests = await server.requests();
			const { method, path, query } = requests.at(-1) ?? {};
			equal(`${method} ${path}${query ? `?${query}` : ""}`, asked, "request");
		},
	},
	{
		name: `${name} rejects what it should`,
		run: async (bench) => {
			const { apps } = await open(bench);
			if (is !== ValidationError) await createApp(apps);
			const error = await rejection(mistake(apps));
			equal(error.applied, "no", "applied");
			ok(!String(error.stack).includes("canary-"), "no secret is shown");
			ok(error instanceof is, `a ${is.name}, not ${error?.stack ?? error}`);
		},
	},
]);

/** @type {{ name: string, run: (bench: Bench) => Promise<void> }[]} */
export const ENSURE_CASES = [
	{
		name: "ensure creates, and the second time leaves as it is",
		run: async (bench) => {
			const { apps, server } = await open(bench);
			const wanted = { ...APP, clientId: "c", clientSecret: "canary-secret", defaultScopes: ["a"] };
			equal((await apps.ensure(wanted)).outcome, "created");
			equal((await apps.ensure(wanted)).outcome, "unchanged");
			equal((await server.apps()).length, 1);
		},
	},
	{
		name: "ensure at the same time from many clients makes one app",
		run: async (bench) => {
			const { apps, server } = await open(bench);
			const outcomes = await Promise.all(Array.from({ length: 10 }, () => apps.ensure(APP)));
			equal(outcomes.filter(({ outcome }) => outcome === "created").length, 1, "created");
			equal((await server.apps()).length, 1, "apps");
		},
	},
	{
		name: "a patch without the secret leaves it to the server, which keeps it, and says that none was sent",
		run: async (bench) => {
			const { apps, server } = await open(bench);
			await apps.create({ ...APP, clientId: "c", clientSecret: "canary-secret" });
			const stored = async () => (await server.apps())[0]?.clientSecret;
			ok(!(await apps.patch(ID, { name: "renamed" })).sent.includes("clientSecret"), "none is sent");
			equal(await stored(), "canary-secret");
			ok((await apps.patch(ID, { clientSecret: "canary-new" })).sent.includes("clientSecret"), "one is sent");
			equal(await stored(), "canary-new");
		},
	},
	{
		name: "deleteUserTokens does not take an undefined user for all users",
		run: async (bench) => {
			const { apps, server } = await open(bench);
			for (const request of [
				{ appId: ID, userId: undefined },
				{ appId: undefined, userId: USER },
			]) {
				const error = await rejection(apps.deleteUserTokens(/** @type {any} */ (request)));
				ok(error instanceof ValidationError, `a ValidationError, not ${error}`);
			}
			equal((await server.requests()).length, 0, "requests");
		},
	},
	{
		name: "a patch clears the secret with null",
		run: async (bench) => {
			const { apps, server } = await open(bench);
			await apps.create({ ...APP, clientId: "c", clientSecret: "canary-secret" });
			ok((await apps.patch(ID, { clientSecret: null })).sent.includes("clientSecret"), "it is sent");
			ok(!(await server.apps())[0]?.clientSecret, "nothing is stored");
		},
	},
	{
		name: "what no update carries is named, and another tenant refused",
		run: async (bench) => {
			const { apps, server } = await open(bench);
			const wanted = { ...APP, useDcr: true, dcrUrl: "https://example.com/register" };
			await createApp(apps);
			for (const run of [1, 2]) {
				const { outcome, ignored } = await apps.ensure(wanted);
				equal([outcome, ignored.sort()], ["unchanged", ["dcrUrl", "useDcr"]], `run ${run}`);
			}
			const error = await rejection(apps.patch(ID, { tenantId: "another" }));
			ok(error instanceof ValidationError, `a ValidationError, not ${error}`);
			equal([error.code, error.applied, error.issues[0]?.path], ["immutable-field", "no", "tenantId"]);
			const asked = (await server.requests()).map(({ method }) => method);
			equal(asked, ["POST", "GET", "GET", "GET"], "no update is sent");
		},
	},
	{
		name: "null leaves a field out of every request",
		run: async (bench) => {
			const { apps, server } = await open(bench, {}, { unknownFields: "refuse" });
			await apps.create({
				...APP,
				description: null,
				defaultScopes: null,
				tokenUrlParams: [{ key: "k", value: null }],
			});
			equal((await server.apps())[0]?.tokenUrlParams, [{ key: "k" }]);
			equal((await apps.ensure({ ...APP, description: null })).outcome, "unchanged");
			await apps.listAppsWithUserToken({ userId: USER, tenantId: null });
			equal((await server.requests()).at(-1)?.query, `userId=${encodedUser}`);
		},
	},
	{
		name: "a call with an access token shows that and not the management key",
		run: async () => {
			/** @type {(string | null)[]} */
			const seen = [];
			/** @type {typeof fetch} */
			const answer = async (input, init) => {
				seen.push(new Request(input, init).headers.get("authorization"));
				return Response.json({ token: { accessToken: "canary-token" } });
			};
			const request = { appId: ID, userId: USER };
			const keyed = new OutboundApps({ projectId: "P2", managementKey: "K2", fetch: answer });
			await keyed.fetchUserToken(request, { accessToken: "A1" });
			await keyed.fetchUserToken(request);
			const keyless = new OutboundApps({ projectId: "P2", managementKey: null, fetch: answer });
			await keyless.fetchUserToken(request, { accessToken: "A2" });
			equal(seen, ["Bearer P2:A1", "Bearer P2:K2", "Bearer P2:A2"]);
			for (const refused of [
				keyless.fetchUserToken(request),
				keyed.loadAll({ accessToken: "A1" }),
				keyed.patch(ID, { name: "n" }, { accessToken: "A1" }),
				keyed.fetchUserToken(request, { accessToken: "" }),
			]) {
				const error = await rejection(refused);
				ok(error instanceof ConfigError, `a ConfigError, not ${error}`);
			}
			equal(seen.length, 3, "requests");
		},
	},
	{
		name: "a patch that changes nothing sends no update",
		run: async (bench) => {
			const { apps, server } = await open(bench);
			await createApp(apps);
			equal((await apps.patch(ID, { description: "as it was" })).sent, []);
			equal((await server.requests()).length, 2, "requests: the create and the load");
		},
	},
	{
		name: "a batch that is refused says what of it and why, and stores nothing",
		run: async (bench) => {
			const { apps } = await open(bench);
			await createApp(apps);
			const error = await rejection(apps.batchUploadUserTokens([USER_TOKEN, { ...USER_TOKEN, appId: "not there" }]));
			equal(error.code, "batch-refused");
			equal(
				error.failures.map((/** @type {any} */ { appId }) => appId),
				["not there"],
			);
			const missing = await rejection(apps.fetchUserToken({ appId: ID, userId: USER }));
			equal(missing.errorCode, "E111504");
		},
	},
];
