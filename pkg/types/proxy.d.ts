export type { Permission } from "../proxy/endpoints.js";
export { toNodeListener } from "../proxy/node.js";
export type { AuditRecord, Caller, Handler, ProxyOptions } from "../proxy/proxy.js";
export { createProxy } from "../proxy/proxy.js";
