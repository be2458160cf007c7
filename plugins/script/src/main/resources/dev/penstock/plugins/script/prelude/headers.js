// Headers of the Fetch standard (section 5.1), over a list of this realm's own or over the fields of an exchange.
(function (penstock) {
  'use strict';
  const {need, pairsOf, isObject} = penstock;
  const hosted = Symbol('hosted');
  const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
  const illegal = /[\0\r\n]|[^\0-\xff]/;
  const blanks = /^[\t\n\r ]+|[\t\n\r ]+$/g;

  const nameOf = (name) => {
    if (!token.test(name)) throw new TypeError(`expected a header name, found ${penstock.quote(name)}`);
    return name.toLowerCase();
  };
  const valueOf = (value) => {
    value = value.replace(blanks, '');
    if (illegal.test(value)) throw new TypeError('expected a header value of characters up to U+00FF without line breaks');
    return value;
  };

  /** Fields in memory; {@code version} tells that they have changed. */
  class ListStore {
    version = 0;
    fields = new Map();
    frozen = false;
    change() {
      if (this.frozen) throw new TypeError('these headers cannot be edited');
      this.version++;
      return this.fields;
    }
    get(name) { return this.fields.get(nameOf(name))?.join(', ') ?? null; }
    has(name) { return this.fields.has(nameOf(name)); }
    set(name, value) { this.change().set(nameOf(name), [valueOf(value)]); }
    append(name, value) {
      const fields = this.change();
      const key = nameOf(name);
      const values = fields.get(key);
      if (values) values.push(valueOf(value)); else fields.set(key, [valueOf(value)]);
    }
    delete(name) { this.change().delete(nameOf(name)); }
    list() {
      const list = [];
      for (const [name, values] of this.fields) for (const value of values) list.push([name, value]);
      return list;
    }
  }

  /** The fields of a message in the gateway, each asked for and edited there. */
  class HostStore {
    version = 0;
    port;
    isOwn;
    constructor(port, isOwn) {
      this.port = port;
      this.isOwn = isOwn;
    }
    get(name) {
      const value = this.port(this.isOwn ? 'header' : 'client-header', name);
      if (value === null) nameOf(name);
      return value;
    }
    has(name) { return this.get(name) !== null; }
    set(name, value) { this.edited(this.own()('set-header', name, value)); }
    append(name, value) { this.edited(this.own()('append-header', name, value)); }
    delete(name) { this.edited(this.own()('delete-header', name)); }
    list() {
      const flat = (this.port(this.isOwn ? 'headers' : 'client-headers') ?? '').split('\n');
      const list = [];
      for (let i = 0; i + 1 < flat.length; i += 2) list.push([flat[i], flat[i + 1]]);
      return list;
    }
    own() {
      if (!this.isOwn) throw new TypeError('these headers cannot be edited: they are what the client sent');
      return this.port;
    }
    edited(refusal) {
      this.version++;
      if (refusal !== null) throw new TypeError(refusal);
    }
  }

  /** By name, values of a name together but for cookies, which stay apart. */
  const sorted = (list) => {
    const combined = new Map();
    const cookies = [];
    for (const [name, value] of list) {
      if (name === 'set-cookie') cookies.push([name, value]);
      else combined.set(name, combined.has(name) ? `${combined.get(name)}, ${value}` : value);
    }
    return [...combined, ...cookies].sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
  };

  const filled = (store, init, isHeaders) => {
    if (!isObject(init)) throw new TypeError('expected headers as an object or a list of pairs');
    const own = isHeaders(init) && init[Symbol.iterator] === Headers.prototype.entries;
    for (const [name, value] of own ? penstock.fieldsOf(init) : pairsOf(init, 'a header')) store.append(`${name}`, `${value}`);
    return store;
  };

  class Headers {
    #state;
    constructor(init = undefined, port = undefined, isOwn = undefined) {
      const store = init === hosted ? new HostStore(port, isOwn)
        : init === undefined ? new ListStore() : filled(new ListStore(), init, (other) => #state in other);
      this.#state = {store, sorted: null, version: -1};
    }
    get(...given) {
      need(given, 1, 'Headers.get');
      return this.#state.store.get(`${given[0]}`);
    }
    has(...given) {
      need(given, 1, 'Headers.has');
      return this.#state.store.has(`${given[0]}`);
    }
    set(...given) {
      need(given, 2, 'Headers.set');
      this.#state.store.set(`${given[0]}`, `${given[1]}`);
    }
    append(...given) {
      need(given, 2, 'Headers.append');
      this.#state.store.append(`${given[0]}`, `${given[1]}`);
    }
    delete(...given) {
      need(given, 1, 'Headers.delete');
      this.#state.store.delete(`${given[0]}`);
    }
    getSetCookie() {
      const cookies = [];
      for (const [name, value] of this.#state.store.list()) if (name === 'set-cookie') cookies.push(value);
      return cookies;
    }
    static {
      penstock.iterable(Headers, (headers) => {
        const state = headers.#state;
        if (state.version !== state.store.version) {
          state.sorted = sorted(state.store.list());
          state.version = state.store.version;
        }
        return state.sorted;
      });
      penstock.fieldsOf = (headers) => headers.#state.store.list();
      /** The fields as one text, a line for each name and each value. */
      penstock.flatHeaders = (headers) => headers.#state.store.list().flat().join('\n');
      penstock.freezeHeaders = (headers) => {
        headers.#state.store.frozen = true;
        return headers;
      };
      penstock.hostedHeaders = (port, isOwn) => new Headers(hosted, port, isOwn);
    }
  }

  for (const [name, length] of [['get', 1], ['has', 1], ['set', 2], ['append', 2], ['delete', 1]]) {
    Object.defineProperty(Headers.prototype[name], 'length', {value: length, configurable: true});
  }
  Object.defineProperty(Headers, 'length', {value: 0, configurable: true});
  penstock.expose(Headers);
})
