/**
 * The unversioned worker where a build ID is asked for. The client's symbol is the same one.
 *
 * @type {import('./index.js').UnversionedBuildIdType}
 */
export const UnversionedBuildId = Symbol.for('__temporal_unversionedBuildId');
