import { OutboundApps, validate } from "descope-outbound";

const apps = new OutboundApps({ projectId: "P2", managementKey: "K2" });

// @ts-expect-error a field of the wrong type
apps.create({ name: 1 });
// @ts-expect-error a field of the wrong type
apps.create({ name: "name", pkce: "yes" });
// @ts-expect-error null in a list is not absent
apps.create({ name: "name", defaultScopes: [null] });
// @ts-expect-error an absent userId would mean all users
apps.deleteUserTokens({ appId: "app", userId: null });
// @ts-expect-error likewise, under exactOptionalPropertyTypes
apps.deleteUserTokens({ appId: "app", userId: undefined });
// @ts-expect-error one string is no list
apps.create({ name: "name", defaultScopes: "openid" });
// @ts-expect-error a parameter has a key and a value
apps.create({ name: "name", tokenUrlParams: [{ name: "key" }] });
// @ts-expect-error a field that the API does not have
apps.create({ name: "name", clientID: "client" });
// @ts-expect-error a field that the API reference does not have
apps.create({ name: "name", templateId: "custom" });
// @ts-expect-error an app is an object
apps.create("name");
// @ts-expect-error there is nothing to create
apps.create();

// @ts-expect-error an option that calls do not have
apps.create({ name: "name" }, { timeout: 1 });
// @ts-expect-error neither on nor off
apps.create({ name: "name" }, { validate: false });
// @ts-expect-error the signal, not its controller
apps.create({ name: "name" }, { signal: new AbortController() });

// @ts-expect-error an option that clients do not have
new OutboundApps({ projectID: "P2" });
// @ts-expect-error an option of the wrong type
new OutboundApps({ timeoutMs: "1s" });
// @ts-expect-error a project has an id
new OutboundApps({ projectId: null });
// @ts-expect-error a fetch that gives no response
new OutboundApps({ fetch: () => 1 });
// @ts-expect-error the options are an object
new OutboundApps("P2", "K2");
// @ts-expect-error a class is not a function
OutboundApps({});

// @ts-expect-error an issue is more than its text
export const text: string = validate({})[0];
// @ts-expect-error the answer is a promise
export const app: object | undefined = apps.create({ name: "name" }).app;
