/**
 * A field's value, for reading.
 *
 * @param {{ text: string }} props
 */
export const Shown = ({ text }) => (text === "" ? <em>Not set</em> : <span class="pre">{text}</span>);
