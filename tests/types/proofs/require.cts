import outbound = require("descope-outbound");

export const issues: outbound.Issue[] = outbound.validate({});
export const apps: outbound.OutboundApps = new outbound.OutboundApps({ projectId: "P2", managementKey: "K2" });

// A code base has modules of both kinds.
declare const imported: Awaited<typeof import("descope-outbound")>;
export const same: typeof imported.OutboundError = outbound.OutboundError;
