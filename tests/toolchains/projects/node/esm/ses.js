import "ses";

lockdown();
await import("./main.js");
