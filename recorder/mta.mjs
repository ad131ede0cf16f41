// Mail transfer agents, each with a configuration of its own in the working folder.
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { MESSAGES } from './scenarios.mjs';

const smtpOnly = scenario => !scenario.tls && !scenario.auth && scenario.protocol !== 'lmtp';

function exim(work, port, name, routers) {
    chmodSync(work, 0o777);
    mkdirSync(work + '/spool');
    chmodSync(work + '/spool', 0o777);
    writeFileSync(work + '/exim.conf', `primary_hostname = ${name}
spool_directory = ${work}/spool
log_file_path = ${work}/%slog
never_users =
host_lookup =
tls_advertise_hosts =
rfc1413_hosts =
acl_smtp_mail = accept
acl_smtp_rcpt = check
acl_smtp_data = accept
acl_smtp_vrfy = accept
pipelining_advertise_hosts = *
chunking_advertise_hosts = *
dsn_advertise_hosts = *
keep_environment =
begin acl
check:
  deny message = no such user
    !local_parts = bob : carol
  accept
begin routers
${routers}begin transports
out:
  driver = smtp
  port = ${port}
  allow_localhost
  hosts_avoid_tls = *
  connect_timeout = 3s
  command_timeout = 3s
  data_timeout = 3s
  final_timeout = 3s
begin retry
* * F,1h,1h
`);
    return work + '/exim.conf';
}

const DROPS = `drop:
  driver = redirect
  data = :blackhole:
`;
const SENDS = `send:
  driver = manualroute
  route_list = * 127.0.0.1
  self = send
  transport = out
`;

/** They send. */
export const MTA_CLIENTS = {
    'exim-v': {
        supports: s => smtpOnly(s) && !s.messages,
        command: (s, port, work) => ({
            args: [
                'exim4', '-C', exim(work, port, 'client.example.org', SENDS), '-v', '-odi', '-oem', '-f', 'alice@example.org', ...(s.to ?? ['bob@example.com']),
            ],
            input: MESSAGES[s.message ?? 'plain'],
        }),
    },
};

/** They receive. */
export const MTA_SERVERS = {
    'exim-debug': {
        supports: smtpOnly,
        command: (port, work) => ({
            args: ['exim4', '-C', exim(work, port, 'mx.example.com', DROPS), '-bd', '-d-all+receive', '-oX', `127.0.0.1:${port}`, '-oP', work + '/pid'],
        }),
    },
};
