import { Controller, Get } from "@nestjs/common";
import { AppService } from "./app.service";

@Controller()
export class AppController {
	constructor(private readonly service: AppService) {}

	@Get()
	answer(): Promise<string> {
		return this.service.answer();
	}
}
