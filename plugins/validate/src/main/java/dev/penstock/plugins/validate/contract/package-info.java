/** What requests and answers must look like: by one schema, or by an OpenAPI description. */
package dev.penstock.plugins.validate.contract;
