/** Certificates and keys as they are shown to clients: files of PEM, the choice by name, and what TLS is spoken. */
package dev.penstock.engine.tls;
