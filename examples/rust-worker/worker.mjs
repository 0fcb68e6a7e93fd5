// Starts the wasm once, and passes its handler to workerd.
import { fetch, initSync } from "./build/rust_worker.js";
import module from "./build/rust_worker_bg.wasm";

initSync({ module });

export default { fetch };
