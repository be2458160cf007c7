// URL and URLSearchParams of the URL standard; the gateway parses.
(function (penstock) {
  'use strict';
  const {host, need, pairsOf, isObject, watched} = penstock;
  const escapeByte = (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`;
  const parameter = (text) => encodeURIComponent(text).replace(/%20/g, '+').replace(/[!'()~]/g, escapeByte);
  const plain = (text) => {
    text = text.replace(/\+/g, ' ');
    return text.includes('%') ? host('unescape', text) : text;
  };
  const parseQuery = (text) => {
    const list = [];
    for (const part of text.split('&')) {
      const equals = part.indexOf('=');
      if (part !== '') list.push(equals < 0 ? [plain(part), ''] : [plain(part.slice(0, equals)), plain(part.slice(equals + 1))]);
    }
    return list;
  };
  const scalar = (value) => `${value}`.toWellFormed();

  class URLSearchParams {
    #list = [];
    #changed;
    constructor(init = '', changed = undefined) {
      this.#changed = changed?.[watched];
      if (!isObject(init)) this.#list = parseQuery(scalar(init).replace(/^\?/, ''));
      else for (const [name, value] of pairsOf(init, 'a parameter')) this.#list.push([scalar(name), scalar(value)]);
    }
    #update() { this.#changed?.(this.toString()); }
    get size() { return this.#list.length; }
    get(name) {
      need(arguments, 1, 'URLSearchParams.get');
      name = scalar(name);
      return this.#list.find((pair) => pair[0] === name)?.[1] ?? null;
    }
    getAll(name) {
      need(arguments, 1, 'URLSearchParams.getAll');
      name = scalar(name);
      return this.#list.filter((pair) => pair[0] === name).map((pair) => pair[1]);
    }
    has(name, value = undefined) {
      need(arguments, 1, 'URLSearchParams.has');
      name = scalar(name);
      const wanted = value === undefined ? value : scalar(value);
      return this.#list.some((pair) => pair[0] === name && (wanted === undefined || pair[1] === wanted));
    }
    append(name, value) {
      need(arguments, 2, 'URLSearchParams.append');
      this.#list.push([scalar(name), scalar(value)]);
      this.#update();
    }
    set(name, value) {
      need(arguments, 2, 'URLSearchParams.set');
      name = scalar(name);
      value = scalar(value);
      const at = this.#list.findIndex((pair) => pair[0] === name);
      if (at < 0) this.#list.push([name, value]);
      else {
        this.#list[at] = [name, value];
        this.#list = this.#list.filter((pair, i) => i <= at || pair[0] !== name);
      }
      this.#update();
    }
    delete(name, value = undefined) {
      need(arguments, 1, 'URLSearchParams.delete');
      name = scalar(name);
      const wanted = value === undefined ? value : scalar(value);
      this.#list = this.#list.filter((pair) => pair[0] !== name || (wanted !== undefined && pair[1] !== wanted));
      this.#update();
    }
    sort() {
      this.#list.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
      this.#update();
    }
    toString() { return this.#list.map((pair) => `${parameter(pair[0])}=${parameter(pair[1])}`).join('&'); }
    static {
      penstock.iterable(URLSearchParams, (params) => params.#list);
      penstock.refill = (params, query) => { params.#list = parseQuery(query); };
    }
  }

  const HREF = 0, ORIGIN = 1, PROTOCOL = 2, USERNAME = 3, PASSWORD = 4, HOST = 5, HOSTNAME = 6, PORT = 7, PATHNAME = 8, SEARCH = 9, HASH = 10;
  const partsOf = (url, base) => {
    const lines = host('url', scalar(url), base === undefined ? null : scalar(base));
    return lines === null ? null : lines.split('\n');
  };
  const refuse = (url) => { throw new TypeError(`expected a URL that is absolute or has a base, found ${penstock.quote(`${url}`)}`); };

  class URL {
    #parts;
    #params;
    constructor(url, base = undefined) {
      need(arguments, 1, 'URL');
      this.#parts = partsOf(url, base) ?? refuse(url);
    }
    static canParse(url, base = undefined) {
      need(arguments, 1, 'URL.canParse');
      return partsOf(url, base) !== null;
    }
    static parse(url, base = undefined) {
      need(arguments, 1, 'URL.parse');
      return partsOf(url, base) === null ? null : new URL(url, base);
    }
    #set(attribute, value) {
      this.#parts = host('url-set', this.#parts[HREF], attribute, scalar(value)).split('\n');
    }
    #queried(value) {
      this.#set('search', value);
      if (this.#params) penstock.refill(this.#params, this.#parts[SEARCH].slice(1));
    }
    get href() { return this.#parts[HREF]; }
    set href(value) {
      this.#parts = partsOf(value) ?? refuse(value);
      if (this.#params) penstock.refill(this.#params, this.#parts[SEARCH].slice(1));
    }
    get origin() { return this.#parts[ORIGIN]; }
    get protocol() { return this.#parts[PROTOCOL]; }
    set protocol(value) { this.#set('protocol', value); }
    get username() { return this.#parts[USERNAME]; }
    set username(value) { this.#set('username', value); }
    get password() { return this.#parts[PASSWORD]; }
    set password(value) { this.#set('password', value); }
    get host() { return this.#parts[HOST]; }
    set host(value) { this.#set('host', value); }
    get hostname() { return this.#parts[HOSTNAME]; }
    set hostname(value) { this.#set('hostname', value); }
    get port() { return this.#parts[PORT]; }
    set port(value) { this.#set('port', value); }
    get pathname() { return this.#parts[PATHNAME]; }
    set pathname(value) { this.#set('pathname', value); }
    get search() { return this.#parts[SEARCH]; }
    set search(value) { this.#queried(value); }
    get searchParams() {
      const changed = (text) => this.#set('search', text);
      return (this.#params ??= new URLSearchParams(this.#parts[SEARCH], {[watched]: changed}));
    }
    get hash() { return this.#parts[HASH]; }
    set hash(value) { this.#set('hash', value); }
    toString() { return this.#parts[HREF]; }
    toJSON() { return this.#parts[HREF]; }
  }

  Object.defineProperty(URLSearchParams, 'length', {value: 0, configurable: true});
  penstock.expose(URLSearchParams);
  penstock.expose(URL);
})
