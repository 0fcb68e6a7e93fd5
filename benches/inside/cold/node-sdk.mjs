// @ts-check
import DescopeClient from "@descope/node-sdk";

DescopeClient({ projectId: "P2bench", managementKey: "K2bench", baseUrl: "http://127.0.0.1:9" });
globalThis.process.exit(0);
