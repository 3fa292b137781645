/**
 * Stands for the unversioned worker where a build ID is expected. It is the same symbol as the client's.
 *
 * @type {import('./index.js').UnversionedBuildIdType}
 */
export const UnversionedBuildId = Symbol.for('__temporal_unversionedBuildId');
