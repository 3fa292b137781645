/** The schema of a document, as editors and validators read it: draft 7, in which a reference has nothing beside it. */

import { alternatives, described, nameOf, plainObjects } from './schema.mjs';

/** @typedef {import('./schema.mjs').Schema} Schema */
/** @typedef {import('./schema.mjs').Definitions} Definitions */

/**
 * @param {Definitions} definitions of all types
 * @param {string} name of the document's
 * @param {unknown} example
 */
export function documentSchema(definitions, name, example) {
  /** @type {Definitions} */
  const used = {};

  /**
   * @param {Schema} schema
   * @returns {Schema}
   */
  function strict(schema) {
    const { $ref, title, ...rest } = schema;
    if ($ref !== undefined && rest.properties === undefined) return reference($ref, rest);
    const options = alternatives(rest);
    if (rest.properties === undefined && options === undefined) return plain(rest);
    if (options?.every(({ const: value }) => value !== undefined)) return schema;
    if (options?.some((option) => plainObjects(option, definitions)[0].type !== 'object')) {
      return { description: rest.description, oneOf: options.map(strict) };
    }
    const objects = plainObjects(schema, definitions).map((it) => object(described(it)));
    if (objects.length === 1) return { ...objects[0], description: rest.description };
    return { description: rest.description, oneOf: objects };
  }

  /**
   * @param {string} $ref
   * @param {Schema} rest
   */
  function reference($ref, rest) {
    const name = nameOf($ref);
    if (!Object.hasOwn(used, name)) {
      used[name] = {};
      used[name] = strict(definitions[name]);
    }
    const to = { $ref: `#/definitions/${name}` };
    return Object.keys(rest).length === 0 ? to : { ...rest, allOf: [to] };
  }

  /** @param {Schema} schema */
  function plain({ items, ...rest }) {
    return items === undefined ? rest : { ...rest, items: strict(items) };
  }

  /** @param {Schema} schema */
  function object({ properties = {}, required, ...rest }) {
    const fields = Object.entries(properties).map(([field, schema]) => [field, strict(schema)]);
    return {
      ...rest,
      properties: Object.fromEntries(fields),
      required,
      additionalProperties: false,
    };
  }

  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Rollout document of worker-versioning',
    ...strict(definitions[name]),
    examples: [example],
    definitions: used,
  };
}
