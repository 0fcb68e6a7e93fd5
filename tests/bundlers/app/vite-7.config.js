// @ts-check
export default { optimizeDeps: { exclude: ["descope-outbound"] } };
