// @ts-check
import { fileSchema } from "descope-outbound/provision";
import { print } from "./terminal.js";

export function schemaCommand() {
	print(JSON.stringify(fileSchema(), null, 2));
}
