require("ses");

lockdown();
require("./main.js");
