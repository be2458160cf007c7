/** JSON, JSON Schema 2020-12 and regular expressions, each within bounds. Knows nothing of calls. */
package dev.penstock.plugins.validate.schema;
