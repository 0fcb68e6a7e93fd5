const { Worker } = require("node:worker_threads");
const path = require("node:path");

new Worker(path.join(__dirname, "main.js"));
