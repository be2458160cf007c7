// Response of the Fetch standard (section 5.5), as far as a hook makes one: its body is whole, or the untouched one of
// the exchange.
(function (penstock) {
  'use strict';
  const {need, dictionary, isObject} = penstock;
  const {Headers, TextEncoder, URL, URLSearchParams} = penstock.globals;
  const {parse, stringify} = JSON;
  const bodiless = new Set([204, 205, 304]);
  const redirects = new Set([301, 302, 303, 307, 308]);
  const encoder = new TextEncoder();

  /** Stands for the body of the exchange, unread: giving it back leaves it streaming. */
  class BodyStream {
    get [Symbol.toStringTag]() { return 'BodyStream'; }
  }

  const bytesOf = (view) =>
    view instanceof ArrayBuffer ? view.slice(0) : view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength);

  /** A body as text, as an ArrayBuffer or as a BodyStream, and the type that it brings. */
  const extract = (body) => {
    if (typeof body === 'string') return [body.toWellFormed(), 'text/plain;charset=UTF-8'];
    if (body === null || body === undefined) return [null, null];
    if (body instanceof BodyStream) return [body, null];
    if (body instanceof ArrayBuffer || ArrayBuffer.isView(body)) return [bytesOf(body), null];
    const type = body instanceof URLSearchParams ? 'application/x-www-form-urlencoded;charset=UTF-8' : 'text/plain;charset=UTF-8';
    return [`${body}`.toWellFormed(), type];
  };
  const textOf = (content) => {
    if (content instanceof BodyStream) throw new TypeError('the body of the exchange is read by its own text() or json()');
    const text = content === null ? '' : typeof content === 'string' ? content : penstock.decode(content);
    return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  };
  const bufferOf = (content) => {
    if (content instanceof BodyStream) throw new TypeError('the body of the exchange is read by its own text() or json()');
    return content === null ? new ArrayBuffer(0) : typeof content === 'string' ? encoder.encode(content).buffer : content.slice(0);
  };

  /** As an unsigned short, from 200 on. */
  const statusOf = (status) => {
    const number = status & 0xffff;
    if (number < 200 || number > 599) throw new RangeError(`expected a status from 200 to 599, found ${String(status)}`);
    return number;
  };
  const phrase = /^[\t\x20-\x7e\x80-\xff]*$/;
  const phraseOf = (text) => {
    if (!phrase.test(text)) throw new TypeError('expected a statusText without line breaks');
    return text;
  };

  const start = (state, {headers, status, statusText}) => {
    if (status !== undefined) state.status = statusOf(status);
    if (statusText !== undefined) state.statusText = phraseOf(`${statusText}`);
    if (headers !== undefined) state.headers = new Headers(headers);
  };
  const fill = (state, content, type) => {
    if (content !== null && bodiless.has(state.status)) throw new TypeError(`an answer of ${state.status} has no body`);
    state.content = content;
    state.type = type;
    if (type !== null && state.headers !== null && !state.headers.has('content-type')) state.headers.set('content-type', type);
  };
  /** Made when they are looked at: most answers have but their type. */
  const headersOf = (state) => (state.headers ??= new Headers(state.type === null ? undefined : [['content-type', state.type]]));
  const read = (state) => {
    if (state.used) throw new TypeError('the body was read before');
    state.used = state.content !== null;
    return state.content;
  };

  class Response {
    #state = {status: 200, statusText: '', content: null, type: null, headers: null, error: false, used: false};
    constructor(body = null, init = undefined) {
      if (init !== undefined) start(this.#state, dictionary(init, 'init'));
      if (body !== null) {
        const [content, type] = extract(body);
        fill(this.#state, content, type);
      }
    }
    static json(...given) {
      need(given, 1, 'Response.json');
      const data = given[0];
      const init = given[1];
      const text = stringify(data);
      if (text === undefined) throw new TypeError('Response.json: expected a value that JSON can hold');
      const response = new Response(null, init);
      fill(response.#state, text, 'application/json');
      return response;
    }
    static redirect(url, status = 302) {
      need(arguments, 1, 'Response.redirect');
      const location = new URL(url).href;
      const code = status & 0xffff;
      if (!redirects.has(code)) throw new RangeError(`Response.redirect: expected a status that redirects, found ${code}`);
      const response = new Response(null, {status: code, headers: {location}});
      penstock.freezeHeaders(response.#state.headers);
      return response;
    }
    static error() {
      const response = new Response();
      response.#state.error = true;
      response.#state.status = 0;
      penstock.freezeHeaders(response.headers);
      return response;
    }
    get type() { return this.#state.error ? 'error' : 'default'; }
    get url() {
      this.#state;
      return '';
    }
    get redirected() {
      this.#state;
      return false;
    }
    get status() { return this.#state.status; }
    get ok() { return this.#state.status >= 200 && this.#state.status < 300; }
    get statusText() { return this.#state.statusText; }
    get headers() { return headersOf(this.#state); }
    get body() { return this.#state.content; }
    get bodyUsed() { return this.#state.used; }
    async text() { return textOf(read(this.#state)); }
    async json() { return parse(textOf(read(this.#state))); }
    async arrayBuffer() { return bufferOf(read(this.#state)); }
    async bytes() { return new Uint8Array(bufferOf(read(this.#state))); }
    clone() {
      if (this.#state.used) throw new TypeError('the body was read before');
      const twin = new Response();
      const {headers} = this.#state;
      twin.#state = {...this.#state, headers: headers === null ? null : new Headers(headers)};
      return twin;
    }
    static {
      penstock.isResponse = (value) => isObject(value) && #state in value;
      /** Tells the gateway to answer with it. */
      penstock.answer = (port, response) => {
        const {status, content, type, headers, error} = response.#state;
        if (error) throw new TypeError('expected a Response with a status, found Response.error()');
        const kept = typeof content === 'object' && content instanceof BodyStream;
        const lines = headers !== null ? penstock.flatHeaders(headers) : type === null ? '' : `content-type\n${type}`;
        const refusal = port('answer', status, lines, kept ? null : content, kept);
        if (refusal !== null) throw new TypeError(refusal);
      };
    }
  }

  Object.defineProperty(Response, 'length', {value: 0, configurable: true});
  Object.defineProperty(Response.json, 'length', {value: 1, configurable: true});
  Object.assign(penstock, {BodyStream, extract, textOf, statusOf});
  penstock.expose(Response);
})
