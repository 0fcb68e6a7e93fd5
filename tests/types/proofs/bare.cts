import outbound = require("descope-outbound");
import emulator = require("descope-outbound/emulator");
import inline = require("descope-outbound/inline");
import tokens = require("descope-outbound/tokens");

const { fetch } = emulator.createEmulator();
export const apps: outbound.OutboundApps = new inline.OutboundApps({ projectId: "P2", managementKey: "K2", fetch });

export const cache: tokens.TokenCache = new tokens.TokenCache(apps);

// @ts-expect-error types are there, and not any
apps.create({ name: 1 });
