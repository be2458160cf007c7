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

  class Response {
    #status = 200;
    #statusText = '';
    #content = null;
    #type = null;
    #headers;
    #error = false;
    #used = false;
    constructor(body = null, init = undefined) {
      if (init !== undefined) this.#start(dictionary(init, 'init'));
      if (body !== null) this.#fill(extract(body));
    }
    #start(init) {
      const {headers, status, statusText} = init;
      if (status !== undefined) this.#status = statusOf(status);
      if (statusText !== undefined) this.#statusText = phraseOf(`${statusText}`);
      if (headers !== undefined) this.#headers = new Headers(headers);
    }
    #fill([content, type]) {
      if (content !== null && bodiless.has(this.#status)) throw new TypeError(`an answer of ${this.#status} has no body`);
      this.#content = content;
      this.#type = type;
      if (type !== null && this.#headers && !this.#headers.has('content-type')) this.#headers.set('content-type', type);
    }
    static json(data, init = undefined) {
      need(arguments, 1, 'Response.json');
      const text = stringify(data);
      if (text === undefined) throw new TypeError('Response.json: expected a value that JSON can hold');
      const response = new Response(null, init);
      response.#fill([text, 'application/json']);
      return response;
    }
    static redirect(url, status = 302) {
      need(arguments, 1, 'Response.redirect');
      const location = new URL(url).href;
      const code = status & 0xffff;
      if (!redirects.has(code)) throw new RangeError(`Response.redirect: expected a status that redirects, found ${code}`);
      const response = new Response(null, {status: code, headers: {location}});
      penstock.freezeHeaders(response.#headers);
      return response;
    }
    static error() {
      const response = new Response();
      response.#error = true;
      response.#status = 0;
      penstock.freezeHeaders(response.headers);
      return response;
    }
    get type() { return this.#error ? 'error' : 'default'; }
    get url() {
      this.#error;
      return '';
    }
    get redirected() {
      this.#error;
      return false;
    }
    get status() { return this.#status; }
    get ok() { return this.#status >= 200 && this.#status < 300; }
    get statusText() { return this.#statusText; }
    /** Made when they are looked at: most answers have but their type. */
    get headers() { return (this.#headers ??= new Headers(this.#type === null ? undefined : [['content-type', this.#type]])); }
    get body() { return this.#content; }
    get bodyUsed() { return this.#used; }
    #read() {
      if (this.#used) throw new TypeError('the body was read before');
      this.#used = this.#content !== null;
      return this.#content;
    }
    async text() { return textOf(this.#read()); }
    async json() { return parse(textOf(this.#read())); }
    async arrayBuffer() { return bufferOf(this.#read()); }
    async bytes() { return new Uint8Array(bufferOf(this.#read())); }
    clone() {
      if (this.#used) throw new TypeError('the body was read before');
      const twin = new Response();
      twin.#status = this.#status;
      twin.#statusText = this.#statusText;
      twin.#content = this.#content;
      twin.#type = this.#type;
      twin.#error = this.#error;
      if (this.#headers) twin.#headers = new Headers(this.#headers);
      return twin;
    }
    static {
      penstock.isResponse = (value) => isObject(value) && #content in value;
      /** Tells the gateway to answer with it. */
      penstock.answer = (port, response) => {
        if (response.#error) throw new TypeError('expected a Response with a status, found Response.error()');
        const content = response.#content;
        const kept = typeof content === 'object' && content instanceof BodyStream;
        const headers = response.#headers;
        const lines = headers ? penstock.flatHeaders(headers) : response.#type === null ? '' : `content-type\n${response.#type}`;
        const refusal = port('answer', response.#status, lines, kept ? null : content, kept);
        if (refusal !== null) throw new TypeError(refusal);
      };
    }
  }

  Object.defineProperty(Response, 'length', {value: 0, configurable: true});
  Object.assign(penstock, {BodyStream, extract, textOf, statusOf});
  penstock.expose(Response);
})
