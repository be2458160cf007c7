// Bounds on built-ins that loop inside the engine, where nothing can stop them.
(function () {
  'use strict';
})
