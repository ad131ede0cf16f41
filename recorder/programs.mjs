// Programs that send mail and print what was said: how each is told to send a scenario's message, and to print it.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { MESSAGES } from './scenarios.mjs';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const USER = 'alice@example.org';
const SECRET = 'secret';

const can = (...what) => scenario =>
    Object.entries({
        auth: scenario.auth,
        starttls: scenario.tls === 'starttls',
        lmtp: scenario.protocol === 'lmtp',
        two: scenario.messages,
        chunking: scenario.name.startsWith('chunk'),
    }).every(([trait, present]) => !present || what.includes(trait));

const recipients = scenario => scenario.to ?? ['bob@example.com'];
const message = scenario => MESSAGES[scenario.message ?? scenario.messages?.[0] ?? 'plain'];
const octets = text => Buffer.from(text, 'latin1');

function file(work, name, text) {
    const path = `${work}/${name}`;
    writeFileSync(path, octets(text));
    return path;
}

const script = (command, extension, supports) => ({
    supports,
    command: (s, port, work) => ({
        args: [...command, `${HERE}clients/${extension}`],
        env: {
            PORT: String(port),
            PROTOCOL: s.protocol ?? 'smtp',
            RCPT: recipients(s).join(' '),
            MESSAGES: (s.messages ?? [s.message ?? 'plain']).map((name, i) => file(work, `message${i}`, MESSAGES[name])).join(' '),
            AUTH: s.auth ?? '',
            USERNAME: USER,
            PASSWORD: SECRET,
            STARTTLS: s.tls === 'starttls' ? '1' : '',
            BODY: s.message === 'utf8' ? '8BITMIME' : '',
        },
    }),
});

const curl = (options, wraps) => ({
    supports: can('auth', 'starttls'),
    command: (s, port, work) => ({
        args: [
            'curl', '-sS', '--max-time', '10', ...options, `smtp://127.0.0.1:${port}/client.example.org`,
            '--mail-from', USER, ...recipients(s).flatMap(to => ['--mail-rcpt', to]),
            '-T', file(work, 'message', message(s).replace(/\n/g, '\r\n')),
            ...(s.auth ? ['--user', `${USER}:${SECRET}`, '--login-options', 'AUTH=' + s.auth.split(' ')[0]] : []),
            ...(s.tls === 'starttls' ? ['--ssl-reqd', '-k'] : []),
        ],
        output: wraps ? `${work}/trace` : undefined,
    }),
});

const swaks = (...options) => ({
    supports: can('auth', 'starttls', 'lmtp'),
    command: (s, port, work) => ({
        args: [
            'swaks', '--server', '127.0.0.1', '--port', String(port), '--helo', 'client.example.org', '--from', USER,
            '--to', recipients(s).join(','), '--timeout', '2', '--data', '@' + file(work, 'message', message(s)),
            ...(s.protocol === 'lmtp' ? ['--protocol', 'LMTP'] : []),
            ...(s.tls === 'starttls' ? ['--tls'] : []),
            ...(s.auth ? ['--auth', s.auth.split(' ')[0], '--auth-user', USER, '--auth-password', SECRET] : []),
            ...options,
        ],
    }),
});

