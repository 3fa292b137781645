/** The declarations of TypeScript. */

import { alternatives, described, nameOf, plainObjects } from './schema.mjs';

/** @typedef {import('./schema.mjs').Schema} Schema */
/** @typedef {import('./schema.mjs').Definitions} Definitions */

const WIDTH = 112;

/**
 * A declaration of each type that has a name: that of a definition, or the title of an alternative.
 *
 * @param {Definitions} definitions
 */
export function declarations(definitions) {
  /** What is the same union, written out, has its name. @type {Map<string, string>} */
  const unions = new Map();
  for (const [name, schema] of Object.entries(definitions)) {
    const options = alternatives(schema);
    if (options !== undefined && schema.properties === undefined) unions.set(key(options), name);
  }

  /**
   * @param {Schema} schema
   * @param {string} [declared] the name of the type that this is
   * @returns {string}
   */
  function type(schema, declared) {
    if (schema.tsType !== undefined) return schema.tsType;
    if (schema.$ref !== undefined) {
      const of = named(schema.$ref);
      return schema.properties === undefined ? of : `${object(schema)} & ${of}`;
    }
    const options = alternatives(schema);
    if (options !== undefined) {
      const union = knownUnion(options, declared) ?? unionOf(options);
      return schema.properties === undefined ? union : `${object(schema)} & (${union})`;
    }
    if (schema.const !== undefined) return JSON.stringify(schema.const);
    if (schema.enum !== undefined) return schema.enum.map((it) => JSON.stringify(it)).join(' | ');
    if (schema.type === 'array') return array(schema);
    if (schema.type === 'object') return object(schema);
    return schema.type === 'integer' ? 'number' : `${schema.type}`;
  }

  /** @param {string} reference */
  function named(reference) {
    const name = nameOf(reference);
    const partial = /^Partial(\w+)$/.exec(name);
    if (partial !== null) return `Partial<${partial[1]}>`;
    return isPlain(definitions[name]) ? type(definitions[name]) : name;
  }

  /** @param {Schema} schema */
  function array({ items = {}, minItems, maxItems }) {
    const item = type(items);
    if (minItems !== undefined && minItems === maxItems) {
      return `[${Array(minItems).fill(item).join(', ')}]`;
    }
    return /[|&]/.test(item) ? `(${item})[]` : `${item}[]`;
  }

  /** @param {Schema} schema */
  function object({ properties, required = [], additionalProperties: values }) {
    if (properties === undefined && typeof values === 'object') {
      return `Record<string, ${type(values)}>`;
    }
    const fields = Object.entries(properties ?? {}).map(([name, schema]) => {
      const optional = required.includes(name) ? '' : '?';
      const values = valuesOf(schema) ?? valuesOf(schema.items ?? {});
      return `${comment(paragraphs(schema.description, values), 2)}${name}${optional}: ${type(schema)};\n`;
    });
    return `{\n${fields.join('')}}`;
  }

  /**
   * The name of another type that is the same union.
   *
   * @param {Schema[]} options
   * @param {string} [declared]
   */
  function knownUnion(options, declared) {
    const known = unions.get(key(options));
    return known === declared ? undefined : known;
  }

  /** @param {Schema[]} options */
  function unionOf(options) {
    if (options.length === 1) return type(options[0]);
    const isShort = options.every(({ properties }) => properties === undefined);
    return isShort ? options.map((it) => type(it)).join(' | ') : options.map(member).join('');
  }

  /** @param {Schema} option */
  function member(option) {
    const all = described(option);
    const isSaid = key(all) !== key(option);
    return `\n${isSaid ? '' : comment(option.description, 2)}| ${type(all)}`;
  }

  /**
   * @param {string} name
   * @param {Schema} schema
   */
  function declaration(name, schema) {
    const head = comment(paragraphs(schema.description, valuesOf(schema)), 0);
    const isObject = schema.type === 'object' && alternatives(schema) === undefined;
    return isObject
      ? `${head}export interface ${name} ${object(schema)}\n`
      : `${head}export type ${name} = ${type(schema, name)};\n`;
  }

  /**
   * The alternatives that have a title are declared by it; those of the same title are one.
   *
   * @param {string} name
   * @param {Schema} schema
   */
  function withAlternatives(name, schema) {
    const options = alternatives(schema) ?? [];
    if (knownUnion(options, name) !== undefined) return declaration(name, schema);
    const titles = [...new Set(options.map(({ title }) => title))];
    if (options.length === 1 && schema.properties === undefined) {
      return declaration(name, { ...described(options[0]), description: schema.description });
    }
    if (titles.some((title) => title === undefined)) return declaration(name, schema);
    const parts = titles.map((title) => options.filter((option) => option.title === title));
    const members = parts.map((options) =>
      declaration(
        `${options[0].title}`,
        described(together(options.flatMap((it) => plainObjects(it, definitions)))),
      ),
    );
    const union = `${comment(schema.description, 0)}export type ${name} = ${titles.join(' | ')};\n`;
    return [union, ...members].join('\n');
  }

  const isDeclared = (/** @type {[string, Schema]} */ [name, schema]) =>
    !name.startsWith('Partial') && !isPlain(schema);
  return Object.entries(definitions)
    .filter(isDeclared)
    .map(([name, schema]) =>
      schema.oneOf || schema.anyOf ? withAlternatives(name, schema) : declaration(name, schema),
    )
    .join('\n');
}

