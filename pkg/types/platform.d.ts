/// <reference lib="esnext.disposable" preserve="true" />

/** The platform's own, where a compiler knows of it: a server's may have neither the DOM's types nor Node's. */
type AbortSignal = typeof globalThis extends { AbortSignal: { prototype: infer Signal } }
	? Signal
	: {
			readonly aborted: boolean;
			readonly reason: any;
			addEventListener(type: "abort", listener: () => void): void;
			removeEventListener(type: "abort", listener: () => void): void;
		};

/** Likewise. */
declare const fetch: typeof globalThis extends { fetch: infer Fetch }
	? Fetch
	: (input: any, init?: any) => Promise<any>;
