// Another value for a YAML document, with the comments that stand where nothing changes.

import { isMap, isScalar, isSeq } from 'yaml';
import { byOrder, inOrder, LAYOUT, layOut } from './document-format.js';

/** @typedef {import('yaml').Document<any, any>} Yaml */

/**
 * The text of a YAML document that has been given another value.
 *
 * @param {Yaml} yaml it is changed
 * @param {unknown} value
 */
export function updateYaml(yaml, value) {
  yaml.contents = updated(yaml, yaml.contents, inOrder(value));
  return yaml.toString(LAYOUT);
}

/**
 * A node of that value: the node that is there, as far as it can stay.
 *
 * @param {Yaml} yaml
 * @param {any} node
 * @param {any} value
 * @returns {any}
 */
function updated(yaml, node, value) {
  const before = node?.toJS?.(yaml) ?? null;
  if (JSON.stringify(inOrder(before)) === JSON.stringify(value)) return node;
  if (isMap(node) && typeof value === 'object' && !Array.isArray(value)) {
    updateFields(yaml, node, value);
    return node;
  }
  if (isSeq(node) && Array.isArray(value)) {
    node.items = value.map((item, place) => updated(yaml, node.items[place], item));
    return node;
  }
  const made = yaml.createNode(value);
  layOut(made);
  if (isScalar(node)) made.comment = node.comment;
  return made;
}

/**
 * @param {Yaml} yaml
 * @param {import('yaml').YAMLMap<any, any>} map
 * @param {Record<string, unknown>} fields
 */
function updateFields(yaml, map, fields) {
  const nameOf = (/** @type {{ key: any }} */ { key }) => `${key?.value}`;
  map.items = map.items.filter((pair) => fields[nameOf(pair)] !== undefined);
  for (const [name, value] of Object.entries(fields)) {
    const there = map.items.find((pair) => nameOf(pair) === name);
    if (value === undefined) continue;
    if (there) {
      there.value = updated(yaml, there.value, value);
    } else {
      const made = yaml.createNode({ [name]: value });
      layOut(made);
      const place = map.items.findIndex((other) => byOrder(nameOf(other), name) > 0);
      map.items.splice(place < 0 ? map.items.length : place, 0, made.items[0]);
    }
  }
}
