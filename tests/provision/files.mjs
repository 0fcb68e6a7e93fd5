// @ts-check
// Files and their issues, with positions.

const APP = "{ id: a, name: A";

/**
 * Each text with its issues: line, column, severity, code, path.
 *
 * @type {{ text: string, format?: "json" | "yaml", issues: string[] }[]}
 */
export const FILES = [
	{ text: "apps: []", issues: [] },
	{ text: "", issues: ["1:1 error wrong-type "] },
	{ text: "{}", issues: ["1:1 error missing apps"] },
	{ text: "apps: [", issues: ["1:8 error syntax "] },
	{
		text: "apps:\n  - id: a\n    name: A\n    tokenUrl: http://a.example",
		issues: ["4:5 error insecure-url apps[0].tokenUrl"],
	},
	{ text: "apps:\n  - id: a\n    name: A\n    clientID: x", issues: ["4:5 error unknown-field apps[0].clientID"] },
	{ text: "apps:\n  - id: 7\n    name: A", issues: ["2:5 error wrong-type apps[0].id"] },
	{ text: "apps:\n  - id: a\n    id: b", issues: ["3:5 error syntax "] },
	{
		text: "apps:\n  - &a { id: a, name: A }\n  - *a",
		issues: ["3:5 error duplicate apps[1].id", "3:5 error duplicate apps[1].name"],
	},
	{
		text: `apps:\n- ${APP}, tokenUrlParams: [{ key: a, value: x }, { value: y }] }`,
		issues: ["2:60 error missing apps[0].tokenUrlParams[1].key"],
	},
	{
		text: `apps:\n- ${APP}, clientId: c, clientSecret: S-canary }`,
		issues: ["2:34 warning literal-secret apps[0].clientSecret"],
	},
	{
		text: `apps:\n- ${APP}, clientId: c, clientSecret: "\${env:NO}" }`,
		issues: ["2:34 error missing-reference apps[0].clientSecret"],
	},
	{
		text: '{\n\t// a comment\n\t"apps": [ /* { */ { "id": "a", "name": "http://x /* y */", "pkce": 1 },\n\t]\n}',
		issues: ["3:61 error wrong-type apps[0].pkce"],
	},
	{
		text: '{"apps": [{"id": "\\u0061", "name": "A"}, {"id": "a", "name": "B"}]}',
		format: "json",
		issues: ["1:43 error duplicate apps[1].id"],
	},
	{ text: "apps:\n- { id: a, preset: github, clientId: c }", issues: [] },
	{
		text: "apps:\n- { id: a, preset: githup }",
		issues: ["2:3 error missing apps[0].name", "2:12 error not-found apps[0].preset"],
	},
	{ text: "apps:\n- { id: a, preset: 7, name: A }", issues: ["2:12 error wrong-type apps[0].preset"] },
	{
		text: "apps:\n- { id: a, preset: zendesk, params: { subdomain: acme }, clientId: c }",
		issues: [],
	},
	{
		text: "apps:\n- { id: a, preset: zendesk, params: { sub: acme }, clientId: c }",
		issues: ["2:3 error missing-reference apps[0].authorizationUrl", "2:3 error missing-reference apps[0].tokenUrl"],
	},
	{
		text: `apps:\n- ${APP}, description: "\${param:none}" }`,
		issues: ["2:21 error missing-reference apps[0].description"],
	},
	{ text: `apps:\n- ${APP}, params: [x] }`, issues: ["2:21 error wrong-type apps[0].params"] },
	{ text: `apps:\n- ${APP}, discover: "http://x.example" }`, issues: ["2:21 error not-found apps[0].discover"] },
	{ text: '{"apps": [], "apps": []}', format: "json", issues: ["1:14 error syntax "] },
	{ text: "apps: []\n---\napps: []", issues: ["2:1 error syntax "] },
	{ text: "apps: !!js/function x", issues: ["1:7 error syntax "] },
	{ text: `apps:\n- ${APP}, clientId: c, clientSecret: !S-canary x }`, issues: ["2:48 error syntax "] },
	{ text: `apps:\n- ${APP}, clientId: c, clientSecret: @S-canary }`, issues: ["2:48 error syntax "] },
	{ text: `apps:\n- ${APP}, clientId: c, clientSecret: *S-canary }`, issues: ["1:1 error syntax "] },
	{
		text: "a: &a [x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c]\napps: [*d,*d,*d,*d]",
		issues: ["1:1 error syntax "],
	},
	{ text: `apps: ${"[".repeat(100)}${"]".repeat(100)}`, issues: ["1:1 error syntax "] },
	{
		text: `{"apps": [{"id": "a", "name": "A", "__proto__": {"pkce": true}}]}`,
		issues: ["1:36 warning unknown-field apps[0].__proto__"],
	},
];
