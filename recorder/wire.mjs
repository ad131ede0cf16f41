// What crossed the wire, written in the lossless form of the project's own dialect (docs/smtp-format.md).

const NAMED = new Map([[0x5c, '\\\\'], [0x0d, '\\r'], [0x0a, '\\n'], [0x09, '\\t'], [0, '\\0']]);

/** The events of one connection, in the order in which the scripted peer wrote and read them. */
export class Wire {
    #out = [];
    #rest = { C: [], S: [] };
    #closed = false;

    constructor(port, protocol) {
        this.#out.push('# lossless', `# port ${port}`, '# peer 127.0.0.1');
        if (protocol) this.#out.push(`# protocol ${protocol}`);
        this.#out.push('# open');
    }

    /** Octets of one side; a line is written when its end has come. What comes after a close is not read by anybody. */
    add(side, octets) {
        if (this.#closed) return;
        for (const octet of octets) {
            const line = this.#rest[side];
            line.push(octet);
            if (octet === 0x0a) this.#line(side, line.splice(0));
        }
    }

    note(text) {
        for (const side of ['C', 'S']) if (this.#rest[side].length > 0) this.#line(side, this.#rest[side].splice(0));
        if (!this.#closed) this.#out.push('# ' + text);
        this.#closed ||= text.startsWith('close');
    }

    #line(side, octets) {
        const lf = octets.at(-1) === 0x0a;
        const crlf = lf && octets.at(-2) === 0x0d;
        const text = octets.slice(0, octets.length - (crlf ? 2 : lf ? 1 : 0));
        const needsEnd = [0x0d, 0x0a].includes(text.at(-1));
        this.#out.push(`${side}: ${escaped(text)}${crlf ? (needsEnd ? '\\r\\n' : '') : lf ? '\\n' : '\\'}`.trimEnd());
    }

    toString() {
        return this.#out.join('\n') + '\n';
    }
}

function escaped(octets) {
    const text = Buffer.from(octets);
    const utf8 = Buffer.from(text.toString('utf8'), 'utf8').equals(text);
    let out = '';
    let run = [];
    const flush = () => {
        out += Buffer.from(run).toString('utf8');
        run = [];
    };
    octets.forEach((octet, i) => {
        const last = i === octets.length - 1;
        const plain = octet > 0x20 && octet < 0x7f || octet === 0x20 && !last || utf8 && octet > 0x7f;
        if (plain && octet !== 0x5c) {
            run.push(octet);
            return;
        }
        flush();
        out += NAMED.get(octet) ?? '\\x' + octet.toString(16).padStart(2, '0');
    });
    flush();
    return out;
}
