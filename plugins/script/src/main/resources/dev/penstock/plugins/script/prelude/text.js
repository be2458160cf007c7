// TextEncoder and TextDecoder of the Encoding standard (UTF-8 alone), atob and btoa of HTML.
(function (penstock) {
  'use strict';
  const {host, need, dictionary} = penstock;
  const invalid = (message) => Object.assign(new Error(message), {name: 'InvalidCharacterError', code: 5});
  const labels = new Set(['unicode-1-1-utf-8', 'unicode11utf8', 'unicode20utf8', 'utf-8', 'utf8', 'x-unicode20utf8']);

  class TextEncoder {
    get encoding() {
      this.#own();
      return 'utf-8';
    }
    encode(text = '') {
      this.#own();
      text = `${text}`;
      const bytes = new Uint8Array(text.length * 3);
      return bytes.slice(0, this.encodeInto(text, bytes).written);
    }
    encodeInto(text, bytes) {
      this.#own();
      need(arguments, 2, 'TextEncoder.encodeInto');
      text = `${text}`;
      if (!(bytes instanceof Uint8Array)) throw new TypeError('TextEncoder.encodeInto: expected a Uint8Array');
      let read = 0;
      let written = 0;
      while (read < text.length) {
        let point = text.codePointAt(read);
        const units = point > 0xffff ? 2 : 1;
        if (point >= 0xd800 && point <= 0xdfff) point = 0xfffd;
        const size = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
        if (written + size > bytes.length) break;
        if (size === 1) bytes[written] = point;
        else {
          for (let i = size - 1; i > 0; i--, point >>= 6) bytes[written + i] = 0x80 | (point & 0x3f);
          bytes[written] = (0xf00 >> size) & 0xff | point;
        }
        read += units;
        written += size;
      }
      return {read, written};
    }
    #own() {}
  }

  /** How many bytes at the end begin a character whose rest may still come. */
  const begun = (bytes) => {
    for (let back = 1; back <= 3 && back <= bytes.length; back++) {
      const byte = bytes[bytes.length - back];
      if ((byte & 0xc0) === 0x80) continue;
      const size = byte >= 0xf5 ? 1 : byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc2 ? 2 : 1;
      return size > back ? back : 0;
    }
    return 0;
  };
  const bytesOf = (input) => {
    if (input instanceof ArrayBuffer) return new Uint8Array(input);
    if (ArrayBuffer.isView(input)) return new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
    throw new TypeError('TextDecoder.decode: expected an ArrayBuffer or a view of one');
  };

  class TextDecoder {
    #fatal;
    #ignoreBom;
    #rest = new Uint8Array(0);
    #started = false;
    constructor(label = 'utf-8', options = undefined) {
      const {fatal, ignoreBOM} = dictionary(options, 'options');
      if (!labels.has(`${label}`.replace(/^[\t\n\f\r ]+|[\t\n\f\r ]+$/g, '').toLowerCase())) {
        throw new RangeError(`expected the encoding utf-8, found ${penstock.quote(`${label}`)}`);
      }
      this.#fatal = Boolean(fatal);
      this.#ignoreBom = Boolean(ignoreBOM);
    }
    get encoding() {
      this.#fatal;
      return 'utf-8';
    }
    get fatal() { return this.#fatal; }
    get ignoreBOM() { return this.#ignoreBom; }
    decode(input = undefined, options = undefined) {
      const {stream} = dictionary(options, 'options');
      const fresh = input === undefined ? new Uint8Array(0) : bytesOf(input);
      const bytes = new Uint8Array(this.#rest.length + fresh.length);
      bytes.set(this.#rest);
      bytes.set(fresh, this.#rest.length);
      const whole = stream ? bytes.length - begun(bytes) : bytes.length;
      this.#rest = stream ? bytes.slice(whole) : new Uint8Array(0);
      return this.#text(bytes.buffer.slice(0, whole), Boolean(stream));
    }
    #text(buffer, more) {
      const text = host('decode', buffer, this.#fatal);
      const first = !this.#started;
      this.#started = more && (this.#started || buffer.byteLength > 0);
      if (text === null) {
        this.#started = false;
        this.#rest = new Uint8Array(0);
        throw new TypeError('expected UTF-8, found something else');
      }
      return first && !this.#ignoreBom && text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
    }
  }
  for (const Class of [TextEncoder, TextDecoder]) {
    Object.defineProperty(Class, 'length', {value: 0, configurable: true});
    penstock.expose(Class);
  }

  const {atob, btoa} = {
    atob(text) {
      need(arguments, 1, 'atob');
      const bytes = host('atob', `${text}`);
      if (bytes === null) throw invalid('expected base64, found something else');
      return bytes;
    },
    btoa(text) {
      need(arguments, 1, 'btoa');
      const base64 = host('btoa', `${text}`);
      if (base64 === null) throw invalid('expected characters up to U+00FF, found one beyond');
      return base64;
    },
  };
  penstock.decode = (buffer) => host('decode', buffer, false);
  Object.assign(penstock.globals, {atob, btoa});
})
