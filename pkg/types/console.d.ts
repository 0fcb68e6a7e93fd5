export type { ConsoleOptions, ConsoleParts } from "../console/console.js";
export { createConsole } from "../console/console.js";
export type { DiscoverOptions, DiscoverStep } from "../provision/discover.js";
export type { Permission } from "../proxy/endpoints.js";
export { toNodeListener } from "../proxy/node.js";
export type { AuditRecord, Caller, Handler, ProxyOptions } from "../proxy/proxy.js";
