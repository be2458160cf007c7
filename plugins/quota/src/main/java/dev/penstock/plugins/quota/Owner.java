package dev.penstock.plugins.quota;

/** Who is counted; of two tiers each has its own limits, so its own count. */
record Owner(String tier, String key) {}
