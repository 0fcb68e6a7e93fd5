/** Whether each type is assignable to the other. */
type Mutual<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

/** Whether the compiler treats both as one type: distinguishes `any`, `readonly` and optional. */
type Identical<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

type Members<A, B> = {
	[K in keyof A]-?: K extends keyof B ? Equal<Exclude<A[K], undefined>, Exclude<B[K], undefined>> : false;
}[keyof A];

/** Equality at this level and at every one below. */
export type Equal<A, B> =
	Mutual<A, B> extends true
		? Identical<A, B> extends true
			? [A] extends [readonly (infer ItemA)[]]
				? [B] extends [readonly (infer ItemB)[]]
					? Equal<ItemA, ItemB>
					: false
				: [A] extends [object]
					? [Members<A, B>] extends [true]
						? true
						: false
					: true
			: false
		: false;

/** Compiles only for `true`. */
export declare function prove<_Claim extends true>(): void;

// Tests the proof itself: slightly different types are not equal.
type Model = { name?: string; list?: { key?: string }[] };
prove<Equal<Model, { name?: string; list?: { key?: string }[] }>>();
prove<Not<Equal<Model, { name: string; list?: { key?: string }[] }>>>();
prove<Not<Equal<Model, { name?: string | undefined; list?: { key?: string }[] }>>>();
prove<Not<Equal<Model, { readonly name?: string; list?: { key?: string }[] }>>>();
prove<Not<Equal<Model, { name?: string; list?: { key: string }[] }>>>();
prove<Not<Equal<Model, { name?: string; list?: { readonly key?: string }[] }>>>();
prove<Not<Equal<Model, { name?: string; list?: { key?: Any }[] }>>>();
prove<Not<Equal<Model, { name?: string; list?: readonly { key?: string }[] }>>>();
prove<Equal<{ either: string[] | { a: 1 } }, { either: string[] | { a: 1 } }>>();
prove<Not<Equal<{ either: string[] | { a: 1 } }, { either: string[] | { a: 2 } }>>>();
prove<Not<Equal<Model, { name?: string }>>>();
prove<Not<Equal<Model, Model & { more?: string }>>>();
prove<Not<Equal<Model, Any>>>();

type Not<Claim extends boolean> = Claim extends true ? false : true;
type Any = ReturnType<typeof JSON.parse>;
