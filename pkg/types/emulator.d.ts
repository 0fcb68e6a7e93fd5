export type { EmulatorOptions, Fault, LoggedRequest, RateLimit } from "../dist/emulator/emulator.js";
export * from "../emulator/api.js";
export type { Emulator, StoredToken } from "../emulator/open.js";
