const emulator = require("descope-outbound/emulator");
const outbound = require("descope-outbound");
const { check } = require("../check.cjs");

it("descope-outbound", async () => {
	console.log(await check(outbound, emulator));
});
