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
    #port;
    #whose;
    constructor(port, whose) {
      this.#port = port;
      this.#whose = whose;
    }
    #edit(verb, name, value) {
      this.version++;
      const refusal = this.#port(verb, this.#whose, name, value);
      if (refusal !== null) throw new TypeError(refusal);
    }
    get(name) {
      const value = this.#port('header', this.#whose, name);
      if (value === null) nameOf(name);
      return value;
    }
    has(name) { return this.get(name) !== null; }
    set(name, value) { this.#edit('set-header', name, value); }
    append(name, value) { this.#edit('append-header', name, value); }
    delete(name) { this.#edit('delete-header', name, ''); }
    list() {
      const flat = (this.#port('headers', this.#whose) ?? '').split('\n');
      const list = [];
      for (let i = 0; i + 1 < flat.length; i += 2) list.push([flat[i], flat[i + 1]]);
      return list;
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

  class Headers {
    #store;
    #sorted;
    #version = -1;
    constructor(init = undefined, port = undefined, whose = undefined) {
      if (init === hosted) {
        this.#store = new HostStore(port, whose);
        return;
      }
      this.#store = new ListStore();
      if (init === undefined) return;
      if (!isObject(init)) throw new TypeError('expected headers as an object or a list of pairs');
      const own = #store in init && init[Symbol.iterator] === Headers.prototype.entries;
      for (const [name, value] of own ? init.#store.list() : pairsOf(init, 'a header')) this.#store.append(`${name}`, `${value}`);
    }
    get(name) {
      need(arguments, 1, 'Headers.get');
      return this.#store.get(`${name}`);
    }
    has(name) {
      need(arguments, 1, 'Headers.has');
      return this.#store.has(`${name}`);
    }
    set(name, value) {
      need(arguments, 2, 'Headers.set');
      this.#store.set(`${name}`, `${value}`);
    }
    append(name, value) {
      need(arguments, 2, 'Headers.append');
      this.#store.append(`${name}`, `${value}`);
    }
    delete(name) {
      need(arguments, 1, 'Headers.delete');
      this.#store.delete(`${name}`);
    }
    getSetCookie() {
      const cookies = [];
      for (const [name, value] of this.#store.list()) if (name === 'set-cookie') cookies.push(value);
      return cookies;
    }
    static {
      penstock.iterable(Headers, (headers) => {
        if (headers.#version !== headers.#store.version) {
          headers.#sorted = sorted(headers.#store.list());
          headers.#version = headers.#store.version;
        }
        return headers.#sorted;
      });
      /** The fields as one text, a line for each name and each value. */
      penstock.flatHeaders = (headers) => headers.#store.list().flat().join('\n');
      penstock.freezeHeaders = (headers) => {
        headers.#store.frozen = true;
        return headers;
      };
      penstock.hostedHeaders = (port, whose) => new Headers(hosted, port, whose);
    }
  }

  Object.defineProperty(Headers, 'length', {value: 0, configurable: true});
  penstock.expose(Headers);
})
