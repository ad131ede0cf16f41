// What is played: servers with and without faults for programs that send, and clients for programs that receive.
import { CLOSE, hello, lines, OFFERS, TLS, utf8 } from './peer.mjs';

const FIELDS = `From: Alice <alice@example.org>
To: Bob <bob@example.com>
Subject: A test
Date: Thu, 5 Nov 2026 10:00:00 +0000
Message-ID: <1@example.org>
`;

export const MESSAGES = {
    plain: FIELDS + '\nHello Bob.\n',
    dots: FIELDS + '\n.\n..\n...\n.dot\ndot.\n. dot\n',
    blanks: FIELDS + '\n\n\nHello\n\n\n \n\n\n',
    long: FIELDS + '\n' + 'x'.repeat(900) + '\n' + 'y'.repeat(998) + '\n',
    utf8: FIELDS + `MIME-Version: 1.0
Content-Type: text/plain; charset=UTF-8
Content-Transfer-Encoding: 8bit

${utf8('Grüße an Bob – ¿qué tal? 日本語')}
`,
    replies: FIELDS + `
220 mx.example.net ESMTP
250-mx.example.net
250 OK
354 go ahead
550 5.1.1 no such user
421 closing
EHLO client.example.net
MAIL FROM:<eve@example.net>
RCPT TO:<bob@example.com>
DATA
QUIT
RSET
`,
    marks: FIELDS + `
S: 250 ok
C: QUIT
<-  250 ok
 -> QUIT
<** 550 no
=== Connected to mx.example.net.
*** Remote host closed connection unexpectedly.
send: 'quit\\r\\n'
reply: b'250 ok\\r\\n'
reply: retcode (250); Msg: b'ok'
> QUIT
< 250 ok
* Connected to mx.example.net
} [113 bytes data]
<-- 250 ok
--> QUIT
>>> QUIT
<<< 250 ok
-> "250 ok\\r\\n"
<- "QUIT\\r\\n"
s-nail: >>> SERVER: 250 ok
Net::SMTP=GLOB(0x1)>>> QUIT
[2026-11-05 10:00:00] 4< 250 ok
[2026-11-05 10:00:00] 4> QUIT
[2026-11-05 10:00:00] DEBUG [abc] S: 250 ok
2026-11-05 10:00:00\tSERVER -> CLIENT: 250 ok
2026-11-05 10:00:00\tCLIENT -> SERVER: QUIT
DEBUG SMTP: connected
  SMTP>> QUIT
  SMTP<< 250 ok
NCAT DEBUG: Closing connection.
> 2026/11/05 10:00:00.000000000  length=6 from=0 to=5
T 127.0.0.1:25 -> 127.0.0.1:40000 [AP] #4
<= Recv header, 8 bytes (0x8)
0000: 250 ok
127.000.000.001.00025-127.000.000.001.40000: 250 ok
# tls
`,
    nofields: 'Hello Bob.\n',
};

const two = ['bob@example.com', 'carol@example.com'];

