// What the author of pipelines and of a plugin waits for: 200 cases of `penstock test`, a jar that is dropped and taken away.
import {spawn} from 'node:child_process';
import {cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {startPenstock} from './gateways.mjs';
import {get} from './load.mjs';
import {stop} from './processes.mjs';
import {fact} from './report.mjs';
import {root} from './site.mjs';

const FILES = 4;
const CASES = 200;

const pipeline = (api) => `
api: ${api}
path: /${api}
upstreams:
  catalog: {targets: "http://127.0.0.1:9101"}
  stock: {targets: "http://127.0.0.1:9102"}
  reviews: {targets: "http://127.0.0.1:9103"}
steps:
  - headers: {response: {set: {x-frame-options: deny}}}
routes:
  - {name: plain, match: "GET /plain/{id}", steps: [{rewrite: {path: "/p/\${path.id}"}}, {upstream: catalog}]}
  - name: member
    match: GET /member
    steps:
      - jwt: {issuers: {issuer: "https://idp.test", jwks: "https://idp.test/jwks.json", audience: shop}, claims: {x-user: sub}}
      - rewrite: {path: /p/7}
      - upstream: catalog
  - {name: few, match: GET /few, steps: [{quota: {limits: {burst: 1/1m}}}, {respond: {body: {ok: true}}}]}
  - {name: kept, match: GET /kept, steps: [{cache: {ttl: 30s}}, {rewrite: {path: /p/7}}, {upstream: catalog}]}
  - name: page
    match: GET /page/{id}
    steps:
      - aggregate:
          calls:
            product: {get: "/p/\${path.id}", from: catalog}
            stock: {get: "/s/\${product.body.sku}", from: stock, on-error: {use: {left: null}}}
            reviews: {get: /r, from: reviews, on-error: omit}
          body: {title: "\${product.body.title}", left: "\${stock.body.left}", stars: "\${reviews.body.items.map(r, r.stars)}"}
  - name: shaped
    match: GET /shaped
    steps:
      - script: {inline: "export function onRequest(request) { request.headers.set('x-tenant', 'acme'); }"}
      - respond: {body: {tenant: "\${header['x-tenant']}"}}
`;

const mocks = `
mocks:
  catalog: [{on: GET /p/7, json: {id: 7, sku: A-7, title: Kettle}}]
  stock: [{on: GET /s/A-7, json: {left: 3}}]
  reviews: [{on: GET /r, json: {items: [{stars: 5}, {stars: 4}]}}]
cases:
`;

const cases = [
  (api) => `send: {get: /${api}/plain/7}, expect: {status: 200, json: {title: Kettle}, calls: {catalog: 1}}`,
  (api) => `send: {get: /${api}/member, jwt: {sub: ann}}, expect: {status: 200, calls: {catalog: 1}}`,
  (api) => `send: {get: /${api}/member}, expect: {status: 401, calls: {catalog: 0}}`,
  (api) => `send: [{get: /${api}/few}, {get: /${api}/few, expect: {status: 429}}, {after: 61s, get: /${api}/few}], expect: {status: 200}`,
  (api) => `send: [{get: /${api}/kept}, {after: 29s, get: /${api}/kept}, {after: 2s, get: /${api}/kept}], expect: {status: 200, calls: {catalog: 2}}`,
  (api) => `send: {get: /${api}/page/7}, expect: {status: 200, json-equals: {title: Kettle, left: 3, stars: [5, 4]}}`,
  (api) => `send: {get: /${api}/page/7}, mocks: {reviews: [{on: GET /r, fault: reset}]}, expect: {status: 200, headers: {penstock-partial: reviews}}`,
  (api) => `send: {get: /${api}/shaped}, expect: {status: 200, json: {tenant: acme}}`,
];

/** `penstock test` on 200 cases in four files: from the command to its first result, and from there to its end. */
export async function cases200(site, options) {
  const folder = join(site.work, 'cases');
  mkdirSync(folder, {recursive: true});
  for (let file = 0; file < FILES; file++) {
    const api = `shop${file}`;
    const lines = Array.from({length: CASES / FILES}, (_, at) => `  - {name: case ${at}, ${cases[at % cases.length](api)}}`);
    writeFileSync(join(folder, `${api}.yaml`), pipeline(api));
    writeFileSync(join(folder, `${api}.test.yaml`), mocks + lines.join('\n') + '\n');
  }
  const [first, rest] = [[], []];
  for (let round = 0; round <= options.rounds; round++) {
    const [toFirst, toEnd] = await timed(folder);
    if (round === 0) continue;   // the first may build
    first.push(toFirst);
    rest.push(toEnd - toFirst);
  }
  return [fact('penstock test, start to first result', 'ms', first), fact(`penstock test, ${CASES} cases after that`, 'ms', rest)];
}

function timed(folder) {
  const began = performance.now();
  const child = spawn(join(root, 'penstock'), ['test', folder], {stdio: ['ignore', 'pipe', 'inherit']});
  let [text, first] = ['', 0];
  child.stdout.setEncoding('utf8').on('data', (part) => {
    text += part;
    if (first === 0 && text.includes('✓')) first = performance.now() - began;
  });
  return new Promise((resolve, reject) => child.on('error', reject).on('close', () => {
    if (text.includes(`${CASES} passed, 0 failed`)) resolve([first, performance.now() - began]);
    else reject(new Error(`not all cases passed: ${text.slice(-400)}`));
  }));
}

/** A jar that is copied into `plugins/`, and removed: until its step serves, and until its classes are collected. */
export async function plugins(site, options) {
  const jars = join(root, 'plugins', 'example', 'target');
  const folder = join(site.work, 'plugins');
  const [dropped, files] = [join(folder, 'dropped'), join(folder, 'pipelines')];
  for (const each of [dropped, files]) {
    rmSync(each, {recursive: true, force: true});
    mkdirSync(each, {recursive: true});
  }
  const gateway = await startPenstock(site, {name: 'plugins', settings: {pipelines: files, plugins: dropped, telemetry: {'access-log': 'off'}}});
  try {
    const jar = existsSync(jars) && readdirSync(jars).find((name) => /^penstock-plugin-example-[^a-z]*(-SNAPSHOT)?\.jar$/.test(name));
    if (!jar) throw new Error('no jar of plugins/example: build it first');
    const [served, collected] = [[], []];
    for (let round = 0; round < options.rounds; round++) {
      cpSync(join(jars, jar), join(dropped, 'example.jar'));
      writeFileSync(join(files, 'stamped.yaml'), 'api: stamped\nroutes: [{name: r, match: GET /stamped, steps: [{stamp: hello}, {respond: {}}]}]\n');
      served.push(await wait(10, async () => (await get(gateway.port, '/stamped')).status === 200));
      rmSync(join(files, 'stamped.yaml'));
      rmSync(join(dropped, 'example.jar'));
      await wait(10, async () => (await get(gateway.port, '/stamped')).status === 404);
      const gone = performance.now();
      await wait(90, async () => await figure(gateway, 'penstock_plugins_held') > 0);
      await wait(90, async () => await figure(gateway, 'penstock_plugins_held') === 0);
      collected.push((performance.now() - gone) / 1000);
    }
    return [fact('a dropped jar serves', 'ms', served), fact('the classes of a jar that was removed are collected', 's', collected)];
  } finally {
    await stop(gateway.process);
  }
}

/** How long it took until this was so, in ms. */
async function wait(seconds, check) {
  const began = performance.now();
  while (!await check().catch(() => false)) {
    if (performance.now() - began > seconds * 1000) throw new Error(`not within ${seconds} s: ${check}`);
    await sleep(20);
  }
  return performance.now() - began;
}

async function figure(gateway, name) {
  const {body} = await get(gateway.adminPort, '/metrics');
  return Number(new RegExp(`^${name} (\\S+)`, 'm').exec(body)?.[1] ?? 0);
}
