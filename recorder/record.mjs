// Records programs against scripted peers: node record.mjs OUT [PROGRAM...] [--only SCENARIO,...]
// For each program and scenario OUT/PROGRAM/SCENARIO.txt is what the program printed, .smtp what crossed the wire.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { play, serve } from './peer.mjs';
import { CAPTURED, PROXIES, SERVERS_OF_OTHERS as RECEIVERS, TYPED } from './others.mjs';
import { MTA_CLIENTS, MTA_SERVERS } from './mta.mjs';
import { PROGRAMS as SENDERS } from './programs.mjs';
import { CLIENTS, SERVERS } from './scenarios.mjs';

const words = process.argv.slice(2);
const only = words.includes('--only') ? words.splice(words.indexOf('--only'), 2)[1].split(',') : undefined;
const [out, ...names] = words;
const PORT = Number(process.env.RECORDER_PORT ?? 2525);
const PROGRAMS = { ...SENDERS, ...MTA_CLIENTS };
const SERVERS_OF_OTHERS = { ...RECEIVERS, ...MTA_SERVERS };
const HERE = fileURLToPath(new URL('.', import.meta.url));
const secret = certificate();
const all = [PROGRAMS, TYPED, PROXIES, SERVERS_OF_OTHERS].flatMap(Object.keys);

for (const name of names.length > 0 ? names : [...all, 'captured']) {
    if (name in PROGRAMS) await each(SERVERS, PROGRAMS[name], (...a) => sends(name, ...a));
    else if (name in TYPED) await each(CLIENTS, TYPED[name], (...a) => isTypedInto(name, ...a));
    else if (name in PROXIES) await each(dialogues(), PROXIES[name], (...a) => passesOn(name, ...a));
    else if (name in SERVERS_OF_OTHERS) await each(CLIENTS, SERVERS_OF_OTHERS[name], (...a) => receives(name, ...a));
    else await each(dialogues(), { supports: () => true }, isCaptured);
}
process.exit(0);

async function each(scenarios, program, act) {
    for (const scenario of Object.values(scenarios)) {
        if (only && !only.includes(scenario.name) || !program.supports(scenario)) continue;
        const work = mkdtempSync('/tmp/recorder-');
        writeFileSync(work + '/cert.pem', secret.cert);
        await act(program, scenario, work).catch(error => console.error(scenario.name, error));
        rmSync(work, { recursive: true, force: true });
    }
}

/** A scripted client with a good server, or a faulty server with a good client. */
function dialogues() {
    const faulty = Object.values(SERVERS).map(s => [s.name, { ...s, name: 'server-' + s.name, client: clientFor(s) }]);
    return Object.fromEntries([...Object.entries(CLIENTS), ...faulty.filter(([, s]) => s.server && !s.auth && !s.tls && !s.protocol)]);
}

function clientFor(scenario) {
    const mail = CLIENTS.plain.client.slice(1, -1);
    const to = (scenario.to ?? ['bob@example.com']).map(name => `RCPT TO:<${name}>\r\n`);
    return [CLIENTS.plain.client[0], mail[0], ...to, ...mail.slice(2), 'QUIT\r\n'];
}

async function sends(name, program, scenario, work) {
    const finish = await serve(scenario, PORT, secret);
    const { args, input = '', env = {}, output } = program.command(scenario, PORT, work);
    const printed = await run(args, input, { ...env, ...program.env }, work);
    save(name, scenario, output ? read(output) : printed, await finish(), work);
}

async function isTypedInto(name, program, scenario, work) {
    const finish = await serve(scenario, PORT, secret);
    const { args, output } = program.command(String(PORT), work);
    const child = start(args, {}, work);
    while (finish.wires.length === 0) await sleep(20);
    await sleep(100);
    for (const step of scenario.client) {
        const [text] = Array.isArray(step) ? step : [step];
        const line = program.terminal ? text.replace(/\r\n/g, '\n') : text.replace(/\r\n/g, '\n');
        if (!child.stdin.destroyed) child.stdin.write(Buffer.from(line, 'latin1'));
        await sleep(120);
    }
    await sleep(100);
    child.stdin.end();
    const printed = await ended(child, 1500);
    save(name, scenario, output ? read(output) : printed, await finish(), work);
}

async function passesOn(name, program, scenario, work) {
    const finish = await serve({ ...scenario, wirePort: PORT }, PORT + 1, secret);
    const child = start(program.command(PORT), {}, work);
    await listening(PORT);
    await play(scenario, PORT, secret);
    const printed = await ended(child, 1500);
    save(name, scenario, printed, await finish(), work);
}

