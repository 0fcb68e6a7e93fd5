const emulator = require("descope-outbound/emulator");
const outbound = require("descope-outbound");
const { check } = require("./check.cjs");

check(outbound, emulator).then(console.log);
