// A scripted server and a scripted client; each notes on a Wire, octet for octet, what it wrote and read.
import net from 'node:net';
import tls from 'node:tls';
import { setTimeout as sleep } from 'node:timers/promises';
import { Wire } from './wire.mjs';

const CRLF = '\r\n';

/** What a server without faults replies. */
export const GOOD = {
    greeting: '220 mx.example.com ESMTP ready',
    HELO: '250 mx.example.com',
    MAIL: '250 2.1.0 Sender ok',
    RCPT: '250 2.1.5 Recipient ok',
    DATA: '354 End with a lone dot',
    '.': '250 2.0.0 Queued as 4F2A1',
    BDAT: '250 2.0.0 Chunk taken',
    RSET: '250 2.0.0 Reset',
    NOOP: '250 2.0.0 Nothing done',
    VRFY: '252 2.5.2 Try to deliver',
    EXPN: '502 5.5.1 No lists here',
    HELP: '214 2.0.0 See RFC 5321',
    AUTH: '235 2.7.0 Welcome',
    STARTTLS: '220 2.0.0 Go ahead',
    QUIT: '221 2.0.0 Bye',
};
export const OFFERS = ['PIPELINING', 'SIZE 10000000', '8BITMIME', 'SMTPUTF8', 'ENHANCEDSTATUSCODES', 'DSN', 'HELP'];

/** Serves one connection, or several, by the scenario; resolves to their wires when it is told to stop. */
export async function serve(scenario, port, secret) {
    const wires = [];
    const open = new Set();
    const server = net.createServer({ allowHalfOpen: true }, socket => {
        const wire = new Wire(scenario.wirePort ?? port, scenario.protocol);
        wires.push(wire);
        const connection = new Connection(socket, wire, scenario, secret);
        open.add(connection);
        connection.run().catch(() => {}).finally(() => open.delete(connection));
    });
    await new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, '127.0.0.1', resolve);
    });
    const finish = async () => {
        for (let i = 0; i < 40 && open.size > 0; i++) await sleep(50);
        for (const connection of open) connection.drop();
        await new Promise(resolve => server.close(resolve));
        return wires;
    };
    finish.wires = wires;
    return finish;
}

/** A socket as lines; a TLS layer may be put on it. */
class Channel {
    #waiting;
    buffer = Buffer.alloc(0);
    /** The peer says no more; it may still listen. */
    ended = false;
    closed = false;

    constructor(socket, wire, side) {
        this.wire = wire;
        this.side = side;
        this.peer = side === 'S' ? 'C' : 'S';
        this.attach(socket);
    }

    attach(socket) {
        this.socket = socket;
        if (socket.setNoDelay) socket.setNoDelay(true);
        const end = () => {
            if (socket === this.socket) this.ended = true;
            this.#waiting?.();
        };
        const close = () => {
            if (socket === this.socket) this.closed = true;
            end();
        };
        socket.on('data', octets => {
            if (socket !== this.socket) return;
            this.wire.add(this.peer, octets);
            this.buffer = Buffer.concat([this.buffer, octets]);
            this.#waiting?.();
        });
        socket.on('end', end).on('close', close).on('error', close);
    }

    write(octets) {
        if (octets.length === 0 || this.closed || !this.socket.writable) return;
        this.wire.add(this.side, octets);
        this.socket.write(octets);
    }

