// @ts-check
globalThis.process.exit(0);
