// @ts-check
// A server that gives every request the same answer. Runs in a separate process and prints its address.
import { createServer } from "node:http";
import { ANSWER } from "../subjects/apps.mjs";

const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(ANSWER) };

const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
	request.resume();
	request.on("end", () => response.writeHead(200, headers).end(ANSWER));
});
server.listen(0, "127.0.0.1", () => {
	console.log(`http://127.0.0.1:${/** @type {import("node:net").AddressInfo} */ (server.address()).port}`);
});
