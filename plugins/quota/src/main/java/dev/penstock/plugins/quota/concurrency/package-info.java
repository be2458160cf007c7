/** {@code concurrency}: how many requests may be under way at once. */
package dev.penstock.plugins.quota.concurrency;
