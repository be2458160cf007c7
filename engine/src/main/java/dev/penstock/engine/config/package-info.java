/**
 * The files of a gateway as immutable records: YAML with places, values from the environment, strict binding to
 * records, and the specs of pipeline files and of {@code penstock.yaml}. Every fault is collected with its place;
 * nothing here knows how a pipeline runs.
 */
package dev.penstock.engine.config;
