// How to connect, from flags, variables and configuration files. As in the Temporal CLI, a flag wins over a
// variable, and a variable over the file: https://docs.temporal.io/develop/environment-configuration

import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { ClusterError } from './cluster-error.js';
import { findPeer } from './peers.js';
import { readingError } from './text-file.js';

/**
 * The connection flags of the Temporal CLI; those that are not given are undefined or empty.
 *
 * @typedef {object} ConnectionFlags
 * @property {string} [address] `host:port`; `localhost:7233` by default
 * @property {string} [namespace] `default` by default
 * @property {string} [apiKey]
 * @property {boolean} [tls] true and false win over all else; by default TLS is on when there is an API key or any TLS setting
 * @property {string} [tlsCertPath] the client's certificate, PEM
 * @property {string} [tlsKeyPath] the client's private key, PEM
 * @property {string} [tlsCaPath] the certificate of the authority that the cluster's certificate comes from, PEM
 * @property {string} [tlsServerName] the name that the cluster's certificate is for
 * @property {boolean} [tlsDisableHostVerification]
 * @property {string} [profile] of the configuration file
 * @property {string} [configFile] in place of the user's own `temporal.toml`
 */

/**
 * @typedef {object} ConnectionSettings
 * @property {string} address
 * @property {string} namespace
 * @property {Record<string, string>} metadata sent with every request
 * @property {TlsSettings | undefined} tls
 * @property {readonly string[]} secrets never to be shown
 */

/**
 * @typedef {object} TlsSettings
 * @property {Buffer | undefined} ca
 * @property {{ crt: Buffer, key: Buffer } | undefined} clientCertPair
 * @property {string | undefined} serverName
 * @property {'verified' | 'unverified'} host
 */

/**
 * Where a command runs.
 *
 * @typedef {object} Surroundings
 * @property {NodeJS.ProcessEnv} environment
 * @property {string} folder of the user's project
 */

/**
 * @param {ConnectionFlags} flags
 * @param {Surroundings} surroundings
 * @returns {ConnectionSettings}
 */
export function connectionSettings(flags, { environment, folder }) {
  const profile = loadProfile(flags, environment, folder);
  const apiKey = flags.apiKey || profile.apiKey || undefined;
  checkTexts({ ...(apiKey !== undefined && { api_key: apiKey }), ...profile.grpcMeta });
  /** @type {Record<string, string>} */
  const metadata = { ...profile.grpcMeta };
  if (apiKey !== undefined) metadata.authorization = `Bearer ${apiKey}`;
  const settings = {
    address: flags.address || profile.address || 'localhost:7233',
    namespace: flags.namespace || profile.namespace || 'default',
    metadata,
    // A short value is no secret, and would blot out what has nothing to do with it.
    secrets: [apiKey ?? '', ...Object.values(metadata)].filter((value) => value.length >= 8),
  };
  checkTexts({ address: settings.address, namespace: settings.namespace });
  checkHeaders(metadata);
  return { ...settings, tls: tlsSettings(flags, profile.tls, environment, apiKey) };
}

/**
 * What the variables and the configuration file say, without the flags.
 *
 * @param {ConnectionFlags} flags
 * @param {NodeJS.ProcessEnv} environment
 * @param {string} folder
 */
function loadProfile(flags, environment, folder) {
  /** @type {typeof import('@temporalio/envconfig')} */
  const envconfig = findPeer('@temporalio/envconfig', folder)('@temporalio/envconfig');
  // Empty ones mean the same as none to the CLI, but not to the library.
  const { TEMPORAL_CONFIG_FILE, TEMPORAL_PROFILE, ...variables } = environment;
  const configFile = flags.configFile || TEMPORAL_CONFIG_FILE;
  const profile = flags.profile || TEMPORAL_PROFILE || undefined;
  // A file that is named has to be there, though the CLI goes on without: to reach another cluster than the
  // one that is meant would be worse.
  const configSource = configFile
    ? { data: readSetting(configFile, 'the configuration file') }
    : undefined;
  try {
    const overrideEnvVars = /** @type {Record<string, string>} */ (variables);
    return envconfig.loadClientConfigProfile({ profile, configSource, overrideEnvVars });
  } catch (error) {
    throw invalid(
      `${configFile || 'the configuration file temporal.toml'}: ${problemOf(error)}. Expected a Temporal configuration file with a table [profile.${profile ?? 'default'}].`,
    );
  }
}

/**
 * What is wrong with a configuration file, but none of the lines that it holds: a secret may be on them.
 *
 * @param {unknown} error
 */
