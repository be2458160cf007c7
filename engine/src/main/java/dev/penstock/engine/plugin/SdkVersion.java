package dev.penstock.engine.plugin;

import java.util.Optional;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of the SDK that a jar states in its manifest, as {@code Penstock-Sdk: 0.1}. */
public record SdkVersion(int major, int minor) {
    static final String ATTRIBUTE = "Penstock-Sdk";
    /** The version that this gateway has. */
    public static final SdkVersion CURRENT = new SdkVersion(0, 1);

    private static final Pattern FORM = Pattern.compile("([0-9]{1,4})\\.([0-9]{1,4})(\\.[0-9]+)?");

    /**
     * What a manifest states.
     *
     * @throws BadJar when it states none, or one that this gateway does not have
     */
    static void check(Optional<Manifest> manifest) throws BadJar {
        String stated = manifest.map(
                        attributes -> attributes.getMainAttributes().getValue(ATTRIBUTE))
                .orElse("");
        String line = "'" + ATTRIBUTE + ": " + CURRENT + "'";
        Matcher form = FORM.matcher(stated.strip());
        if (!form.matches()) {
            String found = stated.isEmpty() ? "none" : "'" + stated + "'";
            throw new BadJar(
                    "expected " + line + " in the manifest, found " + found + ": add it when building the jar");
        }
        SdkVersion asked = new SdkVersion(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)));
        if (asked.major != CURRENT.major || asked.minor > CURRENT.minor) {
            throw new BadJar("expected a jar for the SDK " + CURRENT + " of this gateway, found one for " + asked
                    + ": take another version of the jar or of the gateway");
        }
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
