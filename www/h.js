// The functions that JSX compiles to. This form is a few hundred bytes shorter on the wire than the automatic one.
export { createElement as h, Fragment } from "preact";
