package dev.penstock.engine.host;

import dev.penstock.sdk.Size;

/**
 * What steps may ask about the gateway's own settings.
 *
 * @param eventLoops how many carry calls
 * @param cacheMemory bound of all local cache entries together
 */
public record HostSettings(int eventLoops, Size cacheMemory) {}
