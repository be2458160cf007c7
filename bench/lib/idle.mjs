// 10,000 keep-alive connections that do nothing after their first request: what they add to the memory.
import {connect} from 'node:net';
import {join} from 'node:path';
import {startPenstock} from './gateways.mjs';
import {freePort, rssMiB, stop} from './processes.mjs';
import {fact} from './report.mjs';
import {bench, startNginx} from './site.mjs';

const CONNECTIONS = 10_000;
const AT_ONCE = 100;

export async function idle(site, options) {
  const settings = {pipelines: join(bench, 'pipelines'), 'event-loops': 1, telemetry: {'access-log': 'off'}};
  const contenders = {
    penstock: () => startPenstock(site, {settings}),
    nginx: async () => startNginx(site, 'proxy', {
      'backend-port': site.backendPort, 'access-log': 'off', connections: 2 * CONNECTIONS,
      'tls-port': await freePort(), certificate: site.certificate, 'certificate-key': site.certificateKey,
    }),
  };
  const facts = [];
  for (const name of options.gateways.filter((each) => contenders[each])) {
    const gateway = await contenders[name]();
    const sockets = [];
    try {
      await open(gateway.port, AT_ONCE, sockets);
      const before = rssMiB(gateway.process);
      await open(gateway.port, CONNECTIONS, sockets);
      const closed = sockets.filter((socket) => socket.destroyed).length;
      if (closed > 0) throw new Error(`${name} closed ${closed} idle connections`);
      facts.push(fact(`10,000 idle connections, RSS added, ${name}`, 'MiB', [rssMiB(gateway.process) - before]));
    } finally {
      sockets.forEach((socket) => socket.destroy());
      await stop(gateway.process);
    }
  }
  return facts;
}

async function open(port, count, sockets) {
  for (let opened = 0; opened < count; opened += AT_ONCE) {
    sockets.push(...await Promise.all(Array.from({length: AT_ONCE}, () => one(port))));
  }
}

/** Open, and answered once. */
function one(port) {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('GET /1k HTTP/1.1\r\nhost: bench\r\n\r\n'));
    let bytes = 0;
    socket.on('data', (chunk) => {
      bytes += chunk.length;
      if (bytes > 1024) resolve(socket);
    });
    socket.on('error', reject);
  });
}
