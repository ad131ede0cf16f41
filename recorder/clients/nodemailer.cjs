// Sends a message with nodemailer, which prints what was said.
const nodemailer = require(process.env.NODE_PATH ? 'nodemailer' : 'nodemailer');
const fs = require('fs');

const env = process.env;
const transport = nodemailer.createTransport({
    host: '127.0.0.1',
    port: Number(env.PORT),
    name: 'client.example.org',
    lmtp: env.PROTOCOL === 'lmtp',
    logger: true,
    debug: true,
    secure: false,
    ignoreTLS: !env.STARTTLS,
    requireTLS: Boolean(env.STARTTLS),
    tls: { rejectUnauthorized: false },
    socketTimeout: 2000,
    ...(env.AUTH ? { auth: { user: env.USERNAME, pass: env.PASSWORD }, authMethod: env.AUTH.split(' ')[0] } : {}),
});
transport
    .sendMail({ envelope: { from: 'alice@example.org', to: env.RCPT.split(' ') }, raw: fs.readFileSync(env.MESSAGES.split(' ')[0]) })
    .catch(() => {});
