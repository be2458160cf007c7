// Puts the globals of a hook in place and takes away what no hook may have.
(function (penstock) {
  'use strict';
  for (const name of ['Java', 'Packages', 'Polyglot', 'Graal', 'Atomics', 'SharedArrayBuffer', 'WebAssembly', 'eval']) {
    delete globalThis[name];
  }
  for (const name of Object.keys(penstock.globals)) {
    Object.defineProperty(globalThis, name, {value: penstock.globals[name], writable: true, configurable: true, enumerable: false});
  }
})
