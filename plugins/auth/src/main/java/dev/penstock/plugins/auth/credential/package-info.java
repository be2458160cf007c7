/** What the steps that find out who is calling have in common: where a credential stands, and what it may do. */
package dev.penstock.plugins.auth.credential;
