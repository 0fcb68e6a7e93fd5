import { Injectable } from "@nestjs/common";
import * as emulator from "descope-outbound/emulator";
import * as outbound from "descope-outbound";
import { check } from "./check";

@Injectable()
export class AppService {
	answer(): Promise<string> {
		return check(outbound, emulator);
	}
}
