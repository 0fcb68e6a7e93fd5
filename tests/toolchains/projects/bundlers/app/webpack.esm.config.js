export default { experiments: { outputModule: true }, output: { module: true, filename: "main.mjs" } };