/** Servers without faults. Each: what the server replies where it differs, and what the program is to send. */
const GOOD_SERVERS = {
    plain: {},
    'several-lines': {
        server: {
            greeting: lines(220, 'mx.example.com ESMTP ready', 'No spam here'),
            MAIL: lines(250, '2.1.0 Sender', '2.1.0 is fine'),
            '.': lines(250, '2.0.0 Queued', '2.0.0 as 4F2A1'),
            QUIT: lines(221, '2.0.0 Bye', '2.0.0 bye'),
        },
    },
    'several-lines-refused': {
        to: two,
        server: {
            RCPT: (text, n) => n === 1 ? lines(550, '5.1.1 No such user', '5.1.1 here', '5.1.1 at all') : undefined,
        },
    },
    'one-refused': { to: two, server: { RCPT: (text, n) => n === 2 ? '550 5.1.1 No such user' : undefined } },
    'all-refused': { to: two, server: { RCPT: '550 5.1.1 No such user', DATA: '503 5.5.1 No valid recipients' } },
    'recipient-later': { to: two, server: { RCPT: (text, n) => n === 1 ? '451 4.7.1 Greylisted, try again' : undefined } },
    'sender-refused': {
        server: { MAIL: '550 5.7.1 Not from you', RCPT: '503 5.5.1 MAIL first', DATA: '503 5.5.1 MAIL first' },
    },
    'content-refused': { server: { '.': '554 5.7.1 Spam' } },
    'no-service': { server: { greeting: '554 mx.example.com no service here', EHLO: '503 5.5.1 no service', QUIT: '221 Bye' } },
    'helo-only': { server: { EHLO: '502 5.5.1 Not here' } },
    'few-offers': { offers: ['HELP'] },
    'no-offers': { offers: [] },
    dots: { message: 'dots' },
    blanks: { message: 'blanks' },
    'long-lines': { message: 'long' },
    'utf8-body': { message: 'utf8' },
    'like-replies': { message: 'replies' },
    'like-marks': { message: 'marks' },
    segmented: { segmented: true, message: 'dots' },
    'two-messages': { messages: ['plain', 'dots'] },
    'too-large': { offers: [...OFFERS.filter(o => !o.startsWith('SIZE')), 'SIZE 100'], server: { MAIL: '552 5.3.4 Too large' } },
    'closing-early': { server: { RCPT: ['421 4.3.2 mx.example.com shutting down', CLOSE] } },
    'auth-plain': { auth: 'PLAIN' },
    'auth-login': { auth: 'LOGIN' },
    'auth-refused': { auth: 'PLAIN LOGIN', server: { AUTH: '535 5.7.8 No' } },
    starttls: { tls: 'starttls' },
    'starttls-auth': { tls: 'starttls', auth: 'PLAIN LOGIN' },
    lmtp: { protocol: 'lmtp' },
    'lmtp-two': {
        protocol: 'lmtp',
        to: two,
        server: { '.': (text, n) => n === 1 ? '250 2.0.0 Delivered' : '552 5.2.2 Mailbox full' },
    },
    chunking: { offers: [...OFFERS, 'CHUNKING'], message: 'dots' },
    'chunking-look-alike': { offers: [...OFFERS, 'CHUNKING'], message: 'replies' },
};

