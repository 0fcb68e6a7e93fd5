/// <reference lib="esnext.disposable" preserve="true" />

// The platform's own types, if the compiler has them: a project may include neither the types of the DOM nor those of
// Node.
type Platform = typeof globalThis;
type Response = Platform extends { Response: { prototype: infer Type } } ? Type : any;
type RequestInit = Platform extends { fetch: (input: any, init?: infer Type) => any } ? Exclude<Type, undefined> : any;
type AbortSignal = Platform extends { AbortSignal: { prototype: infer Type } }
	? Type
	: {
			readonly aborted: boolean;
			readonly reason: any;
			addEventListener(type: "abort", listener: () => void): void;
			removeEventListener(type: "abort", listener: () => void): void;
		};
declare const fetch: Platform extends { fetch: infer Type } ? Type : (input: any, init?: any) => Promise<any>;