    /** Waits for more octets; false at the end of the connection, or when none come. */
    async more(patience) {
        const size = this.buffer.length;
        const timer = new AbortController();
        const timeout = sleep(patience, 'timeout', { signal: timer.signal }).catch(() => {});
        while (!this.ended && this.buffer.length === size)
            if ((await Promise.race([new Promise(resolve => (this.#waiting = resolve)), timeout])) === 'timeout') break;
        timer.abort();
        return this.buffer.length > size;
    }

    hasLine() {
        return this.buffer.includes(0x0a);
    }

    /** The next line with its end; undefined at the end of the connection, or when nothing comes. */
    async line(patience = 4000) {
        while (!this.hasLine()) if (!(await this.more(patience))) return undefined;
        return this.take(this.buffer.indexOf(0x0a) + 1);
    }

    async octets(count) {
        while (this.buffer.length < count) if (!(await this.more(4000))) return;
        this.take(count);
    }

    take(count) {
        const taken = this.buffer.subarray(0, count);
        this.buffer = this.buffer.subarray(count);
        return taken;
    }

    async secure(options) {
        const plain = this.socket;
        plain.removeAllListeners('data');
        const layered = options.isServer
            ? new tls.TLSSocket(plain, options)
            : tls.connect({ ...options, socket: plain });
        this.attach(layered);
        await new Promise(resolve => {
            layered.once(options.isServer ? 'secure' : 'secureConnect', resolve);
            layered.once('error', resolve);
            layered.once('close', resolve);
        });
        this.wire.note(layered.getProtocol?.() ? 'tls' : 'tls failed');
    }

    end(who) {
        this.wire.note('close ' + who);
        this.socket.end();
        this.ended = this.closed = true;
    }
}

class Connection {
    #counts = {};
    #pending = [];

    constructor(socket, wire, scenario, secret) {
        this.channel = new Channel(socket, wire, 'S');
        this.scenario = scenario;
        this.secret = secret;
        this.isSecure = false;
    }

    drop() {
        if (!this.channel.ended) this.channel.end('server');
    }

    async run() {
        const { channel, scenario } = this;
        if (scenario.tls === 'implicit') await this.#secure();
        if (!(await this.#say('greeting', ''))) return;
        for (;;) {
            const line = await channel.line(scenario.patience);
            if (line === undefined) break;
            const text = line.toString('latin1').replace(/\r?\n$/, '');
            const verb = text.split(/[ :]/)[0].toUpperCase();
            // A group of commands may come in several segments.
            if (!channel.hasLine()) await sleep(12);
            if (!(await this.#command(verb, text))) return;
        }
        await this.#flush();
        if (channel.ended) channel.wire.note('close client');
        else channel.end('server');
        channel.socket.end();
    }

    async #command(verb, text) {
        if (verb === 'STARTTLS') {
            if (!(await this.#say(verb, text))) return false;
            await this.#flush();
            if (this.last.startsWith('220')) await this.#secure();
            return true;
        }
        if (verb === 'AUTH') return this.#auth(text);
        if (verb === 'BDAT') await this.channel.octets(Number(text.split(' ')[1]) || 0);
        if (verb === 'RCPT') (this.recipients ??= []).push(text);
        if (!(await this.#say(verb, text))) return false;
        const last = this.last ?? '';
        if (verb === 'DATA' && /^3/.test(last)) return this.#content();
        if (verb === 'QUIT') {
            await this.#flush();
            if (!this.scenario.keepOpen) this.channel.end('server');
            return this.scenario.keepOpen === true;
        }
        return true;
    }

    async #auth(text) {
        const words = text.split(' ');
        if (this.scenario.server?.AUTH) return this.#say('AUTH', text);
        const prompts = words[1]?.toUpperCase() === 'LOGIN' ? ['VXNlcm5hbWU6', 'UGFzc3dvcmQ6'] : [''];
        if (words.length > 2) prompts.shift();
        for (const prompt of prompts) {
            await this.#reply(`334 ${prompt}${CRLF}`);
            await this.#flush();
            if ((await this.channel.line()) === undefined) return true;
        }
        return this.#say('AUTH', text);
    }

    async #content() {
        if (!(await this.#say('content', ''))) return false;
        let begun = false;
        for (;;) {
            const line = await this.channel.line();
            if (line === undefined) return true;
            if (line.toString('latin1') === '.\r\n') break;
            if (!begun && !(await this.#say('first line', ''))) return false;
            begun = true;
        }
        const recipients = this.recipients ?? [];
        this.recipients = [];
        if (this.scenario.protocol !== 'lmtp') return this.#say('.', '');
        for (const recipient of recipients.filter(r => !r.rejected)) if (!(await this.#say('.', recipient))) return false;
        return true;
    }

    async #secure() {
        this.isSecure = true;
        await this.channel.secure({ isServer: true, ...this.secret });
    }

    /** Answers as the scenario says, else as a good server; false when it closed the channel. */
    async #say(event, text) {
        const number = (this.#counts[event] = (this.#counts[event] ?? 0) + 1);
        let answer = this.scenario.server?.[event];
        if (typeof answer === 'function') answer = answer(text, number, this);
        answer ??= this.#good(event);
        this.last = '';
        for (const step of Array.isArray(answer) ? answer : [answer]) {
            if (step === CLOSE) {
                await this.#flush();
                this.channel.end('server');
                return false;
            }
            if (typeof step === 'number') {
                await this.#flush();
                await sleep(step);
            } else if (step) {
                this.last = step;
                await this.#reply(/\n$/.test(step) || step.raw ? step : step + CRLF);
            }
        }
        if (event === 'RCPT' && /^[45]/.test(this.last)) this.recipients.pop();
        return true;
    }

    #good(event) {
        if (event === 'EHLO' || event === 'LHLO') {
            const offers = [...(this.scenario.offers ?? OFFERS)];
            if (this.scenario.tls === 'starttls' && !this.isSecure) offers.push('STARTTLS');
            if (this.scenario.auth && (this.isSecure || this.scenario.tls !== 'starttls')) offers.push('AUTH ' + this.scenario.auth);
            return hello('mx.example.com', ...offers);
        }
        if (event === 'content' || event === 'first line') return '';
        return GOOD[event] ?? '500 5.5.1 Unknown command';
    }

    /** Replies to what came in one go leave in one go. */
    async #reply(text) {
        this.#pending.push(Buffer.from(text, 'latin1'));
        if (this.scenario.segmented || !this.channel.hasLine()) await this.#flush();
    }

    async #flush() {
        const octets = Buffer.concat(this.#pending.splice(0));
        if (!this.scenario.segmented) return this.channel.write(octets);
        for (let i = 0; i < octets.length; i += 7) {
            this.channel.write(octets.subarray(i, i + 7));
            await sleep(4);
        }
    }
}

/** Closes the channel, as a step of an answer. */
export const CLOSE = Symbol('close');

/** A reply of several lines. */
export function lines(code, ...texts) {
    return texts.map((text, i) => code + (i < texts.length - 1 ? '-' : ' ') + text + CRLF).join('');
}

export function hello(...texts) {
    return lines(250, ...texts);
}

/** UTF-8 as the octets that the scenario's strings hold. */
export function utf8(text) {
    return Buffer.from(text, 'utf8').toString('latin1');
}

/**
 * Plays a scripted client: each step is what it sends, and how many replies it then waits for (1 unless given).
 * Resolves to the wire.
 */
export async function play(scenario, port, secret) {
    const wire = new Wire(scenario.wirePort ?? port, scenario.protocol);
    const socket = net.connect(port, '127.0.0.1');
    await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    const channel = new Channel(socket, wire, 'C');
    if (scenario.early) channel.write(Buffer.from(scenario.early, 'latin1'));
    await replies(channel, 1, scenario.patience);
    for (const step of scenario.client) {
        const [text, count = 1, pause = 0] = Array.isArray(step) ? step : [step];
        if (text === TLS) await channel.secure({ rejectUnauthorized: false });
        else channel.write(Buffer.from(text, 'latin1'));
        if (pause) await sleep(pause);
        await replies(channel, text === TLS ? 0 : count, scenario.patience);
    }
    if (!scenario.hangUp) while (await channel.more(300));
    if (channel.ended) wire.note('close server');
    else channel.end('client');
    await sleep(50);
    return wire;
}

export const TLS = Symbol('tls');

async function replies(channel, count, patience = 1500) {
    for (let i = 0; i < count; ) {
        const line = await channel.line(patience);
        if (line === undefined) return;
        if (!/^\d{3}-/.test(line.toString('latin1'))) i++;
    }
}
