// How each contender is started: on one event loop or worker, access log off unless the row says otherwise.
import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {get} from './load.mjs';
import {freePort, start, until} from './processes.mjs';
import {bench, peerJar, root, startNginx} from './site.mjs';

/** The JDK's own TLS in place of OpenSSL's. */
const WITHOUT_NATIVES = `${process.env.JAVA_OPTS ?? '-Xmx512m'} -Dio.netty.handler.ssl.noOpenSsl=true`;

/** Each gives `{process, port}`, with `tlsPort` where the row wants TLS, or a text that says why the row runs without it. */
export const gateways = {
  async penstock(row, site) {
    const settings = {pipelines: join(bench, 'pipelines'), 'event-loops': 1, telemetry: {'access-log': row.accessLog ? 'json' : 'off'}};
    if (row.redis) settings.redis = {url: row.redis};
    return startPenstock(site, {settings, tls: Boolean(row.tls), java: row.tls === 'jdk' ? WITHOUT_NATIVES : undefined});
  },

  async nginx(row, site) {
    if (!row.nginx) return 'no nginx peer';
    if (row.nginx === 'scripted' && !site.njs) return 'no njs module (apt-get install libnginx-mod-http-js)';
    const tlsPort = await freePort();
    const started = await startNginx(site, row.nginx, {
      'backend-port': site.backendPort, 'njs-module': site.njs, key: site.der, connections: 2048,
      'access-log': row.accessLog ? 'access.log combined buffer=64k' : 'off',
      'tls-port': tlsPort, certificate: site.certificate, 'certificate-key': site.certificateKey,
    });
    return {...started, tlsPort};
  },

  async scg(row, site) {
    if (!row.scg) return 'no Spring Cloud Gateway peer';
    return startSpring(site, row.scg, row.accessLog);
  },
};

/**
 * The limit on the start is wide: the launcher builds the gateway when it has to.
 * `name`: of its folder, where several run side by side. `tls`: whether it listens for TLS as well.
 */
export async function startPenstock(site, {settings, name = 'penstock', tls = false, java = process.env.JAVA_OPTS ?? ''}) {
  const [port, tlsPort, adminPort] = [await freePort(), await freePort(), await freePort()];
  const secured = {host: '127.0.0.1', port: tlsPort, tls: {cert: site.certificate, key: site.certificateKey}};
  const folder = join(site.work, name);
  mkdirSync(folder, {recursive: true});
  const file = join(folder, 'penstock.yaml');
  writeFileSync(file, JSON.stringify({   // JSON is YAML
    listen: [{host: '127.0.0.1', port}, ...(tls ? [secured] : [])], admin: {host: '127.0.0.1', port: adminPort}, drain: '1s', ...settings,
  }));
  const started = start(join(root, 'penstock'), ['run', '-c', file, ...site.flags],
    {log: join(folder, 'output'), env: {
      BENCH_BACKEND: site.backend, BENCH_SECOND: site.others[0], BENCH_THIRD: site.others[1], BENCH_JWKS: site.jwks,
      ...(java ? {JAVA_OPTS: java} : {}), ...(site.java ? {JAVA_HOME: site.java} : {}),
    }});
  await until(started, name, 900, () => isReady(adminPort, '/ready'));
  return {process: started, port, tlsPort, adminPort};
}

export async function startSpring(site, profile, accessLog = false) {
  const jar = await peerJar(site);
  const port = await freePort();
  const started = start('java', [
    '-Xmx512m', '-Dreactor.netty.ioWorkerCount=1', `-Dreactor.netty.http.server.accessLogEnabled=${accessLog}`,
    '-jar', jar, '--server.address=127.0.0.1', `--server.port=${port}`, `--spring.profiles.active=${profile}`,
    `--bench.backend=${site.backend}`, `--spring.security.oauth2.resourceserver.jwt.public-key-location=file:${site.pem}`,
    '--spring.security.oauth2.resourceserver.jwt.audiences=bench',
  ], {log: join(site.work, 'scg.log')});
  await until(started, 'Spring Cloud Gateway', 120, () => isReady(port, '/1k'));
  return {process: started, port};
}

async function isReady(port, path) {
  const {status, body} = await get(port, path);
  return status === 200 || `${path} is ${status} ${body}`;
}
