// @ts-check
// Launches Chromium with a driver, for tests that click and look.
import { findSystem, loadTool } from "./tools.mjs";

export const CHROMIUM_FLAGS = [
	"--no-sandbox",
	"--disable-gpu",
	"--disable-quic",
	"--no-first-run",
	"--disable-background-networking",
	"--disable-component-update",
	"--disable-sync",
];

/** @param {string} tools the node_modules that holds Playwright */
export const launchChromium = (tools) =>
	loadTool(tools, "playwright-core").chromium.launch({ executablePath: findSystem("chromium"), args: CHROMIUM_FLAGS });
