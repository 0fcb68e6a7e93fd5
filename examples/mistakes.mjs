// @ts-check
// node mistakes.mjs
// All errors of an app are reported at once, before anything is sent.
import { OutboundApps, ValidationError } from "descope-outbound";

const apps = new OutboundApps();
const mistaken = {
	name: " ",
	clientID: "Iv1.0123456789abcdef",
	authorizationUrl: "http://github.com/login/oauth/authorize",
	authorizationUrlParams: [{ key: "audience", value: "api" }, { value: "no key" }],
	defaultScopes: ["read:user", "two scopes"],
	pkce: "yes",
	accessType: "of-line",
};
try {
	// @ts-expect-error TypeScript finds some of them as well
	await apps.create(mistaken);
} catch (error) {
	if (!(error instanceof ValidationError)) throw error;
	for (const { severity, path, message } of error.issues) console.log(`${severity.padEnd(8)}${path}: ${message}`);
}
