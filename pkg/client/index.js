// @ts-check
// The public entry. It is packed as one file with all that it takes to run, as every file more costs a cold start up to
// a millisecond; the build has a row for each place where it runs.
export { OutboundApps } from "./client.js";
export * from "./errors.js";
export { validate } from "./validate.js";
