// All that the rows share: the work folder, the key and its token, the mock backend, the peer's jar.
import {execFileSync, spawnSync} from 'node:child_process';
import {createSign, generateKeyPairSync} from 'node:crypto';
import {existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {connect} from 'node:net';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {freePort, run, start, until} from './processes.mjs';
import {get} from './load.mjs';
import {bodies, large} from './rows.mjs';

export const bench = fileURLToPath(new URL('..', import.meta.url));
export const root = join(bench, '..');

export async function openSite() {
  const work = join(bench, '.work', 'run');
  rmSync(work, {recursive: true, force: true});
  mkdirSync(work, {recursive: true});
  const site = {work, njs: njsModule(), ...writeKey(work), ...writeCertificate(work)};
  const values = Object.fromEntries(Object.entries(bodies).map(([name, body]) => [name, JSON.stringify(body)]));
  const [second, third] = [await freePort(), await freePort()];
  writeFileSync(join(work, 'large.json'), JSON.stringify(large));
  const backend = await startNginx(site, 'backend', {...values, second, third, work});
  const [first, ...others] = [backend.port, second, third].map((port) => `http://127.0.0.1:${port}`);
  return {...site, backend: first, others, backendPort: backend.port, backendProcess: backend.process};
}

function njsModule() {
  const folder = /--modules-path=(\S+)/.exec(spawnSync('nginx', ['-V'], {encoding: 'utf8'}).stderr)?.[1];
  const module = join(folder ?? '', 'ngx_http_js_module.so');
  return folder && existsSync(module) ? module : undefined;
}

function writeKey(work) {
  const {publicKey, privateKey} = generateKeyPairSync('rsa', {modulusLength: 2048});
  const file = (name, text) => {
    writeFileSync(join(work, name), text);
    return join(work, name);
  };
  const now = Math.floor(Date.now() / 1000);
  const claims = {iss: 'https://idp.bench.test', sub: 'ann', aud: 'bench', iat: now, exp: now + 86_400, scope: 'catalog:read'};
  const encode = (part) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const token = (more) => {
    const signed = `${encode({alg: 'RS256', typ: 'JWT', kid: 'bench'})}.${encode({...claims, ...more})}`;
    return `${signed}.${createSign('RSA-SHA256').update(signed).sign(privateKey, 'base64url')}`;
  };
  const jwk = {...publicKey.export({format: 'jwk'}), kid: 'bench', use: 'sig', alg: 'RS256'};
  return {
    token: token({}),
    /** A file for check.lua: so many requests, each with a token of its own. */
    writeTokens: (path, count) => file('tokens', Array.from({length: count}, (unused, jti) => `${path} ${token({jti})}`).join('\n')),
    jwks: file('jwks.json', JSON.stringify({keys: [jwk]})),
    pem: file('key.pem', publicKey.export({type: 'spki', format: 'pem'})),
    der: file('key.b64', publicKey.export({type: 'spki', format: 'der'}).toString('base64')),
  };
}

/** For the listeners with TLS: ECDSA on P-256. */
function writeCertificate(work) {
  const [certificate, certificateKey] = [join(work, 'certificate.pem'), join(work, 'certificate.key')];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2',
    '-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', certificateKey, '-out', certificate], {stdio: 'ignore'});
  return {certificate, certificateKey};
}

/** Runs bench/nginx/<name>.conf in a folder of its own. */
export async function startNginx(site, name, given) {
  const folder = join(site.work, name);
  rmSync(folder, {recursive: true, force: true});
  mkdirSync(join(folder, 'temp'), {recursive: true});
  const port = await freePort();
  const user = process.getuid() === 0 ? 'user root;' : '';
  const values = {here: join(bench, 'nginx'), port, user, ...given};
  const template = readFileSync(join(bench, 'nginx', `${name}.conf`), 'utf8');
  const conf = template.replace(/\{\{([\w-]+)\}\}/g, (all, key) => {
    if (values[key] === undefined) throw new Error(`${name}.conf: no value for ${key}`);
    return values[key];
  });
  writeFileSync(join(folder, 'nginx.conf'), conf);
  const started = start('nginx', ['-p', folder, '-c', join(folder, 'nginx.conf')], {log: join(folder, 'output')});
  await until(started, `nginx with ${name}.conf`, 10, async () => (await get(port, '/')).status > 0);
  return {process: started, port};
}

/** A store that keeps nothing on disk. */
export async function startRedis(site) {
  const port = await freePort();
  const redis = start('redis-server', ['--port', port, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', site.work],
    {log: join(site.work, 'redis.log')});
  const answers = () => new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', reject);
    socket.on('connect', () => socket.end());
  });
  await until(redis, 'redis-server', 10, answers);
  return {process: redis, url: `redis://127.0.0.1:${port}`};
}

/** Builds the peer's jar unless it is newer than all its sources. */
export async function peerJar(site) {
  const project = join(bench, 'spring-cloud-gateway');
  const jar = join(project, 'target', 'peer.jar');
  const sources = readdirSync(join(project, 'src'), {recursive: true}).map((name) => join(project, 'src', name));
  const newest = Math.max(...[join(project, 'pom.xml'), ...sources].map((file) => statSync(file).mtimeMs));
  if (!existsSync(jar) || statSync(jar).mtimeMs < newest) {
    console.error('building bench/spring-cloud-gateway');
    await run('mvn', ['-q', '-B', 'package'], {seconds: 600, cwd: project, log: join(site.work, 'maven.log')});
  }
  return jar;
}
