module.exports = { testEnvironment: "jsdom", setupFiles: ["./setup.js"] };
