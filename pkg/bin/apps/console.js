// @ts-check
// Serves the console on this machine, to the person who started the command only: a link that works once sets a cookie.
import { Buffer } from "node:buffer";
import { spawn } from "node:child_process";
import { randomBytes, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";
import process from "node:process";
import { createConsole, toNodeListener } from "descope-outbound/console";
import { addresses } from "./discover.js";
import { openSample } from "./sample.js";
import { colors, print, shown, warn } from "./terminal.js";

/** @import { AuditRecord, ConsoleOptions } from "descope-outbound/console" */

const HOST = "127.0.0.1";

const VARIABLES = ["DESCOPE_PROJECT_ID", "DESCOPE_MANAGEMENT_KEY"];

/** The program that opens a URL, by platform. */
const OPENERS = /** @type {Record<string, string[]>} */ ({ darwin: ["open"], win32: ["cmd", "/c", "start", ""] });

/** @param {{ port: number, open?: boolean, emulator?: boolean }} options */
export async function consoleCommand({ port, open, emulator }) {
	const missing = VARIABLES.filter((name) => !process.env[name]);
	if (missing.length > 0 && !emulator) {
		throw new Error(`${missing.join(" and ")} must be set; to try the console without an account, add --emulator`);
	}
	const server = createServer();
	const bound = await listen(server, port);
	const sample = emulator ? await openSample() : {};
	const { link, listener } = guarded(bound, sample);
	server.on("request", listener);
	print(emulator ? "The console shows an emulator with sample apps; nothing is kept." : shownProject());
	print(`Open ${colors.bold(link)}`);
	print("The link works once. The management key stays in this process. Ctrl-C ends it.");
	if (open) openInBrowser(link);
	for (const signal of ["SIGINT", "SIGTERM"]) {
		process.once(signal, () => {
			server.close();
			server.closeAllConnections();
		});
	}
}

function shownProject() {
	return `The console shows the project ${shown(process.env.DESCOPE_PROJECT_ID ?? "")}.`;
}

/**
 * Creates the console behind a link that works once.
 *
 * @param {number} port
 * @param {Partial<ConsoleOptions>} sample
 */
function guarded(port, sample) {
	const [token, session] = [randomText(), randomText()];
	// Cookies are shared between ports, so two consoles need different names.
	const cookie = `descope-console-${port}`;
	let isUsed = false;
	const handler = createConsole({
		...sample,
		hosts: [`${HOST}:${port}`],
		authorize: ({ headers }) => isSame(cookieOf(headers, cookie), session),
		discovery: { lookup: addresses },
		onAudit,
	});

	/** @param {Request} request */
	async function answer(request) {
		const { pathname, host } = new URL(request.url);
		if (!pathname.startsWith("/open/")) return handler(request);
		if (host !== `${HOST}:${port}`) return text(421, "this server has another name");
		// A browser's prefetch would use up the link.
		if (request.method !== "GET" || request.headers.has("sec-purpose")) return text(405, "open the link in a browser");
		if (!isSame(pathname.slice("/open/".length), token)) return text(403, "this link is for another console");
		if (isUsed) return text(403, "this link has been used: start the command again for another");
		isUsed = true;
		const attributes = "HttpOnly; SameSite=Strict; Path=/";
		return new Response(null, {
			status: 303,
			headers: { location: "/", "set-cookie": `${cookie}=${session}; ${attributes}`, "referrer-policy": "no-referrer" },
		});
	}

	return { link: `http://${HOST}:${port}/open/${token}`, listener: toNodeListener(answer) };
}

const randomText = () => randomBytes(32).toString("base64url");

/** @param {string} given @param {string} right */
function isSame(given, right) {
	const [left, other] = [Buffer.from(given), Buffer.from(right)];
	return left.length === other.length && timingSafeEqual(left, other);
}

/** @param {Headers} headers @param {string} name */
function cookieOf(headers, name) {
	const cookies = (headers.get("cookie") ?? "").split(/;\s*/);
	return cookies.find((cookie) => cookie.startsWith(`${name}=`))?.slice(name.length + 1) ?? "";
}

/** @param {AuditRecord} record */
function onAudit({ path, appId, outcome }) {
	const action = path.slice("/v1/mgmt/outbound/".length);
	print(`${new Date().toLocaleTimeString()} ${action}${appId ? ` ${shown(appId)}` : ""}: ${outcome}`);
}

/** @param {number} status @param {string} message */
const text = (status, message) =>
	new Response(`${message}\n`, {
		status,
		headers: { "content-type": "text/plain", "cache-control": "no-store", "x-content-type-options": "nosniff" },
	});

/** @param {import("node:http").Server} server @param {number} port @returns {Promise<number>} */
function listen(server, port) {
	return new Promise((resolve, reject) => {
		server.once("error", (error) => {
			const { code } = /** @type {NodeJS.ErrnoException} */ (error);
			const isTaken = code === "EADDRINUSE";
			reject(isTaken ? new Error(`port ${port} is in use; choose another with --port, or 0 for a free one`) : error);
		});
		server.listen(port, HOST, () => resolve(/** @type {import("node:net").AddressInfo} */ (server.address()).port));
	});
}

/** @param {string} link */
function openInBrowser(link) {
	const [program = "", ...args] = OPENERS[process.platform] ?? ["xdg-open"];
	const child = spawn(program, [...args, link], { stdio: "ignore", detached: true });
	child.on("error", () => warn(`${program} cannot be started: open the link yourself`));
	child.unref();
}