async function receives(name, program, scenario, work) {
    const { args, output } = program.command(String(PORT), work);
    const child = start(args, {}, work);
    if (!(await listening(PORT))) console.error(name, 'does not listen');
    const lmtp = step => typeof step === 'string' ? step.replace(/^EHLO/, 'LHLO') : [lmtp(step[0]), ...step.slice(1)];
    const played = program.lmtp ? { ...scenario, protocol: 'lmtp', client: scenario.client.map(lmtp) } : scenario;
    const wire = await play(played, PORT, secret);
    await sleep(500);
    child.kill('SIGTERM');
    const printed = await ended(child, 1500);
    save(name, scenario, output ? read(output) : printed, [wire], work);
}

async function isCaptured(program, scenario, work) {
    const pcap = `${work}/capture.pcap`;
    const finish = await serve(scenario, PORT, secret);
    const watcher = start(['tcpdump', '-i', 'lo', '-U', '--immediate-mode', '-Z', 'root', '-w', pcap, 'port', String(PORT)], {}, work);
    await sleep(400);
    await play(scenario, PORT, secret);
    const wires = await finish();
    await sleep(150);
    watcher.kill('SIGINT');
    await ended(watcher, 1000);
    for (const [name, command] of Object.entries(CAPTURED))
        save(name, scenario, await run(command(pcap, PORT), '', {}, work, false), wires, work);
    save('pcap', scenario, readFileSync(pcap), wires, work);
}

function save(name, scenario, recording, wires, work) {
    const folder = `${out}/${name}`;
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${folder}/${scenario.name}.txt`, scrub(recording, work));
    const truth = wires.map((wire, i) => i === 0 ? `${wire}` : session(wire, i)).join('');
    writeFileSync(`${folder}/${scenario.name}.smtp`, scrub(Buffer.from(truth), work));
}

/** The wires of further connections follow the first as sessions. */
function session(wire, i) {
    return `${wire}`.replace(/^# lossless\n/, `# session ${i + 1}\n`);
}

/** A file, or all files of a folder, one after the other. */
function read(path) {
    const folder = path.slice(0, path.lastIndexOf('/'));
    try {
        if (!path.endsWith('/*')) return readFileSync(path);
        return Buffer.concat(readdirSync(folder).sort().map(name => readFileSync(`${folder}/${name}`)));
    } catch {
        return Buffer.alloc(0);
    }
}

function start([command, ...args], env, cwd, withErrors = true) {
    const child = spawn(command, args, {
        cwd,
        env: { PATH: process.env.PATH, HOME: cwd, LC_ALL: 'C.UTF-8', NODE_PATH: process.env.NODE_PATH, ...env },
    });
    child.printed = [];
    child.stdout.on('data', octets => child.printed.push(octets));
    child.stderr.on('data', octets => withErrors && child.printed.push(octets));
    child.on('error', error => child.printed.push(Buffer.from(`${error}\n`)));
    child.stdin.on('error', () => {});
    child.over = new Promise(resolve => child.on('close', resolve).on('error', resolve));
    return child;
}

async function ended(child, patience) {
    const timer = setTimeout(() => child.kill('SIGKILL'), patience);
    await child.over;
    clearTimeout(timer);
    return Buffer.concat(child.printed);
}

async function run(args, input, env, cwd, withErrors = true) {
    const child = start(args, env, cwd, withErrors);
    child.stdin.end(Buffer.from(input, 'latin1'));
    return ended(child, 15000);
}

/** True as soon as somebody listens there: the kernel's table says so without a connection. */
async function listening(port) {
    const entry = ':' + port.toString(16).toUpperCase().padStart(4, '0');
    for (let i = 0; i < 100; i++) {
        const table = readFileSync('/proc/net/tcp', 'latin1').split('\n');
        if (table.some(row => row.split(/\s+/)[2]?.endsWith(entry) && row.split(/\s+/)[4] === '0A')) return true;
        await sleep(50);
    }
    return false;
}

/** What names the machine is none of the recording's business. */
function scrub(octets, work) {
    const host = execFileSync('hostname').toString().trim();
    let text = octets.toString('latin1').replaceAll(work, '/var/tmp').replaceAll(HERE, '/var/tmp/');
    for (const name of [`root@${host}`, `${host}.localdomain`]) text = text.replaceAll(name, 'alice@client.example.org');
    return Buffer.from(text, 'latin1');
}

function certificate() {
    const folder = mkdtempSync('/tmp/recorder-');
    execFileSync('openssl', [
        'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '3650', '-subj', '/CN=mx.example.com',
        '-keyout', `${folder}/key.pem`, '-out', `${folder}/cert.pem`,
    ], { stdio: 'ignore' });
    const read = name => readFileSync(`${folder}/${name}.pem`);
    const made = { key: read('key'), cert: read('cert') };
    rmSync(folder, { recursive: true });
    return made;
}
