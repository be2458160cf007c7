package dev.penstock.plugins.cache;

import io.vertx.core.MultiMap;
import java.util.Map;

/** Header fields that do not change: of all that edits them nothing is to be had. */
interface FixedFields extends MultiMap {
    @Override
    default boolean isMutable() {
        return false;
    }

    private static MultiMap refused() {
        throw new IllegalStateException("a stored head does not change: copy it");
    }

    @Override
    default MultiMap add(String name, String value) {
        return refused();
    }

    @Override
    default MultiMap add(CharSequence name, CharSequence value) {
        return refused();
    }

    @Override
    default MultiMap add(String name, Iterable<String> values) {
        return refused();
    }

    @Override
    default MultiMap add(CharSequence name, Iterable<CharSequence> values) {
        return refused();
    }

    @Override
    default MultiMap addAll(MultiMap fields) {
        return refused();
    }

    @Override
    default MultiMap addAll(Map<String, String> fields) {
        return refused();
    }

    @Override
    default MultiMap set(String name, String value) {
        return refused();
    }

    @Override
    default MultiMap set(CharSequence name, CharSequence value) {
        return refused();
    }

    @Override
    default MultiMap set(String name, Iterable<String> values) {
        return refused();
    }

    @Override
    default MultiMap set(CharSequence name, Iterable<CharSequence> values) {
        return refused();
    }

    @Override
    default MultiMap setAll(MultiMap fields) {
        return refused();
    }

    @Override
    default MultiMap setAll(Map<String, String> fields) {
        return refused();
    }

    @Override
    default MultiMap remove(String name) {
        return refused();
    }

    @Override
    default MultiMap remove(CharSequence name) {
        return refused();
    }

    @Override
    default MultiMap clear() {
        return refused();
    }
}
