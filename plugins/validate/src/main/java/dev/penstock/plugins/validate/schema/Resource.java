package dev.penstock.plugins.validate.schema;

import dev.penstock.sdk.Node;

/**
 * What references are resolved against: a document, or a schema in one that has an {@code $id} of its own.
 *
 * @param iri its own
 * @param root where {@code #} leads
 */
record Resource(String iri, Node root) {}
