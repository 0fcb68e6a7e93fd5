// @ts-check
import path from "node:path";

// Next itself is installed two folders further up.
export default { turbopack: { root: path.join(import.meta.dirname, "../..") } };
