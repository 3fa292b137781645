import assert from 'node:assert/strict';
import { VersioningError } from '../../../pkg/index.js';

/**
 * The refusal of a call.
 *
 * @param {() => unknown} call
 * @returns {VersioningError}
 */
export function refusalOf(call) {
  try {
    call();
  } catch (error) {
    if (error instanceof VersioningError) return error;
    throw error;
  }
  return assert.fail('it is not refused');
}
