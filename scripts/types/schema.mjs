/** The schema that schemars makes of the Rust types, and what both the declarations and the document's schema ask of it. */

/**
 * A JSON Schema, of the kinds that occur here.
 *
 * @typedef {{
 *   title?: string;
 *   description?: string;
 *   type?: string;
 *   format?: string;
 *   const?: unknown;
 *   enum?: unknown[];
 *   properties?: Record<string, Schema>;
 *   required?: string[];
 *   items?: Schema;
 *   minItems?: number;
 *   maxItems?: number;
 *   maximum?: number;
 *   oneOf?: Schema[];
 *   anyOf?: Schema[];
 *   allOf?: Schema[];
 *   not?: Schema;
 *   if?: Schema;
 *   then?: Schema;
 *   additionalProperties?: boolean | Schema;
 *   $ref?: string;
 *   tsType?: string;
 * }} Schema
 */

/** @typedef {Record<string, Schema>} Definitions */

/**
 * Without what only Rust means: null for none, the formats of numbers, and what docs write for Rust's own.
 *
 * @param {any} schema
 * @returns {any}
 */
export function simplified(schema) {
  if (Array.isArray(schema)) return schema.map(simplified);
  if (typeof schema !== 'object' || schema === null) return schema;
  const { format, ...simple } = Object.fromEntries(
    Object.entries(schema).map(([name, value]) => [name, simplified(value)]),
  );
  if (format === 'uint32') simple.maximum = 2 ** 32 - 1;
  if (typeof simple.description === 'string') simple.description = prose(simple.description);
  if (Array.isArray(simple.type)) [simple.type] = simple.type.filter((type) => type !== 'null');
  if (simple.anyOf?.some(isNull)) {
    const { anyOf, ...rest } = simple;
    return { ...anyOf.find((/** @type {Schema} */ option) => !isNull(option)), ...rest };
  }
  return simple;
}

/** @param {Schema} schema */
function isNull(schema) {
  return schema.type === 'null';
}

/**
 * Docs without their examples in Rust, one line a paragraph.
 *
 * @param {string} text
 */
function prose(text) {
  return text
    .replace(/```.*?```/gs, '')
    .replace(/\[(`[^`]+`)\](\([^)]*\))?/g, (_, code) => code.replaceAll('::', '.'))
    .trim()
    .replace(/(?<!\n)\n(?!\n|- )/g, ' ');
}

/** @param {string} reference */
export function nameOf(reference) {
  return reference.slice(reference.lastIndexOf('/') + 1);
}

/**
 * The alternatives of a schema that is one of several; none for one that only has conditions.
 *
 * @param {Schema} schema
 * @returns {Schema[] | undefined}
 */
export function alternatives({ oneOf, anyOf }) {
  const options = oneOf ?? anyOf;
  const isCondition = (/** @type {Schema} */ option) =>
    (option.type ?? option.$ref ?? option.const ?? alternatives(option)) === undefined;
  return options?.some(isCondition) ? undefined : options;
}

/**
 * A schema of objects as plain objects, each with all of its fields, of which one applies.
 *
 * @param {Schema} schema
 * @param {Definitions} definitions
 * @returns {Schema[]}
 */
export function plainObjects(schema, definitions) {
  const options = alternatives(schema);
  const { $ref, oneOf, anyOf, ...own } = options === undefined ? { ...schema } : schema;
  if ($ref === undefined && options === undefined) return [schema];
  const parts = $ref === undefined ? (options ?? []) : [definitions[nameOf($ref)]];
  return parts.flatMap((part) =>
    plainObjects(part, definitions).map((plain) => ({
      ...own,
      ...plain,
      // What is said of the alternative says more than what is said of all, or of the type it refers to.
      description: $ref === undefined ? plain.description : (own.description ?? plain.description),
      title: plain.title ?? own.title,
      properties: { ...own.properties, ...plain.properties },
      required: [...(own.required ?? []), ...(plain.required ?? [])],
    })),
  );
}

/**
 * An alternative whose fields are all described: what has no words of its own tells it apart.
 *
 * @param {Schema} option
 * @returns {Schema}
 */
export function described(option) {
  const { description, properties } = option;
  if (properties === undefined) return option;
  const fields = Object.entries(properties).map(([name, field]) => [
    name,
    { description, ...field },
  ]);
  return { ...option, properties: Object.fromEntries(fields) };
}
