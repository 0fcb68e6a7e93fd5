// @ts-check
// Node's connection errors, and the messages that users get: what failed, where, and what to do.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import http from "node:http";
import https from "node:https";
import path from "node:path";
import process from "node:process";
import { check, client } from "./case.mjs";

/** @param {import("node:net").Server} server */
async function listening(server) {
	server.listen(0, "localhost");
	await once(server, "listening");
	return /** @type {import("node:net").AddressInfo} */ (server.address()).port;
}

/** @param {string} baseUrl */
const failure = (baseUrl) =>
	client({ baseUrl })
		.loadAll()
		.then(
			() => assert.fail("it resolved"),
			(/** @type {any} */ error) => error,
		);

/** @param {any} error */
function causes(error) {
	const found = [];
	for (let cause = error.cause; cause !== undefined; cause = cause.cause) found.push(cause);
	return found;
}

const files = path.join(import.meta.dirname, "certificate");
const [key, cert] = [`${files}.key`, `${files}.pem`];
// biome-ignore format: an option and its value a line
execFileSync("openssl", [
	"req", "-x509", "-nodes", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-days", "1",
	"-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", cert,
], { stdio: "ignore" });

const secure = https.createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (_, response) =>
	response.end("{}"),
);
const plain = http.createServer((_, response) => response.writeHead(407, { "proxy-authenticate": "Basic" }).end());
plain.on("connect", (_, socket) => {
	socket.end("HTTP/1.1 407 Proxy Authentication Required\r\nproxy-authenticate: Basic\r\ncontent-length: 0\r\n\r\n");
});
const [securePort, plainPort] = [await listening(secure), await listening(plain)];
const closed = http.createServer();
const closedPort = await listening(closed);
closed.close();

/** @type {[what: string, baseUrl: string, message: RegExp, code: string | undefined][]} */
const FAILURES = [
	[
		"a port where nothing listens",
		`http://127.0.0.1:${closedPort}`,
		/connection to http:\/\/127\.0\.0\.1:\d+ failed: fetch failed: connect ECONNREFUSED 127\.0\.0\.1:\d+ \(nothing listens there\)$/,
		"ECONNREFUSED",
	],
	[
		"a name that nobody has",
		"https://nowhere.invalid",
		/failed: fetch failed: getaddrinfo \w+ nowhere\.invalid \(is the name right, and the network up\?\)$/,
		undefined,
	],
	[
		"a certificate that signs itself",
		`https://localhost:${securePort}`,
		/failed: fetch failed: self-signed certificate.* \(if you trust its issuer, set NODE_EXTRA_CA_CERTS\)$/,
		"DEPTH_ZERO_SELF_SIGNED_CERT",
	],
	[
		"a server that speaks no TLS",
		`https://localhost:${plainPort}`,
		/failed: fetch failed: [\s\S]*wrong version number[\s\S]* \(it does not speak TLS; is it http:\/\/\?\)$/,
		"ERR_SSL_WRONG_VERSION_NUMBER",
	],
	[
		"a proxy that answers 407 in the server's place",
		`http://localhost:${plainPort}`,
		/failed: fetch failed: no reason given, as when the answer is 407 Proxy Authentication Required \(a proxy wants a user and a password, /,
		undefined,
	],
];
for (const [what, baseUrl, message, code] of FAILURES) {
	await check(what, async () => {
		const error = await failure(baseUrl);
		assert.equal(error.name, "ConnectionError");
		assert.match(error.message, message);
		const found = causes(error);
		assert.ok(
			found.every((cause) => cause.message !== "" && !cause.message.includes("[object")),
			String(found),
		);
		if (code !== undefined)
			assert.ok(
				found.some((cause) => cause.code === code),
				JSON.stringify(found),
			);
	});
}

await check("a host of two addresses, for which Node gives an error without a message", async () => {
	const each = ["::1", "127.0.0.1"].map((address) => new Error(`connect ECONNREFUSED ${address}:80`));
	const cause = Object.assign(new AggregateError(each), { code: "ECONNREFUSED" });
	const fetch = () => Promise.reject(new TypeError("fetch failed", { cause }));
	await assert.rejects(client({ fetch }).loadAll(), {
		message:
			/fetch failed: connect ECONNREFUSED ::1:80; connect ECONNREFUSED 127\.0\.0\.1:80 \(nothing listens there\)$/,
	});
});

await check("a proxy that refuses a tunnel with 407", async () => {
	const child = spawn(
		process.execPath,
		[
			"--eval",
			`import("descope-outbound").then(({ OutboundApps }) =>
				new OutboundApps({ projectId: "P2x", managementKey: "K2x", maxRetries: 0 }).loadAll()
			).catch((error) => console.log(error.message))`,
		],
		{
			cwd: import.meta.dirname,
			env: { ...process.env, NODE_USE_ENV_PROXY: "1", HTTPS_PROXY: `http://localhost:${plainPort}`, NO_PROXY: "" },
		},
	);
	let printed = "";
	child.stdout.on("data", (text) => (printed += text));
	await once(child, "close");
	assert.match(printed, /Proxy response \(407\) .* \(a proxy wants a user and a password, as in HTTPS_PROXY=/);
});

await check("407 as an answer that the fetch shows", async () => {
	const fetch = async () => new Response("", { status: 407 });
	await assert.rejects(client({ fetch }).loadAll(), {
		name: "ApiError",
		message: "Could not load the apps: the server answered 407 (a proxy requires its own user name and password)",
	});
});

secure.close();
plain.close();