function problemOf(error) {
  const { line, column, message } =
    /** @type {{ line?: number, column?: number, message: string }} */ (error);
  if (line !== undefined) return `invalid TOML at line ${line}, column ${column}`;
  return error instanceof TypeError ? 'unexpected content' : message;
}

/**
 * @param {ConnectionFlags} flags
 * @param {import('@temporalio/envconfig').ClientConfigTLS | undefined} profile
 * @param {NodeJS.ProcessEnv} environment
 * @param {string | undefined} apiKey
 * @returns {TlsSettings | undefined}
 */
function tlsSettings(flags, profile, environment, apiKey) {
  const isOff = flags.tls === false || (flags.tls === undefined && profile?.disabled === true);
  if (isOff) return undefined;
  const cert = flags.tlsCertPath ? { path: flags.tlsCertPath } : profile?.clientCert;
  const key = flags.tlsKeyPath ? { path: flags.tlsKeyPath } : profile?.clientKey;
  const ca = flags.tlsCaPath ? { path: flags.tlsCaPath } : profile?.serverCACert;
  const serverName = flags.tlsServerName || profile?.serverName || undefined;
  if (serverName !== undefined) checkTexts({ server_name: serverName });
  // The library does not read this one, neither here nor in the file.
  const variable = environment.TEMPORAL_TLS_DISABLE_HOST_VERIFICATION;
  const isUnverified =
    flags.tlsDisableHostVerification ?? (variable === 'true' || variable === '1');
  const wanted = flags.tls || profile || apiKey || cert || key || ca || serverName || isUnverified;
  if (!wanted) return undefined;
  return {
    ca: ca && certificate(ca, 'the certificate of the authority (--tls-ca-path)'),
    clientCertPair: clientCertPair(cert, key),
    serverName,
    host: isUnverified ? 'unverified' : 'verified',
  };
}

/** @typedef {import('@temporalio/envconfig').ConfigDataSource} ConfigDataSource */

/**
 * @param {ConfigDataSource | undefined} cert
 * @param {ConfigDataSource | undefined} key
 */
function clientCertPair(cert, key) {
  if (cert === undefined && key === undefined) return undefined;
  if (cert === undefined || key === undefined) {
    const [given, missing] = cert
      ? ['certificate', 'key (--tls-key-path)']
      : ['key', 'certificate (--tls-cert-path)'];
    throw invalid(`a client ${given} without its ${missing}: give both or none.`);
  }
  const pair = {
    crt: certificate(cert, 'the client certificate (--tls-cert-path)'),
    key: contentOf(key, 'the client key (--tls-key-path)'),
  };
  try {
    createSecureContext({ cert: pair.crt, key: pair.key });
  } catch {
    // What the TLS library says of a key may hold some of it.
    throw invalid(
      `the client key (--tls-key-path)${pathOf(key)}: expected the private key of the client certificate, PEM and without a passphrase.`,
    );
  }
  return pair;
}

/**
 * @param {ConfigDataSource} source
 * @param {string} what
 */
function certificate(source, what) {
  const content = contentOf(source, what);
  try {
    new X509Certificate(content);
  } catch {
    throw invalid(`${what}${pathOf(source)}: expected a certificate, PEM.`);
  }
  return content;
}

/**
 * @param {ConfigDataSource} source
 * @param {string} what
 */
function contentOf(source, what) {
  return 'path' in source ? readSetting(source.path, what) : Buffer.from(source.data);
}

/** @param {ConfigDataSource} source */
function pathOf(source) {
  return 'path' in source ? ` in ${source.path}` : '';
}

/**
 * @param {string} path
 * @param {string} what
 */
function readSetting(path, what) {
  try {
    return readFileSync(path);
  } catch (error) {
    throw invalid(`${what}: ${readingError(path, error).message}`);
  }
}

/** @param {Record<string, unknown>} texts of a configuration file, which may hold anything */
function checkTexts(texts) {
  for (const [name, value] of Object.entries(texts)) {
    if (typeof value !== 'string') throw invalid(`${name}: expected text, got ${typeof value}.`);
  }
}

/**
 * Refuses what no request can carry, here where it can be done without showing the value.
 *
 * @param {Record<string, string>} metadata
 */
function checkHeaders(metadata) {
  for (const [name, value] of Object.entries(metadata)) {
    if (!/^[0-9a-z_.-]+$/i.test(name) || !/^[ -~]*$/.test(value)) {
      const what = name === 'authorization' ? 'the API key' : `the header ${JSON.stringify(name)}`;
      throw invalid(`${what} holds a character that a request cannot carry, such as a line break.`);
    }
  }
}

/** @param {string} message */
function invalid(message) {
  return new ClusterError('configuration', message);
}
