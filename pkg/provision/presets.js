// @ts-check
// Providers whose endpoints are known.
import data from "./presets.json" with { type: "json" };

/**
 * The known settings of a provider.
 *
 * @typedef {object} Preset
 * @property {string} name what `preset` in a file refers to it by
 * @property {string} title the provider's own name
 * @property {string} source the provider's page that documents the endpoints
 * @property {Record<string, unknown>} app fields of an app, as `create` takes them, without credentials. Hosts that differ by
 *   customer hold `${param:name}`
 * @property {Record<string, string>} [params] what each `${param:name}` stands for; a file sets them in `params`
 * @property {string[]} [notes] what the provider needs beyond the app's fields
 */

/** The providers, by name. @type {readonly Preset[]} */
export const presets = data;

const byName = new Map(presets.map((preset) => [preset.name, preset]));

/** @param {string} name */
export const findPreset = (name) => byName.get(name);
