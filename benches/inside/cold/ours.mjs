// @ts-check
import { OutboundApps } from "descope-outbound";

new OutboundApps({ projectId: "P2bench", managementKey: "K2bench", baseUrl: "http://127.0.0.1:9" });
globalThis.process.exit(0);
