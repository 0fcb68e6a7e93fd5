import { serve } from "@hono/node-server";
import { createConsole } from "descope-outbound/console";
import * as emulator from "descope-outbound/emulator";
import * as outbound from "descope-outbound";
import { Hono } from "hono";
import { check } from "./check.js";

const { projectId, managementKey, fetch } = emulator.createEmulator();
const handler = createConsole({ path: "/console/", projectId, managementKey, fetch, authorize: () => true });

const app = new Hono();
app.get("/", async (context) => context.text(await check(outbound, emulator)));
app.all("/console/*", (context) => handler(context.req.raw));

serve({ fetch: app.fetch, hostname: "127.0.0.1", port: Number(process.argv[2]) });
