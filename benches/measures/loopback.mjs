// @ts-check
// Throughput over a socket to a server on this machine.
import { run } from "../host/programs.mjs";
import { serve } from "../host/serve.mjs";
import { compare } from "./compare.mjs";

const CONCURRENCIES = [1, 16, 128];
const PEERS = ["fetch", "node-sdk"];

/** @param {number} micros */
const perSecond = (micros) => 1_000_000 / micros;

/** @type {import("../run.mjs").Measure} */
export const loopback = {
	name: "loopback",
	title: "Creates over loopback",
	async *run(context) {
		const { rounds, creates } = context.effort.loopback;
		const server = await serve();
		try {
			for (const runtime of context.runtimes) {
				for (const concurrency of CONCURRENCIES) {
					const task = { url: server.url, concurrency, rounds, creates };
					const samples = await run(runtime, "loopback.mjs", task, context);
					for (const peer of PEERS) {
						const subject = `${concurrency} at once`;
						const row = { id: `loopback/${concurrency}`, runtime, subject, peer, unit: "/s" };
						yield compare(
							samples,
							row,
							(of) => perSecond(of("ours")),
							(of) => perSecond(of(peer)),
						);
					}
				}
			}
		} finally {
			server.close();
		}
	},
};
