/** How a connection is configured: flags before variables before the file, and no secret in any error. */

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { platform, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { inspect } from 'node:util';
import { connectionSettings } from '../../pkg/cli/connection-settings.js';

/**
 * @typedef {import('../../pkg/cli/connection-settings.js').ConnectionFlags} ConnectionFlags
 * @typedef {import('../../pkg/cli/connection-settings.js').ConnectionSettings} ConnectionSettings
 */

const folder = mkdtempSync(join(tmpdir(), 'connection-settings-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const API_KEY = 'an-api-key-that-nobody-may-see';

/**
 * @param {string} name
 * @param {string} text
 */
function file(name, text) {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

/**
 * @param {ConnectionFlags} flags
 * @param {Record<string, string>} [environment]
 */
function settings(flags, environment = {}) {
  // Of whoever runs the tests, neither variables nor files.
  const home = { HOME: folder, APPDATA: folder };
  return connectionSettings(flags, {
    environment: { ...home, ...environment },
    folder: import.meta.dirname,
  });
}

const CONFIG = file(
  'temporal.toml',
  `
  [profile.default]
  address = "file:7233"
  namespace = "of-the-file"

  [profile.cloud]
  address = "cloud:7233"
  api_key = "${API_KEY}"
  [profile.cloud.grpc_meta]
  team = "orders"

  [profile.plain]
  [profile.plain.tls]
  disabled = true
  server_name = "unused"

  [profile.named]
  [profile.named.tls]
  server_name = "of-the-file"
  `,
);

test('with nothing configured it is the local server', () => {
  assert.deepEqual(settings({}), {
    address: 'localhost:7233',
    namespace: 'default',
    metadata: {},
    secrets: [],
    tls: undefined,
  });
});

/** @type {[string, ConnectionFlags, Record<string, string>, string][]} */
const ADDRESSES = [
  ['flag', { address: 'flag:7233' }, {}, 'flag:7233'],
  ['variable', {}, { TEMPORAL_ADDRESS: 'variable:7233' }, 'variable:7233'],
  ['file by flag', { configFile: CONFIG }, {}, 'file:7233'],
  ['file by variable', {}, { TEMPORAL_CONFIG_FILE: CONFIG }, 'file:7233'],
  [
    'flag before variable before file',
    { address: 'flag:7233', configFile: CONFIG },
    { TEMPORAL_ADDRESS: 'variable:7233' },
    'flag:7233',
  ],
  [
    'variable before file',
    { configFile: CONFIG },
    { TEMPORAL_ADDRESS: 'variable:7233' },
    'variable:7233',
  ],
  ['profile by flag', { configFile: CONFIG, profile: 'cloud' }, {}, 'cloud:7233'],
  ['profile by variable', { configFile: CONFIG }, { TEMPORAL_PROFILE: 'cloud' }, 'cloud:7233'],
  [
    'profile by flag before variable',
    { configFile: CONFIG, profile: 'default' },
    { TEMPORAL_PROFILE: 'cloud' },
    'file:7233',
  ],
  ['empty flag', { address: '', configFile: CONFIG }, {}, 'file:7233'],
  ['empty profile', { configFile: CONFIG }, { TEMPORAL_PROFILE: '' }, 'file:7233'],
  ['empty name of a file', {}, { TEMPORAL_CONFIG_FILE: '' }, 'localhost:7233'],
];
for (const [what, flags, environment, address] of ADDRESSES) {
  test(`the address: ${what}`, () => {
    assert.equal(settings(flags, environment).address, address);
  });
}

test("the user's own temporal.toml is read where the Temporal CLI reads it", () => {
  const home = join(folder, 'home');
  /** @type {Record<string, string>} */
  const places = { darwin: 'Library/Application Support', win32: '.' };
  const place = join('home', places[platform()] ?? '.config', 'temporalio', 'temporal.toml');
  file(place, '[profile.default]\naddress = "home:7233"\n');
  assert.equal(settings({}, { HOME: home, APPDATA: home }).address, 'home:7233');
});

test('the namespace comes the same way', () => {
  assert.equal(settings({ configFile: CONFIG }).namespace, 'of-the-file');
  assert.equal(settings({}, { TEMPORAL_NAMESPACE: 'variable' }).namespace, 'variable');
  assert.equal(settings({ namespace: 'flag' }, { TEMPORAL_NAMESPACE: 'v' }).namespace, 'flag');
});

test('an API key and headers go along with every request', () => {
  const { metadata } = settings({ configFile: CONFIG, profile: 'cloud' });
  assert.deepEqual(metadata, { team: 'orders', authorization: `Bearer ${API_KEY}` });
  const byVariable = settings({}, { TEMPORAL_API_KEY: API_KEY, TEMPORAL_GRPC_META_TEAM: 'x' });
  assert.deepEqual(byVariable.metadata, { team: 'x', authorization: `Bearer ${API_KEY}` });
  const byFlag = settings({ apiKey: 'flag' }, { TEMPORAL_API_KEY: API_KEY });
  assert.equal(byFlag.metadata.authorization, 'Bearer flag');
});

/** @type {[string, ConnectionFlags, Record<string, string>, 'on' | 'off'][]} */
const TLS = [
  ['nothing said', {}, {}, 'off'],
  ['--tls', { tls: true }, {}, 'on'],
  ['TEMPORAL_TLS', {}, { TEMPORAL_TLS: 'true' }, 'on'],
  ['an API key', { apiKey: API_KEY }, {}, 'on'],
  ['an API key and --tls=false', { apiKey: API_KEY, tls: false }, {}, 'off'],
  ['an API key and TEMPORAL_TLS=false', { apiKey: API_KEY }, { TEMPORAL_TLS: 'false' }, 'off'],
  ['a server name', { tlsServerName: 'name' }, {}, 'on'],
  ['no verification', { tlsDisableHostVerification: true }, {}, 'on'],
  ['no verification, by variable', {}, { TEMPORAL_TLS_DISABLE_HOST_VERIFICATION: 'true' }, 'on'],
  ['disabled in the file', { configFile: CONFIG, profile: 'plain' }, {}, 'off'],
  ['--tls over it', { configFile: CONFIG, profile: 'plain', tls: true }, {}, 'on'],
];
for (const [what, flags, environment, expected] of TLS) {
  test(`TLS is ${expected} with ${what}`, () => {
    assert.equal(settings(flags, environment).tls ? 'on' : 'off', expected);
  });
}

test('each TLS setting comes from the first that has it', () => {
  const fromFile = { configFile: CONFIG, profile: 'named' };
  assert.equal(settings(fromFile).tls?.serverName, 'of-the-file');
  assert.equal(settings({ ...fromFile, tlsServerName: 'flag' }).tls?.serverName, 'flag');
  const variable = { TEMPORAL_TLS_SERVER_NAME: 'variable' };
  assert.equal(settings(fromFile, variable).tls?.serverName, 'variable');
  const unverified = { TEMPORAL_TLS_DISABLE_HOST_VERIFICATION: '1' };
  assert.equal(settings(fromFile).tls?.host, 'verified');
  assert.equal(settings(fromFile, unverified).tls?.host, 'unverified');
  const verified = { ...fromFile, tlsDisableHostVerification: false };
  assert.equal(settings(verified, unverified).tls?.host, 'verified');
});

/** @type {[string, ConnectionFlags, Record<string, string>, RegExp][]} */
const WRONG = [
  [
    'a file that is not there',
    { configFile: join(folder, 'none.toml') },
    {},
    /^the configuration file: .*none\.toml: there is no such file/,
  ],
  [
    'a profile that is not there',
    { configFile: CONFIG, profile: 'none' },
    {},
    /temporal\.toml: Profile 'none' not found in config data\. Expected .* \[profile\.none\]\.$/,
  ],
  [
    'a line that is no TOML, with the API key on it',
    { configFile: file('broken.toml', `[profile.default]\napi_key = "${API_KEY}\n`) },
    {},
    /broken\.toml: invalid TOML at line 2, column \d+\. Expected a Temporal configuration file/,
  ],
  [
    'a file without profiles',
    { configFile: file('other.toml', `key = "${API_KEY}"`) },
    {},
    /other\.toml: unexpected content\. Expected .* \[profile\.default\]/,
  ],
  [
    'a number for an address',
    { configFile: file('number.toml', '[profile.default]\naddress = 7233\n') },
    {},
    /^address: expected text, got number\.$/,
  ],
  [
    'a list for an API key',
    { configFile: file('list.toml', `[profile.default]\napi_key = ["${API_KEY}"]\n`) },
    {},
    /^api_key: expected text, got object\.$/,
  ],
  [
    'a line break in the API key',
    { apiKey: `${API_KEY}\n` },
    {},
    /^the API key holds a character that a request cannot carry, such as a line break\.$/,
  ],
  [
    'a line break in a header',
    {},
    { TEMPORAL_GRPC_META_TOKEN: `${API_KEY}\n` },
    /^the header "token" holds a character/,
  ],
  [
    'a certificate twice',
    {},
    { TEMPORAL_TLS_CLIENT_CERT_PATH: 'a', TEMPORAL_TLS_CLIENT_CERT_DATA: API_KEY },
    /Cannot specify both client_cert_path and client_cert_data/,
  ],
  [
    'a certificate that is none',
    {},
    { TEMPORAL_TLS_SERVER_CA_CERT_DATA: API_KEY },
    /^the certificate of the authority \(--tls-ca-path\): expected a certificate, PEM\.$/,
  ],
];
for (const [what, flags, environment, message] of WRONG) {
  test(`refused: ${what}`, () => {
    assert.throws(
      () => settings(flags, environment),
      (/** @type {import('../../pkg/cli/cluster-error.js').ClusterError} */ error) => {
        assert.equal(error.name, 'ClusterError', error.stack);
        assert.equal(error.kind, 'configuration');
        assert.match(error.message, message);
        const shown = inspect(error, { depth: Infinity, showHidden: true });
        assert.ok(!shown.includes(API_KEY), shown);
        return true;
      },
    );
  });
}
