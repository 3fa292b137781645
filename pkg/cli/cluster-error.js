/** @typedef {import('../index.js').ClusterFaultKind} ClusterErrorKind */

/** An error on the way to a cluster or from it. Its message says what to do, and never holds a secret. */
export class ClusterError extends Error {
  /**
   * @param {ClusterErrorKind} kind
   * @param {string} message
   * @param {Answer} [answer] what was answered, where there was an answer
   */
  constructor(kind, message, answer) {
    super(message);
    this.name = 'ClusterError';
    this.kind = kind;
    this.answer = answer;
  }

  /**
   * The error as the engine reads it.
   *
   * @returns {import('../index.js').ClusterFault}
   */
  get fault() {
    return { kind: this.kind, message: this.message };
  }
}

/**
 * A gRPC status by its name and the text beside it: the server's, or the gRPC library's of a broken connection.
 *
 * @typedef {{ code: string, text: string }} Answer
 */

/** gRPC statuses, in the order of their numbers. */
const STATUSES = [
  ...['OK', 'CANCELLED', 'UNKNOWN', 'INVALID_ARGUMENT', 'DEADLINE_EXCEEDED', 'NOT_FOUND'],
  ...['ALREADY_EXISTS', 'PERMISSION_DENIED', 'RESOURCE_EXHAUSTED', 'FAILED_PRECONDITION'],
  ...['ABORTED', 'OUT_OF_RANGE', 'UNIMPLEMENTED', 'INTERNAL', 'UNAVAILABLE', 'DATA_LOSS'],
  'UNAUTHENTICATED',
];
const UNAVAILABLE = STATUSES.indexOf('UNAVAILABLE');

/** The statuses with which a server says that it did nothing. After any other, an update may have been done. */
const NOTHING_DONE = new Set([
  ...['INVALID_ARGUMENT', 'NOT_FOUND', 'ALREADY_EXISTS', 'PERMISSION_DENIED', 'RESOURCE_EXHAUSTED'],
  ...['FAILED_PRECONDITION', 'OUT_OF_RANGE', 'UNIMPLEMENTED', 'UNAUTHENTICATED'],
]);

/** What to do about a connection that cannot be made, by the text of the cause. */
const CONNECTION_HINTS = /** @type {const} */ ([
  [
    /wrong version number/,
    'The cluster does not speak TLS there: leave --tls out (an API key and every other TLS setting imply it; --tls=false switches it off).',
  ],
  [
    /alert certificate required|alert bad certificate|alert unknown ca/i,
    'The cluster wants a client certificate that it knows: check --tls-cert-path and --tls-key-path.',
  ],
  [
    /ALTNAME_INVALID|altnames/,
    'The certificate of the cluster is for another name: give that name with --tls-server-name.',
  ],
  [
    /certificate/i,
    'The certificate of the cluster is not trusted: give the certificate of its authority with --tls-ca-path.',
  ],
  [
    /^(Failed to connect|Protocol error)/,
    'Something listens there that does not speak gRPC without TLS: is --tls missing, or the port another one?',
  ],
]);
const CHECK_ADDRESS = 'Check --address (or TEMPORAL_ADDRESS), and that the cluster is running.';

/**
 * Where a request went, and what must not be told.
 *
 * @typedef {object} Target
 * @property {string} address
 * @property {string} namespace
 * @property {readonly string[]} secrets
 */

/**
 * The answer in what a call of the client threw, or undefined when it is not of gRPC.
 *
 * @param {unknown} thrown
 * @param {Target} target
 * @returns {Answer | undefined}
 */
export function answerOf(thrown, { secrets }) {
  const { code, details } = /** @type {{ code?: unknown, details?: unknown }} */ (thrown);
  if (typeof code !== 'number' || typeof details !== 'string') return undefined;
  const text = secrets.reduce((shown, secret) => shown.replaceAll(secret, '***'), details);
  return {
    code: STATUSES[code] ?? `status ${code}`,
    text: code === UNAVAILABLE ? withoutFrame(text) : text,
  };
}

/**
 * Only the cause, without what grpc-js writes around it, which is a sentence, the moment and an empty note, and
 * OpenSSL, which is where in its sources it was.
 *
 * @param {string} text
 */
