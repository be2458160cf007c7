// TextEncoder, TextDecoder (UTF-8 alone), atob and btoa.
(function (penstock) {
  'use strict';
  const {host} = penstock;
  const invalid = (message) => Object.assign(new Error(message), {name: 'InvalidCharacterError'});
  const labels = new Set(['utf-8', 'utf8', 'unicode-1-1-utf-8']);

  penstock.decode = (buffer) => host('decode', buffer, false);

  class TextEncoder {
    get encoding() { return 'utf-8'; }
    encode(text = '') {
      text = `${text}`;
      const bytes = new Uint8Array(text.length * 3);
      return bytes.slice(0, this.encodeInto(text, bytes).written);
    }
    encodeInto(text, bytes) {
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
  }

  class TextDecoder {
    #fatal;
    #ignoreBom;
    constructor(label = 'utf-8', {fatal = false, ignoreBOM = false} = {}) {
      if (!labels.has(`${label}`.trim().toLowerCase())) throw new RangeError(`expected the encoding utf-8, found ${JSON.stringify(`${label}`)}`);
      this.#fatal = Boolean(fatal);
      this.#ignoreBom = Boolean(ignoreBOM);
    }
    get encoding() { return 'utf-8'; }
    get fatal() { return this.#fatal; }
    get ignoreBOM() { return this.#ignoreBom; }
    decode(input = new ArrayBuffer(0)) {
      const buffer = input instanceof ArrayBuffer ? input : input.buffer.slice(input.byteOffset, input.byteOffset + input.byteLength);
      const text = host('decode', buffer, this.#fatal);
      if (text === null) throw new TypeError('expected UTF-8, found something else');
      return !this.#ignoreBom && text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
    }
  }

  const atob = (text) => {
    const bytes = host('atob', `${text}`);
    if (bytes === null) throw invalid('expected base64, found something else');
    return bytes;
  };
  const btoa = (text) => {
    const base64 = host('btoa', `${text}`);
    if (base64 === null) throw invalid('expected characters up to U+00FF, found one beyond');
    return base64;
  };

  Object.assign(penstock.globals, {TextEncoder, TextDecoder, atob, btoa});
})
