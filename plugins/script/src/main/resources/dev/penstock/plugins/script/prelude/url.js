// URL and URLSearchParams of the URL standard, for the schemes of the web. Hosts are ASCII: there is no IDNA here.
(function (penstock) {
  'use strict';
  const ports = {'http:': '80', 'https:': '443', 'ws:': '80', 'wss:': '443', 'ftp:': '21'};
  const escape = (text, kept) =>
    text.toWellFormed().replace(kept, (char) => encodeURIComponent(char).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`));
  const escapeByte = (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
  const inPath = (text) => escape(text, /[^!$-;=@-Z\[-_a-z|~%]/gu);
  const inQuery = (text) => escape(text, /[^!$%&(-;=?-~]/gu);
  const inHash = (text) => escape(text, /[^!#-;=?-_a-~]/gu);
  const inUser = (text) => escape(text, /[^!$%&'()*+,\-.0-9A-Z_a-z~]/gu);

  const parameter = (text) => encodeURIComponent(`${text}`.toWellFormed()).replace(/%20/g, '+').replace(/[!'()~]/g, escapeByte);
  const plain = (text) => {
    text = text.replace(/\+/g, ' ');
    return text.includes('%') ? penstock.host('unescape', text) : text;
  };
  const parseQuery = (text) =>
    text.split('&').filter((part) => part !== '').map((part) => {
      const equals = part.indexOf('=');
      return equals < 0 ? [plain(part), ''] : [plain(part.slice(0, equals)), plain(part.slice(equals + 1))];
    });

  class URLSearchParams {
    #list = [];
    #changed = () => {};
    constructor(init = '', changed) {
      if (changed?.[penstock.watched]) this.#changed = changed[penstock.watched];
      if (typeof init !== 'object' || init === null) {
        this.#list = parseQuery(`${init}`.replace(/^\?/, ''));
      } else if (init[Symbol.iterator]) {
        for (const pair of init) {
          const [name, value, ...more] = pair;
          if (value === undefined || more.length) throw new TypeError('expected a parameter as a pair of name and value');
          this.#list.push([`${name}`, `${value}`]);
        }
      } else {
        for (const name of Object.keys(init)) this.#list.push([name, `${init[name]}`]);
      }
    }
    get size() { return this.#list.length; }
    get(name) { return this.#list.find(([n]) => n === `${name}`)?.[1] ?? null; }
    getAll(name) { return this.#list.filter(([n]) => n === `${name}`).map(([, value]) => value); }
    has(name, value) { return this.#list.some(([n, v]) => n === `${name}` && (value === undefined || v === `${value}`)); }
    append(name, value) {
      this.#list.push([`${name}`, `${value}`]);
      this.#changed(this.toString());
    }
    set(name, value) {
      name = `${name}`;
      const at = this.#list.findIndex(([n]) => n === name);
      if (at < 0) return this.append(name, value);
      this.#list[at] = [name, `${value}`];
      this.#list = this.#list.filter(([n], i) => i <= at || n !== name);
      this.#changed(this.toString());
    }
    delete(name, value) {
      this.#list = this.#list.filter(([n, v]) => n !== `${name}` || (value !== undefined && v !== `${value}`));
      this.#changed(this.toString());
    }
    sort() {
      this.#list.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
      this.#changed(this.toString());
    }
    *entries() { for (const [name, value] of this.#list) yield [name, value]; }
    *keys() { for (const [name] of this.#list) yield name; }
    *values() { for (const [, value] of this.#list) yield value; }
    forEach(action, self) { for (const [name, value] of this.#list) action.call(self, value, name, this); }
    [Symbol.iterator]() { return this.entries(); }
    toString() { return this.#list.map(([name, value]) => `${parameter(name)}=${parameter(value)}`).join('&'); }
    get [Symbol.toStringTag]() { return 'URLSearchParams'; }
  }

  const refuse = (text) => { throw new TypeError(`expected an absolute URL, found ${JSON.stringify(text)}`); };
  const hostOf = (text, whole) => {
    let host = text;
    try { host = host.startsWith('[') ? host : decodeURIComponent(host); } catch { refuse(whole); }
    host = host.toLowerCase();
    const fine = host.startsWith('[') ? /^\[[0-9a-f:.]+\]$/.test(host) : /^[^\0-\x20"#%/:<>?@[\\\]^`{|}\x7f-\uffff]+$/.test(host);
    return fine ? host : refuse(whole);
  };
  const withoutDots = (path) => {
    const out = [];
    const segments = path.split('/').slice(1);
    segments.forEach((segment, i) => {
      const dots = segment.replace(/%2e/gi, '.');
      const last = i === segments.length - 1;
      if (dots === '..') out.pop();
      else if (dots !== '.') return out.push(segment);
      if (last) out.push('');
    });
    return `/${out.join('/')}`;
  };
  const authority = (url, text, whole) => {
    const at = text.lastIndexOf('@');
    const [, user, , password] = /^([^:]*)(:(.*))?$/s.exec(at < 0 ? '' : text.slice(0, at));
    const [, host, , port] = /^(\[[^\]]*\]|[^:]*)(:([0-9]*))?$/.exec(text.slice(at + 1)) ?? refuse(whole);
    if (Number(port ?? 0) > 65535) refuse(whole);
    url.username = inUser(user);
    url.password = inUser(password ?? '');
    url.hostname = hostOf(host, whole);
    url.port = port && String(Number(port)) !== ports[url.protocol] ? String(Number(port)) : '';
  };
  const splitTail = (text) => {
    const [, rest, hash] = /^([^#]*)(#.*)?$/s.exec(text);
    const [, path, query] = /^([^?]*)(\?.*)?$/s.exec(rest);
    return {path: path.replace(/\\/g, '/'), query, hash: hash?.slice(1) ?? ''};
  };
  const parse = (input, base) => {
    const text = input.replace(/^[\0-\x20]+|[\0-\x20]+$|[\t\n\r]/g, '');
    const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(text)?.[0].toLowerCase();
    if (scheme && !ports[scheme]) refuse(input);
    if (!scheme && !base) refuse(input);
    const url = scheme ? {protocol: scheme, username: '', password: ''} : {...base};
    const {path, query, hash} = splitTail(scheme ? text.slice(scheme.length) : text);
    url.hash = inHash(hash);
    const inherits = !scheme && path === '';
    url.query = query === undefined ? (inherits ? url.query : '') : inQuery(query.slice(1));
    if (inherits) return url;
    if (scheme || path.startsWith('//')) {
      const [, host, rest] = /^\/*([^/]*)(.*)$/s.exec(path);
      authority(url, host, input);
      url.pathname = withoutDots(inPath(rest || '/'));
    } else {
      const absolute = path.startsWith('/') ? path : url.pathname.replace(/[^/]*$/, '') + path;
      url.pathname = withoutDots(inPath(absolute));
    }
    return url;
  };

  class URL {
    #url;
    #params;
    constructor(url, base) { this.#url = parse(`${url}`, base === undefined ? undefined : parse(`${base}`)); }
    static canParse(url, base) { return URL.parse(url, base) !== null; }
    static parse(url, base) {
      try { return new URL(url, base); } catch { return null; }
    }
    get protocol() { return this.#url.protocol; }
    get username() { return this.#url.username; }
    get password() { return this.#url.password; }
    get hostname() { return this.#url.hostname; }
    get port() { return this.#url.port; }
    get host() { return this.port ? `${this.hostname}:${this.port}` : this.hostname; }
    get origin() { return `${this.protocol}//${this.host}`; }
    get pathname() { return this.#url.pathname; }
    get search() { return this.#url.query ? `?${this.#url.query}` : ''; }
    get hash() { return this.#url.hash ? `#${this.#url.hash}` : ''; }
    get href() {
      const {username, password} = this.#url;
      const user = username || password ? `${username}${password && `:${password}`}@` : '';
      return `${this.protocol}//${user}${this.host}${this.pathname}${this.search}${this.hash}`;
    }
    get searchParams() {
      const changed = (text) => { this.#url.query = text; };
      return (this.#params ??= new URLSearchParams(this.#url.query, {[penstock.watched]: changed}));
    }
    set protocol(text) { this.#again({protocol: `${text}`.replace(/:?$/, ':').toLowerCase()}); }
    set hostname(text) { this.#url.hostname = hostOf(`${text}`, `${text}`); }
    set host(text) { Object.assign(this.#url, this.#authority(`${text}`)); }
    set port(text) { this.#again({port: `${text}`}); }
    set pathname(text) { this.#url.pathname = withoutDots(inPath(`/${`${text}`.replace(/^\//, '')}`).replace(/\?/g, '%3F')); }
    set search(text) {
      this.#url.query = inQuery(`${text}`.replace(/^\?/, ''));
      this.#params = undefined;
    }
    set hash(text) { this.#url.hash = inHash(`${text}`.replace(/^#/, '')); }
    set href(text) {
      this.#url = parse(`${text}`);
      this.#params = undefined;
    }
    #authority(text) {
      const {username, password} = this.#url;
      const url = {protocol: this.protocol};
      authority(url, text, text);
      return {...url, username, password};
    }
    #again(change) {
      const {protocol, hostname, port} = {...this.#url, ...change};
      if (ports[protocol]) Object.assign(this.#url, {protocol}, this.#authority(port ? `${hostname}:${port}` : hostname));
    }
    toString() { return this.href; }
    toJSON() { return this.href; }
    get [Symbol.toStringTag]() { return 'URL'; }
  }

  Object.assign(penstock.globals, {URL, URLSearchParams});
})