/** By the name of the dialect; a second name behind a dot is another way to print it. */
export const PROGRAMS = {
    swaks: swaks(),
    'swaks.pipelined': swaks('--pipeline'),
    'swaks.raw': swaks('--show-raw-text'),
    'swaks.odd': swaks('--from', 'alice', '--to', 'bob@@example.com', '--helo', 'bad_name!'),
    'curl-v': curl(['-v']),
    'curl-v.times': curl(['-v', '--trace-time']),
    'curl-trace': { ...curl(['--trace-ascii', '-']) },
    'curl-trace.hex': curl(['--trace', '-', '--trace-time']),
    smtplib: script(['/usr/bin/python3'], 'smtplib_client.py', can('auth', 'starttls', 'lmtp', 'two')),
    'smtplib.times': { ...script(['/usr/bin/python3'], 'smtplib_client.py', can('auth', 'starttls', 'lmtp', 'two')), env: { LEVEL: '2' } },
    'perl-net-smtp': script(['perl'], 'net_smtp.pl', can('auth', 'starttls', 'two')),
    'ruby-net-smtp': script(['ruby'], 'net_smtp.rb', can('auth', 'starttls', 'two')),
    phpmailer: script(['php'], 'phpmailer.php', can('auth', 'starttls')),
    'phpmailer.html': { ...script(['php'], 'phpmailer.php', can('auth', 'starttls')), env: { OUTPUT: 'html', LEVEL: '3' } },
    'phpmailer.4': { ...script(['php'], 'phpmailer.php', can('auth', 'starttls')), env: { LEVEL: '4' } },
    nodemailer: script(['node'], 'nodemailer.cjs', can('auth', 'starttls', 'lmtp')),
    msmtp: {
        supports: can('auth', 'starttls', 'lmtp'),
        command: (s, port, work) => ({
            args: [
                'msmtp', '-v', '--host=127.0.0.1', `--port=${port}`, '--domain=client.example.org', '--from=' + USER,
                '--timeout=2', '--file=/dev/null',
                ...(s.protocol === 'lmtp' ? ['--protocol=lmtp'] : []),
                ...(s.tls === 'starttls' ? ['--tls', '--tls-certcheck=off'] : ['--tls=off']),
                ...(s.auth ? ['--auth=' + s.auth.split(' ')[0].toLowerCase(), '--user=' + USER, '--passwordeval=echo ' + SECRET] : []),
                ...recipients(s),
            ],
            input: message(s),
        }),
    },
    's-nail': {
        supports: can('auth', 'starttls'),
        command: (s, port, work) => ({
            args: [
                's-nail', '-:/', '-vv', '-r', USER,
                '-S', `mta=smtp://${s.auth ? 'alice:' + SECRET + '@' : ''}127.0.0.1:${port}`, '-S', 'v15-compat', '-S', 'hostname=client.example.org',
                '-S', 'smtp-hostname=', '-S', 'smtp-auth=' + (s.auth ? s.auth.split(' ')[0].toLowerCase() : 'none'),
                ...(s.tls === 'starttls' ? ['-S', 'smtp-use-starttls', '-S', 'tls-verify=ignore'] : []),
                '-S', 'sendwait', '-s', 'A test', ...recipients(s),
            ],
            input: message(s).slice(message(s).indexOf('\n\n') + 2),
            env: { HOME: work, MAILRC: '/dev/null', LC_ALL: 'C.UTF-8' },
        }),
    },
    mutt: {
        supports: can('auth', 'starttls'),
        command: (s, port, work) => {
            const rc = file(work, 'muttrc', [
                `set smtp_url="smtp://${s.auth ? 'alice:' + SECRET + '@' : ''}127.0.0.1:${port}/"`,
                'set realname=Alice', 'set from=' + USER, 'set use_from=yes', 'set hostname=client.example.org', 'set copy=no', 'set use_envelope_from=yes',
                'set ssl_starttls=' + (s.tls === 'starttls' ? 'yes' : 'no'), 'set ssl_force_tls=no', 'set ssl_verify_host=no',
                `set certificate_file=${work}/cert.pem`,
                s.auth ? 'set smtp_authenticators=' + s.auth.split(' ')[0].toLowerCase() : '',
                '',
            ].join('\n'));
            return {
                args: ['mutt', '-n', '-F', rc, '-d', '5', '-s', 'A test', '--', ...recipients(s)],
                input: message(s).slice(message(s).indexOf('\n\n') + 2),
                env: { HOME: work },
                output: `${work}/.muttdebug0`,
            };
        },
    },
    'gnu-mailutils': {
        supports: can(),
        command: (s, port, work) => ({
            args: [
                'mail.mailutils', '--no-config', `--exec=set sendmail=smtp://127.0.0.1:${port};strip-auth`, '--exec=set noreplyregex',
                '--debug-level=mailer.prot', '-s', 'A test', '-r', USER, ...recipients(s),
            ],
            input: message(s).slice(message(s).indexOf('\n\n') + 2),
            env: { HOME: work },
        }),
    },
    'bare.emacs': {
        supports: can(),
        command: (s, port, work) => ({
            args: ['emacs', '-Q', '--batch', '-l', `${HERE}clients/smtpmail.el`],
            env: {
                PORT: String(port), RCPT: recipients(s).join(' '), MESSAGE: file(work, 'message', message(s)), OUTPUT: `${work}/trace`, HOME: work,
            },
            output: `${work}/trace`,
        }),
    },
};
