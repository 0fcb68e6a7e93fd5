import outbound = require("descope-outbound");

export const issues: outbound.Issue[] = outbound.validate({});
export const apps: outbound.OutboundApps = new outbound.OutboundApps({ projectId: "P2", managementKey: "K2" });
