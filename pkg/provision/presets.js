// @ts-check
// Providers with known endpoints.
import data from "./presets.json" with { type: "json" };

/**
 * The known settings of a provider.
 *
 * @typedef {object} Preset
 * @property {string} name the name for `preset` in a file
 * @property {string} title the provider's own name
 * @property {string} source the provider's page that documents the endpoints
 * @property {Record<string, unknown>} app fields of an app, as `create` takes them, without credentials. Hosts that differ by
 *   customer contain `${param:name}`
 * @property {Record<string, string>} [params] the meaning of each `${param:name}`; a file sets the values in `params`
 * @property {string[]} [notes] what the provider needs beyond the app's fields
 */

/** The providers, by name. @type {readonly Preset[]} */
export const presets = data;

const byName = new Map(presets.map((preset) => [preset.name, preset]));

/** @param {string} name */
export const findPreset = (name) => byName.get(name);
