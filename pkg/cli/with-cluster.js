import { Option } from 'commander';
import { ClusterError } from './cluster-error.js';
import { CommandError, EXIT } from './errors.js';

/**
 * The flags of the `temporal` command by which it finds a cluster.
 *
 * @template {import('commander').Command} Kind
 * @param {Kind} command
 */
export function connectionOptions(command) {
  return command
    .optionsGroup(
      'Cluster (or the variables TEMPORAL_… and temporal.toml, as for the temporal command):',
    )
    .option('--address <host:port>', 'address of the cluster')
    .option('-n, --namespace <name>', 'namespace')
    .option(
      '--api-key <key>',
      'API key; better in TEMPORAL_API_KEY, where no process list shows it',
    )
    .addOption(
      new Option('--tls [on]', 'use TLS; --tls=false switches it off')
        .argParser((text) => onOff(text))
        .preset('true'),
    )
    .option('--tls-cert-path <file>', "the client's certificate")
    .option('--tls-key-path <file>', "the client's private key")
    .option('--tls-ca-path <file>', "the certificate of the authority of the cluster's certificate")
    .option('--tls-server-name <name>', "the name that the cluster's certificate is for")
    .option('--tls-disable-host-verification', 'take any certificate of the cluster')
    .option('--profile <name>', 'profile of the configuration file')
    .option('--config-file <file>', 'configuration file')
    .optionsGroup('Options:');
}

/** @param {string} text */
function onOff(text) {
  if (text === 'true' || text === 'false') return text === 'true';
  throw new CommandError(`--tls=${text}: expected true or false`);
}

/**
 * Connects, and says it well when that or a call fails.
 *
 * @param {any} options of {@link connectionOptions}
 * @param {(cluster: import('./cluster.js').Cluster) => Promise<void>} use
 */
export async function withCluster(options, use) {
  /** @type {import('./cluster.js').Cluster | undefined} */
  let cluster;
  try {
    // Loaded only here: what connects takes longer to load than most commands to run.
    const { connect } = await import('./cluster.js');
    cluster = await connect(options);
    await use(cluster);
  } catch (error) {
    if (!(error instanceof ClusterError)) throw error;
    const { message } = error;
    throw new CommandError(message[0].toUpperCase() + message.slice(1), EXIT.CLUSTER);
  } finally {
    await cluster?.close();
  }
}
