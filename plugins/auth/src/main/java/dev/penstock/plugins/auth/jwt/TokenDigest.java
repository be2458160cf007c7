package dev.penstock.plugins.auth.jwt;

/** The SHA-256 of whom a step trusts and a token. */
record TokenDigest(long a, long b, long c, long d) {}