/** Servers with one fault. */
const BAD_SERVERS = {
    'greeting-no-text': { server: { greeting: '220' } },
    'greeting-blank': { server: { greeting: '220 ' } },
    'greeting-wrong-code': { server: { greeting: '250 mx.example.com ESMTP' } },
    'words-before-greeting': { server: { greeting: 'Welcome to mx\r\n220 mx.example.com ESMTP\r\n' } },
    'codes-differ': { server: { EHLO: '250-mx.example.com\r\n251-PIPELINING\r\n250 HELP\r\n' } },
    'continuation-at-end': { patience: 700, server: { RCPT: ['250-2.1.5 Recipient ok'] } },
    'no-separator': { server: { MAIL: '250' } },
    underscore: { server: { EHLO: '250_mx.example.com\r\n250 HELP\r\n' } },
    'en-dash': { server: { EHLO: utf8('250–mx.example.com\r\n250 HELP\r\n') } },
    'tab-after-code': { server: { MAIL: '250\t2.1.0 Sender ok' } },
    'no-code': { server: { RCPT: 'Recipient ok' } },
    'mail-354': { server: { MAIL: '354 2.1.0 Sender ok' } },
    'rcpt-235': { server: { RCPT: '235 2.1.5 Recipient ok' } },
    'data-250': { server: { DATA: '250 Go ahead' } },
    'dot-354': { server: { '.': '354 Go on' } },
    'dot-200': { server: { '.': '200 Fine' } },
    'quit-250': { server: { QUIT: '250 Bye' } },
    'quit-more': { server: { QUIT: '221 2.0.0 Bye\r\n250 2.0.0 Still here\r\n' } },
    'code-299': { server: { MAIL: '299 Fine' } },
    'code-650': { server: { RCPT: '650 Strange' } },
    'code-099': { server: { RCPT: '099 Strange' } },
    'two-replies': { server: { MAIL: '250 2.1.0 Sender ok\r\n250 2.1.0 Sender ok\r\n' } },
    'stray-reply': { server: { RCPT: ['250 2.1.5 Recipient ok', 60, '450 4.0.0 By the way', 60] } },
    'before-content': { server: { content: '250 2.0.0 Queued already' } },
    'before-dot': { server: { 'first line': '250 2.0.0 Queued already' } },
    'missing-reply': { patience: 700, server: { RCPT: '' } },
    'missing-dot-reply': { patience: 700, server: { '.': '' } },
    'closed-after-greeting': { server: { greeting: ['220 mx.example.com ESMTP', CLOSE] } },
    'closed-at-dot': { server: { '.': CLOSE } },
    'closed-after-mail': { server: { MAIL: CLOSE } },
    'closed-after-221': { server: { MAIL: ['221 2.0.0 Not today', CLOSE] } },
    '421-stays': { server: { RCPT: '421 4.3.2 Shutting down' } },
    '421-then-close': { server: { EHLO: ['421 4.3.2 Shutting down', CLOSE] } },
    'lf-only': { server: { MAIL: '250 2.1.0 Sender ok\n', EHLO: '250-mx.example.com\n250 HELP\n' } },
    'cr-cr-lf': { server: { MAIL: '250 2.1.0 Sender ok\r\r\n' } },
    'bare-cr': { server: { MAIL: '250 2.1.0 Sender\rok\r\n' } },
    'long-reply': { server: { RCPT: '250 2.1.5 ' + 'ok '.repeat(200) } },
    'reply-octets': { server: { RCPT: utf8('250 2.1.5 Empfänger gültig') } },
    'reply-controls': { server: { RCPT: '250 2.1.5 Recipient \x01 \x07 ok' } },
    'reply-nul': { server: { RCPT: '250 2.1.5 Recipient\0ok' } },
    'enhanced-mismatch': { server: { RCPT: '250 5.1.1 Recipient ok' } },
    'enhanced-bad': { server: { RCPT: '250 2.1 Recipient ok' } },
    'hello-no-name': { server: { EHLO: hello('', 'PIPELINING') } },
    'hello-blank-line': { server: { EHLO: hello('mx.example.com', '', 'HELP') } },
    'hello-bad-size': { server: { EHLO: hello('mx.example.com', 'SIZE lots', '8BITMIME') } },
    'hello-twice': { server: { EHLO: hello('mx.example.com', 'PIPELINING', 'PIPELINING', 'SIZE 1000', 'SIZE 2000') } },
    'hello-8bitmime-yes': { server: { EHLO: hello('mx.example.com', '8BITMIME yes', 'PIPELINING on') } },
    'auth-offered-twice': { server: { EHLO: hello('mx.example.com', 'AUTH PLAIN', 'AUTH LOGIN', 'AUTH=PLAIN') } },
    'auth-empty': { server: { EHLO: hello('mx.example.com', 'AUTH') } },
    'starttls-again': {
        tls: 'starttls',
        server: { EHLO: () => hello('mx.example.com', 'STARTTLS', 'PIPELINING') },
    },
    'starttls-refused': { tls: 'starttls', server: { STARTTLS: '454 4.7.0 Not now' } },
    'auth-bad-challenge': { auth: 'PLAIN', server: { AUTH: '334 this is not base64!' }, patience: 700 },
    'auth-250': { auth: 'PLAIN', server: { AUTH: '250 2.7.0 Welcome' } },
    'lmtp-one-reply': { protocol: 'lmtp', to: two, patience: 700, server: { '.': (text, n) => n === 1 ? undefined : '' } },
    'lmtp-hello': { protocol: 'lmtp', server: { LHLO: '500 5.5.1 What?' } },
    'chunk-354': { offers: [...OFFERS, 'CHUNKING'], server: { BDAT: '354 more' } },
};

for (const [name, scenario] of Object.entries({ ...GOOD_SERVERS, ...BAD_SERVERS })) scenario.name = name;
export const SERVERS = { ...GOOD_SERVERS, ...BAD_SERVERS };

