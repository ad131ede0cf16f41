// A server that prints what was said; it knows bob and carol.
const { SMTPServer } = require('smtp-server');

new SMTPServer({
    name: 'mx.example.com',
    logger: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    onRcptTo: (address, session, done) => done(/^(bob|carol)@/.test(address.address) ? null : Object.assign(new Error('No such user'), { responseCode: 550 })),
    onData: (stream, session, done) => stream.on('end', () => done()).resume(),
}).listen(Number(process.argv[2]), '127.0.0.1');
