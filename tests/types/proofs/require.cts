import outbound = require("descope-outbound");

export const issues: outbound.Issue[] = outbound.validate({});
export const apps: outbound.OutboundApps = new outbound.OutboundApps({ projectId: "P2", managementKey: "K2" });

// A code base may mix both kinds of modules.
declare const imported: Awaited<typeof import("descope-outbound")>;
export const same: typeof imported.OutboundError = outbound.OutboundError;