function withoutFrame(text) {
  return text
    .replace(/^No connection established\. Last error: (?:Error: )?/, '')
    .replace(/\s*Resolution note: $/, '')
    .replace(/^[0-9A-F]+:error:[0-9A-F]+:[^:]*:[^:]*:([^:]+):.*$/s, 'TLS: $1')
    .replace(/\s*(?:\(\d{4}-[^()]*Z\))?\.?\s*$/, '');
}

/**
 * The error for a call that failed.
 *
 * @param {unknown} thrown
 * @param {Answer} answer of {@link answerOf}
 * @param {Target} target
 */
export function callError(thrown, answer, { address, namespace }) {
  const said = `${answer.code}: ${answer.text}`;
  const where = `namespace ${namespace} at ${address}`;
  /** @param {ClusterErrorKind} kind @param {string} message */
  const error = (kind, message) => new ClusterError(kind, message, answer);
  switch (answer.code) {
    case 'UNAVAILABLE': {
      const hint = CONNECTION_HINTS.find(([pattern]) => pattern.test(answer.text))?.[1];
      const what = `no connection to ${address}: ${answer.text}.`;
      return error('unreachable', `${what} ${hint ?? CHECK_ADDRESS}`);
    }
    case 'DEADLINE_EXCEEDED':
      return error('timeout', `no answer in time from ${address}. ${CHECK_ADDRESS}`);
    case 'RESOURCE_EXHAUSTED':
      return error(
        'rateLimited',
        `${where} is over its rate limit (${said}). Nothing was done. Try again later.`,
      );
    case 'UNIMPLEMENTED':
      return error(
        'versionSetsDisabled',
        `the server at ${address} does not know version sets (${said}). They came with server 1.21.`,
      );
    case 'UNAUTHENTICATED':
      return error('unauthorized', `${where} does not let you in (${said}). ${CHECK_CREDENTIALS}`);
    case 'PERMISSION_DENIED':
      // The server has one status for both; only its text tells them apart.
      return /versioning.*disabled/i.test(answer.text)
        ? error(
            'versionSetsDisabled',
            `version sets are switched off for ${where} (${said}). Whoever runs the cluster can switch them on with ` +
              'frontend.workerVersioningDataAPIs and frontend.workerVersioningWorkflowAPIs in its dynamic configuration.',
          )
        : error('unauthorized', `${where} does not allow it (${said}). ${CHECK_CREDENTIALS}`);
    case 'NOT_FOUND':
      if (hasDetail(thrown, 'NamespaceNotFoundFailure')) {
        return error(
          'namespaceNotFound',
          `there is no namespace ${namespace} at ${address}. Check --namespace (or TEMPORAL_NAMESPACE).`,
        );
      }
  }
  return error('refused', `the server refused it: ${said}`);
}

const CHECK_CREDENTIALS =
  'Check --api-key (or TEMPORAL_API_KEY), or the client certificate of --tls-cert-path and --tls-key-path.';

/**
 * The error for an update that failed: what is certainly not done, or may be.
 *
 * @param {unknown} thrown
 * @param {Answer} answer of {@link answerOf}
 * @param {Target} target
 * @param {string} taskQueue
 */
export function updateError(thrown, answer, target, taskQueue) {
  if (NOTHING_DONE.has(answer.code) || neverLeft(thrown)) return callError(thrown, answer, target);
  return new ClusterError(
    'answerLost',
    `the answer of ${target.address} to the update of ${taskQueue} was lost (${answer.code}: ${answer.text}): ` +
      'it may or may not have been done. Read the version sets before you send anything again.',
    answer,
  );
}

/**
 * Whether grpc-js says that there was no connection on which to send the request.
 *
 * @param {unknown} thrown
 */
function neverLeft(thrown) {
  const { details } = /** @type {{ details: string }} */ (thrown);
  return /^(No connection established|Name resolution failed)/.test(details);
}

/**
 * Whether an error of the server carries that detail of `temporal.api.errordetails.v1`.
 *
 * @param {unknown} thrown
 * @param {string} name
 */
function hasDetail(thrown, name) {
  const { metadata } = /** @type {{ metadata?: { get(key: string): (string | Uint8Array)[] } }} */ (
    thrown
  );
  const details = metadata?.get('grpc-status-details-bin') ?? [];
  return details.some((bytes) =>
    Buffer.from(bytes).includes(`temporal.api.errordetails.v1.${name}`),
  );
}