const CRLF = '\r\n';
const EHLO = 'EHLO client.example.org' + CRLF;
const FROM = 'MAIL FROM:<alice@example.org>' + CRLF;
const TO = 'RCPT TO:<bob@example.com>' + CRLF;
const TO2 = 'RCPT TO:<carol@example.com>' + CRLF;
const DATA = 'DATA' + CRLF;
const QUIT = 'QUIT' + CRLF;
const wire = name => MESSAGES[name].replace(/^\./gm, '..').replace(/\n/g, CRLF);
const content = name => wire(name) + '.' + CRLF;
const chunk = (text, last) => [`BDAT ${text.length}${last ? ' LAST' : ''}${CRLF}${text}`];
const plainOf = name => MESSAGES[name].replace(/\n/g, CRLF);
const mail = name => [FROM, TO, DATA, content(name)];
const around = (...steps) => ({ client: [EHLO, ...steps, QUIT] });

/** Clients, with and without faults; each step is what is sent, and how many replies are then waited for. */
export const CLIENTS = {
    plain: around(...mail('plain')),
    dots: around(...mail('dots')),
    blanks: around(...mail('blanks')),
    'long-lines': around(...mail('long')),
    'utf8-body': around('MAIL FROM:<alice@example.org> BODY=8BITMIME\r\n', TO, DATA, content('utf8')),
    'like-replies': around(...mail('replies')),
    'like-marks': around(...mail('marks')),
    pipelined: { client: [EHLO, [FROM + TO + TO2 + DATA, 4], [content('dots') + QUIT, 2]] },
    'two-messages': around(...mail('plain'), 'RSET\r\n', ...mail('dots')),
    'rset-between': around(FROM, TO, 'RSET\r\n', ...mail('plain')),
    asides: around('NOOP\r\n', 'HELP\r\n', 'VRFY bob\r\n', ...mail('plain')),
    chunks: around(FROM, TO, chunk(plainOf('dots')), chunk('The rest.\r\n', true)),
    'chunk-in-mid-line': around(FROM, TO, chunk(plainOf('replies') + 'half a li'), chunk('ne\r\n', true)),
    'null-sender': around('MAIL FROM:<>\r\n', TO, DATA, content('plain')),
    dsn: around(
        'MAIL FROM:<alice@example.org> RET=HDRS ENVID=a+2Bb\r\n',
        'RCPT TO:<bob@example.com> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;bob@example.com\r\n', DATA, content('plain')),
    smtputf8: around(utf8('MAIL FROM:<älice@example.org> SMTPUTF8\r\n'), TO, DATA, content('utf8')),
    starttls: { tls: 'starttls', client: [EHLO, 'STARTTLS\r\n', TLS, EHLO, ...mail('plain'), QUIT] },
    'auth-plain': { auth: true, client: [EHLO, 'AUTH PLAIN AGFsaWNlAHNlY3JldA==\r\n', ...mail('plain'), QUIT] },
    lmtp: { protocol: 'lmtp', client: ['LHLO client.example.org\r\n', FROM, TO, TO2, DATA, [content('plain'), 2], QUIT] },
    'hangs-up': { hangUp: true, client: [EHLO, FROM, TO] },
    'hangs-up-in-content': { hangUp: true, client: [EHLO, FROM, TO, DATA, [wire('plain'), 0, 50]] },
    // with a fault
    early: { early: EHLO, client: [['', 1], ...mail('plain'), QUIT] },
    'no-hello': { client: [...mail('plain'), QUIT] },
    'helo-nothing': { client: ['EHLO\r\n', EHLO, ...mail('plain'), QUIT] },
    'no-brackets': around('MAIL FROM:alice@example.org\r\n', FROM, TO, DATA, content('plain')),
    'space-after-colon': around('MAIL FROM: <alice@example.org>\r\n', 'RCPT TO: <bob@example.com>\r\n', DATA, content('plain')),
    'recipient-first': around(TO, FROM, TO, DATA, content('plain')),
    'data-first': around([DATA, 1], [FROM, 1], TO, DATA, content('plain')),
    'sender-twice': around(FROM, FROM, TO, DATA, content('plain')),
    'unknown-command': around('HALLO\r\n', 'XFOO bar\r\n', ...mail('plain')),
    'unknown-parameter': around('MAIL FROM:<alice@example.org> COLOUR=RED\r\n', FROM, TO, DATA, content('plain')),
    'not-offered': { offers: ['HELP'], client: [EHLO, 'MAIL FROM:<alice@example.org> SIZE=300 BODY=8BITMIME\r\n', TO, DATA, content('plain'), QUIT] },
    'pipelined-not-offered': { offers: ['HELP'], client: [EHLO, [FROM + TO + DATA, 3], content('plain'), QUIT] },
    'data-argument': around(FROM, TO, 'DATA now\r\n', DATA, content('plain')),
    'trailing-blanks': around('MAIL FROM:<alice@example.org>  \r\n', 'RCPT TO:<bob@example.com> \r\n', DATA, content('plain'), 'RSET \r\n'),
    'long-command': around('NOOP ' + 'x'.repeat(600) + CRLF, ...mail('plain')),
    'lf-commands': around('MAIL FROM:<alice@example.org>\n', 'RCPT TO:<bob@example.com>\n', DATA, content('plain')),
    'lf-content': around(FROM, TO, DATA, [wire('plain').replace(/\r\n/g, '\n') + '\r\n.\r\n']),
    'lf-dot': around(FROM, TO, DATA, ['Subject: x\r\n\r\nHello\n.\nMAIL FROM:<eve@example.net>\r\n.\r\n', 1, 100]),
    'cr-content': around(FROM, TO, DATA, ['Subject: x\r\n\r\nHello\rBob\r\r\n.\r\n']),
    'nul-content': around(FROM, TO, DATA, ['Subject: x\r\n\r\nHello\0Bob\r\n.\r\n']),
    'too-long-line': around(FROM, TO, DATA, ['Subject: x\r\n\r\n' + 'z'.repeat(1200) + '\r\n.\r\n']),
    'not-stuffed': around(FROM, TO, DATA, ['Subject: x\r\n\r\n.dot\r\n.\r\n']),
    'octets-not-allowed': { offers: ['HELP'], client: [EHLO, FROM, TO, DATA, content('utf8'), QUIT] },
    'octets-in-path': around(utf8('MAIL FROM:<älice@example.org>\r\n'), FROM, TO, DATA, content('plain')),
    'chunk-size-wrong': { offers: [...OFFERS, 'CHUNKING'], client: [EHLO, FROM, TO, ['BDAT 5 LAST\r\nHello Bob\r\n', 2], QUIT] },
    'chunk-then-data': { offers: [...OFFERS, 'CHUNKING'], client: [EHLO, FROM, TO, chunk('Hello\r\n'), DATA, 'RSET\r\n', QUIT] },
    'lower-case': { client: ['ehlo client.example.org\r\n', 'mail from:<alice@example.org>\r\n', 'rcpt to:<bob@example.com>\r\n', 'data\r\n', content('plain'), 'quit\r\n'] },
    'empty-command': around('\r\n', ...mail('plain')),
    'quit-argument': { client: [EHLO, ...mail('plain'), 'QUIT now\r\n', QUIT] },
    'after-quit': { client: [EHLO, [QUIT + 'NOOP\r\n', 1, 50]] },
    'bad-domain': around('MAIL FROM:<alice@exa_mple..org>\r\n', FROM, 'RCPT TO:<bob@[300.1.1.1]>\r\n', TO, DATA, content('plain')),
    'source-route': around(FROM, 'RCPT TO:<@relay.example.net:bob@example.com>\r\n', DATA, content('plain')),
};
for (const name of ['chunks', 'chunk-in-mid-line']) CLIENTS[name].offers = [...OFFERS, 'CHUNKING'];
for (const [name, scenario] of Object.entries(CLIENTS)) scenario.name = name;
