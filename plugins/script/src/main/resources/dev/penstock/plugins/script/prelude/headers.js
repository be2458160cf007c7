// Headers of the Fetch standard, over a list of this realm's own or over the header fields of an exchange.
(function (penstock) {
  'use strict';
  const hosted = Symbol('hosted');
  const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
  const illegal = /[\0\r\n]|[^\0-\xff]/;
  const blanks = /^[\t\n\r ]+|[\t\n\r ]+$/g;

  const nameOf = (name) => {
    name = `${name}`;
    if (!token.test(name)) throw new TypeError(`expected a header name, found ${JSON.stringify(name)}`);
    return name.toLowerCase();
  };
  const valueOf = (value) => {
    value = `${value}`.replace(blanks, '');
    if (illegal.test(value)) throw new TypeError('expected a header value without line breaks, found one with them');
    return value;
  };

  class ListStore {
    fields = new Map();
    get(name) { return this.fields.get(nameOf(name))?.join(', ') ?? null; }
    has(name) { return this.fields.has(nameOf(name)); }
    set(name, value) { this.fields.set(nameOf(name), [valueOf(value)]); }
    append(name, value) {
      const values = this.fields.get(nameOf(name));
      if (values) values.push(valueOf(value)); else this.set(name, value);
    }
    delete(name) { this.fields.delete(nameOf(name)); }
    list() {
      const list = [];
      for (const [name, values] of this.fields) for (const value of values) list.push([name, value]);
      return list;
    }
  }

  class HostStore {
    #port;
    constructor(port) { this.#port = port; }
    #checked(refusal) { if (refusal !== null) throw new TypeError(refusal); }
    get(name) { return this.#port('get', `${name}`); }
    has(name) { return this.#port('has', `${name}`); }
    set(name, value) { this.#checked(this.#port('set', `${name}`, `${value}`)); }
    append(name, value) { this.#checked(this.#port('append', `${name}`, `${value}`)); }
    delete(name) { this.#checked(this.#port('delete', `${name}`)); }
    list() {
      const flat = this.#port('list').split('\n');
      const list = [];
      for (let i = 0; i + 1 < flat.length; i += 2) list.push([flat[i], flat[i + 1]]);
      return list;
    }
  }

  class Headers {
    #store;
    constructor(init, port) {
      if (init === hosted) {
        this.#store = new HostStore(port);
        return;
      }
      this.#store = new ListStore();
      if (init === undefined) return;
      if (init === null || typeof init !== 'object') throw new TypeError('expected headers as an object or a list of pairs');
      if (#store in init) {
        for (const [name, value] of init.#store.list()) this.append(name, value);
      } else if (init[Symbol.iterator]) {
        for (const pair of init) {
          const [name, value, ...more] = pair;
          if (value === undefined || more.length) throw new TypeError('expected a header as a pair of name and value');
          this.append(name, value);
        }
      } else {
        for (const name of Object.keys(init)) this.append(name, init[name]);
      }
    }
    get(name) { return this.#store.get(name); }
    has(name) { return this.#store.has(name); }
    set(name, value) { this.#store.set(name, value); }
    append(name, value) { this.#store.append(name, value); }
    delete(name) { this.#store.delete(name); }
    getSetCookie() { return this.#store.list().filter(([name]) => name === 'set-cookie').map(([, value]) => value); }
    *entries() {
      const combined = new Map();
      const cookies = [];
      for (const [name, value] of this.#store.list()) {
        if (name === 'set-cookie') cookies.push([name, value]);
        else combined.set(name, combined.has(name) ? `${combined.get(name)}, ${value}` : value);
      }
      const order = (a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0);
      yield* [...combined, ...cookies].sort(order);
    }
    *keys() { for (const [name] of this.entries()) yield name; }
    *values() { for (const [, value] of this.entries()) yield value; }
    forEach(action, self) { for (const [name, value] of this.entries()) action.call(self, value, name, this); }
    [Symbol.iterator]() { return this.entries(); }
    get [Symbol.toStringTag]() { return 'Headers'; }
    /** The fields as one text, a line for each name and each value. */
    static #flat(headers) { return headers.#store.list().flat().join('\n'); }
    static { penstock.flatHeaders = (headers) => Headers.#flat(headers); }
  }

  penstock.hostedHeaders = (port) => new Headers(hosted, port);
  penstock.globals.Headers = Headers;
})
