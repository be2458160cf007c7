// Response of the Fetch standard, as far as a hook makes one: its body is whole, or the untouched one of the exchange.
(function (penstock) {
  'use strict';
  const {Headers, URLSearchParams} = penstock.globals;
  const {parse, stringify} = JSON;
  const bodiless = new Set([204, 205, 304]);

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
    return content === null ? '' : typeof content === 'string' ? content : penstock.decode(content);
  };

  const statusOf = (status, least) => {
    const number = Number(status);
    if (!Number.isInteger(number) || number < least || number > 599) {
      throw new RangeError(`expected a status from ${least} to 599, found ${String(status)}`);
    }
    return number;
  };

  class Response {
    #status;
    #content;
    #type;
    #headers;
    #used = false;
    constructor(body, init) {
      const headers = init?.headers;
      this.#status = init?.status === undefined ? 200 : statusOf(init.status, 200);
      const [content, type] = extract(body);
      if (content !== null && bodiless.has(this.#status)) throw new TypeError(`an answer of ${this.#status} has no body`);
      this.#content = content;
      this.#type = type;
      if (headers !== undefined) this.#make(headers);
    }
    /** Headers are made when they are stated or looked at: most answers have but their type. */
    #make(stated) {
      const headers = new Headers(stated);
      if (this.#type !== null && !headers.has('content-type')) headers.set('content-type', this.#type);
      this.#headers = headers;
      return headers;
    }
    static json(data, init) {
      const text = stringify(data);
      if (text === undefined) throw new TypeError('expected a value that JSON can hold');
      const type = init?.headers === undefined ? null : new Headers(init.headers).get('content-type');
      const response = new Response(null, init);
      if (bodiless.has(response.#status)) throw new TypeError(`an answer of ${response.#status} has no body`);
      response.#content = text;
      if (type === null) {
        response.#type = 'application/json';
        response.#headers?.set('content-type', 'application/json');
      }
      return response;
    }
    static redirect(url, status = 302) {
      if (![301, 302, 303, 307, 308].includes(status)) throw new RangeError(`expected a status that redirects, found ${status}`);
      return new Response(null, {status, headers: {location: new penstock.globals.URL(url).href}});
    }
    get status() { return this.#status; }
    get ok() { return this.#status < 300; }
    get headers() { return this.#headers ?? this.#make(); }
    get body() { return this.#content; }
    get bodyUsed() { return this.#used; }
    async text() {
      if (this.#used) throw new TypeError('the body was read before');
      this.#used = true;
      return textOf(this.#content);
    }
    async json() { return parse(await this.text()); }
    clone() {
      if (this.#used) throw new TypeError('the body was read before');
      return new Response(this.#content, {status: this.#status, headers: this.headers});
    }
    get [Symbol.toStringTag]() { return 'Response'; }
    static {
      penstock.isResponse = (value) => typeof value === 'object' && value !== null && #content in value;
      /** Tells the gateway to answer with it. */
      penstock.answer = (port, response) => {
        const content = response.#content;
        const kept = typeof content === 'object' && content instanceof BodyStream;
        const headers = response.#headers;
        const lines = headers ? penstock.flatHeaders(headers) : response.#type === null ? '' : `content-type\n${response.#type}`;
        const refusal = port('answer', response.#status, lines, kept ? null : content, kept);
        if (refusal !== null) throw new TypeError(refusal);
      };
    }
  }

  Object.assign(penstock, {BodyStream, extract, textOf, statusOf});
  penstock.globals.Response = Response;
})
