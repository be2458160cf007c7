// What is measured. A row is one path that every gateway serves with the same meaning.

const items = Array.from({length: 20}, (unused, index) => ({
  id: 1000 + index, title: `Kettle ${index}, brushed steel`, price: 1990 + 10 * index, stock: index % 4,
  tags: ['kitchen', 'steel'], brand: 'Penstock & Daughters',
}));

const oneKiB = {id: 7, title: 'Kettle', filler: ''};
oneKiB.filler = 'x'.repeat(1024 - JSON.stringify(oneKiB).length);

const product = {id: 7, title: 'Kettle', price: 1990, text: 'Boils a litre in two minutes. '.repeat(8)};
const stock = {sku: 'A-7', available: 12, warehouse: 'north'};
const reviews = {items: [1, 2, 3, 4, 5].map((stars) => ({id: 100 + stars, stars, text: 'As good as it looks.'}))};

/** 100 KiB, too long to stand in backend.conf. */
export const large = {id: 7, filler: ''};
large.filler = 'x'.repeat(100 * 1024 - JSON.stringify(large).length);

/** The bodies of the mock backend, by the names in backend.conf. */
export const bodies = {'1k': oneKiB, items: {items}, product, stock, reviews};

/**
 * `nginx` and `scg`: how the peer serves the row; left out where there is none.
 * `tls`: asked for by TLS, of OpenSSL or the JDK. `fresh`: each request on a connection of its own.
 * `tokens`: how many take turns. `redis`: whether the gateway is told one.
 * `backendCalls`: what one request costs the backend.
 */
export function rows(token) {
  const agent = {'user-agent': 'Bench', cookie: 'sid=1'};
  return [
    {name: 'plain', path: '/1k', expected: oneKiB, backendCalls: 1, nginx: 'proxy', scg: 'default'},
    {name: 'steps', path: '/steps', expected: oneKiB, backendCalls: 1},
    {name: 'logged', path: '/1k', expected: oneKiB, backendCalls: 1, nginx: 'proxy', scg: 'default', accessLog: true},
    {name: 'balanced', path: '/balanced', expected: oneKiB, backendCalls: 1},
    {name: 'tls', path: '/1k', expected: oneKiB, backendCalls: 1, nginx: 'proxy', tls: 'openssl'},
    {name: 'tls-jdk', path: '/1k', expected: oneKiB, backendCalls: 1, nginx: 'proxy', tls: 'jdk'},
    {name: 'handshake', path: '/1k', expected: oneKiB, backendCalls: 1, nginx: 'proxy', tls: 'openssl', fresh: true, headers: {connection: 'close'}},
    {name: 'handshake-jdk', path: '/1k', expected: oneKiB, backendCalls: 1, nginx: 'proxy', tls: 'jdk', fresh: true, headers: {connection: 'close'}},
    {
      name: 'jwt', path: '/jwt', expected: oneKiB, backendCalls: 1, nginx: 'scripted', scg: 'jwt',
      headers: {...agent, authorization: `Bearer ${token}`},
      answerHeaders: {'x-served-by': 'bench'},
      refused: [
        {status: 401, headers: agent},
        {status: 401, headers: {...agent, authorization: `Bearer ${token.replace(/\.[^.]{9}([^.]*)$/, '.AAAAAAAAA$1')}`}},
      ],
    },
    {
      name: 'jwt-new', path: '/jwt', expected: oneKiB, backendCalls: 1, tokens: 40_000,
      headers: {...agent, authorization: `Bearer ${token}`}, answerHeaders: {'x-served-by': 'bench'},
    },
    {name: 'quota', path: '/quota', expected: oneKiB, backendCalls: 1},
    {name: 'quota-redis', path: '/quota', expected: oneKiB, backendCalls: 1, redis: true},
    {name: 'hook-request', path: '/hook-request', expected: oneKiB, backendCalls: 1, nginx: 'scripted', scg: 'default', headers: agent},
    {
      name: 'hook-response', path: '/items', backendCalls: 1, nginx: 'scripted', scg: 'default',
      expected: {
        count: items.length,
        items: items.map((item) => ({id: item.id, name: item.title, price: item.price, available: item.stock > 0})),
      },
    },
    {name: 'cache', path: '/cached', expected: oneKiB, backendCalls: 0, nginx: 'proxy', scg: 'default'},
    {name: 'cache-large', path: '/cached-large', expected: large, backendCalls: 0, nginx: 'proxy'},
    {
      name: 'join', path: '/join', backendCalls: 3, nginx: 'scripted', scg: 'default',
      expected: {id: product.id, title: product.title, available: stock.available, reviews: reviews.items},
    },
  ];
}
