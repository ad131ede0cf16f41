// Programs that are typed into, that look on, and that receive: what they print of a scripted client's session.
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const smtpOnly = scenario => !scenario.tls && scenario.protocol !== 'lmtp';
const typed = scenario => !scenario.tls && !scenario.early && !scenario.name.startsWith('lf-') && !scenario.name.startsWith('cr-') && !scenario.name.startsWith('chunk');

/** What they are told goes in line by line, as a user would type it. */
export const TYPED = {
    netcat: { supports: typed, command: port => ({ args: ['nc.openbsd', '-C', '-N', '-v', '127.0.0.1', port] }) },
    'netcat.ncat': { supports: typed, command: port => ({ args: ['ncat', '-C', '-v', '127.0.0.1', port] }) },
    'netcat.ncat-vv': { supports: typed, command: port => ({ args: ['ncat', '-C', '-vv', '127.0.0.1', port] }) },
    'bare.ncat-dump': { supports: typed, command: (port, work) => ({ args: ['ncat', '-C', '-o', `${work}/trace`, '127.0.0.1', port], output: `${work}/trace` }) },
    'netcat.ncat-terminal': { supports: typed, terminal: true, command: port => ({ args: ['script', '-qefc', `ncat -C -v 127.0.0.1 ${port}`, '/dev/null'] }) },
    telnet: { supports: typed, terminal: true, command: port => ({ args: ['script', '-qefc', `telnet 127.0.0.1 ${port}`, '/dev/null'] }) },
};

/** A proxy that prints what passes; it listens on the port and speaks to the next. */
export const PROXIES = {
    socat: { supports: () => true, command: port => ['socat', '-v', `TCP-LISTEN:${port},reuseaddr`, `TCP:127.0.0.1:${port + 1}`] },
    'socat.hex': { supports: () => true, command: port => ['socat', '-v', '-x', `TCP-LISTEN:${port},reuseaddr`, `TCP:127.0.0.1:${port + 1}`] },
};

/** What is made of one capture. */
export const CAPTURED = {
    'tshark-list': (pcap, port) => ['tshark', '-r', pcap, '-d', `tcp.port==${port},smtp`, '-Y', 'smtp'],
    'tshark-list.tree': (pcap, port) => ['tshark', '-r', pcap, '-d', `tcp.port==${port},smtp`, '-Y', 'smtp', '-O', 'smtp'],
    'tshark-list.verbose': (pcap, port) => ['tshark', '-r', pcap, '-d', `tcp.port==${port},smtp`, '-V'],
    'tshark-list.json': (pcap, port) => ['tshark', '-r', pcap, '-d', `tcp.port==${port},smtp`, '-Y', 'smtp', '-T', 'json'],
    'tshark-follow': pcap => ['tshark', '-q', '-r', pcap, '-z', 'follow,tcp,ascii,0'],
    'tshark-follow.hex': pcap => ['tshark', '-q', '-r', pcap, '-z', 'follow,tcp,hex,0'],
    'tshark-follow.raw': pcap => ['tshark', '-q', '-r', pcap, '-z', 'follow,tcp,raw,0'],
    'tcpdump-A': pcap => ['tcpdump', '-nn', '-A', '-r', pcap],
    'tcpdump-A.hex': pcap => ['tcpdump', '-nn', '-X', '-r', pcap],
    ngrep: pcap => ['ngrep', '-q', '-W', 'byline', '-I', pcap],
    tcpflow: pcap => ['tcpflow', '-c', '-r', pcap],
};

/** Servers: started for each scenario on the port, so that what they print is of one session. */
export const SERVERS_OF_OTHERS = {
    'nodemailer-smtp-server': {
        supports: smtpOnly,
        command: port => ({ args: ['node', `${HERE}servers/smtp-server.cjs`, port] }),
    },
    'aiosmtpd-debug': {
        supports: smtpOnly,
        command: port => ({ args: ['/usr/bin/python3', '-m', 'aiosmtpd', '-n', '-d', '-d', '-d', '-l', `127.0.0.1:${port}`] }),
    },
    'python-smtpd-debug': {
        supports: smtpOnly,
        command: port => ({ args: ['/usr/bin/python3', '-W', 'ignore', '-u', '-m', 'smtpd', '-d', '-n', '-c', 'DebuggingServer', `127.0.0.1:${port}`] }),
    },
};
