// Starts the wasm once, and gives workerd its handler.
import { fetch, initSync } from "./build/rust_worker.js";
import module from "./build/rust_worker_bg.wasm";

initSync({ module });

export default { fetch };
