import { Test } from "@nestjs/testing";
import { AppController } from "./app.controller";
import { AppService } from "./app.service";

test("descope-outbound", async () => {
	const module = await Test.createTestingModule({ controllers: [AppController], providers: [AppService] }).compile();
	console.log(await module.get(AppController).answer());
});
