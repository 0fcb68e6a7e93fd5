export default { optimizeDeps: { exclude: ["descope-outbound"] } };
