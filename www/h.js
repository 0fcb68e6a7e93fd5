// What JSX is compiled to, in every file: shorter than the automatic form by a few hundred bytes on the wire.
export { createElement as h, Fragment } from "preact";
