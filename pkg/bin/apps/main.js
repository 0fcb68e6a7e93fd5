// @ts-check
// The commands for apps as code. The last line that each prints agrees with its exit code.
import process from "node:process";
import tab from "@bomb.sh/tab/commander";
import { Command, CommanderError, InvalidArgumentError } from "commander";
import { applyCommand } from "./apply.js";
import { consoleCommand } from "./console.js";
import { discoverCommand } from "./discover.js";
import { exportCommand } from "./export.js";
import { planCommand } from "./plan.js";
import { presetCommand, presetsCommand } from "./presets.js";
import { schemaCommand } from "./schema.js";
import { fail } from "./terminal.js";
import { validateCommand } from "./validate.js";

const EXAMPLES = `
Examples:
  descope-outbound export > apps.yaml        describe the apps of a project
  descope-outbound plan apps.yaml            show what would change; exits with 0 for nothing, 2 for changes, 1 for errors
  descope-outbound apply apps.yaml --yes     make the changes, in CI
  descope-outbound console --emulator        look at the console, without an account

The project comes from DESCOPE_PROJECT_ID and DESCOPE_MANAGEMENT_KEY; DESCOPE_BASE_URL names another server than Descope's,
such as the one of "descope-outbound emulate". What a file holds: docs/apps-as-code.md.`;

/** @param {string} text */
function toConcurrency(text) {
	if (/^[1-9]\d?$/.test(text)) return Number(text);
	throw new InvalidArgumentError("It is a number from 1 to 99.");
}

/** @param {string} text */
function toPort(text) {
	if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
	throw new InvalidArgumentError("It is a number from 0 to 65535.");
}

/** @param {string} text @param {string[]} [before] */
const toIds = (text, before = []) => [...before, ...text.split(",").filter((id) => id !== "")];

/** @param {string} text @param {string[] | undefined} before */
const toIdsOrAll = (text, before) => toIds(text, Array.isArray(before) ? before : []);

/** @param {Command} command */
function withPlanOptions(command) {
	return command
		.argument("[files...]", "files of apps, or - for standard input", ["apps.yaml"])
		.option("--target <ids>", "only these apps", toIds)
		.option("--rotate-secrets [ids]", "send client secrets to existing apps: to all, or to these", toIdsOrAll)
		.option("--delete <ids>", "delete these apps; every token that is stored for them is lost with them", toIds)
		.option("--json", "print JSON, for programs");
}

const program = new Command("descope-outbound")
	.description("Descope's outbound applications, from files under version control.")
	.addHelpText("after", EXAMPLES)
	.exitOverride()
	.showHelpAfterError("Try: descope-outbound --help")
	.configureOutput({ outputError: (text, write) => write(`descope-outbound: ${text.replace(/^error: /, "")}`) });

program
	.command("validate")
	.description("check files; only servers that they discover are asked")
	.argument("[files...]", "files of apps, or - for standard input", ["apps.yaml"])
	.option("--json", "print JSON, for programs")
	.action(validateCommand);

withPlanOptions(program.command("plan"))
	.description("show what apply would do; exits with 0 for nothing, 2 for changes, 1 for errors")
	.action(planCommand);

withPlanOptions(program.command("apply"))
	.description("show the plan, ask, and execute it; safe to run again")
	.option("--yes", "do not ask")
	.option("--concurrency <number>", "apps at a time", toConcurrency, 4)
	.action(applyCommand);

program
	.command("export")
	.description("print the apps of the project as a file, with references instead of secrets")
	.option("--format <format>", "yaml or json", "yaml")
	.option("--output <file>", "write there")
	.action(exportCommand);

program
	.command("discover")
	.description("print an app from the metadata of an MCP server or an OAuth issuer")
	.argument("<url>", "the server, its issuer, or the metadata itself")
	.option("--verbose", "show each request")
	.option("--allow-private", "allow private addresses, and http on this machine")
	.option("--json", "print JSON, for programs")
	.action(discoverCommand);

const presetsProgram = program
	.command("presets")
	.description("list the presets of known providers")
	.option("--json", "print JSON, for programs")
	.action(presetsCommand);

presetsProgram
	.command("show")
	.description("show a preset, and the parameters that it needs")
	.argument("<name>", "as the list has it")
	.action(presetCommand);

program
	.command("console")
	.description("open the admin console on this machine, in a browser")
	.option("--port <number>", "the port; 0 picks a free one", toPort, 0)
	.option("--open", "open the browser, too")
	.option("--emulator", "show an emulator with sample apps, which needs no account")
	.action(consoleCommand);

program.command("schema").description("print the JSON Schema of files, for editors").action(schemaCommand);

program.command("emulate").description("start an emulator of Descope, in memory: see descope-outbound emulate --help");

tab(program);

/** @param {string[]} argv */
export async function main(argv) {
	try {
		await program.parseAsync(argv, { from: "user" });
	} catch (error) {
		// Commander has printed the message. `--help` ends with exit code 0.
		if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 1;
		else fail(error);
	}
}