/**
 * Objects as one, if they are alike but for the value of a field, else as a union.
 *
 * @param {Schema[]} options
 * @returns {Schema}
 */
function together(options) {
  const [first, ...others] = options;
  if (others.length === 0) return first;
  const [tag] = Object.entries(first.properties ?? {}).find(([, it]) => it.const !== undefined) ?? [
    '',
  ];
  const values = options.map(({ properties = {} }) => properties[tag]?.const);
  const rest = (/** @type {Schema} */ { properties = {} }) => {
    const { [tag]: _, ...fields } = properties;
    return key(fields);
  };
  if (others.some((other) => rest(other) !== rest(first))) {
    return {
      description: options.map(({ description }) => description).join('\n\n'),
      oneOf: options.map((it) => ({ ...it, title: undefined })),
    };
  }
  return {
    ...first,
    description: options
      .map(({ description }, place) => `- \`${values[place]}\`: ${description}`)
      .join('\n'),
    properties: { ...first.properties, [tag]: { enum: values } },
  };
}

/**
 * The values of a type that has some, each with what it means.
 *
 * @param {Schema} schema
 */
function valuesOf(schema) {
  const options = alternatives(schema);
  if (!options?.every(({ const: value, description }) => value !== undefined && description))
    return;
  return options
    .map(({ const: value, description }) => `- \`${value}\`: ${description}`)
    .join('\n');
}

/** @param {(string | undefined)[]} texts */
function paragraphs(...texts) {
  return texts.filter((text) => text !== undefined).join('\n\n') || undefined;
}

/**
 * Whether a type is only a text or a number, which is written in its place.
 *
 * @param {Schema} schema
 */
function isPlain({ type, enum: values }) {
  return (type === 'string' || type === 'integer') && values === undefined;
}

/**
 * The same text for the same schema, in whichever order its parts are.
 *
 * @param {unknown} schema
 */
function key(schema) {
  return JSON.stringify(schema, (_, value) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort())
      : value,
  );
}

/**
 * @param {string | undefined} text
 * @param {number} indent
 */
function comment(text, indent) {
  if (text === undefined) return '';
  if (text.length + indent < WIDTH - 7 && !text.includes('\n')) return `/** ${text} */\n`;
  const lines = text.split('\n').flatMap((line) => wrapped(line, WIDTH - indent - 3));
  return `/**\n${lines.map((line) => ` * ${line}`.trimEnd()).join('\n')}\n */\n`;
}

/**
 * @param {string} line
 * @param {number} width
 */
function wrapped(line, width) {
  /** @type {string[]} */
  const lines = [];
  for (const word of line.split(' ')) {
    const last = lines.at(-1);
    const indent = /^- /.test(line) ? '  ' : '';
    if (last === undefined) lines.push(word);
    else if (last.length + 1 + word.length > width) lines.push(indent + word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
