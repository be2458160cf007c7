/** What is to be known of a regular expression before it is compiled. */
package dev.penstock.engine.regex;
