/** The store that gateways share, on Redis or Valkey; the only package that sees Redisson. */
package dev.penstock.engine.redis;
